import { type Rgb, shade, turn } from '../../raster/colour.ts';
import { type Path, type Point, smooth } from '../../raster/path.ts';
import type { Brush } from './brush.ts';
import { paintBloom } from './flowers.ts';

/** A steaming cup on its saucer. */
export function paintCup(brush: Brush, rgb: Rgb, pale: Rgb): void {
  brush.form(shade(rgb, 0.15), (path) => path.ellipse(0, -0.07, 0.98, 0.17), 0.3);
  brush.form(shade(rgb, -0.2), (path) => path.ellipse(0, -0.1, 0.6, 0.09), 0.2);
  brush.form(shade(rgb, -0.12), (path) => ring(path, 0.66, -0.62, 0.32, 0.3, 0.62), 0.3);
  brush.form(
    rgb,
    (path) =>
      path
        .move(-0.68, -1.05)
        .cubic(-0.68, -0.4, -0.5, -0.1, -0.25, -0.1)
        .line(0.25, -0.1)
        .cubic(0.5, -0.1, 0.68, -0.4, 0.68, -1.05),
    0.45,
  );
  brush.form(shade(rgb, 0.3), (path) => path.ellipse(0, -1.05, 0.68, 0.16), 0.1);
  brush.form([84, 52, 34], (path) => path.ellipse(0, -1.03, 0.6, 0.125), 0.35);
  brush.form(
    [196, 150, 108],
    (path) =>
      path.blob([
        [-0.2, -1.05],
        [0, -1.1],
        [0.22, -1.04],
        [0, -0.96],
      ]),
    0.1,
    0.7,
  );
  brush.form(
    pale,
    (path) =>
      path
        .move(-0.5, -0.85)
        .cubic(-0.48, -0.55, -0.42, -0.35, -0.34, -0.26)
        .cubic(-0.38, -0.45, -0.4, -0.65, -0.42, -0.86),
    0,
    0.55,
  );
  for (const [x, lean] of [
    [-0.22, 0.1],
    [0.05, -0.1],
    [0.3, 0.09],
  ] as const) {
    const steam: Point[] = [
      [x, -1.2],
      [x + lean, -1.4],
      [x - lean, -1.62],
      [x + lean * 0.6, -1.86],
    ];
    brush.soft([255, 255, 255], (path) => path.stroke(smooth(steam), 0.07), 0.05, 0.55);
  }
}

/** Three fruits of a kind. */
export function paintFruit(brush: Brush, rgb: Rgb, leaf: Rgb): void {
  for (const [x, y, size, tone] of [
    [-0.52, -0.45, 0.45, -0.1],
    [0.56, -0.42, 0.42, -0.05],
    [0.04, -0.56, 0.56, 0],
  ] as const) {
    const skin = turn(shade(rgb, tone), tone * 120);
    brush.soft([20, 14, 20], (path) => path.ellipse(x, y + size * 0.95, size * 0.8, 0.08), 0.08, 0.4);
    brush.form(
      skin,
      (path) =>
        path.blob([
          [x, y - size * 0.86],
          [x + size * 0.6, y - size],
          [x + size * 1.02, y - size * 0.2],
          [x + size * 0.6, y + size * 0.86],
          [x, y + size * 0.94],
          [x - size * 0.6, y + size * 0.86],
          [x - size * 1.02, y - size * 0.2],
          [x - size * 0.6, y - size],
        ]),
      0.5,
    );
    brush.soft(
      [255, 255, 255],
      (path) => path.ellipse(x - size * 0.45, y - size * 0.45, size * 0.18, size * 0.24),
      size * 0.18,
      0.6,
    );
    brush.line(
      [92, 62, 40],
      [
        [x, y - size * 0.78],
        [x + size * 0.03, y - size * 1.05],
        [x + size * 0.14, y - size * 1.22],
      ],
      0.055,
      0.04,
    );
    brush.form(
      leaf,
      (path) =>
        path
          .move(x + size * 0.06, y - size * 1.02)
          .quad(x + size * 0.28, y - size * 1.4, x + size * 0.66, y - size * 1.24)
          .quad(x + size * 0.44, y - size * 0.94, x + size * 0.06, y - size * 1.02),
      0.35,
    );
  }
}

