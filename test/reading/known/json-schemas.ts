import assert from 'node:assert/strict';
import {
  anyJson,
  asList,
  asRecord,
  asString,
  assertAnswers,
  assertDate,
  assertMentions,
  assertOmits,
  assertSame,
  bareJson,
  chooseOne,
  fencedJson,
} from '../assertions.ts';
import { defineCase, type ReadingCase } from '../case.ts';
import { ask, only, says, saysJson, system, textOf, user } from '../conversation.ts';

const fence = (value: unknown): string => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;

const vesselSchema = {
  properties: {
    vessel: { description: 'name of the ship', title: 'Vessel', type: 'string' },
    home_port: { description: 'where the ship is registered', title: 'Home Port', type: 'string' },
    crew_size: { description: 'how many people work on board', title: 'Crew Size', type: 'integer' },
    launched: { description: 'year of the launch', title: 'Launched', type: 'integer' },
  },
  required: ['vessel', 'home_port', 'crew_size', 'launched'],
};

const minutesSchema = {
  $defs: {
    Attendee: {
      properties: {
        name: { title: 'Name', type: 'string' },
        role: { title: 'Role', type: 'string' },
      },
      required: ['name', 'role'],
      title: 'Attendee',
      type: 'object',
    },
  },
  properties: {
    project: { title: 'Project', type: 'string' },
    attendees: { items: { $ref: '#/$defs/Attendee' }, title: 'Attendees', type: 'array' },
    next_meeting: { format: 'date', title: 'Next Meeting', type: 'string' },
  },
  required: ['project', 'attendees', 'next_meeting'],
  title: 'Minutes',
  type: 'object',
};

const summaryRule = 'One sentence for the agent who takes the ticket; it names the product.';

