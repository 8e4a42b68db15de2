import type { Pass, Scheduled, SequencePace } from './scheduler.ts';

/**
 * A pass whose pace is known from the start.
 *
 * @example
 * const pace = { ttft: 200, gaps: { each: 20, length: 9 }, workScale: 1 };
 * createPaced(pace, { arrivedAt: 1000, promptTokens: 5, cachedTokens: 0, passTokens: 10, before: 0 }).dueOf(1); // 1220
 */
export function createPaced({ ttft, gaps, workScale }: SequencePace, pass: Pass): Scheduled {
  return gaps instanceof Float32Array
    ? new Paced(ttft, gaps, 0, gaps.length, workScale, pass)
    : new Paced(ttft, undefined, gaps.each, gaps.length, workScale, pass);
}

/** The same for gaps that are all equal, of which there are `length` in the whole answer. */
export function createSteady(
  { ttft, each, length, workScale }: { ttft: number; each: number; length: number; workScale: number },
  pass: Pass,
): Scheduled {
  return new Paced(ttft, undefined, each, length, workScale, pass);
}

class Paced implements Scheduled {
  readonly workScale: number;
  readonly cachedTokens: number;
  /** It waits for nobody. */
  readonly admittedAt: number;
  readonly lastDue: number;
  readonly #ttft: number;
  /** Undefined if all gaps are equal. */
  readonly #gaps: Float32Array | undefined;
  readonly #each: number;
  /** Gaps of the whole answer. */
  readonly #length: number;
  readonly #firstDue: number;
  readonly #last: number;
  /** The token that was asked for, the index of the gap after it, and when it is due. */
  #index = 0;
  #gap: number;
  #due: number;

  constructor(
    ttft: number,
    gaps: Float32Array | undefined,
    each: number,
    length: number,
    workScale: number,
    { arrivedAt, cachedTokens, passTokens, before }: Pass,
  ) {
    this.#ttft = ttft;
    this.#gaps = gaps;
    this.#each = each;
    this.#length = length;
    this.workScale = workScale;
    this.cachedTokens = cachedTokens;
    this.admittedAt = arrivedAt;
    this.#last = passTokens > 1 ? passTokens - 1 : 0;
    this.#gap = before;
    this.#due = this.#firstDue = arrivedAt + ttft;
    let total = 0;
    if (gaps === undefined) total = each * this.#last;
    else for (let index = before; index < before + this.#last; index++) total += gaps[index] ?? 0;
    this.lastDue = this.#firstDue + total;
  }

  get pace(): SequencePace {
    const gaps = this.#gaps ?? { each: this.#each, length: this.#length };
    return { ttft: this.#ttft, gaps, workScale: this.workScale };
  }

  dueOf(index: number): number {
    // Summing the gaps one by one accumulates rounding errors; the last token is due exactly at the end.
    if (index >= this.#last) return this.lastDue;
    const gaps = this.#gaps;
    if (gaps === undefined) return this.#firstDue + index * this.#each;
    for (; this.#index < index; this.#index++) this.#due += gaps[this.#gap++] as number;
    return this.#due;
  }

  onReady(): void {}

  resume(pass: Pass): Scheduled {
    return new Paced(this.#ttft, this.#gaps, this.#each, this.#length, this.workScale, pass);
  }

  release(): void {}
}
