import { mix, type Rgb, shade } from '../../raster/colour.ts';
import { flat, linear, radial } from '../../raster/paint.ts';
import { Path, smooth } from '../../raster/path.ts';
import { createRidge } from '../ridge.ts';
import { paintSky } from '../sky.ts';
import { amount, type Stage, type Stand } from '../stage.ts';
import { paintWater } from '../water.ts';
import { paintRays } from './countryside.ts';

/** Open water with an island or two, and a beach if the prompt asks for one. */
export function paintSea(stage: Stage): Stand {
  const { painter, palette, unit, width, height, bottom, brief } = stage;
  const random = stage.random.fork('sea');
  const horizon = bottom * 0.56;
  const { sunX, sunY } = paintSky(stage, horizon);
  const isle = createRidge(stage, {
    y: horizon + unit * 0.02,
    rise: unit * 0.09,
    bumps: 1.1,
    octaves: 4,
    seed: random.int(1 << 30),
  });
  const distant = mix(shade(palette.skyTop, -0.25), palette.skyLow, 0.45);
  painter.fill(
    isle.path,
    linear(0, horizon - unit * 0.08, 0, horizon, [
      [0, distant],
      [1, mix(distant, palette.skyLow, 0.5)],
    ]),
  );
  paintWater(stage, { top: horizon, bottom: height, sunX, sunY, mirror: false });
  const afloat = brief.motif?.kind === 'boat';
  const beach = /\b(beach|coast|shore|sand|tropical|island)/i.test(brief.caption) || (brief.motif && !afloat);
  if (!beach) {
    return {
      x: width / 2,
      y: bottom - unit * 0.12,
      scale: unit * 0.28,
      aloft: { x: width / 2, y: bottom * 0.42 },
      floor: false,
    };
  }
  paintBeach(stage, bottom - unit * (brief.motif ? 0.16 : 0.08));
  return {
    x: width / 2,
    y: bottom - unit * 0.04,
    scale: unit * 0.25,
    aloft: { x: width / 2, y: bottom * 0.42 },
    floor: true,
  };
}

function paintBeach(stage: Stage, y: number): void {
  const { painter, palette, unit, height } = stage;
  const seed = stage.random.fork('beach').int(1 << 30);
  const sand: Rgb = stage.brief.partColours.ground ?? (palette.dark ? [92, 88, 104] : [238, 211, 162]);
  for (const [lift, paint] of [
    [0.045, flat(shade(palette.water, 0.45), 0.5)],
    [0.03, flat([252, 253, 250], 0.85)],
    [0.016, flat(shade(sand, -0.25))],
    [
      0,
      linear(0, y - unit * 0.05, 0, height, [
        [0, sand],
        [1, shade(sand, -0.15)],
      ]),
    ],
  ] as const) {
    const edge = createRidge(stage, { y: y - unit * lift, rise: unit * 0.09, bumps: 1.3, octaves: 2, seed });
    painter.fill(edge.path, paint);
  }
}

/** Below the surface: light from above, seaweed and corals on the seabed, bubbles. */
export function paintUnderwater(stage: Stage): Stand {
  const { painter, unit, width, height, bottom, brief } = stage;
  const random = stage.random.fork('underwater');
  const water =
    brief.partColours.water ??
    brief.partColours.background ??
    brief.freeColours[0] ??
    ([28, 140, 178] as const);
  painter.flood(
    linear(0, 0, 0, height, [
      [0, shade(water, 0.5)],
      [0.4, water],
      [1, shade(water, -0.6)],
    ]),
  );
  const glow = radial(width * 0.5, -unit * 0.1, unit * 0.9, [
    [0, [240, 255, 250], 0.7],
    [1, water, 0],
  ]);
  painter.fill(new Path().ellipse(width * 0.5, -unit * 0.1, unit * 0.9), glow);
  paintRays(stage);
  for (const depth of [0, 0.5, 1]) {
    const bed = createRidge(stage, {
      y: bottom * (0.86 + 0.1 * depth),
      rise: unit * 0.12,
      bumps: 1.8,
      octaves: 2,
      seed: random.int(1 << 30),
    });
    const weeds = new Path();
    for (let weed = 0; weed < amount(stage, 3, 12); weed++) {
      const x = width * random.next();
      const size = unit * (0.1 + 0.16 * random.next());
      const sway = unit * 0.03 * (random.next() - 0.5);
      const line = smooth(
        [
          [x, bed.at(x) + unit * 0.02],
          [x + sway, bed.at(x) - size * 0.35],
          [x - sway, bed.at(x) - size * 0.7],
          [x + sway * 1.6, bed.at(x) - size],
        ],
        5,
      );
      weeds.stroke(
        line,
        line.map((_, index) => unit * 0.02 * (1 - (index / line.length) * 0.8)),
      );
    }
    const leaf = mix([60, 150, 110], shade(water, -0.5), 0.75 - 0.45 * depth);
    painter.fill(weeds, flat(leaf));
    const sand = mix([214, 190, 140], shade(water, -0.4), 0.8 - 0.4 * depth);
    painter.fill(
      bed.path,
      linear(0, bottom * 0.8, 0, height, [
        [0, sand],
        [1, shade(sand, -0.35)],
      ]),
    );
    if (depth < 0.5) continue;
    for (let coral = 0; coral < amount(stage, 2, 6); coral++) {
      const x = width * (random.chance(0.5) ? 0.02 + 0.28 * random.next() : 0.7 + 0.28 * random.next());
      const size = unit * (0.03 + 0.04 * random.next());
      const rgb = mix(
        random.pick([
          [255, 112, 96],
          [250, 170, 90],
          [226, 96, 160],
          [160, 110, 220],
        ] as const),
        water,
        0.2,
      );
      const path = new Path();
      for (let knob = 0; knob < 6; knob++) {
        const angle = Math.PI + (knob / 5) * Math.PI;
        path.stroke(
          [
            [x, bed.at(x) + size * 0.3],
            [x + Math.cos(angle) * size * 1.4, bed.at(x) + Math.sin(angle) * size * 1.7],
          ],
          [size * 0.4, size * 0.62],
        );
      }
      painter.fill(
        path,
        linear(0, bed.at(x) - size * 2, 0, bed.at(x), [
          [0, shade(rgb, 0.25)],
          [1, shade(rgb, -0.25)],
        ]),
      );
    }
  }
  for (let bubble = 0; bubble < amount(stage, 8, 40); bubble++) {
    const size = unit * (0.003 + 0.011 * random.next() ** 2);
    const [x, y] = [width * random.next(), bottom * random.next()];
    painter.fill(
      new Path().ellipse(x, y, size),
      radial(x - size * 0.3, y - size * 0.3, size * 1.4, [
        [0, [255, 255, 255], 0.65],
        [0.35, [230, 250, 255], 0.15],
        [1, [235, 252, 255], 0.6],
      ]),
    );
  }
  return {
    x: width / 2,
    y: bottom * 0.93,
    scale: unit * 0.27,
    aloft: { x: width / 2, y: bottom * 0.46 },
    floor: false,
  };
}
