import { expect, it } from 'vitest';
import { type FileFilter, matches } from './file-filter.ts';

const FILE = { filename: 'a.txt', bytes: 120, isPublic: true };
const of = (type: string, key: string, value: unknown): FileFilter =>
  ({ type, key, value }) as unknown as FileFilter;

it.each<[FileFilter, boolean]>([
  [of('eq', 'filename', 'a.txt'), true],
  [of('eq', 'filename', 'b.txt'), false],
  [of('ne', 'filename', 'b.txt'), true],
  [of('ne', 'filename', 'a.txt'), false],
  [of('gt', 'bytes', 119), true],
  [of('gt', 'bytes', 120), false],
  [of('gte', 'bytes', 120), true],
  [of('lt', 'bytes', 120), false],
  [of('lte', 'bytes', 120), true],
  [of('lt', 'filename', 'b'), true],
  [of('in', 'filename', ['a.txt', 'b.txt']), true],
  [of('in', 'bytes', [1, 2]), false],
  [of('nin', 'bytes', [1, 2]), true],
  [of('nin', 'bytes', [120]), false],
  [of('eq', 'isPublic', true), true],
  // Values of different types are not compared, and nothing is known of other attributes.
  [of('gt', 'bytes', '1'), false],
  [of('gt', 'isPublic', false), false],
  [of('in', 'bytes', 120), false],
  [of('eq', 'author', 'Ada'), false],
  [of('ne', 'author', 'Ada'), false],
  [of('nin', 'author', ['Ada']), false],
  [of('eq', 'constructor', 'Ada'), false],
  [{ type: 'and', filters: [of('eq', 'filename', 'a.txt'), of('gt', 'bytes', 1)] as FileFilter[] }, true],
  [{ type: 'and', filters: [of('eq', 'filename', 'a.txt'), of('lt', 'bytes', 1)] as FileFilter[] }, false],
  [{ type: 'or', filters: [of('eq', 'author', 'Ada'), of('gt', 'bytes', 1)] as FileFilter[] }, true],
  [{ type: 'or', filters: [] }, false],
  [{ type: 'and', filters: [] }, true],
])('%j: %s', (filter, expected) => {
  expect(matches(filter, FILE)).toBe(expected);
});
