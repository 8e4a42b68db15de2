import type { Steps } from '../../runtime/steps.ts';
import { enlarged } from './hash-slots.ts';
import { createSeed, type Xxh3Seed, xxh3, xxh3Words } from './xxh3.ts';

/**
 * The identities of the complete blocks of a sequence. Each hash is two words: `[2 * i]` the lower 32 bits of that of
 * block `i`, `[2 * i + 1]` the upper ones. The arrays may be longer than that, and are replaced when the sequence grows.
 */
export interface BlockHashes {
  /** Tokens in a block. */
  readonly blockSize: number;
  /** Complete blocks. */
  readonly count: number;
  /** Of the content of each block alone: equal blocks at different positions have equal hashes. */
  readonly local: Uint32Array;
  /** Of each block with everything before it. */
  readonly sequence: Uint32Array;
}

/** What keeps blocks of equal tokens apart: of another LoRA adapter, another tenant. */
export type BlockSeed = Xxh3Seed;

/** A 64-bit hash, as two unsigned 32-bit words. */
export interface Hash64 {
  readonly low: number;
  readonly high: number;
}

/** Tokens that stand for something else, such as a picture: their ids are placeholders, so its hash is added. */
export interface HashedContent {
  /** Index of the first such token in the sequence. */
  readonly start: number;
  /** How many there are. */
  readonly length: number;
  readonly hash: Hash64;
}

export interface BlockHashOptions {
  /** Tokens in a block, at least 1. */
  readonly blockSize: number;
  /** From {@link createBlockSeed}; without it, neither adapter nor salt. */
  readonly seed?: BlockSeed | undefined;
  /** Pictures and the like, in any order. */
  readonly contents?: readonly HashedContent[] | undefined;
  /** Memory for a block's tokens that nobody else uses until the sequence is complete: saves making it. */
  readonly scratch?: DataView | undefined;
}

/**
 * The seed for an adapter and a salt, to be kept for all sequences with them. Sequences with different seeds share no
 * block.
 *
 * @param options.adapter name of the LoRA adapter; empty is none
 * @param options.salt the cache namespace of a tenant; empty is none
 *
 * @example
 * const seed = createBlockSeed({ adapter: 'adapter-a' });
 */
export function createBlockSeed({
  adapter = '',
  salt = '',
}: {
  readonly adapter?: string | undefined;
  readonly salt?: string | undefined;
}): BlockSeed {
  let seed = PLAIN;
  if (adapter !== '') seed = moved(seed, adapter, UNSEEDED);
  // Seeded with what precedes it, so that an adapter and a salt of the same name differ.
  if (salt !== '') seed = moved(seed, salt, seed);
  return seed;
}

/**
 * Hashes the complete blocks of a sequence as NVIDIA Dynamo does: XXH3 with seed 1337 over the token ids, and chained
 * over the hash of the block before. Throws RangeError unless the block size is a positive integer.
 *
 * @example
 * hashBlocks([1, 2, 3, 4, 5, 6, 7, 8, 9], { blockSize: 4 }).count; // 2
 */
export function hashBlocks(tokens: ArrayLike<number>, options: BlockHashOptions): BlockHashes {
  const hashes = new GrowingBlockHashes(options, tokens.length);
  hashes.append(tokens);
  return hashes;
}

/**
 * {@link hashBlocks} in steps, for long sequences.
 *
 * @example
 * const hashes = await runSteps(hashBlocksInSteps(tokens, { blockSize: 16 }), turns, abort);
 */
export function* hashBlocksInSteps(
  tokens: ArrayLike<number>,
  options: BlockHashOptions,
): Steps<GrowingBlockHashes> {
  const hashes = new GrowingBlockHashes(options, tokens.length);
  for (let start = 0; start < tokens.length; start += TOKENS_IN_STEP) {
    if (start > 0) yield;
    hashes.append(tokens, start, Math.min(tokens.length, start + TOKENS_IN_STEP));
  }
  return hashes;
}

/**
 * A sequence that continues another one, which stays as it is.
 *
 * @param options those of the first sequence
 * @param expected how many tokens to make room for, in all
 * @example
 * const whole = continued(prompt.hashes(options), options, 1000);
 * whole.append(prompt.rest(16));
 * whole.append(answer);
 */
export function continued(
  hashes: BlockHashes,
  options: BlockHashOptions,
  expected: number,
): GrowingBlockHashes {
  return new GrowingBlockHashes(options, expected, hashes);
}

/**
 * The hashes of a sequence that grows, such as a prompt and the answer being written. What has been hashed is not hashed
 * again.
 *
 * @example
 * const hashes = new GrowingBlockHashes({ blockSize: 16 });
 * hashes.append(prompt);
 * hashes.append(answer, 0, 10);
 * hashes.count; // complete blocks of both
 */
export class GrowingBlockHashes implements BlockHashes {
  readonly blockSize: number;
  readonly #seed: BlockSeed;
  /** The block that is being filled, and behind its tokens the hashes of contents. */
  #block: DataView;
  #filled = 0;
  #count = 0;
  #local: Uint32Array;
  #sequence: Uint32Array;
  readonly #contents: readonly HashedContent[];
  #nextContent = 0;
  /** Contents that began in earlier blocks. */
  #open: readonly HashedContent[] = [];

