import type { Timeline } from '../runtime/timeline.ts';
import type { ChoiceEvent, GenerationEvent, TokenLogprob, Usage } from './event.ts';
import type { Pace } from './latency/model.ts';
import type { ChoicePlan } from './plan.ts';
import type { Logprobs } from './sampling/logprobs.ts';

/** Gaps between consecutive tokens, in ms: one value per gap, or a number of gaps of equal length. */
export type Gaps = Float32Array | { readonly each: number; readonly length: number };

/** An answer in progress. */
export interface Generation extends Timeline<GenerationEvent[]> {
  /** Usage of the complete answer. */
  readonly usage: Usage;
  /** Usage so far: less than `usage` while the answer is in progress, or after it was cancelled. */
  usageSoFar(): Usage;
  /** When the first and the last token are due; equal for a single token. */
  readonly firstAt: number;
  readonly endsAt: number;
  /** The full text of a choice, available ahead of time; without reasoning and tool calls. */
  said(choice: number): string;
  readonly choices: number;
  /** All events of a choice but its log probabilities, without waiting until they are due. */
  eventsOf(choice: number): Iterable<ChoiceEvent>;
  /** The log probabilities of a choice's text, if it has any. */
  logprobsOf(choice: number): Logprobs | undefined;
  /** How much work the events of all choices are together, as a number of log probabilities. */
  readonly work: number;
  /** Token gaps of the longest choice. */
  readonly gaps: Gaps;
  /** Gaps between the tokens generated so far. */
  gapsSoFar(): Gaps;
}

