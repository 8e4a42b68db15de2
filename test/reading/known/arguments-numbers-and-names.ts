import assert from 'node:assert/strict';
import {
  asList,
  asRecord,
  asString,
  assertDate,
  assertItems,
  assertMentions,
  assertMentionsAny,
  assertSame,
  chooseOne,
  dateForms,
} from '../assertions.ts';
import { defineCase, type ReadingCase } from '../case.ts';
import {
  callsOf,
  given,
  number,
  oneOf,
  only,
  onlyCallOf,
  system,
  text,
  tool,
  user,
  uses,
  whole,
} from '../conversation.ts';

const operands = { a: number('First operand'), b: number('Second operand') };
const arithmetic = [
  tool('add', 'a + b', operands),
  tool('subtract', 'a - b', operands),
  tool('multiply', 'a * b', operands),
  tool('divide', 'a / b', operands),
];

export const argumentsNumbersAndNames: readonly ReadingCase[] = [
  defineCase('arguments', 'operands-in-the-order-the-operation-needs', {
    draw: (facts) => {
      const [small, large] = [facts.integer(3, 40), facts.integer(100, 900)];
      return facts.pick([
        { question: `Take ${small} away from ${large}.`, name: 'subtract', a: large, b: small },
        { question: `Subtract ${small} from ${large}, please.`, name: 'subtract', a: large, b: small },
        { question: `How often does ${small} go into ${large}?`, name: 'divide', a: large, b: small },
        { question: `What is ${large} less ${small}?`, name: 'subtract', a: large, b: small },
        {
          question: `What do you get when you multiply ${large} by ${small}?`,
          name: 'multiply',
          a: large,
          b: small,
        },
        { question: `Share ${large} equally among ${small}.`, name: 'divide', a: large, b: small },
      ]);
    },
    play: async (s, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [system('You are a calculator. Always use the tools.'), user(s.question)],
          tools: arithmetic,
        }),
      );
      assert.equal(call.name, s.name);
      assert.deepEqual(call.args, { a: s.a, b: s.b });
    },
    ideal: (s) => [uses([s.name, { a: s.a, b: s.b }])],
  }),

  defineCase('arguments', 'calculator-takes-the-whole-expression', {
    draw: (facts) => ({
      values: facts.distinct(3, () => facts.integer(3, 95)),
      decimal: facts.decimal(2, 9, 2),
    }),
    play: async (s, chat) => {
      const [a, b, c] = s.values;
      const call = onlyCallOf(
        await chat({
          messages: [user(`What is ${a} * (${b} + ${c}) - ${s.decimal}? Use the calculator.`)],
          tools: [
            tool('calculator', 'Evaluates an arithmetic expression', {
              expression: text('The expression to evaluate, such as "(2 + 3) * 4"'),
            }),
          ],
        }),
      );
      assert.equal(asString(call.args.expression).replace(/[\s=]/g, ''), `${a}*(${b}+${c})-${s.decimal}`);
    },
    ideal: (s) => [
      uses([
        'calculator',
        { expression: `${s.values[0]} * (${s.values[1]} + ${s.values[2]}) - ${s.decimal}` },
      ]),
    ],
  }),

  defineCase('arguments', 'flight-between-abbreviated-cities', {
    draw: (facts) => ({
      from: facts.place(),
      to: facts.place(),
      date: facts.date(2027, 2029),
      adults: facts.integer(2, 6),
    }),
    play: async (s, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            system('You are a travel agent.'),
            user(
              `Find us flights to ${s.to.abbreviation} from ${s.from.abbreviation} on ${s.date.american}. There are ${s.adults} of us, all adults.`,
            ),
          ],
          tools: [
            tool('search_hotels', 'Finds hotels in a city', {
              city: text(),
              check_in: text(),
              check_out: text(),
            }),
            tool('search_flights', 'Finds flights', {
              origin: text('Full name of the city of departure, not an abbreviation'),
              destination: text('Full name of the city of arrival, not an abbreviation'),
              date: text('YYYY-MM-DD'),
              adults: whole('Number of adult passengers'),
            }),
          ],
        }),
      );
      assert.equal(call.name, 'search_flights');
      assertMentions(asString(call.args.origin), s.from.city);
      assertMentions(asString(call.args.destination), s.to.city);
      assertDate(call.args.date, s.date);
      assert.equal(call.args.adults, s.adults);
    },
    ideal: (s) => [
      uses([
        'search_flights',
        { origin: s.from.city, destination: s.to.city, date: s.date.iso, adults: s.adults },
      ]),
    ],
  }),

  defineCase('arguments', 'time-zones-by-city-of-the-mcp-time-server', {
    draw: (facts) => ({ here: facts.zone(), there: facts.zone(), time: facts.time() }),
    play: async (s, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            user(
              `I am in ${s.here.city} and have a call with ${s.there.city} at ${s.time.twelveHour} my time. What time is that over there?`,
            ),
          ],
          tools: [
            tool('get_current_time', 'Get current time in a specific timezone', {
              timezone: text("IANA timezone name (e.g., 'America/New_York', 'Europe/London')"),
            }),
            tool('convert_time', 'Convert time between timezones', {
              source_timezone: text("Source IANA timezone name (e.g., 'America/New_York', 'Europe/London')"),
              time: text('Time to convert in 24-hour format (HH:MM)'),
              target_timezone: text(
                "Target IANA timezone name (e.g., 'Asia/Tokyo', 'America/San_Francisco')",
              ),
            }),
          ],
        }),
      );
      assert.equal(call.name, 'convert_time');
      assert.deepEqual(call.args, {
        source_timezone: s.here.zone,
        time: s.time.clock,
        target_timezone: s.there.zone,
      });
    },
    ideal: (s) => [
      uses([
        'convert_time',
        { source_timezone: s.here.zone, time: s.time.clock, target_timezone: s.there.zone },
      ]),
    ],
  }),

  defineCase('arguments', 'several-people-from-one-sentence', {
    draw: (facts) => ({
      people: facts.distinct(3, () => ({
        name: facts.givenName(),
        age: facts.integer(19, 88),
        city: facts.city(),
      })),
    }),
    play: async (s, chat) => {
      const [first, second, third] = s.people;
      const call = onlyCallOf(
        await chat({
          messages: [
            user(
              `${first.name} is ${first.age} and lives in ${first.city}, ${second.name} from ${second.city} is ${second.age}, and at ${third.age} ${third.name} has just moved to ${third.city}.`,
            ),
          ],
          tools: [
            tool(
              'UserList',
              'Correctly extracted `UserList` with all the required parameters with correct types',
              {
                users: {
                  type: 'array',
                  items: {
                    type: 'object',
                    properties: { name: text(), age: whole(), city: text() },
                    required: ['name', 'age', 'city'],
                  },
                },
              },
            ),
          ],
          tool_choice: { type: 'function', function: { name: 'UserList' } },
        }),
      );
      const users = asList(call.args.users).map(asRecord);
      assert.equal(users.length, 3);
      for (const person of s.people) {
        const found = only(users.filter((entry) => entry.name === person.name));
        assert.equal(found.age, person.age);
        assertSame(found.city, person.city);
      }
    },
    ideal: (s) => [uses(['UserList', { users: s.people }])],
  }),

  defineCase('arguments', 'enum-value-by-synonym', {
    draw: (facts) => {
      const room = facts.pick(['bedroom', 'kitchen', 'study', 'nursery']);
      const wish = facts.pick([
        { words: 'We are freezing', mode: 'heat' },
        { words: 'It is boiling hot in here', mode: 'cool' },
        { words: 'The air is so damp', mode: 'dry' },
      ]);
      return { room, wish, degrees: facts.integer(17, 25), unit: facts.integer(100, 900) };
    },
    play: async (s, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            system(`You control the air conditioning of unit ${s.unit}.`),
            user(
              `${s.wish.words} in the ${s.room}. Please do something about it; ${s.degrees} degrees would be nice.`,
            ),
          ],
          tools: [
            tool('set_climate', 'Sets the mode and the target temperature of one room', {
              room: oneOf(['study', 'bedroom', 'nursery', 'kitchen']),
              mode: oneOf(
                ['cool', 'heat', 'dry', 'fan_only'],
                'heat warms, cool chills, dry removes moisture',
              ),
              temperature: number('Degrees Celsius'),
            }),
          ],
        }),
      );
      assert.deepEqual(call.args, { room: s.room, mode: s.wish.mode, temperature: s.degrees });
    },
    ideal: (s) => [uses(['set_climate', { room: s.room, mode: s.wish.mode, temperature: s.degrees }])],
  }),

  defineCase('arguments', 'identifier-by-its-role-among-others', {
    draw: (facts) => {
      const [order, invoice, customer] = facts.distinct(3, () => facts.code());
      return { order, invoice, customer, city: facts.city() };
    },
    play: async (s, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            system('You are the assistant of a web shop.'),
            user(
              `My customer number is ${s.customer}. I got invoice ${s.invoice} for order ${s.order}, but nothing has come to ${s.city} yet. Where is it?`,
            ),
          ],
          tools: [
            tool('get_order_status', 'Says where an order is', { order_id: text('Identifier of the order') }),
            tool('cancel_order', 'Cancels an order for good', { order_id: text('Identifier of the order') }),
            tool('get_invoice', 'Downloads an invoice', { invoice_id: text('Identifier of the invoice') }),
          ],
        }),
      );
      assert.equal(call.name, 'get_order_status');
      assert.deepEqual(call.args, { order_id: s.order });
    },
    ideal: (s) => [uses(['get_order_status', { order_id: s.order }])],
  }),

  defineCase('arguments', 'optional-filters-left-out', {
    draw: (facts) => {
      const filters = [
        { words: (amount: number) => `for at most ${amount} euros`, name: 'max_price' },
        {
          words: (amount: number) => `with a warranty of at least ${amount} months`,
          name: 'min_warranty_months',
        },
        { words: (amount: number) => `that weighs no more than ${amount} kilos`, name: 'max_weight_kg' },
      ];
      const { target } = chooseOne(facts, filters);
      const amount = facts.integer(24, 60);
      const [, item = ''] = facts.product().split(' ');
      return { phrase: target.words(amount), name: target.name, amount, item };
    },
    play: async (s, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [user(`I am looking for a ${s.item} ${s.phrase}. What do you have?`)],
          tools: [
            tool(
              'search_products',
              'Searches the catalogue. Leave out every filter the customer did not ask for.',
              {
                query: text('What the customer looks for'),
                max_price: number('Highest price in euros'),
                max_weight_kg: number('Highest weight in kilograms'),
                min_warranty_months: whole('Shortest warranty in months'),
                brand: text('Brand'),
                in_stock_only: { type: 'boolean' },
              },
              ['query'],
            ),
          ],
        }),
      );
      const { query, in_stock_only: _, ...filters } = given(call.args);
      assertMentions(asString(query), s.item);
      assert.deepEqual(filters, { [s.name]: s.amount });
    },
    ideal: (s) => [uses(['search_products', { query: s.item, [s.name]: s.amount }])],
  }),

  defineCase('arguments', 'mail-with-copy-and-subject', {
    draw: (facts) => ({
      to: facts.email(),
      copies: facts.distinct(2, () => facts.email()),
      own: facts.email(),
      project: facts.inventedWord(),
      day: facts.date(2027, 2029),
    }),
    play: async (s, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            system(`You write mail for ${s.own}.`),
            user(
              `Send ${s.to} an email with the subject "Launch of ${s.project}", copy ${s.copies[0]} and ${s.copies[1]}, and say that we go live on ${s.day.british}.`,
            ),
          ],
          tools: [
            tool(
              'send_email',
              'Sends an e-mail',
              {
                to: { type: 'array', items: text() },
                cc: { type: 'array', items: text() },
                bcc: { type: 'array', items: text() },
                subject: text(),
                body: text(),
              },
              ['to', 'subject', 'body'],
            ),
          ],
        }),
      );
      const args = given(call.args);
      assertItems(args.to, [s.to]);
      assertItems(args.cc, s.copies);
      assert.equal(args.bcc, undefined);
      assertSame(args.subject, `Launch of ${s.project}`);
      assertMentionsAny(asString(args.body), dateForms(s.day));
    },
    ideal: (s) => [
      uses([
        'send_email',
        {
          to: [s.to],
          cc: s.copies,
          subject: `Launch of ${s.project}`,
          body: `Hello,\n\nwe go live on ${s.day.british}.`,
        },
      ]),
    ],
  }),

  defineCase('arguments', 'weather-in-parallel-with-one-unit', {
    draw: (facts) => ({
      cities: facts.distinct(3, () => facts.zone().city),
      unit: facts.pick(['celsius', 'fahrenheit']),
    }),
    play: async (s, chat) => {
      const [first, second, third] = s.cities;
      const calls = callsOf(
        await chat({
          messages: [
            user(
              `How warm is it now in ${first}, ${second} and ${third}? I only understand ${s.unit === 'celsius' ? 'Celsius' : 'Fahrenheit'}.`,
            ),
          ],
          tools: [
            tool('get_current_weather', 'Get the current weather in a given location', {
              location: text('The city'),
              unit: oneOf(['celsius', 'fahrenheit']),
            }),
          ],
        }),
      );
      assert.equal(calls.length, 3);
      for (const city of s.cities) {
        const call = only(calls.filter((entry) => asString(entry.args.location).startsWith(city)));
        assert.equal(call.args.unit, s.unit);
      }
    },
    ideal: (s) => [
      uses(...s.cities.map((city) => ['get_current_weather', { location: city, unit: s.unit }] as const)),
    ],
  }),
];
