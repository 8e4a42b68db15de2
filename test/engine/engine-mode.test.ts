import { describe, expect, it } from 'vitest';
import { builtInApis } from '../../src/built-in-apis.ts';
import type { EngineFigures } from '../../src/engine/cluster/engine-figures.ts';
import { mount } from '../../src/mount.ts';
import { openPlatform, type PlatformOptions } from '../../src/platform.ts';
import { createVirtualClock } from '../../src/runtime/virtual-clock.ts';
import { createListener } from '../../src/transport/listener.ts';

/** The latency `engine` through whole instances, with times that do not vary. */

const MODEL = 'openai/gpt-oss-120b';
const USUAL: PlatformOptions = {
  latency: 'engine',
  randomDelay: false,
  engineWorkers: 1,
  engineProfile: 'plain',
  // Round numbers: 40 µs for a prompt token, 7 ms for a step.
  engineProfiles: {
    plain: {
      like: 'llama-8b-h100',
      overheadMs: 25,
      prefillUsPerToken: 40,
      prefillNsPerTokenSquared: 0,
      stepMs: 7,
      stepMsPerSequence: 0,
      stepUsPerContextToken: 0,
    },
  },
};

async function using<R>(options: PlatformOptions, use: (open: Opened) => Promise<R>): Promise<R> {
  const opened = open(options);
  try {
    // Load the vocabulary, which takes real time.
    await opened.chat('warm-up', { max_tokens: 1 });
    return await use(opened);
  } finally {
    await opened.close();
  }
}

type Opened = ReturnType<typeof open>;

interface CachePerformance {
  readonly speedup_stats: Record<
    'avg_actual_ttft_ms' | 'avg_baseline_ttft_ms' | 'avg_speedup_ratio' | 'total_speedup_records',
    number
  >;
}

function open(options: PlatformOptions) {
  const clock = createVirtualClock();
  const platform = openPlatform({ ...USUAL, clock, ...options });
  const { workers, jobs } = platform;
  if (!workers) throw new Error('No workers');
  const dispatcher = mount(platform, builtInApis);
  jobs.start();
  const { fetch, close } = createListener({
    ...platform,
    ...platform.options,
    dispatcher,
    onListening: () => {},
    onClosed: () => platform.close(),
  });
  const post = (path: string, body: object, signal?: AbortSignal): Promise<Response> =>
    fetch(`http://fakeai.test${path}`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer sk-fakeai-1234567890abcdef',
        'api-key': 'sk-fakeai-1234567890abcdef',
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
      ...(signal && { signal }),
    });
  const toChat = (content: string, extra: object = {}) => ({
    model: MODEL,
    messages: [{ role: 'user', content }],
    max_tokens: 20,
    ignore_eos: true,
    ...extra,
  });
  const get = async (path: string) =>
    (await (await fetch(`http://fakeai.test${path}`)).json()) as { cache_performance: CachePerformance };
  return {
    clock,
    workers,
    post,
    get,
    toChat,
    close: () => close({ graceMs: 0 }),
    /** Sends a chat request and waits for all of the answer. */
    async chat(content: string, extra: object = {}): Promise<Answered> {
      const start = clock.now();
      const response = await post('/v1/chat/completions', toChat(content, extra));
      const repliedAt = clock.now();
      const text = await response.text();
      return { response, text, first: repliedAt - start, last: clock.now() - start };
    },
  };
}

interface Answered {
  readonly response: Response;
  readonly text: string;
  /** Milliseconds until the head of the reply, and until its end. */
  readonly first: number;
  readonly last: number;
}

const STREAM = { stream: true, stream_options: { include_usage: true } };

const bodyOf = ({ text }: Answered) =>
  JSON.parse(text) as {
    usage: { prompt_tokens: number; prompt_tokens_details: { cached_tokens: number } };
    error: { message: string; code: string | null };
  };

function usageIn({ text }: Answered): { prompt_tokens: number; cached: number } {
  const line = text.split('\n').find((one) => one.includes('"usage":{'));
  const { usage } = JSON.parse((line ?? '').slice(6)) as ReturnType<typeof bodyOf>;
  return { prompt_tokens: usage.prompt_tokens, cached: usage.prompt_tokens_details.cached_tokens };
}

function expectIdle({ groups }: EngineFigures): void {
  for (const { batch, load } of groups.flatMap(({ workers }) => workers)) {
    const { running, waiting, arriving, handingOver, usedBlocks } = batch;
    expect({ running, waiting, arriving, handingOver, usedBlocks, load }).toEqual({
      running: 0,
      waiting: 0,
      arriving: 0,
      handingOver: 0,
      usedBlocks: 0,
      load: 0,
    });
  }
}

