import type { Random } from '../../runtime/random.ts';
import type { Steps } from '../../runtime/steps.ts';
import { composeText } from './compose-text.ts';
import { guessLanguage } from './languages.ts';
import { type TimedSegment, toSegments } from './timing.ts';

/** The transcript of an audio file. */
export interface Transcript {
  /** ISO 639-1. */
  readonly language: string;
  /** Playing time, to a hundredth of a second. */
  readonly seconds: number;
  readonly text: string;
  readonly segments: readonly TimedSegment[];
  /** True if the text was made up because the real one is not known. */
  readonly isInvented: boolean;
}

export interface TranscriptJob {
  /** Actual playing time of the audio. */
  readonly seconds: number;
  /** The actual text, if known. */
  readonly text?: string | undefined;
  /** ISO 639-1, if the request names it. */
  readonly language?: string | undefined;
  /** Names and terms that may occur in it. */
  readonly terms: readonly string[];
  /** Forked from the content of the audio, so that equal audio has an equal transcript. */
  readonly random: Random;
}

/**
 * The text of an audio file with its timing: the actual text if known, else a plausible one for that time and
 * language. In steps, because there can be hours of it.
 *
 * @example
 * (await runSteps(createTranscript({ seconds: 12, terms: [], random }), turns)).text; // some thirty words
 */
export function* createTranscript(job: TranscriptJob): Steps<Transcript> {
  const { text: known, random, terms } = job;
  const seconds = Math.round(job.seconds * 100) / 100;
  const language = job.language ?? (known === undefined ? undefined : guessLanguage(known)) ?? 'en';
  const text = known ?? (yield* composeText({ seconds, language, terms, random }));
  const segments = yield* toSegments(text, seconds);
  return { language, seconds, text, segments, isInvented: known === undefined };
}
