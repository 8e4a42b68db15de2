import { type Rgb, shade, turn } from '../../raster/colour.ts';
import type { Path } from '../../raster/path.ts';
import type { Brush } from './brush.ts';

/** A car from the side. */
export function paintCar(brush: Brush, rgb: Rgb, pale: Rgb): void {
  brush.form(
    shade(rgb, -0.08),
    (path) =>
      path
        .move(-0.62, -0.68)
        .cubic(-0.5, -1.05, -0.42, -1.14, -0.2, -1.15)
        .line(0.24, -1.15)
        .cubic(0.45, -1.14, 0.56, -0.95, 0.72, -0.68),
    0.25,
  );
  brush.form(
    GLASS,
    (path) =>
      path
        .move(-0.5, -0.7)
        .cubic(-0.42, -0.95, -0.36, -1.05, -0.2, -1.06)
        .line(-0.04, -1.06)
        .line(-0.04, -0.7),
    0.3,
  );
  brush.form(
    GLASS,
    (path) =>
      path.move(0.04, -0.7).line(0.04, -1.06).line(0.22, -1.06).cubic(0.38, -1.05, 0.46, -0.9, 0.56, -0.7),
    0.3,
  );
  brush.form(
    rgb,
    (path) =>
      path.blob([
        [-1.08, -0.5],
        [-0.95, -0.66],
        [-0.5, -0.72],
        [0.5, -0.72],
        [0.95, -0.62],
        [1.1, -0.48],
        [1.08, -0.22],
        [0.6, -0.17],
        [-0.6, -0.17],
        [-1.08, -0.22],
      ]),
    0.4,
  );
  brush.line(
    shade(rgb, 0.4),
    [
      [-0.95, -0.55],
      [0, -0.6],
      [0.98, -0.54],
    ],
    0.022,
    0.022,
    0.7,
  );
  brush.form(pale, (path) => path.rect(-1.08, -0.3, 2.16, 0.06, 0.03), 0.1, 0.8);
  brush.line(
    shade(rgb, -0.45),
    [
      [0, -0.68],
      [0, -0.24],
    ],
    0.014,
    0.014,
    0.8,
  );
  brush.form([255, 240, 190], (path) => path.ellipse(1.02, -0.47, 0.07, 0.08), 0.2);
  brush.form([214, 54, 48], (path) => path.ellipse(-1.04, -0.48, 0.05, 0.08), 0.2);
  for (const x of [-0.6, 0.62]) {
    brush.form(shade(rgb, -0.7), (path) => path.ellipse(x, -0.22, 0.28), 0);
    brush.form([36, 37, 42], (path) => path.ellipse(x, -0.2, 0.235), 0.3);
    brush.ball([196, 202, 210], x, -0.2, 0.13);
    brush.form([60, 62, 70], (path) => path.ellipse(x, -0.2, 0.04), 0);
  }
}

const GLASS: Rgb = [176, 214, 232];

/** A sailing boat. */
export function paintBoat(brush: Brush, rgb: Rgb, sail: Rgb): void {
  brush.line(
    [110, 78, 52],
    [
      [0, -0.4],
      [0, -2],
    ],
    0.06,
    0.04,
  );
  brush.form(
    sail,
    (path) => path.move(0.06, -1.92).quad(0.72, -1.2, 0.82, -0.52).quad(0.45, -0.62, 0.06, -0.54),
    0.25,
  );
  brush.form(
    shade(sail, -0.08),
    (path) => path.move(-0.06, -1.7).quad(-0.52, -1.1, -0.62, -0.56).quad(-0.3, -0.62, -0.06, -0.56),
    0.25,
  );
  brush.form(
    rgb,
    (path) =>
      path.polygon([
        [0, -2.02],
        [0.26, -1.96],
        [0, -1.9],
      ]),
    0.1,
  );
  brush.form(
    rgb,
    (path) =>
      path
        .move(-0.95, -0.44)
        .line(0.98, -0.44)
        .quad(0.86, -0.06, 0.56, 0)
        .line(-0.6, 0)
        .quad(-0.84, -0.08, -0.95, -0.44),
    0.4,
  );
  brush.form(
    sail,
    (path) => path.move(-0.93, -0.38).line(0.965, -0.38).line(0.94, -0.3).line(-0.91, -0.3),
    0.1,
  );
  brush.form(
    [255, 255, 255],
    (path) =>
      path.blob([
        [-0.9, -0.02],
        [-0.3, -0.06],
        [0.3, -0.04],
        [0.95, -0.04],
        [0.7, 0.05],
        [-0.6, 0.05],
      ]),
    0,
    0.6,
  );
}

