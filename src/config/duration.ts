/** A time and its random variation. */
export interface Duration {
  /** Milliseconds. */
  readonly mean: number;
  /** Relative to the mean: 0.1 is ten percent. Zero when `shape` is `none`. */
  readonly deviation: number;
  /**
   * The distribution. `deviation` is the standard deviation of `gaussian` and `lognormal`, and half the width
   * of `uniform`.
   */
  readonly shape: DurationShape;
}

export type DurationShape = 'none' | 'gaussian' | 'lognormal' | 'uniform';

/** For a deviation without a shape. Never negative and skewed to the right, like measured latencies. */
const DEFAULT_SHAPE = 'lognormal';

const HOUR = 3_600_000;

const UNITS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', HOUR],
]);

const PATTERN =
  /^(\d{1,12}(?:\.\d{1,12})?) ?(ms|s|m|h|)(?::(\d{1,6}(?:\.\d{1,6})?)%(?::(none|gaussian|lognormal|uniform))?)?$/;

/**
 * Parses `20ms`, `0.5s`, `20ms:10%` or `20ms:10%:gaussian`. The units are `ms`, `s`, `m` and `h`; a bare
 * number is milliseconds. A deviation without a shape is lognormal. Returns undefined for anything else,
 * including negative numbers.
 *
 * @example
 * parseDuration('0.5s'); // { mean: 500, deviation: 0, shape: 'none' }
 * parseDuration('20ms:10%:uniform'); // { mean: 20, deviation: 0.1, shape: 'uniform' }
 */
export function parseDuration(written: string | number): Duration | undefined {
  const match = PATTERN.exec(String(written).trim().toLowerCase());
  if (!match) return undefined;
  const [, amount = '', unit = '', percent = '0', shape = DEFAULT_SHAPE] = match;
  // Rounded to the nanosecond, so that 1.005s is 1005 ms despite binary fractions.
  const mean = Math.round(Number(amount) * (UNITS.get(unit) ?? 1) * 1e6) / 1e6;
  const deviation = shape === 'none' ? 0 : Number(percent) / 100;
  return { mean, deviation, shape: deviation === 0 ? 'none' : (shape as DurationShape) };
}

/** Formats a duration in the shortest form that {@link parseDuration} parses to the same value. */
export function formatDuration({ mean, deviation, shape }: Duration): string {
  const amount = formatAmount(mean);
  if (shape === 'none' || deviation === 0) return amount;
  const percent = `${Number((deviation * 100).toPrecision(12))}%`;
  return shape === DEFAULT_SHAPE ? `${amount}:${percent}` : `${amount}:${percent}:${shape}`;
}

function formatAmount(milliseconds: number): string {
  if (milliseconds >= HOUR && milliseconds % HOUR === 0) return `${milliseconds / HOUR}h`;
  return milliseconds >= 1000 && milliseconds % 100 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
}
