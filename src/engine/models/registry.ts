import { type Clock, unixSeconds } from '../../runtime/clock.ts';
import type { ModelCard } from './card.ts';
import { modelCatalogue } from './catalogue.ts';
import { createDynamicCard, isFineTunedId } from './dynamic.ts';

/** The models of one instance: the catalogue, and those made on first use. */
export interface ModelRegistry {
  /**
   * The model of that id. Unless the registry is strict, an id that is not known is made on the spot and known
   * from then on; undefined then means that the id is malformed or was removed.
   */
  find(id: string): ModelCard | undefined;
  /** The model of that id if it is known already. Never makes one. */
  get(id: string): ModelCard | undefined;
  /** Every known model, the catalogue's first, then those made on first use, oldest first. */
  list(): readonly ModelCard[];
  /** Removes a fine-tuned model for good; any other model stays. */
  remove(id: string): 'removed' | 'missing' | 'not-removable';
  /** Makes what was told to `onChange` earlier, in another process for instance, true here; oldest first. */
  restore(changes: readonly ModelChange[]): void;
}

/** A model was made on first use, or removed. */
export interface ModelChange {
  readonly id: string;
  /** Unix seconds at which it was made. */
  readonly created: number;
  readonly isRemoved: boolean;
}

export interface ModelRegistryOptions {
  readonly clock: Clock;
  /** True: only the catalogue exists. Default false. */
  readonly strict?: boolean;
  /** How many models made on first use are remembered, and how many removed ones. Default 1,000. */
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
 * characters without control characters. Beyond `limit` the model made longest ago is forgotten: it is no longer
 * listed, and made anew when it is asked for again.
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
    const made = add(id, unixSeconds(clock));
    onChange?.({ id, created: made.created, isRemoved: false });
    return made;
  }

  function add(id: string, created: number): ModelCard {
    const made = createDynamicCard(id, created, (other) => fixed.get(other));
    dynamic.set(id, made);
    if (dynamic.size > limit) dropOldest(dynamic);
    return made;
  }

  function forget(id: string): void {
    dynamic.delete(id);
    removed.add(id);
    if (removed.size > limit) dropOldest(removed);
  }

  function restore(changes: readonly ModelChange[]): void {
    for (const { id, created, isRemoved } of changes) {
      if (isRemoved) forget(id);
      else if (!strict && !get(id)) add(id, created);
    }
  }

  function remove(id: string): 'removed' | 'missing' | 'not-removable' {
    // A fine-tuned model exists before its first use, as any model does, so it can also go before that.
    const card = isFineTunedId(id) ? find(id) : get(id);
    if (!card) return 'missing';
    if (!card.fineTuned) return 'not-removable';
    forget(id);
    onChange?.({ id, created: card.created, isRemoved: true });
    return 'removed';
  }

  return { find, get, list: () => [...fixed.values(), ...dynamic.values()], remove, restore };
}

/** At most 256 characters; no control characters, no halves of surrogate pairs, not only spaces. */
const WELL_FORMED = /^(?=.*\S)[^\p{Cc}\p{Cs}]{1,256}$/u;

/** Maps and sets keep the order of insertion. */
function dropOldest(collection: Map<string, unknown> | Set<string>): void {
  for (const id of collection.keys()) {
    collection.delete(id);
    return;
  }
}
