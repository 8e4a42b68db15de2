import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** A PNG encoder and decoder (8 bits per channel) that are independent of the program under test. */

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** RGBA values of all pixels, row by row. */
  readonly data: Uint8Array;
}

type Colour = readonly [red: number, green: number, blue: number, alpha: number];

/** A PNG of the given size; `colourAt` returns the colour of a pixel. */
export function encodePng(width: number, height: number, colourAt: (x: number, y: number) => Colour): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  header[9] = 6; // red, green, blue, alpha
  const rows = Buffer.alloc(height * (1 + width * 4));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows.set(colourAt(x, y), y * (1 + width * 4) + 1 + x * 4);
  }
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** Decodes a PNG with 3 or 4 channels and no interlacing. Throws if it is malformed or a checksum does not match. */
export function decodePng(file: Buffer): Pixels {
  if (!file.subarray(0, 8).equals(SIGNATURE)) throw new Error('Not a PNG');
  let header: Buffer | undefined;
  const parts: Buffer[] = [];
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const body = file.subarray(at + 4, at + 8 + length);
    if (crc32(body) !== file.readUInt32BE(at + 8 + length)) throw new Error('A chunk is damaged');
    const type = body.toString('latin1', 0, 4);
    if (type === 'IHDR') header = body.subarray(4);
    if (type === 'IDAT') parts.push(body.subarray(4));
    at += 12 + length;
  }
  if (!header) throw new Error('The header is missing');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const channels = { 2: 3, 6: 4 }[header[9] as number];
  if (header[8] !== 8 || header[12] !== 0 || !channels) throw new Error('This kind of PNG is not supported');
  const raw = unfilter(inflateSync(Buffer.concat(parts)), width * channels, height, channels);
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++) {
    data.set(raw.subarray(pixel * channels, (pixel + 1) * channels), pixel * 4);
  }
  return { width, height, data };
}

/** Reverses the row filters (PNG specification, "Filtering"). */
function unfilter(rows: Buffer, stride: number, height: number, step: number): Uint8Array {
  const out = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (stride + 1)] as number;
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x >= step ? (out[at - step] as number) : 0;
      const above = y > 0 ? (out[at - stride] as number) : 0;
      const corner = x >= step && y > 0 ? (out[at - stride - step] as number) : 0;
      const guess = [0, left, above, (left + above) >> 1, nearest(left, above, corner)][filter] as number;
      out[at] = (rows[y * (stride + 1) + 1 + x] as number) + guess;
    }
  }
  return out;
}

/** The Paeth predictor: the neighbour closest to left + above - corner. */
function nearest(left: number, above: number, corner: number): number {
  const foretold = left + above - corner;
  const [a, b, c] = [left, above, corner].map((value) => Math.abs(foretold - value)) as [
    number,
    number,
    number,
  ];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

/** Detects the image format by the first bytes. */
export function formatOf(file: Buffer): 'png' | 'jpeg' | 'webp' | undefined {
  if (file.subarray(0, 8).equals(SIGNATURE)) return 'png';
  if (file.readUInt16BE(0) === 0xffd8) return 'jpeg';
  if (file.toString('latin1', 8, 12) === 'WEBP') return 'webp';
  return undefined;
}

/** Mean difference per channel of two images of the same size: 0 for equal images, at most 255. */
export function differenceOf(one: Pixels, other: Pixels): number {
  if (one.data.length !== other.data.length) throw new Error('The images differ in size');
  let total = 0;
  for (let index = 0; index < one.data.length; index++) {
    total += Math.abs((one.data[index] as number) - (other.data[index] as number));
  }
  return total / one.data.length;
}
