import type OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { itemOf, openTools } from './tools.cases.ts';

type Input = OpenAI.Responses.ResponseInputItem[];
type Tool = OpenAI.Responses.Tool;

const parametersOf = (name: string) => ({
  type: 'object',
  properties: { [name]: { type: 'string' } },
  required: [name],
});
const orders: OpenAI.Responses.FunctionTool = {
  type: 'function',
  name: 'list_orders',
  description: 'Lists the open orders of a customer.',
  parameters: parametersOf('customer_id'),
  strict: false,
  defer_loading: true,
};
const crm: OpenAI.Responses.NamespaceTool = {
  type: 'namespace',
  name: 'crm',
  description: 'Customers and their orders.',
  tools: [orders],
};
const weather: Tool = {
  ...orders,
  name: 'get_weather',
  description: 'The weather of a city.',
  parameters: parametersOf('city'),
};
const sea: OpenAI.Responses.Tool.Mcp = {
  type: 'mcp',
  server_label: 'sea',
  server_url: 'https://sea.test/mcp',
  authorization: 'token-1',
  allowed_tools: ['get_tide', 'get_depth'],
  require_approval: 'never',
  defer_loading: true,
};
const search: Tool = { type: 'tool_search' };
const tools = [crm, weather, sea, search];
const input = 'List the open orders of customer CUST-1234.';
const typesOf = ({ output }: OpenAI.Responses.Response) => output.map(({ type }) => type);

describe('a search of the server', () => {
  it('finds what the request needs, which is called at once', async () => {
    const { stream, create } = openTools();
    const { final } = await stream({ input, tools });
    expect(typesOf(final)).toEqual([
      'mcp_list_tools',
      'tool_search_call',
      'tool_search_output',
      'function_call',
    ]);
    expect(itemOf(final, 'tool_search_call')).toMatchObject({
      id: expect.stringMatching(/^tsc_/),
      call_id: null,
      execution: 'server',
      status: 'completed',
      arguments: { paths: ['crm'] },
    });
    expect(itemOf(final, 'tool_search_output')).toMatchObject({
      id: expect.stringMatching(/^tso_/),
      call_id: null,
      execution: 'server',
      status: 'completed',
      tools: [crm],
    });
    const call = itemOf(final, 'function_call');
    expect(call).toMatchObject({ namespace: 'crm', name: 'list_orders' });
    const result = { type: 'function_call_output', call_id: call.call_id, output: '["A-17"]' } as const;
    const chained = await create({ previous_response_id: final.id, input: [result], tools });
    const sent = await create({
      input: [{ role: 'user', content: input }, ...(final.output as Input), result],
      tools,
    });
    for (const answer of [chained, sent]) {
      expect(typesOf(answer)).toEqual(['message']);
      expect(answer.output_text).toContain('A-17');
    }
    expect(sent.usage?.input_tokens).toBe(chained.usage?.input_tokens);
  });

  it('finds single functions and tools of servers', async () => {
    const { create } = openTools();
    const rain = await create({ input: 'What is the weather in Oslo?', tools });
    expect(itemOf(rain, 'tool_search_output').tools).toMatchObject([
      { type: 'function', name: 'get_weather' },
    ]);
    expect(itemOf(rain, 'function_call')).toMatchObject({ name: 'get_weather' });
    const tide = await create({ input: 'What is the tide in Bergen?', tools });
    expect(itemOf(tide, 'tool_search_call').arguments).toEqual({ paths: ['sea'] });
    expect(itemOf(tide, 'tool_search_output').tools).toMatchObject([
      { type: 'mcp', server_label: 'sea', allowed_tools: ['get_tide', 'get_depth'] },
    ]);
    expect(itemOf(tide, 'mcp_call')).toMatchObject({ name: 'get_tide' });
    expect(JSON.stringify(tide)).not.toContain('token-1');
    const again = await create({
      previous_response_id: tide.id,
      input: 'And what is the depth in Bergen?',
      tools,
    });
    expect(typesOf(again)).toEqual(['mcp_call', 'message']);
  });

  it('is not made if no deferred tool is needed', async () => {
    const { create } = openTools();
    for (const text of ['Hello!', 'What is 6 * 7?']) {
      expect(typesOf(await create({ input: text, tools: [crm, search] }))).toEqual(['message']);
    }
    const loaded = { ...weather, defer_loading: false };
    const known = await create({ input: 'What is the weather in Oslo?', tools: [crm, loaded, search] });
    expect(typesOf(known)).toEqual(['function_call']);
  });

  it('is made if a tool is required, and not if one is named', async () => {
    const { create } = openTools();
    const required = await create({ input: 'Hello!', tools: [crm, search], tool_choice: 'required' });
    expect(typesOf(required).slice(0, 2)).toEqual(['tool_search_call', 'tool_search_output']);
    const named = await create({ input, tools, tool_choice: { type: 'function', name: 'get_weather' } });
    expect(itemOf(named, 'function_call').name).toBe('get_weather');
    expect(typesOf(named)).not.toContain('tool_search_call');
    const chosen = { type: 'mcp', server_label: 'sea', name: 'get_depth' } as const;
    expect(itemOf(await create({ input, tools, tool_choice: chosen }), 'mcp_call').name).toBe('get_depth');
    const inNamespace = { type: 'function', name: 'list_orders' } as const;
    const called = itemOf(await create({ input, tools, tool_choice: inNamespace }), 'function_call');
    expect(called).toMatchObject({ namespace: 'crm' });
  });

  it('saves the tokens of what is not loaded', async () => {
    const { client } = openTools();
    const count = async (given: Tool[]) =>
      (await client.responses.inputTokens.count({ model: 'gpt-4o', input, tools: given })).input_tokens;
    const none = await count([search]);
    expect(await count([crm, weather, search])).toBe(none);
    expect(await count([{ ...weather, defer_loading: false } as Tool, search])).toBeGreaterThan(none);
  });
});

