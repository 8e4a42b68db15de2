import assert from 'node:assert/strict';
import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions';
import {
  asString,
  assertMentions,
  assertMentionsAny,
  assertSame,
  dateForms,
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
  type ToolUse,
  text,
  textOf,
  tool,
  user,
  uses,
  whole,
} from '../conversation.ts';

const named = (made: readonly ToolUse[], name: string): ToolUse[] => made.filter((use) => use.name === name);
const same = (actual: unknown, expected: string): boolean =>
  typeof actual === 'string' && actual.trim().toLowerCase() === expected.toLowerCase();

const trainJourney = defineCase('tools', 'stations-first-then-the-trains-between-them', {
  draw: (facts) => ({
    stops: facts.distinct(2, () => ({ city: facts.city(), id: facts.code() })),
    date: facts.date(2026, 2029),
    time: facts.time(),
    train: facts.code(),
    platform: facts.integer(1, 24),
  }),
  play: async ({ stops, date, time, train, platform }, chat) => {
    const [from, to] = stops;
    const loop = await runLoop(chat, {
      messages: [
        system('Railway assistant. Trains can only be searched by the ids of the stations.'),
        user(
          `When does the first train from ${from.city} to ${to.city} leave on ${date.british}, and on which platform?`,
        ),
      ],
      tools: [
        tool('search_trains', 'Lists the trains between two stations on a day', {
          to_station_id: text(),
          from_station_id: text(),
          date: text('YYYY-MM-DD'),
        }),
        tool('find_station', 'Finds the id of the station of a town', { town: text() }),
      ],
      limit: 4,
      run: ({ name, args }) =>
        name === 'find_station'
          ? (stops.find(({ city }) => same(args.town, city)) ?? { error: 'no such town' })
          : { trains: [{ number: train, departs: time.clock, platform }] },
    });
    const found = named(loop.uses, 'find_station');
    assert.equal(found.length, 2);
    const search = only(named(loop.uses, 'search_trains'));
    assert.ok(
      found.every(({ turn }) => turn < search.turn),
      'the ids have to be known first',
    );
    assert.deepEqual(search.args, { from_station_id: from.id, to_station_id: to.id, date: date.iso });
    assertMentionsAny(loop.answer, timeForms(time));
    assertMentions(loop.answer, platform);
  },
  ideal: ({ stops, date, time, train, platform }) => [
    uses(['find_station', { town: stops[0].city }], ['find_station', { town: stops[1].city }]),
    uses(['search_trains', { from_station_id: stops[0].id, to_station_id: stops[1].id, date: date.iso }]),
    says(`The first one is ${train}, which leaves at ${time.clock} from platform ${platform}.`),
  ],
});

const chainedArithmetic = defineCase('tools', 'arithmetic-in-three-dependent-steps', {
  draw: (facts) => ({
    sown: facts.integer(310, 480),
    bought: facts.integer(110, 190),
    lost: facts.integer(12, 88),
    factor: facts.pick([
      { phrase: 'double the result', value: 2 },
      { phrase: 'triple the result', value: 3 },
      { phrase: 'multiply the output by 4', value: 4 },
    ]),
  }),
  play: async ({ sown, bought, lost, factor }, chat) => {
    const loop = await runLoop(chat, {
      messages: [
        system('You are a careful assistant. Use the tools for every single operation, one after the other.'),
        user(`Add ${sown} and ${bought}, subtract ${lost} from the sum, then ${factor.phrase}.`),
      ],
      tools: [
        tool('multiply', 'Multiply a and b', { a: whole(), b: whole() }),
        tool('add', 'Adds a and b', { a: whole(), b: whole() }),
        tool('subtract', 'Subtracts b from a', { a: whole(), b: whole() }),
      ],
      limit: 4,
      run: ({ name, args }) => {
        const [a, b] = [Number(args.a), Number(args.b)];
        return String(name === 'add' ? a + b : name === 'subtract' ? a - b : a * b);
      },
    });
    assert.deepEqual(namesOf(loop.uses), ['add', 'subtract', 'multiply']);
    const [add, subtract, multiply] = loop.uses.map(({ args }) => [Number(args.a), Number(args.b)]);
    const sorted = (pair: number[] | undefined) => [...(pair ?? [])].sort((left, right) => left - right);
    assert.deepEqual(sorted(add), sorted([sown, bought]));
    assert.deepEqual(subtract, [sown + bought, lost]);
    assert.deepEqual(sorted(multiply), sorted([sown + bought - lost, factor.value]));
    assertMentions(loop.answer, (sown + bought - lost) * factor.value);
  },
  ideal: ({ sown, bought, lost, factor }) => [
    uses(['add', { a: sown, b: bought }]),
    uses(['subtract', { a: sown + bought, b: lost }]),
    uses(['multiply', { a: sown + bought - lost, b: factor.value }]),
    says(`The result is ${(sown + bought - lost) * factor.value}.`),
  ],
});

