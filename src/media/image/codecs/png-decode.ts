import { crc32, inflateSync } from 'node:zlib';
import { createRaster, type Raster } from '../raster/raster.ts';
import { ImageUnreadable } from '../unreadable.ts';

export interface DecodedPng {
  readonly raster: Raster;
  /** Whether the file has an alpha channel or declares a transparent colour, used or not. */
  readonly alpha: boolean;
}

/** The allowed bit depths and the number of channels of each colour type. */
const TYPES: ReadonlyMap<number, { readonly depths: readonly number[]; readonly channels: number }> = new Map(
  [
    [0, { depths: [1, 2, 4, 8, 16], channels: 1 }],
    [2, { depths: [8, 16], channels: 3 }],
    [3, { depths: [1, 2, 4, 8], channels: 1 }],
    [4, { depths: [8, 16], channels: 2 }],
    [6, { depths: [8, 16], channels: 4 }],
  ],
);

/** x and y of the first pixel, then the x and y steps, of each pass of an interlaced image. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

const WHOLE = [[0, 0, 1, 1]] as const;

interface Header {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly type: number;
  readonly channels: number;
  readonly passes: readonly (readonly [number, number, number, number])[];
}

interface Colours {
  readonly palette: Uint8Array | undefined;
  readonly clear: Uint8Array | undefined;
}

/**
 * Decodes every kind of still PNG: all colour types and bit depths, palettes, transparent colours,
 * interlacing. Checksums are verified, and the data must inflate to exactly the size the header implies, so
 * truncated files and decompression bombs are rejected.
 *
 * Implemented here because the available WebAssembly decoder leaks its memory when it fails on a damaged
 * file, and its instance cannot be replaced.
 *
 * @throws ImageUnreadable
 */
export function decodePng(bytes: Uint8Array): DecodedPng {
  const { header, colours, packed } = readChunks(bytes);
  const scans = inflate(packed, sizeOf(header));
  const raster = createRaster(header.width, header.height);
  let at = 0;
  for (const [x0, y0, dx, dy] of header.passes) {
    const columns = Math.ceil((header.width - x0) / dx);
    const rows = Math.ceil((header.height - y0) / dy);
    if (columns <= 0 || rows <= 0) continue;
    const stride = strideOf(header, columns);
    const reach = Math.max(1, (header.channels * header.depth) >> 3);
    let above: Uint8Array = new Uint8Array(stride);
    for (let row = 0; row < rows; row++) {
      const line = scans.subarray(at + 1, at + 1 + stride);
      unfilter(scans[at]!, line, above, reach);
      spread(header, colours, line, columns, raster, ((y0 + row * dy) * header.width + x0) * 4, dx * 4);
      above = line;
      at += stride + 1;
    }
  }
  return { raster, alpha: header.type >= 4 || colours.clear !== undefined };
}

function corrupt(what: string): ImageUnreadable {
  return new ImageUnreadable('corrupt', `A PNG file is damaged: ${what}`);
}

function readChunks(bytes: Uint8Array): { header: Header; colours: Colours; packed: Uint8Array[] } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let header: Header | undefined;
  let palette: Uint8Array | undefined;
  let clear: Uint8Array | undefined;
  const packed: Uint8Array[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = view.getUint32(at + 4);
    if (length > bytes.length - at - 12) throw corrupt('it ends early');
    const content = bytes.subarray(at + 8, at + 8 + length);
    // A lower-case first letter marks an ancillary chunk, which readers may skip.
    const needed = (type & 0x2000_0000) === 0;
    if (needed && crc32(bytes.subarray(at + 4, at + 8 + length)) !== view.getUint32(at + 8 + length)) {
      throw corrupt('a checksum is wrong');
    }
    if (type === 0x49484452) header ??= readHeader(content);
    else if (type === 0x504c5445) palette = content;
    else if (type === 0x74524e53) clear = content;
    else if (type === 0x49444154) packed.push(content);
    else if (type === 0x49454e44) break;
    else if (needed) throw corrupt('it has a chunk of unknown kind');
    at += length + 12;
  }
  if (!header) throw corrupt('it has no header');
  if (packed.length === 0) throw corrupt('it has no pixels');
  if (header.type === 3 && !palette) throw corrupt('it has no palette');
  return { header, colours: { palette, clear }, packed };
}

function readHeader(content: Uint8Array): Header {
  if (content.length !== 13) throw corrupt('its header has a wrong length');
  const view = new DataView(content.buffer, content.byteOffset, 13);
  const [depth, type] = [content[8]!, content[9]!];
  const kind = TYPES.get(type);
  if (!kind?.depths.includes(depth) || content[10] !== 0 || content[11] !== 0 || content[12]! > 1) {
    throw corrupt('its header says something that does not exist');
  }
  const passes = content[12] === 1 ? PASSES : WHOLE;
  return {
    width: view.getUint32(0),
    height: view.getUint32(4),
    depth,
    type,
    channels: kind.channels,
    passes,
  };
}

