import { defineCollection } from '../../../kernel/collections.ts';
import type { ResponseObject } from './response-object.ts';
import type { ListedItem } from './schema/items.ts';

/** A stored response. */
export interface ResponseRecord {
  readonly id: string;
  /** As it stands. */
  readonly response: ResponseObject;
  /** The input of this response alone, with ids; what came before is found by `previous_response_id`. */
  readonly input: readonly ListedItem[];
}

export const responseCollection = defineCollection<ResponseRecord>({
  name: 'responses',
  fields: { status: ({ response }) => response.status },
  maximum: ({ maxStored }) => maxStored,
  overflow: 'drop-oldest',
});
