import type { Raster } from '../raster/raster.ts';

/**
 * Largest difference between neighbouring pixels of a backdrop, and largest difference from its colour; out
 * of 765.
 */
const STEP = 24;
const SPREAD = 120;

/** The share of edge pixels that must have the backdrop's colour. */
const PLAIN = 0.7;

/**
 * Makes a plain backdrop transparent: all pixels connected to the edge with (nearly) its colour. Returns
 * false and changes nothing if the edge shows no plain backdrop.
 */
export function clearGround({ width, height, data }: Raster): boolean {
  const edge = edgeOf(width, height);
  const ground = middleOf(edge, data);
  const near = (pixel: number) => difference(data, pixel, ground) <= SPREAD;
  const starts = edge.filter(near);
  if (starts.length < edge.length * PLAIN) return false;

  const found = new Uint8Array(width * height);
  const queue = new Int32Array(width * height);
  let head = 0;
  let tail = 0;
  for (const pixel of starts) {
    if (found[pixel] === 1) continue;
    found[pixel] = 1;
    queue[tail++] = pixel;
  }
  while (head < tail) {
    const pixel = queue[head++]!;
    const x = pixel % width;
    for (const next of [
      x > 0 ? pixel - 1 : -1,
      x + 1 < width ? pixel + 1 : -1,
      pixel - width,
      pixel + width,
    ]) {
      if (next < 0 || next >= found.length || found[next] === 1 || !near(next)) continue;
      if (stepBetween(data, next, pixel) > STEP) continue;
      found[next] = 1;
      queue[tail++] = next;
    }
  }
  if (tail > found.length * 0.97) return false;
  for (let index = 0; index < tail; index++) data.fill(0, queue[index]! * 4, queue[index]! * 4 + 4);
  return true;
}

function edgeOf(width: number, height: number): number[] {
  const pixels: number[] = [];
  for (let x = 0; x < width; x++) pixels.push(x, (height - 1) * width + x);
  for (let y = 0; y < height; y++) pixels.push(y * width, y * width + width - 1);
  return pixels;
}

/** The median of each channel. */
function middleOf(pixels: readonly number[], data: Uint8ClampedArray): number[] {
  return [0, 1, 2].map((part) => {
    const values = Uint8Array.from(pixels, (pixel) => data[pixel * 4 + part]!).sort();
    return values[values.length >> 1]!;
  });
}

function difference(data: Uint8ClampedArray, pixel: number, ground: readonly number[]): number {
  const at = pixel * 4;
  return (
    Math.abs(data[at]! - ground[0]!) +
    Math.abs(data[at + 1]! - ground[1]!) +
    Math.abs(data[at + 2]! - ground[2]!)
  );
}

function stepBetween(data: Uint8ClampedArray, one: number, other: number): number {
  return difference(data, one, [data[other * 4]!, data[other * 4 + 1]!, data[other * 4 + 2]!]);
}