  /**
   * Throws RangeError unless the block size is a positive integer.
   *
   * @param expected how many tokens to make room for
   * @param before what it begins with: complete blocks with the same options, without contents
   */
  constructor(
    { blockSize, seed = PLAIN, contents = [], scratch }: BlockHashOptions,
    expected = 0,
    before?: BlockHashes,
  ) {
    if (!Number.isSafeInteger(blockSize) || blockSize < 1)
      throw new RangeError(`blockSize must be a positive integer, not ${blockSize}.`);
    this.blockSize = blockSize;
    this.#seed = seed;
    this.#block = scratch ?? new DataView(new ArrayBuffer(blockSize * 4));
    const words = 2 * Math.floor(expected / blockSize);
    this.#local = new Uint32Array(words);
    this.#sequence = new Uint32Array(words);
    if (before) {
      this.#count = before.count;
      copy(before.local, this.#local, 2 * before.count);
      copy(before.sequence, this.#sequence, 2 * before.count);
    }
    this.#contents = contents.length > 1 ? contents.toSorted((a, b) => a.start - b.start) : contents;
  }

  get count(): number {
    return this.#count;
  }

  get local(): Uint32Array {
    return this.#local;
  }

  get sequence(): Uint32Array {
    return this.#sequence;
  }

  /** Tokens so far, also those of the block that is not complete. */
  get tokens(): number {
    return this.#count * this.blockSize + this.#filled;
  }

  /** Appends `tokens[start]` to `tokens[end - 1]`. */
  append(tokens: ArrayLike<number>, start = 0, end = tokens.length): void {
    const { blockSize } = this;
    this.#reserve(Math.floor((this.tokens + end - start) / blockSize));
    const block = this.#block;
    let filled = this.#filled;
    for (let index = start; index < end; index++) {
      block.setUint32(filled * 4, tokens[index]!, true);
      if (++filled < blockSize) continue;
      filled = 0;
      this.#complete();
    }
    this.#filled = filled;
  }

  #complete(): void {
    const at = this.#count * 2;
    const local = this.#local;
    const sequence = this.#sequence;
    if (this.#nextContent < this.#contents.length || this.#open.length > 0) this.#hashWithContents(at);
    else xxh3(this.#seed, this.#block, this.blockSize * 4, local, at);
    if (at === 0) {
      sequence[0] = local[0]!;
      sequence[1] = local[1]!;
    } else {
      // With the plain seed, whatever that of the blocks is.
      xxh3Words(PLAIN, sequence[at - 2]!, sequence[at - 1]!, local[at]!, local[at + 1]!, sequence, at);
    }
    this.#count++;
  }

  /** The hashes of the contents that the block touches follow its tokens, in ascending order. */
  #hashWithContents(at: number): void {
    const { blockSize } = this;
    const first = this.#count * blockSize;
    const end = first + blockSize;
    const open = [...this.#open];
    while (this.#nextContent < this.#contents.length) {
      const content = this.#contents[this.#nextContent]!;
      if (content.start >= end) break;
      open.push(content);
      this.#nextContent++;
    }
    const touching = open
      .filter(({ start, length }) => length > 0 && start + length > first)
      .map(({ hash }) => hash)
      .sort((a, b) => a.high - b.high || a.low - b.low);
    this.#open = open.filter(({ start, length }) => start + length > end);
    const bytes = blockSize * 4 + touching.length * 8;
    const data = new DataView(new ArrayBuffer(bytes));
    for (let token = 0; token < blockSize; token++)
      data.setUint32(token * 4, this.#block.getUint32(token * 4, true), true);
    for (const [index, { low, high }] of touching.entries()) {
      data.setUint32(blockSize * 4 + index * 8, low, true);
      data.setUint32(blockSize * 4 + index * 8 + 4, high, true);
    }
    xxh3(this.#seed, data, bytes, this.#local, at);
  }

  #reserve(blocks: number): void {
    if (blocks * 2 <= this.#local.length) return;
    const words = 2 * Math.max(blocks, this.#count + 4, Math.ceil(this.#count * 1.5));
    this.#local = enlarged(this.#local, words);
    this.#sequence = enlarged(this.#sequence, words);
  }
}

/** Short ones without the view that `set` needs. */
function copy(from: Uint32Array, to: Uint32Array, words: number): void {
  if (words > 64) to.set(from.subarray(0, words));
  else for (let word = 0; word < words; word++) to[word] = from[word] as number;
}

/** Well under a millisecond of work. */
const TOKENS_IN_STEP = 16_384;

const PLAIN = createSeed(1337, 0);
const UNSEEDED = createSeed(0, 0);

/** The seed plus the hash of a name. */
function moved({ low, high }: BlockSeed, name: string, seed: Xxh3Seed): BlockSeed {
  const bytes = new TextEncoder().encode(name);
  const hash = new Uint32Array(2);
  xxh3(seed, new DataView(bytes.buffer, bytes.byteOffset), bytes.length, hash, 0);
  const sum = low + hash[0]!;
  return createSeed(sum, high + hash[1]! + (sum > 0xffffffff ? 1 : 0));
}
