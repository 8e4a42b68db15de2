/** A paced stream: half a second to the first token, then fifty tokens per second, in virtual time. */
import { createFakeAI, createVirtualClock } from 'fakeai';
import OpenAI from 'openai';

// With a virtual clock there is no waiting, and every time is exact. Without `clock`, the same stream takes
// real time.
const clock = createVirtualClock();
const fake = createFakeAI({ clock, ttft: '500ms', itl: '20ms' });
const client = new OpenAI({ apiKey: 'sk-fakeai-1234567890abcdef', fetch: fake.fetch });

const stream = await client.chat.completions.create({
  model: 'gpt-4o',
  messages: [{ role: 'user', content: 'Write a short poem about technology.' }],
  stream: true,
  stream_options: { include_usage: true },
});
console.log(`First token after ${clock.now()} ms`);
for await (const chunk of stream) {
  process.stdout.write(chunk.choices[0]?.delta.content ?? '');
  if (chunk.usage) console.log(`\n${chunk.usage.completion_tokens} tokens in ${clock.now()} ms`);
}

await fake.close();
