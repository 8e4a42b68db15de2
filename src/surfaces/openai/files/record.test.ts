import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../../storage/sqlite/store.ts';
import { readFile } from './record.ts';

async function collect(source: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString();
}

describe('readFile', () => {
  it('returns any range of bytes across pieces', async () => {
    const store = openSqliteStore();
    const cuts = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(cuts, fc.nat(120), fc.nat(120), async (lengths, one, other) => {
        const bytes = lengths.reduce((sum, length) => sum + length, 0);
        const text = Array.from({ length: bytes }, (_, index) => String.fromCharCode(97 + (index % 26))).join(
          '',
        );
        const pieces = [];
        let at = 0;
        for (const length of lengths) {
          pieces.push(await store.blobs.write([Buffer.from(text.slice(at, at + length))]));
          at += length;
        }
        expect(await collect(readFile(store, { pieces, bytes }))).toBe(text);
        const [start = 0, end = 0] = [one % (bytes + 1), other % (bytes + 1)].sort((a, b) => a - b);
        expect(await collect(readFile(store, { pieces, bytes }, { start, end }))).toBe(
          text.slice(start, end),
        );
      }),
      { numRuns: 40 },
    );
    await store.close();
  });
});
