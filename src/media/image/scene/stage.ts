import type { Random } from '../../../runtime/random.ts';
import type { Brief } from '../prompt/read-prompt.ts';
import type { Painter } from '../raster/painter.ts';
import type { Palette } from './palette.ts';

/** Shared state for painting one image. Lengths are in pixels. */
export interface Stage {
  readonly painter: Painter;
  readonly width: number;
  readonly height: number;
  /** The shorter side of the image; sizes are multiples of it. */
  readonly unit: number;
  /** Where the caption begins; everything important stays above. */
  readonly bottom: number;
  readonly brief: Brief;
  readonly palette: Palette;
  readonly random: Random;
  /** From 0, plain, to 1, rich. */
  readonly detail: number;
}

/** Where a motif stands: the centre of its base, and half its width. It is about twice as high as wide. */
export interface Stand {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  /** Position of motifs that fly or swim. */
  readonly aloft: { readonly x: number; readonly y: number };
  /** Whether there is a floor that a shadow can fall on. */
  readonly floor: boolean;
}

/** A count that grows with the detail level. */
export function amount(stage: Stage, least: number, most: number): number {
  return Math.round(least + (most - least) * stage.detail);
}
