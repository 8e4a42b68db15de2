/**
 * In Jest, without a port. The package is an ES module, which Jest can load if Node runs with
 * `--experimental-vm-modules` (see package.json). From Node 24.9 on, `require('fakeai')` works in Jest as
 * well.
 */
const { OpenAI } = require('openai');

let fake;
let client;
beforeAll(async () => {
  const { createFakeAI } = await import('fakeai');
  fake = createFakeAI({ fast: true });
  client = new OpenAI({ apiKey: 'sk-fakeai-1234567890abcdef', fetch: fake.fetch });
});
afterAll(() => fake.close());

test('streams the same content as the plain response', async () => {
  const request = { model: 'gpt-4o', messages: [{ role: 'user', content: 'What is 12 * 12?' }] };
  const { choices } = await client.chat.completions.create(request);
  expect(choices[0].message.content).toContain('144');

  let text = '';
  for await (const chunk of await client.chat.completions.create({ ...request, stream: true })) {
    text += chunk.choices[0].delta.content ?? '';
  }
  expect(text).toBe(choices[0].message.content);
});
