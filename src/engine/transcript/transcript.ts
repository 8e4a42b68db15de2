import type { Random } from '../../runtime/random.ts';
import { composeText } from './compose-text.ts';
import { guessLanguage } from './languages.ts';
import { type TimedSegment, toSegments } from './timing.ts';

/** What is heard in a sound. */
export interface Transcript {
  /** ISO 639-1. */
  readonly language: string;
  /** Playing time, to a hundredth of a second. */
  readonly seconds: number;
  readonly text: string;
  readonly segments: readonly TimedSegment[];
  /** It was made up: nobody knows what the sound says. */
  readonly isInvented: boolean;
}

export interface TranscriptJob {
  /** True playing time of the sound. */
  readonly seconds: number;
  /** What it says, where that is known. */
  readonly text?: string | undefined;
  /** ISO 639-1, where somebody said so. */
  readonly language?: string | undefined;
  /** Names and terms that may occur in it. */
  readonly terms: readonly string[];
  /** Forked from the content of the sound: the same sound says the same. */
  readonly random: Random;
}

/**
 * The text of a sound with its times: the true one where it is known, else one that somebody may have said in that time and language.
 *
 * @example
 * createTranscript({ seconds: 12, terms: [], random }).text; // some thirty words
 */
export function createTranscript(job: TranscriptJob): Transcript {
  const { text: known, random, terms } = job;
  const seconds = Math.round(job.seconds * 100) / 100;
  const language = job.language ?? (known === undefined ? undefined : guessLanguage(known)) ?? 'en';
  const text = known ?? composeText({ seconds, language, terms, random });
  return { language, seconds, text, segments: toSegments(text, seconds), isInvented: known === undefined };
}
