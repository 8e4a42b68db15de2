import type { Usage } from '../../engine/event.ts';

/** What a caller wishes of the chunks of a streamed text. */
export interface ChunkOptions {
  /** A chunk of its own for the usage, and `usage: null` on the others. */
  readonly includeUsage: boolean;
  /** vLLM's variant: asked for the usage so far, which then stands on every chunk. */
  readonly usageSoFar?: () => Usage;
  /** Pads each chunk's text, so that its size does not tell the token's; given how many characters, makes the padding. */
  readonly obfuscate?: (length: number) => string;
}

/** Padding fills a chunk's text up to a multiple of this many characters. */
export const OBFUSCATION_BLOCK = 16;
