import type { BlockTable } from '../cache/block-pool.ts';
import type { BatchSequence } from './batch-sequence.ts';

/** Where an admitted sequence is. `gone`: finished, cancelled or failed. */
type Phase = 'arriving' | 'waiting' | 'prefill' | 'decode' | 'handing over' | 'gone';

/** The state of one sequence in a worker. */
export class Entry<S extends BatchSequence> {
  readonly sequence: S;
  readonly order: number;
  /** Place in the waiting queue, least first; the batch gives up the greatest first. */
  key = 0;
  /** Tokens of each choice that are decoded here. */
  readonly #outputTokens: readonly number[];
  readonly promptTokens: number;
  /** Of the longest choice. */
  readonly length: number;
  phase: Phase = 'arriving';
  /** Tokens of the longest choice that were emitted. */
  emitted = 0;
  /** Choices that have not ended. */
  live: number;
  table: BlockTable | undefined;
  /** Context tokens of a choice that the blocks of the table hold. */
  room = 0;
  /** Leading blocks of the table that are complete and registered. */
  filled = 0;
  /** Context at which the next block is complete. */
  fillAt = Number.POSITIVE_INFINITY;
  /** `emitted` at which a choice ends. */
  endsAt: number;
  /** Prompt tokens to compute, of all choices together; how many are, and how many in this pass. */
  total = 0;
  done = 0;
  chunk = 0;
  /** The time until which its blocks are copied: from host memory, or to another worker. */
  copiedAt = Number.NEGATIVE_INFINITY;
  /** It has been in the batch before. */
  isAgain = false;

  constructor(sequence: S, outputTokens: readonly number[], order: number) {
    if (outputTokens.length === 0) throw new RangeError('A sequence has at least one choice');
    this.sequence = sequence;
    this.#outputTokens = outputTokens;
    this.order = order;
    this.promptTokens = Math.max(1, sequence.promptTokens);
    this.length = Math.max(...outputTokens);
    this.live = outputTokens.length;
    this.endsAt = Math.min(...outputTokens);
  }

  /** Tokens of each choice whose keys and values are computed while it decodes: all but the one emitted last. */
  get context(): number {
    return this.promptTokens + this.emitted - 1;
  }

  /** Tokens known of each choice: all of them have to be computed when it joins the batch. */
  get known(): number {
    return this.promptTokens + this.emitted;
  }

  /** Tokens of all choices to compute before it decodes, cached or not: the prompt once, and what is behind it. */
  get toCompute(): number {
    return this.promptTokens + this.live * this.emitted;
  }

  /** Whether the prompt was computed elsewhere and is still here. */
  get isPrefilled(): boolean {
    return this.sequence.prefilled === true && !this.isAgain;
  }

  /** Blocks for contexts of this length: those of the prompt that are complete are shared by all choices. */
  blocksFor(context: number, blockSize: number): number {
    const shared = this.#sharedBlocks(blockSize);
    return shared + this.live * (Math.ceil(context / blockSize) - shared);
  }

  /**
   * The most blocks that it ever has at once; a choice that has ended keeps its own.
   *
   * @param stride Tokens that a step may emit: while drafts are verified, they take room.
   */
  mostBlocks(blockSize: number, stride: number): number {
    const shared = this.#sharedBlocks(blockSize);
    let blocks = shared;
    for (const tokens of this.#outputTokens) {
      const behind = Math.min(tokens + stride - 2, this.length - 1);
      blocks += Math.ceil((this.promptTokens + Math.max(0, behind)) / blockSize) - shared;
    }
    return blocks;
  }

  #sharedBlocks(blockSize: number): number {
    return this.isSingle ? 0 : Math.floor(this.promptTokens / blockSize);
  }

  /**
   * Blocks that are registered under hashes. With several choices those of the prompt only, because the blocks behind it
   * belong to different texts.
   */
  completeBlocks(context: number, blockSize: number): number {
    return Math.floor((this.isSingle ? context : Math.min(context, this.promptTokens)) / blockSize);
  }

  /** Whether the answer continues the hashes of the prompt. */
  get isSingle(): boolean {
    return this.#outputTokens.length === 1;
  }

  /** Tokens of all choices when each gets `tokens` more. Call it before they are added to `emitted`. */
  tokensOfAll(tokens: number): number {
    if (this.isSingle) return tokens;
    let sum = 0;
    for (const length of this.#outputTokens) {
      sum += Math.max(0, Math.min(length - this.emitted, tokens));
    }
    return sum;
  }

  /** Updates `live` and `endsAt` after a choice has ended. */
  endChoices(): void {
    this.live = 0;
    this.endsAt = Number.POSITIVE_INFINITY;
    for (const length of this.#outputTokens) {
      if (length <= this.emitted) continue;
      this.live++;
      this.endsAt = Math.min(this.endsAt, length);
    }
  }

  /** Gives its blocks back. */
  release(): void {
    this.table?.release();
    this.table = undefined;
    this.room = 0;
    this.filled = 0;
    this.fillAt = Number.POSITIVE_INFINITY;
    this.total = 0;
    this.done = 0;
    this.chunk = 0;
  }
}
