import { hashNoise } from './raster/noise.ts';
import { createRaster, type Raster } from './raster/raster.ts';
import { resample } from './raster/resample.ts';

/** Cells of the coarsest stage are about this fraction of the shorter side. */
const COARSEST = 1 / 28;

/** The strength of the noise that has not been taken out yet, of 255. */
const NOISE = 46;

/**
 * A picture as it looks when a share `done` (0 to 1) of the work is done: soft and noisy at first, both ever less;
 * at 1 it is the picture itself.
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
