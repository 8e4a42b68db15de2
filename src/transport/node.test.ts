import { channel } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';

import { framesOf, stubDispatcher } from '../kernel/dispatch.cases.ts';
import type { Dispatch } from '../kernel/dispatch.ts';
import type { Arrival, Incoming, Outgoing } from '../kernel/incoming.ts';
import type { Abort } from '../runtime/abort.ts';
import { ByteBudget } from '../runtime/byte-budget.ts';
import { type Clock, until } from '../runtime/clock.ts';
import type { Timeline } from '../runtime/timeline.ts';
import { createTurns } from '../runtime/turns.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import { createNodeServer, type NodeServerOptions } from './node.ts';
import { openRawClient, parseAnswers, type RawClient } from './raw-client.cases.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const LIMITS = {
  bodyLimit: 1000,
  clientBufferLimit: 100_000,
  slowReaderTimeout: 30_000,
  requestTimeout: 60_000,
};

/** A server on a free port whose time stands still until it is advanced. */
async function serve(
  dispatch: Dispatch,
  { body = 'whole', ...options }: Partial<NodeServerOptions> & { body?: Arrival['body'] } = {},
) {
  const bodies = options.bodies ?? new ByteBudget(2000);
  const clock = createVirtualClock({ automatic: false });
  const requests: Incoming[] = [];
  const dispatcher = stubDispatcher((incoming) => {
    requests.push(incoming);
    return dispatch(incoming);
  }, body);
  const server = createNodeServer({
    clock,
    turns: createTurns(clock),
    dispatcher,
    ...LIMITS,
    ...options,
    bodies,
  });
  const { port, url, host } = await server.listen({ host: '127.0.0.1', port: 0 });
  cleanups.push(() => server.close({ graceMs: 0 }));
  const join = async (): Promise<RawClient> => {
    const client = await openRawClient(port);
    cleanups.push(client.leave);
    return client;
  };
  return { clock, server, bodies, requests, dropped: dispatcher.dropped, port, url, host, join };
}

const whole = (body: string, headers: Record<string, string> = {}, status = 200): Outgoing => ({
  status,
  headers: { 'content-length': String(Buffer.byteLength(body)), ...headers },
  body,
});
const stream = (frames: Timeline<string>, farewell?: () => string): Outgoing => ({
  status: 200,
  headers: { 'content-type': 'text/event-stream' },
  frames,
  farewell,
});
const get = (path: string, headers = ''): string => `GET ${path} HTTP/1.1\r\nhost: x\r\n${headers}\r\n`;
const post = (body: string): string =>
  `POST /p HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`;

/** An answer that only the end of its caller ends. */
async function answerLate(clock: Clock, abort: Abort): Promise<Outgoing> {
  await until(clock, 1e9, abort).catch(() => {});
  return whole('never');
}

/** Lets what sockets have to say arrive. */
async function settled(isDone: () => boolean): Promise<void> {
  await expect.poll(isDone, { timeout: 10_000, interval: 2 }).toBe(true);
}

/** Server-side sockets, by the requests that come in while this is on. */
function watchSockets(): Socket[] {
  const sockets: Socket[] = [];
  const started = channel('http.server.request.start');
  const note = (message: unknown): void => {
    sockets.push((message as { socket: Socket }).socket);
  };
  started.subscribe(note);
  cleanups.push(() => started.unsubscribe(note));
  return sockets;
}

