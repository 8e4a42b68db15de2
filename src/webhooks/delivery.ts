import type { CollectionDefinition } from '../storage/store.ts';

/**
 * A delivery log entry: the delivery of one event to one address. Contains neither body nor signature nor
 * secret.
 */
export interface Delivery {
  /** The `webhook-id` of every attempt. */
  readonly id: string;
  readonly eventId: string;
  readonly type: string;
  /** The address without its potentially secret parts: credentials and query. */
  readonly url: string;
  /** Unix seconds. */
  readonly createdAt: number;
  readonly state: DeliveryState;
  readonly attempts: readonly Attempt[];
  /** Unix milliseconds; set while the delivery is pending after a failure. */
  readonly nextAttemptAt?: number;
}

export type DeliveryState = 'pending' | 'delivered' | 'failed';

/** One attempt: the receiver's response, or why there was none. */
export interface Attempt {
  /** Unix milliseconds. */
  readonly at: number;
  readonly status?: number;
  readonly error?: string;
  readonly durationMs: number;
}

/** The delivery log by project; keeps the latest ten thousand entries overall. */
export const deliveryCollection: CollectionDefinition<Delivery> = {
  name: 'webhook.deliveries',
  fields: { state: ({ state }) => state, type: ({ type }) => type },
  maximum: 10_000,
  overflow: 'drop-oldest',
};
