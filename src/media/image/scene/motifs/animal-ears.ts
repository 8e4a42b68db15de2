import { mix, type Rgb, shade } from '../../raster/colour.ts';
import type { AnimalForm } from './animal-form.ts';
import type { Brush } from './brush.ts';

/** Paints both ears, behind the head. */
export function paintEars(
  brush: Brush,
  { ears, earSize = 1 }: AnimalForm,
  coat: Rgb,
  inner: Rgb,
  ink: Rgb,
): void {
  for (const side of [-1, 1]) {
    const x = (value: number) => side * value;
    if (ears === 'pointed') {
      brush.form(
        shade(coat, -0.08),
        (path) =>
          path.move(x(0.08), -1.7).quad(x(0.3), -2.02, x(0.44), -2).quad(x(0.52), -1.75, x(0.46), -1.45),
        0.25,
      );
      brush.form(
        inner,
        (path) =>
          path.move(x(0.2), -1.7).quad(x(0.32), -1.9, x(0.4), -1.9).quad(x(0.44), -1.75, x(0.42), -1.55),
        0.1,
      );
    } else if (ears === 'round') {
      brush.ball(shade(coat, -0.08), x(0.38), -1.7, 0.17);
      brush.form(inner, (path) => path.ellipse(x(0.38), -1.69, 0.09), 0.1);
    } else if (ears === 'long') {
      brush.form(
        shade(coat, -0.06),
        (path) =>
          path.blob([
            [x(0.1), -1.65],
            [x(0.13), -2.2],
            [x(0.26), -2.42],
            [x(0.36), -2.2],
            [x(0.32), -1.65],
          ]),
        0.25,
      );
      brush.form(
        inner,
        (path) =>
          path.blob([
            [x(0.16), -1.7],
            [x(0.19), -2.15],
            [x(0.26), -2.28],
            [x(0.3), -2.15],
            [x(0.27), -1.7],
          ]),
        0.1,
      );
    } else if (ears === 'floppy') {
      brush.form(
        shade(coat, -0.3),
        (path) =>
          path.blob([
            [x(0.3), -1.72],
            [x(0.52), -1.66],
            [x(0.66), -1.3],
            [x(0.6), -1.02],
            [x(0.44), -1.12],
            [x(0.4), -1.4],
          ]),
        0.25,
      );
    } else if (ears === 'wide') {
      brush.form(
        shade(coat, -0.08),
        (path) => path.ellipse(x(0.56), -1.5, 0.27 * earSize, 0.31 * earSize),
        0.3,
      );
      brush.form(inner, (path) => path.ellipse(x(0.56), -1.48, 0.16 * earSize, 0.2 * earSize), 0.1, 0.85);
    } else if (ears === 'side') {
      brush.form(
        shade(coat, -0.1),
        (path) =>
          path.blob([
            [x(0.36), -1.55],
            [x(0.62), -1.66],
            [x(0.72), -1.52],
            [x(0.42), -1.38],
          ]),
        0.25,
      );
      brush.line(
        shade(mix(inner, ink, 0.35), -0.05),
        [
          [x(0.22), -1.68],
          [x(0.3), -1.9],
          [x(0.24), -2.06],
        ],
        0.08,
        0.03,
      );
    } else if (ears === 'tufts') {
      brush.form(
        shade(coat, -0.25),
        (path) =>
          path.move(x(0.12), -1.72).quad(x(0.36), -1.86, x(0.46), -1.98).quad(x(0.54), -1.7, x(0.46), -1.45),
        0.2,
      );
    }
  }
}
