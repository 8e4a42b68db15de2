/**
 * Testing a program that calls OpenAI with Vitest: no port, no API key, no waiting, deterministic answers.
 */
import { createFakeAI, createVirtualClock } from 'fakeai';
import OpenAI from 'openai';
import { afterAll, expect, test } from 'vitest';

/** The program under test: it takes its client as a parameter. */
async function summarise(client: OpenAI, text: string): Promise<string> {
  const { choices } = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: `Summarise: ${text}` }],
  });
  return choices[0]?.message.content ?? '';
}

const clock = createVirtualClock();
const fake = createFakeAI({ clock, ttft: '2s', itl: '30ms', seed: 'summaries' });
const client = new OpenAI({ apiKey: 'sk-fakeai-1234567890abcdef', fetch: fake.fetch });
afterAll(() => fake.close());

test('summarises', async () => {
  const text = 'The harbour was built in 1820. It was closed in 1970 and is a park today.';
  const summary = await summarise(client, text);
  expect(summary).not.toBe('');
  expect(await summarise(client, text)).toBe(summary);
});

test('takes simulated time, but no real time', async () => {
  const start = clock.now();
  await summarise(client, 'A long story.');
  expect(clock.now() - start).toBeGreaterThanOrEqual(2000);
});
