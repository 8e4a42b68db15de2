import type { Random } from '../runtime/random.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Delays between attempts in milliseconds, as suggested by the Standard Webhooks specification. */
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

/**
 * Random extra delay, as a fraction of the delay, so that simultaneous failures are not retried
 * simultaneously.
 */
const JITTER = 0.1;

/** Delay after this many failed attempts, in milliseconds; undefined if that was the last attempt. */
export function toPause(attempts: number, random: Random): number | undefined {
  const pause = PAUSES[attempts - 1];
  return pause === undefined ? undefined : Math.round(pause * (1 + JITTER * random.next()));
}
