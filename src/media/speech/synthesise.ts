import { hash32 } from '../../runtime/random.ts';
import { PLACES } from './phones/phone.ts';
import { type Phrase, type Segment, SPEECH_RATE } from './plan.ts';
import type { Voice } from './voices.ts';

/** A segment with its actual position at the requested speed. */
interface Timed {
  readonly segment: Segment;
  readonly from: number;
  readonly to: number;
}

/**
 * Synthesises one phrase, 16-bit at {@link SPEECH_RATE}. `from` is where the phrase begins in the utterance,
 * in samples at the voice's own pace. Boundaries are computed on the whole utterance divided by `speed`, so
 * rounding errors do not accumulate and the utterance has exactly the promised length.
 *
 * A glottal pulse train or noise passes through five resonances in series (the vocal tract); frication noise
 * passes through two resonances in parallel. This is a reduced Klatt formant synthesiser.
 */
export function synthesise(phrase: Phrase, voice: Voice, speed: number, from: number): Int16Array {
  const timed: Timed[] = [];
  let base = from;
  const start = scaled(base, speed);
  for (const segment of phrase.segments) {
    const begin = scaled(base, speed) - start;
    base += segment.samples;
    timed.push({ segment, from: begin, to: scaled(base, speed) - start });
  }
  const length = scaled(base, speed) - start;
  return render(tracksOf(timed, length, voice, speed), length, voice, hash32(String(from)));
}

/** Converts a position at natural pace to samples at the given speed. */
export function scaled(samples: number, speed: number): number {
  return Math.round(samples / speed);
}

/** Samples per frame; parameters are constant within a frame. */
const FRAME = 60;
/** Transition times in milliseconds: of the formants from one sound to the next, and of the pitch. */
const GLIDE_MS = 55;
const BEND_MS = 110;

const PLACE_NAMES = ['lips', 'teeth', 'ridge', 'palate', 'velum'] as const;

interface Tracks {
  readonly formants: readonly [Float64Array, Float64Array, Float64Array];
  readonly damping: Float64Array;
  readonly voice: Float64Array;
  readonly breath: Float64Array;
  readonly hiss: Float64Array;
  readonly pitch: Float64Array;
  readonly place: Uint8Array;
}

/** The synthesis parameters over time, one value per frame. */
function tracksOf(timed: readonly Timed[], length: number, voice: Voice, speed: number): Tracks {
  const frames = Math.ceil(length / FRAME) + 1;
  const track = () => new Float64Array(frames);
  const formants = [track(), track(), track()] as const;
  const [damping, voiced, breath, hiss, melody] = [track(), track(), track(), track(), track()];
  const place = new Uint8Array(frames);
  let at = 0;
  for (let frame = 0; frame < frames; frame++) {
    while (at < timed.length - 1 && (timed[at] as Timed).to <= frame * FRAME) at++;
    const { shape, melody: height } = sounding(timed, at);
    for (let index = 0; index < 3; index++)
      (formants[index] as Float64Array)[frame] = shape.formants[index] as number;
    const here = (timed[at] as Timed).segment.shape;
    damping[frame] = shape.damping;
    voiced[frame] = here.voice;
    breath[frame] = here.breath;
    hiss[frame] = here.hiss;
    place[frame] = PLACE_NAMES.indexOf(here.place);
    melody[frame] = height;
  }
  const glide = framesOf(GLIDE_MS / speed);
  return {
    formants: [smoothed(formants[0], glide), smoothed(formants[1], glide), smoothed(formants[2], glide)],
    damping: smoothed(damping, glide),
    voice: smoothed(voiced, framesOf(12 / speed)),
    breath: smoothed(breath, framesOf(8 / speed)),
    hiss: smoothed(hiss, framesOf(8 / speed)),
    pitch: smoothed(melody, framesOf(BEND_MS / speed)).map((height) => voice.pitch * 2 ** (height / 12)),
    place,
  };
}

/**
 * During silence, keep the formants of the previous sound or move to those of the next instead of to a
 * neutral position.
 */
function sounding(timed: readonly Timed[], at: number): Segment {
  const { segment } = timed[at] as Timed;
  if (segment.shape.ms > 0) return segment;
  return (timed[at - 1] ?? timed[at + 1] ?? (timed[at] as Timed)).segment;
}

function framesOf(ms: number): number {
  return Math.max(1, Math.round((ms * SPEECH_RATE) / 1000 / FRAME));
}

/** Moving average; turns steps into ramps. */
function smoothed(track: Float64Array, width: number): Float64Array {
  const result = new Float64Array(track.length);
  const half = width >> 1;
  const sums = new Float64Array(track.length + 1);
  for (let index = 0; index < track.length; index++)
    sums[index + 1] = (sums[index] as number) + (track[index] as number);
  for (let index = 0; index < track.length; index++) {
    const low = Math.max(0, index - half);
    const high = Math.min(track.length, index - half + width);
    result[index] = ((sums[high] as number) - (sums[low] as number)) / (high - low);
  }
  return result;
}

