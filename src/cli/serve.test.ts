import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { loadOptions } from '../config/load.ts';
import { createFakeIo } from './fake-io.ts';
import type { Instance } from './instance.ts';
import { serve } from './serve.ts';

const load = (flags: Parameters<typeof loadOptions>[0]['flags'] = {}) =>
  loadOptions({ flags, cwd: '/nonexistent' });

/** An instance that listens at once and closes when told. */
function createInstance(overrides: Partial<Instance> = {}) {
  const closing = Promise.withResolvers<void>();
  const listening = Promise.withResolvers<void>();
  const closed: number[] = [];
  const instance: Instance = {
    listen: async ({ host, port }) => {
      listening.resolve();
      return { url: `http://${host}:${port}`, host, port };
    },
    close: ({ graceMs }) => {
      closed.push(graceMs);
      return closing.promise;
    },
    fetch: () => Promise.reject(new Error('not to be called')),
    openapi: () => ({}),
    operations: [],
    models: { catalogue: [] },
    engine: undefined,
    ...overrides,
  };
  return { instance, closed, finishClosing: closing.resolve, listening: listening.promise };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('serve', () => {
  it('prints its address, its keys and a request to paste', async () => {
    const io = createFakeIo();
    const { instance, finishClosing } = createInstance();
    const done = serve(await load(), io, async () => instance);
    await settled();
    const said = io.stdout();
    expect(said).toContain('FakeAI is listening on http://127.0.0.1:8000\n');
    expect(said).toContain('http://127.0.0.1:8000/docs');
    expect(said).toContain('sk-fakeai-1234567890abcdef  sk-test-abcdefghijklmnop  (defaults)');
    expect(said).toContain(
      "  curl http://127.0.0.1:8000/v1/chat/completions \\\n    -H 'Authorization: Bearer sk-fakeai-1234567890abcdef'",
    );
    io.signal('SIGINT');
    finishClosing();
    expect(await done).toBe(0);
  });

  it('adapts the start-up message to the options', async () => {
    const io = createFakeIo();
    const { instance } = createInstance();
    void serve(
      await load({ host: '0.0.0.0', docs: false, apiKeys: "it's,b,c,d,e,f,g" }),
      io,
      async () => instance,
    );
    await settled();
    expect(io.stdout()).not.toContain('/docs');
    expect(io.stdout()).toContain('and 2 more  (from --api-keys)');
    expect(io.stdout()).toContain('"Authorization: Bearer $OPENAI_API_KEY"');
    expect(io.stdout()).toContain('curl http://127.0.0.1:8000/v1/');

    const open = createFakeIo();
    void serve(await load({ requireApiKey: false }), open, async () => createInstance().instance);
    await settled();
    expect(open.stdout()).toContain('not required');
    expect(open.stdout()).not.toContain('Authorization');
  });

  it('prints no configured key, in text or in JSON', async () => {
    for (const logFormat of ['pretty', 'json']) {
      const io = createFakeIo();
      const apiKeys = 'sk-chosen-0123456789abcdef,sk-test-abcdefghijklmnop';
      void serve(await load({ apiKeys, logFormat }), io, async () => createInstance().instance);
      await settled();
      expect(io.stdout()).toContain('sk-c…cdef');
      expect(io.stdout()).toContain('sk-test-abcdefghijklmnop');
      expect(io.stdout()).not.toContain('sk-chosen');
    }
  });

  it('prints a request that fits into 80 columns and is quoted for a shell', async () => {
    const io = createFakeIo();
    void serve(await load(), io, async () => createInstance().instance);
    await settled();
    const request = /^ {2}curl (?:.*\\\n)*.*$/m.exec(io.stdout())?.[0] ?? '';
    for (const line of request.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    const { stdout } = spawnSync('sh', ['-c', request.replace('curl', "printf '%s\\n'")], {
      encoding: 'utf8',
    });
    expect(stdout.split('\n')).toEqual([
      'http://127.0.0.1:8000/v1/chat/completions',
      '-H',
      'Authorization: Bearer sk-fakeai-1234567890abcdef',
      '-H',
      'Content-Type: application/json',
      '-d',
      '{"model":"gpt-4o","messages":[{"role":"user","content":"Hello"}]}',
      '',
    ]);
  });

  it.each([
    [{}, 80, true],
    [{}, undefined, false],
    [{ NO_COLOR: '1' }, 80, false],
    [{ NO_COLOR: '' }, 80, true],
    [{ TERM: 'dumb' }, 80, false],
    [{ FORCE_COLOR: '1' }, undefined, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, undefined, true],
    [{ FORCE_COLOR: '0' }, 80, false],
  ])('colours its log with %j and %s columns: %s', async (env, columns, colours) => {
    const io = createFakeIo({ env, columns });
    const { instance } = createInstance();
    void serve(await load({ logFormat: 'pretty' }), io, async (_options, log) => {
      log?.info('ready');
      return instance;
    });
    await settled();
    await settled();
    expect(io.stdout().includes('\u001b[')).toBe(colours);
  });

  it('prints the data location and webhook URLs, but no configured secret', async () => {
    const said = async (flags: Parameters<typeof load>[0]): Promise<string> => {
      const io = createFakeIo();
      void serve(await load(flags), io, async () => createInstance().instance);
      await settled();
      return io.stdout();
    };
    expect(await said({})).not.toMatch(/Data|Events/);
    expect(await said({ data: './kept', webhooks: 'http://a/x,http://b' })).toMatch(
      /Data +\.\/kept\n +Events +to http:\/\/a\/x and 1 more, signed with whsec_ZmFr/,
    );
    const secret = `whsec_${'c'.repeat(32)}`;
    const chosen = await said({ webhooks: 'http://a', webhookSecret: secret });
    expect(chosen).toContain('Events  to http://a, signed with the secret from --webhook-secret');
    expect(chosen).not.toContain(secret);
  });

  it('prints JSON lines if the log format is JSON, and nothing if silent', async () => {
    const io = createFakeIo();
    const { instance, finishClosing } = createInstance();
    finishClosing();
    const done = serve(await load({ logFormat: 'json' }), io, async () => instance);
    io.signal('SIGTERM');
    expect(await done).toBe(0);
    const lines = io
      .stdout()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ message }) => message)).toEqual(['listening', 'stopping', 'stopped']);
    expect(lines[0]).toMatchObject({ url: 'http://127.0.0.1:8000', docs: 'http://127.0.0.1:8000/docs' });

    for (const logFormat of ['json', 'pretty']) {
      const silent = createFakeIo();
      const stopped = serve(await load({ logFormat, logLevel: 'silent' }), silent, async () => instance);
      silent.signal('SIGTERM');
      expect(await stopped).toBe(0);
      expect(silent.stdout()).toBe('');
    }
  });

  it('lets open requests finish within the grace period, announces it, and returns 0', async () => {
    const io = createFakeIo();
    const { instance, closed, finishClosing } = createInstance();
    const done = serve(await load({ gracePeriod: '7s' }), io, async () => instance);
    await settled();
    expect(closed).toEqual([]);
    io.signal('SIGTERM');
    await settled();
    expect(closed).toEqual([7000]);
    expect(io.stdout()).toContain(
      'Stopping. Open requests have 7 s to finish; press Ctrl+C again to stop now.',
    );
    expect(io.stdout()).not.toContain('Stopped.');
    finishClosing();
    expect(await done).toBe(0);
    expect(io.stdout()).toMatch(/Stopped\.\n$/);
    expect(io.listeners()).toBe(0);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('stops at once on a second signal, %s with %i', async (signal, code) => {
    const io = createFakeIo();
    const { instance } = createInstance();
    const done = serve(await load(), io, async () => instance);
    io.signal('SIGINT');
    io.signal(signal);
    expect(await done).toBe(code);
  });

  it('handles a signal during start-up', async () => {
    const io = createFakeIo();
    const { instance, closed, finishClosing } = createInstance();
    finishClosing();
    const started = Promise.withResolvers<Instance>();
    const done = serve(await load(), io, () => started.promise);
    io.signal('SIGTERM');
    started.resolve(instance);
    expect(await done).toBe(0);
    expect(closed).toEqual([5000]);
  });

  it.each([
    [
      'EADDRINUSE',
      {},
      'Port 8000 on 127.0.0.1 is already in use. Choose another with --port, or use --port 0 for any free port.',
    ],
    [
      'EACCES',
      { port: '80' },
      'Permission denied to listen on port 80 of 127.0.0.1. Choose a port above 1023, such as --port 8000.',
    ],
    [
      'EADDRNOTAVAIL',
      { host: '1.2.3.4' },
      'Cannot listen on 1.2.3.4: it is not an address of this machine. Choose another with --host, such as --host 127.0.0.1.',
    ],
    [
      'ENOTFOUND',
      { host: 'nope' },
      'Cannot listen on nope: it is not an address of this machine. Choose another with --host, such as --host 127.0.0.1.',
    ],
  ])('explains %s and releases its resources', async (code, flags, message) => {
    const { instance, closed, finishClosing } = createInstance({
      listen: () => Promise.reject(Object.assign(new Error(`listen ${code}`), { code })),
    });
    finishClosing();
    const io = createFakeIo();
    await expect(serve(await load(flags), io, async () => instance)).rejects.toThrow(message);
    expect(closed).toEqual([0]);
    expect(io.listeners()).toBe(0);
  });
});
