import type { ModelCard } from '../engine/models/card.ts';

/** What answers name as their model: the dated version that an alias stands for, or what was requested. */
export type ReplyModel = 'snapshot' | 'requested';

/**
 * What an answer names as its model: the dated version that an alias stands for, as OpenAI answers, unless the operator
 * wants what was requested.
 *
 * @example
 * repliedModel(card, 'snapshot'); // 'gpt-4o-2024-08-06' for the card of gpt-4o
 */
export function repliedModel({ id, snapshot }: ModelCard, wanted: ReplyModel): string {
  return wanted === 'snapshot' ? (snapshot ?? id) : id;
}