const containers = defineCase('tools', 'independent-look-ups-in-one-step', {
  draw: (facts) => ({
    boxes: facts.distinct(3, () => ({ code: facts.code(), port: facts.city() })),
    held: facts.pick([0, 1, 2]),
  }),
  play: async ({ boxes, held }, chat) => {
    const loop = await runLoop(chat, {
      messages: [
        system('Freight desk. Make look-ups which do not depend on each other in parallel, in one step.'),
        user(
          `Which of the containers ${boxes[0].code}, ${boxes[1].code} and ${boxes[2].code} is held by customs, and in which port?`,
        ),
      ],
      tools: [
        tool('container_status', 'Returns the port and the state of one container', { container: text() }),
        tool('release_container', 'Releases a container, after the duties were paid', { container: text() }),
      ],
      limit: 2,
      run: ({ args }) => {
        const index = boxes.findIndex(({ code }) => same(args.container, code));
        return {
          port: boxes[index]?.port ?? 'unknown',
          state: index === held ? 'held by customs' : 'at sea',
        };
      },
    });
    assert.deepEqual(namesOf(loop.uses), ['container_status', 'container_status', 'container_status']);
    assert.deepEqual(
      loop.uses.map(({ args }) => args.container).sort(),
      boxes.map(({ code }) => code).sort(),
    );
    const box = boxes[held] as (typeof boxes)[number];
    assertMentions(loop.answer, box.code, box.port);
  },
  ideal: ({ boxes, held }) => [
    uses(
      ['container_status', { container: boxes[0].code }],
      ['container_status', { container: boxes[1].code }],
      ['container_status', { container: boxes[2].code }],
    ),
    says(`Customs hold ${boxes[held]?.code} in ${boxes[held]?.port}; the other two are at sea.`),
  ],
});

const accountClosure = defineCase('tools', 'procedure-of-the-system-message-step-by-step', {
  draw: (facts) => ({
    customer: facts.code(),
    session: facts.slug(),
    balance: facts.decimal(20, 90, 2),
    born: facts.date(1960, 1999),
    receipt: facts.code(),
  }),
  play: async ({ customer, session, balance, born, receipt }, chat) => {
    const loop = await runLoop(chat, {
      messages: [
        system(
          [
            'You close accounts of a prepaid card. Follow these steps in this order, without asking the customer back:',
            '1. Verify the customer with verify_customer.',
            '2. Read the remaining balance with get_balance, using the session of step 1.',
            '3. Pay the whole balance out with pay_out.',
            '4. Close the account with close_account.',
            'Then tell the customer the amount and the receipt.',
          ].join('\n'),
        ),
        user(`Please close my account. Customer ${customer}, born ${born.american}.`),
      ],
      tools: [
        tool('close_account', 'Closes the account for good', { session: text() }),
        tool('get_balance', 'Returns the balance in euros', { session: text() }),
        tool('pay_out', 'Pays an amount out to the bank account on file', {
          session: text(),
          amount: number(),
        }),
        tool('verify_customer', 'Verifies a customer and opens a session', {
          customer_id: text(),
          date_of_birth: text('YYYY-MM-DD'),
        }),
      ],
      limit: 5,
      run: ({ name }) =>
        ({
          verify_customer: { verified: true, session },
          get_balance: { balance, currency: 'EUR' },
          pay_out: { status: 'paid', receipt },
          close_account: { status: 'closed' },
        })[name],
    });
    assert.deepEqual(namesOf(loop.uses), ['verify_customer', 'get_balance', 'pay_out', 'close_account']);
    const [verify, read, pay, close] = loop.uses.map(({ args }) => args);
    assert.deepEqual(verify, { customer_id: customer, date_of_birth: born.iso });
    assert.deepEqual([read?.session, pay?.session, close?.session], [session, session, session]);
    assert.equal(Number(pay?.amount), balance);
    assertMentions(loop.answer, balance, receipt);
  },
  ideal: ({ customer, session, balance, born, receipt }) => [
    uses(['verify_customer', { customer_id: customer, date_of_birth: born.iso }]),
    uses(['get_balance', { session }]),
    uses(['pay_out', { session, amount: balance }]),
    uses(['close_account', { session }]),
    says(`Your account is closed. We paid out ${balance} euros; the receipt is ${receipt}.`),
  ],
});

