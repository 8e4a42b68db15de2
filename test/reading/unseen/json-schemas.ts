import assert from 'node:assert/strict';
import {
  anyJson,
  asList,
  asRecord,
  asString,
  assertMentions,
  assertOmits,
  assertSame,
  assertShort,
  bareJson,
  chooseOne,
  fencedJson,
} from '../assertions.ts';
import { defineCase, type ReadingCase, type Situation } from '../case.ts';
import { ask, says, saysJson, system, textOf, user } from '../conversation.ts';

const json = <S>(name: string, situation: Situation<S>): ReadingCase => defineCase('json', name, situation);

const fence = (value: unknown): string => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;
const keysOf = (value: Record<string, unknown>): string[] => Object.keys(value).toSorted();

/** JSON asked for by schema, by words or by example. */
export const jsonSchemas: readonly ReadingCase[] = [
  // LangChain, PydanticOutputParser: the schema follows an example schema which is not to be obeyed.
  json('pydantic-schema-after-an-example-schema', {
    draw: (facts) => ({ name: facts.name(), age: facts.integer(32, 79), town: facts.city() }),
    play: async ({ name, age, town }, chat) => {
      const schema = {
        properties: {
          full_name: { title: 'Full Name', description: 'first and last name of the person', type: 'string' },
          age: { title: 'Age', description: 'age in years', type: 'integer' },
          home_town: { title: 'Home Town', description: 'where the person lives', type: 'string' },
        },
        required: ['full_name', 'age', 'home_town'],
      };
      const answer = await ask(
        chat,
        system(
          `Answer the user query.\nThe output should be formatted as a JSON instance that conforms to the JSON schema below.\n\nAs an example, for the schema {"properties": {"foo": {"title": "Foo", "description": "a list of strings", "type": "array", "items": {"type": "string"}}}, "required": ["foo"]}\nthe object {"foo": ["bar", "baz"]} is a well-formatted instance of the schema. The object {"properties": {"foo": ["bar", "baz"]}} is not well-formatted.\n\nHere is the output schema:\n\`\`\`\n${JSON.stringify(schema)}\n\`\`\``,
        ),
        user(`${name} turned ${age} in spring and lives with two cats in ${town}.`),
      );
      assert.deepEqual(anyJson(answer), { full_name: name, age, home_town: town });
    },
    ideal: ({ name, age, town }) => [says(fence({ full_name: name, age, home_town: town }))],
  }),

  // LlamaIndex, PydanticOutputParser, with JSON mode on.
  json('schema-at-the-end-of-the-prompt-in-json-mode', {
    draw: (facts) => ({
      album: facts.inventedWord(),
      artist: facts.name(),
      songs: facts.distinct(3, () => ({ title: facts.inventedWord(), seconds: facts.integer(110, 390) })),
    }),
    play: async ({ album, artist, songs }, chat) => {
      const schema = {
        title: 'Album',
        type: 'object',
        properties: {
          name: { type: 'string' },
          artist: { type: 'string' },
          songs: { type: 'array', items: { $ref: '#/$defs/Song' } },
        },
        required: ['name', 'artist', 'songs'],
        $defs: {
          Song: {
            type: 'object',
            properties: { title: { type: 'string' }, length_seconds: { type: 'integer' } },
            required: ['title', 'length_seconds'],
          },
        },
      };
      const tracks = songs.map(({ title, seconds }) => `"${title}" (${seconds} seconds)`).join(', ');
      const answer = textOf(
        await chat({
          messages: [
            user(
              `Describe this record: "${album}" by ${artist} has three songs, in this order: ${tracks}.\n\nHere's a JSON schema to follow:\n${JSON.stringify(schema)}\n\nOutput a valid JSON object but do not repeat the schema.`,
            ),
          ],
          response_format: { type: 'json_object' },
        }),
      );
      assert.deepEqual(bareJson(answer), {
        name: album,
        artist,
        songs: songs.map(({ title, seconds }) => ({ title, length_seconds: seconds })),
      });
    },
    ideal: ({ album, artist, songs }) => [
      saysJson({
        name: album,
        artist,
        songs: songs.map(({ title, seconds }) => ({ title, length_seconds: seconds })),
      }),
    ],
  }),

  // Instructor, JSON modes: schema in the system message, data in the user's.
  json('schema-in-the-system-message-without-json-mode', {
    draw: (facts) => ({
      invoice: facts.code(),
      seller: facts.company(),
      total: facts.decimal(110, 980, 2),
      due: facts.date(),
      paid: facts.pick([true, false]),
    }),
    play: async ({ invoice, seller, total, due, paid }, chat) => {
      const schema = {
        title: 'Invoice',
        type: 'object',
        properties: {
          number: { title: 'Number', type: 'string' },
          seller: { title: 'Seller', type: 'string' },
          total: { title: 'Total', type: 'number' },
          due_date: { title: 'Due Date', type: 'string', format: 'date', description: 'YYYY-MM-DD' },
          paid: { title: 'Paid', type: 'boolean' },
        },
        required: ['number', 'seller', 'total', 'due_date', 'paid'],
      };
      const answer = await ask(
        chat,
        system(
          `As a genius expert, your task is to understand the content and provide the parsed objects in json that match the following json_schema:\n\n${JSON.stringify(schema, null, 2)}\n\nMake sure to return an instance of the JSON, not the schema itself`,
        ),
        user(
          `${seller} sent invoice ${invoice} over ${total} euros, due on ${due.british}. ${paid ? 'We paid it yesterday.' : 'We have not paid it yet.'}`,
        ),
        user('Return the correct JSON response within a ```json codeblock. not the JSON_SCHEMA'),
      );
      assert.deepEqual(anyJson(answer), { number: invoice, seller, total, due_date: due.iso, paid });
    },
    ideal: ({ invoice, seller, total, due, paid }) => [
      says(fence({ number: invoice, seller, total, due_date: due.iso, paid })),
    ],
  }),

  json('keys-named-in-a-sentence', {
    draw: (facts) => ({ tool: facts.product(), price: facts.integer(110, 790), maker: facts.company() }),
    play: async ({ tool, price, maker }, chat) => {
      const answer = await ask(
        chat,
        user(
          `"The new ${tool} by ${maker} sells for ${price} dollars."\n\nTurn this into a JSON object with the keys product, manufacturer and price (a number). Only output the JSON.`,
        ),
      );
      const value = asRecord(anyJson(answer));
      assert.deepEqual(keysOf(value), ['manufacturer', 'price', 'product']);
      assertSame(String(value.product).replace(/^(?:the )?(?:new )?/i, ''), tool);
      assertSame(value.manufacturer, maker);
      assert.equal(value.price, price);
    },
    ideal: ({ tool, price, maker }) => [saysJson({ product: tool, manufacturer: maker, price })],
  }),

  json('keys-in-a-bullet-list-and-no-fence', {
    draw: (facts) => ({
      passenger: facts.name(),
      from: facts.city(),
      to: facts.city(),
      seats: facts.integer(3, 9),
      reference: facts.code(),
    }),
    play: async ({ passenger, from, to, seats, reference }, chat) => {
      const answer = await ask(
        chat,
        system(
          'You read booking mails. Reply with one raw JSON object, no Markdown, no explanation. Fields:\n- `passenger` (string): who travels\n- `origin` (string): where the journey starts\n- `destination` (string): where it ends\n- `seats` (integer): how many seats are booked\n- `reference` (string): the booking reference\n- `discount_code` (string or null): null if none is mentioned',
        ),
        user(
          `Hello, this is ${passenger}. Please confirm my ${seats} seats to ${to}, leaving from ${from}. The reference is ${reference}. Thanks!`,
        ),
      );
      assert.deepEqual(bareJson(answer), {
        passenger,
        origin: from,
        destination: to,
        seats,
        reference,
        discount_code: null,
      });
    },
    ideal: ({ passenger, from, to, seats, reference }) => [
      saysJson({ passenger, origin: from, destination: to, seats, reference, discount_code: null }),
    ],
  }),

  // TypeChat and the like: the shape is a TypeScript interface.
  json('shape-given-as-a-typescript-interface', {
    draw: (facts) => ({
      title: facts.inventedWord(),
      assignees: facts.distinct(2, () => facts.givenName()),
      points: facts.integer(3, 21),
      priority: facts.pick(['low', 'medium', 'high'] as const),
    }),
    play: async ({ title, assignees, points, priority }, chat) => {
      const answer = await ask(
        chat,
        user(
          `You are a service that translates user requests into JSON objects of type "Ticket" according to the following TypeScript definitions:\n\`\`\`\ninterface Ticket {\n  component: string; // the part of the product concerned\n  assignees: string[];\n  storyPoints: number;\n  priority: "low" | "medium" | "high";\n}\n\`\`\`\nThe following is a user request:\n"""\nOpen a ticket for the ${title} component with ${priority} priority, ${points} points, and give it to ${assignees.join(' and ')}.\n"""\nThe following is the user request translated into a JSON object with 2 spaces of indentation and no properties with the value undefined:`,
        ),
      );
      assert.deepEqual(anyJson(answer), {
        component: title,
        assignees: [...assignees],
        storyPoints: points,
        priority,
      });
    },
    ideal: ({ title, assignees, points, priority }) => [
      says(JSON.stringify({ component: title, assignees, storyPoints: points, priority }, null, 2)),
    ],
  }),

  // LangChain, StructuredOutputParser: pseudo-types with comments, fence required.
  json('fenced-snippet-with-pseudo-types', {
    draw: (facts) => {
      const records = facts.distinct(2, () => ({
        cave: facts.inventedWord(),
        length: facts.integer(210, 990),
        guide: facts.code(),
      }));
      return { records, ...chooseOne(facts, records) };
    },
    play: async ({ records, target, others }, chat) => {
      const notes = records.map(
        ({ cave, length, guide }) => `The ${cave} Cave is ${length} metres long (see survey ${guide}).`,
      );
      const answer = await ask(
        chat,
        user(
          `answer the users question as best as possible.\nThe output should be a markdown code snippet formatted in the following schema, including the leading and trailing "\`\`\`json" and "\`\`\`":\n\n\`\`\`json\n{\n\t"answer": string  // answer to the user's question\n\t"source": string  // survey used to answer the question\n}\n\`\`\`\n${notes.join('\n')}\nHow long is the ${target.cave} Cave?`,
        ),
      );
      const value = asRecord(fencedJson(answer));
      assert.deepEqual(keysOf(value), ['answer', 'source']);
      assertMentions(asString(value.answer), target.length);
      assertMentions(asString(value.source), target.guide);
      assertOmits(answer, ...others.flatMap(({ length, guide }) => [length, guide]));
    },
    ideal: ({ target }) => [
      says(
        fence({ answer: `The ${target.cave} Cave is ${target.length} metres long.`, source: target.guide }),
      ),
    ],
  }),

  json('example-object-whose-values-are-not-the-answer', {
    draw: (facts) => ({
      sample: { event: facts.inventedWord(), venue: facts.city(), tickets: facts.integer(110, 490) },
      actual: { event: facts.inventedWord(), venue: facts.city(), tickets: facts.integer(510, 990) },
    }),
    play: async ({ sample, actual }, chat) => {
      const answer = await ask(
        chat,
        user(
          `Extract the event from the announcement. Use this format:\n\n${JSON.stringify(sample, null, 2)}\n\nAnnouncement: For the ${actual.event} concert in ${actual.venue} there are ${actual.tickets} tickets left.\n\n"event" holds only the proper name.`,
        ),
      );
      assert.deepEqual(anyJson(answer), actual);
    },
    ideal: ({ actual }) => [saysJson(actual)],
  }),

  json('third-input-after-two-worked-examples', {
    draw: (facts) => ({
      orders: facts.distinct(3, () => ({
        amount: facts.integer(12, 98),
        item: facts.slug(),
        customer: facts.givenName(),
      })),
    }),
    play: async ({ orders }, chat) => {
      const [one, two, three] = orders;
      const sentence = ({ amount, item, customer }: (typeof orders)[number]) =>
        `${customer} would like ${amount} ${item}`;
      const output = ({ amount, item, customer }: (typeof orders)[number]) =>
        JSON.stringify({ who: customer, what: item, count: amount });
      const answer = await ask(
        chat,
        system('Continue the pattern. Write only the next output.'),
        user(
          `Input: ${sentence(one)}\nOutput: ${output(one)}\n\nInput: ${sentence(two)}\nOutput: ${output(two)}\n\nInput: ${sentence(three)}\nOutput:`,
        ),
      );
      assert.deepEqual(anyJson(answer), { who: three.customer, what: three.item, count: three.amount });
    },
    ideal: ({ orders: [, , three] }) => [
      saysJson({ who: three.customer, what: three.item, count: three.amount }),
    ],
  }),

  json('strict-schema-with-a-nested-object', {
    draw: (facts) => ({
      patient: facts.name(),
      born: facts.date(1941, 2004),
      doctor: facts.name(),
      drug: facts.inventedWord(),
      milligrams: facts.integer(110, 890),
      perDay: facts.integer(2, 5),
    }),
    play: async ({ patient, born, doctor, drug, milligrams, perDay }, chat) => {
      const answer = textOf(
        await chat({
          messages: [
            system('Extract the prescription.'),
            user(
              `Dr. ${doctor} prescribes ${drug} to ${patient} (born ${born.american}): ${milligrams} mg, ${perDay} times a day.`,
            ),
          ],
          response_format: {
            type: 'json_schema',
            json_schema: {
              name: 'prescription',
              strict: true,
              schema: {
                type: 'object',
                properties: {
                  patient: {
                    type: 'object',
                    properties: {
                      name: { type: 'string' },
                      date_of_birth: { type: 'string', description: 'ISO 8601 date' },
                    },
                    required: ['name', 'date_of_birth'],
                    additionalProperties: false,
                  },
                  doctor: { type: 'string', description: 'Name without title' },
                  medication: {
                    type: 'object',
                    properties: {
                      name: { type: 'string' },
                      dose_mg: { type: 'integer' },
                      times_per_day: { type: 'integer' },
                    },
                    required: ['name', 'dose_mg', 'times_per_day'],
                    additionalProperties: false,
                  },
                },
                required: ['patient', 'doctor', 'medication'],
                additionalProperties: false,
              },
            },
          },
        }),
      );
      assert.deepEqual(bareJson(answer), {
        patient: { name: patient, date_of_birth: born.iso },
        doctor,
        medication: { name: drug, dose_mg: milligrams, times_per_day: perDay },
      });
    },
    ideal: ({ patient, born, doctor, drug, milligrams, perDay }) => [
      saysJson({
        patient: { name: patient, date_of_birth: born.iso },
        doctor,
        medication: { name: drug, dose_mg: milligrams, times_per_day: perDay },
      }),
    ],
  }),

  json('free-text-field-answers-from-the-material', {
    draw: (facts) => ({
      plant: facts.inventedWord(),
      soil: facts.inventedWord(),
      water: facts.integer(32, 97),
      gardener: facts.name(),
    }),
    play: async ({ plant, soil, water, gardener }, chat) => {
      const answer = textOf(
        await chat({
          messages: [
            system(
              `Material:\nThe ${plant} shrub grows best in ${soil} earth.\nIn summer, the ${plant} shrub needs ${water} litres of water a week.\n${gardener} was the first to plant one.`,
            ),
            user(
              `How much water does my ${plant} shrub need in summer? Fill in answer with one sentence and found_in_material accordingly.`,
            ),
          ],
          response_format: {
            type: 'json_schema',
            json_schema: {
              name: 'reply',
              strict: true,
              schema: {
                type: 'object',
                properties: {
                  answer: {
                    type: 'string',
                    description: "The answer to the user's question, in one sentence",
                  },
                  found_in_material: {
                    type: 'boolean',
                    description: 'Whether the material answers the question',
                  },
                },
                required: ['answer', 'found_in_material'],
                additionalProperties: false,
              },
            },
          },
        }),
      );
      const value = asRecord(bareJson(answer));
      assert.deepEqual(keysOf(value), ['answer', 'found_in_material']);
      assertMentions(asString(value.answer), water);
      assertOmits(asString(value.answer), gardener, 'fill in', 'one sentence', 'found_in_material');
      assertShort(asString(value.answer), 200);
      assert.equal(value.found_in_material, true);
    },
    ideal: ({ plant, water }) => [
      saysJson({
        answer: `In summer, a ${plant} shrub needs ${water} litres of water a week.`,
        found_in_material: true,
      }),
    ],
  }),

  json('enum-and-summary-of-a-review', {
    draw: (facts) => ({ product: facts.product(), shop: facts.company(), ...facts.pick(opinions) }),
    play: async ({ product, shop, review, sentiment }, chat) => {
      const answer = textOf(
        await chat({
          messages: [
            system('Classify the review and name the product reviewed.'),
            user(`I bought the ${product} from ${shop}. ${review}`),
          ],
          response_format: {
            type: 'json_schema',
            json_schema: {
              name: 'review',
              strict: true,
              schema: {
                type: 'object',
                properties: {
                  product: { type: 'string' },
                  sentiment: { type: 'string', enum: ['positive', 'negative'] },
                  would_buy_again: { type: 'boolean' },
                },
                required: ['product', 'sentiment', 'would_buy_again'],
                additionalProperties: false,
              },
            },
          },
        }),
      );
      const value = asRecord(bareJson(answer));
      assertMentions(asString(value.product), product);
      assert.deepEqual([value.sentiment, value.would_buy_again], [sentiment, sentiment === 'positive']);
    },
    ideal: ({ product, sentiment }) => [
      saysJson({ product, sentiment, would_buy_again: sentiment === 'positive' }),
    ],
  }),

  // LlamaIndex, single selector: numbered choices, a list of selections as JSON.
  json('selector-over-numbered-choices', {
    draw: (facts) => {
      const records = facts.shuffle(sources).map((source) => ({ ...source, index: facts.inventedWord() }));
      return { records, ...chooseOne(facts, records) };
    },
    play: async ({ records, target, index }, chat) => {
      const choices = records.map(
        (record, position) => `(${position + 1}) The ${record.index} index: ${record.holds}`,
      );
      const answer = await ask(
        chat,
        user(
          `Some choices are given below. It is provided in a numbered list (1 to ${records.length}), where each item in the list corresponds to a summary.\n---------------------\n${choices.join('\n\n')}\n---------------------\nUsing only the choices above and not prior knowledge, return the choice that is most relevant to the question: '${target.question}'\n\n\nThe output should be ONLY JSON formatted as a JSON instance.\n\nHere is an example:\n[\n    {\n        "choice": 1,\n        "reason": "<insert reason for choice>"\n    }\n]\n`,
        ),
      );
      const parsed = anyJson(answer);
      const list = Array.isArray(parsed) ? asList(parsed) : [parsed];
      assert.equal(list.length, 1, 'expected one selection');
      const value = asRecord(list[0]);
      assert.equal(value.choice, index + 1);
      assert.doesNotMatch(asString(value.reason), /insert reason/);
    },
    ideal: ({ target, index }) => [
      saysJson([{ choice: index + 1, reason: `The ${target.index} index holds ${target.holds}` }]),
    ],
  }),
];

const opinions: readonly { readonly review: string; readonly sentiment: 'positive' | 'negative' }[] = [
  { review: 'It works perfectly, I love it and I would order it again at once.', sentiment: 'positive' },
  {
    review: 'Excellent quality and a great price. Highly recommended, my next one will be the same.',
    sentiment: 'positive',
  },
  {
    review: 'It broke after two days and support never answered. A waste of money; never again.',
    sentiment: 'negative',
  },
  {
    review: 'Terrible. It arrived damaged, and I regret buying it. I will not order this again.',
    sentiment: 'negative',
  },
];

const sources: readonly { readonly holds: string; readonly question: string }[] = [
  {
    holds: 'salaries, holidays and contracts of employees.',
    question: 'How many days of holiday do new employees get?',
  },
  { holds: 'opening hours and addresses of the shops.', question: 'When does the shop close on Saturdays?' },
  {
    holds: 'repair manuals for the washing machines.',
    question: 'How do I replace the drum belt of a washing machine?',
  },
  {
    holds: 'minutes of the meetings of the board of directors.',
    question: 'What did the board of directors decide at its spring meeting?',
  },
];
