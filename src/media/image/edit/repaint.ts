import { Painter } from '../raster/painter.ts';
import { copyRaster, type Raster } from '../raster/raster.ts';
import { coverWindow, resample } from '../raster/resample.ts';
import { placeCards } from './collage.ts';

/** The pixels to repaint. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  /** 1 for each pixel to repaint. */
  readonly pixels: Uint8Array;
  /** Bounding box of the pixels to repaint. */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Whether they fill (nearly all of) the bounding box. */
  readonly whole: boolean;
}

/**
 * Width of the transition from old to new content, as a fraction of the area's shorter side; at least one
 * pixel.
 */
const SEAM = 0.06;

/** Highest aspect ratio of new content. */
const LONGEST = 4;

/**
 * Builds the mask from an image that is cropped and scaled to a size: fully transparent pixels are repainted.
 */
export function maskOf(raster: Raster, width: number, height: number): Mask {
  const window = coverWindow(raster, width, height);
  const pixels = new Uint8Array(width * height);
  let [left, top, right, bottom, count] = [width, height, 0, 0, 0];
  for (let y = 0; y < height; y++) {
    const from = Math.min(raster.height - 1, Math.floor(window.y + ((y + 0.5) * window.height) / height));
    for (let x = 0; x < width; x++) {
      const across = Math.min(raster.width - 1, Math.floor(window.x + ((x + 0.5) * window.width) / width));
      if (raster.data[(from * raster.width + across) * 4 + 3] !== 0) continue;
      pixels[y * width + x] = 1;
      count++;
      if (x < left) left = x;
      if (x >= right) right = x + 1;
      if (y < top) top = y;
      if (y >= bottom) bottom = y + 1;
    }
  }
  const whole = count > 0 && count >= (right - left) * (bottom - top) * 0.98;
  return { width, height, pixels, left, top, right, bottom, whole };
}

/**
 * Paints new content inside the mask. All other pixels stay identical; the transition lies inside the mask.
 */
export function repaint(
  source: Raster,
  mask: Mask,
  paint: (size: { width: number; height: number }) => Raster,
  cards: readonly Raster[],
): Raster {
  const result = copyRaster(source);
  const width = mask.right - mask.left;
  const height = mask.bottom - mask.top;
  if (width <= 0 || height <= 0) return result;
  const content = paintedFor(width, height, paint);
  if (cards.length > 0) placeCards(new Painter(content), cards, { x: 0, y: 0, width, height });
  const depth = depths(mask);
  const seam = Math.max(1, SEAM * Math.min(width, height));
  for (let y = mask.top; y < mask.bottom; y++) {
    for (let x = mask.left; x < mask.right; x++) {
      const index = y * mask.width + x;
      if (mask.pixels[index] === 0) continue;
      const share = Math.min(1, depth[index]! / seam);
      blend(result.data, index * 4, content.data, ((y - mask.top) * width + x - mask.left) * 4, share);
    }
  }
  return result;
}

/** For a rectangle too small or too narrow for a picture, the content is cut out of a larger one. */
function paintedFor(
  width: number,
  height: number,
  paint: (size: { width: number; height: number }) => Raster,
): Raster {
  const w = Math.max(64, width, Math.ceil(height / LONGEST));
  const h = Math.max(64, height, Math.ceil(width / LONGEST));
  const painted = paint({ width: w, height: h });
  return w === width && h === height
    ? painted
    : resample(painted, width, height, coverWindow(painted, width, height));
}

/**
 * The approximate distance of each pixel to the nearest one outside the mask. The edge of the image does not
 * count as a boundary.
 */
function depths({ width, height, pixels }: Mask): Float32Array {
  const depth = new Float32Array(pixels.length);
  const far = width + height;
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= width || y >= height ? far : depth[y * width + x]!;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const index = y * width + x;
      if (pixels[index] === 0) continue;
      depth[index] = Math.min(
        at(x - 1, y) + 1,
        at(x, y - 1) + 1,
        at(x - 1, y - 1) + Math.SQRT2,
        at(x + 1, y - 1) + Math.SQRT2,
      );
    }
  }
  for (let y = height - 1; y >= 0; y--) {
    for (let x = width - 1; x >= 0; x--) {
      const index = y * width + x;
      if (pixels[index] === 0) continue;
      depth[index] = Math.min(
        depth[index]!,
        at(x + 1, y) + 1,
        at(x, y + 1) + 1,
        at(x + 1, y + 1) + Math.SQRT2,
        at(x - 1, y + 1) + Math.SQRT2,
      );
    }
  }
  return depth;
}

/** Interpolates from one pixel to another, weighting colours by alpha. */
function blend(
  to: Uint8ClampedArray,
  at: number,
  from: Uint8ClampedArray,
  source: number,
  share: number,
): void {
  const kept = (to[at + 3]! / 255) * (1 - share);
  const added = (from[source + 3]! / 255) * share;
  const sum = kept + added;
  if (sum <= 0) return void to.fill(0, at, at + 4);
  for (let part = 0; part < 3; part++) {
    to[at + part] = (to[at + part]! * kept + from[source + part]! * added) / sum;
  }
  to[at + 3] = sum * 255;
}
