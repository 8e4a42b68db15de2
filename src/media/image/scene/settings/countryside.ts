import { mix, type Rgb, shade, toLch, turn } from '../../raster/colour.ts';
import { flat, linear } from '../../raster/paint.ts';
import { Path } from '../../raster/path.ts';
import { paintGrass, paintPines, paintTree } from '../plants.ts';
import { createRidge } from '../ridge.ts';
import { paintMist, paintSky } from '../sky.ts';
import { amount, type Stage, type Stand } from '../stage.ts';

/** Soft hills, trees in the distance, grass in front. */
export function paintMeadow(stage: Stage): Stand {
  const { painter, palette, unit, width, bottom, brief } = stage;
  const random = stage.random.fork('meadow');
  const horizon = bottom * 0.62;
  paintSky(stage, horizon);
  const snowy = toLch(palette.ground).l > 0.85;
  const floor = palette.dark ? shade(palette.ground, -0.45) : palette.ground;
  const hills = 4;
  let last = createRidge(stage, { y: horizon, rise: unit * 0.05, bumps: 1, octaves: 1, seed: 1 });
  for (let hill = 0; hill < hills; hill++) {
    const depth = hill / (hills - 1);
    last = createRidge(stage, {
      y: horizon + (bottom - horizon) * 0.62 * depth ** 1.4 + unit * 0.04,
      rise: unit * (0.13 - 0.05 * depth),
      bumps: 1.9 - depth * 0.8,
      octaves: 1,
      seed: random.int(1 << 30),
    });
    const tone = mix(turn(floor, 18 - 18 * depth), palette.skyLow, 0.5 * (1 - depth));
    const top = horizon - unit * 0.08 + (bottom - horizon) * 0.55 * depth;
    painter.fill(
      last.path,
      linear(0, top, 0, top + unit * 0.4, [
        [0, shade(tone, 0.16)],
        [1, shade(tone, snowy ? -0.08 : -0.22)],
      ]),
    );
    if (hill === 1) paintPines(stage, last, unit * 0.05, amount(stage, 20, 90), shade(tone, -0.4), 'far');
    if (hill === 2) {
      const leaf = snowy
        ? shade(floor, -0.05)
        : brief.weather === 'clear'
          ? shade(turn(floor, 6), -0.2)
          : floor;
      for (let tree = 0; tree < amount(stage, 1, 3); tree++) {
        const x = width * (tree % 2 === 0 ? 0.06 + 0.16 * random.next() : 0.78 + 0.16 * random.next());
        paintTree(
          stage,
          x,
          last.at(x) + unit * 0.02,
          unit * (0.26 + 0.08 * random.next()),
          leaf,
          [104, 74, 52],
        );
      }
    }
  }
  const blossoms: Rgb[] = snowy ? [] : [...palette.accents.slice(0, 3), [255, 250, 240]];
  paintGrass(stage, last, snowy ? amount(stage, 0, 60) : amount(stage, 200, 1500), blossoms);
  return {
    x: width / 2,
    y: bottom - unit * 0.05,
    scale: unit * 0.27,
    aloft: { x: width / 2, y: bottom * 0.5 },
    floor: true,
  };
}

/** Rows of trunks and conifers that fade into the light. */
export function paintForest(stage: Stage): Stand {
  const { painter, palette, unit, width, height, bottom } = stage;
  const random = stage.random.fork('forest');
  paintSky(stage, bottom * 0.85);
  const leaf = toLch(palette.ground).l > 0.85 ? shade(palette.skyTop, -0.45) : palette.ground;
  const ranks = amount(stage, 4, 6);
  for (let rank = 0; rank < ranks; rank++) {
    const depth = rank / (ranks - 1);
    const floor = bottom * (0.6 + 0.28 * depth);
    const tone = mix(
      shade(leaf, -0.3 - 0.35 * depth - (palette.dark ? 0.2 : 0)),
      palette.skyLow,
      0.7 * (1 - depth),
    );
    const ground = createRidge(stage, {
      y: floor,
      rise: unit * 0.04,
      bumps: 2,
      octaves: 2,
      seed: random.int(1 << 30),
    });
    // Keep the middle open towards the light.
    const trees = amount(stage, 12, 22) - rank;
    const path = new Path();
    for (let tree = 0; tree < trees; tree++) {
      const spot = random.next() * 2 - 1;
      const x =
        width * (0.5 + 0.62 * Math.sign(spot) * (0.12 + 0.2 * depth + (0.8 - 0.2 * depth) * Math.abs(spot)));
      pineTall(
        path,
        x,
        ground.at(x) + unit * 0.03,
        unit * (0.35 + 0.4 * depth) * (0.75 + 0.5 * random.next()),
      );
    }
    painter.fill(
      path,
      linear(0, floor - unit * 0.6, 0, floor, [
        [0, tone],
        [1, mix(tone, palette.skyLow, 0.22 * (1 - depth))],
      ]),
    );
    painter.fill(
      ground.path,
      linear(0, floor - unit * 0.05, 0, height, [
        [0, shade(mix(tone, palette.ground, 0.5), 0.1)],
        [1, shade(tone, -0.2)],
      ]),
    );
    if (depth < 1) paintMist(stage, floor - unit * 0.2, floor + unit * 0.06, 0.3);
  }
  const near = createRidge(stage, {
    y: bottom * 0.9,
    rise: unit * 0.05,
    bumps: 1.4,
    octaves: 2,
    seed: random.int(1 << 30),
  });
  painter.fill(
    near.path,
    linear(0, bottom * 0.84, 0, height, [
      [0, shade(palette.ground, palette.dark ? -0.45 : -0.1)],
      [1, shade(palette.ground, -0.5)],
    ]),
  );
  paintGrass(stage, near, toLch(palette.ground).l > 0.85 ? 0 : amount(stage, 80, 500), []);
  paintRays(stage);
  return {
    x: width / 2,
    y: bottom - unit * 0.03,
    scale: unit * 0.27,
    aloft: { x: width * 0.5, y: bottom * 0.52 },
    floor: true,
  };
}

