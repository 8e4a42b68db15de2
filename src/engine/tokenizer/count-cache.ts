import crypto from 'node:crypto';
import { digestInSteps } from '../../runtime/digest.ts';
import { RecentMap } from '../../runtime/recent-map.ts';
import type { Steps } from '../../runtime/steps.ts';

/** Remembers a number per text, in bounded memory. */
export interface CountCache {
  /** What a text's number is kept under. */
  keyOf(text: string): string;
  /** The same key, from the UTF-8 form of a long text. */
  keyInSteps(bytes: Uint8Array): Steps<string>;
  get(key: string): number | undefined;
  set(key: string, count: number): void;
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
    keyOf: (text) => (text.length < HASHED_FROM ? text : crypto.hash('sha1', text, 'latin1')),
    *keyInSteps(bytes) {
      return yield* digestInSteps('sha1', bytes, 'binary');
    },
    get: (key) => counts.get(key),
    set: (key, count) => counts.set(detached(key), count, ENTRY_BYTES + key.length * 2),
  };
}

/** A copy, because a short slice would keep the whole original text in memory. */
function detached(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf8').toString('utf8');
}
