import type OpenAI from 'openai';
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

  it('fills every format that zod writes', async () => {
    const Formats = z.object({
      email: z.email(),
      html5: z.email({ pattern: z.regexes.html5Email }),
      unicode: z.email({ pattern: z.regexes.unicodeEmail }),
      uuid: z.uuid(),
      uuid7: z.uuidv7(),
      guid: z.guid(),
      url: z.url(),
      emoji: z.emoji(),
      nanoid: z.nanoid(),
      cuid: z.cuid(),
      cuid2: z.cuid2(),
      ulid: z.ulid(),
      xid: z.xid(),
      ksuid: z.ksuid(),
      ipv4: z.ipv4(),
      ipv6: z.ipv6(),
      mac: z.mac(),
      cidrv4: z.cidrv4(),
      cidrv6: z.cidrv6(),
      base64: z.base64(),
      base64url: z.base64url(),
      e164: z.e164(),
      jwt: z.jwt(),
      datetime: z.iso.datetime(),
      offset: z.iso.datetime({ offset: true, precision: 3 }),
      date: z.iso.date(),
      time: z.iso.time(),
      duration: z.iso.duration(),
      hostname: z.hostname(),
      hex: z.hex(),
      hash: z.hash('sha256'),
      parts: z.string().startsWith('ab').endsWith('yz').includes('mm').max(30),
      template: z.templateLiteral(['v', z.int(), '-', z.enum(['a', 'b'])]),
      counts: z.record(z.string().regex(/^k/), z.int()),
      either: z.xor([z.int(), z.number().min(5)]),
    });
    const schema = z.toJSONSchema(Formats);
    const { choices } = await world.client.chat.completions.create({
      model: 'gpt-4o',
      response_format: { type: 'json_schema', json_schema: { name: 'formats', schema } },
      messages: ask('Fill in the form.'),
    });
    const parsed = JSON.parse(choices[0]?.message.content ?? '');
    expect(Formats.parse(parsed)).toEqual(parsed);
  });

  const impossible = {
    type: 'object',
    properties: { code: { type: 'string', pattern: '^[a-z]{5}$', maxLength: 4 } },
    required: ['code'],
    additionalProperties: false,
  };
  const why = "no value can satisfy it: at ('code'), no text has its pattern, format and length together.";
  const parameters = impossible;
  it.each<
    [string, Omit<OpenAI.Chat.ChatCompletionCreateParams, 'model' | 'messages' | 'stream'>, string, string]
  >([
    ...[false, true].map((strict): [string, object, string, string] => [
      `as a format, strict ${strict}`,
      { response_format: { type: 'json_schema', json_schema: { name: 'out', strict, schema: impossible } } },
      'response_format',
      `Invalid schema for response_format 'out': ${why}`,
    ]),
    [
      'for a function',
      { tools: [{ type: 'function', function: { name: 'f', parameters } }], tool_choice: 'required' },
      'tools[0].function.parameters',
      `Invalid schema for function 'f': ${why}`,
    ],
    [
      'for a legacy function',
      { functions: [{ name: 'f', parameters }], function_call: { name: 'f' } },
      'functions[0].parameters',
      `Invalid schema for function 'f': ${why}`,
    ],
    [
      'as a grammar',
      {
        tools: [
          { type: 'function', function: { name: 'f' } },
          {
            type: 'custom',
            custom: {
              name: 'c',
              format: { type: 'grammar', grammar: { syntax: 'regex', definition: 'a(?!b)b' } },
            },
          },
        ],
        tool_choice: { type: 'custom', custom: { name: 'c' } },
      },
      'tools[1].custom.format.grammar.definition',
      "Invalid grammar for custom tool 'c': no text of this regex grammar was found, or it cannot be read.",
    ],
  ])('refuses what cannot be met before anything is answered: %s', async (_, body, param, message) => {
    for (const stream of [false, true]) {
      const request = { model: 'gpt-4o', messages: ask('Hello'), ...body, stream };
      await expect(
        world.client.chat.completions.create(request as OpenAI.Chat.ChatCompletionCreateParamsNonStreaming),
      ).rejects.toMatchObject({ status: 400, param, error: { message } });
    }
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
