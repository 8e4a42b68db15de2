import type { Steps } from '../runtime/steps.ts';
import type { ChoicePlan, ItemPlan, PartPlan } from './choice-plan.ts';
import type { TokenLogprob, Usage } from './event.ts';
import { createGeneration, type Generation } from './generation.ts';
import { firstPassTokens } from './passes.ts';
import type { OfAgent } from './ports/work.ts';
import type { Logprobs } from './sampling/logprobs.ts';
import { createPaced } from './scheduler/paced.ts';
import type { SequencePace } from './scheduler/scheduler.ts';

/** An answer with its pace, as data that survives a JSON round trip: it can be played again at any time. */
export interface RecordedAnswer {
  readonly choices: readonly RecordedChoice[];
  /** Without what later passes read. */
  readonly usage: Usage;
  /** Milliseconds. */
  readonly ttft: number;
  /** One value per gap, or a number of gaps of equal length, in milliseconds. */
  readonly gaps: readonly number[] | { readonly each: number; readonly length: number };
  readonly workScale: number;
}

type RecordedChoice = Omit<ChoicePlan, 'items'> & { readonly items: readonly RecordedItem[] };
type RecordedItem =
  | Exclude<ItemPlan, { kind: 'message' }>
  | (OfAgent & { readonly kind: 'message'; readonly parts: readonly RecordedPart[] });
type RecordedPart = Omit<PartPlan, 'logprobs'> & { readonly logprobs?: readonly TokenLogprob[] };

/**
 * Records an answer, its log probabilities included, in steps: these take long to make.
 *
 * @throws TypeError if the pace of the answer is not known from the start
 * @example
 * const recorded = await runSteps(recordAnswer(generation), turns);
 * replayAnswer(JSON.parse(JSON.stringify(recorded)), clock.now()); // the same events, from now on
 */
export function* recordAnswer({ plans, firstUsage, pace }: Generation): Steps<RecordedAnswer> {
  if (pace === undefined)
    throw new TypeError('Only an answer whose pace is known from the start can be recorded');
  const { ttft, gaps, workScale } = pace;
  const choices: RecordedChoice[] = [];
  for (const { knownBy: _, ...plan } of plans) {
    const items: RecordedItem[] = [];
    for (const item of plan.items) items.push(yield* toRecordedItem(item));
    choices.push({ ...plan, items });
  }
  return {
    choices,
    usage: firstUsage,
    ttft,
    gaps: gaps instanceof Float32Array ? [...gaps] : gaps,
    workScale,
  };
}

/** Plays a recorded answer whose request arrives at `arrivedAt`, which may lie in the past. */
export function replayAnswer(recorded: RecordedAnswer, arrivedAt: number): Generation {
  const choices = recorded.choices.map((choice) => ({ ...choice, items: choice.items.map(toItem) }));
  const { usage } = recorded;
  const { promptTokens, cachedTokens } = usage;
  const passTokens = firstPassTokens(choices);
  const pass = { arrivedAt, promptTokens, cachedTokens, passTokens, before: 0 };
  return createGeneration(choices, usage, createPaced(toPace(recorded), pass), { arrivedAt });
}

function* toRecordedItem(item: ItemPlan): Steps<RecordedItem> {
  if (item.kind !== 'message') return item;
  const parts: RecordedPart[] = [];
  for (const { logprobs, ...part } of item.parts) {
    parts.push({ ...part, ...(logprobs && { logprobs: yield* listed(logprobs) }) });
  }
  return { ...item, parts };
}

/** Tokens whose log probabilities are made in one step, alternatives included. */
const ENTRIES_PER_STEP = 256;

function* listed(logprobs: Logprobs): Steps<TokenLogprob[]> {
  const next = logprobs.start();
  const tokens: TokenLogprob[] = [];
  const perStep = Math.ceil(ENTRIES_PER_STEP / logprobs.entries);
  for (let index = 0; index < logprobs.length; index++) {
    tokens.push(next());
    if (index % perStep === perStep - 1) yield;
  }
  return tokens;
}

function toItem(item: RecordedItem): ItemPlan {
  if (item.kind !== 'message') return item;
  const parts = item.parts.map(({ logprobs, ...part }) => ({
    ...part,
    logprobs: logprobs && toLogprobs(logprobs),
  }));
  return { ...item, parts };
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

function toPace({ ttft, gaps, workScale }: RecordedAnswer): SequencePace {
  return { ttft, gaps: 'each' in gaps ? gaps : Float32Array.from(gaps), workScale };
}
