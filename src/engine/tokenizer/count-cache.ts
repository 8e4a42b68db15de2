import { hash } from 'node:crypto';

/** Remembers a number for a text, in bounded memory. */
export interface CountCache {
  get(text: string): number | undefined;
  set(text: string, count: number): void;
}

/** Texts longer than this are known by their hash: a key then costs a fixed amount of memory. */
const HASHED_FROM = 1024;
/** What a `Map` entry, its key's header and its value take, in bytes, rounded up. */
const ENTRY_BYTES = 96;

/**
 * A cache by content that keeps what was used lately in about `bytes` of memory.
 *
 * It holds two generations. New and re-used entries go to the young one; when that has used half of the
 * budget it becomes the old one, and what was old and not asked for since is forgotten. A hit among the young
 * costs one lookup and moves nothing, unlike a list ordered by use.
 *
 * Long texts are keyed by SHA-1 of their UTF-8 form, so two texts are mixed up only if somebody set out to
 * make them collide, and then a token count is wrong for who sent them.
 */
export function createCountCache(bytes: number): CountCache {
  const half = bytes / 2;
  let young = new Map<string, number>();
  let old = new Map<string, number>();
  let used = 0;

  function put(key: string, count: number): void {
    const cost = ENTRY_BYTES + key.length * 2;
    if (used + cost > half) {
      old = young;
      young = new Map();
      used = 0;
    }
    if (cost > half) return;
    young.set(key, count);
    used += cost;
  }

  function find(key: string): number | undefined {
    const recent = young.get(key);
    if (recent !== undefined) return recent;
    const count = old.get(key);
    if (count !== undefined) {
      old.delete(key);
      put(key, count);
    }
    return count;
  }

  return {
    get: (text) => find(text.length < HASHED_FROM ? text : digest(text)),
    set: (text, count) => put(text.length < HASHED_FROM ? detached(text) : digest(text), count),
  };
}

function digest(text: string): string {
  return hash('sha1', text, 'latin1');
}

/** A copy: a short slice would keep the whole text that it was cut from in memory. */
function detached(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf8').toString('utf8');
}
