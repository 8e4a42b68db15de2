import { describe, expect, it } from 'vitest';
import { companies, steadyCompany } from './company.ts';
import { type LoadRun, type LoadSample, runOfSamples } from './load-run.ts';

const sample = (startMs: number, promptTokens = 100): LoadSample => ({
  startMs,
  ttftMs: 50,
  itlMs: 10,
  promptTokens,
  cachedTokens: 0,
  outputTokens: 11,
});
const runOf = (samples: readonly LoadSample[], concurrency?: number) =>
  runOfSamples('run', samples, concurrency) as LoadRun;

describe('companies', () => {
  it('of a request alone is itself, with the mean of its growing context', () => {
    expect(companies(runOf([sample(0), sample(500)]))).toEqual(
      [1, 2].map(() => ({
        sequences: expect.closeTo(1),
        contextTokens: expect.closeTo(106),
        promptTokens: 0,
        promptSquares: 0,
      })),
    );
  });

  it('of requests that overlap by half counts the other by half, and its prompt where it is computed', () => {
    const [first, second] = companies(runOf([sample(1000), sample(1050, 300)]));
    expect(first?.sequences).toBeCloseTo(1.5);
    // The other's first half has a context of 301 to 306 tokens.
    expect(first?.contextTokens).toBeCloseTo(106 + 303.5 / 2);
    expect(first?.promptTokens).toBeCloseTo(300 / 10);
    expect(first?.promptSquares).toBeCloseTo(300 ** 2 / 10);
    expect(second?.sequences).toBeCloseTo(1.5);
    expect(second?.promptTokens).toBe(0);
  });

  it('of a steady run agree with the formula', () => {
    const samples = Array.from({ length: 4000 }, (_, index) =>
      sample(Math.floor(index / 15) * 150 + (index % 15) * 10),
    );
    const run = runOf(samples);
    expect(run.concurrency).toBeCloseTo(15, 0);
    const found = companies(run)[2000];
    const wanted = steadyCompany(run);
    for (const field of ['sequences', 'contextTokens', 'promptTokens', 'promptSquares'] as const) {
      expect(Math.abs((found?.[field] ?? 0) / wanted[field] - 1), field).toBeLessThan(0.1);
    }
  });

  it('without times are those of a steady run', () => {
    const untimed = [1, 2, 3].map(() => {
      const { startMs: _, ...rest } = sample(0);
      return rest;
    });
    const run = runOf(untimed, 4);
    expect(companies(run)[0]).toEqual(steadyCompany(run));
    expect(steadyCompany(run).sequences).toBeCloseTo(1 + (3 * 100) / 150);
  });
});
