import { type ChoicePlan, stagesOf, tokensOf } from './choice-plan.ts';
import type { Usage } from './event.ts';
import type { Pace } from './latency/model.ts';
import { cachedOf } from './prompt-cache.ts';

/**
 * An answer with hosted work is generated in passes: the model reads the prompt and writes calls, the work is done, the
 * model reads everything with the results and goes on.
 */

/**
 * When each step of a choice is due, in milliseconds after the arrival of the request; undefined if all its steps are tokens.
 * The first token of each pass takes the pace's time to first token.
 *
 * @param gap the gap before a token; 1 is the second one
 */
export function duesOf(
  { items, steps, tokens }: ChoicePlan,
  { ttft, workScale = 1 }: Pace,
  gap: (token: number) => number,
): Float64Array | undefined {
  if (steps === tokens) return undefined;
  const dues = new Float64Array(steps);
  let step = 0;
  let token = 0;
  let due = 0;
  let isFirst = true;
  for (const item of items) {
    for (let own = tokensOf(item); own > 0; own--) {
      due += isFirst ? ttft : gap(token);
      isFirst = false;
      token++;
      dues[step++] = due;
    }
    if (item.kind !== 'work') continue;
    for (const { after } of item.stages) {
      due += after * workScale;
      dues[step++] = due;
    }
    isFirst ||= item.endsPass;
  }
  return dues;
}

/** Steps before the first token of a choice: the stages of what is done before the model is asked. */
export function leadIn({ items, steps }: ChoicePlan): number {
  let lead = 0;
  for (const item of items) {
    if (tokensOf(item) > 0) break;
    lead += stagesOf(item);
  }
  return Math.min(lead, Math.max(0, steps - 1));
}

/**
 * The usage of an answer with what its later passes read: of all of them, or of those that have begun within some steps. What
 * the pass before has read is cached, as for any prompt. Answers of several passes have one choice.
 *
 * @param usage what is used if each prompt is read once
 */
export function usageOfPasses(
  usage: Usage,
  [only]: readonly ChoicePlan[],
  steps = Number.POSITIVE_INFINITY,
): Usage {
  if (only === undefined || only.steps === only.tokens) return usage;
  const { items } = only;
  let { promptTokens, cachedTokens } = usage;
  let context = promptTokens;
  let before = promptTokens;
  let written = 0;
  let end = 0;
  for (const [index, item] of items.entries()) {
    const own = tokensOf(item);
    written += own;
    context += own;
    end += own + stagesOf(item);
    // The next pass has not begun, nor has the rest.
    if (end >= steps) break;
    if (item.kind !== 'work') continue;
    context += item.readTokens;
    if (written === 0) {
      promptTokens += item.readTokens;
      before = context;
    } else if (item.endsPass && index < items.length - 1) {
      promptTokens += context;
      cachedTokens += cachedOf(before);
      before = context;
    }
  }
  return { ...usage, promptTokens, cachedTokens };
}
