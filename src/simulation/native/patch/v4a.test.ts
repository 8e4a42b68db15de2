import { expect, it } from 'vitest';
import { type EditedLine, updateDiff } from './v4a.ts';

const edited = (...lines: readonly string[]): EditedLine[] =>
  lines.map((line) => ({ mark: line[0] as EditedLine['mark'], line: line.slice(1) }));

it.each([
  ['three lines around', [' a', ' b', ' c', ' d', '-e', '+f', ' g'], '@@\n b\n c\n d\n-e\n+f\n g'],
  [
    'as many lines before a change as the first place needs',
    [' a', ' x', ' y', ' z', ' b', ' x', ' y', ' z', '-x', ' c'],
    '@@\n x\n y\n z\n-x\n c',
  ],
  [
    'more lines before a change that stands in the same lines twice',
    [' a', ' x', ' y', ' z', ' x', ' b', ' x', ' y', ' z', '-x'],
    '@@\n b\n x\n y\n z\n-x',
  ],
  ['lines behind the hunk before', ['-a', '+b', ' c', ' d', ' e', ' f', ' g', ' h', '-i'], undefined],
])('has %s', (_, lines, diff) => {
  expect(updateDiff(edited(...lines))).toBe(diff ?? '@@\n-a\n+b\n c\n d\n e\n@@\n f\n g\n h\n-i');
});

it('tells a line apart from ten thousand that are the same', () => {
  const same = Array.from({ length: 10_000 }, () => ' a');
  expect(updateDiff(edited(...same, '-a')).split('\n')).toHaveLength(10_002);
});
