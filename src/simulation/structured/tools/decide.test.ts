import { describe, expect, it } from 'vitest';
import { Effort } from '../../../engine/effort.ts';
import type { Brief } from '../../../engine/ports/content.ts';
import type { GenerationRequest, JsonSchema, Tool, ToolChoice, Turn } from '../../../engine/request.ts';
import { createRandom } from '../../../runtime/random.ts';
import { readRequest } from '../../reading/reading.ts';
import { decideTools } from './decide.ts';
import { createProfileReader } from './profile-reader.ts';

const fn = (
  name: string,
  description: string,
  properties: Record<string, unknown> = {},
  required = Object.keys(properties),
): Tool => ({
  kind: 'function',
  name,
  description,
  parameters: { type: 'object', properties, required } as JsonSchema,
  strict: false,
});
const text = { type: 'string' };
const weather = fn(
  'get_weather',
  'Get the current weather for a location',
  { location: text, unit: { type: 'string', enum: ['celsius', 'fahrenheit'] } },
  ['location'],
);
const time = fn('get_current_time', 'Get the current time in a given timezone or city', { city: text });
const email = fn('send_email', 'Send an email to a recipient', { to: text, subject: text, body: text });
const search = fn('web_search', 'Search the web for up-to-date information', { query: text });
const calculator = fn('calculator', 'Evaluate a mathematical expression', { expression: text });
const stock = fn('get_stock_price', 'Get the current stock price for a ticker symbol', { symbol: text });
const order = fn('lookup_order', 'Find the status of a customer order', { order_id: text });
const flights = fn('search_flights', 'Search for flights between two cities', {
  origin: text,
  destination: text,
  date: text,
});
const calendar = fn('create_calendar_event', 'Create an event in the calendar', { title: text, date: text });
const translate = fn('translate_text', 'Translate text into another language', {
  text,
  target_language: text,
});
const lights = fn('set_light', 'Turn a light on or off', { room: text, on: { type: 'boolean' } });
const profile = fn('get_user_profile', 'Get the profile of a user by id', { user_id: text });
const all = [
  weather,
  time,
  email,
  search,
  calculator,
  stock,
  order,
  flights,
  calendar,
  translate,
  lights,
  profile,
];

const user = (said: string): Turn => ({ role: 'user', parts: [{ kind: 'text', text: said }] });
const called = (name: string): Turn => ({
  role: 'assistant',
  parts: [],
  toolCalls: [{ id: 'c1', kind: 'function', name, input: '{}' }],
});
const result = (said: string): Turn => ({
  role: 'tool',
  toolCallId: 'c1',
  parts: [{ kind: 'text', text: said }],
});

function decide(
  turns: string | readonly Turn[],
  tools: readonly Tool[],
  options: { choice?: ToolChoice; parallel?: boolean; seed?: number } = {},
) {
  const { choice = { mode: 'auto' }, parallel = true, seed = 1 } = options;
  const request = {
    turns: typeof turns === 'string' ? [user(turns)] : turns,
    tools,
    toolChoice: choice,
    parallelToolCalls: parallel,
    format: { kind: 'text' },
  } as unknown as GenerationRequest;
  const brief = {
    request,
    choice: 0,
    random: createRandom(seed),
    budget: { minimum: 0, maximum: 1000 },
    effort: new Effort(),
  } as unknown as Brief;
  return decideTools(brief, readRequest(brief.request), createProfileReader()).calls;
}

