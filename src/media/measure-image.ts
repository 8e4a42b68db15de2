/** What an image file's header states. */
export interface ImageMeasure {
  readonly format: 'png' | 'jpeg' | 'gif' | 'webp';
  /**
   * In pixels, at least 1; for an animation, the canvas size. As stored: rotation metadata is not applied.
   */
  readonly width: number;
  readonly height: number;
}

/**
 * Reads the format and size from an image's header without decoding pixels. Undefined if the bytes are in
 * none of the four formats, end before the size, or state a size of zero.
 *
 * @example
 * measureImage(await readFile('photo.jpg')); // { format: 'jpeg', width: 4032, height: 3024 }
 */
export function measureImage(bytes: Uint8Array): ImageMeasure | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const measure of [png, jpeg, gif, webp]) {
    const found = measure(view);
    if (found) return found.width > 0 && found.height > 0 ? found : undefined;
  }
  return undefined;
}

function png(view: DataView): ImageMeasure | undefined {
  if (view.byteLength < 24 || view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a) return;
  if (!hasText(view, 12, 'IHDR')) return;
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  // The format requires the top bit to be clear.
  return width < 2 ** 31 && height < 2 ** 31 ? { format: 'png', width, height } : undefined;
}

/** Maximum number of segments and fill bytes before the frame header. Real files have at most some hundreds. */
const MOST_SEGMENTS = 10_000;

/** Walks the segments up to the frame header, skipping EXIF, colour profiles and tables. */
function jpeg(view: DataView): ImageMeasure | undefined {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return;
  let at = 2;
  for (let seen = 0; seen < MOST_SEGMENTS && at + 4 <= view.byteLength; seen++) {
    if (view.getUint8(at) !== 0xff) return;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++; // fill byte
    } else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      at += 2; // marker without a length
    } else if (marker === 0xd9 || marker === 0xda) {
      return; // start or end of image without a frame header
    } else if (isFrameHeader(marker)) {
      if (at + 9 > view.byteLength) return;
      return { format: 'jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    } else {
      const length = view.getUint16(at + 2);
      if (length < 2) return;
      at += 2 + length;
    }
  }
  return;
}

/** SOF0 to SOF15, except DHT, JPG and DAC, which share the range. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function gif(view: DataView): ImageMeasure | undefined {
  if (view.byteLength < 10 || !(hasText(view, 0, 'GIF87a') || hasText(view, 0, 'GIF89a'))) return;
  return { format: 'gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

function webp(view: DataView): ImageMeasure | undefined {
  if (view.byteLength < 25 || !hasText(view, 0, 'RIFF') || !hasText(view, 8, 'WEBP')) return;
  const whole = view.byteLength >= 30;
  if (hasText(view, 12, 'VP8L') && view.getUint8(20) === 0x2f) {
    const bits = view.getUint32(21, true);
    return { format: 'webp', width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (whole && hasText(view, 12, 'VP8X')) {
    const width = (view.getUint32(24, true) & 0xff_ffff) + 1;
    const height = (view.getUint32(26, true) >>> 8) + 1;
    return { format: 'webp', width, height };
  }
  const keyFrame = whole && hasText(view, 12, 'VP8 ') && hasText(view, 23, '\x9d\x01\x2a');
  if (!keyFrame) return;
  const width = view.getUint16(26, true) & 0x3fff;
  const height = view.getUint16(28, true) & 0x3fff;
  return { format: 'webp', width, height };
}

function hasText(view: DataView, at: number, text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (view.getUint8(at + index) !== text.charCodeAt(index)) return false;
  }
  return true;
}
