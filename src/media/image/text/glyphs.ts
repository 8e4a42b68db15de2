/**
 * A character as strokes of a round pen. Units: capitals are 7 high, lower-case letters 5, descenders reach
 * −2.3; y points up from the baseline. Strokes are separated by `|`; a stroke is a sequence of points `x,y`
 * and arcs `(cx,cy,rx,ry,from,to)`, in degrees counter-clockwise from the right, joined by straight lines.
 */
export interface Glyph {
  readonly width: number;
  readonly strokes: string;
}

const ROUND = '(2.4,2.5,2.4,2.5,0,360)';

const DRAWN: Readonly<Record<string, readonly [width: number, strokes: string]>> = {
  A: [5.6, '0,0 2.8,7 5.6,0|1,2.3 4.6,2.3'],
  B: [4.6, '0,0 0,7 2.6,7 (2.6,5.3,1.7,1.7,90,-90) 0,3.6|2.6,3.6 (2.8,1.8,1.8,1.8,90,-90) 0,0'],
  C: [5.7, '(3.3,3.5,3.3,3.5,45,315)'],
  D: [5.4, '0,0 0,7 2,7 (2,3.5,3.4,3.5,90,-90) 0,0'],
  E: [4.2, '4.2,7 0,7 0,0 4.2,0|0,3.6 3.7,3.6'],
  F: [4, '4,7 0,7 0,0|0,3.6 3.5,3.6'],
  G: [6.6, '(3.3,3.5,3.3,3.5,45,360) 3.8,3.5'],
  H: [5, '0,0 0,7|5,0 5,7|0,3.6 5,3.6'],
  I: [0, '0,0 0,7'],
  J: [3.4, '3.4,7 3.4,1.7 (1.7,1.7,1.7,1.7,0,-170)'],
  K: [4.8, '0,0 0,7|4.6,7 0,2.7|1.7,4.2 4.8,0'],
  L: [3.9, '0,7 0,0 3.9,0'],
  M: [6.4, '0,0 0,7 3.2,2 6.4,7 6.4,0'],
  N: [5.2, '0,0 0,7 5.2,0 5.2,7'],
  O: [6.6, '(3.3,3.5,3.3,3.5,0,360)'],
  P: [4.3, '0,0 0,7 2.4,7 (2.4,5.1,1.9,1.9,90,-90) 0,3.2'],
  Q: [6.6, '(3.3,3.5,3.3,3.5,0,360)|4.2,2 6.4,-0.5'],
  R: [4.6, '0,0 0,7 2.4,7 (2.4,5.1,1.9,1.9,90,-90) 0,3.2|2.2,3.2 4.6,0'],
  S: [4.4, '(2.2,5.2,2,1.8,40,270) (2.2,1.7,2.2,1.7,90,-140)'],
  T: [5, '0,7 5,7|2.5,7 2.5,0'],
  U: [5, '0,7 0,2.5 (2.5,2.5,2.5,2.5,180,360) 5,7'],
  V: [5.6, '0,7 2.8,0 5.6,7'],
  W: [8, '0,7 2,0 4,6 6,0 8,7'],
  X: [5, '0,0 5,7|0,7 5,0'],
  Y: [5.2, '0,7 2.6,3.4 5.2,7|2.6,3.4 2.6,0'],
  Z: [4.8, '0,7 4.8,7 0,0 4.8,0'],
  a: [4.8, `${ROUND}|4.8,5 4.8,0`],
  b: [4.8, `0,7.4 0,0|${ROUND}`],
  c: [4.3, '(2.5,2.5,2.5,2.5,45,315)'],
  d: [4.8, `${ROUND}|4.8,7.4 4.8,0`],
  e: [4.9, '0.1,2.6 4.9,2.6 (2.5,2.5,2.45,2.5,2,318)'],
  f: [2.8, '(2.4,5.9,1.3,1.4,70,180) 1.1,0|0,5 2.7,5'],
  g: [4.8, `${ROUND}|4.8,5 4.8,0.1 (2.4,0.1,2.4,2.3,0,-150)`],
  h: [4.2, '0,7.4 0,0|0,2.9 (2.1,2.9,2.1,2.1,180,0) 4.2,0'],
  i: [0, '0,5 0,0|0,6.9 0,6.9'],
  j: [1.2, '1.2,5 1.2,-0.9 (0,-0.9,1.2,1.3,0,-90)|1.2,6.9 1.2,6.9'],
  k: [3.9, '0,7.4 0,0|3.6,5 0,1.9|1.4,3.1 3.9,0'],
  l: [1.1, '0,7.4 0,1.1 (1.1,1.1,1.1,1.1,180,270)'],
  m: [7, '0,5 0,0|0,3.2 (1.75,3.2,1.75,1.8,180,0) 3.5,0|3.5,3.2 (5.25,3.2,1.75,1.8,180,0) 7,0'],
  n: [4.2, '0,5 0,0|0,2.9 (2.1,2.9,2.1,2.1,180,0) 4.2,0'],
  o: [5, '(2.5,2.5,2.5,2.5,0,360)'],
  p: [4.8, `0,5 0,-2.3|${ROUND}`],
  q: [4.8, `${ROUND}|4.8,5 4.8,-2.3`],
  r: [2.4, '0,5 0,0|0,3 (1.9,3,1.9,2,180,75)'],
  s: [3.6, '(1.8,3.75,1.6,1.25,35,270) (1.8,1.25,1.8,1.25,90,-145)'],
  t: [2.8, '1.1,6.8 1.1,1.4 (2.5,1.4,1.4,1.4,180,280)|0,5 2.7,5'],
  u: [4.2, '0,5 0,2.1 (2.1,2.1,2.1,2.1,180,360)|4.2,5 4.2,0'],
  v: [4.4, '0,5 2.2,0 4.4,5'],
  w: [6.6, '0,5 1.65,0 3.3,4.6 4.95,0 6.6,5'],
  x: [4, '0,0 4,5|0,5 4,0'],
  y: [4.5, '0,5 2.3,0|4.5,5 1.4,-2.3'],
  z: [3.8, '0,5 3.8,5 0,0 3.8,0'],
  0: [4.6, '(2.3,3.5,2.3,3.5,0,360)'],
  1: [1.6, '0,5.6 1.6,7 1.6,0'],
  2: [4.3, '(2.1,5,2,2,165,-35) 0,0 4.3,0'],
  3: [4.2, '(2.1,5.3,1.8,1.7,150,-90) (2.1,1.8,2.1,1.8,90,-150)'],
  4: [4.9, '3.6,0 3.6,7 0,1.8 4.9,1.8'],
  5: [4.2, '3.9,7 0.6,7 0.3,3.9 (2,2.2,2.2,2.2,125,-145)'],
  6: [4.6, '3.3,7 0.4,3.3|(2.3,2.2,2.3,2.2,0,360)'],
  7: [4.3, '0,7 4.3,7 1.4,0'],
  8: [4.4, '(2.2,5.3,1.8,1.7,0,360)|(2.2,1.8,2.2,1.8,0,360)'],
  9: [4.6, '1.3,0 4.2,3.7|(2.3,4.8,2.3,2.2,0,360)'],
  '.': [0, '0,0 0,0'],
  ',': [0.4, '0.4,0.2 0,-1.2'],
  ':': [0, '0,0.2 0,0.2|0,4.2 0,4.2'],
  ';': [0.4, '0.4,0.2 0,-1.2|0.4,4.2 0.4,4.2'],
  '!': [0, '0,7 0,2.2|0,0 0,0'],
  '?': [3.6, '(1.8,5.2,1.8,1.8,165,-45) 1.8,2.9 1.8,2.2|1.8,0 1.8,0'],
  "'": [0, '0,7.2 0,5.4'],
  '"': [1.4, '0,7.2 0,5.4|1.4,7.2 1.4,5.4'],
  '-': [2.4, '0,2.8 2.4,2.8'],
  '–': [3.6, '0,2.8 3.6,2.8'],
  '—': [6, '0,2.8 6,2.8'],
  _: [4.6, '0,-0.8 4.6,-0.8'],
  '(': [1.4, '(2.6,2.8,2.6,5,120,240)'],
  ')': [1.4, '(-1.2,2.8,2.6,5,60,-60)'],
  '[': [1.4, '1.4,7.6 0,7.6 0,-1.6 1.4,-1.6'],
  ']': [1.4, '0,7.6 1.4,7.6 1.4,-1.6 0,-1.6'],
  '{': [1.8, '1.8,7.6 1,7 1,3.8 0,3 1,2.2 1,-1 1.8,-1.6'],
  '}': [1.8, '0,7.6 0.8,7 0.8,3.8 1.8,3 0.8,2.2 0.8,-1 0,-1.6'],
  '/': [3.2, '0,-0.8 3.2,7.6'],
  '\\': [3.2, '0,7.6 3.2,-0.8'],
  '|': [0, '0,7.6 0,-1.6'],
  '+': [4, '0,3 4,3|2,5 2,1'],
  '=': [4, '0,4 4,4|0,2 4,2'],
  '<': [3.6, '3.6,5 0,3 3.6,1'],
  '>': [3.6, '0,5 3.6,3 0,1'],
  '*': [2.8, '1.4,7.2 1.4,4.2|0.1,6.5 2.7,4.9|0.1,4.9 2.7,6.5'],
  '^': [3, '0,5.2 1.5,7 3,5.2'],
  '~': [4, '(1,2.7,1,0.8,180,0) (3,2.7,1,0.8,180,360)'],
  '`': [1.2, '0,7.4 1.2,6.2'],
  '&': [5.2, '5.2,0 1.15,4.9 (2.3,5.6,1.4,1.4,205,-30) 0.6,2.7 (2,1.8,2,1.8,150,330) 5,3'],
  '%': [5.6, '0,0 5.6,7|(1.2,5.6,1.2,1.4,0,360)|(4.4,1.4,1.2,1.4,0,360)'],
  '#': [5.2, '1,0 2,7|3.4,0 4.4,7|0.2,2.2 4.9,2.2|0.5,4.8 5.2,4.8'],
  '@': [7, '(3.6,2.8,1.5,1.6,0,360)|5.1,4.4 5.1,2 (6,2,0.9,0.9,180,360) 6.9,3.2 (3.5,3.2,3.4,3.6,0,300)'],
  $: [4.4, '(2.2,5.2,2,1.8,40,270) (2.2,1.7,2.2,1.7,90,-140)|2.2,8 2.2,-1'],
  '€': [5.4, '(3.3,3.5,2.9,3.5,50,310)|-0.2,4.2 3.4,4.2|-0.2,2.9 3.2,2.9'],
  '£': [4.2, '(2.6,5.4,1.6,1.6,20,180) 1,5.4 1,1.2 0,0 4.2,0|0,3.4 3,3.4'],
  '°': [1.8, '(0.9,6.3,0.9,0.9,0,360)'],
  '•': [1, '0.2,2.8 0.8,2.8|0.5,3.1 0.5,2.5'],
  '…': [4.4, '0,0 0,0|2.2,0 2.2,0|4.4,0 4.4,0'],
  '×': [3.2, '0,1.4 3.2,4.6|0,4.6 3.2,1.4'],
  ß: [4.4, '0,0 0,5.4 (1.9,5.4,1.9,2,180,-60) 2,4 (2.4,2,2,2,90,-120)'],
  æ: [8, `${ROUND}|4.8,5 4.8,0|4.8,2.6 8,2.6 (6.4,2.5,1.6,2.5,2,318)`],
  Æ: [7.6, '0,0 3.4,7 7.6,7|3.8,7 3.8,0 7.6,0|1.1,2.3 3.8,2.3|3.8,3.6 7,3.6'],
  œ: [8.2, '(2.4,2.5,2.4,2.5,0,360)|4.8,2.6 8.2,2.6 (6.5,2.5,1.7,2.5,2,318)'],
  Œ: [8, '(3.3,3.5,3.3,3.5,75,285)|8,7 4.2,7 4.2,0 8,0|4.2,3.6 7.5,3.6'],
  ø: [5, '(2.5,2.5,2.5,2.5,0,360)|0.6,-0.4 4.4,5.4'],
  Ø: [6.6, '(3.3,3.5,3.3,3.5,0,360)|0.8,-0.5 5.8,7.5'],
  ł: [2, '0.9,7.4 0.9,1.1 (2,1.1,1.1,1.1,180,270)|0,3.2 2,4.4'],
  Ł: [4.3, '0.4,7 0.4,0 4.3,0|-0.4,2.8 2.2,4.4'],
  đ: [5.2, `${ROUND}|4.8,7.4 4.8,0|3.4,6.2 5.6,6.2`],
  ı: [0, '0,5 0,0'],
  '¿': [3.6, '(1.8,0,1.8,1.8,-15,-225) 1.8,2.3 1.8,3|1.8,5.2 1.8,5.2'],
  '¡': [0, '0,-2 0,2.8|0,5 0,5'],
};

