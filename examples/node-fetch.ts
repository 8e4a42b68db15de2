/** In-process: the official client calls a function instead of the network. */
import { createFakeAI } from 'fakeai';
import OpenAI from 'openai';

const fake = createFakeAI({ fast: true });
const client = new OpenAI({ apiKey: 'sk-fakeai-1234567890abcdef', fetch: fake.fetch });

const completion = await client.chat.completions.create({
  model: 'gpt-4o',
  messages: [{ role: 'user', content: 'Tell me about tides.' }],
});
console.log(completion.choices[0]?.message.content);
console.log(completion.usage);

await fake.close();
