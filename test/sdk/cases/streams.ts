import type OpenAI from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../requests.ts';
import type { OpenWorld, World } from '../world.ts';

type Chunk = OpenAI.Chat.ChatCompletionChunk;

export function streamCases(open: OpenWorld): void {
  let world: World;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const collect = async (
    request: Omit<OpenAI.Chat.ChatCompletionCreateParamsStreaming, 'stream'>,
  ): Promise<Chunk[]> => {
    const chunks: Chunk[] = [];
    for await (const chunk of await world.client.chat.completions.create({ ...request, stream: true })) {
      chunks.push(chunk);
    }
    return chunks;
  };

  it('starts with the role, continues with text and ends with the finish reason', async () => {
    const chunks = await collect({ model: 'gpt-4o', messages: ask('Write a short poem about technology.') });
    const deltas = chunks.map((chunk) => chunk.choices[0]?.delta);
    expect(deltas[0]).toEqual({ role: 'assistant', content: '', refusal: null });
    expect(deltas.at(-1)).toEqual({});
    for (const delta of deltas.slice(1, -1)) expect(Object.keys(delta ?? {})).toEqual(['content']);
    expect(chunks.map((chunk) => chunk.choices[0]?.finish_reason)).toEqual([
      ...chunks.slice(1).map(() => null),
      'stop',
    ]);
    expect(new Set(chunks.map(({ id, created, object }) => `${id} ${created} ${object}`)).size).toBe(1);
    for (const chunk of chunks) expect(chunk).not.toHaveProperty('usage');
  });

  it('ends with a usage chunk on request', async () => {
    const request = { model: 'gpt-4o', messages: ask('Name a river.') };
    const chunks = await collect({ ...request, stream_options: { include_usage: true } });
    const { usage } = await world.client.chat.completions.create(request);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage });
    for (const chunk of chunks.slice(0, -1)) expect(chunk.usage).toBeNull();
  });

  it('pads chunks on request to hide token lengths', async () => {
    const chunks = await collect({
      model: 'gpt-4o',
      messages: ask('Name a river.'),
      stream_options: { include_obfuscation: true },
    });
    const sizes = chunks
      .filter((chunk) => chunk.choices[0]?.delta.content)
      .map((chunk) => {
        const { obfuscation } = chunk as Chunk & { obfuscation?: string };
        return (chunk.choices[0]?.delta.content?.length ?? 0) + (obfuscation?.length ?? 0);
      });
    expect(sizes.length).toBeGreaterThan(0);
    for (const size of sizes) expect(size % 16).toBe(0);
  });

  it('streams each choice under its index', async () => {
    const request = { model: 'gpt-4o', n: 3, messages: ask('Write a haiku about rain.') };
    const texts = ['', '', ''];
    for (const { choices } of await collect(request)) {
      for (const { index, delta } of choices) texts[index] += delta.content ?? '';
    }
    const plain = await world.client.chat.completions.create(request);
    expect(texts).toEqual(plain.choices.map(({ message }) => message.content));
  });

  it('serves the stream helper: events, snapshots and the final completion', async () => {
    const events: string[] = [];
    let text = '';
    const stream = world.client.chat.completions
      .stream({ model: 'gpt-4o', logprobs: true, messages: ask('Tell me about rivers.') })
      .on('connect', () => events.push('connect'))
      .on('content', (delta, snapshot) => {
        text += delta;
        expect(snapshot).toBe(text);
      })
      .on('content.done', ({ content }) => {
        events.push('content.done');
        expect(content).toBe(text);
      })
      .on('logprobs.content.done', ({ content }) => {
        expect(content.map(({ token }) => token).join('')).toBe(text);
      })
      .on('finalContent', () => events.push('finalContent'))
      .on('end', () => events.push('end'));
    const completion = await stream.finalChatCompletion();
    await stream.done();
    expect(completion.choices[0]?.message.content).toBe(text);
    expect(text).toMatch(/river/i);
    expect(events).toEqual(['connect', 'content.done', 'finalContent', 'end']);
    expect(await stream.finalMessage()).toMatchObject({ role: 'assistant', content: text });
  });

  it('streams the same log probabilities as the plain response', async () => {
    const request = { model: 'gpt-4o', logprobs: true, top_logprobs: 3, messages: ask('Say hello to Ada.') };
    const plain = await world.client.chat.completions.create(request);
    const streamed = (await collect(request)).flatMap((chunk) => chunk.choices[0]?.logprobs?.content ?? []);
    expect(streamed).toEqual(plain.choices[0]?.logprobs?.content);
  });
}
