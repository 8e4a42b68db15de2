import { finish, type Steps } from '../../runtime/steps.ts';
import type { Tokenizer } from './tokenizer.ts';

/** Characters of short documents between two yields. */
const CHARACTERS_PER_STEP = 4096;

/** Separates the documents in a model's training data, and so marks the beginning of a new document. */
export const END_OF_TEXT = '<|endoftext|>';

/**
 * A tokenizer that encodes {@link END_OF_TEXT} as its special token. Used for texts to continue, in which a
 * caller may mark the start of a document; in a message the same characters are ordinary text.
 *
 * @example
 * withEndOfText(cl100k).encode('<|endoftext|>Hello'); // [100257, 9906]
 */
export function withEndOfText(tokenizer: Tokenizer): Tokenizer {
  const special = IDS[tokenizer.name];
  if (special === undefined) return tokenizer;
  const isPlain = (text: string): boolean => !text.includes(END_OF_TEXT);

  /** Appends the tokens to `out` if given, and returns their number. */
  function* tokenize(text: string, limit = Number.POSITIVE_INFINITY, out?: number[]): Steps<number> {
    let count = 0;
    let pausedAt = 0;
    for (let start = 0; ; ) {
      const found = text.indexOf(END_OF_TEXT, start);
      const document = text.slice(start, found < 0 ? text.length : found);
      if (out) {
        for (const token of yield* tokenizer.encodeInSteps(document, limit - count)) out.push(token);
        count = out.length;
      } else count += yield* tokenizer.countInSteps(document, limit - count);
      if (found < 0 || count >= limit) return found < 0 ? count : count + 1;
      count++;
      out?.push(special as number);
      start = found + END_OF_TEXT.length;
      if (start - pausedAt > CHARACTERS_PER_STEP) {
        pausedAt = start;
        yield;
      }
    }
  }

  function* encode(text: string, limit?: number): Steps<number[]> {
    const tokens: number[] = [];
    yield* tokenize(text, limit, tokens);
    return tokens;
  }

  return {
    name: tokenizer.name,
    size: tokenizer.size,
    longest: tokenizer.longest,
    count: (text) => (isPlain(text) ? tokenizer.count(text) : finish(tokenize(text))),
    countInSteps: (text, limit) =>
      isPlain(text) ? tokenizer.countInSteps(text, limit) : tokenize(text, limit),
    ids: (text) => (isPlain(text) ? tokenizer.ids(text) : finish(encode(text))),
    idsInSteps: (text, limit) => (isPlain(text) ? tokenizer.idsInSteps(text, limit) : encode(text, limit)),
    encode: (text, limit) => (isPlain(text) ? tokenizer.encode(text, limit) : finish(encode(text, limit))),
    encodeInSteps: (text, limit) =>
      isPlain(text) ? tokenizer.encodeInSteps(text, limit) : encode(text, limit),
    decode(tokens) {
      let text = '';
      let from = 0;
      for (let at = tokens.indexOf(special); at !== -1; at = tokens.indexOf(special, from)) {
        text += tokenizer.decode(tokens.slice(from, at)) + END_OF_TEXT;
        from = at + 1;
      }
      return text + tokenizer.decode(from === 0 ? tokens : tokens.slice(from));
    },
    bytes: (token) => (token === special ? Buffer.from(END_OF_TEXT) : tokenizer.bytes(token)),
    text: (token) => (token === special ? END_OF_TEXT : tokenizer.text(token)),
  };
}

/** Token ids by vocabulary name. */
const IDS: Readonly<Record<string, number>> = { o200k_base: 199_999, cl100k_base: 100_257 };
