import { expect, it } from 'vitest';
import { openTools } from './tools/tools.cases.ts';

it('decides whether the model reads what it thought before earlier answers', async () => {
  const { create, client } = openTools();
  const first = await create({ model: 'o4-mini', input: 'Name three colours and say why.' });
  const next = { model: 'o4-mini', previous_response_id: first.id, input: 'Which is the warmest?' };
  const read = async (context?: 'auto' | 'current_turn' | 'all_turns') => {
    const body = { ...next, reasoning: { ...(context && { context }) } };
    const counted = await client.responses.inputTokens.count(body);
    const { usage, reasoning } = await create(body);
    expect(counted.input_tokens).toBe(usage?.input_tokens);
    expect(reasoning?.context).toBe(context);
    return counted.input_tokens;
  };
  const usual = await read();
  expect(await read('auto')).toBe(usual);
  expect(await read('current_turn')).toBe(usual);
  const thought = first.usage?.output_tokens_details.reasoning_tokens ?? 0;
  expect(thought).toBeGreaterThan(0);
  expect(await read('all_turns')).toBe(usual + thought);
});