const exchange = defineCase('tools', 'rate-then-product-then-final-answer', {
  draw: (facts) => ({
    amount: facts.integer(120, 890),
    rate: facts.decimal(3, 19, 2),
    pair: facts.pick([
      ['USD', 'SEK', 'US dollars', 'Swedish kronor'],
      ['EUR', 'PLN', 'euros', 'Polish zloty'],
      ['GBP', 'NOK', 'British pounds', 'Norwegian kroner'],
    ] as const),
  }),
  play: async ({ amount, rate, pair }, chat) => {
    const loop = await runLoop(chat, {
      messages: [
        system(
          'You are an expert assistant who can solve any task using tool calls. In the end, call final_answer with ' +
            'the answer to the task; it is the only way to complete it. Never state a rate or a product from memory.',
        ),
        user(`Task: How many ${pair[3]} do I get for ${amount} ${pair[2]}?`),
      ],
      tools: [
        tool('exchange_rate', 'How much of the target currency one unit of the base currency buys', {
          base: text('ISO 4217 code'),
          target: text('ISO 4217 code'),
        }),
        tool('multiply', 'Multiplies two numbers', { x: number(), y: number() }),
        tool('final_answer', 'Provides a final answer to the given problem.', { answer: text() }),
      ],
      choice: 'required',
      terminal: 'final_answer',
      limit: 3,
      run: ({ name, args }) =>
        name === 'multiply' ? (Number(args.x) * Number(args.y)).toFixed(2) : { rate },
    });
    assert.deepEqual(namesOf(loop.uses), ['exchange_rate', 'multiply', 'final_answer']);
    const [look, product, final] = loop.uses.map(({ args }) => args);
    assert.deepEqual(look, { base: pair[0], target: pair[1] });
    assert.deepEqual(
      [Number(product?.x), Number(product?.y)].sort((a, b) => a - b),
      [rate, amount].sort((a, b) => a - b),
    );
    const exact = (amount * rate).toFixed(2);
    assertMentionsAny(String(final?.answer), [exact, String(Number(exact))]);
  },
  ideal: ({ amount, rate, pair }) => [
    uses(['exchange_rate', { base: pair[0], target: pair[1] }]),
    uses(['multiply', { x: amount, y: rate }]),
    uses(['final_answer', { answer: `${(amount * rate).toFixed(2)} ${pair[3]}` }]),
  ],
});

const repairedCall = defineCase('tools', 'error-result-explains-the-right-format', {
  draw: (facts) => ({
    animal: facts.code(),
    example: facts.code(),
    vet: facts.name(),
    weight: facts.decimal(4, 48, 1),
  }),
  play: async ({ animal, example, vet, weight }, chat) => {
    const plain = (code: string): string => code.replaceAll('-', '');
    const loop = await runLoop(chat, {
      messages: [
        system('Assistant of an animal clinic. If a call fails, correct it and try again yourself.'),
        user(`What did the animal with chip ${animal} weigh at its last visit, and who saw it?`),
      ],
      tools: [
        tool('latest_visit', 'Returns the latest visit of an animal', { chip: text('Number of the chip') }),
        tool('register_animal', 'Registers a new animal', { chip: text(), owner: text() }),
      ],
      limit: 3,
      run: ({ args }) =>
        same(args.chip, plain(animal))
          ? { weight_kg: weight, seen_by: vet }
          : {
              error: `Malformed chip number. Write it without hyphens, for example ${plain(example)} for ${example}.`,
            },
    });
    const last = loop.uses.at(-1);
    assert.ok(loop.uses.length <= 2 && namesOf(loop.uses).every((name) => name === 'latest_visit'));
    assertSame(last?.args.chip, plain(animal));
    assertMentions(loop.answer, weight, vet);
  },
  ideal: ({ animal, vet, weight }) => [
    uses(['latest_visit', { chip: animal }]),
    uses(['latest_visit', { chip: animal.replaceAll('-', '') }]),
    says(`It weighed ${weight} kg and was seen by ${vet}.`),
  ],
});

