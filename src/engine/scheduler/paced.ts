import type { Pass, Scheduled, SequencePace } from './scheduler.ts';

/**
 * A pass whose pace is known from the start.
 *
 * @example
 * const pace = { ttft: 200, gaps: { each: 20, length: 9 }, workScale: 1 };
 * createPaced(pace, { arrivedAt: 1000, promptTokens: 5, cachedTokens: 0, passTokens: 10, before: 0 }).dueOf(1); // 1220
 */
export function createPaced(pace: SequencePace, pass: Pass): Scheduled {
  return new Paced(pace, pass);
}

class Paced implements Scheduled {
  readonly pace: SequencePace;
  readonly cachedTokens: number;
  readonly lastDue: number;
  readonly #firstDue: number;
  readonly #last: number;
  /** The token that was asked for, the index of the gap after it, and when it is due. */
  #index = 0;
  #gap: number;
  #due: number;

  constructor(pace: SequencePace, { arrivedAt, cachedTokens, passTokens, before }: Pass) {
    this.pace = pace;
    this.cachedTokens = cachedTokens;
    this.#last = Math.max(0, passTokens - 1);
    this.#gap = before;
    this.#due = this.#firstDue = arrivedAt + pace.ttft;
    const { gaps } = pace;
    let length = 0;
    if (!(gaps instanceof Float32Array)) length = gaps.each * this.#last;
    else for (let index = before; index < before + this.#last; index++) length += gaps[index] ?? 0;
    this.lastDue = this.#firstDue + length;
  }

  get workScale(): number {
    return this.pace.workScale;
  }

  dueOf(index: number): number {
    // Summing the gaps one by one accumulates rounding errors; the last token is due exactly at the end.
    if (index >= this.#last) return this.lastDue;
    const { gaps } = this.pace;
    if (!(gaps instanceof Float32Array)) return this.#firstDue + index * gaps.each;
    for (; this.#index < index; this.#index++) this.#due += gaps[this.#gap++] as number;
    return this.#due;
  }

  onReady(): void {}

  resume(pass: Pass): Scheduled {
    return new Paced(this.pace, pass);
  }

  release(): void {}
}
