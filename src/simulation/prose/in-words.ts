import { countWords, sentencesOf } from './grammar.ts';

/**
 * A text in a number of words: whole sentences if some have as many, else a sentence without phrases that it can do
 * without. With `isExact` it has exactly as many, else at most.
 *
 * @example
 * inWords('The library lends books and films to all residents.', 7, true); // 'The library lends books to all residents.'
 */
export function inWords(text: string, count: number, isExact: boolean): string {
  const sentences = sentencesOf(text, MOST_SENTENCES);
  const whole = sentences.find((sentence) =>
    isExact ? countWords(sentence) === count : countWords(sentence) <= count,
  );
  if (whole !== undefined) return whole;
  for (const sentence of sentences.toSorted((one, other) => countWords(one) - countWords(other))) {
    const shorter = shortened(sentence, count, isExact);
    if (shorter !== undefined) return ended(shorter);
  }
  const [first = ''] = sentences;
  return ended(isExact ? padded(first, count) : (shortened(first, count, false) ?? cut(first, count)));
}

const MOST_SENTENCES = 30;
const MOST_PHRASES = 16;

/** A sentence without some of the phrases behind its first one; the first of them stay if they can. */
function shortened(sentence: string, count: number, isExact: boolean): string | undefined {
  const phrases = phrasesOf(sentence);
  if (phrases.length === 0) return undefined;
  for (const start of [phrases, withoutArticle(phrases)]) {
    const [head = [], ...others] = start;
    const chosen = subset(others.slice(0, MOST_PHRASES), count - head.length, isExact);
    if (chosen !== undefined && head.length > 0 && count >= head.length)
      return joined([head, ...chosen], start);
  }
  return undefined;
}

/** Phrases as a sentence: a comma stays only before the phrase that follows it in the whole. */
function joined(chosen: readonly string[][], all: readonly string[][]): string {
  return chosen
    .map((phrase, index) => {
      const text = phrase.join(' ');
      const isFollowed =
        chosen[index + 1] !== undefined && all[all.indexOf(phrase) + 1] === chosen[index + 1];
      return isFollowed ? text : text.replace(/,$/, '');
    })
    .join(' ');
}

/** The words of a sentence in phrases; all but the first can be left out. */
function phrasesOf(sentence: string): string[][] {
  const words = sentence
    .replace(/[.!?]+$/, '')
    .replace(/[;:()]/g, ',')
    .split(/\s+/)
    .filter((word) => word !== '');
  const phrases: string[][] = [[]];
  let hasVerb = false;
  let isList = false;
  for (const [index, word] of words.entries()) {
    const current = phrases.at(-1)!;
    const lower = word.toLowerCase();
    const isBehindComma = words[index - 1]?.endsWith(',') === true;
    // "and musical instruments" belongs to the list that it ends.
    const begins =
      (isBehindComma && !isList) || (LINKS.has(lower) && !(isList && (lower === 'and' || lower === 'or')));
    // Up to the word behind the verb, the first phrase is whole.
    if (index > 0 && begins && (hasVerb || !PREPOSITIONS.has(lower)) && current.length > 1) {
      phrases.push([word]);
      isList = isBehindComma;
    } else current.push(word);
    hasVerb ||= VERB.test(word) && index > 0;
  }
  return phrases;
}

const PREPOSITIONS = new Set(
  'to in on at by with for from into under over near during until since through without within about'.split(
    ' ',
  ),
);
const LINKS = new Set([
  ...PREPOSITIONS,
  ...'and or but which who that where when because while as after before although so if'.split(' '),
]);
const VERB = /^(?:is|are|was|were|has|have|had|can|will|may|must|does|do|did|\p{Ll}{2,}(?:ed|es|[^su]s))$/u;

function withoutArticle(phrases: readonly string[][]): string[][] {
  const [head = [], ...others] = phrases;
  return /^(?:the|an?)$/i.test(head[0] ?? '')
    ? [[capital(head[1] ?? ''), ...head.slice(2)], ...others]
    : [...phrases];
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

/** Phrases of which the words are as many as are left, or the most that fit; the earlier ones first. */
function subset(phrases: readonly string[][], left: number, isExact: boolean): string[][] | undefined {
  if (left < 0) return undefined;
  // For each sum, the phrases that make it; those found first stay.
  const sums = new Map<number, readonly number[]>([[0, []]]);
  for (const [index, phrase] of phrases.entries())
    for (const [sum, chosen] of [...sums]) {
      const next = sum + phrase.length;
      if (next <= left && !sums.has(next)) sums.set(next, [...chosen, index]);
    }
  const best = isExact ? left : Math.max(...sums.keys());
  return sums.get(best)?.map((index) => phrases[index]!);
}

/** As many words as fit, up to the last that can end a phrase. */
function cut(sentence: string, count: number): string {
  return sentence
    .split(/\s+/)
    .slice(0, count)
    .join(' ')
    .replace(/(?:[\s,;:]+(?:an?|the|of|to|and|or|that|with|in|for|is|are|at|on|by|as))*[,;:]?$/i, '');
}

/** A short text with words before it that say nothing new, or a long one without its last words. */
function padded(sentence: string, count: number): string {
  const words = sentence
    .replace(/[.!?]+$/, '')
    .split(/\s+/)
    .filter((word) => word !== '');
  // "Oslo is the capital of Norway" is about Oslo.
  const subject = /^((?:\p{Lu}[\p{L}\p{N}'’-]*\s){1,3})(?:is|was|are|were)\s/u
    .exec(sentence)?.[1]
    ?.trim()
    .split(' ');
  const core = words.length > count && subject && subject.length < count ? subject : words.slice(0, count);
  const missing = count - core.length;
  if (missing === 0) return core.join(' ');
  const opening = OPENINGS[Math.min(missing, OPENINGS.length - 1)]!;
  const rest = missing - opening.length;
  return [
    ...opening,
    ...core,
    ...Array.from({ length: rest }, (_, index) => FILLERS[index % FILLERS.length]!),
  ].join(' ');
}

const OPENINGS: readonly (readonly string[])[] = [
  '',
  'Simply',
  'It is',
  'The answer is',
  'The answer here is',
  'The short answer here is',
].map((words) => words.split(' ').filter((word) => word !== ''));
const FILLERS = 'and nothing else, as far as anyone can say'.split(' ');

function ended(text: string): string {
  const bare = text.replace(/[,;:\s]+$/, '');
  return /[.!?]$/.test(bare) ? bare : `${bare}.`;
}