describe('a search of the caller', () => {
  const own: Tool = {
    type: 'tool_search',
    execution: 'client',
    description: 'Finds the tools of the project.',
    parameters: parametersOf('goal'),
  };
  const { defer_loading: _, ...plain } = orders;
  const outputFor = (call_id: string | null, found: Tool[]) =>
    ({ type: 'tool_search_output', execution: 'client', call_id, tools: found }) as Input[number];

  it('is answered with tools, which are called from then on', async () => {
    const { stream, create } = openTools();
    const { final } = await stream({ input, tools: [own] });
    expect(typesOf(final)).toEqual(['tool_search_call']);
    const call = itemOf(final, 'tool_search_call');
    expect(call).toMatchObject({
      call_id: expect.stringMatching(/^call_/),
      execution: 'client',
      status: 'completed',
      arguments: { goal: expect.any(String) },
    });
    const found = outputFor(call.call_id, [{ ...crm, tools: [plain] }]);
    const chained = await create({ previous_response_id: final.id, input: [found], tools: [own] });
    const sent = await create({
      input: [{ role: 'user', content: input }, ...(final.output as Input), found],
      tools: [own],
    });
    for (const answer of [chained, sent]) {
      expect(itemOf(answer, 'function_call')).toMatchObject({
        namespace: 'crm',
        name: 'list_orders',
        arguments: '{"customer_id":"CUST-1234"}',
      });
    }
    expect(sent.usage?.input_tokens).toBe(chained.usage?.input_tokens);
    const later = await create({
      previous_response_id: chained.id,
      input: [
        {
          type: 'function_call_output',
          call_id: itemOf(chained, 'function_call').call_id,
          output: '["A-17"]',
        },
        { role: 'user', content: 'List the open orders of customer CUST-9.' },
      ],
    });
    expect(itemOf(later, 'function_call').arguments).toBe('{"customer_id":"CUST-9"}');
  });

  it('ends in words if nothing is found', async () => {
    const { create } = openTools();
    const first = await create({ input, tools: [own] });
    const found = outputFor(itemOf(first, 'tool_search_call').call_id, []);
    const answer = await create({ previous_response_id: first.id, input: [found], tools: [own] });
    expect(typesOf(answer)).toEqual(['message']);
  });

  it('is not asked for what a known tool does, or for words', async () => {
    const { create } = openTools();
    expect(typesOf(await create({ input, tools: [own, plain] }))).toEqual(['function_call']);
    for (const text of ['Thanks!', 'Write a poem about the sea.'])
      expect(typesOf(await create({ input: text, tools: [own] }))).toEqual(['message']);
  });

  it('has to be answered', async () => {
    const { create, refused } = openTools();
    const first = await create({ input, tools: [own] });
    const { call_id } = itemOf(first, 'tool_search_call');
    expect(await refused({ previous_response_id: first.id, input: 'Well?', tools: [own] })).toMatchObject({
      param: 'input',
      message: expect.stringContaining(call_id ?? '?'),
    });
  });
});

describe('items that add tools', () => {
  const { defer_loading: _, ...plain } = orders;
  const adding = (added: object[]) =>
    ({ type: 'additional_tools', role: 'developer', tools: added }) as unknown as Input[number];

  it('let them be called, also later', async () => {
    const { create } = openTools();
    const first = await create({ input: [adding([plain]), { role: 'user', content: input }] });
    expect(itemOf(first, 'function_call').name).toBe('list_orders');
    const { call_id } = itemOf(first, 'function_call');
    const later = await create({
      previous_response_id: first.id,
      input: [
        { type: 'function_call_output', call_id, output: '[]' },
        { role: 'user', content: 'List the open orders of customer CUST-9.' },
      ],
    });
    expect(itemOf(later, 'function_call').arguments).toBe('{"customer_id":"CUST-9"}');
  });

  it('name what cannot be added', async () => {
    const { refused } = openTools();
    const user = { role: 'user', content: input };
    const { defer_loading: _later, ...server } = sea;
    expect(await refused({ input: [adding([server]), user] })).toMatchObject({
      param: 'input[0].tools[0].type',
    });
    expect(await refused({ input: [adding([orders]), user] })).toMatchObject({
      param: 'input[0].tools[0].defer_loading',
    });
    expect(await refused({ input: [adding([{ ...plain, parameters: { type: 'x' } }]), user] })).toMatchObject(
      { param: 'input[0].tools[0].parameters' },
    );
  });
});
