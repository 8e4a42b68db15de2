import { expect, it } from 'vitest';
import { openEngine, requestFor, saying } from '../../../engine/engine.cases.ts';
import type { Generation } from '../../../engine/generation.ts';
import type { PreparedRequest } from '../../../engine/prepared-request.ts';
import { jsonParts } from '../../../kernel/wire/lazy-json.ts';
import { createAssembler, toLazyCompletion } from './assemble.ts';

const head = { id: 'cmpl-1', created: 1, model: 'm', fingerprint: 'fp_1' };
const prompts = ['Once upon a time 🦜', 'The moon'];

it.each([
  ['texts', { logprobs: undefined, echo: false, written: 2, shown: 2 }],
  ['texts with log probabilities', { logprobs: 2, echo: false, written: 2, shown: 2 }],
  ['echoed prompts', { logprobs: undefined, echo: true, written: 1, shown: 1 }],
  ['echoed prompts with log probabilities', { logprobs: 3, echo: true, written: 2, shown: 2 }],
  ['the best of several', { logprobs: 1, echo: true, written: 5, shown: 2 }],
])('writes the same completion piece by piece: %s', (_, { logprobs, echo, written, shown }) => {
  const start = () => {
    const { engine } = openEngine(saying(({ choice }) => ({ text: ` and so on ${choice}`.repeat(30) })));
    const requests = prompts.map(
      (prompt) =>
        engine.prepare(
          requestFor(prompt, {
            choices: written,
            continuation: { echo },
            ...((logprobs !== undefined || shown < written) && { topLogprobs: logprobs ?? 0 }),
          }),
        ) as PreparedRequest,
    );
    const generation = engine.generateBatch(requests, { arrivedAt: 0, tenant: '' }) as Generation;
    const shape = {
      written,
      shown,
      echoes: prompts.map((text, index) =>
        echo ? { text, tokens: requests[index]?.promptTokens } : undefined,
      ),
      offsets: logprobs === undefined ? undefined : prompts.map((text) => (echo ? 0 : [...text].length)),
    };
    return { generation, shape };
  };
  const { generation, shape } = start();
  const assembler = createAssembler(head, shape);
  while (generation.nextAt !== undefined) assembler.add(generation.take(Number.POSITIVE_INFINITY) ?? []);
  const lazy = start();
  const text = [...jsonParts(toLazyCompletion(head, lazy.shape, lazy.generation))].join('');
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(assembler.whole())));
});
