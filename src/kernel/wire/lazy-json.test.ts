import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonText, jsonPieces, LazyArray, LazyString, STEP } from './lazy-json.ts';

const written = (value: unknown): unknown => JSON.parse([...jsonPieces(value)].join(''));

/** A value, and the same with lazy members. */
const both = fc.letrec<{ value: { plain: unknown; lazy: unknown } }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.jsonValue({ maxDepth: 2 }).map((value) => ({ plain: value, lazy: value })),
    fc.jsonValue({ maxDepth: 1 }).map((value) => {
      const text = JSON.stringify(value);
      return { plain: value, lazy: new JsonText([text.slice(0, 1), text.slice(1)]) };
    }),
    fc.array(fc.string({ unit: 'binary' })).map((pieces) => ({
      plain: pieces.join(''),
      lazy: new LazyString(pieces),
    })),
    fc.array(tie('value')).map((items) => ({
      plain: items.map(({ plain }) => plain),
      lazy: new LazyArray([STEP, ...items.flatMap(({ lazy }) => [lazy, STEP])]),
    })),
    fc.dictionary(fc.string(), tie('value')).map((members) => ({
      plain: Object.fromEntries(Object.entries(members).map(([name, { plain }]) => [name, plain])),
      lazy: Object.fromEntries(Object.entries(members).map(([name, { lazy }]) => [name, lazy])),
    })),
  ),
})).value;

describe('jsonPieces', () => {
  it('writes the same as JSON.stringify', () => {
    fc.assert(
      fc.property(both, ({ plain, lazy }) => {
        expect(written(lazy)).toEqual(JSON.parse(JSON.stringify(plain)));
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('leaves out undefined members', () => {
    expect([...jsonPieces({ a: undefined, b: new LazyArray([]), c: undefined })].join('')).toBe('{"b":[]}');
    expect(written({ a: { b: undefined, c: new LazyString(['d']) } })).toEqual({ a: { c: 'd' } });
  });

  it('makes items only as they are written, in pieces of bounded length', () => {
    let made = 0;
    function* items(): Generator<string> {
      for (; made < 10_000; made++) yield 'x'.repeat(98);
    }
    const pieces = jsonPieces({ items: new LazyArray(items()) });
    let text = '';
    for (const piece of pieces) {
      text += piece;
      expect(piece.length).toBeLessThan(16_500);
      expect(made * 101 - text.length).toBeLessThan(200);
    }
    expect(JSON.parse(text).items).toHaveLength(10_000);
  });

  it('yields an empty piece for a step', () => {
    const pieces = [...jsonPieces({ items: new LazyArray([STEP, 1, STEP]) })];
    expect(pieces.filter((piece) => piece === '')).toHaveLength(2);
    expect(pieces.join('')).toBe('{"items":[1]}');
  });
});
