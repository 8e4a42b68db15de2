import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../../runtime/steps.ts';
import { requestFor } from '../engine.cases.ts';
import { CARD } from '../models/card.cases.ts';
import type { GenerationRequest, Part, Tool, ToolChoice, Turn } from '../request.ts';
import { countPrompt } from './chat-template.ts';
import { createTokenizers } from './create-tokenizers.ts';
import { promptIds } from './prompt-ids.ts';
import { specialText, textOfTokens } from './special-tokens.ts';

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
            const ids = finish(promptIds(request, tokenizer));
            expect(ids).toHaveLength(finish(countPrompt(request, tokenizer)).total);
          }
        },
      ),
    );
  });

  it('frame the turns and the answer', () => {
    const ids = finish(promptIds(requestFor('hello'), o200k));
    expect(finish(textOfTokens(ids, o200k))).toBe(
      '<|start|>user<|message|>hello<|end|><|start|>assistant<|message|>',
    );
    expect(finish(textOfTokens(finish(promptIds(requestFor('hi'), cl100k)), cl100k))).toContain(
      '<|im_start|>user<|im_sep|>hi',
    );
  });

  it('are those of the text alone if it is to be continued', () => {
    const continued = { ...requestFor('<|endoftext|>Once'), model: CARD, continuation: { echo: false } };
    const ids = finish(promptIds(continued, o200k));
    expect(ids).toEqual([199_999, ...o200k.encode('Once')]);
    expect(specialText(199_999, o200k)).toBe('<|endoftext|>');
  });

  it('give their text back, however many there are', () => {
    const long = '👩‍🚀 étoile '.repeat(3000);
    expect(finish(textOfTokens(o200k.encode(long), o200k))).toBe(long);
  });
});
