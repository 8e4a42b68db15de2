import { mix, type Rgb, shade } from '../raster/colour.ts';
import { flat, linear } from '../raster/paint.ts';
import { Path, type Point, smooth } from '../raster/path.ts';
import type { Ridge } from './ridge.ts';
import type { Stage } from './stage.ts';

/** A conifer's silhouette with its base at `x`, `y`. */
function pine(path: Path, x: number, y: number, height: number): void {
  const tiers = 5;
  const points: Point[] = [[x, y - height]];
  for (let tier = 1; tier <= tiers; tier++) {
    const down = y - height + (height * 0.92 * tier) / tiers;
    const half = height * 0.21 * (tier / tiers);
    points.push([x + half, down], [x + half * 0.55, down - height * 0.02]);
  }
  points.push([x + height * 0.03, y], [x - height * 0.03, y]);
  for (let tier = tiers; tier >= 1; tier--) {
    const down = y - height + (height * 0.92 * tier) / tiers;
    const half = height * 0.21 * (tier / tiers);
    points.push([x - half * 0.55, down - height * 0.02], [x - half, down]);
  }
  path.polygon(points);
}

/** Conifers along a ridge, in denser and thinner clumps. */
export function paintPines(
  stage: Stage,
  ridge: Ridge,
  size: number,
  count: number,
  rgb: Rgb,
  label: string,
): void {
  const random = stage.random.fork('pines', label);
  const path = new Path();
  const clump = random.next() * 6;
  for (let tree = 0; tree < count; tree++) {
    const x = stage.width * random.next();
    if (Math.sin((x / stage.unit) * 7 + clump) < random.next() * 1.4 - 0.7) continue;
    pine(path, x, ridge.at(x) + size * 0.08, size * (0.55 + 0.6 * random.next()));
  }
  stage.painter.fill(path, flat(rgb));
}

/** Blades of grass and small blossoms in the foreground. */
export function paintGrass(stage: Stage, ridge: Ridge, count: number, blossoms: readonly Rgb[]): void {
  const { painter, unit, width, palette, bottom } = stage;
  const random = stage.random.fork('grass');
  for (const [lightness, share] of [
    [-0.25, 0.5],
    [0.18, 0.5],
  ] as const) {
    const path = new Path();
    for (let blade = 0; blade < count * share; blade++) {
      const x = random.next() * width;
      const y = ridge.at(x) + (bottom + unit * 0.08 - ridge.at(x)) * random.next();
      const size = unit * (0.012 + 0.03 * ((y - ridge.at(x)) / unit)) * (1.2 + random.next());
      const lean = (random.next() - 0.5) * size;
      const half = Math.max(0.6, size * 0.05);
      path
        .move(x - half, y)
        .quad(x, y - size * 0.5, x + lean, y - size)
        .quad(x + half * 2, y - size * 0.5, x + half, y);
    }
    painter.fill(path, flat(shade(palette.ground, lightness), 0.75));
  }
  if (blossoms.length === 0) return;
  for (let flower = 0; flower < count / 6; flower++) {
    const x = random.next() * width;
    const depth = random.next();
    const y = ridge.at(x) + (bottom - ridge.at(x)) * (0.08 + 0.92 * depth);
    const size = unit * (0.003 + 0.007 * depth);
    const rgb = random.pick(blossoms);
    const petals = new Path();
    for (let petal = 0; petal < 5; petal++) {
      const angle = (petal * 2 * Math.PI) / 5 + x;
      petals.ellipse(x + Math.cos(angle) * size * 0.7, y + Math.sin(angle) * size * 0.7, size * 0.62);
    }
    painter.fill(petals, flat(rgb));
    painter.fill(new Path().ellipse(x, y, size * 0.42), flat(mix(rgb, [255, 214, 90], 0.8)));
  }
}

/** A broad-leaved tree with its base at `x`, `y`. */
export function paintTree(stage: Stage, x: number, y: number, height: number, leaf: Rgb, bark: Rgb): void {
  const { painter } = stage;
  const random = stage.random.fork('tree', Math.round((x / stage.unit) * 1000));
  const place = { x, y, scale: height };
  const trunk = new Path(place)
    .move(-0.055, 0.005)
    .quad(-0.03, -0.2, -0.035, -0.5)
    .line(0.035, -0.5)
    .quad(0.03, -0.2, 0.06, 0.005);
  for (const [tx, ty] of [
    [-0.2, -0.62],
    [0.19, -0.66],
    [0.02, -0.75],
  ] as const) {
    const branch = smooth(
      [
        [0, -0.36],
        [tx * 0.5, -0.5],
        [tx, ty],
      ],
      6,
    );
    trunk.stroke(
      branch,
      branch.map((_, index) => 0.055 - 0.035 * (index / (branch.length - 1))),
    );
  }
  painter.fill(
    trunk,
    linear(x - height * 0.05, 0, x + height * 0.06, 0, [
      [0, shade(bark, 0.12)],
      [1, shade(bark, -0.35)],
    ]),
  );
  const heaps: [number, number, number][] = [];
  for (let heap = 0; heap < 15; heap++) {
    const angle = random.next() * Math.PI * 2;
    const reach = Math.sqrt(random.next());
    heaps.push([
      Math.cos(angle) * reach * 0.27,
      -0.7 + Math.sin(angle) * reach * 0.2,
      0.11 + random.next() * 0.06,
    ]);
  }
  for (const [lift, tone, size] of [
    [0.02, -0.32, 1.08],
    [0, 0, 1],
    [-0.035, 0.16, 0.72],
    [-0.06, 0.3, 0.36],
  ] as const) {
    const path = new Path(place);
    for (const [hx, hy, r] of heaps) path.ellipse(hx - (1 - size) * 0.05, hy + lift, r * size);
    painter.fill(path, flat(shade(leaf, tone)), tone > 0 ? 0.7 : 1);
  }
}
