import { constants, crc32, deflateSync } from 'node:zlib';
import { hasAlpha, type Raster } from '../raster/raster.ts';

/** Deflate level; higher levels gain little and take many times as long. */
const LEVEL = 2;

/** The row filters that are tried; the others gain nothing on images with grain and take longer. */
const LEFT = 1;
const ABOVE = 2;

/**
 * Encodes a PNG with 8 bits per channel: RGB, or RGBA if any pixel is not opaque. Each row uses the filter
 * with the smaller sum of absolute differences, the heuristic recommended by the PNG specification.
 */
export function encodePng(raster: Raster): Uint8Array {
  const channels = hasAlpha(raster) ? 4 : 3;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(raster.width, 0);
  header.writeUInt32BE(raster.height, 4);
  header.set([8, channels === 4 ? 6 : 2, 0, 0, 0], 8);
  const pixels = deflateSync(filtered(raster, channels), {
    level: LEVEL,
    memLevel: 9,
    strategy: constants.Z_FILTERED,
    chunkSize: 1 << 18,
  });
  const file = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
}

function chunk(type: string, content: Uint8Array): Buffer {
  const bytes = Buffer.alloc(content.length + 12);
  bytes.writeUInt32BE(content.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(content, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, content.length + 8)), content.length + 8);
  return bytes;
}

function filtered({ width, height, data }: Raster, channels: 3 | 4): Uint8Array {
  const stride = width * channels;
  const result = new Uint8Array((stride + 1) * height);
  let above = new Uint8Array(stride);
  let row = new Uint8Array(stride);
  const tries = [LEFT, ABOVE].map((filter) => ({ filter, bytes: new Uint8Array(stride) }));
  for (let y = 0; y < height; y++) {
    let at = y * width * 4;
    for (let index = 0; index < stride; index += channels, at += 4) {
      row[index] = data[at]!;
      row[index + 1] = data[at + 1]!;
      row[index + 2] = data[at + 2]!;
      if (channels === 4) row[index + 3] = data[at + 3]!;
    }
    let best = tries[0]!;
    let least = Number.POSITIVE_INFINITY;
    for (const attempt of tries) {
      const sum = filterRow(attempt.filter, row, above, attempt.bytes, channels);
      if (sum < least) {
        least = sum;
        best = attempt;
      }
    }
    result[y * (stride + 1)] = best.filter;
    result.set(best.bytes, y * (stride + 1) + 1);
    [row, above] = [above, row];
  }
  return result;
}

/** Writes the filtered row and returns the sum of the absolute differences. */
function filterRow(
  filter: number,
  row: Uint8Array,
  above: Uint8Array,
  to: Uint8Array,
  channels: number,
): number {
  let sum = 0;
  const up = filter === ABOVE;
  for (let index = 0; index < row.length; index++) {
    const guess = up ? above[index]! : index >= channels ? row[index - channels]! : 0;
    const value = (row[index]! - guess) & 255;
    to[index] = value;
    sum += value < 128 ? value : 256 - value;
  }
  return sum;
}
