import { sentencesOf } from '../prose/grammar.ts';
import { Roots } from './roots.ts';

/** A limit that a rule sets. */
interface Limit {
  readonly sentence: string;
  readonly value: number;
  readonly unit: string;
  isMet(value: number): boolean;
}

/**
 * Whether the rule among some statements that a question is about lets it be answered with yes: the rule compares a
 * number with a limit, and the question or another statement has a number of the same unit. Undefined without both.
 *
 * @example
 * byRule('May a bag of 25 kg come on board?', 'Bags of up to 23 kg may come on board.'); // { holds: false, … }
 */
export function byRule(
  question: string,
  statements: string,
): { readonly holds: boolean; readonly reason: string } | undefined {
  const sentences = [...sentencesOf(statements.slice(0, LONGEST), MOST_SENTENCES)].flatMap((each) =>
    each.split('\n'),
  );
  const limits = sentences.flatMap(limitIn);
  if (limits.length === 0) return undefined;
  const words = new Roots();
  const asked = words.of(question);
  const shared = (sentence: string): number =>
    [...words.of(sentence)].filter((root) => asked.has(root)).length;
  const limit = limits.reduce((one, other) => (shared(other.sentence) > shared(one.sentence) ? other : one));
  const others = sentences.filter((sentence) => limitIn(sentence).length === 0);
  const value = numberOf(question, limit, words) ?? numberOf(others.join('\n'), limit, words);
  if (value === undefined) return undefined;
  const isDenied = NEGATIVE.test(limit.sentence) !== NEGATIVE.test(question);
  return { holds: limit.isMet(value) !== isDenied, reason: limit.sentence.trim() };
}

const LONGEST = 8000;
const MOST_SENTENCES = 200;
const NEGATIVE =
  /\b(?:not|no|never|refused?|rejected?|denied|deny|prohibited|forbidden|fails?|cannot|excluded|declined?|blocked|invalid)\b|n['’]t\b/i;

function limitIn(sentence: string): Limit[] {
  const match = LIMIT.exec(sentence);
  if (match === null) return [];
  const [, words = '', sign = '', digits = '', unit = '', after] = match;
  const value = Number(digits.replace(/,(?=\d{3})/g, ''));
  const isMet = comparison(`${words} ${after ?? ''}`.toLowerCase());
  return isMet && Number.isFinite(value)
    ? [{ sentence, value, unit: sign || unit, isMet: (other) => isMet(other, value) }]
    : [];
}

/** "at least 18 years", "more than €100", "30 days or less" */
const LIMIT =
  /\b(over|above|more than|greater than|longer than|older than|heavier than|larger than|exceed(?:s|ing)?|at least|minimum(?: \w+)?(?: of| is)?|no less than|from|under|below|less than|fewer than|younger than|shorter than|lighter than|at most|up to|maximum(?: \w+)?(?: of| is)?|no more than|not more than|within|not exceed(?:ing)?|of|is|are|be|aged?)\s([$€£]?)\s?(\d[\d,.]*\d|\d)\s?((?!(?:or|and)\b)[\p{L}%°]{0,20})(\s?(?:or|and) (?:more|older|over|above|less|fewer|under|younger|below|up))?/iu;

function comparison(words: string): ((value: number, limit: number) => boolean) | undefined {
  if (
    /not exceed|no more|not more|at most|up to|maximum|within|or (?:less|fewer|under|younger|below)/.test(
      words,
    )
  )
    return (value, limit) => value <= limit;
  if (/at least|minimum|no less|or (?:more|older|over|above|up)|and (?:over|above|up|older|more)/.test(words))
    return (value, limit) => value >= limit;
  if (/over|above|more than|greater|longer|older|heavier|larger|exceed/.test(words))
    return (value, limit) => value > limit;
  if (/under|below|less than|fewer|younger|shorter|lighter/.test(words))
    return (value, limit) => value < limit;
  return undefined;
}

/** The number of a text that can be compared with a limit: of its unit, else the only one. */
function numberOf(text: string, { unit, value }: Limit, words: Roots): number | undefined {
  const found = [...text.matchAll(NUMBER)].map(([, sign = '', digits = '', own = '']) => ({
    unit: sign || own,
    value: Number(digits.replace(/,(?=\d{3})/g, '')),
  }));
  const isSame = (other: string): boolean =>
    other === unit || (other !== '' && unit !== '' && words.root(other) === words.root(unit));
  const same = found.filter((each) => isSame(each.unit));
  const [first] = same.length > 0 ? same : found.length === 1 ? found : [];
  return first === undefined || (first.value === value && same.length > 1)
    ? (same[1]?.value ?? first?.value)
    : first.value;
}

const NUMBER = /([$€£]?)\s?(?<![\p{L}\p{N}-])(\d[\d,.]*\d|\d)(?![\p{N}-])[\s-]?([\p{L}%°]{0,20})/gu;
