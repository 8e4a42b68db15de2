import { describe, expect, it } from 'vitest';
import { createFakeAI, type FakeAI, type FakeAIOptions } from '../../src/fakeai.ts';
import { createVirtualClock } from '../../src/runtime/virtual-clock.ts';

/** What caches keep of whole conversations, in modes with and without batching. */

const MODEL = 'openai/gpt-oss-120b';

async function post(fake: FakeAI, path: string, body: object): Promise<Answered> {
  const response = await fake.fetch(`http://fakeai.test${path}`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk-fakeai-1234567890abcdef', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Answered;
}

interface Answered {
  readonly choices: readonly [{ readonly message: { readonly content: string } }];
  readonly usage: {
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly prompt_tokens_details: { readonly cached_tokens: number };
  };
}

interface KvCache {
  readonly smart_router: {
    readonly workers: Readonly<Record<string, { readonly active_requests: number }>>;
  };
}

async function activeRequests(fake: FakeAI): Promise<number> {
  const metrics = (await (await fake.fetch('http://fakeai.test/kv-cache-metrics')).json()) as KvCache;
  return Object.values(metrics.smart_router.workers).reduce((sum, one) => sum + one.active_requests, 0);
}

describe.each<[string, FakeAIOptions]>([
  ['without latency', { fast: true }],
  ['with a fixed latency', { latency: 'fixed' }],
  ['with simulated engines', { latency: 'engine' }],
])('%s', (_, options) => {
  const open = (): FakeAI => createFakeAI({ ...options, engineWorkers: 1, clock: createVirtualClock() });

  it('the next turn of a conversation finds the answer before it', async () => {
    const fake = open();
    const messages: { role: string; content: string }[] = [{ role: 'user', content: 'Tell me about tides.' }];
    const chat = () =>
      post(fake, '/v1/chat/completions', { model: MODEL, messages, max_tokens: 100, ignore_eos: true });
    const first = await chat();
    messages.push({ role: 'assistant', content: first.choices[0].message.content });
    messages.push({ role: 'user', content: 'And about waves?' });
    const second = await chat();
    const { prompt_tokens: prompt, completion_tokens: answer } = first.usage;
    const { cached_tokens: cached } = second.usage.prompt_tokens_details;
    expect(cached).toBeGreaterThan(prompt + answer / 2);
    // The last token of an answer has been written, but not read.
    expect(cached).toBe(16 * Math.floor((prompt + answer - 1) / 16));
    await fake.close();
  });

  it.each([
    ['/v1/chat/completions', { messages: [{ role: 'user', content: 'Hello there' }] }],
    ['/v1/completions', { prompt: 'Hello there' }],
    ['/v1/responses', { input: 'Hello there' }],
    ['/v1/responses', { input: 'Hello there', store: false }],
    ['/openai/v1/chat/completions', { messages: [{ role: 'user', content: 'Hello there' }] }],
    ['/v1/text/generation', { input: 'Hello there' }],
  ])('nothing is held when answers to equal requests have been sent: %s %o', async (path, body) => {
    const fake = open();
    for (let round = 0; round < 4; round++) await post(fake, path, { model: MODEL, ...body });
    expect(await activeRequests(fake)).toBe(0);
    await fake.close();
  });

  it('a response in the background finds a prompt that was read before', async () => {
    const fake = open();
    const input = 'Tell me about tides. '.repeat(30);
    await post(fake, '/v1/responses', { model: MODEL, input });
    const { id } = (await post(fake, '/v1/responses', {
      model: MODEL,
      input,
      background: true,
    })) as unknown as {
      id: string;
    };
    const response = await fake.fetch(`http://fakeai.test/v1/responses/${id}?stream=true`, {
      headers: { authorization: 'Bearer sk-fakeai-1234567890abcdef' },
    });
    const cached = /"cached_tokens":(\d+)/.exec(
      (await response.text()).split('response.completed').at(-1) ?? '',
    );
    expect(Number(cached?.[1])).toBeGreaterThan(100);
    expect(await activeRequests(fake)).toBe(0);
    await fake.close();
  });
});
