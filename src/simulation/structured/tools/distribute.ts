import { subjectOf } from '../json/plausible.ts';
import type { Parameter, Profile } from './profile.ts';

/** The part of a request that one of several calls of the same tool is about. */
export interface Share {
  /** The request with one item of its list in place of the list. */
  readonly text: string;
  readonly item: string | undefined;
}

/**
 * Divides a request that names several things for a tool that takes one: "the weather in Rome and Oslo" becomes "the
 * weather in Rome" and "the weather in Oslo".
 */
export function sharesOf(text: string, profile: Profile): Share[] {
  const whole = [{ text, item: undefined }];
  const required = profile.parameters.filter(({ isRequired }) => isRequired);
  const [first] = required;
  if (
    first === undefined ||
    required.some((each) => each.kind === 'list' || each.kind === 'query' || isPlural(each))
  )
    return whole;
  if (hasPair(required)) return whole;
  const acts = profile.act !== undefined && profile.act !== 'read';
  for (const [form, mayAct] of LISTS) {
    if (acts && !mayAct) continue;
    for (const match of text.slice(0, 2_000).matchAll(form)) {
      const list = match[0];
      const before = text.slice(Math.max(0, match.index - 12), match.index);
      if (/\b(?:between|from|both of|called|named)\s+$/i.test(before)) continue;
      const items = list.split(SEPARATOR).filter((item) => item !== '');
      const isPlaceWithRegion = items.length === 2 && !/\s(?:and|or|&|und|y|et)\s/.test(list);
      if (items.length < 2 || isPlaceWithRegion) continue;
      return items.slice(0, MOST_SHARES).map((item) => ({
        text: text.slice(0, match.index) + item + text.slice(match.index + list.length),
        item: item.replace(/^(?:["“'`]|(?:the|my|our)\s)|["”'`]$/g, ''),
      }));
    }
  }
  return whole;
}

const MOST_SHARES = 8;
const SEPARATOR = /,?\s+(?:and|or|&|und|y|et|vs\.?|versus)\s+|,\s+/;
const AND = String.raw`(?:,\s+(?:(?:and|or)\s+)?|\s+(?:and|or|&|und|y|et|vs\.?|versus)\s+)`;
const list = (item: string): RegExp => new RegExp(`${item}(?:${AND}${item}){1,12}`, 'gu');
const NAME = String.raw`(?<![\p{L}\d.])(?!(?:I|The|A|An|What|How|Is|Are|And|Or|Who|Where|When|Which|Compare|Show|Get|Give|Tell|Find|Check|Please|Also|Then)\b)\p{Lu}[\p{L}\d'’-]{0,30}(?: (?:of |de |am |do )?\p{Lu}[\p{L}\d'’-]{0,30}){0,3}`;
const CODED = String.raw`(?<![\w/-])#?(?=[\w-]{0,40}\d)[A-Z\d][\w-]{1,40}(?![\w.])`;
const FILED = String.raw`(?<![\w./-])[\w./-]{1,80}\.[a-z]{1,5}\b`;
const MAILED = String.raw`[\w.+-]{1,64}@[\w.-]{1,80}\.[a-z]{2,12}`;
const DEFINITE = String.raw`(?<=\b(?:in|of|for|at)\s|(?:and|or|,)\s)(?:the|my|our)\s\p{Ll}[\p{L}-]{1,30}`;
const QUOTED = String.raw`["“'\x60][^"”'\x60\n]{1,80}["”'\x60]`;
/** Lists of like things, and whether something may be done to each of them. */
const LISTS: readonly (readonly [RegExp, boolean])[] = [
  [list(CODED), true],
  [list(MAILED), true],
  [list(FILED), true],
  [list(DEFINITE), true],
  [list(QUOTED), false],
  [list(NAME), false],
];

/** Whether two parameters take one thing each of the same sort, such as the ends of a journey. */
function hasPair(required: readonly Parameter[]): boolean {
  const seen = new Set<unknown>();
  for (const { words } of required) {
    const subject = subjectOf(words);
    if (subject !== undefined && seen.has(subject)) return true;
    seen.add(subject);
  }
  const names = required.flatMap(({ words }) => words);
  return PAIRS.some(([one, other]) => names.includes(one) && names.includes(other));
}

const PAIRS = [
  ['from', 'to'],
  ['origin', 'destination'],
  ['source', 'target'],
  ['start', 'end'],
  ['a', 'b'],
  ['x', 'y'],
  ['first', 'second'],
  ['1', '2'],
] as const;

/** Whether a text parameter takes several things, by its name or description. */
function isPlural({ kind, words, description }: Parameter): boolean {
  if (kind !== 'text') return false;
  const last = words.at(-1) ?? '';
  return (
    /[^s]s$/.test(last) || /\b(?:comma[- ]separated|list of|one or more|all (?:the )?)\b/i.test(description)
  );
}
