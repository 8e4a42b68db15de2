import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { createFakeAI } from '../../src/fakeai.ts';
import { createVirtualClock } from '../../src/runtime/virtual-clock.ts';
import { clientCases } from './client.cases.ts';
import { ask } from './requests.ts';
import { KEY, openInProcess } from './world.ts';

describe('the official client, in process', () => clientCases(openInProcess));

describe('the official client, in virtual time', () => {
  const timed = (ttft: string, itl: string) => {
    const clock = createVirtualClock();
    const fake = createFakeAI({ clock, ttft, itl });
    const client = new OpenAI({ apiKey: KEY, fetch: fake.fetch, maxRetries: 0 });
    return { clock, fake, client };
  };

  it('delays a plain response exactly as long as its tokens take', async () => {
    const { clock, client } = timed('1500ms', '50ms');
    const { usage } = await client.chat.completions.create({
      model: 'gpt-4o',
      max_tokens: 801,
      messages: ask('Explain everything.'),
      // Not in the client's types: a parameter of engines for open models.
      ...({ ignore_eos: true } as object),
    });
    expect(usage?.completion_tokens).toBe(801);
    expect(clock.now()).toBeCloseTo(1500 + 800 * 50, 3);
    expect(clock.pending).toBe(0);
  });

  it('streams each token when it is due', async () => {
    const { clock, client } = timed('200ms', '25ms');
    const stream = await client.chat.completions.create({
      model: 'gpt-4o',
      max_tokens: 12,
      messages: ask('Describe a forest.'),
      stream: true,
    });
    expect(clock.now()).toBe(200);
    const times: number[] = [];
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) times.push(clock.now());
    expect(times).toEqual(Array.from({ length: 12 }, (_, index) => 200 + index * 25));
    expect(clock.pending).toBe(0);
  });

  it('reports when an answer was created', async () => {
    const clock = createVirtualClock({ start: Date.UTC(2031, 5, 1) });
    const fake = createFakeAI({ clock, ttft: '2s', itl: '0ms' });
    const client = new OpenAI({ apiKey: KEY, fetch: fake.fetch });
    const { data, response } = await client.chat.completions
      .create({ model: 'gpt-4o', messages: ask('Hi') })
      .withResponse();
    expect(data.created).toBe(Date.UTC(2031, 5, 1) / 1000);
    expect(response.headers.get('openai-processing-ms')).toBe('2000');
  });

  it('leaves no timers after an abort', async () => {
    const { clock, client } = timed('1s', '1s');
    const stream = await client.chat.completions.create({
      model: 'gpt-4o',
      messages: ask('Describe a forest.'),
      stream: true,
    });
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break;
    expect(clock.pending).toBe(0);
    const controller = new AbortController();
    const answer = client.chat.completions.create(
      { model: 'gpt-4o', messages: ask('Describe a forest.') },
      { signal: controller.signal },
    );
    await new Promise((resolve) => clock.at(clock.now() + 1500, () => resolve(controller.abort())));
    await expect(answer).rejects.toBeInstanceOf(OpenAI.APIUserAbortError);
    expect(clock.pending).toBe(0);
  });

  it('is reproducible byte by byte', async () => {
    const record = async (): Promise<string> => {
      const { fake } = timed('100ms', '10ms');
      const response = await fake.fetch('http://fake/v1/chat/completions', {
        method: 'POST',
        headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'gpt-4o', messages: ask('Name a tree.'), stream: true }),
      });
      return `${JSON.stringify([...response.headers])}${await response.text()}`;
    };
    expect(await record()).toBe(await record());
  });
});
