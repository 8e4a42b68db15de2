import type { Ask } from './ask.ts';
import { readWords } from './words.ts';

/**
 * Words without which a request is not worth a closer look. Each list is separated by blanks; "0" stands for any figure.
 * What is stated must all be the case, so clues may let through too much, yet must never keep out a request that is meant.
 */
export interface Clues {
  /** The command begins with one of these. */
  readonly opens?: string;
  /** One of these is in the command, in the system turns or at the end of the message. */
  readonly mentions?: string;
  /** Every word of the command is one of these. */
  readonly consists?: string;
}

/**
 * Reads each word of a request once, and tells for which of `clues` it is worth a closer look: bit `n` of the result stands
 * for the `n`th, of at most 31. Those that are undefined always are.
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
    let mentioned = mention.unasked;
    let consisting = -1;
    for (let index = 0; index < words.length; index++) {
      const word = words[index]!;
      mentioned |= mention.of(word);
      if (consisting !== 0) consisting &= makeup.of(word);
    }
    for (let index = 0; index < around.length; index++) mentioned |= mention.of(around[index]!);
    const opened = words.length === 0 ? 0 : opening.of(words[0]!);
    return mentioned & (consisting | makeup.unasked) & (opened | opening.unasked);
  };
}

/** From a word to the lists that have it, as bits. */
class Index {
  /** The lists that are not there: they ask for nothing. */
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

  of(word: number): number {
    return this.#lists.get(word) ?? 0;
  }
}
