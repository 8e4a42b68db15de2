import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRaster } from '../raster/raster.ts';
import { ImageUnreadable } from '../unreadable.ts';
import { decodeIndependently } from './independent-png.cases.ts';
import { decodePng } from './png-decode.ts';
import { encodePng } from './png-encode.ts';

function chunk(type: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

interface Parts {
  width: number;
  height: number;
  depth: number;
  type: number;
  interlace?: number;
  scans: Uint8Array;
  extra?: readonly Buffer[];
}

function png({ width, height, depth, type, interlace = 0, scans, extra = [] }: Parts): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, type, 0, 0, interlace], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    ...extra,
    chunk('IDAT', deflateSync(scans)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Rows of random bytes that use every filter in turn. */
function scans(strides: readonly number[]): Uint8Array {
  const rows = strides.map((stride, row) => {
    const bytes = Buffer.alloc(stride + 1);
    for (let index = 0; index <= stride; index++)
      bytes[index] = (index * 89 + row * 57 + index * row * 3) & 255;
    bytes[0] = row % 5;
    return bytes;
  });
  return Buffer.concat(rows);
}

const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

function reasonOf(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof ImageUnreadable) return error.reason;
    throw error;
  }
  return undefined;
}

describe('PNG', () => {
  it('is decoded correctly by another decoder, with and without alpha', async () => {
    for (const alpha of [false, true]) {
      const raster = createRaster(37, 23);
      raster.data.forEach((_, index) => {
        raster.data[index] = alpha || (index & 3) < 3 ? (index * 31 + (index >> 5) * 7) & 255 : 255;
      });
      const bytes = encodePng(raster);
      expect(bytes[25]).toBe(alpha ? 6 : 2);
      const judged = await decodeIndependently(bytes);
      expect([judged.width, judged.height]).toEqual([37, 23]);
      expect(Buffer.from(judged.data)).toEqual(Buffer.from(raster.data));
      expect(Buffer.from(decodePng(bytes).raster.data)).toEqual(Buffer.from(raster.data));
    }
  });

  const kinds = [0, 2, 3, 4, 6].flatMap((type) =>
    [1, 2, 4, 8, 16]
      .filter((depth) => (depth < 8 ? type === 0 || type === 3 : depth === 8 || type !== 3))
      .flatMap((depth) => [0, 1].map((interlace) => ({ type, depth, interlace }))),
  );

  it.each(kinds)(
    'reads type $type of $depth bits, interlace $interlace, as another decoder does',
    async (kind) => {
      const [width, height] = [21, 19];
      const passes = kind.interlace
        ? [
            [0, 0, 8, 8],
            [4, 0, 8, 8],
            [0, 4, 4, 8],
            [2, 0, 4, 4],
            [0, 2, 2, 4],
            [1, 0, 2, 2],
            [0, 1, 1, 2],
          ]
        : [[0, 0, 1, 1]];
      const strides = passes.flatMap(([x, y, dx, dy]) => {
        const columns = Math.ceil((width - x!) / dx!);
        const stride = Math.ceil((columns * CHANNELS[kind.type]! * kind.depth) / 8);
        return Array<number>(Math.ceil((height - y!) / dy!)).fill(stride);
      });
      const extra =
        kind.type === 3
          ? [
              chunk('PLTE', Buffer.from(Array.from({ length: 768 }, (_, index) => (index * 37) & 255))),
              chunk('tRNS', Buffer.from([0, 128, 255])),
            ]
          : [];
      const bytes = png({ width, height, ...kind, scans: scans(strides), extra });
      const judged = await decodeIndependently(bytes);
      const { raster, alpha } = decodePng(bytes);
      expect(alpha).toBe(kind.type >= 3);
      expect(Buffer.from(raster.data).equals(Buffer.from(judged.data))).toBe(true);
    },
  );

  it('reads a transparent colour', () => {
    const rgb = png({
      width: 2,
      height: 1,
      depth: 8,
      type: 2,
      scans: Buffer.from([0, 1, 2, 3, 4, 5, 6]),
      extra: [chunk('tRNS', Buffer.from([0, 4, 0, 5, 0, 6]))],
    });
    expect([...decodePng(rgb).raster.data]).toEqual([1, 2, 3, 255, 4, 5, 6, 0]);
    expect(decodePng(rgb).alpha).toBe(true);
  });

  it('rejects a decompression bomb without inflating more than the header says', () => {
    const bomb = png({ width: 4, height: 4, depth: 8, type: 6, scans: Buffer.alloc(50_000_000) });
    expect(bomb.length).toBeLessThan(60_000);
    expect(reasonOf(() => decodePng(bomb))).toBe('corrupt');
    const lean = png({ width: 4000, height: 4000, depth: 8, type: 6, scans: Buffer.alloc(100) });
    expect(reasonOf(() => decodePng(lean))).toBe('corrupt');
  });

  it('rejects files with any kind of damage', () => {
    const raster = createRaster(16, 16);
    raster.data.fill(200);
    const bytes = encodePng(raster);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const damaged = bytes.slice();
        damaged[at] = damaged[at]! ^ by;
        // The signature is checked before, and what follows the pixel data does not matter.
        if (at >= 8 && at < bytes.length - 12) expect(reasonOf(() => decodePng(damaged))).toBe('corrupt');
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 8, max: bytes.length - 13 }), (length) => {
        expect(reasonOf(() => decodePng(bytes.subarray(0, length)))).toBe('corrupt');
      }),
    );
  });

  it('rejects headers with impossible values', () => {
    const rows = scans([8]);
    for (const kind of [
      { depth: 3, type: 0 },
      { depth: 16, type: 3 },
      { depth: 8, type: 5 },
      { depth: 8, type: 3 },
      { depth: 8, type: 0, interlace: 2 },
    ]) {
      expect(reasonOf(() => decodePng(png({ width: 8, height: 1, ...kind, scans: rows })))).toBe('corrupt');
    }
    const filter = Buffer.from([9, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(reasonOf(() => decodePng(png({ width: 8, height: 1, depth: 8, type: 0, scans: filter })))).toBe(
      'corrupt',
    );
  });
});
