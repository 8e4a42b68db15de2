import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import OpenAI from 'openai';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createJobs } from '../jobs/create-jobs.ts';
import { createSeededIds } from '../runtime/ids.ts';
import { createLog } from '../runtime/log.ts';
import { createRandom } from '../runtime/random.ts';
import { createVirtualClock, type VirtualClock } from '../runtime/virtual-clock.ts';
import { MissingDocument } from '../storage/errors.ts';
import { openSqliteStore } from '../storage/sqlite/store.ts';
import type { Store } from '../storage/store.ts';
import { deliveryCollection } from './delivery.ts';
import { createSend, type Message, type Send } from './send.ts';
import { createWebhooks, type Endpoint } from './webhooks.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const OTHER_SECRET = 'whsec_ZmFrZWFpLXdlYmhvb2stc2VjcmV0LWZvci10ZXN0cw==';
const START = Date.UTC(2025, 0, 1);
const client = new OpenAI({ apiKey: 'none' });

/** Lets promises and the store settle; a virtual clock that advances automatically advances meanwhile. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 60; turn++) await new Promise((resolve) => setImmediate(resolve));
}

interface Sent extends Message {
  /** Milliseconds since the start. */
  readonly at: number;
}

/** Answers requests in order; the last answer is repeated indefinitely. */
function openReceiver(clock: VirtualClock, answers: readonly (number | Error)[] = [200]) {
  const sent: Sent[] = [];
  const send: Send = async (message) => {
    sent.push({ ...message, at: clock.now() });
    const answer = answers[Math.min(sent.length, answers.length) - 1] as number | Error;
    if (answer instanceof Error) throw answer;
    return { status: answer };
  };
  return { sent, send };
}

async function openRig(options: {
  clock?: VirtualClock;
  store?: Store;
  send?: Send;
  endpoints?: readonly Endpoint[];
}) {
  const {
    clock = createVirtualClock(),
    endpoints = [{ url: 'http://receiver.test/events', secret: SECRET }],
  } = options;
  const store = options.store ?? (await openSqliteStore());
  const lines: string[] = [];
  const log = createLog({ level: 'debug', format: 'json', clock, write: (line) => lines.push(line) });
  const jobs = createJobs({ clock, store, log });
  onTestFinished(async () => {
    await jobs.stop();
    await store.close();
  });
  const { send = openReceiver(clock).send } = options;
  const ids = createSeededIds(1);
  const random = createRandom(1);
  const deliveries = store.collection(deliveryCollection);
  const webhooks = createWebhooks({ clock, ids, random, deliveries, jobs, log, endpoints, send });
  jobs.start();
  return {
    store,
    jobs,
    webhooks,
    lines,
    async announce(type = 'batch.completed', data: object = { id: 'batch_1' }) {
      await store.commit([...webhooks.announcing({ type, data, project: 'project-1' })]);
      jobs.wake();
      await settle();
    },
    async deliveries(project = 'project-1') {
      return (await deliveries.in(project).page({ order: 'asc', limit: 100 })).items;
    },
  };
}

