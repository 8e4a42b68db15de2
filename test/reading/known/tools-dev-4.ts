import assert from 'node:assert/strict';
import { assertMentions, assertOmits, assertSame, assertShort, chooseOne, mentions } from '../assertions.ts';
import { defineCase, type ReadingCase } from '../case.ts';
import {
  assistant,
  namesOf,
  number,
  oneOf,
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
} from '../conversation.ts';

/** Two remedies are named and one of them is ruled out. */
const ruledOut = defineCase('tools', 'choice-remedy-which-is-not-ruled-out', {
  draw: (f) => ({ order: f.code(), refund: f.pick([true, false]), product: f.product() }),
  play: async (s, chat) => {
    const call = onlyCallOf(
      await chat({
        messages: [
          system('You carry out what the supervisor of a shop decides.'),
          user(
            s.refund
              ? `The ${s.product} of order ${s.order} arrived broken. They don't want a replacement, just give them their money back.`
              : `The ${s.product} of order ${s.order} arrived broken. Don't refund it, send them a new one instead.`,
          ),
        ],
        tools: [
          tool('close_order', 'Closes an order without further action.', { order_id: text() }),
          tool('issue_refund', 'Pays the price of an order back to the customer.', { order_id: text() }),
          tool('ship_replacement', 'Ships the goods of an order once more.', { order_id: text() }),
        ],
      }),
    );
    assert.equal(call.name, s.refund ? 'issue_refund' : 'ship_replacement');
    assert.equal(call.args.order_id, s.order);
  },
  ideal: (s) => [uses([s.refund ? 'issue_refund' : 'ship_replacement', { order_id: s.order }])],
});

/** An annoyed caller asks for a person; the order number is no reason to look it up again. */
const wantsAPerson = defineCase('tools', 'choice-escalation-to-a-person', {
  draw: (f) => ({ order: f.code(), company: f.company() }),
  play: async (s, chat) => {
    const call = onlyCallOf(
      await chat({
        messages: [
          system(
            `You are the chatbot of ${s.company}. Help with orders. When a customer asks for a real person, hand the chat over.`,
          ),
          user(`Where is my order ${s.order}?`),
          ...pastCall('get_order_status', { order_id: s.order }, { order_id: s.order, status: 'delayed' }),
          assistant(`Order ${s.order} is delayed.`),
          user("That's what you have been telling me for a week. I'd like to speak with a human now."),
        ],
        tools: [
          tool('get_order_status', 'Returns the status of an order.', { order_id: text() }),
          tool('escalate', 'Connects the customer with a member of staff.', { reason: text() }, []),
        ],
      }),
    );
    assert.equal(call.name, 'escalate');
  },
  ideal: (s) => [uses(['escalate', { reason: `Order ${s.order} has been delayed for a week.` }])],
});

/** The request names the function; the text alone would have led to another. */
const namedChoice = defineCase('tools', 'choice-tool-choice-names-the-function', {
  draw: (f) => ({ name: f.name(), city: f.city(), age: f.integer(19, 88) }),
  play: async (s, chat) => {
    const call = onlyCallOf(
      await chat({
        messages: [user(`What is the weather like in ${s.city}? Asks ${s.name}, ${s.age} years old.`)],
        tools: [
          tool('get_weather', 'Returns the weather of a city.', { city: text() }),
          tool('Person', 'Information about a person.', {
            name: text('Full name of the person'),
            age: number('Age in years'),
          }),
        ],
        tool_choice: { type: 'function', function: { name: 'Person' } },
      }),
    );
    assert.equal(call.name, 'Person');
    assert.deepEqual(call.args, { name: s.name, age: s.age });
  },
  ideal: (s) => [uses(['Person', { name: s.name, age: s.age }])],
});