const long = (topic: string, words = 600): string => `${topic} `.repeat(words);

describe('the latency engine', () => {
  it('makes a repeated prompt faster by the prefill saved, and says what was cached', () =>
    using({}, async ({ chat }) => {
      const one = await chat(long('tides'), STREAM);
      const again = await chat(long('tides'), STREAM);
      const { prompt_tokens: tokens, cached } = usageIn(again);
      expect(usageIn(one).cached).toBeLessThan(64);
      expect(cached).toBe(Math.floor((tokens - 1) / 16) * 16);
      expect(one.first - again.first).toBeCloseTo((cached - usageIn(one).cached) * 0.04, 3);
      expect(again.last - again.first).toBeCloseTo(19 * 7, 6);
    }));

  it('takes the same time for a whole reply', () =>
    using({ prefixCache: false }, async ({ chat }) => {
      const streamed = await chat(long('tides'), STREAM);
      const whole = await chat(long('tides'));
      expect(whole.first).toBeCloseTo(streamed.last, 6);
      expect(bodyOf(whole).usage.prompt_tokens_details.cached_tokens).toBe(0);
    }));

  it('lets requests wait that find no place in the batch', () =>
    using({ maxNumSeqs: 4 }, async ({ chat, workers }) => {
      const all = await Promise.all(Array.from({ length: 12 }, (_, index) => chat(`topic ${index}`, STREAM)));
      const ttfts = all.map(({ first }) => first).sort((a, b) => a - b);
      expect(ttfts[3]).toBeLessThan(60);
      expect(ttfts[4]).toBeGreaterThan(25 + 20 * 7);
      expect(ttfts[8]).toBeGreaterThan(25 + 40 * 7);
      expectIdle(workers.figures);
    }));

  it('serves requests of a higher priority first', () =>
    using({ maxNumSeqs: 1 }, async ({ chat }) => {
      const [usual, flexible, tier, engine] = await Promise.all([
        chat('Waves'),
        chat('Storms', { service_tier: 'flex' }),
        chat('Winds', { service_tier: 'priority' }),
        chat('Clouds', { priority: -5 }),
      ]);
      const order = [engine, tier, usual, flexible].map(({ last }) => last);
      expect([...order].sort((one, other) => one - other)).toEqual(order);
    }));

  it('decodes all choices of a request together', () =>
    using({}, async ({ chat, workers }) => {
      const before = workers.figures.groups[0]?.workers[0]?.batch.counters.generatedTokens ?? 0;
      const { last } = await chat('tides', { ...STREAM, n: 5 });
      expect(last).toBeLessThan(25 + 7 * 21 + 10);
      expect(workers.figures.groups[0]?.workers[0]?.batch.counters.generatedTokens).toBe(before + 100);
      expectIdle(workers.figures);
    }));

  it('computes several prompts of a completion', () =>
    using({}, async ({ post, workers }) => {
      const prompt = ['one', 'two', 'three'];
      const body = { model: MODEL, prompt, max_tokens: 8, ignore_eos: true, n: 2 };
      const response = await post('/v1/completions', body);
      const { choices } = (await response.json()) as { choices: object[] };
      expect(choices).toHaveLength(6);
      expectIdle(workers.figures);
    }));

  it('continues an answer after the work of hosted tools', () =>
    using({}, async ({ post, workers, clock }) => {
      const tools = [{ type: 'code_interpreter', container: { type: 'auto' } }];
      const input = 'Use Python to calculate 123456 * 654321.';
      const start = clock.now();
      const response = await post('/v1/responses', { model: 'gpt-5', input, tools });
      const { output, usage } = (await response.json()) as {
        output: { type: string }[];
        usage: { output_tokens: number };
      };
      expect(output.map(({ type }) => type)).toContain('code_interpreter_call');
      expect(clock.now() - start).toBeGreaterThan(2 * 32 + (usage.output_tokens - 2) * 7);
      const [group] = workers.figures.groups;
      // The warm-up, and two passes.
      expect(group?.workers[0]?.batch.counters.finished).toBe(3);
      expectIdle(workers.figures);
    }));

  it('plays background responses at the pace of an idle engine', () =>
    using({}, async ({ post, workers }) => {
      const response = await post('/v1/responses', { model: 'gpt-5', input: 'Hi', background: true });
      expect(response.status).toBe(200);
      expect(((await response.json()) as { status: string }).status).toBe('queued');
      expect(workers.figures.groups[0]?.workers[0]?.batch.counters.admitted).toBe(1);
    }));

  it('repeats itself', async () => {
    const run = () =>
      using({ randomDelay: true, engineWorkers: 3 }, async ({ chat }) => {
        const all = await Promise.all(
          Array.from({ length: 20 }, (_, index) => chat(long(`${index % 7}`), STREAM)),
        );
        return all.map(({ first, last, text }) => [first, last, text]);
      });
    expect(await run()).toEqual(await run());
  });
});

