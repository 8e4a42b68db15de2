import type { Usage } from '../../engine/event.ts';
import type { Generation } from '../../engine/generation.ts';
import type { Ids } from '../../runtime/ids.ts';

/** How the chunks of a streamed text are written. */
export interface ChunkOptions {
  /** Send usage in a final chunk, and `usage: null` in all others. */
  readonly includeUsage: boolean;
  /**
   * Set for vLLM's `continuous_usage_stats`: every chunk carries the usage so far, starting with this value.
   */
  readonly initialUsage?: Usage;
  /**
   * Returns this many characters of padding. Padding keeps a chunk's size from revealing the token's length.
   */
  readonly obfuscate?: (length: number) => string;
}

/** A chunk's text plus its padding is a multiple of this many characters. */
export const OBFUSCATION_BLOCK = 16;

/**
 * Maps `stream_options` to chunk options for a generation that has not started. `streamObfuscation` is the
 * default for `include_obfuscation`.
 */
export function toChunkOptions(
  asked:
    | {
        include_usage?: boolean | undefined;
        include_obfuscation?: boolean | undefined;
        continuous_usage_stats?: boolean | undefined;
      }
    | undefined,
  generation: Generation,
  { ids, options }: { readonly ids: Ids; readonly options: { readonly streamObfuscation: boolean } },
): ChunkOptions {
  const isObfuscated = asked?.include_obfuscation ?? options.streamObfuscation;
  return {
    includeUsage: asked?.include_usage ?? false,
    ...(asked?.continuous_usage_stats && { initialUsage: generation.usageSoFar() }),
    ...(isObfuscated && { obfuscate: (length: number) => ids.next('', length) }),
  };
}