/** With tool_choice "none" the answer is written from what is known, although a tool would fit. */
const choiceNone = defineCase('tools', 'choice-tool-choice-none-answers-in-text', {
  draw: (f) => {
    const rates = f.distinct(3, () => ({
      city: f.city(),
      rooms: f.integer(10, 90),
      rate: f.integer(91, 400),
    }));
    return { rates, pick: chooseOne(f, rates) };
  },
  play: async (s, chat) => {
    const reply = textOf(
      await chat({
        messages: [
          system('You assist the owner of a chain of inns.'),
          ...s.rates.flatMap(({ city, rooms, rate }) => [
            user(`How are we doing in ${city}?`),
            ...pastCall('get_figures', { city }, { free_rooms: rooms, average_rate: rate }),
            assistant(`In ${city}, ${rooms} rooms are free and the average rate is ${rate} euros.`),
          ]),
          user(`What was the average rate in ${s.pick.target.city} again?`),
        ],
        tools: [tool('get_figures', 'Free rooms and average rate of an inn.', { city: text() })],
        tool_choice: 'none',
      }),
    );
    assertMentions(reply, s.pick.target.rate);
    assertOmits(reply, ...s.pick.others.map(({ rate }) => rate));
  },
  ideal: ({ pick: { target } }) => [says(`The average rate in ${target.city} was ${target.rate} euros.`)],
});

/** The system message puts a check before everything else, whatever is asked. */
const checkComesFirst = defineCase('tools', 'choice-system-message-puts-a-check-first', {
  draw: (f) => ({
    customer: f.integer(100_000, 999_999),
    pin: f.integer(1000, 9999),
    limit: f.integer(2000, 5000),
  }),
  play: async (s, chat) => {
    const call = onlyCallOf(
      await chat({
        messages: [
          system(
            'You work on the telephone desk of a bank. Always verify the identity of the caller with verify_identity before you use any other tool.',
          ),
          user(
            `My customer number is ${s.customer} and my PIN is ${s.pin}. Please raise the limit of my card to ${s.limit}.`,
          ),
        ],
        tools: [
          tool('set_card_limit', 'Changes the limit of a card.', {
            customer_number: text(),
            limit: number(),
          }),
          tool('get_card_limit', 'Returns the limit of a card.', { customer_number: text() }),
          tool('verify_identity', 'Checks customer number and PIN.', {
            customer_number: text(),
            pin: text(),
          }),
        ],
      }),
    );
    assert.equal(call.name, 'verify_identity');
    assert.equal(String(call.args.customer_number), String(s.customer));
    assert.equal(String(call.args.pin), String(s.pin));
  },
  ideal: (s) => [uses(['verify_identity', { customer_number: String(s.customer), pin: String(s.pin) }])],
});

/** A manager of a crew delegates to the coworker whose role fits the task. */
const coworker = defineCase('tools', 'choice-delegation-to-the-coworker-with-the-fitting-role', {
  draw: (f) => ({ product: f.product(), translate: f.pick([true, false]) }),
  play: async (s, chat) => {
    const roles = ['Market Analyst', 'Translator', 'Legal Counsel'];
    const call = onlyCallOf(
      await chat({
        messages: [
          system(
            `You are Crew Manager. You do no work yourself; you delegate. Your coworkers: Market Analyst (finds out about competitors and prices), Translator (translates texts between languages), Legal Counsel (reviews contracts).`,
          ),
          user(
            s.translate
              ? `Current Task: We need the leaflet of the ${s.product} in Dutch and Polish.`
              : `Current Task: We need to know what rivals of the ${s.product} cost.`,
          ),
        ],
        tools: [
          tool('Ask_question_to_coworker', 'Ask a specific question to one of the coworkers.', {
            question: text(),
            context: text(),
            coworker: oneOf(roles),
          }),
          tool('Delegate_work_to_coworker', 'Delegate a specific task to one of the coworkers.', {
            task: text('The task to delegate'),
            context: text('The context for the task'),
            coworker: oneOf(roles, 'The role of the coworker to delegate to'),
          }),
        ],
        tool_choice: 'required',
      }),
    );
    assert.equal(call.args.coworker, s.translate ? 'Translator' : 'Market Analyst');
    assertMentions(JSON.stringify(call.args), s.product);
  },
  ideal: (s) => [
    uses([
      'Delegate_work_to_coworker',
      {
        task: s.translate
          ? `Translate the leaflet of the ${s.product}`
          : `Find what rivals of the ${s.product} cost`,
        context: s.translate ? 'The languages are Dutch and Polish.' : `We sell the ${s.product}.`,
        coworker: s.translate ? 'Translator' : 'Market Analyst',
      },
    ]),
  ],
});