describe('an event', () => {
  it('is sent as OpenAI sends it, and the official client detects forgeries', async () => {
    const clock = createVirtualClock({ start: Math.floor(Date.now()) });
    const { sent, send } = openReceiver(clock);
    const { announce, deliveries } = await openRig({ clock, send });
    await announce();
    expect(sent).toHaveLength(1);
    const { url, headers, body } = sent[0] as Sent;
    expect(url).toBe('http://receiver.test/events');
    expect(headers['content-type']).toBe('application/json');
    const event = await client.webhooks.unwrap(body, { ...headers }, SECRET);
    expect(event).toEqual({
      id: expect.stringMatching(/^evt_\w{32}$/),
      object: 'event',
      created_at: Math.floor(clock.epoch() / 1000),
      type: 'batch.completed',
      data: { id: 'batch_1' },
    });
    await expect(client.webhooks.unwrap(`${body} `, { ...headers }, SECRET)).rejects.toThrow();
    await expect(client.webhooks.unwrap(body, { ...headers }, OTHER_SECRET)).rejects.toThrow();
    expect(await deliveries()).toMatchObject([
      { id: headers['webhook-id'], eventId: event.id, type: 'batch.completed', state: 'delivered' },
    ]);
    expect(await deliveries('project-2')).toEqual([]);
  });

  it("is sent once to each endpoint subscribed to its type, with that endpoint's signature", async () => {
    const clock = createVirtualClock({ start: Date.now() });
    const { sent, send } = openReceiver(clock);
    const endpoints: Endpoint[] = [
      { url: 'http://all.test/', secret: SECRET },
      { url: 'http://failed.test/', secret: OTHER_SECRET, events: ['batch.failed'] },
      { url: 'http://all.test/', secret: SECRET, events: ['batch.failed'] },
      { url: 'http://never.test/', secret: SECRET, events: [] },
    ];
    const { announce } = await openRig({ clock, send, endpoints });
    await announce('batch.failed');
    await announce('batch.completed');
    expect(sent.map(({ url }) => url)).toEqual([
      'http://all.test/',
      'http://failed.test/',
      'http://all.test/',
    ]);
    const [one, other] = sent as [Sent, Sent];
    expect(one.body).toBe(other.body);
    expect(one.headers['webhook-id']).not.toBe(other.headers['webhook-id']);
    await client.webhooks.unwrap(one.body, { ...one.headers }, SECRET);
    await client.webhooks.unwrap(other.body, { ...other.headers }, OTHER_SECRET);
  });

  it('costs nothing without subscribers', async () => {
    const { announce, deliveries } = await openRig({ endpoints: [] });
    await announce();
    expect(await deliveries()).toEqual([]);
  });

  it('is not sent if its commit fails', async () => {
    const clock = createVirtualClock();
    const { sent, send } = openReceiver(clock);
    const { webhooks, deliveries, store, jobs } = await openRig({ clock, send });
    const notes = store.collection({ name: 'notes', maximum: 10, overflow: 'refuse' }).in('project-1');
    const event = { type: 'batch.completed', data: { id: 'batch_1' }, project: 'project-1' };
    const commit = store.commit([...webhooks.announcing(event), notes.deleting('nothing')]);
    await expect(commit).rejects.toThrow(MissingDocument);
    jobs.wake();
    await settle();
    expect(sent).toEqual([]);
    expect(await deliveries()).toEqual([]);
  });
});

describe('a receiver on the network', () => {
  it('gets an event that the official client accepts on the first attempt and on a retry', async () => {
    const accepted: unknown[] = [];
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const piece of request.setEncoding('utf8')) body += piece;
      accepted.push(await client.webhooks.unwrap(body, request.headers, SECRET).catch((error) => error));
      response.writeHead(accepted.length === 1 ? 500 : 200).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
    const clock = createVirtualClock({ start: Date.now() });
    const endpoints = [{ url, secret: SECRET }];
    const { announce, deliveries } = await openRig({ clock, send: createSend(), endpoints });
    await announce();
    await vi.waitFor(async () => expect(await deliveries()).toMatchObject([{ state: 'delivered' }]));
    expect(accepted).toHaveLength(2);
    expect(accepted[0]).toMatchObject({ type: 'batch.completed', data: { id: 'batch_1' } });
    expect(accepted[1]).toEqual(accepted[0]);
    const [delivery] = await deliveries();
    expect(delivery?.attempts.map(({ status }) => status)).toEqual([500, 200]);
  });
});

describe('a failing receiver', () => {
  it('is tried ten times over more than three days, with the same id and body and a fresh signature', async () => {
    const clock = createVirtualClock();
    const { sent, send } = openReceiver(clock, [new Error('refused'), 500, 302, 404]);
    const { announce, deliveries } = await openRig({ clock, send });
    await announce();
    await settle();
    expect(sent).toHaveLength(10);
    expect(clock.pending).toBe(0);
    const minute = 60_000;
    const pauses = [
      5000,
      5 * minute,
      30 * minute,
      ...[2, 5, 10, 14, 20, 24].map((hours) => hours * 60 * minute),
    ];
    const taken = sent.slice(1).map(({ at }, index) => at - (sent[index] as Sent).at);
    taken.forEach((pause, index) => {
      expect(pause).toBeGreaterThanOrEqual(pauses[index] as number);
      expect(pause).toBeLessThanOrEqual((pauses[index] as number) * 1.1);
    });
    expect(taken).not.toEqual(pauses);
    expect(new Set(sent.map(({ body }) => body)).size).toBe(1);
    expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(sent.map(({ headers }) => headers['webhook-signature'])).size).toBe(10);
    for (const { headers, at } of sent) {
      expect(headers['webhook-timestamp']).toBe(String(Math.floor((START + at) / 1000)));
    }
    const [delivery] = await deliveries();
    expect(delivery).toMatchObject({ state: 'failed' });
    expect(delivery).not.toHaveProperty('nextAttemptAt');
    expect(delivery?.attempts).toHaveLength(10);
    expect(delivery?.attempts.slice(0, 4)).toEqual([
      { at: START, error: 'refused', durationMs: 0 },
      { at: expect.any(Number), status: 500, durationMs: 0 },
      { at: expect.any(Number), status: 302, durationMs: 0 },
      { at: expect.any(Number), status: 404, durationMs: 0 },
    ]);
  });

  it('gets no further attempts once it has accepted the event', async () => {
    const clock = createVirtualClock();
    const { sent, send } = openReceiver(clock, [503, 204, 200]);
    const { announce, deliveries } = await openRig({ clock, send });
    await announce();
    expect(sent).toHaveLength(2);
    expect(await deliveries()).toMatchObject([
      { state: 'delivered', attempts: [{ status: 503 }, { status: 204 }] },
    ]);
  });

  it('gets no further attempts after a 410', async () => {
    const clock = createVirtualClock();
    const { sent, send } = openReceiver(clock, [410]);
    const { announce, deliveries } = await openRig({ clock, send });
    await announce();
    expect(sent).toHaveLength(1);
    expect(await deliveries()).toMatchObject([{ state: 'failed', attempts: [{ status: 410 }] }]);
  });

  it('has the time of its next attempt in the delivery log', async () => {
    const clock = createVirtualClock({ automatic: false });
    const { sent, send } = openReceiver(clock, [500, 200]);
    const { announce, deliveries } = await openRig({ clock, send });
    await announce();
    const [delivery] = await deliveries();
    expect(delivery?.state).toBe('pending');
    clock.advance((delivery?.nextAttemptAt ?? 0) - clock.epoch() - 1);
    await settle();
    expect(sent).toHaveLength(1);
    clock.advance(1);
    await settle();
    expect(sent).toHaveLength(2);
  });
});