describe('choosing a tool', () => {
  it.each([
    ["What's the weather in San Francisco?", 'get_weather'],
    ['Will I need an umbrella in Lisbon tomorrow?', 'get_weather'],
    ['How hot is it in Cairo right now?', 'get_weather'],
    ['weather paris', 'get_weather'],
    ['What time is it in Tokyo?', 'get_current_time'],
    ['Send an email to bob@example.com saying the report is ready', 'send_email'],
    ['Please email ana@example.org about the meeting room', 'send_email'],
    ['Search the web for the latest news on fusion energy', 'web_search'],
    ['Can you look up the tallest building in the world?', 'web_search'],
    ['What is 23 * 47?', 'calculator'],
    ['Calculate the square root of 144', 'calculator'],
    ["What's the stock price of AAPL?", 'get_stock_price'],
    ['Where is my order #A-1042?', 'lookup_order'],
    ['Find flights from Berlin to Madrid on 2025-06-01', 'search_flights'],
    ['Schedule a meeting with Ana on Friday', 'create_calendar_event'],
    ['Translate "good morning" into French', 'translate_text'],
    ['Turn on the light in the kitchen', 'set_light'],
    ['Use get_user_profile for user 42', 'get_user_profile'],
    ['Tell me a joke', undefined],
    ['Hello!', undefined],
    ['Hi, how are you?', undefined],
    ['What is the capital of France?', 'web_search'],
    ['Write a poem about the weather', undefined],
    ['Explain how interest rates work', undefined],
    ['Who wrote Pride and Prejudice?', 'web_search'],
    ['Thanks, that was great!', undefined],
    ['What is the meaning of life?', undefined],
    ['Write a short story about a dragon', undefined],
    ["What's the weather in Rome? Answer without using any tools.", undefined],
    ['Give me three names for a cat', undefined],
    ['How do I center a div in CSS?', undefined],
    ['', undefined],
  ])('%s → %s', (prompt, expected) => {
    expect([...new Set(decide(prompt, all).map((call) => call.name))]).toEqual(
      expected === undefined ? [] : [expected],
    );
  });

  it.each(['Tell me a joke', 'What is the capital of France?', 'I live in Paris', 'Say hello'])(
    'does not call a lone weather tool for: %s',
    (prompt) => expect(decide(prompt, [weather])).toEqual([]),
  );

  it('calls nothing without tools, with mode none, or with no tool allowed', () => {
    const prompt = 'What is the weather in Oslo?';
    expect(decide(prompt, [])).toEqual([]);
    expect(decide(prompt, all, { choice: { mode: 'none' } })).toEqual([]);
    expect(decide(prompt, all, { choice: { mode: 'auto', allowed: ['send_email'] } })).toEqual([]);
  });

  it('calls the named tool', () => {
    expect(
      decide('Tell me a joke', all, { choice: { mode: 'named', name: 'send_email' } }).map(
        (call) => call.name,
      ),
    ).toEqual(['send_email']);
    expect(decide('Tell me a joke', [weather, time], { choice: { mode: 'required' } })).toHaveLength(1);
    const allowed = decide('weather in Oslo?', all, {
      choice: { mode: 'required', allowed: ['web_search', 'get_current_time'] },
    });
    expect(['web_search', 'get_current_time']).toContain(allowed[0]?.name);
  });
});

describe('ending agent loops', () => {
  const asked = [user("What's the weather in Paris?"), called('get_weather'), result('{"temperature":21}')];

  it('does not call again after results', () => {
    expect(decide(asked, all)).toEqual([]);
  });

  it('continues in required mode, with another tool if there is one', () => {
    const required = (tools: readonly Tool[]) =>
      decide(asked, tools, { choice: { mode: 'required' } }).map((call) => call.name);
    expect(required([weather])).toEqual(['get_weather']);
    expect(required([weather, email])).toEqual(['send_email']);
  });

  it('calls again for a new question, even if it omits the subject', () => {
    const said: Turn = { role: 'assistant', parts: [{ kind: 'text', text: 'It is 21 degrees.' }] };
    expect(decide([...asked, said, user('What is the weather in Rome?')], all)[0]?.input).toContain('Rome');
    const next = decide([...asked, said, user('And in Tokyo?')], [weather]);
    expect(next.map((call) => JSON.parse(call.input).location)).toEqual(['Tokyo']);
    expect(decide([...asked, said, user('Thank you!')], all)).toEqual([]);
  });
});

