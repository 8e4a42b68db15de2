import type { Steps } from './steps.ts';

/**
 * Seeded pseudo-randomness. Forked per request from the instance's seed and the request itself, so that
 * neither concurrency nor order changes a response.
 */
export interface Random {
  /** A float in [0, 1). */
  next(): number;
  /** An integer in [0, bound). */
  int(bound: number): number;
  /** An integer in [low, high], both included. */
  between(low: number, high: number): number;
  /** One element, uniformly. Throws RangeError on an empty list. */
  pick<T>(items: readonly T[]): T;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** A standard normal deviate (mean 0, deviation 1). */
  normal(): number;
  /**
   * An independent generator, determined by this one's seed and the labels, not by how much was drawn from
   * this one.
   */
  fork(...labels: readonly (string | number)[]): Random;
}

/**
 * A generator determined by `seed` alone (sfc32, 128 bits of state).
 *
 * @example
 * const random = createRandom('seed');
 * random.pick(['a', 'b']); // always the same
 */
export function createRandom(seed: string | number): Random {
  return new Sfc32(hash32(String(seed), 0x9e3779b9), hash32(String(seed), 0x85ebca6b));
}

/** A 32-bit hash of a string's UTF-16 units (MurmurHash3-like mixing), as an unsigned integer. */
export function hash32(text: string, seed = 0): number {
  let hash = seed | 0;
  for (let index = 0; index < text.length; index++) hash = stir(hash, text.charCodeAt(index));
  return mix(hash ^ text.length);
}

/**
 * A 32-bit hash of a long text in steps. Equals {@link hash32} up to {@link HASHED_AT_ONCE} characters; of longer texts,
 * each part is hashed with the hash of the part before it as its seed.
 */
export function* hash32InSteps(text: string, seed = 0): Steps<number> {
  let hash = hash32(text.length > HASHED_AT_ONCE ? text.slice(0, HASHED_AT_ONCE) : text, seed);
  for (let start = HASHED_AT_ONCE; start < text.length; start += HASHED_AT_ONCE) {
    yield;
    hash = hash32(text.slice(start, start + HASHED_AT_ONCE), hash);
  }
  return hash;
}

const HASHED_AT_ONCE = 2 ** 16;

function stir(hash: number, unit: number): number {
  const product = Math.imul(hash ^ unit, 0xcc9e2d51);
  return (product << 13) | (product >>> 19);
}

function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

class Sfc32 implements Random {
  readonly #low: number;
  readonly #high: number;
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;
  #spare: number | undefined;

  constructor(low: number, high: number) {
    this.#low = low;
    this.#high = high;
    this.#a = low;
    this.#b = high;
    this.#c = mix(low ^ high);
    for (let round = 0; round < 8; round++) this.#step();
  }

  next(): number {
    return this.#step() / 0x1_0000_0000;
  }

  int(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  between(low: number, high: number): number {
    return low + this.int(high - low + 1);
  }

  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('Cannot pick from an empty list');
    return items[this.int(items.length)] as T;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  normal(): number {
    if (this.#spare !== undefined) {
      const value = this.#spare;
      this.#spare = undefined;
      return value;
    }
    // Box-Muller yields two deviates from two draws; the second is kept for the next call.
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    const angle = 2 * Math.PI * this.next();
    this.#spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  fork(...labels: readonly (string | number)[]): Random {
    let low = this.#low;
    let high = this.#high;
    for (const label of labels) {
      const text = String(label);
      // Compute both hash lanes in one pass: labels can be entire prompts.
      high ^= 0x5bd1e995;
      for (let index = 0; index < text.length; index++) {
        const unit = text.charCodeAt(index);
        low = stir(low, unit);
        high = stir(high, unit);
      }
      low = mix(low ^ text.length);
      high = mix(high ^ text.length);
    }
    return new Sfc32(low, high);
  }

  #step(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + sum) | 0;
    return sum >>> 0;
  }
}