/**
 * Plays planned choices at a pace. Choices of one request are decoded together: token `i` of each is due at
 * the same time, and reasoning comes before the answer. A choice finishes with its last token; usage comes
 * with the very last token.
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
  readonly gaps: Gaps;
  readonly firstAt: number;
  readonly endsAt: number;
  readonly #choices: readonly ChoicePlan[];
  readonly #length: number;
  /** Tokens per choice in one batch. */
  readonly #batch: number;
  readonly #continuousUsage: boolean;
  /** By choice: returns the log probability of its next token. */
  readonly #nextLogprob: ((() => TokenLogprob) | undefined)[];
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
    this.usage = usage;
    this.#continuousUsage = continuousUsage;
    this.#onEnd = onEnd;
    this.#choices = choices;
    // An answer without tokens still takes its time to first token.
    this.#length = Math.max(1, ...choices.map((choice) => choice.tokens));
    const entries = choices.reduce((most, { logprobs }) => Math.max(most, logprobs?.entries ?? 0), 0);
    this.#batch = Math.max(1, Math.floor(BATCH_TOKENS / (choices.length * Math.max(1, entries))));
    this.#nextLogprob = choices.map(({ logprobs }) => logprobs?.start());
    this.firstAt = arrivedAt + pace.ttft;
    this.#at = this.firstAt;
    const length = this.#length - 1;
    if (pace.steady === undefined) {
      const gaps = new Float32Array(length);
      let total = 0;
      for (let index = 0; index < length; index++) {
        const gap = pace.gap(index + 1);
        gaps[index] = gap;
        total += gap;
      }
      this.gaps = gaps;
      this.endsAt = this.firstAt + total;
    } else {
      this.gaps = { each: pace.steady, length };
      this.endsAt = this.firstAt + pace.steady * length;
    }
  }

  get nextAt(): number | undefined {
    return this.#over ? undefined : this.#at;
  }

  take(now: number): GenerationEvent[] | undefined {
    if (this.#over || this.#at > now) return undefined;
    const events: GenerationEvent[] = [];
    const end = this.#index + this.#batch;
    while (this.#at <= now && this.#index < end && !this.#over) {
      const at = this.#at;
      const first = this.#index;
      const only = this.#choices.length === 1 ? (this.#choices[0] as ChoicePlan) : undefined;
      const run = only && !this.#continuousUsage ? this.#textRun(only, now, end) : 0;
      if (only && run > 0) {
        const start = first - only.reasoning.length;
        const pieces = withoutEmpty(only.text.slice(start, start + run));
        if (pieces.length > 0) events.push({ type: 'text', at, choice: 0, pieces });
        if (this.#over) emitEnd(only, 0, this.endsAt, events);
      } else {
        for (let choice = 0; choice < this.#choices.length; choice++) {
          const from = events.length;
          emit(this.#choices[choice] as ChoicePlan, choice, first, at, events, this.#nextLogprob[choice]);
          if (this.#continuousUsage) this.#addUsage(events, from, choice);
        }
        this.#advance();
      }
    }
    if (this.#over) {
      events.push({ type: 'usage', at: this.endsAt, usage: this.usage });
      this.#end();
    }
    return events;
  }

  /** Moves to the next token. */
  #advance(): void {
    if (++this.#index >= this.#length) {
      this.#over = true;
    } else if (this.#index === this.#length - 1) {
      // Summing the gaps would accumulate rounding errors; the last token is due exactly at endsAt.
      this.#at = this.endsAt;
    } else {
      this.#at += this.gaps instanceof Float32Array ? (this.gaps[this.#index - 1] as number) : this.gaps.each;
    }
  }

  /** Skips the plain text tokens that are due, and returns their number. */
  #textRun(plan: ChoicePlan, now: number, end: number): number {
    const from = this.#index;
    const last = plan.reasoning.length + plan.text.length;
    if (from < plan.reasoning.length || plan.logprobs !== undefined || plan.isRefusal) return 0;
    while (this.#index < Math.min(last, end) && this.#at <= now && !this.#over) this.#advance();
    return this.#index - from;
  }

  said(choice: number): string {
    return this.#choices[choice]?.text.join('') ?? '';
  }

  get choices(): number {
    return this.#choices.length;
  }

  *eventsOf(choice: number): Generator<ChoiceEvent> {
    const plan = this.#choices[choice] as ChoicePlan;
    const events: ChoiceEvent[] = [];
    const end = Math.max(plan.tokens, 1);
    for (let index = 0; index < end; index++) {
      emit(plan, choice, index, this.endsAt, events);
      if (events.length === 0) continue;
      yield* events;
      events.length = 0;
    }
  }

  logprobsOf(choice: number): Logprobs | undefined {
    return this.#choices[choice]?.logprobs;
  }

  get work(): number {
    return this.#choices.reduce(
      (sum, { tokens, logprobs }) =>
        sum + tokens / TOKENS_PER_LOGPROB + (logprobs ? logprobs.length * logprobs.entries : 0),
      0,
    );
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
    const length = Math.max(0, Math.min(this.#index, this.#length) - 1);
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

  /** Usage when each choice has generated the given number of tokens, or all its tokens if it has fewer. */
  #usageAt(generated: (choice: number) => number): Usage {
    if (this.#choices.every(({ tokens }, choice) => tokens <= generated(choice))) return this.usage;
    const sum = (of: (plan: ChoicePlan) => number): number =>
      this.#choices.reduce((total, plan, choice) => total + Math.min(of(plan), generated(choice)), 0);
    return {
      ...this.usage,
      completionTokens: sum((plan) => plan.tokens),
      reasoningTokens: sum((plan) => plan.reasoning.length),
      acceptedPredictionTokens: 0,
      rejectedPredictionTokens: 0,
    };
  }
}

/** Drops the empty pieces of tokens that complete no character. */
function withoutEmpty(pieces: readonly string[]): readonly string[] {
  return pieces.includes('') ? pieces.filter((piece) => piece !== '') : pieces;
}

/** Emits the events of token `index` of one choice; none if the token completes no text. */
function emit(
  plan: ChoicePlan,
  choice: number,
  index: number,
  at: number,
  events: GenerationEvent[],
  nextLogprob?: () => TokenLogprob,
): void {
  const isLast = index === Math.max(plan.tokens - 1, 0);
  if (index < plan.reasoning.length) {
    const text = plan.reasoning[index] as string;
    if (text !== '') events.push({ type: 'reasoning', at, choice, text });
  } else if (index - plan.reasoning.length < plan.text.length) {
    emitText(plan, choice, index - plan.reasoning.length, at, events, nextLogprob?.());
  } else if (plan.calls.length > 0) {
    emitCall(plan, choice, index - plan.reasoning.length - plan.text.length, at, events);
  }
  if (isLast) emitEnd(plan, choice, at, events);
}

function emitEnd(plan: ChoicePlan, choice: number, at: number, events: GenerationEvent[]): void {
  const { citations } = plan;
  if (citations.length > 0) events.push({ type: 'citations', at, choice, citations });
  events.push({ type: 'finished', at, choice, reason: plan.reason });
}

function emitText(
  plan: ChoicePlan,
  choice: number,
  index: number,
  at: number,
  events: GenerationEvent[],
  logprob: TokenLogprob | undefined,
): void {
  const text = plan.text[index] as string;
  if (text === '' && logprob === undefined) return;
  if (plan.isRefusal) events.push({ type: 'refusal', at, choice, text, ...(logprob && { logprob }) });
  else events.push({ type: 'text', at, choice, pieces: [text], ...(logprob && { logprob }) });
}

function emitCall(
  plan: ChoicePlan,
  choice: number,
  index: number,
  at: number,
  events: GenerationEvent[],
): void {
  let position = index;
  for (let number = 0; number < plan.calls.length; number++) {
    const { call, overhead, pieces } = plan.calls[number] as (typeof plan.calls)[number];
    const length = overhead + pieces.length;
    if (position < length) {
      // The name is complete with the last framing token.
      if (position === overhead - 1) events.push({ type: 'tool-call', at, choice, index: number, call });
      const text = pieces[position - overhead];
      if (text) events.push({ type: 'tool-input', at, choice, index: number, text });
      return;
    }
    position -= length;
  }
}
