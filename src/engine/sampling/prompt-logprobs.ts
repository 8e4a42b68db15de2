import type { Random } from '../../runtime/random.ts';
import type { Steps } from '../../runtime/steps.ts';
import type { PromptToken } from '../event.ts';
import { type GenerationRequest, textOf } from '../request.ts';
import { withEndOfText } from '../tokenizer/end-of-text.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { logprobOf } from './logprobs.ts';

/**
 * The tokens of a prompt with their log probabilities. They are made each time they are read, because a token with its
 * alternatives takes a hundred times the memory of its id; each time they are the same.
 */
export interface PromptTokenList extends Iterable<PromptToken> {
  readonly length: number;
}

/**
 * Log probabilities of the tokens of a completion prompt, as if the model had written them; undefined unless the
 * request asks for both echo and log probabilities. `random` returns the same randomness on each call.
 */
export function* promptLogprobs(
  { continuation, turns, topLogprobs }: GenerationRequest,
  tokenizer: Tokenizer,
  random: () => Random,
): Steps<PromptTokenList | undefined> {
  if (!continuation?.echo || topLogprobs === undefined) return undefined;
  const whole = withEndOfText(tokenizer);
  const ids = continuation.tokens ?? (yield* whole.encodeInSteps(textOf(turns)));
  return {
    length: ids.length,
    *[Symbol.iterator]() {
      // The prompt was not sampled, so temperature and bias do not apply.
      const context = { tokenizer: whole, random: random(), temperature: 1, bias: NO_BIAS };
      for (const [index, id] of ids.entries()) {
        const told = logprobOf(id, topLogprobs, context);
        yield index > 0 ? told : { token: told.token, bytes: told.bytes, logprob: null };
      }
    },
  };
}

const NO_BIAS: ReadonlyMap<number, number> = new Map();
