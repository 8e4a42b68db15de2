import type OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { fixedLatency } from '../../../rig.cases.ts';
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
const direct = { ...weather, allowed_callers: ['direct', 'programmatic'] } as const;
const tools = listed(weather, programs);
const oslo = 'What is the weather in Oslo?';
const both = `What is the weather in Rome? ${oslo}`;

type Tools = OpenAI.Responses.Tool[];
type Input = OpenAI.Responses.ResponseInputItem[];

/** The types of the client want more members than the API does. */
function listed(...all: readonly object[]): Tools {
  return all as unknown as Tools;
}

const typesOf = ({ output }: Response) => output.map(({ type }) => type);
const callsOf = ({ output }: Response) =>
  output.flatMap((item) => (item.type === 'function_call' ? [item] : []));
const codeOf = (response: Response) => itemOf(response, 'program').code;

/** What the caller sends for the calls of an answer. */
function resultsOf(response: Response): Input {
  return callsOf(response).map(({ call_id, caller, arguments: text }) => {
    const { city } = JSON.parse(text) as { city: string };
    const output = JSON.stringify({ celsius: city === 'Rome' ? 29 : -7, station: 'harbour' });
    return { type: 'function_call_output', call_id, output, ...(caller && { caller }) };
  });
}

describe('a program', () => {
  it('makes its calls together, and the answer follows from what it ends with', async () => {
    const { create } = openTools();
    const first = await create({ input: both, tools });
    expect(typesOf(first)).toEqual(['program', 'function_call', 'function_call']);
    const { call_id: caller_id } = itemOf(first, 'program');
    expect(codeOf(first)).toBe(
      [
        'const [get_weather_Rome, get_weather_Oslo] = await Promise.all([',
        '  tools.get_weather({"city":"Rome"}),',
        '  tools.get_weather({"city":"Oslo"}),',
        ']);',
        'text({ get_weather_Rome, get_weather_Oslo });\n',
      ].join('\n'),
    );
    for (const { caller } of callsOf(first)) expect(caller).toEqual({ type: 'program', caller_id });
    const second = await create({ previous_response_id: first.id, input: resultsOf(first), tools });
    expect(typesOf(second)).toEqual(['program_output', 'message']);
    expect(itemOf(second, 'program_output')).toMatchObject({ call_id: caller_id, status: 'completed' });
    expect(JSON.parse(itemOf(second, 'program_output').result)).toEqual({
      get_weather_Rome: { celsius: 29, station: 'harbour' },
      get_weather_Oslo: { celsius: -7, station: 'harbour' },
    });
    expect(second.output_text).toMatch(/29.*-7/s);
    const third = await create({ previous_response_id: second.id, input: 'Thanks!', tools });
    expect(typesOf(third)).toEqual(['message']);
  });

  it('means the same if its items are sent back, with nothing stored', async () => {
    const { create } = openTools();
    const question: Input = [{ role: 'user', content: both }];
    const first = await create({ input: question, tools, store: false });
    const history = [...question, ...(first.output as Input), ...resultsOf(first)];
    const second = await create({ input: history, tools, store: false });
    const chained = await create({ input: question, tools });
    const other = await create({ previous_response_id: chained.id, input: resultsOf(chained), tools });
    expect(second.output_text).toBe(other.output_text);
    expect(second.usage).toEqual(other.usage);
    const third = await create({
      input: [...history, ...(second.output as Input), { role: 'user', content: 'Thanks!' }],
      tools,
      store: false,
    });
    expect(typesOf(third)).toEqual(['message']);
  });

  it('is told by events of its items, and its calls by those of calls', async () => {
    const { stream } = openTools();
    const first = await stream({ input: both, tools });
    expect(first.types).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.output_item.done',
      ...[1, 2].flatMap(() => [
        'response.output_item.added',
        'response.function_call_arguments.delta',
        'response.function_call_arguments.done',
        'response.output_item.done',
      ]),
      'response.completed',
    ]);
    const second = await stream({
      previous_response_id: first.final.id,
      input: resultsOf(first.final),
      tools,
    });
    expect(second.types.slice(2, 5)).toEqual([
      'response.output_item.added',
      'response.output_item.done',
      'response.output_item.added',
    ]);
  });

  it('makes one call at a time without parallel calls', async () => {
    const { create } = openTools();
    const body = { tools, parallel_tool_calls: false };
    const first = await create({ ...body, input: both });
    expect(codeOf(first)).toContain('const get_weather_Rome = await tools.get_weather({"city":"Rome"});\n');
    expect(typesOf(first)).toEqual(['program', 'function_call']);
    const second = await create({ ...body, previous_response_id: first.id, input: resultsOf(first) });
    expect(typesOf(second)).toEqual(['function_call']);
    expect(second).toMatchObject({ status: 'completed', usage: { output_tokens: 0 } });
    expect(callsOf(second)[0]?.caller).toEqual(callsOf(first)[0]?.caller);
    const third = await create({ ...body, previous_response_id: second.id, input: resultsOf(second) });
    expect(typesOf(third)).toEqual(['program_output', 'message']);
    expect(third.output_text).toMatch(/29.*-7/s);
  });

  it('takes its time, also if nothing is written', async () => {
    const { stream } = openTools({ latencyModel: fixedLatency(100, 10) });
    const body = { tools, parallel_tool_calls: false };
    const first = await stream({ ...body, input: both });
    const second = await stream({
      ...body,
      previous_response_id: first.final.id,
      input: resultsOf(first.final),
    });
    expect(second.types).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.function_call_arguments.delta',
      'response.function_call_arguments.done',
      'response.output_item.done',
      'response.completed',
    ]);
  });

  it('goes on after its context was compacted', async () => {
    const { create } = openTools();
    const long = { role: 'user' as const, content: 'The tide rises in the harbour. '.repeat(400) };
    const context_management = [{ type: 'compaction', compact_threshold: 1000 }];
    const said = { role: 'assistant' as const, content: 'I see.' };
    const body = { tools, context_management };
    const first = await create({ ...body, input: [long, said, { role: 'user', content: both }] });
    expect(typesOf(first)).toEqual(['compaction', 'program', 'function_call', 'function_call']);
    const second = await create({ ...body, previous_response_id: first.id, input: resultsOf(first) });
    expect(typesOf(second).slice(-2)).toEqual(['program_output', 'message']);
    expect(second.output_text).toMatch(/29.*-7/s);
  });

  it('goes on in a conversation', async () => {
    const { create, client } = openTools();
    const { id: conversation } = await client.conversations.create();
    const first = await create({ conversation, input: both, tools });
    const second = await create({ conversation, input: resultsOf(first), tools });
    expect(typesOf(second)).toEqual(['program_output', 'message']);
    const items = await client.conversations.items.list(conversation, { order: 'asc' });
    expect(items.data.map(({ type }) => type)).toEqual([
      'message',
      'program',
      'function_call',
      'function_call',
      'function_call_output',
      'function_call_output',
      'program_output',
      'message',
    ]);
  });

  it('goes on in the background', async () => {
    const { create, client, clock } = openTools();
    const finished = async ({ id }: Response) => {
      clock.advance(60_000);
      return client.responses.retrieve(id);
    };
    const first = await finished(await create({ input: both, tools, background: true }));
    expect(typesOf(first)).toEqual(['program', 'function_call', 'function_call']);
    const body = { previous_response_id: first.id, input: resultsOf(first), tools, background: true };
    const second = await finished(await create(body));
    expect(typesOf(second)).toEqual(['program_output', 'message']);
    expect(second.output_text).toMatch(/29.*-7/s);
  });

  it('that is cut off by a limit ends without a result', async () => {
    const { create } = openTools();
    const first = await create({ input: both, tools, max_output_tokens: 30 });
    expect(first).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
    });
    expect(typesOf(first)).toEqual(['program']);
    const second = await create({ previous_response_id: first.id, input: 'Go on.', tools });
    expect(itemOf(second, 'program_output')).toMatchObject({ result: '', status: 'incomplete' });
  });

  it('keeps of a result what its schema declares', async () => {
    const { create } = openTools();
    const schema = { type: 'object', properties: { celsius: { type: 'number' } } };
    const declared = listed({ ...weather, output_schema: schema }, programs);
    const first = await create({ input: both, tools: declared });
    expect(codeOf(first)).toContain('get_weather_Oslo: { celsius: get_weather_Oslo.celsius }');
    const second = await create({ previous_response_id: first.id, input: resultsOf(first), tools: declared });
    expect(itemOf(second, 'program_output').result).toBe(
      '{"get_weather_Rome":{"celsius":29},"get_weather_Oslo":{"celsius":-7}}',
    );
    expect(second.output_text).not.toContain('harbour');
  });

  it('calls tools of a namespace, and custom tools', async () => {
    const { create } = openTools();
    const sky = { type: 'namespace', name: 'sky', description: 'The sky above a city', tools: [weather] };
    const first = await create({ input: oslo, tools: listed(sky, programs) });
    expect(codeOf(first)).toBe(
      'const get_weather = await tools.sky.get_weather({"city":"Oslo"});\ntext(get_weather);\n',
    );
    expect(callsOf(first)).toMatchObject([{ namespace: 'sky', name: 'get_weather' }]);
    const write = { type: 'custom', name: 'write', allowed_callers: ['programmatic'] };
    const custom = await create({ input: oslo, tools: listed(write, programs), tool_choice: 'required' });
    expect(codeOf(custom)).toContain('await tools.write("');
    const { call_id, caller } = itemOf(custom, 'custom_tool_call');
    const ended = await create({
      previous_response_id: custom.id,
      input: [{ type: 'custom_tool_call_output', call_id, output: 'Written.', caller: caller ?? null }],
      tools: listed(write, programs),
    });
    expect(itemOf(ended, 'program_output').result).toBe('Written.');
  });

  it('is no part of the prompt as far as its calls go', async () => {
    const { create } = openTools();
    const answered = async (station: string) => {
      const first = await create({ input: both, tools });
      const results = callsOf(first).map(({ call_id }) => ({
        type: 'function_call_output' as const,
        call_id,
        output: JSON.stringify({ celsius: 3, station }),
      }));
      return create({ previous_response_id: first.id, input: results, tools });
    };
    const short = await answered('x');
    const long = await answered('x '.repeat(50));
    const read = (long.usage?.input_tokens ?? 0) - (short.usage?.input_tokens ?? 0);
    // What the program ends with is read once, what its calls have found is not read again.
    expect(read).toBeGreaterThan(50);
    expect(read).toBeLessThan(150);
  });
});

