import crypto from 'node:crypto';
import type { Clock } from '../../runtime/clock.ts';
import { RecentMap } from '../../runtime/recent-map.ts';
import type { Fingerprint } from '../fingerprint.ts';

/** Remembers prompt prefixes, as hosted prompt caches do. */
export interface PromptCache {
  /**
   * Returns how many of the prompt's `tokens` tokens are cached in `scope`, and caches the whole prompt there.
   * Scopes share nothing.
   */
  use(scope: string, prompt: Fingerprint, tokens: number): number;
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

/** Characters per block: about {@link STEP_TOKENS} tokens of English, so that a block matches a step. */
const BLOCK_CHARACTERS = 512;

/**
 * Prompts are cut into blocks with chained digests, so a block's digest identifies everything before it. The hit
 * is the longest known chain. A prompt that was seen in full is found by its key alone.
 */
export function createPromptCache({ clock, capacity = 100_000 }: PromptCacheOptions): PromptCache {
  /** When each block was last used. */
  const blocks = new RecentMap<number>(capacity);
  const isFresh = (key: string): boolean => {
    const usedAt = blocks.get(key);
    return usedAt !== undefined && clock.now() - usedAt < LIFETIME_MS;
  };
  const touch = (key: string): void => blocks.set(key, clock.now());

  return {
    use(scope, prompt, tokens) {
      if (tokens < MINIMUM_TOKENS) return 0;
      const whole = `${scope}\u0000${prompt.key}`;
      if (isFresh(whole)) {
        touch(whole);
        return toSteps(tokens);
      }
      const { text } = prompt;
      const count = Math.floor(text.length / BLOCK_CHARACTERS);
      let chain = scope;
      let known = 0;
      for (let index = 0; index < count; index++) {
        chain = crypto.hash(
          'sha1',
          chain + text.slice(index * BLOCK_CHARACTERS, (index + 1) * BLOCK_CHARACTERS),
          'base64url',
        );
        if (known === index && isFresh(chain)) known++;
        touch(chain);
      }
      touch(whole);
      const cached = toSteps(Math.floor((tokens * known * BLOCK_CHARACTERS) / text.length));
      return cached < MINIMUM_TOKENS ? 0 : Math.min(cached, toSteps(tokens));
    },
  };
}

const toSteps = (tokens: number): number => Math.floor(tokens / STEP_TOKENS) * STEP_TOKENS;
