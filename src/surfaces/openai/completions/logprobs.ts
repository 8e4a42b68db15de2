import type { PromptToken, TokenLogprob } from '../../../engine/event.ts';
import type { Logprobs as Sequence } from '../../../engine/sampling/logprobs.ts';
import { countCharacters } from '../count-characters.ts';
import { tokenName } from '../token-name.ts';
import type { Logprobs } from './schema.ts';

/**
 * Formats the tokens of one choice for this endpoint as they arrive. Offsets continue from the previous list.
 */
export interface LogprobLister {
  list(tokens: readonly PromptToken[]): Logprobs;
}

/**
 * Offsets count characters (code points) from the start of the prompt, whether it is echoed or not; `start`
 * is the offset of the first listed token. A token that starts inside a character has the offset of that
 * character.
 */
export function createLogprobLister(start = 0): LogprobLister {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let offset = start;
  return {
    list(tokens) {
      const offsets: number[] = [];
      for (const { bytes } of tokens) {
        offsets.push(offset);
        offset += countCharacters(decoder.decode(Uint8Array.from(bytes), { stream: true }));
      }
      return {
        tokens: tokens.map(nameOf),
        token_logprobs: tokens.map(({ logprob }) => logprob),
        top_logprobs: tokens.map((token) => (token.logprob === null ? null : alternativesOf(token))),
        text_offset: offsets,
      };
    },
  };
}

/** Tokens whose log probabilities are made at a time: well under a millisecond. */
const SLICE = 32;

/** A sequence in slices of a few tokens. */
export function* slicesOf<Token>(sequence: Sequence<Token> | undefined): Generator<Token[]> {
  if (!sequence) return;
  const next = sequence.start();
  for (let from = 0; from < sequence.length; from += SLICE) {
    yield Array.from({ length: Math.min(SLICE, sequence.length - from) }, next);
  }
}

/** Log probabilities by token, most likely first. The chosen token is always included. */
function alternativesOf(token: TokenLogprob): Record<string, number> {
  // No prototype: a token may have the name of a property that every object inherits.
  const named: Record<string, number> = Object.create(null);
  for (const one of token.top) named[nameOf(one)] = one.logprob;
  named[nameOf(token)] = token.logprob;
  return named;
}

/** Tokens that are not made of whole characters have a `bytes:` prefix. */
function nameOf(one: Omit<PromptToken, 'logprob'>): string {
  return one.token ?? `bytes:${tokenName(one)}`;
}
