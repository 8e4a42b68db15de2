import { describe, expect, it } from 'vitest';
import { createRandom } from '../../runtime/random.ts';
import type { ModelCard } from '../models/card.ts';
import { modelCatalogue } from '../models/catalogue.ts';
import { createFixedLatency } from './fixed.ts';
import type { LatencyModel, LatencyWork } from './model.ts';
import { createNoLatency } from './none.ts';
import { createProfileLatency } from './profile.ts';
import { latencyProfiles, nearestProfile } from './profiles.ts';

function model(id: string): ModelCard {
  const card = modelCatalogue.find((row) => row.id === id);
  if (!card) throw new Error(`${id} is not in the catalogue`);
  return card;
}

const WORK: LatencyWork = {
  model: model('gpt-4o'),
  promptTokens: 100,
  cachedTokens: 0,
  outputTokens: 100,
  temperature: 1,
};

/** Means over many seeded requests, and the total gap time of the first and the second half of the answer. */
function measure(latency: LatencyModel, change: Partial<LatencyWork> = {}, requests = 400) {
  const work = { ...WORK, ...change };
  const half = work.outputTokens / 2;
  let ttft = 0;
  let early = 0;
  let late = 0;
  for (let request = 0; request < requests; request++) {
    const pace = latency.plan(work, createRandom('latency').fork(request));
    ttft += pace.ttft / requests;
    for (let index = 1; index < work.outputTokens; index++) {
      if (index < half) early += pace.gap(index) / requests;
      else late += pace.gap(index) / requests;
    }
  }
  return { ttft, early, late, itl: (early + late) / (work.outputTokens - 1), total: ttft + early + late };
}

describe('no latency', () => {
  it('makes every token due at once', () => {
    expect(measure(createNoLatency())).toEqual({ ttft: 0, early: 0, late: 0, itl: 0, total: 0 });
  });
});

describe('fixed latency', () => {
  const exact = createFixedLatency({
    ttft: { mean: 200, deviation: 0, shape: 'none' },
    itl: { mean: 20, deviation: 0, shape: 'none' },
  });
  const varied = createFixedLatency({
    ttft: { mean: 200, deviation: 0.3, shape: 'lognormal' },
    itl: { mean: 20, deviation: 0.1, shape: 'gaussian' },
  });

  it('is exact when shape is none', () => {
    const pace = exact.plan(WORK, createRandom('seed'));
    expect([pace.ttft, pace.gap(1), pace.gap(99)]).toEqual([200, 20, 20]);
  });

  it('keeps its means and varies around them', () => {
    const means = measure(varied);
    expect(means.ttft / 200).toBeCloseTo(1, 1);
    expect(means.itl / 20).toBeCloseTo(1, 2);
    const pace = varied.plan(WORK, createRandom('seed'));
    expect(pace.gap(1)).not.toBe(pace.gap(2));
  });

  it('does not depend on the request', () => {
    const other = { model: model('gpt-4'), promptTokens: 5000, temperature: 2, outputTokens: 100 };
    expect(measure(varied, other)).toEqual(measure(varied));
  });
});

