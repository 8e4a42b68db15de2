import { createRaster, type Raster } from './raster.ts';

/** A rectangle in an image, in pixels; fractions are allowed. */
export interface Window {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Scales an image, or a window of it, to a size: averages when shrinking, interpolates when enlarging.
 * Colours are weighted by alpha to avoid fringes at transparent pixels. At the original size, the pixels stay
 * identical.
 */
export function resample(source: Raster, width: number, height: number, window?: Window): Raster {
  const view = window ?? { x: 0, y: 0, width: source.width, height: source.height };
  if (view.x === 0 && view.y === 0 && view.width === width && view.height === height) {
    if (source.width === width && source.height === height) {
      return { width, height, data: source.data.slice() };
    }
  }
  const across = tapsOf(view.x, view.width, width, source.width);
  const down = tapsOf(view.y, view.height, height, source.height);
  const result = createRaster(width, height);
  // Resample horizontally first, one source row at a time, and keep only the rows that the next output row
  // needs.
  const rows = new Map<number, Float32Array>();
  const line = new Float32Array(width * 4);
  for (let y = 0; y < height; y++) {
    line.fill(0);
    const first = down.first[y]!;
    for (const key of rows.keys()) if (key < first) rows.delete(key);
    for (let tap = 0; tap < down.taps; tap++) {
      const weight = down.weights[y * down.taps + tap]!;
      if (weight === 0) continue;
      const from = Math.min(source.height - 1, first + tap);
      let row = rows.get(from);
      if (!row) {
        row = squeezeRow(source, from, across, width);
        rows.set(from, row);
      }
      for (let index = 0; index < line.length; index++) line[index] = line[index]! + row[index]! * weight;
    }
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const alpha = line[x * 4 + 3]!;
      if (alpha <= 0) continue;
      result.data[at] = (line[x * 4]! / alpha) * 255;
      result.data[at + 1] = (line[x * 4 + 1]! / alpha) * 255;
      result.data[at + 2] = (line[x * 4 + 2]! / alpha) * 255;
      result.data[at + 3] = alpha;
    }
  }
  return result;
}

/** The largest centred window with the given aspect ratio. */
export function coverWindow(source: Raster, width: number, height: number): Window {
  const scale = Math.min(source.width / width, source.height / height);
  const w = width * scale;
  const h = height * scale;
  return { x: (source.width - w) / 2, y: (source.height - h) / 2, width: w, height: h };
}

interface Taps {
  readonly taps: number;
  readonly first: Int32Array;
  readonly weights: Float32Array;
}

function tapsOf(start: number, length: number, count: number, limit: number): Taps {
  const scale = length / count;
  const reach = Math.max(1, scale);
  const taps = Math.ceil(reach * 2) + 1;
  const first = new Int32Array(count);
  const weights = new Float32Array(count * taps);
  for (let index = 0; index < count; index++) {
    const centre = start + (index + 0.5) * scale - 0.5;
    const from = Math.min(limit - 1, Math.max(0, Math.ceil(centre - reach)));
    first[index] = from;
    let sum = 0;
    for (let tap = 0; tap < taps && from + tap < limit; tap++) {
      const weight = Math.max(0, 1 - Math.abs(from + tap - centre) / reach);
      weights[index * taps + tap] = weight;
      sum += weight;
    }
    if (sum === 0) {
      weights[index * taps] = 1;
      continue;
    }
    for (let tap = 0; tap < taps; tap++) {
      weights[index * taps + tap] = weights[index * taps + tap]! / sum;
    }
  }
  return { taps, first, weights };
}

/** Resamples one row horizontally, colours premultiplied by alpha. */
function squeezeRow({ data, width: stride }: Raster, y: number, across: Taps, width: number): Float32Array {
  const row = new Float32Array(width * 4);
  for (let x = 0; x < width; x++) {
    let [red, green, blue, alpha] = [0, 0, 0, 0];
    for (let tap = 0; tap < across.taps; tap++) {
      const weight = across.weights[x * across.taps + tap]!;
      if (weight === 0) continue;
      const at = (y * stride + across.first[x]! + tap) * 4;
      const opaque = data[at + 3]! * weight;
      red += data[at]! * opaque;
      green += data[at + 1]! * opaque;
      blue += data[at + 2]! * opaque;
      alpha += opaque;
    }
    row[x * 4] = red / 255;
    row[x * 4 + 1] = green / 255;
    row[x * 4 + 2] = blue / 255;
    row[x * 4 + 3] = alpha;
  }
  return row;
}
