import type { Abort } from '../../runtime/abort.ts';
import { createMemoryLimit } from '../../runtime/memory-limit.ts';
import { createSystemClock } from '../../runtime/system-clock.ts';
import type { ImageMeasure } from '../measure-image.ts';
import { createWorkerPool, type WorkerPool } from '../worker-pool.ts';
import type { ChartContent } from './chart/chart.ts';
import { checkMask, checkPicture, type PictureLimits } from './check-picture.ts';

export type ImageFormat = 'png' | 'jpeg' | 'webp';

export interface ImageOutput {
  readonly format: ImageFormat;
  /** JPEG and WebP quality from 0 to 100; ignored for PNG. Defaults to 100, the best. */
  readonly compression?: number;
}

/** Common to all jobs. Sizes are in pixels; the result has exactly this size. */
interface SizedJob {
  readonly width: number;
  readonly height: number;
  readonly output: ImageOutput;
}

interface PictureJob extends SizedJob {
  /** The same job with the same seed gives the same file, byte by byte. */
  readonly seed: number;
}

/** Maximum number of pixels in a generated image. */
const MOST_PIXELS = 4096 * 4096;

interface PromptedJob extends PictureJob {
  readonly prompt: string;
  /**
   * Whether to draw only the subject, on a transparent background. JPEG has no alpha, so its background is
   * white.
   */
  readonly transparent: boolean;
  /** From 0, plain, to 1, rich. */
  readonly detail: number;
  /** Which of `steps` partial images this is, starting at 1; the last one is the finished image. */
  readonly step?: number;
  readonly steps?: number;
}

export type GenerateJob = PromptedJob;

export interface EditJob extends PromptedJob {
  /** Encoded PNG, JPEG or WebP files. The first is edited, the others are inserted into it. */
  readonly images: readonly Uint8Array[];
  /** An image of the first image's size; only pixels with an alpha of 0 in it are repainted. */
  readonly mask?: Uint8Array;
}

export interface VaryJob extends PictureJob {
  readonly image: Uint8Array;
}

export interface ChartJob extends SizedJob {
  readonly chart: ChartContent;
}

/**
 * Generates images: seeded compositions that follow the prompt, as real image files.
 *
 * All methods reject with {@link ImageUnreadable} if an input image cannot be used, with RangeError if the
 * requested size is invalid or exceeds 4,096 × 4,096 pixels, and with the errors of {@link WorkerPool.run}.
 */
export interface ImageRenderer {
  /**
   * Reserves memory for the images of a request, those it came with and those it is going to hold, and waits for
   * it if necessary. Call the returned function when they are no longer held. Rejects with `MemoryLimitReached`
   * after 10 seconds.
   */
  reserve(bytes: number, abort: Abort): Promise<() => void>;
  /** Generates an image from a prompt. */
  generate(job: GenerateJob, abort?: Abort): Promise<Uint8Array>;
  /** Edits images according to a prompt. */
  edit(job: EditJob, abort?: Abort): Promise<Uint8Array>;
  /** Generates a variation of an image. */
  vary(job: VaryJob, abort?: Abort): Promise<Uint8Array>;
  /** Draws a chart. */
  chart(job: ChartJob, abort?: Abort): Promise<Uint8Array>;
  /** Stops the threads, unless they belong to a pool that was passed in. */
  close(): Promise<void>;
}

export interface ImageRendererOptions extends PictureLimits {
  /** Pool that runs the jobs. Defaults to a pool of the renderer's own. */
  readonly pool?: WorkerPool;
  /** Maximum bytes of the images of all requests. Defaults to 512 MiB. */
  readonly memoryLimit?: number;
}

/**
 * A renderer that paints in worker threads. Input images are checked before anything is decoded: signature,
 * size in the header, length in bytes.
 *
 * @example
 * const renderer = createImageRenderer();
 * const png = await renderer.generate({
 *   prompt: 'a red fox in the snow', seed: 7, width: 1024, height: 1024,
 *   transparent: false, detail: 0.5, output: { format: 'png' },
 * });
 */
export function createImageRenderer(options: ImageRendererOptions = {}): ImageRenderer {
  const own = options.pool ? undefined : createWorkerPool();
  const pool = options.pool ?? (own as WorkerPool);
  // Painting takes real time, also under a virtual clock.
  const memory = createMemoryLimit(options.memoryLimit ?? 512 * 2 ** 20, createSystemClock());
  const run = (task: string, job: SizedJob, inputs: readonly ImageMeasure[], abort?: Abort) =>
    pool.run<Uint8Array>(task, job, { ...(abort && { abort }), bytes: memoryOf(job, inputs) });
  return {
    reserve: memory.reserve,

    async generate(job, abort) {
      checkSize(job);
      return run('image.generate', job, [], abort);
    },

    async edit(job, abort) {
      checkSize(job);
      const [first] = job.images;
      if (!first) throw new RangeError('An edit needs at least one image');
      const measures = job.images.map((image) => checkPicture(image, options));
      if (job.mask) checkMask(job.mask, measures[0]!, options);
      return run('image.edit', job, measures, abort);
    },

    async vary(job, abort) {
      checkSize(job);
      return run('image.vary', job, [checkPicture(job.image, options)], abort);
    },

    async chart(job, abort) {
      checkSize(job);
      return run('image.chart', job, [], abort);
    },

    async close() {
      await own?.close();
    },
  };
}

/** Guards against programming errors, not user input: surfaces know the sizes their models support. */
function checkSize({ width, height }: SizedJob): void {
  const sides = [width, height];
  if (sides.every((side) => Number.isInteger(side) && side > 0) && width * height <= MOST_PIXELS) return;
  throw new RangeError(`Unsupported image size: ${width} × ${height} pixels`);
}

const BYTES_PER_PIXEL = 4;

/**
 * Memory that a job takes while it runs: one input at a time decoded, twice while it leaves the decoder; each
 * input at the size at which it is shown; and the output with its layers.
 */
function memoryOf({ width, height }: SizedJob, inputs: readonly ImageMeasure[]): number {
  const output = width * height;
  const sizes = inputs.map((input) => input.width * input.height);
  const shown = sizes.reduce((total, pixels) => total + Math.min(pixels, output), 0);
  return BYTES_PER_PIXEL * (2 * Math.max(0, ...sizes) + shown + 3 * output);
}
