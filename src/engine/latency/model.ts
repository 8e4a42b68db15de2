import type { Random } from '../../runtime/random.ts';
import type { ModelCard } from '../models/card.ts';

/** Decides when tokens arrive, independently of the content. All times in milliseconds. */
export interface LatencyModel {
  plan(work: LatencyWork, random: Random): Pace;
}

export interface LatencyWork {
  readonly model: ModelCard;
  readonly promptTokens: number;
  /** Prompt tokens that need no prefill. */
  readonly cachedTokens: number;
  /** Reasoning and visible tokens of the longest choice. */
  readonly outputTokens: number;
  readonly temperature: number;
}

export interface Pace {
  /** Time to first token, from the arrival of the request. */
  readonly ttft: number;
  /** The gap before token `index` (1 is the second token); called once per token, in order. */
  gap(index: number): number;
  /** Set when all gaps are equal to this value. */
  readonly steady?: number;
  /** Factor of the time that hosted tools take; default 1. */
  readonly workScale?: number;
}