/**
 * Diacritics above or below a letter, relative to x = 0 and, for y = 0, the letter's top (the baseline for
 * those below).
 */
const MARKS: Readonly<Record<string, string>> = {
  '\u0300': '-0.9,2.2 0.3,1.1',
  '\u0301': '0.9,2.2 -0.3,1.1',
  '\u0302': '-1.1,1.1 0,2.1 1.1,1.1',
  '\u0303': '(-0.7,1.4,0.7,0.5,180,0) (0.7,1.4,0.7,0.5,180,360)',
  '\u0304': '-1.2,1.5 1.2,1.5',
  '\u0306': '(0,2.2,1.1,1,190,350)',
  '\u0307': '0,1.6 0,1.6',
  '\u0308': '-1.1,1.6 -1.1,1.6|1.1,1.6 1.1,1.6',
  '\u030a': '(0,1.6,0.75,0.75,0,360)',
  '\u030b': '-0.2,2.2 -0.9,1.1|1.4,2.2 0.7,1.1',
  '\u030c': '-1.1,2.1 0,1.1 1.1,2.1',
};

const MARKS_BELOW: Readonly<Record<string, string>> = {
  '\u0327': '0,0 0,-0.9 (-0.1,-1.4,0.6,0.5,70,-120)',
  '\u0328': '0.6,0 (0.9,-1,0.7,0.7,120,300)',
  '\u0323': '0,-1.4 0,-1.4',
};

