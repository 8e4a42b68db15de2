import assert from 'node:assert/strict';
import { assertMentions, assertOmits, assertSame, assertShort, chooseOne, mentions } from '../assertions.ts';
import { defineCase, type ReadingCase } from '../case.ts';
import {
  type Arguments,
  assistant,
  given,
  namesOf,
  number,
  onlyCallOf,
  pastCall,
  runLoop,
  says,
  system,
  text,
  textOf,
  tool,
  user,
  uses,
  whole,
} from '../conversation.ts';

/** A clinic's front desk: three tools on the same noun, told apart by what the patient wants done. */
const cancelsRatherThanLists = defineCase('tools', 'choice-cancel-among-appointment-tools', {
  draw: (f) => ({ id: f.code(), patient: f.name(), doctor: f.surname(), date: f.date(2026, 2029) }),
  play: async (s, chat) => {
    const call = onlyCallOf(
      await chat({
        messages: [
          system('You work at the front desk of a clinic. Use the tools to help patients.'),
          user(
            `Hi, this is ${s.patient}. I can't make it to Dr ${s.doctor} on ${s.date.british} after all, please call off appointment ${s.id}.`,
          ),
        ],
        tools: [
          tool('list_appointments', "Shows a patient's upcoming appointments.", { patient: text() }),
          tool('book_appointment', 'Reserves a new slot with a doctor.', {
            patient: text(),
            doctor: text(),
            date: text('YYYY-MM-DD'),
          }),
          tool('cancel_appointment', 'Cancels an existing appointment.', {
            appointment_id: text('The reference of the appointment'),
          }),
        ],
      }),
    );
    assert.equal(call.name, 'cancel_appointment');
    assert.equal(call.args.appointment_id, s.id);
  },
  ideal: (s) => [uses(['cancel_appointment', { appointment_id: s.id }])],
});

/** Generated function names say nothing, so only the descriptions can decide. */
const descriptionsDecide = defineCase('tools', 'choice-by-description-when-names-are-opaque', {
  draw: (f) => {
    const names = f.distinct(3, () => `op_${f.integer(100, 999)}`);
    const wanted = f.pick([0, 1, 2] as const);
    return { names, wanted, sku: f.code() };
  },
  play: async (s, chat) => {
    const questions = [
      `How many pieces of ${s.sku} do we still have on the shelves?`,
      `What do we charge customers for one ${s.sku} at the moment?`,
      `Who delivers ${s.sku} to us?`,
    ];
    const descriptions = [
      'Returns the quantity in stock of an article across all warehouses.',
      'Returns the current list price of an article.',
      'Returns the supplier of an article with its contact person.',
    ];
    const call = onlyCallOf(
      await chat({
        messages: [user(questions[s.wanted] as string)],
        tools: s.names.map((name, index) =>
          tool(name, descriptions[index] as string, { article: text('Article number') }),
        ),
      }),
    );
    assert.equal(call.name, s.names[s.wanted]);
    assert.equal(call.args.article, s.sku);
  },
  ideal: (s) => [uses([s.names[s.wanted] as string, { article: s.sku }])],
});

/** A greeting with a name in it is no request. */
const greetingCallsNothing = defineCase('tools', 'choice-no-tool-for-a-greeting', {
  draw: (f) => ({ company: f.company(), guest: f.givenName() }),
  play: async (s, chat) => {
    const reply = textOf(
      await chat({
        messages: [
          system(
            `You are the support assistant of ${s.company}. You can look up orders and open tickets for customers.`,
          ),
          user(`Good morning! I'm ${s.guest}, nice to meet you.`),
        ],
        tools: [
          tool('find_orders', 'Finds the orders of a customer.', { customer: text() }),
          tool('open_ticket', 'Opens a support ticket.', { subject: text(), description: text() }),
        ],
      }),
    );
    assertShort(reply, 400);
    assertOmits(reply, 'you can look up');
    assert.ok(
      /\b(?:hi|hello|hey|good (?:morning|day)|welcome|nice|pleas\w+|help|assist)\b/i.test(reply) ||
        mentions(reply, s.guest),
      `expected a friendly reply, got ${JSON.stringify(reply)}`,
    );
  },
  ideal: (s) => [says(`Good morning, ${s.guest}! Nice to meet you too. How can I help?`)],
});

