import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { METRICS_DIALECTS } from '../../src/config/metrics-dialects.ts';
import { type OptionName, type OptionsInput, optionNames, optionTable } from '../../src/config/options.ts';
import { createFakeAI, type FakeAI, type FakeAIOptions } from '../../src/fakeai.ts';
import { openFakeServer } from '../../src/mcp/fake-server.cases.ts';
import { createVirtualClock } from '../../src/runtime/virtual-clock.ts';
import { dialects } from '../../src/telemetry/dialects/dialects.ts';
import { openRawClient, parseAnswers } from '../../src/transport/raw-client.cases.ts';

/** Every option takes effect: one check per option, and a test that none is missing. */

const KEY = 'sk-fakeai-1234567890abcdef';

interface Sent {
  readonly body?: object | string;
  readonly key?: string | null;
  readonly method?: string;
  readonly headers?: Record<string, string>;
}

function send(fake: FakeAI, path: string, sent: Sent = {}): Promise<Response> {
  const { body, key = KEY, headers, method = body === undefined ? 'GET' : 'POST' } = sent;
  return fake.fetch(`http://fakeai.test${path}`, {
    method,
    headers: {
      ...(key !== null && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

const chat = (extra: object = {}): { body: object } => ({
  body: { model: 'gpt-4o', messages: [{ role: 'user', content: 'Tell me about tides.' }], ...extra },
});

async function complete(fake: FakeAI, extra: object = {}): Promise<string> {
  const reply = (await (await send(fake, '/v1/chat/completions', chat(extra))).json()) as {
    choices: { message: { content: string } }[];
  };
  return reply.choices[0]?.message.content ?? '';
}

/** Runs `use` with an instance and closes the instance afterwards. */
async function using<R>(options: FakeAIOptions, use: (fake: FakeAI) => Promise<R>): Promise<R> {
  const fake = createFakeAI(options);
  try {
    return await use(fake);
  } finally {
    await fake.close({ graceMs: 0 });
  }
}

/** Duration of an answer of `tokens` tokens, in virtual milliseconds. */
function duration(options: OptionsInput, tokens = 11, extra: object = {}): Promise<number> {
  const clock = createVirtualClock();
  return using({ ...options, clock }, async (fake) => {
    // Load the vocabulary, which takes real time, before the measured request.
    await complete(fake, { max_tokens: 1 });
    const start = clock.now();
    await complete(fake, { max_tokens: tokens, ignore_eos: true, ...extra });
    return clock.now() - start;
  });
}

/** A prompt of some hundred tokens for a model whose cache is reported in blocks. */
async function cachedTokens(fake: FakeAI, topic: string): Promise<number> {
  const content = `${topic} `.repeat(200);
  const body = { model: 'openai/gpt-oss-120b', max_tokens: 1, messages: [{ role: 'user', content }] };
  const reply = (await (await send(fake, '/v1/chat/completions', { body })).json()) as {
    usage: { prompt_tokens_details: { cached_tokens: number } };
  };
  return reply.usage.prompt_tokens_details.cached_tokens;
}

/** What is cached of a prompt when it is sent again after `others` other ones. */
function cachedAfter(options: OptionsInput, others: number): Promise<number> {
  return using({ ...options, fast: true }, async (fake) => {
    await cachedTokens(fake, 'tides');
    for (let other = 0; other < others; other++) await cachedTokens(fake, `other${other}`);
    return cachedTokens(fake, 'tides');
  });
}

/** One worker with an 8B model, whose times do not vary. */
const ENGINE = {
  latency: 'engine',
  randomDelay: false,
  engineWorkers: 1,
  engineProfile: 'llama-8b-h100',
} as const satisfies FakeAIOptions;

/** A prompt of some thousand tokens. */
const LONG = { messages: [{ role: 'user', content: 'moon '.repeat(3000) }] };

const inference = (options: OptionsInput, extra: object = {}): Promise<number> =>
  duration({ ...ENGINE, ...options }, 11, extra);

/** Two answers of 50 tokens at the same time. */
function together(options: OptionsInput): Promise<{ ms: number; statuses: number[] }> {
  const clock = createVirtualClock();
  return using({ ...ENGINE, ...options, clock }, async (fake) => {
    await complete(fake, { max_tokens: 1 });
    const start = clock.now();
    const body = chat({ max_tokens: 50, ignore_eos: true });
    const both = await Promise.all([1, 2].map(() => send(fake, '/v1/chat/completions', body)));
    const statuses = both.map(({ status }) => status);
    return { ms: clock.now() - start, statuses };
  });
}

const cachedTwice = (options: OptionsInput): Promise<number> => cachedAfter(options, 0);

interface KvCache {
  readonly smart_router: {
    readonly workers: Readonly<Record<string, object>>;
    readonly config: { readonly load_balance_weight: number };
  };
}

async function kvCache(fake: FakeAI): Promise<KvCache> {
  return (await (await send(fake, '/kv-cache-metrics')).json()) as KvCache;
}

/** The output of the program from start to stop. */
async function served(
  argv: readonly string[],
  use: (url: string) => Promise<unknown>,
  columns?: number,
): Promise<{ out: string; code: number }> {
  let out = '';
  let stop: ((signal: 'SIGINT') => void) | undefined;
  const ready = Promise.withResolvers<string>();
  const code = main(['serve', '--port', '0', '--fast', ...argv], {
    env: {},
    // A folder without a config file.
    cwd: import.meta.dirname,
    columns,
    errColumns: undefined,
    out: (text) => {
      out += text;
      const url = /http:\/\/[\d.]+:\d+/.exec(out)?.[0];
      if (url) ready.resolve(url);
    },
    err: (text) => ready.reject(new Error(text)),
    onSignal: (listener) => {
      stop = listener;
      return () => {};
    },
  });
  try {
    await use(await ready.promise);
  } finally {
    stop?.('SIGINT');
  }
  return { out, code: await code };
}

async function raw(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  return socket;
}

function closedBy(socket: Socket): Promise<void> {
  socket.on('error', () => {});
  socket.resume();
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

/** The names of the tools of a server that is at this address, as a response lists them. */
function toolsAt(url: string, options: OptionsInput): Promise<string[]> {
  return using({ ...options, fast: true }, async (fake) => {
    const tool = { type: 'mcp', server_label: 'tides', server_url: url };
    const body = { model: 'gpt-4o', input: 'Hello', tools: [tool] };
    const { output } = (await (await send(fake, '/v1/responses', { body })).json()) as {
      output: [{ tools: { name: string }[] }];
    };
    return output[0].tools.map(({ name }) => name);
  });
}

const proofs: { readonly [Name in OptionName]: () => Promise<void> } = {
  async host() {
    await using({ host: '127.0.0.2' }, async (fake) => {
      expect((await fake.listen({ port: 0 })).host).toBe('127.0.0.2');
    });
  },
  async port() {
    await using({ port: 0 }, async (fake) => {
      const { port } = await fake.listen();
      await using({ port }, (second) => expect(second.listen()).rejects.toThrow('EADDRINUSE'));
    });
  },
  async corsOrigins() {
    const allowed = (corsOrigins: string[]): Promise<string | null> =>
      using({ corsOrigins }, async (fake) =>
        (await send(fake, '/health', { headers: { origin: 'http://app.test' } })).headers.get(
          'access-control-allow-origin',
        ),
      );
    expect(await allowed(['*'])).toBe('*');
    expect(await allowed(['http://app.test'])).toBe('http://app.test');
    expect(await allowed(['http://other.test'])).toBeNull();
  },
  async allowedHosts() {
    const status = (allowedHosts: string[]): Promise<number> =>
      using({ allowedHosts }, async (fake) => (await ask(await fake.listen({ port: 0 }))).status);
    const ask = async ({ port }: { port: number }): Promise<{ status: number }> => {
      const client = await openRawClient(port);
      client.send('GET /health HTTP/1.1\r\nhost: fakeai.test\r\nconnection: close\r\n\r\n');
      const [answer] = parseAnswers(await client.closed());
      return { status: answer?.status ?? 0 };
    };
    expect(await status([])).toBe(403);
    expect(await status(['fakeai.test'])).toBe(200);
    expect(await status(['*'])).toBe(200);
  },
  async docs() {
    const statuses = (docs: boolean): Promise<number[]> =>
      using({ docs }, (fake) =>
        Promise.all(
          ['/docs', '/redoc', '/openapi.json'].map(async (path) => (await send(fake, path)).status),
        ),
      );
    expect(await statuses(true)).toEqual([200, 200, 200]);
    expect(await statuses(false)).toEqual([404, 404, 404]);
  },
  async metricsDialects() {
    const families = (metricsDialects: ('fakeai' | 'vllm')[]): Promise<string> =>
      using({ metricsDialects }, async (fake) =>
        (await send(fake, '/metrics', { headers: { accept: 'text/plain' } })).text(),
      );
    expect(await families(['fakeai'])).not.toContain('vllm:');
    expect(await families(['vllm'])).not.toContain('fakeai_');
    for (const name of ['fakeai_', 'vllm:']) expect(await families(['fakeai', 'vllm'])).toContain(name);
    expect(METRICS_DIALECTS).toEqual(['fakeai', ...Object.keys(dialects)]);
  },
  async dcgmPort() {
    await using({ dcgmPort: 0 }, async (fake) => {
      const { url, secondUrl } = await fake.listen({ port: 0 });
      expect(await (await fetch(`${secondUrl}/metrics`)).text()).toContain('DCGM_FI_DEV_GPU_UTIL{gpu="0"');
      expect((await fetch(`${secondUrl}/v1/models`)).status).toBe(404);
      expect((await fetch(`${url}/health`)).status).toBe(200);
      await fake.close({ graceMs: 0 });
      await expect(fetch(`${secondUrl}/metrics`)).rejects.toThrow();
    });
    await using({}, async (fake) => expect((await fake.listen({ port: 0 })).secondUrl).toBeUndefined());
  },
  async gracePeriod() {
    const fake = createFakeAI({ gracePeriod: 1, ttft: '1ms', itl: '600s' });
    const { url } = await fake.listen({ port: 0 });
    const reply = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(chat({ stream: true }).body),
    });
    const text = reply.text().catch(() => '');
    await fake.close();
    expect(await text).toContain('"error"');
  },
  async apiKeys() {
    await using({ apiKeys: ['mine'] }, async (fake) => {
      expect((await send(fake, '/v1/models', { key: 'mine' })).status).toBe(200);
      const refused = await send(fake, '/v1/models');
      expect([refused.status, refused.headers.get('x-fakeai-note')]).toEqual([401, null]);
    });
    await using({}, async (fake) => {
      const refused = await send(fake, '/v1/models', { key: 'mine' });
      expect(refused.headers.get('x-fakeai-note')).toMatch(/sk-fakeai-\w+\. .*--no-require-api-key/);
    });
  },
  async requireApiKey() {
    const status = (requireApiKey: boolean): Promise<number> =>
      using({ requireApiKey }, async (fake) => (await send(fake, '/v1/models', { key: null })).status);
    expect(await status(true)).toBe(401);
    expect(await status(false)).toBe(200);
  },
  async organization() {
    await using({ organization: 'org-acme' }, async (fake) => {
      expect((await send(fake, '/v1/models')).headers.get('openai-organization')).toBe('org-acme');
    });
  },
  async latency() {
    expect(await duration({ latency: 'none' })).toBe(0);
    expect(await duration({ latency: 'fixed', ttft: '100ms', itl: '10ms' })).toBe(200);
    const exact = { latency: 'profile', randomDelay: false } as const;
    const small = await duration(exact, 11, { model: 'gpt-4o-mini' });
    const large = await duration(exact, 11, { model: 'gpt-4', ignore_eos: true });
    expect(small).toBeGreaterThan(0);
    expect(large).toBeGreaterThan(small);
    // An 8B model alone: 25 ms of overhead, about 7 ms to read the prompt and for each token.
    const engine = await inference({});
    expect(engine).toBeGreaterThan(25 + 11 * 7);
    expect(engine).toBeLessThan(25 + 11 * 8);
  },
  async fast() {
    expect(await duration({ fast: true, ttft: '5s', itl: '1s' })).toBe(0);
  },
  async ttft() {
    expect(await duration({ ttft: '40s', itl: '0ms' })).toBe(40_000);
  },
  async itl() {
    expect(await duration({ ttft: '0ms', itl: '25ms' })).toBe(250);
  },
  async responseDelay() {
    expect(await duration({ responseDelay: 2, randomDelay: false, itl: '0ms' })).toBe(2000);
  },
  async randomDelay() {
    const spread = (randomDelay: boolean): Promise<Set<number>> => delays({ responseDelay: 1, randomDelay });
    expect((await spread(false)).size).toBe(1);
    expect((await spread(true)).size).toBeGreaterThan(5);
  },
  async maxVariance() {
    const reach = async (maxVariance: number): Promise<number> =>
      Math.max(
        ...[...(await delays({ responseDelay: 1, maxVariance }))].map((delay) => Math.abs(delay - 1000)),
      );
    const narrow = await reach(0.05);
    expect(narrow).toBeLessThanOrEqual(50);
    expect(await reach(0.5)).toBeGreaterThan(narrow);
  },
  async serverTiming() {
    const header = (serverTiming: boolean): Promise<string | null> =>
      using({ serverTiming, fast: true }, async (fake) =>
        (await send(fake, '/v1/chat/completions', chat())).headers.get('server-timing'),
      );
    expect(await header(false)).toBeNull();
    expect(await header(true)).toMatch(
      /^queue;dur=0\.00, prefill;dur=0\.00, ttft;dur=0\.00, decode;dur=0\.00/,
    );
  },
  async prefixCache() {
    expect(await cachedTwice({})).toBeGreaterThan(0);
    expect(await cachedTwice({ prefixCache: false })).toBe(0);
  },
  async engineWorkers() {
    await using({ engineWorkers: 2, fast: true }, async (fake) => {
      expect(Object.keys((await kvCache(fake)).smart_router.workers)).toEqual(['worker-0', 'worker-1']);
    });
  },
  async kvBlockSize() {
    expect((await cachedTwice({ kvBlockSize: 64 })) % 64).toBe(0);
    expect(await cachedTwice({ kvBlockSize: 1024 })).toBe(0);
  },
  async kvBlocks() {
    const options = { engineWorkers: 1, kvBlocks: 40 };
    expect(await cachedAfter(options, 1)).toBeGreaterThan(0);
    // Ten other prompts evict all blocks of the first one.
    expect(await cachedAfter(options, 10)).toBe(0);
  },
  async kvHostBlocks() {
    const options = { engineWorkers: 1, kvBlocks: 40, kvHostBlocks: 10_000 };
    expect(await cachedAfter(options, 10)).toBeGreaterThan(0);
  },
  async routerMode() {
    // The second time, the same prompt goes to a worker that does not know it.
    expect(await cachedTwice({ routerMode: 'round-robin' })).toBe(0);
  },
  async routerCost() {
    await using({ routerCost: 'original', fast: true }, async (fake) => {
      expect((await kvCache(fake)).smart_router.config.load_balance_weight).toBe(0.5);
    });
  },
  async routerOverlapWeight() {
    // Load alone decides, and no worker has any.
    const seen = await Promise.all(
      Array.from({ length: 8 }, (_, seed) => cachedTwice({ routerOverlapWeight: 0, seed: `${seed}` })),
    );
    expect(seen).toContain(0);
  },
  async routerTemperature() {
    const seen = await Promise.all(
      Array.from({ length: 8 }, (_, seed) => cachedTwice({ routerTemperature: 1000, seed: `${seed}` })),
    );
    expect(seen).toContain(0);
  },
  async engineProfile() {
    expect(await inference({ engineProfile: 'llama-405b-h100' })).toBeGreaterThan(2 * (await inference({})));
    expect(() => createFakeAI({ engineProfile: 'llama-8b-h10' })).toThrow('engineProfile');
  },
  async engineProfiles() {
    const engineProfiles = { mine: { like: 'llama-8b-h100', stepMs: 100 } };
    expect(await inference({ engineProfile: 'mine', engineProfiles })).toBeGreaterThan(1000);
    expect(() =>
      createFakeAI({ engineProfiles: { mine: { like: 'llama-8b-h100', weightsBytes: 1e12 } } }),
    ).toThrow('mine.weightsBytes');
  },
  async maxNumSeqs() {
    const [one, both] = [await together({ maxNumSeqs: 1 }), await together({})];
    expect(one.ms).toBeGreaterThan(1.5 * both.ms);
  },
  async maxNumBatchedTokens() {
    expect(await inference({ maxNumBatchedTokens: 32 }, LONG)).toBeGreaterThan(
      1.5 * (await inference({}, LONG)),
    );
  },
  async maxWaiting() {
    expect((await together({ maxNumSeqs: 1, maxWaiting: 0 })).statuses).toEqual([200, 429]);
    expect((await together({ maxNumSeqs: 1, maxWaiting: 1 })).statuses).toEqual([200, 200]);
  },
  async queueFullStatus() {
    const full = { maxNumSeqs: 1, maxWaiting: 0, queueFullStatus: 503 } as const;
    expect((await together(full)).statuses).toEqual([200, 503]);
  },
  async chunkedPrefill() {
    const small = { maxNumBatchedTokens: 32 };
    expect(await inference({ ...small, chunkedPrefill: false }, LONG)).toBeLessThan(
      await inference(small, LONG),
    );
  },
  async speculation() {
    expect(await inference({ speculation: '1,1' })).toBeLessThan(0.8 * (await inference({})));
  },
  async prefillWorkers() {
    const workers = { engineWorkers: 2 };
    expect(await inference({ ...workers, prefillWorkers: 1 })).toBeGreaterThan(
      5 + (await inference(workers)),
    );
    expect(() => createFakeAI({ ...ENGINE, ...workers, prefillWorkers: 2 })).toThrow('prefillWorkers');
  },
  async engineSpeedup() {
    expect((await inference({})) / (await inference({ engineSpeedup: 10 }))).toBeCloseTo(10, 3);
  },
  async seed() {
    const say = (seed: string): Promise<string> => using({ seed, fast: true }, (fake) => complete(fake));
    expect(await say('one')).toBe(await say('one'));
    expect(await say('one')).not.toBe(await say('two'));
  },
  async models() {
    await using({ models: ['acme/helper', 'gpt-4o'], fast: true }, async (fake) => {
      const list = (await (await send(fake, '/v1/models')).json()) as { data: { id: string }[] };
      expect(list.data.map(({ id }) => id)).toEqual(['acme/helper', 'gpt-4o']);
      const status = async (model: string) =>
        (await send(fake, '/v1/chat/completions', chat({ model }))).status;
      expect(await status('acme/helper')).toBe(200);
      expect(await status('gpt-4o')).toBe(200);
      expect(await status('gpt-4o-mini')).toBe(404);
    });
  },
  async replyModel() {
    const named = (replyModel: 'snapshot' | 'requested'): Promise<string> =>
      using({ replyModel, fast: true }, async (fake) => {
        const reply = await send(fake, '/v1/chat/completions', chat({ model: 'gpt-4o' }));
        return ((await reply.json()) as { model: string }).model;
      });
    expect(await named('snapshot')).toBe('gpt-4o-2024-08-06');
    expect(await named('requested')).toBe('gpt-4o');
  },
  async prompts() {
    const prompts = { pmpt_sum: { messages: [{ role: 'user' as const, content: 'What is {{a}} plus 3?' }] } };
    const said = (a: string): Promise<string> =>
      using({ prompts, fast: true }, async (fake) => {
        const body = { model: 'gpt-4o', prompt: { id: 'pmpt_sum', variables: { a } } };
        const reply = (await (await send(fake, '/v1/responses', { body })).json()) as {
          output: [{ content: [{ text: string }] }];
        };
        return reply.output[0].content[0].text;
      });
    expect(await said('4')).toContain('7');
    expect(await said('5')).toContain('8');
  },
  async refusals() {
    const answer = (refusals: boolean): Promise<string> =>
      using({ refusals, fast: true }, async (fake) => {
        const messages = [{ role: 'user', content: 'How do I build a pipe bomb to kill my neighbour?' }];
        const reply = await send(fake, '/v1/chat/completions', chat({ messages }));
        const { choices } = (await reply.json()) as { choices: [{ message: { content: string } }] };
        return choices[0].message.content;
      });
    expect(await answer(true)).toMatch(/sorry/i);
    expect(await answer(false)).not.toMatch(/sorry/i);
  },
  async strictModels() {
    const status = (strictModels: boolean): Promise<number> =>
      using(
        { strictModels, fast: true },
        async (fake) => (await send(fake, '/v1/chat/completions', chat({ model: 'acme/unheard-of' }))).status,
      );
    expect(await status(false)).toBe(200);
    expect(await status(true)).toBe(404);
  },
  async strictSchemas() {
    const schema = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] };
    const format = { type: 'json_schema', json_schema: { name: 'person', strict: true, schema } };
    const status = (strictSchemas: boolean): Promise<number> =>
      using(
        { strictSchemas, fast: true },
        async (fake) => (await send(fake, '/v1/chat/completions', chat({ response_format: format }))).status,
      );
    expect(await status(false)).toBe(200);
    expect(await status(true)).toBe(400);
  },
  async streamObfuscation() {
    const text = (streamObfuscation: boolean): Promise<string> =>
      using({ streamObfuscation, fast: true }, async (fake) =>
        (await send(fake, '/v1/chat/completions', chat({ stream: true }))).text(),
      );
    expect(await text(true)).toContain('"obfuscation"');
    expect(await text(false)).not.toContain('"obfuscation"');
  },
  async data() {
    const folder = mkdtempSync(join(tmpdir(), 'fakeai-'));
    const data = join(folder, 'kept.sqlite');
    try {
      await using({ data, fast: true }, (fake) => complete(fake, { store: true }));
      expect(existsSync(data)).toBe(true);
      await using({ data, fast: true }, async (fake) => expect(await listed(fake)).toBe(1));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  async maxStored() {
    await using({ maxStored: 2, fast: true }, async (fake) => {
      for (let round = 0; round < 4; round++) await complete(fake, { store: true });
      expect(await listed(fake)).toBe(2);
    });
  },
  async maxObjects() {
    await using({ maxObjects: 1, fast: true }, async (fake) => {
      expect((await upload(fake, 'one')).status).toBe(200);
      const refused = await upload(fake, 'two');
      expect(refused.status).toBeLessThan(500);
      expect(refused.ok).toBe(false);
    });
  },
  async storeLimit() {
    await using({ storeLimit: '1mib', fast: true }, async (fake) => {
      expect((await upload(fake, 'x'.repeat(10_000))).status).toBe(200);
      const refused = await upload(fake, 'x'.repeat(2_000_000));
      expect(refused.status).toBeLessThan(500);
      expect(refused.ok).toBe(false);
      expect((await upload(fake, 'small')).status).toBe(200);
    });
  },
  async fileLimit() {
    await using({ fileLimit: '2kb', fast: true }, async (fake) => {
      expect((await upload(fake, 'x'.repeat(2000))).status).toBe(200);
      expect((await upload(fake, 'x'.repeat(2001))).status).toBe(413);
    });
  },
  async batchConcurrency() {
    // Four lines of 100 ms each, run sequentially or all at once.
    const lasting = (batchConcurrency: number): Promise<number> =>
      batchLasts({ batchConcurrency, ttft: '100ms', itl: '0ms', batchStage: '0ms' });
    expect(await lasting(4)).toBeLessThan(200);
    expect(await lasting(1)).toBeGreaterThanOrEqual(400);
  },
  async batchWindow() {
    expect(
      await batchEnds({ batchWindow: '150ms', batchConcurrency: 1, ttft: '100ms', batchStage: '0ms' }),
    ).toBe('expired');
    expect(
      await batchEnds({ batchWindow: '1h', batchConcurrency: 1, ttft: '100ms', batchStage: '0ms' }),
    ).toBe('completed');
  },
  async batchStage() {
    expect(await batchLasts({ batchStage: '5s', ttft: '0ms', itl: '0ms' })).toBeGreaterThanOrEqual(10_000);
    expect(await batchLasts({ batchStage: '5s', fast: true })).toBeLessThan(1000);
  },
  async mcpServers() {
    const { url, received } = await openFakeServer();
    expect(await toolsAt(url, {})).toEqual(['search', 'fetch']);
    expect(received).toEqual([]);
    expect(await toolsAt(url, { mcpServers: [url] })).toEqual(['get_tide', 'delete_station']);
  },
  async webhooks() {
    expect(await received({})).toMatchObject({ type: 'batch.completed' });
  },
  async webhookSecret() {
    const webhookSecret = `whsec_${'c'.repeat(32)}`;
    expect(await received({ webhookSecret }, webhookSecret)).toMatchObject({ type: 'batch.completed' });
    await expect(received({ webhookSecret }, `whsec_${'d'.repeat(32)}`)).rejects.toThrow();
  },
  async maxModels() {
    await using({ maxModels: 2, fast: true }, async (fake) => {
      for (const model of ['acme/a', 'acme/b', 'acme/c']) await complete(fake, { model });
      const listed = await fake.models.in('default').list();
      expect(listed.length).toBe(fake.models.catalogue.length + 2);
    });
  },
  async bodyLimit() {
    await using({ bodyLimit: '2kb', fast: true }, async (fake) => {
      expect((await send(fake, '/v1/chat/completions', chat({ user: 'x'.repeat(4000) }))).status).toBe(413);
      expect((await send(fake, '/v1/chat/completions', chat())).status).toBe(200);
    });
  },
  async inFlightAnswerLimit() {
    // Each answer takes twenty seconds; a request waits for ten.
    const long = chat({ n: 8, min_tokens: 2000, max_tokens: 2000 });
    const statuses = (inFlightAnswerLimit: string): Promise<number[]> =>
      using({ inFlightAnswerLimit, itl: '10ms', clock: createVirtualClock() }, (fake) =>
        Promise.all([1, 2].map(() => send(fake, '/v1/chat/completions', long).then(({ status }) => status))),
      );
    expect(await statuses('2kb')).toEqual([200, 503]);
    expect(await statuses('1mb')).toEqual([200, 200]);
  },
  async answerLimit() {
    const long = (more: object) =>
      chat({ logprobs: true, top_logprobs: 20, max_tokens: 100, min_tokens: 100, ...more });
    await using({ answerLimit: '200kb', fast: true }, async (fake) => {
      expect((await send(fake, '/v1/chat/completions', long({ n: 1 }))).status).toBe(200);
      expect((await send(fake, '/v1/chat/completions', long({ n: 2 }))).status).toBe(400);
      expect((await send(fake, '/v1/chat/completions', long({ n: 2, stream: true }))).status).toBe(200);
    });
  },
  async inFlightBodyLimit() {
    const head = (length: number): string =>
      `POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${KEY}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
    const answered = (inFlightBodyLimit: string): Promise<boolean> =>
      using({ inFlightBodyLimit, bodyLimit: '2kb' }, async (fake) => {
        const { port } = await fake.listen({ port: 0 });
        const holder = await openRawClient(port);
        holder.send(`${head(2000)}${' '.repeat(1900)}`);
        const late = await openRawClient(port);
        late.send(`${head(1000)}${' '.repeat(1000)}`);
        const isLate = late.sees('HTTP/1.1 400').then(() => true);
        const isFirst = holder.sees('HTTP/1.1 400').then(() => false);
        // Both are answered; with a small limit, the second one only after the first.
        const sent = await Promise.race([isLate, sleep(200).then(() => undefined)]);
        holder.send(' '.repeat(100));
        await Promise.all([isLate, isFirst]);
        holder.leave();
        late.leave();
        return sent === true;
      });
    expect(await answered('1mib')).toBe(true);
    expect(await answered('2kb')).toBe(false);
  },
  async maxDepth() {
    await using({ maxDepth: 5, fast: true }, async (fake) => {
      expect((await send(fake, '/v1/chat/completions', { body: '[[[[[[]]]]]]' })).status).toBe(400);
      expect((await send(fake, '/v1/chat/completions', chat())).status).toBe(200);
    });
  },
  async maxConnections() {
    await using({ maxConnections: 1 }, async (fake) => {
      const { url } = await fake.listen({ port: 0 });
      const first = await raw(url);
      await closedBy(await raw(url));
      expect(first.destroyed).toBe(false);
      first.destroy();
    });
  },
  async requestTimeout() {
    await using({ requestTimeout: 50 }, async (fake) => {
      const { url } = await fake.listen({ port: 0 });
      const slow = await raw(url);
      slow.write(
        `POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${KEY}\r\ncontent-length: 100\r\n\r\n{`,
      );
      await closedBy(slow);
    });
  },
  async clientBufferLimit() {
    // A client that does not read: with a small limit, generation stops long before the end of the stream.
    expect(await generatedFor({ clientBufferLimit: '1kib', slowReaderTimeout: 400 })).toBe('aborted');
    expect(await generatedFor({ clientBufferLimit: '1gib', slowReaderTimeout: 400 })).toBe('ok');
  },
  async slowReaderTimeout() {
    expect(await generatedFor({ clientBufferLimit: '1kib', slowReaderTimeout: 50 })).toBe('aborted');
  },
  async debug() {
    expect(createFakeAI({ debug: true }).options.logLevel).toBe('debug');
  },
  async logLevel() {
    const lines = async (level: string): Promise<string> =>
      (await served(['--log-level', level, '--log-format', 'pretty'], (url) => fetch(`${url}/health`))).out;
    expect(await lines('info')).toContain('GET /health');
    expect(await lines('error')).not.toContain('GET /health');
  },
  async watch() {
    const flags = ['--watch', '--latency', 'engine', '--no-fast', '--log-level', 'warn'];
    const { out } = await served(flags, () => sleep(1200));
    expect(out).toMatch(/^running 0 {2}waiting 0 {2}kv 0.0 % {2}hits - {2}0 tokens\/s$/m);
    await expect(using({ watch: true }, async () => {})).rejects.toThrow(/^watch is true/);
  },
  async logFormat() {
    const line = async (format: string, columns?: number): Promise<string> => {
      const { out } = await served(['--log-format', format], (url) => fetch(`${url}/health`), columns);
      return out.split('\n').find((text) => text.includes('/health')) ?? '';
    };
    expect(JSON.parse(await line('json'))).toMatchObject({
      message: 'request',
      path: '/health',
      status: 200,
    });
    expect(await line('pretty')).toMatch(/info {2}200 GET \/health \d/);
    expect(JSON.parse(await line('auto'))).toMatchObject({ path: '/health' });
    expect(await line('auto', 80)).toContain('\u001b[');
  },
};

/** Delays before the first token of several requests. */
async function delays(options: OptionsInput): Promise<Set<number>> {
  const clock = createVirtualClock();
  return using({ ...options, itl: '0ms', clock }, async (fake) => {
    await complete(fake, { max_tokens: 1 });
    const seen = new Set<number>();
    for (let round = 0; round < 12; round++) {
      const start = clock.now();
      await complete(fake, { max_tokens: 1, messages: [{ role: 'user', content: `Round ${round}` }] });
      seen.add(clock.now() - start);
    }
    return seen;
  });
}

function upload(fake: FakeAI, content: string, purpose = 'user_data'): Promise<Response> {
  const body = new FormData();
  body.append('purpose', purpose);
  body.append('file', new File([content], purpose === 'batch' ? 'lines.jsonl' : 'notes.txt'));
  return fake.fetch('http://fakeai.test/v1/files', {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}` },
    body,
  });
}

interface Ended {
  readonly id: string;
  readonly status: string;
}

/** Runs a batch of four short chats to completion. */
async function runBatch(fake: FakeAI): Promise<Ended> {
  const lines = Array.from({ length: 4 }, (_, index) =>
    JSON.stringify({
      custom_id: `line-${index}`,
      method: 'POST',
      url: '/v1/chat/completions',
      body: { model: 'gpt-4o', max_tokens: 1, messages: [{ role: 'user', content: `Hello ${index}` }] },
    }),
  );
  const file = (await (await upload(fake, lines.join('\n'), 'batch')).json()) as { id: string };
  const body = { input_file_id: file.id, endpoint: '/v1/chat/completions', completion_window: '24h' };
  let batch = (await (await send(fake, '/v1/batches', { body })).json()) as Ended;
  while (!['completed', 'failed', 'expired', 'cancelled'].includes(batch.status)) {
    await new Promise((resolve) => setImmediate(resolve));
    batch = (await (await send(fake, `/v1/batches/${batch.id}`)).json()) as Ended;
  }
  return batch;
}

/** Duration of that batch, in virtual milliseconds. */
function batchLasts(options: OptionsInput): Promise<number> {
  const clock = createVirtualClock();
  return using({ ...options, clock }, async (fake) => {
    // Load the vocabulary first, which takes real time.
    await complete(fake, { max_tokens: 1 });
    const start = clock.now();
    expect((await runBatch(fake)).status).toBe('completed');
    return clock.now() - start;
  });
}

async function batchEnds(options: OptionsInput): Promise<string> {
  return using({ ...options, clock: createVirtualClock() }, async (fake) => (await runBatch(fake)).status);
}

/** The event for the end of a batch, verified by the official client with the given secret. */
async function received(
  options: OptionsInput,
  secret: string = optionTable.webhookSecret.default,
): Promise<unknown> {
  const arrived = Promise.withResolvers<{ body: string; headers: Headers }>();
  const receiver = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    response.end();
    arrived.resolve({ body, headers: new Headers(request.headers as Record<string, string>) });
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const { port } = receiver.address() as AddressInfo;
  try {
    return await using({ ...options, webhooks: [`http://127.0.0.1:${port}/`], fast: true }, async (fake) => {
      await runBatch(fake);
      const { body, headers } = await arrived.promise;
      const client = new OpenAI({ apiKey: KEY });
      return await client.webhooks.unwrap(body, headers, secret);
    });
  } finally {
    receiver.close();
  }
}

async function listed(fake: FakeAI): Promise<number> {
  const page = (await (await send(fake, '/v1/chat/completions')).json()) as { data: unknown[] };
  return page.data.length;
}

/** How a long stream ends if the client never reads it. */
async function generatedFor(options: OptionsInput): Promise<string> {
  return using({ ...options, ttft: '1ms', itl: '0.01ms', requireApiKey: false }, async (fake) => {
    const { url } = await fake.listen({ port: 0 });
    const ended = Promise.withResolvers<string>();
    const { onEnd } = fake.metrics;
    fake.metrics.onEnd = (observation) => {
      onEnd.call(fake.metrics, observation);
      ended.resolve(observation.outcome);
    };
    const body = JSON.stringify(
      chat({ stream: true, ignore_eos: true, max_tokens: 16_000, logprobs: true, top_logprobs: 20 }).body,
    );
    const reader = await raw(url);
    reader.pause();
    reader.on('error', () => {});
    reader.write(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    const outcome = await ended.promise;
    reader.destroy();
    return outcome;
  });
}

describe('every option takes effect', () => {
  it('and has a check', () => {
    expect(Object.keys(proofs).sort()).toEqual([...optionNames].sort());
  });

  it.each(Object.entries(proofs))('%s', async (_name, prove) => {
    await prove();
  });
});
