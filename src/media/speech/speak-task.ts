import { finish } from '../../runtime/steps.ts';
import { createEncoderFactory } from '../audio/encode/create-encoder.ts';
import type { AudioEncoder } from '../audio/encode/encoder.ts';
import { TaskResult } from '../worker-task.ts';
import { SPEECH_RATE } from './plan.ts';
import type { SpeechJob } from './speech-job.ts';
import { utter, utteranceSamples } from './utterance.ts';

/** Requests the next piece of a speech, or cancels it. */
export interface SpeechStep {
  /** Identifies the speech within its thread. */
  readonly speech: number;
  /** Only with the first step. */
  readonly job?: SpeechJob;
  readonly end?: boolean;
}

export interface SpeechPiece {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Whether this is the last piece. */
  readonly done: boolean;
}

interface Speech {
  readonly sound: Generator<Int16Array>;
  readonly encoder: AudioEncoder;
}

/**
 * The speeches in progress on this thread. Each worker thread has its own copy of this module, and only here
 * can an encoder's WebAssembly memory be kept from one piece to the next.
 */
const speeches = new Map<number, Speech>();
const createEncoder = createEncoderFactory();

/** Produces the next piece of a speech: synthesises phrases until the encoder emits output. */
export function speakTask({ speech: id, job, end }: SpeechStep): TaskResult {
  if (end) return release(id, new Uint8Array(0));
  const speech = job ? begin(id, job) : speeches.get(id);
  if (!speech) throw new Error('The worker thread that generated this speech has ended');
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
  const target = { rate: SPEECH_RATE, samples: finish(utteranceSamples(job)) };
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
