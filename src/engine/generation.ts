import type { Timeline } from '../runtime/timeline.ts';
import { AnswerCursor } from './answer-cursor.ts';
import { type ChoicePlan, logprobsIn, reasoningWithin, tokensWithin, wordsIn } from './choice-plan.ts';
import type { ChoiceEvent, GenerationEvent, Usage } from './event.ts';
import type { Pace } from './latency/model.ts';
import { duesOf, leadIn, usageOfPasses } from './passes.ts';
import type { Logprobs } from './sampling/logprobs.ts';

/** Gaps between consecutive tokens, in ms: one value per gap, or a number of gaps of equal length. */
export type Gaps = Float32Array | { readonly each: number; readonly length: number };

/** An answer in progress. */
export interface Generation extends Timeline<GenerationEvent[]> {
  /** Usage of the complete answer. */
  readonly usage: Usage;
  /** The same without what later passes read. */
  readonly firstUsage: Usage;
  /** Usage so far: less than `usage` while the answer is in progress, or after it was cancelled. */
  usageSoFar(): Usage;
  /** When the first and the last token are due; equal for a single token. */
  readonly firstAt: number;
  readonly endsAt: number;
  /** All words of a choice, refusals included, available ahead of time; without reasoning and tool calls. */
  said(choice: number): string;
  readonly choices: number;
  /** What is said, choice by choice. */
  readonly plans: readonly ChoicePlan[];
  /** All events of a choice but its log probabilities, without waiting until they are due. */
  eventsOf(choice: number): Iterable<ChoiceEvent>;
  /** The log probabilities of a choice's texts, if it has any. */
  logprobsOf(choice: number): Logprobs | undefined;
  /** How much work the events of all choices are together, as a number of log probabilities. */
  readonly work: number;
  /** Token gaps of the longest choice. */
  readonly gaps: Gaps;
  /** Milliseconds from the arrival to the first token, or from the end of hosted work to the next one. */
  readonly ttft: number;
  /** Factor of the time that hosted tools take. */
  readonly workScale: number;
  /** Gaps between the tokens generated so far. */
  gapsSoFar(): Gaps;
}

/**
 * Plays planned choices at a pace. Choices of one request are decoded together: token `i` of each is due at
 * the same time. A choice finishes with its last token; usage comes
 * with the very last token. Stages of works are steps between tokens; answers that have any have a single choice.
 *
 * @param usage without what later passes read
 */
export function createGeneration(
  choices: readonly ChoicePlan[],
  usage: Usage,
  pace: Pace,
  options: GenerationOptions,
): Generation {
  return new Planned(choices, usage, pace, options);
}

export interface GenerationOptions {
  /** On the clock's `now()` scale. */
  readonly arrivedAt: number;
  /** Every event of a choice includes the usage so far; each token then has an event of its own. */
  readonly continuousUsage?: boolean | undefined;
  /** Called once, when the last event was taken or the generation was cancelled. */
  readonly onEnd?: (() => void) | undefined;
}

/**
 * Maximum tokens of all choices in one batch; the rest follows in the next batch. This lets a slow reader pause a
 * long answer that is entirely overdue, and other work run in between.
 */
const BATCH_TOKENS = 256;

/** Tokens that take as long as one log probability. */
const TOKENS_PER_LOGPROB = 16;

class Planned implements Generation {
  readonly usage: Usage;
  readonly firstUsage: Usage;
  readonly gaps: Gaps;
  readonly ttft: number;
  readonly workScale: number;
  readonly firstAt: number;
  readonly endsAt: number;
  readonly #choices: readonly ChoicePlan[];
  readonly #length: number;
  /** When each step is due, if some steps are no tokens. */
  readonly #dues: Float64Array | undefined;
  /** Tokens per choice in one batch. */
  readonly #batch: number;
  readonly #continuousUsage: boolean;
  readonly #cursors: readonly AnswerCursor[];
  /** Index of the next token, the same for every choice, and the time it is due. */
  #index = 0;
  #at: number;
  #over = false;
  #onEnd: (() => void) | undefined;