function strideOf({ channels, depth }: Header, columns: number): number {
  return Math.ceil((columns * channels * depth) / 8);
}

function sizeOf(header: Header): number {
  let size = 0;
  for (const [x0, y0, dx, dy] of header.passes) {
    const columns = Math.ceil((header.width - x0) / dx);
    const rows = Math.ceil((header.height - y0) / dy);
    if (columns > 0 && rows > 0) size += (strideOf(header, columns) + 1) * rows;
  }
  return size;
}

function inflate(packed: readonly Uint8Array[], size: number): Uint8Array {
  let scans: Uint8Array;
  try {
    scans = inflateSync(Buffer.concat(packed), { maxOutputLength: size });
  } catch {
    throw corrupt('its pixels do not inflate to what its header says');
  }
  if (scans.length !== size) throw corrupt('it has fewer pixels than its header says');
  return scans;
}

function unfilter(filter: number, line: Uint8Array, above: Uint8Array, reach: number): void {
  const length = line.length;
  if (filter === 0) return;
  if (filter === 1) {
    for (let index = reach; index < length; index++) line[index] = line[index]! + line[index - reach]!;
  } else if (filter === 2) {
    for (let index = 0; index < length; index++) line[index] = line[index]! + above[index]!;
  } else if (filter === 3) {
    for (let index = 0; index < length; index++) {
      const left = index >= reach ? line[index - reach]! : 0;
      line[index] = line[index]! + ((left + above[index]!) >> 1);
    }
  } else if (filter === 4) {
    for (let index = 0; index < length; index++) {
      const left = index >= reach ? line[index - reach]! : 0;
      const corner = index >= reach ? above[index - reach]! : 0;
      line[index] = line[index]! + paeth(left, above[index]!, corner);
    }
  } else {
    throw corrupt('a row has a filter that does not exist');
  }
}

/** Writes a row's samples to their pixels as 8-bit RGBA. */
function spread(
  header: Header,
  { palette, clear }: Colours,
  line: Uint8Array,
  columns: number,
  { data }: Raster,
  start: number,
  step: number,
): void {
  const { depth, type, channels } = header;
  const wide = depth === 16 ? 2 : 1;
  let to = start;
  for (let column = 0; column < columns; column++, to += step) {
    const at = column * channels * wide;
    if (type === 3) {
      const index = sample(line, column, depth);
      if (index * 3 + 2 >= palette!.length) throw corrupt('a pixel is not in its palette');
      data[to] = palette![index * 3]!;
      data[to + 1] = palette![index * 3 + 1]!;
      data[to + 2] = palette![index * 3 + 2]!;
      data[to + 3] = clear?.[index] ?? 255;
    } else if (type === 0) {
      const value = depth < 8 ? sample(line, column, depth) : line[at]!;
      const grey = depth < 8 ? (value * 255) / (2 ** depth - 1) : value;
      data[to] = grey;
      data[to + 1] = grey;
      data[to + 2] = grey;
      const full = depth === 16 ? (value << 8) | line[at + 1]! : value;
      data[to + 3] = clear && clear.length >= 2 && full === ((clear[0]! << 8) | clear[1]!) ? 0 : 255;
    } else if (type === 4) {
      const grey = line[at]!;
      data[to] = grey;
      data[to + 1] = grey;
      data[to + 2] = grey;
      data[to + 3] = line[at + wide]!;
    } else {
      data[to] = line[at]!;
      data[to + 1] = line[at + wide]!;
      data[to + 2] = line[at + 2 * wide]!;
      data[to + 3] = type === 6 ? line[at + 3 * wide]! : isClear(line, at, wide, clear) ? 0 : 255;
    }
  }
}

function sample(line: Uint8Array, column: number, depth: number): number {
  const bit = column * depth;
  return (line[bit >> 3]! >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
}

function isClear(line: Uint8Array, at: number, wide: number, clear: Uint8Array | undefined): boolean {
  if (!clear || clear.length < 6) return false;
  for (let channel = 0; channel < 3; channel++) {
    const from = at + channel * wide;
    const value = wide === 2 ? (line[from]! << 8) | line[from + 1]! : line[from]!;
    if (value !== ((clear[channel * 2]! << 8) | clear[channel * 2 + 1]!)) return false;
  }
  return true;
}

/** The Paeth predictor: whichever of left, above and corner is nearest to left + above − corner. */
function paeth(left: number, above: number, corner: number): number {
  const byLeft = Math.abs(above - corner);
  const byAbove = Math.abs(left - corner);
  const byCorner = Math.abs(left + above - 2 * corner);
  if (byLeft <= byAbove && byLeft <= byCorner) return left;
  return byAbove <= byCorner ? above : corner;
}
