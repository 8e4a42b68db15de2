import type { MadeCall } from '../../reading/calls.ts';
import { parsed } from '../../reading/calls.ts';
import { recordsIn } from '../../reading/structures.ts';
import { keyOf } from '../facts/literals.ts';
import { tokensOf, wordsOf } from '../facts/words.ts';
import { conceptsOf } from './concepts.ts';
import type { Parameter } from './profile.ts';
import { CODE } from './relevance.ts';

/** One of the things that a result speaks of: its values by key, or a bare text. */
export interface Entry {
  readonly fields: readonly (readonly [key: string, value: string])[];
  readonly text: string;
}

const MOST_ENTRIES = 200;

/** The records and list items of a result; of a text that has none, the text. */
export function entriesOf({ result = '' }: MadeCall): Entry[] {
  const value = parsed(result);
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object'))
    return value.slice(0, MOST_ENTRIES).map(bare);
  if (value !== undefined && typeof value !== 'object') return [bare(value)];
  const entries: Entry[] = [];
  for (const part of recordsIn(result)) {
    if (part.kind === 'records')
      for (const record of part.records) {
        const fields = record.fields.map(([key, each]) => [key, each] as const);
        entries.push({ fields, text: fields.map(([key, each]) => `${key}: ${each}`).join('\n') });
      }
  }
  const lists = listsIn(value);
  if (lists.length > 0 && entries.every(({ fields }) => fields.length < 4))
    return [...lists.flat(), ...entries].slice(0, MOST_ENTRIES);
  if (entries.length > 0) return entries.slice(0, MOST_ENTRIES);
  const lines = result
    .trim()
    .split(/\n+/)
    .map((line) => line.replace(/^\s*(?:[-*•]|\d{1,3}[.)])\s+/, '').trim());
  const items =
    lines.length > 1
      ? lines
      : /^[\w./-]+(?:,\s*[\w./-]+)+$/.test(lines[0]!)
        ? lines[0]!.split(/,\s*/)
        : lines;
  return items
    .filter((item) => item !== '')
    .slice(0, MOST_ENTRIES)
    .map(bare);
}

const bare = (value: unknown): Entry => ({ fields: [], text: String(value) });

/** Lists of plain values in a JSON object, such as `{"files": ["a.txt", "b.txt"]}`. */
function listsIn(value: unknown): Entry[][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.values(value)
    .filter((each) => Array.isArray(each) && each.length > 0 && each.every((one) => typeof one !== 'object'))
    .map((each) => (each as unknown[]).slice(0, MOST_ENTRIES).map(bare));
}

/**
 * The entry that a text means: the cheapest, the latest, the first, or the one that it shares most words with; the
 * first if it says nothing.
 *
 * @example
 * chosen(entries, 'book the cheapest one')?.fields; // [['flight_id', 'KX-1'], ['price', '90']]
 */
export function chosen(entries: readonly Entry[], text: string, request: string): Entry | undefined {
  if (entries.length < 2) return entries[0];
  return (
    extreme(entries, text) ??
    sharing(entries, text) ??
    sharing(entries, request) ??
    extreme(entries, request) ??
    entries[0]
  );
}

function sharing(entries: readonly Entry[], text: string): Entry | undefined {
  const said = new Set(wordsOf(text));
  const common = new Map<string, number>();
  const words = entries.map((entry) => {
    const own = new Set(
      wordsOf(entry.fields.length > 0 ? entry.fields.map(([, value]) => value).join(' ') : entry.text),
    );
    for (const word of own) common.set(word, (common.get(word) ?? 0) + 1);
    return own;
  });
  let best: { readonly entry: Entry; readonly merit: number } | undefined;
  for (const [index, own] of words.entries()) {
    let merit = 0;
    for (const word of own)
      if (said.has(word) && common.get(word)! < entries.length) merit += 1 / common.get(word)!;
    if (merit > (best?.merit ?? 0)) best = { entry: entries[index]!, merit };
  }
  return best?.entry;
}

