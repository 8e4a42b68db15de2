import { PHONES, type Shape, type Sound } from './phones/phone.ts';
import { letterName, pronounce } from './phones/pronounce.ts';
import { englishShare } from './text/language.ts';
import { type Break, readTokens } from './text/tokens.ts';
import type { Voice } from './voices.ts';

/** Samples a second, of everything that is spoken here. */
export const SPEECH_RATE = 24_000;

/** One steady sound of a phrase. */
export interface Segment {
  readonly shape: Shape;
  /** At the voice's own pace, before the speed asked for; whole. */
  readonly samples: number;
  /** Melody: semitones above the voice's pitch. */
  readonly melody: number;
}

/** What is said in one breath, ending in silence. */
export interface Phrase {
  readonly segments: readonly Segment[];
  /** Sum of its segments. */
  readonly samples: number;
}

/**
 * Decides what is said, how long each sound lasts and how the melody goes; phrase by phrase, so that the
 * first can be heard before the last is planned. Text without anything to say is a short silence.
 */
export function* planSpeech(text: string, voice: Voice): Generator<Phrase> {
  const known = new Map<string, readonly Sound[]>();
  let first = true;
  for (const clause of clauses(text)) {
    const segments = [...(first ? [silence(LEAD_MS, voice)] : []), ...clauseSegments(clause, voice, known)];
    first = false;
    yield phraseOf(segments);
  }
  yield phraseOf([silence(first ? LEAD_MS + TAIL_MS : TAIL_MS, voice)]);
}

interface Clause {
  readonly words: readonly { readonly text: string; readonly spelled: boolean }[];
  /** What ends it; undefined where breath ran out. */
  readonly end: Break | undefined;
  readonly asksOpenly: boolean;
}

const LEAD_MS = 60;
const TAIL_MS = 120;
/** After so many words or letters one has to breathe, comma or not. */
const LONGEST_BREATH = 20;
const LONGEST_BREATH_LETTERS = 120;

const PAUSES_MS: Readonly<Record<Break, number>> = {
  comma: 150,
  colon: 210,
  statement: 330,
  question: 340,
  exclamation: 330,
  paragraph: 480,
};
const BREATH_MS = 90;

const OPEN_QUESTION = /^(what|when|where|which|who|whom|whose|why|how)$/i;

function* clauses(text: string): Generator<Clause> {
  let words: Clause['words'][number][] = [];
  let letters = 0;
  let opening = '';
  for (const token of readTokens(text)) {
    if (token.kind === 'break') {
      // Marks in a row ("...)," or ?!") are one break.
      if (words.length > 0) {
        yield { words, end: token.strength, asksOpenly: OPEN_QUESTION.test(opening) };
        words = [];
        letters = 0;
      }
      if (token.strength !== 'comma' && token.strength !== 'colon') opening = '';
      continue;
    }
    opening ||= token.text;
    words.push(token);
    letters += token.text.length;
    if (words.length >= LONGEST_BREATH || letters >= LONGEST_BREATH_LETTERS) {
      yield { words, end: undefined, asksOpenly: false };
      words = [];
      letters = 0;
    }
  }
  if (words.length > 0) yield { words, end: 'statement', asksOpenly: false };
}

function clauseSegments(clause: Clause, voice: Voice, known: Map<string, readonly Sound[]>): Segment[] {
  const foreign = englishShare(clause.words.map(({ text }) => text)) < 0.5;
  const spoken = clause.words.map((word) => wordSounds(word, foreign, known));
  const sounds = spoken.flat();
  const haste = spoken.flatMap((word) => word.map(() => hasteOf(word.length)));
  const vowels = sounds.flatMap(({ phone }, index) => (PHONES[phone].kind === 'vowel' ? [index] : []));
  const lastVowel = vowels.at(-1) ?? sounds.length;
  const melody = melodyOf(sounds, vowels, clause, voice);
  const segments: Segment[] = [];
  for (let index = 0; index < sounds.length; index++) {
    const { phone, stress } = sounds[index] as Sound;
    const { kind, shapes } = PHONES[phone];
    const weight = kind === 'vowel' ? (stress ? 1 : 0.7) : isConsonant(sounds[index - 1]) ? 0.84 : 0.95;
    const final = index >= lastVowel ? (clause.end === undefined ? 1.12 : 1.32) : 1;
    for (const shape of shapes) {
      const length = samplesOf(shape.ms * weight * final * (haste[index] as number), voice);
      segments.push({
        shape: coloured(shape, sounds, index),
        samples: length,
        melody: melody[index] as number,
      });
    }
  }
  segments.push(silence(clause.end === undefined ? BREATH_MS : PAUSES_MS[clause.end], voice));
  return segments;
}

