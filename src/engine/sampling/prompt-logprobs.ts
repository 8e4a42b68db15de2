import type { Random } from '../../runtime/random.ts';
import type { PromptToken } from '../event.ts';
import { type GenerationRequest, textOf } from '../request.ts';
import { withEndOfText } from '../tokenizer/end-of-text.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { logprobOf } from './logprobs.ts';

/**
 * How likely the model finds each token of a text it is to go on with, as if it had written it itself; undefined when nobody asked.
 */
export function promptLogprobs(
  { continuation, turns, topLogprobs }: GenerationRequest,
  tokenizer: Tokenizer,
  random: Random,
): PromptToken[] | undefined {
  if (!continuation?.echo || topLogprobs === undefined) return undefined;
  const whole = withEndOfText(tokenizer);
  const ids = continuation.tokens ?? whole.encode(textOf(turns));
  // The text stands as it is: no temperature chose it, and no bias.
  const context = { tokenizer: whole, random, temperature: 1, bias: NO_BIAS };
  return ids.map((id, index) => {
    const told = logprobOf(id, topLogprobs, context);
    return index > 0 ? told : { token: told.token, bytes: told.bytes, logprob: null };
  });
}

const NO_BIAS: ReadonlyMap<number, number> = new Map();
