import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createVirtualClock, type VirtualClock } from '../../../runtime/virtual-clock.ts';
import type { PlatformEvent, Webhooks } from '../../../webhooks/webhooks.ts';
import { fixedLatency, KEY, openRig } from '../../rig.cases.ts';
import { only } from '../api.ts';
import { responses } from './noun.ts';

const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
const TTFT = 100;
const ITL = 10;
const input = 'Tell me about the sea';

interface Told {
  readonly type: string;
  readonly sequence_number: number;
  readonly response?: { readonly id: string; readonly status: string; readonly output: readonly unknown[] };
}

/** A response as a client sees it. */
interface Shown {
  readonly id: string;
  readonly status: string;
  readonly usage: unknown;
  readonly created_at: number;
  readonly completed_at: number;
  readonly output: readonly { readonly id: string; readonly content: readonly { readonly text: string }[] }[];
}

const textOf = ({ output }: Shown): string => output[0]?.content[0]?.text ?? '';

function eventsIn(text: string): Told[] {
  return text
    .split('\n\n')
    .filter((frame) => frame !== '')
    .map((frame) => JSON.parse(frame.slice(frame.indexOf('data: ') + 6)) as Told);
}

interface Announcement extends PlatformEvent {
  readonly id: string;
}

const ANNOUNCED = { name: 'announced', maximum: 100, overflow: 'refuse' } as const;

