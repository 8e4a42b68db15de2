import type { Random } from '../../runtime/random.ts';
import type { PromptToken } from '../event.ts';
import { type GenerationRequest, textOf } from '../request.ts';
import { withEndOfText } from '../tokenizer/end-of-text.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { logprobOf } from './logprobs.ts';

/**
 * Log probabilities of the tokens of a completion prompt, as if the model had written them; undefined unless the
 * request asks for both echo and log probabilities.
 */
export function promptLogprobs(
  { continuation, turns, topLogprobs }: GenerationRequest,
  tokenizer: Tokenizer,
  random: Random,
): PromptToken[] | undefined {
  if (!continuation?.echo || topLogprobs === undefined) return undefined;
  const whole = withEndOfText(tokenizer);
  const ids = continuation.tokens ?? whole.encode(textOf(turns));
  // The prompt was not sampled, so temperature and bias do not apply.
  const context = { tokenizer: whole, random, temperature: 1, bias: NO_BIAS };
  return ids.map((id, index) => {
    const told = logprobOf(id, topLogprobs, context);
    return index > 0 ? told : { token: told.token, bytes: told.bytes, logprob: null };
  });
}

const NO_BIAS: ReadonlyMap<number, number> = new Map();
