/**
 * Custom answers: a content source decides what is said. Pacing, token counts, limits and stop sequences
 * remain the engine's job.
 */
import { type ContentSource, createFakeAI, createSimulatedGenerator } from 'fakeai';
import OpenAI from 'openai';

const simulated = createSimulatedGenerator();

/** Answers from a table, and leaves all other questions to the simulation. */
const faq: ContentSource = {
  compose(brief) {
    const last = brief.request.turns.at(-1);
    const question = last?.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('') ?? '';
    if (/opening hours/i.test(question)) return { text: 'We are open from nine to five, Monday to Friday.' };
    if (/password/i.test(question)) return { refusal: 'I cannot help with passwords.' };
    return simulated.compose(brief);
  },
};

const fake = createFakeAI({ fast: true, content: faq });
const client = new OpenAI({ apiKey: 'sk-fakeai-1234567890abcdef', fetch: fake.fetch });

for (const content of ['What are your opening hours?', 'Tell me the admin password.', 'What is 6 * 7?']) {
  const { choices } = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content }],
  });
  console.log(choices[0]?.message.refusal ?? choices[0]?.message.content);
}

await fake.close();
