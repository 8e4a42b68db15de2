import { hash32 } from '../../runtime/random.ts';

/**
 * The ids of the tokens of a prompt, as a prefix cache compares them: those of its texts, and placeholders outside of every
 * vocabulary for its framing and its media.
 */
export class PromptIds {
  #ids: Uint32Array<ArrayBuffer> = new Uint32Array(LENGTH);
  #length = 0;

  /** Adds the tokens of a text. */
  text(ids: ArrayLike<number>): void {
    this.#reserve(ids.length);
    this.#ids.set(ids, this.#length);
    this.#length += ids.length;
  }

  /** Adds tokens that frame something, such as a turn; of a negative number, as many fewer are there in the end. */
  frame(kind: Frame, tokens: number): void {
    this.#fill(FRAMES + kind, tokens);
  }

  /** Adds the tokens of a picture, a sound or a file. */
  media(content: string, tokens: number): void {
    this.#fill((MEDIA | hash32(content)) >>> 0, tokens);
  }

  #fill(id: number, tokens: number): void {
    if (tokens <= 0) return;
    this.#reserve(tokens);
    this.#ids.fill(id, this.#length, this.#length + tokens);
    this.#length += tokens;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#ids.length) return;
    const grown = new Uint32Array(Math.max(this.#length + more, this.#ids.length * 2));
    grown.set(this.#ids);
    this.#ids = grown;
  }

  /** The first `total` ids; placeholders fill up what is missing. */
  finish(total: number): Uint32Array {
    this.frame(Frame.End, total - this.#length);
    return this.#ids.subarray(0, total);
  }
}

/** What framing tokens are for. */
export const Frame = { Turn: 1, Name: 2, Call: 3, Tools: 4, Schema: 5, Gap: 6, End: 7 } as const;
export type Frame = (typeof Frame)[keyof typeof Frame];

/** Ids to make room for at first. */
const LENGTH = 128;

/** Above the ids of every vocabulary. */
const FRAMES = 2 ** 24;
/** Above those. */
const MEDIA = 0x80000000;
