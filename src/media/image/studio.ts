import { createWorkerPool, type WorkerPool } from '../worker-pool.ts';
import { checkMask, checkPicture, type PictureLimits } from './check-picture.ts';

export type ImageFormat = 'png' | 'jpeg' | 'webp';

export interface ImageOutput {
  readonly format: ImageFormat;
  /** Quality from 0 to 100, for jpeg and webp; of png nothing changes. Defaults to 100, the best. */
  readonly compression?: number;
}

/** What is wanted, of whatever origin. Sizes are in pixels; the result has exactly this size. */
interface PictureJob {
  /** The same job with the same seed is the same picture, byte by byte. */
  readonly seed: number;
  readonly width: number;
  readonly height: number;
  readonly output: ImageOutput;
}

/** Of a picture that is made. */
const MOST_PIXELS = 4096 * 4096;

interface PromptedJob extends PictureJob {
  readonly prompt: string;
  /** The subject alone, the rest of the picture clear. JPEG has no alpha: there the ground is white. */
  readonly transparent: boolean;
  /** From 0, plain, to 1, rich. */
  readonly detail: number;
  /** Which of `steps` partial pictures this is, from 1; the last of them is the finished one. */
  readonly step?: number;
  readonly steps?: number;
}

export type GenerateJob = PromptedJob;

export interface EditJob extends PromptedJob {
  /** Encoded PNG, JPEG or WebP; the first is the one that is edited, the others are put into it. */
  readonly images: readonly Uint8Array[];
  /** A picture of the first image's size; where its alpha is 0, and only there, the image is repainted. */
  readonly mask?: Uint8Array;
}

export interface VaryJob extends PictureJob {
  readonly image: Uint8Array;
}

/**
 * Makes pictures: seeded compositions that follow a prompt's words, as real files.
 *
 * All methods reject with {@link ImageUnreadable} when a picture that was handed in cannot be used, and with the
 * errors of {@link WorkerPool.run}; with RangeError when the asked size is no size, or has more than 4,096 × 4,096 pixels.
 */
export interface ImageStudio {
  /** A picture from words. */
  generate(job: GenerateJob): Promise<Uint8Array>;
  /** A picture from pictures and words. */
  edit(job: EditJob): Promise<Uint8Array>;
  /** Another picture much like the given one. */
  vary(job: VaryJob): Promise<Uint8Array>;
  /** Ends the threads, unless they are those of a pool that was handed in. */
  close(): Promise<void>;
}

export interface ImageStudioOptions extends PictureLimits {
  /** Where the painting is done. Defaults to a pool of the studio's own. */
  readonly pool?: WorkerPool;
}

/**
 * A studio that paints in worker threads. What comes from outside is looked at before anything is decoded: its
 * signature, the size in its header, its bytes.
 *
 * @example
 * const studio = createImageStudio();
 * const png = await studio.generate({
 *   prompt: 'a red fox in the snow', seed: 7, width: 1024, height: 1024,
 *   transparent: false, detail: 0.5, output: { format: 'png' },
 * });
 */
export function createImageStudio(options: ImageStudioOptions = {}): ImageStudio {
  const own = options.pool ? undefined : createWorkerPool();
  const pool = options.pool ?? (own as WorkerPool);
  return {
    async generate(job) {
      checkSize(job);
      return pool.run<Uint8Array>('image.generate', job);
    },

    async edit(job) {
      checkSize(job);
      const [first] = job.images;
      if (!first) throw new RangeError('An edit needs at least one image');
      const measures = job.images.map((image) => checkPicture(image, options));
      if (job.mask) checkMask(job.mask, measures[0]!, options);
      return pool.run<Uint8Array>('image.edit', job);
    },

    async vary(job) {
      checkSize(job);
      checkPicture(job.image, options);
      return pool.run<Uint8Array>('image.vary', job);
    },

    async close() {
      await own?.close();
    },
  };
}

/** A mistake of the program, not of a user: a surface knows the sizes that its models have. */
function checkSize({ width, height }: PictureJob): void {
  const sides = [width, height];
  if (sides.every((side) => Number.isInteger(side) && side > 0) && width * height <= MOST_PIXELS) return;
  throw new RangeError(`A picture cannot have ${width} × ${height} pixels`);
}
