import { type Clock, unixSeconds } from '../../runtime/clock.ts';
import type { StoredModels } from '../ports/stored-models.ts';
import { type Adapter, Adapters } from './adapters.ts';
import type { ModelCard } from './card.ts';
import { modelCatalogue } from './catalogue.ts';
import { createDynamicCard, isFineTunedId } from './dynamic.ts';
import { RecentModels } from './recent-models.ts';

/** The models of one instance. */
export interface ModelRegistry {
  /** The built-in models, which every project has. */
  readonly catalogue: readonly ModelCard[];
  /** The models of one project: the catalogue, and other models that have answered its requests. */
  in(scope: string): ProjectModels;
}

/**
 * The models of one project. Only models that are not in the catalogue are looked up in the store. Calls that read or
 * write the store reject with the store's error if it fails.
 */
export interface ProjectModels {
  /**
   * The model for a request that names this id. Unless the registry is strict, an unknown id gets a card as well,
   * which is not listed until {@link keep} is called. Undefined if the id is malformed or was removed, or if it is
   * unknown and the registry is strict. What another process has changed within the last second may not show yet.
   */
  find(id: string): ModelCard | undefined | Promise<ModelCard | undefined>;
  /** The model with this id, if it is in the catalogue or has answered before. */
  get(id: string): ModelCard | undefined | Promise<ModelCard | undefined>;
  /**
   * Lists this model from now on; call it after each answer of the model. It is stored in the background, once. Does nothing
   * if {@link find} finds no model.
   */
  keep(id: string): void;
  /** Every known model: the catalogue, the models kept on their first use, and the fine-tuned ones, each oldest first. */
  list(): Promise<readonly ModelCard[]>;
  /** Adapters that are loaded for the project. {@link list} names them after the catalogue. */
  readonly adapters: ProjectAdapters;
  /** Removes a fine-tuned model permanently; other models cannot be removed. */
  remove(id: string): Promise<'removed' | 'missing' | 'not-removable'>;
}

/** The adapters of one project. Models of the catalogue go before an adapter of the same name. */
export interface ProjectAdapters {
  /** Loads an adapter, which answers as its base does. */
  load(adapter: Pick<Adapter, 'name' | 'path' | 'base'>): 'loaded' | 'full' | 'malformed';
  find(name: string): ModelCard | undefined;
  unload(name: string): boolean;
}

export interface ModelRegistryOptions {
  readonly clock: Clock;
  readonly stored: StoredModels;
  /** If true, only the models of the catalogue exist. Default false. */
  readonly strict?: boolean;
  /** The built-in models. Default {@link modelCatalogue}. */
  readonly catalogue?: readonly ModelCard[];
}

/**
 * Creates the model registry of one instance.
 *
 * Any model id works, as the original FakeAI promises. The original gives an unknown model a context window of
 * 8,192 tokens with 4,096 output tokens. Here it has 131,072 and 16,384, so that no application hits a limit that
 * its real model does not have; images, audio, files and tools are accepted. Ids have at most 256 characters, no
 * control characters, and do not end in `/capabilities`, which clients of the original append to query a model.
 *
 * @example
 * const models = createModelRegistry({ clock, stored }).in('project-1');
 * (await models.find('gpt-4o'))?.contextWindow; // 128000
 * (await models.find('acme/helper'))?.contextWindow; // 131072
 * (await models.find('ft:gpt-4o-mini:acme::abc123'))?.root; // 'gpt-4o-mini'
 */
export function createModelRegistry(options: ModelRegistryOptions): ModelRegistry {
  const { clock, stored, strict = false, catalogue = modelCatalogue } = options;
  const builtIn = new Map(catalogue.map((card) => [card.id, card]));
  const createCard = (id: string, created = unixSeconds(clock)): ModelCard =>
    createDynamicCard(id, created, (other) => builtIn.get(other));
  const recent = new RecentModels({ clock, stored, createCard });
  const shared: Shared = { builtIn, stored, recent, createCard, strict, clock, adapters: new Adapters() };
  return { catalogue, in: (scope) => new StoredProjectModels(shared, scope) };
}