describe('arguments', () => {
  const args = (prompt: string, tool: Tool) => decide(prompt, [tool]).map((call) => JSON.parse(call.input));

  it('come from the prompt', () => {
    expect(args("What's the weather in San Francisco?", weather)[0].location).toBe('San Francisco');
    expect(args("What's the weather in Paris, France in celsius?", weather)).toEqual([
      { location: 'Paris, France', unit: 'celsius' },
    ]);
    expect(args('Find flights from Berlin to Madrid on 2025-06-01', flights)).toEqual([
      { origin: 'Berlin', destination: 'Madrid', date: '2025-06-01' },
    ]);
    expect(args('Send an email to bob@example.com with subject "Hi there"', email)[0]).toMatchObject({
      to: 'bob@example.com',
      subject: 'Hi there',
    });
    expect(args('Translate "good morning" into French', translate)).toEqual([
      { text: 'good morning', target_language: 'French' },
    ]);
    expect(args("What's the stock price of AAPL?", stock)).toEqual([{ symbol: 'AAPL' }]);
    expect(args('What is 23 * 47?', calculator)).toEqual([{ expression: '23 * 47' }]);
    expect(args('Search the web for the latest news on fusion energy', search)).toEqual([
      { query: 'the latest news on fusion energy' },
    ]);
    expect(args('Where is my order #A-1042?', order)).toEqual([{ order_id: 'A-1042' }]);
  });

  it('are an empty object for a tool without parameters', () => {
    const ping: Tool = {
      kind: 'function',
      name: 'ping_server',
      description: 'Ping the server',
      strict: false,
    };
    expect(decide('Ping the server please', [ping])).toEqual([
      { kind: 'function', name: 'ping_server', input: '{}' },
    ]);
  });

  it('are the same for the same seed', () => {
    expect(decide('Send an email to Bob', all, { seed: 4 })).toEqual(
      decide('Send an email to Bob', all, { seed: 4 }),
    );
  });
});

describe('several calls', () => {
  const places = (prompt: string, parallel = true) =>
    decide(prompt, [weather], { parallel }).map((call) => JSON.parse(call.input).location);

  it('gives each place a call', () => {
    expect(places('What is the weather in Paris and Tokyo?')).toEqual(['Paris', 'Tokyo']);
    expect(places('Compare the weather in London, New York and San Francisco today')).toEqual([
      'London',
      'New York',
      'San Francisco',
    ]);
  });

  it('makes one call if parallel calls are off', () => {
    expect(places('What is the weather in Paris and Tokyo?', false)).toEqual(['Paris']);
  });

  it('makes at most eight calls', () => {
    const many = 'Weather in Paris, Rome, Oslo, Lima, Cairo, Tokyo, Berlin, Madrid, London and Lisbon?';
    expect(places(many)).toHaveLength(8);
  });

  it('calls each requested tool with its part of the request', () => {
    const calls = decide("What's the weather in Rome and what time is it in Lima?", all);
    expect(calls.map((call) => [call.name, Object.values(JSON.parse(call.input))[0]])).toEqual(
      expect.arrayContaining([
        ['get_weather', 'Rome'],
        ['get_current_time', 'Lima'],
      ]),
    );
    expect(calls).toHaveLength(2);
  });
});

