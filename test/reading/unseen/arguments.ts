import assert from 'node:assert/strict';
import { asString, assertClock, assertDate } from '../assertions.ts';
import type { ReadingCase } from '../case.ts';
import { assistant, number, oneOf, pastCall, system, text, tool, user, whole } from '../conversation.ts';
import type { CalendarDate, Facts } from '../facts.ts';
import {
  anyOf,
  callCase,
  flag,
  formCase,
  inAnyOrder,
  inWords,
  listOf,
  localTime,
  nullable,
  orAbsent,
  phone,
  record,
} from '../fields.ts';

const grouped = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 2 });
const german = (cents: number): string =>
  (cents / 100).toLocaleString('de-DE', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const dotted = (date: CalendarDate): string =>
  `${date.day}.${String(date.month).padStart(2, '0')}.${date.year}`;
const digits = (facts: Facts): string => String(facts.integer(1000, 9999));
const isDate =
  (date: CalendarDate) =>
  (actual: unknown): void =>
    assertDate(actual, date);

/** The value of an expression made of plain numbers and the four operations. */
const evaluate = (expression: string): number => {
  const source = expression.replace(/×/g, '*').replace(/÷/g, '/').replace(/−/g, '-');
  assert.match(source, /^[\d\s.+\-*/()]+$/, `expected an expression, got ${JSON.stringify(expression)}`);
  return Number(new Function(`return (${source});`)());
};

const calendarEvent = callCase('calendar-event-in-the-zone-of-a-city-with-a-duration-in-words', {
  draw: (facts) => ({
    topic: `${facts.inventedWord()} ${facts.pick(['audit', 'rollout', 'handover', 'retrospective'])}`,
    home: facts.zone(),
    zone: facts.zone(),
    date: facts.date(2026, 2029),
    time: facts.time(),
    length: facts.pick([
      ['half an hour', 30],
      ['three quarters of an hour', 45],
      ['an hour and a half', 90],
      ['two hours', 120],
    ] as const),
    guests: facts.distinct(2, facts.email),
  }),
  messages: (s) => [
    system(`You are an executive assistant. Your principal lives in ${s.home.city}. Use the tools provided.`),
    user(
      `Put "${s.topic}" on the calendar: ${s.date.american}, ${s.time.twelveHour} ${s.zone.city} time, for ${s.length[0]}. ` +
        `Invite ${s.guests[0]} and ${s.guests[1]}.`,
    ),
  ],
  tools: () => [
    tool(
      'create_event',
      'Create a calendar event',
      {
        title: text(),
        start: text('Local start in ISO 8601 without offset, e.g. 2024-01-31T09:00'),
        time_zone: text('IANA name of the zone the start is given in'),
        duration_minutes: whole(),
        attendees: listOf(text('E-mail address')),
        location: text('Room or address'),
      },
      ['title', 'start', 'time_zone', 'duration_minutes', 'attendees'],
    ),
    tool('list_events', 'List the events of a day', { day: text('YYYY-MM-DD') }),
  ],
  args: (s) => ({
    title: s.topic,
    start: `${s.date.iso}T${s.time.clock}`,
    time_zone: s.zone.zone,
    duration_minutes: s.length[1],
    attendees: s.guests,
  }),
  expected: (s) => ({
    title: s.topic,
    start: localTime(s.date.iso, s.time.clock),
    time_zone: s.zone.zone,
    duration_minutes: s.length[1],
    attendees: inAnyOrder(...s.guests),
  }),
});

const vitals = formCase('vital-signs-from-a-dictated-note-with-gaps', {
  draw: (facts) => ({
    patient: facts.name(),
    time: facts.time(),
    systolic: facts.integer(105, 148),
    diastolic: facts.integer(60, 88),
    pulse: facts.integer(52, 96),
    temperature: facts.decimal(36, 40, 1),
    saturation: facts.integer(89, 99),
    joint: facts.pick([' over ', '/']),
  }),
  messages: (s) => [
    system(
      'You turn dictated nursing notes into structured observations. Leave a field null if it was not measured.',
    ),
    user(
      `Note for ${s.patient}, seen at ${s.time.twelveHour}. Sats ${s.saturation} percent on room air, ` +
        `BP ${s.systolic}${s.joint}${s.diastolic}, heart rate ${s.pulse} and regular, temp ${s.temperature} Celsius. ` +
        'Could not get a weight today, the scale is being repaired. Patient comfortable.',
    ),
  ],
  schema: () => [
    'observation',
    record({
      patient: text(),
      taken_at: text('24-hour time, HH:MM'),
      systolic_mmhg: whole(),
      diastolic_mmhg: whole(),
      pulse_bpm: whole(),
      temperature_c: number(),
      spo2_percent: whole('Oxygen saturation'),
      respiratory_rate: nullable(whole('Breaths per minute')),
      weight_kg: nullable(number()),
    }),
  ],
  reply: (s) => ({
    patient: s.patient,
    taken_at: s.time.clock,
    systolic_mmhg: s.systolic,
    diastolic_mmhg: s.diastolic,
    pulse_bpm: s.pulse,
    temperature_c: s.temperature,
    spo2_percent: s.saturation,
    respiratory_rate: null,
    weight_kg: null,
  }),
  expected: (s) => ({
    patient: s.patient,
    taken_at: (actual) => assertClock(actual, s.time),
    systolic_mmhg: s.systolic,
    diastolic_mmhg: s.diastolic,
    pulse_bpm: s.pulse,
    temperature_c: s.temperature,
    spo2_percent: s.saturation,
    respiratory_rate: null,
    weight_kg: null,
  }),
});

const scaling = callCase('replica-count-by-its-role-in-a-from-to-request', {
  draw: (facts) => ({
    service: `${facts.slug()}-${facts.pick(['api', 'worker', 'gateway', 'cron'])}`,
    namespace: facts.slug(),
    before: facts.integer(2, 9),
    after: facts.integer(10, 24),
    wording: facts.pick([0, 1, 2]),
    ticket: facts.code(),
  }),
  messages: (s) => [
    system('You are a platform engineer with access to one Kubernetes cluster. Act, do not explain.'),
    user(
      [
        `Traffic is climbing (see ${s.ticket}). Bump ${s.service} from ${s.before} to ${s.after} replicas in the ${s.namespace} namespace.`,
        `We need ${s.after} instead of ${s.before} replicas of ${s.service}, namespace ${s.namespace}. Ticket is ${s.ticket}.`,
        `${s.service} in ${s.namespace} currently has ${s.before} replicas; please take it up to ${s.after}. Refers to ${s.ticket}.`,
      ][s.wording] as string,
    ),
  ],
  tools: () => [
    tool(
      'scale_deployment',
      'Set the desired number of replicas of a deployment',
      {
        namespace: text(),
        deployment: text('Name of the deployment'),
        replicas: { type: 'integer', minimum: 0, description: 'Desired count' },
        dry_run: flag('Only validate the change. Default: false'),
      },
      ['namespace', 'deployment', 'replicas'],
    ),
    tool('restart_deployment', 'Restart all pods of a deployment', { namespace: text(), deployment: text() }),
    tool('get_pod_logs', 'Read the latest log lines of a pod', { namespace: text(), pod: text() }),
  ],
  args: (s) => ({ namespace: s.namespace, deployment: s.service, replicas: s.after }),
  expected: (s) => ({
    namespace: s.namespace,
    deployment: s.service,
    replicas: s.after,
    dry_run: orAbsent(false),
  }),
});

const germanInvoice = formCase('german-invoice-with-decimal-commas-and-dotted-dates', {
  draw: (facts) => {
    const items = [0, 1].map(() => ({
      description: facts.product(),
      quantity: facts.integer(2, 19),
      cents: Math.round(facts.decimal(11, 190, 2) * 100),
    }));
    return {
      items,
      code: facts.code(),
      seller: facts.company(),
      buyer: facts.company(),
      issued: facts.date(2021, 2024),
      due: facts.date(2025, 2027),
      rate: facts.pick([7, 19]),
    };
  },
  messages: (s) => {
    const net = s.items.reduce((sum, item) => sum + item.quantity * item.cents, 0);
    const tax = Math.round((net * s.rate) / 100);
    return [
      system('Extract the invoice. Amounts are in major units of the currency, dates in ISO 8601.'),
      user(
        [
          `RECHNUNG Nr. ${s.code}`,
          `Rechnungsdatum: ${dotted(s.issued)}        Zahlbar bis: ${dotted(s.due)}`,
          `Rechnungssteller: ${s.seller}`,
          `Rechnungsempfänger: ${s.buyer}`,
          '',
          'Pos | Artikel | Menge | Einzelpreis | Summe',
          ...s.items.map(
            (item, index) =>
              `${index + 1} | ${item.description} | ${item.quantity} | ${german(item.cents)} € | ${german(item.quantity * item.cents)} €`,
          ),
          '',
          `Nettobetrag: ${german(net)} €`,
          `zzgl. ${s.rate} % MwSt.: ${german(tax)} €`,
          `Gesamtbetrag: ${german(net + tax)} €`,
        ].join('\n'),
      ),
    ];
  },
  schema: () => [
    'invoice',
    record({
      invoice_number: text(),
      issue_date: text('YYYY-MM-DD'),
      due_date: text('YYYY-MM-DD'),
      seller: text(),
      buyer: text(),
      lines: listOf(record({ description: text(), quantity: whole(), unit_price: number() })),
      vat_percent: number(),
      net_total: number(),
      gross_total: number('Total including tax'),
      currency: oneOf(['CHF', 'EUR', 'USD']),
      purchase_order: nullable(text('Order number of the buyer')),
    }),
  ],
  reply: (s) => {
    const net = s.items.reduce((sum, item) => sum + item.quantity * item.cents, 0);
    const tax = Math.round((net * s.rate) / 100);
    return {
      invoice_number: s.code,
      issue_date: s.issued.iso,
      due_date: s.due.iso,
      seller: s.seller,
      buyer: s.buyer,
      lines: s.items.map((item) => ({
        description: item.description,
        quantity: item.quantity,
        unit_price: item.cents / 100,
      })),
      vat_percent: s.rate,
      net_total: net / 100,
      gross_total: (net + tax) / 100,
      currency: 'EUR',
      purchase_order: null,
    };
  },
});

const seating = [
  ['outside on the terrace', 'terrace'],
  ['outdoors, if the weather holds', 'terrace'],
  ['at the counter', 'bar'],
  ['inside, it gets chilly', 'dining_room'],
] as const;

const reservation = callCase('reservation-gathered-over-several-turns-with-a-changed-mind', {
  draw: (facts) => ({
    date: facts.date(2027, 2029),
    first: facts.integer(2, 5),
    second: facts.integer(6, 11),
    time: facts.time(),
    guest: facts.name(),
    area: facts.pick(seating),
    restaurant: facts.inventedWord(),
  }),
  messages: (s) => [
    system(
      `You take bookings for the restaurant ${s.restaurant}. Book as soon as date, time, party size and name are known; never ask for confirmation.`,
    ),
    user(`Hello! Do you have a table for ${inWords(s.first)} on ${s.date.british}?`),
    assistant('We do. What time would you like to come, and under what name shall I book?'),
    user(
      `${s.time.twelveHour}, under the name of ${s.guest}. Oh, and make that ${inWords(s.second)} people rather than ${inWords(s.first)}. We'd like to sit ${s.area[0]}.`,
    ),
  ],
  tools: () => [
    tool(
      'book_table',
      'Book a table',
      {
        date: text('YYYY-MM-DD'),
        time: text('HH:MM, 24-hour clock'),
        party_size: { type: 'integer', minimum: 1, maximum: 20 },
        name: text('Full name of the guest'),
        area: oneOf(['dining_room', 'terrace', 'bar']),
        phone: text('Contact number'),
        allergies: listOf(text()),
      },
      ['date', 'time', 'party_size', 'name'],
    ),
    tool('cancel_booking', 'Cancel a booking', { booking_id: text() }),
    tool('show_menu', 'Show the menu of the day', {}),
  ],
  args: (s) => ({
    date: s.date.iso,
    time: s.time.clock,
    party_size: s.second,
    name: s.guest,
    area: s.area[1],
  }),
  expected: (s) => ({
    date: isDate(s.date),
    time: (actual) => assertClock(actual, s.time),
    party_size: s.second,
    name: s.guest,
    area: s.area[1],
  }),
});

const shippingWays = [
  ['It has to be there tomorrow morning.', 'overnight'],
  ['The normal delivery is fine.', 'standard'],
  ['It goes on a pallet by truck.', 'freight'],
] as const;

const shipment = callCase('identifier-of-the-matching-record-of-an-earlier-tool-result', {
  draw: (facts) => {
    const company = facts.company();
    const branches = [0, 1, 2].map(() => ({
      customer_id: facts.code(),
      name: company,
      contact: facts.name(),
      city: facts.city(),
    }));
    return {
      company,
      branches,
      target: facts.pick(branches),
      sku: facts.code(),
      quantity: facts.integer(3, 12),
      way: facts.pick(shippingWays),
    };
  },
  messages: (s) => [
    system('You are the dispatch agent of a warehouse. Look customers up before you ship.'),
    user(
      `Please send ${inWords(s.quantity)} units of ${s.sku} to ${s.company}, the branch in ${s.target.city}. ${s.way[0]}`,
    ),
    ...pastCall(
      'search_customers',
      { query: s.company },
      { total: s.branches.length, customers: s.branches },
    ),
  ],
  tools: () => [
    tool(
      'create_shipment',
      'Ship goods to a customer',
      {
        customer_id: text('Identifier from search_customers'),
        sku: text(),
        quantity: whole(),
        service: oneOf(['standard', 'overnight', 'freight']),
        note: text('Remark for the driver'),
      },
      ['customer_id', 'sku', 'quantity', 'service'],
    ),
    tool('search_customers', 'Find customers by name', { query: text() }),
  ],
  args: (s) => ({
    customer_id: s.target.customer_id,
    sku: s.sku,
    quantity: s.quantity,
    service: s.way[1],
  }),
  expected: (s) => ({
    customer_id: s.target.customer_id,
    sku: s.sku,
    quantity: s.quantity,
    service: s.way[1],
    note: () => {},
  }),
});

const triples = formCase('directed-relations-from-active-and-passive-sentences', {
  draw: (facts) => {
    const [parent, child] = facts.distinct(2, facts.company);
    const [founder, chief] = facts.distinct(2, facts.name);
    const city = facts.city();
    const year = facts.integer(1994, 2023);
    const statements = facts.shuffle([
      {
        sentence: facts.pick([
          `${child} was bought by ${parent} in ${year}.`,
          `In ${year}, ${parent} took over ${child}.`,
        ]),
        triple: { subject: parent, relation: 'ACQUIRED', object: child },
      },
      {
        sentence: facts.pick([
          `${child} was started by ${founder} in a garage.`,
          `${founder} set up ${child} straight after university.`,
        ]),
        triple: { subject: founder, relation: 'FOUNDED', object: child },
      },
      {
        sentence: `${chief} is the chief executive of ${parent}.`,
        triple: { subject: chief, relation: 'CEO_OF', object: parent },
      },
      {
        sentence: `${parent} has its head office in ${city}.`,
        triple: { subject: parent, relation: 'BASED_IN', object: city },
      },
    ]);
    return { statements };
  },
  messages: (s) => [
    system(
      [
        'You extract a knowledge graph from text. Each triple reads "subject relation object".',
        'Allowed relations: (Company)-ACQUIRED->(Company), (Person)-FOUNDED->(Company), (Person)-CEO_OF->(Company), (Company)-BASED_IN->(City).',
        'Only extract what the text states. Use names exactly as written.',
      ].join('\n'),
    ),
    user(`Text: ${s.statements.map(({ sentence }) => sentence).join(' ')}`),
  ],
  schema: () => [
    'knowledge_graph',
    record({
      triples: listOf(
        record({
          subject: text(),
          relation: oneOf(['ACQUIRED', 'FOUNDED', 'CEO_OF', 'BASED_IN']),
          object: text(),
        }),
      ),
    }),
  ],
  reply: (s) => ({ triples: s.statements.map(({ triple }) => triple) }),
  expected: (s) => ({ triples: inAnyOrder(...s.statements.map(({ triple }) => triple)) }),
});

const expression = callCase('expression-composed-from-operations-in-words', {
  draw: (facts) => {
    const [a, b, c] = [facts.decimal(500, 900, 1), facts.integer(120, 480), facts.integer(3, 19)];
    return {
      numbers: [a, b, c],
      problem: facts.pick([
        {
          question: `Take ${a}, subtract ${b} and divide what is left by ${c}.`,
          formula: `(${a} - ${b}) / ${c}`,
        },
        { question: `Multiply the sum of ${b} and ${a} by ${c}.`, formula: `(${b} + ${a}) * ${c}` },
        { question: `How much is ${a} minus the product of ${c} and ${b}?`, formula: `${a} - ${c} * ${b}` },
        { question: `What's (${b} − ${c}) × ${a}?`, formula: `(${b} - ${c}) * ${a}` },
        { question: `Add ${c} to the quotient of ${a} and ${b}.`, formula: `${a} / ${b} + ${c}` },
      ]),
    };
  },
  messages: (s) => [
    system('Use the Calculator for every computation, with one call per question.'),
    user(s.problem.question),
  ],
  tools: () => [
    tool(
      'Calculator',
      'Useful for when you need to answer questions about math. Evaluates an arithmetic expression.',
      {
        expression: text('One line with numbers, parentheses and + - * /'),
      },
    ),
    tool('Search', 'Useful for questions about current events', { query: text() }),
  ],
  args: (s) => ({ expression: s.problem.formula }),
  expected: (s) => ({
    expression: (actual) => {
      const written = asString(actual);
      for (const value of s.numbers)
        assert.ok(written.includes(String(value)), `expected ${value} in ${written}`);
      const wanted = evaluate(s.problem.formula);
      assert.ok(Math.abs(evaluate(written) - wanted) < 1e-6, `expected ${s.problem.formula}, got ${written}`);
    },
  }),
});

const boxKinds = {
  reefer: ['refrigerated box', 'reefer'],
  dry: ['standard dry van', 'ordinary dry box'],
  tank: ['tank for liquids', 'liquid tank'],
};

const manifest = callCase('nested-records-of-an-output-tool-with-schema-references', {
  draw: (facts) => ({
    vessel: facts.inventedWord(),
    voyage: facts.code(),
    sailing: facts.date(2026, 2028),
    from: facts.city(),
    to: facts.city(),
    boxes: facts.shuffle((['reefer', 'dry', 'tank'] as const).map((kind) => ({ kind }))).map(({ kind }) => ({
      kind,
      wording: facts.pick(boxKinds[kind]),
      number: facts.code(),
      feet: facts.pick([20, 40]),
      weight: facts.integer(4000, 26000),
      cold: kind === 'reefer' ? facts.integer(11, 28) : null,
    })),
  }),
  messages: (s) => [
    system('Extract the shipping manifest from the telex.'),
    user(
      `MV ${s.vessel}, voyage ${s.voyage}, sails ${s.sailing.british} from ${s.from} bound for ${s.to}. On board: ` +
        s.boxes
          .map(
            (box) =>
              `${box.number}, a ${box.feet}-foot ${box.wording} of ${grouped(box.weight)} kg` +
              (box.cold === null ? '' : ` held at minus ${box.cold} °C`),
          )
          .join('; ') +
        '.',
    ),
  ],
  tools: () => [
    {
      type: 'function',
      function: {
        name: 'final_result',
        description: 'The final response which ends this conversation',
        parameters: {
          $defs: {
            ContainerKind: {
              enum: ['dry', 'reefer', 'tank', 'open_top'],
              title: 'ContainerKind',
              type: 'string',
            },
            Container: {
              type: 'object',
              title: 'Container',
              properties: {
                number: { title: 'Number', type: 'string' },
                kind: { $ref: '#/$defs/ContainerKind' },
                size_feet: { title: 'Size Feet', type: 'integer' },
                gross_weight_kg: { title: 'Gross Weight Kg', type: 'integer' },
                set_temperature_c: {
                  anyOf: [{ type: 'number' }, { type: 'null' }],
                  default: null,
                  title: 'Set Temperature C',
                },
              },
              required: ['number', 'kind', 'size_feet', 'gross_weight_kg'],
            },
          },
          type: 'object',
          title: 'Manifest',
          properties: {
            vessel: { title: 'Vessel', type: 'string', description: 'Name without the prefix MV' },
            voyage: { title: 'Voyage', type: 'string' },
            departure: { title: 'Departure', type: 'string', format: 'date' },
            port_of_loading: { title: 'Port Of Loading', type: 'string' },
            port_of_discharge: { title: 'Port Of Discharge', type: 'string' },
            containers: { title: 'Containers', type: 'array', items: { $ref: '#/$defs/Container' } },
          },
          required: ['vessel', 'voyage', 'departure', 'port_of_loading', 'port_of_discharge', 'containers'],
        },
      },
    },
  ],
  args: (s) => ({
    vessel: s.vessel,
    voyage: s.voyage,
    departure: s.sailing.iso,
    port_of_loading: s.from,
    port_of_discharge: s.to,
    containers: s.boxes.map((box) => ({
      number: box.number,
      kind: box.kind,
      size_feet: box.feet,
      gross_weight_kg: box.weight,
      set_temperature_c: box.cold === null ? null : -box.cold,
    })),
  }),
  choice: 'required',
});

const priceLimits = [
  ['under', 'lt'],
  ['less than', 'lt'],
  ['no more than', 'lte'],
  ['at most', 'lte'],
] as const;

const propertyFilters = callCase('search-filters-with-comparisons-in-words', {
  draw: (facts) => ({
    price: facts.integer(180, 890) * 1000,
    limit: facts.pick(priceLimits),
    bedrooms: facts.integer(2, 6),
    city: facts.city(),
    year: facts.integer(1965, 2014),
    order: facts.pick([
      ['Cheapest first', 'price', 'asc'],
      ['Largest first', 'area_sqm', 'desc'],
    ] as const),
    count: facts.integer(7, 12),
  }),
  messages: (s) => [
    user(
      `I'm after a house in ${s.city} for ${s.limit[0]} €${grouped(s.price)}, with at least ${inWords(s.bedrooms)} bedrooms and built after ${s.year}. ` +
        `${s.order[0]}, and show me ${inWords(s.count)} results.`,
    ),
  ],
  tools: () => [
    tool(
      'PropertyQuery',
      'Correctly extracted `PropertyQuery` with all the required parameters with correct types',
      {
        filters: listOf(
          record({
            field: oneOf(['price', 'bedrooms', 'area_sqm', 'city', 'year_built']),
            operator: oneOf(['eq', 'lt', 'lte', 'gt', 'gte']),
            value: { anyOf: [{ type: 'number' }, { type: 'string' }] },
          }),
          'One entry per condition',
        ),
        sort: record({
          field: oneOf(['price', 'area_sqm', 'year_built']),
          direction: oneOf(['asc', 'desc']),
        }),
        limit: whole('Number of results'),
      },
    ),
  ],
  args: (s) => ({
    filters: [
      { field: 'city', operator: 'eq', value: s.city },
      { field: 'price', operator: s.limit[1], value: s.price },
      { field: 'bedrooms', operator: 'gte', value: s.bedrooms },
      { field: 'year_built', operator: 'gt', value: s.year },
    ],
    sort: { field: s.order[1], direction: s.order[2] },
    limit: s.count,
  }),
  expected: (s) => ({
    filters: inAnyOrder(
      { field: 'city', operator: 'eq', value: s.city },
      { field: 'price', operator: s.limit[1], value: s.price },
      { field: 'bedrooms', operator: 'gte', value: s.bedrooms },
      { field: 'year_built', operator: 'gt', value: s.year },
    ),
    sort: { field: s.order[1], direction: s.order[2] },
    limit: s.count,
  }),
  choice: 'required',
});

const transfer = callCase('payment-with-a-currency-sign-and-an-account-by-nickname', {
  draw: (facts) => {
    const accounts = facts.shuffle(['everyday', 'savings', 'holiday']).map((label) => ({
      label,
      id: facts.code(),
    }));
    return {
      accounts,
      source: facts.pick(accounts),
      money: facts.pick([
        ['£', 'GBP'],
        ['€', 'EUR'],
        ['¥', 'JPY'],
      ] as const),
      whole: facts.integer(1100, 7900),
      payee: facts.name(),
      iban: `DE${facts.integer(12, 97)} ${digits(facts)} ${digits(facts)} ${digits(facts)} ${digits(facts)} ${facts.integer(12, 97)}`,
      reference: facts.code(),
      balance: facts.integer(8100, 9900),
    };
  },
  messages: (s) => [
    system(
      `You are a banking assistant. Accounts of the customer:\n${s.accounts.map(({ label, id }) => `- ${id}: ${label} account`).join('\n')}\nCarry out instructions without asking again.`,
    ),
    user(
      `There should be about ${grouped(s.balance)} in my ${s.source.label} account. From there send ${s.money[0]}${grouped(s.whole)} to ${s.payee}, IBAN ${s.iban}, with ${s.reference} as the reference.`,
    ),
  ],
  tools: () => [
    tool(
      'transfer_money',
      'Transfer money from an account of the customer',
      {
        from_account: text('Identifier of the account'),
        to_iban: text(),
        recipient: text(),
        amount: number(),
        currency: oneOf(['EUR', 'GBP', 'JPY', 'USD'], 'ISO 4217'),
        reference: text(),
        execution_date: text('YYYY-MM-DD, only for transfers in the future'),
      },
      ['from_account', 'to_iban', 'recipient', 'amount', 'currency'],
    ),
    tool('get_balance', 'Read the balance of an account', { account: text() }),
    tool('freeze_card', 'Freeze a bank card', { card: text() }),
  ],
  args: (s) => ({
    from_account: s.source.id,
    to_iban: s.iban.replace(/ /g, ''),
    recipient: s.payee,
    amount: s.whole,
    currency: s.money[1],
    reference: s.reference,
  }),
  expected: (s) => ({
    from_account: s.source.id,
    to_iban: (actual) => assert.equal(asString(actual).replace(/\s/g, ''), s.iban.replace(/ /g, '')),
    recipient: s.payee,
    amount: s.whole,
    currency: s.money[1],
    reference: s.reference,
  }),
});

const flightPlan = callCase('ordered-steps-with-synonyms-of-the-actions', {
  draw: (facts) => {
    const [up, turn, other, far, wait, down] = [
      facts.integer(8, 20),
      facts.integer(30, 85),
      facts.integer(95, 170),
      facts.integer(180, 400),
      facts.integer(21, 29),
      facts.integer(2, 7),
    ];
    const middle = facts.shuffle([
      {
        words: facts.pick([`turn ${turn} degrees clockwise`, `turn ${turn} degrees to the right`]),
        action: 'rotate_right',
        value: turn,
      },
      {
        words: facts.pick([`turn ${other} degrees counterclockwise`, `turn ${other} degrees to the left`]),
        action: 'rotate_left',
        value: other,
      },
      {
        words: facts.pick([`go straight ahead for ${far} metres`, `fly ${far} metres forwards`]),
        action: 'forward',
        value: far,
      },
      {
        words: facts.pick([`stay in place for ${wait} seconds`, `hold position for ${wait} seconds`]),
        action: 'hover',
        value: wait,
      },
    ]);
    return {
      drone: facts.code(),
      steps: [
        { words: facts.pick([`climb ${up} metres`, `rise by ${up} metres`]), action: 'ascend', value: up },
        ...middle,
        {
          words: facts.pick([`sink by ${down} metres`, `come down ${down} metres`]),
          action: 'descend',
          value: down,
        },
      ],
    };
  },
  messages: (s) => [
    system('You pilot survey drones over farmland.'),
    user(`Drone ${s.drone}: ${s.steps.map(({ words }) => words).join(', then ')}.`),
  ],
  tools: () => [
    tool('fly_plan', 'Fly a whole plan of movements in one go', {
      drone_id: text(),
      steps: listOf(
        record({
          action: oneOf(['ascend', 'descend', 'forward', 'rotate_left', 'rotate_right', 'hover']),
          value: number('Metres, degrees or seconds, depending on the action'),
        }),
      ),
    }),
    tool('battery_level', 'Read the charge of a drone', { drone_id: text() }),
  ],
  args: (s) => ({ drone_id: s.drone, steps: s.steps.map(({ action, value }) => ({ action, value })) }),
});

const station = callCase('signed-coordinates-from-hemispheres', {
  draw: (facts) => ({
    name: facts.inventedWord(),
    latitude: facts.decimal(11, 69, 4),
    longitude: facts.decimal(71, 169, 4),
    south: facts.pick([true, false]),
    west: facts.pick([true, false]),
    height: facts.integer(180, 390),
    interval: facts.pick([
      ['every quarter of an hour', 15],
      ['every half hour', 30],
      ['twice an hour', 30],
      ['once an hour', 60],
    ] as const),
  }),
  messages: (s) => [
    user(
      `We have just put up a new weather station called ${s.name} at ${s.latitude}° ${s.south ? 'S' : 'N'}, ${s.longitude}° ${s.west ? 'W' : 'E'}, ${s.height} m above sea level. It reports ${s.interval[0]}. Please register it.`,
    ),
  ],
  tools: () => [
    tool(
      'Stations-Register',
      'Adds a measuring station to the network',
      {
        name: text(),
        latitude: number('Decimal degrees, north positive'),
        longitude: number('Decimal degrees, east positive'),
        elevation_m: number(),
        interval_minutes: whole('Minutes between two reports'),
        operator: text('Organisation which runs the station'),
        serial_number: text(),
      },
      ['name', 'latitude', 'longitude'],
    ),
    tool('Stations-Remove', 'Takes a station off the network', { name: text() }),
    tool('Forecast-Get', 'Gets the forecast for a position', { latitude: number(), longitude: number() }),
  ],
  args: (s) => ({
    name: s.name,
    latitude: s.south ? -s.latitude : s.latitude,
    longitude: s.west ? -s.longitude : s.longitude,
    elevation_m: s.height,
    interval_minutes: s.interval[1],
  }),
});

const hotel = callCase('wishes-and-refusals-as-flags-with-a-city-by-abbreviation', {
  draw: (facts) => ({
    place: facts.place(),
    arrival: facts.date(2026, 2029),
    adults: facts.integer(2, 3),
    children: facts.integer(4, 5),
    nights: facts.integer(6, 12),
    breakfast: facts.pick([
      ["we don't need breakfast", false],
      ['we would like breakfast', true],
    ] as const),
    parking: facts.pick([
      ['we need a parking space', true],
      ['parking is not needed', false],
    ] as const),
    pets: facts.pick([
      ['our dog is coming along', true],
      ['there are no pets', false],
    ] as const),
  }),
  messages: (s) => [
    system('You are a friendly travel assistant. Search right away, without further questions.'),
    user(
      `Find us a hotel in ${s.place.abbreviation} for ${inWords(s.adults)} adults and ${inWords(s.children)} kids, arriving ${s.arrival.ordinal} and staying ${inWords(s.nights)} nights. For the rest: ${s.breakfast[0]}, ${s.parking[0]}, and ${s.pets[0]}.`,
    ),
  ],
  tools: () => [
    tool(
      'searchHotels',
      'Search for available hotel rooms',
      {
        city: text('Full name of the city, without state or country'),
        checkIn: text('YYYY-MM-DD'),
        nights: whole(),
        adults: whole(),
        children: whole(),
        breakfast: flag('Whether breakfast must be included'),
        parking: flag('Whether parking must be available'),
        petsAllowed: flag('Whether pets must be allowed'),
        maxPricePerNight: number(),
      },
      ['city', 'checkIn', 'nights', 'adults', 'children', 'breakfast', 'parking', 'petsAllowed'],
    ),
    tool('searchFlights', 'Search for flights', { origin: text(), destination: text(), date: text() }),
  ],
  args: (s) => ({
    city: s.place.city,
    checkIn: s.arrival.iso,
    nights: s.nights,
    adults: s.adults,
    children: s.children,
    breakfast: s.breakfast[1],
    parking: s.parking[1],
    petsAllowed: s.pets[1],
  }),
  expected: (s) => ({
    city: anyOf(s.place.city, `${s.place.city} City`),
    checkIn: isDate(s.arrival),
    nights: s.nights,
    adults: s.adults,
    children: s.children,
    breakfast: s.breakfast[1],
    parking: s.parking[1],
    petsAllowed: s.pets[1],
  }),
});

const languageLevels = [
  ['mother tongue', 'native'],
  ['beginner', 'basic'],
  ['business fluent', 'fluent'],
] as const;

const resume = formCase('career-stations-and-skill-levels-from-a-cv', {
  draw: (facts) => {
    const [first, second, third] = [
      facts.integer(2001, 2006),
      facts.integer(2009, 2013),
      facts.integer(2016, 2021),
    ];
    const titles = facts.shuffle(['Payroll Clerk', 'Welder', 'Data Engineer', 'Midwife', 'Buyer', 'Actuary']);
    const spans = [
      [third, null],
      [second, third],
      [first, second],
    ] as const;
    const tongues = facts.shuffle(['Polish', 'Greek', 'Dutch', 'Korean', 'Swahili']);
    return {
      name: facts.name(),
      email: facts.email(),
      phone: `+44 20 ${digits(facts)} ${digits(facts)}`,
      jobs: spans.map(([start, end], index) => ({
        employer: facts.company(),
        title: titles[index] as string,
        start,
        end,
      })),
      languages: facts.shuffle(languageLevels).map(([wording, level], index) => ({
        language: tongues[index] as string,
        wording,
        level,
      })),
    };
  },
  messages: (s) => [
    system('Parse the résumé between the <resume> tags for an applicant tracking system.'),
    user(
      [
        '<resume>',
        s.name,
        `Tel. ${s.phone} · ${s.email}`,
        '',
        'EXPERIENCE',
        ...s.jobs.map((job) => `${job.start} – ${job.end ?? 'present'}  ${job.title}, ${job.employer}`),
        '',
        'LANGUAGES',
        s.languages.map(({ language, wording }) => `${language} (${wording})`).join(', '),
        '</resume>',
      ].join('\n'),
    ),
  ],
  schema: () => [
    'candidate',
    record({
      full_name: text(),
      email: text(),
      phone: text(),
      linkedin_url: nullable(text()),
      positions: listOf(
        record({
          employer: text(),
          job_title: text(),
          start_year: whole(),
          end_year: nullable(whole('null for the current position')),
        }),
        'In the order of the document',
      ),
      languages: listOf(
        record({ language: text(), level: oneOf(['basic', 'intermediate', 'fluent', 'native']) }),
      ),
    }),
  ],
  reply: (s) => ({
    full_name: s.name,
    email: s.email,
    phone: s.phone,
    linkedin_url: null,
    positions: s.jobs.map((job) => ({
      employer: job.employer,
      job_title: job.title,
      start_year: job.start,
      end_year: job.end,
    })),
    languages: s.languages.map(({ language, level }) => ({ language, level })),
  }),
  expected: (s) => ({
    full_name: s.name,
    email: s.email,
    phone: phone(s.phone),
    linkedin_url: null,
    positions: s.jobs.map((job) => ({
      employer: job.employer,
      job_title: job.title,
      start_year: job.start,
      end_year: job.end,
    })),
    languages: inAnyOrder(...s.languages.map(({ language, level }) => ({ language, level }))),
  }),
});

export const argumentCases: readonly ReadingCase[] = [
  calendarEvent,
  vitals,
  scaling,
  germanInvoice,
  reservation,
  shipment,
  triples,
  expression,
  manifest,
  propertyFilters,
  transfer,
  flightPlan,
  station,
  hotel,
  resume,
];
