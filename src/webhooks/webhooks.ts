import type { Jobs } from '../jobs/jobs.ts';
import { type Clock, unixSeconds } from '../runtime/clock.ts';
import type { Ids } from '../runtime/ids.ts';
import type { Log } from '../runtime/log.ts';
import type { Random } from '../runtime/random.ts';
import type { Collection, Write } from '../storage/store.ts';
import type { Delivery } from './delivery.ts';
import { createSend, type Send } from './send.ts';
import { createSender, type PendingDelivery } from './sender.ts';
import { toSignedHeaders } from './signature.ts';

/** Sends platform events to the addresses configured by the operator. */
export interface Webhooks {
  /**
   * Returns writes to include in the commit that the event reports: one delivery with its job for each
   * endpoint subscribed to the type, none without subscribers. Call `jobs.wake()` after the commit.
   */
  announcing(event: PlatformEvent): readonly Write<void>[];
}

export interface PlatformEvent {
  /** OpenAI's name of the event type, e.g. `batch.completed`. */
  readonly type: string;
  /** Any value that survives a JSON round trip, e.g. `{ id: 'batch_…' }`. */
  readonly data: object;
  /** The scope whose delivery log lists the event. */
  readonly project: string;
}

/** An address configured by the operator. Requests can never add one. */
export interface Endpoint {
  /** An http or https address, without credentials. */
  readonly url: string;
  /** `whsec_` followed by base64. */
  readonly secret: string;
  /** Event types to send. Defaults to all. */
  readonly events?: readonly string[];
}

export interface WebhooksOptions {
  /**
   * Clock for events, retries and signatures. May be simulated; a receiver that runs in real time then has to
   * tolerate the timestamps.
   */
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly deliveries: Collection<Delivery>;
  /** Must not be started yet, because the kind `webhook.deliver` is defined here. */
  readonly jobs: Jobs;
  readonly log: Log;
  readonly endpoints: readonly Endpoint[];
  /** Defaults to sending over the network. */
  readonly send?: Send;
}

const KIND = 'webhook.deliver';

/** Maximum number of concurrent deliveries in this process. */
const CONCURRENCY = 16;

/**
 * Webhooks as OpenAI sends them, signed according to the Standard Webhooks specification. Events are
 * delivered at least once: each is sent until the receiver answers with a 2xx status, up to ten times over
 * about three days, and not again after a 410. Every attempt has the same `webhook-id`, and a fresh timestamp
 * and signature. Pending deliveries survive a restart if the store does; nothing is sent to an address that
 * is no longer configured.
 *
 * @throws TypeError for an invalid endpoint or a malformed secret
 * @example
 * const webhooks = createWebhooks({ clock, ids, random, deliveries, jobs, log, endpoints: [{ url: 'http://127.0.0.1:9000/events', secret }] });
 * jobs.start();
 * const event = { type: 'batch.completed', data: { id: batch.id }, project };
 * await store.commit([batches.updating(batch.id, complete), ...webhooks.announcing(event)]);
 * jobs.wake();
 */
export function createWebhooks(options: WebhooksOptions): Webhooks {
  const { clock, ids, random, deliveries, jobs, log, endpoints, send = createSend() } = options;
  const secrets = toSecrets(endpoints);
  const sender = createSender({ clock, random, deliveries, log, secrets, send });
  jobs.define<PendingDelivery>({ kind: KIND, concurrency: CONCURRENCY, run: (job) => sender(job) });
  return {
    announcing({ type, data, project }) {
      const wanting = endpoints.filter(({ events }) => !events || events.includes(type));
      const urls = [...new Set(wanting.map(({ url }) => url))];
      if (urls.length === 0) return [];
      const createdAt = unixSeconds(clock);
      const eventId = ids.next('evt_', 32);
      const body = JSON.stringify({ id: eventId, object: 'event', created_at: createdAt, type, data });
      return urls.flatMap((url) => {
        const id = ids.next('wh_', 32);
        const pending: PendingDelivery = { project, type, url, body, attempts: 0 };
        return [
          deliveries
            .in(project)
            .inserting(
              { id, eventId, type, url: withoutQuery(url), createdAt, state: 'pending', attempts: [] },
              { createdAt },
            ),
          jobs.adding({ kind: KIND, id, payload: pending }),
        ];
      });
    },
  };
}

/**
 * The secret of each address, validated up front so that a malformed one does not surface with the first
 * event.
 */
function toSecrets(endpoints: readonly Endpoint[]): ReadonlyMap<string, string> {
  const secrets = new Map<string, string>();
  for (const { url, secret } of endpoints) {
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.username || parsed.password) {
      throw new TypeError('A webhook URL must use http or https and contain no credentials');
    }
    toSignedHeaders({ id: '', timestamp: 0, body: '', secret });
    if ((secrets.get(url) ?? secret) !== secret) {
      throw new TypeError(`The webhook URL ${withoutQuery(url)} is configured with two different secrets`);
    }
    secrets.set(url, secret);
  }
  return secrets;
}

/** Removes the query, which may contain a token, for display. */
function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
