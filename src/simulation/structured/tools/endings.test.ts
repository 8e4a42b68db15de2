import { describe, expect, it } from 'vitest';
import { Effort } from '../../../engine/effort.ts';
import type { Brief } from '../../../engine/ports/content.ts';
import type { GenerationRequest, Tool, ToolCall, Turn } from '../../../engine/request.ts';
import { createRandom } from '../../../runtime/random.ts';
import { readRequest } from '../../reading/reading.ts';
import { decideTools } from './decide.ts';
import { createProfileReader } from './profile-reader.ts';

type Call = Omit<ToolCall, 'id'>;

const text = { type: 'string' };
const tool = (name: string, description = '', properties: Record<string, unknown> = {}): Tool => ({
  kind: 'function',
  name,
  description,
  parameters: { type: 'object', properties, required: Object.keys(properties) },
  strict: false,
});
const weather = tool('get_weather', 'Current weather of a city', { city: text });
const email = tool('send_email', 'Send an email', { to: text, body: text });
const calculator = tool('calculator', 'Evaluate a mathematical expression', { expression: text });
const balance = tool('customer_balance', 'Balance of a customer', { include_pending: { type: 'boolean' } });
const user = (said: string): Turn => ({ role: 'user', parts: [{ kind: 'text', text: said }] });

function decide(
  turns: readonly Turn[],
  tools: readonly Tool[],
  parallelToolCalls = true,
  allowed?: string[],
) {
  const request = {
    turns,
    tools,
    toolChoice: { mode: 'required', ...(allowed && { allowed }) },
    parallelToolCalls,
    format: { kind: 'text' },
  } as unknown as GenerationRequest;
  return decideTools(
    { request, choice: 0, random: createRandom(1), effort: new Effort() } as unknown as Brief,
    readRequest(request),
    createProfileReader(),
  ).calls;
}

/** How an agent records calls and results. */
type Notation = (calls: readonly Call[], result: string, round: number) => Turn[];
const asMessages: Notation = (calls, result, round) => {
  const id = (index: number) => `call_${round}_${index}`;
  return [
    { role: 'assistant', parts: [], toolCalls: calls.map((call, index) => ({ ...call, id: id(index) })) },
    ...calls.map(
      (_, index): Turn => ({ role: 'tool', toolCallId: id(index), parts: [{ kind: 'text', text: result }] }),
    ),
  ];
};
const asLegacyFunctions: Notation = ([call], result) => [
  { role: 'assistant', parts: [], toolCalls: [{ ...(call as Call), id: '' }] },
  { role: 'tool', name: (call as Call).name, parts: [{ kind: 'text', text: result }] },
];
const asObservations: Notation = (calls, result) => [
  {
    role: 'assistant',
    parts: [
      {
        kind: 'text',
        text: `Calling tools:\n${calls.map(({ name, input }) => `[{'function': {'name': '${name}', 'arguments': ${input}}}]`)}`,
      },
    ],
  },
  user(`Observation:\n${result}`),
];

/** Runs an agent until the tool that ends it is called, at most 12 rounds; the names called in order. */
function run(
  prompt: string,
  tools: readonly Tool[],
  end: string,
  { parallel = true, result = 'sunny', notation = asMessages, before = [] as readonly Turn[] } = {},
): string[] {
  const turns: Turn[] = [...before, user(prompt)];
  const names: string[] = [];
  for (let round = 0; round < 12 && !names.includes(end); round++) {
    const calls = decide(turns, tools, parallel);
    names.push(...calls.map(({ name }) => name));
    turns.push(...notation(calls, result, round));
  }
  return names;
}