interface Superlative {
  readonly form: RegExp;
  readonly keys: RegExp;
  readonly most: boolean;
}

const PRICE = /price|cost|fare|fee|rate$|amount|total/i;
const DURATION = /duration|minutes|hours|time|length|eta|days/i;
const MOMENT = /date|time|created|updated|depart|start|due|at$|when|year/i;
const SUPERLATIVES: readonly Superlative[] = [
  { form: /\b(?:warm|hott?)(?:est|er)\b/i, keys: /temp|degree|celsius|fahrenheit/i, most: true },
  { form: /\b(?:cold|cool)(?:est|er)\b/i, keys: /temp|degree|celsius|fahrenheit/i, most: false },
  { form: /\b(?:tall|high)(?:est|er)\b/i, keys: /height|tall|elevation|altitude/i, most: true },
  { form: /\bold(?:er)\b/i, keys: /age|founded|born|built|year/i, most: false },
  {
    form: /\b(?:cheapest|cheaper|least expensive|lowest[- ](?:priced?|cost|fare)|most affordable)\b/i,
    keys: PRICE,
    most: false,
  },
  {
    form: /\b(?:most expensive|more expensive|dearer|priciest|dearest|highest[- ](?:priced?|cost))\b/i,
    keys: PRICE,
    most: true,
  },
  { form: /\b(?:fast(?:est|er)|quick(?:est|er)|short(?:est|er))\b/i, keys: DURATION, most: false },
  { form: /\b(?:slow(?:est|er)|long(?:est|er))\b/i, keys: DURATION, most: true },
  { form: /\b(?:earliest|earlier|soonest|sooner|oldest)\b/i, keys: MOMENT, most: false },
  { form: /\b(?:latest|newest|most recent)\b/i, keys: MOMENT, most: true },
  { form: /\b(?:nearest|closest)\b/i, keys: /distance|km|miles|metres|meters|walk/i, most: false },
  { form: /\b(?:farthest|furthest)\b/i, keys: /distance|km|miles/i, most: true },
  {
    form: /\b(?:best|highest|top)[- ](?:rated?|rating|ranked|scor\w+)\b|\bbest\b/i,
    keys: /rating|score|stars|rank/i,
    most: true,
  },
  {
    form: /\b(?:worst|lowest)[- ](?:rated?|rating|scor\w+)\b|\bworst\b/i,
    keys: /rating|score|stars/i,
    most: false,
  },
  {
    form: /\b(?:larg(?:est|er)|bigg(?:est|er)|greatest|most|more)\b/i,
    keys: /size|count|population|area|quantity|stock|number|total/i,
    most: true,
  },
  {
    form: /\b(?:small(?:est|er)|fewest|fewer|least|less)\b/i,
    keys: /size|count|population|area|quantity|stock|number|total/i,
    most: false,
  },
];

/** The entry with the most or least of what a text compares: "the cheapest", "which is warmer". */
export function extreme(entries: readonly Entry[], text: string): Entry | undefined {
  const named =
    /\b(highest|lowest|most|least|largest|smallest|biggest|fewest|greatest)\s+(\p{L}{2,30})/iu.exec(text);
  if (named) {
    const [, degree, noun] = named;
    const found = ordered(
      entries,
      new RegExp(noun!.replace(/s$/, ''), 'i'),
      /^(?:highest|most|largest|biggest|greatest)$/i.test(degree!),
    );
    if (found) return found;
  }
  for (const { form, keys, most } of SUPERLATIVES) {
    if (!form.test(text)) continue;
    const found = ordered(entries, keys, most) ?? ordered(entries, /./, most);
    if (found) return found;
  }
  const [, ordinal] = /\bthe (first|second|third|last|top)\b(?! name)/i.exec(text) ?? [];
  if (ordinal === undefined) return undefined;
  const index = ['first', 'second', 'third'].indexOf(ordinal.toLowerCase());
  return /^last$/i.test(ordinal) ? entries.at(-1) : entries[Math.max(0, index)];
}

