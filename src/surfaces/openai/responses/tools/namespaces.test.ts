import type OpenAI from 'openai';
import { expect, it } from 'vitest';
import { itemOf, openTools } from './tools.cases.ts';

type Input = OpenAI.Responses.ResponseInputItem[];

const orders = {
  type: 'function',
  name: 'list_orders',
  description: 'Lists the open orders of a customer.',
  parameters: {
    type: 'object',
    properties: { customer_id: { type: 'string' } },
    required: ['customer_id'],
    additionalProperties: false,
  },
  strict: true,
} as const;
const note = { type: 'custom', name: 'write_note', description: 'Writes a note about a customer.' } as const;
const crm: OpenAI.Responses.NamespaceTool = {
  type: 'namespace',
  name: 'crm',
  description: 'Customers and their orders.',
  tools: [orders, note],
};
const input = 'List the open orders of customer CUST-1234.';

it('a function of a namespace is called by its own name, and its result is used', async () => {
  const { stream, create } = openTools();
  const { final, events } = await stream({ input, tools: [crm] });
  const call = itemOf(final, 'function_call');
  expect(call).toMatchObject({
    name: 'list_orders',
    namespace: 'crm',
    arguments: '{"customer_id":"CUST-1234"}',
  });
  expect(events.find(({ type }) => type === 'response.function_call_arguments.done')).toMatchObject({
    name: 'list_orders',
  });
  const output = '[{"order":"A-17"}]';
  const result = { type: 'function_call_output', call_id: call.call_id, output } as const;
  const answers = [
    await create({ previous_response_id: final.id, input: [result], tools: [crm] }),
    await create({
      previous_response_id: final.id,
      input: [{ ...result, namespace: 'crm', name: 'list_orders' } as typeof result],
      tools: [crm],
    }),
    await create({
      input: [{ role: 'user', content: input }, ...(final.output as Input), result],
      tools: [crm],
    }),
  ];
  for (const answer of answers) expect(answer.output_text).toContain('A-17');
  expect(new Set(answers.map(({ usage }) => usage?.input_tokens)).size).toBe(1);
});

it('a result can name its function instead of the call', async () => {
  const { create } = openTools();
  const first = await create({ input, tools: [crm] });
  const result = { type: 'function_call_output', namespace: 'crm', name: 'list_orders', output: '["A-17"]' };
  const answer = await create({
    input: [{ role: 'user', content: input }, ...(first.output as Input), result as unknown as Input[number]],
    tools: [crm],
  });
  expect(answer.output_text).toContain('A-17');
});

it('tools of the same name are told apart, and chosen by name', async () => {
  const { create, refused } = openTools();
  const shop = { ...crm, name: 'shop' };
  const tools = [crm, shop, { ...orders, name: 'list_orders' }];
  const called = async (tool_choice: object) => {
    const { output } = await create({
      input,
      tools,
      tool_choice: tool_choice as { type: 'function'; name: string },
    });
    return output[0];
  };
  expect(await called({ type: 'function', name: 'shop.list_orders' })).toMatchObject({ namespace: 'shop' });
  expect(await called({ type: 'function', name: 'list_orders' })).not.toHaveProperty('namespace');
  const namespaces = { type: 'allowed_tools', mode: 'required', tools: [{ type: 'namespace', name: 'crm' }] };
  expect(await called(namespaces)).toMatchObject({ namespace: 'crm' });
  const only = { ...namespaces, tools: [{ type: 'function', name: 'shop.list_orders' }] };
  expect(await called(only)).toMatchObject({ namespace: 'shop' });
  expect(
    await refused({ input, tools: [crm, shop], tool_choice: { type: 'function', name: 'list_orders' } }),
  ).toMatchObject({ param: 'tool_choice' });
  const custom = await create({ input, tools: [crm], tool_choice: { type: 'custom', name: 'write_note' } });
  expect(itemOf(custom, 'custom_tool_call')).toMatchObject({ name: 'write_note', namespace: 'crm' });
});

it.each<[object[], string]>([
  [[crm, crm], 'tools[1].name'],
  [[crm, { ...orders, name: 'crm' }], 'tools[1].name'],
  [[{ ...crm, tools: [orders, orders] }], 'tools[0].tools[1].name'],
  [[{ ...crm, name: 'a.b' }], 'tools[0].name'],
  [[{ ...crm, tools: [] }], 'tools[0].tools'],
  [[{ ...crm, tools: [{ ...orders, parameters: { type: 'x' } }] }], 'tools[0].tools[0].parameters'],
  [[{ ...crm, tools: [{ ...orders, defer_loading: true }] }], 'tools[0].tools[0].defer_loading'],
  [[{ ...orders, allowed_callers: ['programmatic'] }], 'tools[0].allowed_callers'],
  [
    [{ ...crm, tools: [{ ...orders, allowed_callers: ['programmatic'] }] }],
    'tools[0].tools[0].allowed_callers',
  ],
])('namespaces that cannot be meant are refused: %#', async (tools, param) => {
  const { refused } = openTools();
  expect(await refused({ input, tools })).toMatchObject({ status: 400, param });
});
