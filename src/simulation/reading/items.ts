import { sentencesOf } from '../prose/grammar.ts';
import { findAnswer } from './passages.ts';
import { isAboutAnswering } from './question.ts';
import type { Reading } from './reading.ts';
import { Roots } from './roots.ts';

/**
 * The things of the material that a question asks for, in its order: what a sentence enumerates, or the beginnings of the
 * lines that say what is asked of them. Empty if it has no two of them.
 *
 * @example
 * itemsAsked(reading, undefined); // ['Rome', 'Paris'] for 'Ann has been to Rome and Paris.' and 'Which cities has Ann been to?'
 */
export function itemsAsked(reading: Reading, count: number | undefined): string[] {
  const lines = linesAsked(reading, count);
  if (lines.length > 1) return lines;
  const found = findAnswer(reading.standalone, reading.material);
  const items = found === undefined ? [] : enumeratedIn(found.quote);
  return items.length > 1 ? items : enumeratedNear(reading);
}

/** What the sentence enumerates that has most of the words of the question. */
function enumeratedNear({ standalone, material }: Reading): string[] {
  const words = new Roots();
  const wanted = words.of(standalone);
  let best: string[] = [];
  // "Name three of them" needs no word of the list.
  let most = /\b(?:them|these|those)\b/i.test(standalone) ? -1 : 0;
  for (const { text } of material) {
    for (const sentence of sentencesOf(text.slice(0, MOST_CHARACTERS), MOST_SENTENCES)) {
      if (isAboutAnswering(sentence)) continue;
      const merit = [...words.of(sentence)].filter((root) => wanted.has(root)).length;
      const items = merit > most ? enumeratedIn(sentence) : [];
      if (items.length < 2) continue;
      best = items;
      most = merit;
    }
  }
  return best;
}

const MOST_SENTENCES = 60;
const MOST_CHARACTERS = 8000;

/** "A, B and C" within a sentence; of several, the longest. Names if it has names. */
export function enumeratedIn(sentence: string): string[] {
  for (const pattern of [NAMES, WORDS]) {
    const runs = [...sentence.slice(0, LONGEST).matchAll(pattern)].map(([run]) =>
      run
        // "the herbs are basil, thyme and mint" enumerates what they are.
        .replace(
          /^(?:(?:the|our|my|your|its|their|an?|all)\s)?(?:[\p{L}-]+\s){0,2}(?:are|is|were|was|include|includes|has|have|sells?|grows?|offers?|need|needs|with|lends?)\s/iu,
          '',
        )
        .split(/\s*,\s*(?:and |or )?|\s+(?:and|or|&)\s+/)
        .map((item) => item.replace(/^(?:the|an?) /i, '').trim()),
    );
    const longest = runs.reduce((one, other) => (other.length > one.length ? other : one), [] as string[]);
    if (longest.length > 1) return longest;
  }
  return [];
}

const LONGEST = 1000;
const NAME = String.raw`(?:the )?\p{Lu}[\p{L}\p{N}'’&-]*(?:\.[\p{L}\p{N}]+)*(?: (?:(?:of|de|van|von|the) )?\p{Lu}[\p{L}\p{N}'’&-]*){0,4}`;
const NAMES = new RegExp(`${NAME}(?:, ${NAME}){0,30},? (?:and|or|&) ${NAME}`, 'gu');
const WORD = String.raw`(?:(?:the|an?) )?[\p{L}\p{N}'’-]+(?: [\p{L}\p{N}'’-]+){0,2}`;
const WORDS = new RegExp(`${WORD}(?:, ${WORD}){1,30},? (?:and|or) ${WORD}|${WORD}(?:, ${WORD}){2,30}`, 'gu');

/** The things that lines are about which say what is asked: "Acme, Main Street: open on Sundays". */
function linesAsked({ standalone, material, text, question }: Reading, count: number | undefined): string[] {
  const words = new Roots();
  const given = material
    .filter(({ from }) => from === 'context' || from === 'stated')
    .map((each) => each.text);
  const source = (given.length > 0 ? given.join('\n') : text.replace(question, ' ')).slice(
    0,
    MOST_CHARACTERS,
  );
  const lines = source.split('\n').filter((line) => LINE.test(line));
  if (lines.length < 2) return [];
  const roots = lines.map((line) => words.of(line));
  // What all lines say tells none of them apart.
  const wanted = [...words.of(standalone)].filter((root) => {
    const having = roots.filter((each) => each.has(root)).length;
    return having > 0 && having < lines.length;
  });
  if (wanted.length === 0) return [];
  const merits = roots.map((each) => wanted.filter((root) => each.has(root)).length);
  const most = Math.max(...merits);
  const chosen = lines.filter((_, index) => merits[index] === most);
  if (count !== undefined && chosen.length > count) return [];
  return chosen.map((line) => subjectOf(line));
}

const LINE = /^\s{0,20}(?:[-*•]|\d+[.)])?\s{0,20}[\p{L}\d][^\n]{2,300}?(?::|,|\s[–—-]|\()\s/u;

/** What a line is about: its words up to the first comma, colon, dash or bracket. */
function subjectOf(line: string): string {
  return line
    .trim()
    .replace(/^(?:[-*•]|\d+[.)])\s+/, '')
    .split(/[,:(]|\s[–—-]\s/, 1)[0]!
    .trim();
}
