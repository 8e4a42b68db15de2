import type { Random } from '../../../runtime/random.ts';
import type { Brief } from '../prompt/read-prompt.ts';
import type { Painter } from '../raster/painter.ts';
import type { Palette } from './palette.ts';

/** Everything that a part of a picture is painted with. Lengths are in pixels. */
export interface Stage {
  readonly painter: Painter;
  readonly width: number;
  readonly height: number;
  /** The shorter side: what sizes are measured by. */
  readonly unit: number;
  /** Where the caption begins; what matters stays above. */
  readonly bottom: number;
  readonly brief: Brief;
  readonly palette: Palette;
  readonly random: Random;
  /** 0 plain to 1 rich. */
  readonly detail: number;
}

/** Where a motif stands: the middle of its foot, and half its breadth. It is about twice as high as it is broad. */
export interface Stand {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  /** The place for what flies or swims. */
  readonly aloft: { readonly x: number; readonly y: number };
  /** Whether there is a floor that takes a shadow. */
  readonly floor: boolean;
}

/** A whole number that grows with the detail. */
export function amount(stage: Stage, least: number, most: number): number {
  return Math.round(least + (most - least) * stage.detail);
}