function ordered(entries: readonly Entry[], keys: RegExp, most: boolean): Entry | undefined {
  let best: { readonly entry: Entry; readonly value: number | string } | undefined;
  let compared = 0;
  for (const entry of entries) {
    const field = entry.fields.find(([key, value]) => keys.test(key) && /\d/.test(value));
    if (field === undefined) continue;
    compared++;
    const value = comparable(field[1]);
    if (
      best === undefined ||
      (typeof value === typeof best.value && (most ? value > best.value : value < best.value))
    )
      best = { entry, value };
  }
  return compared > 1 ? best?.entry : undefined;
}

function comparable(text: string): number | string {
  const number = /^[^\d-]{0,4}(-?\d[\d,]*(?:\.\d+)?)\s*[\p{L}%°€$£/ ]{0,16}$/u.exec(text.slice(0, 60));
  return number ? Number(number[1]!.replaceAll(',', '')) : text;
}

/**
 * Of several entries, those that a text speaks of: "the lights which are still on", "all open tickets". All of them if it
 * says nothing of a state that only some have.
 */
export function suiting(entries: readonly Entry[], text: string): readonly Entry[] {
  const said = new Set(tokensOf(text));
  const isDenied = /\b(?:not|never|n['’]t|un)\b/i.test(text);
  let found = entries;
  const keys = new Set(entries.flatMap(({ fields }) => fields.map(([key]) => key)));
  for (const key of keys) {
    const words = tokensOf(key).filter((word) => word !== 'is' && word !== 'has');
    const stateOf = (entry: Entry): string =>
      entry.fields.find(([each]) => each === key)?.[1].toLowerCase() ?? '';
    const values = new Set(entries.map(stateOf));
    const isFlag = [...values].every((value) => /^(?:true|false|yes|no|)$/.test(value));
    // A state is one of a few; names and numbers are not.
    if (values.size < 2 || (!isFlag && values.size > entries.length / 2 + 1)) continue;
    const left = isFlag
      ? found.filter((entry) => /^(?:true|yes)$/.test(stateOf(entry)) !== isDenied)
      : found.filter(
          (entry) => tokensOf(stateOf(entry)).every((word) => said.has(word)) && stateOf(entry) !== '',
        );
    const isMeant = isFlag ? words.some((word) => said.has(word)) : left.length > 0;
    if (isMeant && left.length > 0) found = left;
  }
  return found;
}

/**
 * The value of an entry for a parameter: of the key with its name, of the only identifier or number, or of a key that
 * means the same.
 *
 * @param isNeeded whether the request does not state it, so that a less certain value will do
 * @param about the words of the tool that the entry comes from, so that the `id` of a customer is a `customer_id`
 */
export function valueFor(
  parameter: Parameter,
  { fields, text }: Entry,
  about: readonly string[],
  isNeeded = true,
): string | undefined {
  const { name, words, kind } = parameter;
  const wanted = keyOf(name);
  const exact = fields.find(([key]) => keyOf(key) === wanted || keyOf(key.split(' ').at(-1)!) === wanted);
  if (exact && (isNeeded || !VAGUE.has(wanted))) return exact[1];
  if (fields.length === 0) return isNeeded ? bareValue(parameter, text) : undefined;
  const nouns = words.filter((word) => !ID_WORDS.has(word));
  const ends = fields.find(([key]) => {
    const own = tokensOf(key);
    if (kind === 'id')
      return ID_WORDS.has(own.at(-1) ?? '') && nouns.length > 0 && nouns.every((noun) => own.includes(noun));
    return (
      own.length <= words.length &&
      own.every((word) => words.some((each) => each === word || isShortFor(word, each))) &&
      !words.some((word) => OTHER_SIDE.has(word))
    );
  });
  if (ends) return ends[1];
  if (!isNeeded && kind === 'text') return undefined;
  if (kind === 'id') {
    const ids = fields.filter(([key]) => ID_WORDS.has(tokensOf(key).at(-1) ?? ''));
    const plain = ids.find(([key]) => tokensOf(key).length === 1);
    const isAbout =
      nouns.length === 0 || nouns.some((noun) => about.includes(noun) || about.includes(`${noun}s`));
    if (plain && isAbout) return plain[1];
    return ids.length === 1 && (isNeeded || nouns.length === 0 || isAbout) ? ids[0]![1] : undefined;
  }
  const concepts = conceptsOf(`${name} ${kind === 'number' ? parameter.description : ''}`);
  const alike = fields.find(([key, value]) => {
    if (kind === 'number' && !/\d/.test(value)) return false;
    const own = conceptsOf(key);
    return [...own].some((concept) => concept.startsWith('~') && concepts.has(concept));
  });
  if (alike && !words.some((word) => OTHER_SIDE.has(word))) return alike[1];
  if (kind === 'number') {
    const numbers = fields.filter(([, value]) => /^[^\d\p{L}]{0,3}-?\d[\d.,]*\s?\S{0,4}$/u.test(value));
    return numbers.length === 1 ? numbers[0]![1] : undefined;
  }
  if (kind === 'file' || kind === 'url' || kind === 'email')
    return fields.find(([, value]) => LOOKS[kind].test(value))?.[1];
  return undefined;
}

function bareValue({ kind }: Parameter, text: string): string | undefined {
  if (text.length > 2_000) return undefined;
  if (kind === 'number') return /-?\d[\d,]*(?:\.\d+)?/.exec(text)?.[0].replaceAll(',', '');
  if (kind === 'id')
    return (
      CODE.exec(text)?.[0] ?? (/^\S{1,60}$/.test(text.trim()) ? text.trim() : /\b\d{2,12}\b/.exec(text)?.[0])
    );
  if (kind === 'email' || kind === 'url') return LOOKS[kind].exec(text)?.[0];
  return text.length <= 200 && !text.includes('\n') ? text : undefined;
}

const isShortFor = (short: string, long: string): boolean =>
  short.length > 2 && (long.startsWith(short) || short.startsWith(long)) && long.length > 2;

/** Names that parameters and results use for different things. */
const VAGUE = new Set([
  'name',
  'title',
  'text',
  'date',
  'message',
  'body',
  'content',
  'description',
  'status',
  'subject',
  'query',
]);

const LOOKS = {
  email: /[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}/,
  url: /https?:\/\/\S{1,500}/,
  file: /^[\w~./-]{1,200}\.\w{1,5}$|^\.{0,2}\/\S{1,200}$/,
} as const;

export const ID_WORDS: ReadonlySet<string> = new Set(
  'id ids identifier uuid code number no ref reference key sku'.split(' '),
);
/** Words of parameters for the other side of what is known: the currency to convert to is not that of the price. */
const OTHER_SIDE = new Set('to target destination new dest'.split(' '));

/** The only number of a result: a plain one, or the only one of a record; undefined if there are several. */
export function numberOf(call: MadeCall): string | undefined {
  const entries = entriesOf(call);
  const [entry] = entries;
  if (entries.length !== 1 || entry === undefined) return undefined;
  if (entry.fields.length === 0) {
    const numbers = entry.text.match(/-?\d[\d,]*(?:\.\d+)?/g) ?? [];
    return numbers.length === 1 || (numbers.length > 1 && /=/.test(entry.text))
      ? numbers.at(-1)!.replaceAll(',', '')
      : undefined;
  }
  const numbers = entry.fields.filter(([, value]) => /^-?\d[\d,]*(?:\.\d+)?$/.test(value));
  const named = numbers.find(([key]) => /^(?:result|value|answer|output|sum|total|product)$/i.test(key));
  return (named ?? (numbers.length === 1 ? numbers[0] : undefined))?.[1].replaceAll(',', '');
}
