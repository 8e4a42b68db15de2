import { mix, type Rgb, shade } from '../raster/colour.ts';
import { flat, linear } from '../raster/paint.ts';
import { Path } from '../raster/path.ts';
import { amount, type Stage } from './stage.ts';

export interface WaterOptions {
  readonly top: number;
  readonly bottom: number;
  readonly sunX: number;
  readonly sunY: number;
  /** Whether the water is still and reflects what stands on its far side. */
  readonly mirror: boolean;
}

/**
 * Water up to the horizon, either still with a reflection or with waves, and a glitter path below the sun or
 * moon.
 */
export function paintWater(stage: Stage, options: WaterOptions): void {
  const { painter, palette, width, unit } = stage;
  const { top, bottom, sunX, mirror } = options;
  const far = mix(palette.water, palette.skyLow, mirror ? 0.45 : 0.35);
  const near = shade(palette.water, palette.dark ? -0.35 : -0.2);
  const body = linear(0, top, 0, bottom, [
    [0, far],
    [0.35, mix(far, palette.water, 0.75)],
    [1, near],
  ]);
  if (mirror) mirrorRows(stage, Math.round(top), Math.round(bottom));
  painter.fill(new Path().rect(0, top, width, bottom - top), body, mirror ? 0.45 : 1);
  const random = stage.random.fork('water');
  const streaks = amount(stage, 60, 300);
  const glints = new Path();
  const troughs = new Path();
  for (let streak = 0; streak < streaks; streak++) {
    const depth = random.next() ** 1.4;
    const y = top + (bottom - top) * depth;
    const length = unit * (0.012 + 0.1 * depth) * (0.4 + random.next());
    const thick = Math.max(0.5, unit * (0.0009 + 0.0038 * depth));
    const onPath = random.chance(0.4);
    const x = onPath
      ? sunX + (random.next() + random.next() - 1) * unit * (0.05 + 0.22 * depth)
      : random.next() * width;
    (onPath ? glints : troughs).ellipse(x, y, length / 2, thick);
  }
  const gleam: Rgb = mix(palette.light, [255, 255, 255], 0.25);
  painter.fill(troughs, flat(shade(palette.water, -0.3), 0.35));
  painter.fill(glints, flat(gleam, palette.dark ? 0.5 : 0.62));
  const shine = new Path().rect(0, top - unit * 0.001, width, Math.max(1, unit * 0.004));
  painter.soft(shine, flat(gleam, 0.6), Math.max(1, unit * 0.004));
}

/** Copies the rows above the waterline into the water, upside down and rippled. */
function mirrorRows({ painter, unit, height }: Stage, top: number, bottom: number): void {
  const { data, width } = painter.raster;
  for (let y = top; y < Math.min(bottom, height); y++) {
    const below = y - top;
    const from = top - 1 - Math.floor(below * 1.15);
    if (from < 0) break;
    const swing = unit * (0.001 + 0.006 * (below / unit));
    const shift = Math.round(
      swing * Math.sin((below / unit) * 260) + swing * 0.6 * Math.sin((below / unit) * 97),
    );
    for (let x = 0; x < width; x++) {
      const source = (from * width + Math.min(width - 1, Math.max(0, x + shift))) * 4;
      const to = (y * width + x) * 4;
      data[to] = data[source]!;
      data[to + 1] = data[source + 1]!;
      data[to + 2] = data[source + 2]!;
    }
  }
}
