import type { Random } from '../../../runtime/random.ts';
import { isMultiple } from '../schema/conforms.ts';
import type { Shape } from '../schema/shape.ts';

/**
 * A number within a shape's bounds: the first preferred one that fits, otherwise one of everyday size (about 1 to 100)
 * if possible. Undefined if none fits or was found.
 *
 * @example
 * numberFor(shape, { integer: true, preferred: [30], random }); // 30
 */
export function numberFor(shape: Shape, options: NumberOptions): number | undefined {
  const { integer, preferred, random } = options;
  const fits = (value: number) =>
    Number.isFinite(value) &&
    (!integer || Number.isInteger(value)) &&
    value >= shape.low &&
    value <= shape.high &&
    value > shape.above &&
    value < shape.below &&
    shape.multiples.every((step) => isMultiple(value, step)) &&
    !shape.notMultiples.some((step) => isMultiple(value, step));
  for (const value of preferred) {
    if (fits(value)) return value;
    if (integer && fits(Math.round(value))) return Math.round(value);
  }
  return stepped(shape, options, fits) ?? (integer ? undefined : between(shape, fits, random));
}

export interface NumberOptions {
  readonly integer: boolean;
  readonly preferred: readonly number[];
  readonly random: Random;
  /** For retries: which number of the range to take. */
  readonly turn?: number | undefined;
}

type Fits = (value: number) => boolean;

/** A multiple of the required step, which is 1 for integers. */
function stepped(shape: Shape, { integer, random, turn }: NumberOptions, fits: Fits): number | undefined {
  const steps = integer || shape.multiples.length === 0 ? [...shape.multiples, 1] : shape.multiples;
  const step = steps.reduce(commonMultiple);
  const [low, high] = windowOf(shape, step);
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  if (last < first) return undefined;
  const places = decimalsOf(step);
  const count = last - first + 1;
  for (let attempt = 0; attempt < 12; attempt++) {
    const chosen = turn === undefined ? Math.floor(random.next() * count) : (turn + attempt) % count;
    const factor = attempt === 10 ? first : attempt === 11 ? last : first + chosen;
    const value = Number((factor * step).toFixed(places)) + 0;
    if (fits(value)) return value;
  }
  // With an exclusive bound, only its neighbour may be left.
  return [first + 1, last - 1].map((factor) => Number((factor * step).toFixed(places))).find(fits);
}

function between(shape: Shape, fits: Fits, random: Random): number | undefined {
  const [low, high] = windowOf(shape, 0);
  for (let places = 1; places <= 17; places++) {
    const exact = low + (high - low) * random.next();
    const value = places > 12 ? exact : Number(exact.toFixed(places));
    if (fits(value)) return value;
  }
  return [low, high, (low + high) / 2].find(fits);
}

/** The part of the range to choose from: about 1 to 100 if allowed, otherwise next to a bound. */
function windowOf(shape: Shape, step: number): readonly [number, number] {
  const low = Math.max(shape.low, shape.above);
  const high = Math.min(shape.high, shape.below);
  const span = Math.max(99, step * 9);
  const natural = [Math.max(low, 1), Math.min(high, 1 + span)] as const;
  if (natural[1] - natural[0] >= Math.min(Math.max(step, 1), high - low) * 2) return natural;
  if (low > Number.NEGATIVE_INFINITY && high < Number.POSITIVE_INFINITY) {
    return high - low > 2 * span ? [low, low + span] : [low, high];
  }
  if (low > Number.NEGATIVE_INFINITY) return [low, low + span + Math.abs(low) * 1e-12];
  if (high < Number.POSITIVE_INFINITY) return [high - span - Math.abs(high) * 1e-12, high];
  return natural;
}

function commonMultiple(first: number, second: number): number {
  const scale = 10 ** Math.min(12, Math.max(decimalsOf(first), decimalsOf(second)));
  let [a, b] = [Math.round(first * scale), Math.round(second * scale)];
  const product = a * b;
  if (!Number.isSafeInteger(product) || product === 0) return Math.max(first, second);
  while (b !== 0) [a, b] = [b, a % b];
  return product / a / scale;
}

function decimalsOf(value: number): number {
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  const places = (mantissa.split('.')[1]?.length ?? 0) - Number(exponent);
  return Math.min(100, Math.max(0, places));
}
