/**
 * The quick start of the OpenAI Agents SDK for JavaScript, and its guides to tools, output types, handoffs, streams and
 * sessions. It uses the Responses API by default.
 */
import { Agent, run, tool } from '@openai/agents';
import { z } from 'zod';
import { equal, facts, has } from '../harness.mjs';

export const framework = 'OpenAI Agents JavaScript';
export const packageName = '@openai/agents';

export const quickstarts = {
  async 'hello world'() {
    const agent = new Agent({ name: 'Assistant', instructions: 'You are a helpful assistant' });
    const result = await run(agent, 'Write a haiku about recursion in programming.');
    equal(result.finalOutput.trim().split('\n').length, 3);
  },

  async 'function tool'() {
    const cities = [];
    const getWeather = tool({
      name: 'get_weather',
      description: 'Get the weather for a given city',
      parameters: z.object({ city: z.string() }),
      execute: async (input) => {
        cities.push(input.city);
        return `The weather in ${input.city} is sunny`;
      },
    });
    const agent = new Agent({
      name: 'Weather Agent',
      instructions: 'You are a helpful agent.',
      tools: [getWeather],
    });
    const result = await run(agent, `What is the weather in ${facts.town}?`);
    equal(cities, [facts.town]);
    has(result.finalOutput, 'sunny', facts.town);
  },

  async 'output type'() {
    const CalendarEvent = z.object({ name: z.string(), date: z.string(), participants: z.array(z.string()) });
    const extractor = new Agent({
      name: 'Calendar extractor',
      instructions: 'Extract calendar events from the supplied text.',
      outputType: CalendarEvent,
    });
    const { finalOutput } = await run(
      extractor,
      `${facts.name} and ${facts.otherName} meet for the Budget review on ${facts.date}.`,
    );
    has(finalOutput.name, 'Budget review');
    equal([facts.date, facts.isoDate].includes(finalOutput.date), true);
    equal(finalOutput.participants, [facts.name, facts.otherName]);
  },

  async handoff() {
    const historyTutorAgent = new Agent({
      name: 'History Tutor',
      handoffDescription: 'Specialist agent for historical questions',
      instructions:
        'You provide assistance with historical queries. Explain important events and context clearly.',
    });
    const mathTutorAgent = new Agent({
      name: 'Math Tutor',
      handoffDescription: 'Specialist agent for math questions',
      instructions:
        'You provide help with math problems. Explain your reasoning at each step and include examples',
    });
    const triageAgent = Agent.create({
      name: 'Triage Agent',
      instructions: "You determine which agent to use based on the user's homework question",
      handoffs: [historyTutorAgent, mathTutorAgent],
    });
    const history = await run(triageAgent, 'What is the capital of France?');
    has(history.finalOutput, 'Paris');
    const math = await run(triageAgent, `What is ${facts.age} times ${facts.otherAge}?`);
    equal(math.lastAgent.name, 'Math Tutor');
    has(math.finalOutput, facts.age * facts.otherAge);
  },
};
