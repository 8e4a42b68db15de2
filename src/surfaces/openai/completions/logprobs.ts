import type { PromptToken, TokenLogprob } from '../../../engine/event.ts';
import { tokenName } from '../token-name.ts';
import type { Logprobs } from './schema.ts';

/** Lists the tokens of one choice in the shape of this endpoint, as they come: offsets go on from where the last list ended. */
export interface LogprobLister {
  list(tokens: readonly PromptToken[]): Logprobs;
}

/**
 * Offsets count characters (code points) from the beginning of the prompt, whether it is echoed or not: `start` is that of the first token
 * listed. A token that ends inside a character begins where that character does.
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

/** Code points of a text. */
export function countCharacters(text: string): number {
  let count = text.length;
  for (let index = 0; index < text.length; index++) {
    // The second half of a pair is no character of its own.
    const unit = text.charCodeAt(index);
    if (unit >= 0xdc00 && unit <= 0xdfff) count--;
  }
  return count;
}

/** By token, most likely first; the chosen one is among them even when it is less likely than all of them. */
function alternativesOf(token: TokenLogprob): Record<string, number> {
  // Without a prototype: a token may be called as a member of every object is.
  const named: Record<string, number> = Object.create(null);
  for (const one of token.top) named[nameOf(one)] = one.logprob;
  named[nameOf(token)] = token.logprob;
  return named;
}

/** A token that is not made of whole characters is marked as such. */
function nameOf(one: Omit<PromptToken, 'logprob'>): string {
  return one.token ?? `bytes:${tokenName(one)}`;
}
