import { readFile } from 'node:fs/promises';
import { locatePackageFile, type PackageFile } from '../../runtime/package-file.ts';
import type { TokenizerName } from '../models/card.ts';
import { createBpeTokenizer } from './bpe-tokenizer.ts';
import { createCountCache } from './count-cache.ts';
import { cl100kPieceEnd, o200kPieceEnd, type PieceEnd } from './split.ts';
import type { Tokenizer } from './tokenizer.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

/** The tokenizers of one instance. */
export interface Tokenizers {
  /** Loads the vocabulary if need be. Rejects when its file cannot be read. */
  load(name: TokenizerName): Promise<Tokenizer>;
  /** The tokenizer once it was loaded by this instance; undefined before. */
  get(name: TokenizerName): Tokenizer | undefined;
}

export interface TokenizersOptions {
  /** Memory for remembered counts, in bytes, per vocabulary. Default 16 MiB. */
  readonly cacheBytes?: number;
}

/**
 * Tokenizers with the exact vocabularies of OpenAI's models. Nothing is read until one is asked for; a
 * vocabulary, being constant, is then shared by all instances of a process, while each instance remembers
 * counts for itself.
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
        tokenizer = createBpeTokenizer({ name, vocabulary, pieceEnd, cache: createCountCache(cacheBytes) });
        loaded.set(name, tokenizer);
      }
      return tokenizer;
    },
    get: (name) => loaded.get(name),
  };
}

interface Source {
  readonly pieceEnd: PieceEnd;
  /** A packed vocabulary. */
  readonly file: PackageFile;
}

const sources: Record<TokenizerName, Source> = {
  o200k_base: { pieceEnd: o200kPieceEnd, file: vocabularyFile('o200k_base') },
  cl100k_base: { pieceEnd: cl100kPieceEnd, file: vocabularyFile('cl100k_base') },
};

function vocabularyFile(name: TokenizerName): PackageFile {
  return { built: `vocabularies/${name}.bin`, source: `./engine/tokenizer/vocabularies/${name}.bin` };
}

// Constant data, made when first asked for.
const vocabularies = new Map<TokenizerName, Promise<Vocabulary>>();

function vocabularyOf(name: TokenizerName): Promise<Vocabulary> {
  let vocabulary = vocabularies.get(name);
  if (!vocabulary) {
    vocabulary = readVocabulary(sources[name].file);
    vocabularies.set(name, vocabulary);
    // A file that could not be read this time may be readable the next.
    vocabulary.catch(() => vocabularies.delete(name));
  }
  return vocabulary;
}

async function readVocabulary(file: PackageFile): Promise<Vocabulary> {
  return createVocabulary(await readFile(locatePackageFile(file)));
}