  constructor(
    choices: readonly ChoicePlan[],
    usage: Usage,
    pace: Pace,
    { arrivedAt, continuousUsage = false, onEnd }: GenerationOptions,
  ) {
    this.firstUsage = usage;
    this.usage = usageOfPasses(usage, choices);
    this.ttft = pace.ttft;
    this.workScale = pace.workScale ?? 1;
    this.#continuousUsage = continuousUsage;
    this.#onEnd = onEnd;
    this.#choices = choices;
    // An answer without tokens still takes its time to first token.
    this.#length = Math.max(1, ...choices.map(({ steps }) => steps));
    const entries = choices.reduce((most, plan) => Math.max(most, logprobsIn(plan)?.entries ?? 0), 0);
    this.#batch = Math.max(1, Math.floor(BATCH_TOKENS / (choices.length * Math.max(1, entries))));
    this.#cursors = choices.map((plan, choice) => new AnswerCursor(plan, choice, true));
    const length = Math.max(0, ...choices.map(({ tokens }) => tokens - 1));
    if (pace.steady === undefined) {
      const gaps = new Float32Array(length);
      let total = 0;
      for (let index = 0; index < length; index++) {
        const gap = pace.gap(index + 1);
        gaps[index] = gap;
        total += gap;
      }
      this.gaps = gaps;
      this.#at = this.firstAt = arrivedAt + pace.ttft;
      this.endsAt = this.firstAt + total;
    } else {
      this.gaps = { each: pace.steady, length };
      this.#at = this.firstAt = arrivedAt + pace.ttft;
      this.endsAt = this.firstAt + pace.steady * length;
    }
    const [only] = choices;
    const dues = only && duesOf(only, pace, (token) => this.#gapBefore(token));
    if (only === undefined || dues === undefined) return;
    this.#dues = dues.map((due) => arrivedAt + due);
    this.#at = this.#dues[0] as number;
    this.firstAt = this.#dues[leadIn(only)] as number;
    this.endsAt = this.#dues.at(-1) as number;
  }

  #gapBefore(token: number): number {
    return this.gaps instanceof Float32Array ? (this.gaps[token - 1] as number) : this.gaps.each;
  }

  get nextAt(): number | undefined {
    return this.#over ? undefined : this.#at;
  }

