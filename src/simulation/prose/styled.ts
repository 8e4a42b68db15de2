import type { PlainAnswer } from '../../engine/ports/content.ts';
import { letterCaseIn } from '../reading/letter-case.ts';
import type { Reading } from '../reading/reading.ts';
import { sentinelIn } from '../reading/sentinel.ts';
import { countWords } from './grammar.ts';
import { inWords } from './in-words.ts';
import { notated } from './notated.ts';

/** The answer in as many words and in the letters that the request asks for, and with the word that ends a task. */
export function styled(answer: PlainAnswer, reading: Reading): PlainAnswer {
  if (answer.text === undefined) return answer;
  const sentinel = sentinelIn(reading);
  const text = sentinel?.isAlone
    ? sentinel.word
    : inLetters(withinLimit(inNotation(answer.text, reading), reading), reading);
  if (sentinel === undefined || sentinel.isAlone) return { ...answer, text };
  return { ...answer, text: `${text}\n\n${sentinel.word}` };
}

/** In as many words as the request wants, if these are few. */
function withinLimit(text: string, reading: Reading): string {
  const wanted = LIMITED.test(reading.text) ? reading.manner.words : undefined;
  if (wanted === undefined || wanted > FEW_WORDS) return text;
  const isExact = EXACT.test(reading.text);
  const count = countWords(text);
  return count === wanted || (count < wanted && !isExact) ? text : inWords(text, wanted, isExact);
}

/** The first look. */
const LIMITED = /\bwords?\b/;
const EXACT = /\b(?:exactly|precisely) (?:\d{1,3}|\p{L}{3,8}) words?\b/iu;
const FEW_WORDS = 40;

/** As a date or time in the notation that is asked for. */
function inNotation(text: string, reading: Reading): string {
  const said = NOTATED.test(reading.text) ? reading.text : undefined;
  const instructions =
    said ??
    reading.request.turns
      .flatMap(({ role, parts }) => (role === 'system' ? parts : []))
      .map((part) => (part.kind === 'text' ? part.text.slice(0, LONGEST) : ''))
      .find((each) => NOTATED.test(each));
  return (instructions && notated(text, instructions)) ?? text;
}

/** The first look. */
const NOTATED = /YYYY|\bISO\b|HH:MM|\b24[- ]?hour/;
const LONGEST = 4000;

function inLetters(text: string, reading: Reading): string {
  if (!CASED.test(reading.text)) return text;
  const letters = letterCaseIn(reading.text);
  return letters === undefined ? text : letters === 'upper' ? text.toUpperCase() : text.toLowerCase();
}

/** The first look. */
const CASED = /\bcase\b|case\b|capital|\bcaps\b|letters/i;
