import { lch, mix, type Rgb, shade, toLch, turn } from '../../raster/colour.ts';
import { createNoise } from '../../raster/noise.ts';
import { flat, linear, radial } from '../../raster/paint.ts';
import { Path } from '../../raster/path.ts';
import { paintStars } from '../sky.ts';
import { amount, type Stage, type Stand } from '../stage.ts';

/** A nebula, stars, and a planet to one side. */
export function paintSpace(stage: Stage): Stand {
  const { painter, unit, width, height, bottom, brief } = stage;
  const random = stage.random.fork('space');
  const [one = lch(0.55, 0.2, random.int(360)), other = turn(one, 70)] = [
    brief.partColours.sky ?? brief.partColours.background ?? brief.freeColours[0],
    brief.freeColours[1],
  ];
  const night: Rgb = mix([10, 11, 28], shade(one, -0.75), 0.5);
  painter.flood(
    linear(0, 0, width, height, [
      [0, shade(night, -0.3)],
      [0.5, night],
      [1, shade(night, -0.45)],
    ]),
  );
  paintNebula(stage, one, other, random.int(1 << 30));
  paintStars(stage, height, amount(stage, 180, 800));
  const side = random.chance(0.5) ? 0.24 : 0.76;
  const planet = brief.motif
    ? { x: width * side, y: bottom * 0.26, r: unit * 0.15 }
    : { x: width * (0.4 + 0.2 * random.next()), y: bottom * 0.5, r: unit * 0.27 };
  paintPlanet(stage, planet, brief.freeColours[0] ?? turn(one, 150));
  const moon = { x: width * (1 - side), y: bottom * (brief.motif ? 0.18 : 0.2), r: unit * 0.045 };
  paintPlanet(stage, moon, mix([205, 200, 196], other, 0.25));
  return {
    x: width / 2,
    y: bottom * 0.9,
    scale: unit * 0.28,
    aloft: { x: width / 2, y: bottom * 0.52 },
    floor: false,
  };
}

/** Clouds of gas: noise warped by noise, computed at low resolution because it is blurry everywhere. */
function paintNebula({ painter, unit, detail }: Stage, one: Rgb, other: Rgb, seed: number): void {
  const { data, width, height } = painter.raster;
  const cell = Math.max(1, unit / 190);
  const columns = Math.ceil(width / cell) + 2;
  const rows = Math.ceil(height / cell) + 2;
  const field = createNoise(seed, detail < 0.3 ? 3 : 5);
  const bend = createNoise(seed + 7, 2);
  const values = new Float32Array(columns * rows * 2);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [x, y] = [(column * cell) / unit, (row * cell) / unit];
      const warp = bend.at(x * 2.5, y * 2.5) * 1.8;
      const gas = field.at(x * 2.6 + warp, y * 2.6 - warp);
      const index = (row * columns + column) * 2;
      values[index] = Math.max(0, gas - 0.42) * 2.1;
      values[index + 1] = bend.at(x * 1.7 + 9, y * 1.7);
    }
  }
  for (let y = 0; y < height; y++) {
    const top = Math.floor(y / cell);
    const down = y / cell - top;
    for (let x = 0; x < width; x++) {
      const left = Math.floor(x / cell);
      const across = x / cell - left;
      const index = (top * columns + left) * 2;
      const below = index + columns * 2;
      const gas = blend(values[index]!, values[index + 2]!, values[below]!, values[below + 2]!, across, down);
      if (gas <= 0.004) continue;
      const tint = blend(
        values[index + 1]!,
        values[index + 3]!,
        values[below + 1]!,
        values[below + 3]!,
        across,
        down,
      );
      const share = tint < 0.35 ? 0 : tint > 0.65 ? 1 : (tint - 0.35) / 0.3;
      const hot = gas * gas * 130;
      const at = (y * width + x) * 4;
      data[at] = data[at]! + gas * (one[0] + (other[0] - one[0]) * share) + hot;
      data[at + 1] = data[at + 1]! + gas * (one[1] + (other[1] - one[1]) * share) + hot * 0.8;
      data[at + 2] = data[at + 2]! + gas * (one[2] + (other[2] - one[2]) * share) + hot * 0.9;
    }
  }
}

function blend(a: number, b: number, c: number, d: number, across: number, down: number): number {
  const upper = a + (b - a) * across;
  return upper + (c + (d - c) * across - upper) * down;
}

function paintPlanet(stage: Stage, { x, y, r }: { x: number; y: number; r: number }, rgb: Rgb): void {
  const { painter, unit } = stage;
  const random = stage.random.fork('planet', Math.round((x / unit) * 1000));
  const ringed = r > unit * 0.1 && random.chance(0.65);
  const tilt = -0.35 + random.next() * 0.3;
  const body = toLch(rgb).l < 0.4 ? shade(rgb, 0.25) : rgb;
  painter.fill(
    new Path().ellipse(x, y, r * 1.35),
    radial(x, y, r * 1.35, [
      [0, body, 0.4],
      [0.72, body, 0.32],
      [1, body, 0],
    ]),
  );
  const ring = (from: number, to: number) => {
    for (const [outer, inner, alpha] of [
      [2.05, 1.72, 0.75],
      [1.66, 1.42, 0.5],
      [1.38, 1.3, 0.3],
    ] as const) {
      const path = new Path({ x, y, scale: r, turn: tilt }).move(
        Math.cos(from) * outer,
        Math.sin(from) * outer * 0.26,
      );
      path.arc(0, 0, outer, outer * 0.26, from, to).arc(0, 0, inner, inner * 0.26, to, from);
      painter.fill(path, flat(mix(body, [255, 244, 224], 0.55), alpha));
    }
  };
  if (ringed) ring(Math.PI, Math.PI * 2);
  painter.fill(
    new Path().ellipse(x, y, r),
    radial(x - r * 0.45, y - r * 0.5, r * 1.75, [
      [0, shade(body, 0.45)],
      [0.35, body],
      [0.75, shade(body, -0.45)],
      [1, shade(body, -0.8)],
    ]),
  );
  for (let band = 0; band < (r > unit * 0.1 ? 6 : 3); band++) {
    const v = -0.8 + random.next() * 1.5;
    const half = Math.sqrt(Math.max(0, 1 - v * v)) * 0.98;
    const path = new Path({ x, y, scale: r, turn: tilt }).ellipse(0, v, half, 0.03 + 0.05 * random.next());
    painter.fill(path, flat(shade(body, random.chance(0.5) ? 0.4 : -0.35), 0.22));
  }
  if (ringed) ring(0, Math.PI);
}