describe('programs and other calls', () => {
  it('are written for several calls, if both are allowed', async () => {
    const { create } = openTools();
    const one = await create({ input: oslo, tools: listed(direct, programs) });
    expect(typesOf(one)).toEqual(['function_call']);
    expect(callsOf(one)[0]).not.toHaveProperty('caller');
    const two = await create({ input: both, tools: listed(direct, programs) });
    expect(typesOf(two)).toEqual(['program', 'function_call', 'function_call']);
    const without = await create({ input: both, tools: listed(direct) });
    expect(typesOf(without)).toEqual(['function_call', 'function_call']);
    const serial = await create({
      input: oslo,
      tools: listed(direct, programs),
      parallel_tool_calls: false,
    });
    expect(typesOf(serial)).toEqual(['function_call']);
  });

  it('follow tool_choice', async () => {
    const { create } = openTools();
    const named = { type: 'programmatic_tool_calling' } as const;
    const body = { tools: listed(direct, programs), tool_choice: named as never };
    const first = await create({ ...body, input: oslo });
    expect(typesOf(first)).toEqual(['program', 'function_call']);
    // The choice has been made: the same request with the results ends.
    const second = await create({ ...body, previous_response_id: first.id, input: resultsOf(first) });
    expect(typesOf(second)).toEqual(['program_output', 'message']);
    const plain = { ...weather, allowed_callers: ['direct'] };
    const nothing = await create({ ...body, tools: listed(plain, programs), input: oslo });
    expect(itemOf(nothing, 'program').code).toBe('text("");\n');
    const function_ = { type: 'function', name: 'get_weather' } as const;
    const chosen = await create({ input: both, tools: listed(direct, programs), tool_choice: function_ });
    expect(typesOf(chosen)).toEqual(['function_call']);
    const none = await create({ input: both, tools, tool_choice: 'none' });
    expect(typesOf(none)).toEqual(['message']);
    const allowed = { type: 'allowed_tools', mode: 'auto', tools: [named] } as never;
    const only = await create({ input: oslo, tools: listed(direct, programs), tool_choice: allowed });
    expect(typesOf(only)).toEqual(['program', 'function_call']);
  });
});

