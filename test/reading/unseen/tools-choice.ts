import assert from 'node:assert/strict';
import { asString, assertMentions, assertMentionsAny, assertOmits, assertSame } from '../assertions.ts';
import { defineCase, type ReadingCase, type Situation } from '../case.ts';
import {
  assistant,
  callsOf,
  given,
  namesOf,
  number,
  oneOf,
  only,
  onlyCallOf,
  pastCall,
  says,
  system,
  text,
  textOf,
  tool,
  user,
  uses,
  whole,
} from '../conversation.ts';

const tools = <S>(name: string, situation: Situation<S>): ReadingCase => defineCase('tools', name, situation);

/** Which tool is called in one step, if any. */
export const toolsChoice: readonly ReadingCase[] = [
  // Only the descriptions tell what the tools do.
  tools('meaningless-names-told-apart-by-description', {
    draw: (facts) => {
      const records = facts.shuffle(devices).map((device) => ({ ...device, name: facts.slug() }));
      return { records, wished: facts.shuffle(records).slice(0, 2) };
    },
    play: async ({ records, wished }, chat) => {
      for (const { name: expected, wish } of wished) {
        const call = onlyCallOf(
          await chat({
            messages: [system('You control a house. Use the tools.'), user(wish)],
            tools: records.map(({ name, does }) => tool(name, does, {})),
          }),
        );
        assert.equal(call.name, expected);
      }
    },
    ideal: ({ wished }) => wished.map(({ name }) => uses([name, {}])),
  }),

  tools('cancel-rather-than-look-up-or-list', {
    draw: (facts) => ({ order: facts.code(), company: facts.company() }),
    play: async ({ order, company }, chat) => {
      const id = { order_id: text('The order number') };
      const call = onlyCallOf(
        await chat({
          messages: [
            system(
              `You are the customer service of ${company}. The customer is logged in; act without asking for confirmation.`,
            ),
            user(
              `I changed my mind, I no longer want what I bought in order ${order}. It hasn't been shipped yet, please call it off.`,
            ),
          ],
          tools: [
            tool('list_orders', 'List all orders of the customer.', {}),
            tool('get_order_status', 'Look up where an order is.', id),
            tool('cancel_order', 'Cancel an order which has not been shipped.', id),
            tool('return_order', 'Register the return of an order which has been delivered.', id),
          ],
        }),
      );
      assert.deepEqual([call.name, call.args], ['cancel_order', { order_id: order }]);
    },
    ideal: ({ order }) => [uses(['cancel_order', { order_id: order }])],
  }),

  tools('greeting-needs-no-tool', {
    draw: (facts) => ({ name: facts.givenName(), company: facts.company() }),
    play: async ({ name, company }, chat) => {
      const answer = textOf(
        await chat({
          messages: [
            system(`You are the travel assistant of ${company}. Greet customers by name.`),
            user(`Hello! I'm ${name}. How are you today?`),
          ],
          tools: [
            tool('search_flights', 'Search flights between two cities.', {
              origin: text(),
              destination: text(),
            }),
            tool('get_weather', 'Current weather of a city.', { city: text() }),
          ],
        }),
      );
      assertMentions(answer, name);
      assertOmits(answer, `I'm ${name}`);
    },
    ideal: ({ name }) => [says(`Hello ${name}, I'm fine, thank you! How can I help you with your travels?`)],
  }),

  tools('thanks-after-the-work-needs-no-tool', {
    draw: (facts) => ({ town: facts.city(), degrees: facts.integer(12, 34), name: facts.givenName() }),
    play: async ({ town, degrees, name }, chat) => {
      const answer = textOf(
        await chat({
          messages: [
            user(`What's the temperature in ${town}?`),
            ...pastCall('get_weather', { city: town }, { temperature_celsius: degrees }),
            assistant(`It is ${degrees} °C in ${town}.`),
            user(`Great, thank you, that was all. Bye from ${name}!`),
          ],
          tools: [tool('get_weather', 'Current weather of a city.', { city: text() })],
        }),
      );
      assert.match(answer, /welcome|bye|glad|great day|nice day|take care|pleasure|enjoy|happy to/i);
      assertOmits(answer, 'that was all', degrees);
    },
    ideal: ({ name }) => [says(`You're welcome, ${name}. Have a nice day!`)],
  }),

  // The text to be worked on is in the message; the tools at hand have nothing to do with it.
  tools('rewriting-a-sentence-needs-no-tool', {
    draw: (facts) => ({
      boss: facts.surname(),
      report: facts.inventedWord(),
      weekday: facts.pick(['Monday', 'Tuesday', 'Thursday', 'Friday']),
    }),
    play: async ({ boss, report, weekday }, chat) => {
      const answer = textOf(
        await chat({
          messages: [
            user(
              `Rewrite this more politely, keeping all facts: "Mr ${boss}, send me the ${report} report by ${weekday}."`,
            ),
          ],
          tools: [
            tool('get_stock_price', 'Current price of a share.', { symbol: text('Ticker symbol') }),
            tool('book_table', 'Book a table in a restaurant.', { restaurant: text(), guests: whole() }),
          ],
        }),
      );
      assertMentions(answer, boss, report, weekday);
      assert.match(answer, /please|could you|would you|kindly|appreciate|grateful/i);
    },
    ideal: ({ boss, report, weekday }) => [
      says(`Dear Mr ${boss}, could you please send me the ${report} report by ${weekday}?`),
    ],
  }),

  tools('question-of-fact-goes-to-the-search', {
    draw: (facts) => ({ treaty: facts.inventedWord(), town: facts.city() }),
    play: async ({ treaty, town }, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            system('You are a research assistant. Look up what you do not know.'),
            user(`Who signed the Treaty of ${treaty} on behalf of the town of ${town}?`),
          ],
          tools: [
            tool('send_email', 'Send an email.', { to: text(), body: text() }),
            tool(
              'encyclopedia_search',
              'Searches an encyclopedia. Useful for questions about people, places, events and treaties.',
              { query: text('What to search for') },
            ),
            tool('calculator', 'Evaluates an arithmetic expression.', { expression: text() }),
          ],
        }),
      );
      assert.equal(call.name, 'encyclopedia_search');
      assertMentions(asString(call.args.query), treaty);
    },
    ideal: ({ treaty, town }) => [
      uses(['encyclopedia_search', { query: `signatories of the Treaty of ${treaty} for ${town}` }]),
    ],
  }),

  // OpenAI Agents SDK: a triage agent with hand-offs and no tools of its own.
  tools('hand-off-by-topic', {
    draw: (facts) => ({
      company: facts.company(),
      requests: facts
        .shuffle(topics)
        .slice(0, 2)
        .map(({ agent, complaint }) => ({ agent, message: complaint.replace('NUMBER', facts.code()) })),
    }),
    play: async ({ company, requests }, chat) => {
      for (const { agent, message } of requests) {
        const call = onlyCallOf(
          await chat({
            messages: [
              system(
                `# System context\nYou are part of a multi-agent system. An agent can hand off a conversation to another agent by calling a function, generally named \`transfer_to_<agent_name>\`. Do not mention transfers to the user.\n\nYou are the triage agent of ${company}. Hand every request off to the agent in charge.`,
              ),
              user(message),
            ],
            tools: topics.map(({ agent: name, duty }) =>
              tool(`transfer_to_${name}`, `Handoff to the ${name} agent to handle the request. ${duty}`, {}),
            ),
          }),
        );
        assert.equal(call.name, `transfer_to_${agent}`);
      }
    },
    ideal: ({ requests }) => requests.map(({ agent }) => uses([`transfer_to_${agent}`, {}])),
  }),

  tools('hand-off-by-language', {
    draw: (facts) => ({
      requests: facts
        .shuffle(languages)
        .slice(0, 2)
        .map(({ language, greeting }) => ({ language, message: greeting.replace('TOWN', facts.city()) })),
    }),
    play: async ({ requests }, chat) => {
      for (const { language, message } of requests) {
        const call = onlyCallOf(
          await chat({
            messages: [
              system('Handoff to the appropriate agent based on the language of the request.'),
              user(message),
            ],
            tools: languages.map(({ language: name }) =>
              tool(
                `transfer_to_${name}_agent`,
                `Handoff to the ${name}_agent agent to handle the request. `,
                {},
              ),
            ),
          }),
        );
        assert.equal(call.name, `transfer_to_${language}_agent`);
      }
    },
    ideal: ({ requests }) => requests.map(({ language }) => uses([`transfer_to_${language}_agent`, {}])),
  }),

  // LangGraph swarm: the agent has a tool of its own for the request, so no hand-off.
  tools('own-tool-instead-of-a-hand-off', {
    draw: (facts) => ({
      airline: facts.company(),
      booking: facts.code(),
      colleague: facts.givenName().toLowerCase(),
    }),
    play: async ({ airline, booking, colleague }, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            system(
              `You are the seat agent of ${airline}. You change and look up seats yourself; for hotels, hand off to ${colleague}.`,
            ),
            user(`Which seat do I have on booking ${booking}?`),
          ],
          tools: [
            tool(`transfer_to_${colleague}`, `Ask agent '${colleague}' for help with hotels`, {}),
            tool('look_up_seat', 'Returns the seat of a booking.', { booking: text('Booking number') }),
            tool('change_seat', 'Moves a booking to another seat.', {
              booking: text('Booking number'),
              seat: text('The new seat'),
            }),
          ],
        }),
      );
      assert.deepEqual([call.name, call.args], ['look_up_seat', { booking }]);
    },
    ideal: ({ booking }) => [uses(['look_up_seat', { booking }])],
  }),

  // LangGraph supervisor: workers report back by name, and the supervisor goes on to the next.
  tools('supervisor-delegates-and-then-sums-up', {
    draw: (facts) => ({
      company: facts.company(),
      staff: facts.distinct(2, () => facts.integer(110, 490)),
      sites: facts.distinct(2, () => facts.city()),
    }),
    play: async ({ company, staff, sites }, chat) => {
      const agents = [
        tool('transfer_to_research_expert', "Ask agent 'research_expert' for help", {}),
        tool('transfer_to_math_expert', "Ask agent 'math_expert' for help", {}),
      ];
      const start = [
        system(
          'You are a team supervisor managing a research expert and a math expert. For facts about companies, use research_expert. For any calculation, use math_expert. Assign work to one agent at a time; never calculate yourself.',
        ),
        user(`What is the combined headcount of the ${company} sites in ${sites[0]} and ${sites[1]}?`),
      ];
      const first = onlyCallOf(await chat({ messages: start, tools: agents }));
      assert.equal(first.name, 'transfer_to_research_expert');
      const researched = [
        ...start,
        ...pastCall('transfer_to_research_expert', {}, 'Successfully transferred to research_expert'),
        {
          role: 'assistant' as const,
          name: 'research_expert',
          content: `${company} employs ${staff[0]} people in ${sites[0]} and ${staff[1]} people in ${sites[1]}.`,
        },
        ...pastCall(
          'transfer_back_to_supervisor',
          { from: 'research_expert' },
          'Successfully transferred back to supervisor',
        ),
      ];
      const second = onlyCallOf(await chat({ messages: researched, tools: agents }));
      assert.equal(second.name, 'transfer_to_math_expert');
      const answer = textOf(
        await chat({
          messages: [
            ...researched,
            ...pastCall('transfer_to_math_expert', {}, 'Successfully transferred to math_expert'),
            {
              role: 'assistant' as const,
              name: 'math_expert',
              content: `${staff[0]} + ${staff[1]} = ${staff[0] + staff[1]}`,
            },
            ...pastCall(
              'transfer_back_to_supervisor',
              { from: 'math_expert' },
              'Successfully transferred back to supervisor',
            ),
          ],
          tools: agents,
        }),
      );
      assertMentions(answer, staff[0] + staff[1]);
    },
    ideal: ({ company, staff }) => [
      uses(['transfer_to_research_expert', {}]),
      uses(['transfer_to_math_expert', {}]),
      says(`Together, the two sites of ${company} employ ${staff[0] + staff[1]} people.`),
    ],
  }),

  tools('named-tool-choice-is-obeyed', {
    draw: (facts) => ({ title: facts.inventedWord(), author: facts.name(), pages: facts.integer(110, 690) }),
    play: async ({ title, author, pages }, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            user(`I have just finished "${title}" by ${author}, all ${pages} pages of it. What a book!`),
          ],
          tools: [
            tool('recommend_book', 'Recommend a similar book.', { genre: text() }),
            tool('record_book', 'Record a book which was read.', {
              title: text(),
              author: text(),
              pages: whole(),
            }),
          ],
          tool_choice: { type: 'function', function: { name: 'record_book' } },
        }),
      );
      assert.deepEqual([call.name, call.args], ['record_book', { title, author, pages }]);
    },
    ideal: ({ title, author, pages }) => [uses(['record_book', { title, author, pages }])],
  }),

  tools('tool-choice-none-is-obeyed', {
    draw: (facts) => ({
      train: facts.code(),
      platform: facts.integer(11, 29),
      town: facts.city(),
      later: facts.integer(31, 49),
    }),
    play: async ({ train, platform, town, later }, chat) => {
      const answer = textOf(
        await chat({
          messages: [
            user(`When does ${train} leave for ${town}, and from where?`),
            ...pastCall(
              'train_info',
              { train },
              { train, destination: town, platform, delay_minutes: later },
            ),
            user('Just tell me the platform.'),
          ],
          tools: [tool('train_info', 'Look up a train.', { train: text('Train number') })],
          tool_choice: 'none',
        }),
      );
      assertMentions(answer, platform);
      assertOmits(answer, later);
    },
    ideal: ({ platform }) => [says(`Platform ${platform}.`)],
  }),

  tools('required-choice-takes-the-fitting-tool', {
    draw: (facts) => ({ pet: facts.inventedWord(), ...facts.pick(notes) }),
    play: async ({ pet, kind, message }, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            system('Sort what the pet owner writes by calling one tool.'),
            user(message.replaceAll('PET', pet)),
          ],
          tools: notes.map((note) => tool(note.kind, note.meaning, { pet: text('Name of the pet') })),
          tool_choice: 'required',
        }),
      );
      assert.deepEqual([call.name, call.args], [kind, { pet }]);
    },
    ideal: ({ pet, kind }) => [uses([kind, { pet }])],
  }),

  // MCP clients prefix the name of the server; two servers have a tool for contacts.
  tools('prefixed-names-of-two-servers', {
    draw: (facts) => ({
      person: facts.name(),
      number: `+49 ${facts.integer(151, 179)} ${facts.integer(1_000_000, 9_999_999)}`,
      team: facts.inventedWord(),
    }),
    play: async ({ person, number: phone, team }, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            system(
              `Workspace of the ${team} team. Business contacts are kept in the CRM, private ones on the phone.`,
            ),
            user(`Please save ${person}, a new business contact, with the number ${phone}.`),
          ],
          tools: [
            tool('mcp__phone__create_contact', '[phone] Create a contact in the private address book.', {
              name: text(),
              phone: text(),
            }),
            tool('mcp__crm__find_contact', '[crm] Find a business contact.', { name: text() }),
            tool('mcp__crm__create_contact', '[crm] Create a business contact.', {
              contact: {
                type: 'object',
                properties: { name: text(), phone: text() },
                required: ['name', 'phone'],
                additionalProperties: false,
              },
            }),
          ],
        }),
      );
      assert.equal(call.name, 'mcp__crm__create_contact');
      const contact = call.args.contact as Record<string, unknown>;
      assertSame(contact.name, person);
      assert.equal(asString(contact.phone).replace(/[^\d+]/g, ''), phone.replaceAll(' ', ''));
    },
    ideal: ({ person, number: phone }) => [
      uses(['mcp__crm__create_contact', { contact: { name: person, phone } }]),
    ],
  }),

  tools('follow-up-repeats-the-call-for-another-city', {
    draw: (facts) => ({
      towns: facts.distinct(2, () => facts.city()),
      degrees: facts.integer(41, 89),
      unit: facts.pick(['celsius', 'fahrenheit'] as const),
    }),
    play: async ({ towns, degrees, unit }, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            user(`How warm is it in ${towns[0]}, in ${unit === 'celsius' ? 'Celsius' : 'Fahrenheit'}?`),
            ...pastCall('get_temperature', { city: towns[0], unit }, { temperature: degrees }),
            assistant(`It is ${degrees} degrees in ${towns[0]}.`),
            user(`And in ${towns[1]}?`),
          ],
          tools: [
            tool('get_temperature', 'Current temperature of a city.', {
              city: text(),
              unit: oneOf(['celsius', 'fahrenheit']),
            }),
          ],
        }),
      );
      assert.deepEqual(call.args, { city: towns[1], unit });
    },
    ideal: ({ towns, unit }) => [uses(['get_temperature', { city: towns[1], unit }])],
  }),

  tools('independent-calls-in-one-reply', {
    draw: (facts) => ({ towns: facts.distinct(3, () => facts.city()), amount: facts.integer(110, 890) }),
    play: async ({ towns, amount }, chat) => {
      const calls = callsOf(
        await chat({
          messages: [
            system('Call independent tools in parallel.'),
            user(
              `Tell me the weather in ${towns[0]}, ${towns[1]} and ${towns[2]}, and how many yen I get for ${amount} euros.`,
            ),
          ],
          tools: [
            tool('get_weather', 'Current weather of one city.', { city: text() }),
            tool('convert_currency', 'Convert an amount of money.', {
              amount: number(),
              from: text('ISO 4217 code'),
              to: text('ISO 4217 code'),
            }),
            tool('set_alarm', 'Set an alarm.', { time: text() }),
          ],
          parallel_tool_calls: true,
        }),
      );
      assert.deepEqual(namesOf(calls).toSorted(), [
        'convert_currency',
        'get_weather',
        'get_weather',
        'get_weather',
      ]);
      const asked = calls.filter(({ name }) => name === 'get_weather').map(({ args }) => asString(args.city));
      for (const town of towns) assertMentionsAny(town, asked);
      assert.deepEqual(given(only(calls.filter(({ name }) => name === 'convert_currency')).args), {
        amount,
        from: 'EUR',
        to: 'JPY',
      });
    },
    ideal: ({ towns, amount }) => [
      uses(...towns.map((city) => ['get_weather', { city }] as const), [
        'convert_currency',
        { amount, from: 'EUR', to: 'JPY' },
      ]),
    ],
  }),
];

