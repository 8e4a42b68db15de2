import type { RecordedAnswer } from '../../../engine/recorded.ts';
import { defineCollection } from '../../../kernel/collections.ts';
import type { Compaction } from './compaction/compaction-item.ts';
import type { ResponseObject } from './response-object.ts';
import type { ListedItem } from './schema/items.ts';
import type { Include } from './schema/request.ts';

/** A stored response. */
export interface ResponseRecord {
  readonly id: string;
  /** As it is when it has ended, with all that its items hold. */
  readonly response: ResponseObject;
  /** What its items show besides what they always show. */
  readonly include?: Include;
  /** The input of this response alone, with ids; what came before is found by `previous_response_id`. */
  readonly input: readonly ListedItem[];
  /** Present if it is made in the background: then it ends in its own time. */
  readonly background?: BackgroundRecord;
}

/** What a response in the background is derived from at any time: its events are not kept one by one. */
export interface BackgroundRecord {
  readonly recorded: RecordedAnswer;
  /** Unix milliseconds. */
  readonly arrivedAt: number;
  readonly endsAt: number;
  /** Null unless it was cancelled before it ended. */
  readonly cancelledAt: number | null;
  /** How far its answer had come when it was cancelled: milliseconds after its arrival. All streams end there. */
  readonly cancelledAfter?: number;
  /** Present if the answer continues a history that was compacted for it. */
  readonly compaction?: Compaction;
  /** Whether its streams have the sound of the answer. */
  readonly isSpoken?: boolean;
}

export const responseCollection = defineCollection<ResponseRecord>({
  name: 'responses',
  maximum: ({ maxStored }) => maxStored,
  overflow: 'drop-oldest',
});
