import { type BlockHashes, type BlockSeed, hashBlocks } from './block-hashes.ts';

/** The tokens of a prompt, whose blocks are hashed when a cache or a router first asks for them. */
export class PromptBlocks {
  readonly #ids: ArrayLike<number>;
  #known: { readonly blockSize: number; readonly seed: BlockSeed; readonly hashes: BlockHashes } | undefined;

  /** @param ids of all tokens of the prompt; those that stand for media are made from what the media contain */
  constructor(ids: ArrayLike<number>) {
    this.#ids = ids;
  }

  get tokens(): number {
    return this.#ids.length;
  }

  /**
   * The hashes of the complete blocks. Those that were asked for last are kept.
   *
   * @example
   * new PromptBlocks(tokenizer.encode(text)).hashes(16, createBlockSeed({ salt: 'project-1' })).count;
   */
  hashes(blockSize: number, seed: BlockSeed): BlockHashes {
    if (this.#known?.blockSize === blockSize && this.#known.seed === seed) return this.#known.hashes;
    const hashes = hashBlocks(this.#ids, { blockSize, seed });
    this.#known = { blockSize, seed, hashes };
    return hashes;
  }
}
