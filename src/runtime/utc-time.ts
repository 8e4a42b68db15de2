/** A time of the calendar, in UTC. */
export interface UtcTime {
  readonly year: number;
  /** 1 is January. */
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

/**
 * The calendar's time at a Unix time in milliseconds, at most that of the year 9999.
 *
 * @example
 * utcTime(86_400_000).day; // 2
 */
export function utcTime(epoch: number): UtcTime {
  const time = new Date(Math.min(epoch, END_OF_9999));
  return {
    year: time.getUTCFullYear(),
    month: time.getUTCMonth() + 1,
    day: time.getUTCDate(),
    weekday: time.getUTCDay(),
    hours: time.getUTCHours(),
    minutes: time.getUTCMinutes(),
    seconds: time.getUTCSeconds(),
  };
}

const END_OF_9999 = 253_402_300_799_000;
