import { describe, expect, it } from 'vitest';
import { coarsen } from './coarsen.ts';
import type { Raster } from './raster/raster.ts';
import { compose } from './scene/compose.ts';

function distance(one: Raster, other: Raster): number {
  let sum = 0;
  for (let index = 0; index < one.data.length; index++)
    sum += Math.abs(one.data[index]! - other.data[index]!);
  return sum / one.data.length;
}

describe('coarsen', () => {
  it.each(['a fox in the snow', 'city at night', 'abstract shapes', 'a sea of clouds', 'a cup'])(
    'comes nearer to "%s" with every step',
    (prompt) => {
      for (const transparent of [false, true]) {
        const final = compose({ prompt, seed: 3, width: 240, height: 160, transparent, detail: 0.7 });
        const distances = [0, 0.25, 0.5, 0.75, 1].map((done) => distance(coarsen(final, done, 3), final));
        expect(distances[4]).toBe(0);
        expect(distances[0]).toBeGreaterThan(5);
        for (let step = 1; step < 5; step++) expect(distances[step]).toBeLessThan(distances[step - 1]! * 0.9);
      }
    },
  );

  it('accepts images of any size', () => {
    for (const [width, height] of [
      [1, 1],
      [1, 300],
      [300, 2],
    ] as const) {
      const raster = { width, height, data: new Uint8ClampedArray(width * height * 4).fill(120) };
      expect(coarsen(raster, 0.3, 1)).toMatchObject({ width, height });
    }
  });
});
