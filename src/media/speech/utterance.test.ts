import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../../runtime/steps.ts';
import { level, median, pitches, spectrum, spoken } from './listening.cases.ts';
import { SPEECH_RATE } from './plan.ts';
import { type Utterance, utteranceSamples } from './utterance.ts';
import { VOICE_NAMES } from './voices.ts';

const samplesOf = (utterance: Utterance): number => finish(utteranceSamples(utterance));
const secondsOf = (utterance: Utterance): number => samplesOf(utterance) / SPEECH_RATE;

const PROSE =
  `When the sun went down over the harbour, the fishermen carried their nets home along the narrow street.
Children ran ahead of them, laughing, and the smell of bread came from an open window. Nobody was in a hurry. The old
clock on the tower had stopped many years ago, and people said that the town was happier without it. Machine learning
is a branch of computing in which systems improve with experience. Instead of following fixed rules, a program studies
examples and gradually becomes better at a task.`.replaceAll('\n', ' ');

const wordsPerMinute = (voice: string) =>
  (PROSE.split(' ').length * 60) / secondsOf({ text: PROSE, voice, speed: 1 });

describe('utter', () => {
  it.each(VOICE_NAMES)('has %s speak at a natural pace', (voice) => {
    expect(wordsPerMinute(voice)).toBeGreaterThan(150);
    expect(wordsPerMinute(voice)).toBeLessThan(180);
  });

  it('has the promised length for any text, inversely proportional to the speed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.constantFrom(...VOICE_NAMES),
        fc.double({ min: 0.25, max: 4, noNaN: true }),
        (text, voice, speed) => {
          const samples = samplesOf({ text, voice, speed });
          expect(spoken({ text, voice, speed })).toHaveLength(samples);
          expect(samples).toBe(Math.round(samplesOf({ text, voice, speed: 1 }) / speed));
          expect(samples).toBeGreaterThan(0);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is deterministic', () => {
    const text = 'Say it again, please: exactly as before!';
    expect(spoken({ text, voice: 'nova' })).toEqual(spoken({ text, voice: 'nova' }));
    expect(spoken({ text, voice: 'nova' })).not.toEqual(spoken({ text: `${text} Now.`, voice: 'nova' }));
  });

  it.each(VOICE_NAMES)('keeps %s audible, unclipped and centred', (voice) => {
    const samples = spoken({ text: 'She sells sea shells, and the shells are shiny. Wow! Are they?', voice });
    const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    const mean = samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    expect(20 * Math.log10(peak / 32_768)).toBeLessThan(-1);
    expect(10 * Math.log10(power / 2 ** 30)).toBeGreaterThan(-26);
    expect(10 * Math.log10(power / 2 ** 30)).toBeLessThan(-16);
    expect(Math.abs(mean)).toBeLessThan(5);
  });

  it('keeps pitch and timbre at any speed', () => {
    const text = 'We were away a year ago, and all along the river.';
    const [plain, slow] = [spoken({ text }), spoken({ text, speed: 0.5 })];
    expect(median(pitches(slow)) / median(pitches(plain))).toBeCloseTo(1, 1);
    const [one, other] = [spectrum(plain), spectrum(slow)];
    for (const [from, to] of [
      [300, 1000],
      [1000, 2000],
      [2000, 4000],
    ] as const) {
      const shift =
        level(one, from, to) - level(one, 50, 8000) - (level(other, from, to) - level(other, 50, 8000));
      expect(Math.abs(shift)).toBeLessThan(3);
    }
  });

  it('produces vowel formants', () => {
    const [he, pa, who] = ['eee', 'aah', 'ooo'].map((text) => spectrum(spoken({ text, voice: 'echo' }))) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    // The first formant distinguishes "ee" and "oo" from "ah", the second "ee" from both.
    expect(level(pa, 550, 1300) - level(pa, 150, 450)).toBeGreaterThan(
      level(he, 550, 1300) - level(he, 150, 450) + 10,
    );
    expect(level(he, 1900, 2600) - level(he, 700, 1300)).toBeGreaterThan(
      level(who, 1900, 2600) - level(who, 700, 1300) + 10,
    );
  });

  it('produces frication noise for sibilants', () => {
    const hiss = spectrum(spoken({ text: 'sss' }));
    const hum = spectrum(spoken({ text: 'mmm' }));
    expect(level(hiss, 5000, 9000) - level(hiss, 100, 1500)).toBeGreaterThan(10);
    expect(level(hum, 5000, 9000) - level(hum, 100, 1500)).toBeLessThan(-30);
  });

  it('raises the pitch for questions and lowers it for statements', () => {
    const ends = (text: string) => median(pitches(spoken({ text })).slice(-4));
    expect(ends('You are going home?')).toBeGreaterThan(1.2 * ends('You are going home.'));
  });

  it('pauses between sentences', () => {
    const one = secondsOf({ text: 'One day', voice: 'alloy', speed: 1 });
    const two = secondsOf({ text: 'One day. One day', voice: 'alloy', speed: 1 });
    expect(two - 2 * one).toBeGreaterThan(-0.25);
    const samples = spoken({ text: 'Papa. Papa.' });
    let [quiet, longest] = [0, 0];
    for (const sample of samples.subarray(0, Math.floor(samples.length * 0.7))) {
      quiet = Math.abs(sample) < 30 ? quiet + 1 : 0;
      longest = Math.max(longest, quiet);
    }
    expect(longest / SPEECH_RATE).toBeGreaterThan(0.25);
  });
});
