import type { OneOf } from './where.ts';

/**
 * Sums by time and by up to six dimensions: usage, costs, requests. Increments are folded in memory and written once
 * a second, so the number of rows depends on the minutes and the combinations of dimensions that occur, not on the
 * number of increments. If the process is killed, the increments of the last second are lost; none is counted twice.
 * Sums of a minute and of an hour are kept for a time ({@link KEPT}), those of a day for ever, and stay exact.
 *
 * @example
 * const usage = store.counters.open({ name: 'usage', dimensions: ['model', 'user'], amounts: ['input', 'requests'] });
 * const own = usage.in('project-1');
 * own.add({ at: Date.UTC(2025, 0, 1), dimensions: { model: 'gpt-4o' }, amounts: { input: 10, requests: 1 } });
 * await own.sum({ from: Date.UTC(2025, 0, 1), to: Date.UTC(2025, 0, 2), bucket: '1d', groupBy: ['model'] });
 * // [{ start: …, end: …, groups: [{ dimensions: { model: 'gpt-4o' }, amounts: { input: 10, requests: 1 } }] }]
 */
export interface Counters {
  /** @throws RangeError for too many dimensions or amounts, including those that were stored under other definitions */
  open<const Dimension extends string, const Amount extends string>(
    definition: SeriesDefinition<Dimension, Amount>,
  ): SeriesKind<Dimension, Amount>;
  /**
   * Writes what has been added since the last flush. That also happens every second, and when the store is closed.
   * While writing fails, the increments stay in memory and are tried again.
   */
  flush(): Promise<void>;
  /** Removes sums that are no longer kept. That also happens every hour in which something is written. */
  sweep(): Promise<void>;
}

/** Declares one kind of series. Names may be added later; their order is irrelevant, and none changes its meaning. */
export interface SeriesDefinition<Dimension extends string, Amount extends string> {
  /** Permanent name: what was counted is found under it after a restart. */
  readonly name: string;
  /** What sums can be filtered and grouped by; at most {@link MOST_DIMENSIONS}. */
  readonly dimensions: readonly Dimension[];
  /** What is summed; at most {@link MOST_AMOUNTS}. */
  readonly amounts: readonly Amount[];
}

/** One kind of series, in all scopes. */
export interface SeriesKind<Dimension extends string, Amount extends string> {
  /** The series of one owner, e.g. a project. */
  in(scope: string): Series<Dimension, Amount>;
}

export interface Series<Dimension extends string, Amount extends string> {
  /**
   * Adds to the sums of a minute and of some dimensions; those that are not given are null. Writes nothing by itself.
   *
   * @throws RangeError for a time before 1970, an amount that is not finite, or a dimension longer than
   * {@link LONGEST_DIMENSION}; TypeError for an undeclared name
   * @throws StoreFull if writing has failed for so long that there are too many sums in memory
   * @throws StoreUnavailable if the store is closed
   */
  add(increment: Increment<Dimension, Amount>): void;
  /**
   * Sums up everything that was added, also what has not been written yet. What is added while a long sum is being made
   * may be in it or not. Resolves to all buckets that overlap the range, in order.
   *
   * A range that begins or ends within a day needs the hours there, one within an hour the minutes. Rejects with
   * `SumsNotKept` if those are no longer kept ({@link KEPT}), unless nothing was counted in them or `isWidened` is set.
   * Rejects with RangeError for times that are not finite or before 1970, or for more than {@link MOST_BUCKETS} buckets,
   * and with TypeError for an undeclared dimension.
   */
  sum(query: SumQuery<Dimension>): Promise<Bucket<Dimension, Amount>[]>;
}

export interface Increment<Dimension extends string, Amount extends string> {
  /** Unix milliseconds. */
  readonly at: number;
  readonly dimensions: { readonly [Name in Dimension]?: string | null | undefined };
  readonly amounts: { readonly [Name in Amount]?: number | undefined };
}

export interface SumQuery<Dimension extends string> {
  /** Begin of the range in Unix milliseconds, rounded down to a minute. */
  readonly from: number;
  /** End of the range in Unix milliseconds, exclusive, rounded up to a minute. */
  readonly to: number;
  /** Buckets are minutes, hours or days in UTC. The range may begin and end within a bucket. */
  readonly bucket: keyof typeof BUCKETS;
  /**
   * Whether the range is widened to whole hours or days where it begins or ends, if the minutes or hours there are no
   * longer kept, instead of refused. Buckets that are no longer kept themselves are still refused. Default false.
   */
  readonly isWidened?: boolean | undefined;
  /** Dimensions to split the sums of each bucket by. Default: none. */
  readonly groupBy?: readonly Dimension[] | undefined;
  /** Only increments whose dimensions equal these or are in the set. Undefined does not filter. */
  readonly where?: { readonly [Name in Dimension]?: string | OneOf | undefined } | undefined;
}

export interface Bucket<Dimension extends string, Amount extends string> {
  /** Unix milliseconds. */
  readonly start: number;
  /** Unix milliseconds; the start of the next bucket. */
  readonly end: number;
  /** One for each combination that occurs in the bucket, ordered by it. Empty if nothing was added. */
  readonly groups: readonly Group<Dimension, Amount>[];
}

export interface Group<Dimension extends string, Amount extends string> {
  /** The dimensions of `groupBy`. */
  readonly dimensions: { readonly [Name in Dimension]?: string | null };
  readonly amounts: { readonly [Name in Amount]: number };
}

/** Widths of buckets in minutes. */
export const BUCKETS = { '1m': 1, '1h': 60, '1d': 1440 } as const;

const DAY_MS = 24 * 60 * 60 * 1000;

/** How long sums can be asked for by width, in milliseconds from their time until the present. */
export const KEPT: { readonly [Bucket in keyof typeof BUCKETS]: number } = {
  '1m': 2 * DAY_MS,
  '1h': 35 * DAY_MS,
  '1d': Number.POSITIVE_INFINITY,
};

export const MOST_DIMENSIONS = 6;
export const MOST_AMOUNTS = 16;
/** Maximum length of the value of a dimension, in UTF-16 units. */
export const LONGEST_DIMENSION = 512;
/** Maximum number of buckets of one sum. */
export const MOST_BUCKETS = 10_000;
