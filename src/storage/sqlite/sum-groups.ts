/** A combination of the dimensions that are grouped by. There is one object for each, so that it can be a key. */
export interface NamedGroup {
  readonly values: readonly (string | null)[];
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
      group = { values: JSON.parse(text) };
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

  /** The groups of a bucket, ordered by their values, null first. */
  of(index: number): { values: readonly (string | null)[]; amounts: readonly number[] }[] {
    return Array.from(this.#buckets.get(index) ?? [], ([{ values }, amounts]) => ({ values, amounts })).sort(
      (one, other) => compare(one.values, other.values),
    );
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
