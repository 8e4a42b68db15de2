import assert from 'node:assert/strict';
import {
  assertMentions,
  assertMentionsAny,
  assertOmits,
  assertSame,
  chooseOne,
  mentions,
  timeForms,
} from '../assertions.ts';
import { defineCase, type ReadingCase } from '../case.ts';
import {
  callsOf,
  given,
  namesOf,
  number,
  only,
  onlyCallOf,
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

/** Arithmetic in words, with a search engine and a clock lying beside the calculator. */
const calculator = defineCase('tools', 'choice-calculator-rather-than-search', {
  draw: (f) => ({ price: f.integer(12, 97), pieces: f.integer(101, 480), item: f.inventedWord() }),
  play: async (s, chat) => {
    const call = onlyCallOf(
      await chat({
        messages: [
          system('You are a careful assistant. Do not do arithmetic in your head.'),
          user(`One ${s.item} costs ${s.price} euros. What do ${s.pieces} of them cost?`),
        ],
        tools: [
          tool('get_current_time', 'Returns the current time.', {}),
          tool('search', 'Answers questions about current events from the web.', { query: text() }),
          tool('calculator', 'Evaluates an arithmetic expression.', {
            expression: text('For example "37593 * 67" or "37593 / 5"'),
          }),
        ],
      }),
    );
    assert.equal(call.name, 'calculator');
    const expression = String(call.args.expression).replaceAll(' ', '');
    assert.ok(
      [`${s.price}*${s.pieces}`, `${s.pieces}*${s.price}`].includes(expression.replace(/[×x]/, '*')),
      `expected a product of the two numbers, got ${expression}`,
    );
  },
  ideal: (s) => [uses(['calculator', { expression: `${s.pieces} * ${s.price}` }])],
});

/** A complaint about the cold is a request to the thermostat. */
const thermostat = defineCase('tools', 'choice-device-by-what-the-resident-complains-about', {
  draw: (f) => ({
    room: f.pick(['study', 'nursery', 'kitchen', 'hallway']),
    other: f.pick(['garage', 'attic', 'cellar']),
    degrees: f.decimal(18, 23, 1),
  }),
  play: async (s, chat) => {
    const call = onlyCallOf(
      await chat({
        messages: [
          system(`You control a house with the rooms study, nursery, kitchen, hallway and ${s.other}.`),
          user(`Brr, it's rather chilly in the ${s.room}. ${s.degrees} degrees would be nice.`),
        ],
        tools: [
          tool('set_brightness', 'Dims the lights of a room.', { room: text(), percent: whole() }),
          tool('play_music', 'Plays music in a room.', { room: text(), title: text() }),
          tool('set_heating', 'Sets the target temperature of a room.', { room: text(), celsius: number() }),
          tool('lock_doors', 'Locks all doors.', {}),
        ],
      }),
    );
    assert.equal(call.name, 'set_heating');
    assert.deepEqual(call.args, { room: s.room, celsius: s.degrees });
  },
  ideal: (s) => [uses(['set_heating', { room: s.room, celsius: s.degrees }])],
});

/** A piece of writing is to be reworded; that it speaks of orders and refunds is beside the point. */
const rewording = defineCase('tools', 'choice-no-tool-for-rewording-a-text', {
  draw: (f) => ({ order: f.code(), amount: f.integer(20, 300), name: f.surname() }),
  play: async (s, chat) => {
    const reply = textOf(
      await chat({
        messages: [
          system('You assist the staff of a service desk, also with their writing.'),
          user(
            `Rewrite the following sentence so that it sounds more polite. Keep the facts.\n\n"Mr ${s.name}, send us the receipt of order ${s.order} or we will not refund your ${s.amount} euros."`,
          ),
        ],
        tools: [
          tool('refund_order', 'Refunds an order to the customer.', { order_id: text(), amount: number() }),
          tool('get_order', 'Returns the details of an order.', { order_id: text() }),
        ],
      }),
    );
    assertMentions(reply, s.order, s.amount, s.name);
    assertOmits(reply, 'rewrite', 'or we will not');
  },
  ideal: (s) => [
    says(
      `Dear Mr ${s.name}, could you please send us the receipt of order ${s.order} so that we can refund your ${s.amount} euros?`,
    ),
  ],
});

/** Two memory tools: a statement is saved, a question is looked up. */
const memory = defineCase('tools', 'choice-save-or-recall-a-memory', {
  draw: (f) => ({ store: f.pick([true, false]), locker: f.integer(1000, 9999), gym: f.inventedWord() }),
  play: async (s, chat) => {
    const call = onlyCallOf(
      await chat({
        messages: [
          system(
            'You are a personal assistant with a long-term memory. Save what the user wants you to remember, and search the memory for anything personal you are asked about.',
          ),
          user(
            s.store
              ? `For later: the code of my locker at the ${s.gym} gym is ${s.locker}.`
              : `What was the code of my locker at the ${s.gym} gym?`,
          ),
        ],
        tools: [
          tool('delete_all_memories', 'Erases the memory.', {}),
          tool('search_memory', 'Searches the memory of the user.', { query: text() }),
          tool('add_memory', 'Adds a fact to the memory of the user.', {
            content: text('The fact to remember'),
          }),
        ],
      }),
    );
    assert.equal(call.name, s.store ? 'add_memory' : 'search_memory');
    if (s.store) assertMentions(String(call.args.content), s.locker, s.gym);
    else assertMentions(String(call.args.query), 'locker');
  },
  ideal: (s) => [
    s.store
      ? uses(['add_memory', { content: `The code of the user's locker at the ${s.gym} gym is ${s.locker}.` }])
      : uses(['search_memory', { query: `locker code ${s.gym} gym` }]),
  ],
});

/** Query engines wrapped as tools: one over a table, the others over guides of one city each. */
const queryEngines = defineCase('tools', 'choice-query-engine-by-its-description', {
  draw: (f) => {
    const cities = f.distinct(3, () => ({ city: f.city(), name: `vector_${f.integer(10, 99)}` }));
    return {
      cities,
      table: `sql_${f.integer(100, 999)}`,
      numbers: f.pick([true, false]),
      pick: chooseOne(f, cities),
    };
  },
  play: async (s, chat) => {
    const input = { input: text('The question in natural language') };
    const call = onlyCallOf(
      await chat({
        messages: [
          user(
            s.numbers
              ? `Which has more inhabitants, ${s.cities[0].city} or ${s.cities[1].city}?`
              : `Which museums are worth a visit in ${s.pick.target.city}?`,
          ),
        ],
        tools: [
          tool('list_sources', 'Lists the sources this assistant was built from.', {}),
          ...s.cities.map(({ name, city }) =>
            tool(
              name,
              `Useful for answering semantic questions about sights, food and culture of ${city}.`,
              input,
            ),
          ),
          tool(
            s.table,
            'Useful for translating a natural language query into a SQL query over a table containing: city_stats, with the population and the country of each city.',
            input,
          ),
        ],
      }),
    );
    assert.equal(call.name, s.numbers ? s.table : s.pick.target.name);
    assertMentions(String(call.args.input), s.numbers ? s.cities[0].city : 'museums');
  },
  ideal: (s) => [
    s.numbers
      ? uses([s.table, { input: `Which has more inhabitants, ${s.cities[0].city} or ${s.cities[1].city}?` }])
      : uses([s.pick.target.name, { input: `Which museums are worth a visit in ${s.pick.target.city}?` }]),
  ],
});

/** A price from one tool is converted by another. */
const convertedPrice = defineCase('tools', 'loop-price-then-conversion-of-that-price', {
  draw: (f) => ({
    product: f.product(),
    price: f.integer(110, 900),
    converted: f.decimal(1000, 9000, 2),
    stock: f.integer(10, 99),
  }),
  play: async (s, chat) => {
    const loop = await runLoop(chat, {
      messages: [user(`What does the ${s.product} cost in Japanese yen?`)],
      tools: [
        tool('convert_currency', 'Converts an amount from one currency to another.', {
          amount: number(),
          from_currency: text('ISO 4217 code'),
          to_currency: text('ISO 4217 code'),
        }),
        tool('get_product', 'Returns price and stock of a product.', { name: text() }),
      ],
      limit: 3,
      run: ({ name, args }) => {
        if (name === 'get_product') {
          assertMentions(String(args.name), s.product);
          return { name: s.product, price: s.price, currency: 'CHF', in_stock: s.stock };
        }
        assert.deepEqual(args, { amount: s.price, from_currency: 'CHF', to_currency: 'JPY' });
        return { amount: s.converted, currency: 'JPY' };
      },
    });
    assert.deepEqual(namesOf(loop.uses), ['get_product', 'convert_currency']);
    assertMentions(loop.answer, s.converted);
    assertOmits(loop.answer, s.stock);
  },
  ideal: (s) => [
    uses(['get_product', { name: s.product }]),
    uses(['convert_currency', { amount: s.price, from_currency: 'CHF', to_currency: 'JPY' }]),
    says(`The ${s.product} costs ${s.converted} yen.`),
  ],
});

/** Two requests in one message which need different tools; one answer tells both results. */
const twoTools = defineCase('tools', 'loop-two-different-tools-for-one-message', {
  draw: (f) => ({
    city: f.city(),
    date: f.date(2026, 2029),
    rain: f.integer(11, 95),
    meeting: f.inventedWord(),
    at: f.time(),
    wind: f.integer(100, 200),
  }),
  play: async (s, chat) => {
    const loop = await runLoop(chat, {
      messages: [
        system('You are a personal assistant.'),
        user(
          `I'm off to ${s.city} on ${s.date.american}. How likely is rain there, and what does my calendar have for that day?`,
        ),
      ],
      tools: [
        tool('send_mail', 'Sends an e-mail.', { to: text(), body: text() }),
        tool('get_forecast', 'Weather forecast of a city for a day.', {
          city: text(),
          date: text('YYYY-MM-DD'),
        }),
        tool('list_events', 'Events in the calendar of the user on a day.', { date: text('YYYY-MM-DD') }),
      ],
      limit: 3,
      run: ({ name, args }) => {
        assert.equal(args.date, s.date.iso);
        if (name === 'list_events') return { events: [{ title: `${s.meeting} review`, start: s.at.clock }] };
        assertSame(args.city, s.city);
        return { chance_of_rain_percent: s.rain, wind_kmh: s.wind };
      },
    });
    assert.deepEqual(namesOf(loop.uses).sort(), ['get_forecast', 'list_events']);
    assertMentions(loop.answer, s.rain, s.meeting);
    assertMentionsAny(loop.answer, timeForms(s.at));
  },
  ideal: (s) => [
    uses(['get_forecast', { city: s.city, date: s.date.iso }], ['list_events', { date: s.date.iso }]),
    says(
      `The chance of rain in ${s.city} is ${s.rain} %. You have the ${s.meeting} review at ${s.at.clock}.`,
    ),
  ],
});

/** A bank's agent with a structured result: the balance is looked up first, a lost card is blocked. */
const bankSupport = defineCase('tools', 'loop-structured-result-after-a-look-up', {
  draw: (f) => ({
    lost: f.pick([true, false]),
    bank: f.inventedWord(),
    name: f.givenName(),
    balance: f.decimal(100, 900, 2),
  }),
  play: async (s, chat) => {
    const loop = await runLoop(chat, {
      messages: [
        system(
          `You are a support agent in our bank, give the customer support and judge the risk level of their query.\n\nThe customer's name is '${s.name}'`,
        ),
        user(s.lost ? 'Help, somebody has stolen my card!' : 'What is my balance, pending amounts included?'),
      ],
      tools: [
        tool('customer_balance', "Returns the customer's current account balance.", {
          include_pending: { type: 'boolean' },
        }),
        tool('final_result', 'The final response which ends this conversation', {
          support_advice: text('Advice returned to the customer'),
          block_card: { type: 'boolean', description: "Whether to block the customer's card" },
          risk: { type: 'integer', minimum: 0, maximum: 10, description: 'Risk level of query' },
        }),
      ],
      choice: 'required',
      terminal: 'final_result',
      limit: 3,
      run: ({ args }) => {
        if (!s.lost) assert.equal(args.include_pending, true);
        return `$${s.balance}`;
      },
    });
    const result = loop.uses.at(-1)?.args ?? {};
    assert.equal(result.block_card, s.lost);
    assert.ok(Number.isInteger(result.risk), 'expected a whole risk level');
    if (!s.lost) {
      assert.deepEqual(namesOf(loop.uses), ['customer_balance', 'final_result']);
      assertMentions(String(result.support_advice), s.balance);
    }
  },
  ideal: (s) =>
    s.lost
      ? [
          uses([
            'final_result',
            { support_advice: `We have blocked your card, ${s.name}.`, block_card: true, risk: 8 },
          ]),
        ]
      : [
          uses(['customer_balance', { include_pending: true }]),
          uses([
            'final_result',
            { support_advice: `Your balance is $${s.balance}.`, block_card: false, risk: 1 },
          ]),
        ],
});

/** After the hand-off another agent, with its own prompt and tools, sees the same conversation. */
const afterHandOff = defineCase('tools', 'loop-hand-off-then-the-new-agent-does-the-work', {
  draw: (f) => ({ parcel: f.code(), depot: f.city(), day: f.date(2027, 2028), company: f.company() }),
  play: async (s, chat) => {
    const question = user(`Hello, where is my parcel ${s.parcel}, and when will it be here?`);
    const handOffs = [
      tool('transfer_to_claims', 'Transfer to the claims agent: damaged and lost parcels.', {}),
      tool('transfer_to_tracking', 'Transfer to the tracking agent: position and arrival of parcels.', {}),
    ];
    const completion = await chat({
      messages: [
        system(`You are the receptionist of ${s.company}. Transfer callers to the right agent.`),
        question,
      ],
      tools: handOffs,
    });
    const handOff = only(callsOf(completion));
    assert.equal(handOff.name, 'transfer_to_tracking');
    const [choice] = completion.choices;
    const call = only(choice?.message.tool_calls ?? []);
    const loop = await runLoop(chat, {
      messages: [
        system(`You are the tracking agent of ${s.company}. Use track_parcel to find parcels.`),
        question,
        { role: 'assistant', content: null, tool_calls: [call] },
        { role: 'tool', tool_call_id: call.id, content: 'Successfully transferred to the tracking agent' },
      ],
      tools: [
        tool('transfer_to_receptionist', 'Transfer back to the receptionist for all other topics.', {}),
        tool('track_parcel', 'Returns depot and expected day of delivery of a parcel.', {
          parcel_id: text(),
        }),
      ],
      limit: 2,
      run: ({ args }) => {
        assert.equal(args.parcel_id, s.parcel);
        return { depot: s.depot, expected: s.day.british };
      },
    });
    assert.deepEqual(namesOf(loop.uses), ['track_parcel']);
    assertMentions(loop.answer, s.depot, s.day.day);
  },
  ideal: (s) => [
    uses(['transfer_to_tracking', {}]),
    uses(['track_parcel', { parcel_id: s.parcel }]),
    says(`Your parcel is at our depot in ${s.depot} and should be with you on ${s.day.british}.`),
  ],
});

/** A list of steps in an order other than that of the tools. */
const numberedSteps = defineCase('tools', 'loop-numbered-steps-in-the-stated-order', {
  draw: (f) => ({
    contact: f.name(),
    id: f.integer(1000, 9999),
    topic: f.inventedWord(),
    due: f.date(2027, 2029),
    task: f.code(),
    phone: f.integer(100_000, 999_999),
  }),
  play: async (s, chat) => {
    const loop = await runLoop(chat, {
      messages: [
        system('You keep the CRM up to date. Work through the steps one after the other, then report.'),
        user(
          `1. Look up the contact ${s.contact}.\n2. Log a call with that contact; the subject is "${s.topic} renewal".\n3. Create a follow-up task for that contact, due on ${s.due.british}.\nThen give me the id of the task.`,
        ),
      ],
      tools: [
        tool('create_task', 'Creates a task for a contact.', {
          contact_id: whole(),
          due_date: text('YYYY-MM-DD'),
        }),
        tool('log_call', 'Logs a telephone call.', { contact_id: whole(), subject: text() }),
        tool('delete_contact', 'Deletes a contact.', { contact_id: whole() }),
        tool('find_contact', 'Finds a contact by name.', { name: text() }),
      ],
      limit: 4,
      run: ({ name, args }) => {
        if (name === 'find_contact') {
          assertSame(args.name, s.contact);
          return { contact_id: s.id, name: s.contact, phone: s.phone };
        }
        assert.equal(args.contact_id, s.id);
        return name === 'log_call' ? 'ok' : { task_id: s.task };
      },
    });
    assert.deepEqual(namesOf(loop.uses), ['find_contact', 'log_call', 'create_task']);
    assertSame(loop.uses[1]?.args.subject, `${s.topic} renewal`);
    assert.deepEqual(given(loop.uses[2]?.args ?? {}), { contact_id: s.id, due_date: s.due.iso });
    assertMentions(loop.answer, s.task);
    assert.ok(!mentions(loop.answer, s.phone), 'expected nothing about the telephone number');
  },
  ideal: (s) => [
    uses(['find_contact', { name: s.contact }]),
    uses(['log_call', { contact_id: s.id, subject: `${s.topic} renewal` }]),
    uses(['create_task', { contact_id: s.id, due_date: s.due.iso }]),
    says(`Done. The id of the task is ${s.task}.`),
  ],
});

export const toolsDev3: readonly ReadingCase[] = [
  calculator,
  thermostat,
  rewording,
  memory,
  queryEngines,
  convertedPrice,
  twoTools,
  bankSupport,
  afterHandOff,
  numberedSteps,
];
