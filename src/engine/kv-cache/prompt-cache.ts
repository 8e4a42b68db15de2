import crypto from 'node:crypto';
import type { Clock } from '../../runtime/clock.ts';
import { RecentMap } from '../../runtime/recent-map.ts';
import type { Fingerprint } from '../fingerprint.ts';

/** Remembers the beginnings of prompts, as hosted prompt caches do. */
export interface PromptCache {
  /** How many of `tokens` prompt tokens are cached; from now on the whole prompt is. */
  use(scope: string, prompt: Fingerprint, tokens: number): number;
}

export interface PromptCacheOptions {
  readonly clock: Clock;
  /** Blocks remembered at most; those used lately are kept. */
  readonly capacity?: number;
}

/** Prompts shorter than this are never cached (platform documentation, "Prompt caching"). */
const MINIMUM_TOKENS = 1024;

/** Hits come in steps of this many tokens. */
const STEP_TOKENS = 128;

/** Idle time after which a block is forgotten. */
const LIFETIME_MS = 600_000;

/** Characters a block covers: about {@link STEP_TOKENS} tokens of English, so blocks and steps are of one size. */
const BLOCK_CHARACTERS = 512;

/**
 * Prompts are cut into blocks whose digests are chained, so a block stands for everything before it; the longest known
 * chain is the hit. A prompt seen whole is found by its key alone.
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
