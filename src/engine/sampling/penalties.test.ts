import { describe, expect, it } from 'vitest';
import { createRandom } from '../../runtime/random.ts';
import type { Sampling } from '../request.ts';
import { applyPenalties } from './penalties.ts';

const text =
  'The simple idea is important. People often start with a simple idea because it is important to them. ' +
  'An important idea often helps people, and a simple way usually helps people often. ' +
  'People usually need a simple way because simple ideas are important.';

const sampling = (frequencyPenalty: number, presencePenalty = 0): Sampling => ({
  temperature: 1,
  topP: 1,
  frequencyPenalty,
  presencePenalty,
  logitBias: new Map(),
});

/** The fraction of distinct words, averaged over seeds. */
function variety(of: Sampling): number {
  let total = 0;
  for (let seed = 0; seed < 50; seed++) {
    const words =
      applyPenalties(text, of, createRandom(seed))
        .toLowerCase()
        .match(/\p{L}+/gu) ?? [];
    total += new Set(words).size / words.length;
  }
  return total / 50;
}

describe('penalties', () => {
  it('leave the text unchanged at zero', () => {
    expect(applyPenalties(text, sampling(0), createRandom(1))).toBe(text);
  });

  it('vary words more the higher they are, and repeat sentences when negative', () => {
    const steps = [-2, -1, 0, 1, 2];
    for (const of of [(value: number) => sampling(value), (value: number) => sampling(0, value)]) {
      const measured = steps.map((value) => variety(of(value)));
      expect(measured).toEqual([...measured].sort((one, other) => one - other));
      expect(new Set(measured).size).toBe(steps.length);
    }
  });

  it('leave code unchanged', () => {
    const code = `${text}\n\`\`\`js\nconst simple = 1;\n\`\`\``;
    expect(applyPenalties(code, sampling(2), createRandom(1))).toBe(code);
  });

  it('repeat for the same seed', () => {
    const once = applyPenalties(text, sampling(1.5), createRandom(3));
    expect(applyPenalties(text, sampling(1.5), createRandom(3))).toBe(once);
    expect(once).not.toBe(text);
  });
});
