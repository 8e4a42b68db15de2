import type { Random } from '../../../../runtime/random.ts';
import { mix, type Rgb, shade } from '../../raster/colour.ts';
import { flat, linear } from '../../raster/paint.ts';
import { Path } from '../../raster/path.ts';
import { paintMist, paintSky } from '../sky.ts';
import { amount, type Stage, type Stand } from '../stage.ts';

/** Rows of buildings against the sky, windows lit after dark, a road in front. */
export function paintCity(stage: Stage): Stand {
  const { painter, palette, unit, width, height, bottom, brief } = stage;
  const random = stage.random.fork('city');
  const floor = bottom * 0.84;
  paintSky(stage, floor);
  const tint = brief.partColours.ground ?? brief.freeColours[1] ?? brief.freeColours[0];
  const wall = tint ?? mix(shade(palette.skyTop, -0.55), [70, 66, 92], 0.4);
  const rows = amount(stage, 3, 4);
  for (let row = 0; row < rows; row++) {
    const depth = row / (rows - 1);
    const tone = mix(
      shade(wall, palette.dark ? -0.35 * depth : 0.1 - 0.25 * depth),
      palette.skyLow,
      0.68 * (1 - depth) + 0.04,
    );
    paintRow(stage, random.fork(row), { floor, tone, depth });
    if (depth < 1) paintMist(stage, floor - unit * 0.22, floor, 0.25);
  }
  const road = shade(mix(wall, [74, 76, 84], 0.65), palette.dark ? -0.45 : -0.1);
  painter.fill(
    new Path().rect(0, floor, width, height - floor),
    linear(0, floor, 0, height, [
      [0, mix(road, palette.skyLow, 0.25)],
      [0.15, road],
      [1, shade(road, -0.3)],
    ]),
  );
  painter.fill(new Path().rect(0, floor, width, unit * 0.014), flat(mix(road, [255, 250, 240], 0.35)));
  const marks = new Path();
  const y = floor + (bottom - floor) * 0.55;
  for (let x = -unit * 0.03; x < width; x += unit * 0.16)
    marks.polygon([
      [x, y],
      [x + unit * 0.085, y],
      [x + unit * 0.08, y + unit * 0.012],
      [x - unit * 0.008, y + unit * 0.012],
    ]);
  painter.fill(marks, flat([248, 240, 214], 0.75));
  return {
    x: width / 2,
    y: bottom - unit * 0.02,
    scale: unit * 0.28,
    aloft: { x: width / 2, y: bottom * 0.42 },
    floor: true,
  };
}

function paintRow(
  stage: Stage,
  random: Random,
  { floor, tone, depth }: { floor: number; tone: Rgb; depth: number },
): void {
  const { painter, palette, unit, width } = stage;
  const walls = new Path();
  const sides = new Path();
  const lit = new Path();
  const unlit = new Path();
  const evening = palette.dark || stage.brief.daytime === 'sunset';
  const pitch = Math.max(2, unit * (0.011 + 0.008 * depth));
  for (let x = -unit * 0.05; x < width; ) {
    const breadth = unit * (0.06 + 0.08 * random.next());
    const centre = 1 - Math.min(1, Math.abs(x + breadth / 2 - width / 2) / (width * 0.6));
    const rise =
      unit * (0.16 + (0.44 - 0.2 * depth) * random.next() * (0.5 + 0.7 * centre) + 0.12 * (1 - depth));
    const top = floor - rise;
    walls.rect(x, top, breadth, rise);
    sides.rect(x + breadth * 0.76, top, breadth * 0.24, rise);
    if (random.chance(0.3)) walls.rect(x + breadth * 0.25, top - unit * 0.025, breadth * 0.5, unit * 0.026);
    if (random.chance(0.2))
      walls.rect(x + breadth * 0.49, top - unit * 0.08, Math.max(1, unit * 0.004), unit * 0.08);
    if (stage.detail > 0.1) {
      for (let wy = top + pitch; wy < floor - pitch * 1.5; wy += pitch * 1.9) {
        for (let wx = x + pitch * 0.7; wx < x + breadth - pitch; wx += pitch * 1.6) {
          const glows = random.chance(evening ? 0.42 : 0.12);
          if (glows || depth > 0.4) (glows ? lit : unlit).rect(wx, wy, pitch * 0.8, pitch * 1.05);
        }
      }
    }
    x += breadth + unit * 0.004 * random.next();
  }
  painter.fill(
    walls,
    linear(0, floor - unit * 0.6, 0, floor, [
      [0, tone],
      [1, mix(tone, palette.skyLow, 0.18)],
    ]),
  );
  painter.fill(sides, flat(shade(tone, -0.3), 0.35));
  painter.fill(unlit, flat(shade(tone, palette.dark ? -0.3 : 0.25), 0.45));
  painter.fill(lit, flat(evening ? [255, 214, 128] : [232, 244, 255], evening ? 0.35 + 0.6 * depth : 0.5));
}
