import { sentencesOf } from '../prose/grammar.ts';

/**
 * The sentences of a paragraph: not cut at an abbreviation, a title or an initial, but where texts were joined without a
 * space. At most about `most`.
 *
 * @example
 * sentencesIn('I met Dr. Ann.My name is Bob.', 10); // ['I met Dr. Ann.', 'My name is Bob.']
 */
export function sentencesIn(text: string, most: number): string[] {
  const merged: string[] = [];
  for (const sentence of sentencesOf(apart(text), most)) {
    const previous = merged.at(-1);
    const isCut =
      previous !== undefined &&
      (ABBREVIATED.test(previous) || (/\b\d{1,2}\.$/.test(previous) && AFTER_ORDINAL.test(sentence)));
    if (isCut) merged[merged.length - 1] = `${previous} ${sentence}`;
    else merged.push(sentence);
  }
  return merged;
}

const ABBREVIATED =
  /(?:^|[\s(])(?:Dr|Mr|Mrs|Ms|Prof|St|No|Nr|approx|ca|Inc|Ltd|Co|Corp|e\.g|i\.e|vs|z\.B|[A-Z])\.$/;
/** What may follow "am 3.": a month or a lower-case word. */
const AFTER_ORDINAL = /^(?:\p{Ll}|Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)/u;

/** Puts a space between "… in Rome." and "My name …". Names such as System.Text stay whole. */
function apart(text: string): string {
  if (!JOINED.test(text)) return text;
  const isRepeated = (text.match(JOINTS)?.length ?? 0) > 1;
  return text.replace(JOINTS, (joint: string, word: string, end: string, next: string) =>
    isRepeated || end !== '.' || /^[\p{Ll}\d]/u.test(word) || OPENER.test(next)
      ? `${word}${end} ${next}`
      : joint,
  );
}

/** A first look. */
const JOINED = /[\p{L}\p{N})"”][.!?]\p{Lu}/u;
/** A word, the end of a sentence, and the first word of the next one with the space behind it. */
const JOINTS = /((?<![\p{L}\p{N}._/-])[\p{L}\p{N}’'-]{2,40}[)"”]?)([.!?])(\p{Lu}[\p{L}’']{0,30},? )/gu;
const OPENER =
  /^(?:The|A|An|It|He|She|They|We|I|You|My|Our|Your|His|Her|Its|Their|This|That|These|Those|There|In|On|At|For|From|With|When|If|As|After|Before|But|And|No|Not|All|Each|Every|Some) /;
