import type { Random } from '../../runtime/random.ts';
import type { Steps } from '../../runtime/steps.ts';

/**
 * Turns audio into text with times. It is told the playing time and, for speech of this instance, the exact
 * text.
 *
 * @example
 * const job = { seconds: 12, keywords: [], prompt: '', translate: false, random };
 * const transcript = await runSteps(transcriber.transcribeInSteps(job), turns, abort);
 * transcript.segments.at(-1)?.end; // 12
 */
export interface Transcriber {
  /** In steps, because there can be hours of audio. Equal jobs give equal transcripts. */
  transcribeInSteps(job: TranscriptionJob): Steps<Transcript>;
  /**
   * Assigns speakers to the segments of a transcript.
   *
   * @param names of known speakers; the others are called `A`, `B` and so on
   */
  diarize(transcript: Transcript, names: readonly string[], random: Random): readonly SpokenSegment[];
}

export interface TranscriptionJob {
  /** Actual playing time of the audio. */
  readonly seconds: number;
  /** What is said in the audio, if known. */
  readonly spokenText?: string | undefined;
  /** ISO 639-1, if the request names it. */
  readonly language?: string | undefined;
  /** Names and terms that may occur in it. */
  readonly keywords: readonly string[];
  /** Text that precedes the audio, or gives the spelling of words. */
  readonly prompt: string;
  /** Whether the text is to be English, whatever the language of the audio. */
  readonly translate: boolean;
  /** Forked from the content of the audio, so that equal audio has an equal transcript. */
  readonly random: Random;
}

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

/**
 * Times in seconds from the start, rounded to hundredths; segments do not overlap, and the last one ends with
 * the audio.
 */
export interface TimedSegment {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly words: readonly TimedWord[];
}

export interface TimedWord {
  /** Without surrounding punctuation. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

export interface SpokenSegment extends TimedSegment {
  readonly speaker: string;
}
