import type { Steps } from '../../runtime/steps.ts';
import type { Query } from './query.ts';

/** How much of a query a passage contains, each 0 to 1. */
export interface Overlap {
  /** The fraction of the query's terms, by weight, that occur in the passage. */
  readonly exact: number;
  /** The same, with partial credit for a term of the same meaning or subject. */
  readonly near: number;
  /** The fraction of the query's adjacent word pairs that are adjacent in the passage too. */
  readonly pairs: number;
  /** Support from further words of the query's subjects, besides the query's own terms. */
  readonly support: number;
  /** 1 when the query asks for a number and the passage contains one. */
  readonly number: number;
}

/** A word as seen by {@link overlap}. */
export interface Word {
  readonly stem: string;
  /** Groups and subjects of its senses; empty for words without meaning of their own. */
  readonly meanings: readonly number[];
  readonly isNumber: boolean;
}

// BM25 parameters (Robertson and Zaragoza, 2009): saturation of repeated terms, and the penalty for passage
// length.
const SATURATION = 1.2;
const LENGTH_SHARE = 0.6;
/** Words in an average passage. Fixed, so that a passage's score does not depend on the other passages. */
const USUAL_LENGTH = 60;

const WORDS_PER_STEP = 1024;

/** Credit for a term of the same group, or only of the same subject, in place of the term itself. */
const SAME_GROUP = 0.7;
const SAME_SUBJECT = 0.25;
/** Number of related words that gives half of the maximum support. */
const HALF_SUPPORT = 1.5;

/**
 * Scores a passage for a query with the BM25 formula, using the rarity of words instead of their frequency in
 * a collection, because a cross-encoder also sees one passage at a time.
 */
export function* overlap(query: Query, words: readonly Word[]): Steps<Overlap> {
  const counts = new Float64Array(query.terms.size);
  const meanings = new Set<number>();
  const stems = new Set<string>();
  const pairs = new Set<string>();
  let previous: Word | undefined;
  let number = 0;
  let kin = 0;
  for (const [index, word] of words.entries()) {
    if (index % WORDS_PER_STEP === WORDS_PER_STEP - 1) yield;
    const term = query.terms.get(word.stem);
    if (term) counts[term.index]! += 1;
    if (!stems.has(word.stem)) {
      stems.add(word.stem);
      for (const meaning of word.meanings) meanings.add(meaning);
      if (!term) kin += kinship(word, query);
    }
    if (previous && query.pairs.get(previous.stem)?.has(word.stem))
      pairs.add(`${previous.stem} ${word.stem}`);
    if (word.isNumber && query.wantsNumber) number = 1;
    previous = word;
  }
  const { exact, near } = coverage(query, counts, meanings, words.length);
  return {
    exact,
    near,
    pairs: query.pairCount === 0 ? 0 : pairs.size / query.pairCount,
    support: kin / (kin + HALF_SUPPORT),
    number,
  };
}

function coverage(
  query: Query,
  counts: Float64Array,
  meanings: ReadonlySet<number>,
  words: number,
): { exact: number; near: number } {
  let exact = 0;
  let near = 0;
  // A short passage gets no bonus for its length.
  const length = Math.max(1, words / USUAL_LENGTH);
  const damping = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length);
  for (const { index, weight, senses } of query.terms.values()) {
    const count = counts[index] as number;
    const found = count === 0 ? 0 : Math.min(1, (count * (SATURATION + 1)) / (count + damping));
    let like = found;
    if (found === 0) {
      for (const { group, subject, share } of senses) {
        if (meanings.has(group)) like = Math.max(like, SAME_GROUP * share);
        else if (subject !== undefined && meanings.has(subject)) like = Math.max(like, SAME_SUBJECT * share);
      }
    }
    exact += weight * found;
    near += weight * like;
  }
  const whole = Math.max(query.weight, Number.MIN_VALUE);
  return { exact: exact / whole, near: near / whole };
}

/** How closely a word is related to the query's subjects, 0 to 1. */
function kinship({ meanings }: Word, query: Query): number {
  let most = 0;
  for (const meaning of meanings) most = Math.max(most, query.meanings.get(meaning) ?? 0);
  return most;
}
