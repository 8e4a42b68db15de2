import crypto from 'node:crypto';
import { RecentMap } from '../../runtime/recent-map.ts';

/** Remembers a number for a text, in bounded memory. */
export interface CountCache {
  get(text: string): number | undefined;
  set(text: string, count: number): void;
}

/** Texts longer than this are known by their hash: a key then costs a fixed amount of memory. */
const HASHED_FROM = 1024;
/** What a `Map` entry, its key's header and its value take, in bytes, rounded up. */
const ENTRY_BYTES = 144;

/**
 * A cache by content that keeps what was used lately in about `bytes` of memory.
 *
 * Long texts are keyed by SHA-1 of their UTF-8 form, so two texts are mixed up only if somebody set out to
 * make them collide, and then a token count is wrong for who sent them.
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

/** A copy: a short slice would keep the whole text that it was cut from in memory. */
function detached(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf8').toString('utf8');
}
