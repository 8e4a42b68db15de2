/**
 * Parses a regular expression (ECMAScript syntax, Unicode mode, no flags) into a tree for matching and for generating
 * texts, so that client patterns never reach the runtime's backtracking engine.
 *
 * Returns undefined for unsupported syntax and for patterns that are too large: more than 4,000 characters, groups
 * nested deeper than 60, or a shortest match of more than 20,000 characters.
 *
 * @example
 * parsePattern('^[a-z]{2}-\\d+$')?.least; // 4
 */
export function parsePattern(source: string): PatternNode | undefined {
  if (source.length > 4_000) return undefined;
  try {
    const node = new PatternReader(source).read();
    return node.least <= 20_000 ? node : undefined;
  } catch (error) {
    if (error instanceof UnreadablePattern) return undefined;
    throw error;
  }
}

/** Inclusive code point ranges, ascending and disjoint. */
export type CharSet = readonly (readonly [number, number])[];

/** `least` and `most` bound the length of what a node matches, in code points. */
export type PatternNode = { readonly least: number; readonly most: number } & (
  | { readonly kind: 'chars'; readonly set: CharSet }
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly options: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly item: PatternNode; readonly min: number; readonly max: number }
  | { readonly kind: 'group'; readonly index: number; readonly item: PatternNode }
  | { readonly kind: 'reference'; readonly index: number }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'boundary'; readonly negated: boolean }
  | { readonly kind: 'look'; readonly behind: boolean; readonly negated: boolean; readonly item: PatternNode }
);

class UnreadablePattern extends Error {}

const HIGHEST = 0x10ffff;
const DIGIT: CharSet = [[48, 57]];
const WORD: CharSet = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const SPACE: CharSet = [
  [9, 13],
  [32, 32],
  [160, 160],
  [0x2028, 0x2029],
];
const LINE_ENDS: CharSet = [
  [10, 10],
  [13, 13],
  [0x2028, 0x2029],
];
const UPPER: CharSet = [
  [65, 90],
  [0xc0, 0xd6],
];
const LOWER: CharSet = [
  [97, 122],
  [0xdf, 0xf6],
];
const PICTURES: CharSet = [
  [0x1f300, 0x1f320],
  [0x1f32d, 0x1f335],
  [0x1f345, 0x1f37c],
  [0x1f400, 0x1f43e],
  [0x1f600, 0x1f64f],
  [0x1f680, 0x1f6c5],
  [0x1f910, 0x1f93a],
];
const COMPONENTS: CharSet = [
  [35, 35],
  [42, 42],
  [48, 57],
  [0x200d, 0x200d],
  [0x20e3, 0x20e3],
  [0xfe0f, 0xfe0f],
  [0x1f1e6, 0x1f1ff],
  [0x1f3fb, 0x1f3ff],
];
/** The supported part of each Unicode property; other characters with the property do not match. */
const PROPERTIES: ReadonlyMap<string, CharSet> = new Map([
  ['L', union(UPPER, LOWER)],
  ['Letter', union(UPPER, LOWER)],
  ['Alphabetic', union(UPPER, LOWER)],
  ['Lu', UPPER],
  ['Uppercase', UPPER],
  ['Ll', LOWER],
  ['Lowercase', LOWER],
  ['N', DIGIT],
  ['Nd', DIGIT],
  [
    'P',
    [
      [33, 35],
      [37, 42],
      [44, 47],
      [58, 59],
      [63, 64],
      [91, 93],
      [95, 95],
    ] as CharSet,
  ],
  [
    'S',
    [
      [36, 36],
      [43, 43],
      [60, 62],
      [94, 94],
      [124, 124],
      [126, 126],
    ] as CharSet,
  ],
  ['Z', [[32, 32]] as CharSet],
  ['Zs', [[32, 32]] as CharSet],
  ['ASCII', [[0, 127]] as CharSet],
  ['Extended_Pictographic', PICTURES],
  ['ExtPict', PICTURES],
  ['Emoji', union(PICTURES, normal([...COMPONENTS.slice(0, 3), [0x1f1e6, 0x1f1ff], [0x1f3fb, 0x1f3ff]]))],
  ['Emoji_Presentation', PICTURES],
  ['Emoji_Component', COMPONENTS],
  ['Emoji_Modifier', [[0x1f3fb, 0x1f3ff]] as CharSet],
  ['Regional_Indicator', [[0x1f1e6, 0x1f1ff]] as CharSet],
  ['RI', [[0x1f1e6, 0x1f1ff]] as CharSet],
  [
    'Latin',
    normal([
      [65, 90],
      [97, 122],
      [0xc0, 0xd6],
      [0xd8, 0xf6],
      [0xf8, 0x24f],
    ]),
  ],
  [
    'Greek',
    normal([
      [0x391, 0x3a1],
      [0x3a3, 0x3e1],
    ]),
  ],
  ['Cyrillic', [[0x400, 0x482]] as CharSet],
  ['Hebrew', [[0x5d0, 0x5ea]] as CharSet],
  ['Arabic', [[0x620, 0x63f]] as CharSet],
  ['Han', [[0x4e00, 0x9fff]] as CharSet],
  ['Hiragana', [[0x3041, 0x3096]] as CharSet],
  ['Katakana', [[0x30a1, 0x30fa]] as CharSet],
  ['Hangul', [[0xac00, 0xd7a3]] as CharSet],
]);

