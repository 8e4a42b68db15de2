import type { Tokenizer } from './tokenizer.ts';

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
  return {
    name: tokenizer.name,
    size: tokenizer.size,
    count(text) {
      if (isPlain(text)) return tokenizer.count(text);
      const documents = text.split(END_OF_TEXT);
      return documents.reduce((total, document) => total + tokenizer.count(document), documents.length - 1);
    },
    encode(text) {
      if (isPlain(text)) return tokenizer.encode(text);
      const [first = '', ...others] = text.split(END_OF_TEXT);
      const tokens = tokenizer.encode(first);
      for (const document of others) tokens.push(special, ...tokenizer.encode(document));
      return tokens;
    },
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
