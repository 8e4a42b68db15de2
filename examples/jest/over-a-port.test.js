/** In Jest, over a port opened by the global setup: works without any Node flags. */
const { OpenAI } = require('openai');

test('answers any client that reads OPENAI_BASE_URL', async () => {
  const client = new OpenAI({ apiKey: 'sk-fakeai-1234567890abcdef' });
  const { choices } = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: 'What is 6 * 7?' }],
  });
  expect(choices[0].message.content).toContain('42');
});
