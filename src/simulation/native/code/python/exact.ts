/** An exact number: `n / d`, with a positive `d`. Every finite double is one. */
export interface Exact {
  readonly n: bigint;
  readonly d: bigint;
}

/** An integer or a finite double as it is. */
export function toExact(value: bigint | number): Exact {
  if (typeof value === 'bigint') return { n: value, d: 1n };
  let scaled = value;
  let exponent = 0;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    exponent++;
  }
  return { n: BigInt(scaled), d: 1n << BigInt(exponent) };
}

export function times(one: Exact, other: Exact): Exact {
  return { n: one.n * other.n, d: one.d * other.d };
}

/** The nearest double, as all operations of Python that promise the exact result round it. */
export function toFloat({ n, d }: Exact): number {
  if (n === 0n) return 0;
  const size = n < 0n ? -n : n;
  const shift = BITS + bits(d) - bits(size);
  const [above, below] = shift >= 0 ? [size << BigInt(shift), d] : [size, d << BigInt(-shift)];
  const quotient = above / below;
  // What is cut off decides which way a tie goes.
  const sticky = quotient * below === above ? quotient : quotient | 1n;
  const half = Math.trunc(-shift / 2);
  const value = Number(sticky) * 2 ** half * 2 ** (-shift - half);
  return n < 0n ? -value : value;
}

/** More than a double has, with room for the estimate of {@link bits}. */
const BITS = 72;

const bits = (value: bigint): number => value.toString(16).length * 4;

/**
 * The nearest multiple of `10 ** -digits`, as a count of these; of two that are as near, the even one.
 *
 * @example
 * roundedTo(toExact(2.675), 2); // 267n: the double is a little less than 2.675
 */
export function roundedTo({ n, d }: Exact, digits: number): bigint {
  const scaled = (n < 0n ? -n : n) * 10n ** BigInt(digits);
  const whole = scaled / d;
  const rest = (scaled % d) * 2n;
  const rounded = rest > d || (rest === d && whole % 2n === 1n) ? whole + 1n : whole;
  return n < 0n ? -rounded : rounded;
}

/** The square root, as a double. */
export function rootOf(value: Exact): number {
  // More digits than a double has, so that the root is exact enough to be rounded.
  const scale = 10n ** 40n;
  return toFloat({ n: wholeRoot((value.n * scale * scale) / value.d), d: scale });
}

function wholeRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt(Math.ceil(bits(value) / 2) + 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