const codeChange = defineCase('tools', 'search-edit-and-test-of-a-coding-agent', {
  draw: (facts) => ({
    constant: `${facts.slug()}Limit`,
    path: `src/${facts.slug()}/${facts.slug()}.ts`,
    limits: facts.distinct(2, () => facts.integer(15, 95)),
    tests: facts.integer(110, 390),
  }),
  play: async ({ constant, path, limits, tests }, chat) => {
    let line = `export const ${constant} = ${limits[0]};`;
    const loop = await runLoop(chat, {
      messages: [
        system(
          'You are a coding agent in a TypeScript repository. Find the code, change it, run the tests, ' +
            'then report the path you changed and how many tests passed.',
        ),
        user(`\`${constant}\` is too low. Raise it from ${limits[0]} to ${limits[1]}.`),
      ],
      tools: [
        tool('run_tests', 'Runs the whole test suite', {}),
        tool('search_code', 'Finds the lines which contain a string', { query: text() }),
        tool('replace_in_file', 'Replaces one occurrence of a text in a file', {
          path: text(),
          old_text: text('Must occur in the file exactly once'),
          new_text: text(),
        }),
      ],
      limit: 4,
      run: ({ name, args }) => {
        if (name === 'search_code') return [{ path, line: 1, text: line, matches_in_file: 1 }];
        if (name === 'run_tests') return { passed: tests, failed: 0 };
        const old = asString(args.old_text);
        if (args.path !== path || !line.includes(old)) return { error: 'old_text not found in the file' };
        line = line.replace(old, () => asString(args.new_text));
        return { replaced: 1 };
      },
    });
    assert.deepEqual(namesOf(loop.uses), ['search_code', 'replace_in_file', 'run_tests']);
    assertMentions(asString(loop.uses[0]?.args.query), constant);
    assert.equal(line, `export const ${constant} = ${limits[1]};`);
    assertMentions(loop.answer, path, tests);
  },
  ideal: ({ constant, path, limits, tests }) => [
    uses(['search_code', { query: constant }]),
    uses([
      'replace_in_file',
      {
        path,
        old_text: `export const ${constant} = ${limits[0]};`,
        new_text: `export const ${constant} = ${limits[1]};`,
      },
    ]),
    uses(['run_tests', {}]),
    says(`I raised the limit in ${path}; all ${tests} tests pass.`),
  ],
});

const exportJob = defineCase('tools', 'job-polled-until-it-has-finished', {
  draw: (facts) => ({
    dataset: facts.slug(),
    job: facts.code(),
    rows: facts.integer(2100, 9900),
    progress: facts.integer(31, 79),
    file: `${facts.slug()}.parquet`,
  }),
  play: async ({ dataset, job, rows, progress, file }, chat) => {
    let polls = 0;
    const loop = await runLoop(chat, {
      messages: [
        system(
          'Data platform assistant. An export is a job: start it, then call get_job again and again until its status ' +
            'is "finished". Only then answer.',
        ),
        user(`Export the dataset ${dataset} and tell me the file and how many rows it has.`),
      ],
      tools: [
        tool('get_job', 'Returns the status of a job', { job_id: text() }),
        tool('start_export', 'Starts the export of a dataset', { dataset: text() }),
        tool('cancel_job', 'Cancels a job', { job_id: text() }),
      ],
      limit: 5,
      run: ({ name }) => {
        if (name === 'start_export') return { job_id: job, status: 'queued' };
        polls += 1;
        return polls < 3 ? { status: 'running', percent: progress } : { status: 'finished', file, rows };
      },
    });
    assert.deepEqual(namesOf(loop.uses), ['start_export', 'get_job', 'get_job', 'get_job']);
    assertSame(loop.uses[0]?.args.dataset, dataset);
    for (const { args } of named(loop.uses, 'get_job')) assert.equal(args.job_id, job);
    assertMentions(loop.answer, file, rows);
  },
  ideal: ({ dataset, job, rows, file }) => [
    uses(['start_export', { dataset }]),
    uses(['get_job', { job_id: job }]),
    uses(['get_job', { job_id: job }]),
    uses(['get_job', { job_id: job }]),
    says(`The export is in ${file} and has ${rows} rows.`),
  ],
});

