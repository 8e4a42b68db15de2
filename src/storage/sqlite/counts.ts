import { RecentMap } from '../../runtime/recent-map.ts';
import type { Database } from './database.ts';

/** Changes of the number of documents in one transaction, by {@link scopeKey}. */
export type Growth = Map<string, number>;

/** Names a scope of a collection. */
export function scopeKey(collection: string, scope: string): string {
  return JSON.stringify([collection, scope]);
}

/** Notes that a scope has `documents` more, or fewer if negative. */
export function grow(growth: Growth, key: string, documents: number): void {
  growth.set(key, (growth.get(key) ?? 0) + documents);
}

/** Scopes whose number of documents is kept in memory. */
const MOST_SCOPES = 10_000;

/**
 * The numbers of documents of each scope, which bounds need at every insert. They are counted once and then followed
 * in memory; a stored counter would be a row that all inserts of a scope have to wait for. What other connections
 * write is noticed, and counted anew.
 */
export class Counts {
  readonly #database: Database;
  #known = new RecentMap<number>(MOST_SCOPES);
  /** Changes when another connection has written. */
  #dataVersion = -1;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Must be called within each transaction before {@link of}. */
  begin(): void {
    // A store in memory has no other connection.
    if (this.#database.location === ':memory:') return;
    const version = this.#database.get<{ data_version: number }>('PRAGMA data_version')?.data_version ?? 0;
    if (version === this.#dataVersion) return;
    this.#dataVersion = version;
    this.#known = new RecentMap(MOST_SCOPES);
  }

  /** The number of documents of a scope at this point of a transaction. */
  of(collection: string, scope: string, growth: Growth): number {
    const key = scopeKey(collection, scope);
    const grown = growth.get(key) ?? 0;
    const known = this.#known.get(key);
    if (known !== undefined) return known + grown;
    const counted = this.#database.get<{ count: number }>(COUNT, collection, scope)?.count ?? 0;
    this.#known.set(key, counted - grown);
    return counted;
  }

  /** Follows a transaction that was committed. */
  commit(growth: Growth): void {
    for (const [key, documents] of growth) {
      const known = this.#known.get(key);
      if (known !== undefined) this.#known.set(key, known + documents);
    }
  }
}

const COUNT = 'SELECT count(*) AS count FROM documents WHERE collection = ? AND scope = ?';
