import type { Embedder, EmbedOptions } from '../../engine/ports/embedder.ts';
import { hash32, hash32InSteps } from '../../runtime/random.ts';
import { RecentMap } from '../../runtime/recent-map.ts';
import type { Steps } from '../../runtime/steps.ts';
import { stem } from '../stem.ts';
import { pairKey, type Sense, sensesOf } from './lexicon/lexicon.ts';
import { addFeature, commonCoordinate, scratchLength } from './projection.ts';
import { rarity } from './rarity.ts';
import { isIdeograph, wordsOf } from './words.ts';

export const MOST_DIMENSIONS = 8192;

/**
 * Creates an embedder.
 *
 * No model is involved. A text is a weighted sum of features: its words and their stems, character trigrams,
 * adjacent word pairs, and the groups and subjects that a lexicon assigns to the words; rare words weigh more
 * than common ones. Each feature has a pseudo-random direction, so texts are close to each other if they
 * share features. It cannot recognise meaning or negation, or relate languages that share no words.
 * `docs/embeddings.md` gives measured similarities.
 *
 * Work is proportional to the text's length; only the first {@link LONGEST_TEXT} characters count. Equal
 * texts always have equal vectors, in every process.
 *
 * @example
 * const embedder = createEmbedder();
 * const embed = (text: string) => finish(embedder.embedInSteps(text, 256));
 * const [cat, kitten, tax] = ['My cat sleeps', 'Kittens nap a lot', 'Taxes are due'].map(embed);
 * // dot(cat, kitten) > dot(cat, tax)
 */
export function createEmbedder(): Embedder {
  const profiles = new RecentMap<WordProfile>(CACHED_FEATURES);
  /** Scratch vectors that are not in use: one, unless texts are embedded concurrently. */
  const spare: Float64Array[] = [];
  let common = new Float64Array(0);

  function profileOf(word: string): WordProfile {
    const known = profiles.get(word);
    if (known !== undefined) return known;
    // Long words would make the cache large; halves of surrogate pairs would not survive the copy.
    if (word.length > LONGEST_WORD || !word.isWellFormed()) return toProfile(word);
    // A copy: a slice (also as the start of a stem) would keep the whole text in memory.
    const own = Buffer.from(word).toString();
    const profile = toProfile(own);
    profiles.set(own, profile, profile.features.length + ENTRY_OVERHEAD);
    return profile;
  }

  /** Adds up the text's features in `sum`. A feature that occurs n times counts √n times. */
  function* accumulate(sum: Float64Array, length: number, text: string, salt: number): Steps<void> {
    const words = wordsOf(text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text);
    const counts: Counts = { words: new Map(), pairs: new Map(), previous: undefined };
    // The inner loops are plain functions: V8 compiles loops of generators to slower code.
    for (let start = 0; start < words.length; start += WORDS_PER_STEP) {
      if (start > 0) yield;
      countWords(counts, words, start, Math.min(start + WORDS_PER_STEP, words.length));
    }
    const counted = counts.words.values();
    while (addWords(sum, length, counted, salt)) yield;
    const pairs = counts.pairs.entries();
    while (addPairs(sum, length, pairs, salt)) yield;
    // Distinguishes texts that differ only in case, punctuation or white space.
    addFeature(sum, length, yield* hash32InSteps(text, salt), GRAIN);
  }

  function countWords(counts: Counts, words: readonly string[], start: number, end: number): void {
    for (let index = start; index < end; index++) {
      const word = words[index] as string;
      let counted = counts.words.get(word);
      if (counted === undefined) {
        counted = { profile: profileOf(word), count: 0 };
        counts.words.set(word, counted);
      }
      counted.count++;
      if (counts.previous !== undefined) countPair(counts.pairs, counts.previous, counted.profile);
      counts.previous = counted.profile;
    }
  }

  /** Adds the next words. Returns whether there may be more. */
  function addWords(sum: Float64Array, length: number, words: Iterator<CountedWord>, salt: number): boolean {
    for (let left = FEATURES_PER_STEP; left > 0; left--) {
      const { done, value } = words.next();
      if (done) return false;
      const { features, weights } = value.profile;
      const emphasis = Math.sqrt(value.count);
      for (let index = 0; index < features.length; index++) {
        addFeature(sum, length, features[index]! ^ salt, weights[index]! * emphasis);
      }
    }
    return true;
  }

  /** Adds the next pairs. Returns whether there may be more. */
  function addPairs(
    sum: Float64Array,
    length: number,
    pairs: Iterator<[number, Pair]>,
    salt: number,
  ): boolean {
    for (let left = FEATURES_PER_STEP; left > 0; left--) {
      const { done, value } = pairs.next();
      if (done) return false;
      addPair(sum, length, value[0], value[1], salt);
    }
    return true;
  }

  function addPair(
    sum: Float64Array,
    length: number,
    feature: number,
    { first, second, count }: Pair,
    salt: number,
  ): void {
    const emphasis = Math.sqrt(count);
    const weight = (first.alone && second.alone ? IDEOGRAPH_PAIR : PAIR) * emphasis;
    addFeature(sum, length, feature ^ salt, weight * Math.sqrt(first.rarity * second.rarity));
    if (!first.isContent || !second.isContent) return;
    for (const sense of sensesOf(pairKey(first.stem, second.stem))) {
      const share = PHRASE * sense.share * emphasis;
      addFeature(sum, length, sense.group ^ salt, GROUP * share);
      if (sense.subject !== undefined) addFeature(sum, length, sense.subject ^ salt, SUBJECT * share);
    }
  }

  function* embedInSteps(
    text: string,
    dimensions: number,
    { space = '', role }: EmbedOptions = {},
  ): Steps<Float32Array> {
    if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > MOST_DIMENSIONS) {
      throw new RangeError(`dimensions must be between 1 and ${MOST_DIMENSIONS}, not ${dimensions}`);
    }
    const length = scratchLength(Math.max(dimensions, GAUGE));
    if (common.length < length) common = Float64Array.from({ length }, (_, index) => commonCoordinate(index));
    let sum = spare.pop();
    if (sum === undefined || sum.length < length) sum = new Float64Array(length);
    else sum.fill(0, 0, length);
    const salt = space === '' ? 0 : hash32(space);
    yield* accumulate(sum, length, text, salt);
    if (role !== undefined) addFeature(sum, length, hash32(role, salt), ROLE);
    const vector = normalised(sum, common, dimensions);
    // Not in a `finally` block: V8 compiles the loops of `normalised` to slower code when they are within `try`.
    spare.push(sum);
    return vector;
  }

  return { embedInSteps };
}