/** Thanks after the work is done call nothing, least of all the same tool again. */
const thanks = defineCase('tools', 'choice-no-tool-for-thanks-after-the-work', {
  draw: (f) => ({
    table: f.integer(10, 60),
    restaurant: f.inventedWord(),
    at: f.time(),
    guests: f.integer(2, 9),
  }),
  play: async (s, chat) => {
    const reply = textOf(
      await chat({
        messages: [
          user(`Book a table for ${s.guests} at ${s.restaurant} tonight at ${s.at.clock}.`),
          ...pastCall(
            'book_table',
            { restaurant: s.restaurant, time: s.at.clock, guests: s.guests },
            { status: 'confirmed', table: s.table },
          ),
          assistant(`Table ${s.table} at ${s.restaurant} is yours at ${s.at.clock}.`),
          user("Great, thank you, that's all for today!"),
        ],
        tools: [
          tool('book_table', 'Books a table.', { restaurant: text(), time: text(), guests: number() }),
          tool('cancel_table', 'Cancels a booking.', { restaurant: text() }),
        ],
      }),
    );
    assertShort(reply, 400);
    assertOmits(reply, 'Book a table');
    assert.match(
      reply,
      /\b(?:welcome|enjoy|pleasure|glad|great|happy|nice|good|anytime|problem|bye|day|evening)\b/i,
    );
  },
  ideal: (s) => [says(`You're welcome! Enjoy your evening at ${s.restaurant}.`)],
});

/** Coordinates come from one tool and go into the next. */
const coordinates = defineCase('tools', 'loop-coordinates-from-one-tool-into-the-next', {
  draw: (f) => ({
    city: f.city(),
    latitude: f.decimal(10, 60, 3),
    longitude: f.decimal(61, 120, 3),
    temperature: f.decimal(3, 9, 1),
    humidity: f.integer(30, 99),
  }),
  play: async (s, chat) => {
    const loop = await runLoop(chat, {
      messages: [user(`What's the temperature in ${s.city} at the moment?`)],
      tools: [
        tool('getWeather', 'Current weather at a position.', { latitude: number(), longitude: number() }),
        tool('getCoordinates', 'Geocodes the name of a place.', { place: text() }),
      ],
      limit: 3,
      run: ({ name, args }) => {
        if (name === 'getCoordinates') {
          assertSame(args.place, s.city);
          return { lat: s.latitude, lon: s.longitude };
        }
        assert.deepEqual(args, { latitude: s.latitude, longitude: s.longitude });
        return { temperature_c: s.temperature, humidity_percent: s.humidity };
      },
    });
    assert.deepEqual(namesOf(loop.uses), ['getCoordinates', 'getWeather']);
    assertMentions(loop.answer, s.temperature);
    assertOmits(loop.answer, s.humidity);
  },
  ideal: (s) => [
    uses(['getCoordinates', { place: s.city }]),
    uses(['getWeather', { latitude: s.latitude, longitude: s.longitude }]),
    says(`It is ${s.temperature} °C in ${s.city} at the moment.`),
  ],
});

/** One call for each person; the answer is the sum, which no result states. */
const addedUp = defineCase('tools', 'loop-results-of-several-calls-added-up', {
  draw: (f) => ({
    staff: f.distinct(3, () => ({ name: f.name(), days: f.integer(2, 19), sick: f.integer(50, 80) })),
  }),
  play: async (s, chat) => {
    const [first, second, third] = s.staff;
    const loop = await runLoop(chat, {
      messages: [
        system('You work in HR. Answer from the leave system.'),
        user(
          `How many days of holiday do ${first.name}, ${second.name} and ${third.name} have left altogether? Just give me the total.`,
        ),
      ],
      tools: [
        tool('approve_leave', 'Approves a request for leave.', { employee: text() }),
        tool('get_leave_balance', 'Days of holiday an employee has left.', { employee: text('Full name') }),
      ],
      limit: 4,
      run: ({ args }) => {
        const person = s.staff.find(({ name }) => mentions(String(args.employee), name));
        assert.ok(person, `asked for ${String(args.employee)}`);
        return { employee: person.name, days_left: person.days };
      },
    });
    assert.deepEqual(new Set(namesOf(loop.uses)), new Set(['get_leave_balance']));
    assert.equal(loop.uses.length, 3);
    assert.equal(new Set(loop.uses.map(({ args }) => args.employee)).size, 3);
    assertMentions(loop.answer, first.days + second.days + third.days);
  },
  ideal: (s) => [
    uses(...s.staff.map(({ name }) => ['get_leave_balance', { employee: name }] as const)),
    says(`They have ${s.staff.reduce((sum, { days }) => sum + days, 0)} days left altogether.`),
  ],
});

