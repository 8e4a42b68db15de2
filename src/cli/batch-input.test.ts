import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partsOf } from './batch-input.ts';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'fakeai-parts-'));
});
afterAll(() => rm(cwd, { recursive: true }));

const request = (id: number, filler = ''): string => JSON.stringify({ custom_id: `${id}`, filler });

async function partsOfLines(lines: readonly string[], answered: readonly string[] = []) {
  const path = join(cwd, 'in.jsonl');
  await writeFile(path, lines.join('\r\n'));
  const parts: { requests: number; text: string }[] = [];
  for await (const { requests, content } of partsOf({ path }, new Set(answered))) {
    parts.push({ requests, text: await content.text() });
  }
  return parts;
}

describe('partsOf', () => {
  it('holds every request once, in order, in parts of 5,000', async () => {
    const lines = Array.from({ length: 10_001 }, (_, id) => request(id));
    const parts = await partsOfLines(lines);
    expect(parts.map(({ requests }) => requests)).toEqual([5000, 5000, 1]);
    expect(parts.map(({ text }) => text).join('')).toBe(lines.map((line) => `${line}\n`).join(''));
  });

  it('makes smaller parts of large requests', async () => {
    const filler = 'x'.repeat(12 * 2 ** 20);
    const parts = await partsOfLines([1, 2, 3, 4].map((id) => request(id, filler)));
    expect(parts.map(({ requests }) => requests)).toEqual([3, 1]);
  });

  it('leaves out what is answered, and blank lines', async () => {
    const parts = await partsOfLines([request(1), '', request(2), request(3)], ['1', '3']);
    expect(parts).toEqual([{ requests: 1, text: `${request(2)}\n` }]);
    expect(await partsOfLines([request(1)], ['1'])).toEqual([]);
  });
});
