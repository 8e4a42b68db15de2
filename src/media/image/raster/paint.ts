import { mix, type Rgb } from './colour.ts';

/** A gradient stop: position from 0 to 1, colour, and opacity (1 by default). */
export type Stop = readonly [at: number, rgb: Rgb, alpha?: number];

/**
 * A solid colour or gradient to fill an area with. Colours are looked up in a table; `at` returns the entry
 * for a pixel centre.
 */
export interface Paint {
  /** RGBA for each of {@link ENTRIES} steps, alpha 0 to 1. */
  readonly table: Float32Array;
  /** Undefined for a solid colour. */
  readonly gradient?:
    | { readonly kind: 'linear'; readonly x: number; readonly y: number; readonly start: number }
    | {
        readonly kind: 'radial';
        readonly x: number;
        readonly y: number;
        readonly sx: number;
        readonly sy: number;
      };
}

export const ENTRIES = 512;

export function flat(rgb: Rgb, alpha = 1): Paint {
  return { table: new Float32Array([rgb[0], rgb[1], rgb[2], alpha]) };
}

/** A gradient along the line from one point to another, in pixels. */
export function linear(x0: number, y0: number, x1: number, y1: number, stops: readonly Stop[]): Paint {
  const length2 = (x1 - x0) ** 2 + (y1 - y0) ** 2 || 1;
  const x = ((x1 - x0) / length2) * ENTRIES;
  const y = ((y1 - y0) / length2) * ENTRIES;
  return { table: tableOf(stops), gradient: { kind: 'linear', x, y, start: -(x0 * x + y0 * y) } };
}

/** A gradient from a point outwards, radii in pixels; an ellipse if `ry` differs. */
export function radial(cx: number, cy: number, rx: number, stops: readonly Stop[], ry = rx): Paint {
  return {
    table: tableOf(stops),
    gradient: { kind: 'radial', x: cx, y: cy, sx: ENTRIES / rx, sy: ENTRIES / ry },
  };
}

function tableOf(stops: readonly Stop[]): Float32Array {
  const table = new Float32Array(ENTRIES * 4);
  let next = 0;
  for (let entry = 0; entry < ENTRIES; entry++) {
    const at = entry / (ENTRIES - 1);
    while (next < stops.length && stops[next]![0] < at) next++;
    const before = stops[Math.max(0, next - 1)]!;
    const after = stops[Math.min(next, stops.length - 1)]!;
    const span = after[0] - before[0];
    const share = span > 0 ? (at - before[0]) / span : 0;
    const rgb = before[1] === after[1] ? before[1] : mix(before[1], after[1], share);
    const alpha = (before[2] ?? 1) + ((after[2] ?? 1) - (before[2] ?? 1)) * share;
    table.set([rgb[0], rgb[1], rgb[2], alpha], entry * 4);
  }
  return table;
}
