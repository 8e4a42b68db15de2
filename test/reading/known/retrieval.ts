import assert from 'node:assert/strict';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import { assertMentions, assertOmits, assertShort, type Fact } from '../assertions.ts';
import { defineCase, type ReadingCase } from '../case.ts';
import { ask, says } from '../conversation.ts';
import type { Facts } from '../facts.ts';

/** One request whose answer stands in its material. */
export interface Asked {
  readonly messages: readonly ChatCompletionMessageParam[];
  /** The answer mentions all of these. */
  readonly has: readonly Fact[];
  /** Facts of other passages, which it does not mention. */
  readonly omits: readonly Fact[];
  /** The most characters of the answer; 300 by default. */
  readonly most?: number;
  readonly also?: (answer: string) => void;
  readonly ideal: string;
}

export const retrieval = (name: string, draw: (facts: Facts) => Asked): ReadingCase =>
  defineCase('retrieval', name, {
    draw,
    play: async ({ messages, has, omits, most = 300, also }, chat) => {
      const answer = await ask(chat, ...messages);
      assertMentions(answer, ...has);
      assertOmits(answer, ...omits);
      assertShort(answer, most);
      also?.(answer);
    },
    ideal: ({ ideal }) => [says(ideal)],
  });

/** Nothing but the expected answer, apart from a final stop. */
export const exactly =
  (expected: Fact) =>
  (answer: string): void =>
    assert.equal(answer.trim().replace(/\.$/, '').toLowerCase(), String(expected).toLowerCase());

export const matches =
  (pattern: RegExp) =>
  (answer: string): void =>
    assert.match(answer, pattern);
