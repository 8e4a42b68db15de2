import type { BatchSequence } from '../batching/batch-sequence.ts';
import type { BlockHashes } from '../cache/block-hashes.ts';
import type { RequestLoad } from '../router/load.ts';
import type { ContextBlocks } from './context-blocks.ts';

export interface MemberParts {
  readonly arrivedAt: number;
  readonly promptTokens: number;
  /** Of each choice. */
  readonly outputTokens: readonly number[];
  readonly priority: number;
  /** It continues an answer that has begun. */
  readonly isContinued: boolean;
  readonly context: ContextBlocks;
  /** Called whenever its tokens are known to be due, or it has failed. */
  readonly onReady: () => void;
}

/** Where a member is. */
export interface Holder {
  cancel(member: Member): void;
}

/** One prompt with its choices in a batch: what it is to its worker, and what is known of its times. */
export class Member implements BatchSequence {
  readonly arrivedAt: number;
  readonly promptTokens: number;
  readonly outputTokens: readonly number[];
  readonly priority: number;
  isContinued: boolean;
  prefilled = false;
  readonly onReady: () => void;
  readonly context: ContextBlocks;
  /** Where it is now. Set when it is routed. */
  worker: Holder | undefined;
  load: RequestLoad | undefined;
  /** When it first joined a batch, and prompt tokens found in the cache then. */
  admittedAt: number | undefined;
  cachedTokens: number | undefined;
  isOver = false;
  #failure: Error | undefined;
  readonly #length: number;
  /** When each token of the longest choice that was emitted is due. */
  readonly #dues: number[] = [];

  constructor({ arrivedAt, promptTokens, outputTokens, ...rest }: MemberParts) {
    const { priority, isContinued, context, onReady } = rest;
    this.arrivedAt = arrivedAt;
    this.promptTokens = promptTokens;
    this.outputTokens = outputTokens;
    this.priority = priority;
    this.isContinued = isContinued;
    this.context = context;
    this.onReady = onReady;
    this.#length = outputTokens.reduce((most, tokens) => Math.max(most, tokens), 0);
  }

  hashes(blocks: number): BlockHashes {
    return this.context.hashes(blocks);
  }

  /**
   * When token `index` of the longest choice is due; of one without tokens, when its prompt has been read.
   *
   * @throws Error if it has failed before
   */
  dueOf(index: number): number {
    const due = this.#dues[Math.min(index, Math.max(0, this.#length - 1))];
    if (due !== undefined) return due;
    if (this.#failure) throw this.#failure;
    return Number.POSITIVE_INFINITY;
  }

  /** Its prompt has been read, at the time at which its first token, if it has any, is emitted. */
  read(at: number): void {
    this.load?.prefilled();
    if (this.#length === 0) this.#dues.push(at);
  }

  emit(at: number, tokens: number): void {
    for (let token = 0; token < tokens; token++) this.#dues.push(at);
  }

  /** Nothing more comes. */
  end(): void {
    this.isOver = true;
    this.load?.end();
  }

  /** Nothing more comes, although there should: whoever asks for it is told why. */
  fail(error: Error): void {
    this.#failure = error;
    this.end();
    this.onReady();
  }

  /** Nobody wants the rest. */
  release(): void {
    if (this.isOver) return;
    this.end();
    this.worker?.cancel(this);
  }
}