/** A triage agent whose hand-offs are described by topic. */
const triageByTopic = defineCase('tools', 'choice-hand-off-by-topic', {
  draw: (f) => ({
    topic: f.pick(['billing', 'technical', 'returns'] as const),
    product: f.product(),
    invoice: f.code(),
    amount: f.decimal(20, 90, 2),
  }),
  play: async (s, chat) => {
    const complaints = {
      billing: `The amount on invoice ${s.invoice} was taken from my card twice, $${s.amount} each time.`,
      technical: `My ${s.product} shows a blinking red light and does not start any more since the last update.`,
      returns: `The ${s.product} is the wrong size for us. We would like to send it back and get another one.`,
    };
    const call = onlyCallOf(
      await chat({
        messages: [
          system(
            'You are a triage agent. Decide which agent is best suited for the request of the user and transfer the conversation to that agent.',
          ),
          user(complaints[s.topic]),
        ],
        tools: [
          tool(
            'transfer_to_sales_agent',
            'Handoff to the sales agent. Offers, quotes and volume prices.',
            {},
          ),
          tool(
            'transfer_to_technical_support_agent',
            'Handoff to the technical support agent. Solves problems with devices, firmware and connections.',
            {},
          ),
          tool(
            'transfer_to_billing_agent',
            'Handoff to the billing agent. Handles invoices, charges and payment methods.',
            {},
          ),
          tool(
            'transfer_to_returns_agent',
            'Handoff to the returns agent. Arranges returns and exchanges of goods.',
            {},
          ),
        ],
      }),
    );
    const expected = {
      billing: 'transfer_to_billing_agent',
      technical: 'transfer_to_technical_support_agent',
      returns: 'transfer_to_returns_agent',
    };
    assert.equal(call.name, expected[s.topic]);
  },
  ideal: (s) => [
    uses([
      s.topic === 'technical' ? 'transfer_to_technical_support_agent' : `transfer_to_${s.topic}_agent`,
      {},
    ]),
  ],
});

/** "And in …?" repeats the earlier call with the new value, and keeps the rest. */
const followUpRepeatsTheCall = defineCase('tools', 'choice-follow-up-repeats-call-with-new-value', {
  draw: (f) => ({ cities: f.distinct(2, () => f.city()), pollen: f.integer(11, 98) }),
  play: async (s, chat) => {
    const [first, second] = s.cities;
    const call = onlyCallOf(
      await chat({
        messages: [
          user(`What is the birch pollen level in ${first} today?`),
          ...pastCall('get_pollen_level', { city: first, plant: 'birch' }, { level: s.pollen }),
          assistant(`The birch pollen level in ${first} is ${s.pollen} today.`),
          user(`And in ${second}?`),
        ],
        tools: [
          tool('get_air_quality', 'Current air quality index of a city.', { city: text() }),
          tool('get_pollen_level', 'Pollen level of a plant in a city today.', {
            city: text(),
            plant: text('Name of the plant, such as "hazel"'),
          }),
        ],
      }),
    );
    assert.equal(call.name, 'get_pollen_level');
    assertSame(call.args.city, second);
    assertSame(call.args.plant, 'birch');
  },
  ideal: (s) => [uses(['get_pollen_level', { city: s.cities[1], plant: 'birch' }])],
});

/** The arithmetic agent of many tutorials: each step works on what came out of the last. */
const arithmeticChain = defineCase('tools', 'loop-arithmetic-on-the-previous-output', {
  draw: (f) => ({
    first: f.integer(11, 60),
    second: f.integer(11, 60),
    factor: f.integer(3, 9),
    less: f.integer(61, 99),
  }),
  play: async (s, chat) => {
    const pair = { a: number('first operand'), b: number('second operand') };
    const compute: Record<string, (a: number, b: number) => number> = {
      add: (a, b) => a + b,
      multiply: (a, b) => a * b,
      subtract: (a, b) => a - b,
    };
    const loop = await runLoop(chat, {
      messages: [
        system('You are a helpful assistant tasked with performing arithmetic on a set of inputs.'),
        user(
          `Add ${s.first} and ${s.second}. Multiply the output by ${s.factor}, then take ${s.less} away from it.`,
        ),
      ],
      tools: [
        tool('multiply', 'Multiply a and b.', pair),
        tool('add', 'Adds a and b.', pair),
        tool('subtract', 'Subtracts b from a.', pair),
      ],
      limit: 5,
      run: ({ name, args }) => compute[name]?.(Number(args.a), Number(args.b)),
    });
    assert.deepEqual(namesOf(loop.uses), ['add', 'multiply', 'subtract']);
    const sum = s.first + s.second;
    assert.deepEqual(
      loop.uses.map(({ args }) => [args.a, args.b].map(Number).sort((x, y) => x - y)),
      [
        [s.first, s.second],
        [sum, s.factor],
        [sum * s.factor, s.less],
      ].map((list) => list.sort((x, y) => x - y)),
    );
    assertMentions(loop.answer, sum * s.factor - s.less);
  },
  ideal: (s) => {
    const sum = s.first + s.second;
    return [
      uses(['add', { a: s.first, b: s.second }]),
      uses(['multiply', { a: sum, b: s.factor }]),
      uses(['subtract', { a: sum * s.factor, b: s.less }]),
      says(`The result is ${sum * s.factor - s.less}.`),
    ];
  },
});

