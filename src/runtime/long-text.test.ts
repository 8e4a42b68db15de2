import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonInSteps, LongText, quoteInSteps } from './long-text.ts';
import { finish, type Steps } from './steps.ts';

function pausesOf(steps: Steps<unknown>): number {
  let pauses = 0;
  while (!steps.next().done) pauses++;
  return pauses;
}

describe('LongText', () => {
  it('joins its pieces and says when it is time to yield', () => {
    const text = new LongText();
    const pieces = Array.from({ length: 10_000 }, (_, index) => `${index},`);
    const pauses = pieces.filter((piece, index) => {
      text.add(piece);
      return index % 2 === 1 && text.isDue();
    }).length;
    expect(text.toString()).toBe(pieces.join(''));
    expect(pauses).toBeGreaterThan(5);
    expect(new LongText().toString()).toBe('');
  });
});

describe('jsonInSteps', () => {
  it('writes any JSON value as JSON.stringify does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(1500), (value, times) => {
        for (const one of [
          value,
          Array.from({ length: times }, () => value),
          { a: { '"': value, b: 'x'.repeat(70_000) } },
        ]) {
          expect(finish(jsonInSteps(one))).toBe(JSON.stringify(one));
        }
      }),
      { numRuns: 50, seed: 1 },
    );
  });

  it('gives way in long lists, long objects, long strings and long keys', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => index);
    const long = 'é\n'.repeat(1_000_000);
    for (const value of [
      many,
      Object.fromEntries(many.map((index) => [`k${index}`, true])),
      [long],
      { [long]: 1 },
    ]) {
      expect(pausesOf(jsonInSteps(value))).toBeGreaterThan(25);
    }
  });

  it('bounds depth and number of values', () => {
    const nested = { a: { b: { c: 1 } }, d: [1] };
    expect(finish(jsonInSteps(nested, { depth: 2, values: 100 }))).toBe('{"a":{"b":null},"d":[1]}');
    const many = Array.from({ length: 5000 }, () => 1);
    expect(JSON.parse(finish(jsonInSteps(many, { depth: 9, values: 2000 })))).toHaveLength(2000);
  });
});

describe('quoteInSteps', () => {
  it('quotes as JSON.stringify does, wherever it gives way', () => {
    for (const unit of ['a', '"\\\n', '😀', '\ud83d', 'x😀', '\u2028é']) {
      const text = unit.repeat(100_000);
      expect(finish(quoteInSteps(text))).toBe(JSON.stringify(text));
    }
  });
});
