import { createEncoderFactory } from '../audio/encode/create-encoder.ts';
import type { AudioEncoder } from '../audio/encode/encoder.ts';
import { TaskResult } from '../worker-tasks.ts';
import { SPEECH_RATE } from './plan.ts';
import type { SpeechJob } from './speech.ts';
import { utter, utteranceSamples } from './utterance.ts';

/** Asks for the next piece of a speech, or that it be forgotten. */
export interface SpeechStep {
  /** Tells the speeches of one thread apart. */
  readonly speech: number;
  /** With the first step only. */
  readonly job?: SpeechJob;
  readonly end?: boolean;
}

export interface SpeechPiece {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Nothing follows. */
  readonly done: boolean;
}

interface Speech {
  readonly sound: Generator<Int16Array>;
  readonly encoder: AudioEncoder;
}

/**
 * The speeches that this thread is in the middle of. A worker thread runs this module for one studio alone,
 * and is the only place where an encoder's WebAssembly memory can live between two pieces.
 */
const speeches = new Map<number, Speech>();
const createEncoder = createEncoderFactory();

/** Makes the next piece of a speech: as many phrases as it takes until the encoder gives something out. */
export function speakTask({ speech: id, job, end }: SpeechStep): TaskResult {
  if (end) return release(id, new Uint8Array(0));
  const speech = job ? begin(id, job) : speeches.get(id);
  if (!speech) throw new Error('The speech was lost with the thread that made it');
  try {
    for (;;) {
      const { value, done } = speech.sound.next();
      if (done) return release(id, speech.encoder.finish());
      const bytes = speech.encoder.encode(value);
      if (bytes.length > 0) return piece(bytes, false);
    }
  } catch (error) {
    release(id, new Uint8Array(0));
    throw error;
  }
}

function begin(id: number, job: SpeechJob): Speech {
  const target = { rate: SPEECH_RATE, samples: utteranceSamples(job) };
  const speech = { sound: utter(job), encoder: createEncoder(job.format, target) };
  speeches.set(id, speech);
  return speech;
}

function release(id: number, bytes: Uint8Array<ArrayBuffer>): TaskResult {
  speeches.get(id)?.encoder.close();
  speeches.delete(id);
  return piece(bytes, true);
}

function piece(bytes: Uint8Array<ArrayBuffer>, done: boolean): TaskResult {
  return new TaskResult({ bytes, done } satisfies SpeechPiece, [bytes.buffer]);
}
