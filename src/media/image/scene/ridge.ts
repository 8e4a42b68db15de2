import { createNoise } from '../raster/noise.ts';
import { Path } from '../raster/path.ts';
import type { Stage } from './stage.ts';

export interface RidgeShape {
  /** Average height of the line. */
  readonly y: number;
  /** Amplitude. */
  readonly rise: number;
  /** Number of bumps across the shorter side of the image. */
  readonly bumps: number;
  /** 1 is rounded, 5 craggy. */
  readonly octaves: number;
  readonly seed: number;
}

/** A skyline of hills or mountains as a function of x, and the area under it. */
export interface Ridge {
  at(x: number): number;
  readonly path: Path;
}

export function createRidge({ width, height, unit }: Stage, shape: RidgeShape): Ridge {
  const noise = createNoise(shape.seed, shape.octaves);
  const craggy = shape.octaves > 2;
  const at = (x: number) => {
    const value = noise.at((x / unit) * shape.bumps, 0.5);
    // Folding the noise turns its midpoints into peaks.
    return shape.y - shape.rise * (craggy ? 1.15 - 2.1 * Math.abs(value - 0.5) : value);
  };
  const step = Math.max(1, unit / 400);
  const path = new Path().move(-unit * 0.02, height + 2);
  for (let x = -unit * 0.02; x <= width + step; x += step) path.line(x, at(x));
  path.line(width + unit * 0.02, height + 2);
  return { at, path };
}

/** A summit of a ridge and the low points to its left and right, in pixels. */
export interface Peak {
  readonly left: number;
  readonly top: number;
  readonly right: number;
}

/** Finds the peaks of a ridge that are at least `reach` pixels apart. */
export function peaksOf(ridge: Ridge, width: number, reach: number): Peak[] {
  const peaks: Peak[] = [];
  const step = Math.max(1, reach / 6);
  let low = -reach;
  let high = -reach;
  let rising = true;
  for (let x = -reach; x < width + reach; x += step) {
    const y = ridge.at(x);
    if (rising) {
      if (y <= ridge.at(high)) high = x;
      else if (x - high >= reach) {
        peaks.push({ left: low, top: high, right: x });
        low = x;
        rising = false;
      }
    } else if (y >= ridge.at(low)) {
      low = x;
      const last = peaks.pop()!;
      peaks.push({ ...last, right: x });
    } else if (x - low >= reach) {
      rising = true;
      high = x;
    }
  }
  return peaks;
}
