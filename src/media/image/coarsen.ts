import { hashNoise } from './raster/noise.ts';
import { createRaster, type Raster } from './raster/raster.ts';
import { resample } from './raster/resample.ts';

/** Cell size of the coarsest stage, as a fraction of the shorter side. */
const COARSEST = 1 / 28;

/** Amplitude of the noise at the beginning, out of 255. */
const NOISE = 46;

/**
 * A partial image at progress `done` (0 to 1): blurred and noisy at first, less so as `done` grows; at 1 it
 * is the image itself.
 */
export function coarsen(raster: Raster, done: number, seed: number): Raster {
  if (done >= 1) return raster;
  const { width, height } = raster;
  const left = 1 - done;
  const cell = Math.max(1, Math.min(width, height) * COARSEST * left ** 2);
  const columns = Math.max(2, Math.round(width / cell));
  const rows = Math.max(2, Math.round(height / cell));
  const small = resample(raster, Math.min(width, columns), Math.min(height, rows));
  const noisy = createRaster(small.width, small.height);
  for (let index = 0; index < noisy.data.length; index++) {
    const pixel = index >> 2;
    const noise =
      (hashNoise(pixel % small.width, Math.floor(pixel / small.width), seed + (index & 3)) - 0.5) *
      NOISE *
      left;
    noisy.data[index] = (index & 3) === 3 ? small.data[index]! : small.data[index]! + noise;
  }
  return resample(noisy, width, height);
}
