import { type BlockHashes, type BlockHashOptions, continued, hashBlocks } from './block-hashes.ts';

type Options = Pick<BlockHashOptions, 'blockSize' | 'seed' | 'scratch'>;

/** The tokens of a prompt, whose blocks are hashed when a cache or a router first asks for them. */
export class PromptBlocks {
  readonly #ids: readonly number[];
  /** What was asked for last. */
  #options: Options | undefined;
  #hashes: BlockHashes | undefined;
  #answer: ArrayLike<number> | undefined;
  #answered: BlockHashes | undefined;

  /** @param ids of all tokens of the prompt; those that stand for media are made from what the media contain */
  constructor(ids: readonly number[]) {
    this.#ids = ids;
  }

  get tokens(): number {
    return this.#ids.length;
  }

  /**
   * The hashes of the complete blocks. Those that were asked for last are kept.
   *
   * @example
   * new PromptBlocks(tokenizer.encode(text)).hashes({ blockSize: 16, seed: createBlockSeed({ salt: 'project-1' }) }).count;
   */
  hashes(options: Options): BlockHashes {
    const known = this.#options;
    if (this.#hashes && known?.blockSize === options.blockSize && known.seed === options.seed)
      return this.#hashes;
    this.#options = options;
    this.#answer = undefined;
    this.#hashes = hashBlocks(this.#ids, options);
    return this.#hashes;
  }

  /** The same for the prompt and an answer that continues it. */
  answered(answer: ArrayLike<number>, options: Options): BlockHashes {
    const hashes = this.hashes(options);
    if (this.#answered && this.#answer === answer) return this.#answered;
    const whole = continued(hashes, options, this.#ids.length + answer.length);
    const { blockSize } = options;
    whole.append(this.#ids, hashes.count * blockSize);
    whole.append(answer);
    this.#answer = answer;
    this.#answered = whole;
    return whole;
  }
}
