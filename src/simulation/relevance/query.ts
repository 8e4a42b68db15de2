import { type Sense, sensesOf } from '../embedding/lexicon/lexicon.ts';
import { rarity } from '../embedding/rarity.ts';
import { wordsOf } from '../embedding/words.ts';
import { stem } from '../stem.ts';

/** The terms of a query, ready for matching with passages. */
export interface Query {
  /** Its distinct terms by stem, at most {@link MOST_TERMS}. */
  readonly terms: ReadonlyMap<string, Term>;
  /** Adjacent stems, keyed by the first one: passages with the same word order are more likely to match. */
  readonly pairs: ReadonlyMap<string, ReadonlySet<string>>;
  readonly pairCount: number;
  /** The sum of the weights of all terms. */
  readonly weight: number;
  /** Groups and subjects of its terms, each with the largest share that a term has in it. */
  readonly meanings: ReadonlyMap<number, number>;
  /** Whether it asks for a number, an amount, a date. */
  readonly wantsNumber: boolean;
}

export interface Term {
  /** Index among the terms. */
  readonly index: number;
  /** Informativeness, 0.1 to 1.2. */
  readonly weight: number;
  readonly senses: readonly Sense[];
}

/** Discount for words of the same subject, compared with words of the same meaning. */
const SUBJECT_SHARE = 0.7;

/** Limit for queries that are whole documents: later terms add nothing. */
const MOST_TERMS = 256;
/** Maximum number of characters read. */
const LONGEST_QUERY = 16_384;

/**
 * The terms of a query with their weights. Words that only form the question (`what is`, `how to`) are
 * included with almost no weight.
 *
 * @example
 * readQuery('How tall is Mount Everest?').terms.get('everest')?.weight; // 1.12
 */
export function readQuery(text: string): Query {
  const words = wordsOf(text.length > LONGEST_QUERY ? text.slice(0, LONGEST_QUERY) : text);
  const terms = new Map<string, Term>();
  const pairs = new Map<string, Set<string>>();
  let weight = 0;
  let pairCount = 0;
  let previous: string | undefined;
  for (const word of words) {
    const root = stem(word);
    const known = terms.get(root);
    if (!known && terms.size < MOST_TERMS) {
      const own = FRAMING.has(word) ? FRAMING_WEIGHT : rarity(word);
      terms.set(root, { index: terms.size, weight: own, senses: own > FRAMING_WEIGHT ? sensesOf(root) : [] });
      weight += own;
    }
    const isContent = (terms.get(root)?.weight ?? 0) > FRAMING_WEIGHT;
    if (isContent && previous !== undefined) {
      const seconds = pairs.get(previous) ?? new Set();
      if (!seconds.has(root)) pairCount++;
      pairs.set(previous, seconds.add(root));
    }
    previous = isContent ? root : undefined;
  }
  const meanings = meaningsOf(terms.values());
  return { terms, pairs, pairCount, weight, meanings, wantsNumber: ASKS_FOR_NUMBER.test(text.slice(0, 200)) };
}

function meaningsOf(terms: Iterable<Term>): Map<number, number> {
  const meanings = new Map<number, number>();
  const add = (meaning: number, share: number): void => {
    meanings.set(meaning, Math.max(meanings.get(meaning) ?? 0, share));
  };
  for (const { senses } of terms) {
    for (const { group, subject, share } of senses) {
      add(group, share);
      if (subject !== undefined) add(subject, SUBJECT_SHARE * share);
    }
  }
  return meanings;
}

/** The {@link rarity} of function words. */
const FRAMING_WEIGHT = 0.1;

/** Question and request words that are rarely repeated in passages that answer them. */
const FRAMING = new Set(
  'what who whom whose which when where why how does did can could should would need want best way ways find get make makes use used tell show explain describe mean means happen long many much tall old far'.split(
    ' ',
  ),
);

const ASKS_FOR_NUMBER =
  /\b(?:when|what (?:time|year|date|age)|which year|how (?:many|much|long|old|tall|far|fast|high|big|deep|heavy|often)|speed of|point of|price of|number of)\b/i;
