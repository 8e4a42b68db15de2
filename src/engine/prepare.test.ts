import { describe, expect, it } from 'vitest';
import { Abort } from '../runtime/abort.ts';
import type { Turns } from '../runtime/turns.ts';
import { openEngine, requestFor, saying, tokenizer, user } from './engine.cases.ts';
import { createNoLatency } from './latency/none.ts';
import { CARD } from './models/card.cases.ts';
import type { PreparedRequest } from './prepared-request.ts';
import type { GenerationRequest } from './request.ts';
import { createSoloScheduler } from './scheduler/solo.ts';

const model = { ...CARD, contextWindow: 20_000 };
const roomy = { ...CARD, contextWindow: 1_000_000 };

/** Every pause is counted, and ends in a later microtask. */
function countingTurns(): { turns: Turns; pauses: () => number } {
  let pauses = 0;
  const turns: Turns = {
    pause(abort) {
      pauses++;
      return abort?.aborted ? Promise.reject(abort.reason) : Promise.resolve();
    },
    isOver: true,
    next: (resume) => queueMicrotask(resume),
  };
  return { turns, pauses: () => pauses };
}

/** Long requests: what is long, and how many pauses there are at least. Their texts differ, because counts are cached. */
const long: [string, Partial<GenerationRequest>, number][] = [
  ['a message', { turns: [user('word 1 and '.repeat(50_000))] }, 50],
  ['a message of one letter', { turns: [user('a'.repeat(800_000))] }, 50],
  ['many messages', { turns: Array.from({ length: 20_000 }, (_, index) => user(`n${index}`)) }, 50],
  [
    'many parts',
    { turns: [{ role: 'user', parts: Array.from({ length: 20_000 }, () => user('hi').parts[0]!) }] },
    50,
  ],
  [
    'the arguments of a call',
    {
      turns: [
        {
          role: 'assistant',
          parts: [],
          toolCalls: [{ id: 'c', kind: 'function', name: 'f', input: 'word 2 and '.repeat(50_000) }],
        },
      ],
    },
    50,
  ],
  [
    'a tool',
    {
      tools: [
        {
          kind: 'function',
          name: 'f',
          description: '',
          strict: false,
          parameters: {
            type: 'object',
            properties: { x: { enum: Array.from({ length: 50_000 }, (_, n) => n) } },
          },
        },
      ],
      toolChoice: { mode: 'none' },
    },
    50,
  ],
  ['a text to continue', { turns: [user('word 3 and '.repeat(50_000))], continuation: { echo: false } }, 50],
  ['a suffix', { continuation: { echo: false, suffix: 'word 4 and '.repeat(50_000) } }, 50],
  ['a prediction', { prediction: 'word 5 and '.repeat(50_000) }, 50],
];

describe('preparing a request', () => {
  it('is done at once for ordinary requests', () => {
    const { turns, pauses } = countingTurns();
    const { engine } = openEngine(saying({ text: 'ok' }), { turns });
    for (const length of [12, 120, 12_000, 30_000]) {
      const prepared = engine.prepare(requestFor('Some words. '.repeat(length / 12), { model: roomy }));
      expect(prepared).not.toBeInstanceOf(Promise);
    }
    expect(pauses()).toBe(0);
  });

  it.each(long)('gives way while it reads %s', async (_, more, least) => {
    const { turns, pauses } = countingTurns();
    const { engine } = openEngine(saying({ text: 'ok' }), { turns });
    const prepared = await engine.prepare(requestFor('hi', { model: roomy, ...more }));
    expect(prepared.limit).toBeGreaterThan(0);
    expect(pauses()).toBeGreaterThan(least);
  });

  it.each(long)('stops when the caller has left: %s', async (_, more) => {
    const { turns, pauses } = countingTurns();
    const { engine } = openEngine(saying({ text: 'ok' }), { turns });
    const abort = new Abort();
    const preparing = engine.prepare(requestFor('hi', { model: roomy, ...more }), abort);
    abort.abort(new Error('left'));
    await expect(preparing).rejects.toThrow('left');
    expect(pauses()).toBeLessThan(5);
  });
});

