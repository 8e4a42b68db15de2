import type { Random } from '../../runtime/random.ts';
import type { Steps } from '../../runtime/steps.ts';
import type { PromptToken } from '../event.ts';
import { type GenerationRequest, textOf } from '../request.ts';
import { withEndOfText } from '../tokenizer/end-of-text.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { type Logprobs, logprobsOf } from './logprobs.ts';

/**
 * Log probabilities of the tokens of a completion prompt that is echoed, as if the model had written them; undefined unless
 * the request asks for both echo and log probabilities.
 *
 * @param random starts the sequence: must return the same randomness at each call
 */
export function* echoLogprobs(
  { continuation, turns, topLogprobs }: GenerationRequest,
  tokenizer: Tokenizer,
  random: () => Random,
): Steps<Logprobs<PromptToken> | undefined> {
  if (!continuation?.echo || topLogprobs === undefined) return undefined;
  const ids = continuation.tokens ?? (yield* withEndOfText(tokenizer).encodeInSteps(textOf(turns)));
  return promptLogprobs(ids, topLogprobs, tokenizer, random);
}

/** The log probabilities of a prompt's tokens, each with `count` alternatives. */
export function promptLogprobs(
  ids: ArrayLike<number>,
  count: number,
  tokenizer: Tokenizer,
  random: () => Random,
): Logprobs<PromptToken> {
  // The prompt was not sampled, so temperature and bias do not apply.
  const sampled = logprobsOf(ids, count, {
    tokenizer: withEndOfText(tokenizer),
    random,
    temperature: 1,
    bias: NO_BIAS,
  });
  return {
    ...sampled,
    start() {
      const next = sampled.start();
      let isFirst = true;
      return () => {
        const told = next();
        if (!isFirst) return told;
        isFirst = false;
        return { id: told.id, token: told.token, bytes: told.bytes, logprob: null };
      };
    },
  };
}

const NO_BIAS: ReadonlyMap<number, number> = new Map();
