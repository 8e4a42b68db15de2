/** Round values that span some numbers. */
export interface Ticks {
  readonly from: number;
  readonly to: number;
  readonly values: readonly number[];
}

const MOST_STEPS = 6;

/**
 * About five round values around all of some numbers.
 *
 * @param fromZero the axis begins, or ends, at zero
 *
 * @example
 * ticksFor([3, 47], true).values; // [0, 10, 20, 30, 40, 50]
 */
export function ticksFor(numbers: readonly number[], fromZero: boolean): Ticks {
  const least = Math.min(...numbers, ...(fromZero ? [0] : []));
  const most = Math.max(...numbers, ...(fromZero ? [0] : []));
  const span = most - least || Math.abs(most) || 1;
  const step = roundStep(span / MOST_STEPS);
  const first = Math.floor(least / step);
  const last = Math.max(first + 1, Math.ceil(most / step));
  const values = Array.from({ length: last - first + 1 }, (_, index) => tidy((first + index) * step));
  return { from: values[0]!, to: values.at(-1)!, values };
}

/** The smallest of 1, 2, 2.5, 5 and 10 times a power of ten that is not below `least`. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 2.5, 5, 10].find((each) => each * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}

const tidy = (value: number): number => Number(value.toPrecision(12)) + 0;

/** A value beside an axis. */
export function tickText(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e7 || size < 1e-4)) return value.toExponential().replace('e+', 'e');
  return String(value);
}