function open({
  clock = createVirtualClock({ automatic: false }),
  data,
}: {
  clock?: VirtualClock;
  data?: string;
} = {}) {
  let events = 0;
  const webhooks: Webhooks = {
    announcing: (event) => [
      announcements().inserting({ id: String(events++), ...event }, { createdAt: events }),
    ],
  };
  const { fetch, platform } = openRig([only(responses)], {
    clock,
    latencyModel: fixedLatency(TTFT, ITL),
    seed: 1,
    parts: { webhooks },
    ...(data !== undefined && { data }),
  });
  const announcements = () => platform.store.collection<Announcement>(ANNOUNCED).in('everybody');
  /** What has been announced by commits that have succeeded. */
  const announced = async () => (await announcements().page({ order: 'asc', limit: 100 })).items;
  onTestFinished(() => platform.close());
  platform.jobs.start();
  const send = (path: string, body?: object) =>
    fetch(`http://x/v1${path}`, {
      method: body ? 'POST' : 'GET',
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
  const call = async (path: string, body?: object): Promise<Shown> =>
    (await send(path, body)).json() as Promise<Shown>;
  const create = (more: object = {}) =>
    call('/responses', { model: 'gpt-4o', input, background: true, ...more });
  return { clock, send, call, create, announced, close: () => platform.close() };
}

describe('a response in the background', () => {
  it('is queued, in progress, and completed in its time', async () => {
    const { clock, send, call, create } = open();
    const queued = await create();
    expect(queued).toMatchObject({
      status: 'queued',
      background: true,
      output: [],
      usage: null,
      completed_at: null,
    });
    const early = await send(`/responses/${queued.id}`);
    expect(early.headers.get('openai-poll-after-ms')).toBe('50');
    expect(await early.json()).toMatchObject({ status: 'in_progress', output: [] });
    clock.advance(TTFT + 3 * ITL);
    const partial = await call(`/responses/${queued.id}`);
    expect(partial).toMatchObject({ status: 'in_progress', output: [{ status: 'in_progress' }] });
    clock.advance(60_000);
    const done = await send(`/responses/${queued.id}`);
    expect(done.headers.get('openai-poll-after-ms')).toBeNull();
    const completed = (await done.json()) as Shown;
    expect(completed).toMatchObject({ status: 'completed', output: [{ status: 'completed' }] });
    expect(completed.output[0]?.id).toBe(partial.output[0]?.id);
    expect(textOf(completed).startsWith(textOf(partial))).toBe(true);
    expect(completed.completed_at).toBeGreaterThan(completed.created_at - 1);
  });

  it('shows all that there is so far of a long answer', async () => {
    const { clock, call, create } = open();
    const { id } = await create({ input: 'Write a story of 800 words about a whale.' });
    clock.advance(TTFT + 500 * ITL);
    const { usage } = await call(`/responses/${id}/cancel`, {}).then(() => call(`/responses/${id}`));
    expect(usage).toBeNull();
    const told = textOf(await call(`/responses/${id}`));
    expect(told.split(' ').length).toBeGreaterThan(300);
  });

  it('is streamed from any event on, and all streams agree', async () => {
    const { clock, send, call, create } = open();
    const { id } = await create();
    clock.advance(TTFT + 5 * ITL);
    const reading = (after?: number) =>
      send(`/responses/${id}?stream=true${after === undefined ? '' : `&starting_after=${after}`}`).then(
        (reply) => reply.text(),
      );
    const live = reading();
    const resumed = reading(4);
    await Promise.resolve();
    clock.advance(60_000);
    const all = eventsIn(await live);
    expect(all.slice(0, 3).map(({ type }) => type)).toEqual([
      'response.created',
      'response.queued',
      'response.in_progress',
    ]);
    expect(all.map(({ sequence_number: number }) => number)).toEqual(all.map((_, index) => index));
    expect(all.at(-1)?.type).toBe('response.completed');
    expect(all.at(-1)?.response).toEqual(await call(`/responses/${id}`));
    expect(eventsIn(await resumed)).toEqual(all.slice(5));
    for (const after of [0, 1, 7, all.length - 2])
      expect(eventsIn(await reading(after))).toEqual(all.slice(after + 1));
    expect(eventsIn(await reading(all.length + 5))).toEqual([]);
  });

  it('goes on after a restart: no event is lost or numbered twice', async () => {
    const data = mkdtempSync(join(tmpdir(), 'fakeai-'));
    onTestFinished(() => rmSync(data, { recursive: true, force: true }));
    const first = open({ data });
    const { id } = await first.create();
    const { clock } = first;
    const live = await first.send(`/responses/${id}?stream=true`);
    clock.advance(TTFT + 3 * ITL);
    const reader = live.body?.getReader();
    const seen = eventsIn(new TextDecoder().decode((await reader?.read())?.value));
    await reader?.cancel();
    await first.close();

    const second = open({ clock, data });
    expect(await second.call(`/responses/${id}`)).toMatchObject({ status: 'in_progress' });
    const rest = second.send(`/responses/${id}?stream=true&starting_after=${seen.length - 1}`);
    clock.advance(60_000);
    const all = [...seen, ...eventsIn(await (await rest).text())];
    expect(all).toEqual(eventsIn(await (await second.send(`/responses/${id}?stream=true`)).text()));
    expect(all.map(({ sequence_number: number }) => number)).toEqual(all.map((_, index) => index));
    await vi.waitFor(async () =>
      expect(await second.announced()).toMatchObject([{ type: 'response.completed', data: { id } }]),
    );
  });

  it('goes on if the stream that created it is left', async () => {
    const { clock, send, call } = open();
    const reply = await send('/responses', { model: 'gpt-4o', input, background: true, stream: true });
    const reader = reply.body?.getReader();
    const first = eventsIn(new TextDecoder().decode((await reader?.read())?.value));
    expect(first[0]?.response?.status).toBe('queued');
    await reader?.cancel();
    clock.advance(60_000);
    expect(await call(`/responses/${first[0]?.response?.id}`)).toMatchObject({ status: 'completed' });
  });

  it('can be cancelled, once and for all', async () => {
    const { clock, send, call, create } = open();
    const { id } = await create();
    const live = send(`/responses/${id}?stream=true`).then((reply) => reply.text());
    clock.advance(TTFT + 3 * ITL);
    await Promise.resolve();
    const cancelled = await call(`/responses/${id}/cancel`, {});
    expect(cancelled).toMatchObject({ status: 'cancelled', output: [{ status: 'incomplete' }] });
    clock.advance(60_000);
    expect(await call(`/responses/${id}/cancel`, {})).toEqual(cancelled);
    expect(await call(`/responses/${id}`)).toEqual(cancelled);
    const told = eventsIn(await live);
    expect(told.at(-1)).toMatchObject({ type: 'response.incomplete', response: cancelled });
    expect(eventsIn(await (await send(`/responses/${id}?stream=true`)).text())).toEqual(told);
  });

  it('is announced as cancelled once, however many cancel it at the same time', async () => {
    const { clock, call, create, announced } = open();
    const { id } = await create();
    clock.advance(TTFT + 3 * ITL);
    const cancelled = await Promise.all([1, 2, 3].map(() => call(`/responses/${id}/cancel`, {})));
    for (const each of cancelled) expect(each).toEqual(cancelled[0]);
    expect(cancelled[0]).toMatchObject({ status: 'cancelled' });
    expect(await announced()).toMatchObject([{ type: 'response.cancelled', data: { id } }]);
  });

  it('tells nothing more while it is being cancelled', async () => {
    const { clock, send, call, create } = open();
    const { id } = await create();
    const live = send(`/responses/${id}?stream=true`).then((reply) => reply.text());
    clock.advance(TTFT + 3.3 * ITL);
    await new Promise((resolve) => setImmediate(resolve));
    const cancelling = call(`/responses/${id}/cancel`, {});
    for (let step = 0; step < 20; step++) {
      clock.advance(ITL);
      await Promise.resolve();
    }
    const cancelled = await cancelling;
    const told = eventsIn(await live);
    expect(told.at(-1)).toMatchObject({ type: 'response.incomplete', response: cancelled });
    expect(eventsIn(await (await send(`/responses/${id}?stream=true`)).text())).toEqual(told);
    expect(await call(`/responses/${id}`)).toEqual(cancelled);
  });

  it('stays completed if it is cancelled too late', async () => {
    const { clock, call, create } = open();
    const { id } = await create();
    clock.advance(60_000);
    expect(await call(`/responses/${id}/cancel`, {})).toMatchObject({ status: 'completed' });
  });

  it('can be continued once it has ended', async () => {
    const { clock, call, create } = open();
    const first = await create({ input: 'My name is Ada.' });
    const next = { input: 'What is my name?', previous_response_id: first.id };
    expect(await create(next)).toMatchObject({ error: { param: 'previous_response_id' } });
    clock.advance(60_000);
    const second = await create(next);
    clock.advance(60_000);
    const answer = await call(`/responses/${second.id}`);
    expect(textOf(answer)).toContain('Ada');
  });

  it.each([
    ['log probabilities', { include: ['message.output_text.logprobs'], top_logprobs: 2 }],
    ['encrypted reasoning', { model: 'o4-mini', include: ['reasoning.encrypted_content'] }],
    ['a summary', { model: 'o4-mini', reasoning: { summary: 'auto' } }],
  ])('is the same in every replay, with %s', async (_, more) => {
    const { clock, send, call, create } = open();
    const { id } = await create(more);
    clock.advance(600_000);
    const final = await call(`/responses/${id}`);
    expect(final.status).toBe('completed');
    const told = eventsIn(await (await send(`/responses/${id}?stream=true`)).text());
    expect(told.at(-1)?.response).toEqual(final);
  });

  it('needs to be stored', async () => {
    expect(await open().create({ store: false })).toMatchObject({ error: { param: 'background' } });
  });
});

it('has no stream of its own to resume if it was not made in the background', async () => {
  const { clock, send, call } = open();
  const made = call('/responses', { model: 'gpt-4o', input });
  await Promise.resolve();
  clock.advance(60_000);
  const { id } = await made;
  expect((await send(`/responses/${id}?stream=true`)).status).toBe(404);
  expect(await call(`/responses/${id}/cancel`, {})).toMatchObject({
    error: { message: 'Cannot cancel a synchronous response.' },
  });
  expect(await call(`/responses/${id}?starting_after=2`)).toMatchObject({
    error: { param: 'starting_after' },
  });
});
