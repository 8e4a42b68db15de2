import {
  type ChoicePlan,
  type ItemPlan,
  reasoningWithin,
  stagesOf,
  tokensOf,
  tokensWithin,
} from './choice-plan.ts';
import { inSteps } from './cluster/reported-tokens.ts';
import type { Usage } from './event.ts';
import type { Scheduled } from './scheduler/scheduler.ts';

/**
 * An answer with hosted work is generated in passes: the model reads the prompt and writes calls, the work is done, the
 * model reads everything with the results and goes on.
 */

/** The tokens of the longest choice of an answer in its first pass. */
export function firstPassTokens(choices: readonly ChoicePlan[]): number {
  const tokensOfPass = ({ items, steps, tokens }: ChoicePlan): number =>
    steps === tokens ? tokens : passTokens(items, 0);
  return choices.reduce((most, choice) => Math.max(most, tokensOfPass(choice)), 0);
}

/** Tokens from an item on, up to the next work that the model waits for. */
function passTokens(items: readonly ItemPlan[], start: number): number {
  let tokens = 0;
  for (let index = start; index < items.length; index++) {
    const item = items[index] as ItemPlan;
    tokens += tokensOf(item);
    if (tokens > 0 && endsPass(item)) break;
  }
  return tokens;
}

const endsPass = (item: ItemPlan): boolean => item.kind === 'work' && item.endsPass;

/** When the steps of an answer are due. */
export type StepTimes = Pick<Scheduled, 'dueOf' | 'lastDue' | 'onReady' | 'release'>;

/**
 * When the steps of an answer with hosted work are due. The scheduler takes on each pass when the work before it is done;
 * work that the model does not wait for delays what it writes afterwards.
 */
export class PassTimes implements StepTimes {
  readonly #plan: ChoicePlan;
  readonly #dues: number[] = [];
  readonly #walk: Iterator<void>;
  #pass: Scheduled;
  #isComplete = false;
  #failure: unknown;
  #listener: (() => void) | undefined;

  /** @param usage without what later passes read */
  constructor(plan: ChoicePlan, usage: Usage, first: Scheduled, arrivedAt: number) {
    this.#plan = plan;
    this.#pass = first;
    this.#walk = this.#times(usage, arrivedAt);
    this.#go();
  }

  dueOf(index: number): number {
    const due = this.#dues[index];
    if (due === undefined && this.#failure !== undefined) throw this.#failure;
    return due ?? Number.POSITIVE_INFINITY;
  }

  get lastDue(): number {
    if (this.#failure !== undefined) throw this.#failure;
    return this.#isComplete ? (this.#dues.at(-1) as number) : Number.POSITIVE_INFINITY;
  }

  onReady(listener: () => void): void {
    this.#listener = listener;
  }

  release(): void {
    this.#pass.release();
  }

  /** Goes as far as times are known. */
  #go(): void {
    this.#isComplete = this.#walk.next().done === true;
    if (this.#isComplete) return;
    this.#pass.onReady(() => {
      const known = this.#dues.length;
      try {
        this.#go();
      } catch (error) {
        this.#failure = error;
      }
      if (this.#dues.length > known || this.#failure !== undefined) this.#listener?.();
    });
  }

  /** Yields while the time of the next step is not known. */
  *#times(usage: Usage, arrivedAt: number): Generator<void, void> {
    const { items } = this.#plan;
    const dues = this.#dues;
    let context = usage.promptTokens;
    let before = context;
    let written = 0;
    let token = 0;
    let due = arrivedAt;
    let delay = 0;
    let isOver = false;
    for (const [index, item] of items.entries()) {
      const own = tokensOf(item);
      if (isOver && own > 0) {
        const [promptTokens, cachedTokens] = [context, inSteps(before)];
        const pass = { arrivedAt: due, promptTokens, cachedTokens, passTokens: passTokens(items, index) };
        this.#pass.release();
        this.#pass = this.#pass.resume({ ...pass, before: written });
        before = context;
        token = 0;
        delay = 0;
        isOver = false;
      }
      for (const end = token + own; token < end; token++) {
        while (this.#pass.dueOf(token) === Number.POSITIVE_INFINITY) yield;
        due = this.#pass.dueOf(token) + delay;
        dues.push(due);
      }
      written += own;
      context += own;
      if (item.kind !== 'work') continue;
      for (const { after } of item.stages) {
        due += after * this.#pass.workScale;
        delay += after * this.#pass.workScale;
        dues.push(due);
      }
      context += item.readTokens;
      isOver ||= item.endsPass && written > 0;
    }
  }
}

/** Steps before the first token of a choice: the stages of what is done before the model is asked. */
export function leadIn({ items, steps }: ChoicePlan): number {
  let lead = 0;
  for (const item of items) {
    if (tokensOf(item) > 0) break;
    lead += stagesOf(item);
  }
  return Math.min(lead, Math.max(0, steps - 1));
}

/**
 * The usage of an answer with what its later passes read: of all of them, or of those that have begun within some steps. What
 * the pass before has read is cached, as for any prompt. Answers of several passes have one choice.
 *
 * @param usage what is used if each prompt is read once
 */
export function usageOfPasses(
  usage: Usage,
  [only]: readonly ChoicePlan[],
  steps = Number.POSITIVE_INFINITY,
): Usage {
  if (only === undefined || only.steps === only.tokens) return usage;
  const { items } = only;
  let { promptTokens, cachedTokens } = usage;
  let context = promptTokens;
  let before = promptTokens;
  let written = 0;
  let end = 0;
  for (const [index, item] of items.entries()) {
    const own = tokensOf(item);
    written += own;
    context += own;
    end += own + stagesOf(item);
    // The next pass has not begun, nor has the rest.
    if (end >= steps) break;
    if (item.kind !== 'work') continue;
    context += item.readTokens;
    if (written === 0) {
      promptTokens += item.readTokens;
      before = context;
    } else if (item.endsPass && index < items.length - 1) {
      promptTokens += context;
      cachedTokens += inSteps(before);
      before = context;
    }
  }
  return { ...usage, promptTokens, cachedTokens };
}

/**
 * The usage of an answer of one choice that ends after one of its items.
 *
 * @param first what is used if the prompt is read once
 * @param last number of the last item
 */
export function usageUpTo(first: Usage, plan: ChoicePlan, last: number): Usage {
  const steps = plan.items.slice(0, last + 1).reduce((sum, item) => sum + tokensOf(item) + stagesOf(item), 0);
  const completionTokens = tokensWithin(plan, steps);
  return {
    ...usageOfPasses(first, [plan], steps),
    completionTokens,
    reasoningTokens: reasoningWithin(plan, completionTokens),
    acceptedPredictionTokens: 0,
    rejectedPredictionTokens: 0,
  };
}