function orders<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) => orders(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

const endings: Record<string, Tool> = {
  'PydanticAI final_result': tool('final_result', 'The final response which ends this conversation', {
    advice: text,
  }),
  'PydanticAI with a named output': tool('final_result_Advice', 'Advice: The final response', {
    advice: text,
  }),
  'LangChain ToolStrategy': tool('WeatherReport', 'A report for the user.', { report: text }),
  'smolagents final_answer': tool('final_answer', 'Provides a final answer to the given problem.', {
    answer: text,
  }),
  'AI SDK answer': tool('answer', 'A tool for providing the final answer.', { answer: text }),
  submit: tool('submit', '', { text }),
  done: tool('done'),
  respond: tool('respond_to_user', '', { text }),
  finish: tool('finishTask', ''),
  'a description only': tool('wrap_up', 'Call this when you are done.'),
  'a description that says it ends': tool('handover', 'Ends this conversation', { note: text }),
};

describe.each(Object.entries(endings))('an agent that ends with %s', (_, end) => {
  it.each([true, false])('calls what is needed once and ends, in every order, parallel %s', (parallel) => {
    for (const others of [
      [weather],
      [weather, email],
      [weather, email, calculator],
      [weather, balance, calculator, email],
    ]) {
      for (const tools of orders([...others, end])) {
        const names = run('What is the weather in Paris?', tools, end.name, { parallel });
        expect(names, tools.map(({ name }) => name).join()).toEqual(['get_weather', end.name]);
      }
    }
  });

  it.each([
    '',
    'Error: the service is down',
    '1 validation error: city is missing. Fix the errors and try again.',
  ])('ends after a result that says: %s', (result) => {
    expect(run('What is the weather in Paris?', [weather, end], end.name, { result })).toEqual([
      'get_weather',
      end.name,
    ]);
  });

  it.each([
    ['legacy functions', asLegacyFunctions],
    ['observations in user messages', asObservations],
  ])('ends with %s', (_, notation) => {
    const names = run('What is the weather in Paris?', [email, weather, end], end.name, { notation });
    expect(names).toEqual(['get_weather', end.name]);
  });

  it('ends immediately if nothing else is requested', () => {
    expect(run('Hello!', [weather, email, end], end.name)).toEqual([end.name]);
  });

  it('calls the ending tool again if its call failed', () => {
    const turns = [
      user('Hello!'),
      ...asMessages(decide([user('Hello!')], [weather, end]), 'Fix the errors', 0),
    ];
    expect(decide(turns, [weather, end]).map(({ name }) => name)).toEqual([end.name]);
  });
});

describe('required', () => {
  const [final] = Object.values(endings) as [Tool];

  it('calls all requested tools before it ends', () => {
    const tools = [final, calculator, weather];
    const prompt = "What's the weather in Rome? And what is 23 * 47?";
    const separate = run(prompt, tools, final.name, { parallel: false });
    expect(separate.toSorted()).toEqual(['calculator', 'final_result', 'get_weather']);
    expect(separate.at(-1)).toBe('final_result');
    expect(run(prompt, tools, final.name).at(-1)).toBe('final_result');
  });

  it('starts over with a new user turn', () => {
    const before = [
      user('Weather in Oslo?'),
      ...asMessages(decide([user('Weather in Oslo?')], [weather]), 'rain', 0),
    ];
    expect(run('What is the weather in Paris?', [final, weather], final.name, { before })).toEqual([
      'get_weather',
      'final_result',
    ]);
  });

  it('keeps calling the only tool', () => {
    const turns: Turn[] = [user('What is the weather in Paris?')];
    for (let round = 0; round < 4; round++) {
      const calls = decide(turns, [weather]);
      expect(calls.map(({ name }) => name)).toEqual(['get_weather']);
      turns.push(...asMessages(calls, 'sunny', round));
    }
  });

  it('cycles through the tools if none ends the conversation', () => {
    for (const tools of orders([weather, email, calculator])) {
      const names = run('What is the weather in Paris?', tools, 'none of them', { parallel: false });
      for (let index = 3; index < names.length; index++) expect(names[index]).toBe(names[index - 3]);
      expect(new Set(names.slice(0, 3)).size).toBe(3);
      expect(names[0]).toBe('get_weather');
    }
  });

  it('only calls allowed tools', () => {
    const turns = [user('What is the weather in Paris?')];
    expect(decide(turns, [weather, final, email], true, ['send_email']).map(({ name }) => name)).toEqual([
      'send_email',
    ]);
  });

  it('continues after results of custom tools', () => {
    const python: Tool = { kind: 'custom', name: 'python', description: 'Runs code' };
    const answer: Tool = { kind: 'custom', name: 'answer', description: '' };
    expect(run('Use python to print 1', [answer, python], 'answer')).toEqual(['python', 'answer']);
  });

  it.each(['get_result', 'search_answers', 'fetch_final_score'])('does not take %s for an ending', (name) => {
    const reader = tool(name, '', { id: text });
    expect(run('What is the weather in Paris?', [reader, weather, final], final.name)).toEqual([
      'get_weather',
      'final_result',
    ]);
  });

  it('fills the ending tool from the results', () => {
    const advice = tool('final_result', '', { balance: { type: 'number' } });
    const turns = [
      user('What is my balance?'),
      ...asMessages([{ kind: 'function', name: 'customer_balance', input: '{}' }], 'Balance: 123.45', 0),
    ];
    expect(decide(turns, [balance, advice])).toEqual([
      { kind: 'function', name: 'final_result', input: '{"balance":123.45}' },
    ]);
  });
});
