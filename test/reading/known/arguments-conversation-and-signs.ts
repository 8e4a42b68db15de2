import assert from 'node:assert/strict';
import {
  asRecord,
  asString,
  assertClock,
  assertDate,
  assertItems,
  assertMentions,
  assertSame,
  bareJson,
} from '../assertions.ts';
import { defineCase, type ReadingCase } from '../case.ts';
import {
  assistant,
  number,
  oneOf,
  onlyCallOf,
  pastCall,
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

const operands = { a: number(), b: number() };
const flag = (description: string): Record<string, unknown> => ({ type: 'boolean', description });
const languages = [
  { word: 'French', code: 'fr' },
  { word: 'German', code: 'de' },
  { word: 'Spanish', code: 'es' },
  { word: 'Italian', code: 'it' },
  { word: 'Polish', code: 'pl' },
];

export const argumentsConversationAndSigns: readonly ReadingCase[] = [
  defineCase('arguments', 'operation-by-its-sign', {
    draw: (facts) => {
      const [a, b] = [facts.integer(200, 990), facts.integer(11, 95)];
      return facts.pick([
        { sum: `${a} × ${b}`, name: 'multiply', a, b },
        { sum: `${a} ÷ ${b}`, name: 'divide', a, b },
        { sum: `${a} − ${b}`, name: 'subtract', a, b },
        { sum: `-${a} + ${b}`, name: 'add', a: -a, b },
        { sum: `${a} / ${b}`, name: 'divide', a, b },
        { sum: `${a} * ${b}`, name: 'multiply', a, b },
      ]);
    },
    play: async (s, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [user(`What's ${s.sum}?`)],
          tools: [
            tool('add', 'Add two numbers.', operands),
            tool('multiply', 'Multiply two numbers.', operands),
            tool('subtract', 'Subtract b from a.', operands),
            tool('divide', 'Divide a by b.', operands),
          ],
          tool_choice: 'required',
        }),
      );
      assert.equal(call.name, s.name);
      assert.deepEqual(call.args, { a: s.a, b: s.b });
    },
    ideal: (s) => [uses([s.name, { a: s.a, b: s.b }])],
  }),

  defineCase('arguments', 'measurements-assigned-by-their-units', {
    draw: (facts) => ({
      height: facts.integer(150, 199),
      weight: facts.decimal(50, 110, 1),
      age: facts.integer(20, 49),
      heightFirst: facts.pick([true, false]),
    }),
    play: async (s, chat) => {
      const size = s.heightFirst
        ? `I am ${s.height} cm tall and weigh ${s.weight} kg`
        : `I weigh ${s.weight} kg at a height of ${s.height} cm`;
      const call = onlyCallOf(
        await chat({
          messages: [
            system('You help people to keep fit. Calculate with the tools.'),
            user(`${size}, and I will be ${s.age} next week. What is my BMI?`),
          ],
          tools: [
            tool('daily_calories', 'Estimates the calories a person needs in a day', {
              weight_kg: number(),
              height_cm: number(),
              age: whole(),
            }),
            tool('body_mass_index', 'Computes the body mass index (BMI)', {
              weight_kg: number(),
              height_cm: number(),
            }),
          ],
        }),
      );
      assert.equal(call.name, 'body_mass_index');
      assert.deepEqual(call.args, { weight_kg: s.weight, height_cm: s.height });
    },
    ideal: (s) => [uses(['body_mass_index', { weight_kg: s.weight, height_cm: s.height }])],
  }),

  defineCase('arguments', 'issue-in-a-repository-with-labels', {
    draw: (facts) => ({
      owner: facts.slug(),
      repo: facts.slug(),
      title: `Crash when ${facts.slug()} is empty`,
      labels: facts.distinct(2, () => facts.pick(['bug', 'regression', 'parser', 'windows', 'p1'])),
      version: `${facts.integer(2, 9)}.${facts.integer(10, 40)}.1`,
    }),
    play: async (s, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            user(
              `Open an issue in ${s.owner}/${s.repo} titled "${s.title}" and label it ${s.labels[0]} and ${s.labels[1]}. It happens since ${s.version}.`,
            ),
          ],
          tools: [
            tool('search_issues', 'Search for issues and pull requests', { q: text() }),
            tool(
              'create_issue',
              'Create a new issue in a GitHub repository',
              {
                owner: text('Repository owner'),
                repo: text('Repository name, without the owner'),
                title: text(),
                body: text(),
                labels: { type: 'array', items: text() },
                assignees: { type: 'array', items: text() },
              },
              ['owner', 'repo', 'title'],
            ),
          ],
        }),
      );
      assert.equal(call.name, 'create_issue');
      assert.equal(call.args.owner, s.owner);
      assert.equal(call.args.repo, s.repo);
      assertSame(call.args.title, s.title);
      assertItems(call.args.labels, s.labels);
      assertItems(call.args.assignees ?? [], []);
    },
    ideal: (s) => [
      uses([
        'create_issue',
        {
          owner: s.owner,
          repo: s.repo,
          title: s.title,
          body: `It happens since ${s.version}.`,
          labels: s.labels,
        },
      ]),
    ],
  }),

  defineCase('arguments', 'coordinates-signed-by-the-compass', {
    draw: (facts) => ({
      latitude: facts.decimal(11, 79, 3),
      longitude: facts.decimal(80, 170, 3),
      north: facts.pick([true, false]),
      east: facts.pick([true, false]),
      depth: facts.integer(200, 900),
    }),
    play: async (s, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            user(
              `The buoy floats at ${s.latitude}° ${s.north ? 'N' : 'S'}, ${s.longitude}° ${s.east ? 'E' : 'W'}, where the sea is ${s.depth} m deep. How high are the waves there?`,
            ),
          ],
          tools: [
            tool('wave_height', 'Measures the waves at a position', {
              latitude: number('Decimal degrees, negative in the south'),
              longitude: number('Decimal degrees, negative in the west'),
            }),
          ],
        }),
      );
      assert.deepEqual(call.args, {
        latitude: s.north ? s.latitude : -s.latitude,
        longitude: s.east ? s.longitude : -s.longitude,
      });
    },
    ideal: (s) => [
      uses([
        'wave_height',
        { latitude: s.north ? s.latitude : -s.latitude, longitude: s.east ? s.longitude : -s.longitude },
      ]),
    ],
  }),

  defineCase('arguments', 'table-booked-over-several-turns', {
    draw: (facts) => ({
      restaurant: facts.inventedWord(),
      date: facts.date(2027, 2029),
      time: facts.time(),
      first: facts.integer(2, 5),
      final: facts.integer(6, 12),
      name: facts.surname(),
    }),
    play: async (s, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            system('You book tables. Ask for what is missing before you book.'),
            user(`A table for ${s.first} at the ${s.restaurant} on ${s.date.british}, please.`),
            assistant('With pleasure. At what time, and in whose name?'),
            user(
              `At ${s.time.twelveHour}, the name is ${s.name}. Oh, and we will be ${s.final} people after all.`,
            ),
          ],
          tools: [
            tool('book_table', 'Books a table in a restaurant', {
              restaurant: text(),
              date: text('YYYY-MM-DD'),
              time: text('HH:MM, 24-hour clock'),
              party_size: whole(),
              name: text('Name of the guest'),
            }),
          ],
        }),
      );
      assertMentions(asString(call.args.restaurant), s.restaurant);
      assertDate(call.args.date, s.date);
      assertClock(call.args.time, s.time);
      assert.equal(call.args.party_size, s.final);
      assertSame(call.args.name, s.name);
    },
    ideal: (s) => [
      uses([
        'book_table',
        { restaurant: s.restaurant, date: s.date.iso, time: s.time.clock, party_size: s.final, name: s.name },
      ]),
    ],
  }),

  defineCase('arguments', 'identifier-from-the-result-of-a-search', {
    draw: (facts) => {
      const people = facts.distinct(2, () => ({
        customer_id: facts.code(),
        name: facts.name(),
        city: facts.city(),
      }));
      return {
        people,
        wanted: facts.pick([0, 1] as const),
        device: facts.product(),
        surname: facts.surname(),
      };
    },
    play: async (s, chat) => {
      const customer = s.people[s.wanted];
      const tools = [
        tool('find_customers', 'Finds customers by name or city', { query: text() }),
        tool('create_ticket', 'Opens a repair ticket for a customer', {
          customer_id: text('Identifier of the customer'),
          device: text('What is to be repaired'),
        }),
      ];
      const messages = [
        user(
          `Open a repair ticket for our customer ${customer.name} in ${customer.city}; it is about a ${s.device}.`,
        ),
        ...pastCall('find_customers', { query: customer.name }, { results: s.people }),
      ];
      const call = onlyCallOf(await chat({ messages, tools }));
      assert.equal(call.name, 'create_ticket');
      assert.equal(call.args.customer_id, customer.customer_id);
      assertMentions(asString(call.args.device), s.device);

      const ticket = `T-${s.people[0].customer_id}`;
      const answer = textOf(
        await chat({
          messages: [...messages, ...pastCall(call.name, call.args, { ticket, status: 'open' })],
          tools,
        }),
      );
      assertMentions(answer, ticket);
    },
    ideal: (s) => [
      uses(['create_ticket', { customer_id: s.people[s.wanted].customer_id, device: s.device }]),
      says(`I opened ticket T-${s.people[0].customer_id}.`),
    ],
  }),

  defineCase('arguments', 'postal-address-taken-apart', {
    draw: (facts) => ({
      recipient: facts.name(),
      street: facts.street(),
      house: facts.integer(2, 180),
      postcode: String(facts.integer(10_000, 98_000)),
      city: facts.city(),
      country: facts.pick([
        { name: 'Germany', code: 'DE' },
        { name: 'Italy', code: 'IT' },
        { name: 'France', code: 'FR' },
        { name: 'Finland', code: 'FI' },
      ]),
      floor: facts.integer(181, 300),
    }),
    play: async (s, chat) => {
      const reply = textOf(
        await chat({
          messages: [
            system('Take the address apart.'),
            user(
              `${s.recipient}, ${s.house} ${s.street}, apartment ${s.floor}, ${s.postcode} ${s.city}, ${s.country.name}`,
            ),
          ],
          response_format: {
            type: 'json_schema',
            json_schema: {
              name: 'address',
              strict: true,
              schema: {
                type: 'object',
                properties: {
                  street: text('Name of the street without the number'),
                  house_number: text('Number in the street'),
                  postal_code: text(),
                  city: text(),
                  country_code: text('Two capital letters, ISO 3166-1'),
                },
                required: ['street', 'house_number', 'postal_code', 'city', 'country_code'],
                additionalProperties: false,
              },
            },
          },
        }),
      );
      assert.deepEqual(asRecord(bareJson(reply)), {
        street: s.street,
        house_number: String(s.house),
        postal_code: s.postcode,
        city: s.city,
        country_code: s.country.code,
      });
    },
    ideal: (s) => [
      saysJson({
        street: s.street,
        house_number: String(s.house),
        postal_code: s.postcode,
        city: s.city,
        country_code: s.country.code,
      }),
    ],
  }),

  defineCase('arguments', 'discount-and-price-told-apart', {
    draw: (facts) => {
      const [price, percent, item] = [facts.decimal(100, 900, 2), facts.integer(5, 60), facts.product()];
      return facts.pick([
        { price, percent, request: `What do I pay for a ${item} at ${price} euros with ${percent}% off?` },
        {
          price,
          percent,
          request: `There is a ${percent} percent discount on the ${item}. It usually costs ${price} euros. What is it now?`,
        },
        {
          price,
          percent,
          request: `The ${item} is reduced by ${percent} %; before, it was € ${price}. How much is that today?`,
        },
      ]);
    },
    play: async (s, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [system('You advise customers of a shop. Never do sums yourself.'), user(s.request)],
          tools: [
            tool('shipping_cost', 'Computes the cost of delivery', { postcode: text() }),
            tool('apply_discount', 'Computes a reduced price', {
              percent: number('Percentage, 25 for a quarter'),
              price: number('Price before the reduction'),
            }),
          ],
        }),
      );
      assert.equal(call.name, 'apply_discount');
      assert.deepEqual(call.args, { percent: s.percent, price: s.price });
    },
    ideal: (s) => [uses(['apply_discount', { percent: s.percent, price: s.price }])],
  }),

  defineCase('arguments', 'yes-and-no-for-each-option', {
    draw: (facts) => {
      const wishes = facts.shuffle([
        { name: 'breakfast', words: 'breakfast', wanted: facts.pick([true, false]) },
        { name: 'parking', words: 'a parking space', wanted: facts.pick([true, false]) },
        { name: 'late_checkout', words: 'a late checkout', wanted: facts.pick([true, false]) },
      ]);
      return { wishes, booking: facts.code(), nights: facts.integer(2, 14), room: facts.integer(101, 440) };
    },
    play: async (s, chat) => {
      const sentences = s.wishes.map((wish) =>
        wish.wanted ? `I would like ${wish.words}.` : `I do not need ${wish.words}.`,
      );
      const call = onlyCallOf(
        await chat({
          messages: [
            user(
              `My booking ${s.booking} is for room ${s.room} and ${s.nights} nights. ${sentences.join(' ')} Please update it.`,
            ),
          ],
          tools: [
            tool('update_booking', 'Sets the extras of a booking', {
              booking_id: text(),
              breakfast: flag('Breakfast is served'),
              parking: flag('A parking space is reserved'),
              late_checkout: flag('The room is kept until the afternoon'),
            }),
          ],
        }),
      );
      assert.deepEqual(call.args, {
        booking_id: s.booking,
        ...Object.fromEntries(s.wishes.map((wish) => [wish.name, wish.wanted])),
      });
    },
    ideal: (s) => [
      uses([
        'update_booking',
        { booking_id: s.booking, ...Object.fromEntries(s.wishes.map((wish) => [wish.name, wish.wanted])) },
      ]),
    ],
  }),

  defineCase('arguments', 'quoted-text-verbatim-with-a-language-code', {
    draw: (facts) => ({
      quote: `${facts.givenName()} will bring ${facts.integer(3, 60)} chairs to ${facts.city()}.`,
      target: facts.pick(languages),
      reader: facts.name(),
      formal: facts.pick([true, false]),
    }),
    play: async (s, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            user(
              `${s.reader} does not speak English. Can you put "${s.quote}" into ${s.formal ? 'formal' : 'informal'} ${s.target.word} for them?`,
            ),
          ],
          tools: [
            tool('translate', 'Translates a text', {
              text: text('The text as it stands'),
              source_language: text('ISO 639-1 code, such as "nl"'),
              target_language: text('ISO 639-1 code, such as "nl"'),
              formality: oneOf(['formal', 'informal']),
            }),
          ],
          tool_choice: { type: 'function', function: { name: 'translate' } },
        }),
      );
      assertSame(call.args.text, s.quote);
      const { text: _, ...rest } = call.args;
      assert.deepEqual(rest, {
        source_language: 'en',
        target_language: s.target.code,
        formality: s.formal ? 'formal' : 'informal',
      });
    },
    ideal: (s) => [
      uses([
        'translate',
        {
          text: s.quote,
          source_language: 'en',
          target_language: s.target.code,
          formality: s.formal ? 'formal' : 'informal',
        },
      ]),
    ],
  }),
];
