import type { Again, RunningJob } from '../jobs/jobs.ts';
import { type Clock, unixSeconds } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { Random } from '../runtime/random.ts';
import type { Collection } from '../storage/store.ts';
import type { Attempt, Delivery } from './delivery.ts';
import { toPause } from './schedule.ts';
import type { Send } from './send.ts';
import { toSignedHeaders } from './signature.ts';

/** A pending delivery: the payload of its job. The secret is not stored with it. */
export interface PendingDelivery {
  readonly project: string;
  readonly type: string;
  readonly url: string;
  /** Sent verbatim, so that every attempt has the same bytes. */
  readonly body: string;
  /** Attempts made so far. */
  readonly attempts: number;
}

export interface SenderServices {
  readonly clock: Clock;
  readonly random: Random;
  readonly deliveries: Collection<Delivery>;
  readonly log: Log;
  /** Secrets by address; nothing is sent to an address without one. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly send: Send;
}

/** A receiver answers with this status to stop further attempts (Standard Webhooks). */
const GONE = 410;

const LONGEST_ERROR = 200;

/**
 * Creates the handler of delivery jobs: makes one attempt, records it in the delivery log, and schedules the
 * next one if necessary.
 */
export function createSender(services: SenderServices) {
  const { clock, random, deliveries, log, secrets, send } = services;

  const attemptAt = async (job: RunningJob<PendingDelivery>, secret: string): Promise<Attempt> => {
    const { url, body } = job.payload;
    const start = clock.now();
    const at = Math.floor(clock.epoch());
    const signed = toSignedHeaders({ id: job.id, timestamp: unixSeconds(clock), body, secret });
    const headers = { 'content-type': 'application/json', 'user-agent': 'fakeai-webhooks', ...signed };
    try {
      const { status } = await send({ url, headers, body, abort: job.abort });
      return { at, status, durationMs: clock.now() - start };
    } catch (error) {
      // Not a failed attempt: it is repeated after the next start.
      if (job.abort.aborted) throw error;
      return { at, error: toText(error), durationMs: clock.now() - start };
    }
  };

  /**
   * Records an attempt. A failure to write the log is only logged, so that it does not cause the delivery to
   * be repeated.
   */
  const enter = async (
    { id, payload: { project, type } }: RunningJob<PendingDelivery>,
    change: Pick<Delivery, 'state' | 'nextAttemptAt'> & { attempt?: Attempt },
  ): Promise<void> => {
    const { attempt, ...rest } = change;
    const fields = { id, type, state: rest.state, status: attempt?.status, error: attempt?.error };
    if (rest.state === 'delivered') log.info('webhook', fields);
    else log.warn('webhook', fields);
    const toChanged = ({ nextAttemptAt: _, ...delivery }: Delivery): Delivery => ({
      ...delivery,
      ...rest,
      attempts: attempt ? [...delivery.attempts, attempt] : delivery.attempts,
    });
    await deliveries
      .in(project)
      .update(id, toChanged)
      .catch((error) => {
        log.warn('could not write the webhook delivery log', { id, error: String(error) });
      });
  };

  return async (job: RunningJob<PendingDelivery>): Promise<Again<PendingDelivery> | undefined> => {
    const { payload } = job;
    const secret = secrets.get(payload.url);
    if (secret === undefined) {
      const attempt = {
        at: Math.floor(clock.epoch()),
        error: 'The address is not configured',
        durationMs: 0,
      };
      await enter(job, { state: 'failed', attempt });
      return undefined;
    }
    const attempt = await attemptAt(job, secret);
    const { status = 0 } = attempt;
    if (status >= 200 && status < 300) {
      await enter(job, { state: 'delivered', attempt });
      return undefined;
    }
    const attempts = payload.attempts + 1;
    const pause = status === GONE ? undefined : toPause(attempts, random.fork('webhook', job.id, attempts));
    if (pause === undefined) {
      await enter(job, { state: 'failed', attempt });
      return undefined;
    }
    const again = Math.ceil(clock.epoch()) + pause;
    await enter(job, { state: 'pending', attempt, nextAttemptAt: again });
    return { again, payload: { ...payload, attempts } };
  };
}

/** A failed `fetch` states the reason in its cause. */
function toText(error: unknown): string {
  if (!(error instanceof Error)) return String(error).slice(0, LONGEST_ERROR);
  const { cause } = error;
  const text = cause instanceof Error ? `${error.message}: ${cause.message || cause.name}` : error.message;
  return text.slice(0, LONGEST_ERROR);
}
