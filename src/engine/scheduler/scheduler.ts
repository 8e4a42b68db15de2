import type { Random } from '../../runtime/random.ts';
import type { PromptBlocks } from '../cache/prompt-blocks.ts';
import type { LatencyWork } from '../latency/model.ts';

/**
 * Decides when the tokens of each sequence are generated. Solo schedulers give every sequence a pace of its own, known
 * when it is admitted; a scheduler that batches knows when a token is due only when the step before it has ended.
 *
 * All times are in milliseconds on the clock's `now()` scale.
 */
export interface Scheduler {
  /** Whether it wants to know what prompts say, to find what is cached of them. */
  readonly readsPrompts: boolean;
  /** Takes a sequence on. It must be released when it is over, or when nobody wants the rest of it. */
  admit(sequence: Sequence): Scheduled;
  /**
   * Takes on a sequence that is recorded now and played later. It takes no place: its pace, which is known at once, is that
   * of an idle engine.
   */
  alone(sequence: Sequence): Scheduled;
}

/**
 * What is to be generated: one prompt, or several that are decoded together, and the tokens of the answer. `cachedTokens` is
 * what is known to be cached; a scheduler that reads prompts finds out itself.
 */
export interface Sequence extends LatencyWork, Pass {
  /** Its own. */
  readonly random: Random;
  /** Tokens of each choice in the first pass. */
  readonly choices: readonly number[];
  /** What a cache knows the prompts by; none if the work has no prompt that could be known. */
  readonly prompts: readonly PromptBlocks[];
  /** The tokens of the answer, if it is one that continues a single prompt without a break. */
  readonly answer?: ArrayLike<number> | undefined;
  /** Prompts in different scopes share no blocks. */
  readonly scope: string;
  /** 0 is usual, higher is sooner. */
  readonly priority: number;
}

/**
 * A sequence of work whose prompt no cache could know: of models whose result is no text, and of transcripts.
 *
 * @param work `steps`: in which the result is made, each of which takes as long as a token
 * @example
 * scheduler.admit(unknownPrompt({ model, arrivedAt, promptTokens, steps: 1, random }));
 */
export function unknownPrompt({
  steps,
  temperature = 1,
  ...work
}: Pick<Sequence, 'model' | 'arrivedAt' | 'promptTokens' | 'random'> & {
  readonly steps: number;
  readonly temperature?: number;
}): Sequence {
  return {
    ...work,
    temperature,
    cachedTokens: 0,
    outputTokens: steps,
    passTokens: steps,
    before: 0,
    choices: [steps],
    prompts: [],
    scope: '',
    priority: 0,
  };
}

/**
 * What the model generates without waiting. An answer has several passes if it waits for hosted work: the model reads the
 * results, and goes on.
 */
export interface Pass {
  readonly arrivedAt: number;
  readonly promptTokens: number;
  /** Prompt tokens that need no prefill. */
  readonly cachedTokens: number;
  /** Tokens of the longest choice in this pass. */
  readonly passTokens: number;
  /** Tokens of the answer before this pass. */
  readonly before: number;
}

/** A sequence that a scheduler has admitted. */
export interface Scheduled {
  /**
   * When token `index` is due; 0 is the first one. Infinity while that is not known. Asked for in order.
   *
   * @throws Unavailable if what generates it has failed before
   */
  dueOf(index: number): number;
  /** When the last token is due; infinity while that is not known. */
  readonly lastDue: number;
  /** When it was admitted to the batch, after its time in the queue: known when the first token is due. */
  readonly admittedAt: number;
  /** Prompt tokens that needed no prefill: known when the first token is due. */
  readonly cachedTokens: number;
  /** The pace, if it is known from the start. */
  readonly pace: SequencePace | undefined;
  /** Factor of the time that hosted tools take. */
  readonly workScale: number;
  /** Registers the listener to call when a due time that was infinite is known, in place of the one before. */
  onReady(listener: () => void): void;
  /** Takes on a later pass of the same answer. Call it when this one is over. */
  resume(pass: Pass): Scheduled;
  /**
   * Ends it: what it holds is free for others. Does nothing if it is over.
   *
   * @param isComplete whether all of the answer was taken
   */
  release(isComplete?: boolean): void;
}

/** Gaps between consecutive tokens, in ms: one value per gap, or a number of gaps of equal length. */
export type Gaps = Float32Array | { readonly each: number; readonly length: number };

/** The pace of a sequence as data. */
export interface SequencePace {
  /** Milliseconds from the arrival to the first token of each pass. */
  readonly ttft: number;
  /** Between all tokens of the answer. */
  readonly gaps: Gaps;
  readonly workScale: number;
}
