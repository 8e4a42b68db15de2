import type { Path } from './path.ts';

/** The fraction of each pixel of a rectangle that a path covers, 0 to 1. */
export interface Coverage {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Exact area coverage of a path within `bounds`: each edge adds its signed area to the pixels it crosses, and
 * a running sum along each row gives the coverage. Undefined if the path does not touch the bounds.
 */
export function coverageOf(path: Path, bounds: Bounds, shrink = 1): Coverage | undefined {
  const extent = extentOf(path, shrink);
  const left = Math.max(bounds.left, Math.floor(extent.left));
  const top = Math.max(bounds.top, Math.floor(extent.top));
  const width = Math.min(bounds.right, Math.ceil(extent.right)) - left;
  const height = Math.min(bounds.bottom, Math.ceil(extent.bottom)) - top;
  if (!(width > 0 && height > 0)) return undefined;

  const stride = width + 2;
  const areas = new Float32Array(stride * height);
  for (const points of path.outlines) {
    let x0 = points[points.length - 2]! / shrink - left;
    let y0 = points[points.length - 1]! / shrink - top;
    for (let index = 0; index < points.length; index += 2) {
      const x1 = points[index]! / shrink - left;
      const y1 = points[index + 1]! / shrink - top;
      addEdge(areas, stride, width, height, x0, y0, x1, y1);
      x0 = x1;
      y0 = y1;
    }
  }
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    let sum = 0;
    for (let x = 0; x < width; x++) {
      sum += areas[y * stride + x]!;
      const covered = Math.abs(sum);
      values[y * width + x] = Math.min(covered, 1);
    }
  }
  return { left, top, width, height, values };
}

function extentOf(path: Path, shrink: number): Bounds {
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const points of path.outlines) {
    for (let index = 0; index < points.length; index += 2) {
      const x = points[index]!;
      const y = points[index + 1]!;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
  }
  return { left: left / shrink, top: top / shrink, right: right / shrink, bottom: bottom / shrink };
}

function addEdge(
  areas: Float32Array,
  stride: number,
  width: number,
  height: number,
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
): void {
  if (fromY === toY) return;
  const down = fromY < toY;
  const direction = down ? 1 : -1;
  const topX = down ? fromX : toX;
  const topY = down ? fromY : toY;
  const bottomY = down ? toY : fromY;
  const slope = (toX - fromX) / (toY - fromY);
  const last = Math.min(height, Math.ceil(bottomY));
  let x = topY < 0 ? topX - topY * slope : topX;
  for (let y = Math.max(0, Math.floor(topY)); y < last; y++) {
    const rise = Math.min(y + 1, bottomY) - Math.max(y, topY);
    const next = x + slope * rise;
    const share = rise * direction;
    let low = Math.min(x, next);
    let high = Math.max(x, next);
    x = next;
    // An edge left of the rectangle still affects every pixel to its right; one right of it affects none.
    low = low < 0 ? 0 : Math.min(low, width);
    high = high < 0 ? 0 : Math.min(high, width);
    const first = Math.floor(low);
    const end = Math.ceil(high);
    const at = y * stride + first;
    if (end <= first + 1) {
      const middle = (low + high) / 2 - first;
      areas[at] = areas[at]! + share * (1 - middle);
      areas[at + 1] = areas[at + 1]! + share * middle;
      continue;
    }
    // The edge crosses several pixels of this row; each gets the area to the right of the edge within the
    // pixel.
    const per = 1 / (high - low);
    let covered = 0;
    let carried = 0;
    for (let pixel = first; pixel < end; pixel++) {
      const enter = Math.max(pixel, low);
      const leave = Math.min(pixel + 1, high);
      const part = (leave - enter) * per;
      const inside = covered + part * (1 - ((enter + leave) / 2 - pixel));
      const index = y * stride + pixel;
      areas[index] = areas[index]! + share * (inside - carried);
      carried = inside;
      covered += part;
    }
    const index = y * stride + end;
    areas[index] = areas[index]! + share * (1 - carried);
  }
}
