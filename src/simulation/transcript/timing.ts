import type { TimedSegment, TimedWord } from '../../engine/ports/transcriber.ts';
import type { Steps } from '../../runtime/steps.ts';
import { bareWord, joinUnits, toUnits, type Unit } from './words.ts';

/** In units of the time of one letter. */
const WORD_ONSET = 2;
const COMMA_PAUSE = 3;
const SENTENCE_PAUSE = 6;

/** Units handled in one step. */
const STEP = 512;

/** Number of units after which a long sentence is split: at the next comma, or anywhere. */
const LONG = 16;
const TOO_LONG = 32;

const ENDS_SENTENCE = /[.!?…。！？؟।]["'”’»)\]]*$/u;
const ENDS_CLAUSE = /[,;:—–、，；：،]["'”’»)\]]*$/u;

/**
 * Spreads a text over the playing time of the audio: words take time by their number of letters, commas and
 * sentence ends are pauses, and each sentence is a segment; long sentences are several.
 *
 * @example
 * finish(toSegments('Good morning. How are you?', 2))[1]; // { start: 1.04, end: 2, text: 'How are you?', words: [...] }
 */
export function* toSegments(text: string, seconds: number): Steps<TimedSegment[]> {
  const units = yield* toUnits(text);
  if (units.length === 0) return [];
  const weights: number[] = [];
  const pauses: number[] = [];
  let total = 0;
  for (const [index, { text: word }] of units.entries()) {
    if (index % STEP === STEP - 1) yield;
    const weight = WORD_ONSET + bareWord(word).length;
    const pause = index === units.length - 1 ? 0 : pauseAfter(word);
    weights.push(weight);
    pauses.push(pause);
    total += weight + pause;
  }
  const at = (weight: number): number => Math.round((weight / total) * seconds * 100) / 100;

  const segments: TimedSegment[] = [];
  let own: Unit[] = [];
  let words: TimedWord[] = [];
  let passed = 0;
  let start = 0;
  for (const [index, unit] of units.entries()) {
    if (index % STEP === STEP - 1) yield;
    const begin = passed;
    passed += weights[index] as number;
    own.push(unit);
    const word = bareWord(unit.text);
    if (word !== '') words.push({ word, start: at(begin), end: at(passed) });
    const isLast = index === units.length - 1;
    const end = at(passed);
    passed += pauses[index] as number;
    if (!isLast && !endsSegment(unit.text, own.length)) continue;
    segments.push({ start, end: isLast ? at(total) : end, text: joinUnits(own), words });
    start = at(passed);
    own = [];
    words = [];
  }
  return segments;
}

function pauseAfter(word: string): number {
  if (ENDS_SENTENCE.test(word)) return SENTENCE_PAUSE;
  return ENDS_CLAUSE.test(word) ? COMMA_PAUSE : 0;
}

function endsSegment(word: string, length: number): boolean {
  return ENDS_SENTENCE.test(word) || length >= TOO_LONG || (length >= LONG && ENDS_CLAUSE.test(word));
}