/**
 * Sounds of long words are shorter, in speech as here; and the whole is scaled so that ordinary prose comes
 * to about 165 words a minute, pauses included.
 */
function hasteOf(sounds: number): number {
  return Math.max(0.78, Math.min(1.2, 1.24 - 0.042 * sounds));
}

function wordSounds(
  { text, spelled }: Clause['words'][number],
  foreign: boolean,
  known: Map<string, readonly Sound[]>,
): readonly Sound[] {
  const key = `${spelled ? '.' : ''}${foreign ? '_' : ''}${text}`;
  let sounds = known.get(key);
  if (!sounds) {
    sounds = spelled
      ? Array.from(text).flatMap((letter) => letterName(letter) ?? [])
      : pronounce(text, foreign);
    known.set(key, sounds);
  }
  return sounds;
}

/**
 * Semitones for each sound: a line that falls through the clause, a rise on stressed syllables, and at the
 * end a fall, a rise (a question that wants yes or no), or a little of one (more is to come).
 */
function melodyOf(
  sounds: readonly Sound[],
  vowels: readonly number[],
  clause: Clause,
  voice: Voice,
): number[] {
  const asks = clause.end === 'question' && !clause.asksOpenly;
  const ends = clause.end !== undefined && clause.end !== 'comma' && clause.end !== 'colon';
  const lively = voice.range * (clause.end === 'exclamation' ? 1.4 : 1);
  const nucleus = vowels.findLast((index) => sounds[index]?.stress) ?? vowels.at(-1) ?? 0;
  return sounds.map(({ stress }, index) => {
    const through = sounds.length > 1 ? index / (sounds.length - 1) : 0;
    let height = 1.8 - 3 * through + (stress ? 2.2 : 0);
    if (index >= nucleus) {
      const past = (index - nucleus + 1) / (sounds.length - nucleus + 1);
      if (asks) height += 7 * past - 1;
      else if (ends) height += 1 - 5 * past;
      else height += 2.5 * past;
    }
    return height * lively;
  });
}

/**
 * Breath takes its colour from the vowel after it, and the tongue meets the palate where that vowel wants
 * it.
 */
function coloured(shape: Shape, sounds: readonly Sound[], index: number): Shape {
  const { phone } = sounds[index] as Sound;
  if (phone !== 'HH' && shape.place !== 'velum') return shape;
  const next = [sounds[index + 1], sounds[index + 2], sounds[index - 1]].find(
    (sound) => sound && PHONES[sound.phone].kind === 'vowel',
  );
  const target = next && PHONES[next.phone].shapes[0]?.formants;
  if (!target) return shape;
  if (phone === 'HH') return { ...shape, formants: target };
  const [low, , high] = shape.formants;
  return { ...shape, formants: [low, Math.min(2250, Math.max(1150, target[1] + 250)), high] };
}

function isConsonant(sound: Sound | undefined): boolean {
  return sound !== undefined && PHONES[sound.phone].kind !== 'vowel';
}

function phraseOf(segments: readonly Segment[]): Phrase {
  return { segments, samples: segments.reduce((sum, { samples }) => sum + samples, 0) };
}

const SILENT: Shape = {
  formants: [500, 1500, 2500],
  ms: 0,
  voice: 0,
  breath: 0,
  hiss: 0,
  place: 'ridge',
  damping: 1,
};

function silence(ms: number, voice: Voice): Segment {
  return { shape: SILENT, samples: samplesOf(ms, voice), melody: 0 };
}

function samplesOf(ms: number, voice: Voice): number {
  return Math.max(1, Math.round((ms * SPEECH_RATE) / 1000 / voice.pace));
}
