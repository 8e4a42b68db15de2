import { describe, expect, it } from 'vitest';
import { framesOf, stubDispatcher } from '../kernel/dispatch.cases.ts';
import type { Dispatch } from '../kernel/dispatch.ts';
import type { Incoming, Outgoing } from '../kernel/incoming.ts';
import { ByteBudget } from '../runtime/byte-budget.ts';
import { until } from '../runtime/clock.ts';
import type { Timeline } from '../runtime/timeline.ts';
import { createTurns } from '../runtime/turns.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import { createFetch } from './fetch.ts';

/** A `fetch` whose time stands still until it is advanced, unless it is `automatic`. */
function open(
  dispatch: Dispatch,
  { automatic = false, isAdmitted = true, bodies = new ByteBudget(200) } = {},
) {
  const clock = createVirtualClock({ automatic });
  const requests: Incoming[] = [];
  const dispatcher = stubDispatcher(
    (incoming) => {
      requests.push(incoming);
      return dispatch(incoming);
    },
    isAdmitted ? 'whole' : 'unwanted',
  );
  const call = createFetch({
    clock,
    turns: createTurns(clock),
    bodyLimit: 100,
    bodies,
    dispatcher,
  });
  return { call, clock, requests, dropped: dispatcher.dropped };
}

const whole = (body: string | Uint8Array, status = 200): Outgoing => ({
  status,
  headers: { 'content-type': 'text/plain', 'x-own': 'yes' },
  body,
});
const stream = (frames: Timeline<string>, farewell?: () => string): Outgoing => ({
  status: 200,
  headers: { 'content-type': 'text/event-stream' },
  frames,
  farewell,
});

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('fetch without a port', () => {
  it('passes the request on as a socket would', async () => {
    const { call, requests } = open(() => whole('ok'));
    await call('http://anywhere.example:1/v1/a%2Fb?x=1&y=%20', {
      method: 'POST',
      headers: { 'X-Own': 'Value' },
      body: 'é',
    });
    expect(requests).toMatchObject([
      { method: 'POST', path: '/v1/a%2Fb', query: 'x=1&y=%20', receivedAt: 0, headers: { 'x-own': 'Value' } },
    ]);
    expect(Buffer.from(requests[0]?.body as Uint8Array).toString()).toBe('é');
    await call(new Request('http://x/'));
    expect(requests[1]).toMatchObject({ method: 'GET', path: '/', query: '' });
    expect(requests[1]?.body).toHaveLength(0);
  });

  it('does not read the body of a request that its head has refused', async () => {
    const { call, requests } = open(() => whole('refused', 401), { isAdmitted: false });
    let isRead = false;
    let isCancelled = false;
    const body = new ReadableStream(
      {
        pull() {
          isRead = true;
        },
        cancel() {
          isCancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    const reply = await call('http://x/', { method: 'POST', body, duplex: 'half' } as RequestInit);
    expect([reply.status, isRead, isCancelled]).toEqual([401, false, true]);
    expect(requests[0]?.body).toBeUndefined();
  });

  it('returns status, headers and body', async () => {
    const { call } = open(({ path }) => whole(path === '/bytes' ? Uint8Array.of(1, 255) : 'né 😀', 418));
    const text = await call('http://x/');
    expect([text.status, text.headers.get('x-own'), await text.text()]).toEqual([418, 'yes', 'né 😀']);
    expect(new Uint8Array(await (await call('http://x/bytes')).arrayBuffer())).toEqual(Uint8Array.of(1, 255));
  });

  it('has no body where HTTP forbids one', async () => {
    const { call } = open(({ method }) => whole('', method === 'HEAD' ? 200 : 204));
    expect((await call('http://x/', { method: 'HEAD' })).body).toBeNull();
    const none = await call('http://x/', { method: 'OPTIONS' });
    expect([none.status, none.body]).toEqual([204, null]);
  });

  it('drops a body beyond the limit', async () => {
    const { call, requests } = open(() => whole(''));
    await call('http://x/', { method: 'POST', body: 'x'.repeat(100) });
    await call('http://x/', { method: 'POST', body: 'x'.repeat(101) });
    expect(requests.map(({ body }) => body?.byteLength)).toEqual([100, undefined]);
  });

  it('streams events as they are due', async () => {
    const { call, clock } = open(() => stream(framesOf(['é1', '2', '3'])));
    const { body } = await call('http://x/');
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    expect(await reader?.read()).toEqual({ done: false, value: 'é1' });
    let second: unknown;
    reader?.read().then((value) => {
      second = value;
    });
    await settled();
    expect(second).toBeUndefined();
    clock.advance(10);
    await settled();
    expect(second).toEqual({ done: false, value: '2' });
    clock.advance(10);
    expect(await reader?.read()).toEqual({ done: false, value: '3' });
    expect(await reader?.read()).toEqual({ done: true, value: undefined });
    expect(clock.pending).toBe(0);
  });

  it('pauses for a slow reader, then delivers everything due at once', async () => {
    let taken = 0;
    const source = framesOf(Array.from({ length: 100 }, (_, index) => `${index},`));
    const { call, clock } = open(() =>
      stream({
        get nextAt() {
          return source.nextAt;
        },
        take(now) {
          taken++;
          return source.take(now);
        },
        cancel: source.cancel,
      }),
    );
    const { body } = await call('http://x/');
    for (let step = 0; step < 100; step++) {
      clock.advance(10);
      await settled();
    }
    expect(taken).toBeLessThan(5);
    const text = await new Response(body).text();
    expect(text).toBe(Array.from({ length: 100 }, (_, index) => `${index},`).join(''));
    expect(taken).toBeLessThan(10);
  });

  it('cancels the stream when its reader does', async () => {
    const frames = framesOf(['1', '2', '3']);
    const { call, clock } = open(() => stream(frames));
    const { body } = await call('http://x/');
    await body?.cancel();
    expect(frames.cancelled).toBe(1);
    expect(clock.pending).toBe(0);
  });

  it('fails when the stream fails, or ends with its farewell', async () => {
    const broken = () => framesOf(['1', '2'], { error: new Error('of the timeline') });
    const read = async (farewell?: () => string) => {
      const { call } = open(() => stream(broken(), farewell), { automatic: true });
      return (await call('http://x/')).text();
    };
    await expect(read()).rejects.toThrow('of the timeline');
    await expect(read(() => 'sorry')).resolves.toBe('1sorry');
  });
});

describe('the body of a fetch', () => {
  const echo: Dispatch = ({ body, isOverloaded }) => whole(`${isOverloaded ? 'busy' : body?.byteLength}`);
  const post = (size: number) => ({ method: 'POST', body: 'x'.repeat(size) });
  const URL = 'http://fakeai.test/';

  it('is not passed on if it is larger than the limit', async () => {
    const { call, requests } = open(echo);
    await call(URL, post(101));
    expect(requests).toMatchObject([{ body: undefined, isOverloaded: false }]);
    expect(await (await call(URL, post(100))).text()).toBe('100');
  });

  it('shares the memory for bodies with others until it is answered', async () => {
    const answering = Promise.withResolvers<Outgoing>();
    const bodies = new ByteBudget(150);
    const { call, clock } = open(() => answering.promise, { bodies });
    const first = call(URL, post(100));
    const second = call(URL, post(60));
    await expect.poll(() => clock.pending).toBe(1);
    answering.resolve(whole('done'));
    expect(await (await first).text()).toBe('done');
    expect(await (await second).text()).toBe('done');
    expect([clock.pending, bodies.take(150)]).toEqual([0, true]);
  });

  it('is refused if there is no room for it in time', async () => {
    const bodies = new ByteBudget(150);
    bodies.take(100);
    const { call } = open(echo, { bodies, automatic: true });
    expect(await (await call(URL, post(60))).text()).toBe('busy');
    expect(bodies.take(50)).toBe(true);
  });

  it('leaves nothing reserved if its stream fails', async () => {
    const bodies = new ByteBudget(150);
    const { call, dropped } = open(echo, { bodies });
    let pieces = 0;
    const body = new ReadableStream({
      pull(controller) {
        if (pieces++ === 0) controller.enqueue(new Uint8Array(40));
        else controller.error(new Error('broken'));
      },
    });
    const sent = call(URL, { method: 'POST', body, duplex: 'half' } as RequestInit);
    await expect(sent).rejects.toThrow('broken');
    expect(bodies.take(150)).toBe(true);
    expect(dropped).toHaveLength(1);
  });
});

describe('an aborted fetch', () => {
  it('never starts if it was already aborted', async () => {
    const { call, requests } = open(() => whole(''));
    await expect(call('http://x/', { signal: AbortSignal.abort('why') })).rejects.toBe('why');
    expect(requests).toEqual([]);
  });

  it('aborts the handler, and rejects with its reason', async () => {
    const reasons: unknown[] = [];
    const { call, clock, requests } = open(async ({ abort }) => {
      await until(clock, 60_000, abort).catch((reason) => reasons.push(reason));
      return whole('late');
    });
    const controller = new AbortController();
    const calling = call('http://x/', { signal: controller.signal });
    await expect.poll(() => requests.length).toBe(1);
    controller.abort();
    await expect(calling).rejects.toMatchObject({ name: 'AbortError' });
    expect(reasons).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  it('cancels a stream that is created too late', async () => {
    const frames = framesOf(['1']);
    const { promise, resolve } = Promise.withResolvers<Outgoing>();
    const { call, requests } = open(() => promise);
    const controller = new AbortController();
    const calling = call('http://x/', { signal: controller.signal });
    await expect.poll(() => requests.length).toBe(1);
    controller.abort();
    resolve(stream(frames));
    await expect(calling).rejects.toMatchObject({ name: 'AbortError' });
    expect(frames.cancelled).toBe(1);
  });

  it('ends a stream in progress', async () => {
    const frames = framesOf(['1', '2', '3']);
    const { call, clock } = open(() => stream(frames));
    const controller = new AbortController();
    const reader = (await call('http://x/', { signal: controller.signal })).body?.getReader();
    await reader?.read();
    controller.abort();
    await expect(reader?.read()).rejects.toMatchObject({ name: 'AbortError' });
    expect(frames.cancelled).toBe(1);
    expect(clock.pending).toBe(0);
  });

  it('has no effect after the end', async () => {
    const { call } = open(() => stream(framesOf(['1', '2'])), { automatic: true });
    const controller = new AbortController();
    const response = await call('http://x/', { signal: controller.signal });
    expect(await response.text()).toBe('12');
    controller.abort();
  });
});