  take(now: number): GenerationEvent[] | undefined {
    if (this.#over || this.#at > now) return undefined;
    const events: GenerationEvent[] = [];
    const end = this.#index + this.#batch;
    const only = this.#choices.length === 1 && !this.#continuousUsage ? this.#cursors[0] : undefined;
    while (this.#at <= now && this.#index < end && !this.#over) {
      const runLength = only?.runLength ?? 0;
      if (only && runLength > 0) this.#takeRun(only, Math.min(end, this.#index + runLength), now, events);
      else this.#takeToken(events);
    }
    if (this.#over) {
      events.push({ type: 'usage', at: this.endsAt, usage: this.usage });
      this.#end();
    }
    return events;
  }

  /** Takes the due tokens of a text before token `end`. */
  #takeRun(cursor: AnswerCursor, end: number, now: number, events: GenerationEvent[]): void {
    const at = this.#at;
    const start = this.#index;
    let lastAt = at;
    while (this.#index < end && this.#at <= now && !this.#over) {
      lastAt = this.#at;
      this.#advance();
    }
    cursor.run(this.#index - start, at, lastAt, events as ChoiceEvent[]);
    if (this.#over) cursor.end(lastAt, events as ChoiceEvent[]);
  }

  /** Takes the next token of each choice. */
  #takeToken(events: GenerationEvent[]): void {
    const at = this.#at;
    for (let choice = 0; choice < this.#cursors.length; choice++) {
      const cursor = this.#cursors[choice] as AnswerCursor;
      const from = events.length;
      emit(this.#choices[choice] as ChoicePlan, cursor, this.#index, at, events as ChoiceEvent[]);
      if (this.#continuousUsage) this.#addUsage(events, from, choice);
    }
    this.#advance();
  }

  /** Moves to the next token. */
  #advance(): void {
    if (++this.#index >= this.#length) {
      this.#over = true;
    } else if (this.#index === this.#length - 1) {
      // Summing the gaps would accumulate rounding errors; the last token is due exactly at endsAt.
      this.#at = this.endsAt;
    } else if (this.#dues) {
      this.#at = this.#dues[this.#index] as number;
    } else {
      this.#at += this.#gapBefore(this.#index);
    }
  }

  said(choice: number): string {
    const plan = this.#choices[choice];
    return plan === undefined ? '' : wordsIn(plan);
  }

  get choices(): number {
    return this.#choices.length;
  }

  get plans(): readonly ChoicePlan[] {
    return this.#choices;
  }

  *eventsOf(choice: number): Generator<ChoiceEvent> {
    const plan = this.#choices[choice] as ChoicePlan;
    const cursor = new AnswerCursor(plan, choice, false);
    const events: ChoiceEvent[] = [];
    const end = Math.max(plan.steps, 1);
    for (let index = 0; index < end; index++) {
      emit(plan, cursor, index, this.endsAt, events);
      if (events.length === 0) continue;
      yield* events;
      events.length = 0;
    }
  }

  logprobsOf(choice: number): Logprobs | undefined {
    const plan = this.#choices[choice];
    return plan && logprobsIn(plan);
  }

  get work(): number {
    let work = 0;
    for (const plan of this.#choices) {
      const logprobs = logprobsIn(plan);
      work += plan.tokens / TOKENS_PER_LOGPROB + (logprobs ? logprobs.length * logprobs.entries : 0);
    }
    return work;
  }

  cancel(): void {
    this.#over = true;
    this.#end();
  }

  #end(): void {
    const onEnd = this.#onEnd;
    this.#onEnd = undefined;
    onEnd?.();
  }

  gapsSoFar(): Gaps {
    const [first] = this.#choices;
    const taken = this.#dues && first ? tokensWithin(first, this.#index) : this.#index;
    const length = Math.max(0, Math.min(taken, this.#length) - 1);
    return this.gaps instanceof Float32Array
      ? this.gaps.subarray(0, length)
      : { each: this.gaps.each, length };
  }

  usageSoFar(): Usage {
    return this.#usageAt(() => this.#index);
  }

  /** Adds the usage up to the current token to the events of `choice` from index `from` on. */
  #addUsage(events: GenerationEvent[], from: number, choice: number): void {
    if (events.length === from) return;
    const soFar = this.#usageAt((other) => this.#index + (other <= choice ? 1 : 0));
    for (let index = from; index < events.length; index++) {
      events[index] = { ...(events[index] as ChoiceEvent), soFar };
    }
  }

  /** Usage when each choice has come the given number of steps far, or to its end if it has fewer. */
  #usageAt(generated: (choice: number) => number): Usage {
    if (this.#choices.every(({ steps }, choice) => steps <= generated(choice))) return this.usage;
    const sum = (of: (plan: ChoicePlan, tokens: number) => number): number =>
      this.#choices.reduce(
        (total, plan, choice) => total + of(plan, tokensWithin(plan, generated(choice))),
        0,
      );
    return {
      ...usageOfPasses(this.firstUsage, this.#choices, generated(0)),
      completionTokens: sum((_, tokens) => tokens),
      reasoningTokens: sum(reasoningWithin),
      acceptedPredictionTokens: 0,
      rejectedPredictionTokens: 0,
    };
  }
}

/** Emits the events of step `index` of one choice; a choice without steps ends with step 0. */
function emit(
  plan: ChoicePlan,
  cursor: AnswerCursor,
  index: number,
  at: number,
  events: ChoiceEvent[],
): void {
  if (index < plan.steps) cursor.next(at, events);
  if (index === Math.max(plan.steps - 1, 0)) cursor.end(at, events);
}