describe('hosted tools in a program', () => {
  const sea = {
    type: 'mcp',
    server_label: 'sea',
    server_url: 'https://sea.test/mcp',
    allowed_tools: ['get_tide'],
    require_approval: 'never',
    allowed_callers: ['programmatic'],
  };
  const tide = 'What is the tide in the harbour of Bergen?';

  it('are run between the program and its end', async () => {
    const { create, stream } = openTools();
    const first = await create({ input: tide, tools: listed(sea, programs) });
    expect(typesOf(first)).toEqual(['mcp_list_tools', 'program', 'mcp_call', 'program_output', 'message']);
    expect(codeOf(first)).toContain('await tools.sea.get_tide(');
    const { output } = itemOf(first, 'mcp_call');
    expect(itemOf(first, 'program_output').result).toBe(output);
    const again: Input = [{ role: 'user', content: tide }, ...(first.output as Input)];
    const body = { tools: listed(sea, programs), store: false } as const;
    const items = await create({ ...body, input: [...again, { role: 'user', content: 'Thanks!' }] });
    const chained = await create({ ...body, previous_response_id: first.id, input: 'Thanks!' });
    expect(items.usage?.input_tokens).toBe(chained.usage?.input_tokens);
    const { types } = await stream({ input: tide, tools: listed(sea, programs) });
    expect(types).toContain('response.mcp_call.completed');
  });

  it('are run before the calls of the caller', async () => {
    const { create } = openTools();
    const body = { tools: listed(sea, weather, programs) };
    const first = await create({ ...body, input: `${tide} ${oslo}` });
    expect(typesOf(first)).toEqual(['mcp_list_tools', 'program', 'mcp_call', 'function_call']);
    const second = await create({ ...body, previous_response_id: first.id, input: resultsOf(first) });
    const ended = JSON.parse(itemOf(second, 'program_output').result) as object;
    expect(Object.keys(ended)).toEqual(['get_tide', 'get_weather']);
    expect(typesOf(second)).toEqual(['program_output', 'message']);
  });

  it('count for max_tool_calls', async () => {
    const { create } = openTools();
    const input = 'What is the tide in Bergen? What is the tide in Oslo?';
    const two = await create({ input, tools: listed(sea, programs) });
    expect(typesOf(two).filter((type) => type === 'mcp_call')).toHaveLength(2);
    const one = await create({ input, tools: listed(sea, programs), max_tool_calls: 1 });
    expect(typesOf(one).filter((type) => type === 'mcp_call')).toHaveLength(1);
    expect(itemOf(one, 'program_output').result).toContain('no more calls of hosted tools are allowed');
  });

  it('can be code and a shell', async () => {
    const { create } = openTools();
    const code = { type: 'code_interpreter', container: { type: 'auto' }, allowed_callers: ['programmatic'] };
    const sum = await create({ input: 'Use Python to add 12345 and 67890.', tools: listed(code, programs) });
    expect(typesOf(sum)).toEqual(['program', 'code_interpreter_call', 'program_output', 'message']);
    expect(sum.output_text).toMatch(/80,?235/);
    expect(itemOf(sum, 'code_interpreter_call').code).toContain('12345');
    const environment = { type: 'container_auto' };
    const shell = { type: 'shell', environment, allowed_callers: ['programmatic'] };
    const ran = await create({ input: 'Run `echo hello`.', tools: listed(shell, programs) });
    const { call_id: caller_id } = itemOf(ran, 'program');
    const caller = { type: 'program', caller_id };
    expect(itemOf(ran, 'shell_call')).toMatchObject({ caller });
    expect(itemOf(ran, 'shell_call_output')).toMatchObject({ caller });
    expect(itemOf(ran, 'program_output').result).toContain('hello');
  });
});

