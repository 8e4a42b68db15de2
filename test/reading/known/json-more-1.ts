import assert from 'node:assert/strict';
import {
  anyJson,
  asRecord,
  asString,
  assertDate,
  assertItems,
  assertMentions,
  assertOmits,
  assertSame,
  assertShort,
  bareJson,
  chooseOne,
} from '../assertions.ts';
import { defineCase, type ReadingCase } from '../case.ts';
import { ask, says, saysJson, system, textOf, user } from '../conversation.ts';

export const jsonMore1: readonly ReadingCase[] = [
  defineCase('json', 'schema-instance-instructions-with-foo-bar-example-for-an-invoice', {
    draw: (facts) => ({
      vendor: facts.company(),
      invoice: facts.code(),
      total: facts.decimal(210, 980, 2),
      due: facts.date(2026, 2031),
    }),
    play: async ({ vendor, invoice, total, due }, chat) => {
      const schema = {
        properties: {
          vendor: { description: 'company which sent the invoice', title: 'Vendor', type: 'string' },
          invoice_number: {
            description: 'identifier of the invoice',
            title: 'Invoice Number',
            type: 'string',
          },
          total: { description: 'amount to pay', title: 'Total', type: 'number' },
          due_date: { description: 'ISO date', format: 'date', title: 'Due Date', type: 'string' },
        },
        required: ['vendor', 'invoice_number', 'total', 'due_date'],
      };
      const reply = await ask(
        chat,
        user(
          `Answer the user query.\nThe output should be formatted as a JSON instance that conforms to the JSON schema below.\n\nAs an example, for the schema {"properties": {"foo": {"title": "Foo", "description": "a list of strings", "type": "array", "items": {"type": "string"}}}, "required": ["foo"]}\nthe object {"foo": ["bar", "baz"]} is a well-formatted instance of the schema. The object {"properties": {"foo": ["bar", "baz"]}} is not well-formatted.\n\nHere is the output schema:\n\`\`\`\n${JSON.stringify(schema)}\n\`\`\`\nRead this letter: "Dear customer, please find attached our bill ${invoice}. Kindly transfer EUR ${total} by ${due.british}. Yours, ${vendor}"\n`,
        ),
      );
      const data = asRecord(anyJson(reply));
      assertSame(data.vendor, vendor);
      assertSame(data.invoice_number, invoice);
      assert.equal(data.total, total);
      assertDate(data.due_date, due);
      assert.deepEqual(Object.keys(data).sort(), ['due_date', 'invoice_number', 'total', 'vendor']);
    },
    ideal: ({ vendor, invoice, total, due }) => [
      saysJson({ vendor, invoice_number: invoice, total, due_date: due.iso }),
    ],
  }),

  defineCase('json', 'keys-named-in-a-sentence-with-json-object-format', {
    draw: (facts) => ({
      caller: facts.name(),
      flat: facts.integer(11, 89),
      street: facts.street(),
      time: facts.time(),
    }),
    play: async ({ caller, flat, street, time }, chat) => {
      const completion = await chat({
        response_format: { type: 'json_object' },
        messages: [
          system(
            'You log calls to a property manager. Reply in JSON with the keys "caller", "address" and "callback_time" (24-hour HH:MM), nothing else.',
          ),
          user(
            `Hello, ${caller} speaking, flat ${flat}, 7 ${street}. The boiler is dead again. Please ring me back at ${time.twelveHour}.`,
          ),
        ],
      });
      const data = asRecord(bareJson(textOf(completion)));
      assert.deepEqual(Object.keys(data).sort(), ['address', 'callback_time', 'caller']);
      assertSame(data.caller, caller);
      assertMentions(asString(data.address), street);
      assert.equal(data.callback_time, time.clock);
    },
    ideal: ({ caller, flat, street, time }) => [
      saysJson({ caller, address: `Flat ${flat}, 7 ${street}`, callback_time: time.clock }),
    ],
  }),

  defineCase('json', 'strict-schema-for-a-resume', {
    draw: (facts) => ({
      name: facts.name(),
      email: facts.email(),
      town: facts.city(),
      employers: facts.distinct(2, facts.company),
      years: [facts.integer(2012, 2015), facts.integer(2016, 2019)] as const,
      skills: facts.shuffle(['Kotlin', 'Terraform', 'PostgreSQL', 'Rust', 'Kafka']).slice(0, 3),
    }),
    play: async ({ name, email, town, employers, years, skills }, chat) => {
      const completion = await chat({
        response_format: {
          type: 'json_schema',
          json_schema: {
            name: 'resume',
            strict: true,
            schema: {
              type: 'object',
              additionalProperties: false,
              required: ['name', 'email', 'location', 'skills', 'experience'],
              properties: {
                name: { type: 'string' },
                email: { type: 'string' },
                location: { type: 'string' },
                skills: { type: 'array', items: { type: 'string' } },
                experience: {
                  type: 'array',
                  items: {
                    type: 'object',
                    additionalProperties: false,
                    required: ['company', 'start_year'],
                    properties: { company: { type: 'string' }, start_year: { type: 'integer' } },
                  },
                },
              },
            },
          },
        },
        messages: [
          system('Extract the data of the applicant.'),
          user(
            `${name}\n${town} | ${email}\n\nEXPERIENCE\n${employers[0]}, backend engineer, since ${years[1]}\n${employers[1]}, junior engineer, from ${years[0]}\n\nSKILLS\n${skills.join(', ')}`,
          ),
        ],
      });
      const data = asRecord(bareJson(textOf(completion)));
      assertSame(data.name, name);
      assertSame(data.email, email);
      assertSame(data.location, town);
      assertItems(data.skills, skills);
      assert.deepEqual(data.experience, [
        { company: employers[0], start_year: years[1] },
        { company: employers[1], start_year: years[0] },
      ]);
    },
    ideal: ({ name, email, town, employers, years, skills }) => [
      saysJson({
        name,
        email,
        location: town,
        skills,
        experience: [
          { company: employers[0], start_year: years[1] },
          { company: employers[1], start_year: years[0] },
        ],
      }),
    ],
  }),

  defineCase('json', 'dspy-chat-markers-with-context-and-answer', {
    draw: (facts) => {
      const lakes = [1, 2, 3].map(() => ({ lake: facts.inventedWord(), depth: facts.integer(110, 890) }));
      return { lakes, ...chooseOne(facts, lakes) };
    },
    play: async ({ lakes, target, others }, chat) => {
      const passages = lakes
        .map(({ lake, depth }, index) => `[${index + 1}] «Lake ${lake} reaches a depth of ${depth} metres.»`)
        .join('\n');
      const reply = await ask(
        chat,
        system(
          'Your input fields are:\n1. `context` (list[str]): may contain relevant facts\n2. `question` (str)\nYour output fields are:\n1. `reasoning` (str)\n2. `answer` (str): often between 1 and 5 words\nAll interactions will be structured in the following way, with the appropriate values filled in.\n\n[[ ## context ## ]]\n{context}\n\n[[ ## question ## ]]\n{question}\n\n[[ ## reasoning ## ]]\n{reasoning}\n\n[[ ## answer ## ]]\n{answer}\n\n[[ ## completed ## ]]\nIn adhering to this structure, your objective is: \n        Answer questions with short factoid answers.',
        ),
        user(
          `[[ ## context ## ]]\n${passages}\n\n[[ ## question ## ]]\nHow deep is Lake ${target.lake}?\n\nRespond with the corresponding output fields, starting with the field \`[[ ## reasoning ## ]]\`, then \`[[ ## answer ## ]]\`, and then ending with the marker for \`[[ ## completed ## ]]\`.`,
        ),
      );
      const parts =
        /^\s*\[\[ ## reasoning ## \]\]\n([\s\S]+?)\n\[\[ ## answer ## \]\]\n([\s\S]+?)\n\s*\[\[ ## completed ## \]\]\s*$/.exec(
          reply,
        );
      assert.ok(parts, `expected the two fields and the end marker, got ${JSON.stringify(reply)}`);
      const [, reasoning = '', answer = ''] = parts;
      assert.notEqual(reasoning.trim(), '{reasoning}');
      assertMentions(answer, target.depth);
      assertOmits(answer, ...others.map(({ depth }) => depth));
      assertShort(answer, 80);
    },
    ideal: ({ target }) => [
      says(
        `[[ ## reasoning ## ]]\nThe context states the depth of Lake ${target.lake}.\n\n[[ ## answer ## ]]\n${target.depth} metres\n\n[[ ## completed ## ]]`,
      ),
    ],
  }),

  defineCase('json', 'one-letter-of-a-multiple-choice-question', {
    draw: (facts) => {
      const captains = [1, 2, 3, 4].map(() => ({ name: facts.name(), ship: facts.inventedWord() }));
      const options = facts.shuffle(captains);
      const target = facts.pick(captains);
      return { captains, options, target, letter: 'ABCD'.charAt(options.indexOf(target)) };
    },
    play: async ({ captains, options, target, letter }, chat) => {
      const reply = await ask(
        chat,
        system('Read the text and answer the question. Reply with the letter of the correct option only.'),
        user(
          `${captains.map(({ name, ship }) => `${name} took command of the ${ship}.`).join(' ')}\n\nWho became captain of the ${target.ship}?\n${options.map(({ name }, index) => `${'ABCD'.charAt(index)}) ${name}`).join('\n')}`,
        ),
      );
      assert.match(reply.trim(), new RegExp(`^\\(?${letter}[).]?$`));
    },
    ideal: ({ letter }) => [says(letter)],
  }),

  defineCase('json', 'nothing-but-a-number-known', {
    draw: (facts) => ({
      warehouse: facts.city(),
      pallets: facts.integer(210, 980),
      drivers: facts.integer(20, 90),
      docks: facts.integer(100, 190),
    }),
    play: async ({ warehouse, pallets, drivers, docks }, chat) => {
      const reply = await ask(
        chat,
        user(
          `The ${warehouse} warehouse employs ${drivers} drivers, has ${docks} docks and currently stores ${pallets} pallets.\nHow many pallets are in store? Output only a number, no units and no words.`,
        ),
      );
      assert.equal(reply.trim(), String(pallets));
    },
    ideal: ({ pallets }) => [says(String(pallets))],
  }),

  defineCase('json', 'yes-or-no-about-a-stated-membership', {
    draw: (facts) => {
      const listed = facts.distinct(4, facts.name);
      const stranger = facts.name();
      const asked = facts.pick([facts.pick(listed), stranger]);
      return { listed, asked, expected: listed.includes(asked) ? 'yes' : 'no' };
    },
    play: async ({ listed, asked, expected }, chat) => {
      const reply = await ask(
        chat,
        system('Answer every question with "yes" or "no" in lower case and nothing else.'),
        user(`Guest list for tonight: ${listed.join('; ')}.\n\nIs ${asked} on the guest list?`),
      );
      assert.equal(reply.trim().replace(/\.$/, ''), expected);
    },
    ideal: ({ expected }) => [says(expected)],
  }),

  defineCase('json', 'department-label-from-a-described-list', {
    draw: (facts) => {
      const options = [
        {
          label: 'billing',
          message: `I was charged twice for order ${facts.code()}, please refund one payment.`,
        },
        {
          label: 'technical',
          message: `The app crashes with error ${facts.code()} whenever I open the settings.`,
        },
        {
          label: 'shipping',
          message: `My parcel ${facts.code()} has been stuck in ${facts.city()} for a week.`,
        },
      ];
      return facts.pick(options);
    },
    play: async ({ label, message }, chat) => {
      const reply = await ask(
        chat,
        user(
          `Route the customer message below to one department.\n\nDepartments:\n- billing: payments, invoices, refunds\n- technical: bugs, errors, crashes of the app\n- shipping: parcels, delivery, tracking\n\nMessage: """${message}"""\n\nRespond with the department name only.`,
        ),
      );
      assert.equal(reply.trim().toLowerCase().replace(/\.$/, ''), label);
    },
    ideal: ({ label }) => [says(label)],
  }),

  defineCase('json', 'typescript-definitions-of-a-calendar-request', {
    draw: (facts) => ({
      topic: facts.inventedWord(),
      day: facts.date(2026, 2030),
      time: facts.time(),
      people: facts.distinct(2, facts.givenName),
    }),
    play: async ({ topic, day, time, people }, chat) => {
      const reply = await ask(
        chat,
        user(
          `You are a service that translates user requests into JSON objects of type "AddEvent" according to the following TypeScript definitions:\n\`\`\`\nexport interface AddEvent {\n    actionType: 'add event';\n    event: Event;\n}\n\nexport interface Event {\n    // date (example: 2024-03-22)\n    day: string;\n    // 24-hour start time (example: 09:30)\n    start: string;\n    description: string;\n    // first names, an empty list if nobody is invited\n    participants: string[];\n}\n\`\`\`\nThe following is a user request:\n"""\nput the ${topic} workshop with ${people[0]} and ${people[1]} on my calendar for ${day.american}, ${time.twelveHour}\n"""\nThe following is the user request translated into a JSON object with 2 spaces of indentation and no properties with the value undefined:\n`,
        ),
      );
      const data = asRecord(anyJson(reply));
      assert.equal(data.actionType, 'add event');
      const event = asRecord(data.event);
      assertDate(event.day, day);
      assert.equal(event.start, time.clock);
      assertMentions(asString(event.description), topic);
      assertItems(event.participants, people);
    },
    ideal: ({ topic, day, time, people }) => [
      says(
        JSON.stringify(
          {
            actionType: 'add event',
            event: {
              day: day.iso,
              start: time.clock,
              description: `${topic} workshop`,
              participants: people,
            },
          },
          null,
          2,
        ),
      ),
    ],
  }),

  defineCase('json', 'react-text-protocol-names-an-action-and-stops', {
    draw: (facts) => ({ flight: facts.code(), town: facts.city() }),
    play: async ({ flight, town }, chat) => {
      const completion = await chat({
        stop: ['\nObservation:'],
        messages: [
          user(
            `Answer the following questions as best you can. You have access to the following tools:\n\nflight_status(flight: str) -> str - Tells gate and delay of a flight by its number.\ncurrency_rate(pair: str) -> str - Exchange rate of two currencies.\nairport_weather(town: str) -> str - Weather at the airport of a town.\n\nUse the following format:\n\nQuestion: the input question you must answer\nThought: you should always think about what to do\nAction: the action to take, should be one of [flight_status, currency_rate, airport_weather]\nAction Input: the input to the action\nObservation: the result of the action\n... (this Thought/Action/Action Input/Observation can repeat N times)\nThought: I now know the final answer\nFinal Answer: the final answer to the original input question\n\nBegin!\n\nQuestion: Is flight ${flight} to ${town} delayed?\nThought:`,
          ),
        ],
      });
      const reply = textOf(completion);
      assert.match(reply, /^Action: ?flight_status *$/m);
      assertMentions(/^Action Input: ?(.*)$/m.exec(reply)?.[1] ?? '', flight);
      assert.doesNotMatch(reply, /Final Answer:|Observation:/);
    },
    ideal: ({ flight }) => [
      says(` I should look up the flight.\nAction: flight_status\nAction Input: ${flight}`),
    ],
  }),

  defineCase('json', 'thinking-and-answer-tags', {
    draw: (facts) => {
      const tenants = [1, 2, 3].map(() => ({ name: facts.name(), rent: facts.integer(610, 1980) }));
      return { tenants, ...chooseOne(facts, tenants) };
    },
    play: async ({ tenants, target, others }, chat) => {
      const reply = await ask(
        chat,
        system(
          'Think inside <thinking></thinking> tags first. Then give the result, a bare number, inside <answer></answer> tags. Write nothing outside the tags.',
        ),
        user(
          `<rent_roll>\n${tenants.map(({ name, rent }) => `${name} pays ${rent} a month.`).join('\n')}\n</rent_roll>\n\nWhat is the monthly rent of ${target.name}?`,
        ),
      );
      assert.match(reply.trim(), /^<thinking>[\s\S]*\S[\s\S]*<\/thinking>\s*<answer>[\s\S]*<\/answer>$/);
      const answer = /<answer>([\s\S]*)<\/answer>/.exec(reply)?.[1] ?? '';
      assert.equal(answer.trim().replace(',', ''), String(target.rent));
      assertOmits(answer, ...others.map(({ rent }) => rent));
    },
    ideal: ({ target }) => [
      says(
        `<thinking>The rent roll has a line for ${target.name}.</thinking>\n<answer>${target.rent}</answer>`,
      ),
    ],
  }),

  defineCase('json', 'search-replace-block-for-a-changed-constant', {
    draw: (facts) => ({
      file: `${facts.slug()}.py`,
      constant: `${facts.slug().toUpperCase()}_LIMIT`,
      other: `${facts.slug().toUpperCase()}_RETRIES`,
      before: facts.integer(100, 400),
      after: facts.integer(500, 900),
      kept: facts.integer(11, 60),
    }),
    play: async ({ file, constant, other, before, after, kept }, chat) => {
      const reply = await ask(
        chat,
        system(
          'Act as an expert software developer.\nDescribe each change with a *SEARCH/REPLACE block* per the example below. Every block uses this format:\n1. The *FULL* file path alone on a line, verbatim.\n2. The opening fence and code language\n3. The start of search block: <<<<<<< SEARCH\n4. A contiguous chunk of lines to search for in the existing source code\n5. The dividing line: =======\n6. The lines to replace into the source code\n7. The end of the replace block: >>>>>>> REPLACE\n8. The closing fence: ```\nOnly EVER RETURN CODE IN A *SEARCH/REPLACE BLOCK*!',
        ),
        user(
          `I have *added these files to the chat* so you can go ahead and edit them.\n\n${file}\n\`\`\`python\n${other} = ${kept}\n${constant} = ${before}\n\n\ndef allowed(count):\n    return count < ${constant}\n\`\`\``,
        ),
        user(`Change ${constant} to ${after}.`),
      );
      const block = /<<<<<<< SEARCH\n([\s\S]*?)\n=======\n([\s\S]*?)\n>>>>>>> REPLACE/.exec(reply);
      assert.ok(block, `expected a SEARCH/REPLACE block, got ${JSON.stringify(reply)}`);
      const [, search = '', replace = ''] = block;
      assert.ok(search.split('\n').includes(`${constant} = ${before}`), search);
      assert.ok(replace.split('\n').includes(`${constant} = ${after}`), replace);
      assert.ok(reply.slice(0, block.index).includes(file), 'expected the path before the block');
    },
    ideal: ({ file, constant, before, after }) => [
      says(
        `${file}\n\`\`\`python\n<<<<<<< SEARCH\n${constant} = ${before}\n=======\n${constant} = ${after}\n>>>>>>> REPLACE\n\`\`\``,
      ),
    ],
  }),
];
