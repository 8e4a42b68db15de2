import crypto from 'node:crypto';
import { digestInSteps } from '../../runtime/digest.ts';
import { RecentMap } from '../../runtime/recent-map.ts';
import type { Steps } from '../../runtime/steps.ts';

/** Remembers something of each text, such as its number of tokens, in bounded memory. */
export interface TextCache<Value> {
  /** What is known of a text is kept under this. */
  keyOf(text: string): string;
  /** The same key, from the UTF-8 form of a long text. */
  keyInSteps(bytes: Uint8Array): Steps<string>;
  get(key: string): Value | undefined;
  /** @param bytes what the value takes besides an entry; default 0 */
  set(key: string, value: Value, bytes?: number): void;
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
export function createTextCache<Value>(bytes: number): TextCache<Value> {
  const values = new RecentMap<Value>(bytes);
  return {
    keyOf: (text) => (text.length < HASHED_FROM ? text : crypto.hash('sha1', text, 'latin1')),
    *keyInSteps(bytes) {
      return yield* digestInSteps('sha1', bytes, 'binary');
    },
    get: (key) => values.get(key),
    set: (key, value, bytes = 0) => values.set(detached(key), value, ENTRY_BYTES + key.length * 2 + bytes),
  };
}

/** A copy, because a short slice would keep the whole original text in memory. */
function detached(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf8').toString('utf8');
}
