import { describe, expect, it } from 'vitest';
import { toProgressLine } from './progress.ts';

const line = (done: number, total: number, elapsed: number, columns = 100) =>
  toProgressLine({ state: 'in_progress', done, total, elapsed }, columns);

describe('toProgressLine', () => {
  it('shows share, rate and what is left', () => {
    expect(line(25, 100, 5000)).toBe('in progress  █████░░░░░░░░░░░░░░░   25 %  25 of 100  5.0/s  15 s left');
    expect(line(100, 100, 5000)).toBe('in progress  ████████████████████  100 %  100 of 100  20.0/s');
  });

  it('promises nothing before anything is done', () => {
    expect(line(0, 100, 5000)).toBe('in progress  ░░░░░░░░░░░░░░░░░░░░    0 %  0 of 100');
    expect(toProgressLine({ state: 'validating', done: 0, total: 0, elapsed: 0 }, 80)).toBe('validating');
  });

  it('never says all when one is missing, and stays within its line', () => {
    expect(line(49_999, 50_000, 60_000)).toContain(' 99 %');
    expect(line(99, 12_000, 10_000, 70)).toBe('in progress  ░░░░░░░░░░░░░░░░░░░░    0 %  99 of 12000  9.9/s');
    expect(line(1, 50_000, 3_600_000, 40)).toBe('in progress  ░░░░░░░░░░░░░░░░░░░░    0 %');
    expect(line(1, 50_000, 3_600_000, 20)).toHaveLength(20);
  });

  it('tells long times in hours and minutes', () => {
    expect(line(1, 601, 60_000)).toContain('10 h 0 min left');
    expect(line(1, 6, 60_000)).toContain('5 min 0 s left');
  });

  it('takes no credit for what an earlier run did', () => {
    const progress = { state: 'in_progress', done: 60, total: 100, elapsed: 5000, before: 50 };
    expect(toProgressLine(progress, 100)).toContain('60 of 100  2.0/s  20 s left');
  });
});
