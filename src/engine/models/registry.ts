import { type Clock, unixSeconds } from '../../runtime/clock.ts';
import type { ModelCard } from './card.ts';
import { modelCatalogue } from './catalogue.ts';
import { createDynamicCard, isFineTunedId } from './dynamic.ts';

/** The models of one instance: the catalogue, and those that have answered a request. */
export interface ModelRegistry {
  /**
   * The model to answer a request that names this id. Unless the registry is strict, an unknown id gets a card too, which is
   * not listed until {@link keep} is called. Undefined: the id is malformed or was removed, or the registry is strict.
   */
  find(id: string): ModelCard | undefined;
  /** The model of that id if it is in the catalogue or has answered before. */
  get(id: string): ModelCard | undefined;
  /** Lists the model of that id from now on. Call it when the model has answered; does nothing when {@link find} finds none. */
  keep(id: string): void;
  /** Every known model: the catalogue first, then those kept, oldest first. */
  list(): readonly ModelCard[];
  /** Removes a fine-tuned model for good; any other model stays. */
  remove(id: string): 'removed' | 'missing' | 'not-removable';
  /** Makes what was told to `onChange` earlier, in another process for instance, true here; oldest first. */
  restore(changes: readonly ModelChange[]): void;
}

/** A model was kept after its first answer, or removed. */
export interface ModelChange {
  readonly id: string;
  /** Unix seconds of its first answer. */
  readonly created: number;
  readonly isRemoved: boolean;
}

export interface ModelRegistryOptions {
  readonly clock: Clock;
  /** True: only the catalogue exists. Default false. */
  readonly strict?: boolean;
  /** How many kept models are remembered, and how many removed ones. Default 1,000. */
  readonly limit?: number;
  /** The models known from the start. Default {@link modelCatalogue}. */
  readonly catalogue?: readonly ModelCard[];
  /** Told what is not in the catalogue, so that it can be kept. */
  readonly onChange?: (change: ModelChange) => void;
}

/**
 * Makes the models of one instance.
 *
 * Any model id works, as the original FakeAI promises. Where the original gives an unknown model a window of
 * 8,192 tokens, 4,096 of them output, here it has 131,072 and 16,384, so that no application is stopped by a
 * limit that its real model does not have; images, audio, files and tools are accepted. Ids are at most 256
 * characters without control characters, and do not end in `/capabilities`, which clients of the original append to ask
 * about a model. Beyond `limit` the model kept longest ago is forgotten: it is no longer listed until it answers again.
 *
 * @example
 * const models = createModelRegistry({ clock });
 * models.find('gpt-4o')?.contextWindow; // 128000
 * models.find('acme/helper')?.contextWindow; // 131072
 * models.find('ft:gpt-4o-mini:acme::abc123')?.root; // 'gpt-4o-mini'
 */
export function createModelRegistry(options: ModelRegistryOptions): ModelRegistry {
  const { clock, strict = false, limit = 1000, catalogue = modelCatalogue, onChange } = options;
  const fixed = new Map(catalogue.map((card) => [card.id, card]));
  const dynamic = new Map<string, ModelCard>();
  const removed = new Set<string>();

  function get(id: string): ModelCard | undefined {
    return fixed.get(id) ?? dynamic.get(id);
  }

  function find(id: string): ModelCard | undefined {
    const card = get(id);
    if (card || strict || removed.has(id) || !WELL_FORMED.test(id)) return card;
    return create(id, unixSeconds(clock));
  }

  function keep(id: string): void {
    if (get(id)) return;
    const card = find(id);
    if (!card) return;
    add(card);
    onChange?.({ id, created: card.created, isRemoved: false });
  }

  function create(id: string, created: number): ModelCard {
    return createDynamicCard(id, created, (other) => fixed.get(other));
  }

  function add(card: ModelCard): void {
    dynamic.set(card.id, card);
    if (dynamic.size > limit) dropOldest(dynamic);
  }

  function forget(id: string): void {
    dynamic.delete(id);
    removed.add(id);
    if (removed.size > limit) dropOldest(removed);
  }

  function restore(changes: readonly ModelChange[]): void {
    for (const { id, created, isRemoved } of changes) {
      if (isRemoved) forget(id);
      else if (!strict && !get(id)) add(create(id, created));
    }
  }

  function remove(id: string): 'removed' | 'missing' | 'not-removable' {
    // A fine-tuned model can be used without being listed, so it can also be removed without being listed.
    const card = isFineTunedId(id) ? find(id) : get(id);
    if (!card) return 'missing';
    if (!card.fineTuned) return 'not-removable';
    forget(id);
    onChange?.({ id, created: card.created, isRemoved: true });
    return 'removed';
  }

  return { find, get, keep, list: () => [...fixed.values(), ...dynamic.values()], remove, restore };
}

/** At most 256 characters; no control characters, no halves of surrogate pairs, not only spaces, no `/capabilities` behind. */
const WELL_FORMED = /^(?=.*\S)[^\p{Cc}\p{Cs}]{1,256}(?<!\/capabilities)$/u;

/** Maps and sets keep the order of insertion. */
function dropOldest(collection: Map<string, unknown> | Set<string>): void {
  for (const id of collection.keys()) {
    collection.delete(id);
    return;
  }
}
