import type { Random } from '../../runtime/random.ts';
import { finish, type Steps } from '../../runtime/steps.ts';
import { phrasesOf } from './phrases/index.ts';
import type { Phrases } from './phrases/phrases.ts';
import { toUnits } from './words.ts';

/** Average speaking rate. */
const WORDS_PER_MINUTE = 150;

/** Maximum deviation from that rate, as a fraction. */
const SPREAD = 0.12;

/** Limit for any audio length: four and a half hours of speech. */
const MOST_WORDS = 40_000;

/** Maximum number of short utterances used to fill the remaining time. */
const MOST_SHORTS = 2;

/** Sentences composed in one step. */
const STEP = 64;

export interface TextBrief {
  readonly seconds: number;
  /** ISO 639-1. English phrases are used for a language without phrases. */
  readonly language: string;
  /** Terms to be mentioned, spelled like this. */
  readonly terms: readonly string[];
  readonly random: Random;
}

/**
 * Plausible speech for the given time: about 150 words a minute, whole sentences of one conversation, at
 * least one word.
 */
export function* composeText(brief: TextBrief): Steps<string> {
  const { seconds, terms, random } = brief;
  const phrases = phrasesOf(brief.language);
  const rate = (WORDS_PER_MINUTE / 60) * (1 + SPREAD * (2 * random.next() - 1));
  let left = Math.min(MOST_WORDS, Math.max(1, Math.round(seconds * rate)));
  const glue = phrases.isUnspaced ? '' : ' ';
  const sentences: string[] = [];
  const next = createTeller(phrases, random);
  for (let shorts = 0, mentioned = 0; left > 0 && shorts < MOST_SHORTS; ) {
    if (sentences.length % STEP === STEP - 1) yield;
    const term = sentences.length % 2 === 0 ? terms[mentioned] : undefined;
    const sentence =
      term === undefined
        ? next()
        : (phrases.mentions[mentioned % phrases.mentions.length] as string).replace('{t}', () => term);
    const words = wordsOf(sentence);
    if (words <= left + 1) {
      if (term !== undefined) mentioned++;
      sentences.push(sentence);
      left -= words;
      continue;
    }
    // If there is no room for a sentence, the term alone is used.
    const short =
      term !== undefined && left <= 3 ? `${term}${phrases.stop}` : pickShort(phrases, left, random);
    if (term !== undefined) mentioned++;
    sentences.push(short);
    left -= wordsOf(short);
    shorts++;
  }
  return sentences.join(glue);
}

/** Plays one scene after the other, each from its beginning, never the same one twice in a row. */
function createTeller({ scenes }: Phrases, random: Random): () => string {
  let scene = random.int(scenes.length);
  let sentence = 0;
  return () => {
    const told = scenes[scene] as readonly string[];
    const text = told[sentence++] as string;
    if (sentence === told.length) {
      sentence = 0;
      if (scenes.length > 1) scene = (scene + 1 + random.int(scenes.length - 1)) % scenes.length;
    }
    return text;
  };
}

const wordsOf = (sentence: string): number => finish(toUnits(sentence)).length;

function pickShort({ shorts }: Phrases, words: number, random: Random): string {
  const fitting = shorts.filter((short) => wordsOf(short) <= words);
  return random.pick(fitting.length > 0 ? fitting : shorts.slice(0, 1));
}
