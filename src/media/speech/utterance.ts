import { planSpeech, SPEECH_RATE } from './plan.ts';
import { scaled, synthesise } from './synthesise.ts';
import { voiceOf } from './voices.ts';

/** What is to be said, by whom, how fast. */
export interface Utterance {
  /** Any text, of any length; what cannot be pronounced still takes its time. */
  readonly text: string;
  /** A voice's name. A name that is not in the table gives a voice of its own, always the same one. */
  readonly voice: string;
  /** 0.25 to 4; 1 is the voice's natural pace, 2 takes half the time. Pitch and timbre stay. */
  readonly speed: number;
}

/**
 * The sound of an utterance, phrase by phrase: 16-bit mono samples at {@link SPEECH_RATE}, always the same
 * ones.
 */
export function* utter({ text, voice: name, speed }: Utterance): Generator<Int16Array> {
  const voice = voiceOf(name);
  let from = 0;
  for (const phrase of planSpeech(text, voice)) {
    yield synthesise(phrase, voice, speed, from);
    from += phrase.samples;
  }
}

/** How many samples {@link utter} gives in all, without making them: a few microseconds a word. */
export function utteranceSamples({ text, voice, speed }: Utterance): number {
  let samples = 0;
  for (const phrase of planSpeech(text, voiceOf(voice))) samples += phrase.samples;
  return scaled(samples, speed);
}

/** The same in seconds. */
export function utteranceSeconds(utterance: Utterance): number {
  return utteranceSamples(utterance) / SPEECH_RATE;
}
