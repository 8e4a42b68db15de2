import { roleOf } from './labels.ts';

/** An element with its content. */
export interface Element {
  readonly name: string;
  readonly attributes: string;
  readonly inner: string;
  /** Where it begins and ends in the prompt, the tags included. */
  readonly start: number;
  readonly end: number;
}

/** The first element that begins in a line and has an end tag: elements that only format text are text. */
export function elementIn(
  prompt: string,
  from: number,
  line: string,
  unclosed: Set<string>,
): Element | undefined {
  TAG.lastIndex = 0;
  for (let tries = 0; tries < MOST_TAGS; tries++) {
    const match = TAG.exec(line);
    if (match === null) return undefined;
    const [whole, name = '', attributes = ''] = match;
    if (unclosed.has(name) || FORMATTING.has(name.toLowerCase())) continue;
    const start = from + match.index;
    const inside = start + whole.length;
    const close = prompt.indexOf(`</${name}>`, inside);
    if (close === -1) {
      unclosed.add(name);
      continue;
    }
    // A tag within a sentence is spoken of, or text that happens to have tags, unless it is a short element with a purpose.
    const isWithin = line.slice(0, match.index).trim() !== '';
    if (isWithin && (roleOf(name) === undefined || close > from + line.length)) continue;
    return { name, attributes, inner: prompt.slice(inside, close), start, end: close + name.length + 3 };
  }
  return undefined;
}

const TAG = /<([A-Za-z][\w-]{0,40})((?:\s[^<>]{0,300})?)>/g;
const MOST_TAGS = 8;

const FORMATTING = new Set(
  'a b i u p em strong br div span li ul ol dl dt dd h1 h2 h3 h4 h5 h6 code pre td tr th table thead tbody section main body html'.split(
    ' ',
  ),
);

/** Whether the content of an element is data: elements without others in them. */
export function isData(inner: string): boolean {
  return LEAF.test(inner);
}

/** The fields of elements that hold data, as lines of keys and values; what a sentence is said of stands above it. */
export function recordsOf(inner: string): string {
  return inner
    .replace(LEAVES, (_, name: string, attributes = '', text: string) =>
      SENTENCE.test(text)
        ? `\n## ${attributesOf(attributes, ([, value]) => value!).join(', ')}\n${text}\n`
        : `\n${attributesOf(attributes, ([key, value]) => `${key}: ${value}`).join('\n')}\n${name}: ${text}\n`,
    )
    .replace(
      OPENING_TAG,
      (_, attributes = '') =>
        `\n${attributesOf(attributes, ([key, value]) => `${key}: ${value}`).join('\n')}\n`,
    )
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== '##')
    .join('\n');
}

function attributesOf(attributes: string, say: (attribute: readonly string[]) => string): string[] {
  return [...attributes.matchAll(ATTRIBUTE)].map(([, key, value]) => say([key!, value!]));
}

const LEAF = /<([A-Za-z][\w-]{0,40})(?:\s[^<>]{0,300})?>[^<>]{1,400}<\/\1>/;
const LEAVES = /<([A-Za-z][\w-]{0,40})(\s[^<>]{0,300})?>([^<>]{1,400})<\/\1>/g;
const OPENING_TAG = /<\/?[A-Za-z][\w-]{0,40}(\s[^<>]{0,300})?\/?>/g;
const ATTRIBUTE = /([\w-]{1,40})\s*=\s*["']([^"'<>]{1,200})["']/g;
const SENTENCE = /\s\S+\s.*[.!?]\s*$/;
