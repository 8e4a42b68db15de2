import type { Collection, CollectionDefinition, Store } from '../storage/store.ts';

/** What became of one event on its way to one address: an entry of the delivery log. It holds neither body nor signature nor secret. */
export interface Delivery {
  /** The `webhook-id` of every attempt. */
  readonly id: string;
  readonly eventId: string;
  readonly type: string;
  /** The address without what may be secret in it: credentials and query. */
  readonly url: string;
  /** Unix seconds. */
  readonly createdAt: number;
  readonly state: DeliveryState;
  readonly attempts: readonly Attempt[];
  /** Unix milliseconds; while it is pending after a failure. */
  readonly nextAttemptAt?: number;
}

export type DeliveryState = 'pending' | 'delivered' | 'failed';

/** One attempt: what the receiver answered, or why there was no answer. */
export interface Attempt {
  /** Unix milliseconds. */
  readonly at: number;
  readonly status?: number;
  readonly error?: string;
  readonly durationMs: number;
}

const DELIVERIES: CollectionDefinition<Delivery> = {
  name: 'webhook.deliveries',
  fields: { state: ({ state }) => state, type: ({ type }) => type },
  maximum: 10_000,
  overflow: 'drop-oldest',
};

/** The delivery log, by project: the latest ten thousand entries of all. */
export function openDeliveries(store: Store): Collection<Delivery> {
  return store.collection(DELIVERIES);
}