function pineTall(path: Path, x: number, y: number, size: number): void {
  path.polygon([
    [x - size * 0.018, y],
    [x - size * 0.01, y - size],
    [x + size * 0.01, y - size],
    [x + size * 0.018, y],
  ]);
  for (let tier = 0; tier < 7; tier++) {
    const top = y - size * (1.06 - tier * 0.12);
    const half = size * (0.05 + tier * 0.022);
    path.move(x, top).quad(x + half * 0.3, top + size * 0.12, x + half, top + size * 0.17);
    path
      .quad(x, top + size * 0.2, x - half, top + size * 0.17)
      .quad(x - half * 0.3, top + size * 0.12, x, top);
  }
}

/** Slanting rays of light. */
export function paintRays(stage: Stage): void {
  const { painter, palette, width, bottom, unit } = stage;
  const random = stage.random.fork('rays');
  const from = width * (0.2 + 0.6 * random.next());
  for (let ray = 0; ray < amount(stage, 2, 6); ray++) {
    const x = from + (random.next() - 0.5) * unit * 0.9;
    const breadth = unit * (0.03 + 0.06 * random.next());
    const drift = (x - from) * 0.9 + unit * 0.08;
    const path = new Path().polygon([
      [x, -unit * 0.05],
      [x + breadth, -unit * 0.05],
      [x + breadth * 2.2 + drift, bottom],
      [x + drift - breadth, bottom],
    ]);
    const paint = linear(0, 0, 0, bottom * 0.95, [
      [0, palette.light, palette.dark ? 0.12 : 0.26],
      [1, palette.light, 0],
    ]);
    painter.soft(path, paint, unit * 0.02);
  }
}

/** Dunes, each with a lit and a shaded side. */
export function paintDesert(stage: Stage): Stand {
  const { painter, palette, unit, width, bottom, height, brief } = stage;
  const random = stage.random.fork('desert');
  const horizon = bottom * 0.58;
  paintSky(stage, horizon);
  const sand: Rgb =
    brief.partColours.ground ?? brief.freeColours[1] ?? (palette.dark ? [96, 84, 104] : [226, 172, 106]);
  for (let dune = 0; dune < 7; dune++) {
    const depth = dune / 6;
    const foot = horizon + (bottom * 1.12 - horizon) * depth ** 1.3 + unit * 0.03;
    const rise = unit * (0.05 + 0.2 * depth) * (0.7 + 0.6 * random.next());
    const half = unit * (0.4 + 0.55 * depth);
    const crest = width * (((dune * 0.38 + random.next() * 0.3) % 1.2) - 0.1);
    const tone = mix(sand, palette.skyLow, 0.55 * (1 - depth));
    const slope = new Path()
      .move(crest - half * 1.5, foot)
      .cubic(
        crest - half * 0.7,
        foot - rise * 0.1,
        crest - half * 0.35,
        foot - rise * 0.95,
        crest,
        foot - rise,
      )
      .cubic(
        crest + half * 0.3,
        foot - rise * 0.8,
        crest + half * 0.5,
        foot - rise * 0.1,
        crest + half * 1.3,
        foot,
      )
      .line(crest + half * 1.3, height)
      .line(crest - half * 1.5, height);
    painter.fill(new Path().rect(0, foot - 1, width, height - foot + 1), flat(tone));
    painter.fill(
      slope,
      linear(crest - half, foot - rise, crest + half, foot, [
        [0, shade(tone, 0.1)],
        [0.5, shade(tone, 0.25)],
        [1, tone],
      ]),
    );
    // The side away from the sun, separated from the lit side by an edge that winds down from the crest.
    const shadow = new Path()
      .move(crest, foot - rise)
      .cubic(
        crest + half * 0.3,
        foot - rise * 0.8,
        crest + half * 0.5,
        foot - rise * 0.1,
        crest + half * 1.3,
        foot,
      )
      .line(crest + half * 0.2, foot + rise * 0.25)
      .cubic(
        crest + half * 0.5,
        foot - rise * 0.2,
        crest - half * 0.25,
        foot - rise * 0.35,
        crest,
        foot - rise,
      );
    painter.fill(
      shadow,
      linear(crest, foot - rise, crest + half * 0.4, foot + rise * 0.25, [
        [0, shade(tone, -0.3)],
        [1, shade(tone, -0.05)],
      ]),
    );
  }
  const ripples = new Path();
  for (let ripple = 0; ripple < amount(stage, 0, 40); ripple++) {
    const y = bottom * 0.88 + (height - bottom * 0.88) * random.next();
    ripples.ellipse(
      width * random.next(),
      y,
      unit * (0.04 + 0.1 * random.next()),
      Math.max(0.5, unit * 0.0016),
    );
  }
  painter.fill(ripples, flat(shade(sand, -0.3), 0.3));
  return {
    x: width / 2,
    y: bottom - unit * 0.05,
    scale: unit * 0.25,
    aloft: { x: width / 2, y: bottom * 0.5 },
    floor: true,
  };
}
