/** Maps drawing units to pixels: position of the origin and size of one unit. */
export interface Placement {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  /** Mirrors left to right. */
  readonly flip?: boolean;
  /** Rotation in radians, clockwise. */
  readonly turn?: number;
}

export type Point = readonly [x: number, y: number];

const IN_PIXELS: Placement = { x: 0, y: 0, scale: 1 };

/**
 * Outlines as line segments short enough to look curved, in pixels. Drawn in the units of a
 * {@link Placement}. Outlines with the same direction add up; one with the opposite direction cuts a hole.
 *
 * @example
 * painter.fill(new Path({ x: 100, y: 100, scale: 50 }).ellipse(0, 0, 1, 0.5), flat([255, 0, 0]));
 */
export class Path {
  /** The vertices of the outlines as x, y, x, y …; each outline is closed implicitly. */
  readonly outlines: number[][] = [];
  readonly #cos: number;
  readonly #sin: number;
  readonly #mirror: number;
  readonly #place: Placement;
  #x = 0;
  #y = 0;

  constructor(place: Placement = IN_PIXELS) {
    this.#place = place;
    this.#cos = Math.cos(place.turn ?? 0) * place.scale;
    this.#sin = Math.sin(place.turn ?? 0) * place.scale;
    this.#mirror = place.flip ? -1 : 1;
  }

  move(x: number, y: number): this {
    this.outlines.push([]);
    return this.line(x, y);
  }

  line(x: number, y: number): this {
    const across = x * this.#mirror;
    this.outlines
      .at(-1)
      ?.push(
        this.#place.x + across * this.#cos - y * this.#sin,
        this.#place.y + across * this.#sin + y * this.#cos,
      );
    this.#x = x;
    this.#y = y;
    return this;
  }

  /** A quadratic Bézier curve. */
  quad(cx: number, cy: number, x: number, y: number): this {
    const x0 = this.#x;
    const y0 = this.#y;
    const pieces = this.#pieces(Math.hypot(cx - x0, cy - y0) + Math.hypot(x - cx, y - cy));
    for (let piece = 1; piece <= pieces; piece++) {
      const t = piece / pieces;
      const s = 1 - t;
      this.line(s * s * x0 + 2 * s * t * cx + t * t * x, s * s * y0 + 2 * s * t * cy + t * t * y);
    }
    return this;
  }

  /** A cubic Bézier curve. */
  cubic(ax: number, ay: number, bx: number, by: number, x: number, y: number): this {
    const x0 = this.#x;
    const y0 = this.#y;
    const length = Math.hypot(ax - x0, ay - y0) + Math.hypot(bx - ax, by - ay) + Math.hypot(x - bx, y - by);
    const pieces = this.#pieces(length);
    for (let piece = 1; piece <= pieces; piece++) {
      const t = piece / pieces;
      const s = 1 - t;
      const [p, q, r, u] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
      this.line(p * x0 + q * ax + r * bx + u * x, p * y0 + q * ay + r * by + u * y);
    }
    return this;
  }

  /** An elliptical arc, angles in radians clockwise from the right; continues the current outline. */
  arc(cx: number, cy: number, rx: number, ry: number, from: number, to: number): this {
    const pieces = this.#pieces(Math.max(rx, ry) * Math.abs(to - from));
    for (let piece = 0; piece <= pieces; piece++) {
      const angle = from + ((to - from) * piece) / pieces;
      this.line(cx + rx * Math.cos(angle), cy + ry * Math.sin(angle));
    }
    return this;
  }

  ellipse(cx: number, cy: number, rx: number, ry = rx): this {
    this.outlines.push([]);
    return this.arc(cx, cy, rx, ry, 0, Math.PI * 2);
  }

  rect(x: number, y: number, width: number, height: number, round = 0): this {
    const r = Math.min(round, width / 2, height / 2);
    if (r <= 0)
      return this.polygon([
        [x, y],
        [x + width, y],
        [x + width, y + height],
        [x, y + height],
      ]);
    const q = Math.PI / 2;
    this.outlines.push([]);
    this.arc(x + width - r, y + r, r, r, -q, 0);
    this.arc(x + width - r, y + height - r, r, r, 0, q);
    this.arc(x + r, y + height - r, r, r, q, 2 * q);
    return this.arc(x + r, y + r, r, r, 2 * q, 3 * q);
  }

  polygon(points: readonly Point[]): this {
    this.outlines.push([]);
    for (const [x, y] of points) this.line(x, y);
    return this;
  }

  /** A closed, smooth outline through all points. */
  blob(points: readonly Point[]): this {
    this.outlines.push([]);
    const count = points.length;
    const first = points[0]!;
    this.line(first[0], first[1]);
    for (let index = 0; index < count; index++) {
      const before = points[(index + count - 1) % count]!;
      const from = points[index]!;
      const to = points[(index + 1) % count]!;
      const after = points[(index + 2) % count]!;
      this.cubic(
        from[0] + (to[0] - before[0]) / 6,
        from[1] + (to[1] - before[1]) / 6,
        to[0] - (after[0] - from[0]) / 6,
        to[1] - (after[1] - from[1]) / 6,
        to[0],
        to[1],
      );
    }
    return this;
  }

  /** A polyline with round ends. `width` is one value, or one for each point. */
  stroke(points: readonly Point[], width: number | readonly number[]): this {
    const half = (index: number) => (typeof width === 'number' ? width : width[index]!) / 2;
    for (let index = 0; index + 1 < points.length; index++) {
      const [x0, y0] = points[index]!;
      const [x1, y1] = points[index + 1]!;
      const angle = Math.atan2(y1 - y0, x1 - x0);
      const q = Math.PI / 2;
      this.outlines.push([]);
      this.arc(x1, y1, half(index + 1), half(index + 1), angle - q, angle + q);
      this.arc(x0, y0, half(index), half(index), angle + q, angle + 3 * q);
    }
    return this;
  }

  #pieces(length: number): number {
    return Math.min(96, Math.max(4, Math.ceil(1.5 * Math.sqrt(length * this.#place.scale))));
  }
}

/** Points along a smooth curve through the given ones, for strokes. */
export function smooth(points: readonly Point[], pieces = 8): Point[] {
  const result: Point[] = [points[0]!];
  for (let index = 0; index + 1 < points.length; index++) {
    const from = points[index]!;
    const to = points[index + 1]!;
    const before = points[index - 1] ?? from;
    const after = points[index + 2] ?? to;
    for (let piece = 1; piece <= pieces; piece++) {
      const t = piece / pieces;
      result.push([
        spline(before[0], from[0], to[0], after[0], t),
        spline(before[1], from[1], to[1], after[1], t),
      ]);
    }
  }
  return result;
}

function spline(before: number, from: number, to: number, after: number, t: number): number {
  return (
    from +
    0.5 *
      t *
      (to - before + t * (2 * before - 5 * from + 4 * to - after + t * (3 * (from - to) + after - before)))
  );
}
