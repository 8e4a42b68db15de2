import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../runtime/random.ts';
import { type EngineProfile, engineProfiles } from '../engine-profiles.ts';
import { type Calibration, calibrate, FITTED_FIELDS, type FittedField } from './calibrate.ts';
import { type Load, measure, noisy } from './load.cases.ts';
import { type LoadRun, type LoadSample, runOfSamples } from './load-run.ts';

const MAIN = ['overheadMs', 'prefillUsPerToken', 'stepMs'] as const;

const profileOf = (name: string) => engineProfiles.get(name) as EngineProfile;
const LIKE = profileOf('llama-8b-h100');
/** Unlike the base in every field. */
const TRUE: EngineProfile = { ...profileOf('llama-70b-h100'), overheadSigma: 0 };

const random = createRandom('lengths');
const PROMPTS = Array.from({ length: 1000 }, () => Math.round(200 + 7800 * random.next() ** 2));
const MIXED = {
  promptTokens: (index: number) => PROMPTS[index] as number,
  outputTokens: (index: number) => 40 + ((index * 37) % 160),
};
const EQUAL = { promptTokens: () => 512, outputTokens: () => 128 };

const runOf = (samples: readonly LoadSample[], concurrency: number) =>
  runOfSamples(`c${concurrency}`, samples, concurrency) as LoadRun;
const meansOnly = (run: LoadRun): LoadRun => ({ ...run, samples: [] });
const loadOf = (concurrency: number, lengths: Pick<Load, 'promptTokens' | 'outputTokens'>): Load => ({
  concurrency,
  requests: Math.max(60, 6 * concurrency),
  ...lengths,
});

function expectNear(
  { fields }: Calibration,
  profile: EngineProfile,
  share: number,
  names: readonly FittedField[] = FITTED_FIELDS,
): void {
  for (const field of names) {
    const relative = (fields[field] ?? Number.NaN) / profile[field];
    expect(relative, field).toBeGreaterThan(1 - share);
    expect(relative, field).toBeLessThan(1 + share);
  }
}

function expectSmallErrors({ runs }: Calibration, share: number): void {
  for (const { run, ttftMs, itlMs } of runs) {
    if (ttftMs !== undefined) expect(Math.abs(ttftMs / run.ttftMs - 1), run.name).toBeLessThan(share);
    if (itlMs !== undefined) expect(Math.abs(itlMs / run.itlMs - 1), run.name).toBeLessThan(share);
  }
  expect(runs.some(({ ttftMs }) => ttftMs !== undefined)).toBe(true);
}

