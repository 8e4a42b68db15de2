import { expect, it } from 'vitest';
import { itemOf, openTools, type Response } from './tools.cases.ts';

const weather = {
  type: 'function',
  name: 'get_weather',
  description: 'The current weather in a city.',
  parameters: {
    type: 'object',
    properties: { city: { type: 'string', description: 'The city' } },
    required: ['city'],
    additionalProperties: false,
  },
  strict: true,
  allowed_callers: ['programmatic'],
} as const;
const programs = { type: 'programmatic_tool_calling' } as const;
const tools = [weather, programs] as never[];
const input = 'What is the weather in Rome? What is the weather in Oslo?';

const outputsOf = ({ output }: Response) =>
  output.flatMap((item) => {
    if (item.type !== 'function_call') return [];
    const { city } = JSON.parse(item.arguments) as { city: string };
    const result = JSON.stringify({
      condition: city === 'Rome' ? 'sunny' : 'snowy',
      celsius: city === 'Rome' ? 29 : -7,
    });
    return [{ type: 'function_call_output', call_id: item.call_id, output: result, caller: item.caller }];
  }) as never[];

it('writes a program whose calls go out together, and answers from what it ends with', async () => {
  const { create, client } = openTools();
  const first = await create({ input, tools });
  console.dir(first.output, { depth: null });
  const second = await create({ previous_response_id: first.id, input: outputsOf(first), tools });
  console.dir(second.output, { depth: null });
  console.dir(second.usage);
});
