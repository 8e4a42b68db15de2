import { PHONES, type Shape, type Sound } from './phones/phone.ts';
import { letterName, pronounce } from './phones/pronounce.ts';
import { englishShare } from './text/language.ts';
import { type Break, readTokens } from './text/tokens.ts';
import type { Voice } from './voices.ts';

/** Sampling rate of all synthesised speech, in Hz. */
export const SPEECH_RATE = 24_000;

/** One steady sound in a phrase. */
export interface Segment {
  readonly shape: Shape;
  /** Duration in samples at the voice's own pace, before the requested speed is applied; an integer. */
  readonly samples: number;
  /** Intonation: semitones above the voice's pitch. */
  readonly melody: number;
}

/** Speech up to the next pause, ending in silence. */
export interface Phrase {
  readonly segments: readonly Segment[];
  /** Sum over its segments. */
  readonly samples: number;
}

/**
 * Plans pronunciation, durations and intonation phrase by phrase, so that the first phrase can be synthesised
 * before the last is planned. Text with nothing to pronounce becomes a short silence.
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
  /** The break that ends the clause; undefined if it was split because of its length. */
  readonly end: Break | undefined;
  readonly asksOpenly: boolean;
}

const LEAD_MS = 60;
const TAIL_MS = 120;
/** Longest clause in words and in letters; a longer one is split by a pause for breath. */
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
      // Consecutive marks ("...)," or "?!") count as one break.
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
 * Duration factor by sounds per word: as in natural speech, sounds in longer words are shorter. Scaled so
 * that ordinary prose comes to about 165 words per minute, pauses included.
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
 * Pitch of each sound in semitones: a declining line through the clause with a rise on stressed syllables; at
 * the end a fall, a rise (for yes/no questions), or a slight rise (if the sentence continues).
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
 * Coarticulation: aspiration takes on the formants of the following vowel, and velar consonants shift towards
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
