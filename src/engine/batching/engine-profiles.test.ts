import { describe, expect, it } from 'vitest';
import { latencyProfiles } from '../latency/profiles.ts';
import { modelCatalogue } from '../models/catalogue.ts';
import { cardOf } from '../models/models.cases.ts';
import { type EngineProfile, engineNameOf, engineProfiles, poolBlocks } from './engine-profiles.ts';
import { toEngineProfile } from './own-profile.ts';
import { passTime } from './step-time.ts';

function profile(name: string): EngineProfile {
  return engineProfiles.get(name) as EngineProfile;
}

function step(name: string, sequences: number, context: number): number {
  return passTime(profile(name), {
    prefillSequences: 0,
    prefillTokens: 0,
    prefillSquares: 0,
    decodeSequences: sequences,
    contextTokens: sequences * context,
  });
}

describe('every engine profile', () => {
  it.each([...engineProfiles.keys()])('%s leaves room for a request of the usual length', (name) => {
    expect(poolBlocks(profile(name), 16) * 16).toBeGreaterThan(60_000);
  });
});

describe('the pool', () => {
  it('of an 8B model on an H100 holds about 464,000 tokens', () => {
    expect(poolBlocks(profile('llama-8b-h100'), 16)).toBe(29024);
  });

  it('needs room', () => {
    const large = { ...profile('llama-8b-h100'), weightsBytes: 80e9 };
    expect(() => poolBlocks(large, 16)).toThrow('weightsBytes is 80000000000');
  });
});

describe('measurements', () => {
  it.each([
    // Measured by GPUStack's lab: Qwen3-8B on one H100, vLLM, ShareGPT (contexts of about 350 tokens).
    ['llama-8b-h100', 1, 350, 7.28],
    ['llama-8b-h100', 8, 350, 7.71],
    // Llama-3.1-8B on an A100, vLLM, 1,024 tokens in.
    ['llama-8b-a100', 1, 1100, 13.3],
  ])('of %s with %i sequences are met within 5 %%', (name, sequences, context, ms) => {
    expect(step(name, sequences, context) / ms).toBeGreaterThan(0.95);
    expect(step(name, sequences, context) / ms).toBeLessThan(1.05);
  });
});

describe('experts', () => {
  it('are all read in a large batch', () => {
    expect(step('mixtral-8x7b-h100', 1, 0)).toBeCloseTo(9.1, 9);
    expect(step('mixtral-8x7b-h100', 64, 0)).toBeCloseTo(20 + 6.4, 3);
  });
});

describe('the profile of a model', () => {
  it.each([
    ['gpt-4o', 'hosted-large'],
    ['gpt-4o-mini', 'hosted-small'],
    ['o3', 'hosted-reasoning'],
    ['openai/gpt-oss-20b', 'gpt-oss-20b-h100'],
    ['meta-llama/Llama-3.1-8B-Instruct', 'llama-8b-h100'],
    ['meta-llama/Llama-3.1-405B-Instruct', 'llama-405b-h100'],
    ['deepseek-ai/DeepSeek-V3', 'deepseek-671b-h200'],
    ['acme/helper-70b', 'llama-70b-h100'],
    ['text-embedding-3-small', 'embedding'],
  ])('%s is %s', (id, name) => {
    expect(engineNameOf(cardOf(id))).toBe(name);
  });

  it('exists for every model and every latency profile', () => {
    for (const card of modelCatalogue) expect(engineProfiles.has(engineNameOf(card))).toBe(true);
    for (const [name, { engine }] of latencyProfiles)
      expect([name, engineProfiles.has(engine)]).toEqual([name, true]);
  });
});

describe('a profile of a user’s own', () => {
  const { prefillNsPerTokenSquared, kvCopies, ...all } = profile('llama-8b-h100');

  it('takes what it lacks from another', () => {
    const own = toEngineProfile('mine', { like: 'llama-70b-h100', stepMs: 10 });
    expect(own).toEqual({ ...profile('llama-70b-h100'), stepMs: 10 });
    expect(toEngineProfile('mine', all)).toEqual({ ...all, kvCopies, prefillNsPerTokenSquared: 0 });
    expect(prefillNsPerTokenSquared).toBeGreaterThan(0);
  });

  it.each([
    [{ like: 'llama' }, 'mine.like is "llama". Allowed: llama-8b-h100, '],
    [{ stepMs: 7 }, 'mine.overheadMs is missing. Give it, or name a profile that has it as mine.like.'],
    [{ like: 'llama-8b-h100', weightsBytes: 79e9 }, 'mine.weightsBytes is 79000000000, which leaves no room'],
    [
      { like: 'llama-8b-h100', stepMs: 0, stepMsPerSequence: 0 },
      'mine.stepMs is 0. Allowed: at least 0.001.',
    ],
    [
      { like: 'mixtral-8x7b-h100', experts: { total: 8, active: 8, stepMsAll: 20 } },
      'mine.experts.active is 8. Allowed: fewer than experts.total, 8.',
    ],
    [
      { like: 'mixtral-8x7b-h100', stepMs: 30 },
      'mine.experts.stepMsAll is 20. Allowed: at least stepMs, 30.',
    ],
  ])('is refused for %j', (written, message) => {
    expect(() => toEngineProfile('mine', written)).toThrow(message);
  });
});
