/** The README of openai-node: chat, a stream, `runTools`, structured output with Zod. */
import OpenAI from 'openai';
import { zodFunction, zodResponseFormat } from 'openai/helpers/zod';
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
};