describe('a restart', () => {
  it('continues after the last attempt, and repeats an interrupted one', async () => {
    const clock = createVirtualClock({ automatic: false });
    const store = await openSqliteStore();
    const cut: Send = ({ abort }) => new Promise((_, reject) => abort.onAbort(reject));
    const refusing = openReceiver(clock, [500]);
    const first = await openRig({ clock, store, send: refusing.send });
    await first.announce();
    await first.jobs.stop();
    const second = await openRig({ clock, store, send: cut });
    clock.advance(6000);
    await settle();
    await second.jobs.stop();
    expect(await second.deliveries()).toMatchObject([{ state: 'pending', attempts: [{ status: 500 }] }]);
    const { sent, send } = openReceiver(clock, [200]);
    const third = await openRig({ clock, store, send });
    await settle();
    expect(sent).toHaveLength(1);
    expect(sent[0]?.body).toBe(refusing.sent[0]?.body);
    expect(await third.deliveries()).toMatchObject([
      { state: 'delivered', attempts: [{ status: 500 }, { status: 200 }] },
    ]);
  });

  it('sends nothing to an address that is no longer configured', async () => {
    const clock = createVirtualClock({ automatic: false });
    const store = await openSqliteStore();
    const first = await openRig({ clock, store, send: openReceiver(clock, [500]).send });
    await first.announce();
    await first.jobs.stop();
    const { sent, send } = openReceiver(clock);
    const endpoints = [{ url: 'http://elsewhere.test/', secret: SECRET }];
    const second = await openRig({ clock, store, send, endpoints });
    clock.advance(86_400_000);
    await settle();
    expect(sent).toEqual([]);
    expect(await second.deliveries()).toMatchObject([
      { state: 'failed', attempts: [{ status: 500 }, { error: 'The address is not configured' }] },
    ]);
  });
});

describe('secrets', () => {
  it('are neither stored, logged nor returned', async () => {
    const clock = createVirtualClock();
    const { sent, send } = openReceiver(clock, [500]);
    const endpoints = [{ url: 'http://receiver.test/events?token=abc123', secret: SECRET }];
    const { announce, deliveries, lines } = await openRig({ clock, send, endpoints });
    await announce();
    await settle();
    const told = JSON.stringify([lines, await deliveries()]);
    expect(lines.length).toBeGreaterThan(0);
    for (const secret of [SECRET, SECRET.slice(6), 'abc123']) expect(told).not.toContain(secret);
    for (const { headers } of sent) expect(told).not.toContain(headers['webhook-signature']);
    expect((await deliveries())[0]?.url).toBe('http://receiver.test/events');
  });
});

describe('an endpoint', () => {
  it('requires an http address without credentials and one well-formed secret', async () => {
    const url = 'http://receiver.test/';
    for (const endpoints of [
      [{ url: 'file:///etc/passwd', secret: SECRET }],
      [{ url: 'data:text/plain,x', secret: SECRET }],
      [{ url: 'receiver', secret: SECRET }],
      [{ url: 'http://user:password@receiver.test/', secret: SECRET }],
      [{ url, secret: 'secret' }],
      [
        { url, secret: SECRET },
        { url, secret: OTHER_SECRET },
      ],
    ]) {
      await expect(openRig({ endpoints })).rejects.toThrow(TypeError);
    }
  });
});
