/**
 * The quick start of the OpenAI Agents SDK for JavaScript, and its guides to tools, output types, handoffs, streams and
 * sessions. It uses the Responses API by default.
 */
import {
  Agent,
  MemorySession,
  OpenAIConversationsSession,
  OpenAIResponsesCompactionSession,
  run,
  tool,
} from '@openai/agents';
import OpenAI from 'openai';
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

  async 'handoff to an agent with a tool'() {
    const { triageAgent, seats } = airline();
    const result = await run(triageAgent, SEAT_REQUEST);
    equal(result.lastAgent.name, 'Seat Booking Agent');
    equal(seats, [[facts.code, '12A']]);
    has(result.finalOutput, 'seat');
  },

  async 'streamed text'() {
    const agent = new Agent({ name: 'Storyteller', instructions: 'You are a storyteller.' });
    const result = await run(agent, `Tell me a story about ${facts.name}.`, { stream: true });
    const deltas = [];
    for await (const delta of result.toTextStream()) deltas.push(delta);
    await result.completed;
    equal(deltas.length > 1, true);
    equal(deltas.join(''), result.finalOutput);
  },

  async 'streamed handoff with a tool'() {
    const { triageAgent, seats } = airline();
    const result = await run(triageAgent, SEAT_REQUEST, { stream: true });
    const names = [];
    const agents = [];
    for await (const event of result) {
      if (event.type === 'agent_updated_stream_event') agents.push(event.agent.name);
      if (event.type === 'run_item_stream_event') names.push(event.name);
    }
    await result.completed;
    equal(agents, ['Seat Booking Agent']);
    equal(
      names.filter((name) => !['message_output_created', 'reasoning_item_created'].includes(name)),
      ['handoff_requested', 'handoff_occurred', 'tool_called', 'tool_output'],
    );
    equal(seats, [[facts.code, '12A']]);
    has(result.finalOutput, 'seat');
  },

  async 'conversation session'() {
    const getWeather = tool({
      name: 'get_weather',
      description: 'Get the weather for a given city',
      parameters: z.object({ city: z.string() }),
      execute: async () => `${facts.degrees} degrees, sunny with wind`,
    });
    const agent = new Agent({ name: 'TourGuide', instructions: 'Answer concisely.', tools: [getWeather] });
    const session = new OpenAIConversationsSession();
    await run(agent, `My name is ${facts.name} and I live in ${facts.town}.`, { session });
    const weather = await run(agent, `What is the weather in ${facts.town}?`, { session });
    has(weather.finalOutput, facts.degrees);
    const result = await run(agent, 'What is my name?', { session, stream: true });
    await result.completed;
    has(result.finalOutput, facts.name);
    const again = new OpenAIConversationsSession({ conversationId: await session.getSessionId() });
    const items = await again.getItems();
    equal(items.filter(({ role }) => role === 'user').length, 3);
    const callsOf = (type) => items.filter((item) => item.type === type).map(({ callId }) => callId);
    equal(callsOf('function_call').length, 1);
    equal(callsOf('function_call_result'), callsOf('function_call'));
    equal((await session.popItem()).id, items.at(-1).id);
    equal((await again.getItems()).length, items.length - 1);
    await session.clearSession();
  },

  async 'compaction session'() {
    const agent = new Agent({ name: 'Assistant', instructions: 'Reply very concisely.' });
    const session = new OpenAIResponsesCompactionSession({
      underlyingSession: new MemorySession(),
      shouldTriggerCompaction: ({ compactionCandidateItems: items }) => items.length >= 2,
    });
    await run(agent, `My name is ${facts.name} and I live in ${facts.town}.`, { session });
    await run(agent, 'Tell me a joke.', { session });
    await run(agent, 'Another one, please.', { session });
    const items = await session.getItems();
    equal(
      items.some(({ type }) => type === 'compaction'),
      true,
    );
    const result = await run(agent, 'What is my name?', { session });
    has(result.finalOutput, facts.name);
  },

  async 'conversation kept by the server'() {
    const agent = new Agent({ name: 'Assistant', instructions: 'Reply very concisely.' });
    const { id: conversationId } = await new OpenAI().conversations.create({});
    await run(agent, `My name is ${facts.name}.`, { conversationId });
    const result = await run(agent, 'What is my name?', { conversationId });
    has(result.finalOutput, facts.name);
  },

  async 'chained responses'() {
    const agent = new Agent({ name: 'Assistant', instructions: 'Reply very concisely.' });
    const { lastResponseId: previousResponseId } = await run(agent, `My name is ${facts.name}.`);
    const result = await run(agent, 'What is my name?', { previousResponseId });
    has(result.finalOutput, facts.name);
  },
};

const SEAT_REQUEST = `Please change my seat on the flight to 12A. My confirmation number is ${facts.code}.`;

/** The agents of the SDK's customer service example, and the seats that they book. */
function airline() {
  const seats = [];
  const faqLookup = tool({
    name: 'faq_lookup_tool',
    description: 'Lookup frequently asked questions.',
    parameters: z.object({ question: z.string() }),
    execute: async () =>
      `You are allowed to bring one bag on the plane. It must be under ${facts.degrees} pounds.`,
  });
  const updateSeat = tool({
    name: 'update_seat',
    description: 'Update the seat for a given confirmation number.',
    parameters: z.object({ confirmationNumber: z.string(), newSeat: z.string() }),
    execute: async ({ confirmationNumber, newSeat }) => {
      seats.push([confirmationNumber, newSeat]);
      return `Updated seat to ${newSeat} for confirmation number ${confirmationNumber}`;
    },
  });
  const faqAgent = new Agent({
    name: 'FAQ Agent',
    handoffDescription: 'A helpful agent that can answer questions about the airline.',
    instructions: 'Use the faq lookup tool to answer the question. Do not rely on your own knowledge.',
    tools: [faqLookup],
  });
  const seatBookingAgent = new Agent({
    name: 'Seat Booking Agent',
    handoffDescription: 'A helpful agent that can update a seat on a flight.',
    instructions: 'Use the update seat tool to update the seat on the flight.',
    tools: [updateSeat],
  });
  const triageAgent = Agent.create({
    name: 'Triage Agent',
    instructions:
      'You are a helpful triaging agent. You can use your tools to delegate questions to other agents.',
    handoffs: [faqAgent, seatBookingAgent],
  });
  return { triageAgent, seats };
}
