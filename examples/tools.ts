/** An agent loop: the model calls a function, the client runs it, the answer uses its result. */
import { createFakeAI } from 'fakeai';
import OpenAI from 'openai';
import { zodFunction } from 'openai/helpers/zod';
import { z } from 'zod';

const fake = createFakeAI({ fast: true });
const client = new OpenAI({ apiKey: 'sk-fakeai-1234567890abcdef', fetch: fake.fetch });

const runner = client.chat.completions.runTools({
  model: 'gpt-4o',
  messages: [{ role: 'user', content: "What's the weather in San Francisco?" }],
  tools: [
    zodFunction({
      name: 'get_weather',
      description: 'Get the current weather for a location',
      parameters: z.object({ location: z.string() }),
      function: ({ location }) => {
        console.log(`get_weather is called for ${location}`);
        return { temperature: 17, conditions: 'fog' };
      },
    }),
  ],
});
console.log(await runner.finalContent());

await fake.close();
