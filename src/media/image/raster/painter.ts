import { type Bounds, type Coverage, coverageOf } from './coverage.ts';
import { ENTRIES, type Paint } from './paint.ts';
import type { Path } from './path.ts';
import type { Raster } from './raster.ts';

/** Paints areas onto a raster, one after the other. */
export class Painter {
  readonly raster: Raster;
  readonly #bounds: Bounds;

  constructor(raster: Raster) {
    this.raster = raster;
    this.#bounds = { left: 0, top: 0, right: raster.width, bottom: raster.height };
  }

  /** Fills a path with crisp, antialiased edges. */
  fill(path: Path, paint: Paint, opacity = 1): void {
    const covered = coverageOf(path, this.#bounds);
    if (!covered) return;
    const { left, top, width, height, values } = covered;
    for (let y = 0; y < height; y++) {
      layRow(this.raster, left, top + y, width, values, y * width, paint, opacity);
    }
  }

  /** Fills the whole picture. */
  flood(paint: Paint, opacity = 1): void {
    const { width, height } = this.raster;
    const full = new Float32Array(width).fill(1);
    for (let y = 0; y < height; y++) layRow(this.raster, 0, y, width, full, 0, paint, opacity);
  }

  /** Fills a path whose edges fade over about `radius` pixels, for shadows, glows and mist. */
  soft(path: Path, paint: Paint, radius: number, opacity = 1): void {
    // Blurred edges need no detail, so the work is done at a lower resolution.
    const shrink = Math.max(1, Math.floor(radius / 4));
    const margin = Math.ceil((2 * radius) / shrink) + 1;
    const { right, bottom } = this.#bounds;
    const around = {
      left: -margin,
      top: -margin,
      right: Math.ceil(right / shrink) + margin,
      bottom: Math.ceil(bottom / shrink) + margin,
    };
    const covered = coverageOf(path, around, shrink);
    if (!covered) return;
    this.#layScaled(blurred(covered, radius / shrink, margin), shrink, paint, opacity);
  }

  #layScaled(mask: Coverage, scale: number, paint: Paint, opacity: number): void {
    const { width, height } = this.raster;
    const left = Math.max(0, Math.floor((mask.left + 0.5) * scale));
    const right = Math.min(width, Math.ceil((mask.left + mask.width - 0.5) * scale));
    const top = Math.max(0, Math.floor((mask.top + 0.5) * scale));
    const bottom = Math.min(height, Math.ceil((mask.top + mask.height - 0.5) * scale));
    if (right <= left) return;
    const row = new Float32Array(right - left);
    for (let y = top; y < bottom; y++) {
      const v = Math.min(mask.height - 1, Math.max(0, (y + 0.5) / scale - 0.5 - mask.top));
      const upper = Math.min(mask.height - 2, Math.floor(v));
      const down = v - upper;
      const one = Math.max(0, upper) * mask.width;
      const two = Math.min(mask.height - 1, upper + 1) * mask.width;
      for (let x = left; x < right; x++) {
        const u = Math.min(mask.width - 1, Math.max(0, (x + 0.5) / scale - 0.5 - mask.left));
        const near = Math.floor(u);
        const far = Math.min(mask.width - 1, near + 1);
        const across = u - near;
        const a = mask.values[one + near]! * (1 - across) + mask.values[one + far]! * across;
        const b = mask.values[two + near]! * (1 - across) + mask.values[two + far]! * across;
        row[x - left] = a + (b - a) * down;
      }
      layRow(this.raster, left, y, right - left, row, 0, paint, opacity);
    }
  }
}

/** Composites source over destination, both with straight alpha. */
function layRow(
  raster: Raster,
  left: number,
  y: number,
  count: number,
  values: Float32Array,
  offset: number,
  paint: Paint,
  opacity: number,
): void {
  const { data } = raster;
  const { table, gradient } = paint;
  let at = (y * raster.width + left) * 4;
  let along = 0;
  let step = 0;
  let dx = 0;
  let dy2 = 0;
  let stepX = 0;
  const round = gradient?.kind === 'radial';
  if (gradient?.kind === 'linear') {
    step = gradient.x;
    along = gradient.start + (left + 0.5) * gradient.x + (y + 0.5) * gradient.y;
  } else if (gradient) {
    stepX = gradient.sx;
    dx = (left + 0.5 - gradient.x) * gradient.sx;
    dy2 = ((y + 0.5 - gradient.y) * gradient.sy) ** 2;
  }
  for (let index = 0; index < count; index++, at += 4) {
    const cover = values[offset + index]! * opacity;
    let entry = 0;
    if (gradient) {
      const place = round ? Math.sqrt(dx * dx + dy2) : along;
      entry = (place <= 0 ? 0 : place >= ENTRIES - 1 ? ENTRIES - 1 : place | 0) * 4;
      along += step;
      dx += stepX;
    }
    const alpha = cover * table[entry + 3]!;
    if (alpha <= 0.002) continue;
    if (alpha > 0.998) {
      data[at] = table[entry]!;
      data[at + 1] = table[entry + 1]!;
      data[at + 2] = table[entry + 2]!;
      data[at + 3] = 255;
      continue;
    }
    const below = data[at + 3]!;
    if (below === 255) {
      data[at] = data[at]! + (table[entry]! - data[at]!) * alpha;
      data[at + 1] = data[at + 1]! + (table[entry + 1]! - data[at + 1]!) * alpha;
      data[at + 2] = data[at + 2]! + (table[entry + 2]! - data[at + 2]!) * alpha;
      continue;
    }
    const kept = (below / 255) * (1 - alpha);
    const sum = alpha + kept;
    data[at] = (table[entry]! * alpha + data[at]! * kept) / sum;
    data[at + 1] = (table[entry + 1]! * alpha + data[at + 1]! * kept) / sum;
    data[at + 2] = (table[entry + 2]! * alpha + data[at + 2]! * kept) / sum;
    data[at + 3] = sum * 255;
  }
}

/** Approximates a Gaussian blur with three box blurs in each direction. */
function blurred(mask: Coverage, radius: number, margin: number): Coverage {
  const width = mask.width + 2 * margin;
  const height = mask.height + 2 * margin;
  const values = new Float32Array(width * height);
  for (let y = 0; y < mask.height; y++) {
    const row = mask.values.subarray(y * mask.width, (y + 1) * mask.width);
    values.set(row, (y + margin) * width + margin);
  }
  const box = Math.max(1, Math.round(radius * 0.6));
  const spare = new Float32Array(values.length);
  for (let pass = 0; pass < 3; pass++) {
    boxBlur(values, spare, width, height, box, 1, width);
    boxBlur(spare, values, height, width, box, width, 1);
  }
  return { left: mask.left - margin, top: mask.top - margin, width, height, values };
}

function boxBlur(
  from: Float32Array,
  to: Float32Array,
  count: number,
  lines: number,
  radius: number,
  step: number,
  lineStep: number,
): void {
  const per = 1 / (2 * radius + 1);
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep;
    let sum = 0;
    for (let index = 0; index < Math.min(radius, count); index++) sum += from[start + index * step]!;
    for (let index = 0; index < count; index++) {
      if (index + radius < count) sum += from[start + (index + radius) * step]!;
      if (index > radius) sum -= from[start + (index - radius - 1) * step]!;
      to[start + index * step] = sum * per;
    }
  }
}
