import type { Jobs } from '../jobs/jobs.ts';
import { type Clock, unixSeconds } from '../runtime/clock.ts';
import type { Ids } from '../runtime/ids.ts';
import type { Log } from '../runtime/log.ts';
import type { Random } from '../runtime/random.ts';
import type { Store, Write } from '../storage/store.ts';
import { createCourier, type Parcel } from './courier.ts';
import { openDeliveries } from './delivery.ts';
import { createSend, type Send } from './send.ts';
import { toSignedHeaders } from './signature.ts';

/** Tells the addresses that an operator configured what happens on the platform. */
export interface Webhooks {
  /**
   * Parts of the commit that makes the event true: one delivery, a job, for each endpoint that wants the type; none without such endpoints. Call
   * `jobs.wake()` afterwards.
   */
  announcing(event: PlatformEvent): readonly Write<void>[];
}

export interface PlatformEvent {
  /** As OpenAI names it: `batch.completed`. */
  readonly type: string;
  /** What `JSON.stringify` keeps: `{ id: 'batch_…' }`. */
  readonly data: object;
  /** The scope in whose delivery log it appears. */
  readonly project: string;
}

/** Where an operator wants events. Nothing that a request says becomes one. */
export interface Endpoint {
  /** An http or https address, without credentials. */
  readonly url: string;
  /** `whsec_` and base64. */
  readonly secret: string;
  /** The types wanted. Default: all. */
  readonly events?: readonly string[];
}

export interface WebhooksOptions {
  /** The time of events, retries and signatures: it may be simulated, and then a receiver in real time has to allow for it. */
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly store: Store;
  /** Not started yet: the kind `webhook.deliver` is defined here. */
  readonly jobs: Jobs;
  readonly log: Log;
  readonly endpoints: readonly Endpoint[];
  /** Default: the network. */
  readonly send?: Send;
}

const KIND = 'webhook.deliver';

/** Deliveries under way at once in this process. */
const CONCURRENCY = 16;

/**
 * Webhooks as OpenAI sends them, signed by the Standard Webhooks specification. An event arrives at least once: it is sent until the receiver
 * answers with a 2xx status, ten times over about three days, and not again after 410; each time with the same `webhook-id`, a fresh
 * timestamp and a fresh signature. What was to be sent survives a restart where the store does; to an address that is no longer configured nothing is sent.
 *
 * @throws TypeError for an endpoint that is none, or a secret of a wrong form
 * @example
 * const webhooks = createWebhooks({ clock, ids, random, store, jobs, log, endpoints: [{ url: 'http://127.0.0.1:9000/events', secret }] });
 * jobs.start();
 * const event = { type: 'batch.completed', data: { id: batch.id }, project };
 * await store.commit([batches.updating(batch.id, complete), ...webhooks.announcing(event)]);
 * jobs.wake();
 */
export function createWebhooks(options: WebhooksOptions): Webhooks {
  const { clock, ids, random, store, jobs, log, endpoints, send = createSend() } = options;
  const deliveries = openDeliveries(store);
  const secrets = toSecrets(endpoints);
  const courier = createCourier({ clock, random, deliveries, log, secrets, send });
  jobs.define<Parcel>({ kind: KIND, concurrency: CONCURRENCY, run: (job) => courier(job) });
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
        const parcel: Parcel = { project, type, url, body, attempts: 0 };
        return [
          deliveries
            .in(project)
            .inserting(
              { id, eventId, type, url: toShown(url), createdAt, state: 'pending', attempts: [] },
              { createdAt },
            ),
          jobs.adding({ kind: KIND, id, payload: parcel }),
        ];
      });
    },
  };
}

/** The secret of each address: checked now, so that a wrong one is not found out by the first event. */
function toSecrets(endpoints: readonly Endpoint[]): ReadonlyMap<string, string> {
  const secrets = new Map<string, string>();
  for (const { url, secret } of endpoints) {
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.username || parsed.password) {
      throw new TypeError('A webhook address is an http or https address without credentials');
    }
    toSignedHeaders({ id: '', timestamp: 0, body: '', secret });
    if ((secrets.get(url) ?? secret) !== secret) {
      throw new TypeError(`The webhook address ${toShown(url)} has two secrets`);
    }
    secrets.set(url, secret);
  }
  return secrets;
}

/** A query may hold a token: what shows an address shows it without. */
function toShown(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
