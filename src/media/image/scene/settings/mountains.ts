import { mix, type Rgb, shade, toLch } from '../../raster/colour.ts';
import { flat, linear } from '../../raster/paint.ts';
import { Path } from '../../raster/path.ts';
import { paintPines } from '../plants.ts';
import { createRidge, peaksOf, type Ridge } from '../ridge.ts';
import { paintMist, paintSky } from '../sky.ts';
import { amount, type Stage, type Stand } from '../stage.ts';
import { paintWater } from '../water.ts';

/** Mountain ranges, paler with distance, often with a lake at their foot. */
export function paintMountains(stage: Stage): Stand {
  const { painter, palette, unit, width, height, brief, bottom } = stage;
  const random = stage.random.fork('mountains');
  const horizon = bottom * 0.6;
  const { sunX, sunY } = paintSky(stage, horizon);
  const ranges = amount(stage, 3, 5);
  const snow = brief.weather === 'snow' || random.chance(0.6);
  const dusk = palette.dark ? 0.45 : 0;
  const rock = shade(mix(palette.ground, palette.skyTop, 0.35), -0.1 - dusk * 0.6);
  for (let range = 0; range < ranges; range++) {
    const depth = range / (ranges - 1);
    const ridge = createRidge(stage, {
      y: horizon + unit * (0.08 * depth - 0.01),
      rise: unit * (0.3 - 0.2 * depth) * (0.8 + 0.4 * random.next()),
      bumps: 1.4 + depth * 1.6,
      octaves: 5,
      seed: random.int(1 << 30),
    });
    const far = mix(rock, palette.skyLow, 0.72 * (1 - depth) ** 0.8);
    const body = depth > 0.6 ? mix(far, shade(palette.ground, -0.25 - dusk * 0.5), (depth - 0.6) * 2) : far;
    const top = horizon - unit * 0.3;
    painter.fill(
      ridge.path,
      linear(0, top, 0, horizon + unit * 0.1, [
        [0, shade(body, 0.12)],
        [0.45, body],
        [1, mix(body, palette.skyLow, 0.3)],
      ]),
    );
    if (depth < 0.7)
      paintFacets(stage, ridge, { body, snow: snow && depth < 0.5, sunX, foot: horizon + unit * 0.08 });
    if (depth > 0.3 && depth < 1) paintMist(stage, horizon - unit * 0.02, horizon + unit * 0.12, 0.28);
    if (depth >= 0.6) {
      const needles = shade(mix(palette.ground, body, 0.35), -0.5);
      paintPines(stage, ridge, unit * (0.05 + 0.04 * depth), amount(stage, 40, 190), needles, `${range}`);
    }
  }
  const shore = horizon + unit * 0.09;
  const wantsLake =
    /\b(lake|river|water|reflection|pond|fjord)/i.test(brief.caption) || brief.partColours.water;
  if (!wantsLake && (brief.motif || random.chance(0.45))) return paintFoothills(stage, shore);
  paintWater(stage, { top: shore, bottom: height, sunX, sunY, mirror: true });
  const bank = createRidge(stage, {
    y: bottom + unit * 0.05,
    rise: unit * 0.14,
    bumps: 1.7,
    octaves: 3,
    seed: random.int(1 << 30),
  });
  const near = shade(palette.ground, toLch(palette.ground).l > 0.8 ? -0.15 : -0.5);
  painter.fill(bank.path, flat(near));
  paintPines(stage, bank, unit * 0.16, amount(stage, 8, 26), shade(near, -0.35), 'near');
  return {
    x: width / 2,
    y: bottom - unit * 0.03,
    scale: unit * 0.2,
    aloft: { x: width * 0.5, y: bottom * 0.5 },
    floor: false,
  };
}

interface Facets {
  readonly body: Rgb;
  readonly snow: boolean;
  readonly sunX: number;
  readonly foot: number;
}

