import assert from 'node:assert/strict';
import {
  asList,
  asRecord,
  asString,
  assertDate,
  assertItems,
  assertSame,
  bareJson,
  mentions,
} from '../assertions.ts';
import { defineCase, type ReadingCase } from '../case.ts';
import {
  assistant,
  given,
  number,
  oneOf,
  onlyCallOf,
  pastCall,
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

const object = (properties: Record<string, unknown>, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const listOf = (items: unknown, description?: string) => ({
  type: 'array',
  items,
  ...(description && { description }),
});
const yesOrNo = (description?: string) => ({ type: 'boolean', ...(description && { description }) });

/** A value which is the number, or states it as a string. */
const assertNumber = (actual: unknown, expected: number): void => {
  assert.ok(
    actual !== null && actual !== '' && Number(actual) === expected,
    `expected ${expected}, got ${JSON.stringify(actual)}`,
  );
};

const party = object({ name: text(), street: text('Street and house number'), city: text() });

const courierPickup = defineCase('arguments', 'nested-addresses-of-a-courier-pickup', {
  draw: (facts) => {
    const [from, to] = facts.distinct(2, () => ({
      name: facts.name(),
      street: `${facts.integer(2, 180)} ${facts.street()}`,
      city: facts.city(),
    }));
    return {
      from,
      to,
      weight: facts.decimal(2, 29, 1),
      reference: facts.code(),
      phone: facts.integer(200, 999),
    };
  },
  play: async ({ from, to, weight, reference, phone }, chat) => {
    const use = onlyCallOf(
      await chat({
        messages: [
          system('You book courier pickups for a small web shop. Leave out whatever the shop did not state.'),
          user(
            `Morning! One parcel for ${to.name} please, to be delivered to ${to.street} in ${to.city}. ` +
              `The driver can collect it from ${from.name} at ${from.street}, ${from.city}; ring extension ${phone} ` +
              `at the gate. It is ${weight} kg and our own reference is ${reference}. No insurance, thanks.`,
          ),
        ],
        tools: [
          tool(
            'book_pickup',
            'Books a courier who collects a parcel and delivers it',
            {
              collect_from: party,
              deliver_to: party,
              weight_kg: number(),
              customer_reference: text('Reference of the customer'),
              insured: yesOrNo('Whether the parcel is to be insured'),
              declared_value: number('Value of the goods, only for insured parcels'),
            },
            ['collect_from', 'deliver_to', 'weight_kg', 'insured'],
          ),
        ],
      }),
    );
    for (const [key, expected] of [
      ['collect_from', from],
      ['deliver_to', to],
    ] as const) {
      const actual = asRecord(use.args[key]);
      assertSame(actual.name, expected.name);
      assertSame(actual.street, expected.street);
      assertSame(actual.city, expected.city);
    }
    assertNumber(use.args.weight_kg, weight);
    assertSame(use.args.customer_reference, reference);
    assert.equal(use.args.insured, false);
    assert.ok(!given(use.args).declared_value, 'no value was declared');
  },
  ideal: ({ from, to, weight, reference }) => [
    uses([
      'book_pickup',
      {
        collect_from: from,
        deliver_to: to,
        weight_kg: weight,
        customer_reference: reference,
        insured: false,
      },
    ]),
  ],
});

const operators = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte'];

const searchFilters = defineCase('arguments', 'filters-of-a-natural-language-query', {
  draw: (facts) => {
    const [low, high] = [facts.integer(3, 9), facts.integer(210, 990)];
    const conditions = facts.shuffle([
      { phrase: `a party of at least ${low}`, filter: { field: 'guests', operator: 'gte', value: low } },
      { phrase: `a total below ${high} euros`, filter: { field: 'total', operator: 'lt', value: high } },
      {
        phrase: facts.pick(['any status other than cancelled', 'a status that is not cancelled']),
        filter: { field: 'status', operator: 'ne', value: 'cancelled' },
      },
    ]);
    return { conditions, hotel: facts.city() };
  },
  play: async ({ conditions, hotel }, chat) => {
    const [first, second, third] = conditions.map(({ phrase }) => phrase);
    const reply = textOf(
      await chat({
        messages: [
          system(
            'Translate the request into filters for the bookings table. Columns: guests (integer), total (euros), ' +
              'status (confirmed, pending, cancelled), hotel (name), created_at (date). ' +
              'Emit one filter per condition and none that was not asked for.',
          ),
          user(`List the bookings for hotel ${hotel} with ${first}, ${second} and ${third}.`),
        ],
        response_format: {
          type: 'json_schema',
          json_schema: {
            name: 'booking_query',
            strict: true,
            schema: object({
              filters: listOf(
                object({
                  field: oneOf(['guests', 'total', 'status', 'hotel', 'created_at']),
                  operator: oneOf(operators),
                  value: { anyOf: [{ type: 'number' }, { type: 'string' }] },
                }),
              ),
            }),
          },
        },
      }),
    );
    const filters = asList(asRecord(bareJson(reply)).filters).map(asRecord);
    const expected = [
      ...conditions.map(({ filter }) => filter),
      { field: 'hotel', operator: 'eq', value: hotel },
    ];
    assert.equal(filters.length, expected.length, `expected ${expected.length} filters, got ${reply}`);
    for (const { field, operator, value } of expected) {
      const filter = filters.find((candidate) => candidate.field === field);
      assert.ok(filter, `expected a filter of ${field} in ${reply}`);
      assert.equal(filter.operator, operator, `operator of ${field}`);
      if (field === 'hotel') assert.match(String(filter.value), new RegExp(`^(?:hotel )?${value}$`, 'i'));
      else if (typeof value === 'number') assertNumber(filter.value, value);
      else assertSame(filter.value, value);
    }
  },
  ideal: ({ conditions, hotel }) => [
    saysJson({
      filters: [...conditions.map(({ filter }) => filter), { field: 'hotel', operator: 'eq', value: hotel }],
    }),
  ],
});

const prescription = defineCase('arguments', 'dictated-prescription-with-frequency-and-route', {
  draw: (facts) => ({
    drug: facts.inventedWord(),
    dose: facts.integer(25, 480),
    days: facts.integer(5, 19),
    age: facts.integer(31, 88),
    room: facts.integer(100, 499),
    frequency: facts.pick([
      { phrase: 'twice a day', times: 2 },
      { phrase: 'three times daily', times: 3 },
      { phrase: 'once a day', times: 1 },
      { phrase: 'four times a day', times: 4 },
    ]),
    route: facts.pick([
      { phrase: 'by mouth', value: 'oral' },
      { phrase: 'under the skin', value: 'subcutaneous' },
      { phrase: 'into the vein', value: 'intravenous' },
      { phrase: 'as a cream on the skin', value: 'topical' },
    ]),
  }),
  play: async ({ drug, dose, days, age, room, frequency, route }, chat) => {
    const { args } = onlyCallOf(
      await chat({
        messages: [
          system('Turn the dictation of the ward doctor into an order. Values come from the dictation only.'),
          user(
            `Room ${room}, the ${age}-year-old lady: start ${drug} ${dose} milligrams ${route.phrase}, ` +
              `${frequency.phrase}, for ${days} days.`,
          ),
        ],
        tools: [
          tool('order_medication', 'Places a medication order for a patient', {
            room: whole(),
            drug: text('Name of the drug'),
            dose_mg: number('Single dose in milligrams'),
            times_per_day: whole(),
            duration_days: whole(),
            route: oneOf(['topical', 'oral', 'inhaled', 'intravenous', 'subcutaneous']),
          }),
        ],
        tool_choice: 'required',
      }),
    );
    assertSame(args.drug, drug);
    assertNumber(args.room, room);
    assertNumber(args.dose_mg, dose);
    assertNumber(args.times_per_day, frequency.times);
    assertNumber(args.duration_days, days);
    assert.equal(args.route, route.value);
  },
  ideal: ({ drug, dose, days, room, frequency, route }) => [
    uses([
      'order_medication',
      {
        room,
        drug,
        dose_mg: dose,
        times_per_day: frequency.times,
        duration_days: days,
        route: route.value,
      },
    ]),
  ],
});

const tenderSum = defineCase('arguments', 'whole-expression-for-an-evaluator', {
  draw: (facts) => ({
    a: facts.integer(110, 480),
    b: facts.integer(12, 96),
    c: facts.integer(3, 9),
    d: facts.integer(500, 990),
    tender: facts.code(),
    sign: facts.pick(['x', '×', '*']),
  }),
  play: async ({ a, b, c, d, tender, sign }, chat) => {
    const { args } = onlyCallOf(
      await chat({
        messages: [
          system('You are a helpful assistant. Never compute in your head; use the calculator.'),
          user(`For tender ${tender} I get (${a} + ${b}) ${sign} ${c} - ${d}. How much is that?`),
        ],
        tools: [
          tool('calculator', 'Evaluates one arithmetic expression in Python syntax', {
            expression: text('The whole expression, for example "2 * (3 + 4)"'),
          }),
        ],
      }),
    );
    const expression = asString(args.expression);
    assert.match(expression, /^[\d\s()+\-*/.]+$/, 'expected digits and operators only');
    assert.deepEqual(
      [...expression.matchAll(/\d+/g)].map(([digits]) => Number(digits)),
      [a, b, c, d],
    );
    assert.equal(Function(`return (${expression});`)(), (a + b) * c - d);
  },
  ideal: ({ a, b, c, d }) => [uses(['calculator', { expression: `(${a} + ${b}) * ${c} - ${d}` }])],
});

const lampPlugin = defineCase('arguments', 'lamp-by-the-id-of-an-earlier-result', {
  draw: (facts) => {
    const lamps = facts.distinct(3, () => ({ id: facts.code(), name: `${facts.inventedWord()} lamp` }));
    return { lamps, lamp: facts.pick(lamps), level: facts.integer(11, 94), on: facts.pick([true, false]) };
  },
  play: async ({ lamps, lamp, level, on }, chat) => {
    const { name, args } = onlyCallOf(
      await chat({
        messages: [
          user('Which lamps are there?'),
          ...pastCall(
            'Lights-get_lights',
            {},
            lamps.map((entry) => ({ ...entry, is_on: !on, brightness: on ? null : 100 })),
          ),
          assistant(`There are three: ${lamps.map((entry) => entry.name).join(', ')}.`),
          user(
            on
              ? `Then switch on the ${lamp.name}, at ${level} percent.`
              : `The ${lamp.name} can go off for the night.`,
          ),
        ],
        tools: [
          tool('Lights-get_lights', 'Gets a list of lights and their current state', {}),
          tool(
            'Lights-change_state',
            'Changes the state of one light',
            {
              id: text('Id of the light'),
              is_on: yesOrNo(),
              brightness: whole('Percent, only for lights which are on'),
            },
            ['id', 'is_on'],
          ),
        ],
      }),
    );
    assert.equal(name, 'Lights-change_state');
    assert.equal(args.id, lamp.id);
    assert.equal(args.is_on, on);
    if (on) assertNumber(args.brightness, level);
    else assert.ok(!given(args).brightness, 'a lamp which is off has no brightness');
  },
  ideal: ({ lamp, level, on }) => [
    uses(['Lights-change_state', { id: lamp.id, is_on: on, ...(on && { brightness: level }) }]),
  ],
});

const meeting = defineCase('arguments', 'meeting-with-zone-duration-and-attendees', {
  draw: (facts) => ({
    title: `${facts.inventedWord()} retrospective`,
    date: facts.date(2027, 2031),
    time: facts.time(),
    zone: facts.zone(),
    attendees: facts.distinct(3, () => facts.email()),
    asker: facts.email(),
    length: facts.pick([
      { phrase: 'half an hour', minutes: 30 },
      { phrase: 'an hour and a half', minutes: 90 },
      { phrase: 'three quarters of an hour', minutes: 45 },
      { phrase: 'two hours', minutes: 120 },
    ]),
  }),
  play: async ({ title, date, time, zone, attendees, asker, length }, chat) => {
    const { args } = onlyCallOf(
      await chat({
        messages: [
          system(
            `You manage the calendar of ${asker}, who need not be invited. Create events without asking back.`,
          ),
          user(
            `Put "${title}" on the ${date.ordinal.replace(/^(\w+) (\w+), (\d+)$/, '$2 of $1 $3')}, ` +
              `${time.twelveHour} ${zone.city} time, ${length.phrase}. ` +
              `Invite ${attendees[0]}, ${attendees[1]} and ${attendees[2]}.`,
          ),
        ],
        tools: [
          tool(
            'create_event',
            'Creates a calendar event',
            {
              title: text(),
              start: text('Local start, YYYY-MM-DDTHH:MM, without offset'),
              time_zone: text('IANA name such as Pacific/Auckland'),
              duration_minutes: whole(),
              attendees: listOf(text('E-mail address')),
              location: text('Room or address, if one is stated'),
            },
            ['title', 'start', 'time_zone', 'duration_minutes', 'attendees'],
          ),
        ],
      }),
    );
    assertSame(args.title, title);
    assert.ok(
      asString(args.start).replace(' ', 'T').startsWith(`${date.iso}T${time.clock}`),
      `expected ${date.iso}T${time.clock}, got ${JSON.stringify(args.start)}`,
    );
    assert.equal(args.time_zone, zone.zone);
    assertNumber(args.duration_minutes, length.minutes);
    assertItems(args.attendees, attendees);
    assert.equal(given(args).location, undefined);
  },
  ideal: ({ title, date, time, zone, attendees, length }) => [
    uses([
      'create_event',
      {
        title,
        start: `${date.iso}T${time.clock}`,
        time_zone: zone.zone,
        duration_minutes: length.minutes,
        attendees,
      },
    ]),
  ],
});

const invoiceTable = defineCase('arguments', 'line-items-of-an-invoice-table', {
  draw: (facts) => ({
    vendor: facts.company(),
    buyer: facts.company(),
    invoice: facts.code(),
    order: facts.code(),
    issued: facts.date(2019, 2025),
    due: facts.date(2026, 2029),
    items: facts.distinct(3, () => ({
      description: facts.product(),
      unit_price: facts.decimal(14, 89, 2),
      quantity: facts.integer(2, 13),
    })),
  }),
  play: async ({ vendor, buyer, invoice, order, issued, due, items }, chat) => {
    const rows = items.map(
      (item) => `| ${item.description} | ${item.unit_price.toFixed(2)} | ${item.quantity} |`,
    );
    const reply = textOf(
      await chat({
        messages: [
          system('Extract the invoice from the scanned page below. Dates in ISO 8601.'),
          user(
            [
              `${vendor}`,
              `Bill to: ${buyer}`,
              `INVOICE ${invoice}   Your order ${order}`,
              `Issued ${issued.british}`,
              '',
              '| Article | Price each | Pcs |',
              '|---|---|---|',
              ...rows,
              '',
              `Payable by ${due.british}`,
            ].join('\n'),
          ),
        ],
        response_format: {
          type: 'json_schema',
          json_schema: {
            name: 'Invoice',
            strict: true,
            schema: object({
              invoice_number: text(),
              vendor: text('Company which issued the invoice'),
              issue_date: text(),
              due_date: text(),
              items: listOf(object({ quantity: whole(), description: text(), unit_price: number() })),
            }),
          },
        },
      }),
    );
    const actual = asRecord(bareJson(reply));
    assertSame(actual.invoice_number, invoice);
    assertSame(actual.vendor, vendor);
    assertDate(actual.issue_date, issued);
    assertDate(actual.due_date, due);
    const actualItems = asList(actual.items).map(asRecord);
    assert.equal(actualItems.length, items.length);
    for (const [index, item] of items.entries()) {
      assertSame(actualItems[index]?.description, item.description);
      assertNumber(actualItems[index]?.quantity, item.quantity);
      assertNumber(actualItems[index]?.unit_price, item.unit_price);
    }
  },
  ideal: ({ vendor, invoice, issued, due, items }) => [
    saysJson({ invoice_number: invoice, vendor, issue_date: issued.iso, due_date: due.iso, items }),
  ],
});

const bugReport = defineCase('arguments', 'issue-with-labels-and-nobody-assigned', {
  draw: (facts) => ({
    owner: facts.slug(),
    repository: facts.slug(),
    title: `${facts.inventedWord()} importer skips the last row`,
    labels: facts.shuffle(['bug', 'documentation', 'performance', 'security']).slice(0, 2),
    reporter: facts.givenName(),
  }),
  play: async ({ owner, repository, title, labels, reporter }, chat) => {
    const { args } = onlyCallOf(
      await chat({
        messages: [
          user(
            `${reporter} here. File an issue in ${owner}/${repository}: "${title}". ` +
              `Label it ${labels[0]} and ${labels[1]}; nobody is assigned yet and there is no milestone.`,
          ),
        ],
        tools: [
          tool(
            'create_issue',
            'Create a new issue in a GitHub repository',
            {
              owner: text('Repository owner'),
              repo: text('Repository name'),
              title: text('Issue title'),
              labels: listOf(
                oneOf(['security', 'performance', 'enhancement', 'documentation', 'bug', 'question']),
              ),
              assignees: listOf(text(), 'Usernames'),
              milestone: whole('Milestone number'),
            },
            ['owner', 'repo', 'title'],
          ),
        ],
      }),
    );
    assertSame(args.owner, owner);
    assertSame(args.repo, repository);
    assertSame(args.title, title);
    assertItems(args.labels, labels);
    assert.equal(given(args).assignees, undefined);
    assert.ok(!given(args).milestone);
  },
  ideal: ({ owner, repository, title, labels }) => [
    uses(['create_issue', { owner, repo: repository, title, labels }]),
  ],
});

const trade = defineCase('arguments', 'brokerage-order-in-colloquial-words', {
  draw: (facts) => ({
    symbol: facts.slug().slice(0, 4).toUpperCase(),
    account: facts.code(),
    held: facts.integer(600, 990),
    quantity: facts.integer(20, 290),
    price: facts.decimal(31, 89, 2),
    limited: facts.pick([true, false]),
    side: facts.pick([
      { verb: 'get rid of', value: 'sell' },
      { verb: 'pick up another', value: 'buy' },
      { verb: 'offload', value: 'sell' },
      { verb: 'purchase another', value: 'buy' },
    ]),
  }),
  play: async ({ symbol, account, held, quantity, price, limited, side }, chat) => {
    const { args } = onlyCallOf(
      await chat({
        messages: [
          system('You take orders for a brokerage. Place the order at once; the client has confirmed.'),
          user(
            `I hold ${held} shares of ${symbol} in ${account}. I'd like to ${side.verb} ${quantity} of them, ` +
              (limited ? `with a limit of ${price} dollars.` : 'at whatever the market price is right now.'),
          ),
        ],
        tools: [
          tool(
            'place_order',
            'Places an order for shares',
            {
              account: text(),
              symbol: text('Ticker symbol'),
              side: oneOf(['buy', 'sell']),
              quantity: whole('Number of shares to trade'),
              order_type: oneOf(['limit', 'market', 'stop']),
              limit_price: number('Only for limit orders'),
            },
            ['account', 'symbol', 'side', 'quantity', 'order_type'],
          ),
        ],
      }),
    );
    assertSame(args.account, account);
    assertSame(args.symbol, symbol);
    assert.equal(args.side, side.value);
    assertNumber(args.quantity, quantity);
    assert.equal(args.order_type, limited ? 'limit' : 'market');
    if (limited) assertNumber(args.limit_price, price);
    else assert.ok(!given(args).limit_price, 'a market order has no limit');
  },
  ideal: ({ symbol, account, quantity, price, limited, side }) => [
    uses([
      'place_order',
      {
        account,
        symbol,
        side: side.value,
        quantity,
        order_type: limited ? 'limit' : 'market',
        ...(limited && { limit_price: price }),
      },
    ]),
  ],
});

const coldStore = defineCase('arguments', 'one-call-per-bay-with-temperatures-below-zero', {
  draw: (facts) => ({
    bays: facts.distinct(3, () => facts.code()),
    frozen: facts.decimal(14, 26, 1),
    cool: facts.decimal(2, 7, 1),
    mild: facts.decimal(9, 13, 1),
  }),
  play: async ({ bays, frozen, cool, mild }, chat) => {
    const loop = await runLoop(chat, {
      messages: [
        system('You control a refrigerated warehouse. One call sets one bay.'),
        user(
          `Set bay ${bays[0]} to ${cool} °C, bay ${bays[1]} to minus ${frozen} °C and bay ${bays[2]} to ${mild} °C.`,
        ),
      ],
      tools: [
        tool('set_bay_temperature', 'Sets the target temperature of one bay', {
          celsius: number('Target in degrees Celsius, negative below freezing'),
          bay: text('Code of the bay'),
        }),
      ],
      limit: 4,
      run: () => ({ status: 'ok' }),
    });
    const expected = [cool, -frozen, mild];
    assert.equal(loop.uses.length, bays.length);
    for (const [index, bay] of bays.entries()) {
      const use = loop.uses.find(({ args }) => args.bay === bay);
      assert.ok(use, `expected a call for ${bay}`);
      assertNumber(use.args.celsius, expected[index] as number);
    }
  },
  ideal: ({ bays, frozen, cool, mild }) => [
    uses(
      ['set_bay_temperature', { bay: bays[0], celsius: cool }],
      ['set_bay_temperature', { bay: bays[1], celsius: -frozen }],
      ['set_bay_temperature', { bay: bays[2], celsius: mild }],
    ),
    says('All three bays have their new targets.'),
  ],
});

const seaState = defineCase('arguments', 'coordinates-signed-by-hemisphere', {
  draw: (facts) => ({
    vessel: facts.inventedWord(),
    latitude: facts.decimal(12, 58, 2),
    longitude: facts.decimal(60, 140, 2),
    north: facts.pick(['N', 'S']),
    east: facts.pick(['E', 'W']),
    speed: facts.decimal(6, 11, 1),
  }),
  play: async ({ vessel, latitude, longitude, north, east, speed }, chat) => {
    const { args } = onlyCallOf(
      await chat({
        messages: [
          user(
            `The research vessel ${vessel} reports ${latitude}° ${north}, ${longitude}° ${east}, making ${speed} knots. ` +
              'What waves does she have to expect there?',
          ),
        ],
        tools: [
          tool('marine_forecast', 'Wave height and swell for a position at sea', {
            lon: number('Decimal degrees, west is negative'),
            lat: number('Decimal degrees, south is negative'),
          }),
        ],
      }),
    );
    assertNumber(args.lat, north === 'N' ? latitude : -latitude);
    assertNumber(args.lon, east === 'E' ? longitude : -longitude);
  },
  ideal: ({ latitude, longitude, north, east }) => [
    uses([
      'marine_forecast',
      { lat: north === 'N' ? latitude : -latitude, lon: east === 'E' ? longitude : -longitude },
    ]),
  ],
});

const bankTransfer = defineCase('arguments', 'bank-transfer-with-grouped-amount-and-currency-sign', {
  draw: (facts) => ({
    accounts: facts.distinct(2, () => facts.code()),
    amount: facts.decimal(1100, 9800, 2),
    currency: facts.pick([
      { write: (amount: string) => `€${amount}`, value: 'EUR' },
      { write: (amount: string) => `£${amount}`, value: 'GBP' },
      { write: (amount: string) => `${amount} Swiss francs`, value: 'CHF' },
      { write: (amount: string) => `$${amount}`, value: 'USD' },
    ]),
  }),
  play: async ({ accounts, amount, currency }, chat) => {
    const grouped = amount.toLocaleString('en-US', { minimumFractionDigits: 2 });
    const [source, target] = accounts;
    const { args } = onlyCallOf(
      await chat({
        messages: [
          system(
            'Payment assistant. The customer is authenticated. Fill optional fields only with what was said.',
          ),
          user(
            `Account ${target} should receive ${currency.write(grouped)}, taken out of account ${source}.`,
          ),
        ],
        tools: [
          tool(
            'transfer_funds',
            'Moves money between two accounts',
            {
              from_account: text(),
              to_account: text(),
              amount: number(),
              currency: oneOf(['CHF', 'EUR', 'GBP', 'SEK', 'USD']),
              memo: text('Text for the statement, if the customer gave one'),
              execute_on: text('ISO date, if the customer wants it later'),
            },
            ['from_account', 'to_account', 'amount', 'currency'],
          ),
        ],
      }),
    );
    assert.deepEqual(given(args), {
      from_account: source,
      to_account: target,
      amount,
      currency: currency.value,
    });
  },
  ideal: ({ accounts, amount, currency }) => [
    uses([
      'transfer_funds',
      { from_account: accounts[0], to_account: accounts[1], amount, currency: currency.value },
    ]),
  ],
});

const tableBooking = defineCase('arguments', 'values-corrected-over-several-turns', {
  draw: (facts) => ({
    guest: facts.surname(),
    sizes: facts.distinct(2, () => facts.integer(3, 9)),
    dates: facts.distinct(2, () => facts.date(2026, 2029)),
    time: facts.time(),
  }),
  play: async ({ guest, sizes, dates, time }, chat) => {
    const { args } = onlyCallOf(
      await chat({
        messages: [
          system(
            'You take reservations for a restaurant. Collect name, party size, date and time, then reserve.',
          ),
          user(`A table for ${sizes[0]} on ${dates[0].american} please, under the name ${guest}.`),
          assistant('With pleasure. At what time would you like to come?'),
          user(
            `At ${time.clock}. Oh, and we have grown: there will be ${sizes[1]} of us, ` +
              `and it has to be ${dates[1].american} instead.`,
          ),
        ],
        tools: [
          tool('reserve_table', 'Reserves a table', {
            name: text('Name of the guest'),
            party_size: whole(),
            date: text('YYYY-MM-DD'),
            time: text('HH:MM, 24 hours'),
          }),
        ],
      }),
    );
    assertSame(args.name, guest);
    assertNumber(args.party_size, sizes[1]);
    assertDate(args.date, dates[1]);
    assertSame(asString(args.time).slice(0, 5), time.clock);
  },
  ideal: ({ guest, sizes, dates, time }) => [
    uses(['reserve_table', { name: guest, party_size: sizes[1], date: dates[1].iso, time: time.clock }]),
  ],
});

const resume = defineCase('arguments', 'career-history-for-an-output-tool', {
  draw: (facts) => {
    const [first, second, third] = facts.distinct(3, () => facts.integer(1998, 2023)).sort((a, b) => a - b);
    return {
      name: facts.name(),
      email: facts.email(),
      years: [first, second, third] as [number, number, number],
      employers: facts.distinct(2, () => facts.company()),
      titles: facts.shuffle(['buyer', 'welder', 'surveyor', 'translator', 'dispatcher']),
      languages: facts.shuffle(['Polish', 'Finnish', 'Greek', 'Turkish', 'Danish']).slice(0, 2),
    };
  },
  play: async ({ name, email, years, employers, titles, languages }, chat) => {
    const { name: called, args } = onlyCallOf(
      await chat({
        messages: [
          system('Extract the profile of the applicant.'),
          user(
            [
              `${name} <${email}>`,
              '',
              `Since ${years[2]} I have worked as a ${titles[0]} at ${employers[0]}. Before that, from ${years[0]} to ` +
                `${years[1]}, I was a ${titles[1]} at ${employers[1]}. I speak ${languages[0]} and ${languages[1]}.`,
            ].join('\n'),
          ),
        ],
        tools: [
          tool('final_result', 'The final response which ends this conversation', {
            full_name: text(),
            email: text(),
            languages: listOf(text()),
            positions: listOf(
              object({
                employer: text(),
                title: text(),
                start_year: whole(),
                end_year: { anyOf: [{ type: 'integer' }, { type: 'null' }], description: 'Null if current' },
              }),
              'Most recent first',
            ),
          }),
        ],
        tool_choice: 'required',
      }),
    );
    assert.equal(called, 'final_result');
    assertSame(args.full_name, name);
    assertSame(args.email, email);
    assertItems(args.languages, languages);
    const positions = asList(args.positions).map(asRecord);
    assert.equal(positions.length, 2);
    for (const [index, [start, end]] of [
      [years[2], null],
      [years[0], years[1]],
    ].entries()) {
      const position = asRecord(positions[index]);
      assertSame(position.employer, employers[index] as string);
      assert.ok(mentions(asString(position.title), titles[index] as string));
      assert.equal(position.start_year, start);
      assert.equal(position.end_year ?? null, end);
    }
  },
  ideal: ({ name, email, years, employers, titles, languages }) => [
    uses([
      'final_result',
      {
        full_name: name,
        email,
        languages,
        positions: [
          { employer: employers[0], title: titles[0], start_year: years[2], end_year: null },
          { employer: employers[1], title: titles[1], start_year: years[0], end_year: years[1] },
        ],
      },
    ]),
  ],
});

const writtenFile = defineCase('arguments', 'file-content-given-word-for-word', {
  draw: (facts) => ({
    path: `${facts.slug()}/${facts.slug()}.json`,
    key: facts.slug(),
    host: `${facts.slug()}.example`,
    port: facts.integer(3100, 9400),
    retries: facts.integer(2, 9),
  }),
  play: async ({ path, key, host, port, retries }, chat) => {
    const content = JSON.stringify({ [key]: { host, port, retries, secure: true } }, null, 2);
    const { name, args } = onlyCallOf(
      await chat({
        messages: [
          system('You are a coding agent. Work with the tools; do not paste code into the chat.'),
          user(
            `Create \`${path}\` with exactly this content:\n\n\`\`\`json\n${content}\n\`\`\`\n\nNothing else.`,
          ),
        ],
        tools: [
          tool('read_file', 'Reads a file of the workspace', { path: text() }),
          tool('write_file', 'Creates or overwrites a file of the workspace', {
            path: text('Path relative to the workspace'),
            content: text('The complete content'),
          }),
        ],
      }),
    );
    assert.equal(name, 'write_file');
    assert.equal(asString(args.path).replace(/^\.?\//, ''), path);
    assert.equal(asString(args.content).trim(), content);
  },
  ideal: ({ path, key, host, port, retries }) => [
    uses([
      'write_file',
      { path, content: JSON.stringify({ [key]: { host, port, retries, secure: true } }, null, 2) },
    ]),
  ],
});

export const argumentsIndustries: readonly ReadingCase[] = [
  courierPickup,
  searchFilters,
  prescription,
  tenderSum,
  lampPlugin,
  meeting,
  invoiceTable,
  bugReport,
  trade,
  coldStore,
  seaState,
  bankTransfer,
  tableBooking,
  resume,
  writtenFile,
];
