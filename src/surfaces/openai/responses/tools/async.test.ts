import { expect, it } from 'vitest';
import { requiredInput } from '../connection/required-input.ts';
import { itemOf, openTools } from './tools.cases.ts';

const weather = {
  type: 'function',
  name: 'get_weather',
  description: 'The current weather in a city.',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  strict: false,
} as const;
const tools = [{ ...weather, async: true }];
const input = 'What is the weather in Oslo?';

it('lets the conversation go on before the result of a call is there', async () => {
  const { create, stream } = openTools();
  const first = await create({ input, tools });
  const call = itemOf(first, 'function_call');
  expect(call).toMatchObject({ async: true, status: 'completed' });
  const waiting = await create({ previous_response_id: first.id, input: [], tools });
  expect(waiting.output_text).toContain('still running');
  const other = { previous_response_id: waiting.id, tools };
  const second = await create({ ...other, input: 'What is 2 + 3?' });
  expect(second.output_text).toContain('5');
  const result = { type: 'function_call_output' as const, call_id: call.call_id, output: '{"celsius":-7}' };
  const third = await create({ ...other, input: [result] });
  expect(third.output_text).toContain('-7');
  const { final } = await stream({ input, tools });
  expect(itemOf(final, 'function_call')).toHaveProperty('async', true);
});

it('means the same if the items are sent back', async () => {
  const { create } = openTools();
  const question = { role: 'user' as const, content: input };
  const first = await create({ input: [question], tools });
  const sent = await create({ input: [question, itemOf(first, 'function_call')], tools });
  const chained = await create({ previous_response_id: first.id, input: [], tools });
  expect(sent.output_text).toBe(chained.output_text);
  expect(sent.usage).toEqual(chained.usage);
});

it('is so for single tools', async () => {
  const { create, refused } = openTools();
  const first = await create({ input, tools: [weather] });
  expect(itemOf(first, 'function_call')).not.toHaveProperty('async');
  const error = await refused({ previous_response_id: first.id, input: 'Hi', tools: [weather] });
  expect(error.message).toContain('No tool output found for function call');
  const write = { type: 'custom', name: 'write', async: true } as const;
  const custom = await create({ input, tools: [write], tool_choice: 'required' });
  expect(itemOf(custom, 'custom_tool_call')).toHaveProperty('async', true);
  const next = await create({ previous_response_id: custom.id, input: 'Thanks!', tools: [write] });
  expect(next.status).toBe('completed');
});

it('does not make a steered response wait', () => {
  expect(
    requiredInput([{ type: 'function_call', call_id: 'call_1', name: 'get_weather', async: true }]),
  ).toEqual([]);
});
