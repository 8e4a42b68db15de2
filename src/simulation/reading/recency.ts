import type { Passage, Statement } from './material.ts';
import { numberIn } from './numbers.ts';
import { CHANGED, CORRECTING } from './statements.ts';
import type { Wanted } from './wanted.ts';

/** A later statement that answers nearly as well replaces an earlier one in a conversation, and one that says it does anywhere. */
export const LATER = 0.12;
const NOW =
  /\b(?:now|actually|instead|correction|corrected|updated?|changed|moved to|new|no longer|currently|as of|from now|rescheduled|postponed|sorry|meant)\b/i;
/** By how much less a message that changes something needs to say of the question. */
const CHANGING = 0.7;

/** Which of two statements that answer holds now. */
export class Recency {
  readonly #wanted: Wanted;
  readonly #dates = new Map<Passage, number | undefined>();

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
  }

  /** When a statement or its passage is dated. */
  #dateOf({ text, passage }: Statement): number | undefined {
    const own = dateOf(text);
    if (own !== undefined) return own;
    if (!this.#dates.has(passage))
      this.#dates.set(passage, dateOf(passage.about ?? '') ?? dateOf(passage.text.slice(0, 120)));
    return this.#dates.get(passage);
  }

  #fits({ text, field }: Statement): boolean {
    const { kind } = this.#wanted;
    return kind === undefined || kind.looks.test(field?.value ?? text);
  }

  /** By how much a later statement must be better than the best so far; negative if it replaces it. */
  stays(best: Statement, later: Statement): number {
    const isMessage = later.passage.isMessage || later.isSpoken;
    const isTold = isMessage || (later.passage.from !== 'context' && later.passage.from !== 'result');
    if (best.passage === later.passage && best.field && later.field) return 0;
    const [before, after] = [this.#dateOf(best), this.#dateOf(later)];
    if (before !== undefined && after !== undefined && before !== after && this.#wanted.kind?.name !== 'time')
      return after > before ? -LATER : LATER;
    const isCorrection = later.passage.from === 'earlier' && CORRECTING.test(later.text);
    if ((isCorrection || (isMessage && CHANGED.test(later.text))) && this.#fits(later)) return -CHANGING;
    if (NOW.test(later.text) && !NOW.test(best.text)) return -LATER;
    if (isTold && best.passage !== later.passage && later.passage.from !== 'system') return -LATER;
    return 0;
  }
}

/** Whether a statement speaks of former times, and the question does not. */
export function isFormer(text: string, question: string): boolean {
  return FORMERLY.test(text) && !ASKS_FORMERLY.test(question);
}

const FORMERLY =
  /\b(?:formerly|previously|used to|was (?:once|originally)|until \d{4}|originally|before that|in the past|superseded|deprecated|obsolete|outdated|no longer)\b/i;
const ASKS_FORMERLY =
  /\b(?:formerly|previous(?:ly)?|used to|originally?|before|old|first|past|was|were|did)\b/i;

/** The date that stands at the beginning of a text, or in parentheses. */
function dateOf(text: string): number | undefined {
  const [dated] = text.includes('-') ? (DATED.exec(text) ?? []) : [];
  return dated === undefined ? undefined : numberIn(dated);
}

const DATED =
  /^\W{0,3}(?:(?:date|updated?|published)\W{1,3})?\d{4}-\d{2}-\d{2}\b|[([]\d{4}-\d{2}-\d{2}[)\]]|\b(?:updated?|published|version of|as of|valid from)\W{1,3}\d{4}-\d{2}-\d{2}/i;
