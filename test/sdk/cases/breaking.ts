import { APIConnectionTimeoutError, APIUserAbortError } from 'openai';
import { expect, it } from 'vitest';
import type { LatencyModel } from '../../../src/engine/latency/model.ts';
import { ask } from '../requests.ts';
import type { OpenWorld, World } from '../world.ts';

/** Very short prompts are answered at once, medium ones stream slowly, and long ones wait a minute for the first token. */
const slowForLongPrompts: LatencyModel = {
  plan: ({ promptTokens }) =>
    promptTokens < 12 ? { ttft: 0, gap: () => 0 } : { ttft: promptTokens < 60 ? 0 : 60_000, gap: () => 5 },
};
const trickling = ask('Describe at length the whole history of the bridges of Europe.');
const waiting = ask('word '.repeat(60));

export function breakingCases(open: OpenWorld): void {
  /** Expects the aborted request to be released and the next request to be answered. */
  const expectReleased = async ({ client, fake }: World, broken: 'stream' | 'answer'): Promise<void> => {
    await expect.poll(() => fake.metrics.snapshot().inProgress, { timeout: 10_000 }).toBe(0);
    expect(fake.metrics.snapshot().streams.aborted).toBe(broken === 'stream' ? 1 : 0);
    const { choices } = await client.chat.completions.create({ model: 'gpt-4o', messages: ask('Hello') });
    expect(choices[0]?.message.content).toBeTruthy();
  };

  it('stops a stream when the consumer breaks out of the loop', async () => {
    await using world = await open({ latencyModel: slowForLongPrompts });
    const stream = await world.client.chat.completions.create({
      model: 'gpt-4o',
      messages: trickling,
      stream: true,
    });
    let chunks = 0;
    for await (const _chunk of stream) if (++chunks === 3) break;
    expect(chunks).toBe(3);
    await expectReleased(world, 'stream');
  });

  it('stops a stream when its controller aborts', async () => {
    await using world = await open({ latencyModel: slowForLongPrompts });
    const stream = await world.client.chat.completions.create({
      model: 'gpt-4o',
      messages: trickling,
      stream: true,
    });
    let chunks = 0;
    for await (const chunk of stream) {
      expect(chunk.choices[0]?.finish_reason).toBeNull();
      if (++chunks === 3) stream.controller.abort();
    }
    expect(chunks).toBeGreaterThanOrEqual(3);
    await expectReleased(world, 'stream');
  });

  it('stops the stream helper when it is aborted', async () => {
    await using world = await open({ latencyModel: slowForLongPrompts });
    const stream = world.client.chat.completions.stream({ model: 'gpt-4o', messages: trickling });
    let text = '';
    stream.on('content', (delta) => {
      text += delta;
      stream.abort();
    });
    await expect(stream.finalChatCompletion()).rejects.toBeInstanceOf(APIUserAbortError);
    expect(text).not.toBe('');
    expect(stream.aborted).toBe(true);
    await expectReleased(world, 'stream');
  });

  it.each([false, true])('aborts before the first token on a signal (stream: %s)', async (stream) => {
    await using world = await open({ latencyModel: slowForLongPrompts });
    const controller = new AbortController();
    const answer = world.client.chat.completions.create(
      { model: 'gpt-4o', messages: waiting, stream },
      { signal: controller.signal },
    );
    setTimeout(() => controller.abort(), 20);
    await expect(answer).rejects.toBeInstanceOf(APIUserAbortError);
    await expectReleased(world, 'answer');
  });

  it('aborts when the client times out', async () => {
    await using world = await open({ latencyModel: slowForLongPrompts });
    const answer = world.client.chat.completions.create(
      { model: 'gpt-4o', messages: waiting },
      { timeout: 30 },
    );
    await expect(answer).rejects.toBeInstanceOf(APIConnectionTimeoutError);
    await expectReleased(world, 'answer');
  });

  it('is called only once for errors that are not retryable', async () => {
    await using world = await open();
    let calls = 0;
    const counting: typeof fetch = (input, init) => {
      calls++;
      return (world.client as unknown as { fetch: typeof fetch }).fetch(input, init);
    };
    const client = world.connect({ maxRetries: 3, fetch: counting });
    const stranger = world.connect({ maxRetries: 3, fetch: counting, apiKey: 'sk-wrong' });
    await expect(stranger.models.list()).rejects.toMatchObject({ status: 401 });
    await expect(client.chat.completions.retrieve('none')).rejects.toMatchObject({ status: 404 });
    await expect(client.chat.completions.create({ model: 'gpt-4o', messages: [] })).rejects.toMatchObject({
      status: 400,
    });
    await expect(client.models.delete('gpt-4o')).rejects.toMatchObject({ status: 403 });
    expect(calls).toBe(4);
  });
}
