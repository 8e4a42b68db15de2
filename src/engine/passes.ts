import { type ChoicePlan, tokensOf } from './choice-plan.ts';
import type { Pace } from './latency/model.ts';

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
    if (item.kind === 'work') lead += item.stages.length;
  }
  return Math.min(lead, Math.max(0, steps - 1));
}

/** Tokens from which on prefixes of prompts are cached, and by which they grow. */
const LEAST_CACHED = 1024;
const CACHED_STEP = 128;

/** What the passes of a choice read besides its prompt. What the pass before has read is cached, as for any prompt. */
export function furtherPrompts(
  { items, steps, tokens }: ChoicePlan,
  promptTokens: number,
): { readonly read: number; readonly cached: number } {
  if (steps === tokens) return NOTHING_READ;
  let read = 0;
  let cached = 0;
  let context = promptTokens;
  let before = promptTokens;
  let written = 0;
  for (const [index, item] of items.entries()) {
    const own = tokensOf(item);
    written += own;
    context += own;
    if (item.kind !== 'work') continue;
    context += item.readTokens;
    if (written === 0) read += item.readTokens;
    if (written === 0) before = context;
    if (written === 0 || !item.endsPass || index === items.length - 1) continue;
    read += context;
    cached += before < LEAST_CACHED ? 0 : before - (before % CACHED_STEP);
    before = context;
  }
  return { read, cached };
}

const NOTHING_READ = { read: 0, cached: 0 };
