import type { PlainAnswer } from '../../engine/ports/content.ts';
import { letterCaseIn } from '../reading/letter-case.ts';
import type { Reading } from '../reading/reading.ts';
import { sentinelIn } from '../reading/sentinel.ts';
import { countWords } from './grammar.ts';

/** The answer in as many words and in the letters that the request asks for, and with the word that ends a task. */
export function styled(answer: PlainAnswer, reading: Reading): PlainAnswer {
  if (answer.text === undefined) return answer;
  const sentinel = sentinelIn(reading);
  const text = sentinel?.isAlone ? sentinel.word : inLetters(withinLimit(answer.text, reading), reading);
  if (sentinel === undefined || sentinel.isAlone) return { ...answer, text };
  return { ...answer, text: `${text}\n\n${sentinel.word}` };
}

/** At most as many words as the request wants, if these are few: whole sentences if there is one that fits. */
function withinLimit(text: string, reading: Reading): string {
  const most = LIMITED.test(reading.text) ? reading.manner.words : undefined;
  if (most === undefined || most > FEW_WORDS || countWords(text) <= most) return text;
  const words = text.split(/\s+/).slice(0, most).join(' ');
  const isExact = /\bexactly\b/i.test(reading.text);
  const whole = isExact ? undefined : /^.*[.!?](?=\s|$)/s.exec(words)?.[0];
  return (
    whole ??
    `${words.replace(isExact ? /[,;:.]$/ : /(?:[\s,;:]+(?:an?|the|of|to|and|or|that|with|in|for|is|are|at|on|by|as))*[,;:]?$/i, '')}.`
  );
}

/** The first look. */
const LIMITED = /\bwords?\b/;
const FEW_WORDS = 40;

function inLetters(text: string, reading: Reading): string {
  if (!CASED.test(reading.text)) return text;
  const letters = letterCaseIn(reading.text);
  return letters === undefined ? text : letters === 'upper' ? text.toUpperCase() : text.toLowerCase();
}

/** The first look. */
const CASED = /\bcase\b|case\b|capital|\bcaps\b|letters/i;
