import { expect, it } from 'vitest';
import { finish } from '../../runtime/steps.ts';
import { requestFor, tokenizer, user } from '../engine.cases.ts';
import type { GenerationRequest, Turn } from '../request.ts';
import { countPrompt } from './chat-template.ts';
import { PromptIds } from './prompt-ids.ts';

function idsOf(request: GenerationRequest): { ids: number[]; counted: number } {
  const ids = new PromptIds();
  const { total } = finish(countPrompt(request, tokenizer, ids));
  expect(total).toBe(finish(countPrompt(request, tokenizer)).total);
  return { ids: [...ids.finish(total)], counted: total };
}

const tool = {
  kind: 'function',
  name: 'look',
  description: 'Looks.',
  strict: false,
  parameters: { type: 'object', properties: { at: { type: 'string' } } },
} as const;

const image = (url: string): Turn => ({
  role: 'user',
  parts: [{ kind: 'image', url, size: { width: 512, height: 512 }, detail: 'low' }],
});

it.each<[string, Partial<GenerationRequest>]>([
  ['a text', {}],
  [
    'names and calls',
    {
      turns: [
        { ...user('Hi'), name: 'ann' },
        {
          role: 'assistant',
          parts: [],
          toolCalls: [{ id: 'a', kind: 'function', name: 'look', input: '{}' }],
        },
        { role: 'tool', parts: [{ kind: 'text', text: 'Seen.' }], toolCallId: 'a' },
      ],
    },
  ],
  [
    'tools',
    { tools: [tool], turns: [{ role: 'system', parts: [{ kind: 'text', text: 'Be kind.' }] }, user('Hi')] },
  ],
  ['a picture', { turns: [image('https://a.example/1.png')] }],
  ['a long text', { turns: [user('The tide comes in. '.repeat(2000))] }],
  [
    'a text to continue',
    { turns: [user('Once upon a time')], continuation: { suffix: ' the end.', echo: false } },
  ],
])('has as many ids as tokens are counted: %s', (_, change) => {
  const { ids, counted } = idsOf(requestFor('Hello there', change));
  expect(ids).toHaveLength(counted);
});

it('of prompts that begin alike begin alike', () => {
  const first = idsOf(requestFor('', { turns: [user('What is a tide?')] })).ids;
  const more = idsOf(requestFor('', { turns: [user('What is a tide?'), user('And a wave?')] })).ids;
  const own = first.length - 3;
  expect(more.slice(0, own)).toEqual(first.slice(0, own));
  const other = idsOf(requestFor('', { turns: [user('Who is a tide?')] })).ids;
  expect(other).not.toEqual(first);
});

it('tells pictures apart', () => {
  const [one, again, other] = ['a', 'a', 'b'].map(
    (url) => idsOf(requestFor('', { turns: [image(url)] })).ids,
  );
  expect(again).toEqual(one);
  expect(other).not.toEqual(one);
});
