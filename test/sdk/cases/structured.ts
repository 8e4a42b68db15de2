import { LengthFinishReasonError } from 'openai/error';
import { zodFunction, zodResponseFormat } from 'openai/helpers/zod';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { ask, personFormat } from '../requests.ts';
import type { OpenWorld, World } from '../world.ts';

export function structuredCases(open: OpenWorld): void {
  let world: World;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it('takes values from the prompt', async () => {
    const { choices } = await world.client.chat.completions.create({
      model: 'gpt-4o',
      response_format: personFormat,
      messages: ask('Extract: John is 30 years old'),
    });
    expect(JSON.parse(choices[0]?.message.content ?? '')).toEqual({ name: 'John', age: 30 });
  });

  it('fills a zod schema', async () => {
    const Event = z.object({
      title: z.string(),
      date: z.iso.date(),
      kind: z.enum(['party', 'meeting', 'concert']),
      seats: z.number().int().min(10).max(20),
      host: z.object({ name: z.string(), email: z.email().nullable() }),
      tags: z.array(z.string()).min(2).max(4),
      place: z.union([z.object({ online: z.literal(true) }), z.object({ city: z.string() })]),
    });
    const { choices } = await world.client.chat.completions.parse({
      model: 'gpt-4o',
      response_format: zodResponseFormat(Event, 'event'),
      messages: ask('Alice plans a party in Oslo on 2025-03-01.'),
    });
    const parsed = choices[0]?.message.parsed;
    expect(Event.parse(parsed)).toEqual(parsed);
    expect(parsed).toMatchObject({ date: '2025-03-01', kind: 'party' });
  });

  it('fills a schema that refers to itself', async () => {
    const Node = z.object({
      value: z.string(),
      get next(): z.ZodNullable<typeof Node> {
        return Node.nullable();
      },
    });
    const { choices } = await world.client.chat.completions.parse({
      model: 'gpt-4o',
      response_format: zodResponseFormat(z.object({ list: Node }), 'list'),
      messages: ask('Make a linked list.'),
    });
    expect(choices[0]?.message.parsed?.list.value).toEqual(expect.any(String));
  });

  it('streams JSON that the helper parses as it comes', async () => {
    const Step = z.object({ explanation: z.string(), output: z.string() });
    const stream = world.client.chat.completions.stream({
      model: 'gpt-4o',
      response_format: zodResponseFormat(z.object({ steps: z.array(Step), answer: z.string() }), 'solution'),
      messages: ask('Solve 8x + 31 = 2 step by step.'),
    });
    let pieces = 0;
    stream.on('content.delta', () => {
      pieces++;
    });
    const { choices } = await stream.finalChatCompletion();
    expect(pieces).toBeGreaterThan(5);
    expect(choices[0]?.message.parsed?.answer).toEqual(expect.any(String));
    expect(choices[0]?.message.parsed).toEqual(JSON.parse(choices[0]?.message.content ?? ''));
  });

  it('tells the client that an answer was cut', async () => {
    const answer = world.client.chat.completions.parse({
      model: 'gpt-4o',
      max_tokens: 3,
      response_format: zodResponseFormat(z.object({ name: z.string() }), 'person'),
      messages: ask('Invent a person.'),
    });
    await expect(answer).rejects.toBeInstanceOf(LengthFinishReasonError);
  });

  it('fills the parameters of a zod function', async () => {
    const { choices } = await world.client.chat.completions.parse({
      model: 'gpt-4o',
      tools: [
        zodFunction({
          name: 'search_products',
          description: 'Search the shop for products',
          parameters: z.object({ query: z.string(), limit: z.number().int().min(1).max(50) }),
        }),
      ],
      messages: ask('Search the shop for red shoes.'),
    });
    const called = choices[0]?.message.tool_calls?.[0];
    expect(called).toMatchObject({
      type: 'function',
      function: { name: 'search_products', parsed_arguments: { query: expect.stringMatching(/red shoes/i) } },
    });
  });

  it('writes an object when JSON is asked for', async () => {
    const { choices } = await world.client.chat.completions.create({
      model: 'gpt-4o',
      response_format: { type: 'json_object' },
      messages: ask('Describe a city in JSON.'),
    });
    expect(JSON.parse(choices[0]?.message.content ?? '')).toBeTypeOf('object');
  });
}
