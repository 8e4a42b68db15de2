import { createIds } from '../../runtime/ids.ts';
import type { BlobPlace } from '../blobs/blob-place.ts';
import type { BlobInfo, Blobs } from '../blobs.ts';
import { BlobTooLarge, StoreUnavailable, UnknownBlob } from '../errors.ts';
import type { Budget } from './budget.ts';
import type { Database } from './database.ts';
import type { Holder } from './holder.ts';
import type { Transact } from './transaction.ts';
import type { Writer } from './writer.ts';

const RELIEF = { isRelief: true };

/** Leftover blobs removed in one transaction, before other work gets a turn. */
const SWEPT_AT_ONCE = 100;

/**
 * Blobs of a SQLite store: rows in the database, bytes in a separate place. A row is inserted before its
 * bytes are written and deleted before they are, so bytes without a row are always leftovers.
 */
export class SqliteBlobs implements Blobs {
  readonly #database: Database;
  readonly #place: BlobPlace;
  readonly #transact: Transact;
  readonly #budget: Budget;
  readonly #holder: Holder;
  readonly #writer: Writer;
  readonly #maximumBytes: number;
  readonly #ids = createIds();
  /** Removals in progress. */
  readonly #removing = new Set<Promise<void>>();

  constructor(options: {
    database: Database;
    place: BlobPlace;
    writer: Writer;
    budget: Budget;
    holder: Holder;
    maximumBytes: number;
  }) {
    this.#database = options.database;
    this.#place = options.place;
    this.#transact = options.writer.transact;
    this.#writer = options.writer;
    this.#budget = options.budget;
    this.#holder = options.holder;
    this.#maximumBytes = options.maximumBytes;
  }

  async write(
    source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    { limit = Number.POSITIVE_INFINITY }: { limit?: number } = {},
  ): Promise<BlobInfo> {
    const id = this.#ids.uuid();
    await this.#transact(() => {
      this.#holder.enter();
      this.#database.run(INSERT, id, this.#holder.id);
    });
    let reserved = 0;
    const reserve = (bytes: number) => {
      this.#budget.reserve(bytes);
      reserved += bytes;
    };
    try {
      const bytes = await this.#place.write(
        id,
        this.#bounded(source, Math.min(limit, this.#maximumBytes), reserve),
      );
      await this.#transact(
        () => this.#database.run('UPDATE blobs SET bytes = ? WHERE id = ?', bytes, id),
        RELIEF,
      );
      return { id, bytes };
    } catch (error) {
      if (error instanceof StoreUnavailable && error.reason === 'full')
        this.#writer.blobFailed(error, reserved);
      this.#forget(id);
      throw error;
    } finally {
      this.#budget.settle(reserved);
    }
  }

  async *read(id: string, range: { start?: number; end?: number } = {}): AsyncGenerator<Uint8Array> {
    const bytes = this.#bytes(id);
    const { start = 0, end = bytes } = range;
    const isWithin = Number.isSafeInteger(start) && Number.isSafeInteger(end) && 0 <= start && start <= end;
    if (!isWithin || end > bytes) {
      throw new RangeError(`Cannot read from ${start} to ${end} of a blob of ${bytes} bytes`);
    }
    await this.check(id);
    try {
      for await (const piece of this.#place.read(id, start, end)) {
        if (!this.#database.isOpen) throw closed(this.#database.location);
        yield piece;
      }
    } catch (error) {
      throw this.#explained(error, id);
    }
  }

  async check(id: string): Promise<void> {
    const bytes = this.#bytes(id);
    const size = await this.#place.size(id).catch((error) => {
      throw this.#explained(error, id);
    });
    if (size !== bytes) throw this.#damaged(`has ${size} bytes instead of ${bytes}`, id);
  }

  /** Throws {@link UnknownBlob} if there is no such blob, or if it is still being written. */
  #bytes(id: string): number {
    const row = this.#database.get<{ bytes: number | null }>('SELECT bytes FROM blobs WHERE id = ?', id);
    if (row === undefined || row.bytes === null) throw new UnknownBlob(id);
    return row.bytes;
  }

  /** Bytes that are missing are damage, unless the blob was deleted meanwhile. */
  #explained(error: unknown, id: string): unknown {
    if (!(error instanceof UnknownBlob)) return error;
    const isKnown = this.#database.get('SELECT 1 FROM blobs WHERE id = ?', id) !== undefined;
    return isKnown ? this.#damaged('has lost its bytes', id) : error;
  }

  #damaged(problem: string, id: string): StoreUnavailable {
    return new StoreUnavailable(this.#database.location, `the blob ${id} ${problem}`, { reason: 'damaged' });
  }

  async discard(id: string): Promise<void> {
    await this.#transact(({ released }) => void released.add(id), RELIEF);
  }

  /** Deletes the bytes of blobs whose rows are gone. Failures are left to the next {@link sweep}. */
  remove(ids: readonly string[]): void {
    for (const id of ids) {
      const removal = this.#place.delete(id).catch(() => {});
      this.#removing.add(removal);
      removal.then(() => this.#removing.delete(removal));
    }
  }

  /** Waits for removals in progress; by now the database is closed. */
  async close(): Promise<void> {
    await this.#settled();
    await this.#place.close();
  }

  async #settled(): Promise<void> {
    while (this.#removing.size > 0) await Promise.all(this.#removing);
  }

  /**
   * Removes what a crash left behind: unreferenced blobs whose writer is gone, and bytes without a row.
   */
  async sweep(): Promise<void> {
    const unreferenced = this.#database.all<{ id: string; holder: string }>(UNREFERENCED);
    const leftovers = unreferenced.filter(({ holder }) => this.#holder.isGone(holder));
    for (let index = 0; index < leftovers.length && this.#database.isOpen; index += SWEPT_AT_ONCE) {
      await this.#transact(({ released }) => {
        for (const { id } of leftovers.slice(index, index + SWEPT_AT_ONCE)) released.add(id);
      }, RELIEF);
      await this.#settled();
    }
    for await (const id of this.#place.list()) {
      if (!this.#database.isOpen) return;
      if (this.#database.get('SELECT 1 FROM blobs WHERE id = ?', id) === undefined)
        await this.#place.delete(id);
    }
  }

  async *#bounded(
    source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    limit: number,
    reserve: (bytes: number) => void,
  ): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    for await (const piece of source) {
      bytes += piece.byteLength;
      if (bytes > limit) throw new BlobTooLarge(limit);
      if (!this.#database.isOpen) throw closed(this.#database.location);
      reserve(piece.byteLength);
      yield piece;
    }
  }

  /**
   * Deletes the row of a blob whose write failed. The bytes are removed by the place, or here if they were
   * already written.
   */
  #forget(id: string): void {
    // If this fails, the next sweep on opening removes it. The caller gets the original error.
    this.#transact(({ released }) => void released.add(id), RELIEF).catch(() => {});
  }
}

function closed(location: string): StoreUnavailable {
  return new StoreUnavailable(location, 'it is closed', { reason: 'closed' });
}

const INSERT = 'INSERT INTO blobs (id, bytes, holder, written_at) VALUES (?, NULL, ?, unixepoch())';

const UNREFERENCED = 'SELECT id, holder FROM blobs WHERE holder IS NOT NULL';
