import { mix, type Rgb, shade, turn } from '../../raster/colour.ts';
import type { Brush } from './brush.ts';

/** A cottage. */
export function paintHouse(brush: Brush, wall: Rgb, roof: Rgb): void {
  brush.form(shade(roof, -0.2), (path) => path.rect(0.38, -1.75, 0.2, 0.5), 0.3);
  brush.form(wall, (path) => path.rect(-0.78, -0.98, 1.56, 1), 0.25);
  brush.form(
    roof,
    (path) =>
      path.polygon([
        [-0.98, -0.92],
        [0, -1.78],
        [0.98, -0.92],
      ]),
    0.35,
  );
  for (const row of [0.25, 0.5, 0.75])
    brush.line(
      shade(roof, -0.35),
      [
        [-0.98 * row - 0.02, -1.78 + 0.86 * row],
        [0.98 * row + 0.02, -1.78 + 0.86 * row],
      ],
      0.018,
      0.018,
      0.5,
    );
  brush.form(shade(wall, -0.45), (path) => path.rect(-0.17, -0.6, 0.34, 0.62, 0.04), 0.25);
  brush.form([236, 190, 96], (path) => path.ellipse(0.1, -0.28, 0.03), 0);
  for (const x of [-0.5, 0.5]) {
    brush.form([250, 246, 236], (path) => path.rect(x - 0.19, -0.76, 0.38, 0.4, 0.03), 0.1);
    brush.form([255, 222, 150], (path) => path.rect(x - 0.155, -0.725, 0.31, 0.33), 0.25);
    brush.line(
      [250, 246, 236],
      [
        [x, -0.74],
        [x, -0.38],
      ],
      0.03,
    );
    brush.line(
      [250, 246, 236],
      [
        [x - 0.16, -0.56],
        [x + 0.16, -0.56],
      ],
      0.03,
    );
  }
  brush.form([255, 222, 150], (path) => path.ellipse(0, -1.2, 0.13), 0.2);
}

/** A castle with three towers. */
export function paintCastle(brush: Brush, stone: Rgb, roof: Rgb): void {
  const dark = shade(stone, -0.55);
  const tower = (x: number, half: number, top: number, spire: number) => {
    brush.form(stone, (path) => path.rect(x - half, top, half * 2, -top), 0.35);
    brush.form(shade(stone, 0.1), (path) => path.rect(x - half * 1.15, top - 0.04, half * 2.3, 0.12), 0.2);
    brush.form(
      roof,
      (path) =>
        path.polygon([
          [x - half * 1.3, top - 0.03],
          [x, top - spire],
          [x + half * 1.3, top - 0.03],
        ]),
      0.4,
    );
    brush.form(dark, (path) => path.rect(x - 0.045, top + 0.22, 0.09, 0.2, 0.045), 0);
  };
  brush.form(shade(stone, -0.06), (path) => path.rect(-0.85, -0.72, 1.7, 0.74), 0.3);
  brush.form(
    shade(stone, -0.06),
    (path) => {
      for (let notch = 0; notch < 8; notch++) path.rect(-0.85 + notch * 0.224, -0.82, 0.12, 0.12);
    },
    0.2,
  );
  tower(0, 0.26, -1.3, 0.62);
  tower(-0.78, 0.2, -1, 0.46);
  tower(0.78, 0.2, -1, 0.46);
  brush.form(
    dark,
    (path) =>
      path
        .move(-0.17, 0.02)
        .line(-0.17, -0.3)
        .arc(0, -0.3, 0.17, 0.2, Math.PI, Math.PI * 2)
        .line(0.17, 0.02),
    0.2,
  );
  for (const [x, y] of [
    [0, -1.92],
    [-0.78, -1.46],
    [0.78, -1.46],
  ] as const) {
    brush.line(
      dark,
      [
        [x, y],
        [x, y - 0.14],
      ],
      0.02,
    );
    brush.form(
      turn(roof, 150),
      (path) =>
        path.polygon([
          [x, y - 0.14],
          [x + 0.18, y - 0.09],
          [x, y - 0.04],
        ]),
      0.1,
    );
  }
}

/** A lighthouse on its rock, lit. */
export function paintLighthouse(brush: Brush, wall: Rgb, bands: Rgb): void {
  brush.soft(
    [255, 240, 190],
    (path) =>
      path.polygon([
        [0, -1.72],
        [7, -3],
        [7, -0.5],
      ]),
    0.08,
    0.5,
  );
  brush.form(
    [98, 94, 98],
    (path) =>
      path.blob([
        [-0.75, 0.06],
        [-0.6, -0.14],
        [-0.2, -0.22],
        [0.3, -0.2],
        [0.66, -0.1],
        [0.8, 0.06],
      ]),
    0.4,
  );
  const half = (y: number) => 0.2 + (0.14 * (y + 1.5)) / 1.35;
  brush.form(
    wall,
    (path) =>
      path.polygon([
        [-half(-1.5), -1.5],
        [half(-1.5), -1.5],
        [half(-0.15), -0.15],
        [-half(-0.15), -0.15],
      ]),
    0.35,
  );
  for (const y of [-1.32, -0.88, -0.44])
    brush.form(
      bands,
      (path) =>
        path.polygon([
          [-half(y), y],
          [half(y), y],
          [half(y + 0.22), y + 0.22],
          [-half(y + 0.22), y + 0.22],
        ]),
      0.35,
    );
  brush.form(shade(bands, -0.5), (path) => path.rect(-0.27, -1.56, 0.54, 0.07, 0.02), 0.2);
  brush.form(mix([255, 244, 190], wall, 0.1), (path) => path.rect(-0.15, -1.78, 0.3, 0.22), 0.1);
  brush.line(
    shade(bands, -0.5),
    [
      [0, -1.78],
      [0, -1.56],
    ],
    0.025,
  );
  brush.form(
    bands,
    (path) =>
      path.polygon([
        [-0.22, -1.77],
        [0, -2.02],
        [0.22, -1.77],
      ]),
    0.35,
  );
  brush.form(shade(wall, -0.6), (path) => path.rect(-0.07, -0.36, 0.14, 0.22, 0.06), 0.1);
}
