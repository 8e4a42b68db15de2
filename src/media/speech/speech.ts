import { availableParallelism } from 'node:os';
import type { EncodedFormat } from '../audio/encode/create-encoder.ts';
import { createWorkerPool, type WorkerPool, WorkerPoolBusy } from '../worker-pool.ts';
import type { SpeechPiece, SpeechStep } from './speak-task.ts';
import { type Utterance, utteranceSeconds } from './utterance.ts';

export type { Utterance };

/**
 * The containers and codecs that speech comes in: mp3, Opus in Ogg, AAC in ADTS, FLAC, WAV, or bare
 * samples.
 */
export type SpeechFormat = EncodedFormat;

/** An utterance and the file that it becomes. */
export interface SpeechJob extends Utterance {
  readonly format: SpeechFormat;
}

/** Turns text into sound. */
export interface SpeechStudio {
  /**
   * The file in pieces, each as soon as it is made, each a continuation of the last one: usually one for
   * what is said in one breath. The same job always gives the same bytes. Work begins with the first
   * `next()`, in a worker, one piece ahead of the reader; ending the iteration early releases everything.
   *
   * @throws RangeError for a speed outside 0.25 to 4.
   * @throws WorkerPoolBusy when too many speeches are open already.
   * @throws WorkerLost when the studio is closed meanwhile, or its worker dies.
   */
  speak(job: SpeechJob): AsyncIterable<Uint8Array<ArrayBuffer>>;
  /** Seconds that the text takes, to the sample, without making a sound. */
  duration(utterance: Utterance): number;
  /** Ends the workers; speech that is under way fails. */
  close(): Promise<void>;
}

export interface SpeechStudioOptions {
  /** Workers at most. Defaults to one fewer than the cores, at least 1 and at most 2. */
  readonly threads?: number;
  /** Speeches that may be open at once. Defaults to 512. */
  readonly limit?: number;
}

/**
 * A studio whose workers start when the first word is to be said.
 *
 * @example
 * const studio = createSpeechStudio();
 * for await (const piece of studio.speak({ text: 'Hello!', voice: 'alloy', speed: 1, format: 'mp3' })) {
 *   file.write(piece);
 * }
 */
export function createSpeechStudio(options: SpeechStudioOptions = {}): SpeechStudio {
  return new Studio(options);
}

const SLOWEST = 0.25;
const FASTEST = 4;

/** A thread of its own, because the encoder of a speech lives in the memory of the thread that began it. */
interface Lane {
  readonly pool: WorkerPool;
  open: number;
}

class Studio implements SpeechStudio {
  readonly #lanes: readonly Lane[];
  readonly #limit: number;
  #open = 0;
  #speeches = 0;

  constructor({ threads, limit = 512 }: SpeechStudioOptions) {
    const size = threads ?? Math.min(2, Math.max(1, availableParallelism() - 1));
    this.#lanes = Array.from({ length: size }, () => ({
      pool: createWorkerPool({ size: 1, queueLimit: limit * 4 }),
      open: 0,
    }));
    this.#limit = limit;
  }

  async *speak(job: SpeechJob): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
    if (!(job.speed >= SLOWEST && job.speed <= FASTEST)) {
      throw new RangeError(`Speech has a speed of ${SLOWEST} to ${FASTEST}, not ${job.speed}`);
    }
    if (this.#open >= this.#limit) throw new WorkerPoolBusy(`${this.#limit} speeches are open already`);
    const lane = this.#lanes.reduce((least, other) => (other.open < least.open ? other : least));
    const speech = this.#speeches++;
    lane.open++;
    this.#open++;
    const step = (order: SpeechStep) => {
      const piece = lane.pool.run<SpeechPiece>('speech.step', order);
      // Nobody may be left to hear of it when the reader has gone.
      piece.catch(() => {});
      return piece;
    };
    let done = false;
    try {
      let next = step({ speech, job });
      while (!done) {
        const piece = await next;
        done = piece.done;
        if (!done) next = step({ speech });
        if (piece.bytes.length > 0) yield piece.bytes;
      }
    } finally {
      lane.open--;
      this.#open--;
      if (!done) step({ speech, end: true });
    }
  }

  duration(utterance: Utterance): number {
    return utteranceSeconds(utterance);
  }

  async close(): Promise<void> {
    await Promise.all(this.#lanes.map(({ pool }) => pool.close()));
  }
}
