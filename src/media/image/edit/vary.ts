import { createRandom, type Random } from '../../../runtime/random.ts';
import { createRaster, type Raster } from '../raster/raster.ts';

/** A variation of the image: slightly enlarged, gently warped, with slightly different colours. */
export function vary(source: Raster, seed: number): Raster {
  const { width, height, data } = source;
  const random = createRandom(seed).fork('variation');
  const result = createRaster(width, height);
  const zoom = 1.03 + 0.05 * random.next();
  const across = displacement(random.fork('x'), width, height);
  const down = displacement(random.fork('y'), height, width);
  const matrix = lightMatrix(random.fork('light'));
  const lift = (random.next() - 0.5) * 10;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const u = limit((x - width / 2) / zoom + width / 2 + across.along[x]! + across.aside[y]!, width - 1);
      const v = limit((y - height / 2) / zoom + height / 2 + down.along[y]! + down.aside[x]!, height - 1);
      const [left, top] = [Math.floor(u), Math.floor(v)];
      const [dx, dy] = [u - left, v - top];
      const from = (top * width + left) * 4;
      const right = left + 1 < width ? 4 : 0;
      const below = top + 1 < height ? width * 4 : 0;
      const at = (y * width + x) * 4;
      const one = (1 - dx) * (1 - dy) * data[from + 3]!;
      const two = dx * (1 - dy) * data[from + right + 3]!;
      const three = (1 - dx) * dy * data[from + below + 3]!;
      const four = dx * dy * data[from + below + right + 3]!;
      const alpha = one + two + three + four;
      if (alpha <= 0) continue;
      const tap = (part: number) =>
        (one * data[from + part]! +
          two * data[from + right + part]! +
          three * data[from + below + part]! +
          four * data[from + below + right + part]!) /
        alpha;
      const red = tap(0);
      const green = tap(1);
      const blue = tap(2);
      result.data[at] = matrix[0]! * red + matrix[1]! * green + matrix[2]! * blue + lift;
      result.data[at + 1] = matrix[3]! * red + matrix[4]! * green + matrix[5]! * blue + lift;
      result.data[at + 2] = matrix[6]! * red + matrix[7]! * green + matrix[8]! * blue + lift;
      result.data[at + 3] = alpha;
    }
  }
  return result;
}

/** Displacement of pixels along one axis: waves along it and across it. */
function displacement(
  random: Random,
  length: number,
  breadth: number,
): { along: Float32Array; aside: Float32Array } {
  const unit = Math.min(length, breadth);
  return { along: waves(random, length, unit), aside: waves(random, breadth, unit) };
}

function waves(random: Random, count: number, unit: number): Float32Array {
  const result = new Float32Array(count);
  for (const [length, height] of [
    [0.9, 0.008],
    [0.37, 0.004],
  ] as const) {
    const phase = random.next() * Math.PI * 2;
    const pace = (Math.PI * 2) / (unit * length * (0.8 + 0.4 * random.next()));
    for (let index = 0; index < count; index++) {
      result[index] = result[index]! + Math.sin(index * pace + phase) * unit * height;
    }
  }
  return result;
}

/** Rotates the hue by a few degrees around the grey axis and changes saturation and contrast slightly. */
function lightMatrix(random: Random): number[] {
  const angle = ((random.chance(0.5) ? 1 : -1) * (6 + 8 * random.next()) * Math.PI) / 180;
  const saturation = 0.9 + 0.25 * random.next();
  const gain = 0.96 + 0.08 * random.next();
  const cos = Math.cos(angle);
  const third = (1 - cos) / 3;
  const sway = Math.sin(angle) / Math.sqrt(3);
  const turned = [
    cos + third,
    third - sway,
    third + sway,
    third + sway,
    cos + third,
    third - sway,
    third - sway,
    third + sway,
    cos + third,
  ];
  // Interpolate towards the mean of the channels, which the rotation preserves.
  return turned.map((value) => (value * saturation + (1 - saturation) / 3) * gain);
}

function limit(value: number, most: number): number {
  return value < 0 ? 0 : Math.min(value, most);
}
