import { sortInSteps } from '../../runtime/sort-in-steps.ts';
import type { Steps } from '../../runtime/steps.ts';

/** A combination of the dimensions that are grouped by. There is one object for each, so that it can be a key. */
export interface NamedGroup {
  readonly values: readonly (string | null)[];
  /** Its place among the groups, once all are known. */
  rank: number;
}

/** Adds up what belongs to the same bucket and group. */
export class Groups {
  readonly #width: number;
  readonly #amounts: number;
  readonly #named = new Map<string, NamedGroup>();
  readonly #buckets = new Map<number, Map<NamedGroup, number[]>>();

  /**
   * @param width of a bucket in minutes
   * @param amounts how many there are
   */
  constructor(width: number, amounts: number) {
    this.#width = width;
    this.#amounts = amounts;
  }

  /** @param stored values as they are stored */
  named(stored: readonly string[]): NamedGroup {
    const text = `[${stored.join(',')}]`;
    let group = this.#named.get(text);
    if (group === undefined) {
      group = { values: JSON.parse(text), rank: 0 };
      this.#named.set(text, group);
    }
    return group;
  }

  add(minute: number, group: NamedGroup, amountOf: (index: number) => number): void {
    const index = Math.floor(minute / this.#width);
    let bucket = this.#buckets.get(index);
    if (bucket === undefined) {
      bucket = new Map();
      this.#buckets.set(index, bucket);
    }
    let sums = bucket.get(group);
    if (sums === undefined) {
      sums = new Array<number>(this.#amounts).fill(0);
      bucket.set(group, sums);
    }
    for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] as number) + amountOf(at);
  }

  /** The sums of each bucket that has any, by its index. Those of a bucket are ordered by their values, null first. */
  *sorted(): Steps<Map<number, [NamedGroup, readonly number[]][]>> {
    const byValues = (one: NamedGroup, other: NamedGroup) => compare(one.values, other.values);
    const ranked = yield* sortInSteps(this.#named.values(), byValues);
    for (const [rank, group] of ranked.entries()) group.rank = rank;
    const buckets = new Map<number, [NamedGroup, readonly number[]][]>();
    for (const [index, sums] of this.#buckets) {
      buckets.set(index, yield* sortInSteps(sums, ([one], [other]) => one.rank - other.rank));
      yield;
    }
    return buckets;
  }
}

function compare(one: readonly (string | null)[], other: readonly (string | null)[]): number {
  for (const [index, value] of one.entries()) {
    const against = other[index] as string | null;
    if (value === against) continue;
    return value === null || (against !== null && value < against) ? -1 : 1;
  }
  return 0;
}
