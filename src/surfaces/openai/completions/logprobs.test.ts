import { expect, it } from 'vitest';
import type { TokenLogprob } from '../../../engine/event.ts';
import { createLogprobLister } from './logprobs.ts';

const token = (text: string, logprob: number, top: [string, number][] = []): TokenLogprob => ({
  id: 0,
  token: text,
  logprob,
  bytes: [...Buffer.from(text)],
  top: top.map(([other, likely]) => ({
    id: 0,
    token: other,
    logprob: likely,
    bytes: [...Buffer.from(other)],
  })),
});

const piece = (bytes: number[]): TokenLogprob => ({ id: 0, token: undefined, logprob: -1, bytes, top: [] });

it('lists the first token without a probability, and continues from the previous list', () => {
  const lister = createLogprobLister();
  expect(
    lister.list([{ id: 0, token: 'Hi', logprob: null, bytes: [72, 105] }, token('!', -0.5, [['!', -0.5]])]),
  ).toEqual({
    tokens: ['Hi', '!'],
    token_logprobs: [null, -0.5],
    top_logprobs: [null, { '!': -0.5 }],
    text_offset: [0, 2],
  });
  expect(lister.list([token(' you', -1)])).toMatchObject({ text_offset: [3] });
  expect(lister.list([])).toEqual({ tokens: [], token_logprobs: [], top_logprobs: [], text_offset: [] });
});

it('includes the chosen token once among the alternatives', () => {
  const { top_logprobs } = createLogprobLister().list([
    token(' a', -0.1, [
      [' a', -0.1],
      [' b', -3],
    ]),
    token(' c', -5, [[' a', -0.1]]),
    token('__proto__', -1, [['constructor', -2]]),
  ]);
  expect(JSON.stringify(top_logprobs)).toBe(
    '[{" a":-0.1," b":-3},{" a":-0.1," c":-5},{"constructor":-2,"__proto__":-1}]',
  );
});

it('starts at the given offset', () => {
  expect(createLogprobLister(7).list([token('é', -1), token('!', -1)])).toMatchObject({
    text_offset: [7, 8],
  });
});

it('counts characters, and gives each token of a divided one that character’s offset', () => {
  const [first, second, third, fourth] = [...Buffer.from('🦜')] as [number, number, number, number];
  const lister = createLogprobLister();
  const { tokens, text_offset } = lister.list([
    token('é', -1),
    token('👍', -1),
    piece([first, second]),
    piece([third]),
    piece([fourth]),
    token('\ufffd', -1),
    token('!', -1),
  ]);
  expect(text_offset).toEqual([0, 1, 2, 2, 2, 3, 4]);
  expect(tokens).toEqual(['é', '👍', 'bytes:\\xf0\\x9f', 'bytes:\\xa6', 'bytes:\\x9c', '\ufffd', '!']);
});
