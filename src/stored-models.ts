import { isFineTunedId } from './engine/models/dynamic.ts';
import type { StoredModel, StoredModels } from './engine/ports/stored-models.ts';
import { type CollectionDeclaration, defineCollection, type OpenCollection } from './kernel/collections.ts';
import type { Clock } from './runtime/clock.ts';
import type { Log } from './runtime/log.ts';
import type { Turns } from './runtime/turns.ts';
import { DuplicateDocument } from './storage/errors.ts';
import type { Documents } from './storage/store.ts';

/** A collection holds at least one document. If none is wanted (0), no model is added. */
const bounds: Pick<CollectionDeclaration<StoredModel>, 'maximum' | 'overflow'> = {
  maximum: ({ maxModels }) => Math.max(1, maxModels),
  overflow: 'drop-oldest',
};

/** Models that were added to a project by their first use. */
const firstUseCollection = defineCollection<StoredModel>({ name: 'models', ...bounds });

/** Fine-tuned models, used or removed. */
const fineTunedCollection = defineCollection<StoredModel>({ name: 'models.fine_tuned', ...bounds });

export interface StoredModelsOptions {
  readonly collection: OpenCollection;
  readonly clock: Clock;
  readonly turns: Turns;
  readonly log: Log;
  /** Maximum number of models of a project, and of its fine-tuned ones. With 0, only a removal is stored. */
  readonly maxModels: number;
}

const PAGE = 100;

/**
 * Keeps models in the store, those of each project separately. Beyond the maximum, the project's oldest model made on first
 * use is dropped: it is not listed again until it next answers. Fine-tuned models, used and removed ones together,
 * have the same maximum of their own, so the others never displace them; a removed one that is dropped exists again.
 *
 * @example
 * const stored = createStoredModels({ collection, clock, turns, log, maxModels: 1000 });
 * const models = createModelRegistry({ clock, stored });
 */
export function createStoredModels({
  collection,
  clock,
  turns,
  log,
  maxModels,
}: StoredModelsOptions): StoredModels {
  const firstUse = collection(firstUseCollection);
  const fineTuned = collection(fineTunedCollection);
  const documents = (scope: string, id: string): Documents<StoredModel> =>
    (isFineTunedId(id) ? fineTuned : firstUse).in(scope);

  /** Models are stored in the order in which they were added. */
  let last = Promise.resolve();

  async function insert(scope: string, model: StoredModel, createdAt: number): Promise<void> {
    try {
      await documents(scope, model.id).insert(model, { createdAt });
    } catch (error) {
      if (error instanceof DuplicateDocument) return;
      log.error('could not store a model', { id: model.id, error: String(error) });
    }
  }

  return {
    find: (scope, id) => documents(scope, id).get(id),
    async *pages(scope) {
      for (const models of [firstUse.in(scope), fineTuned.in(scope)]) {
        let after: string | undefined;
        for (;;) {
          const { items, hasMore } = await models.page({ order: 'asc', limit: PAGE, after });
          yield items;
          if (!hasMore) break;
          after = items.at(-1)?.id;
          const pause = turns.pause();
          if (pause) await pause;
        }
      }
    },
    add(scope, model) {
      if (maxModels === 0) return;
      const createdAt = clock.epoch();
      last = last.then(() => insert(scope, model, createdAt));
    },
    put: (scope, model) => documents(scope, model.id).put(model, { createdAt: clock.epoch() }),
    settled: () => last,
  };
}
