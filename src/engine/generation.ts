import type { Timeline } from '../runtime/timeline.ts';
import { AnswerCursor } from './answer-cursor.ts';
import { type ChoicePlan, logprobsIn, reasoningWithin, tokensWithin, wordsIn } from './choice-plan.ts';
import type { ChoiceEvent, GenerationEvent, Usage } from './event.ts';
import { leadIn, PassTimes, type StepTimes, usageOfPasses } from './passes.ts';
import type { Logprobs } from './sampling/logprobs.ts';
import type { Gaps, Scheduled, SequencePace } from './scheduler/scheduler.ts';

/** An answer in progress. */
export interface Generation extends Timeline<GenerationEvent[]> {
  /** Usage of the complete answer. What was cached of the prompt is known once the first token is due. */
  readonly usage: Usage;
  /** The same without what later passes read. */
  readonly firstUsage: Usage;
  /** Usage so far: less than `usage` while the answer is in progress, or after it was cancelled. */
  usageSoFar(): Usage;
  /** When the first and the last token are due; equal for a single token. Infinity while that is not known. */
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
  /** Tokens of the longest choice, and how many of them were taken so far. */
  readonly longest: number;
  readonly tokensTaken: number;
  /** How many tokens a choice may have; undefined if that is not known, as of answers that are played again. */
  readonly limit: number | undefined;
  /** The pace, if the scheduler knows it from the start. */
  readonly pace: SequencePace | undefined;
  /** When its first pass was admitted to a batch: known when the first token is due. */
  readonly admittedAt: number;
  /** Ends it as if all of it had been taken: its answer is known already. */
  finish(): void;
  /** Gaps between all tokens, when the last one is due. */
  readonly gaps: Gaps;
}

/**
 * Plays planned choices as a scheduler times them. Choices of one request are decoded together: token `i` of each is due at
 * the same time. A choice finishes with its last token; usage comes
 * with the very last token. Stages of works are steps between tokens; answers that have any have a single choice.
 *
 * @param usage without what later passes read, and without what is cached
 */
export function createGeneration(
  choices: readonly ChoicePlan[],
  usage: Usage,
  scheduled: Scheduled,
  options: GenerationOptions,
): Generation {
  return new Planned(choices, usage, scheduled, options);
}

export interface GenerationOptions {
  /** On the clock's `now()` scale. */
  readonly arrivedAt: number;
  /** See {@link Generation.limit}. */
  readonly limit?: number | undefined;
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
  readonly #usage: Usage;
  readonly #choices: readonly ChoicePlan[];
  readonly #scheduled: Scheduled;
  readonly #times: StepTimes;
  /** Steps of the longest choice. */
  readonly #length: number;
  readonly longest: number;
  readonly limit: number | undefined;
  /** Tokens per choice in one batch. */
  readonly #batch: number;
  readonly #continuousUsage: boolean;
  readonly #cursors: readonly AnswerCursor[];
  /** How many of the ids of each choice have been told; undefined if none are asked for. */
  readonly #told: number[] | undefined;
  /** Index of the next step, the same for every choice, and the time it is due. */
  #index = 0;
  #at: number;
  #over = false;
  #onEnd: (() => void) | undefined;

  constructor(
    choices: readonly ChoicePlan[],
    usage: Usage,
    scheduled: Scheduled,
    { arrivedAt, limit, continuousUsage = false, onEnd }: GenerationOptions,
  ) {
    this.#usage = usage;
    this.#scheduled = scheduled;
    this.#continuousUsage = continuousUsage;
    this.#told = choices.some(({ ids }) => ids) ? choices.map(() => 0) : undefined;
    this.#onEnd = onEnd;
    this.limit = limit;
    this.#choices = choices;
    // An answer without tokens still takes its time to first token.
    let [length, most, entries] = [1, 0, 1];
    for (const plan of choices) {
      length = Math.max(length, plan.steps);
      most = Math.max(most, plan.tokens);
      entries = Math.max(entries, logprobsIn(plan)?.entries ?? 1);
    }
    this.#length = length;
    this.longest = most;
    this.#batch = Math.max(1, Math.floor(BATCH_TOKENS / (choices.length * entries)));
    this.#cursors = choices.map((plan, choice) => new AnswerCursor(plan, choice, true));
    const [only] = choices;
    this.#times =
      only === undefined || only.steps === only.tokens
        ? scheduled
        : new PassTimes(only, usage, scheduled, arrivedAt);
    this.#at = this.#times.dueOf(0);
  }

