import { mix, type Rgb, shade, turn } from '../../raster/colour.ts';
import type { Point } from '../../raster/path.ts';
import type { Brush } from './brush.ts';

/** A bird from the side, flying or on a twig. */
export function paintBird(brush: Brush, rgb: Rgb, pale: Rgb): void {
  brush.line(
    [96, 70, 52],
    [
      [-1.1, -0.32],
      [-0.3, -0.26],
      [0.4, -0.3],
      [1.1, -0.22],
    ],
    0.1,
    0.05,
  );
  brush.form(
    shade(rgb, -0.25),
    (path) =>
      path.blob([
        [-0.35, -0.62],
        [-0.95, -0.3],
        [-1.15, -0.02],
        [-0.98, 0],
        [-0.3, -0.4],
      ]),
    0.25,
  );
  brush.form(
    rgb,
    (path) =>
      path.blob([
        [0.3, -1.5],
        [0.55, -1.3],
        [0.58, -0.95],
        [0.42, -0.5],
        [0.02, -0.32],
        [-0.42, -0.46],
        [-0.52, -0.68],
        [-0.25, -0.95],
        [0, -1.3],
      ]),
    0.35,
  );
  brush.form(
    pale,
    (path) =>
      path.blob([
        [0.5, -1.1],
        [0.54, -0.85],
        [0.36, -0.52],
        [0.05, -0.38],
        [0.12, -0.62],
        [0.34, -0.9],
      ]),
    0.2,
  );
  brush.form(
    shade(turn(rgb, 14), -0.22),
    (path) =>
      path.blob([
        [0.16, -1.02],
        [0.24, -0.76],
        [-0.05, -0.52],
        [-0.62, -0.36],
        [-0.42, -0.66],
        [-0.12, -0.92],
      ]),
    0.3,
  );
  for (const feather of [0, 1, 2])
    brush.line(
      shade(rgb, -0.5),
      [
        [0.12 - feather * 0.12, -0.72 + feather * 0.06],
        [-0.1 - feather * 0.12, -0.55 + feather * 0.05],
        [-0.36 - feather * 0.07, -0.45 + feather * 0.02],
      ],
      0.022,
      0.008,
      0.7,
    );
  brush.form(
    [240, 164, 52],
    (path) => path.move(0.55, -1.3).quad(0.72, -1.26, 0.84, -1.15).quad(0.68, -1.12, 0.54, -1.14),
    0.25,
  );
  brush.form([252, 250, 244], (path) => path.ellipse(0.38, -1.27, 0.085), 0.1);
  brush.eye(0.39, -1.27, 0.062);
  for (const x of [0.02, 0.16])
    brush.line(
      [226, 150, 60],
      [
        [x, -0.36],
        [x + 0.02, -0.24],
      ],
      0.04,
    );
}

