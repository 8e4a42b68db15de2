import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSpotter, readWords } from './words.ts';

describe('readWords', () => {
  it('gives equal words equal numbers, whatever their case', () => {
    const [first, second, third] = readWords('Tree frog TREE');
    expect(first).toBe(third);
    expect(first).not.toBe(second);
  });

  it.each([
    ["What's 12 + 7?", 'what s 0 0'],
    ['5km2', '0 km 0'],
    ['snake_case-name', 'snake case name'],
    ['ÉCOLE—naïve', 'école naïve'],
    ['poem写poem', 'poem poem'],
    ['', ''],
    [' … ', ''],
  ])('reads "%s" as "%s"', (text, same) => {
    expect(readWords(text)).toEqual(readWords(same));
    expect(readWords(text)).toHaveLength(same === '' ? 0 : same.split(' ').length);
  });

  it('finds the same runs as a regular expression', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abZ09 -_éÉ—\n') }), (text) => {
        const runs = text.match(/[a-zé]+|\d+/gi) ?? [];
        expect(readWords(text)).toEqual(runs.flatMap((run) => readWords(run)));
      }),
    );
  });
});

describe('createSpotter', () => {
  const spot = createSpotter('cat dog', 'red green 0', 'dog house');

  it.each([
    ['A green frog', 0b010],
    ['The DOG.', 0b101],
    ['dogs and cats', 0],
    ['dog number 7', 0b111],
    ['', 0],
  ])('spots groups in "%s"', (text, groups) => {
    expect(spot(readWords(text))).toBe(groups);
  });
});
