import { hash32 } from '../../runtime/random.ts';
import { type FrameTokens, frameTokensOf } from './special-tokens.ts';
import type { Tokenizer } from './tokenizer.ts';

/**
 * The ids of the tokens of a prompt, as `countPrompt` collects them: as many as it counts. Turns are framed by special tokens.
 * Media, and what is billed for tools beyond their text, are tokens that are not published: placeholders stand for them.
 *
 * @example
 * const ids = new PromptIds(tokenizer);
 * const { total } = yield* countPrompt(request, tokenizer, ids);
 * ids.told(total).length === total; // true
 */
export class PromptIds {
  readonly #frame: FrameTokens;
  readonly #ids: number[] = [];
  #hasMedia = false;

  /** @param tokenizer of the vocabulary that the ids belong to */
  constructor(tokenizer: Pick<Tokenizer, 'name'>) {
    this.#frame = frameTokensOf(tokenizer);
  }

  /** Adds the tokens of a text. */
  text(ids: ArrayLike<number>): void {
    const own = this.#ids;
    for (let index = 0; index < ids.length; index++) own.push(ids[index] as number);
  }

  /** Adds a token that frames a turn. */
  frame(kind: 'start' | 'message' | 'end'): void {
    this.#ids.push(this.#frame[kind]);
  }

  /** Adds tokens of which only the number is known. */
  unknown(tokens: number): void {
    this.#fill(this.#frame.start, tokens);
  }

  /** Adds the tokens of a picture, a sound or a file. */
  media(content: string, tokens: number): void {
    this.#fill((MEDIA | hash32(content)) >>> 0, tokens);
    this.#hasMedia = true;
  }

  #fill(id: number, tokens: number): void {
    for (let token = 0; token < tokens; token++) this.#ids.push(id);
  }

  /** The last `total` ids as a prefix cache compares them: those of media tell their contents apart. */
  compared(total: number): readonly number[] {
    return total === this.#ids.length ? this.#ids : this.#ids.slice(this.#ids.length - total);
  }

  /** The last `total` ids, all of the vocabulary: those of all media are alike. The same memory if there are none. */
  told(total: number): readonly number[] {
    const ids = this.compared(total);
    return this.#hasMedia ? ids.map((id) => (id < MEDIA ? id : this.#frame.media)) : ids;
  }
}

/** Above the ids of every vocabulary. */
const MEDIA = 0x80000000;
