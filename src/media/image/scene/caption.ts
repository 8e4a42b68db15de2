import { type Rgb, shade } from '../raster/colour.ts';
import { flat, linear } from '../raster/paint.ts';
import type { Painter } from '../raster/painter.ts';
import { Path } from '../raster/path.ts';
import { type TypesetText, textPath, typeset } from '../text/typeset.ts';

/** A caption, wrapped to the width of the image. */
export interface Caption {
  readonly text: TypesetText;
  /** Height of the area it occupies, in pixels. */
  readonly height: number;
}

/** Contrast with the ink colour is above 10:1. */
const PLATE: Rgb = [14, 15, 20];
const INK: Rgb = [252, 251, 247];

/** Undefined if there is no text, or no room for it. */
export function layCaption(words: string, width: number, height: number): Caption | undefined {
  const unit = Math.min(width, height);
  const size = Math.max(11, unit * (words.length > 120 ? 0.03 : 0.037));
  const margin = unit * 0.05;
  const maxLines = Math.max(
    1,
    Math.min(words.length > 120 ? 4 : 3, Math.floor((height * 0.24) / (size * 1.28))),
  );
  const text = typeset(words, size, width - 2 * margin, maxLines);
  if (text.lines.length === 0) return undefined;
  return { text, height: text.lines.length * text.lineHeight + size * 1.5 };
}

/** A dark band that fades out at the top, with light text. The image shows through unless `density` is 1. */
export function paintCaption(painter: Painter, caption: Caption, accent: Rgb, density = 0.85): void {
  const { width, height } = painter.raster;
  const { text } = caption;
  const unit = Math.min(width, height);
  const top = height - caption.height;
  const fade = text.size * 1.6;
  painter.fill(
    new Path().rect(0, top - fade, width, fade + caption.height),
    linear(0, top - fade, 0, height, [
      [0, PLATE, 0],
      [fade / (fade + caption.height), PLATE, density],
      [1, PLATE, density],
    ]),
  );
  const x = unit * 0.05;
  const bar = new Path().rect(x, top + text.size * 0.1, unit * 0.07, Math.max(2, unit * 0.005), unit * 0.003);
  painter.fill(bar, flat(shade(accent, 0.15)));
  for (const [index, line] of text.lines.entries()) {
    const baseline = top + text.size * 1.25 + index * text.lineHeight;
    painter.fill(textPath(line, text.size, x, baseline), flat(INK));
  }
}

/** The caption on a plate, for an image with a transparent background. */
export function paintLabel(painter: Painter, caption: Caption): void {
  const { width, height } = painter.raster;
  const { text } = caption;
  const breadth = Math.max(...text.widths);
  const padding = text.size * 0.8;
  const plateHeight = text.lines.length * text.lineHeight + text.size * 0.75;
  const top = height - plateHeight - text.size * 0.5;
  const left = (width - breadth) / 2 - padding;
  painter.fill(
    new Path().rect(left, top, breadth + 2 * padding, plateHeight, text.size * 0.7),
    flat(PLATE, 0.86),
  );
  for (const [index, line] of text.lines.entries()) {
    const x = (width - text.widths[index]!) / 2;
    painter.fill(textPath(line, text.size, x, top + text.size * 1.12 + index * text.lineHeight), flat(INK));
  }
}
