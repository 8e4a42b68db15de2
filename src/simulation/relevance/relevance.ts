import type { Embedder } from '../../engine/ports/embedder.ts';
import type { ScoreWeights } from '../../engine/ports/passage-scorer.ts';
import { hash32, hash32InSteps } from '../../runtime/random.ts';
import { RecentMap } from '../../runtime/recent-map.ts';
import { finish, type Steps } from '../../runtime/steps.ts';
import { sensesOf } from '../embedding/lexicon/lexicon.ts';
import { rarity } from '../embedding/rarity.ts';
import { wordsOf } from '../embedding/words.ts';
import { stem } from '../stem.ts';
import { type Overlap, overlap, type Word } from './overlap.ts';
import { readQuery } from './query.ts';

/** Scores how well passages answer queries. */
export interface Relevance {
  /**
   * Reads a query once and returns a function that scores passages, each independently, with logits like
   * those of a cross-encoder: about -11 for an unrelated passage, above 0 for one that probably answers the
   * query, always between
   * -12.2 and 8.2.
   */
  to(query: string, options?: RelevanceOptions): (passage: string) => number;
  /** The same in steps, both of reading the query and of scoring a passage, for callers that must not block the event loop. */
  toInSteps(query: string, options?: RelevanceOptions): Steps<(passage: string) => Steps<number>>;
}

export interface RelevanceOptions {
  /** Identifies the scoring model; the logits of two judges differ by up to 0.4. */
  readonly judge?: string;
  /** Default: words count for most. */
  readonly weights?: ScoreWeights;
}

/**
 * Creates a relevance scorer. No model is involved: the score combines common words, words of the same
 * meaning and subject, and the cosine of the embedder's vectors. `docs/ranking.md` explains how, and how
 * often the best passage comes first.
 *
 * A passage's logit depends only on the query and the passage, as with real cross-encoders, so scores from
 * several requests can be compared. Work is proportional to the length of the text; only the first
 * {@link LONGEST_PASSAGE} characters of a passage count. Equal texts always have equal logits, in every process.
 *
 * @example
 * const relevanceOf = createRelevance(createEmbedder()).to('What is machine learning?');
 * relevanceOf('Machine learning is a subset of AI'); // 4.2 or so
 * relevanceOf('The library closes at eight'); // -11 or so
 */
export function createRelevance(embedder: Embedder): Relevance {
  const known = new RecentMap<Word>(KNOWN_WORDS);

  function readWord(text: string): Word {
    const before = known.get(text);
    if (before !== undefined) return before;
    const root = stem(text);
    const word: Word = {
      stem: root,
      meanings: rarity(text) > FUNCTION_WORD ? meaningsOf(root) : [],
      isNumber: NUMBER.test(text),
    };
    // A slice would keep the whole text in memory.
    if (text.length <= LONGEST_KNOWN) known.set(Buffer.from(text).toString(), word);
    return word;
  }

  function* readWords(text: string): Steps<Word[]> {
    const words: Word[] = [];
    for (const word of wordsOf(text)) {
      words.push(readWord(word));
      if (words.length % WORDS_PER_STEP === 0) yield;
    }
    return words;
  }

  function* toInSteps(
    text: string,
    { judge = '', weights }: RelevanceOptions = {},
  ): Steps<(passage: string) => Steps<number>> {
    const query = readQuery(text);
    const direction = yield* embedder.embedInSteps(text.slice(0, LONGEST_EMBEDDED), DIMENSIONS);
    const salt = yield* hash32InSteps(text, hash32(judge));
    return function* score(passage) {
      const words = yield* readWords(passage.slice(0, LONGEST_PASSAGE));
      const vector = yield* embedder.embedInSteps(passage.slice(0, LONGEST_EMBEDDED), DIMENSIONS);
      const whim = ((yield* hash32InSteps(passage, salt)) / 2 ** 32 - 0.5) * WHIM;
      return toLogit(weigh(yield* overlap(query, words), dot(direction, vector), weights)) + whim;
    };
  }

  return {
    to(query, options) {
      const score = finish(toInSteps(query, options));
      return (passage) => finish(score(passage));
    },
    toInSteps,
  };
}

const WORDS_PER_STEP = 256;

/**
 * Characters of a passage used for word matching, and for the embedding, which is the most expensive part.
 */
const LONGEST_PASSAGE = 2 ** 17;
const LONGEST_EMBEDDED = 2 ** 14;
/** Enough dimensions to keep the cosines of unrelated texts within 0.05. */
const DIMENSIONS = 384;

/** Cache size in words, and the maximum length of a cached word. */
const KNOWN_WORDS = 20_000;
const LONGEST_KNOWN = 40;

/** The rarity of function words. */
const FUNCTION_WORD = 0.1;

const NUMBER =
  /\d|^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|million|billion|half)$/;

/** Range of the pseudo-random offset that orders passages of about equal relevance. */
const WHIM = 0.4;

function weigh(
  { exact, near, pairs, support, number }: Overlap,
  cosine: number,
  weights: ScoreWeights | undefined,
): number {
  const words = 0.4 * near + 0.1 * exact + 0.15 * pairs + 0.3 * support + 0.15 * number;
  const meaning = MEANING * Math.max(0, cosine);
  if (weights === undefined) return words + meaning;
  const { embedding, text } = weights;
  return (MOST * ((text * words) / (MOST - MEANING) + (embedding * meaning) / MEANING)) / (text + embedding);
}

/** The most that a score can be, and what of it the meaning of the whole passage decides. */
const MOST = 1.3;
const MEANING = 0.2;

/** Maps to -12 up to almost 10: steep for possibly relevant passages, flat for clearly relevant ones. */
function toLogit(score: number): number {
  return 22 * (1 - Math.exp(-1.7 * score)) - 12;
}

function meaningsOf(root: string): number[] {
  return sensesOf(root).flatMap(({ group, subject }) => (subject === undefined ? [group] : [group, subject]));
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index++) sum += one[index]! * other[index]!;
  return sum;
}
