import assert from 'node:assert/strict';
import { asList, asRecord, asString, assertMentions, assertSame, bareJson } from '../assertions.ts';
import { defineCase, type ReadingCase, type Situation } from '../case.ts';
import {
  callsOf,
  given,
  number,
  oneOf,
  onlyCallOf,
  runLoop,
  says,
  saysJson,
  system,
  text,
  textOf,
  tool,
  user,
  uses,
  whole,
} from '../conversation.ts';

const extraction = <S>(name: string, situation: Situation<S>): ReadingCase =>
  defineCase('arguments', name, situation);

const stringList = { type: 'array', items: { type: 'string' } };

/** Values for tool arguments and structured fields, taken from the text. */
export const argumentCases: readonly ReadingCase[] = [
  extraction('transfer-with-the-receiver-named-first', {
    draw: (facts) => ({
      from: facts.code(),
      to: facts.code(),
      amount: facts.decimal(110, 890, 2),
      purpose: facts.inventedWord(),
    }),
    play: async ({ from, to, amount, purpose }, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            system('You make bank transfers. Act at once.'),
            user(
              `Into account ${to}, please pay ${amount} euros for ${purpose}; take it out of account ${from}.`,
            ),
          ],
          tools: [
            tool('transfer', 'Transfer money between accounts.', {
              from_account: text(),
              to_account: text(),
              amount: number('in euros'),
              purpose: text('What the money is for'),
            }),
          ],
        }),
      );
      assert.deepEqual(
        { ...call.args, purpose: '' },
        { from_account: from, to_account: to, amount, purpose: '' },
      );
      assertMentions(asString(call.args.purpose), purpose);
    },
    ideal: ({ from, to, amount, purpose }) => [
      uses(['transfer', { from_account: from, to_account: to, amount, purpose }]),
    ],
  }),

  extraction('operands-in-the-order-of-the-words', {
    draw: (facts) => ({
      divisor: facts.integer(3, 19),
      quotient: facts.integer(21, 69),
      less: facts.integer(110, 290),
      more: facts.integer(310, 890),
    }),
    play: async ({ divisor, quotient, less, more }, chat) => {
      const operands = { a: whole('first operand'), b: whole('second operand') };
      const tools = [
        tool('add', 'Returns a + b.', operands),
        tool('subtract', 'Returns a - b.', operands),
        tool('divide', 'Returns a / b.', operands),
      ];
      const prompt = system('Use the tools for every calculation.');
      const subtraction = onlyCallOf(
        await chat({ messages: [prompt, user(`Subtract ${less} from ${more}.`)], tools }),
      );
      assert.deepEqual([subtraction.name, subtraction.args], ['subtract', { a: more, b: less }]);
      const division = onlyCallOf(
        await chat({
          messages: [prompt, user(`What is ${divisor * quotient} divided by ${divisor}?`)],
          tools,
        }),
      );
      assert.deepEqual([division.name, division.args], ['divide', { a: divisor * quotient, b: divisor }]);
    },
    ideal: ({ divisor, quotient, less, more }) => [
      uses(['subtract', { a: more, b: less }]),
      uses(['divide', { a: divisor * quotient, b: divisor }]),
    ],
  }),

  extraction('operation-read-from-its-sign', {
    draw: (facts) => ({ left: facts.integer(210, 890), right: facts.integer(12, 98), ...facts.pick(signs) }),
    play: async ({ left, right, sign, operation }, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            system('Use the calculator for every calculation.'),
            user(`${left} ${sign} ${right} = ?`),
          ],
          tools: [
            tool('calculator', 'Applies an operation to two numbers.', {
              operation: oneOf(unique(signs.map((entry) => entry.operation))),
              x: number(),
              y: number(),
            }),
          ],
        }),
      );
      assert.deepEqual(call.args, { operation, x: left, y: right });
    },
    ideal: ({ left, right, operation }) => [uses(['calculator', { operation, x: left, y: right }])],
  }),

  extraction('whole-expression-for-a-calculator', {
    draw: (facts) => ({
      a: facts.integer(12, 99),
      b: facts.integer(12, 99),
      c: facts.integer(3, 9),
      d: facts.integer(110, 190),
    }),
    play: async ({ a, b, c, d }, chat) => {
      const result = (a + b) * c - d;
      const loop = await runLoop(chat, {
        messages: [
          system('Never calculate in your head: pass the expression to the calculator in one call.'),
          user(`How much is (${a} + ${b}) * ${c} - ${d}?`),
        ],
        tools: [
          tool('calculate', 'Evaluates an arithmetic expression.', {
            expression: text('For example "2 * (3 + 4)"'),
          }),
        ],
        limit: 2,
        run: ({ args }) => String(evaluate(asString(args.expression))),
      });
      assert.deepEqual(
        loop.uses.map(({ args }) => evaluate(asString(args.expression))),
        [result],
      );
      assertMentions(loop.answer.replaceAll('−', '-'), result);
    },
    ideal: ({ a, b, c, d }) => [
      uses(['calculate', { expression: `(${a} + ${b}) * ${c} - ${d}` }]),
      says(`The result is ${(a + b) * c - d}.`),
    ],
  }),

  extraction('identifiers-keep-their-letters', {
    draw: (facts) => ({
      ids: facts.distinct(3, () => facts.code()),
      depot: facts.city(),
      count: facts.integer(12, 48),
    }),
    play: async ({ ids, depot, count }, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            user(
              `The ${count} boxes came from ${depot}. Please mark shipments ${ids[0]}, ${ids[1]} and ${ids[2]} as received.`,
            ),
          ],
          tools: [
            tool('mark_received', 'Mark shipments as received.', {
              shipment_ids: { ...stringList, description: 'Ids of the shipments' },
            }),
          ],
        }),
      );
      assert.deepEqual(call.args, { shipment_ids: [...ids] });
    },
    ideal: ({ ids }) => [uses(['mark_received', { shipment_ids: ids }])],
  }),

  extraction('places-given-by-abbreviation', {
    draw: (facts) => ({ from: facts.place(), to: facts.place(), passengers: facts.integer(2, 6) }),
    play: async ({ from, to, passengers }, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            system('Search at once, do not ask back.'),
            user(`I need flights for ${passengers} people from ${from.abbreviation} to ${to.abbreviation}.`),
          ],
          tools: [
            tool('search_flights', 'Search flights.', {
              origin: text('City, written out in full, e.g. "Buenos Aires"'),
              destination: text('City, written out in full'),
              passengers: whole(),
            }),
          ],
        }),
      );
      assertMentions(asString(call.args.origin), from.city);
      assertMentions(asString(call.args.destination), to.city);
      assert.equal(call.args.passengers, passengers);
    },
    ideal: ({ from, to, passengers }) => [
      uses(['search_flights', { origin: from.city, destination: to.city, passengers }]),
    ],
  }),

  extraction('time-zones-of-two-cities', {
    draw: (facts) => ({ from: facts.zone(), to: facts.zone(), time: facts.time() }),
    play: async ({ from, to, time }, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [user(`If it's ${time.clock} in ${from.city}, what time is it in ${to.city}?`)],
          tools: [
            tool('get_current_time', 'Current time in a time zone.', {
              timezone: text('IANA time zone name'),
            }),
            tool('convert_time', 'Convert a time between time zones.', {
              source_timezone: text("IANA time zone name, e.g. 'America/Bogota'"),
              time: text('24-hour format, HH:MM'),
              target_timezone: text("IANA time zone name, e.g. 'America/Bogota'"),
            }),
          ],
        }),
      );
      assert.deepEqual(
        [call.name, call.args],
        ['convert_time', { source_timezone: from.zone, time: time.clock, target_timezone: to.zone }],
      );
    },
    ideal: ({ from, to, time }) => [
      uses(['convert_time', { source_timezone: from.zone, time: time.clock, target_timezone: to.zone }]),
    ],
  }),

  extraction('several-records-in-one-sentence', {
    draw: (facts) => ({
      people: facts.distinct(3, () => ({
        name: facts.name(),
        age: facts.integer(21, 79),
        town: facts.city(),
      })),
    }),
    play: async ({ people }, chat) => {
      const [one, two, three] = people;
      const answer = textOf(
        await chat({
          messages: [
            system('Extract all people mentioned, in the order of the text.'),
            user(
              `${one.name}, ${one.age}, flew in from ${one.town}; ${two.name} of ${two.town} is ${two.age}, and ${three.name}, who is ${three.age}, came by train from ${three.town}.`,
            ),
          ],
          response_format: {
            type: 'json_schema',
            json_schema: {
              name: 'people',
              strict: true,
              schema: {
                type: 'object',
                properties: {
                  people: {
                    type: 'array',
                    items: {
                      type: 'object',
                      properties: { name: text(), age: whole(), town: text() },
                      required: ['name', 'age', 'town'],
                      additionalProperties: false,
                    },
                  },
                },
                required: ['people'],
                additionalProperties: false,
              },
            },
          },
        }),
      );
      assert.deepEqual(bareJson(answer), { people: [...people] });
    },
    ideal: ({ people }) => [saysJson({ people })],
  }),

  extraction('enum-values-said-in-other-words', {
    draw: (facts) => ({
      restaurant: facts.inventedWord(),
      guests: facts.integer(3, 9),
      area: facts.pick(areas),
      occasion: facts.pick(occasions),
      meal: facts.pick(meals),
    }),
    play: async ({ restaurant, guests, area, occasion, meal }, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            system('Book tables at once, do not ask back.'),
            user(
              `We are ${guests} people and would like a table at ${restaurant}, ${meal.said}, ${area.said}. ${occasion.said}`,
            ),
          ],
          tools: [
            tool('book_table', 'Book a table in a restaurant.', {
              restaurant: text(),
              guests: whole(),
              area: oneOf(unique(areas.map(({ value }) => value))),
              meal: oneOf(meals.map(({ value }) => value)),
              occasion: oneOf(occasions.map(({ value }) => value)),
            }),
          ],
        }),
      );
      assert.deepEqual(call.args, {
        restaurant,
        guests,
        area: area.value,
        meal: meal.value,
        occasion: occasion.value,
      });
    },
    ideal: ({ restaurant, guests, area, occasion, meal }) => [
      uses([
        'book_table',
        { restaurant, guests, area: area.value, meal: meal.value, occasion: occasion.value },
      ]),
    ],
  }),

  extraction('dates-turned-into-iso-form', {
    draw: (facts) => ({
      hotel: facts.inventedWord(),
      ...facts.stay(),
      form: facts.pick(['british', 'american', 'ordinal'] as const),
      rooms: facts.integer(2, 6),
    }),
    play: async ({ hotel, arrival, departure, form, rooms }, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            system('Book at once, do not ask back.'),
            user(
              `Please book ${rooms} rooms in the ${hotel} hotel. We have to leave on ${departure[form]}; our arrival is on ${arrival[form]}.`,
            ),
          ],
          tools: [
            tool('book_hotel', 'Book rooms.', {
              hotel: text(),
              check_in: text('YYYY-MM-DD'),
              check_out: text('YYYY-MM-DD'),
              rooms: whole(),
            }),
          ],
        }),
      );
      assertMentions(asString(call.args.hotel), hotel);
      assert.deepEqual(
        { ...call.args, hotel },
        { hotel, check_in: arrival.iso, check_out: departure.iso, rooms },
      );
    },
    ideal: ({ hotel, arrival, departure, rooms }) => [
      uses(['book_hotel', { hotel, check_in: arrival.iso, check_out: departure.iso, rooms }]),
    ],
  }),

  extraction('email-with-receiver-copies-and-subject', {
    draw: (facts) => ({
      to: facts.email(),
      copies: facts.distinct(2, () => facts.email()),
      subject: `${facts.inventedWord()} schedule`,
      version: facts.integer(3, 19),
      own: facts.email(),
    }),
    play: async ({ to, copies, subject, version, own }, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            system(`You send mail for ${own}. Send at once.`),
            user(
              `Write to ${to} that version ${version} of the plan is ready, with copies to ${copies[0]} and ${copies[1]}. The subject should be "${subject}".`,
            ),
          ],
          tools: [
            tool('send_email', 'Send an email.', {
              to: text('Receiver'),
              cc: { ...stringList, description: 'Who gets a copy' },
              subject: text(),
              body: text(),
            }),
          ],
        }),
      );
      assert.deepEqual([call.args.to, asList(call.args.cc).toSorted()], [to, copies.toSorted()]);
      assertSame(call.args.subject, subject);
      assertMentions(asString(call.args.body), version);
    },
    ideal: ({ to, copies, subject, version }) => [
      uses([
        'send_email',
        { to, cc: copies, subject, body: `Hello, version ${version} of the plan is ready.` },
      ]),
    ],
  }),

  extraction('quantities-of-an-order', {
    draw: (facts) => ({
      items: facts.distinct(3, () => ({
        product: facts.inventedWord().toLowerCase(),
        quantity: facts.integer(4, 48),
      })),
      customer: facts.company(),
    }),
    play: async ({ items, customer }, chat) => {
      const [one, two, three] = items;
      const call = onlyCallOf(
        await chat({
          messages: [
            user(
              `New order from ${customer}: ${one.quantity} boxes of ${one.product}, ${two.quantity} of ${two.product} and ${three.quantity} of ${three.product}.`,
            ),
          ],
          tools: [
            tool('enter_order', 'Enter an order.', {
              customer: text(),
              items: {
                type: 'array',
                items: {
                  type: 'object',
                  properties: {
                    product: text('Name of the product only'),
                    quantity: whole('Number of boxes'),
                  },
                  required: ['product', 'quantity'],
                  additionalProperties: false,
                },
              },
            }),
          ],
        }),
      );
      assertSame(call.args.customer, customer);
      const entered = asList(call.args.items).map(asRecord);
      assert.deepEqual(
        entered.map(({ product, quantity }) => ({ product: asString(product).toLowerCase(), quantity })),
        [...items],
      );
    },
    ideal: ({ items, customer }) => [uses(['enter_order', { customer, items }])],
  }),

  extraction('unstated-optional-arguments-stay-empty', {
    draw: (facts) => ({
      brand: facts.inventedWord(),
      limit: facts.integer(110, 890),
      kind: facts.pick(['bicycle', 'sofa', 'microscope', 'guitar']),
    }),
    play: async ({ brand, limit, kind }, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            system('Search at once. Set only those filters which the customer names.'),
            user(`Show me a ${kind} by ${brand} for ${limit} dollars at most.`),
          ],
          tools: [
            tool(
              'search_offers',
              'Search offers.',
              {
                query: text('The kind of thing'),
                brand: text(),
                min_price: number(),
                max_price: number(),
                color: text(),
                used: { type: 'boolean' },
              },
              ['query'],
            ),
          ],
        }),
      );
      const { query, ...filters } = given(call.args);
      assertMentions(asString(query), kind);
      assert.deepEqual(filters, { brand, max_price: limit });
    },
    ideal: ({ brand, limit, kind }) => [uses(['search_offers', { query: kind, brand, max_price: limit }])],
  }),

  extraction('switches-from-with-and-without', {
    draw: (facts) => ({
      van: facts.inventedWord(),
      days: facts.integer(3, 28),
      wanted: facts.shuffle(['insurance', 'navigation', 'child_seat', 'roof_rack']),
      count: facts.pick([1, 2, 3] as const),
    }),
    play: async ({ van, days, wanted, count }, chat) => {
      const words = wanted.map((option) => option.replace('_', ' '));
      const call = onlyCallOf(
        await chat({
          messages: [
            system('Rent at once, do not ask back.'),
            user(
              `Rent me the ${van} van for ${days} days with ${words.slice(0, count).join(' and ')}, but without ${words.slice(count).join(' or ')}.`,
            ),
          ],
          tools: [
            tool('rent_van', 'Rent a van.', {
              model: text('Model name'),
              days: whole(),
              insurance: { type: 'boolean' },
              navigation: { type: 'boolean' },
              child_seat: { type: 'boolean' },
              roof_rack: { type: 'boolean' },
            }),
          ],
        }),
      );
      assertMentions(asString(call.args.model), van);
      assert.deepEqual(
        { ...call.args, model: van },
        { model: van, days, ...Object.fromEntries(wanted.map((option, index) => [option, index < count])) },
      );
    },
    ideal: ({ van, days, wanted, count }) => [
      uses([
        'rent_van',
        { model: van, days, ...Object.fromEntries(wanted.map((option, index) => [option, index < count])) },
      ]),
    ],
  }),

  extraction('address-split-into-its-parts', {
    draw: (facts) => ({
      name: facts.name(),
      street: facts.street(),
      house: facts.integer(12, 198),
      zip: String(facts.integer(10_000, 98_000)),
      city: facts.city(),
      ...facts.pick(countries),
    }),
    play: async ({ name, street, house, zip, city, country, iso }, chat) => {
      const call = callsOf(
        await chat({
          messages: [
            user(
              `Please update my delivery address: ${name}, ${house} ${street}, ${zip} ${city}, ${country}. Thanks!`,
            ),
          ],
          tools: [
            tool('update_address', 'Change the delivery address.', {
              recipient: text(),
              address: {
                type: 'object',
                properties: {
                  house_number: text(),
                  street: text('Without the house number'),
                  postal_code: text(),
                  city: text(),
                  country_code: text('ISO 3166-1 alpha-2'),
                },
                required: ['house_number', 'street', 'postal_code', 'city', 'country_code'],
                additionalProperties: false,
              },
            }),
          ],
          tool_choice: 'required',
        }),
      )[0];
      assert.deepEqual(call?.args, {
        recipient: name,
        address: { house_number: String(house), street, postal_code: zip, city, country_code: iso },
      });
    },
    ideal: ({ name, street, house, zip, city, iso }) => [
      uses([
        'update_address',
        {
          recipient: name,
          address: { house_number: String(house), street, postal_code: zip, city, country_code: iso },
        },
      ]),
    ],
  }),
];

