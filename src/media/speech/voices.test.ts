import { describe, expect, it } from 'vitest';
import { finish } from '../../runtime/steps.ts';
import { level, median, pitches, spectrum, spoken } from './listening.cases.ts';
import { SPEECH_RATE } from './plan.ts';
import { utteranceSamples } from './utterance.ts';
import { VOICE_NAMES, voiceOf } from './voices.ts';

const TEXT = 'We were away a year ago, and all along the river the lilies were in bloom.';
/**
 * Edges of the frequency bands in which voices are compared, in Hz; about as wide as the ear's critical
 * bands.
 */
const EDGES = [100, 300, 500, 700, 950, 1250, 1600, 2050, 2600, 3300, 4200, 5300, 8000];

interface Portrait {
  readonly pitch: number;
  readonly bands: readonly number[];
  readonly seconds: number;
}

function portrait(voice: string): Portrait {
  const samples = spoken({ text: TEXT, voice });
  const power = spectrum(samples);
  const all = level(power, 50, 12_000);
  return {
    pitch: median(pitches(samples)),
    bands: EDGES.slice(1).map((to, index) => level(power, EDGES[index] as number, to) - all),
    seconds: finish(utteranceSamples({ text: TEXT, voice, speed: 1 })) / SPEECH_RATE,
  };
}

describe('voices', () => {
  const portraits = new Map(VOICE_NAMES.map((name) => [name, portrait(name)]));

  it('knows every voice of the API', () => {
    expect(VOICE_NAMES.toSorted()).toEqual(
      'alloy ash ballad cedar coral echo fable marin nova onyx sage shimmer verse'.split(' '),
    );
  });

  it.each(VOICE_NAMES)('has %s speak at its pitch', (name) => {
    const { pitch } = portraits.get(name) as Portrait;
    expect(Math.abs(12 * Math.log2(pitch / voiceOf(name).pitch))).toBeLessThan(2.5);
  });

  it('makes all voices distinguishable by pitch or timbre', () => {
    for (const [first, one] of portraits) {
      for (const [second, other] of portraits) {
        if (first >= second) continue;
        const semitones = Math.abs(12 * Math.log2(one.pitch / other.pitch));
        const colour =
          one.bands.reduce((sum, value, index) => sum + Math.abs(value - (other.bands[index] as number)), 0) /
          one.bands.length;
        // Listeners notice a semitone, or one decibel across the spectrum.
        expect(semitones + colour, `${first} and ${second}`).toBeGreaterThan(2);
        expect(colour, `${first} and ${second}`).toBeGreaterThan(0.7);
      }
    }
  });

  it('gives every voice its own pace', () => {
    const seconds = [...portraits.values()].map((each) => each.seconds);
    expect(Math.max(...seconds) / Math.min(...seconds)).toBeGreaterThan(1.08);
    expect(Math.max(...seconds) / Math.min(...seconds)).toBeLessThan(1.25);
  });

  it('derives a deterministic voice for any other name', () => {
    expect(voiceOf('voice_1234')).toEqual(voiceOf('voice_1234'));
    expect(voiceOf('voice_1234')).not.toEqual(voiceOf('voice_1235'));
    expect(voiceOf('__proto__').pitch).toBeGreaterThan(80);
  });
});
