import { describe, expect, it } from 'vitest';
import { itemOf, openTools } from './tools.cases.ts';

const custom = (format: object) => [
  { type: 'custom' as const, name: 'write', format } as { type: 'custom'; name: string },
];
const grammar = (syntax: string, definition: string) => custom({ type: 'grammar', syntax, definition });
const request = { input: 'Use the tool.', tool_choice: { type: 'custom' as const, name: 'write' } };

describe('custom tools with grammars', () => {
  it.each([
    ['lark', 'start: "SELECT " NAME\nNAME: /[a-z]{3,8}/', /^SELECT [a-z]{3,8}$/],
    ['regex', '[A-Z]{2}-\\d{4}', /^[A-Z]{2}-\d{4}$/],
  ])('write what a %s grammar allows, whole and streamed', async (syntax, definition, expected) => {
    const { create, stream } = openTools();
    const tools = grammar(syntax, definition);
    const whole = itemOf(await create({ ...request, tools }), 'custom_tool_call');
    expect(whole).toMatchObject({ name: 'write', input: expect.stringMatching(expected) });
    const { events, final } = await stream({ ...request, tools });
    const { input } = itemOf(final, 'custom_tool_call');
    expect(input).toMatch(expected);
    const told = events.flatMap((event) =>
      event.type === 'response.custom_tool_call_input.delta' ? [event.delta] : [],
    );
    expect(told.join('')).toBe(input);
  });

  it.each([
    ['lark', 'start: "a', 'tools[0].format.definition'],
    ['regex', '(', 'tools[0].format.definition'],
    ['peg', 'a', 'tools[0].format.syntax'],
  ])('refuse a wrong grammar: %s %s', async (syntax, definition, param) => {
    const { refused } = openTools();
    const error = await refused({ ...request, tools: grammar(syntax, definition) });
    expect([error.status, error.param]).toEqual([400, param]);
  });

  it('tell which kind of call has no output', async () => {
    const { create, refused } = openTools();
    const { id } = await create({ ...request, tools: custom({ type: 'text' }) });
    expect((await refused({ previous_response_id: id, input: 'And?' })).message).toContain(
      'No tool output found for custom tool call call_',
    );
  });
});
