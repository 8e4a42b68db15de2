import { type ImageMeasure, measureImage } from '../../measure-image.ts';
import { hasAlpha, type Raster } from '../raster/raster.ts';
import type { ImageOutput } from '../renderer.ts';
import { ImageUnreadable } from '../unreadable.ts';
import { decodePng } from './png-decode.ts';
import { encodePng } from './png-encode.ts';
import { type CodecSource, createCodecSource, type Glue, type Instance } from './wasm.ts';

export interface DecodedPicture {
  readonly raster: Raster;
  /** Whether the file has an alpha channel or a transparent colour, used or not. */
  readonly alpha: boolean;
}

/** Encodes and decodes images. Owned by one thread; caches codec instances that are expensive to set up. */
export interface Codecs {
  encode(raster: Raster, output: ImageOutput): Promise<Uint8Array>;
  /**
   * Decodes an image whose header the caller has already checked: see `checkPicture`.
   *
   * @throws ImageUnreadable
   */
  decode(bytes: Uint8Array): Promise<DecodedPicture>;
}

interface Encoder {
  encode(data: Uint8ClampedArray, width: number, height: number, options: unknown): Uint8Array | null;
}

interface Decoder {
  decode(data: Uint8Array, preserveOrientation?: boolean): Raster | null;
}

/** WebAssembly memory never shrinks, so an instance that has processed a larger image is not kept. */
const KEPT_PIXELS = 2048 * 2048;

/**
 * Highest JPEG quality used, as a fraction of the scale. Above it, files grow by half and take twice as long
 * without a visible gain.
 */
const BEST_JPEG = 0.95;

/** Each scan of a progressive JPEG costs a pass over the whole image; real files have about ten. */
const MOST_SCANS = 64;

export function createCodecs(): Codecs {
  const sources = {
    jpegEncoder: createCodecSource<Encoder>('@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm', async () =>
      glue(await import('@jsquash/jpeg/codec/enc/mozjpeg_enc.js')),
    ),
    jpegDecoder: createCodecSource<Decoder>('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm', async () =>
      glue(await import('@jsquash/jpeg/codec/dec/mozjpeg_dec.js')),
    ),
    webpEncoder: createCodecSource<Encoder>('@jsquash/webp/codec/enc/webp_enc_simd.wasm', async () =>
      glue(await import('@jsquash/webp/codec/enc/webp_enc_simd.js')),
    ),
    webpDecoder: createCodecSource<Decoder>('@jsquash/webp/codec/dec/webp_dec.wasm', async () =>
      glue(await import('@jsquash/webp/codec/dec/webp_dec.js')),
    ),
  };
  return {
    async encode(raster, { format, compression = 100 }) {
      if (format === 'png') return encodePng(raster);
      const jpeg = format === 'jpeg';
      const source = jpeg ? sources.jpegEncoder : sources.webpEncoder;
      const options = jpeg ? jpegOptions(compression) : webpOptions(compression);
      const pixels = jpeg && hasAlpha(raster) ? onWhite(raster) : raster.data;
      return use(source, raster.width * raster.height, ({ codec }) => {
        const bytes = codec.encode(pixels, raster.width, raster.height, options);
        if (!bytes) throw new Error(`The ${format} encoder returned no output`);
        return bytes.slice();
      });
    },

    async decode(bytes) {
      const measure = measureImage(bytes);
      if (measure?.format === 'png') return decodePng(bytes);
      if (measure?.format === 'jpeg') {
        if (countScans(bytes) > MOST_SCANS) throw corrupt(measure, 'it has too many scans');
        return { raster: await decode(sources.jpegDecoder, bytes, measure), alpha: false };
      }
      if (measure?.format === 'webp') {
        return { raster: await decode(sources.webpDecoder, bytes, measure), alpha: webpHasAlpha(bytes) };
      }
      throw new ImageUnreadable('format', 'The image must be a PNG, JPEG or WebP file');
    },
  };
}

