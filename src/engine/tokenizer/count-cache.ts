import crypto from 'node:crypto';
import { RecentMap } from '../../runtime/recent-map.ts';

/** Remembers a number per text, in bounded memory. */
export interface CountCache {
  get(text: string): number | undefined;
  set(text: string, count: number): void;
}

/** Longer texts are keyed by their hash, so that a key takes a fixed amount of memory. */
const HASHED_FROM = 1024;
/** Size of a `Map` entry, its key's header and its value, in bytes, rounded up. */
const ENTRY_BYTES = 144;

/**
 * An LRU cache keyed by content, limited to about `bytes` of memory.
 *
 * Long texts are keyed by the SHA-1 of their UTF-8 form. Two texts share a key only in a deliberate collision,
 * which then gives its sender a wrong token count.
 */
export function createCountCache(bytes: number): CountCache {
  const counts = new RecentMap<number>(bytes);
  return {
    get: (text) => counts.get(text.length < HASHED_FROM ? text : digest(text)),
    set(text, count) {
      const key = text.length < HASHED_FROM ? detached(text) : digest(text);
      counts.set(key, count, ENTRY_BYTES + key.length * 2);
    },
  };
}

function digest(text: string): string {
  return crypto.hash('sha1', text, 'latin1');
}

/** A copy, because a short slice would keep the whole original text in memory. */
function detached(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf8').toString('utf8');
}