const colleagueMail = defineCase('tools', 'mail-to-the-right-one-of-several-namesakes', {
  draw: (facts) => {
    const surname = facts.surname();
    const departments = facts.shuffle(['payroll', 'procurement', 'legal', 'facilities']).slice(0, 3);
    return {
      surname,
      people: departments.map((department) => ({
        name: `${facts.givenName()} ${surname}`,
        department,
        email: facts.email(),
      })),
      index: facts.pick([0, 1, 2]),
      date: facts.date(2026, 2029),
      contract: facts.code(),
    };
  },
  play: async ({ surname, people, index, date, contract }, chat) => {
    const person = people[index] as (typeof people)[number];
    const loop = await runLoop(chat, {
      messages: [
        system('Office assistant. Send mails right away, the user does not want to see a draft.'),
        user(
          `Write to ${surname} in the ${person.department} department that contract ${contract} has to be signed ` +
            `by ${date.american}.`,
        ),
      ],
      tools: [
        tool('send_mail', 'Sends a mail', { to: text('E-mail address'), subject: text(), body: text() }),
        tool('directory_search', 'Searches the staff directory', { query: text('Name or part of it') }),
      ],
      limit: 3,
      run: ({ name }) => (name === 'directory_search' ? people : { status: 'sent' }),
    });
    assert.deepEqual(namesOf(loop.uses), ['directory_search', 'send_mail']);
    assertMentions(asString(loop.uses[0]?.args.query), surname);
    const mail = loop.uses[1]?.args ?? {};
    assertSame(mail.to, person.email);
    assertMentions(`${mail.subject}\n${mail.body}`, contract);
    assertMentionsAny(asString(mail.body), dateForms(date));
  },
  ideal: ({ surname, people, index, date, contract }) => [
    uses(['directory_search', { query: surname }]),
    uses([
      'send_mail',
      {
        to: people[index]?.email,
        subject: `Contract ${contract}`,
        body: `Hello ${people[index]?.name}, contract ${contract} has to be signed by ${date.american}.`,
      },
    ]),
    says(`I have written to ${people[index]?.name}.`),
  ],
});

const pagedList = defineCase('tools', 'pages-followed-by-their-cursor', {
  draw: (facts) => ({
    wells: facts.distinct(6, () => ({ well: facts.code(), depth_m: facts.integer(20, 390) })),
    cursors: facts.distinct(2, () => facts.slug()),
  }),
  play: async ({ wells, cursors }, chat) => {
    const starts = [undefined, ...cursors];
    const loop = await runLoop(chat, {
      messages: [
        system(
          'Groundwater registry. Lists come in pages: as long as next_cursor is not null there is more to read.',
        ),
        user('Which of all our registered wells is the deepest, and how deep is it?'),
      ],
      tools: [
        tool(
          'list_wells',
          'Lists the wells, two on a page',
          { cursor: text('Leave out for the first page') },
          [],
        ),
      ],
      limit: 4,
      run: ({ args }) => {
        const page = starts.indexOf(given(args).cursor as string | undefined);
        return page < 0
          ? { error: 'unknown cursor' }
          : { wells: wells.slice(page * 2, page * 2 + 2), next_cursor: cursors[page] ?? null };
      },
    });
    assert.deepEqual(
      loop.uses.map(({ args }) => given(args).cursor),
      starts,
    );
    const deepest = wells.reduce((best, entry) => (entry.depth_m > best.depth_m ? entry : best));
    assertMentions(loop.answer, deepest.well, deepest.depth_m);
  },
  ideal: ({ wells, cursors }) => {
    const deepest = wells.reduce((best, entry) => (entry.depth_m > best.depth_m ? entry : best));
    return [
      uses(['list_wells', {}]),
      uses(['list_wells', { cursor: cursors[0] }]),
      uses(['list_wells', { cursor: cursors[1] }]),
      says(`The deepest well is ${deepest.well} with ${deepest.depth_m} m.`),
    ];
  },
});

