import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createFakeAI } from '../../src/fakeai.ts';
import { openRawClient, parseAnswers } from '../../src/transport/raw-client.cases.ts';
import { collectGarbage } from './collect-garbage.ts';
import { KEY, openWorld, type World } from './world.ts';

/** Malicious HTTP: broken messages, unusual targets, headers meant to corrupt the log. */

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterEach(() => world.isWell());
afterAll(() => world[Symbol.asyncDispose]());

const KEYED = `host: localhost\r\nauthorization: Bearer ${KEY}\r\n`;

/** Sends bytes and returns everything received until the connection closes; the last request must ask for that. */
async function exchange(bytes: string | Uint8Array): Promise<string> {
  const client = await openRawClient(world.port);
  client.send(bytes);
  try {
    return await client.closed();
  } finally {
    client.leave();
  }
}

const statusesOf = (bytes: string): number[] =>
  [...bytes.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map((match) => Number(match[1]));

describe('bytes that are not valid HTTP', () => {
  it.each([
    ['garbage', '\u0000\u0001\u0002\u0003garbage\r\n\r\n'],
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n\r\n'],
    ['a TLS hello', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a version that does not exist', `GET /health HTTP/9.9\r\n${KEYED}\r\n`],
    ['an unknown method', `BREW /health HTTP/1.1\r\n${KEYED}\r\n`],
    ['a header without a colon', `GET /health HTTP/1.1\r\nhost\r\n\r\n`],
    ['a header with a space before its colon', `GET /health HTTP/1.1\r\nhost : x\r\n\r\n`],
    [
      'a header with a NUL',
      `GET /health HTTP/1.1\r\nhost: localhost\r\nx-client-request-id: a\u0000b\r\n\r\n`,
    ],
    [
      'a header with a bare line break',
      `GET /health HTTP/1.1\r\nhost: localhost\r\nx-client-request-id: a\nb\r\n\r\n`,
    ],
    ['a header with an escape', `GET /health HTTP/1.1\r\nhost: localhost\r\norigin: \u001b[31m\r\n\r\n`],
    ['a header with a DEL', `GET /health HTTP/1.1\r\nhost: localhost\r\norigin: a\u007f\r\n\r\n`],
    ['no host', 'GET /health HTTP/1.1\r\n\r\n'],
    ['an invalid length', `POST /v1/chat/completions HTTP/1.1\r\n${KEYED}content-length: ten\r\n\r\n`],
    ['a negative length', `POST /v1/chat/completions HTTP/1.1\r\n${KEYED}content-length: -1\r\n\r\n`],
    [
      'a length that overflows',
      `POST /v1/chat/completions HTTP/1.1\r\n${KEYED}content-length: 99999999999999999999\r\n\r\n`,
    ],
    [
      'two lengths',
      `POST /v1/chat/completions HTTP/1.1\r\n${KEYED}content-length: 1\r\ncontent-length: 2\r\n\r\n{}`,
    ],
    [
      'a chunk size that overflows',
      `POST /v1/chat/completions HTTP/1.1\r\n${KEYED}transfer-encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n`,
    ],
    [
      'an invalid chunk size',
      `POST /v1/chat/completions HTTP/1.1\r\n${KEYED}transfer-encoding: chunked\r\n\r\nzz\r\n`,
    ],
    ['endless headers', `GET /health HTTP/1.1\r\n${'a: b\r\n'.repeat(10_000)}`],
    ['one long header', `GET /health HTTP/1.1\r\nhost: ${'a'.repeat(100_000)}\r\n\r\n`],
  ])('%s is rejected and the connection closed', async (_, bytes) => {
    const statuses = statusesOf(await exchange(Buffer.from(bytes, 'latin1')));
    expect(statuses.length).toBeLessThanOrEqual(1);
    for (const status of statuses) expect([400, 431]).toContain(status);
  });
});

describe('smuggling', () => {
  const hidden = `GET /v1/models HTTP/1.1\r\n${KEYED}\r\n`;
  it.each([
    [
      'both a length and chunks',
      `content-length: ${hidden.length + 5}\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
    ],
    [
      'an unknown transfer encoding',
      `content-length: 4\r\ntransfer-encoding: xchunked\r\n\r\n0\r\n\r\n${hidden}`,
    ],
    ['two transfer encodings', `transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n${hidden}`],
    ['two different lengths', `content-length: 0\r\ncontent-length: ${hidden.length}\r\n\r\n${hidden}`],
    [
      'a folded header',
      `x: y\r\n content-length: ${hidden.length}\r\ntransfer-encoding: chunked\r\ncontent-length: 3\r\n\r\n0\r\n\r\n${hidden}`,
    ],
  ])('by %s gets no second response', async (_, rest) => {
    const bytes = await exchange(
      `POST /v1/chat/completions HTTP/1.1\r\n${KEYED}content-type: application/json\r\n${rest}`,
    );
    expect(statusesOf(bytes)).toEqual([400]);
    expect(bytes).not.toContain('"owned_by"');
  });

  it('by garbage after a request closes the connection after the first response', async () => {
    const bytes = await exchange(`GET /health HTTP/1.1\r\n${KEYED}\r\n\u0001\u0002garbage\r\n\r\n`);
    const [first, ...more] = statusesOf(bytes);
    expect(first).toBe(200);
    expect(more.filter((status) => status !== 400)).toEqual([]);
  });

  it('discards an unexpected body', async () => {
    const bytes = await exchange(
      `GET /health HTTP/1.1\r\n${KEYED}content-length: ${hidden.length}\r\n\r\n${hidden}GET /health HTTP/1.1\r\n${KEYED}connection: close\r\n\r\n`,
    );
    expect(parseAnswers(bytes).map(({ status }) => status)).toEqual([200, 200]);
    expect(bytes).not.toContain('"owned_by"');
  });
});

describe('the host', () => {
  it.each([
    ['twice', 'host: localhost\r\nhost: evil.example\r\n', 400],
    ['twice the same, in other letters', 'host: localhost\r\nHOST: localhost\r\n', 400],
    ['not at all', '', 400],
    ['of another machine', 'host: evil.example\r\n', 403],
    ['of this machine', 'Host: app.localhost:1\r\n', 200],
  ])('given %s', async (_, headers, status) => {
    for (const path of ['/health', '/metrics', '/docs']) {
      const bytes = await exchange(`GET ${path} HTTP/1.1\r\n${headers}connection: close\r\n\r\n`);
      const [answer, ...more] = parseAnswers(bytes);
      expect([answer?.status, more.length]).toEqual([status, 0]);
      if (status !== 200) expect(JSON.parse(answer?.body ?? '').error.message).toContain('ost');
      if (status === 403) expect(answer?.body).toContain('allowedHosts');
    }
  });

  it('is free where the operator has keys or the server listens elsewhere', async () => {
    for (const options of [{ apiKeys: ['own-key'] }, { host: '0.0.0.0' }]) {
      const open = createFakeAI({ fast: true, ...options });
      const { port } = await open.listen({ port: 0 });
      const client = await openRawClient(port);
      client.send(
        'GET /health HTTP/1.1\r\nhost: evil.example\r\norigin: https://evil.example\r\nconnection: close\r\n\r\n',
      );
      const [answer] = parseAnswers(await client.closed());
      expect([answer?.status, answer?.headers['access-control-allow-origin']]).toEqual([200, '*']);
      await open.close({ graceMs: 0 });
    }
  });

  it('guards a server that requires no key', async () => {
    const open = createFakeAI({ fast: true, requireApiKey: false, apiKeys: ['own-key'] });
    const { port } = await open.listen({ port: 0 });
    const client = await openRawClient(port);
    client.send('GET /v1/models HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n');
    expect(statusesOf(await client.closed())).toEqual([403]);
    await open.close({ graceMs: 0 });
  });
});

describe('web pages from elsewhere', () => {
  const from = (origin: string, method: string, more = ''): Promise<string> =>
    exchange(
      `${method} /v1/models HTTP/1.1\r\n${KEYED}origin: ${origin}\r\n${more}connection: close\r\n\r\n`,
    );

  it('may not read, and their preflights are refused without CORS headers', async () => {
    const read = await from('https://evil.example', 'GET');
    const asked = await from(
      'https://evil.example',
      'OPTIONS',
      'access-control-request-method: POST\r\naccess-control-request-headers: authorization\r\n',
    );
    expect([...statusesOf(read), ...statusesOf(asked)]).toEqual([200, 403]);
    for (const bytes of [read, asked]) {
      expect(bytes).not.toContain('access-control-');
      expect(bytes).toContain('corsOrigins');
    }
    const notes = world.log.filter((line) => line.includes('corsOrigins'));
    expect(notes).toHaveLength(1);
  });

  it('may when they are of this machine', async () => {
    const bytes = await from('http://localhost:5173', 'OPTIONS', 'access-control-request-method: POST\r\n');
    expect(statusesOf(bytes)).toEqual([204]);
    expect(bytes).toContain('access-control-allow-origin: http://localhost:5173\r\n');
  });
});

describe('methods', () => {
  it.each(['TRACE', 'PUT', 'PATCH', 'PROPFIND', 'LINK', 'PURGE'])(
    '%s is rejected and echoes nothing',
    async (method) => {
      const bytes = await exchange(
        `${method} /v1/models HTTP/1.1\r\n${KEYED}x-secret: 42\r\nconnection: close\r\n\r\n`,
      );
      expect(statusesOf(bytes)).toEqual([405]);
      expect(bytes).not.toContain('x-secret');
    },
  );

  it('CONNECT opens no tunnel', async () => {
    for (const target of ['example.com:443', 'localhost:80']) {
      const bytes = await exchange(`CONNECT ${target} HTTP/1.1\r\n${KEYED}\r\n\u0016\u0003\u0001`);
      const [answer, ...more] = parseAnswers(bytes);
      expect([answer?.status, more.length]).toEqual([501, 0]);
      expect(JSON.parse(answer?.body ?? '').error.message).toContain('CONNECT');
    }
  });

  it('an unknown upgrade is never accepted', async () => {
    const bytes = await exchange(
      `GET /health HTTP/1.1\r\n${KEYED}connection: upgrade, close\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAA\r\n\r\n`,
    );
    expect(statusesOf(bytes)).not.toContain(101);
  });

  it('an unknown expectation is rejected with a message', async () => {
    const bytes = await exchange(`GET /health HTTP/1.1\r\n${KEYED}expect: wonders\r\n\r\n`);
    const [answer] = parseAnswers(bytes);
    expect([answer?.status, JSON.parse(answer?.body ?? '').error.type]).toEqual([
      417,
      'invalid_request_error',
    ]);
  });

  it('a client that waits for 100 Continue gets it', async () => {
    const client = await openRawClient(world.port);
    client.send(
      `POST /v1/chat/completions HTTP/1.1\r\n${KEYED}content-type: application/json\r\nexpect: 100-continue\r\nconnection: close\r\ncontent-length: 2\r\n\r\n`,
    );
    await client.sees('100 Continue');
    client.send('{}');
    expect(statusesOf(await client.closed())).toEqual([100, 400]);
  });
});

describe('targets', () => {
  it.each([
    '/v1/models/%',
    '/v1/models/%zz',
    '/v1/models/%E0%A4%A',
    '/v1/models/%C0%80',
    '/v1/models/%00',
    '/v1/models/%0d%0aset-cookie:%20a=b',
    '/v1/models/..%2f..%2f..%2fetc%2fpasswd',
    '/v1/models/../../../etc/passwd',
    '/v1/models/__proto__',
    `/v1/models/${'a'.repeat(5000)}`,
    '/v1/chat/completions/__proto__',
    '/v1/chat/completions/%2e%2e',
    "/v1/chat/completions/'%20OR%201=1--",
    `/v1/chat/completions/${'a'.repeat(511)}`,
    `/v1/chat/completions/${'a'.repeat(5000)}`,
    '/v1/chat/completions/%00/messages',
    '/v1//models',
    '//models',
    '/v1/;/models',
    '/v1/models;a=b',
    '/v1/%6dodels',
    '/V1/Models',
    '/v1/mod\u00e9ls',
    '/\u009b31m',
    '/docs/assets/__proto__',
    '/docs/assets/constructor',
    '/docs/assets/..%2f..%2f..%2fpackage.json',
    '/docs/assets/%2e%2e%2fpackage.json',
    '/docs/assets/....//package.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    'http://elsewhere.example/health',
    '*',
    '/?',
    '/v1/chat/completions?',
    '/v1/chat/completions?&&&=&=',
    '/v1/chat/completions?limit=1&limit=2&limit=x',
    '/v1/chat/completions?metadata=x',
    '/v1/chat/completions?metadata[__proto__]=x&metadata[constructor]=y',
    '/v1/chat/completions?__proto__[a]=x',
    "/v1/chat/completions?metadata[a']=%22)--&model='",
    '/v1/chat/completions?metadata[a"]=b',
    '/v1/chat/completions?metadata[$.a.b]=b&metadata[]=c&metadata[a][b]=d',
    '/v1/chat/completions?after=%00',
    "/v1/chat/completions?after='",
    `/v1/chat/completions?${'metadata[a]=b&'.repeat(900)}`,
    '/v1/chat/completions?limit=%',
    '/v1/chat/completions?limit=1e1',
    '/v1/chat/completions?limit=99999999999999999999',
  ])('%.60s is answered or rejected', async (target) => {
    for (const method of ['GET', 'DELETE', 'HEAD', 'OPTIONS']) {
      const bytes = await exchange(
        Buffer.from(`${method} ${target} HTTP/1.1\r\n${KEYED}connection: close\r\n\r\n`, 'latin1'),
      );
      const [status = 0, ...more] = statusesOf(bytes);
      expect(more).toEqual([]);
      expect([200, 204, 400, 403, 404, 405], bytes).toContain(status);
      expect(bytes).not.toMatch(/^set-cookie/im);
      expect(bytes).not.toContain('root:');
      expect(bytes).not.toContain('devDependencies');
    }
    expect(world.log.filter((line) => line.includes('unexpected failure'))).toEqual([]);
  });
});

describe('the log', () => {
  it.each(['json', 'pretty'] as const)(
    'has one line per request and no control characters (%s)',
    async (format) => {
      await using noisy = await openWorld({ requireApiKey: false }, format);
      let answered = 0;
      const send = async (bytes: string): Promise<void> => {
        const client = await openRawClient(noisy.port);
        client.send(Buffer.from(bytes, 'latin1'));
        // Invalid HTTP is not logged as a request.
        if ((await client.closed()).includes('x-request-id')) answered++;
      };
      const names = [
        '\u001b[31mred',
        'a\nfake line',
        'a\rb',
        'a\u009b31m',
        'a\u2028b',
        'a\u007fb',
        'a\u202eb',
        '"quoted"',
        'a b=c',
        'Ünï',
      ];
      for (const model of names) await noisy.chat({ model });
      for (const model of names) await noisy.chat({ model, messages: [{ role: model, content: 'x' }] });
      for (const id of [
        'plain',
        'with space and "quote"',
        'a=b level=error',
        'a\\nb',
        'a'.repeat(513),
        '\u00e9',
        '\u009b31m',
      ]) {
        await send(
          `GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nx-client-request-id: ${id}\r\n\r\n`,
        );
      }
      for (const path of [
        '/%0a%1b[31m',
        '/\u009b31m',
        '/a"b',
        '/v1/models/%1b%0d%0a',
        '/\u00e9',
        `/${'a'.repeat(5000)}`,
      ]) {
        await send(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`);
      }
      expect(noisy.log).toHaveLength(names.length * 2 + answered);
      expect(answered).toBeGreaterThan(8);
      for (const line of noisy.log) {
        expect(line.endsWith('\n')).toBe(true);
        expect(line.slice(0, -1)).not.toMatch(
          /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/,
        );
        if (format === 'json') expect(JSON.parse(line).message).toBe('request');
      }
      expect(noisy.log.filter((line) => line.includes('plain'))).toHaveLength(1);
      expect(
        noisy.log.filter((line) => line.includes('a'.repeat(513)) && !line.includes('a'.repeat(600))),
      ).toHaveLength(0);
    },
  );

  it('contains no keys and no message content', async () => {
    await using quiet = await openWorld();
    await quiet.chat({ messages: [{ role: 'user', content: 'my secret plan' }], user: 'ada-secret' });
    await quiet.post('{}', { authorization: 'Bearer sk-wrong-secret-key-0000' });
    // The second request also logs how to get a key that is accepted.
    expect(quiet.log).toHaveLength(3);
    expect(quiet.log.join('')).not.toMatch(/secret|fakeai-1234567890/);
  });
});

describe('large bodies', () => {
  const CHUNK = Buffer.alloc(1_000_000, ' ');
  // Made once: the garbage of the client would count as buffer memory too.
  const FRAMES = {
    length: CHUNK,
    chunks: Buffer.concat([Buffer.from('f4240\r\n'), CHUNK, Buffer.from('\r\n')]),
  };

  /** Sends 100 MB as fast as the server reads; returns the response and the peak growth of buffer memory. */
  async function sendSpaces(framing: 'length' | 'chunks'): Promise<{ bytes: string; peak: number }> {
    const client = await openRawClient(world.port);
    const head = `POST /v1/chat/completions HTTP/1.1\r\n${KEYED}content-type: application/json\r\n`;
    client.send(
      framing === 'length'
        ? `${head}content-length: ${CHUNK.length * 100}\r\n\r\n`
        : `${head}transfer-encoding: chunked\r\n\r\n`,
    );
    const held = (): number => {
      collectGarbage();
      return process.memoryUsage().arrayBuffers;
    };
    const before = held();
    let peak = 0;
    for (let sent = 0; sent < 100 && client.socket.writable; sent++) {
      await new Promise<void>((resolve) => {
        // Called when the data is written or can no longer be written.
        client.socket.write(FRAMES[framing], () => resolve());
      });
      if (sent % 5 === 0) peak = Math.max(peak, held() - before);
    }
    if (framing === 'chunks' && client.socket.writable) client.send('0\r\n\r\n');
    return { bytes: await client.closed(), peak };
  }

  it.each(['length', 'chunks'] as const)(
    'of 100 MB, framed by %s, are rejected and not buffered',
    async (framing) => {
      const { bytes, peak } = await sendSpaces(framing);
      expect(statusesOf(bytes)).toEqual([413]);
      expect(bytes).toContain('"code":"request_too_large"');
      // The limit is 32 MiB; a body declared larger is never buffered at all.
      expect(peak).toBeLessThan(framing === 'length' ? 10_000_000 : 80_000_000);
    },
  );

  it('are rejected in process too', async () => {
    const fake = createFakeAI({ fast: true, bodyLimit: '1mb' });
    const reply = await fake.fetch('http://fakeai.test/v1/chat/completions', {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: ' '.repeat(1_000_001),
    });
    expect(reply.status).toBe(413);
    await fake.close();
  });
});
