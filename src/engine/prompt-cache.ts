import type { Clock } from '../runtime/clock.ts';
import { RecentMap } from '../runtime/recent-map.ts';
import { finish } from '../runtime/steps.ts';
import { type Fingerprint, PREFIX_CHARACTERS, prefixDigests } from './fingerprint.ts';

/** Remembers prompt prefixes, as hosted prompt caches do. */
export interface PromptCache {
  /**
   * Returns how many of the prompt's `tokens` tokens are cached in `scope`, and caches the whole prompt there.
   * Scopes share nothing.
   */
  use(scope: string, prompt: Fingerprint, tokens: number): number;
  /** Forgets all prompts of all scopes. */
  clear(): void;
}

export interface PromptCacheOptions {
  readonly clock: Clock;
  /** Maximum number of blocks kept; the least recently used are evicted. */
  readonly capacity?: number;
}

/** Prompts shorter than this are never cached (platform documentation, "Prompt caching"). */
const MINIMUM_TOKENS = 1024;

/** Hits are rounded down to multiples of this many tokens. */
const STEP_TOKENS = 128;

/** Idle time after which a block is forgotten. */
const LIFETIME_MS = 600_000;

/**
 * Remembers the digests of a prompt's prefixes, which grow by blocks of 512 characters. The hit is the longest known
 * prefix. A prompt that was seen in full is found by its key alone.
 */
export function createPromptCache({ clock, capacity = 100_000 }: PromptCacheOptions): PromptCache {
  /** When each block was last used. */
  let blocks = new RecentMap<number>(capacity);
  const isFresh = (key: string): boolean => {
    const usedAt = blocks.get(key);
    return usedAt !== undefined && clock.now() - usedAt < LIFETIME_MS;
  };
  const touch = (key: string): void => blocks.set(key, clock.now());

  return {
    clear() {
      blocks = new RecentMap<number>(capacity);
    },
    use(scope, prompt, tokens) {
      if (tokens < MINIMUM_TOKENS) return 0;
      const whole = `${scope}\u0000${prompt.key}`;
      if (isFresh(whole)) {
        touch(whole);
        return toSteps(tokens);
      }
      const prefixes = prompt.prefixes ?? finish(prefixDigests(prompt.text));
      let known = 0;
      for (const [index, digest] of prefixes.entries()) {
        const key = `${scope}\u0000${digest}`;
        if (known === index && isFresh(key)) known++;
        touch(key);
      }
      touch(whole);
      const cached = toSteps(Math.floor((tokens * known * PREFIX_CHARACTERS) / prompt.text.length));
      return cached < MINIMUM_TOKENS ? 0 : Math.min(cached, toSteps(tokens));
    },
  };
}

/**
 * How many tokens of a prompt are cached once it has been read.
 *
 * @example
 * cachedOf(1500); // 1408
 */
export function cachedOf(tokens: number): number {
  return tokens < MINIMUM_TOKENS ? 0 : toSteps(tokens);
}

const toSteps = (tokens: number): number => Math.floor(tokens / STEP_TOKENS) * STEP_TOKENS;
