import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { engineProfiles } from './engine-profiles.ts';

const form = engineProfiles();

describe('engine profiles', () => {
  it('are an object, or JSON', () => {
    const value = { mine: { like: 'llama-8b-h100', stepMs: 6.5 } };
    expect(form.read(value)).toEqual(value);
    expect(form.read(form.write(value))).toEqual(value);
    expect(Check(form.schema, value)).toBe(true);
    expect(form.read('{')).toBe('{');
  });

  it.each([
    [{ stepMs: -1 }, 'mine.stepMs is -1', 'a number from 0 to 60000'],
    [{ stepMs: '7' }, 'mine.stepMs is "7"', 'a number from 0 to 60000'],
    [{ maxSequences: 0 }, 'mine.maxSequences is 0', 'an integer from 1 to 65536'],
    [{ maxSequences: 2.5 }, 'mine.maxSequences is 2.5', 'an integer from 1 to 65536'],
    [{ kvBytesPerToken: 0 }, 'mine.kvBytesPerToken is 0', 'a number above 0, up to 1000000000'],
    [{ gpu: 'H100' }, 'mine.gpu is "H100"', 'an object with model, count, memoryBytes'],
    [
      { gpu: { model: 'H100', count: 1 } },
      'mine.gpu.memoryBytes is missing',
      'a number above 0, up to 100000000000000',
    ],
    [
      { gpu: { model: 'ü', count: 1, memoryBytes: 1 } },
      'mine.gpu.model is "ü"',
      'up to 100 visible ASCII characters',
    ],
    [
      { experts: { total: 8, active: 0, stepMsAll: 20 } },
      'mine.experts.active is 0',
      'an integer from 1 to 65536',
    ],
    [7, 'mine is 7', expect.stringContaining('an object with like, overheadMs')],
    [{ stepMz: 1 }, 'mine.stepMz is unknown', expect.stringContaining('Did you mean stepMs?')],
  ])('with %j are refused with the name of the field', (profile, shown, allowed) => {
    const value = { fine: { stepMs: 1 }, mine: profile };
    expect(Check(form.schema, value)).toBe(false);
    expect(form.explain?.(value)).toEqual({ shown, allowed });
  });

  it('with a wrong name are refused as a whole', () => {
    expect(Check(form.schema, { 'a b': {} })).toBe(false);
    expect(form.explain?.({ 'a b': {} })).toBeUndefined();
    expect(form.explain?.(3)).toBeUndefined();
  });
});
