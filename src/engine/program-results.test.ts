import { expect, it } from 'vitest';
import { programResult } from './program-results.ts';
import type { ProgramCall } from './request.ts';

const call = (label: string, keeps?: string[]): ProgramCall => ({
  kind: 'function',
  name: 'get',
  input: '{}',
  label,
  ...(keeps && { keeps }),
});

it('is the result of the only call, or an object of all', () => {
  expect(programResult([call('a')], ['fine'])).toBe('fine');
  expect(programResult([call('a'), call('b')], ['{"x":1}', 'fine'])).toBe('{"a":{"x":1},"b":"fine"}');
  expect(programResult([], [])).toBe('');
});

it('keeps the members that are declared, of objects that have them', () => {
  expect(programResult([call('a', ['x', 'y'])], ['{"x":1,"z":2}'])).toBe('{"x":1}');
  expect(programResult([call('a', ['x'])], ['[1]'])).toBe('[1]');
  expect(programResult([call('a', ['x'])], ['{broken'])).toBe('{broken');
});

it('is bounded, in whole characters', () => {
  expect(programResult([call('a')], ['😀'.repeat(150_000)])).toHaveLength(200_000);
  expect(programResult([call('a')], [`x${'😀'.repeat(150_000)}`]).isWellFormed()).toBe(true);
});