/** A listing tells which devices the action concerns: those which are on, and no others. */
const onlyThoseOn = defineCase('tools', 'loop-action-on-every-listed-item-that-matches', {
  draw: (f) => {
    const lights = f.distinct(4, () => ({ id: f.integer(100, 900), name: `${f.inventedWord()} lamp` }));
    const on = f.shuffle([true, true, false, false]);
    return { lights: lights.map((light, index) => ({ ...light, is_on: on[index] === true })) };
  },
  play: async (s, chat) => {
    const loop = await runLoop(chat, {
      messages: [user('Turn off all the lights which are still on, please.')],
      tools: [
        tool('Lights-get_lights', 'Gets a list of lights and their current state', {}),
        tool('Lights-change_state', 'Changes the state of the light', {
          id: { type: 'integer', description: 'Id of the light' },
          is_on: { type: 'boolean', description: 'The new state' },
        }),
      ],
      limit: 4,
      run: ({ name, args }) =>
        name === 'Lights-get_lights'
          ? s.lights
          : { ...s.lights.find(({ id }) => id === args.id), is_on: args.is_on },
    });
    const [first, ...changes] = loop.uses;
    assert.equal(first?.name, 'Lights-get_lights');
    for (const { name, args } of changes) {
      assert.equal(name, 'Lights-change_state');
      assert.equal(args.is_on, false);
    }
    assert.deepEqual(
      changes.map(({ args }) => args.id).sort(),
      s.lights
        .filter(({ is_on }) => is_on)
        .map(({ id }) => id)
        .sort(),
    );
    assert.match(loop.answer, /\b(?:off|done|turned|switched)\b/i);
  },
  ideal: (s) => [
    uses(['Lights-get_lights', {}]),
    uses(
      ...s.lights
        .filter(({ is_on }) => is_on)
        .map(({ id }) => ['Lights-change_state', { id, is_on: false }] as const),
    ),
    says('All lights are off now.'),
  ],
});

/** A coding agent reads a file, edits a line it found there, and runs the tests. */
const editAndTest = defineCase('tools', 'loop-read-then-edit-then-run-the-tests', {
  draw: (f) => ({
    file: `lib/${f.slug()}.js`,
    name: f.slug().toUpperCase(),
    other: f.slug().toUpperCase(),
    before: f.integer(10, 40),
    after: f.integer(41, 90),
    passed: f.integer(100, 300),
  }),
  play: async (s, chat) => {
    const loop = await runLoop(chat, {
      messages: [
        system(
          'You are a coding agent. Read a file before you edit it, and run the tests after you have edited something.',
        ),
        user(`Set ${s.name} in ${s.file} to ${s.after}. How many tests pass afterwards?`),
      ],
      tools: [
        tool('run_tests', 'Runs the test suite.', {}),
        tool('edit_file', 'Replaces a piece of text in a file.', {
          path: text(),
          old_text: text('Text to replace, exactly as it stands in the file'),
          new_text: text('Text to put in its place'),
        }),
        tool('read_file', 'Returns the content of a file.', { path: text() }),
      ],
      limit: 4,
      run: ({ name, args }) => {
        if (name === 'run_tests') return `${s.passed} passed, 0 failed`;
        assert.equal(args.path, s.file);
        const content = `export const ${s.other} = 7;\nexport const ${s.name} = ${s.before};\n`;
        if (name === 'read_file') return content;
        const old = String(args.old_text);
        assert.ok(old !== '' && content.includes(old), `expected the file to contain ${JSON.stringify(old)}`);
        assert.equal(
          content.replace(old, String(args.new_text)).trim(),
          content.replace(` = ${s.before}`, ` = ${s.after}`).trim(),
        );
        return 'The file has been updated.';
      },
    });
    assert.deepEqual(namesOf(loop.uses), ['read_file', 'edit_file', 'run_tests']);
    assertMentions(loop.answer, s.passed);
  },
  ideal: (s) => [
    uses(['read_file', { path: s.file }]),
    uses([
      'edit_file',
      {
        path: s.file,
        old_text: `export const ${s.name} = ${s.before};`,
        new_text: `export const ${s.name} = ${s.after};`,
      },
    ]),
    uses(['run_tests', {}]),
    says(`I set ${s.name} to ${s.after}; all ${s.passed} tests pass.`),
  ],
});

