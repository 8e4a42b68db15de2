import type { Random } from '../../runtime/random.ts';
import type { BlockHashes } from '../cache/block-hashes.ts';

/**
 * The hashes of the blocks of a context: those of a prompt, and behind them those of the answer. Where it is not known by
 * which tokens an answer goes on, as after hosted work, hashes are drawn: equal requests have equal answers and fork equal
 * randomness.
 *
 * @example
 * const context = new ContextBlocks(prompt, random.fork('answer', scope));
 * context.hashes(prompt.count + 2).count; // two blocks more than the prompt has
 */
export class ContextBlocks {
  #prompt: BlockHashes;
  readonly #random: Random;
  #answered: (() => BlockHashes) | undefined;
  #grown: Grown | undefined;

  /**
   * @param random The same for equal answers to equal prompts, different otherwise.
   * @param answered The prompt with the answer that continues it, if that is known.
   */
  constructor(prompt: BlockHashes, random: Random, answered?: () => BlockHashes) {
    this.#prompt = prompt;
    this.#random = random;
    this.#answered = answered;
  }

  /** At least the first `blocks` blocks. */
  hashes(blocks: number): BlockHashes {
    if (this.#grown === undefined) {
      if (blocks <= this.#prompt.count) return this.#prompt;
      const answered = this.#answered?.();
      if (answered) {
        this.#answered = undefined;
        this.#prompt = answered;
        if (blocks <= answered.count) return answered;
      }
      this.#grown = new Grown(this.#prompt);
    }
    this.#grown.growTo(blocks, this.#random);
    return this.#grown;
  }
}

/** Hashes that grow at their end. */
class Grown implements BlockHashes {
  readonly blockSize: number;
  count: number;
  local: Uint32Array;
  sequence: Uint32Array;

  constructor({ blockSize, count, local, sequence }: BlockHashes) {
    this.blockSize = blockSize;
    this.count = count;
    const words = 2 * (count + GROWTH);
    this.local = new Uint32Array(words);
    this.local.set(local.subarray(0, 2 * count));
    this.sequence = new Uint32Array(words);
    this.sequence.set(sequence.subarray(0, 2 * count));
  }

  growTo(blocks: number, random: Random): void {
    if (2 * blocks > this.local.length) {
      this.local = enlarged(this.local, 2 * blocks);
      this.sequence = enlarged(this.sequence, 2 * blocks);
    }
    const end = Math.max(this.count, blocks);
    for (let word = 2 * this.count; word < 2 * end; word++) {
      this.local[word] = random.int(WORDS);
      this.sequence[word] = random.int(WORDS);
    }
    this.count = end;
  }
}

function enlarged(words: Uint32Array, least: number): Uint32Array {
  const larger = new Uint32Array(Math.max(least, 2 * words.length));
  larger.set(words);
  return larger;
}

/** Blocks to make room for at first. */
const GROWTH = 16;

const WORDS = 2 ** 32;
