import { type PackageFile, readPackageFile } from '../../runtime/package-file.ts';
import type { TokenizerName } from '../models/card.ts';
import { createBpeTokenizer } from './bpe-tokenizer.ts';
import { cl100kPieceEnd, o200kPieceEnd, type PieceEnd } from './split.ts';
import { createTextCache } from './text-cache.ts';
import type { Tokenizer } from './tokenizer.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

/** The tokenizers of one instance. */
export interface Tokenizers {
  /** Loads the vocabulary if necessary. Rejects when its file cannot be read. */
  load(name: TokenizerName): Promise<Tokenizer>;
  /** The tokenizer if this instance has loaded it, else undefined. */
  get(name: TokenizerName): Tokenizer | undefined;
}

export interface TokenizersOptions {
  /** Memory for cached counts, and as much for cached ids, in bytes, per vocabulary. Default 16 MiB. */
  readonly cacheBytes?: number;
}

/**
 * Tokenizers with the exact vocabularies of OpenAI's models. A vocabulary is read on first use and, being
 * constant, shared by all instances of the process; each instance has its own caches.
 *
 * @example
 * const tokenizers = createTokenizers();
 * const tokenizer = await tokenizers.load('o200k_base');
 * tokenizer.count('hello world'); // 2
 */
export function createTokenizers({ cacheBytes = 16 * 2 ** 20 }: TokenizersOptions = {}): Tokenizers {
  const loaded = new Map<TokenizerName, Tokenizer>();
  return {
    async load(name) {
      const vocabulary = await vocabularyOf(name);
      let tokenizer = loaded.get(name);
      if (!tokenizer) {
        const { pieceEnd } = sources[name];
        tokenizer = createBpeTokenizer({
          name,
          vocabulary,
          pieceEnd,
          counts: createTextCache(cacheBytes),
          ids: createTextCache(cacheBytes),
        });
        loaded.set(name, tokenizer);
      }
      return tokenizer;
    },
    get: (name) => loaded.get(name),
  };
}

interface Source {
  readonly pieceEnd: PieceEnd;
  /** A packed vocabulary, in the `vocabularies` folder. */
  readonly file: PackageFile;
}

const sources: Record<TokenizerName, Source> = {
  o200k_base: { pieceEnd: o200kPieceEnd, file: vocabularyFile('o200k_base') },
  cl100k_base: { pieceEnd: cl100kPieceEnd, file: vocabularyFile('cl100k_base') },
};

function vocabularyFile(name: TokenizerName): PackageFile {
  return { built: `vocabularies/${name}.bin`, source: `./engine/tokenizer/vocabularies/${name}.bin` };
}

// Constant data, loaded on first use.
const vocabularies = new Map<TokenizerName, Promise<Vocabulary>>();

function vocabularyOf(name: TokenizerName): Promise<Vocabulary> {
  let vocabulary = vocabularies.get(name);
  if (!vocabulary) {
    vocabulary = readVocabulary(sources[name].file);
    vocabularies.set(name, vocabulary);
    // Allows a retry: a file that could not be read this time may be readable later.
    vocabulary.catch(() => vocabularies.delete(name));
  }
  return vocabulary;
}

async function readVocabulary(file: PackageFile): Promise<Vocabulary> {
  return createVocabulary(await readPackageFile(file));
}