  get firstUsage(): Usage {
    const { cachedTokens } = this.#scheduled;
    return cachedTokens === this.#usage.cachedTokens ? this.#usage : { ...this.#usage, cachedTokens };
  }

  get usage(): Usage {
    return usageOfPasses(this.firstUsage, this.#choices);
  }

  get firstAt(): number {
    const [only] = this.#choices;
    return this.#times.dueOf(only ? leadIn(only) : 0);
  }

  get endsAt(): number {
    return this.#times.lastDue;
  }

  get admittedAt(): number {
    return this.#scheduled.admittedAt;
  }

  get pace(): SequencePace | undefined {
    return this.#scheduled.pace;
  }

  get nextAt(): number | undefined {
    if (this.#over) return undefined;
    if (this.#at === Number.POSITIVE_INFINITY) this.#at = this.#times.dueOf(this.#index);
    return this.#at;
  }

  onReady(listener: () => void): void {
    this.#times.onReady(listener);
  }

  take(now: number): GenerationEvent[] | undefined {
    if ((this.nextAt ?? Number.POSITIVE_INFINITY) > now) return undefined;
    const events: GenerationEvent[] = [];
    const end = this.#index + this.#batch;
    const isPlain = this.#choices.length === 1 && !this.#continuousUsage && !this.#told;
    const only = isPlain ? this.#cursors[0] : undefined;
    while (this.#at <= now && this.#index < end && !this.#over) {
      const runLength = only?.runLength ?? 0;
      if (only && runLength > 0) this.#takeRun(only, Math.min(end, this.#index + runLength), now, events);
      else this.#takeToken(events);
    }
    if (this.#over) {
      events.push({ type: 'usage', at: this.#at, usage: this.usage });
      this.#end(true);
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
      if (this.#told) this.#addIds(events, from, choice, this.#told);
      if (this.#continuousUsage) this.#addUsage(events, from, choice);
    }
    this.#advance();
  }

  /** Moves to the next step. */
  #advance(): void {
    if (++this.#index >= this.#length) this.#over = true;
    else this.#at = this.#times.dueOf(this.#index);
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

  finish(): void {
    this.#index = this.#length;
    this.#over = true;
    this.#end(true);
  }

  #end(isComplete = false): void {
    this.#times.release(isComplete);
    const onEnd = this.#onEnd;
    this.#onEnd = undefined;
    onEnd?.();
  }

  get tokensTaken(): number {
    const [only] = this.#choices;
    const taken = only && only.steps !== only.tokens ? tokensWithin(only, this.#index) : this.#index;
    return Math.min(taken, this.longest);
  }

  get gaps(): Gaps {
    const { pace } = this.#scheduled;
    if (pace) return pace.gaps;
    const times = this.#times;
    const length = Math.max(0, this.longest - 1);
    return Float32Array.from({ length }, (_, index) => times.dueOf(index + 1) - times.dueOf(index));
  }

  usageSoFar(): Usage {
    return this.#usageAt(() => this.#index);
  }

  /** Adds the ids of the tokens that have not been told yet to the first event of `choice` from index `from` on. */
  #addIds(events: GenerationEvent[], from: number, choice: number, told: number[]): void {
    const plan = this.#choices[choice] as ChoicePlan;
    const event = events[from];
    if (!plan.ids || event === undefined) return;
    const end = tokensWithin(plan, this.#index + 1);
    events[from] = { ...(event as ChoiceEvent), ids: plan.ids.slice(told[choice], end) };
    told[choice] = end;
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
