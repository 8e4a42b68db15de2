/** The README of instructor-js: the same extraction by tools, by a schema in the prompt and in a code block. */
import Instructor from '@instructor-ai/instructor';
import OpenAI from 'openai';
import { z } from 'zod';
import { equal, facts } from '../harness.mjs';

export const framework = 'Instructor JavaScript';
export const packageName = '@instructor-ai/instructor';

const UserSchema = z.object({
  age: z.number().describe('The age of the user'),
  name: z.string().describe('The name of the user'),
});

async function extract(mode) {
  const client = Instructor({ client: new OpenAI(), mode });
  const { age, name } = await client.chat.completions.create({
    messages: [{ role: 'user', content: `${facts.name} is ${facts.age} years old` }],
    model: 'gpt-4o-mini',
    response_model: { schema: UserSchema, name: 'User' },
  });
  equal({ age, name }, { age: facts.age, name: facts.name });
}

export const quickstarts = {
  TOOLS: () => extract('TOOLS'),
  JSON: () => extract('JSON'),
  MD_JSON: () => extract('MD_JSON'),
};