class PatternReader {
  readonly #source: string;
  readonly #names = new Map<string, number>();
  #at = 0;
  #groups = 0;
  #depth = 0;

  constructor(source: string) {
    this.#source = source;
  }

  read(): PatternNode {
    const node = this.#choice();
    if (this.#at < this.#source.length) throw new UnreadablePattern();
    return node;
  }

  #choice(): PatternNode {
    const options = [this.#sequence()];
    while (this.#take('|')) options.push(this.#sequence());
    if (options.length === 1) return options[0] as PatternNode;
    return {
      kind: 'choice',
      options,
      least: options.reduce((least, option) => Math.min(least, option.least), Number.POSITIVE_INFINITY),
      most: options.reduce((most, option) => Math.max(most, option.most), 0),
    };
  }

  #sequence(): PatternNode {
    const items: PatternNode[] = [];
    while (this.#at < this.#source.length && !this.#sees('|') && !this.#sees(')')) {
      items.push(this.#quantified(this.#atom()));
    }
    if (items.length === 1) return items[0] as PatternNode;
    return {
      kind: 'sequence',
      items,
      least: items.reduce((sum, item) => sum + item.least, 0),
      most: items.reduce((sum, item) => sum + item.most, 0),
    };
  }

  #quantified(item: PatternNode): PatternNode {
    const bounds = this.#quantifier();
    if (bounds === undefined) return item;
    this.#take('?');
    const [min, max] = bounds;
    return {
      kind: 'repeat',
      item,
      min,
      max,
      least: item.least === 0 ? 0 : item.least * min,
      most: item.most === 0 || max === 0 ? 0 : item.most * max,
    };
  }

  #quantifier(): readonly [number, number] | undefined {
    if (this.#take('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.#take('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.#take('?')) return [0, 1];
    if (!this.#sees('{')) return undefined;
    const close = this.#source.indexOf('}', this.#at);
    const parts = close < 0 ? null : /^(\d{1,7})(,(\d{0,7}))?$/.exec(this.#source.slice(this.#at + 1, close));
    if (parts === null) return undefined;
    this.#at = close + 1;
    const min = Number(parts[1]);
    const max = parts[2] === undefined ? min : parts[3] === '' ? Number.POSITIVE_INFINITY : Number(parts[3]);
    if (max < min) throw new UnreadablePattern();
    return [min, max];
  }

  #atom(): PatternNode {
    if (this.#take('(')) return this.#group();
    if (this.#take('[')) return chars(this.#class());
    if (this.#take('^')) return { kind: 'start', least: 0, most: 0 };
    if (this.#take('$')) return { kind: 'end', least: 0, most: 0 };
    if (this.#take('.')) return chars(complement(LINE_ENDS));
    if (this.#take('\\')) return this.#escape();
    if (this.#sees('*') || this.#sees('+') || this.#sees('?')) throw new UnreadablePattern();
    return single(this.#point());
  }

  #group(): PatternNode {
    if (++this.#depth > 60) throw new UnreadablePattern();
    let wrap = (item: PatternNode): PatternNode => item;
    const look = /^\?(<?)([=!])/.exec(this.#source.slice(this.#at, this.#at + 3));
    if (look !== null) {
      this.#at += look[0].length;
      const shape = {
        kind: 'look',
        behind: look[1] === '<',
        negated: look[2] === '!',
        least: 0,
        most: 0,
      } as const;
      wrap = (item) => ({ ...shape, item });
    } else if (!this.#take('?:')) {
      const index = ++this.#groups;
      if (this.#take('?<') || this.#take('?P<')) {
        const close = this.#source.indexOf('>', this.#at);
        if (close < 0) throw new UnreadablePattern();
        this.#names.set(this.#source.slice(this.#at, close), index);
        this.#at = close + 1;
      } else if (this.#sees('?')) throw new UnreadablePattern();
      wrap = (item) => ({ kind: 'group', index, item, least: item.least, most: item.most });
    }
    const item = this.#choice();
    if (!this.#take(')')) throw new UnreadablePattern();
    this.#depth--;
    return wrap(item);
  }

  #escape(): PatternNode {
    const letter = this.#source[this.#at];
    if (letter === 'b' || letter === 'B') {
      this.#at++;
      return { kind: 'boundary', negated: letter === 'B', least: 0, most: 0 };
    }
    // Not ECMAScript, but common in patterns for other languages.
    if (letter === 'A' || letter === 'Z' || letter === 'z') {
      this.#at++;
      return { kind: letter === 'A' ? 'start' : 'end', least: 0, most: 0 };
    }
    const number = /^[1-9]\d?/.exec(this.#source.slice(this.#at, this.#at + 2));
    if (number !== null) {
      this.#at += number[0].length;
      return this.#reference(Number(number[0]));
    }
    if (this.#take('k<')) {
      const close = this.#source.indexOf('>', this.#at);
      const index = this.#names.get(this.#source.slice(this.#at, close));
      if (close < 0 || index === undefined) throw new UnreadablePattern();
      this.#at = close + 1;
      return this.#reference(index);
    }
    return chars(this.#escapedSet());
  }

  #reference(index: number): PatternNode {
    if (index > this.#groups) throw new UnreadablePattern();
    return { kind: 'reference', index, least: 0, most: Number.POSITIVE_INFINITY };
  }

  #escapedSet(): CharSet {
    const letter = this.#source[this.#at];
    if (letter === undefined) throw new UnreadablePattern();
    const named = { d: DIGIT, w: WORD, s: SPACE }[letter.toLowerCase()];
    if (named !== undefined) {
      this.#at++;
      return letter === letter.toLowerCase() ? named : complement(named);
    }
    if ((letter === 'p' || letter === 'P') && this.#source[this.#at + 1] === '{') {
      const close = this.#source.indexOf('}', this.#at);
      const set = PROPERTIES.get(this.#source.slice(this.#at + 2, close).replace(/^.*=/, ''));
      if (close < 0 || set === undefined) throw new UnreadablePattern();
      this.#at = close + 1;
      return letter === 'p' ? set : complement(set);
    }
    const point = this.#escapedPoint(letter);
    return [[point, point]];
  }

  #escapedPoint(letter: string): number {
    const hex = /^(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|u\{([\da-fA-F]{1,6})\})/.exec(
      this.#source.slice(this.#at, this.#at + 10),
    );
    if (hex !== null) {
      this.#at += hex[0].length;
      return Math.min(HIGHEST, Number.parseInt(hex[1] ?? hex[2] ?? hex[3] ?? '0', 16));
    }
    const control = { n: 10, r: 13, t: 9, f: 12, v: 11, 0: 0 }[letter];
    if (control !== undefined) {
      this.#at++;
      return control;
    }
    return this.#point();
  }

  #class(): CharSet {
    const negated = this.#take('^');
    const ranges: (readonly [number, number])[] = [];
    while (!this.#take(']')) {
      const low = this.#classAtom();
      const dash = this.#sees('-') && this.#source[this.#at + 1] !== ']' && low.length === 1;
      if (!dash || low[0]?.[0] !== low[0]?.[1]) {
        ranges.push(...low);
        continue;
      }
      this.#at++;
      const high = this.#classAtom();
      const [from, to] = [low[0]?.[0] ?? 0, high[0]?.[1] ?? 0];
      if (to < from) throw new UnreadablePattern();
      ranges.push([from, to]);
    }
    const set = normal(ranges);
    return negated ? complement(set) : set;
  }

  #classAtom(): CharSet {
    if (this.#take('\\')) {
      if (this.#take('b')) return [[8, 8]];
      return this.#escapedSet();
    }
    const point = this.#point();
    return [[point, point]];
  }

  #point(): number {
    const point = this.#source.codePointAt(this.#at);
    if (point === undefined) throw new UnreadablePattern();
    this.#at += point > 0xffff ? 2 : 1;
    return point;
  }

  #sees(text: string): boolean {
    return this.#source.startsWith(text, this.#at);
  }

  #take(text: string): boolean {
    if (!this.#sees(text)) return false;
    this.#at += text.length;
    return true;
  }
}

function chars(set: CharSet): PatternNode {
  return { kind: 'chars', set, least: 1, most: 1 };
}

function single(point: number): PatternNode {
  return chars([[point, point]]);
}

function union(first: CharSet, second: CharSet): CharSet {
  return normal([...first, ...second]);
}

function normal(ranges: readonly (readonly [number, number])[]): CharSet {
  const merged: [number, number][] = [];
  for (const [low, high] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else merged.push([low, high]);
  }
  return merged;
}

/** All code points that are not in a set. */
export function complement(set: CharSet): CharSet {
  const ranges: [number, number][] = [];
  let next = 0;
  for (const [low, high] of set) {
    if (low > next) ranges.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= HIGHEST) ranges.push([next, HIGHEST]);
  return ranges;
}
