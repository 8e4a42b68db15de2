import { type Rgb, shade } from '../../raster/colour.ts';
import { flat, linear, type Paint, radial } from '../../raster/paint.ts';
import type { Painter } from '../../raster/painter.ts';
import { Path, type Placement, type Point, smooth } from '../../raster/path.ts';

/**
 * Draws a motif in its own units: x from −1 to 1, y from −2 at the top to 0 at the bottom. Areas get lighter
 * towards the upper left, so that flat shapes look round.
 */
export class Brush {
  readonly painter: Painter;
  readonly place: Placement;

  constructor(painter: Painter, place: Placement) {
    this.painter = painter;
    this.place = place;
  }

  /** An area of one colour with shading, `volume` from 0 (flat) to 1. */
  form(rgb: Rgb, draw: (path: Path) => unknown, volume = 0.25, alpha = 1): void {
    const path = new Path(this.place);
    draw(path);
    this.painter.fill(path, volume > 0 ? lit(path, rgb, volume, alpha) : flat(rgb, alpha));
  }

  /** A line with round ends through points, tapering from one width to another. */
  line(rgb: Rgb, points: readonly Point[], from: number, to = from, alpha = 1): void {
    const curve = points.length > 2 ? smooth(points) : points;
    const widths = curve.map((_, index) => from + ((to - from) * index) / (curve.length - 1));
    this.painter.fill(new Path(this.place).stroke(curve, widths), flat(rgb, alpha));
  }

  ball(rgb: Rgb, x: number, y: number, rx: number, ry = rx): void {
    const path = new Path(this.place).ellipse(x, y, rx, ry);
    const { scale } = this.place;
    const [px, py] = this.at(x - rx * 0.35, y - ry * 0.45);
    this.painter.fill(
      path,
      radial(
        px,
        py,
        rx * 1.6 * scale,
        [
          [0, shade(rgb, 0.3)],
          [0.45, rgb],
          [1, shade(rgb, -0.38)],
        ],
        ry * 1.6 * scale,
      ),
    );
  }

  /** A blurred area, such as a blush or a shadow. */
  soft(rgb: Rgb, draw: (path: Path) => unknown, radius: number, alpha: number): void {
    const path = new Path(this.place);
    draw(path);
    this.painter.soft(path, flat(rgb), Math.max(0.5, radius * this.place.scale), alpha);
  }

  /** An eye with a highlight. */
  eye(x: number, y: number, size: number, iris: Rgb = [38, 30, 32]): void {
    this.form(iris, (path) => path.ellipse(x, y, size, size * 1.15), 0);
    this.form([255, 255, 255], (path) => path.ellipse(x - size * 0.3, y - size * 0.4, size * 0.34), 0, 0.95);
    this.form([255, 255, 255], (path) => path.ellipse(x + size * 0.32, y + size * 0.42, size * 0.16), 0, 0.6);
  }

  /** Converts a point to pixels. */
  at(x: number, y: number): Point {
    const { place } = this;
    const across = x * (place.flip ? -1 : 1);
    const [cos, sin] = [Math.cos(place.turn ?? 0) * place.scale, Math.sin(place.turn ?? 0) * place.scale];
    return [place.x + across * cos - y * sin, place.y + across * sin + y * cos];
  }
}

function lit(path: Path, rgb: Rgb, volume: number, alpha: number): Paint {
  let [left, top, right, bottom] = [1e9, 1e9, -1e9, -1e9];
  for (const points of path.outlines) {
    for (let index = 0; index < points.length; index += 2) {
      left = Math.min(left, points[index]!);
      right = Math.max(right, points[index]!);
      top = Math.min(top, points[index + 1]!);
      bottom = Math.max(bottom, points[index + 1]!);
    }
  }
  const lean = (right - left) * 0.25;
  const middle = (left + right) / 2;
  return linear(middle - lean, top, middle + lean, bottom, [
    [0, shade(rgb, volume * 0.75), alpha],
    [0.4, rgb, alpha],
    [1, shade(rgb, -volume), alpha],
  ]);
}
