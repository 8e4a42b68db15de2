import type { ChoicePlan } from './choice-plan.ts';
import { AnswerTooLarge } from './errors.ts';
import type { Work } from './ports/work.ts';
import type { SizeLimit } from './request.ts';
import type { Logprobs } from './sampling/logprobs.ts';

/** Adds up the size of an answer while its choices are planned, so that one that is too large is not planned in full. */
export class AnswerSize {
  readonly #limit: SizeLimit | undefined;
  #bytes = 0;
  #worksBytes = 0;

  constructor(limit: SizeLimit | undefined) {
    this.#limit = limit;
  }

  /**
   * @param choice the 0-based number of the choice among those of its prompt
   * @throws AnswerTooLarge if the limit is exceeded
   */
  addChoice({ items }: ChoicePlan, choice: number): void {
    if (!this.#isSent(choice)) return;
    for (const item of items) {
      if (item.kind === 'work') this.addWork(item.work);
      if (item.kind !== 'message') this.#add(lengthOf(item.pieces), undefined);
      else for (const { pieces, logprobs } of item.parts) this.#add(lengthOf(pieces), logprobs);
    }
  }

  /**
   * Adds a prompt that is repeated before a choice.
   *
   * @throws AnswerTooLarge if the limit is exceeded
   */
  addEcho(text: string, logprobs: Logprobs<unknown> | undefined, choice: number): void {
    if (this.#isSent(choice)) this.#add(text.length, logprobs);
  }

  /**
   * Adds what a hosted tool has made or found.
   *
   * @throws AnswerTooLarge if the limit for works is exceeded
   */
  addWork(work: Work): void {
    const most = this.#limit?.worksBytes;
    if (most === undefined) return;
    this.#worksBytes += workBytes(work);
    if (this.#worksBytes > most) throw new AnswerTooLarge(most, 'works');
  }

  #isSent(choice: number): boolean {
    return this.#limit !== undefined && choice < (this.#limit.sent ?? Number.POSITIVE_INFINITY);
  }

  #add(bytes: number, logprobs: Logprobs<unknown> | undefined): void {
    const limit = this.#limit as SizeLimit;
    this.#bytes += bytes;
    if (logprobs) this.#bytes += logprobs.length * logprobs.entries * limit.bytesPerLogprob;
    if (this.#bytes > limit.bytes) throw new AnswerTooLarge(limit.bytes);
  }
}

/** The size of a work: about that of its strings, such as images in base64. */
export function workBytes(work: Work): number {
  let bytes = 0;
  const pending: unknown[] = [work];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next === 'string') bytes += next.length;
    else if (typeof next === 'object' && next !== null)
      for (const value of Object.values(next)) pending.push(value);
  }
  return bytes;
}

const lengthOf = (pieces: readonly string[]): number => {
  let length = 0;
  for (const piece of pieces) length += piece.length;
  return length;
};
