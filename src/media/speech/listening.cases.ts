import { createMdct } from '../audio/encode/mdct.ts';
import { SPEECH_RATE } from './plan.ts';
import { type Utterance, utter } from './utterance.ts';

/** All samples of an utterance in one array. */
export function spoken(utterance: Partial<Utterance> & { text: string }): Int16Array {
  const parts = [...utter({ voice: 'alloy', speed: 1, ...utterance })];
  const whole = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const FRAME = 1024;

/** The pitch in Hz of each voiced frame, by autocorrelation. */
export function pitches(samples: Int16Array): number[] {
  const found: number[] = [];
  for (let from = 0; from + 2 * FRAME <= samples.length; from += FRAME) {
    const correlation = (lag: number) => {
      let [product, first, second] = [0, 0, 0];
      for (let index = from; index < from + FRAME; index++) {
        const [near, far] = [samples[index] as number, samples[index + lag] as number];
        product += near * far;
        first += near * near;
        second += far * far;
      }
      return product / Math.sqrt(first * second + 1);
    };
    const strength = Array.from({ length: 340 }, (_, index) => correlation(60 + index));
    const highest = Math.max(...strength);
    if (highest < 0.75) continue;
    // Take the shortest lag that scores nearly as high as the best: the others are its multiples.
    const peak = strength.findIndex(
      (value, index) =>
        value > highest * 0.93 &&
        value >= (strength[index - 1] ?? -1) &&
        value >= (strength[index + 1] ?? -1),
    );
    if (peak > 0) found.push(SPEECH_RATE / (60 + peak));
  }
  return found;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** Mean power by frequency, for use with {@link level}. */
export function spectrum(samples: Int16Array): Float64Array {
  const transform = createMdct(FRAME);
  const power = new Float64Array(FRAME);
  const [windowed, lines] = [new Float64Array(2 * FRAME), new Float64Array(FRAME)];
  for (let from = 0; from + 2 * FRAME <= samples.length; from += FRAME) {
    for (let index = 0; index < 2 * FRAME; index++) {
      windowed[index] = (samples[from + index] as number) * Math.sin((Math.PI * (index + 0.5)) / (2 * FRAME));
    }
    transform(windowed, lines);
    for (let line = 0; line < FRAME; line++)
      power[line] = (power[line] as number) + (lines[line] as number) ** 2;
  }
  return power;
}

const LINE_HZ = SPEECH_RATE / 2 / FRAME;

/** Power between two frequencies, in dB. */
export function level(power: Float64Array, from: number, to: number): number {
  const band = power.subarray(Math.round(from / LINE_HZ), Math.round(to / LINE_HZ));
  return 10 * Math.log10(band.reduce((sum, value) => sum + value, 1));
}
