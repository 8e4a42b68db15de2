/** Answers that match a schema, with values taken from the prompt where possible. */
import { createFakeAI } from 'fakeai';
import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';

const Person = z.object({
  name: z.string(),
  age: z.number().int(),
  hobbies: z.array(z.enum(['chess', 'climbing', 'music'])),
});

const fake = createFakeAI({ fast: true });
const client = new OpenAI({ apiKey: 'sk-fakeai-1234567890abcdef', fetch: fake.fetch });

const completion = await client.chat.completions.parse({
  model: 'gpt-4o',
  messages: [{ role: 'user', content: 'Extract: John is 30 years old' }],
  response_format: zodResponseFormat(Person, 'person'),
});
console.log(completion.choices[0]?.message.parsed);

await fake.close();
