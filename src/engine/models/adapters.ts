import type { ModelCard } from './card.ts';

/** An adapter that was loaded onto a model. */
export interface Adapter {
  /** The id of the model that answers with it. */
  readonly name: string;
  /** Where its weights are said to be. Nothing is read from there. */
  readonly path: string;
  readonly base: ModelCard;
  /** Unix seconds. */
  readonly created: number;
}

/** Most adapters of all scopes together. */
const MOST_ADAPTERS = 4096;

/**
 * The adapters that are loaded, by scope. As in an inference server, they are lost when the process ends.
 *
 * @example
 * adapters.load('project-1', { name: 'sql', path: '/adapters/sql', base: card, created: 1_735_689_600 }); // true
 * adapters.find('project-1', 'sql')?.adapterOf; // card.id
 */
export class Adapters {
  readonly #scopes = new Map<string, Map<string, ModelCard>>();
  #count = 0;

  /** False if no more adapters fit. One of the same name is replaced. */
  load(scope: string, { name, path, base, created }: Adapter): boolean {
    const own = this.#scopes.get(scope) ?? new Map<string, ModelCard>();
    if (!own.has(name)) {
      if (this.#count >= MOST_ADAPTERS) return false;
      this.#count++;
    }
    this.#scopes.set(scope, own);
    const { snapshot, ...traits } = base;
    own.set(name, { ...traits, id: name, root: path, created, adapterOf: base.id, fineTuned: false });
    return true;
  }

  find(scope: string, name: string): ModelCard | undefined {
    return this.#scopes.get(scope)?.get(name);
  }

  /** False if there is none of this name. */
  unload(scope: string, name: string): boolean {
    const own = this.#scopes.get(scope);
    if (!own?.delete(name)) return false;
    this.#count--;
    if (own.size === 0) this.#scopes.delete(scope);
    return true;
  }

  /** In the order in which they were first loaded. */
  list(scope: string): readonly ModelCard[] {
    return [...(this.#scopes.get(scope)?.values() ?? [])];
  }
}