function glue(module: { readonly default: unknown }): Glue {
  return module.default as Glue;
}

/** An instance is reused only after success: a failure leaves its memory in an unknown state. */
async function use<C, T>(
  source: CodecSource<C>,
  pixels: number,
  work: (instance: Instance<C>) => T,
): Promise<T> {
  const instance = await source.take();
  const result = work(instance);
  if (pixels <= KEPT_PIXELS) source.release(instance);
  return result;
}

async function decode(
  source: CodecSource<Decoder>,
  bytes: Uint8Array,
  measure: ImageMeasure,
): Promise<Raster> {
  const { width, height } = measure;
  return use(source, width * height, ({ codec, said }) => {
    let pixels: Raster | null;
    try {
      // The WebP decoder takes one argument and rejects a second.
      pixels = measure.format === 'jpeg' ? codec.decode(bytes, false) : codec.decode(bytes);
    } catch {
      throw corrupt(measure, said.at(-1) ?? 'it cannot be decoded');
    }
    if (!pixels || pixels.width !== width || pixels.height !== height) {
      throw corrupt(measure, 'it cannot be decoded');
    }
    // The decoder fills missing data with grey and only prints a warning.
    if (said.some((line) => line.includes('Premature end'))) throw corrupt(measure, 'it is truncated');
    return { width, height, data: pixels.data };
  });
}

function corrupt({ format }: ImageMeasure, what: string): ImageUnreadable {
  return new ImageUnreadable('corrupt', `A ${format.toUpperCase()} file is damaged: ${what}`);
}

function countScans(bytes: Uint8Array): number {
  let scans = 0;
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    if (bytes[at + 1] === 0xda) scans++;
  }
  return scans;
}

/** Reads the alpha flag of the extended header or of the lossless header. */
function webpHasAlpha(bytes: Uint8Array): boolean {
  const kind = String.fromCharCode(...bytes.subarray(12, 16));
  if (kind === 'VP8X') return (bytes[20]! & 0x10) !== 0;
  return kind === 'VP8L' && (bytes[24]! & 0x10) !== 0;
}

/** JPEG has no alpha: transparent pixels become white. */
function onWhite({ data }: Raster): Uint8ClampedArray {
  const result = data.slice();
  for (let index = 0; index < result.length; index += 4) {
    const alpha = result[index + 3]!;
    if (alpha === 255) continue;
    for (let part = index; part < index + 3; part++) {
      result[part] = 255 + ((result[part]! - 255) * alpha) / 255;
    }
    result[index + 3] = 255;
  }
  return result;
}

function jpegOptions(quality: number): object {
  return {
    quality: clamp(quality * BEST_JPEG),
    baseline: false,
    arithmetic: false,
    progressive: false,
    optimize_coding: true,
    smoothing: 0,
    color_space: 3,
    quant_table: 3,
    trellis_multipass: false,
    trellis_opt_zero: false,
    trellis_opt_table: false,
    trellis_loops: 1,
    auto_subsample: true,
    chroma_subsample: 2,
    separate_chroma_quality: false,
    chroma_quality: 75,
  };
}

function webpOptions(quality: number): object {
  return {
    quality: clamp(quality),
    target_size: 0,
    target_PSNR: 0,
    method: 2,
    sns_strength: 50,
    filter_strength: 60,
    filter_sharpness: 0,
    filter_type: 1,
    partitions: 0,
    segments: 4,
    pass: 1,
    show_compressed: 0,
    preprocessing: 0,
    autofilter: 0,
    partition_limit: 0,
    alpha_compression: 1,
    alpha_filtering: 1,
    alpha_quality: 100,
    lossless: 0,
    exact: 0,
    image_hint: 0,
    emulate_jpeg_size: 0,
    thread_level: 0,
    low_memory: 0,
    near_lossless: 100,
    use_delta_palette: 0,
    use_sharp_yuv: 0,
  };
}

function clamp(quality: number): number {
  return Math.min(100, Math.max(1, Math.round(quality)));
}
