import { type Clock, unixSeconds } from '../../runtime/clock.ts';
import type { ModelCard } from './card.ts';
import { modelCatalogue } from './catalogue.ts';
import { createDynamicCard, isFineTunedId } from './dynamic.ts';

/** The models of one instance: the catalogue, plus other models that have answered a request. */
export interface ModelRegistry {
  /**
   * The model for a request that names this id. Unless the registry is strict, an unknown id gets a card as well,
   * which is not listed until {@link keep} is called. Undefined if the id is malformed or was removed, or if it is
   * unknown and the registry is strict.
   */
  find(id: string): ModelCard | undefined;
  /** The model with this id, if it is in the catalogue or has answered before. */
  get(id: string): ModelCard | undefined;
  /** Lists this model from now on; call it after the model's first answer. Does nothing if {@link find} finds no model. */
  keep(id: string): void;
  /** Every known model: the catalogue first, then the kept models, oldest first. */
  list(): readonly ModelCard[];
  /** Removes a fine-tuned model permanently; other models cannot be removed. */
  remove(id: string): 'removed' | 'missing' | 'not-removable';
  /** Replays changes reported to `onChange` earlier, for example in a previous process; oldest first. */
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
  /** If true, only the models of the catalogue exist. Default false. */
  readonly strict?: boolean;
  /** Maximum number of kept models, and separately of removed ones, to remember. Default 1,000. */
  readonly limit?: number;
  /** The built-in models. Default {@link modelCatalogue}. */
  readonly catalogue?: readonly ModelCard[];
  /** Called when a model outside the catalogue is kept or removed, so that the change can be stored. */
  readonly onChange?: (change: ModelChange) => void;
}

/**
 * Creates the model registry of one instance.
 *
 * Any model id works, as the original FakeAI promises. The original gives an unknown model a context window of
 * 8,192 tokens with 4,096 output tokens. Here it has 131,072 and 16,384, so that no application hits a limit that
 * its real model does not have; images, audio, files and tools are accepted. Ids have at most 256 characters, no
 * control characters, and do not end in `/capabilities`, which clients of the original append to query a model.
 * Beyond `limit`, the oldest kept model is dropped: it is not listed again until it next answers.
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
    // A fine-tuned model can be used before it is listed, so it can be removed before it is listed too.
    const card = isFineTunedId(id) ? find(id) : get(id);
    if (!card) return 'missing';
    if (!card.fineTuned) return 'not-removable';
    forget(id);
    onChange?.({ id, created: card.created, isRemoved: true });
    return 'removed';
  }

  return { find, get, keep, list: () => [...fixed.values(), ...dynamic.values()], remove, restore };
}

/** 1 to 256 characters; no control characters or lone surrogates, not only whitespace, no trailing `/capabilities`. */
const WELL_FORMED = /^(?=.*\S)[^\p{Cc}\p{Cs}]{1,256}(?<!\/capabilities)$/u;

/** Maps and sets iterate in insertion order. */
function dropOldest(collection: Map<string, unknown> | Set<string>): void {
  for (const id of collection.keys()) {
    collection.delete(id);
    return;
  }
}
