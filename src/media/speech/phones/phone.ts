/** One articulatory target of a phone. */
export interface Shape {
  /** Formants 1 to 3 in Hz, for a voice with a formant scale of 1. */
  readonly formants: readonly [number, number, number];
  /** Duration in milliseconds at natural pace, in a stressed syllable. */
  readonly ms: number;
  /** Strength of voicing, of aspiration in the throat, and of frication at the lips or teeth; 0 to 1. */
  readonly voice: number;
  readonly breath: number;
  readonly hiss: number;
  /** Where the frication noise is produced. */
  readonly place: Place;
  /** Bandwidth of the resonances relative to a vowel; nasals have a higher value. */
  readonly damping: number;
}

/**
 * Filters for frication noise: two resonances with frequency and width in Hz and a gain, and how much passes
 * unfiltered.
 */
export interface Hiss {
  readonly low: readonly [frequency: number, width: number, gain: number];
  readonly high: readonly [frequency: number, width: number, gain: number];
}

export type Place = 'lips' | 'teeth' | 'ridge' | 'palate' | 'velum';

export const PLACES: Readonly<Record<Place, Hiss>> = {
  lips: { low: [1100, 900, 0.35], high: [7200, 4500, 0.3] },
  teeth: { low: [1500, 1400, 0.18], high: [6400, 3800, 0.35] },
  ridge: { low: [4300, 1500, 0.3], high: [6900, 2600, 1] },
  palate: { low: [2600, 500, 0.75], high: [4600, 2000, 0.55] },
  velum: { low: [1900, 500, 0.8], high: [4200, 2200, 0.2] },
};

/** A phone, with the class that determines duration and intonation. */
export interface Phone {
  readonly kind: 'vowel' | 'voiced' | 'voiceless';
  /** Targets in order: a diphthong has two, a plosive its closure, burst and aspiration. */
  readonly shapes: readonly Shape[];
}

type Formants = readonly [number, number, number];

const vowel = (ms: number, ...targets: Formants[]): Phone => ({
  kind: 'vowel',
  shapes: targets.map((formants) => ({
    formants,
    ms: ms / targets.length,
    voice: 1,
    breath: 0.03,
    hiss: 0,
    place: 'ridge',
    damping: 1,
  })),
});

const sonorant = (ms: number, formants: Formants, voice: number, damping = 1.2): Phone => ({
  kind: 'voiced',
  shapes: [{ formants, ms, voice, breath: 0.02, hiss: 0, place: 'ridge', damping }],
});

const fricative = (ms: number, place: Place, formants: Formants, hiss: number, voice = 0): Phone => ({
  kind: voice > 0 ? 'voiced' : 'voiceless',
  shapes: [{ formants, ms, voice, breath: 0.02, hiss, place, damping: 1.4 }],
});

const plosive = (place: Place, formants: Formants, voiced: boolean, hiss: number): Phone => {
  const shape = { formants, place, damping: 1.5, voice: 0, breath: 0, hiss: 0 };
  const closed: Shape = { ...shape, ms: voiced ? 48 : 55, voice: voiced ? 0.16 : 0 };
  const burst: Shape = { ...shape, ms: 12, hiss, breath: 0.1, voice: voiced ? 0.3 : 0 };
  const breath: Shape = { ...shape, ms: 26, breath: 0.42, hiss: hiss * 0.12 };
  return {
    kind: voiced ? 'voiced' : 'voiceless',
    shapes: voiced ? [closed, burst] : [closed, burst, breath],
  };
};

const after = (first: Phone, second: Phone): Phone => ({
  kind: first.kind,
  shapes: [first.shapes[0] as Shape, ...second.shapes.map((shape) => ({ ...shape, ms: shape.ms * 0.7 }))],
});

const BILABIAL: Formants = [300, 900, 2200];
const ALVEOLAR: Formants = [300, 1750, 2650];
const VELAR: Formants = [300, 1950, 2300];
const LABIODENTAL: Formants = [320, 1150, 2250];
const DENTAL: Formants = [320, 1350, 2550];
const HISSING: Formants = [320, 1550, 2550];
const HUSHING: Formants = [320, 1850, 2500];

