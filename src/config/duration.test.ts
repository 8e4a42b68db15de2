import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Duration, formatDuration, parseDuration } from './duration.ts';

const exactly = (mean: number): Duration => ({ mean, deviation: 0, shape: 'none' });

describe('parseDuration', () => {
  it.each<[string | number, Duration]>([
    ['20ms', exactly(20)],
    ['0.5s', exactly(500)],
    ['2m', exactly(120_000)],
    ['20', exactly(20)],
    [20, exactly(20)],
    [0.25, exactly(0.25)],
    ['0', exactly(0)],
    [' 20 MS ', exactly(20)],
    ['1.005s', exactly(1005)],
    ['20ms:10%', { mean: 20, deviation: 0.1, shape: 'lognormal' }],
    ['20ms:10%:lognormal', { mean: 20, deviation: 0.1, shape: 'lognormal' }],
    ['20ms:2.5%:gaussian', { mean: 20, deviation: 0.025, shape: 'gaussian' }],
    ['20ms:100%:uniform', { mean: 20, deviation: 1, shape: 'uniform' }],
    ['20ms:10%:none', exactly(20)],
    ['20ms:0%:gaussian', exactly(20)],
  ])('reads %j', (written, expected) => {
    expect(parseDuration(written)).toEqual(expected);
  });

  it.each([
    '',
    'ms',
    '-20ms',
    '20d',
    '20ms:',
    '20ms:10',
    '20ms:gaussian',
    '20ms:10%:cauchy',
    '20ms:-1%',
    '1e3ms',
    '1..5s',
    'Infinity',
    '9'.repeat(100_000),
  ])('rejects %j', (written) => {
    expect(parseDuration(written)).toBeUndefined();
  });

  it('parses what formatDuration writes', () => {
    const durations = fc.record({
      mean: fc.integer({ min: 0, max: 6_000_000 }).map((tenths) => tenths / 10),
      deviation: fc.integer({ min: 1, max: 100 }).map((percent) => percent / 100),
      shape: fc.constantFrom('gaussian', 'lognormal', 'uniform'),
    });
    fc.assert(
      fc.property(durations, (duration) => {
        expect(parseDuration(formatDuration(duration as Duration))).toEqual(duration);
        expect(parseDuration(formatDuration(exactly(duration.mean)))).toEqual(exactly(duration.mean));
      }),
    );
  });
});