/** The customer is known by e-mail only: two look-ups come before the order can be stopped. */
const idsFirst = defineCase('tools', 'loop-ids-are-looked-up-before-the-action', {
  draw: (f) => {
    const orders = f.distinct(3, () => ({ order_id: f.code(), item: f.product() }));
    return { email: f.email(), customer: f.integer(10_000, 99_999), orders, pick: chooseOne(f, orders) };
  },
  play: async (s, chat) => {
    const loop = await runLoop(chat, {
      messages: [
        system(
          'You help the staff of a web shop. Look up whatever you need with the tools before you act; never guess an identifier.',
        ),
        user(
          `The customer with the address ${s.email} no longer wants the ${s.pick.target.item}. Cancel that order.`,
        ),
      ],
      tools: [
        tool('cancel_order', 'Cancels an order which has not been shipped.', { order_id: text() }),
        tool('get_orders', 'Lists the open orders of a customer.', { customer_id: whole() }),
        tool('find_customer', 'Finds a customer by e-mail address and returns the id.', { email: text() }),
      ],
      limit: 4,
      run: ({ name, args }) => {
        if (name === 'find_customer') {
          assert.equal(args.email, s.email);
          return { customer_id: s.customer, email: s.email };
        }
        if (name === 'get_orders') {
          assert.equal(args.customer_id, s.customer);
          return s.orders;
        }
        assert.equal(args.order_id, s.pick.target.order_id);
        return { order_id: s.pick.target.order_id, status: 'cancelled' };
      },
    });
    assert.deepEqual(namesOf(loop.uses), ['find_customer', 'get_orders', 'cancel_order']);
    assert.match(loop.answer, /cancel/i);
    assertOmits(loop.answer, ...s.pick.others.map((order) => order.order_id));
  },
  ideal: (s) => [
    uses(['find_customer', { email: s.email }]),
    uses(['get_orders', { customer_id: s.customer }]),
    uses(['cancel_order', { order_id: s.pick.target.order_id }]),
    says(`Order ${s.pick.target.order_id} (${s.pick.target.item}) has been cancelled.`),
  ],
});

/** Independent look-ups: one call for each city, no city twice, and every result told. */
const severalCities = defineCase('tools', 'loop-one-call-for-each-city-then-all-results', {
  draw: (f) => ({
    readings: f.distinct(3, () => ({
      city: f.city(),
      temperature: f.integer(2, 38),
      wind: f.integer(41, 95),
    })),
  }),
  play: async (s, chat) => {
    const [first, second, third] = s.readings;
    const loop = await runLoop(chat, {
      messages: [user(`How warm is it right now in ${first.city}, ${second.city} and ${third.city}?`)],
      tools: [
        tool('weather', 'Get the weather in a location', {
          location: text('The location to get the weather for'),
        }),
      ],
      limit: 4,
      run: ({ args }) => {
        const reading = s.readings.find(({ city }) => mentions(String(args.location), city));
        assert.ok(reading, `asked for ${String(args.location)}`);
        return { location: reading.city, temperature: reading.temperature, wind: reading.wind };
      },
    });
    assert.equal(loop.uses.length, 3);
    assert.equal(new Set(loop.uses.map(({ args }) => args.location)).size, 3);
    assertMentions(loop.answer, ...s.readings.flatMap(({ city, temperature }) => [city, temperature]));
  },
  ideal: (s) => [
    uses(...s.readings.map(({ city }) => ['weather', { location: city }] as const)),
    says(s.readings.map(({ city, temperature }) => `${city}: ${temperature} °C`).join(', ')),
  ],
});

