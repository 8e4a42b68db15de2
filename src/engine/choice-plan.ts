import type { FinishReason } from './event.ts';
import type { OfAgent, StagedWork } from './ports/work.ts';
import type { ToolCall } from './request.ts';
import type { Logprobs } from './sampling/logprobs.ts';
import type { Citation } from './source.ts';

/** One choice, planned in full before its first token is sent: its items, in order, and what each token adds to them. */
export interface ChoicePlan {
  readonly items: readonly ItemPlan[];
  readonly reason: FinishReason;
  /** Total number of tokens, including the framing of tool calls. */
  readonly tokens: number;
  /** Tokens, and stages of works: what happens one after the other. */
  readonly steps: number;
  /** Of all tokens, in order, if the request asks for them. Framing of calls is told as special tokens. */
  readonly ids?: readonly number[];
  /** The same, if a cache is to know the answer by it. */
  readonly knownBy?: readonly number[];
  readonly acceptedPredictionTokens: number;
  readonly rejectedPredictionTokens: number;
}

/** What the tokens of an item add, one piece per token: '' if a token completes no character or is not shown. */
export type ItemPlan = OfAgent &
  (
    | {
        readonly kind: 'reasoning';
        readonly pieces: readonly string[];
        /** What each token adds to the summary, if there is one. */
        readonly summary: readonly string[] | undefined;
        /** The whole text, also if it is not shown. */
        readonly text: string;
      }
    | { readonly kind: 'message'; readonly parts: readonly PartPlan[] }
    | CallPlan
    | WorkPlan
  );

export interface PartPlan {
  readonly kind: 'text' | 'refusal';
  readonly pieces: readonly string[];
  /** Of the tokens of the part. */
  readonly logprobs: Logprobs | undefined;
  readonly citations: readonly Citation[];
}

export interface CallPlan {
  readonly kind: 'call';
  readonly call: Omit<ToolCall, 'input'>;
  readonly pieces: readonly string[];
  /** Tokens for the tool name and the framing of the call; they come before its first piece. */
  readonly overhead: number;
}

export interface WorkPlan extends StagedWork {
  readonly kind: 'work';
  /** What the model writes to have the work done. Without stages if a limit cuts it off. */
  readonly pieces: readonly string[];
  /** Tokens for the framing of the call; 0 if nothing is written. */
  readonly overhead: number;
  /** Tokens that the model reads of the result. */
  readonly readTokens: number;
  /** Whether the model goes on when it is done; false for all but the last of several works at a time. */
  readonly endsPass: boolean;
}

/** The parts of all messages of a choice, in order. */
function partsOf({ items }: ChoicePlan): readonly PartPlan[] {
  const [first] = items;
  if (items.length === 1 && first?.kind === 'message') return first.parts;
  return items.flatMap((item) => (item.kind === 'message' ? item.parts : []));
}

/** The words of a choice, refusals included, without reasoning and calls. */
export function wordsIn(plan: ChoicePlan): string {
  return partsOf(plan)
    .map(({ pieces }) => pieces.join(''))
    .join('');
}

/** How many tokens there are in the first `steps` steps of a choice. */
export function tokensWithin({ items, tokens, steps: all }: ChoicePlan, steps: number): number {
  if (all === tokens) return Math.min(steps, tokens);
  let taken = 0;
  let left = steps;
  for (const item of items) {
    if (left <= 0) break;
    const own = tokensOf(item);
    taken += Math.min(own, left);
    left -= own + stagesOf(item);
  }
  return taken;
}

/** How many of the first `tokens` tokens of a choice are reasoning. */
export function reasoningWithin({ items }: ChoicePlan, tokens = Number.POSITIVE_INFINITY): number {
  let reasoning = 0;
  let left = tokens;
  for (const item of items) {
    if (left <= 0) break;
    const own = tokensOf(item);
    if (item.kind === 'reasoning') reasoning += Math.min(own, left);
    left -= own;
  }
  return reasoning;
}

/** The log probabilities of all texts of a choice, in order; undefined if it has none. */
export function logprobsIn(plan: ChoicePlan): Logprobs | undefined {
  const all = partsOf(plan).flatMap(({ logprobs }) => logprobs ?? []);
  const [first] = all;
  if (first === undefined || all.length === 1) return first;
  return {
    length: all.reduce((sum, { length }) => sum + length, 0),
    entries: first.entries,
    start() {
      let part = 0;
      let left = first.length;
      let next = first.start();
      return () => {
        while (left === 0) {
          const following = all[++part] as Logprobs;
          left = following.length;
          next = following.start();
        }
        left--;
        return next();
      };
    },
  };
}

/** Tokens of an item. */
export function tokensOf(item: ItemPlan): number {
  if (item.kind === 'message') return item.parts.reduce((sum, { pieces }) => sum + pieces.length, 0);
  return item.kind === 'reasoning' ? item.pieces.length : item.overhead + item.pieces.length;
}

/** Stages of an item: steps after its tokens. */
export function stagesOf(item: ItemPlan): number {
  return item.kind === 'work' ? item.stages.length : 0;
}