/** A rocket on its way up. */
export function paintRocket(brush: Brush, rgb: Rgb, second: Rgb): void {
  for (const [size, tint, alpha] of [
    [0.34, [255, 120, 40], 0.8],
    [0.24, [255, 190, 70], 0.95],
    [0.13, [255, 246, 210], 1],
  ] as const) {
    brush.soft(
      tint,
      (path) =>
        path.blob([
          [-size, -0.42],
          [size, -0.42],
          [size * 0.6, -0.12],
          [0, 0.15 + size],
          [-size * 0.6, -0.12],
        ]),
      0.05,
      alpha,
    );
  }
  for (const side of [-1, 1])
    brush.form(
      shade(second, -0.08),
      (path) =>
        path
          .move(side * 0.3, -1)
          .cubic(side * 0.66, -0.8, side * 0.72, -0.5, side * 0.66, -0.24)
          .quad(side * 0.46, -0.44, side * 0.26, -0.46),
      0.35,
    );
  brush.form(
    [70, 74, 84],
    (path) =>
      path.polygon([
        [-0.2, -0.5],
        [0.2, -0.5],
        [0.26, -0.36],
        [-0.26, -0.36],
      ]),
    0.3,
  );
  brush.form(
    rgb,
    (path) =>
      path
        .move(0, -2.02)
        .cubic(0.36, -1.66, 0.46, -1.1, 0.28, -0.46)
        .line(-0.28, -0.46)
        .cubic(-0.46, -1.1, -0.36, -1.66, 0, -2.02),
    0.4,
  );
  brush.form(
    second,
    (path) =>
      path
        .move(0, -2.02)
        .cubic(0.15, -1.86, 0.25, -1.7, 0.31, -1.54)
        .quad(0, -1.46, -0.31, -1.54)
        .cubic(-0.25, -1.7, -0.15, -1.86, 0, -2.02),
    0.35,
  );
  brush.form(shade(second, -0.2), (path) => path.ellipse(0, -1.2, 0.2), 0.2);
  brush.ball([110, 190, 226], 0, -1.2, 0.145);
  brush.form(
    second,
    (path) => path.move(-0.33, -0.68).quad(0, -0.6, 0.33, -0.68).line(0.3, -0.55).quad(0, -0.48, -0.3, -0.55),
    0.2,
  );
}

/** A hot-air balloon. */
export function paintBalloon(brush: Brush, rgb: Rgb, pale: Rgb): void {
  for (const x of [-0.18, 0.18])
    brush.line(
      [92, 74, 60],
      [
        [x * 1.5, -0.62],
        [x, -0.22],
      ],
      0.018,
    );
  brush.form([150, 104, 66], (path) => path.rect(-0.2, -0.24, 0.4, 0.25, 0.05), 0.35);
  const outline = (half: number) => (path: Path) =>
    path
      .move(0, -2.02)
      .cubic(half * 1.35, -2.02, half * 1.3, -1.1, half * 0.28, -0.6)
      .line(-half * 0.28, -0.6)
      .cubic(-half * 1.3, -1.1, -half * 1.35, -2.02, 0, -2.02);
  brush.form(rgb, outline(0.82), 0.4);
  brush.form(pale, outline(0.56), 0.3);
  brush.form(turn(rgb, 20), outline(0.28), 0.3);
  brush.soft([255, 255, 255], (path) => path.ellipse(-0.34, -1.6, 0.12, 0.26), 0.14, 0.4);
}
