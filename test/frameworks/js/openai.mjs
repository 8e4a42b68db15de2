/** The README of openai-node: chat, a stream, `runTools`, structured output with Zod, and the same with responses. */
import { setTimeout } from 'node:timers/promises';
import OpenAI from 'openai';
import { zodFunction, zodResponseFormat, zodResponsesFunction, zodTextFormat } from 'openai/helpers/zod';
import { toResponseInputItems } from 'openai/lib/responses/ResponseInputItems';
import { z } from 'zod';
import { equal, facts, has } from '../harness.mjs';

export const framework = 'OpenAI JavaScript';
export const packageName = 'openai';

export const quickstarts = {
  async chat() {
    const client = new OpenAI();
    const completion = await client.chat.completions.create({
      model: 'gpt-5.2',
      messages: [
        { role: 'developer', content: 'Talk like a pirate.' },
        { role: 'user', content: 'Are semicolons optional in JavaScript?' },
      ],
    });
    has(completion.choices[0].message.content, 'semicolons');
  },

  async stream() {
    const client = new OpenAI();
    const stream = client.chat.completions
      .stream({ model: 'gpt-4o', messages: [{ role: 'user', content: `Say '${facts.code}'` }] })
      .on('content', (delta) => received.push(delta));
    const received = [];
    const completion = await stream.finalChatCompletion();
    equal(received.join(''), completion.choices[0].message.content);
    has(received.join(''), facts.code);
  },

  async 'tool runner'() {
    const client = new OpenAI();
    const runner = client.chat.completions.runTools({
      model: 'gpt-4o',
      messages: [{ role: 'user', content: 'How is the weather this week?' }],
      tools: [
        {
          type: 'function',
          function: { function: getCurrentLocation, parameters: { type: 'object', properties: {} } },
        },
        {
          type: 'function',
          function: {
            function: getWeather,
            parse: JSON.parse,
            parameters: { type: 'object', properties: { location: { type: 'string' } } },
          },
        },
      ],
    });
    const locations = [];
    async function getCurrentLocation() {
      return facts.town;
    }
    async function getWeather({ location }) {
      locations.push(location);
      return { temperature: facts.degrees, precipitation: 'low' };
    }
    const finalContent = await runner.finalContent();
    equal(locations, [facts.town]);
    has(finalContent, facts.degrees);
  },

  async 'structured output'() {
    const CalendarEvent = z.object({ name: z.string(), date: z.string(), participants: z.array(z.string()) });
    const client = new OpenAI();
    const completion = await client.chat.completions.parse({
      model: 'gpt-4o-2024-08-06',
      messages: [
        { role: 'system', content: 'Extract the event information.' },
        {
          role: 'user',
          content: `${facts.name} and ${facts.otherName} are going to a science fair on Friday.`,
        },
      ],
      response_format: zodResponseFormat(CalendarEvent, 'event'),
    });
    const event = completion.choices[0].message.parsed;
    has(event.name, 'science fair');
    has(event.date, 'Friday');
    equal(event.participants, [facts.name, facts.otherName]);
  },

  async 'Zod function'() {
    const client = new OpenAI();
    const completion = await client.chat.completions.parse({
      model: 'gpt-4o-2024-08-06',
      messages: [{ role: 'user', content: `Where is my order ${facts.code}?` }],
      tools: [
        zodFunction({
          name: 'get_delivery_date',
          description: "Get the delivery date for a customer's order",
          parameters: z.object({ order_id: z.string() }),
        }),
      ],
    });
    equal(completion.choices[0].message.tool_calls?.[0]?.function.parsed_arguments, { order_id: facts.code });
  },

  async responses() {
    const client = new OpenAI();
    const response = await client.responses.create({
      model: 'gpt-5.2',
      instructions: 'You are a coding assistant that talks like a pirate',
      input: 'Are semicolons optional in JavaScript?',
    });
    has(response.output_text, 'semicolons');
  },

  async 'responses stream'() {
    const client = new OpenAI();
    const stream = client.responses
      .stream({ model: 'gpt-5.2', input: `Say '${facts.code}'` })
      .on('response.output_text.delta', ({ delta }) => received.push(delta));
    const received = [];
    const response = await stream.finalResponse();
    equal(received.join(''), response.output_text);
    has(response.output_text, facts.code);
    const kept = await client.responses.retrieve(response.id);
    equal(kept.output_text, response.output_text);
  },

  async 'responses function calling'() {
    const client = new OpenAI();
    const tools = [
      zodResponsesFunction({
        name: 'get_weather',
        description: 'Get current temperature for a given location.',
        parameters: z.object({ location: z.string() }),
      }),
    ];
    const model = 'gpt-5.2';
    const input = [{ role: 'user', content: `What is the weather like in ${facts.town} today?` }];
    const first = await client.responses.parse({ model, input, tools });
    const calls = first.output.filter(({ type }) => type === 'function_call');
    equal(
      calls.map((call) => call.parsed_arguments),
      [{ location: facts.town }],
    );
    const outputs = calls.map(({ call_id }) => ({
      type: 'function_call_output',
      call_id,
      output: JSON.stringify({ temperature: facts.degrees }),
    }));
    const replayed = [...input, ...toResponseInputItems(first.output), ...outputs];
    const whole = await client.responses.create({ model, tools, input: replayed });
    has(whole.output_text, facts.degrees);
    const chained = await client.responses.create({
      model,
      tools,
      input: outputs,
      previous_response_id: first.id,
    });
    has(chained.output_text, facts.degrees);
  },

  async 'responses structured output'() {
    const CalendarEvent = z.object({ name: z.string(), date: z.string(), participants: z.array(z.string()) });
    const client = new OpenAI();
    const response = await client.responses.parse({
      model: 'gpt-4o-2024-08-06',
      input: [
        { role: 'system', content: 'Extract the event information.' },
        {
          role: 'user',
          content: `${facts.name} and ${facts.otherName} are going to a science fair on Friday.`,
        },
      ],
      text: { format: zodTextFormat(CalendarEvent, 'event') },
    });
    const event = response.output_parsed;
    has(event.name, 'science fair');
    has(event.date, 'Friday');
    equal(event.participants, [facts.name, facts.otherName]);
  },

  async 'responses in the background'() {
    const client = new OpenAI();
    let response = await client.responses.create({
      model: 'gpt-5.2',
      input: 'Write a very long novel about otters in space.',
      background: true,
    });
    while (response.status === 'queued' || response.status === 'in_progress') {
      await setTimeout(50);
      response = await client.responses.retrieve(response.id);
    }
    equal(response.status, 'completed');
    has(response.output_text, 'otters');
  },

  async conversations() {
    const client = new OpenAI();
    const conversation = await client.conversations.create({
      items: [{ type: 'message', role: 'user', content: `My name is ${facts.name}.` }],
    });
    const response = await client.responses.create({
      model: 'gpt-5.2',
      conversation: conversation.id,
      input: 'What is my name?',
    });
    has(response.output_text, facts.name);
    const items = [];
    for await (const item of client.conversations.items.list(conversation.id, { order: 'asc' }))
      items.push(item);
    equal(items.filter(({ role }) => role === 'user').length, 2);
    equal(items.at(-1).id, response.output.at(-1).id);
  },
};