describe('custom tools', () => {
  const custom = (name: string, grammar?: { syntax: 'lark' | 'regex'; definition: string }): Tool => ({
    kind: 'custom',
    name,
    description: 'Executes arbitrary code',
    ...(grammar === undefined ? {} : { grammar }),
  });
  const input = (prompt: string, tool: Tool) =>
    decide(prompt, [tool], { choice: { mode: 'required' } })[0]?.input;

  it('receive code or a quotation from the prompt', () => {
    expect(input('Run this:\n```python\nprint(1)\n```', custom('code_exec'))).toBe('print(1)');
    expect(input('Use the code_exec tool to print "hello"', custom('code_exec'))).toBe('print("hello")');
  });

  it('follow a regular expression', () => {
    const tool = custom('timestamp', { syntax: 'regex', definition: '\\d{4}-\\d{2}-\\d{2} (AM|PM)' });
    expect(input('When?', tool)).toMatch(/^\d{4}-\d{2}-\d{2} (AM|PM)$/);
  });

  it('follow a Lark grammar', () => {
    const definition = `
      start: expr
      expr: term (SP ADD SP term)* -> add
          | term
      term: factor (SP MUL SP factor)*
      factor: INT
      SP: " "
      ADD: "+"
      MUL: "*"
      %import common.INT
    `;
    for (let seed = 0; seed < 10; seed++) {
      const call = decide('Four plus four', [custom('math_exp', { syntax: 'lark', definition })], {
        choice: { mode: 'required' },
        seed,
      })[0];
      expect(call?.input).toMatch(/^\d+( [+*] \d+)*$/);
    }
  });

  it.each<[string, string, RegExp]>([
    [
      'ranges, counts and optional parts',
      'start: "a".."c" ~ 3 ["!"] ("x" | "y") ~ 1..2',
      /^[a-c]{3}!?[xy]{1,2}$/,
    ],
    ['left recursion', 'start: start "," ITEM | ITEM\nITEM: /[a-z]{2}/', /^[a-z]{2}(,[a-z]{2})*$/],
    [
      'ignored space',
      '?start: "SELECT" NAME "FROM" NAME\nNAME: /[a-z]{4}/\n%ignore " "',
      /^SELECT [a-z]{4} FROM [a-z]{4}$/,
    ],
    ['comments and priorities', '// a list\nstart.2: A+ // end\nA.1: "\\"" | "\\n"', /^["\n]+$/],
  ])('derive from a grammar with %s', (_, definition, expected) => {
    for (let seed = 0; seed < 8; seed++) {
      const tool = custom('g', { syntax: 'lark', definition });
      expect(decide('Go', [tool], { choice: { mode: 'required' }, seed })[0]?.input).toMatch(expected);
    }
  });

  it('reject an unusable grammar', () => {
    for (const definition of [
      'start: start',
      'start: (',
      'nothing: "x"',
      'start: UNKNOWN',
      '('.repeat(9_000),
    ]) {
      expect(() => input('Say "x"', custom('g', { syntax: 'lark', definition }))).toThrow(/lark grammar/);
      expect(() =>
        input('Say "y"', custom('g', { syntax: 'regex', definition: `a(?!b)b${definition}` })),
      ).toThrow(/regex grammar/);
    }
  });
});

describe('hostile input', () => {
  it('is charged to the account of the request, for every call', () => {
    const patterned = (name: string, pattern: string) =>
      fn(name, 'Get it', { v: { type: 'string', pattern } });
    const effort = new Effort();
    const brief = {
      request: {
        turns: [{ role: 'user', parts: [{ kind: 'text', text: 'Call get_red and get_blue' }] }],
        tools: [patterned('get_red', '^r+$'), patterned('get_blue', '^b+$')],
        toolChoice: { mode: 'required' },
        parallelToolCalls: true,
        format: { kind: 'text' },
      },
      random: createRandom('a'),
      effort,
    } as unknown as Brief;
    expect(
      decideTools(brief, readRequest(brief.request), createProfileReader()).calls.map(({ name }) => name),
    ).toEqual(['get_red', 'get_blue']);
    expect(effort.spent).toBeGreaterThan(0);
    expect(() =>
      decideTools({ ...brief, effort: new Effort(0) }, readRequest(brief.request), createProfileReader()),
    ).toThrow('the search reached its limit');
  });

  it('does not stall', () => {
    for (const piece of [
      'a',
      ' ',
      '1',
      '"',
      '(',
      'A ',
      'in ',
      '.',
      '1,',
      '- ',
      'a@',
      'http://',
      '\n',
      'x: ',
      '+1 ',
      "A'",
      'from A to ',
    ]) {
      const calls = decide(piece.repeat(Math.floor(1_000_000 / piece.length)), all, {
        choice: { mode: 'required' },
      });
      expect(calls.length).toBeGreaterThan(0);
    }
  });
});