/** Each takes up to 10 µs, without and with the features added up. */
const WORDS_PER_STEP = 128;
const FEATURES_PER_STEP = 32;

/**
 * Number of leading coordinates that determine the size of the common part, whatever the number of
 * dimensions.
 */
const GAUGE = 160;

function normalised(sum: Float64Array, common: Float64Array, dimensions: number): Float32Array {
  let gauge = 0;
  for (let index = 0; index < GAUGE; index++) gauge += sum[index]! * sum[index]!;
  const share = COMMON * Math.sqrt(gauge / GAUGE);
  let square = 0;
  for (let index = 0; index < dimensions; index++) {
    const value = sum[index]! + share * common[index]!;
    sum[index] = value;
    square += value * value;
  }
  const scale = 1 / Math.sqrt(square);
  const vector = new Float32Array(dimensions);
  for (let index = 0; index < dimensions; index++) vector[index] = sum[index]! * scale;
  return vector;
}

/** The features of a word. */
interface WordProfile {
  readonly id: number;
  readonly stem: string;
  readonly rarity: number;
  /** A single character of a script without spaces. */
  readonly alone: boolean;
  /** Not a function word; it can be part of a lexicon phrase. */
  readonly isContent: boolean;
  readonly features: Int32Array;
  readonly weights: Float64Array;
}

interface CountedWord {
  readonly profile: WordProfile;
  count: number;
}

/** How often the words of a text, and adjacent pairs of them, occur. */
interface Counts {
  /** Keyed by text, because the cache may drop and recreate a profile meanwhile. */
  readonly words: Map<string, CountedWord>;
  readonly pairs: Map<number, Pair>;
  /** The profile of the last word that was counted. */
  previous: WordProfile | undefined;
}

/** Two adjacent words and the number of times they occur together. */
interface Pair {
  readonly first: WordProfile;
  readonly second: WordProfile;
  count: number;
}

function countPair(pairs: Map<number, Pair>, first: WordProfile, second: WordProfile): void {
  const feature = Math.imul(first.id, 31) ^ second.id;
  const known = pairs.get(feature);
  if (known === undefined) pairs.set(feature, { first, second, count: 1 });
  else known.count++;
}

/** Maximum characters of a text that count; more than 8,192 tokens of any language have. */
const LONGEST_TEXT = 2 ** 17;
/** Maximum characters of a word split into trigrams; longer words are not cached. */
const LONGEST_WORD = 40;
/** The cache's budget in features, each 12 bytes: about 10 MB. */
const CACHED_FEATURES = 2 ** 19;
const ENTRY_OVERHEAD = 16;

// Weights of features, relative to each other.
const EXACT = 0.4;
const STEM = 0.8;
const PIECES = 0.4;
const GROUP = 0.9;
const SUBJECT = 0.7;
const PAIR = 0.15;
const IDEOGRAPH_PAIR = 0.9;
const PHRASE = 1.3;
const GRAIN = 0.04;
const ROLE = 0.25;
/** Length of the common part, relative to the rest: unrelated texts have a cosine of about 0.1. */
const COMMON = 0.33;

function toProfile(word: string): WordProfile {
  const id = hash32(word, 1);
  const own = rarity(word);
  const features: number[] = [id];
  const weights: number[] = [own * EXACT];
  const alone = isIdeograph(word);
  const isContent = own > 0.1;
  const root = word.length <= LONGEST_WORD ? stem(word) : word.slice(0, LONGEST_WORD);
  if (isContent && !alone) {
    const add = (feature: number, weight: number): void => {
      features.push(feature);
      weights.push(own * weight);
    };
    add(hash32(root, 2), STEM);
    addPieces(word, add);
    addSenses(sensesOf(root), add);
  }
  return {
    id,
    stem: root,
    rarity: own,
    alone,
    isContent,
    features: Int32Array.from(features),
    weights: Float64Array.from(weights),
  };
}

type Add = (feature: number, weight: number) => void;

/** Character trigrams, with the word's ends marked: misspelt and derived words share most of them. */
function addPieces(word: string, add: Add): void {
  const marked = `<${word.slice(0, LONGEST_WORD)}>`;
  const count = marked.length - 2;
  const weight = PIECES / Math.sqrt(count);
  for (let start = 0; start < count; start++) add(hash32(marked.slice(start, start + 3), 3), weight);
}

function addSenses(found: readonly Sense[], add: Add): void {
  for (const { group, subject, share } of found) {
    add(group, GROUP * share);
    if (subject !== undefined) add(subject, SUBJECT * share);
  }
}
