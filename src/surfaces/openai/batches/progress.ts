import type { Usage } from '../../../engine/event.ts';
import type { Clock, Timer } from '../../../runtime/clock.ts';
import type { BlobInfo } from '../../../storage/blobs.ts';
import type { Store } from '../../../storage/store.ts';
import type { BatchRun } from './batch-run.ts';
import { FinishedLines } from './finished-lines.ts';
import type { LineResult, StoredLineResult } from './line-result.ts';
import { addTokens, type BatchRecord, NO_TOKENS, type TokenCounts } from './record.ts';

/**
 * Progress is saved every `INTERVAL` milliseconds, or every `INTERVAL_PART` of the time the batch has run if
 * that is longer.
 */
const INTERVAL = 250;
const INTERVAL_PART = 0.005;

/** Maximum characters of unsaved results. */
const MOST_WAITING = 4 * 2 ** 20;

interface Waiting {
  readonly output: Results;
  readonly error: Results;
  readonly indexes: number[];
  tokens: TokenCounts;
  size: number;
}

/** Unsaved results for one file. */
interface Results {
  readonly texts: string[];
  readonly segments: BlobInfo[];
}

/**
 * Saves the results of lines: first a segment each of the output and the error file, then, in one commit, the
 * batch's references to them and its finished lines. A line is therefore finished together with its result or
 * not at all.
 *
 * @example
 * progress.add(0, toLineResult(ids, customId, answer), usage);
 * await progress.flush();
 */
export class Progress {
  readonly #run: BatchRun;
  readonly #store: Pick<Store, 'blobs'>;
  readonly #clock: Clock;
  readonly #onFailure: (error: unknown) => void;
  readonly #finished: FinishedLines;
  #waiting = nothing();
  #writing: Promise<void> | undefined;
  /**
   * The first write error. It is unknown whether that write took effect, so nothing may be written after it.
   */
  #failure: { readonly error: unknown } | undefined;
  #timer: Timer | undefined;
  #lastAt: number;

  /** @param options.onFailure called if a write in the background fails */
  constructor(
    run: BatchRun,
    options: { store: Pick<Store, 'blobs'>; clock: Clock; onFailure: (error: unknown) => void },
  ) {
    const { finished, counts } = run.batch;
    this.#run = run;
    this.#store = options.store;
    this.#clock = options.clock;
    this.#onFailure = options.onFailure;
    this.#finished = FinishedLines.from(finished, counts.total);
    this.#lastAt = options.clock.now();
  }

  isFinished(index: number): boolean {
    return this.#finished.has(index);
  }

  /** Whether results must be flushed before more are added. */
  get isFull(): boolean {
    return this.#waiting.size >= MOST_WAITING;
  }

  add(index: number, answer: LineResult | StoredLineResult, usage?: Usage): void {
    const waiting = this.#waiting;
    if ('text' in answer) {
      waiting[answer.file].texts.push(answer.text);
      waiting.size += answer.text.length;
    } else waiting[answer.file].segments.push(answer.segment);
    waiting.indexes.push(index);
    if (usage) waiting.tokens = addTokens(waiting.tokens, usage);
    this.#timer ??= this.#clock.at(this.#lastAt + this.#interval(), () => {
      this.#timer = undefined;
      this.flush().catch(this.#onFailure);
    });
  }

  /**
   * Resolves when everything added so far is saved. Rejects from the first failure on: a new run resumes from
   * what was saved.
   */
  async flush(): Promise<void> {
    this.#timer?.cancel();
    this.#timer = undefined;
    while (this.#writing) await this.#writing;
    if (this.#failure) throw this.#failure.error;
    if (this.#waiting.indexes.length === 0) return;
    this.#lastAt = this.#clock.now();
    this.#writing = this.#write();
    try {
      await this.#writing;
    } finally {
      this.#writing = undefined;
    }
  }

  /** Stops writing. Unsaved results are lost. */
  close(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    const { output, error } = this.#waiting;
    this.#discard([...output.segments, ...error.segments]);
  }

  #interval(): number {
    return Math.max(INTERVAL, INTERVAL_PART * (this.#clock.epoch() - this.#run.batch.statusSince));
  }

  async #write(): Promise<void> {
    const { output, error, indexes, tokens } = this.#waiting;
    this.#waiting = nothing();
    const segments = [...output.segments, ...error.segments];
    const write = async (results: Results): Promise<BlobInfo[]> => {
      if (results.texts.length === 0) return results.segments;
      const segment = await this.#store.blobs.write([Buffer.from(results.texts.join(''))]);
      segments.push(segment);
      return [...results.segments, segment];
    };
    try {
      const outputs = await write(output);
      const errors = await write(error);
      for (const index of indexes) this.#finished.add(index);
      const finished = this.#finished.toString();
      await this.#run.change((batch) => ({
        ...batch,
        finished,
        counts: addCounts(batch, countOf(output), countOf(error)),
        usage: addAll(batch.usage, tokens),
        output: [...batch.output, ...outputs],
        error: [...batch.error, ...errors],
      }));
    } catch (error) {
      this.#failure = { error };
      await this.#discard(segments);
      throw error;
    }
  }

  async #discard(segments: readonly BlobInfo[]): Promise<void> {
    for (const { id } of segments) await this.#store.blobs.discard(id).catch(() => {});
  }
}

function nothing(): Waiting {
  const none = (): Results => ({ texts: [], segments: [] });
  return { output: none(), error: none(), indexes: [], tokens: NO_TOKENS, size: 0 };
}

const countOf = ({ texts, segments }: Results): number => texts.length + segments.length;

function addCounts({ counts }: BatchRecord, completed: number, failed: number): BatchRecord['counts'] {
  return { ...counts, completed: counts.completed + completed, failed: counts.failed + failed };
}

function addAll(one: TokenCounts, other: TokenCounts): TokenCounts {
  return {
    input: one.input + other.input,
    cached: one.cached + other.cached,
    output: one.output + other.output,
    reasoning: one.reasoning + other.reasoning,
  };
}
