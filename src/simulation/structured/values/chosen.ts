import { recordsIn } from '../../reading/structures.ts';

/**
 * The item of an earlier list that a request refers to by its place or by a superlative: 'the second one', 'option 3',
 * 'the cheapest'. Undefined if it refers to none, or if there is no list.
 *
 * @example
 * chosenItem('I take the last one.', 'We have:\n1. Red\n2. Blue'); // 'Blue'
 */
export function chosenItem(request: string, earlier: string): string | undefined {
  const items = listedIn(earlier);
  if (items.length < 2) return undefined;
  const [, word, , number] = PLACED.exec(request) ?? [];
  if (word !== undefined || number !== undefined) {
    const place = number === undefined ? placeNamed(word!) : Number(number);
    return items.at(place > 0 ? place - 1 : place);
  }
  const [, superlative] = EXTREME.exec(request) ?? [];
  return superlative === undefined ? undefined : extremeOf(items, superlative);
}

const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
const PLACED =
  /\b(?:(?:the|your|that) (first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|\d{1,2}(?:st|nd|rd|th))(?: (one|option|offer|choice|item|entry|result|suggestion|proposal|alternative|of (?:them|these|those))\b|(?=[,.;!?]|$| please\b| for\b| sounds\b| looks\b| is\b))|(?:option|number|choice|no\.?|item|offer|#) ?(\d{1,2})(?![\d:.-]))/i;
const EXTREME =
  /\bthe (cheapest|most expensive|dearest|priciest|earliest|latest|shortest|longest|largest|biggest|smallest|highest|lowest|fastest|quickest|slowest|nearest|closest|best(?:[- ]rated)?)(?: (?:one|option|offer|of (?:them|these|those))\b|(?=[,.;!?]|$| please\b| for\b))/i;

function placeNamed(word: string): number {
  const lower = word.toLowerCase();
  if (lower === 'last') return -1;
  const index = ORDINALS.indexOf(lower);
  return index >= 0 ? index + 1 : Number.parseInt(lower, 10);
}

/** The items of the first list in a text: lines, records, or the parts of a sentence. */
function listedIn(text: string): string[] {
  const lines = [...text.matchAll(/(?:^|\n)[ \t]{0,8}(?:[-*•]|\d{1,2}[.)])[ \t]+([^\n]{2,400})/g)].slice(
    0,
    MOST_ITEMS,
  );
  const first = lines.findIndex((line, index) => isNext(line, lines[index + 1]));
  if (first >= 0) {
    let end = first + 1;
    while (end < lines.length && isNext(lines[end - 1]!, lines[end])) end++;
    return lines.slice(first, end).map(([, item]) => item!);
  }
  for (const part of recordsIn(text)) {
    if (part.kind === 'records' && part.records.length > 1)
      return part.records
        .slice(0, MOST_ITEMS)
        .map(({ fields }) => fields.map(([key, value]) => `${key}: ${value}`).join('\n'));
  }
  for (const sentence of text.split(/(?<=[.!?])\s|\n/).slice(0, MOST_ITEMS)) {
    const parts = sentence
      .replace(/^[^:]{0,80}:\s/, '')
      .split(/(?:, (?:and |or )?| and | or |; )(?=(?:the |a |an )?[\p{Lu}\d"“])/u)
      .filter((part) => /[\p{Lu}\d]/u.test(part));
    if (parts.length > 1 && parts.every((part) => part.length < 120)) return parts;
  }
  return [];
}

const MOST_ITEMS = 50;
/** Characters that a line may have below an item. */
const isNext = (one: RegExpExecArray, next: RegExpExecArray | undefined): boolean =>
  next !== undefined && next.index - (one.index + one[0].length) < 200;

/** The item with the lowest or the highest value of the kind that a superlative compares. */
function extremeOf(items: readonly string[], superlative: string): string | undefined {
  const kind = /cheap|expens|dear|pric/i.test(superlative)
    ? PRICE
    : /earl|latest/i.test(superlative)
      ? CLOCK
      : NUMBER;
  const isLow = /cheap|earl|short|small|low|fast|quick|near|clos/i.test(superlative);
  const values = items.map((item) => {
    const [, a, b] = kind.exec(item) ?? NUMBER.exec(item) ?? [];
    return kind === CLOCK && b !== undefined
      ? 60 * Number(a) + Number(b)
      : Number((a ?? b)?.replaceAll(',', ''));
  });
  if (values.some((value) => !Number.isFinite(value))) return undefined;
  return items[values.indexOf(isLow ? Math.min(...values) : Math.max(...values))];
}

const PRICE =
  /[$€£] ?(\d[\d,]*(?:\.\d+)?)|(?<![\w.-])(\d[\d,]*(?:\.\d+)?) ?(?:€|£|\$|euros?|dollars?|pounds?|EUR|USD|GBP|CHF)(?!\w)/i;
const CLOCK = /(?<!\d)(\d{1,2}):(\d\d)(?!\d)/;
const NUMBER = /(?<![\w.-])(\d[\d,]*(?:\.\d+)?)(?![\w-])/;
