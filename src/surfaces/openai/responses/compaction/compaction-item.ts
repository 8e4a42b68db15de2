import type { Usage } from '../../../../engine/event.ts';
import type { CompactionItem } from '../answer-items.ts';
import type { Told } from '../works/work-encoder.ts';

/** A history that the server has compacted: the first item of an answer. */
export interface Compaction {
  readonly id: string;
  readonly sealed: string;
  /** Tokens that compacting has read and written. */
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export function toCompactionItem({ id, sealed }: Compaction): CompactionItem {
  return { id, type: 'compaction', encrypted_content: sealed };
}

/** The events that tell of it before those of the answer. */
export function compactionEvents(compaction: Compaction): Told[] {
  const item = toCompactionItem(compaction);
  const added = { ...item, encrypted_content: '' };
  return [
    { type: 'response.output_item.added', output_index: 0, item: added },
    { type: 'response.compaction.compacting', item_id: item.id, output_index: 0 },
    { type: 'response.output_item.done', output_index: 0, item },
  ];
}

/** What an answer has used, and what compacting has used before. */
export function withCompaction(usage: Usage, compaction: Compaction | undefined): Usage {
  if (compaction === undefined) return usage;
  return {
    ...usage,
    promptTokens: usage.promptTokens + compaction.inputTokens,
    completionTokens: usage.completionTokens + compaction.outputTokens,
  };
}
