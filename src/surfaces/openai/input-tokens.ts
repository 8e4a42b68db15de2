import type { Tokenizer } from '../../engine/tokenizer/tokenizer.ts';
import type { Steps } from '../../runtime/steps.ts';

/** Errors tell the exact number of tokens of an input up to this many. Of longer inputs they tell a lower bound. */
const TOLD_EXACTLY = 100_000;

/** Counts the tokens of an input that may have at most `limit`. Above the limit the number may be a lower bound. */
export function countInput(text: string, tokenizer: Tokenizer, limit: number): Steps<number> {
  return tokenizer.countInSteps(text, Math.max(limit, TOLD_EXACTLY));
}

/** OpenAI's message for inputs that are not conversations. */
export function inputTooLong(limit: number, tokens: number): string {
  return `This model's maximum context length is ${limit} tokens, however you requested ${tokens} tokens (${tokens} in your prompt; 0 for the completion). Please reduce your prompt; or completion length.`;
}
