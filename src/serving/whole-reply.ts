import type { Generation } from '../engine/generation.ts';
import { MOST_BYTES } from '../kernel/memo.ts';
import { lazyJson } from '../kernel/parts-reply.ts';
import { json, jsonText, type Reply } from '../kernel/reply.ts';
import type { Abort } from '../runtime/abort.ts';
import type { Turns } from '../runtime/turns.ts';
import { type AnswerText, toAnswerText } from './answer-text.ts';
import { type Assembler, assemble } from './assembler.ts';

/** Where the text of an answer that is always the same is kept, once it has been made. */
export interface AnswerHolder {
  answer?: { readonly cachedTokens: number; readonly text: AnswerText };
}

export interface WholeOptions<Whole> {
  readonly head: { readonly id: string; readonly created: number };
  readonly assembler: () => Assembler<Whole>;
  /** The same object for `lazyJson`. */
  readonly lazy: () => object;
  /** Work besides that of the generation, in log probabilities. */
  readonly more?: number;
  /** Present if the request is expected again and its answer is always the same. */
  readonly holder: AnswerHolder | undefined;
  readonly turns: Turns;
  readonly abort: Abort;
}

/**
 * Answers with more work than this, in log probabilities (`Generation.work`), are made and written in pieces by
 * `lazyJson`: they take about 10 ms.
 */
export const LARGE = 4096;

/**
 * Replies with an answer as a whole. Returns a promise only for a large one, which is written while it is made.
 *
 * @example
 * return wholeReply(generation, { head, assembler: () => createAssembler(head, 1), lazy, holder: undefined, turns, abort });
 */
export function wholeReply<Whole extends { id: string; object: string; created: number }>(
  generation: Generation,
  { head, assembler, lazy, more = 0, holder, turns, abort }: WholeOptions<Whole>,
): Reply | Promise<Reply> {
  if (generation.work + more > LARGE) {
    return lazyJson(lazy, { turns, abort, onEnd: () => generation.cancel() });
  }
  const { cachedTokens } = generation.usage;
  const before = holder?.answer;
  if (before?.cachedTokens === cachedTokens) {
    generation.finish();
    return jsonText(before.text(head));
  }
  const whole = assemble(generation, assembler());
  if (holder === undefined) return json(whole);
  const text = toAnswerText(whole);
  const body = text(head);
  if (body.length <= MOST_BYTES) holder.answer = { cachedTokens, text };
  return jsonText(body);
}
