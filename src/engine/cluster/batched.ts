import type { ModelCard } from '../models/card.ts';
import type { Pass, Scheduled, SequencePace } from '../scheduler/scheduler.ts';
import type { Member } from './member.ts';
import { reportedTokens } from './reported-tokens.ts';

/** A sequence in the batches of workers: each of its prompts is a member of one. */
export class Batched implements Scheduled {
  readonly pace: SequencePace | undefined = undefined;
  readonly workScale: number;
  readonly #model: ModelCard;
  readonly #resume: (pass: Pass) => Scheduled;
  readonly #last: number;
  #members: readonly Member[] = [];
  #listener: (() => void) | undefined;

  /** @param resume Takes on a later pass. */
  constructor(
    { model, passTokens, workScale }: { model: ModelCard; passTokens: number; workScale: number },
    resume: (pass: Pass) => Scheduled,
  ) {
    this.#model = model;
    this.#last = Math.max(0, passTokens - 1);
    this.workScale = workScale;
    this.#resume = resume;
  }

  /** What its members call. */
  readonly ready = (): void => this.#listener?.();

  /** Called once, when all of them are admitted. */
  begin(members: readonly Member[]): this {
    this.#members = members;
    return this;
  }

  dueOf(index: number): number {
    const members = this.#members;
    const [first] = members;
    if (first !== undefined && members.length === 1) return first.dueOf(index);
    let due = Number.NEGATIVE_INFINITY;
    for (const member of members) due = Math.max(due, member.dueOf(index));
    return due;
  }

  get lastDue(): number {
    return this.dueOf(this.#last);
  }

  get admittedAt(): number {
    let at = Number.NEGATIVE_INFINITY;
    for (const { admittedAt = Number.POSITIVE_INFINITY } of this.#members) at = Math.max(at, admittedAt);
    return at;
  }

  get cachedTokens(): number {
    let tokens = 0;
    for (const { cachedTokens = 0 } of this.#members) tokens += reportedTokens(this.#model, cachedTokens);
    return tokens;
  }

  onReady(listener: () => void): void {
    this.#listener = listener;
  }

  resume(pass: Pass): Scheduled {
    return this.#resume(pass);
  }

  release(): void {
    this.#listener = undefined;
    for (const member of this.#members) member.release();
  }
}
