/** Mastra's quick start: an agent with the weather tool of its template, and structured output. */
import { createOpenAI } from '@ai-sdk/openai';
import { Agent } from '@mastra/core/agent';
import { createTool } from '@mastra/core/tools';
import { z } from 'zod';
import { equal, facts, has } from '../harness.mjs';

export const framework = 'Mastra';
export const packageName = '@mastra/core';

const openai = createOpenAI();

export const quickstarts = {
  async 'agent with a tool'() {
    const locations = [];
    const weatherTool = createTool({
      id: 'get-weather',
      description: 'Get current weather for a location',
      inputSchema: z.object({ location: z.string().describe('City name') }),
      outputSchema: z.object({ temperature: z.number(), conditions: z.string(), location: z.string() }),
      execute: async ({ location }) => {
        locations.push(location);
        return { temperature: facts.degrees, conditions: 'Partly cloudy', location };
      },
    });
    const weatherAgent = new Agent({
      id: 'weather-agent',
      name: 'Weather Agent',
      instructions:
        'You are a helpful weather assistant that provides accurate weather information. ' +
        'Always ask for a location if none is provided. Use the weatherTool to fetch current weather data.',
      model: openai('gpt-4o-mini'),
      tools: { weatherTool },
    });
    const response = await weatherAgent.generate(`What is the weather in ${facts.town}?`);
    equal(locations, [facts.town]);
    has(response.text, facts.degrees, facts.town);
  },

  async 'structured output'() {
    const agent = new Agent({
      id: 'extractor',
      name: 'Extractor',
      instructions: 'You extract people.',
      model: openai('gpt-4o-mini'),
    });
    const response = await agent.generate(`${facts.name} is ${facts.age} years old.`, {
      structuredOutput: { schema: z.object({ name: z.string(), age: z.number() }) },
    });
    equal(response.object, { name: facts.name, age: facts.age });
  },
};
