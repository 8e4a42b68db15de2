import type { Steps } from '../runtime/steps.ts';
import type { GenerationRequest, Part, Turn } from './request.ts';
import { mediaTokens } from './tokenizer/chat-template.ts';
import type { Tokenizer } from './tokenizer/tokenizer.ts';

/**
 * The end of a conversation that has about so many tokens: earlier turns and parts are dropped, and the text at the cut loses
 * its beginning. What frames the turns is not counted, so a prompt can still have a few tokens more.
 *
 * @example
 * const turns = finish(lastTurns(request, 100, tokenizer));
 */
export function* lastTurns(
  { turns, model }: Pick<GenerationRequest, 'turns' | 'model'>,
  tokens: number,
  tokenizer: Tokenizer,
): Steps<readonly Turn[]> {
  const kept: Turn[] = [];
  let room = tokens;
  for (let index = turns.length - 1; index >= 0 && room > 0; index--) {
    const turn = turns[index] as Turn;
    const parts: Part[] = [];
    for (let at = turn.parts.length - 1; at >= 0 && room > 0; at--) {
      const part = turn.parts[at] as Part;
      if (!('text' in part)) {
        room -= mediaTokens(part, model);
        if (room >= 0) parts.unshift(part);
        continue;
      }
      const end = yield* lastTokens(part.text, room, tokenizer);
      room -= end.ids.length;
      parts.unshift({ ...part, text: end.text });
      yield;
    }
    kept.unshift({ ...turn, parts });
  }
  return kept;
}

/** The last tokens of a text, at most so many, and their text, which begins with a whole character. */
export function* lastTokens(
  text: string,
  limit: number,
  tokenizer: Tokenizer,
): Steps<{ readonly text: string; readonly ids: readonly number[] }> {
  // However long the tokens are, this end of the text has enough of them.
  const end = text.slice(-limit * tokenizer.longest);
  const ids = yield* tokenizer.encodeInSteps(end);
  if (ids.length <= limit) return { text: end, ids };
  const kept = ids.slice(-limit);
  return { text: tokenizer.decode(kept).replace(/^\ufffd+/, ''), ids: kept };
}