describe('calibrate', () => {
  it('recovers the profile of a worker from the requests of four runs', () => {
    const runs = [1, 4, 16, 64].map((clients) => runOf(measure(TRUE, loadOf(clients, MIXED)), clients));
    const fit = calibrate(runs, LIKE);
    expectNear(fit, TRUE, 0.08, MAIN);
    // What others add is estimated from the times at which requests begin and end.
    expectNear(fit, TRUE, 0.2);
    expect(fit.kept).toEqual([]);
    expectSmallErrors(fit, 0.02);
  });

  it('recovers it from noisy requests', () => {
    const noise = createRandom('noise');
    const profile = { ...TRUE, overheadSigma: 0.2 };
    const runs = [1, 8, 32].map((clients) =>
      runOf(noisy(measure(profile, loadOf(clients, MIXED), 0.05), 0.05, noise), clients),
    );
    const fit = calibrate(runs, LIKE);
    expectNear(fit, profile, 0.15, ['overheadMs', 'prefillUsPerToken', 'stepMs']);
    expectSmallErrors(fit, 0.05);
  });

  it('recovers it from means, if lengths and concurrency vary', () => {
    const runs = [
      [1, 256],
      [1, 2048],
      [1, 7000],
      [8, 256],
      [8, 3000],
      [32, 512],
    ].map(([clients = 1, tokens = 1]) => {
      const samples = measure(TRUE, {
        concurrency: clients,
        requests: 20 * clients,
        promptTokens: () => tokens,
        outputTokens: (index) => 100 + ((index * 37) % 100),
      });
      return meansOnly(runOf(samples, clients));
    });
    const fit = calibrate(runs, LIKE);
    expectNear(fit, TRUE, 0.05, MAIN);
    expectNear(fit, TRUE, 0.2, ['stepUsPerContextToken']);
    expectSmallErrors(fit, 0.03);
  });

  it('fits to one run only what it tells', () => {
    const run = meansOnly(runOf(measure(TRUE, loadOf(1, EQUAL)), 1));
    const fit = calibrate([run], LIKE);
    expect(Object.keys(fit.fields)).toEqual(['overheadMs', 'stepMs']);
    expect(fit.kept).toEqual(FITTED_FIELDS.filter((field) => field !== 'overheadMs' && field !== 'stepMs'));
    expectSmallErrors(fit, 0.001);
  });

  it('tells the effect of sequences from runs whose contexts are equally long, with that of contexts kept', () => {
    const runs = [1, 2, 4]
      .map((clients) => runOf(measure(TRUE, loadOf(clients, EQUAL)), clients))
      .map(meansOnly);
    const { kept } = calibrate(runs, { ...TRUE, stepMs: 1, overheadMs: 1 });
    expect(kept).toContain('stepUsPerContextToken' satisfies FittedField);
    expect(kept).not.toContain('stepMsPerSequence' satisfies FittedField);
  });

  it('takes less of what the base says than nothing: a server without overhead', () => {
    const profile = { ...TRUE, overheadMs: 0, prefillUsPerToken: 4, prefillNsPerTokenSquared: 0 };
    const run = meansOnly(runOf(measure(profile, loadOf(1, EQUAL)), 1));
    const { fields } = calibrate([run], LIKE);
    expect(fields.overheadMs).toBe(0);
    expect(fields.prefillUsPerToken).toBeCloseTo(4, 0);
  });

  it('keeps the ratio of the steps of a mixture of experts', () => {
    const mixtral = { ...profileOf('mixtral-8x7b-h100'), overheadSigma: 0 };
    const faster = { ...mixtral, stepMs: 6, experts: { total: 8, active: 2, stepMsAll: 40 / 3 } };
    const runs = [1, 4, 16].map((clients) => runOf(measure(faster, loadOf(clients, MIXED)), clients));
    const { fields } = calibrate(runs, mixtral);
    expect(fields.stepMs).toBeCloseTo(6, 0);
    expect(fields.experts?.stepMsAll).toBeCloseTo(40 / 3, 0);
  });

  it('fits the time to the first token of answers of one token', () => {
    const samples = measure(TRUE, { ...loadOf(1, MIXED), outputTokens: () => 1 });
    const fit = calibrate([runOf(samples, 1)], TRUE);
    expectNear(fit, TRUE, 0.05, ['overheadMs', 'prefillUsPerToken']);
    expect(fit.kept).toContain('stepMs' satisfies FittedField);
    expect(fit.runs[0]?.itlMs).toBeUndefined();
  });

  it('takes some of the requests of a long run', () => {
    const samples = measure(TRUE, loadOf(4, MIXED));
    const length = samples.reduce((last, { startMs = 0 }) => Math.max(last, startMs), 0) + 60_000;
    const long = Array.from({ length: 150 }, (_, turn) =>
      samples.map((sample) => ({ ...sample, startMs: (sample.startMs ?? 0) + turn * length })),
    ).flat();
    const { fields } = calibrate([runOf(long, 4)], TRUE);
    const { fields: short } = calibrate([runOf(samples, 4)], TRUE);
    expect((fields.stepMs ?? 0) / (short.stepMs ?? 1)).toBeCloseTo(1, 1);
  });

  it('refuses to fit nothing', () => {
    expect(() => calibrate([], LIKE)).toThrow(RangeError);
  });
});