describe('what is refused', () => {
  it('are tools that nobody could call', async () => {
    const { refused } = openTools();
    const alone = await refused({ input: oslo, tools: [weather] });
    expect(alone).toMatchObject({ status: 400, param: 'tools[0].allowed_callers' });
    expect(alone.message).toContain("Put the tool 'programmatic_tool_calling' into 'tools'");
    const patch = { type: 'apply_patch', allowed_callers: ['programmatic'] };
    expect(await refused({ input: oslo, tools: [patch, programs] })).toMatchObject({
      param: 'tools[0].allowed_callers',
    });
    const mcp = {
      type: 'mcp',
      server_label: 'sea',
      server_url: 'https://sea.test',
      allowed_callers: ['programmatic'],
    };
    expect(await refused({ input: oslo, tools: [mcp, programs] })).toMatchObject({
      param: 'tools[0].require_approval',
    });
    expect(await refused({ input: oslo, tools: [direct], tool_choice: programs })).toMatchObject({
      param: 'tool_choice',
    });
  });

  it('are calls without results, and results without calls', async () => {
    const { create, refused } = openTools();
    const first = await create({ input: both, tools });
    const [one, two] = callsOf(first);
    const missing = await refused({
      previous_response_id: first.id,
      input: resultsOf(first).slice(0, 1),
      tools,
    });
    expect(missing.message).toContain(`No tool output found for function call ${two?.call_id}.`);
    const caller = { type: 'program', caller_id: 'call_other' };
    const wrong = { type: 'function_call_output', call_id: one?.call_id, output: '', caller };
    expect(await refused({ previous_response_id: first.id, input: [wrong], tools })).toMatchObject({
      param: 'input[0].caller.caller_id',
    });
    const output = { type: 'program_output', id: 'po_1', call_id: 'call_x', result: '', status: 'completed' };
    expect(await refused({ input: [output], tools })).toMatchObject({ param: 'input[0].call_id' });
  });

  it('are programs that cannot go on', async () => {
    const { create, refused } = openTools();
    const first = await create({ input: both, tools });
    const gone = await refused({ previous_response_id: first.id, input: resultsOf(first), tools: [direct] });
    expect(gone).toMatchObject({ param: 'tools' });
    const back = (change: object) => [
      { role: 'user', content: both },
      ...first.output.map((item) => (item.type === 'program' ? { ...item, ...change } : item)),
      ...resultsOf(first),
    ];
    const many = Array.from({ length: 17 }, (_, index) => ({
      ...itemOf(first, 'program'),
      id: `prog_${index}`,
      call_id: `call_${index}`,
    }));
    expect((await refused({ input: many, tools })).message).toContain('At most 16 programs');
    for (const change of [{ fingerprint: 'made up' }, { code: 'text("something else");' }])
      expect(await refused({ input: back(change), tools })).toMatchObject({ param: 'input[1].fingerprint' });
  });
});
