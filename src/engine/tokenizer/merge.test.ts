import fc from 'fast-check';
import cl100k from 'gpt-tokenizer/bpeRanks/cl100k_base';
import o200k from 'gpt-tokenizer/bpeRanks/o200k_base';
import { describe, expect, it } from 'vitest';
import { packVocabulary } from '../../../scripts/pack-vocabulary.ts';
import { finish } from '../../runtime/steps.ts';
import { createMerge } from './merge.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

/** A literal implementation of the definition: find the lowest pair, join it, repeat. */
function mergeSlowly(vocabulary: Vocabulary, bytes: Uint8Array): number[] {
  const cuts = Array.from({ length: bytes.length + 1 }, (_, index) => index);
  for (;;) {
    let lowest = Number.POSITIVE_INFINITY;
    let chosen = -1;
    for (let index = 0; index + 2 < cuts.length; index++) {
      const token = vocabulary.find(bytes, cuts[index]!, cuts[index + 2]!);
      if (token >= 0 && token < lowest) {
        lowest = token;
        chosen = index;
      }
    }
    if (chosen < 0) return cuts.slice(1).map((cut, index) => vocabulary.find(bytes, cuts[index]!, cut));
    cuts.splice(chosen + 1, 1);
  }
}

describe.each([
  ['o200k_base', createVocabulary(packVocabulary(o200k))],
  ['cl100k_base', createVocabulary(packVocabulary(cl100k))],
] as const)('createMerge over %s', (_, vocabulary) => {
  const merge = createMerge(vocabulary);
  const merged = (bytes: Uint8Array) => {
    const tokens: number[] = [];
    const rest = merge(bytes, 0, bytes.length, tokens);
    if (rest) finish(rest);
    return tokens;
  };

  it('merges short and long pieces as the definition does', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc
        .string({ unit: fc.constantFrom('a', 'b', 'e', 't', 'ing', ' ', '漢'), maxLength: 300 })
        .map((text) => Buffer.from(text)),
      fc
        .tuple(fc.constantFrom(...'aA !-\n='), fc.integer({ min: 1, max: 400 }))
        .map(([unit, times]) => Buffer.from(unit.repeat(times))),
    );
    fc.assert(
      fc.property(piece, (bytes) => {
        expect(merged(bytes)).toEqual(mergeSlowly(vocabulary, bytes));
      }),
      { numRuns: 400, seed: 3 },
    );
  });

  it('merges the bytes of every token to that token', () => {
    for (let token = 0; token < vocabulary.size; token++) {
      const tokens = merged(vocabulary.bytes(token)!);
      if (tokens.length !== 1 || tokens[0] !== token) expect.fail(`token ${token} merges to ${tokens}`);
    }
  });
});
