import { tokensOf, wordsOf } from '../structured/facts/words.ts';
import type { Entry } from './entries.ts';

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
