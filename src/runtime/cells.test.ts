import { describe, expect, it } from 'vitest';
import { type Cell, fitCells, middleOut } from './cells.ts';

const PATH = '/v1/batches/batch_0123456789abcdef0123456789/cancel';
const ROW: readonly Cell[] = [
  { text: '12:00:00.000' },
  { text: '200' },
  { text: PATH, yields: 'path' },
  { text: 'gpt-4o', yields: 'extra' },
  { text: 'stream', yields: 'extra' },
  { text: 'req_12345678' },
];

const fitted = (width: number): string =>
  fitCells(ROW, width)
    .map(({ text }) => text)
    .join(' ');

describe('fitCells', () => {
  it.each([
    [200, `12:00:00.000 200 ${PATH} gpt-4o stream req_12345678`],
    [80, '12:00:00.000 200 /v1/batches/batch_…0123456789/cancel gpt-4o stream req_12345678'],
    [70, '12:00:00.000 200 /v1/batches/b…56789/cancel gpt-4o stream req_12345678'],
    [60, '12:00:00.000 200 /v1/batches/bat…3456789/cancel req_12345678'],
    [40, '12:00:00.000 200 /v1/b…ncel req_12345678'],
    [20, '12:00:00.000 200 … …'],
  ])('fits a row into %i columns', (width, row) => {
    expect(fitted(width)).toBe(row);
  });

  it('is never wider than its row', () => {
    for (let width = 1; width < 130; width++) expect(fitted(width).length).toBeLessThanOrEqual(width);
  });
});

describe('middleOut', () => {
  it.each([
    ['/v1/chat/completions', 20, '/v1/chat/completions'],
    ['/v1/chat/completions', 11, '/v1/c…tions'],
    ['/v1/chat/completions', 2, '/…'],
    ['/v1/chat/completions', 1, '…'],
  ])('cuts %j to %i characters', (text, length, cut) => {
    expect(middleOut(text, length)).toBe(cut);
  });
});
