import type { ChoicePlan, ItemPlan, PartPlan } from './choice-plan.ts';
import type { TokenLogprob, Usage } from './event.ts';
import { createGeneration, type Generation } from './generation.ts';
import type { Pace } from './latency/model.ts';
import type { Logprobs } from './sampling/logprobs.ts';

/** An answer with its pace, as data that survives a JSON round trip: it can be played again at any time. */
export interface RecordedAnswer {
  readonly choices: readonly RecordedChoice[];
  readonly usage: Usage;
  /** Milliseconds. */
  readonly ttft: number;
  /** One value per gap, or a number of gaps of equal length, in milliseconds. */
  readonly gaps: readonly number[] | { readonly each: number; readonly length: number };
}

type RecordedChoice = Omit<ChoicePlan, 'items'> & { readonly items: readonly RecordedItem[] };
type RecordedItem =
  | Exclude<ItemPlan, { kind: 'message' }>
  | { readonly kind: 'message'; readonly parts: readonly RecordedPart[] };
type RecordedPart = Omit<PartPlan, 'logprobs'> & { readonly logprobs?: readonly TokenLogprob[] };

/**
 * Records an answer, its log probabilities included.
 *
 * @param arrivedAt when its request arrived
 * @example
 * const recorded = recordAnswer(plans, generation, arrivedAt);
 * replayAnswer(JSON.parse(JSON.stringify(recorded)), clock.now()); // the same events, from now on
 */
export function recordAnswer(generation: Generation, arrivedAt: number): RecordedAnswer {
  const { plans, usage, gaps, firstAt } = generation;
  return {
    choices: plans.map((plan) => ({ ...plan, items: plan.items.map(toRecordedItem) })),
    usage,
    ttft: firstAt - arrivedAt,
    gaps: gaps instanceof Float32Array ? [...gaps] : gaps,
  };
}

/** Plays a recorded answer whose request arrives at `arrivedAt`, which may lie in the past. */
export function replayAnswer(recorded: RecordedAnswer, arrivedAt: number): Generation {
  const choices = recorded.choices.map((choice) => ({ ...choice, items: choice.items.map(toItem) }));
  return createGeneration(choices, recorded.usage, toPace(recorded), { arrivedAt });
}

function toRecordedItem(item: ItemPlan): RecordedItem {
  if (item.kind !== 'message') return item;
  return {
    kind: 'message',
    parts: item.parts.map(({ logprobs, ...part }) => ({
      ...part,
      ...(logprobs && { logprobs: listed(logprobs) }),
    })),
  };
}

function listed(logprobs: Logprobs): TokenLogprob[] {
  const next = logprobs.start();
  return Array.from({ length: logprobs.length }, () => next());
}

function toItem(item: RecordedItem): ItemPlan {
  if (item.kind !== 'message') return item;
  const parts = item.parts.map(({ logprobs, ...part }) => ({
    ...part,
    logprobs: logprobs && toLogprobs(logprobs),
  }));
  return { kind: 'message', parts };
}

function toLogprobs(tokens: readonly TokenLogprob[]): Logprobs {
  return {
    length: tokens.length,
    entries: 1 + (tokens[0]?.top.length ?? 0),
    start() {
      let index = 0;
      return () => tokens[index++] as TokenLogprob;
    },
  };
}

function toPace({ ttft, gaps }: RecordedAnswer): Pace {
  if ('each' in gaps) return { ttft, gap: () => gaps.each, steady: gaps.each };
  return { ttft, gap: (index) => gaps[index - 1] ?? 0 };
}
