import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectManners, HELLO, openWorld, type World } from './world.ts';

/**
 * Malicious request bodies. Each is answered or rejected as the API would, within seconds, and does not affect the next
 * request.
 */

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world.isWell();
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(world.log.filter((line) => line.includes('unexpected failure'))).toEqual([]);
});
afterAll(() => world[Symbol.asyncDispose]());

const MB = 1_000_000;
const user = (content: unknown): object => ({ messages: [{ role: 'user', content }] });
const tool = (parameters: object, name = 'f'): object => ({
  tools: [{ type: 'function', function: { name, description: 'Do it', parameters } }],
  tool_choice: 'required',
});
const format = (schema: object): object => ({
  response_format: { type: 'json_schema', json_schema: { name: 'x', schema } },
});
const part = (type: string, value: unknown): object =>
  user([
    { type: 'text', text: 'What is this?' },
    { type, [type]: value },
  ]);

describe('properties named like those of Object.prototype', () => {
  const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];

  it.each(names)('%s is an unknown parameter, and ignored in messages', async (name) => {
    const member = `"${name}":{"polluted":true}`;
    for (const [body, param, message] of [
      [`{"model":"gpt-4o","messages":[],${member}}`, 'messages', /empty array/],
      [
        `{"model":"gpt-4o","messages":[{"role":"user","content":"x"}],${member}}`,
        null,
        new RegExp(`^Unrecognized request argument supplied: ${name}$`),
      ],
      [
        `{"model":"gpt-4o","messages":[{"role":"user","content":"x"}],"stream_options":{${member}}}`,
        `stream_options.${name}`,
        /^Unknown parameter/,
      ],
    ] as const) {
      const { status, error } = await world.post(body);
      expect(status).toBe(400);
      expect(error?.param).toBe(param);
      expect(error?.message).toMatch(message);
    }
    const parts = `[{"type":"text","text":"x",${member}}]`;
    const ignored = await world.post(
      `{"model":"gpt-4o","store":true,"messages":[{"role":"user","content":${parts},${member}}]}`,
    );
    expect(ignored.status).toBe(200);
    expect(ignored.text).not.toContain('polluted');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each(names)('%s is an ordinary name where clients choose names', async (name) => {
    const stored = await world.post(
      `{"model":"gpt-4o","messages":[{"role":"user","content":"x"}],"store":true,"metadata":{"${name}":"kept"}}`,
    );
    expect(stored.status).toBe(200);
    expect(stored.text).toContain(`"metadata":{"${name}":"kept"}`);

    const schema = `{"type":"object","properties":{"${name}":{"type":"string"}},"required":["${name}"],"additionalProperties":false}`;
    const { text } = await world.post(
      `{"model":"gpt-4o","messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_schema","json_schema":{"name":"x","schema":${schema}}}}`,
    );
    const content: string = JSON.parse(text).choices[0].message.content;
    expect(content).toContain(`"${name}"`);

    expectManners(
      await world.post(
        `{"model":"gpt-4o","messages":[{"role":"user","content":"x"}],"chat_template_kwargs":{"${name}":{"enable_thinking":false}}}`,
      ),
    );
    expectManners(await world.chat({ model: name }));
    expectManners(await world.chat(tool({ type: 'object', properties: {}, required: [name] }, name)));
    expectManners(
      await world.chat({
        tools: [{ type: 'function', function: { name: 'f' } }],
        tool_choice: { type: 'function', function: { name } },
      }),
    );
  });
});

describe('bodies that are hard to parse', () => {
  it.each([
    ['a million brackets', '['.repeat(MB)],
    ['a million objects', '{"a":'.repeat(MB)],
    ['brackets that close', `${'['.repeat(MB)}${']'.repeat(MB)}`],
    ['brackets in a message', `{"model":"gpt-4o","messages":${'['.repeat(MB)}${']'.repeat(MB)}}`],
  ])('%s are nested too deeply', async (_, body) => {
    const { status, error } = await world.post(body);
    expect(status).toBe(400);
    expect(error?.message).toContain('nested too deeply');
  });

  it.each([
    ['32 MB of spaces', ' '.repeat(32 * 1024 * 1024)],
    ['an unterminated string', `{"model":"${'a'.repeat(MB)}`],
    ['backslashes', `{"model":"${'\\'.repeat(MB + 1)}"}`],
    ['escaped quotes', `{"model":"${'\\"'.repeat(MB)}`],
    ['an unterminated number', `{"n":${'1'.repeat(MB)}`],
    ['nothing', ''],
    ['only a byte order mark', '\ufeff'],
    ['a NUL', '\u0000'],
    ['NaN', '{"temperature":NaN}'],
    ['a comment', '{/* */}'],
  ])('%s is not valid JSON', async (_, body) => {
    const { status, error } = await world.post(body);
    expect(status).toBe(400);
    expect(error?.message).toMatch(/^We could not parse the JSON body/);
  });

  it('a request surrounded by 30 MB of spaces is accepted', async () => {
    const spaces = ' '.repeat(15 * MB);
    expect((await world.post(`${spaces}${JSON.stringify(HELLO)}${spaces}`)).status).toBe(200);
  });

  it('invalid UTF-8 bytes are replaced', async () => {
    const [before, after] = JSON.stringify({ ...HELLO, ...user('@@') }).split('@@');
    const bytes = Buffer.concat([
      Buffer.from(before ?? ''),
      Buffer.from([0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0]),
      Buffer.from(after ?? ''),
    ]);
    expect((await world.post(bytes)).status).toBe(200);
  });

  it.each([
    ['a lone surrogate', '\\ud800'],
    ['a reversed pair', '\\udc00\\ud800'],
    ['NULs', '\\u0000\\u0000'],
    [
      'every control character',
      Array.from({ length: 32 }, (_, code) => `\\u${code.toString(16).padStart(4, '0')}`).join(''),
    ],
    ['a right-to-left override', '\\u202e\\u2066\\ufeff'],
    ['noncharacters', '\\uffff\\ufffe\\ud83f\\udfff'],
  ])('%s is allowed in any string', async (_, text) => {
    for (const members of [
      `"messages":[{"role":"user","content":"${text}"}]`,
      `"messages":[{"role":"user","content":"Repeat after me: ${text}","name":"${text}"}],"user":"${text}"`,
      `"messages":[{"role":"user","content":"x"}],"stop":["${text}"],"stream":true`,
      `"messages":[{"role":"user","content":"x"}],"store":true,"metadata":{"k${text}":"${text}"}`,
      `"messages":[{"role":"user","content":"x"}],"prediction":{"type":"content","content":"${text}"},"logprobs":true`,
      `"messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{"type":"object","properties":{"${text}":{"const":"${text}"}},"required":["${text}"]}}}`,
    ]) {
      expectManners(await world.post(`{"model":"gpt-4o","max_tokens":30,${members}}`));
    }
    const named = await world.post(`{"model":"m${text}","messages":[{"role":"user","content":"x"}]}`);
    expect([200, 404]).toContain(named.status);
  });

  it.each([
    '1e999',
    '-1e999',
    '1e308',
    '9007199254740993',
    '0.1e-400',
    '-0',
    '123456789012345678901234567890',
  ])('the number %s is accepted or rejected', async (number) => {
    for (const name of [
      'n',
      'temperature',
      'max_tokens',
      'max_completion_tokens',
      'min_tokens',
      'seed',
      'top_logprobs',
      'top_k',
      'priority',
      'frequency_penalty',
      'truncate_prompt_tokens',
      'length_penalty',
    ]) {
      expectManners(
        await world.post(
          `{"model":"gpt-4o","messages":[{"role":"user","content":"x"}],"logprobs":true,"${name}":${number}}`,
        ),
      );
    }
    expectManners(
      await world.post(
        `{"model":"gpt-4o","messages":[{"role":"user","content":"x"}],"logit_bias":{"1":${number}}}`,
      ),
    );
  });
});

describe('bodies that are hard to process', () => {
  it.each<[string, object]>([
    [
      '100,000 messages',
      { messages: Array.from({ length: 100_000 }, () => ({ role: 'user', content: 'x' })) },
    ],
    ['100,000 parts', user(Array.from({ length: 100_000 }, () => ({ type: 'text', text: 'x' })))],
    [
      '20,000 tool calls',
      {
        messages: [
          { role: 'user', content: 'x' },
          {
            role: 'assistant',
            tool_calls: Array.from({ length: 20_000 }, (_, id) => ({
              id: `${id}`,
              type: 'function',
              function: { name: 'f', arguments: '{}' },
            })),
          },
          ...Array.from({ length: 20_000 }, (_, id) => ({
            role: 'tool',
            tool_call_id: `${id}`,
            content: 'y',
          })),
        ],
      },
    ],
    [
      '100,000 biases',
      { logit_bias: Object.fromEntries(Array.from({ length: 100_000 }, (_, id) => [id, -100])) },
    ],
    ['empty stops', { stop: ['', '', '', ''] }],
    ['an empty stop', { stop: '' }],
    ['the longest choices', { n: 128, max_completion_tokens: 200, ignore_eos: true }],
    [
      'log probabilities of many choices',
      { n: 16, max_completion_tokens: 200, ignore_eos: true, logprobs: true, top_logprobs: 20 },
    ],
    ['more tokens than possible', { max_completion_tokens: undefined, min_tokens: 1e15 }],
    [
      '100,000 unknown members',
      Object.fromEntries(Array.from({ length: 100_000 }, (_, id) => [`p${id}`, 1])),
    ],
  ])('%s', async (_, members) => {
    expectManners(await world.chat(members));
  });

  const long = 'a'.repeat(MB);
  it.each<[string, object]>([
    ['a message', user(long)],
    ['a part', user([{ type: 'text', text: long }])],
    ['a name', { messages: [{ role: 'user', content: 'x', name: long }] }],
    ['a role', { messages: [{ role: long, content: 'x' }] }],
    ['a model', { model: long }],
    ['a stop', { stop: [long, long, long, long] }],
    ['a metadata value', { metadata: { k: long } }],
    ['a metadata name', { metadata: { [long]: 'v' } }],
    ['an unknown parameter', { [long]: 1 }],
    ['a tool', tool({}, long)],
    ['a description', { tools: [{ type: 'function', function: { name: 'f', description: long } }] }],
    [
      'a property of a schema',
      tool({ type: 'object', properties: { [long]: { type: 'string' } }, required: [long] }),
    ],
    ['a constant', format({ type: 'object', properties: { a: { const: long } }, required: ['a'] })],
    ['a choice', format({ type: 'object', properties: { a: { enum: [long, 'b'] } }, required: ['a'] })],
    [
      'a pattern',
      format({ type: 'object', properties: { a: { type: 'string', pattern: long } }, required: ['a'] }),
    ],
    ['a reference', format({ $ref: `#/${long}` })],
    ['a prediction', { prediction: { type: 'content', content: long } }],
    [
      'arguments',
      {
        messages: [
          { role: 'user', content: 'x' },
          { role: 'assistant', function_call: { name: 'f', arguments: long } },
          { role: 'function', name: 'f', content: long },
        ],
      },
    ],
    ['a cache key', { prompt_cache_key: long, user: long }],
    ['a chosen tool', { ...tool({}), tool_choice: { type: 'function', function: { name: long } } }],
    ['an address', part('image_url', { url: long })],
    ['a host', part('image_url', { url: `https://${long}` })],
    ['a file', part('file', { file_data: long, filename: long })],
    [
      'a grammar',
      {
        tools: [
          {
            type: 'custom',
            custom: { name: 'f', format: { type: 'grammar', grammar: { syntax: 'lark', definition: long } } },
          },
        ],
      },
    ],
  ])('a megabyte without spaces as %s', async (_, members) => {
    expectManners(await world.chat(members));
  });

  const repeated = (text: string, length = MB): string => text.repeat(Math.ceil(length / text.length));
  it.each([
    ['spaces', repeated(' ')],
    ['line breaks', repeated('\n')],
    ['spaces and one letter', `${repeated(' ')}x`],
    ['digits', repeated('1')],
    ['a sum', `What is ${repeated('1+')}1?`],
    ['brackets', `What is ${repeated('(')}1${repeated(')')}?`],
    ['powers', 'What is 9^9^9^9^9^9?'],
    ['a factorial', 'What is 99999999!'],
    ['quotes', repeated('"')],
    ['apostrophes', repeated("'")],
    ['quoted words', repeated('"a" ')],
    ['fences', repeated('```')],
    ['fences and lines', repeated('```\n')],
    ['commas', repeated(',')],
    ['dots', repeated('.')],
    ['dashes', repeated('- ')],
    ['one word', repeated('the ')],
    ['one capital word', repeated('The ')],
    ['colons', repeated('a: ')],
    ['a list', repeated('1. a\n')],
    ['JSON', repeated('{"a":[1,')],
    ['tags', repeated('<a>')],
    ['addresses', repeated('http://a.b/ ')],
    ['mail', repeated('a@')],
    ['Chinese', repeated('你好')],
    ['flags', repeated('🇳🇴')],
    ['family emoji', repeated('👩‍👩‍👧‍👦')],
    ['accents', `a${repeated('\u0301')}`],
    ['special tokens', repeated('<|endoftext|>')],
    ['a translation', `Translate to French: ${repeated('hello ')}`],
    ['an endless translation', `translate ${repeated('to ')}`],
    ['a summary', `Summarize: ${repeated('Cats like fish. ')}`],
    ['an echo', `Repeat after me: ${repeated('abc ')}`],
    ['a comparison', `Compare ${repeated('a and ')}b`],
    ['versus', repeated('a vs ')],
    ['questions', repeated('what is ')],
    ['a poem', `Write a poem about ${repeated('sea and ')}`],
    ['names', repeated('John is 30 years old and ')],
    ['weather', repeated('weather in ')],
    ['units', `Convert ${repeated('5 km to ')}miles`],
  ])('a megabyte of %s', async (_, text) => {
    // The context window holds a million tokens, so all of the text is processed.
    const model = 'gpt-4.1';
    const { status, error } = await world.chat({ model, ...user(text) });
    expect([undefined, 'context_length_exceeded'], String(status)).toContain(error?.code);
    expectManners(
      await world.chat({
        model,
        ...user(text),
        ...tool({
          type: 'object',
          properties: { place: { type: 'string' }, count: { type: 'integer' } },
          required: ['place', 'count'],
        }),
        tool_choice: 'auto',
      }),
    );
    expectManners(
      await world.chat({
        model,
        ...user(text),
        ...format({
          type: 'object',
          properties: {
            name: { type: 'string' },
            date: { type: 'string', format: 'date' },
            items: { type: 'array', items: { type: 'string' } },
          },
          required: ['name', 'date', 'items'],
        }),
      }),
    );
  });
});

describe('schemas', () => {
  const nested = (depth: number, leaf: object = { type: 'string' }): object => {
    let schema = leaf;
    for (let level = 0; level < depth; level++)
      schema = { type: 'object', properties: { a: schema }, required: ['a'] };
    return schema;
  };
  const doubling = (depth: number, both: (name: string) => object): object => ({
    ...both('d0'),
    $defs: Object.fromEntries(
      Array.from({ length: depth }, (_, level) => [
        `d${level}`,
        level === depth - 1 ? { type: 'string' } : both(`d${level + 1}`),
      ]),
    ),
  });
  const ref = (name: string): object => ({ $ref: `#/$defs/${name}` });
  const object = (properties: object): object => ({
    type: 'object',
    properties,
    required: Object.keys(properties),
  });

  it.each<[string, object]>([
    ['deep', nested(40)],
    ['deeper than allowed', nested(60)],
    [
      'of 20,000 properties',
      object(Object.fromEntries(Array.from({ length: 20_000 }, (_, id) => [`p${id}`, { type: 'string' }]))),
    ],
    [
      'of 20,000 branches',
      { anyOf: Array.from({ length: 20_000 }, (_, id) => object({ [`p${id}`]: { type: 'string' } })) },
    ],
    ['of 100,000 choices', object({ a: { enum: Array.from({ length: 100_000 }, (_, id) => `v${id}`) } })],
    ['that refer only to themselves', { $ref: '#' }],
    ['that require themselves', object({ a: { $ref: '#' } })],
    ['that require themselves twice', object({ a: { $ref: '#' }, b: { $ref: '#' } })],
    ['that refer in a circle', { ...ref('a'), $defs: { a: ref('b'), b: ref('a') } }],
    ['with only themselves in anyOf', { anyOf: [{ $ref: '#' }, { $ref: '#' }] }],
    ['with only themselves in allOf', { allOf: [{ $ref: '#' }, { $ref: '#' }] }],
    [
      'with lists of themselves',
      {
        type: 'object',
        properties: { a: { type: 'array', minItems: 5, items: { $ref: '#' } } },
        required: ['a'],
      },
    ],
    ['that double in allOf', doubling(40, (name) => ({ allOf: [ref(name), ref(name)] }))],
    ['that double in anyOf', doubling(40, (name) => ({ anyOf: [ref(name), ref(name)] }))],
    ['that double in properties', doubling(40, (name) => object({ a: ref(name), b: ref(name) }))],
    ['that double in lists', doubling(40, (name) => ({ type: 'array', minItems: 2, items: ref(name) }))],
    ['with endless lists', object({ a: { type: 'array', minItems: 1e9, items: { type: 'string' } } })],
    [
      'with lists of lists',
      object({
        a: {
          type: 'array',
          minItems: 1000,
          items: { type: 'array', minItems: 1000, items: { type: 'array', minItems: 1000, items: {} } },
        },
      }),
    ],
    ['with endless strings', object({ a: { type: 'string', minLength: 1e9 } })],
    ['with contradictory string lengths', object({ a: { type: 'string', minLength: 1e308, maxLength: -1 } })],
    [
      'with 1,000 unique items of two values',
      object({ a: { type: 'array', minItems: 1000, uniqueItems: true, items: { enum: [1, 2] } } }),
    ],
    ['with impossible numbers', object({ a: { type: 'integer', minimum: 5, maximum: 1 } })],
    ['with tiny steps', object({ a: { type: 'number', multipleOf: 1e-300 } })],
    ['with a step of zero', object({ a: { type: 'number', multipleOf: 0 } })],
    [
      'with numbers near the largest double',
      object({ a: { type: 'number', minimum: 1e308, exclusiveMinimum: 1.7e308 } }),
    ],
    [
      'with keywords of wrong types',
      { type: 5, properties: [], required: 'a', items: 7, enum: {}, anyOf: 'x', $defs: null },
    ],
    ['with an external reference', { $ref: 'https://example.com/schema.json' }],
    ['with a reference to a prototype', { $ref: '#/__proto__' }],
    ['with a reference through a prototype', { $ref: '#/constructor/prototype' }],
    ['with a deep constant', { const: nested(45) }],
    [
      'with 5,000 required pattern properties',
      { type: 'object', patternProperties: { '^(a+)+$': { type: 'string' } }, minProperties: 5000 },
    ],
  ])('%s', async (_, schema) => {
    expectManners(await world.chat(format(schema)));
    expectManners(await world.chat(tool(schema)));
    expectManners(
      await world.chat({
        functions: [{ name: 'f', parameters: schema }],
        function_call: { name: 'f' },
        stream: true,
      }),
    );
  });

  const patterns = [
    '^(a+)+$',
    '^(a|a)*$',
    '(x+x+)+y',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '(.*)*\\1',
    '^(\\d{1,1000}){1000}$',
    'a{1000000000}',
    '((((a{100}){100}){100}){100}){100}',
    '(?=.*a)(?=.*b)(?=.*c)(?!.*d).{10,}',
    '(?<=a)b(?<!c)d',
    '[\\s\\S]*'.repeat(1000),
    `${'('.repeat(1000)}a${')'.repeat(1000)}`,
    '('.repeat(MB),
    '[',
    '\\',
    '\\p{Nothing}',
    '(?:)*{2}',
    '^$|'.repeat(5000),
    '[^\\u0000-\\uffff]',
    '$a^',
  ];
  it.each(patterns.map((pattern) => [pattern.slice(0, 40), pattern]))(
    'with the pattern %s',
    async (_, pattern) => {
      const schema = object({ a: { type: 'string', pattern } });
      expectManners(await world.chat(format(schema)));
      expectManners(await world.chat({ ...user(`The value is ${'a'.repeat(5000)}!`), ...tool(schema) }));
      const grammar = { type: 'grammar', grammar: { syntax: 'regex', definition: pattern } };
      expectManners(
        await world.chat({
          tools: [{ type: 'custom', custom: { name: 'f', format: grammar } }],
          tool_choice: 'required',
        }),
      );
    },
  );

  it.each([
    ['nothing', ''],
    ['itself', 'start: start'],
    ['itself twice', 'start: start start'],
    [
      'doubling',
      `start: r0\n${Array.from({ length: 60 }, (_, level) => `r${level}: r${level + 1} r${level + 1}`).join('\n')}\nr60: "a"`,
    ],
    ['choices of itself', 'start: start | start start | "a"'],
    ['endless repetition', 'start: "a"~1000000000'],
    ['brackets', `start: ${'('.repeat(100_000)}`],
    ['a pattern', 'start: /^(a+)+$/'],
    ['an import', '%import common.WORD\n%import ....etc.passwd\nstart: WORD'],
    ['10,000 rules', Array.from({ length: 10_000 }, (_, id) => `r${id}: r${id + 1}`).join('\n')],
    ['an unterminated string', 'start: "'],
    ['control characters', 'start: "\u0000" /[\u0001-\u001f]/'],
  ])('with a grammar of %s', async (_, definition) => {
    const grammar = { type: 'grammar', grammar: { syntax: 'lark', definition } };
    expectManners(
      await world.chat({
        tools: [{ type: 'custom', custom: { name: 'f', format: grammar } }],
        tool_choice: 'required',
      }),
    );
  });
});

describe('attachments', () => {
  const image = (bytes: Uint8Array | string): object =>
    part('image_url', { url: `data:image/png;base64,${Buffer.from(bytes as string).toString('base64')}` });
  const png = (width: number, height: number): Buffer => {
    const bytes = Buffer.alloc(33);
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]).copy(bytes);
    bytes.write('IHDR', 12, 'latin1');
    bytes.writeUInt32BE(width, 16);
    bytes.writeUInt32BE(height, 20);
    return bytes;
  };
  const audio = (bytes: Uint8Array, kind: 'wav' | 'mp3'): object => ({
    model: 'gpt-4o-audio-preview',
    ...part('input_audio', { data: Buffer.from(bytes).toString('base64'), format: kind }),
  });
  const riff = (claimed: number): Buffer => {
    const bytes = Buffer.alloc(64);
    bytes.write('RIFF\u0000\u0000\u0000\u0000WAVEfmt ', 'latin1');
    bytes.writeUInt32LE(16, 16);
    bytes.write('data', 36, 'latin1');
    bytes.writeUInt32LE(claimed, 40);
    return bytes;
  };

  it.each<[string, () => object]>([
    ['an impossibly large image', () => image(png(0xffffffff, 0xffffffff))],
    ['an image of size zero', () => image(png(0, 0))],
    ['half an image', () => image(png(1, 1).subarray(0, 20))],
    ['10 MB of zeros as an image', () => image(Buffer.alloc(10 * MB))],
    [
      'a JPEG of only markers',
      () => image(Buffer.alloc(5 * MB, Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 2]))),
    ],
    [
      'a JPEG without a first marker',
      () => image(Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(5 * MB, 0xff)])),
    ],
    ['a WebP of one byte', () => image('RIFF\u0000\u0000\u0000\u0000WEBPVP8X')],
    ['a GIF of six bytes', () => image('GIF89a')],
    ['a data URL without data', () => part('image_url', { url: 'data:' })],
    ['a data URL of commas', () => part('image_url', { url: `data:${','.repeat(MB)}` })],
    [
      'a data URL of media types',
      () => part('image_url', { url: `data:${'image/png;'.repeat(100_000)}base64,AAAA` }),
    ],
    ['escapes', () => part('image_url', { url: `data:image/png,${'%'.repeat(MB)}` })],
    ['invalid base64', () => part('image_url', { url: `data:image/png;base64,${'='.repeat(MB)}` })],
    [
      'a URL of a link-local address',
      () => part('image_url', { url: 'http://169.254.169.254/latest/meta-data/' }),
    ],
    ['a local file', () => part('image_url', { url: 'file:///etc/passwd' })],
    ['audio with a false length', () => audio(riff(0xffffffff), 'wav')],
    ['audio without a sample rate', () => audio(riff(0), 'wav')],
    ['5 MB of frames', () => audio(Buffer.alloc(5 * MB, Buffer.from([0xff, 0xfb, 0x10, 0x00])), 'mp3')],
    ['5 MB of half frames', () => audio(Buffer.alloc(5 * MB, 0xff), 'mp3')],
    ['5 MB of zeros as audio', () => audio(Buffer.alloc(5 * MB), 'mp3')],
    [
      'a file with a path as its name',
      () => part('file', { filename: '../../etc/passwd\u0000.pdf', file_data: 'AAAA' }),
    ],
    [
      '20 MB of file',
      () => part('file', { filename: 'a.pdf', file_data: Buffer.alloc(20 * MB).toString('base64') }),
    ],
    [
      '5,000 images',
      () =>
        user(
          Array.from({ length: 5000 }, () => ({
            type: 'image_url',
            image_url: { url: `data:image/png;base64,${png(1e9, 1).toString('base64')}` },
          })),
        ),
    ],
  ])('%s', async (_, members) => {
    expectManners(await world.chat(members()));
  });
});
