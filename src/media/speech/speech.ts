import { availableParallelism } from 'node:os';
import type { Abort } from '../../runtime/abort.ts';
import type { Clock } from '../../runtime/clock.ts';
import { type Lazy, lazy } from '../../runtime/lazy.ts';
import { runSteps } from '../../runtime/steps.ts';
import type { Turns } from '../../runtime/turns.ts';
import { createWorkerPool, type WorkerPool, WorkerPoolBusy } from '../worker-pool.ts';
import type { SpeechPiece, SpeechStep } from './speak-task.ts';
import type { SpeechJob } from './speech-job.ts';
import type { Utterance } from './utterance.ts';

export type { Utterance };

/** Text-to-speech. */
export interface SpeechSynthesizer {
  /**
   * Yields the file in pieces as they are produced, usually one per phrase; concatenated, they form the file.
   * The same job always gives the same bytes. Work starts with the first `next()`, in a worker, and runs one
   * piece ahead of the reader. Ending the iteration early releases everything.
   *
   * @throws RangeError for a speed outside 0.25 to 4.
   * @throws WorkerPoolBusy if too many speeches are open.
   * @throws WorkerLost if the synthesizer is closed meanwhile, or its worker dies.
   */
  speak(job: SpeechJob): AsyncIterable<Uint8Array<ArrayBuffer>>;
  /**
   * Duration in seconds, exact to the sample, computed without synthesising any sound. Gives way to other work; rejects
   * when `abort` fires.
   */
  duration(utterance: Utterance, turns: Turns, abort?: Abort): Promise<number>;
  /** Stops the workers; speeches in progress fail. */
  close(): Promise<void>;
}

export interface SpeechSynthesizerOptions {
  readonly clock: Pick<Clock, 'hold'>;
  /** Maximum number of worker threads. Defaults to one fewer than the cores, at least 1 and at most 2. */
  readonly threads?: number;
  /** Maximum number of speeches open at once. Defaults to 512. */
  readonly limit?: number;
}

/**
 * A speech synthesizer whose workers start with the first speech.
 *
 * @example
 * const synthesizer = createSpeechSynthesizer({ clock });
 * for await (const piece of synthesizer.speak({ text: 'Hello!', voice: 'alloy', speed: 1, format: 'mp3' })) {
 *   file.write(piece);
 * }
 */
export function createSpeechSynthesizer(options: SpeechSynthesizerOptions): SpeechSynthesizer {
  return new Studio(options);
}

const SLOWEST = 0.25;
const FASTEST = 4;

/**
 * A pool with a single thread, because the encoder of a speech lives in the memory of the thread that started
 * it.
 */
interface SpeechThread {
  readonly pool: WorkerPool;
  open: number;
}

class Studio implements SpeechSynthesizer {
  readonly #threads: readonly SpeechThread[];
  readonly #limit: number;
  /** Has tables of pronunciation, which otherwise only the threads need. */
  readonly #utterances: Lazy<typeof import('./utterance.ts')>;
  #open = 0;
  #speeches = 0;

  constructor({ clock, threads, limit = 512 }: SpeechSynthesizerOptions) {
    const size = threads ?? Math.min(2, Math.max(1, availableParallelism() - 1));
    this.#threads = Array.from({ length: size }, () => ({
      pool: createWorkerPool({ size: 1, queueLimit: limit * 4 }),
      open: 0,
    }));
    this.#limit = limit;
    this.#utterances = lazy(clock, () => import('./utterance.ts'));
  }

  async *speak(job: SpeechJob): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
    if (!(job.speed >= SLOWEST && job.speed <= FASTEST)) {
      throw new RangeError(`The speed must be between ${SLOWEST} and ${FASTEST}, not ${job.speed}`);
    }
    if (this.#open >= this.#limit)
      throw new WorkerPoolBusy(`The limit of ${this.#limit} open speeches is reached`);
    const thread = this.#threads.reduce((least, other) => (other.open < least.open ? other : least));
    const speech = this.#speeches++;
    thread.open++;
    this.#open++;
    const step = (order: SpeechStep) => {
      const piece = thread.pool.run<SpeechPiece>('speech.step', order);
      // If the reader has gone, nobody handles a rejection.
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
      thread.open--;
      this.#open--;
      if (!done) step({ speech, end: true });
    }
  }

  async duration(utterance: Utterance, turns: Turns, abort?: Abort): Promise<number> {
    const { utteranceSeconds } = await this.#utterances();
    return await runSteps(utteranceSeconds(utterance), turns, abort);
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map(({ pool }) => pool.close()));
  }
}
