/** On a port, for programs in other processes and other languages. */
import { createFakeAI } from 'fakeai';
import OpenAI from 'openai';

// Port 0 picks any free port; several servers can run side by side.
const fake = createFakeAI({ ttft: '50ms', itl: '2ms' });
const { url } = await fake.listen({ port: 0 });
console.log(`FakeAI listens on ${url}`);

const client = new OpenAI({ apiKey: 'sk-fakeai-1234567890abcdef', baseURL: `${url}/v1` });
const { data } = await client.models.list();
console.log(`${data.length} models, among them ${data[0]?.id}`);

const completion = await client.chat.completions.create({
  model: 'gpt-4o',
  messages: [{ role: 'user', content: 'What is 12 * 12?' }],
});
console.log(completion.choices[0]?.message.content);

await fake.close();
