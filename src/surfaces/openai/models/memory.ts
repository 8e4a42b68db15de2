import type { ModelChange } from '../../../engine/models/registry.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Log } from '../../../runtime/log.ts';
import { DuplicateDocument } from '../../../storage/errors.ts';
import type { Store } from '../../../storage/store.ts';

/** Models that are not in the catalogue, kept in the store: those made on first use, and those removed. */
export interface ModelMemory {
  /** Writes a change down. Nobody waits for it; what goes wrong is logged. */
  note(change: ModelChange): void;
  /** All that is kept, oldest first. */
  recall(): Promise<ModelChange[]>;
}

export interface ModelMemoryOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Models made on first use, and removed ones, at most. The oldest make room. */
  readonly maximum: number;
}

/** Models are the same for every project. */
const EVERYBODY = '';

const PAGE = 1000;

/**
 * @example
 * const memory = createModelMemory({ store, clock, log, maximum: 1000 });
 * const models = createModelRegistry({ clock, onChange: memory.note });
 * models.restore(await memory.recall());
 */
export function createModelMemory({ store, clock, log, maximum }: ModelMemoryOptions): ModelMemory {
  const documents = store
    .collection<ModelChange>({ name: 'models', maximum: Math.max(1, 2 * maximum), overflow: 'drop-oldest' })
    .in(EVERYBODY);

  const write = async (change: ModelChange): Promise<void> => {
    try {
      await documents.insert(change, { createdAt: clock.epoch() });
    } catch (error) {
      if (!(error instanceof DuplicateDocument)) throw error;
      await documents.update(change.id, () => change);
    }
  };

  /** One after the other: of two changes of a model, the later one counts. */
  let last = Promise.resolve();
  return {
    note(change) {
      last = last
        .then(() => write(change))
        .catch((error) => log.error('could not keep a model', { id: change.id, error: String(error) }));
    },
    async recall() {
      const changes: ModelChange[] = [];
      let after: string | undefined;
      for (;;) {
        const { items, hasMore } = await documents.page({ order: 'asc', limit: PAGE, after });
        changes.push(...items);
        if (!hasMore) return changes;
        after = items.at(-1)?.id;
      }
    },
  };
}
