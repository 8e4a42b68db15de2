import assert from 'node:assert/strict';
import {
  asList,
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
  given,
  number,
  oneOf,
  onlyCallOf,
  saysJson,
  system,
  text,
  textOf,
  tool,
  user,
  uses,
  whole,
} from '../conversation.ts';

const currencies = [
  { code: 'EUR', word: 'euros' },
  { code: 'GBP', word: 'pounds' },
  { code: 'USD', word: 'US dollars' },
  { code: 'JPY', word: 'yen' },
];
const currencyCodes = ['USD', 'JPY', 'EUR', 'GBP'];
const list = (items: Record<string, unknown>): Record<string, unknown> => ({ type: 'array', items });
const digits = (value: unknown): string => asString(value).replace(/\D/g, '');
const money = (value: number): string => value.toLocaleString('en-US', { minimumFractionDigits: 2 });

export const argumentsRecordsAndDates: readonly ReadingCase[] = [
  defineCase('arguments', 'invoice-fields-by-role', {
    draw: (facts) => {
      const [net, tax] = [facts.decimal(1100, 9000, 2), facts.decimal(100, 900, 2)];
      return {
        number: facts.code(),
        order: facts.code(),
        seller: facts.company(),
        buyer: facts.company(),
        issued: facts.date(2024, 2025),
        due: facts.date(2026, 2027),
        net,
        tax,
        total: Math.round((net + tax) * 100) / 100,
        currency: facts.pick(currencies.slice(0, 3)),
      };
    },
    play: async (s, chat) => {
      const reply = textOf(
        await chat({
          messages: [
            system('Extract the invoice data from the mail.'),
            user(`Dear colleagues at ${s.buyer},

this is our invoice ${s.number} for your order ${s.order}, issued on ${s.issued.british} and payable by ${s.due.american}.

Net amount: ${money(s.net)}
VAT: ${money(s.tax)}
To pay: ${money(s.total)} ${s.currency.word}

${s.seller}`),
          ],
          response_format: {
            type: 'json_schema',
            json_schema: {
              name: 'Invoice',
              strict: true,
              schema: {
                type: 'object',
                properties: {
                  invoice_number: text(),
                  vendor: text('Who sends the invoice'),
                  customer: text('Who has to pay'),
                  issue_date: { type: 'string', format: 'date' },
                  due_date: { type: 'string', format: 'date' },
                  total_amount: number('Amount including tax'),
                  currency: oneOf(currencyCodes),
                },
                required: [
                  'invoice_number',
                  'vendor',
                  'customer',
                  'issue_date',
                  'due_date',
                  'total_amount',
                  'currency',
                ],
                additionalProperties: false,
              },
            },
          },
        }),
      );
      const invoice = asRecord(bareJson(reply));
      assertSame(invoice.invoice_number, s.number);
      assertSame(invoice.vendor, s.seller);
      assertSame(invoice.customer, s.buyer);
      assertDate(invoice.issue_date, s.issued);
      assertDate(invoice.due_date, s.due);
      assert.equal(invoice.total_amount, s.total);
      assert.equal(invoice.currency, s.currency.code);
    },
    ideal: (s) => [
      saysJson({
        invoice_number: s.number,
        vendor: s.seller,
        customer: s.buyer,
        issue_date: s.issued.iso,
        due_date: s.due.iso,
        total_amount: s.total,
        currency: s.currency.code,
      }),
    ],
  }),

  defineCase('arguments', 'calendar-event-with-a-spoken-duration', {
    draw: (facts) => ({
      day: facts.date(2027, 2029),
      start: facts.time(),
      guests: facts.distinct(2, () => facts.givenName()),
      project: facts.inventedWord(),
      length: facts.pick([
        { words: 'half an hour', minutes: 30 },
        { words: 'an hour and a half', minutes: 90 },
        { words: 'two hours', minutes: 120 },
        { words: 'three quarters of an hour', minutes: 45 },
      ]),
    }),
    play: async (s, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            user(
              `Please put a review of ${s.project} with ${s.guests[0]} and ${s.guests[1]} into my calendar: ${s.day.ordinal}, from ${s.start.twelveHour}, for ${s.length.words}.`,
            ),
          ],
          tools: [
            tool('create_event', 'Adds an event to the calendar', {
              title: text(),
              date: text('ISO 8601 date'),
              start_time: text('HH:MM, 24-hour clock'),
              duration_minutes: whole(),
              attendees: list(text('Name of a guest')),
            }),
            tool('list_events', 'Lists the events of a day', { date: text('ISO 8601 date') }),
          ],
        }),
      );
      assert.equal(call.name, 'create_event');
      assertMentions(asString(call.args.title), s.project);
      assertDate(call.args.date, s.day);
      assertClock(call.args.start_time, s.start);
      assert.equal(call.args.duration_minutes, s.length.minutes);
      assertItems(call.args.attendees, s.guests);
    },
    ideal: (s) => [
      uses([
        'create_event',
        {
          title: `Review of ${s.project}`,
          date: s.day.iso,
          start_time: s.start.clock,
          duration_minutes: s.length.minutes,
          attendees: s.guests,
        },
      ]),
    ],
  }),

  defineCase('arguments', 'contact-card-from-a-signature', {
    draw: (facts) => ({
      name: facts.name(),
      title: facts.pick(['Head of Purchasing', 'Field Engineer', 'Account Manager']),
      company: facts.company(),
      email: facts.email(),
      office: `+49 ${facts.integer(200, 900)} ${facts.integer(100000, 999999)}`,
      mobile: `+49 ${facts.integer(150, 179)} ${facts.integer(1000000, 9999999)}`,
      reader: facts.givenName(),
    }),
    play: async (s, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            system('Save the sender of every mail as a contact.'),
            user(
              `Hi ${s.reader},\n\nthanks for the quick call!\n\n${s.name}\n${s.title} | ${s.company}\nOffice ${s.office} · Mobile ${s.mobile}\n${s.email}`,
            ),
          ],
          tools: [
            tool('save_contact', 'Stores a person in the address book', {
              full_name: text(),
              job_title: text(),
              company: text(),
              email: text(),
              mobile_phone: text('Number of the mobile phone with its country code'),
            }),
          ],
        }),
      );
      assertSame(call.args.full_name, s.name);
      assertSame(call.args.job_title, s.title);
      assertSame(call.args.company, s.company);
      assertSame(call.args.email, s.email);
      assert.equal(digits(call.args.mobile_phone), digits(s.mobile));
    },
    ideal: (s) => [
      uses([
        'save_contact',
        { full_name: s.name, job_title: s.title, company: s.company, email: s.email, mobile_phone: s.mobile },
      ]),
    ],
  }),

  defineCase('arguments', 'filters-with-operators-by-word', {
    draw: (facts) => ({
      city: facts.city(),
      salary: facts.integer(30_000, 90_000),
      year: facts.integer(2001, 2020),
      comparison: facts.pick([
        { words: 'more than', operator: 'gt' },
        { words: 'less than', operator: 'lt' },
        { words: 'at least', operator: 'gte' },
      ]),
      order: facts.pick([
        { words: 'before', operator: 'lt' },
        { words: 'after', operator: 'gt' },
      ]),
    }),
    play: async (s, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            user(
              `Show me all employees in ${s.city} who earn ${s.comparison.words} ${s.salary} and were hired ${s.order.words} ${s.year}.`,
            ),
          ],
          tools: [
            tool('query_table', 'Runs a query whose filters must all hold', {
              table: oneOf(['employees', 'orders', 'suppliers']),
              filters: list({
                type: 'object',
                properties: {
                  column: oneOf(['city', 'salary', 'hire_year', 'department']),
                  operator: oneOf(['eq', 'lt', 'gt', 'lte', 'gte']),
                  value: { type: ['string', 'number'] },
                },
                required: ['column', 'operator', 'value'],
              }),
            }),
          ],
        }),
      );
      assert.equal(call.args.table, 'employees');
      const filters = asList(call.args.filters).map((entry) => {
        const { column, operator, value } = asRecord(entry);
        return `${column} ${operator} ${value}`;
      });
      assertItems(filters, [
        `city eq ${s.city}`,
        `salary ${s.comparison.operator} ${s.salary}`,
        `hire_year ${s.order.operator} ${s.year}`,
      ]);
    },
    ideal: (s) => [
      uses([
        'query_table',
        {
          table: 'employees',
          filters: [
            { column: 'city', operator: 'eq', value: s.city },
            { column: 'salary', operator: s.comparison.operator, value: s.salary },
            { column: 'hire_year', operator: s.order.operator, value: s.year },
          ],
        },
      ]),
    ],
  }),

  defineCase('arguments', 'transfer-between-two-accounts', {
    draw: (facts) => ({
      from: facts.code(),
      to: facts.code(),
      amount: facts.decimal(20, 900, 2),
      currency: facts.pick(currencies),
      reference: `${facts.pick(['Rent', 'Tuition', 'Repair'])} ${facts.inventedWord()}`,
      first: facts.pick(['source', 'target']),
    }),
    play: async (s, chat) => {
      const sentence =
        s.first === 'source'
          ? `From account ${s.from}, send ${s.amount} ${s.currency.word} to ${s.to}`
          : `Account ${s.to} should get ${s.amount} ${s.currency.word} from my account ${s.from}`;
      const call = onlyCallOf(
        await chat({
          messages: [
            system('You are the assistant of a bank.'),
            user(`${sentence}. The reference is "${s.reference}".`),
          ],
          tools: [
            tool('get_balance', 'Reads the balance of an account', { account: text() }),
            tool('transfer_money', 'Transfers money between accounts', {
              to_account: text(),
              from_account: text(),
              amount: number(),
              currency: oneOf(currencyCodes, 'ISO 4217 code'),
              reference: text('What the transfer is for'),
            }),
          ],
        }),
      );
      assert.equal(call.name, 'transfer_money');
      assertSame(call.args.reference, s.reference);
      const { reference: _, ...rest } = call.args;
      assert.deepEqual(rest, {
        to_account: s.to,
        from_account: s.from,
        amount: s.amount,
        currency: s.currency.code,
      });
    },
    ideal: (s) => [
      uses([
        'transfer_money',
        {
          to_account: s.to,
          from_account: s.from,
          amount: s.amount,
          currency: s.currency.code,
          reference: s.reference,
        },
      ]),
    ],
  }),

  defineCase('arguments', 'basket-with-quantities-in-words', {
    draw: (facts) => ({
      items: facts.distinct(3, () => facts.inventedWord()),
      amounts: facts
        .shuffle([
          { words: 'a dozen boxes of', quantity: 12 },
          { words: 'three boxes of', quantity: 3 },
          { words: 'seven boxes of', quantity: 7 },
          { words: 'one box of', quantity: 1 },
          { words: 'twenty boxes of', quantity: 20 },
        ])
        .slice(0, 3),
      shop: facts.company(),
    }),
    play: async (s, chat) => {
      const phrases = s.amounts.map((amount, index) => `${amount.words} ${s.items[index]}`);
      const call = onlyCallOf(
        await chat({
          messages: [
            system(`You take orders for ${s.shop}.`),
            user(`I would like ${phrases[0]}, ${phrases[1]} and ${phrases[2]}.`),
          ],
          tools: [
            tool('place_order', 'Places an order', {
              items: list({
                type: 'object',
                properties: { product: text('Name of the product'), quantity: whole('Number of boxes') },
                required: ['product', 'quantity'],
              }),
            }),
          ],
        }),
      );
      const items = asList(call.args.items).map(asRecord);
      assert.equal(items.length, 3);
      for (const [index, amount] of s.amounts.entries()) {
        assertMentions(asString(items[index]?.product), s.items[index] ?? '');
        assert.equal(items[index]?.quantity, amount.quantity);
      }
    },
    ideal: (s) => [
      uses([
        'place_order',
        { items: s.amounts.map((amount, index) => ({ product: s.items[index], quantity: amount.quantity })) },
      ]),
    ],
  }),

  defineCase('arguments', 'conversion-from-one-unit-into-another', {
    draw: (facts) => {
      const value = facts.decimal(3, 90, 1);
      return facts.pick([
        { value, question: `How many miles are ${value} kilometres?`, from: 'km', to: 'mi' },
        { value, question: `How many kilometres are ${value} miles?`, from: 'mi', to: 'km' },
        {
          value,
          question: `I have to enter ${value} pounds in kilograms. What do I type?`,
          from: 'lb',
          to: 'kg',
        },
        {
          value,
          question: `Our scale shows ${value} kilograms; what is that in pounds?`,
          from: 'kg',
          to: 'lb',
        },
      ]);
    },
    play: async (s, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [user(s.question)],
          tools: [
            tool('convert_units', 'Converts a measurement exactly. Use it for every conversion.', {
              value: number(),
              from_unit: oneOf(['kg', 'lb', 'mi', 'km', 'ft', 'm']),
              to_unit: oneOf(['kg', 'lb', 'mi', 'km', 'ft', 'm']),
            }),
          ],
        }),
      );
      assert.deepEqual(call.args, { value: s.value, from_unit: s.from, to_unit: s.to });
    },
    ideal: (s) => [uses(['convert_units', { value: s.value, from_unit: s.from, to_unit: s.to }])],
  }),

  defineCase('arguments', 'file-moved-from-path-to-path', {
    draw: (facts) => {
      const [source, destination] = [
        `/home/${facts.slug()}/${facts.slug()}.csv`,
        `/srv/${facts.slug()}/${facts.slug()}.csv`,
      ];
      return facts.pick([
        { source, destination, request: `Move ${source} to ${destination}.` },
        {
          source,
          destination,
          request: `${destination} is where I want to find what is now ${source}. Nothing should be left at the old place.`,
        },
        { source, destination, request: `Please rename ${source}: from now on it is ${destination}.` },
      ]);
    },
    play: async (s, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [user(s.request)],
          tools: [
            tool('read_file', 'Read the complete contents of a file.', { path: text() }),
            tool('write_file', 'Create a new file or overwrite an existing one.', {
              path: text(),
              content: text(),
            }),
            tool(
              'move_file',
              'Move or rename files and directories. If the destination exists, the operation will fail.',
              {
                source: text(),
                destination: text(),
              },
            ),
          ],
        }),
      );
      assert.equal(call.name, 'move_file');
      assert.deepEqual(call.args, { source: s.source, destination: s.destination });
    },
    ideal: (s) => [uses(['move_file', { source: s.source, destination: s.destination }])],
  }),

  defineCase('arguments', 'hotel-stay-with-adults-and-children', {
    draw: (facts) => ({
      city: facts.city(),
      stay: facts.stay(),
      guests: facts.pick([
        { words: 'my wife, our two children and me', adults: 2, children: 2 },
        { words: 'two adults and a child', adults: 2, children: 1 },
        { words: 'four adults', adults: 4, children: undefined },
        { words: 'one adult with three children', adults: 1, children: 3 },
      ]),
      home: facts.city(),
    }),
    play: async (s, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            user(
              `We are coming from ${s.home} and need a hotel in ${s.city} for ${s.guests.words}, arriving on ${s.stay.arrival.american} and leaving on ${s.stay.departure.american}.`,
            ),
          ],
          tools: [
            tool(
              'search_hotels',
              'Searches hotels',
              {
                city: text(),
                check_in: text('YYYY-MM-DD'),
                check_out: text('YYYY-MM-DD'),
                adults: whole(),
                children: whole('Leave out if there are none'),
              },
              ['city', 'check_in', 'check_out', 'adults'],
            ),
          ],
        }),
      );
      const { children, ...args } = given(call.args);
      assertSame(args.city, s.city);
      assertDate(args.check_in, s.stay.arrival);
      assertDate(args.check_out, s.stay.departure);
      assert.equal(args.adults, s.guests.adults);
      assert.equal(children ?? 0, s.guests.children ?? 0);
    },
    ideal: (s) => [
      uses([
        'search_hotels',
        {
          city: s.city,
          check_in: s.stay.arrival.iso,
          check_out: s.stay.departure.iso,
          adults: s.guests.adults,
          ...(s.guests.children && { children: s.guests.children }),
        },
      ]),
    ],
  }),

  defineCase('arguments', 'reminder-on-some-days-of-the-week', {
    draw: (facts) => ({
      drug: facts.inventedWord(),
      dose: facts.integer(15, 400),
      times: facts.distinct(2, () => facts.time()),
      days: facts.pick([
        { words: 'on Mondays, Wednesdays and Fridays', list: ['monday', 'wednesday', 'friday'] },
        { words: 'at the weekend', list: ['saturday', 'sunday'] },
        { words: 'from Monday to Thursday', list: ['monday', 'tuesday', 'wednesday', 'thursday'] },
      ]),
      doctor: facts.surname(),
    }),
    play: async (s, chat) => {
      const call = onlyCallOf(
        await chat({
          messages: [
            user(
              `Dr. ${s.doctor} says that I have to take ${s.dose} mg of ${s.drug} ${s.days.words}, at ${s.times[0].twelveHour} and ${s.times[1].twelveHour}. Can you remind me?`,
            ),
          ],
          tools: [
            tool('create_reminder', 'Reminds the patient of a medicine', {
              medicine: text(),
              dose_mg: number('Dose in milligrams'),
              times: list(text('HH:MM, 24-hour clock')),
              weekdays: list(
                oneOf(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']),
              ),
            }),
          ],
        }),
      );
      assertSame(call.args.medicine, s.drug);
      assert.equal(call.args.dose_mg, s.dose);
      assertItems(
        call.args.times,
        s.times.map((time) => time.clock),
      );
      assertItems(call.args.weekdays, s.days.list);
    },
    ideal: (s) => [
      uses([
        'create_reminder',
        {
          medicine: s.drug,
          dose_mg: s.dose,
          times: s.times.map((time) => time.clock),
          weekdays: s.days.list,
        },
      ]),
    ],
  }),
];
