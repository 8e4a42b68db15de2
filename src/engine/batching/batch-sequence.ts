import type { BlockHashes } from '../cache/block-hashes.ts';

/** What a worker has to compute for one request. Its content is decided before it is admitted. */
export interface BatchSequence {
  /** Tokens of the prompt. */
  readonly promptTokens: number;
  /**
   * Tokens of each choice. Choices are decoded together and share the complete blocks of the prompt; each takes a
   * place in the batch until its own end. `[0]` is work that only reads, such as an embedding.
   */
  readonly outputTokens: readonly number[];
  /** 0 is usual, higher is sooner. Fractions are allowed. */
  readonly priority: number;
  /**
   * Another worker has computed the prompt, and its keys and values are here: the first step is a decode step, and there is
   * no overhead of a request. Used by workers of the role `decode`.
   */
  readonly prefilled?: boolean;
  /** It continues an answer that has begun: it is never refused because of a full queue or a worker that sleeps. */
  readonly isContinued?: boolean;
  /**
   * Hashes of at least the first `blocks` complete blocks of the prompt and of the first choice behind it. More than
   * the blocks of the prompt are asked for only as the answer fills them, and with several choices never.
   */
  hashes(blocks: number): BlockHashes;
}

/** What happened to a sequence. `at` is exact, however late the step was called. */
export type BatchEvent<S> =
  /** The overhead of the request is over: it now waits for the batch. */
  | { readonly type: 'queued'; readonly at: number; readonly sequence: S }
  /** It joined the batch. */
  | {
      readonly type: 'scheduled';
      readonly at: number;
      readonly sequence: S;
      /** Tokens that need no prefill, whether their blocks were on the device or in host memory. */
      readonly cachedTokens: number;
      /** Those of `cachedTokens` that were copied from host memory. */
      readonly hostTokens: number;
      /** It was in the batch before and had been preempted: its tokens are no longer new. */
      readonly isAgain: boolean;
    }
  /** Its prompt is computed, and its first token, if it has any, leaves at this moment. */
  | { readonly type: 'first'; readonly at: number; readonly sequence: S }
  /** It lost its blocks to others and waits again. What it has emitted stays valid. */
  | { readonly type: 'preempted'; readonly at: number; readonly sequence: S }
  /** On a worker of the role `prefill`: its keys and values have arrived where it will be decoded. */
  | { readonly type: 'handed over'; readonly at: number; readonly sequence: S }
  | { readonly type: 'finished'; readonly at: number; readonly sequence: S };

/** What came of one call of a worker's `step`. Valid until the next call. */
export interface StepResult<S> {
  /** When it happened: the end of the pass, however late the call was. */
  readonly at: number;
  /** In order of time. */
  readonly events: readonly BatchEvent<S>[];
  /** How many sequences got tokens; the first entries of the two lists below. */
  readonly count: number;
  readonly sequences: readonly S[];
  /** Tokens of each choice that has not ended: 1, or more with speculative decoding. */
  readonly tokens: Uint8Array;
}
