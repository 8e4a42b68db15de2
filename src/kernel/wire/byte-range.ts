import { Fault } from '../fault.ts';

/** Bytes from `start` up to, but not including, `end`; at least one. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Parses a `Range` header for a representation of `size` bytes (RFC 9110, section 14). Undefined means the
 * whole representation, with status 200. Headers that a server may ignore also give undefined: other units,
 * several ranges, and malformed ranges.
 *
 * @throws Fault `unsatisfiable_range` if the range contains no byte
 * @example
 * parseByteRange('bytes=0-499', 10_000); // { start: 0, end: 500 }
 * parseByteRange('bytes=-500', 10_000); // { start: 9500, end: 10000 }
 * parseByteRange('bytes=20000-', 10_000); // throws
 */
export function parseByteRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = header === undefined ? null : /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header);
  if (!match) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '') {
    if (last === '') return undefined;
    const length = Number(last);
    if (length === 0) throw new Fault({ kind: 'unsatisfiable_range', size });
    // A suffix range of an empty representation is all of it.
    return size === 0 ? undefined : { start: Math.max(0, size - length), end: size };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return undefined;
  if (start >= size) throw new Fault({ kind: 'unsatisfiable_range', size });
  return { start, end: last === '' ? size : Math.min(size, Number(last) + 1) };
}

/**
 * The `Content-Range` header for a partial response with status 206.
 *
 * @example
 * toContentRange({ start: 0, end: 500 }, 10_000); // 'bytes 0-499/10000'
 */
export function toContentRange({ start, end }: ByteRange, size: number): string {
  return `bytes ${start}-${end - 1}/${size}`;
}