/** Scripts whose letters have a customary Latin transliteration. */
const LATIN: ReadonlyMap<string, string> = new Map([
  ...spelled(
    'абвгдежзийклмнопрстуфхцчшщъыьэюя',
    'a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya',
  ),
  ...spelled('ёіїєґў', 'yo i yi ye g w'),
  ...spelled('αβγδεζηθικλμνξοπρστυφχψως', 'a v g d e z i th i k l m n x o p r s t y f ch ps o s'),
  ...spelled('‘’‚“”„‐‑−·¬«»′″', '\' \' , " " " - - - • - " " \' "'),
]);

function spelled(letters: string, spellings: string): [string, string][] {
  const list = spellings.split(' ').map((spelling) => (spelling === '_' ? '' : spelling));
  return [...letters].map((letter, index) => [letter, list[index] ?? '']);
}

/**
 * The glyphs of a text, one for each visible character; a space is undefined. Cyrillic and Greek are
 * transliterated; a character without a glyph becomes a box with its code point, like the fallback of systems
 * that lack a font.
 */
export function glyphsOf(text: string): (Glyph | undefined)[] {
  const glyphs: (Glyph | undefined)[] = [];
  for (const char of latin(text).normalize('NFD')) {
    if (/\s/.test(char)) glyphs.push(undefined);
    else if (Object.hasOwn(MARKS, char) || Object.hasOwn(MARKS_BELOW, char)) mark(glyphs, char);
    else if (Object.hasOwn(DRAWN, char)) glyphs.push(drawn(char));
    else if (!/[\p{M}\p{C}]/u.test(char)) glyphs.push(codeBox(char.codePointAt(0)!));
  }
  return glyphs;
}

