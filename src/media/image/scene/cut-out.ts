import type { Raster } from '../raster/raster.ts';

/**
 * Keeps a disc, as large as fits above `bottom`, with a smooth rim, and makes everything else transparent.
 */
export function cutOut(raster: Raster, bottom: number): void {
  const { width, height, data } = raster;
  const radius = Math.min(width, bottom) * 0.47;
  const [cx, cy] = [width / 2, bottom / 2];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inside = radius - Math.hypot(x + 0.5 - cx, y + 0.5 - cy) + 0.5;
      if (inside >= 1) continue;
      const at = (y * width + x) * 4;
      if (inside <= 0) data.fill(0, at, at + 4);
      else data[at + 3] = data[at + 3]! * inside;
    }
  }
}
