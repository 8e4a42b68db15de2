import type { Random } from '../../runtime/random.ts';
import type { Ask } from './ask.ts';
import { createSpotter } from './words.ts';

/** The requested length of an answer, as far as the prompt specifies it. */
export interface LengthWish {
  readonly words?: number;
  readonly sentences?: number;
  readonly paragraphs?: number;
  /** 1 by default; lower for "briefly", higher for "in detail". */
  readonly factor: number;
}

/**
 * Finds a wish such as "in 50 words", "in two sentences", "briefly" or "a detailed essay" in the message,
 * else in the system turns.
 */
export function lengthWishOf({ text, system, words, around }: Ask): LengthWish {
  const mentioned = spotWishes(words) | spotWishes(around);
  if (mentioned === 0) return NO_WISH;
  const wish = wishIn(text, mentioned);
  return wish === NO_WISH ? wishIn(system, mentioned) : wish;
}

/** Tries only the patterns of the groups in `mentioned`. */
function wishIn(text: string, mentioned: number): LengthWish {
  const lower = text.slice(0, LOOKED_AT).toLowerCase();
  const count = (mentioned & UNIT) === 0 ? null : COUNTED.exec(lower);
  if (count !== null) {
    const number = NUMBERS[count[1]!] ?? Number(count[1]);
    const unit = count[2]!;
    // "a word" and "these two words" are more often a subject than a length.
    const meant =
      !unit.startsWith('word') ||
      number > 9 ||
      /\b(?:in|with|using|exactly|only|most) $/.test(lower.slice(0, count.index));
    if (number >= 1 && meant) {
      if (unit.startsWith('word')) return { words: Math.min(number, MOST_WORDS), factor: 1 };
      if (unit.startsWith('sentence')) return { sentences: Math.min(number, MOST_SENTENCES), factor: 1 };
      return { paragraphs: Math.min(number, MOST_PARAGRAPHS), factor: 1 };
    }
  }
  if ((mentioned & BREVITY) !== 0 && SHORT.test(lower)) return { factor: 0.35 };
  if ((mentioned & EXTENT) !== 0 && LONG.test(lower)) return { factor: 2.8 };
  return NO_WISH;
}

/** Number of words to aim for: lognormal around `median` tokens, scaled by verbosity and the wish. */
export function wordTarget(
  random: Random,
  options: { median: number; spread?: number; verbosity: 'low' | 'medium' | 'high'; wish: LengthWish },
): number {
  const { median, spread = 0.5, verbosity, wish } = options;
  if (wish.words !== undefined) return wish.words;
  const scale = wish.factor * VERBOSITY[verbosity];
  const tokens = median * scale * Math.exp(spread * Math.max(-2, Math.min(2.6, random.normal())));
  return tokens / TOKENS_PER_WORD;
}

/** Tokens of ordinary English prose per word, punctuation included. */
export const TOKENS_PER_WORD = 1.18;

const VERBOSITY = { low: 0.5, medium: 1, high: 1.8 } as const;

const NO_WISH: LengthWish = { factor: 1 };

/** Bit masks of {@link spotWishes}. */
const UNIT = 1;
const BREVITY = 2;
const EXTENT = 4;

/** Words that the patterns below require. */
const spotWishes = createSpotter(
  'word words sentence sentences paragraph paragraphs',
  'brief briefly short shortly concise concisely succinct succinctly terse quick quickly',
  'detail detailed depth long essay comprehensive thorough thoroughly extensive extensively',
);

const COUNTED =
  /\b(\d{1,5}|an?|one|two|three|four|five|six|seven|eight|nine|ten)[ -](?:short |single |simple |long )?(words?|sentences?|paragraphs?)\b/;
const SHORT =
  /\b(?:brief(?:ly)?|in short|be short|short(?:ly)?|concise(?:ly)?|succinct(?:ly)?|terse|quick(?:ly)?)\b/;
const LONG =
  /\b(?:in detail|detailed|in[- ]depth|long|essay|comprehensive|thorough(?:ly)?|extensive(?:ly)?|as much detail)\b/;

const NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
};

/** Number of characters that are read. */
const LOOKED_AT = 500;

const MOST_WORDS = 20_000;
const MOST_SENTENCES = 200;
const MOST_PARAGRAPHS = 60;