function drawn(char: string): Glyph {
  const [width, strokes] = DRAWN[char]!;
  return { width, strokes };
}

/** Transliterates in composed form: й is a letter of its own, not an и with a diacritic. */
function latin(text: string): string {
  let result = '';
  for (const char of text.normalize('NFC')) {
    const lower = char.toLowerCase();
    const bare = lower.normalize('NFD').slice(0, 1);
    const spelling = LATIN.get(lower) ?? (/\p{Script=Greek}/u.test(char) ? LATIN.get(bare) : undefined);
    if (spelling === undefined) result += char;
    else result += lower === char ? spelling : spelling.slice(0, 1).toUpperCase() + spelling.slice(1);
  }
  return result;
}

function mark(glyphs: (Glyph | undefined)[], char: string): void {
  const base = glyphs.pop();
  if (!base) return void glyphs.push(base);
  const over = MARKS[char];
  const strokes = base.strokes.replace(over && base.width === 0 ? /\|0,6\.9 0,6\.9$/ : /$^/, '');
  const top = topOf(strokes);
  const moved = shifted(over ?? MARKS_BELOW[char]!, base.width / 2, over ? top : 0);
  glyphs.push({ width: base.width, strokes: `${strokes}|${moved}` });
}

function topOf(strokes: string): number {
  let top = 0;
  for (const [, x, y, ry] of strokes.matchAll(/\(([-\d.]+),([-\d.]+),[-\d.]+,([-\d.]+),[^)]*\)/g)) {
    if (x !== undefined) top = Math.max(top, Number(y) + Number(ry));
  }
  for (const [, y] of strokes.matchAll(/(?:^|[ |])[-\d.]+,([-\d.]+)(?=[ |]|$)/g))
    top = Math.max(top, Number(y));
  return top;
}

