import type { Random } from '../runtime/random.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Between one attempt and the next, as the Standard Webhooks specification proposes. In milliseconds. */
const PAUSES = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** A pause is longer by up to this part of it, so that what failed together does not come back together. */
const JITTER = 0.1;

/** How long to wait after so many failed attempts, in milliseconds; undefined when that was the last one. */
export function toPause(attempts: number, random: Random): number | undefined {
  const pause = PAUSES[attempts - 1];
  return pause === undefined ? undefined : Math.round(pause * (1 + JITTER * random.next()));
}
