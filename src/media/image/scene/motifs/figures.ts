import { type Rgb, shade, turn } from '../../raster/colour.ts';
import type { Brush } from './brush.ts';

/**
 * Head and shoulders of a person; the clothes have the motif's colour. `look` selects skin, hair and haircut.
 */
export function paintPerson(brush: Brush, clothes: Rgb, pale: Rgb, look: number): void {
  const skin = SKIN[look % SKIN.length]!;
  const hair = HAIR[Math.floor(look / 5) % HAIR.length]!;
  const long = Math.floor(look / 25) % 2 === 0;
  if (long)
    brush.form(
      shade(hair, -0.2),
      (path) =>
        path.blob([
          [0, -1.95],
          [0.5, -1.75],
          [0.6, -1.2],
          [0.55, -0.62],
          [0.3, -0.5],
          [-0.3, -0.5],
          [-0.55, -0.62],
          [-0.6, -1.2],
          [-0.5, -1.75],
        ]),
      0.25,
    );
  brush.form(
    clothes,
    (path) =>
      path
        .move(-1, 0.02)
        .cubic(-0.98, -0.5, -0.7, -0.62, -0.22, -0.7)
        .line(0.22, -0.7)
        .cubic(0.7, -0.62, 0.98, -0.5, 1, 0.02),
    0.3,
  );
  brush.form(
    shade(skin, -0.16),
    (path) =>
      path.blob([
        [-0.17, -1],
        [0.17, -1],
        [0.2, -0.66],
        [0, -0.5],
        [-0.2, -0.66],
      ]),
    0.25,
  );
  for (const side of [-1, 1]) {
    brush.form(
      pale,
      (path) =>
        path.polygon([
          [side * 0.02, -0.46],
          [side * 0.2, -0.73],
          [side * 0.36, -0.62],
          [side * 0.14, -0.3],
        ]),
      0.2,
    );
    brush.form(shade(skin, -0.08), (path) => path.ellipse(side * 0.42, -1.28, 0.09, 0.12), 0.2);
    brush.line(
      shade(clothes, -0.35),
      [
        [side * 0.66, -0.32],
        [side * 0.62, 0],
      ],
      0.025,
      0.012,
      0.6,
    );
  }
  brush.form(
    skin,
    (path) =>
      path.blob([
        [0, -1.78],
        [0.34, -1.66],
        [0.42, -1.32],
        [0.32, -1],
        [0, -0.82],
        [-0.32, -1],
        [-0.42, -1.32],
        [-0.34, -1.66],
      ]),
    0.22,
  );
  brush.form(
    hair,
    (path) =>
      path.blob([
        [-0.44, -1.3],
        [-0.48, -1.66],
        [-0.2, -1.93],
        [0.22, -1.93],
        [0.49, -1.64],
        [0.44, -1.28],
        [0.36, -1.5],
        [0.12, -1.6],
        [-0.2, -1.56],
        [-0.37, -1.46],
      ]),
    0.3,
  );
  for (const side of [-1, 1]) {
    brush.form([253, 251, 247], (path) => path.ellipse(side * 0.16, -1.32, 0.072, 0.05), 0);
    brush.eye(side * 0.16, -1.32, 0.042, shade(hair, -0.3));
    brush.line(
      shade(hair, -0.1),
      [
        [side * 0.08, -1.43],
        [side * 0.16, -1.46],
        [side * 0.25, -1.42],
      ],
      0.03,
      0.02,
    );
    brush.soft([226, 96, 90], (path) => path.ellipse(side * 0.22, -1.16, 0.07, 0.045), 0.05, 0.3);
  }
  brush.line(
    shade(skin, -0.3),
    [
      [0.02, -1.3],
      [0.05, -1.18],
      [-0.02, -1.15],
    ],
    0.022,
    0.018,
    0.7,
  );
  brush.line(
    [176, 74, 72],
    [
      [-0.12, -1.03],
      [0, -0.99],
      [0.12, -1.03],
    ],
    0.034,
    0.034,
  );
}

const SKIN: readonly Rgb[] = [
  [246, 214, 186],
  [231, 184, 148],
  [198, 142, 104],
  [150, 100, 70],
  [105, 68, 48],
];

const HAIR: readonly Rgb[] = [
  [44, 32, 30],
  [92, 58, 38],
  [168, 104, 52],
  [222, 184, 112],
  [150, 62, 40],
];

/** A friendly robot. */
export function paintRobot(brush: Brush, rgb: Rgb, glow: Rgb): void {
  const dark = shade(rgb, -0.45);
  for (const side of [-1, 1]) {
    brush.form(dark, (path) => path.rect(side * 0.28 - 0.1, -0.35, 0.2, 0.28, 0.05), 0.3);
    brush.form(rgb, (path) => path.rect(side * 0.28 - 0.17, -0.14, 0.34, 0.15, 0.07), 0.35);
    brush.line(
      dark,
      [
        [side * 0.52, -0.92],
        [side * 0.8, -0.72],
        [side * 0.76, -0.42],
      ],
      0.13,
      0.11,
    );
    brush.ball(rgb, side * 0.76, -0.38, 0.13);
    brush.ball(dark, side * 0.52, -0.94, 0.12);
  }
  brush.form(rgb, (path) => path.rect(-0.5, -1.08, 1, 0.8, 0.2), 0.35);
  brush.form(shade(rgb, 0.25), (path) => path.rect(-0.34, -0.94, 0.68, 0.46, 0.1), 0.2);
  for (const [x, tone] of [
    [-0.2, 0],
    [0, 70],
    [0.2, 140],
  ] as const)
    brush.ball(turn(glow, tone), x, -0.8, 0.06);
  for (const y of [-0.64, -0.57])
    brush.line(
      dark,
      [
        [-0.24, y],
        [0.24, y],
      ],
      0.025,
      0.025,
      0.7,
    );
  brush.form(dark, (path) => path.rect(-0.14, -1.17, 0.28, 0.14, 0.03), 0.3);
  brush.form(rgb, (path) => path.rect(-0.56, -1.82, 1.12, 0.68, 0.24), 0.35);
  for (const side of [-1, 1])
    brush.form(dark, (path) => path.rect(side * 0.6 - 0.07, -1.62, 0.14, 0.28, 0.05), 0.3);
  brush.form([26, 32, 46], (path) => path.rect(-0.43, -1.7, 0.86, 0.44, 0.18), 0.15);
  for (const side of [-1, 1]) {
    brush.soft(glow, (path) => path.ellipse(side * 0.2, -1.5, 0.13), 0.1, 0.7);
    brush.form(shade(glow, 0.35), (path) => path.ellipse(side * 0.2, -1.5, 0.09, 0.11), 0);
  }
  brush.line(
    shade(glow, 0.2),
    [
      [-0.1, -1.36],
      [0, -1.33],
      [0.1, -1.36],
    ],
    0.03,
  );
  brush.line(
    dark,
    [
      [0, -1.82],
      [0, -2],
    ],
    0.04,
  );
  brush.ball(glow, 0, -2.02, 0.08);
}
