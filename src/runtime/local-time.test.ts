import { describe, expect, it } from 'vitest';
import { toLocalIso } from './local-time.ts';

describe('toLocalIso', () => {
  it('shows wall-clock time to the microsecond, without a zone', () => {
    const local = new Date(2025, 9, 5, 0, 39, 29, 123).getTime();
    expect(toLocalIso(local + 0.456)).toMatch(/^2025-10-05T00:39:29\.12345[56]$/);
    expect(toLocalIso(new Date(2025, 0, 1).getTime())).toBe('2025-01-01T00:00:00.000000');
  });
});
