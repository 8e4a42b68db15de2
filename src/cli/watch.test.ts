import { expect, it } from 'vitest';
import type { EngineFigures } from '../engine/cluster/engine-figures.ts';
import { createWatch } from './watch.ts';

const figuresOf = (counters: { queriedTokens: number; cachedTokens: number; generatedTokens: number }) =>
  ({
    groups: [
      {
        workers: [1, 2].map((running) => ({
          batch: { running, waiting: 1, arriving: 1, usedBlocks: 50, capacity: 200, counters },
        })),
      },
    ],
  }) as unknown as EngineFigures;

it('tells the present, and what happened since the last line', () => {
  let figures = figuresOf({ queriedTokens: 0, cachedTokens: 0, generatedTokens: 0 });
  const line = createWatch(() => figures, 5000);
  expect(line(6000)).toBe('running 3  waiting 4  kv 25.0 %  hits -  0 tokens/s\n');
  figures = figuresOf({ queriedTokens: 100, cachedTokens: 60, generatedTokens: 1500 });
  expect(line(8000)).toBe('running 3  waiting 4  kv 25.0 %  hits 60 %  1,500 tokens/s\n');
  expect(line(9000)).toBe('running 3  waiting 4  kv 25.0 %  hits -  0 tokens/s\n');
});

it('has nothing to tell before the first request', () => {
  expect(createWatch(() => ({ groups: [] }), 0)(1000)).toBe(
    'running 0  waiting 0  kv 0.0 %  hits -  0 tokens/s\n',
  );
});
