import { describe, expect, it } from 'vitest';
import type { GenerationRequest, JsonSchema, Tool, Turn } from '../../../engine/request.ts';
import { callsSince } from '../../reading/calls.ts';
import { readRequest } from '../../reading/reading.ts';
import { focusesOf } from './focus.ts';
import { ordersIn } from './orders.ts';
import { planOf } from './plan.ts';
import { profilesOf } from './profile.ts';
import { Progress } from './progress.ts';
import { askedIn } from './relevance.ts';

const text = { type: 'string' };
const number = { type: 'number' };
const tool = (name: string, description: string, properties: Record<string, unknown> = {}): Tool => ({
  kind: 'function',
  name,
  description,
  parameters: { type: 'object', properties, required: Object.keys(properties) } as JsonSchema,
  strict: false,
});

const add = tool('add', 'Adds a and b.', { a: number, b: number });
const multiply = tool('multiply', 'Multiply a and b.', { a: number, b: number });
const customer = tool('find_customer', 'Finds a customer by name.', { name: text });
const orders = tool('list_orders', 'Lists the orders of a customer.', { customer_id: text });
const cancel = tool('cancel_order', 'Cancels an order.', { order_id: text });
const stock = tool('check_stock', 'Returns how many pieces of an article are left.', { sku: text });
const reorder = tool('place_order', 'Orders more of an article.', { sku: text, quantity: number });
const weather = tool('get_weather', 'Weather of a city.', { city: text });
const mail = tool('send_email', 'Sends an e-mail.', { to: text, body: text });
const list = tool('list_files', 'Lists the files of a directory.', { directory: text });
const read = tool('read_file', 'Reads a file.', { path: text });
const edit = tool('edit_file', 'Edits a file.', { path: text, content: text });
const tests = tool('run_tests', 'Runs the tests.');
const web = tool('search_web', 'Searches the web.', { query: text });
const archive = tool('search_archive', 'Searches the internal archive.', { query: text });
const clock = tool('get_time', 'The current time.');

const says = (role: 'user' | 'system', said: string): Turn => ({
  role,
  parts: [{ kind: 'text', text: said }],
});
const made = (name: string, input: object, result: unknown, id = name): Turn[] => [
  { role: 'assistant', parts: [], toolCalls: [{ id, kind: 'function', name, input: JSON.stringify(input) }] },
  { role: 'tool', toolCallId: id, parts: [{ kind: 'text', text: JSON.stringify(result) }] },
];

function read_(turns: readonly Turn[], tools: readonly Tool[]) {
  const request = { turns, tools, format: { kind: 'text' } } as unknown as GenerationRequest;
  const profiles = profilesOf(tools);
  const said = turns.findLast(({ role }) => role === 'user')!.parts[0] as { readonly text: string };
  const asked = askedIn(said.text);
  const plan = planOf(readRequest(request), profiles, ordersIn(turns, profiles), asked);
  const next = new Progress(plan, callsSince(turns)).next();
  return { plan, next, said: said.text };
}

const planned = (request: string, tools: readonly Tool[], system?: string) =>
  read_([...(system ? [says('system', system)] : []), says('user', request)], tools).plan.map((step) => [
    step.profile.tool.name,
    step.after,
  ]);

/** The next calls with what their arguments are taken from. */
const following = (turns: readonly Turn[], tools: readonly Tool[]) => {
  const { next, said } = read_(turns, tools);
  return next.flatMap(({ step, sources }) =>
    focusesOf(step, sources, said).map((focus) => [
      step.profile.tool.name,
      focus.text,
      Object.fromEntries(focus.given),
    ]),
  );
};

