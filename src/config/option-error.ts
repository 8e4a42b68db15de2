/**
 * Wrong or unknown options. The message has one line for each, which names the option as the user wrote it (flag, variable, key
 * of a file, property), the value, and what is allowed.
 *
 * @example
 * try {
 *   resolveOptions({ port: 70000 });
 * } catch (error) {
 *   error.message; // Wrong value for the option port: 70000. Allowed: an integer from 0 to 65535.
 * }
 */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}

const LONGEST = 60;

/** A value as it may be shown in a message: quoted, on one line, without control characters, of bounded length. */
export function showValue(value: unknown): string {
  const shown = printable(describe(value));
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown;
}

/** The first `most` lines, and how many more there are. */
export function listed(lines: readonly string[], most: number): string[] {
  const rest = lines.length - most;
  return rest > 0 ? [...lines.slice(0, most), `… and ${rest} more`] : [...lines];
}

/** Text of unknown origin as it may be shown within a line. */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (mark) => `\\u{${mark.codePointAt(0)?.toString(16) ?? ''}}`,
  );
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, LONGEST * 2));
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  if (typeof value === 'object' && value !== null) {
    try {
      return JSON.stringify(value) ?? 'an object';
    } catch {
      return 'an object';
    }
  }
  return String(value);
}
