import { createRandom } from '../../runtime/random.ts';

/** The parameters of a voice. */
export interface Voice {
  /** Mean pitch in Hz. */
  readonly pitch: number;
  /** Pitch range; 1 is usual, 0.5 is monotonous. */
  readonly range: number;
  /** Vocal tract scale: all formants are multiplied by this. */
  readonly size: number;
  /** Pace: durations are divided by this. */
  readonly pace: number;
  /** Open quotient: the share of each period in which the vocal cords are open; high is soft. */
  readonly openness: number;
  /** Cutoff frequency of the glottal source in Hz; low is mellow. */
  readonly brightness: number;
  /** Aspiration noise mixed into the voice, 0 to 1. */
  readonly breathiness: number;
  /** Pitch jitter, 0 to 1. */
  readonly flutter: number;
}

const voice = (
  pitch: number,
  size: number,
  pace: number,
  range: number,
  openness: number,
  brightness: number,
  breathiness: number,
  flutter: number,
): Voice => ({ pitch, size, pace, range, openness, brightness, breathiness, flutter });

const VOICES: ReadonlyMap<string, Voice> = new Map([
  ['alloy', voice(162, 1.06, 1.0, 0.9, 0.55, 3200, 0.06, 0.2)],
  ['ash', voice(112, 1.0, 1.02, 1.05, 0.5, 2900, 0.06, 0.3)],
  ['ballad', voice(136, 1.05, 0.95, 1.35, 0.64, 2300, 0.16, 0.25)],
  ['coral', voice(210, 1.15, 1.05, 1.3, 0.6, 3600, 0.08, 0.2)],
  ['echo', voice(104, 0.97, 0.97, 0.75, 0.5, 3300, 0.03, 0.15)],
  ['fable', voice(148, 1.08, 1.03, 1.2, 0.48, 4200, 0.04, 0.3)],
  ['onyx', voice(84, 0.92, 0.96, 0.8, 0.52, 1800, 0.04, 0.2)],
  ['nova', voice(230, 1.2, 1.04, 1.1, 0.54, 4400, 0.05, 0.2)],
  ['sage', voice(196, 1.11, 0.98, 1.0, 0.7, 1900, 0.2, 0.15)],
  ['shimmer', voice(248, 1.16, 0.96, 0.95, 0.7, 3000, 0.26, 0.2)],
  ['verse', voice(122, 1.05, 1.06, 1.25, 0.46, 3900, 0.03, 0.25)],
  ['marin', voice(180, 1.18, 1.01, 1.15, 0.64, 2900, 0.22, 0.15)],
  ['cedar', voice(95, 0.94, 1.04, 1.1, 0.62, 2700, 0.2, 0.35)],
]);

/** The names of the predefined voices. */
export const VOICE_NAMES: readonly string[] = [...VOICES.keys()];

/** The voice with that name. An unknown name gives a voice derived from the name, always the same one. */
export function voiceOf(name: string): Voice {
  return VOICES.get(name) ?? strangerOf(name);
}

function strangerOf(name: string): Voice {
  const random = createRandom(name);
  const within = (low: number, high: number) => low + (high - low) * random.next();
  const pitch = within(85, 240);
  return voice(
    pitch,
    0.92 + ((pitch - 85) / 155) * 0.2 + within(0, 0.06),
    within(0.95, 1.06),
    within(0.75, 1.35),
    within(0.46, 0.7),
    within(1800, 4200),
    within(0.03, 0.24),
    within(0.15, 0.35),
  );
}
