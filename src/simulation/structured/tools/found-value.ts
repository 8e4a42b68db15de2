import { type Entry, ID_WORDS } from '../../calls/entries.ts';
import { keyOf } from '../facts/literals.ts';
import { tokensOf } from '../facts/words.ts';
import { conceptsOf } from './concepts.ts';
import type { Parameter } from './profile.ts';
import { CODE } from './relevance.ts';

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
  const isAbout = nouns.some(
    (noun) => !VAGUE.has(noun) && about.some((word) => word === noun || word === `${noun}s`),
  );
  const ends = fields.find(([key]) => {
    const own = tokensOf(key);
    if (kind === 'id')
      return ID_WORDS.has(own.at(-1) ?? '') && nouns.length > 0 && nouns.every((noun) => own.includes(noun));
    // The name of what was found is not that of the guest.
    const isOthers = own.every((word) => VAGUE.has(word)) && nouns.length > own.length && !isAbout;
    return (
      !isOthers &&
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
    const isOfIt = nouns.length === 0 || isAbout;
    if (plain && isOfIt) return plain[1];
    return ids.length === 1 && (isNeeded || isOfIt) ? ids[0]![1] : undefined;
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
  if (text.length > 2_000 || CONFIRMING.test(text)) return undefined;
  if (kind === 'number') return /-?\d[\d,]*(?:\.\d+)?/.exec(text)?.[0].replaceAll(',', '');
  if (kind === 'id')
    return (
      CODE.exec(text)?.[0] ?? (/^\S{1,60}$/.test(text.trim()) ? text.trim() : /\b\d{2,12}\b/.exec(text)?.[0])
    );
  if (kind === 'email' || kind === 'url') return LOOKS[kind].exec(text)?.[0];
  return text.length <= 200 && !text.includes('\n') ? text : undefined;
}

/** Results that only say that something was done. */
const CONFIRMING =
  /^\W*(?:ok(?:ay)?|done|success(?:ful(?:ly)?)?|true|yes|sent|saved|completed?|confirmed|null)\W*$/i;

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

/** Words of parameters for the other side of what is known: the currency to convert to is not that of the price. */
const OTHER_SIDE = new Set('to target destination new dest'.split(' '));