describe('a full queue', () => {
  const full: PlatformOptions = { maxNumSeqs: 1, maxWaiting: 0 };

  it.each([
    ['/v1/chat/completions', { messages: [{ role: 'user', content: 'Hi' }] }],
    ['/v1/chat/completions', { messages: [{ role: 'user', content: 'Hi' }], stream: true }],
    ['/v1/completions', { prompt: 'Hi' }],
    ['/v1/responses', { input: 'Hi' }],
    ['/v1/responses', { input: 'Hi', stream: true }],
    ['/openai/v1/chat/completions', { messages: [{ role: 'user', content: 'Hi' }] }],
  ])('is an error of %s that says when to try again: %j', (path, body) =>
    using(full, async ({ post, chat, workers }) => {
      const running = chat('tides');
      const response = await post(path, { model: MODEL, ...body });
      expect(response.status).toBe(429);
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(await response.text()).toContain('wait already');
      expect((await running).response.status).toBe(200);
      expectIdle(workers.figures);
    }),
  );

  it('can be a 503', () =>
    using({ ...full, queueFullStatus: '503' }, async ({ chat }) => {
      const running = chat('tides');
      const { response } = await chat('more');
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('1');
      await running;
    }));
});

describe('a request that is not served', () => {
  it('can never fit', () =>
    using({ kvBlocks: 20 }, async ({ chat, workers }) => {
      const answered = await chat(long('tides'));
      expect(answered.response.status).toBe(400);
      expect(bodyOf(answered).error.message).toContain('KV-cache blocks, and the engine has 20');
      expectIdle(workers.figures);
    }));

  it('comes while the engine sleeps', () =>
    using({}, async ({ chat, workers }) => {
      workers.sleep(1);
      const { response } = await chat('tides');
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('5');
      workers.wake();
    }));

  it('loses its worker before its first token', () =>
    using({}, async ({ chat, workers, clock }) => {
      clock.at(clock.now() + 20, () => workers.fail());
      const { response } = await chat('tides', STREAM);
      expect(response.status).toBe(503);
      expectIdle(workers.figures);
    }));

  it('loses its worker in the middle of a stream, which then ends with an error', () =>
    using({}, async ({ chat, workers, clock }) => {
      clock.at(clock.now() + 80, () => workers.fail());
      const { response, text } = await chat('tides', STREAM);
      expect(response.status).toBe(200);
      expect(text).toContain('"error"');
      expect(text).not.toContain('[DONE]');
      expectIdle(workers.figures);
    }));
});

it('frees the place of a stream at once when its client leaves', () =>
  using({ maxNumSeqs: 1 }, async ({ post, toChat, chat, workers, clock }) => {
    const leaving = new AbortController();
    const body = toChat('tides', { ...STREAM, max_tokens: 500 });
    const response = await post('/v1/chat/completions', body, leaving.signal);
    const start = clock.now();
    leaving.abort();
    await response.text().catch(() => {});
    expectIdle(workers.figures);
    expect((await chat('more', STREAM)).last).toBeLessThan(300);
    expect(clock.now() - start).toBeLessThan(400);
  }));

describe('/kv-cache-metrics', () => {
  it('tells how much earlier first tokens come because of the cache', async () => {
    await using({ serverTiming: true }, async ({ chat, get }) => {
      const before = (await get('/kv-cache-metrics')).cache_performance.speedup_stats;
      const prompt = 'Tides turn twice a day. '.repeat(200);
      const first = await chat(prompt, { max_tokens: 1 });
      const again = await chat(prompt, { max_tokens: 1 });
      const stats = (await get('/kv-cache-metrics')).cache_performance.speedup_stats;
      const sum = (of: 'avg_actual_ttft_ms' | 'avg_baseline_ttft_ms'): number =>
        stats[of] * stats.total_speedup_records - before[of] * before.total_speedup_records;
      expect(stats.total_speedup_records).toBe(before.total_speedup_records + 2);
      expect(sum('avg_actual_ttft_ms')).toBeCloseTo(first.last + again.last, 0);
      expect(sum('avg_baseline_ttft_ms')).toBeCloseTo(2 * first.last, 0);
      expect(stats.avg_speedup_ratio).toBeGreaterThan(1);
      // The overhead of a request is not the queue, but passes before it.
      expect(again.response.headers.get('server-timing')).toMatch(/^queue;dur=25\.00, prefill;dur=/);
    });
  });
});
