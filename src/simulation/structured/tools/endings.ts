import type { Tool } from '../../../engine/request.ts';
import { stemOf, tokensOf } from '../facts/words.ts';

/**
 * The tools that end a conversation, by the most reliable sign that any of them has: a word in the name; being the only
 * one named like a type (`WeatherReport` next to `get_weather`: frameworks name their output tool this way); a phrase
 * in the description.
 *
 * @param isForced whether every answer has to be a call, so that even vague signs count
 */
export function endingsAmong(tools: readonly Tool[], isForced: boolean): ReadonlySet<Tool> {
  for (const words of isForced ? ENDING_WORDS : ENDING_WORDS.slice(0, 2)) {
    const named = tools.filter(({ name }) => isNamedAfter(name, words) && (isForced || isPlain(name)));
    if (named.length > 0) return new Set(named);
  }
  if (!isForced) return new Set(tools.filter(({ description }) => ENDS.test(description.slice(0, 1_000))));
  const types = tools.filter(({ name }) => /^[A-Z][a-z]/.test(name));
  if (types.length === 1 && tools.length > 1) return new Set(types);
  return new Set(tools.filter(({ description }) => ENDING_PHRASE.test(description.slice(0, 1_000))));
}

function isNamedAfter(name: string, words: ReadonlySet<string>): boolean {
  const own = tokensOf(name);
  return !READING.has(own[0] ?? '') && own.some((word) => words.has(keyOf(word)));
}

/** Whether a name says nothing but that its tool ends the conversation; `submit_expense` may do something else. */
function isPlain(name: string): boolean {
  return tokensOf(name).every((word) => PLAIN.has(keyOf(word)));
}

/** The stem of a word; short stems are shared by words that have nothing in common, such as 'done' and 'donate'. */
function keyOf(word: string): string {
  const stem = stemOf(word);
  return stem.length > 3 ? stem : word;
}

const stems = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(keyOf));
/** Most reliable first. */
const ENDING_WORDS: readonly ReadonlySet<string>[] = [
  stems('final finalize answer'),
  stems('submit submission respond finish done conclude conclusion'),
  stems('response reply result output complete completion end'),
];
const PLAIN = stems(
  'final finalize answer submit submission respond finish done conclude conclusion response reply result output report to user the task a my provide give structured summary',
);
const ENDS =
  /\b(?:final (?:answer|response|result|output|reply)|(?:ends?|completes?|concludes?|finish(?:es)?) (?:this|the|your) (?:conversation|task|loop|run|session))\b/i;
/** First words of tools that look something up, such as `get_result`. */
const READING: ReadonlySet<string> = new Set(
  'get fetch search find list read load query lookup retrieve check show count'.split(' '),
);
const ENDING_PHRASE =
  /\b(?:final|submits?|finish(?:es|ed)?|done|respond|concludes?|(?:ends?|completes?) (?:this|the|your)|(?:provid|giv|return|deliver|present)\w{0,4} (?:the |an? |your )?(?:\w{1,20} )?(?:answer|response|reply)|answers? (?:to )?(?:the|this) (?:user|question))\b/i;