const T = plosive('ridge', ALVEOLAR, false, 0.55);
const D = plosive('ridge', ALVEOLAR, true, 0.4);
const SH = fricative(115, 'palate', HUSHING, 0.5);
const ZH = fricative(80, 'palate', HUSHING, 0.3, 0.5);

/**
 * All phones by their ARPAbet names (`AX` is the unstressed vowel). Formants follow published averages for
 * adult speakers, rounded.
 */
export const PHONES = {
  IY: vowel(135, [280, 2250, 2950]),
  IH: vowel(105, [400, 1950, 2550]),
  EH: vowel(120, [550, 1770, 2500]),
  AE: vowel(150, [690, 1660, 2430]),
  AA: vowel(155, [720, 1120, 2500]),
  AO: vowel(155, [570, 860, 2420]),
  UH: vowel(105, [440, 1030, 2250]),
  UW: vowel(135, [310, 920, 2250]),
  AH: vowel(110, [620, 1220, 2550]),
  ER: vowel(140, [480, 1320, 1660]),
  AX: vowel(80, [500, 1450, 2500]),
  EY: vowel(160, [490, 1880, 2500], [330, 2180, 2750]),
  AY: vowel(180, [710, 1180, 2480], [370, 1980, 2560]),
  OY: vowel(185, [540, 850, 2420], [370, 1920, 2520]),
  AW: vowel(180, [710, 1280, 2500], [420, 900, 2350]),
  OW: vowel(160, [530, 960, 2400], [370, 830, 2350]),
  L: sonorant(68, [350, 1050, 2750], 0.6),
  R: sonorant(70, [330, 1120, 1550], 0.65),
  W: sonorant(65, [290, 660, 2200], 0.6),
  Y: sonorant(62, [270, 2250, 3000], 0.6),
  M: sonorant(72, [260, 1050, 2200], 0.42, 2.2),
  N: sonorant(66, [260, 1550, 2500], 0.42, 2.2),
  NG: sonorant(74, [260, 2000, 2600], 0.42, 2.2),
  F: fricative(100, 'lips', LABIODENTAL, 0.3),
  V: fricative(62, 'lips', LABIODENTAL, 0.16, 0.5),
  TH: fricative(95, 'teeth', DENTAL, 0.26),
  DH: fricative(50, 'teeth', DENTAL, 0.14, 0.5),
  S: fricative(110, 'ridge', HISSING, 0.42),
  Z: fricative(78, 'ridge', HISSING, 0.24, 0.5),
  SH,
  ZH,
  HH: {
    kind: 'voiceless',
    shapes: [
      { formants: [500, 1500, 2500], ms: 65, voice: 0, breath: 0.5, hiss: 0, place: 'velum', damping: 1.6 },
    ],
  } satisfies Phone as Phone,
  P: plosive('lips', BILABIAL, false, 0.4),
  B: plosive('lips', BILABIAL, true, 0.3),
  T,
  D,
  K: plosive('velum', VELAR, false, 0.5),
  G: plosive('velum', VELAR, true, 0.36),
  CH: after(T, SH),
  JH: after(D, ZH),
} satisfies Record<string, Phone>;

export type PhoneName = keyof typeof PHONES;

/** One sound of a word; only vowels are stressed. */
export interface Sound {
  readonly phone: PhoneName;
  readonly stress: boolean;
}

/** Parses `'HH AX L OW1'`. Unknown names are left out. */
export function parseSounds(text: string): Sound[] {
  const sounds: Sound[] = [];
  for (const part of text.split(' ')) {
    const stress = part.endsWith('1');
    const name = stress ? part.slice(0, -1) : part;
    if (Object.hasOwn(PHONES, name)) sounds.push({ phone: name as PhoneName, stress });
  }
  return sounds;
}
