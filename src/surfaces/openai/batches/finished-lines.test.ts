import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FinishedLines } from './finished-lines.ts';

it('tracks finished lines, also after serialisation', () => {
  const total = 1000;
  const lines = fc.uniqueArray(fc.integer({ min: 0, max: total - 1 }));
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const first = FinishedLines.from('', total);
      for (const line of before) first.add(line);
      const second = FinishedLines.from(first.toString(), total);
      for (const line of after) second.add(line);
      const known = Array.from({ length: total }, (_, line) => line).filter((line) => second.has(line));
      expect(known).toEqual([...new Set([...before, ...after])].toSorted((one, other) => one - other));
    }),
    { seed: 4 },
  );
});
