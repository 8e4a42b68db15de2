import { mix, type Rgb, shade, toLch } from '../../raster/colour.ts';
import { createNoise } from '../../raster/noise.ts';
import { flat, linear } from '../../raster/paint.ts';
import { Path } from '../../raster/path.ts';
import { amount, type Stage, type Stand } from '../stage.ts';

/** Abstract shapes in one of three styles. */
export function paintAbstract(stage: Stage): Stand {
  const { brief, random, width, bottom, unit } = stage;
  const words = brief.caption.toLowerCase();
  const manner = /grid|geometr|mosaic|square|tile|bauhaus/.test(words)
    ? 0
    : /wave|flow|gradient|stripe|line|fluid|fractal/.test(words)
      ? 1
      : /circle|dot|bubble|orb/.test(words)
        ? 2
        : random.fork('manner').int(3);
  [paintTiles, paintWaves, paintDiscs][manner]!(stage);
  return {
    x: width / 2,
    y: bottom * 0.88,
    scale: unit * 0.27,
    aloft: { x: width / 2, y: bottom * 0.5 },
    floor: false,
  };
}

/** Colours named in the prompt are used most often. */
function colours({ palette, brief }: Stage): Rgb[] {
  const named = brief.freeColours.flatMap((rgb) => [rgb, rgb, shade(rgb, 0.2), shade(rgb, -0.2)]);
  return named.length > 0
    ? [...named, ...(named.length < 8 ? [mix(named[0]!, [250, 246, 238], 0.85)] : [])]
    : [...palette.accents];
}

/** Quarter discs, rings, leaves and bars in a grid. */
function paintTiles(stage: Stage): void {
  const { painter, width, height, unit } = stage;
  const random = stage.random.fork('tiles');
  const choice = colours(stage);
  const paper: Rgb = stage.brief.partColours.background ?? mix(choice[0]!, [250, 244, 230], 0.88);
  const ink: Rgb = toLch(paper).l > 0.5 ? shade(choice[0]!, -0.7) : [248, 242, 228];
  painter.flood(flat(paper));
  const size = unit / amount(stage, 3, 6);
  const q = Math.PI / 2;
  for (let top = 0; top < height; top += size) {
    for (let left = 0; left < width; left += size) {
      const ground = random.chance(0.55) ? random.pick(choice) : paper;
      const figure = random.chance(0.16) ? ink : random.pick(choice.filter((rgb) => rgb !== ground));
      const place = { x: left + size / 2, y: top + size / 2, scale: size / 2, turn: random.int(4) * q };
      painter.fill(new Path(place).rect(-1.005, -1.005, 2.01, 2.01), flat(ground));
      const figurePaint = linear(left, top, left + size, top + size, [
        [0, shade(figure, 0.1)],
        [1, shade(figure, -0.12)],
      ]);
      const path = new Path(place);
      const kind = random.int(7);
      if (kind === 0) path.move(-1, -1).arc(-1, -1, 2, 2, 0, q);
      else if (kind === 1) path.move(-1, -1).arc(-1, -1, 2, 2, 0, q).line(-1, 0).arc(-1, -1, 1, 1, q, 0);
      else if (kind === 2)
        path
          .move(-1, -1)
          .arc(1, -1, 2, 2, 2 * q, q)
          .arc(-1, 1, 2, 2, 0, -q);
      else if (kind === 3) path.ellipse(0, 0, 0.72);
      else if (kind === 4)
        path.polygon([
          [-1, -1],
          [1, -1],
          [-1, 1],
        ]);
      else if (kind === 5) path.move(-1, 0).arc(0, 0, 1, 1, 2 * q, 4 * q);
      else for (const bar of [-1, -0.2, 0.6]) path.rect(-1, bar, 2, 0.4);
      painter.fill(path, figurePaint);
      if (random.chance(0.18))
        painter.fill(new Path(place).ellipse(0, 0, 0.26), flat(random.chance(0.5) ? ink : paper));
    }
  }
}

/** Overlapping sheets, each casting a shadow on the next. */
function paintWaves(stage: Stage): void {
  const { painter, width, height, unit } = stage;
  const random = stage.random.fork('waves');
  const choice = colours(stage);
  painter.flood(
    linear(0, 0, width, height, [
      [0, shade(choice[0]!, 0.35)],
      [1, choice[0]!],
    ]),
  );
  const sheets = amount(stage, 5, 11);
  const noise = createNoise(random.int(1 << 30), 2);
  for (let sheet = 1; sheet <= sheets; sheet++) {
    const base = choice[sheet % choice.length]!;
    const y = (height * 1.1 * sheet) / (sheets + 0.5) - height * 0.06;
    const path = new Path().move(-unit * 0.1, height * 1.2);
    for (let x = -unit * 0.1; x <= width + unit * 0.12; x += unit / 120) {
      path.line(x, y + unit * 0.42 * (noise.at((x / unit) * 1.4, sheet * 0.35) - 0.5));
    }
    path.line(width + unit * 0.12, height * 1.2);
    painter.soft(path, flat([10, 8, 24], 0.32), unit * 0.03);
    painter.fill(
      path,
      linear(0, y - unit * 0.2, width * 0.3, y + unit * 0.4, [
        [0, shade(base, 0.18)],
        [0.5, base],
        [1, shade(base, -0.3)],
      ]),
    );
  }
}

/** Translucent discs, the large ones at the back. */
function paintDiscs(stage: Stage): void {
  const { painter, width, height, unit, brief } = stage;
  const random = stage.random.fork('discs');
  const choice = colours(stage);
  const paper =
    brief.partColours.background ??
    mix(choice[0]!, [252, 248, 240], brief.freeColours.length > 0 ? 0.6 : 0.85);
  painter.flood(
    linear(0, 0, width, height, [
      [0, shade(paper, 0.3)],
      [1, shade(paper, -0.08)],
    ]),
  );
  const discs = amount(stage, 12, 38);
  for (let disc = 0; disc < discs; disc++) {
    const size = unit * (0.3 * (1 - disc / discs) ** 1.5 + 0.02 + 0.05 * random.next());
    const [x, y] = [width * random.next(), height * random.next()];
    const rgb = random.pick(choice);
    const path = new Path().ellipse(x, y, size);
    painter.soft(path, flat([16, 14, 34], 0.18), size * 0.18);
    const paint = linear(x - size, y - size, x + size, y + size, [
      [0, shade(rgb, 0.25), 0.92],
      [1, shade(rgb, -0.12), 0.8],
    ]);
    painter.fill(path, paint);
    if (random.chance(0.35)) {
      const ring = new Path().ellipse(x, y, size * 1.25);
      ring.outlines.push([]);
      ring.arc(x, y, size * 1.21, size * 1.21, Math.PI * 2, 0);
      painter.fill(ring, flat(shade(rgb, -0.2), 0.7));
    }
  }
}
