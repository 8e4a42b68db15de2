import { type ImageMeasure, measureImage } from '../measure-image.ts';
import { ImageUnreadable } from './unreadable.ts';

export interface PictureLimits {
  /** Highest number of pixels (width × height) of an input image. Defaults to 4,096 × 4,096. */
  readonly maxPixels?: number;
  /** Largest input image in bytes. Defaults to 50 MiB. */
  readonly maxBytes?: number;
}

/** Longest side, whatever the area; all three formats support it. */
const MAX_SIDE = 16_383;

const MAX_PIXELS = 4096 * 4096;

const MAX_BYTES = 50 * 1024 * 1024;

/**
 * Rejects an image that must not be decoded, based on its header.
 *
 * @throws ImageUnreadable
 */
export function checkPicture(bytes: Uint8Array, limits: PictureLimits = {}): ImageMeasure {
  const { maxBytes = MAX_BYTES, maxPixels = MAX_PIXELS } = limits;
  if (bytes.length > maxBytes) {
    throw new ImageUnreadable('too_large', `A picture has ${bytes.length} bytes, the most is ${maxBytes}`);
  }
  const measure = measureImage(bytes);
  if (!measure || measure.format === 'gif') {
    throw new ImageUnreadable('format', 'A picture must be a PNG, JPEG or WebP file');
  }
  const { width, height } = measure;
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > maxPixels) {
    const message = `A picture has ${width} × ${height} pixels, the most is ${maxPixels}`;
    throw new ImageUnreadable('too_large', message);
  }
  return measure;
}

/**
 * Like {@link checkPicture}, and the mask must have the same size as the image it masks.
 *
 * @throws ImageUnreadable
 */
export function checkMask(mask: Uint8Array, picture: ImageMeasure, limits: PictureLimits = {}): void {
  const { width, height } = checkPicture(mask, limits);
  if (width === picture.width && height === picture.height) return;
  const message = `A mask of ${width} × ${height} pixels does not fit a picture of ${picture.width} × ${picture.height}`;
  throw new ImageUnreadable('mask_size', message);
}
