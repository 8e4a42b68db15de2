import { type Rgb, shade } from '../../raster/colour.ts';
import type { Point } from '../../raster/path.ts';
import type { Brush } from './brush.ts';

/** One large flower with its leaves. */
export function paintFlower(brush: Brush, rgb: Rgb): void {
  const green: Rgb = [72, 138, 66];
  brush.line(
    green,
    [
      [0, -1.2],
      [0.06, -0.6],
      [0, 0],
    ],
    0.09,
    0.1,
  );
  for (const side of [-1, 1])
    brush.form(
      shade(green, side * 0.08),
      (path) =>
        path
          .move(0.03, -0.3)
          .cubic(side * 0.3, -0.75, side * 0.7, -0.82, side * 0.86, -0.78)
          .cubic(side * 0.75, -0.4, side * 0.4, -0.2, 0.03, -0.22),
      0.4,
    );
  paintBloom(brush, 0, -1.25, 0.74, rgb, 11);
}

/** A bloom seen from the front. */
export function paintBloom(brush: Brush, x: number, y: number, size: number, rgb: Rgb, petals: number): void {
  for (const [ring, tone] of [
    [1, -0.12],
    [0.7, 0.12],
  ] as const) {
    for (let petal = 0; petal < petals; petal++) {
      const angle = ((petal + (ring < 1 ? 0.5 : 0)) / petals) * Math.PI * 2 - Math.PI / 2;
      const [dx, dy] = [Math.cos(angle) * size * ring, Math.sin(angle) * size * ring];
      const breadth = (size * ring * 2.2) / petals;
      brush.form(
        shade(rgb, tone),
        (path) =>
          path.blob([
            [x, y],
            [x + dx * 0.5 - (dy / size) * breadth, y + dy * 0.5 + (dx / size) * breadth],
            [x + dx, y + dy],
            [x + dx * 0.5 + (dy / size) * breadth, y + dy * 0.5 - (dx / size) * breadth],
          ]),
        0.28,
      );
    }
  }
  brush.ball([240, 184, 60], x, y, size * 0.26);
}

/** A broad-leaved tree. */
export function paintLoneTree(brush: Brush, leaf: Rgb, bark: Rgb): void {
  brush.form(
    bark,
    (path) => path.move(-0.2, 0.02).quad(-0.1, -0.4, -0.1, -0.9).line(0.1, -0.9).quad(0.1, -0.4, 0.22, 0.02),
    0.4,
  );
  brush.line(
    bark,
    [
      [0, -0.6],
      [0.25, -0.9],
      [0.45, -1.1],
    ],
    0.12,
    0.06,
  );
  brush.line(
    bark,
    [
      [0, -0.7],
      [-0.22, -0.95],
      [-0.4, -1.1],
    ],
    0.1,
    0.05,
  );
  const heaps: Point[] = [
    [-0.55, -1.05],
    [0.58, -1.1],
    [-0.35, -1.45],
    [0.36, -1.48],
    [0, -1.3],
    [0.02, -1.68],
    [-0.68, -1.25],
    [0.7, -1.3],
    [0, -1.02],
  ];
  for (const [lift, tone, size] of [
    [0.05, -0.35, 0.4],
    [0, 0, 0.37],
    [-0.06, 0.14, 0.27],
    [-0.12, 0.3, 0.14],
  ] as const) {
    brush.form(
      shade(leaf, tone),
      (path) => {
        for (const [x, y] of heaps) path.ellipse(x - (0.4 - size) * 0.35, y + lift, size, size * 0.9);
      },
      0.15,
      tone > 0 ? 0.65 : 1,
    );
  }
}
