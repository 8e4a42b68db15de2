import { bestOption } from '../../reading/choosing.ts';
import type { Citation } from '../../reading/manner.ts';
import type { Found, Passage } from '../../reading/material.ts';
import { findAnswer } from '../../reading/passages.ts';
import { isTransforming } from '../../reading/question.ts';
import type { Reading } from '../../reading/reading.ts';
import { countWords } from '../grammar.ts';
import type { Form } from '../scene.ts';

/** A question that the material of the request answers: the sentence that does, as the request wants it. */
export const passage: Form = {
  name: 'passage',
  recognise: ({ reading }) => {
    if (reading.manner.standalone && reading.standalone !== '') return () => [reading.standalone];
    const choice = choiceIn(reading);
    if (choice !== undefined) return () => [choice];
    if (reading.material.length === 0 && reading.draft === undefined) return undefined;
    if (isTransforming(reading.question)) return undefined;
    const isAsked = reading.blocks.some(({ role, text }) => role === 'question' && text !== '');
    const isGiven = reading.material.some(({ from }) => from === 'context');
    if (!isAsked && !isGiven && !isQuestion(reading.question)) return undefined;
    const answer = answerFrom(reading, reading.material);
    return answer === undefined ? undefined : () => [answer];
  },
};

/** The name of the option that a request lets choose and that fits. */
function choiceIn({ options, asked, text, blocks }: Reading): string | undefined {
  if (options.length === 0) return undefined;
  const input = blocks.findLast(({ role, text: said }) => role === 'input' && said !== '')?.text;
  const isBeside = !options.every(({ mark }) => text.includes(mark));
  const said = input ?? (isBeside ? text : asked.map(({ question }) => question).join(' '));
  return bestOption(said, options)?.mark;
}

/**
 * The answer of the material to the question of a request, as the request wants it: short, quoted, with its source.
 * Undefined if it has none and need not say so.
 */
export function answerFrom(reading: Reading, material: readonly Passage[]): string | undefined {
  const { manner, draft, asked } = reading;
  // What only a part of several asks for may stand in the draft.
  const kept: Passage[] = draft !== undefined && asked.length > 1 ? [{ text: draft, from: 'context' }] : [];
  const found = asked
    .map(
      ({ question, beside }) => findAnswer(question, material, beside) ?? findAnswer(question, kept, beside),
    )
    .filter((each) => each !== undefined);
  if (found.length > 0) return [...new Set(found.map((each) => phrased(each, reading)))].join(' ');
  if (draft !== undefined) return draft;
  if (!isMaterial(reading, material)) return undefined;
  return manner.otherwise ?? (manner.admits ? "I don't know." : 'The provided context does not say.');
}

/** Whether the material answers all that is asked. */
export function hasAnswer({ asked }: Pick<Reading, 'asked'>, material: readonly Passage[]): boolean {
  return asked.every(({ question, beside }) => findAnswer(question, material, beside) !== undefined);
}

/** Whether there is material that was given to answer from, so that its silence is worth saying. */
function isMaterial({ manner, standalone }: Reading, material: readonly Passage[]): boolean {
  if (
    material.some(({ from }) => from === 'context' || (from === 'result' && manner.otherwise !== undefined))
  )
    return true;
  const least = manner.strict ? LONG / 3 : LONG;
  const given = material.filter(
    ({ from, text }) => (from === 'stated' || from === 'system') && text.length > least,
  );
  if (given.length === 0) return false;
  if (manner.strict) return true;
  const names = standalone.slice(1).match(/\p{Lu}[\p{L}\p{N}]{2,}/gu) ?? [];
  return names.some((name) => given.some(({ text }) => text.includes(name)));
}

const LONG = 120;

function phrased(found: Found, { manner }: Reading): string {
  const { text, quote, value, passages } = found;
  let said = manner.verbatim ? quote : text;
  if (!manner.verbatim && value !== undefined) {
    const isShort =
      manner.only ||
      (manner.words !== undefined &&
        countWords(text) > manner.words &&
        manner.words <= countWords(value) + MOST_ADDED);
    if (isShort)
      said = manner.numeric && manner.only ? (/-?\d[\d.,:]*\d|\d/.exec(value)?.[0] ?? value) : value;
    else if (/^(?:Yes|No)$/.test(value))
      said = `${value}${manner.citation ? '.' : ','} ${text}`.replace(', ', '. ');
  }
  if (
    /[\p{L}\p{N}]$/u.test(said) &&
    /\s/.test(said) &&
    !manner.only &&
    !manner.verbatim &&
    manner.words === undefined &&
    /\s\S+\s/.test(said)
  )
    said += '.';
  return manner.citation ? cited(said, manner.citation, passages) : said;
}

/** Words that an answer of so many words has besides its value. */
const MOST_ADDED = 5;

function cited(text: string, citation: Citation, passages: readonly Passage[]): string {
  const marks = [...new Set(passages.map((each) => markOf(each, citation)))].filter(
    (mark) => mark !== undefined,
  );
  if (marks.length === 0) return text;
  if (citation.place === 'line') return `${text}\n${citation.before}${marks.join(', ')}`;
  const cites = marks.map((mark) => `${citation.before}${mark}${citation.after}`).join('');
  const end = /[.!?]$/.exec(text);
  return end ? `${text.slice(0, -1)} ${cites}${end[0]}` : `${text} ${cites}`;
}

function markOf({ mark, source, address }: Passage, { by }: Citation): string | undefined {
  if (by === 'address' && address !== undefined) return address;
  return by === 'number' ? (mark ?? source) : (source ?? mark);
}

export const isQuestion = (question: string): boolean =>
  question.endsWith('?') ||
  /^(?:write|return|output|report) (?:only |just )?(?:the|its|his|her)\b/i.test(question) ||
  /^(?:and |so |then |please )?(?:what|who|whose|whom|where|when|why|how|which|is|are|was|were|do|does|did|can|has|have|tell me|explain|describe|name|state|give|list|quote|copy|find|identify|look up|say|count|know|i (?:need|want|would like|['’]d like)|please (?:find|tell|give)|need|looking for|could you|can you|any idea|in (?:what|which)|at what|from which|for how|to whom|by whom|wer|wie|wann|wo|was|welche|qui|quand|où|combien|quel|quién|cuándo|dónde|cuánto|cuál|chi|quando|dove|quale|quanto)\b/i.test(
    question,
  );
