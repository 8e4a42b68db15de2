import { expect, it } from 'vitest';
import { begin, openEngine, requestFor, saying } from '../../../engine/engine.cases.ts';
import type { Generation } from '../../../engine/generation.ts';
import type { Answer } from '../../../engine/ports/content.ts';
import type { GenerationRequest } from '../../../engine/request.ts';
import { jsonParts } from '../../../kernel/wire/lazy-json.ts';
import { createAssembler, toLazyCompletion } from './assemble.ts';

const head = {
  id: 'chatcmpl-1',
  created: 1,
  model: 'm',
  serviceTier: 'default',
  fingerprint: 'fp_1',
  isLegacy: false,
} as const;

const call = { kind: 'function', name: 'look', input: '{"at":"moon"}' } as const;
const long = 'The moon shines. '.repeat(40);

it.each<[string, Answer, Partial<GenerationRequest>]>([
  ['a text', { text: long }, {}],
  ['several choices with log probabilities', { text: long }, { choices: 3, topLogprobs: 5 }],
  ['no text, with log probabilities', { text: '' }, { topLogprobs: 2 }],
  ['a refusal with log probabilities', { refusal: long }, { choices: 2, topLogprobs: 0 }],
  ['characters of several tokens', { text: '🦜'.repeat(30) }, { topLogprobs: 1 }],
  ['tool calls', { toolCalls: [call, call] }, { choices: 2 }],
  ['citations', { text: long, citations: [{ start: 4, end: 8, url: 'http://a', title: 'a' }] }, {}],
])('writes the same completion piece by piece: %s', (_, answer, more) => {
  const start = (): Generation => {
    const { engine } = openEngine(saying(answer));
    return begin(engine, requestFor('Hello', more), 0) as Generation;
  };
  const generation = start();
  const assembler = createAssembler(head, generation.choices);
  while (generation.nextAt !== undefined) assembler.add(generation.take(Number.POSITIVE_INFINITY) ?? []);
  const written = [...jsonParts(toLazyCompletion(head, start()))].join('');
  expect(written).toBe(JSON.stringify(assembler.whole()));
});
