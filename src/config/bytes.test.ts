import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBytes, parseBytes } from './bytes.ts';

describe('parseBytes', () => {
  it.each<[string | number, number]>([
    ['0', 0],
    [1500, 1500],
    ['1500', 1500],
    ['1b', 1],
    ['16mb', 16_000_000],
    ['16MB', 16_000_000],
    ['1kib', 1024],
    ['1.5 KiB', 1536],
    ['32mib', 33_554_432],
    ['1gib', 1_073_741_824],
    ['1gb', 1_000_000_000],
    ['0.5b', 0],
  ])('reads %j', (written, expected) => {
    expect(parseBytes(written)).toBe(expected);
  });

  it.each(['', '-1', 'mb', '1tb', '1 k', '1m', '1ib', '0x10', '1e9', '1.2.3kb'])('rejects %j', (written) => {
    expect(parseBytes(written)).toBeUndefined();
  });

  it('parses what formatBytes writes', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(1, 1024, 1024 ** 2), (count, unit) => {
        expect(parseBytes(formatBytes(count * unit))).toBe(count * unit);
      }),
    );
  });
});
