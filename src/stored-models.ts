import type { ModelChange } from './engine/models/registry.ts';
import type { Clock } from './runtime/clock.ts';
import type { Log } from './runtime/log.ts';
import type { Store } from './storage/store.ts';

/** The stored differences from the catalogue: models created on first use, and removed models. */
export interface StoredModels {
  /** Stores a change in the background. Errors are logged. */
  save(change: ModelChange): void;
  /** All stored changes, oldest first. */
  load(): Promise<ModelChange[]>;
}

export interface StoredModelsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Maximum number of created models, and of removed ones. The oldest are dropped. */
  readonly maximum: number;
}

/** All projects share the same models. */
const ALL_PROJECTS = '';

const PAGE = 1000;

/**
 * @example
 * const stored = createStoredModels({ store, clock, log, maximum: 1000 });
 * const models = createModelRegistry({ clock, onChange: stored.save });
 * models.restore(await stored.load());
 */
export function createStoredModels({ store, clock, log, maximum }: StoredModelsOptions): StoredModels {
  const documents = store
    .collection<ModelChange>({ name: 'models', maximum: Math.max(1, 2 * maximum), overflow: 'drop-oldest' })
    .in(ALL_PROJECTS);

  /** Writes run in sequence, so that the latest change of a model wins. */
  let last = Promise.resolve();
  return {
    save(change) {
      last = last
        .then(() => documents.put(change, { createdAt: clock.epoch() }))
        .catch((error) => log.error('could not store a model', { id: change.id, error: String(error) }));
    },
    async load() {
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
