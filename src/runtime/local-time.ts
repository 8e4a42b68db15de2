/**
 * Formats a point in time as local wall-clock time, to the microsecond and without a zone: ISO 8601 like
 * Python's `datetime.now().isoformat()`.
 *
 * @param epoch Unix milliseconds, fractional
 * @example
 * toLocalIso(Date.UTC(2025, 0, 1)); // in UTC: '2025-01-01T00:00:00.000000'
 */
export function toLocalIso(epoch: number): string {
  const whole = Math.floor(epoch);
  const time = new Date(whole);
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  const microseconds = time.getMilliseconds() * 1000 + Math.floor((epoch - whole) * 1000);
  return `${date}T${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${String(microseconds).padStart(6, '0')}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