describe('profile latency', () => {
  const latency = createProfileLatency();
  const base = measure(latency);

  it('has the means of its profile', () => {
    expect(base.ttft / 250).toBeCloseTo(1, 1);
    expect(base.itl / 15).toBeCloseTo(1, 1);
  });

  it('is slower for a larger model', () => {
    const seconds = ['llama-3.1-8b', 'llama-3.1-70b', 'llama-3.1-405b'].map((id) =>
      measure(latency, { model: model(id) }),
    );
    for (const figure of ['ttft', 'itl'] as const) {
      expect(seconds[0]?.[figure]).toBeLessThan((seconds[1]?.[figure] ?? 0) / 2);
      expect(seconds[1]?.[figure]).toBeLessThan((seconds[2]?.[figure] ?? 0) / 1.5);
    }
    const gpt4 = measure(latency, { model: model('gpt-4') });
    expect(gpt4.total).toBeGreaterThan(2 * measure(latency, { model: model('gpt-3.5-turbo') }).total);
  });

  it('takes longer to read a longer prompt, according to the prefill rate', () => {
    expect(measure(latency, { promptTokens: 10 }).ttft).toBe(base.ttft);
    // 1,200 tokens beyond the first hundred at 1,200 tokens a second.
    expect(measure(latency, { promptTokens: 1300 }).ttft / base.ttft).toBeCloseTo(1250 / 250, 6);
  });

  it('needs no prefill for cached tokens', () => {
    expect(measure(latency, { promptTokens: 1300, cachedTokens: 1200 }).ttft).toBe(base.ttft);
    expect(measure(latency, { promptTokens: 1300, cachedTokens: 600 }).ttft / base.ttft).toBeCloseTo(3, 6);
  });

  it('takes slightly longer for each token than for the one before', () => {
    expect(measure(latency, { promptTokens: 10_000 }).itl / base.itl).toBeCloseTo(1.099, 2);
    const long = measure(latency, { outputTokens: 4001 }, 20);
    expect(long.late / long.early).toBeGreaterThan(1.01);
  });

  it('takes longer for a longer answer', () => {
    expect(measure(latency, { outputTokens: 200 }).total).toBeGreaterThan(base.total * 1.7);
  });

  it('slows down above temperature 1, by 3 % and 2 % per unit', () => {
    const hot = measure(latency, { temperature: 2 });
    expect(hot.ttft / base.ttft).toBeCloseTo(1.03, 9);
    expect(hot.itl / base.itl).toBeCloseTo(1.02, 9);
    expect(measure(latency, { temperature: 0.2 })).toEqual(base);
  });

  it('uses the default row for an unknown profile', () => {
    const strange = measure(latency, { model: { ...WORK.model, latency: '__proto__' } });
    expect(strange).toEqual(measure(latency, { model: { ...WORK.model, latency: 'default' } }));
    expect(strange).not.toEqual(base);
  });

  it('accepts custom rows, which must include a default', () => {
    const profile = {
      ttft: 10,
      ttftDeviation: 0,
      itl: 5,
      itlDeviation: 0,
      prefill: 1000,
      size: 1,
      engine: '',
    };
    const own = createProfileLatency({ profiles: new Map([['default', profile]]) });
    expect(own.plan({ ...WORK, promptTokens: 0 }, createRandom('seed')).ttft).toBe(10);
    expect(() => createProfileLatency({ profiles: new Map() })).toThrow(RangeError);
  });

  it('repeats for the same seed and differs for another', () => {
    const first = latency.plan(WORK, createRandom('a'));
    const same = latency.plan(WORK, createRandom('a'));
    const other = latency.plan(WORK, createRandom('b'));
    expect([same.ttft, same.gap(1), same.gap(2)]).toEqual([first.ttft, first.gap(1), first.gap(2)]);
    expect(other.ttft).not.toBe(first.ttft);
  });
});

describe('every profile', () => {
  it.each([...latencyProfiles])('%s has valid values', (_name, profile) => {
    for (const figure of [profile.ttft, profile.itl, profile.prefill, profile.size]) {
      expect(figure).toBeGreaterThan(0);
    }
    expect(profile.ttftDeviation).toBeLessThan(profile.ttft);
    // With a larger deviation the gaussian's clamp would determine the spread.
    expect(profile.itlDeviation / profile.itl).toBeLessThanOrEqual(0.35);
  });
});

describe('nearestProfile', () => {
  it.each([
    [1, 'phi-3-mini'],
    [7, 'llama-3.1-8b'],
    [32, 'yi-34b'],
    [65, 'llama-3.1-70b'],
    [1000, 'llama-3.1-405b'],
    [0, 'default'],
  ])('for %f billion parameters is %s', (billions, name) => {
    expect(nearestProfile(billions)).toBe(name);
  });
});

describe('the spread of a profile', () => {
  const work = {
    model: modelCatalogue[0] as ModelCard,
    promptTokens: 50,
    cachedTokens: 0,
    outputTokens: 50,
    temperature: 1,
  };

  it('limits every duration, and 0 removes the noise', () => {
    const bounded = createProfileLatency({ spread: 0.1 });
    const exact = createProfileLatency({ spread: 0 }).plan(work, createRandom(0));
    for (let seed = 0; seed < 200; seed++) {
      const { ttft } = bounded.plan(work, createRandom(seed));
      expect(Math.abs(ttft / exact.ttft - 1)).toBeLessThanOrEqual(0.1 + 1e-9);
    }
    expect(createProfileLatency({ spread: 0 }).plan(work, createRandom(9)).ttft).toBe(exact.ttft);
  });
});
