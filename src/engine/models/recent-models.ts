import type { Clock } from '../../runtime/clock.ts';
import { RecentMap } from '../../runtime/recent-map.ts';
import type { StoredModel, StoredModels } from '../ports/stored-models.ts';
import type { ModelCard } from './card.ts';

/** What is known about a model that is not in the catalogue. */
export interface KnownModel {
  /** Undefined if the model was removed. */
  readonly card: ModelCard | undefined;
  /** Whether the model has answered before, and is listed. */
  readonly isKept: boolean;
}

export interface RecentModelsOptions {
  readonly clock: Clock;
  readonly stored: StoredModels;
  /** Creates the card of a model that is first used now, or was at `created` (Unix seconds). */
  readonly createCard: (id: string, created?: number) => ModelCard;
}

/** Milliseconds for which the store is not asked again: a write of another process shows after this time. */
const LIFETIME_MS = 1000;

/** Maximum number of remembered models, in all scopes. */
const CAPACITY = 4096;

/**
 * Looks up models of the store, and remembers the results for a second, so that requests for the same model do not
 * each read the store.
 *
 * @example
 * const recent = new RecentModels({ clock, stored, createCard });
 * (await recent.find('project-1', 'acme/helper')).card?.contextWindow; // 131072
 */
export class RecentModels {
  readonly #clock: Clock;
  readonly #stored: StoredModels;
  readonly #createCard: RecentModelsOptions['createCard'];
  readonly #known = new RecentMap<KnownModel & { readonly readAt: number }>(CAPACITY);
  /** Reads of the store under way, which concurrent requests share. */
  readonly #reading = new Map<string, Promise<KnownModel>>();

  constructor({ clock, stored, createCard }: RecentModelsOptions) {
    this.#clock = clock;
    this.#stored = stored;
    this.#createCard = createCard;
  }

  /** What the store said within the last second, or says now. */
  find(scope: string, id: string): KnownModel | Promise<KnownModel> {
    const key = toKey(scope, id);
    const known = this.#known.get(key);
    if (known && this.#clock.now() - known.readAt < LIFETIME_MS) return known;
    const underWay = this.#reading.get(key);
    if (underWay) return underWay;
    const reading = this.read(scope, id).finally(() => this.#reading.delete(key));
    this.#reading.set(key, reading);
    return reading;
  }

  /** What the store says now. The card stays the same object as long as what is stored does. */
  async read(scope: string, id: string): Promise<KnownModel> {
    const key = toKey(scope, id);
    const before = this.#known.get(key);
    const stored = await this.#stored.find(scope, id);
    const latest = this.#known.get(key);
    // Set while the store was read, by a write or by a later read.
    if (latest && latest !== before) return latest;
    const known = before && isSame(before, stored) ? before : this.#toKnown(id, stored);
    this.#set(key, known);
    return known;
  }

  /** What was last known, however long ago; undefined if nothing is. */
  peek(scope: string, id: string): KnownModel | undefined {
    return this.#known.get(toKey(scope, id));
  }

  /** Remembers what this process writes. */
  set(scope: string, id: string, known: KnownModel): void {
    this.#set(toKey(scope, id), known);
  }

  #set(key: string, { card, isKept }: KnownModel): void {
    this.#known.set(key, { card, isKept, readAt: this.#clock.now() });
  }

  #toKnown(id: string, stored: StoredModel | undefined): KnownModel {
    if (stored?.isRemoved) return { card: undefined, isKept: false };
    return { card: this.#createCard(id, stored?.created), isKept: stored !== undefined };
  }
}

/** Scopes contain no NUL. */
function toKey(scope: string, id: string): string {
  return `${scope}\u0000${id}`;
}

function isSame({ card, isKept }: KnownModel, stored: StoredModel | undefined): boolean {
  if (!stored) return card !== undefined && !isKept;
  if (stored.isRemoved) return card === undefined;
  return isKept && card?.created === stored.created;
}