const unique = (values: readonly string[]): string[] => [...new Set(values)];

/** The value of an expression of numbers, operators and parentheses; not a number for anything else. */
const evaluate = (expression: string): number => {
  const plain = expression.replaceAll('×', '*').replaceAll('÷', '/').replaceAll('−', '-');
  return /^[\d\s.+*/()-]+$/.test(plain) ? Number(new Function(`return (${plain});`)()) : Number.NaN;
};

const signs = [
  { sign: '+', operation: 'add' },
  { sign: '-', operation: 'subtract' },
  { sign: '×', operation: 'multiply' },
  { sign: '*', operation: 'multiply' },
  { sign: '÷', operation: 'divide' },
  { sign: '/', operation: 'divide' },
];

const areas = [
  { value: 'indoor', said: 'inside' },
  { value: 'outdoor', said: 'outside on the terrace' },
  { value: 'outdoor', said: 'in the garden' },
];

const meals = [
  { value: 'breakfast', said: 'at eight in the morning' },
  { value: 'lunch', said: 'at noon' },
  { value: 'dinner', said: 'at eight in the evening' },
];

const occasions = [
  { value: 'birthday', said: 'My daughter turns six that day.' },
  { value: 'anniversary', said: 'We have been married for ten years.' },
  { value: 'business', said: 'We are meeting clients.' },
];

const countries = [
  { country: 'Germany', iso: 'DE' },
  { country: 'France', iso: 'FR' },
  { country: 'Sweden', iso: 'SE' },
  { country: 'Japan', iso: 'JP' },
  { country: 'Canada', iso: 'CA' },
  { country: 'Spain', iso: 'ES' },
  { country: 'Poland', iso: 'PL' },
];
