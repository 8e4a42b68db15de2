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
    models: { list: () => [] },
    ...overrides,
  };
  return { instance, closed, finishClosing: closing.resolve, listening: listening.promise };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('serve', () => {
  it('says where it is, how to get in, and gives a request to paste', async () => {
    const io = createFakeIo();
    const { instance, finishClosing } = createInstance();
    const done = serve(await load(), io, async () => instance);
    await settled();
    const said = io.stdout();
    expect(said).toContain('FakeAI is listening on http://127.0.0.1:8000\n');
    expect(said).toContain('http://127.0.0.1:8000/docs');
    expect(said).toContain('sk-fakeai-1234567890abcdef  sk-test-abcdefghijklmnop  (the defaults)');
    expect(said).toContain(
      "  curl http://127.0.0.1:8000/v1/chat/completions \\\n    -H 'Authorization: Bearer sk-fakeai-1234567890abcdef'",
    );
    io.signal('SIGINT');
    finishClosing();
    expect(await done).toBe(0);
  });

  it('fits what it says to the options', async () => {
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
    expect(io.stdout()).toContain("'Authorization: Bearer it'\\''s'");
    expect(io.stdout()).toContain('curl http://127.0.0.1:8000/v1/');

    const open = createFakeIo();
    void serve(await load({ requireApiKey: false }), open, async () => createInstance().instance);
    await settled();
    expect(open.stdout()).toContain('none needed');
    expect(open.stdout()).not.toContain('Authorization');
  });

  it('says where things are kept and where events go, and tells no secret that was chosen', async () => {
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

  it('speaks JSON lines when the log does, and nothing when silent', async () => {
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

  it('lets open requests finish within the grace period, says so, and returns 0', async () => {
    const io = createFakeIo();
    const { instance, closed, finishClosing } = createInstance();
    const done = serve(await load({ gracePeriod: '7s' }), io, async () => instance);
    await settled();
    expect(closed).toEqual([]);
    io.signal('SIGTERM');
    await settled();
    expect(closed).toEqual([7000]);
    expect(io.stdout()).toContain('Stopping. Open requests have 7 s to finish; Ctrl+C again stops at once.');
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

  it('heeds a signal that comes while it starts', async () => {
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
      'Port 8000 on 127.0.0.1 is taken. Choose another with --port, such as --port 8001, or any free one with --port 0.',
    ],
    [
      'EADDRINUSE',
      { port: '65535' },
      'Port 65535 on 127.0.0.1 is taken. Choose another with --port, such as --port 8000, or any free one with --port 0.',
    ],
    [
      'EACCES',
      { port: '80' },
      'Not permitted to listen on port 80 of 127.0.0.1. Choose a port above 1023 with --port, such as --port 8000.',
    ],
    [
      'EADDRNOTAVAIL',
      { host: '1.2.3.4' },
      '1.2.3.4 is no address of this machine. Choose another with --host, such as --host 127.0.0.1.',
    ],
    [
      'ENOTFOUND',
      { host: 'nope' },
      'nope is no address of this machine. Choose another with --host, such as --host 127.0.0.1.',
    ],
  ])('explains %s and releases what it had', async (code, flags, message) => {
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