const reorder = defineCase('tools', 'second-step-only-under-a-condition', {
  draw: (facts) => {
    const threshold = facts.integer(40, 60);
    const low = facts.pick([true, false]);
    return {
      item: facts.product(),
      threshold,
      low,
      units: low ? facts.integer(3, 35) : facts.integer(65, 99),
      batch: facts.integer(110, 290),
      order: facts.code(),
    };
  },
  play: async ({ item, threshold, low, units, batch, order }, chat) => {
    const loop = await runLoop(chat, {
      messages: [
        user(
          `Look up how many units of the ${item} are in stock. If there are fewer than ${threshold}, order ${batch} more; ` +
            'otherwise leave it. Tell me the stock you found and what you did.',
        ),
      ],
      tools: [
        tool('order_units', 'Orders units from the supplier', { product: text(), quantity: whole() }),
        tool('stock_level', 'Returns the units in stock of a product', { product: text() }),
      ],
      limit: 3,
      run: ({ name }) => (name === 'stock_level' ? { units } : { order_number: order }),
    });
    assert.deepEqual(namesOf(loop.uses), low ? ['stock_level', 'order_units'] : ['stock_level']);
    for (const { args } of loop.uses) assertMentions(asString(args.product), item);
    if (low) assert.equal(Number(loop.uses[1]?.args.quantity), batch);
    assertMentions(loop.answer, units);
  },
  ideal: ({ item, low, units, batch, order }) => [
    uses(['stock_level', { product: item }]),
    ...(low ? [uses(['order_units', { product: item, quantity: batch }])] : []),
    says(
      low
        ? `There were ${units} units left, so I ordered ${batch} more (order ${order}).`
        : `There are ${units} units in stock, so I ordered nothing.`,
    ),
  ],
});

const swarmHandOff = defineCase('tools', 'hand-off-and-work-of-the-new-agent', {
  draw: (facts) => ({
    booking: facts.code(),
    surcharge: facts.decimal(31, 89, 2),
    cause: facts.slug(),
    flight: facts.code(),
  }),
  play: async ({ booking, surcharge, cause, flight }, chat) => {
    const question = user(`Why is there a surcharge on the bill of booking ${booking}, and how high is it?`);
    const triage = tool(
      'transfer_to_flight_status_agent',
      'Handoff to the Flight Status agent to handle the request.',
      {},
    );
    const billing = tool(
      'transfer_to_billing_agent',
      'Handoff to the Billing agent to handle the request.',
      {},
    );
    const first = callsOf(
      await chat({
        messages: [system('You are a triage agent. Hand the traveller off to the right agent.'), question],
        tools: [triage, billing],
      }),
    );
    assert.equal(only(first).name, 'transfer_to_billing_agent');

    const history: ChatCompletionMessageParam[] = [
      system('You are the billing agent of an airline. Read the bill before you explain it.'),
      question,
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          {
            id: 'call_handoff',
            type: 'function',
            function: { name: 'transfer_to_billing_agent', arguments: '{}' },
          },
        ],
      },
      { role: 'tool', tool_call_id: 'call_handoff', content: '{"assistant": "Billing agent"}' },
    ];
    const tools: ChatCompletionTool[] = [
      tool('waive_charge', 'Waives a charge of a booking', { booking: text(), amount: number() }),
      tool('read_bill', 'Returns the bill of a booking', { booking: text() }),
      tool(
        'transfer_to_triage_agent',
        'Handoff to the Triage agent if the question is not about a bill.',
        {},
      ),
    ];
    const reading = onlyCallOf(await chat({ messages: history, tools }));
    assert.equal(reading.name, 'read_bill');
    assertSame(reading.args.booking, booking);

    const answer = textOf(
      await chat({
        messages: [
          ...history,
          {
            role: 'assistant',
            content: null,
            tool_calls: [
              {
                id: 'call_bill',
                type: 'function',
                function: { name: 'read_bill', arguments: JSON.stringify(reading.args) },
              },
            ],
          },
          {
            role: 'tool',
            tool_call_id: 'call_bill',
            content: JSON.stringify({
              flight,
              charges: [{ type: 'surcharge', reason: `transport of a ${cause}`, amount: surcharge }],
            }),
          },
        ],
        tools,
      }),
    );
    assertMentions(answer, surcharge, cause);
  },
  ideal: ({ booking, surcharge, cause }) => [
    uses(['transfer_to_billing_agent', {}]),
    uses(['read_bill', { booking }]),
    says(`The surcharge of ${surcharge} is for the transport of a ${cause}.`),
  ],
});