/** A fish from the side. */
export function paintFish(brush: Brush, rgb: Rgb, pale: Rgb): void {
  const fin = shade(turn(rgb, 18), -0.12);
  brush.form(
    fin,
    (path) =>
      path.blob([
        [-0.55, -1],
        [-0.85, -1.28],
        [-1.12, -1.42],
        [-1, -1.02],
        [-1.1, -0.6],
        [-0.82, -0.74],
      ]),
    0.3,
  );
  brush.form(
    fin,
    (path) =>
      path.blob([
        [-0.3, -1.32],
        [0.02, -1.66],
        [0.32, -1.6],
        [0.4, -1.35],
      ]),
    0.25,
  );
  brush.form(
    fin,
    (path) =>
      path.blob([
        [-0.1, -0.7],
        [0.02, -0.44],
        [0.22, -0.42],
        [0.26, -0.66],
      ]),
    0.25,
  );
  brush.form(
    rgb,
    (path) =>
      path.blob([
        [0.86, -1.02],
        [0.6, -1.32],
        [0.15, -1.44],
        [-0.32, -1.3],
        [-0.68, -1.02],
        [-0.32, -0.72],
        [0.15, -0.58],
        [0.6, -0.7],
      ]),
    0.4,
  );
  brush.form(
    pale,
    (path) =>
      path.blob([
        [0.78, -0.88],
        [0.4, -0.72],
        [0, -0.66],
        [-0.36, -0.78],
        [0, -0.56],
        [0.5, -0.62],
      ]),
    0.15,
    0.7,
  );
  for (const [x, breadth] of [
    [0.2, 0.11],
    [-0.22, 0.08],
  ] as const)
    brush.form(
      pale,
      (path) =>
        path.blob([
          [x, -1.4],
          [x + breadth, -1.36],
          [x + breadth * 0.7, -1],
          [x + breadth, -0.66],
          [x, -0.62],
          [x - breadth * 0.3, -1],
        ]),
      0.15,
      0.85,
    );
  brush.form(
    fin,
    (path) =>
      path.blob([
        [0.2, -0.98],
        [-0.06, -0.92],
        [-0.14, -0.76],
        [0.1, -0.8],
      ]),
    0.25,
  );
  brush.form([252, 250, 244], (path) => path.ellipse(0.56, -1.1, 0.1), 0.1);
  brush.eye(0.58, -1.1, 0.066);
  brush.line(
    shade(rgb, -0.5),
    [
      [0.84, -0.95],
      [0.74, -0.92],
      [0.68, -0.95],
    ],
    0.024,
  );
}

/** A butterfly from above. */
export function paintButterfly(brush: Brush, rgb: Rgb, pale: Rgb): void {
  const ink = shade(rgb, -0.72);
  for (const side of [-1, 1]) {
    const to = (points: readonly Point[]): Point[] => points.map(([x, y]) => [side * x, y]);
    const upper: Point[] = [
      [0.05, -1.08],
      [0.3, -1.58],
      [0.75, -1.82],
      [1, -1.6],
      [0.9, -1.18],
      [0.5, -0.98],
    ];
    const lower: Point[] = [
      [0.05, -1],
      [0.5, -0.94],
      [0.8, -0.72],
      [0.72, -0.34],
      [0.42, -0.2],
      [0.18, -0.55],
    ];
    for (const wing of [lower, upper]) {
      const [cx, cy] = wing === upper ? [0.5, -1.35] : [0.42, -0.66];
      brush.form(ink, (path) => path.blob(to(wing)), 0.15);
      const inner = wing.map(([x, y]): Point => [cx + (x - cx) * 0.84, cy + (y - cy) * 0.84]);
      brush.form(wing === upper ? rgb : turn(rgb, 18), (path) => path.blob(to(inner)), 0.4);
      brush.form(pale, (path) => path.ellipse(side * (cx + 0.1), cy, 0.12, 0.1), 0.2, 0.9);
      for (const [x, y] of wing.slice(2, 5))
        brush.form(
          [255, 250, 240],
          (path) => path.ellipse(side * (cx + (x - cx) * 0.92), cy + (y - cy) * 0.92, 0.028),
          0,
        );
      brush.line(
        ink,
        [
          [side * 0.05, -1.03],
          [side * cx, cy],
          [side * (cx + 0.24), cy + (wing === upper ? -0.1 : 0.1)],
        ],
        0.025,
        0.01,
        0.5,
      );
    }
    brush.line(
      ink,
      [
        [side * 0.02, -1.3],
        [side * 0.12, -1.55],
        [side * 0.25, -1.68],
      ],
      0.022,
      0.03,
    );
  }
  brush.form(
    mix(ink, [40, 30, 30], 0.5),
    (path) =>
      path.blob([
        [0, -1.36],
        [0.07, -1.2],
        [0.06, -0.8],
        [0, -0.42],
        [-0.06, -0.8],
        [-0.07, -1.2],
      ]),
    0.4,
  );
}
