import type { VisionPricing } from '../models/card.ts';

/** An image's size in pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Prompt tokens of one image, from its true size, following OpenAI's published rules.
 *
 * `tiles`: at low detail only the base price. Otherwise the image is scaled down to fit 2048 × 2048, then its
 * shorter side is scaled down to 768, and the price is the base plus a price for every 512 px tile that it
 * covers, even partly. Images are never enlarged.
 *
 * `patches`: the number of 32 px patches the image covers, even partly, times the model's factor, rounded up. An
 * image with more patches than the limit is scaled down until it fits the limit and has a whole number of patches
 * in one direction. Low detail is priced as the same image scaled down to fit 512 × 512.
 *
 * `auto` is priced as `high`: OpenAI leaves the choice to the model, and this is what it bills for ordinary
 * images.
 *
 * @example
 * imageTokens({ width: 1024, height: 1024 }, 'high', { kind: 'tiles', base: 85, tile: 170 }); // 765
 */
export function imageTokens(
  size: ImageSize,
  detail: 'auto' | 'low' | 'high',
  pricing: VisionPricing,
): number {
  if (pricing.kind === 'tiles') {
    return detail === 'low' ? pricing.base : pricing.base + pricing.tile * tiles(size);
  }
  const shown = detail === 'low' ? shrunk(size, 512 / Math.max(size.width, size.height)) : size;
  return Math.ceil(patches(shown, pricing.limit) * pricing.factor);
}

function tiles(size: ImageSize): number {
  const fitted = shrunk(size, 2048 / Math.max(size.width, size.height));
  const { width, height } = shrunk(fitted, 768 / Math.min(fitted.width, fitted.height));
  return cells(width, 512) * cells(height, 512);
}

function patches({ width, height }: ImageSize, limit: number): number {
  const count = cells(width, 32) * cells(height, 32);
  if (count <= limit) return count;
  const ratio = Math.sqrt((32 * 32 * limit) / (width * height));
  const across = (width * ratio) / 32;
  const down = (height * ratio) / 32;
  // A strip narrower than one patch still counts as one.
  const whole = Math.min(Math.max(1, Math.floor(across)) / across, Math.max(1, Math.floor(down)) / down);
  return Math.min(limit, cells(across * 32 * whole, 32) * cells(down * 32 * whole, 32));
}

/**
 * Rounds to a millionth first, so that floating-point error does not add a cell to a side of a whole number of cells.
 */
function cells(side: number, cell: number): number {
  return Math.max(1, Math.ceil(Number((side / cell).toFixed(6))));
}

function shrunk(size: ImageSize, ratio: number): ImageSize {
  return ratio >= 1 ? size : { width: size.width * ratio, height: size.height * ratio };
}
