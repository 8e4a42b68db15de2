import type { Usage } from '../../engine/event.ts';
import type { Generation } from '../../engine/generation.ts';
import type { Ids } from '../../runtime/ids.ts';

/** What a caller wishes of the chunks of a streamed text. */
export interface ChunkOptions {
  /** A chunk of its own for the usage, and `usage: null` on the others. */
  readonly includeUsage: boolean;
  /** vLLM's variant: every chunk carries the usage so far, beginning with this one. */
  readonly initialUsage?: Usage;
  /** Pads each chunk's text, so that its size does not tell the token's; given how many characters, makes the padding. */
  readonly obfuscate?: (length: number) => string;
}

/** Padding fills a chunk's text up to a multiple of this many characters. */
export const OBFUSCATION_BLOCK = 16;

/** What a request's `stream_options` ask of a generation that has not begun; `streamObfuscation` holds where they do not say. */
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
