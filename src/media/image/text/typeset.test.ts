import { describe, expect, it } from 'vitest';
import { glyphsOf } from './glyphs.ts';
import { textPath, typeset } from './typeset.ts';

const shapes = (text: string) => glyphsOf(text).map((glyph) => glyph?.strokes);

describe('glyphsOf', () => {
  it('has a distinct glyph for every printable ASCII character', () => {
    const characters = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index));
    const all = characters.map((char) => shapes(char)[0]);
    expect(all.every((strokes) => strokes !== undefined && strokes.length > 0)).toBe(true);
    expect(new Set(all).size).toBe(94);
  });

  it('places diacritics on letters and transliterates Cyrillic and Greek', () => {
    expect(glyphsOf('é')).toHaveLength(1);
    expect(shapes('é')[0]).toContain(shapes('e')[0]);
    expect(shapes('Лес')).toEqual(shapes('Les'));
    expect(shapes('Θάλασσα')).toEqual(shapes('Thalassa'));
  });

  it('shows unsupported characters as a box with the code point', () => {
    const [one, other] = glyphsOf('山川');
    expect(one!.width).toBeGreaterThan(3);
    expect(one!.strokes).not.toBe(other!.strokes);
    expect(glyphsOf('\u0000\u200d\ufe0f')).toEqual([]);
  });
});

describe('typeset', () => {
  it('wraps at spaces into lines that fit', () => {
    const { lines, widths } = typeset('one two three four five six seven', 20, 160, 9);
    expect(lines.length).toBeGreaterThan(2);
    expect(Math.max(...widths)).toBeLessThanOrEqual(160);
  });

  it('ends in an ellipsis if the text is too long', () => {
    const { lines } = typeset('word '.repeat(200), 20, 160, 2);
    expect(lines).toHaveLength(2);
    expect(lines[1]!.at(-1)!.strokes).toBe(shapes('…')[0]);
  });

  it('breaks a word that is longer than a line', () => {
    const { lines, widths } = typeset('a'.repeat(100), 20, 160, 50);
    expect(lines.flat()).toHaveLength(100);
    expect(Math.max(...widths)).toBeLessThanOrEqual(160);
  });

  it('draws within the measured width', () => {
    const { lines, widths, size } = typeset('Quick brown fox', 40, 1000, 1);
    const xs = textPath(lines[0]!, size, 10, 50).outlines.flatMap((points) =>
      points.filter((_, index) => index % 2 === 0),
    );
    expect(Math.min(...xs)).toBeGreaterThan(10 - size * 0.1);
    expect(Math.max(...xs)).toBeLessThan(10 + widths[0]! + size * 0.1);
  });
});
