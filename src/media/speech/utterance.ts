import type { Steps } from '../../runtime/steps.ts';
import { planSpeech, SPEECH_RATE } from './plan.ts';
import { scaled, synthesise } from './synthesise.ts';
import { voiceOf } from './voices.ts';

/** What to say, in which voice, and how fast. */
export interface Utterance {
  /** Any text, of any length; what cannot be pronounced still takes time. */
  readonly text: string;
  /** A voice name. An unknown name gives a voice derived from the name, always the same one. */
  readonly voice: string;
  /** 0.25 to 4; 1 is the voice's natural pace, 2 takes half the time. Pitch and timbre are unaffected. */
  readonly speed: number;
}

/** Synthesises an utterance phrase by phrase: 16-bit mono samples at {@link SPEECH_RATE}. Deterministic. */
export function* utter({ text, voice: name, speed }: Utterance): Generator<Int16Array> {
  const voice = voiceOf(name);
  let from = 0;
  for (const phrase of planSpeech(text, voice)) {
    yield synthesise(phrase, voice, speed, from);
    from += phrase.samples;
  }
}

/** The total number of samples {@link utter} yields, without synthesising them, in steps of one phrase. */
export function* utteranceSamples({ text, voice, speed }: Utterance): Steps<number> {
  let samples = 0;
  for (const phrase of planSpeech(text, voiceOf(voice))) {
    samples += phrase.samples;
    yield;
  }
  return scaled(samples, speed);
}

/** The same in seconds. */
export function* utteranceSeconds(utterance: Utterance): Steps<number> {
  return (yield* utteranceSamples(utterance)) / SPEECH_RATE;
}