describe('a server on a port', () => {
  it('reports its address, and rejects a port in use', async () => {
    const { port, url, host } = await serve(() => whole(''));
    expect(url).toBe(`http://127.0.0.1:${port}`);
    expect(host).toBe('127.0.0.1');
    const clock = createVirtualClock();
    const second = createNodeServer({
      clock,
      turns: createTurns(clock),
      dispatcher: stubDispatcher(() => whole('')),
      bodies: new ByteBudget(2000),
      ...LIMITS,
    });
    await expect(second.listen({ host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('passes a request on unchanged, with its body', async () => {
    const { requests, join, clock } = await serve(() => whole('ok'));
    clock.advance(12.5);
    const client = await join();
    client.send(
      'POST /v1/a%2Fb?x=1&y=? HTTP/1.1\r\nHost: h\r\nX-Own: Value\r\ntransfer-encoding: chunked\r\n\r\n',
    );
    client.send('3\r\nabc\r\n');
    client.send('2\r\nde\r\n0\r\n\r\n');
    await client.sees('ok');
    const [request] = requests;
    expect(request).toMatchObject({
      method: 'POST',
      path: '/v1/a%2Fb',
      query: 'x=1&y=?',
      receivedAt: 12.5,
      headers: { host: 'h', 'x-own': 'Value' },
    });
    expect(Buffer.from(request?.body as Uint8Array).toString()).toBe('abcde');
  });

  it('accepts the absolute form of a target', async () => {
    const { requests, join } = await serve(() => whole('ok'));
    const client = await join();
    client.send(get('http://host.example:81/v1/models?a=b'));
    await client.sees('ok');
    expect(requests).toMatchObject([{ path: '/v1/models', query: 'a=b' }]);
    client.send(get('http://host.example'));
    await settled(() => requests.length === 2);
    expect(requests[1]).toMatchObject({ path: '/', query: '' });
  });

  it('keeps the connection for the next request', async () => {
    const { join, server } = await serve(({ path }) => whole(path));
    const client = await join();
    for (const path of ['/one', '/two', '/three']) {
      client.send(get(path));
      await client.sees(path);
    }
    const answers = parseAnswers(client.received());
    expect(answers.map(({ body }) => body)).toEqual(['/one', '/two', '/three']);
    expect(answers[0]?.headers.connection).toBe('keep-alive');
    await settled(() => server.open === 0);
  });

  it('answers HEAD without a body and keeps the connection in sync', async () => {
    const { join } = await serve(({ method }) =>
      method === 'HEAD' ? { status: 200, headers: { 'content-length': '5' }, body: '' } : whole('hello'),
    );
    const client = await join();
    client.send('HEAD / HTTP/1.1\r\nhost: x\r\n\r\n');
    const head = await client.sees('\r\n\r\n');
    expect(head).toContain('content-length: 5\r\n');
    client.send(get('/'));
    await client.sees('hello');
    expect(parseAnswers(client.received().slice(head.length))).toMatchObject([
      { status: 200, body: 'hello' },
    ]);
  });

  it('answers pipelined requests in order, including streams', async () => {
    const { clock, join } = await serve(({ path }) =>
      path === '/stream' ? stream(framesOf(['é1', '2', '3'])) : whole(path),
    );
    const client = await join();
    client.send(get('/a') + get('/stream') + post('x') + get('/stream') + get('/z'));
    await client.sees('/a');
    await settled(() => clock.pending > 0);
    clock.advance(20);
    await client.sees('/z');
    expect(parseAnswers(client.received()).map(({ body }) => body)).toEqual([
      '/a',
      'é123',
      '/p',
      'é123',
      '/z',
    ]);
  });

  it('supports HTTP/1.0: no chunks, the answer ends with the connection', async () => {
    const { clock, join } = await serve(() => stream(framesOf(['data: é\n\n', 'data: 2\n\n'])));
    const client = await join();
    client.send('GET /stream HTTP/1.0\r\n\r\n');
    await client.sees('data: ');
    clock.advance(10);
    const bytes = await client.closed();
    const [head = '', ...body] = bytes.split('\r\n\r\n');
    expect(head).not.toMatch(/transfer-encoding/i);
    expect(Buffer.from(body.join('\r\n\r\n'), 'latin1').toString()).toBe('data: é\n\ndata: 2\n\n');
  });
});

describe('a stream on a socket', () => {
  it('is framed correctly for any characters', async () => {
    const texts = ['a', 'é', '日本語', '😀'.repeat(3), `${'x'.repeat(300)}`, '\u0000\r\n', 'ÿ'];
    const { clock, join } = await serve(() => stream(framesOf(texts)));
    const client = await join();
    client.send(get('/'));
    for (const text of texts) {
      await client.sees(Buffer.from(text).toString('latin1'));
      clock.advance(10);
    }
    const bytes = await client.sees('\r\n0\r\n\r\n');
    const chunks = texts.map((text) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`).join('');
    const body = Buffer.from(bytes.slice(bytes.indexOf('\r\n\r\n') + 4), 'latin1').toString();
    expect(body).toBe(`${chunks}0\r\n\r\n`);
  });

  it('sends each event when it is due, the headers with the first', async () => {
    const { clock, join } = await serve(() => stream(framesOf(['1', '2', '3'])));
    const client = await join();
    client.send(get('/'));
    const first = await client.sees('1\r\n1\r\n');
    expect(first).toMatch(/transfer-encoding: chunked/i);
    clock.advance(9.999);
    clock.advance(0.001);
    await client.sees('1\r\n2\r\n');
    expect(client.received()).not.toContain('1\r\n3\r\n');
    clock.advance(10);
    expect(parseAnswers(await client.sees('0\r\n\r\n'))).toMatchObject([{ body: '123' }]);
    expect(clock.pending).toBe(0);
  });

  it('that is entirely due is one answer, and the connection stays', async () => {
    const { join, clock } = await serve(() => stream(framesOf(['1', '2', '3'], { gap: 0 })));
    const client = await join();
    client.send(get('/') + get('/'));
    await settled(() => client.received().split('0\r\n\r\n').length === 3);
    expect(parseAnswers(client.received()).map(({ body }) => body)).toEqual(['123', '123']);
    expect(clock.pending).toBe(0);
  });

  it('is not ended by an empty batch', async () => {
    let step = 0;
    const texts = ['', 'a', '', 'b'];
    const frames: Timeline<string> = {
      get nextAt() {
        return step < texts.length ? step * 10 : undefined;
      },
      take: () => texts[step++],
      cancel() {},
    };
    const { clock, join } = await serve(() => stream(frames));
    const client = await join();
    client.send(get('/'));
    await client.sees('\r\n\r\n');
    clock.advance(50);
    expect(parseAnswers(await client.sees('0\r\n\r\n'))).toMatchObject([{ body: 'ab' }]);
  });

  it('that fails is cut off, so that no client takes it for complete', async () => {
    const { clock, join, server } = await serve(() =>
      stream(framesOf(['a', 'b', 'c'], { error: new Error('of the timeline') })),
    );
    const client = await join();
    client.send(get('/'));
    await client.sees('1\r\na\r\n');
    clock.advance(20);
    const bytes = await client.closed();
    expect(() => parseAnswers(bytes)).toThrow('No chunk begins');
    expect(server.open).toBe(0);
  });

  it('that fails ends with its farewell, if it has one', async () => {
    const { clock, join } = await serve(({ path }) =>
      path === '/'
        ? stream(framesOf(['a', 'b'], { error: new Error('of the timeline') }), () => 'sorry')
        : whole('fine'),
    );
    const client = await join();
    client.send(get('/'));
    await client.sees('1\r\na\r\n');
    clock.advance(10);
    await client.sees('0\r\n\r\n');
    client.send(get('/next'));
    await client.sees('fine');
    expect(parseAnswers(client.received())).toMatchObject([{ body: 'asorry' }, { body: 'fine' }]);
  });

  it('that fails at once does not affect the server', async () => {
    const broken = () => framesOf(['a'], { error: new Error('of the timeline') });
    const { join } = await serve(({ path }) =>
      path === '/' ? whole('fine') : stream(broken(), path === '/polite' ? () => 'sorry' : undefined),
    );
    const client = await join();
    client.send(get('/broken'));
    expect(await client.closed()).toBe('');
    const other = await join();
    other.send(get('/polite') + get('/'));
    await other.sees('fine');
    expect(parseAnswers(other.received())).toMatchObject([{ body: 'sorry' }, { body: 'fine' }]);
  });
});

describe('a body', () => {
  const echo: Dispatch = ({ body }) =>
    body === undefined ? whole('too large', {}, 413) : whole(String(body.byteLength));

  it('may be as large as the limit', async () => {
    const { join } = await serve(echo);
    const client = await join();
    client.send(post('x'.repeat(1000)));
    expect(parseAnswers(await client.sees('\r\n\r\n1000'))).toMatchObject([{ status: 200, body: '1000' }]);
  });

  it.each([
    ['announced', `content-length: 8000000\r\n\r\n${'x'.repeat(8_000_000)}`],
    [
      'found',
      `transfer-encoding: chunked\r\n\r\n${`f4240\r\n${'x'.repeat(1_000_000)}\r\n`.repeat(8)}0\r\n\r\n`,
    ],
  ])('that is %s larger is refused, and the sender can read the refusal', async (_, rest) => {
    const { join, server, requests } = await serve(echo);
    for (let round = 0; round < 10; round++) {
      const client = await join();
      client.send(`POST / HTTP/1.1\r\nhost: x\r\n${rest}`);
      const bytes = await client.closed();
      expect(parseAnswers(bytes)).toMatchObject([
        { status: 413, body: 'too large', headers: { connection: 'close' } },
      ]);
    }
    expect(requests).toHaveLength(10);
    await settled(() => server.open === 0);
  });

  it('that never ends is refused and the connection closed', async () => {
    const { join, server, clock } = await serve(echo);
    const client = await join();
    client.send('POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n');
    const flood = setInterval(() => client.send(`400\r\n${'x'.repeat(1024)}\r\n`), 1);
    cleanups.push(() => clearInterval(flood));
    await client.sees('too large');
    clock.advance(10_000);
    await client.closed();
    await settled(() => server.open === 0);
  });

  it('that its sender gives up ends the call', async () => {
    const { join, server, dropped, requests } = await serve(echo);
    const client = await join();
    client.send('POST /p HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nabc');
    await settled(() => server.open === 1);
    expect(dropped).toEqual([]);
    client.leave();
    await settled(() => server.open === 0);
    expect(dropped).toMatchObject([{ request: { path: '/p' } }]);
    expect(requests).toEqual([]);
  });

  it('that stalls times out', async () => {
    const { join, server, requests, dropped } = await serve(echo, { requestTimeout: 60 });
    const client = await join();
    client.send('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nabc');
    const [answer] = parseAnswers(await client.closed());
    expect(answer).toMatchObject({ status: 408, headers: { 'content-type': 'application/json' } });
    expect(requests).toEqual([]);
    await settled(() => server.open === 0);
    expect(dropped).toHaveLength(1);
  });

  describe('of a request that is not admitted', () => {
    const refuse: Dispatch = () => whole('no', {}, 401);
    const head = (lines: string): string => `POST /p HTTP/1.1\r\nhost: x\r\n${lines}\r\n\r\n`;

    it.each([
      ['announced', 'content-length: 900'],
      ['large', 'content-length: 900000'],
      ['chunked', 'transfer-encoding: chunked'],
    ])('is not waited for: %s', async (_, lines) => {
      const { join, requests } = await serve(refuse, { body: 'unwanted' });
      const client = await join();
      client.send(head(lines));
      expect(await client.sees('\r\n\r\nno')).toContain('401');
      expect(requests).toMatchObject([{ body: undefined, arrival: { body: 'unwanted' } }]);
    });

    it('is thrown away if it is small, and the connection stays', async () => {
      const { join } = await serve(
        ({ method }) => (method === 'GET' ? whole('fine') : whole('no', {}, 401)),
        {
          body: 'unwanted',
        },
      );
      const client = await join();
      client.send(post('x'.repeat(500)) + get('/'));
      await client.sees('fine');
      expect(parseAnswers(client.received()).map(({ status }) => status)).toEqual([401, 200]);
    });

    it('is read for a while if it is large, so that the sender gets the answer, and the connection ends', async () => {
      const { join, server } = await serve(refuse, { body: 'unwanted' });
      const client = await join();
      client.send(`${head('content-length: 8000000')}${'x'.repeat(8_000_000)}`);
      expect(parseAnswers(await client.closed())).toMatchObject([
        { status: 401, body: 'no', headers: { connection: 'close' } },
      ]);
      await settled(() => server.open === 0);
    });

    it.each([900, 8_000_000])('is given up if it does not end: %d bytes', async (length) => {
      const { join, server, clock } = await serve(refuse, { body: 'unwanted' });
      const client = await join();
      client.send(`${head(`content-length: ${length}`)}${'x'.repeat(100)}`);
      await client.sees('no');
      clock.advance(10_000);
      await client.closed();
      await settled(() => server.open === 0);
    });

    it('is never asked for', async () => {
      const { join } = await serve(refuse, { body: 'unwanted' });
      const client = await join();
      client.send(head('expect: 100-continue\r\ncontent-length: 500'));
      expect(parseAnswers(await client.closed()).map(({ status }) => status)).toEqual([401]);
    });
  });

  it.each([
    ['content-length: 1000', 100],
    ['transfer-encoding: chunked', 100],
    ['content-length: 1001', 413],
  ])('that its sender holds back is asked for unless it is too large: %s', async (line, status) => {
    const { join } = await serve(echo);
    const client = await join();
    client.send(`POST /p HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\n${line}\r\n\r\n`);
    expect(await client.sees('\r\n\r\n')).toContain(`HTTP/1.1 ${status} `);
  });

  describe('among many', () => {
    const part = (bytes: number, of = 1000): string =>
      `POST /p HTTP/1.1\r\nhost: x\r\ncontent-length: ${of}\r\n\r\n${'x'.repeat(bytes)}`;

    const orBusy: Dispatch = ({ isOverloaded, body }) =>
      isOverloaded ? whole('busy', {}, 503) : whole(String(body?.byteLength));

    async function fill(dispatch: Dispatch) {
      const world = await serve(dispatch, { bodies: new ByteBudget(2000) });
      const holders = [await world.join(), await world.join()];
      for (const holder of holders) holder.send(part(900));
      await settled(() => world.server.open === 2);
      const late = await world.join();
      late.send(part(1000));
      await settled(() => world.server.open === 3 && world.clock.pending === 1);
      return { ...world, holders, late };
    }

    it('waits for room, and is read when another is answered', async () => {
      const { holders, late, clock } = await fill(echo);
      expect(late.received()).toBe('');
      holders[0]?.send('x'.repeat(100));
      expect(await late.sees('\r\n\r\n1000')).toContain('200');
      expect(clock.pending).toBe(0);
    });

    it('waits for room, and is read when the sender of another leaves', async () => {
      const { holders, late } = await fill(echo);
      holders[1]?.leave();
      expect(await late.sees('\r\n\r\n1000')).toContain('200');
    });

    it('is refused at a deadline, and room is there again afterwards', async () => {
      const sockets = watchSockets();
      const received = (): number => sockets.reduce((sum, { bytesRead }) => sum + bytesRead, 0);
      const { holders, late, clock, requests, server } = await fill(orBusy);
      for (const milliseconds of [4000, 4000]) {
        clock.advance(milliseconds);
        const before = received();
        // A sender that sends something, however slowly, is not cut off.
        for (const holder of holders) holder.send('x');
        await settled(() => received() === before + 2);
      }
      clock.advance(2000);
      expect(await late.closed()).toContain('busy');
      expect(requests).toMatchObject([{ isOverloaded: true, body: undefined }]);
      for (const holder of holders) {
        holder.send('x'.repeat(98));
        await holder.sees('\r\n\r\n1000');
        holder.send(post('x'.repeat(1000)));
        await settled(() => holder.received().split('\r\n\r\n1000').length === 3);
      }
      expect(clock.pending).toBe(0);
      for (const holder of holders) holder.leave();
      await settled(() => server.open === 0);
    });

    it('takes the room of one whose sender stalls', async () => {
      const { holders, late, clock, requests, server } = await fill(orBusy);
      clock.advance(5000);
      expect(await late.sees('\r\n\r\n1000')).toContain('200');
      for (const holder of holders) await holder.sees('busy');
      clock.advance(10_000);
      for (const holder of holders) await holder.closed();
      expect(requests.map(({ isOverloaded }) => isOverloaded)).toEqual([true, true, false]);
      expect(clock.pending).toBe(0);
      late.leave();
      await settled(() => server.open === 0);
    });

    it('is reserved whole if its size is unknown, so that all can be completed', async () => {
      const { join, bodies } = await serve(echo, { bodyLimit: 200_000, bodies: new ByteBudget(300_000) });
      const clients = await Promise.all(Array.from({ length: 4 }, join));
      const chunk = `186a0\r\n${'x'.repeat(100_000)}\r\n`;
      for (const client of clients)
        client.send(`POST /p HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n${chunk}0\r\n\r\n`);
      for (const client of clients) expect(await client.sees('\r\n\r\n100000')).toContain('200');
      expect(bodies.take(300_000)).toBe(true);
    });

    it('stops waiting when its own sender leaves', async () => {
      const { late, clock, server, requests } = await fill(echo);
      late.leave();
      await settled(() => server.open === 2);
      expect(clock.pending).toBe(0);
      expect(requests).toEqual([]);
    });

    it('is limited in chunks too', async () => {
      const { join, server, clock } = await serve(echo, { bodies: new ByteBudget(1000) });
      const one = await join();
      one.send(part(900));
      await settled(() => server.open === 1);
      const chunked = await join();
      chunked.send('POST /p HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nc8\r\n');
      chunked.send(`${'x'.repeat(200)}\r\n0\r\n\r\n`);
      await settled(() => clock.pending === 1);
      one.send('x'.repeat(100));
      expect(await chunked.sees('\r\n\r\n200')).toContain('200');
    });
  });

  it('whose sender disconnects is never dispatched', async () => {
    const { join, server, requests } = await serve(echo);
    const client = await join();
    client.send('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nabc');
    await settled(() => server.open === 1);
    client.leave();
    await settled(() => server.open === 0);
    expect(requests).toEqual([]);
  });
});

describe('malformed HTTP', () => {
  const errorOf = (bytes: string): unknown => {
    const [answer] = parseAnswers(bytes);
    return [answer?.status, (JSON.parse(answer?.body as string) as { error: unknown }).error];
  };

  it.each([
    ['garbage', '\u0016\u0003\u0001 hello\r\n\r\n'],
    ['a header without a colon', 'GET / HTTP/1.1\r\nhost x\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n'],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n',
    ],
  ])('is refused in JSON: %s', async (_, bytes) => {
    const { join } = await serve(() => whole(''));
    const client = await join();
    client.send(bytes);
    expect(errorOf(await client.closed())).toEqual([
      400,
      { message: 'The request is not valid HTTP.', type: 'invalid_request_error', param: null, code: null },
    ]);
  });

  it('is a 431 for endless headers', async () => {
    const { join } = await serve(() => whole(''));
    const client = await join();
    client.send(`GET / HTTP/1.1\r\nhost: x\r\nx-large: ${'x'.repeat(40_000)}\r\n\r\n`);
    expect(errorOf(await client.closed())).toMatchObject([431, { type: 'invalid_request_error' }]);
  });

  it('never interrupts an answer in progress', async () => {
    const { join, clock, server } = await serve(() => stream(framesOf(['data: 1\n\n', 'data: 2\n\n'])));
    const client = await join();
    client.send(get('/'));
    await client.sees('data: 1');
    client.send('\u0000garbage\r\n\r\n');
    const bytes = await client.closed();
    expect(bytes.match(/HTTP\/1\.1/g)).toHaveLength(1);
    await settled(() => server.open === 0);
    expect(clock.pending).toBe(0);
  });
});

describe('a client that disconnects', () => {
  it('aborts its handler', async () => {
    const reasons: unknown[] = [];
    const { join, server, clock } = await serve(async ({ abort }) => {
      await until(clock, 60_000, abort).catch((reason) => reasons.push(reason));
      return whole('late');
    });
    const client = await join();
    client.send(get('/'));
    await settled(() => clock.pending === 1);
    client.leave();
    await settled(() => reasons.length === 1);
    expect(clock.pending).toBe(0);
    await settled(() => server.open === 0);
  });

  it('ends its stream', async () => {
    const frames = framesOf(['a', 'b', 'c']);
    const { join, server, clock } = await serve(() => stream(frames));
    const client = await join();
    client.send(get('/'));
    await client.sees('1\r\na\r\n');
    client.leave();
    await settled(() => server.open === 0);
    expect(frames.cancelled).toBe(1);
    expect(clock.pending).toBe(0);
  });

  it('ends a stream that is still being created', async () => {
    const frames = framesOf(['a']);
    const { promise, resolve } = Promise.withResolvers<Outgoing>();
    const { join, server, requests } = await serve(() => promise);
    const client = await join();
    client.send(get('/'));
    await settled(() => requests.length === 1);
    client.leave();
    await settled(() => server.open === 0);
    resolve(stream(frames));
    await settled(() => frames.cancelled === 1);
  });

  it('has no effect after its answer', async () => {
    const { join, server, requests } = await serve(() => whole('ok'));
    const client = await join();
    client.send(get('/'));
    await client.sees('ok');
    client.leave();
    await settled(() => server.open === 0);
    expect(requests[0]?.abort.aborted).toBe(false);
  });
});

describe('a reader that is slow', () => {
  const FRAME = 8 * 1024;

  /** A stream of many large frames to a reader that does not read, run until the server stops writing. */
  async function stall(clientBufferLimit: number) {
    let taken = 0;
    let cancelled = 0;
    const count = 4000;
    const frames: Timeline<string> = {
      get nextAt() {
        return cancelled === 0 && taken < count ? taken : undefined;
      },
      take(now) {
        const start = taken;
        while (taken < count && taken <= now) taken++;
        return 'x'.repeat((taken - start) * FRAME);
      },
      cancel() {
        cancelled++;
      },
    };
    const sockets = watchSockets();
    const world = await serve(() => stream(frames), { clientBufferLimit });
    const client = await world.join();
    client.socket.pause();
    client.send(get('/'));
    await settled(() => sockets.length === 1);
    const [socket] = sockets as [Socket];
    let last = -1;
    for (let step = 0; step < count && last !== taken; ) {
      last = taken;
      // The kernel takes some; what it does not take is what the server holds.
      for (let burst = 0; burst < 20; burst++, step++) {
        world.clock.advance(1);
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    return { ...world, client, socket, count, taken: () => taken, cancelled: () => cancelled };
  }

  it.each([1024, 100_000, 1_000_000])('is paused at %i bytes, plus at most one frame', async (limit) => {
    const { taken, count, socket } = await stall(limit);
    expect(taken()).toBeLessThan(count);
    expect(socket.writableLength).toBeGreaterThan(0);
    // Node itself asks for a pause only beyond its own mark.
    expect(socket.writableLength).toBeLessThanOrEqual(
      Math.max(limit, socket.writableHighWaterMark) + FRAME + 100,
    );
  });

  it.each([1024, 1_000_000])(
    'gets all that was due meanwhile once it reads on, at a limit of %i',
    async (limit) => {
      const { clock, client, count, taken, server } = await stall(limit);
      expect(taken()).toBeLessThan(count);
      let size = 0;
      client.socket.removeAllListeners('data').on('data', (chunk) => {
        size += chunk.length;
      });
      client.socket.resume();
      clock.advance(count);
      await settled(() => taken() === count && server.open === 0);
      await settled(() => size > count * FRAME);
      expect(size - count * FRAME).toBeLessThan(count * 20);
      expect(clock.pending).toBe(0);
    },
  );

  it('is disconnected if it stays paused too long, and its stream ended', async () => {
    const { clock, client, server, cancelled } = await stall(100_000);
    clock.advance(LIMITS.slowReaderTimeout);
    await settled(() => server.open === 0);
    expect(cancelled()).toBe(1);
    expect(clock.pending).toBe(0);
    client.socket.resume();
    await client.closed();
  });
});

describe('closing', () => {
  it('closes idle connections at once and accepts no new ones', async () => {
    const { join, server, clock, port } = await serve(() => whole('ok'));
    const client = await join();
    client.send(get('/'));
    await client.sees('ok');
    await settled(() => server.open === 0);
    await server.close({ graceMs: 1_000_000 });
    await client.closed();
    expect(clock.pending).toBe(0);
    await expect(openRawClient(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('lets open answers finish, and resolves after the last one', async () => {
    const { join, server, clock } = await serve(async ({ path }) => {
      if (path === '/stream') return stream(framesOf(['a', 'b', 'c']), () => 'farewell');
      await until(clock, 15);
      return whole('late');
    });
    const streaming = await join();
    streaming.send(get('/stream'));
    await streaming.sees('1\r\na\r\n');
    const waiting = await join();
    waiting.send(get('/wait'));
    await settled(() => server.open === 2);
    let isClosed = false;
    const closing = server.close({ graceMs: 1_000_000 }).then(() => {
      isClosed = true;
    });
    clock.advance(15);
    expect(parseAnswers(await waiting.closed())).toMatchObject([{ status: 200, body: 'late' }]);
    expect(isClosed).toBe(false);
    clock.advance(5);
    expect(parseAnswers(await streaming.closed())).toMatchObject([{ body: 'abc' }]);
    await closing;
    expect(clock.pending).toBe(0);
  });

  it('ends open streams with their farewell after the grace period', async () => {
    const frames = framesOf(['a', 'b', 'c'], { gap: 10_000 });
    const { join, server, clock } = await serve(({ path, abort }) =>
      path === '/stream' ? stream(frames, () => 'data: farewell\n\n') : answerLate(clock, abort),
    );
    const streaming = await join();
    streaming.send(get('/stream'));
    await streaming.sees('1\r\na\r\n');
    const waiting = await join();
    waiting.send(get('/wait'));
    await settled(() => server.open === 2);
    const closing = server.close({ graceMs: 5000 });
    clock.advance(4999);
    expect(server.open).toBe(2);
    clock.advance(1);
    await closing;
    expect(parseAnswers(await streaming.closed())).toMatchObject([{ body: 'adata: farewell\n\n' }]);
    expect(await waiting.closed()).toBe('');
    expect(frames.cancelled).toBe(1);
    expect(clock.pending).toBe(0);
    expect(server.open).toBe(0);
  });

  it('announces in later answers that the connection closes', async () => {
    const { promise, resolve } = Promise.withResolvers<Outgoing>();
    const { join, server } = await serve(() => promise);
    const client = await join();
    client.send(get('/'));
    await settled(() => server.open === 1);
    const closing = server.close({ graceMs: 1_000_000 });
    resolve(whole('ok'));
    expect(parseAnswers(await client.closed())).toMatchObject([
      { body: 'ok', headers: { connection: 'close' } },
    ]);
    await closing;
  });
});

it('limits the number of connections', async () => {
  const { join } = await serve(() => whole('ok'), { maxConnections: 1 });
  const first = await join();
  first.send(get('/'));
  await first.sees('ok');
  const second = await join();
  await second.closed();
  expect(second.received()).toBe('');
});
