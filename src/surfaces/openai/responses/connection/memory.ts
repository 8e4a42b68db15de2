import { RecentMap } from '../../../../runtime/recent-map.ts';
import { charactersOf, type Past } from '../history.ts';
import type { Lane } from './lanes.ts';

/** Memory for all connections of an instance, in characters of text; the conversations used longest ago are forgotten. */
const CAPACITY = 64 * 2 ** 20;
/** What a conversation costs besides its text. */
const COST = 1024;

interface Kept {
  readonly owner: ConnectionMemory;
  readonly lane: Lane;
  readonly past: Past;
}

/** The conversations that connections keep in memory, because their responses are not stored. */
export class ConnectionMemories {
  readonly #kept = new RecentMap<Kept>(CAPACITY);

  open(): ConnectionMemory {
    return new ConnectionMemory(this.#kept);
  }
}

/**
 * What one connection remembers: of each lane the latest response that is not stored, with all that came before. No other
 * connection can continue it, and it is gone when the connection is.
 */
export class ConnectionMemory {
  readonly #kept: RecentMap<Kept>;
  readonly #latest = new Map<Lane, string>();

  constructor(kept: RecentMap<Kept>) {
    this.#kept = kept;
  }

  /** All that was said up to and including a response; undefined if it is not remembered. */
  get(id: string): Past | undefined {
    return this.#find(id)?.past;
  }

  /** Remembers the latest response of a lane in place of the one before. */
  keep(lane: Lane, id: string, past: Past): void {
    this.#forget(lane);
    this.#latest.set(lane, id);
    this.#kept.set(id, { owner: this, lane, past }, COST + charactersOf(past));
  }

  /** Forgets a response whose continuation in the same lane has failed. Other lanes keep what they share. */
  evict(id: string, lane: Lane): void {
    const kept = this.#find(id);
    if (kept && kept.lane === lane) this.#forget(lane);
  }

  clear(): void {
    for (const lane of [...this.#latest.keys()]) this.#forget(lane);
  }

  #find(id: string): Kept | undefined {
    const kept = this.#kept.get(id);
    return kept?.owner === this ? kept : undefined;
  }

  #forget(lane: Lane): void {
    const id = this.#latest.get(lane);
    if (id === undefined) return;
    this.#latest.delete(lane);
    this.#kept.delete(id);
  }
}
