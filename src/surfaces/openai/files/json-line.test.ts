import { describe, expect, it } from 'vitest';
import { finish, type Steps } from '../../../runtime/steps.ts';
import { LineTooComplex, parseLine as parse } from './json-line.ts';

const parseLine = (text: string) => parse(text, { maxDepth: 100 });

function countSteps(steps: Steps<unknown>): number {
  for (let count = 0; ; count++) if (steps.next().done) return count;
}

const members = (count: number): string =>
  JSON.stringify(
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`key number ${index}`, index])),
  );

describe('parseLine', () => {
  it.each(['[]', '1', 'null', '"a"', '{', '', '{}{}'])('finds no object in %j', (text) => {
    expect(finish(parseLine(text))).toBeUndefined();
  });

  it('parses a short line at once, and looks at a long one in steps', () => {
    expect(countSteps(parseLine('{"a":[{}]}'))).toBe(0);
    const value = { text: '\ud83d\ude00"\\'.repeat(500_000) };
    const text = JSON.stringify(value);
    expect(finish(parseLine(text))).toEqual(value);
    expect(countSteps(parseLine(text))).toBeGreaterThanOrEqual(text.length / 65_536);
  });

  it('refuses a long line with too many members before it parses it', () => {
    expect(Object.keys(finish(parseLine(members(45_000))) ?? {})).toHaveLength(45_000);
    expect(() => finish(parseLine(members(55_000)))).toThrow(LineTooComplex);
    expect(finish(parseLine(`{"input":[${'123,'.repeat(1_000_000)}1]}`))).toBeDefined();
  });

  it('refuses a line of any length that nests too deeply', () => {
    const nested = (depth: number, rest = ''): string =>
      `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)},"b":"${rest}"}`;
    for (const rest of ['', 'x'.repeat(100_000)]) {
      expect(finish(parseLine(nested(100, rest)))).toBeDefined();
      expect(() => finish(parseLine(nested(101, rest)))).toThrow('more than 100 levels of nesting');
    }
  });
});
