import type { Ask } from './ask.ts';
import { readWords, type Words } from './words.ts';

/**
 * Words that a request must have to be tested in detail. Each list is separated by blanks; "0" stands for any
 * number. All given conditions must hold. False positives are harmless, but clues must never exclude a
 * matching request.
 */
export interface Clues {
  /** The command starts with one of these. */
  readonly opens?: string;
  /**
   * One of these is in the command or around it: at the beginning or end of the message, or in the system
   * turns.
   */
  readonly mentions?: string;
  /** The command consists only of these words. */
  readonly consists?: string;
}

/**
 * Reads each word of a request once and returns which of `clues` match, as a bit mask: bit `n` stands for the
 * `n`th, of at most 31. Undefined clues always match.
 *
 * @example
 * const triage = createTriage([{ mentions: 'poem haiku' }, { opens: 'list name' }, undefined]);
 * triage(readAsk(request)); // 0b101 for "Write a poem about rain"
 */
export function createTriage(clues: readonly (Clues | undefined)[]): (ask: Ask) => number {
  const opening = new Index(clues.map((each) => each?.opens));
  const mention = new Index(clues.map((each) => each?.mentions));
  const makeup = new Index(clues.map((each) => each?.consists));
  return ({ words, around }) => {
    const opened = words.length === 0 ? 0 : opening.of(words[0]!);
    const consisting = makeup.ofAll(words);
    const mentioned = mention.ofAny(words) | mention.ofAny(around);
    return (opened | opening.unasked) & (consisting | makeup.unasked) & (mentioned | mention.unasked);
  };
}

/**
 * Tries patterns in order, skipping those without any of their cue words: `words` are at least those of
 * `text`. At most 31 patterns.
 *
 * @example
 * const find = createCuedPatterns([['poem poems', /\bpoems? (?:on|about) (.+)/, 'verse']]);
 * find(readWords(text), text)?.means; // 'verse'
 */
export function createCuedPatterns<T>(
  rows: readonly (readonly [cues: string, pattern: RegExp, means: T])[],
): (words: Words, text: string) => { readonly match: RegExpExecArray; readonly means: T } | undefined {
  const cues = new Index(rows.map(([words]) => words));
  return (words, text) => {
    const cued = cues.ofAny(words);
    if (cued === 0) return undefined;
    for (let index = 0; index < rows.length; index++) {
      if ((cued & (1 << index)) === 0) continue;
      const [, pattern, means] = rows[index]!;
      const match = pattern.exec(text);
      if (match !== null) return { match, means };
    }
    return undefined;
  };
}

/** Maps a word to the lists that contain it, as bits. */
class Index {
  /** The undefined lists, which require nothing. */
  readonly unasked: number;
  readonly #lists = new Map<number, number>();

  constructor(lists: readonly (string | undefined)[]) {
    let unasked = 0;
    for (const [bit, list] of lists.entries()) {
      if (list === undefined) unasked |= 1 << bit;
      else for (const word of readWords(list)) this.#lists.set(word, this.of(word) | (1 << bit));
    }
    this.unasked = unasked;
  }

  /** The lists that contain this word. */
  of(word: number): number {
    return this.#lists.get(word) ?? 0;
  }

  /** The lists that contain at least one of these words. */
  ofAny(words: Words): number {
    let found = 0;
    for (let index = 0; index < words.length; index++) found |= this.of(words[index]!);
    return found;
  }

  /** The lists that contain all of these words. */
  ofAll(words: Words): number {
    let left = -1;
    for (let index = 0; index < words.length && left !== 0; index++) left &= this.of(words[index]!);
    return left;
  }
}
