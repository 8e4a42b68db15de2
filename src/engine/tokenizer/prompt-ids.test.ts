import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../../runtime/steps.ts';
import { requestFor, user } from '../engine.cases.ts';
import { CARD } from '../models/card.cases.ts';
import type { GenerationRequest, Part, Tool, ToolChoice, Turn } from '../request.ts';
import { countPrompt } from './chat-template.ts';
import { createTokenizers } from './create-tokenizers.ts';
import { PromptIds } from './prompt-ids.ts';
import { frameTokensOf, specialText, textOfTokens } from './special-tokens.ts';
import type { Tokenizer } from './tokenizer.ts';

const tokenizers = createTokenizers();
const o200k = await tokenizers.load('o200k_base');
const cl100k = await tokenizers.load('cl100k_base');

const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const part: fc.Arbitrary<Part> = fc.oneof(
  text.map((said) => ({ kind: 'text' as const, text: said })),
  text.map((said) => ({ kind: 'refusal' as const, text: said })),
  fc.record({
    kind: fc.constant('image' as const),
    url: fc.constant('x'),
    detail: fc.constant('low' as const),
  }),
  fc.record({
    kind: fc.constant('video' as const),
    url: fc.constant('x'),
    seconds: fc.double({ min: 0, max: 60, noNaN: true }),
  }),
  fc.record({
    kind: fc.constant('audio' as const),
    data: fc.constant(''),
    format: fc.constant('wav'),
    seconds: fc.double({ min: 0, max: 9, noNaN: true }),
  }),
  fc.record({
    kind: fc.constant('file' as const),
    digest: fc.constant('x'),
    name: text,
    content: fc.oneof(fc.record({ text }), fc.record({ bytes: fc.nat(9000) })),
  }),
);
const turn: fc.Arbitrary<Turn> = fc.record(
  {
    role: fc.constantFrom('system', 'user', 'assistant', 'tool'),
    parts: fc.array(part, { maxLength: 3 }),
    name: text,
    toolCallId: fc.constant('call_1'),
    toolCalls: fc.array(
      fc.record({ id: fc.constant('1'), kind: fc.constant('function' as const), name: text, input: text }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ['role', 'parts'] },
);
const tool: Tool = { kind: 'function', name: 'weather', description: 'Tells it', strict: false };
const choice: fc.Arbitrary<ToolChoice> = fc.constantFrom<ToolChoice>(
  { mode: 'none' },
  { mode: 'auto' },
  { mode: 'named', name: 'weather' },
);

function idsOf(request: GenerationRequest, tokenizer: Tokenizer) {
  const ids = new PromptIds(tokenizer);
  const { total } = finish(countPrompt(request, tokenizer, ids));
  expect(total).toBe(finish(countPrompt(request, tokenizer)).total);
  const [told, compared] = [[...ids.told(total)], [...ids.compared(total)]];
  expect(compared).toHaveLength(told.length);
  return { total, told, compared };
}

const isKnown = (id: number, tokenizer: Tokenizer): boolean =>
  tokenizer.bytes(id) !== undefined || specialText(id, tokenizer) !== undefined;

const picture = (url: string): GenerationRequest => ({
  ...requestFor(''),
  turns: [
    { role: 'user', parts: [{ kind: 'image', url, size: { width: 512, height: 512 }, detail: 'low' }] },
  ],
});

describe('the ids of a prompt', () => {
  it('are as many as the tokens that are counted', () => {
    fc.assert(
      fc.property(
        fc.array(turn, { maxLength: 5 }),
        fc.constantFrom([], [tool]),
        choice,
        (turns, tools, toolChoice) => {
          const request: GenerationRequest = {
            ...requestFor(''),
            turns,
            tools,
            toolChoice,
            format: { kind: 'schema', name: 'it', schema: { type: 'string' }, strict: false },
          };
          for (const tokenizer of [o200k, cl100k]) {
            const { told, total } = idsOf(request, tokenizer);
            expect(told).toHaveLength(total);
            expect(told.every((id) => isKnown(id, tokenizer))).toBe(true);
          }
        },
      ),
    );
  });

  it('frame the turns and the answer', () => {
    const ids = idsOf(requestFor('hello'), o200k).told;
    expect(finish(textOfTokens(ids, o200k))).toBe(
      '<|start|>user<|message|>hello<|end|><|start|>assistant<|message|>',
    );
    expect(finish(textOfTokens(idsOf(requestFor('hi'), cl100k).told, cl100k))).toContain(
      '<|im_start|>user<|im_sep|>hi',
    );
  });

  it('are those of the text alone if it is to be continued', () => {
    const continued = { ...requestFor('<|endoftext|>Once'), model: CARD, continuation: { echo: false } };
    const ids = idsOf(continued, o200k).told;
    expect(ids).toEqual([199_999, ...o200k.encode('Once')]);
    expect(specialText(199_999, o200k)).toBe('<|endoftext|>');
  });

  it('of prompts that begin alike begin alike', () => {
    const turns = [user('What is a tide?')];
    const first = idsOf({ ...requestFor(''), turns }, o200k).compared;
    const answered: Turn = { role: 'assistant', parts: [{ kind: 'text', text: 'It rises.' }] };
    const more = idsOf({ ...requestFor(''), turns: [...turns, answered, user('And a wave?')] }, o200k);
    // Also the beginning of the answer.
    expect(more.compared.slice(0, first.length)).toEqual(first);
    const other = idsOf({ ...requestFor(''), turns: [user('Who is a tide?')] }, o200k);
    expect(other.compared.slice(0, first.length)).not.toEqual(first);
  });

  it('of a conversation with tools begin like those of its beginning', () => {
    const tools = [{ kind: 'function', name: 'look', description: 'Looks around.', strict: false }] as const;
    const turns = [user('What is a tide?')];
    const first = idsOf({ ...requestFor(''), turns, tools }, o200k).compared;
    const answered: Turn = { role: 'assistant', parts: [{ kind: 'text', text: 'It rises.' }] };
    const more = idsOf({ ...requestFor(''), turns: [...turns, answered], tools }, o200k).compared;
    expect(more.slice(0, first.length)).toEqual(first);
  });

  it('tell pictures apart for a cache alone', () => {
    const [one, again, other] = ['a', 'a', 'b'].map((url) => idsOf(picture(url), o200k));
    expect(again?.compared).toEqual(one?.compared);
    expect(other?.compared).not.toEqual(one?.compared);
    expect(other?.told).toEqual(one?.told);
    expect(one?.told).toContain(frameTokensOf(o200k).media);
  });

  it('of a long text are whole, and their end can be kept alone', () => {
    const ids = new PromptIds(o200k);
    const { total } = finish(countPrompt(requestFor('The tide comes in. '.repeat(2000)), o200k, ids));
    const all = [...ids.told(total)];
    expect(all).toHaveLength(total);
    expect([...ids.told(50)]).toEqual(all.slice(-50));
    expect([...ids.compared(50)]).toEqual(all.slice(-50));
  });

  it('give their text back, however many there are', () => {
    const long = '👩‍🚀 étoile '.repeat(3000);
    expect(finish(textOfTokens(o200k.encode(long), o200k))).toBe(long);
  });
});
