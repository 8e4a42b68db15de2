import { Path, type Point } from '../raster/path.ts';
import { type Glyph, glyphsOf } from './glyphs.ts';

/** Glyph units per em: a font of `size` pixels has {@link UNITS} of them. */
const UNITS = 10;
const GAP = 1.7;
const BLANK = 2.6;
const PEN = 0.92;

/** Longest text that is read for one caption. */
const MOST_CHARACTERS = 600;

export interface TypesetText {
  readonly lines: readonly (readonly (Glyph | undefined)[])[];
  /** Width of each line in pixels. */
  readonly widths: readonly number[];
  /** Distance between baselines in pixels. */
  readonly lineHeight: number;
  /** Font size in pixels. */
  readonly size: number;
}

/**
 * Wraps a text into at most `maxLines` lines of at most `width` pixels, at spaces if possible; excess text is
 * replaced by an ellipsis.
 */
export function typeset(text: string, size: number, width: number, maxLines: number): TypesetText {
  const most = width / (size / UNITS);
  const words = text
    .slice(0, MOST_CHARACTERS)
    .trim()
    .split(/\s+/u)
    .map(glyphsOf)
    .filter((word) => word.length > 0);
  const lines: (Glyph | undefined)[][] = [];
  let line: (Glyph | undefined)[] = [];
  for (const word of words.flatMap((word) => pieces(word, most))) {
    const longer = line.length > 0 ? [...line, undefined, ...word] : word;
    if (line.length > 0 && lengthOf(longer) > most) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  if (line.length > 0) lines.push(line);
  const shown = lines.slice(0, maxLines);
  const cut = lines.length > maxLines || text.length > MOST_CHARACTERS;
  if (cut && shown.length > 0) shown[shown.length - 1] = shortened(shown.at(-1)!, most);
  const scale = size / UNITS;
  return {
    lines: shown,
    widths: shown.map((glyphs) => lengthOf(glyphs) * scale),
    lineHeight: size * 1.28,
    size,
  };
}

/** The strokes of one line as a path whose baseline begins at `x`, `y`. */
export function textPath(glyphs: readonly (Glyph | undefined)[], size: number, x: number, y: number): Path {
  const path = new Path({ x, y, scale: size / UNITS });
  let at = 0;
  for (const glyph of glyphs) {
    if (!glyph) {
      at += BLANK;
      continue;
    }
    for (const stroke of glyph.strokes.split('|')) {
      path.stroke(pointsOf(stroke, at), glyph.width > 5 && glyph.strokes.length > 200 ? PEN * 0.6 : PEN);
    }
    at += glyph.width + GAP;
  }
  return path;
}

function lengthOf(glyphs: readonly (Glyph | undefined)[]): number {
  let length = -GAP;
  for (const glyph of glyphs) length += glyph ? glyph.width + GAP : BLANK;
  return Math.max(0, length);
}

/** Splits a word that is wider than a line. */
function pieces(word: readonly (Glyph | undefined)[], most: number): (Glyph | undefined)[][] {
  const parts: (Glyph | undefined)[][] = [];
  let part: (Glyph | undefined)[] = [];
  let length = -GAP;
  for (const glyph of word) {
    const more = (glyph?.width ?? 0) + GAP;
    if (part.length > 0 && length + more > most) {
      parts.push(part);
      part = [];
      length = -GAP;
    }
    part.push(glyph);
    length += more;
  }
  parts.push(part);
  return parts;
}

function shortened(line: readonly (Glyph | undefined)[], most: number): (Glyph | undefined)[] {
  const dots = glyphsOf('…');
  const kept = [...line];
  while (kept.length > 0 && (lengthOf([...kept, ...dots]) > most || kept.at(-1) === undefined)) kept.pop();
  return [...kept, ...dots];
}

function pointsOf(stroke: string, dx: number): Point[] {
  const points: Point[] = [];
  for (const token of stroke.split(' ')) {
    if (!token.startsWith('(')) {
      const [x, y] = token.split(',');
      points.push([Number(x) + dx, -Number(y)]);
      continue;
    }
    const [cx, cy, rx, ry, from, to] = token.slice(1, -1).split(',').map(Number) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const count = Math.max(3, Math.ceil(Math.abs(to - from) / 15));
    for (let index = 0; index <= count; index++) {
      const angle = ((from + ((to - from) * index) / count) * Math.PI) / 180;
      points.push([cx + rx * Math.cos(angle) + dx, -(cy + ry * Math.sin(angle))]);
    }
  }
  // A dot is a zero-length stroke, drawn slightly bolder than a line.
  if (points.length === 2 && points[0]![0] === points[1]![0] && points[0]![1] === points[1]![1]) {
    const [x, y] = points[0]!;
    return [
      [x - 0.12, y],
      [x + 0.12, y],
    ];
  }
  return points;
}