const devices: readonly { readonly does: string; readonly wish: string }[] = [
  { does: 'Switches all lights off.', wish: 'It is far too bright in here, please make it dark.' },
  { does: 'Closes the shutters of every window.', wish: 'A storm is coming, the windows should be covered.' },
  {
    does: 'Starts the robot which vacuums the floor.',
    wish: 'There are crumbs all over the floor, get them cleaned up.',
  },
  { does: 'Locks the front door.', wish: 'I am leaving, make sure nobody can walk in from the street.' },
];

const topics: readonly { readonly agent: string; readonly duty: string; readonly complaint: string }[] = [
  {
    agent: 'billing',
    duty: 'Handles invoices, payments and refunds.',
    complaint: 'Invoice NUMBER shows an amount I never agreed to. Please correct it.',
  },
  {
    agent: 'technical_support',
    duty: 'Handles devices which do not work.',
    complaint: 'My device, serial number NUMBER, shows a blue screen as soon as I turn it on.',
  },
  {
    agent: 'sales',
    duty: 'Handles offers and questions about products before the purchase.',
    complaint: 'We are thinking of buying twenty of your model NUMBER. Can you make us an offer?',
  },
];

const languages: readonly { readonly language: string; readonly greeting: string }[] = [
  { language: 'spanish', greeting: 'Hola, ¿me puede ayudar a encontrar un hotel en TOWN para mañana?' },
  { language: 'french', greeting: 'Bonjour, pouvez-vous me trouver un hôtel à TOWN pour demain ?' },
  { language: 'german', greeting: 'Guten Tag, können Sie mir für morgen ein Hotel in TOWN suchen?' },
  { language: 'english', greeting: 'Good morning, could you find me a hotel in TOWN for tomorrow?' },
];

const notes: readonly { readonly kind: string; readonly meaning: string; readonly message: string }[] = [
  {
    kind: 'report_illness',
    meaning: 'The pet is ill or hurt.',
    message: 'PET has been vomiting since last night and will not drink.',
  },
  {
    kind: 'request_grooming',
    meaning: 'The owner wants the coat or the claws of the pet cut.',
    message: "PET's coat has grown so long, could you trim it next week?",
  },
  {
    kind: 'report_missing',
    meaning: 'The pet has run away.',
    message: 'The garden gate was open, and now I cannot find PET anywhere.',
  },
];
