import { describe, expect, it } from 'vitest';
import { NO_USAGE } from '../../engine/event.ts';
import { toEvent } from '../../kernel/wire/sse.ts';
import { ChunkForm } from './chunk-form.ts';
import type { ChunkOptions } from './chunk-options.ts';

const SHARED = { id: 'cmpl-1', object: 'text_completion', created: 1 };

function open(options: Partial<ChunkOptions> = {}) {
  return new ChunkForm({
    shared: SHARED,
    text: { name: 'text', before: '"text":"', after: '"', textOf: (text) => text },
    choices: 2,
    options: { includeUsage: false, ...options },
  });
}

const choice = (text: string, more: object = {}) => ({
  index: 1,
  text,
  logprobs: null,
  finish_reason: null,
  ...more,
});
const RESULTS = { hate: { filtered: false } };

describe.each([
  ['plain', {}],
  ['with usage', { includeUsage: true }],
  ['with usage so far', { includeUsage: true, initialUsage: NO_USAGE }],
  ['padded', { obfuscate: (length: number) => 'x'.repeat(length) }],
] as const)('chunks, %s', (_, options) => {
  const form = open(options);
  const chunk = form.toChunk(choice(' "wörd"\n'), ' "wörd"\n') as { readonly choices: readonly object[] };

  it.each<[string, object]>([
    ['that add a text', chunk],
    [
      'with a member behind those of the choice',
      { ...chunk, choices: [choice('a', { results: RESULTS, more: 1 })] },
    ],
    ['with the same member again', { ...chunk, choices: [choice('b', { results: RESULTS })] }],
    ['with the same object under another name', { ...chunk, choices: [choice('b', { others: RESULTS })] }],
    [
      'with a member that is undefined',
      { ...chunk, choices: [choice('a', { results: undefined })], x: undefined },
    ],
    ['with a member behind all others', { ...chunk, seen: true }],
    ['with a member before all others', { seen: true, ...chunk }],
    [
      'with a member before those of the choice',
      { ...chunk, choices: [{ results: RESULTS, ...choice('a') }] },
    ],
    ['of another id', { ...chunk, id: 'cmpl-2' }],
    ['of another text', { ...chunk, choices: [choice('a', { text: null })] }],
    ['that end a choice', { ...chunk, choices: [choice('', { finish_reason: 'stop' })] }],
    ['with log probabilities', { ...chunk, choices: [choice('a', { logprobs: { tokens: ['a'] } })] }],
    ['with several choices', { ...chunk, choices: [choice('a'), choice('b')] }],
    ['of an unknown choice', { ...chunk, choices: [choice('a', { index: 2 })] }],
    ['without a choice', { ...chunk, choices: [] }],
    ['that are no chunks', { error: { message: 'No' } }],
  ])('%s have the usual frame', (_name, event) => {
    expect(form.toFrame(event)).toBe(toEvent(event));
  });
});

it('has the same frames for texts alone', () => {
  for (const options of [{}, { includeUsage: true }]) {
    const form = open(options);
    const texts = [' one', ' "two"', ''];
    const frames = texts.map((text) => form.toFrame(form.toChunk(choice(text), text)));
    expect(form.toTextFrames(1, texts)).toBe(frames.join(''));
    expect(form.toTextFrames(1, [' one'])).toBe(frames[0]);
  }
});
