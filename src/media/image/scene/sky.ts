import { mix, type Rgb, shade } from '../raster/colour.ts';
import { createNoise } from '../raster/noise.ts';
import { flat, linear, radial } from '../raster/paint.ts';
import { Path } from '../raster/path.ts';
import { amount, type Stage } from './stage.ts';

/** Paints the sky down to the horizon: gradient, sun or moon with its glow, stars, clouds. */
export function paintSky(stage: Stage, horizon: number): { readonly sunX: number; readonly sunY: number } {
  const { painter, palette, unit, width, brief } = stage;
  const random = stage.random.fork('sky');
  const middle = mix(palette.skyTop, palette.skyLow, 0.55);
  painter.flood(
    linear(0, 0, 0, horizon, [
      [0, palette.skyTop],
      [0.55, middle],
      [1, palette.skyLow],
    ]),
  );
  if (palette.dark) paintStars(stage, horizon, amount(stage, 60, 320));

  const low = brief.daytime === 'sunset';
  const sunX = width * (0.2 + 0.6 * random.next());
  const sunY = low ? horizon - unit * 0.1 : horizon * (0.22 + 0.2 * random.next());
  const radius = unit * (low ? 0.085 : palette.dark ? 0.055 : 0.06);
  if (brief.weather === 'clear' || palette.dark) {
    const reach = unit * (low ? 0.9 : 0.6);
    painter.fill(
      new Path().ellipse(sunX, sunY, reach),
      radial(sunX, sunY, reach, [
        [0, palette.light, low ? 0.75 : 0.5],
        [0.25, palette.light, low ? 0.35 : 0.18],
        [1, palette.light, 0],
      ]),
    );
    painter.fill(new Path().ellipse(sunX, sunY, radius), flat(shade(palette.light, 0.35)));
    if (palette.dark) paintCraters(stage, sunX, sunY, radius);
  }
  paintClouds(stage, horizon);
  return { sunX, sunY };
}

export function paintStars(stage: Stage, bottom: number, count: number): void {
  const { painter, width, unit } = stage;
  const random = stage.random.fork('stars');
  for (let star = 0; star < count; star++) {
    const x = random.next() * width;
    const y = random.next() ** 1.3 * bottom;
    const size = unit * (0.0007 + 0.0016 * random.next() ** 5);
    const tint: Rgb = random.chance(0.3) ? [255, 226, 200] : [226, 236, 255];
    if (random.chance(0.05)) {
      const reach = size * 9;
      const light = radial(x, y, reach, [
        [0, tint, 0.6],
        [1, tint, 0],
      ]);
      painter.fill(new Path().ellipse(x, y, reach), light);
    }
    painter.fill(new Path().ellipse(x, y, size + 0.35), flat(tint, 0.35 + 0.6 * random.next()));
  }
}

function paintCraters(stage: Stage, x: number, y: number, radius: number): void {
  const spot = flat(shade(stage.palette.light, -0.2), 0.35);
  for (const [dx, dy, size] of [
    [-0.35, -0.2, 0.24],
    [0.3, 0.25, 0.3],
    [0.2, -0.45, 0.15],
  ] as const) {
    stage.painter.fill(new Path({ x, y, scale: radius }).ellipse(dx, dy, size), spot);
  }
}

/** Heaps of blurred discs on a flat base, smaller and paler towards the horizon. */
function paintClouds(stage: Stage, horizon: number): void {
  const { painter, palette, width, unit, brief } = stage;
  const random = stage.random.fork('clouds');
  const grey = brief.weather !== 'clear';
  const count = amount(stage, 2, grey ? 9 : 6);
  const bright = mix(palette.skyLow, grey ? [225, 228, 233] : [255, 252, 248], palette.dark ? 0.12 : 0.75);
  for (let cloud = 0; cloud < count; cloud++) {
    const height = (cloud + 0.6) / (count + 0.4);
    const y = horizon * (0.06 + 0.68 * height);
    const size = unit * (0.15 - 0.1 * height) * (0.7 + 0.6 * random.next());
    const x = width * random.next();
    const path = new Path();
    const puffs = random.between(5, 8);
    for (let puff = 0; puff < puffs; puff++) {
      const along = puff / (puffs - 1) - 0.5;
      const rise = (1 - (along * 2) ** 2) * (0.45 + 0.4 * random.next());
      path.ellipse(x + along * size * 2.6, y - rise * size * 0.55, size * (0.3 + 0.32 * rise));
    }
    path.rect(x - size * 1.45, y - size * 0.1, size * 2.9, size * 0.28, size * 0.14);
    const paint = linear(0, y - size, 0, y + size * 0.3, [
      [0, shade(bright, 0.4)],
      [0.6, bright],
      [1, mix(bright, palette.skyTop, 0.35)],
    ]);
    painter.soft(path, paint, Math.max(1, size * 0.09), palette.dark ? 0.5 : 0.85);
  }
}

/** Mist over everything painted so far, between two heights. */
export function paintMist(stage: Stage, top: number, bottom: number, strength: number): void {
  const { painter, palette, width } = stage;
  const noise = createNoise(stage.random.fork('mist', top).int(1 << 30), 2);
  const path = new Path().move(-width * 0.1, bottom);
  const points = 24;
  for (let point = 0; point <= points; point++) {
    const x = (point / points) * 1.2 - 0.1;
    path.line(x * width, top + (bottom - top) * 0.5 * noise.at(x * 5, 0.5));
  }
  path.line(width * 1.1, bottom);
  painter.soft(path, flat(mix(palette.skyLow, [255, 255, 255], 0.3)), (bottom - top) * 0.35, strength);
}
