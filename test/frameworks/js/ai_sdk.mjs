/** The AI SDK's guides: text, tools in several steps, an answer tool, structured data. `openai()` uses the Responses API. */
import { openai } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { embedMany, generateText, isStepCount, Output, streamText, tool } from 'ai';
import { z } from 'zod';
import { equal, facts, has } from '../harness.mjs';

export const framework = 'AI SDK';
export const packageName = 'ai';

const model = openai('gpt-5.2');

const weather = tool({
  description: 'Get the weather in a location (fahrenheit)',
  inputSchema: z.object({ location: z.string().describe('The location to get the weather for') }),
  execute: async ({ location }) => ({ location, temperature: facts.degrees }),
});

export const quickstarts = {
  async text() {
    const { text, usage } = await generateText({
      model,
      prompt: 'Write a vegetarian lasagna recipe for 4 people.',
    });
    has(text, 'lasagna');
    equal(usage.totalTokens, usage.inputTokens + usage.outputTokens);
  },

  async stream() {
    const { textStream } = streamText({
      model,
      prompt: `Reply with the code ${facts.code} and nothing else.`,
    });
    let text = '';
    for await (const part of textStream) text += part;
    has(text, facts.code);
  },

  async 'tools in several steps'() {
    const { text, steps } = await generateText({
      model,
      tools: {
        weather,
        convertFahrenheitToCelsius: tool({
          description: 'Convert a temperature in fahrenheit to celsius',
          inputSchema: z.object({
            temperature: z.number().describe('The temperature in fahrenheit to convert'),
          }),
          execute: async ({ temperature }) => ({ celsius: Math.round((temperature - 32) * (5 / 9)) }),
        }),
      },
      stopWhen: isStepCount(5),
      prompt: `What is the weather in ${facts.town} in celsius?`,
    });
    equal(
      steps.flatMap(({ toolCalls }) => toolCalls.map(({ toolName, input }) => [toolName, input])),
      [
        ['weather', { location: facts.town }],
        ['convertFahrenheitToCelsius', { temperature: facts.degrees }],
      ],
    );
    has(text, Math.round((facts.degrees - 32) * (5 / 9)));
  },

  async 'reasoning model with a tool'() {
    const { fullStream, text } = streamText({
      model: openai('gpt-5'),
      tools: { weather },
      stopWhen: isStepCount(5),
      prompt: `What is the weather in ${facts.town}?`,
      providerOptions: { openai: { reasoningSummary: 'auto' } },
    });
    const types = new Set();
    for await (const { type, error } of fullStream) {
      if (error) throw error;
      types.add(type);
    }
    equal(types.has('reasoning-delta'), true);
    has(await text, facts.degrees);
  },

  async 'answer tool'() {
    const { steps } = await generateText({
      model,
      tools: {
        calculate: tool({
          description: 'A tool for evaluating mathematical expressions.',
          inputSchema: z.object({ expression: z.string() }),
          execute: async ({ expression }) => {
            const [left, right] = expression.split(/[*×]/).map(Number);
            return left * right;
          },
        }),
        answer: tool({
          description: 'A tool for providing the final answer.',
          inputSchema: z.object({
            steps: z.array(z.object({ calculation: z.string(), reasoning: z.string() })),
            answer: z.string(),
          }),
        }),
      },
      toolChoice: 'required',
      stopWhen: isStepCount(10),
      instructions:
        'You are solving math problems. Reason step by step. Use the calculator when necessary. ' +
        'The calculator can only do simple additions, subtractions, multiplications, and divisions. ' +
        'When you give the final answer, provide an explanation for how you got it.',
      prompt: `A taxi driver earns $${facts.factor} per 1-hour of work. If he works ${facts.age} hours, how much does he earn?`,
    });
    equal(steps.at(-1).toolCalls.at(-1).toolName, 'answer');
    has(steps.at(-1).toolCalls.at(-1).input.answer, facts.factor * facts.age);
  },

  async 'structured data'() {
    const { output } = await generateText({
      model,
      output: Output.object({
        schema: z.object({
          recipe: z.object({
            name: z.string(),
            ingredients: z.array(z.object({ name: z.string(), amount: z.string() })),
            steps: z.array(z.string()),
          }),
        }),
      }),
      prompt: 'Generate a lasagna recipe.',
    });
    has(output.recipe.name, 'lasagna');
  },

  async 'structured data after a tool'() {
    const { output } = await generateText({
      model,
      output: Output.object({ schema: z.object({ location: z.string(), temperature: z.number() }) }),
      tools: { weather },
      stopWhen: isStepCount(5),
      prompt: `What is the weather in ${facts.town}?`,
    });
    equal(output, { location: facts.town, temperature: facts.degrees });
  },

  async classification() {
    const options = ['action', 'comedy', 'drama', 'horror', 'sci-fi'];
    const { output } = await generateText({
      model,
      output: Output.choice({ options }),
      prompt:
        'Classify the genre of this movie plot: "A group of astronauts travel through a wormhole in search of a new ' +
        'habitable planet for humanity."',
    });
    equal(options.includes(output), true);
  },

  async embeddings() {
    const { embeddings } = await embedMany({
      model: openai.embedding('text-embedding-3-small'),
      values: ['sunny day at the beach', 'rainy afternoon in the city', 'snowy night in the mountains'],
    });
    equal(
      embeddings.map(({ length }) => length),
      [1536, 1536, 1536],
    );
  },

  async 'compatible provider'() {
    const provider = createOpenAICompatible({
      name: 'nim',
      baseURL: process.env.OPENAI_BASE_URL,
      apiKey: process.env.OPENAI_API_KEY,
    });
    const { output } = await generateText({
      model: provider.chatModel('meta/llama-3.1-8b-instruct'),
      output: Output.object({ schema: z.object({ name: z.string(), age: z.number() }) }),
      prompt: `Extract: ${facts.name} is ${facts.age} years old.`,
    });
    equal(output, { name: facts.name, age: facts.age });
  },
};
