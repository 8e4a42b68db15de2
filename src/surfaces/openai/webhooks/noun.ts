import Type from 'typebox';
import { defineNoun } from '../../../kernel/noun.ts';
import type { Row } from '../../../kernel/operation.ts';
import { resource } from '../../../kernel/resource.ts';
import type { Turns } from '../../../runtime/turns.ts';
import type { Collection, Store } from '../../../storage/store.ts';
import { type Delivery, type DeliveryState, deliveryCollection } from '../../../webhooks/delivery.ts';

const State = Type.Unsafe<DeliveryState>({ type: 'string', enum: ['pending', 'delivered', 'failed'] });

const DeliveryItem = Type.Object({
  id: Type.String(),
  object: Type.Literal('webhook.delivery'),
  created_at: Type.Integer(),
  event: Type.Object({ id: Type.String(), type: Type.String() }),
  url: Type.String(),
  state: State,
  next_attempt_at: Type.Union([Type.Integer(), Type.Null()]),
  attempts: Type.Array(
    Type.Object({
      at: Type.Integer(),
      status: Type.Union([Type.Integer(), Type.Null()]),
      error: Type.Union([Type.String(), Type.Null()]),
      duration_ms: Type.Number(),
    }),
  ),
});

export interface WebhookServices {
  readonly store: Store;
  readonly turns: Turns;
}

interface WebhookCollections {
  readonly deliveries: Collection<Delivery>;
}

/** The webhook deliveries of the caller's project, latest first by default. */
export const webhooks = defineNoun({
  tag: 'Webhooks',
  collections: { deliveries: deliveryCollection },
  rows: webhookRows,
});

function webhookRows({ store, turns }: WebhookServices, { deliveries }: WebhookCollections): Row[] {
  return resource({
    noun: 'webhook delivery',
    nouns: 'webhook deliveries',
    path: '/webhooks/deliveries',
    param: 'delivery_id',
    store,
    turns,
    collection: deliveries,
    item: DeliveryItem,
    toItem,
    list: {
      id: 'listWebhookDeliveries',
      query: {
        after: Type.Optional(Type.String({ minLength: 1 })),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
        order: Type.Optional(Type.Unsafe<'asc' | 'desc'>({ type: 'string', enum: ['asc', 'desc'] })),
        state: Type.Optional(State),
        type: Type.Optional(Type.String({ minLength: 1 })),
      },
      filter: ({ state, type }) => ({ where: { state, type } }),
      defaultOrder: 'desc',
    },
  });
}

/** The API uses Unix seconds throughout. */
function toItem(delivery: Delivery): Type.Static<typeof DeliveryItem> {
  const { id, eventId, type, url, createdAt, state, nextAttemptAt, attempts } = delivery;
  return {
    id,
    object: 'webhook.delivery',
    created_at: createdAt,
    event: { id: eventId, type },
    url,
    state,
    next_attempt_at: nextAttemptAt === undefined ? null : Math.floor(nextAttemptAt / 1000),
    attempts: attempts.map(({ at, status = null, error = null, durationMs }) => ({
      at: Math.floor(at / 1000),
      status,
      error,
      duration_ms: durationMs,
    })),
  };
}
