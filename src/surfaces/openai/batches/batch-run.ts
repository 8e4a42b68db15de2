import { MissingDocument } from '../../../storage/errors.ts';
import type { Documents, Store, Write } from '../../../storage/store.ts';
import type { BatchRecord } from './record.ts';
import type { BatchStatus } from './schema.ts';

/** Another run has taken over the batch. This one must stop without writing anything. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}

/** The batch is not in the state that the change expects. */
export class StateChanged extends Error {
  override readonly name = 'StateChanged';
}

/**
 * One run of a batch, through which the batch is changed. It ends when another run takes over the batch, so a
 * process that was suspended beyond the end of its lease writes nothing twice.
 *
 * @example
 * const run = await BatchRun.start('batch_abc', { store, documents });
 * await run?.change((batch) => ({ ...batch, model }), { from: 'validating' });
 */
export class BatchRun {
  readonly #store: Store;
  readonly #documents: Documents<BatchRecord>;
  /** The batch as this run last wrote or read it. */
  batch: BatchRecord;

  private constructor(batch: BatchRecord, { store, documents }: BatchRunServices) {
    this.batch = batch;
    this.#store = store;
    this.#documents = documents;
  }

  /** Begins a run, and so ends an earlier one. Undefined if the batch does not exist. */
  static async start(id: string, services: BatchRunServices): Promise<BatchRun | undefined> {
    const batch = await services.documents.update(id, (current) => ({ ...current, run: current.run + 1 }));
    return batch && new BatchRun(batch, services);
  }

  /** @throws Superseded */
  async refresh(): Promise<BatchRecord> {
    const current = await this.#documents.get(this.batch.id);
    if (current?.run !== this.batch.run) throw new Superseded();
    this.batch = current;
    return current;
  }

  /**
   * Changes the batch, with other writes in the same commit.
   *
   * @throws Superseded; StateChanged if the batch is not in the state `from`; and errors of the store
   */
  async change(
    toNext: (current: BatchRecord) => BatchRecord,
    { from, also = [] }: { from?: BatchStatus; also?: readonly Write<void>[] } = {},
  ): Promise<BatchRecord> {
    const { id, run } = this.batch;
    const write = this.#documents.updating(id, (current) => {
      if (current.run !== run) throw new Superseded();
      if (from !== undefined && current.status !== from) throw new StateChanged();
      return toNext(current);
    });
    try {
      // Files come first: they reference blobs that the batch then releases.
      const results = await this.#store.commit([...also, write]);
      this.batch = results.at(-1) as BatchRecord;
    } catch (error) {
      throw error instanceof MissingDocument ? new Superseded() : error;
    }
    return this.batch;
  }
}

export interface BatchRunServices {
  readonly store: Store;
  readonly documents: Documents<BatchRecord>;
}