/** Whether the second tool is needed depends on what the first one reports. */
const reorderIfLow = defineCase('tools', 'loop-second-step-only-if-the-stock-is-low', {
  draw: (f) => ({
    sku: f.code(),
    low: f.pick([true, false]),
    limit: f.integer(40, 60),
    below: f.integer(5, 39),
    above: f.integer(61, 95),
    quantity: f.integer(120, 480),
  }),
  play: async (s, chat) => {
    const stock = s.low ? s.below : s.above;
    const loop = await runLoop(chat, {
      messages: [
        user(
          `Check the stock of ${s.sku}. If fewer than ${s.limit} are left, order ${s.quantity} more; otherwise leave it. Tell me how many there are.`,
        ),
      ],
      tools: [
        tool('check_stock', 'Returns how many pieces of an article are left.', { sku: text() }),
        tool('place_order', 'Orders more of an article from the supplier.', {
          sku: text(),
          quantity: whole(),
        }),
      ],
      limit: 3,
      run: ({ name }) => (name === 'check_stock' ? { sku: s.sku, available: stock } : { status: 'ordered' }),
    });
    assert.deepEqual(namesOf(loop.uses), s.low ? ['check_stock', 'place_order'] : ['check_stock']);
    for (const { args } of loop.uses) assert.equal(args.sku, s.sku);
    if (s.low) assert.equal(loop.uses[1]?.args.quantity, s.quantity);
    assertMentions(loop.answer, stock);
  },
  ideal: (s) => [
    uses(['check_stock', { sku: s.sku }]),
    ...(s.low ? [uses(['place_order', { sku: s.sku, quantity: s.quantity }])] : []),
    says(
      s.low
        ? `Only ${s.below} pieces of ${s.sku} are left, so I ordered ${s.quantity} more.`
        : `There are ${s.above} pieces of ${s.sku} left, so no order was needed.`,
    ),
  ],
});

/** An agent whose answer must go through a tool of its own, after a search. */
const finalAnswerTool = defineCase('tools', 'loop-search-then-final-answer-tool', {
  draw: (f) => ({
    bridge: f.inventedWord(),
    city: f.city(),
    height: f.integer(40, 190),
    span: f.integer(300, 900),
    year: f.integer(1880, 1990),
  }),
  play: async (s, chat) => {
    const loop = await runLoop(chat, {
      messages: [
        system(
          'You are an expert assistant who can solve any task using tool calls. To provide the final answer to the task, use a call to the "final_answer" tool. It is the only way to complete the task, else you will be stuck in a loop.',
        ),
        user(`New task:\nHow long is the main span of the ${s.bridge} Bridge in ${s.city}?`),
      ],
      tools: [
        tool('final_answer', 'Provides a final answer to the given problem.', {
          answer: text('The final answer to the problem'),
        }),
        tool('web_search', 'Performs a web search and returns the top results.', {
          query: text('The search query to perform.'),
        }),
      ],
      choice: 'required',
      terminal: 'final_answer',
      limit: 3,
      run: ({ args }) => {
        assertMentions(String(args.query), s.bridge);
        return `## Search Results\n\n[${s.bridge} Bridge](https://example.com/bridges)\nThe ${s.bridge} Bridge in ${s.city} was opened in ${s.year}. Its towers are ${s.height} metres high and its main span is ${s.span} metres long.`;
      },
    });
    assert.deepEqual(namesOf(loop.uses), ['web_search', 'final_answer']);
    const answer: Arguments = given(loop.uses[1]?.args ?? {});
    assertMentions(String(answer.answer), s.span);
    assertOmits(String(answer.answer), s.height, s.year);
  },
  ideal: (s) => [
    uses(['web_search', { query: `${s.bridge} Bridge ${s.city} main span length` }]),
    uses(['final_answer', { answer: `${s.span} metres` }]),
  ],
});

export const toolsDev1: readonly ReadingCase[] = [
  cancelsRatherThanLists,
  descriptionsDecide,
  greetingCallsNothing,
  triageByTopic,
  followUpRepeatsTheCall,
  arithmeticChain,
  idsFirst,
  severalCities,
  reorderIfLow,
  finalAnswerTool,
];