describe('the ids of a prompt', () => {
  const prepareWith = async (readsPrompts: boolean, more: Partial<GenerationRequest>) => {
    const scheduler = { ...createSoloScheduler(createNoLatency()), readsPrompts };
    const { engine } = openEngine(saying({ text: 'ok' }), { scheduler });
    return engine.prepare(requestFor('one two three', more));
  };

  it('are kept once for the cache and the caller', async () => {
    const none = await prepareWith(false, {});
    const cached = await prepareWith(true, {});
    const told = await prepareWith(false, { tokenIds: true });
    const both = await prepareWith(true, { tokenIds: true, promptLogprobs: 2 });
    expect(
      [none, cached, told, both].map(({ blocks, promptIds }) => [blocks?.tokens, promptIds?.length]),
    ).toEqual([
      [undefined, undefined],
      [10, undefined],
      [undefined, 10],
      [10, 10],
    ]);
    expect(cached.bytes).toBe(none.bytes + 80);
    expect([told.bytes, both.bytes]).toEqual([cached.bytes, cached.bytes]);
  });

  it('are the last ones of a prompt that is cut', async () => {
    const { prompt, blocks, promptIds } = await prepareWith(true, { tokenIds: true, truncation: 4 });
    expect([prompt.total, blocks?.tokens, promptIds?.length]).toEqual([4, 4, 4]);
    const whole = await prepareWith(true, { tokenIds: true });
    expect(promptIds).toEqual(whole.promptIds?.slice(-4));
  });
});

describe('a prompt that does not fit', () => {
  const { engine } = openEngine(saying({ text: 'ok' }));
  const refusal = async (more: Partial<GenerationRequest>): Promise<unknown> => {
    try {
      const prepared: PreparedRequest = await engine.prepare(requestFor('hi', { model, ...more }));
      return prepared.limit;
    } catch (error) {
      return error;
    }
  };
  const words = (count: number): string => ' word'.repeat(count);

  it('is counted exactly if it is less than twice too long', async () => {
    const error = await refusal({ turns: [user(words(30_000))] });
    expect(error).toMatchObject({ name: 'ContextExceeded', promptTokens: 30_007, isAtLeast: false });
  });

  it('is counted to twice the window otherwise, in one text or many', async () => {
    for (const turns of [[user(words(90_000))], Array.from({ length: 90 }, () => user(words(1000)))]) {
      const error = await refusal({ turns });
      expect(error).toMatchObject({ name: 'ContextExceeded', isAtLeast: true });
      const { promptTokens } = error as { promptTokens: number };
      expect(promptTokens).toBeGreaterThan(40_000);
      expect(promptTokens).toBeLessThan(45_000);
    }
  });

  it('is refused by its length alone if no vocabulary could fit it', async () => {
    const { turns, pauses } = countingTurns();
    const { engine } = openEngine(saying({ text: 'ok' }), { turns });
    const text = 'a'.repeat(20_000 * tokenizer.longest);
    for (const more of [{}, { continuation: { echo: false } }]) {
      expect(() => engine.prepare(requestFor(text, { model, ...more }))).toThrow(
        expect.objectContaining({ name: 'ContextExceeded', promptTokens: 20_000, isAtLeast: true }),
      );
    }
    expect(pauses()).toBe(0);
  });

  it('takes the prediction into account', async () => {
    const prompt = 8;
    expect(await refusal({ prediction: words(19_000) })).toBe(20_000 - prompt);
    expect(await refusal({ prediction: words(19_999) })).toMatchObject({
      promptTokens: prompt,
      completionTokens: 19_999,
      isAtLeast: false,
    });
    expect(await refusal({ prediction: words(90_000) })).toMatchObject({
      completionTokens: 40_000,
      isAtLeast: true,
    });
    expect(await refusal({ prediction: 'a'.repeat(4_000_000) })).toMatchObject({
      completionTokens: Math.ceil(4_000_000 / tokenizer.longest),
      isAtLeast: true,
    });
  });
});
