import { hashNoise } from '../raster/noise.ts';
import type { Raster } from '../raster/raster.ts';

/** Adds film grain of one cell, which also hides banding in gradients, and darkens the corners. */
export function finish(raster: Raster, seed: number, detail: number): void {
  const { width, height, data } = raster;
  const cell = Math.max(1, Math.round(Math.min(width, height) / 1024));
  const strength = 1.2 + 2.2 * detail;
  const grain = new Float32Array(256 * 256);
  for (let index = 0; index < grain.length; index++) {
    grain[index] =
      (hashNoise(index & 255, index >> 8, seed) + hashNoise(index >> 8, index & 255, seed + 1) - 1) *
      strength;
  }
  for (let y = 0; y < height; y++) {
    const v = (y / height - 0.5) * 2;
    const row = (Math.floor(y / cell) & 255) << 8;
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      if (data[at + 3] === 0) continue;
      const u = (x / width - 0.5) * 2;
      const edge = (u * u + v * v - 0.9) * 0.16;
      const light = edge > 0 ? 1 - edge : 1;
      // Shift the pattern from one tile to the next, so that the repetition does not show.
      const noise = grain[row | ((Math.floor(x / cell) + (y >> 8) * 37) & 255)]!;
      data[at] = data[at]! * light + noise;
      data[at + 1] = data[at + 1]! * light + noise;
      data[at + 2] = data[at + 2]! * light + noise;
    }
  }
}