/** The addressee is found over two records: employee, manager, then the message. */
const messageToManager = defineCase('tools', 'loop-message-to-a-person-found-over-two-records', {
  draw: (f) => ({
    employee: f.name(),
    manager: f.name(),
    managerId: f.code(),
    employeeMail: f.email(),
    managerMail: f.email(),
    days: f.integer(3, 15),
  }),
  play: async (s, chat) => {
    const loop = await runLoop(chat, {
      messages: [
        system(
          'You are an HR assistant. Find out addresses with the tools. Send messages without asking again.',
        ),
        user(
          `Write to the manager of ${s.employee} that ${s.employee} will be on sick leave for ${s.days} days.`,
        ),
      ],
      tools: [
        tool('send_message', 'Sends an e-mail.', { to: text('E-mail address'), body: text() }),
        tool('get_person', 'Returns a person of the directory by id.', { person_id: text() }),
        tool('search_people', 'Finds a person of the directory by name.', { name: text() }),
      ],
      limit: 4,
      run: ({ name, args }) => {
        if (name === 'search_people') {
          assertSame(args.name, s.employee);
          return { name: s.employee, email: s.employeeMail, manager_id: s.managerId };
        }
        if (name === 'get_person') {
          assert.equal(args.person_id, s.managerId);
          return { id: s.managerId, name: s.manager, email: s.managerMail };
        }
        assert.equal(args.to, s.managerMail);
        assertMentions(String(args.body), s.employee, s.days);
        return { status: 'sent' };
      },
    });
    assert.deepEqual(namesOf(loop.uses), ['search_people', 'get_person', 'send_message']);
    assert.match(loop.answer, /\b(?:sent|informed|told|notified|written|wrote|message|e-?mail(?:ed)?)\b/i);
  },
  ideal: (s) => [
    uses(['search_people', { name: s.employee }]),
    uses(['get_person', { person_id: s.managerId }]),
    uses([
      'send_message',
      { to: s.managerMail, body: `${s.employee} will be on sick leave for ${s.days} days.` },
    ]),
    says(`I sent ${s.manager} a message about it.`),
  ],
});

/** The action fails for good: the user is told why, and it is not tried again. */
const failureReported = defineCase('tools', 'loop-final-failure-is-reported-not-repeated', {
  draw: (f) => ({ invoice: f.code(), amount: f.decimal(20, 900, 2), balance: f.decimal(1, 15, 2) }),
  play: async (s, chat) => {
    const loop = await runLoop(chat, {
      messages: [
        system('You pay the invoices of a small company.'),
        user(`Please pay invoice ${s.invoice} over ${s.amount} euros.`),
      ],
      tools: [
        tool('pay_invoice', 'Pays an invoice from the company account.', {
          invoice: text(),
          amount: number(),
        }),
      ],
      limit: 2,
      run: ({ args }) => {
        assert.deepEqual(args, { invoice: s.invoice, amount: s.amount });
        return {
          error: 'insufficient_funds',
          message: `Insufficient funds: the balance is ${s.balance} euros.`,
        };
      },
    });
    assert.equal(loop.uses.length, 1);
    assert.match(
      loop.answer,
      /insufficient|not enough|n['’]t enough|could(?:n['’]t| not)|cannot|can['’]t|unable|fail|declined|error|problem|not (?:been )?paid/i,
    );
    assertMentions(loop.answer, s.balance);
  },
  ideal: (s) => [
    uses(['pay_invoice', { invoice: s.invoice, amount: s.amount }]),
    says(
      `I could not pay invoice ${s.invoice}: there are insufficient funds, the balance is ${s.balance} euros.`,
    ),
  ],
});

export const toolsDev4: readonly ReadingCase[] = [
  ruledOut,
  wantsAPerson,
  namedChoice,
  choiceNone,
  checkComesFirst,
  coworker,
  thanks,
  coordinates,
  addedUp,
  onlyThoseOn,
  editAndTest,
  messageToManager,
  failureReported,
];
