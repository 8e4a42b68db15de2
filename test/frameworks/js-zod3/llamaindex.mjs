/** The starters of LlamaIndex.TS: a query engine over a document, and an agent with a tool. */
import { OpenAI, OpenAIEmbedding } from '@llamaindex/openai';
import { agent } from '@llamaindex/workflow';
import { Document, Settings, tool, VectorStoreIndex } from 'llamaindex';
import { z } from 'zod';
import { equal, facts, has } from '../harness.mjs';

export const framework = 'LlamaIndex TypeScript';
export const packageName = 'llamaindex';

Settings.llm = new OpenAI({ model: 'gpt-4o-mini' });
Settings.embedModel = new OpenAIEmbedding();

export const quickstarts = {
  async 'query engine'() {
    const index = await VectorStoreIndex.fromDocuments([
      new Document({ text: `The capital of ${facts.country} is ${facts.town}.` }),
      new Document({ text: `${facts.company} was founded by ${facts.fullName} in a garage.` }),
    ]);
    const { message } = await index
      .asQueryEngine()
      .query({ query: `What is the capital of ${facts.country}?` });
    has(message.content, facts.town);
  },

  async 'agent with a tool'() {
    const locations = [];
    const weatherTool = tool({
      name: 'fetchWeather',
      description: 'Get weather information for a location',
      parameters: z.object({ location: z.string({ description: 'The location to get the weather for' }) }),
      execute: ({ location }) => {
        locations.push(location);
        return `The weather in ${location} is sunny and ${facts.degrees} degrees`;
      },
    });
    const result = await agent({ tools: [weatherTool] }).run(`What is the weather in ${facts.town}?`);
    equal(locations, [facts.town]);
    has(result.data.result, facts.degrees);
  },
};