/** The two fixed formants, and the bandwidths of all five, in Hz. */
const FOURTH = 3450;
const FIFTH = 4450;
const WIDTHS = [75, 95, 140, 220, 300];
/** Scales an average voice to about -20 dBFS. */
const LEVEL = 5000;
const HISS_LEVEL = 4400;
/** Boosts the upper formants, which the pulse alone leaves weak. */
const CLARITY = 5;
/** Soft clipping starts here, so that peaks never reach full scale. */
const KNEE = 20_000;
const CEILING = 28_500;

function render(tracks: Tracks, length: number, voice: Voice, seed: number): Int16Array {
  const sound = new Int16Array(length);
  // Each resonance computes y = a x + b y' + c y''; it holds the coefficients and the last two outputs.
  const mouth = new Float64Array(5 * 5);
  const lips = new Float64Array(2 * 5);
  let noise = seed | 1;
  let phase = 0;
  let tilted = 0;
  let lastNoise = 0;
  const tilt = 1 - Math.exp((-2 * Math.PI * voice.brightness) / SPEECH_RATE);
  const open = voice.openness;
  const pulse = LEVEL * Math.sqrt(100 / voice.pitch) * (3200 / voice.brightness) ** 0.35;
  for (let frame = 0; frame * FRAME < length; frame++) {
    const damping = tracks.damping[frame] as number;
    for (let index = 0; index < 3; index++) {
      const frequency = (tracks.formants[index]?.[frame] as number) * voice.size;
      tune(mouth, index, Math.min(frequency, 5000), (WIDTHS[index] as number) * damping * voice.size);
    }
    tune(mouth, 3, FOURTH * voice.size, (WIDTHS[3] as number) * damping);
    tune(mouth, 4, FIFTH * voice.size, (WIDTHS[4] as number) * damping);
    const { low, high } = PLACES[PLACE_NAMES[tracks.place[frame] as number] ?? 'ridge'];
    tune(lips, 0, low[0] * voice.size, low[1]);
    tune(lips, 1, Math.min(high[0] * voice.size, 10_500), high[1]);
    const ends = Math.min(length, (frame + 1) * FRAME);
    const wobble = 1 + voice.flutter * 0.012 * Math.sin(frame * 0.071 + Math.sin(frame * 0.017) * 3);
    const step = ((tracks.pitch[frame] as number) * wobble) / SPEECH_RATE;
    let voiced = tracks.voice[frame] as number;
    let breath = tracks.breath[frame] as number;
    let hiss = tracks.hiss[frame] as number;
    const next = Math.min(frame + 1, tracks.voice.length - 1);
    const voicedStep = ((tracks.voice[next] as number) - voiced) / FRAME;
    const breathStep = ((tracks.breath[next] as number) - breath) / FRAME;
    const hissStep = ((tracks.hiss[next] as number) - hiss) / FRAME;
    for (let index = frame * FRAME; index < ends; index++) {
      voiced += voicedStep;
      breath += breathStep;
      hiss += hissStep;
      phase += step;
      if (phase >= 1) phase -= 1;
      noise ^= noise << 13;
      noise ^= noise >>> 17;
      noise ^= noise << 5;
      const white = noise * 4.656612873e-10;
      let cords = 0;
      let airy = 0.5;
      if (phase < open) {
        const time = phase / open;
        cords = 2 * time - 3 * time * time;
        airy = 1;
      }
      const dull = tilted;
      tilted += tilt * (cords * pulse - tilted);
      let value =
        (tilted + CLARITY * (tilted - dull)) * voiced +
        white * airy * 1200 * (breath + voiced * voice.breathiness);
      for (let at = 0; at < 25; at += 5) value = resonate(mouth, at, value);
      const sharp = (white - lastNoise) * hiss * HISS_LEVEL;
      lastNoise = white;
      value += resonate(lips, 0, sharp) * low[2] + resonate(lips, 5, sharp) * high[2];
      sound[index] = limited(value);
    }
  }
  return sound;
}

function resonate(bank: Float64Array, at: number, value: number): number {
  const last = bank[at + 3] as number;
  const result =
    (bank[at] as number) * value +
    (bank[at + 1] as number) * last +
    (bank[at + 2] as number) * (bank[at + 4] as number);
  bank[at + 4] = last;
  bank[at + 3] = result;
  return result;
}

function tune(bank: Float64Array, index: number, frequency: number, width: number): void {
  const decay = Math.exp((-Math.PI * width) / SPEECH_RATE);
  const b = 2 * decay * Math.cos((2 * Math.PI * frequency) / SPEECH_RATE);
  const c = -decay * decay;
  bank[index * 5] = 1 - b - c;
  bank[index * 5 + 1] = b;
  bank[index * 5 + 2] = c;
}

function limited(value: number): number {
  const size = Math.abs(value);
  if (size <= KNEE) return Math.round(value);
  const over = (size - KNEE) / (CEILING - KNEE);
  return Math.round(Math.sign(value) * (KNEE + (CEILING - KNEE) * (over / (1 + over))));
}
