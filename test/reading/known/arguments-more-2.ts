import assert from 'node:assert/strict';
import { asString, assertMentions } from '../assertions.ts';
import type { ReadingCase } from '../case.ts';
import { number, oneOf, system, text, tool, user, whole } from '../conversation.ts';
import {
  callCase,
  flag,
  formCase,
  inAnyOrder,
  inWords,
  listOf,
  localTime,
  nullable,
  record,
} from '../fields.ts';

const currencies = [
  ['Japanese yen', 'JPY'],
  ['Swiss francs', 'CHF'],
  ['Canadian dollars', 'CAD'],
  ['British pounds', 'GBP'],
  ['Swedish kronor', 'SEK'],
] as const;

const damages = [
  ['water came through the ceiling of the bathroom after a pipe of the neighbours had burst', 'water'],
  ['somebody broke in through the terrace door and took the silver', 'theft'],
  ['a candle set the curtains alight', 'fire'],
  ['a gale tore the tiles off the roof', 'storm'],
] as const;

export const argumentsMore2: readonly ReadingCase[] = [
  callCase('timer-in-seconds-from-minutes', {
    draw: (facts) => ({ minutes: facts.integer(12, 55), dish: facts.inventedWord() }),
    messages: (s) => [
      system('You control the devices in the kitchen.'),
      user(`Start a timer of ${s.minutes} minutes for the ${s.dish} bread, please.`),
    ],
    tools: () => [
      tool('start_timer', 'Starts a kitchen timer.', {
        duration_seconds: whole('How long the timer runs, in seconds'),
        label: text('What the timer is for'),
      }),
      tool('set_oven', 'Sets the temperature of the oven.', { celsius: whole() }),
    ],
    args: (s) => ({ duration_seconds: s.minutes * 60, label: `${s.dish} bread` }),
    expected: (s) => ({
      duration_seconds: s.minutes * 60,
      label: (actual) => assertMentions(asString(actual), s.dish),
    }),
  }),

  callCase('clock-time-converted-between-two-cities', {
    draw: (facts) => ({ from: facts.zone(), to: facts.zone(), time: facts.time() }),
    messages: (s) => [
      user(
        `Our call starts at ${s.time.clock} in ${s.from.city}. What time will that be for the colleagues in ${s.to.city}?`,
      ),
    ],
    tools: () => [
      tool('convert_time', 'Converts a time of day between time zones.', {
        source_timezone: text('IANA name, for example "America/Bogota"'),
        time: text('24-hour format HH:MM'),
        target_timezone: text('IANA name, for example "America/Bogota"'),
      }),
    ],
    args: (s) => ({ source_timezone: s.from.zone, time: s.time.clock, target_timezone: s.to.zone }),
  }),

  callCase('percentages-as-points-and-as-fraction', {
    draw: (facts) => ({
      price: facts.integer(210, 890),
      discount: facts.pick([15, 20, 25, 35, 40]),
      tax: facts.pick([5, 7, 8, 10, 19]),
    }),
    messages: (s) => [
      user(
        `The list price of the sofa is ${s.price} dollars. Work out what I pay with the ${s.discount} % staff discount; the sales tax here is ${s.tax} %.`,
      ),
    ],
    tools: () => [
      tool('final_price', 'Calculates a price after discount and tax.', {
        list_price: number(),
        tax_rate: number('A fraction between 0 and 1'),
        discount_percent: number('Percentage points between 0 and 100'),
      }),
    ],
    args: (s) => ({ list_price: s.price, tax_rate: s.tax / 100, discount_percent: s.discount }),
  }),

  formCase('solar-yields-from-a-markdown-table', {
    draw: (facts) => ({
      rows: facts
        .distinct(4, () => facts.inventedWord())
        .map((roof) => ({
          roof,
          panels: facts.integer(12, 90),
          yield: facts.decimal(100, 900, 1),
          active: facts.pick([true, false]),
        })),
    }),
    messages: (s) => [
      system('Convert the table of the user to the given structure. Keep the order of the rows.'),
      user(
        [
          '| Roof | Panels | Yield (kWh) | In operation |',
          '|------|-------:|------------:|:------------:|',
          ...s.rows.map(
            (row) => `| ${row.roof} | ${row.panels} | ${row.yield} | ${row.active ? 'yes' : 'no'} |`,
          ),
        ].join('\n'),
      ),
    ],
    schema: () => [
      'solar_report',
      record({
        roofs: listOf(
          record({ name: text(), yield_kwh: number(), panel_count: whole(), in_operation: flag() }),
        ),
      }),
    ],
    reply: (s) => ({
      roofs: s.rows.map((row) => ({
        name: row.roof,
        yield_kwh: row.yield,
        panel_count: row.panels,
        in_operation: row.active,
      })),
    }),
  }),

  callCase('marks-of-three-pupils-from-a-chat-between-teachers', {
    draw: (facts) => ({
      teachers: [facts.givenName(), facts.givenName()] as const,
      pupils: [facts.name(), facts.name(), facts.name()] as const,
      marks: [facts.integer(41, 60), facts.integer(61, 79), facts.integer(81, 99)] as const,
      subject: facts.pick(['Chemistry', 'Geography', 'Latin', 'Physics']),
    }),
    messages: (s) => [
      system('Read the chat transcript and submit the agreed marks with the tool.'),
      user(
        [
          `${s.teachers[0]}: The ${s.subject} test is marked. ${s.pupils[1]} has ${s.marks[1]} points.`,
          `${s.teachers[1]}: Nice. And ${s.pupils[2]}?`,
          `${s.teachers[0]}: ${s.marks[2]}, the best of the class.`,
          `${s.teachers[1]}: Then only ${s.pupils[0]} is missing.`,
          `${s.teachers[0]}: ${s.marks[0]} points, sadly.`,
        ].join('\n'),
      ),
    ],
    tools: () => [
      tool('submit_marks', 'Stores the marks of a test.', {
        subject: text(),
        marks: listOf(record({ pupil: text('Full name'), points: whole() })),
      }),
    ],
    args: (s) => ({
      subject: s.subject,
      marks: [1, 2, 0].map((index) => ({ pupil: s.pupils[index], points: s.marks[index] })),
    }),
    expected: (s) => ({
      subject: s.subject,
      marks: inAnyOrder(
        ...[1, 2, 0].map((index) => ({ pupil: s.pupils[index] as string, points: s.marks[index] as number })),
      ),
    }),
  }),

  callCase('field-spraying-numbers-told-apart-by-unit', {
    draw: (facts) => ({
      field: facts.inventedWord(),
      agent: facts.inventedWord(),
      hectares: facts.decimal(4, 30, 1),
      litres: facts.integer(150, 290),
      wind: facts.integer(11, 19),
      pressure: facts.decimal(2, 4, 1),
    }),
    messages: (s) => [
      user(
        `Plan the spraying of the ${s.field} field with ${s.agent}: stop as soon as the wind exceeds ${s.wind} km/h, keep the nozzles at ${s.pressure} bar and put out ${s.litres} l/ha. The field has ${s.hectares} ha.`,
      ),
    ],
    tools: () => [
      tool('plan_spraying', 'Plans a run of the crop sprayer.', {
        field: text('Name of the field'),
        product: text('Name of the crop protection product'),
        area: number('In hectares'),
        application_rate: number('In litres per hectare'),
        nozzle_pressure: number('In bar'),
        wind_limit: number('In kilometres per hour'),
      }),
    ],
    args: (s) => ({
      field: s.field,
      product: s.agent,
      area: s.hectares,
      application_rate: s.litres,
      nozzle_pressure: s.pressure,
      wind_limit: s.wind,
    }),
  }),

  callCase('playlist-songs-in-the-stated-order', {
    draw: (facts) => ({
      title: facts.inventedWord(),
      songs: facts.distinct(4, () => `${facts.inventedWord()} ${facts.inventedWord()}`),
      visible: facts.pick([true, false]),
    }),
    messages: (s) => [
      user(
        `Make a ${s.visible ? 'public' : 'private'} playlist named "${s.title}". First "${s.songs[0]}", then "${s.songs[1]}" and "${s.songs[2]}", and "${s.songs[3]}" at the end. No shuffle, but repeat it.`,
      ),
    ],
    tools: () => [
      tool('create_playlist', 'Creates a playlist.', {
        name: text(),
        tracks: listOf(text('Title of a song'), 'In playing order'),
        public: flag(),
        shuffle: flag(),
        repeat: flag(),
      }),
    ],
    args: (s) => ({ name: s.title, tracks: [...s.songs], public: s.visible, shuffle: false, repeat: true }),
  }),

  callCase('watering-on-weekdays-only', {
    draw: (facts) => ({
      zone: facts.inventedWord(),
      time: facts.time(),
      minutes: facts.integer(21, 49),
      days: facts.pick([
        ['Monday to Friday', ['mon', 'tue', 'wed', 'thu', 'fri']],
        ['on Saturdays and Sundays', ['sat', 'sun']],
        ['on Tuesdays and Thursdays', ['tue', 'thu']],
      ] as const),
    }),
    messages: (s) => [
      user(`Water greenhouse ${s.zone} at ${s.time.twelveHour} for ${s.minutes} minutes, ${s.days[0]}.`),
    ],
    tools: () => [
      tool('schedule_watering', 'Sets up a weekly watering programme.', {
        zone: text('Name of the greenhouse or bed'),
        weekdays: listOf(oneOf(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])),
        start: text('HH:MM in 24-hour format'),
        minutes: whole(),
      }),
      tool('stop_watering', 'Closes all valves.', {}),
    ],
    args: (s) => ({ zone: s.zone, weekdays: [...s.days[1]], start: s.time.clock, minutes: s.minutes }),
    expected: (s) => ({
      zone: (actual) =>
        assert.ok(
          [s.zone, `greenhouse ${s.zone}`].some(
            (name) => name.toLowerCase() === asString(actual).toLowerCase(),
          ),
        ),
      weekdays: inAnyOrder(...s.days[1]),
      start: s.time.clock,
      minutes: s.minutes,
    }),
  }),

  callCase('serial-number-among-three-identifiers', {
    draw: (facts) => ({
      serial: facts.code(),
      order: facts.code(),
      customer: facts.code(),
      product: facts.product(),
      bought: facts.date(2022, 2025),
    }),
    messages: (s) => [
      system('You register guarantees.'),
      user(
        `My customer number is ${s.customer}. I bought a ${s.product} on ${s.bought.british} (order ${s.order}); on the back it says S/N ${s.serial}. Please register the guarantee.`,
      ),
    ],
    tools: () => [
      tool('register_guarantee', 'Registers the guarantee of a device.', {
        serial_number: text(),
        purchase_date: { type: 'string', format: 'date' },
        model: text('Name of the product'),
      }),
    ],
    args: (s) => ({ serial_number: s.serial, purchase_date: s.bought.iso, model: s.product }),
  }),

  callCase('webhook-with-url-and-events-by-meaning', {
    draw: (facts) => ({
      url: `https://${facts.slug()}.example/hooks/${facts.slug()}?v=${facts.integer(2, 9)}`,
      secret: facts.code(),
    }),
    messages: (s) => [
      user(
        `Whenever an invoice has been paid or a customer has been given the money back, post it to ${s.url}. Sign the requests with the secret ${s.secret}.`,
      ),
    ],
    tools: () => [
      tool(
        'create_webhook',
        'Registers a URL which is called when something happens.',
        {
          url: { type: 'string', format: 'uri' },
          events: listOf(oneOf(['invoice.created', 'invoice.paid', 'payment.refunded', 'customer.deleted'])),
          secret: text('Key for the signatures'),
          description: text('A note for other users, if one is given'),
        },
        ['url', 'events'],
      ),
    ],
    args: (s) => ({ url: s.url, events: ['invoice.paid', 'payment.refunded'], secret: s.secret }),
    expected: (s) => ({
      url: s.url,
      events: inAnyOrder('invoice.paid', 'payment.refunded'),
      secret: s.secret,
      description: () => undefined,
    }),
  }),

  callCase('currency-codes-from-the-names-of-currencies', {
    draw: (facts) => {
      const [from, to] = facts.distinct(2, () => facts.pick(currencies));
      return { from, to, amount: facts.integer(120, 9800) };
    },
    messages: (s) => [user(`How many ${s.to[0]} do I get for ${s.amount} ${s.from[0]}?`)],
    tools: () => [
      tool('convert_currency', 'Converts an amount at the rate of today.', {
        amount: number(),
        base: text('Three-letter ISO code of the currency to convert from'),
        quote: text('Three-letter ISO code of the currency to convert into'),
      }),
    ],
    args: (s) => ({ amount: s.amount, base: s.from[1], quote: s.to[1] }),
  }),

  formCase('membership-form-with-empty-lines-as-null', {
    draw: (facts) => ({
      first: facts.givenName(),
      last: facts.surname(),
      born: facts.date(1961, 1999),
      email: facts.email(),
      sport: facts.pick(['tennis', 'rowing', 'fencing', 'judo']),
      fee: facts.decimal(18, 60, 2),
    }),
    messages: (s) => [
      system('You transcribe paper forms. Use null for whatever was left blank.'),
      user(
        [
          'MEMBERSHIP FORM',
          `Surname: ${s.last}`,
          `First name: ${s.first}`,
          `Date of birth: ${s.born.british}`,
          'Telephone: ____________',
          `E-mail: ${s.email}`,
          'Section: [ ] tennis  [ ] rowing  [ ] fencing  [ ] judo'.replace(
            `[ ] ${s.sport}`,
            `[x] ${s.sport}`,
          ),
          `Monthly fee: ${s.fee} EUR`,
          'Recommended by: ____________',
        ].join('\n'),
      ),
    ],
    schema: () => [
      'membership',
      record({
        first_name: text(),
        last_name: text(),
        birth_date: text('YYYY-MM-DD'),
        phone: nullable(text()),
        email: nullable(text()),
        section: oneOf(['tennis', 'rowing', 'fencing', 'judo']),
        monthly_fee: number(),
        recommended_by: nullable(text()),
      }),
    ],
    reply: (s) => ({
      first_name: s.first,
      last_name: s.last,
      birth_date: s.born.iso,
      phone: null,
      email: s.email,
      section: s.sport,
      monthly_fee: s.fee,
      recommended_by: null,
    }),
  }),

  callCase('train-journey-there-and-back-in-first-class', {
    draw: (facts) => ({
      from: facts.city(),
      to: facts.city(),
      stay: facts.stay(),
      travellers: facts.integer(3, 8),
    }),
    messages: (s) => [
      user(
        `We need tickets to ${s.to} and back, first class, for ${inWords(s.travellers)} people. We start in ${s.from} on ${s.stay.arrival.ordinal} and return on ${s.stay.departure.ordinal}.`,
      ),
    ],
    tools: () => [
      tool(
        'search_trains',
        'Finds train connections.',
        {
          origin: text(),
          destination: text(),
          outward_date: text('YYYY-MM-DD'),
          return_date: text('YYYY-MM-DD, only for a return journey'),
          passengers: whole(),
          travel_class: oneOf(['1', '2'], 'Class of the carriage'),
          railcard: text('Kind of railcard, if any'),
        },
        ['origin', 'destination', 'outward_date', 'passengers'],
      ),
    ],
    args: (s) => ({
      origin: s.from,
      destination: s.to,
      outward_date: s.stay.arrival.iso,
      return_date: s.stay.departure.iso,
      passengers: s.travellers,
      travel_class: '1',
    }),
  }),

  formCase('curriculum-vitae-with-nested-positions', {
    draw: (facts) => {
      const first = facts.integer(2004, 2008);
      const second = facts.integer(2010, 2014);
      const third = facts.integer(2016, 2022);
      return {
        name: facts.name(),
        email: facts.email(),
        city: facts.city(),
        employers: [facts.company(), facts.company()] as const,
        titles: facts.distinct(2, () =>
          facts.pick(['Data engineer', 'Warehouse manager', 'Accountant', 'Nurse', 'Tram driver']),
        ),
        years: [first, second, third] as const,
        skills: facts.distinct(3, () => facts.inventedWord()),
      };
    },
    messages: (s) => [
      system(
        'Extract the résumé. The most recent position comes first. A position still held has no end year.',
      ),
      user(
        [
          s.name.toUpperCase(),
          `${s.city} · ${s.email}`,
          '',
          'EXPERIENCE',
          `${s.titles[0]}, ${s.employers[0]} (${s.years[2]} – present)`,
          `${s.titles[1]}, ${s.employers[1]} (${s.years[0]} – ${s.years[1]})`,
          '',
          `SKILLS: ${s.skills.join(', ')}`,
        ].join('\n'),
      ),
    ],
    schema: () => [
      'resume',
      record({
        name: text(),
        contact: record({ email: text(), city: text() }),
        positions: listOf(
          record({ employer: text(), title: text(), start_year: whole(), end_year: nullable(whole()) }),
        ),
        skills: listOf(text()),
      }),
    ],
    reply: (s) => ({
      name: s.name,
      contact: { email: s.email, city: s.city },
      positions: [
        { employer: s.employers[0], title: s.titles[0], start_year: s.years[2], end_year: null },
        { employer: s.employers[1], title: s.titles[1], start_year: s.years[0], end_year: s.years[1] },
      ],
      skills: [...s.skills],
    }),
    expected: (s) => ({
      name: s.name,
      contact: { email: s.email, city: s.city },
      positions: [
        { employer: s.employers[0], title: s.titles[0] as string, start_year: s.years[2] },
        {
          employer: s.employers[1],
          title: s.titles[1] as string,
          start_year: s.years[0],
          end_year: s.years[1],
        },
      ],
      skills: inAnyOrder(...s.skills),
    }),
  }),

  callCase('meeting-of-an-hour-and-a-half-with-three-guests', {
    draw: (facts) => ({
      topic: `${facts.inventedWord()} migration`,
      guests: [facts.email(), facts.email(), facts.email()] as const,
      date: facts.date(2027, 2029),
      time: facts.time(),
      length: facts.pick([
        ['an hour and a half', 90],
        ['half an hour', 30],
        ['two hours', 120],
        ['three quarters of an hour', 45],
      ] as const),
    }),
    messages: (s) => [
      user(
        `Invite ${s.guests[0]}, ${s.guests[1]} and ${s.guests[2]} to a meeting titled "${s.topic}" on ${s.date.american} at ${s.time.twelveHour}. It will take ${s.length[0]}.`,
      ),
    ],
    tools: () => [
      tool(
        'create_event',
        'Creates a calendar event and invites the attendees.',
        {
          title: text(),
          start: text('Local start time, ISO 8601, e.g. 2001-02-03T04:05'),
          duration_minutes: whole(),
          attendees: listOf({ type: 'string', format: 'email' }),
          location: text('Room or address, if stated'),
        },
        ['title', 'start', 'duration_minutes'],
      ),
    ],
    args: (s) => ({
      title: s.topic,
      start: `${s.date.iso}T${s.time.clock}`,
      duration_minutes: s.length[1],
      attendees: [...s.guests],
    }),
    expected: (s) => ({
      title: s.topic,
      start: localTime(s.date.iso, s.time.clock),
      duration_minutes: s.length[1],
      attendees: inAnyOrder(...s.guests),
    }),
  }),

  callCase('insurance-claim-with-cause-described-in-a-story', {
    draw: (facts) => {
      const [story, cause] = facts.pick(damages);
      return {
        policy: facts.code(),
        date: facts.date(2023, 2026),
        amount: facts.integer(1100, 8700),
        story,
        cause,
      };
    },
    messages: (s) => [
      system('You take claims for household insurance. File each claim right away.'),
      user(
        `On ${s.date.british} ${s.story}. I think it will cost about ${s.amount} euros to put that right. My policy is ${s.policy}, and nobody was hurt.`,
      ),
    ],
    tools: () => [
      tool('file_claim', 'Files an insurance claim.', {
        policy_number: text(),
        incident_date: text('YYYY-MM-DD'),
        cause: oneOf(['fire', 'storm', 'theft', 'water']),
        estimated_loss: number('In euros'),
        injuries: flag('Whether somebody was injured'),
      }),
    ],
    args: (s) => ({
      policy_number: s.policy,
      incident_date: s.date.iso,
      cause: s.cause,
      estimated_loss: s.amount,
      injuries: false,
    }),
  }),

  callCase('strict-tool-with-null-for-what-is-not-stated', {
    draw: (facts) => ({
      title: facts.inventedWord(),
      author: facts.name(),
      year: facts.integer(1951, 2019),
      shelf: facts.code(),
    }),
    messages: (s) => [
      user(
        `Please add the book "${s.title}" by ${s.author} from ${s.year} to the catalogue of the library. It stands on shelf ${s.shelf}.`,
      ),
    ],
    tools: () => [
      {
        type: 'function',
        function: {
          name: 'add_book',
          description: 'Adds a book to the catalogue. Use null for what the user does not state.',
          strict: true,
          parameters: record({
            title: text(),
            author: text(),
            isbn: nullable(text()),
            year: nullable(whole()),
            translator: nullable(text()),
            shelf: nullable(text()),
          }),
        },
      },
    ],
    args: (s) => ({
      title: s.title,
      author: s.author,
      isbn: null,
      year: s.year,
      translator: null,
      shelf: s.shelf,
    }),
  }),

  callCase('hours-of-several-workers-in-one-sentence', {
    draw: (facts) => ({
      workers: [facts.name(), facts.name(), facts.name()] as const,
      hours: [facts.decimal(20, 29, 1), facts.integer(31, 36), facts.integer(37, 44)] as const,
      week: facts.integer(2, 51),
    }),
    messages: (s) => [
      user(
        `In week ${s.week}, ${s.workers[0]} worked ${s.hours[0]} hours, ${s.workers[1]} ${s.hours[1]} and ${s.workers[2]} ${s.hours[2]}. Book that, please.`,
      ),
    ],
    tools: () => [
      tool('book_hours', 'Books the working hours of a week.', {
        week: whole('Calendar week'),
        entries: listOf(record({ worker: text(), hours: number() })),
      }),
    ],
    args: (s) => ({
      week: s.week,
      entries: s.workers.map((worker, index) => ({ worker, hours: s.hours[index] })),
    }),
  }),
];