export const jsonSchemas: readonly ReadingCase[] = [
  defineCase('json', 'langchain-pydantic-parser-describes-a-ship', {
    draw: (facts) => ({
      vessel: facts.inventedWord(),
      port: facts.city(),
      yard: facts.city(),
      crew: facts.integer(12, 90),
      passengers: facts.integer(200, 900),
      launched: facts.integer(1951, 2009),
      refitted: facts.integer(2010, 2024),
    }),
    play: async (s, chat) => {
      const reply = await ask(
        chat,
        user(`Answer the user query.
The output should be formatted as a JSON instance that conforms to the JSON schema below.

As an example, for the schema {"properties": {"foo": {"title": "Foo", "description": "a list of strings", "type": "array", "items": {"type": "string"}}}, "required": ["foo"]}
the object {"foo": ["bar", "baz"]} is a well-formatted instance of the schema. The object {"properties": {"foo": ["bar", "baz"]}} is not well-formatted.

Here is the output schema:
\`\`\`
${JSON.stringify(vesselSchema)}
\`\`\`
Describe the ship in this note: The ${s.vessel} was built in ${s.yard}, launched in ${s.launched} and refitted in ${s.refitted}. She is registered in ${s.port}, carries up to ${s.passengers} passengers and has a crew of ${s.crew}.
`),
      );
      const ship = asRecord(anyJson(reply));
      assertMentions(asString(ship.vessel), s.vessel);
      assertSame(ship.home_port, s.port);
      assert.equal(ship.crew_size, s.crew);
      assert.equal(ship.launched, s.launched);
    },
    ideal: (s) => [
      saysJson({ vessel: s.vessel, home_port: s.port, crew_size: s.crew, launched: s.launched }),
    ],
  }),

  defineCase('json', 'langchain-response-schemas-with-pseudo-types', {
    draw: (facts) => ({
      supplier: facts.company(),
      part: facts.code(),
      days: facts.integer(5, 40),
      minimum: facts.integer(50, 400),
      contact: facts.name(),
      buyer: facts.name(),
    }),
    play: async (s, chat) => {
      const reply = await ask(
        chat,
        user(`answer the users question as best as possible.
The output should be a markdown code snippet formatted in the following schema, including the leading and trailing "\`\`\`json" and "\`\`\`":

\`\`\`json
{
	"part_number": string  // identifier of the part that is offered
	"lead_time_days": number  // days between the order and the delivery
	"contact": string  // who answers for the supplier
}
\`\`\`
What does this mail offer? "Dear ${s.buyer}, ${s.supplier} can make ${s.part} for you. We need ${s.days} days from the order to the delivery, and at least ${s.minimum} pieces an order. Please ask me for anything else. Regards, ${s.contact}"`),
      );
      const offer = asRecord(fencedJson(reply));
      assertSame(offer.part_number, s.part);
      assert.equal(Number(offer.lead_time_days), s.days);
      assertMentions(asString(offer.contact), s.contact);
      assertOmits(asString(offer.contact), s.buyer);
    },
    ideal: (s) => [says(fence({ part_number: s.part, lead_time_days: s.days, contact: s.contact }))],
  }),

  defineCase('json', 'instructor-markdown-mode-with-nested-definitions', {
    draw: (facts) => ({
      project: facts.inventedWord(),
      people: facts.distinct(3, () => ({
        name: facts.name(),
        role: facts.pick(['architect', 'tester', 'product owner', 'designer']),
      })),
      next: facts.date(2027, 2029),
      held: facts.date(2025, 2026),
    }),
    play: async (s, chat) => {
      const [first, second, third] = s.people;
      const reply = await ask(
        chat,
        system(`As a genius expert, your task is to understand the content and provide the parsed objects in json that match the following json_schema:

${JSON.stringify(minutesSchema, null, 2)}

Make sure to return an instance of the JSON, not the schema itself`),
        user(
          `On ${s.held.british} we talked about project ${s.project}. There were ${first.name} (${first.role}), ${second.name} (${second.role}) and ${third.name} (${third.role}). We meet again on ${s.next.american}.`,
        ),
        user('Return the correct JSON response within a ```json codeblock. not the JSON_SCHEMA'),
      );
      const minutes = asRecord(fencedJson(reply));
      assertMentions(asString(minutes.project), s.project);
      assertDate(minutes.next_meeting, s.next);
      const attendees = asList(minutes.attendees).map(asRecord);
      assert.equal(attendees.length, 3);
      for (const [index, person] of s.people.entries()) {
        assertSame(attendees[index]?.name, person.name);
        assertSame(attendees[index]?.role, person.role);
      }
    },
    ideal: (s) => [says(fence({ project: s.project, attendees: s.people, next_meeting: s.next.iso }))],
  }),

  defineCase('json', 'json-object-mode-with-keys-named-in-prose', {
    draw: (facts) => ({
      parcel: facts.code(),
      sender: facts.company(),
      recipient: facts.name(),
      weight: facts.decimal(2, 28, 1),
      depot: facts.city(),
      shelf: facts.integer(30, 95),
    }),
    play: async (s, chat) => {
      const reply = textOf(
        await chat({
          response_format: { type: 'json_object' },
          messages: [
            system(
              'You read the notes of our depot. Return a JSON object with the keys parcel_id, sender, recipient and weight_kg. The weight is a number; do not add other keys.',
            ),
            user(
              `Shelf ${s.shelf} in ${s.depot}: ${s.parcel} from ${s.sender}, goes to ${s.recipient}, ${s.weight} kg on the scale.`,
            ),
          ],
        }),
      );
      const parcel = asRecord(bareJson(reply));
      assert.deepEqual(Object.keys(parcel).sort(), ['parcel_id', 'recipient', 'sender', 'weight_kg']);
      assertSame(parcel.parcel_id, s.parcel);
      assertSame(parcel.sender, s.sender);
      assertSame(parcel.recipient, s.recipient);
      assert.equal(parcel.weight_kg, s.weight);
    },
    ideal: (s) => [
      saysJson({ parcel_id: s.parcel, sender: s.sender, recipient: s.recipient, weight_kg: s.weight }),
    ],
  }),

  defineCase('json', 'support-ticket-triaged-by-response-format', {
    draw: (facts) => {
      const product = facts.product();
      const complaint = facts.pick([
        {
          category: 'billing',
          story: `my card was charged twice for the ${product}`,
          summary: `The customer was charged twice for the ${product}.`,
        },
        {
          category: 'shipping',
          story: `the courier has still not delivered the ${product}, and the tracking page has not moved for a week`,
          summary: `The ${product} has not been delivered.`,
        },
        {
          category: 'account',
          story: `I cannot log in to register the ${product}, because the password reset mail never comes`,
          summary: `The customer cannot log in to register the ${product}.`,
        },
      ]);
      return { product, complaint, order: facts.code(), customer: facts.name(), email: facts.email() };
    },
    play: async (s, chat) => {
      const reply = textOf(
        await chat({
          messages: [
            system('Turn the message of the customer into a ticket.'),
            user(
              `Hello, ${s.complaint.story}. It is order ${s.order}. You reach me at ${s.email}.\nBest wishes\n${s.customer}`,
            ),
          ],
          response_format: {
            type: 'json_schema',
            json_schema: {
              name: 'ticket',
              strict: true,
              schema: {
                type: 'object',
                properties: {
                  customer_name: { type: 'string' },
                  reply_to: { type: 'string', description: 'E-mail address of the customer' },
                  order_id: { type: 'string' },
                  category: {
                    type: 'string',
                    enum: ['shipping', 'account', 'billing'],
                    description: 'shipping: parcels and couriers; account: logins; billing: payments',
                  },
                  summary: { type: 'string', description: summaryRule },
                },
                required: ['customer_name', 'reply_to', 'order_id', 'category', 'summary'],
                additionalProperties: false,
              },
            },
          },
        }),
      );
      const ticket = asRecord(bareJson(reply));
      assertSame(ticket.customer_name, s.customer);
      assertSame(ticket.reply_to, s.email);
      assertSame(ticket.order_id, s.order);
      assert.equal(ticket.category, s.complaint.category);
      assertMentions(assertAnswers(ticket.summary, summaryRule), s.product);
    },
    ideal: (s) => [
      saysJson({
        customer_name: s.customer,
        reply_to: s.email,
        order_id: s.order,
        category: s.complaint.category,
        summary: s.complaint.summary,
      }),
    ],
  }),

  defineCase('json', 'invoice-lines-as-a-list-of-objects', {
    draw: (facts) => ({
      seller: facts.company(),
      invoice: facts.code(),
      lines: facts.distinct(3, () => ({
        description: facts.product(),
        quantity: facts.integer(2, 40),
        unit_price: facts.decimal(50, 300, 2),
      })),
    }),
    play: async (s, chat) => {
      const reply = textOf(
        await chat({
          messages: [
            user(`Extract the line items of the invoice.

${s.seller}
Invoice ${s.invoice}

Item | Qty | Unit price
${s.lines.map((line) => `${line.description} | ${line.quantity} | ${line.unit_price}`).join('\n')}

Payable within 30 days`),
          ],
          response_format: {
            type: 'json_schema',
            json_schema: {
              name: 'invoice',
              strict: true,
              schema: {
                type: 'object',
                properties: {
                  invoice_number: { type: 'string' },
                  line_items: {
                    type: 'array',
                    items: {
                      type: 'object',
                      properties: {
                        description: { type: 'string' },
                        quantity: { type: 'integer' },
                        unit_price: { type: 'number' },
                      },
                      required: ['description', 'quantity', 'unit_price'],
                      additionalProperties: false,
                    },
                  },
                },
                required: ['invoice_number', 'line_items'],
                additionalProperties: false,
              },
            },
          },
        }),
      );
      const invoice = asRecord(bareJson(reply));
      assertSame(invoice.invoice_number, s.invoice);
      const lines = asList(invoice.line_items).map(asRecord);
      assert.equal(lines.length, 3);
      for (const [index, line] of s.lines.entries()) {
        assertSame(lines[index]?.description, line.description);
        assert.equal(lines[index]?.quantity, line.quantity);
        assert.equal(lines[index]?.unit_price, line.unit_price);
      }
    },
    ideal: (s) => [saysJson({ invoice_number: s.invoice, line_items: s.lines })],
  }),

  defineCase('json', 'only-a-number-out-of-several', {
    draw: (facts) => ({
      company: facts.company(),
      measures: facts.distinct(3, () => facts.integer(21, 950)),
      ...chooseOne(facts, [0, 1, 2]),
    }),
    play: async (s, chat) => {
      const [drivers, vans, depots] = s.measures;
      const question = ['drivers', 'vans', 'depots'][s.target];
      const reply = await ask(
        chat,
        system(
          'You answer questions about the text. Reply with a number only: no words, no units, no punctuation.',
        ),
        user(
          `Text: ${s.company} employs ${drivers} drivers. Its fleet has ${vans} vans, which are spread over ${depots} depots.\n\nHow many ${question} does ${s.company} have?`,
        ),
      );
      assert.equal(reply.trim(), String(s.measures[s.target]));
    },
    ideal: (s) => [says(String(s.measures[s.target]))],
  }),

  defineCase('json', 'multiple-choice-answered-with-one-letter', {
    draw: (facts) => {
      const options = facts.distinct(4, () => facts.company());
      return {
        ...chooseOne(facts, options),
        options,
        port: facts.city(),
        island: facts.city(),
        year: facts.integer(1970, 2015),
      };
    },
    play: async (s, chat) => {
      const [former] = s.others;
      const reply = await ask(
        chat,
        user(`Read the passage and answer the question by choosing one option. Output only the letter of the option.

Passage: The ferry between ${s.port} and ${s.island} has run since ${s.year}. ${former} ran it at first; today it is operated by ${s.target}.

Question: Which company operates the ferry today?
${s.options.map((option, index) => `${'ABCD'.charAt(index)}. ${option}`).join('\n')}

Answer:`),
      );
      assert.match(reply.trim(), /^\(?[A-D]\)?\.?$/);
      assert.equal(reply.replace(/[^A-D]/g, ''), 'ABCD'.charAt(s.index));
    },
    ideal: (s) => [says('ABCD'.charAt(s.index))],
  }),

  defineCase('json', 'dspy-chain-of-thought-markers', {
    draw: (facts) => {
      const curators = facts.distinct(3, () => ({
        museum: `${facts.inventedWord()} Museum`,
        curator: facts.name(),
        town: facts.city(),
      }));
      return chooseOne(facts, curators.slice());
    },
    play: async (s, chat) => {
      const passages = [...s.others.slice(0, s.index), s.target, ...s.others.slice(s.index)];
      const reply = await ask(
        chat,
        system(`Your input fields are:
1. \`context\` (list[str]): may contain relevant facts
2. \`question\` (str):
Your output fields are:
1. \`reasoning\` (str):
2. \`answer\` (str): often between 1 and 5 words
All interactions will be structured in the following way, with the appropriate values filled in.

[[ ## context ## ]]
{context}

[[ ## question ## ]]
{question}

[[ ## reasoning ## ]]
{reasoning}

[[ ## answer ## ]]
{answer}

[[ ## completed ## ]]
In adhering to this structure, your objective is: 
        Answer questions with short factoid answers.`),
        user(`[[ ## context ## ]]
${passages.map((entry, index) => `[${index + 1}] «${entry.museum} | It stands in ${entry.town}. ${entry.curator} is its curator.»`).join('\n')}

[[ ## question ## ]]
Who is the curator of the ${s.target.museum}?

Respond with the corresponding output fields, starting with the field \`[[ ## reasoning ## ]]\`, then \`[[ ## answer ## ]]\`, and then ending with the marker for \`[[ ## completed ## ]]\`.`),
      );
      const sections =
        /^\s*\[\[ ## reasoning ## \]\]\s*\n([\s\S]+?)\n\s*\[\[ ## answer ## \]\]\s*\n([\s\S]+?)\n\s*\[\[ ## completed ## \]\]\s*$/.exec(
          reply,
        );
      assert.ok(sections, `expected the three markers in order, got ${JSON.stringify(reply)}`);
      const [, reasoning = '', answer = ''] = sections;
      assert.ok(reasoning.trim() !== '{reasoning}', 'expected some reasoning');
      assertMentions(answer, s.target.curator);
      assertOmits(answer, ...s.others.map((entry) => entry.curator));
    },
    ideal: (s) => [
      says(
        `[[ ## reasoning ## ]]\nThe context names the curator of the ${s.target.museum}.\n\n[[ ## answer ## ]]\n${s.target.curator}\n\n[[ ## completed ## ]]`,
      ),
    ],
  }),

  defineCase('json', 'message-labelled-with-a-department', {
    draw: (facts) => {
      const item = facts.product();
      const code = facts.code();
      const person = facts.name();
      const message = facts.pick([
        {
          label: 'RETURNS',
          body: `The ${item} arrived broken, and I would like to send it back and have my money refunded. Order ${code}.`,
        },
        {
          label: 'CAREERS',
          body: `I would like to apply for the opening as a mechanic, reference ${code}. My résumé is attached.`,
        },
        {
          label: 'PRESS',
          body: `I am a journalist and writing an article about the ${item}. Could your spokesperson give me an interview?`,
        },
        {
          label: 'INVOICING',
          body: `The VAT number on invoice ${code} is wrong. Please issue a corrected invoice for the ${item}.`,
        },
      ]);
      return { message, person };
    },
    play: async (s, chat) => {
      const reply = await ask(
        chat,
        system(
          'Classify the message into one of these categories: PRESS, INVOICING, RETURNS, CAREERS. Respond with the category and nothing else.',
        ),
        user(`${s.message.body}\n\n${s.person}`),
      );
      assertSame(only(reply.trim().split('\n')), s.message.label);
    },
    ideal: (s) => [says(s.message.label)],
  }),
];