/** A vase with a few stems. */
export function paintVase(brush: Brush, rgb: Rgb, pale: Rgb): void {
  const blooms: [number, number, number, Rgb][] = [
    [-0.5, -1.55, 0.22, turn(rgb, 150)],
    [0.46, -1.62, 0.23, turn(rgb, 60)],
    [0, -1.82, 0.26, turn(rgb, 190, 0.9)],
    [-0.2, -1.36, 0.17, pale],
    [0.26, -1.33, 0.16, turn(rgb, 120)],
  ];
  for (const [x, y] of blooms)
    brush.line(
      [82, 130, 70],
      [
        [x, y],
        [x * 0.6, y * 0.6 - 0.4],
        [x * 0.12, -0.9],
      ],
      0.04,
      0.04,
    );
  for (const [x, y, size, bloom] of blooms) paintBloom(brush, x, y, size, bloom, 8);
  brush.form(
    rgb,
    (path) =>
      path
        .move(-0.2, -1.05)
        .cubic(-0.2, -0.85, -0.56, -0.78, -0.54, -0.42)
        .cubic(-0.52, -0.15, -0.36, -0.04, -0.28, 0)
        .line(0.28, 0)
        .cubic(0.36, -0.04, 0.52, -0.15, 0.54, -0.42)
        .cubic(0.56, -0.78, 0.2, -0.85, 0.2, -1.05),
    0.45,
  );
  brush.form(shade(rgb, 0.25), (path) => path.ellipse(0, -1.05, 0.22, 0.05), 0.1);
  brush.form(
    pale,
    (path) =>
      path.move(-0.53, -0.5).quad(0, -0.36, 0.53, -0.5).line(0.52, -0.36).quad(0, -0.22, -0.53, -0.36),
    0.1,
    0.75,
  );
  brush.soft([255, 255, 255], (path) => path.ellipse(-0.3, -0.55, 0.06, 0.2), 0.06, 0.55);
}

/** A cake in layers with candles. */
export function paintCake(brush: Brush, rgb: Rgb, dark: Rgb): void {
  brush.form([236, 238, 242], (path) => path.ellipse(0, -0.06, 1, 0.15), 0.3);
  for (const [half, top, bottom] of [
    [0.78, -0.68, -0.08],
    [0.52, -1.18, -0.68],
  ] as const) {
    brush.form(
      shade(rgb, -0.08),
      (path) =>
        path
          .move(-half, top)
          .line(-half, bottom)
          .quad(0, bottom + half * 0.26, half, bottom)
          .line(half, top),
      0.3,
    );
    brush.form(
      dark,
      (path) =>
        path
          .move(-half, (top + bottom) / 2)
          .quad(0, (top + bottom) / 2 + half * 0.26, half, (top + bottom) / 2)
          .line(half, (top + bottom) / 2 + 0.07)
          .quad(0, (top + bottom) / 2 + 0.07 + half * 0.26, -half, (top + bottom) / 2 + 0.07),
      0.1,
    );
    brush.form(
      shade(rgb, 0.35),
      (path) => {
        path.ellipse(0, top, half, half * 0.15);
        for (let drop = 0; drop < 9; drop++)
          path.stroke(
            [
              [(drop / 4 - 1) * half * 0.94, top],
              [
                (drop / 4 - 1) * half * 0.94,
                top + (1 - (drop / 4 - 1) ** 2) * half * 0.12 + 0.06 + 0.07 * (drop % 3),
              ],
            ],
            half * 0.24,
          );
      },
      0.1,
    );
  }
  for (const x of [-0.3, -0.1, 0.1, 0.3]) {
    brush.form(turn(rgb, 140 + x * 200, 2), (path) => path.rect(x - 0.028, -1.52, 0.056, 0.32), 0.2);
    brush.soft([255, 190, 80], (path) => path.ellipse(x, -1.6, 0.09), 0.08, 0.7);
    brush.form(
      [255, 222, 120],
      (path) =>
        path.blob([
          [x, -1.7],
          [x + 0.035, -1.58],
          [x, -1.53],
          [x - 0.035, -1.58],
        ]),
      0.3,
    );
  }
}

function ring(path: Path, x: number, y: number, rx: number, ry: number, hole: number): void {
  path.ellipse(x, y, rx, ry);
  path.outlines.push([]);
  path.arc(x, y, rx * hole, ry * hole, Math.PI * 2, 0);
}