const nothingFound = defineCase('tools', 'empty-result-is-reported-and-not-filled', {
  draw: (facts) => ({ product: facts.product(), maker: facts.company(), lot: facts.code() }),
  play: async ({ product, maker, lot }, chat) => {
    const loop = await runLoop(chat, {
      messages: [
        system(
          'You answer questions about product safety from the register of recalls, and from nothing else.',
        ),
        user(`Is there a recall for the ${product} by ${maker}, lot ${lot}?`),
      ],
      tools: [
        tool('report_hazard', 'Reports a dangerous product to the authority', {
          product: text(),
          hazard: text(),
        }),
        tool('search_recalls', 'Searches the register of recalls', { query: text() }),
      ],
      limit: 3,
      run: () => ({ total: 0, results: [] }),
    });
    assert.ok(loop.uses.length > 0 && namesOf(loop.uses).every((name) => name === 'search_recalls'));
    const query = asString(loop.uses[0]?.args.query);
    assertMentionsAny(query, [product, lot, maker]);
    assert.match(
      loop.answer,
      /\b(?:no|not|none|nothing|unable|couldn['’]t|didn['’]t|don['’]t|isn['’]t|aren['’]t|hasn['’]t|doesn['’]t|wasn['’]t)\b/i,
    );
    assertMentionsAny(loop.answer, ['recall', 'recalls', 'recalled', 'register', product]);
  },
  ideal: ({ product, maker, lot }) => [
    uses(['search_recalls', { query: `${maker} ${product} ${lot}` }]),
    says(`The register lists no recall for the ${product} of lot ${lot}.`),
  ],
});

const greenhouses = defineCase('tools', 'one-reading-for-each-entry-of-a-list', {
  draw: (facts) => ({
    site: facts.city(),
    houses: facts.distinct(3, () => ({ id: facts.code(), humidity: facts.integer(31, 94) })),
  }),
  play: async ({ site, houses }, chat) => {
    const loop = await runLoop(chat, {
      messages: [
        system('Assistant of a nursery which grows tomatoes at several sites.'),
        user(`Which greenhouse in ${site} is the driest right now, and what is its humidity?`),
      ],
      tools: [
        tool('read_humidity', 'Returns the current humidity of one greenhouse in percent', {
          greenhouse_id: text(),
        }),
        tool('list_greenhouses', 'Lists the ids of the greenhouses of a site', { site: text() }),
        tool('start_misting', 'Starts the misting of one greenhouse', { greenhouse_id: text() }),
      ],
      limit: 5,
      run: ({ name, args }) =>
        name === 'list_greenhouses'
          ? { greenhouse_ids: houses.map(({ id }) => id) }
          : { percent: houses.find(({ id }) => same(args.greenhouse_id, id))?.humidity ?? null },
    });
    assert.equal(loop.uses[0]?.name, 'list_greenhouses');
    assertMentions(asString(loop.uses[0]?.args.site), site);
    const readings = loop.uses.slice(1);
    assert.ok(readings.every(({ name, turn }) => name === 'read_humidity' && turn > 1));
    assert.deepEqual(
      readings.map(({ args }) => args.greenhouse_id).sort(),
      houses.map(({ id }) => id).sort(),
    );
    const driest = houses.reduce((best, house) => (house.humidity < best.humidity ? house : best));
    assertMentions(loop.answer, driest.id, driest.humidity);
  },
  ideal: ({ site, houses }) => {
    const driest = houses.reduce((best, house) => (house.humidity < best.humidity ? house : best));
    return [
      uses(['list_greenhouses', { site }]),
      uses(
        ['read_humidity', { greenhouse_id: houses[0].id }],
        ['read_humidity', { greenhouse_id: houses[1].id }],
        ['read_humidity', { greenhouse_id: houses[2].id }],
      ),
      says(`Greenhouse ${driest.id} is the driest at ${driest.humidity} percent.`),
    ];
  },
});