interface Shared {
  /** By id. */
  readonly builtIn: ReadonlyMap<string, ModelCard>;
  readonly stored: StoredModels;
  readonly recent: RecentModels;
  readonly createCard: (id: string, created?: number) => ModelCard;
  readonly strict: boolean;
  readonly clock: Clock;
  readonly adapters: Adapters;
}

class StoredProjectModels implements ProjectModels {
  readonly #shared: Shared;
  readonly #scope: string;

  constructor(shared: Shared, scope: string) {
    this.#shared = shared;
    this.#scope = scope;
  }

  get adapters(): ProjectAdapters {
    const { adapters, builtIn, clock } = this.#shared;
    const scope = this.#scope;
    return {
      load({ name, path, base }) {
        if (builtIn.has(name) || !WELL_FORMED.test(name)) return 'malformed';
        return adapters.load(scope, { name, path, base, created: unixSeconds(clock) }) ? 'loaded' : 'full';
      },
      find: (name) => adapters.find(scope, name),
      unload: (name) => adapters.unload(scope, name),
    };
  }

  find(id: string): ModelCard | undefined | Promise<ModelCard | undefined> {
    const { builtIn, recent, adapters } = this.#shared;
    const card = builtIn.get(id) ?? adapters.find(this.#scope, id);
    if (card || !this.#canBeStored(id)) return card;
    const known = recent.find(this.#scope, id);
    return known instanceof Promise ? known.then(({ card }) => card) : known.card;
  }

  get(id: string): ModelCard | undefined | Promise<ModelCard | undefined> {
    return this.#shared.builtIn.get(id) ?? this.#shared.adapters.find(this.#scope, id) ?? this.#getStored(id);
  }

  async #getStored(id: string): Promise<ModelCard | undefined> {
    const { stored, recent } = this.#shared;
    if (!this.#canBeStored(id)) return undefined;
    await stored.settled();
    const { card, isKept } = await recent.read(this.#scope, id);
    return isKept ? card : undefined;
  }

  keep(id: string): void {
    const { stored, recent, createCard, adapters } = this.#shared;
    if (!this.#canBeStored(id) || adapters.find(this.#scope, id)) return;
    const known = recent.peek(this.#scope, id);
    if (known && (known.isKept || !known.card)) return;
    const card = createCard(id);
    recent.set(this.#scope, id, { card, isKept: true });
    stored.add(this.#scope, { id, created: card.created, isRemoved: false });
  }

  async list(): Promise<readonly ModelCard[]> {
    const { builtIn, stored, createCard, strict } = this.#shared;
    const adapters = this.#shared.adapters.list(this.#scope);
    const isAdapter = new Set(adapters.map(({ id }) => id));
    const cards = [...builtIn.values(), ...adapters];
    if (strict) return cards;
    await stored.settled();
    for await (const page of stored.pages(this.#scope)) {
      for (const { id, created, isRemoved } of page) {
        if (!isRemoved && !builtIn.has(id) && !isAdapter.has(id)) cards.push(createCard(id, created));
      }
    }
    return cards;
  }

  async remove(id: string): Promise<'removed' | 'missing' | 'not-removable'> {
    const { builtIn, stored, recent } = this.#shared;
    if (builtIn.has(id)) return 'not-removable';
    if (!this.#canBeStored(id)) return 'missing';
    await stored.settled();
    const { card, isKept } = await recent.read(this.#scope, id);
    // A fine-tuned model can be used before it is listed, so it can be removed before it is listed too.
    if (!card || (!isKept && !isFineTunedId(id))) return 'missing';
    if (!card.fineTuned) return 'not-removable';
    await stored.put(this.#scope, { id, created: card.created, isRemoved: true });
    recent.set(this.#scope, id, { card: undefined, isKept: false });
    return 'removed';
  }

  /** Whether a model with this id can exist besides those of the catalogue. */
  #canBeStored(id: string): boolean {
    const { builtIn, strict } = this.#shared;
    return !strict && !builtIn.has(id) && WELL_FORMED.test(id);
  }
}

/** 1 to 256 characters; no control characters or lone surrogates, not only whitespace, no trailing `/capabilities`. */
const WELL_FORMED = /^(?=.*\S)[^\p{Cc}\p{Cs}]{1,256}(?<!\/capabilities)$/u;