/** Shades the sides away from the sun and adds snow to the summits. */
function paintFacets(stage: Stage, ridge: Ridge, { body, snow, sunX, foot }: Facets): void {
  const { painter, palette, unit, width } = stage;
  const random = stage.random.fork('facets', body[0]);
  const step = Math.max(1, unit / 300);
  for (const { left, top, right } of peaksOf(ridge, width, unit * 0.035)) {
    const summit = ridge.at(top);
    const fall = foot - summit;
    const away = top > sunX ? right : left;
    const direction = Math.sign(away - top);
    const shadow = new Path().move(top, summit);
    for (let x = top; (away - x) * direction > 0; x += step * direction) shadow.line(x, ridge.at(x));
    shadow.line(away, ridge.at(away)).line(away + direction * unit * 0.01, foot);
    // The ridge line from the summit down, zigzagging slightly.
    for (let turn = 5; turn > 0; turn--) {
      const swing = (turn % 2 === 0 ? 0.03 : -0.025) * unit * (0.6 + 0.8 * random.next());
      shadow.line(top + swing - direction * fall * 0.05 * turn, summit + (fall * turn) / 5.6);
    }
    painter.fill(
      shadow,
      linear(0, summit, 0, foot, [
        [0, shade(body, -0.3), 0.75],
        [1, body, 0],
      ]),
    );
    if (!snow || fall < unit * 0.1) continue;
    const white: Rgb = mix([250, 252, 255], body, palette.dark ? 0.55 : 0.12);
    const depth = fall * (0.3 + 0.12 * random.next());
    for (const side of [-1, 1]) {
      const cap = new Path().move(top, summit);
      let x = top;
      const end = side < 0 ? left : right;
      while ((end - x) * side > 0 && ridge.at(x) < summit + depth) {
        cap.line(x, ridge.at(x));
        x += step * side;
      }
      const breadth = Math.abs(x - top);
      if (breadth < unit * 0.008) continue;
      const reach = Math.min(depth, breadth * 1.3);
      for (let tooth = 3; tooth >= 0; tooth--) {
        const along = tooth / 4;
        cap.line(top + side * breadth * (along + 0.12), summit + reach * (0.55 + 0.5 * random.next()));
        cap.line(top + side * breadth * along, summit + reach * (0.3 + 0.45 * along));
      }
      const lit = side !== direction;
      painter.fill(cap, flat(lit ? white : mix(white, palette.skyTop, 0.32), 0.94));
    }
  }
}

function paintFoothills(stage: Stage, top: number): Stand {
  const { painter, palette, unit, width, bottom, height } = stage;
  const random = stage.random.fork('foothills');
  const floor =
    toLch(palette.ground).l > 0.85 ? palette.ground : shade(palette.ground, palette.dark ? -0.5 : -0.05);
  for (const depth of [0, 0.5, 1]) {
    const hill = createRidge(stage, {
      y: top + (bottom - top) * 0.75 * depth + unit * 0.06,
      rise: unit * 0.1,
      bumps: 1.2,
      octaves: 1,
      seed: random.int(1 << 30),
    });
    const near = shade(floor, -0.12 * depth);
    painter.fill(
      hill.path,
      linear(0, top, 0, height, [
        [0, mix(near, palette.skyLow, 0.25)],
        [1, shade(near, -0.2)],
      ]),
    );
    paintPines(
      stage,
      hill,
      unit * (0.05 + 0.08 * depth),
      amount(stage, 10, 50),
      shade(floor, -0.55),
      `hill${depth}`,
    );
  }
  const patch = new Path().ellipse(width / 2, bottom, unit * 0.6, unit * 0.1);
  painter.soft(patch, flat(shade(floor, 0.12)), unit * 0.06, 0.5);
  return {
    x: width / 2,
    y: bottom - unit * 0.06,
    scale: unit * 0.24,
    aloft: { x: width * 0.5, y: bottom * 0.5 },
    floor: true,
  };
}
