import type { Steps } from '../../runtime/steps.ts';
import type { TokenizerName } from '../models/card.ts';
import type { Tokenizer } from './tokenizer.ts';

/** The ids of the tokens that frame a conversation. They stand for no text of a message. */
export interface FrameTokens {
  /** Before the role of a turn, between role and content, and after the content. */
  readonly start: number;
  readonly message: number;
  readonly end: number;
  /** One for each token of an image, a sound or a file that is not text. */
  readonly media: number;
}

interface Special {
  readonly frame: FrameTokens;
  /** The texts of special tokens, by id. */
  readonly names: ReadonlyMap<number, string>;
}

/** Ids and names as OpenAI's tiktoken and its harmony format publish them. */
const SPECIAL: { readonly [Name in TokenizerName]: Special } = {
  o200k_base: {
    frame: { start: 200_006, message: 200_008, end: 200_007, media: 200_018 },
    names: new Map([
      [199_999, '<|endoftext|>'],
      [200_006, '<|start|>'],
      [200_007, '<|end|>'],
      [200_008, '<|message|>'],
      [200_018, '<|endofprompt|>'],
    ]),
  },
  cl100k_base: {
    frame: { start: 100_264, message: 100_266, end: 100_265, media: 100_276 },
    names: new Map([
      [100_257, '<|endoftext|>'],
      [100_264, '<|im_start|>'],
      [100_265, '<|im_end|>'],
      [100_266, '<|im_sep|>'],
      [100_276, '<|endofprompt|>'],
    ]),
  },
};

/** The tokens that frame conversations in a vocabulary. */
export function frameTokensOf({ name }: Pick<Tokenizer, 'name'>): FrameTokens {
  return SPECIAL[name as TokenizerName].frame;
}

/**
 * The text of a special token; undefined for any other id.
 *
 * @example
 * specialText(199_999, o200k); // '<|endoftext|>'
 */
export function specialText(id: number, { name }: Pick<Tokenizer, 'name'>): string | undefined {
  return SPECIAL[name as TokenizerName].names.get(id);
}

const IDS_PER_STEP = 2048;

/**
 * The text of token ids, special ones included. Ids outside the vocabulary must be replaced before.
 *
 * @example
 * finish(textOfTokens([13225, 199_999], o200k)); // 'Hello<|endoftext|>'
 */
export function* textOfTokens(ids: readonly number[], tokenizer: Tokenizer): Steps<string> {
  let text = '';
  let plain: number[] = [];
  const flush = (): void => {
    text += tokenizer.decode(plain);
    plain = [];
  };
  for (const [index, id] of ids.entries()) {
    const special = specialText(id, tokenizer);
    if (special === undefined) plain.push(id);
    else {
      flush();
      text += special;
    }
    if (index % IDS_PER_STEP !== IDS_PER_STEP - 1) continue;
    // A character may go on in the next token: only whole ones are decoded.
    const last = plain.at(-1);
    if (last === undefined || tokenizer.text(last) !== undefined) flush();
    yield;
  }
  flush();
  return text;
}
