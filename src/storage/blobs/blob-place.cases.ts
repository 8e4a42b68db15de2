import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnknownBlob } from '../errors.ts';
import { type BlobPlace, PIECE_BYTES } from './blob-place.ts';

/** Shared cases for every {@link BlobPlace}. */
export function describeBlobPlace(name: string, open: () => BlobPlace): void {
  describe(name, () => {
    it('returns exactly the stored bytes for any chunking and any range', async () => {
      const place = open();
      let made = 0;
      const piece = fc.nat({ max: 300_000 }).map((size) => pattern(size, made));
      const pieces = fc.array(fc.oneof({ weight: 3, arbitrary: fc.uint8Array({ maxLength: 20 }) }, piece), {
        maxLength: 6,
      });
      const property = fc.asyncProperty(pieces, fc.nat(), fc.nat(), async (parts, first, second) => {
        const id = `blob-${made++}`;
        const whole = Buffer.concat(parts);
        expect(await place.write(id, parts)).toBe(whole.byteLength);
        const [start, end] = [first % (whole.byteLength + 1), second % (whole.byteLength + 1)].sort(
          (one, other) => one - other,
        ) as [number, number];
        expect(whole.equals(await read(place.read(id, 0, whole.byteLength)))).toBe(true);
        expect(whole.subarray(start, end).equals(await read(place.read(id, start, end)))).toBe(true);
        await place.delete(id);
      });
      await fc.assert(property, { seed: 1, numRuns: 40 });
    });

    it('copies on write and on read', async () => {
      const place = open();
      const mine = Buffer.from('before');
      await place.write('aa', [mine, mine]);
      mine.write('after!');
      for await (const piece of place.read('aa', 0, 12)) piece.fill(0);
      expect(Buffer.from(await read(place.read('aa', 0, 12))).toString()).toBe('beforebefore');
    });

    it('accepts pieces that reuse the same buffer', async () => {
      const place = open();
      const reused = async function* () {
        const buffer = Buffer.alloc(70_000);
        for (let value = 1; value <= 40; value++) yield buffer.fill(value);
      };
      await place.write('aa', reused());
      const whole = await read(place.read('aa', 0, 2_800_000));
      for (let value = 1; value <= 40; value++)
        expect([whole[(value - 1) * 70_000], whole[value * 70_000 - 1]]).toEqual([value, value]);
    });

    it('reads in pieces of a bounded size', async () => {
      const place = open();
      await place.write('aa', [pattern(1_000_000)]);
      let total = 0;
      for await (const piece of place.read('aa', 1, 1_000_000)) {
        expect(piece.byteLength).toBeLessThanOrEqual(PIECE_BYTES);
        expect(piece.byteLength).toBeGreaterThan(0);
        total += piece.byteLength;
      }
      expect(total).toBe(999_999);
    });

    it('applies backpressure to its source', async () => {
      const place = open();
      let given = 0;
      let asked = 0;
      const counted: AsyncIterable<Uint8Array> = {
        [Symbol.asyncIterator]: () => ({
          async next() {
            asked++;
            // One at a time: the previous request was answered.
            expect(asked).toBe(given + 1);
            await new Promise((resolve) => setImmediate(resolve));
            given++;
            return given > 20
              ? { done: true, value: undefined }
              : { done: false, value: pattern(300_000, given) };
          },
        }),
      };
      expect(await place.write('aa', counted)).toBe(6_000_000);
    });

    it('keeps nothing if the source fails', async () => {
      const place = open();
      const failing = async function* () {
        yield pattern(3_000_000);
        throw new Error('the sender left');
      };
      await expect(place.write('aa', failing())).rejects.toThrow('the sender left');
      await expect(read(place.read('aa', 0, 1))).rejects.toThrow(UnknownBlob);
      expect(await names(place)).toEqual([]);
      await place.write('aa', [pattern(5)]);
      expect(await names(place)).toEqual(['aa']);
    });

    it('lists its blobs, without deleted ones', async () => {
      const place = open();
      expect(await names(place)).toEqual([]);
      for (const id of ['ab-1', 'ab-2', 'cd-1']) await place.write(id, [pattern(3)]);
      expect(await names(place)).toEqual(['ab-1', 'ab-2', 'cd-1']);
      await place.delete('ab-2');
      await place.delete('ab-2');
      expect(await names(place)).toEqual(['ab-1', 'cd-1']);
      await expect(read(place.read('ab-2', 0, 3))).rejects.toThrow(UnknownBlob);
    });

    it('finishes reading a blob that is deleted meanwhile', async () => {
      const place = open();
      const content = pattern(2_000_000);
      await place.write('aa', [content]);
      const pieces: Uint8Array[] = [];
      for await (const piece of place.read('aa', 0, content.byteLength)) {
        if (pieces.length === 0) await place.delete('aa');
        pieces.push(piece);
      }
      expect(Buffer.concat(pieces).equals(content)).toBe(true);
    });
  });
}

/** Collects all bytes of a blob. */
export async function read(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

/** Yields texts as UTF-8 pieces. */
export async function* source(texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

/** Bytes in a pattern that reveals any displacement. */
function pattern(size: number, seed = 0): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let index = 0; index < size; index++) bytes[index] = (index * 31 + (index >> 8) + seed) & 255;
  return bytes;
}

async function names(place: BlobPlace): Promise<string[]> {
  const all: string[] = [];
  for await (const id of place.list()) all.push(id);
  return all.sort();
}
