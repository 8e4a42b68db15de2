import type { Steps } from '../../runtime/steps.ts';
import { expand } from './contractions.ts';
import { segment, undisguise } from './disguise.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A word as rules see it. */
export interface Word {
  /** Position in the text, in UTF-16 units; the parts of a contraction share it. */
  readonly start: number;
  readonly end: number;
  /** The word itself, its dictionary form and its classes; empty if it is part of an idiom. */
  symbols: readonly string[];
  /** True on the first word of a sentence or clause. */
  readonly first: boolean;
  /** True on the last word of a sentence or clause. */
  last: boolean;
  /** Number of its clause within the text; a negation applies to its own clause only. */
  readonly clause: number;
  /** True between quotation marks. */
  quoted: boolean;
}

export type Sentence = readonly Word[];

/** A sentence whose words can still be joined into phrases. */
export type OpenSentence = Word[];

/**
 * Splits a text into sentences, in time linear in its length. A sentence is cut after {@link LONGEST_SENTENCE} words, so that
 * work per sentence is bounded too.
 */
export function* readSentences(text: string, vocabulary: Vocabulary): Steps<OpenSentence[]> {
  const sentences: OpenSentence[] = [];
  let sentence: Word[] = [];
  let clause = 0;
  let first = true;
  let opened: Word[] | undefined;
  let end = 0;

  const endClause = (): void => {
    const final = sentence.at(-1);
    if (final) final.last = true;
  };
  const close = (): void => {
    endClause();
    if (sentence.length > 0) sentences.push(sentence);
    sentence = [];
    clause++;
    first = true;
  };
  const raws: Raw[] = [];
  for (const raw of scan(text, vocabulary)) {
    raws.push(raw);
    if (raws.length % WORDS_PER_STEP === 0) yield;
  }
  for (const [index, raw] of raws.entries()) {
    if (index % WORDS_PER_STEP === WORDS_PER_STEP - 1) yield;
    const gap = text.slice(end, raw.start);
    if (sentence.length >= LONGEST_SENTENCE || (gap !== ' ' && BREAK.test(gap))) close();
    // Most gaps are a space, which means nothing.
    else if (gap !== ' ' && /[,:()]/.test(gap)) {
      endClause();
      clause++;
      first = true;
    }
    if (gap !== ' ') {
      if (/\n/.test(gap)) opened = undefined;
      if (/["“”„«»]|(?:^|\s)['‘]|['’](?:\s|[.,!?]|$)/.test(gap)) {
        if (opened) for (const word of opened) word.quoted = true;
        // Two marks in one gap close one quotation and open another.
        const isOpening = !opened || (gap.match(/["“”„«»]/g)?.length ?? 0) > 1;
        opened = isOpening ? [] : undefined;
      }
    }
    for (const { symbols } of inContext(raw, raws[index + 1], first, vocabulary)) {
      const word: Word = {
        start: raw.start,
        end: raw.end,
        symbols: !first && raw.capital && symbols.length === 1 ? [...symbols, PROPER] : symbols,
        first,
        last: false,
        clause,
        quoted: false,
      };
      sentence.push(word);
      opened?.push(word);
      first = false;
    }
    end = raw.end;
  }
  if (opened && /["”’'»]/.test(text.slice(end))) for (const word of opened) word.quoted = true;
  close();
  return sentences;
}

const LONGEST_SENTENCE = 80;

const WORDS_PER_STEP = 128;

const BREAK = /[!?;\n]|\.(?:\s|["”’)']|$)|…/;

/** Class of unknown words that are capitalised like names. */
const PROPER = '<proper>';

/** Resolves misspellings by context: `ill kill you` means `I will`, `your an idiot` means `you are`. */
function inContext(
  raw: Raw,
  next: Raw | undefined,
  first: boolean,
  vocabulary: Vocabulary,
): readonly { readonly symbols: readonly string[] }[] {
  const word = raw.parts.length === 1 ? raw.parts[0]?.symbols[0] : undefined;
  const meant =
    (first ? AT_START.get(word ?? '') : undefined) ??
    (word === 'your' && AFTER_YOU_ARE.has(next?.parts[0]?.symbols[0] ?? '') ? YOU_ARE : undefined);
  return meant ? meant.map((part) => ({ symbols: symbolsOf(part, vocabulary) })) : raw.parts;
}

const YOU_ARE = ['you', 'are'];
const AT_START: ReadonlyMap<string, readonly string[]> = new Map([
  ['ill', ['i', 'will']],
  ['id', ['i', 'would']],
]);
const AFTER_YOU_ARE = new Set('a an so such too going gonna not nothing dead the'.split(' '));

interface Raw {
  readonly start: number;
  readonly end: number;
  /** Begins with a capital and is not all capitals. */
  readonly capital: boolean;
  readonly parts: readonly { readonly symbols: readonly string[] }[];
}

/** Letters, digits and signs used in place of letters; invisible characters inside a word belong to it. */
const WORD = /[\p{L}\p{N}$@][\p{L}\p{M}\p{N}'’@$!|\u00ad\u200b-\u200d\u2060\ufeff]*/gu;
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;

function* scan(text: string, vocabulary: Vocabulary): Generator<Raw> {
  let letters: { start: number; end: number; text: string }[] = [];
  for (const match of text.matchAll(WORD)) {
    const start = match.index;
    const shown = withoutTail(match[0]);
    const end = start + shown.length;
    const last = letters.at(-1);
    if (shown.length === 1 && /[a-z]/i.test(shown)) {
      if (
        last &&
        (start - last.end > WIDEST_SPACING || letters.length >= MOST_LETTERS || text[last.end] === '\n')
      ) {
        yield* fromLetters(letters, vocabulary);
        letters = [];
      }
      letters.push({ start, end, text: shown });
      continue;
    }
    if (letters.length > 0) {
      yield* fromLetters(letters, vocabulary);
      letters = [];
    }
    if (shown !== '') yield { start, end, capital: CAPITAL.test(shown), parts: toParts(shown, vocabulary) };
  }
  yield* fromLetters(letters, vocabulary);
}

/** Strips trailing signs, which are punctuation. A loop, because a regular expression would be quadratic in their number. */
function withoutTail(word: string): string {
  let end = word.length;
  while (end > 0 && TAIL.has(word[end - 1] as string)) end--;
  return word.slice(0, end);
}

const TAIL = new Set("'’!@$|");

const WIDEST_SPACING = 3;
const MOST_LETTERS = 64;
const FEWEST_LETTERS = 4;

function* fromLetters(
  letters: readonly { start: number; end: number; text: string }[],
  vocabulary: Vocabulary,
): Generator<Raw> {
  const first = letters[0];
  const last = letters.at(-1);
  if (first && last && letters.length >= FEWEST_LETTERS) {
    const words = segment(letters.map((letter) => letter.text.toLowerCase()).join(''), vocabulary);
    if (words) {
      yield {
        start: first.start,
        end: last.end,
        capital: false,
        parts: words.map((word) => ({ symbols: symbolsOf(word, vocabulary) })),
      };
      return;
    }
  }
  for (const { start, end, text } of letters)
    yield { start, end, capital: false, parts: toParts(text, vocabulary) };
}

const CAPITAL = /^\p{Lu}\p{Ll}/u;

const LONGEST_WORD = 40;

function toParts(shown: string, vocabulary: Vocabulary): { symbols: readonly string[] }[] {
  if (shown.length > LONGEST_WORD) return [{ symbols: [] }];
  const plain = isAscii(shown) ? shown : shown.replace(INVISIBLE, '').replaceAll('’', "'").normalize('NFKC');
  const word = plain.toLowerCase();
  return expand(word).map((part) => ({ symbols: symbolsOf(part, vocabulary) }));
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}

/** Whether a word consists of letters from a to z, and none of them three times in a row. */
function isOrdinary(word: string): boolean {
  let before = 0;
  let times = 0;
  for (let index = 0; index < word.length; index++) {
    const letter = word.charCodeAt(index);
    if (letter < 0x61 || letter > 0x7a) return false;
    times = letter === before ? times + 1 : 1;
    if (times === 3) return false;
    before = letter;
  }
  return true;
}

function symbolsOf(word: string, vocabulary: Vocabulary): readonly string[] {
  const known = vocabulary.get(word);
  if (known) return known;
  if (word === 'ur') return UR;
  if (/^\d/.test(word)) return symbolsOfNumber(word, vocabulary);
  if (!isOrdinary(word)) {
    const hidden = undisguise(word, vocabulary);
    if (hidden !== undefined) return vocabulary.get(hidden) ?? [hidden];
  }
  return [word];
}

/** `ur` can mean `your` (`ur legs`) or `you are` (`ur dead`), so it gets the symbols of both. */
const UR: readonly string[] = ['ur', 'your', 'you', '<you>'];

function symbolsOfNumber(word: string, vocabulary: Vocabulary): readonly string[] {
  const [, digits = '', unit] = /^(\d{1,4})(yo|yr)?$/.exec(word) ?? [];
  const value = Number(digits);
  if (digits !== '' && value >= 1 && value < 18) {
    if (unit) return ['<minor>'];
    // 1 may also be a disguised `i`: `1 w1ll`.
    return value === 1 ? ['<number>', 'i'] : ['<number>', '<minor-age>'];
  }
  if (digits !== '') return value >= 1000 && value < 2100 ? ['<number>', '<year>'] : ['<number>'];
  const hidden = undisguise(word, vocabulary);
  return hidden === undefined ? [word] : (vocabulary.get(hidden) ?? [hidden]);
}