describe('a plan', () => {
  it.each<[string, readonly Tool[], readonly unknown[], string?]>([
    [
      'Add 3 and 4. Multiply the output by 2.',
      [multiply, add],
      [
        ['add', []],
        ['multiply', [0]],
      ],
    ],
    [
      'What is 3 + 12? And what is 5 * 7?',
      [multiply, add],
      [
        ['add', []],
        ['multiply', []],
      ],
    ],
    [
      'Cancel the latest order of Ann Lee',
      [cancel, orders, customer],
      [
        ['find_customer', []],
        ['list_orders', [0]],
        ['cancel_order', [1]],
      ],
    ],
    ['Cancel order KX-1234-B', [cancel, orders, customer], [['cancel_order', []]]],
    [
      'Check the stock of KX-12. If it is below 5, order 20 more.',
      [reorder, stock],
      [
        ['check_stock', []],
        ['place_order', [0]],
      ],
    ],
    [
      'If it is below 5 degrees in Oslo, email ann@example.org.',
      [mail, weather],
      [
        ['get_weather', []],
        ['send_email', [0]],
      ],
    ],
    [
      'Check the weather in Oslo and send it to ann@example.org',
      [mail, weather],
      [
        ['get_weather', []],
        ['send_email', [0]],
      ],
    ],
    [
      'What is the weather in Rome and Oslo?',
      [weather],
      [
        ['get_weather', []],
        ['get_weather', []],
      ],
    ],
    ["Don't email Ann, just check the weather in Oslo.", [mail, weather], [['get_weather', []]]],
    ['Who founded Zorlon Labs?', [weather, web], [['search_web', []]]],
    ['Rewrite this: "Check the weather in Oslo."', [weather, web], []],
    ['What do you think of the weather in Oslo?', [weather, web], []],
    [
      'Edit a.txt',
      [tests, edit, read],
      [
        ['read_file', []],
        ['edit_file', [0]],
        ['run_tests', [1]],
      ],
      'Read a file before you edit it, and run the tests after you have edited something.',
    ],
    [
      'Who founded Zorlon Labs?',
      [web, archive],
      [['search_archive', []]],
      'Look in the internal archive first.',
    ],
    [
      'What is the weather in Rome?',
      [weather, clock],
      [
        ['get_time', []],
        ['get_weather', [0]],
      ],
      'Always call get_time first.',
    ],
    ['Who founded Zorlon Labs?', [web, archive], [['search_archive', []]], 'Never use search_web.'],
  ])('of %s', (request, tools, steps, system) => {
    expect(planned(request, tools, system)).toEqual(steps);
  });

  it('says what is missing', () => {
    const [step] = read_([says('user', 'Cancel my order, please.')], [cancel, weather]).plan;
    expect(step?.missing.map(({ name }) => name)).toEqual(['order_id']);
  });
});

describe('the next calls', () => {
  it.each<[string, readonly Tool[], readonly Turn[], readonly unknown[]]>([
    [
      'Add 3 and 4. Multiply the output by 2.',
      [add, multiply],
      made('add', { a: 3, b: 4 }, 7),
      [['multiply', 'Multiply 7 by 2.', {}]],
    ],
    [
      'Cancel the order of the lamp of Ann Lee',
      [cancel, orders, customer],
      [
        ...made('find_customer', { name: 'Ann Lee' }, { id: 7 }),
        ...made('list_orders', { customer_id: 7 }, [
          { order_id: 'A-1', item: 'kettle' },
          { order_id: 'A-2', item: 'lamp' },
        ]),
      ],
      [['cancel_order', 'Cancel the order of the lamp of Ann Lee', { orderid: 'A-2' }]],
    ],
    [
      'Check the stock of KX-12. If fewer than 5 are left, order 20 more.',
      [reorder, stock],
      made('check_stock', { sku: 'KX-12' }, { available: 3 }),
      [['place_order', 'order 20 more.', {}]],
    ],
    [
      'Check the stock of KX-12. If fewer than 5 are left, order 20 more.',
      [reorder, stock],
      made('check_stock', { sku: 'KX-12' }, { available: 8 }),
      [],
    ],
    [
      'List the files of docs and read each of them.',
      [list, read],
      made('list_files', { directory: 'docs' }, ['a.md', 'b.md']),
      [
        ['read_file', 'read each of them.', { path: 'a.md' }],
        ['read_file', 'read each of them.', { path: 'b.md' }],
      ],
    ],
    [
      'What is the weather in Rome and Oslo?',
      [weather],
      made('get_weather', { city: 'Rome' }, { temperature: 20 }),
      [['get_weather', 'What is the weather in Oslo?', { city: 'Oslo' }]],
    ],
    [
      'Add 3 and 4. Multiply the output by 2.',
      [add, multiply],
      made('add', { a: 3, b: 4 }, { error: 'overflow' }),
      [],
    ],
  ])('of %s', (request, tools, calls, next) => {
    expect(following([says('user', request), ...calls], tools)).toEqual(next);
  });
});
