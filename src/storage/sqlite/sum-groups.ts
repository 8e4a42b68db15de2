import { sortInSteps } from '../../runtime/sort-in-steps.ts';
import type { Steps } from '../../runtime/steps.ts';

/** A combination of the dimensions that are grouped by. There is one object for each, so that it can be a key. */
export interface NamedGroup {
  readonly values: readonly (string | null)[];
  /** Its number, in the order in which they were found. */
  readonly index: number;
  /** Its place among the groups, once all are known. */
  rank: number;
}

/** Adds up what belongs to the same bucket and group. */
export class Groups {
  readonly #width: number;
  readonly #amounts: number;
  readonly #named = new Map<string, NamedGroup>();
  /** The sums of each bucket, by the numbers of their groups. */
  readonly #buckets = new Map<number, (number[] | undefined)[]>();
  readonly #groups: NamedGroup[] = [];
  /** The bucket that was added to last: rows come in order. */
  #current: { readonly index: number; readonly sums: (number[] | undefined)[] } | undefined;

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
    const text = stored.join(',');
    let group = this.#named.get(text);
    if (group === undefined) {
      group = { values: JSON.parse(`[${text}]`), index: this.#groups.length, rank: 0 };
      this.#groups.push(group);
      this.#named.set(text, group);
    }
    return group;
  }

  /** @param columns where the amounts of the sums are among `amounts`; -1 for one that is not */
  add(minute: number, { index }: NamedGroup, amounts: readonly number[], columns: readonly number[]): void {
    const bucket = this.#bucket(Math.floor(minute / this.#width));
    let sums = bucket[index];
    if (sums === undefined) {
      sums = new Array<number>(this.#amounts).fill(0);
      bucket[index] = sums;
    }
    for (let at = 0; at < sums.length; at++)
      sums[at] = (sums[at] as number) + (amounts[columns[at] as number] ?? 0);
  }

  #bucket(index: number): (number[] | undefined)[] {
    if (this.#current?.index === index) return this.#current.sums;
    let sums = this.#buckets.get(index);
    if (sums === undefined) {
      sums = [];
      this.#buckets.set(index, sums);
    }
    this.#current = { index, sums };
    return sums;
  }

  /** The sums of each bucket that has any, by its index. Those of a bucket are ordered by their values, null first. */
  *sorted(): Steps<Map<number, [NamedGroup, readonly number[]][]>> {
    const byValues = (one: NamedGroup, other: NamedGroup) => compare(one.values, other.values);
    const ranked = yield* sortInSteps(this.#named.values(), byValues);
    for (const [rank, group] of ranked.entries()) group.rank = rank;
    const buckets = new Map<number, [NamedGroup, readonly number[]][]>();
    for (const [index, sums] of this.#buckets) {
      const own: [NamedGroup, readonly number[]][] = [];
      // Calls back for what is there only: `sums` may have gaps.
      sums.forEach((each, group) => {
        if (each) own.push([this.#groups[group] as NamedGroup, each]);
      });
      buckets.set(index, yield* sortInSteps(own, ([one], [other]) => one.rank - other.rank));
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