const crew = defineCase('tools', 'question-delegated-and-its-figure-submitted', {
  draw: (facts) => ({
    plot: facts.code(),
    due: facts.integer(1200, 8900),
    paragraph: facts.integer(11, 99),
    expert: facts.pick(['Tax adviser', 'Land surveyor', 'Soil chemist']),
  }),
  play: async ({ plot, due, paragraph, expert }, chat) => {
    const { question, reply } = expertise(expert, plot, due, paragraph);
    const loop = await runLoop(chat, {
      messages: [
        system(
          'You are Project manager. You sell building plots and know nothing about taxes, surveying or soil yourself.\n' +
            'Your personal goal is: get the figure from the right coworker, then submit it.',
        ),
        user(`Current Task: ${question}`),
      ],
      tools: [
        tool('submit_figure', 'Submits the figure which completes the task', {
          plot: text(),
          figure: whole(),
        }),
        tool(
          'delegate_work_to_coworker',
          'Delegate a specific task to one of the following coworkers: Soil chemist, Tax adviser, Land surveyor. ' +
            'They know nothing about the task, so share everything they need.',
          {
            task: text('The task to delegate'),
            context: text('The context for the task'),
            coworker: text('The role of the coworker'),
          },
        ),
      ],
      terminal: 'submit_figure',
      limit: 3,
      run: () => reply,
    });
    assert.deepEqual(namesOf(loop.uses), ['delegate_work_to_coworker', 'submit_figure']);
    const [delegated, submitted] = loop.uses.map(({ args }) => args);
    assertSame(delegated?.coworker, expert);
    assert.ok(
      mentions(`${delegated?.task}\n${delegated?.context}`, plot),
      'the coworker has to know the plot',
    );
    assert.deepEqual(submitted, { plot, figure: due });
  },
  ideal: ({ plot, due, paragraph, expert }) => [
    uses([
      'delegate_work_to_coworker',
      {
        task: expertise(expert, plot, due, paragraph).question,
        context: `Plot ${plot} is for sale.`,
        coworker: expert,
      },
    ]),
    uses(['submit_figure', { plot, figure: due }]),
  ],
});
const expertise = (expert: string, plot: string, figure: number, paragraph: number) =>
  ({
    'Tax adviser': {
      question: `Find out the transfer tax, in euros, which is due on the sale of plot ${plot}.`,
      reply: `Under paragraph ${paragraph} the transfer tax on plot ${plot} comes to ${figure} euros.`,
    },
    'Land surveyor': {
      question: `Find out the measured area of plot ${plot} in square metres.`,
      reply: `According to map ${paragraph}, plot ${plot} measures ${figure} square metres.`,
    },
    'Soil chemist': {
      question: `Find out the lead content of the ground in plot ${plot} in micrograms per kilogram.`,
      reply: `Sample ${paragraph} from plot ${plot} holds ${figure} micrograms of lead per kilogram.`,
    },
  })[expert] as { question: string; reply: string };

export const toolLoopCases: readonly ReadingCase[] = [
  trainJourney,
  chainedArithmetic,
  containers,
  accountClosure,
  exchange,
  repairedCall,
  codeChange,
  exportJob,
  colleagueMail,
  pagedList,
  reorder,
  swarmHandOff,
  nothingFound,
  greenhouses,
  crew,
];