function shifted(strokes: string, dx: number, dy: number): string {
  return strokes.replace(
    /(\(?)([-\d.]+),([-\d.]+)((?:,[-\d.]+)*\)?)/g,
    (_, open, x, y, rest) => `${open}${Number(x) + dx},${Number(y) + dy}${rest}`,
  );
}

/** A frame around the hexadecimal digits of the code point, in two lines. */
function codeBox(code: number): Glyph {
  const digits = code.toString(16).toUpperCase().padStart(4, '0');
  const columns = Math.ceil(digits.length / 2);
  const width = columns * 2.5 + 1.1;
  const strokes = [`0,-1 0,7.6 ${width},7.6 ${width},-1 0,-1`];
  for (let index = 0; index < digits.length; index++) {
    const x = 1.1 + (index % columns) * 2.5;
    const y = index < columns ? 4 : -0.1;
    strokes.push(small(drawn(digits[index]!), x, y));
  }
  return { width, strokes: strokes.join('|') };
}

function small({ strokes, width }: Glyph, dx: number, dy: number): string {
  const scale = 0.38;
  const middle = dx + (1.4 - width * scale) / 2;
  return strokes.replace(
    /(\(?)([-\d.]+),([-\d.]+)(?:,([-\d.]+),([-\d.]+)(,[-\d.]+,[-\d.]+\)))?/g,
    (_, open, x, y, rx, ry, rest) =>
      `${open}${Number(x) * scale + middle},${Number(y) * scale + dy}` +
      (rest === undefined ? '' : `,${Number(rx) * scale},${Number(ry) * scale}${rest}`),
  );
}
