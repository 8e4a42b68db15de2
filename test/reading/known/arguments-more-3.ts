import assert from 'node:assert/strict';
import { assertMentions } from '../assertions.ts';
import { defineCase, type ReadingCase } from '../case.ts';
import {
  assistant,
  callsOf,
  given,
  namesOf,
  number,
  oneOf,
  pastCall,
  runLoop,
  says,
  system,
  text,
  tool,
  user,
  uses,
  whole,
} from '../conversation.ts';
import {
  anyOf,
  assertFields,
  callCase,
  flag,
  formCase,
  inAnyOrder,
  listOf,
  nullable,
  orAbsent,
  phone,
  record,
} from '../fields.ts';

export const argumentsMore3: readonly ReadingCase[] = [
  callCase('party-size-changed-after-an-earlier-booking', {
    draw: (facts) => ({
      restaurant: `${facts.inventedWord()} Grill`,
      before: facts.integer(3, 5),
      after: facts.integer(6, 11),
      date: facts.date(2027, 2029),
      time: facts.time(),
      booking: facts.code(),
    }),
    messages: (s) => [
      system('You manage restaurant bookings.'),
      user(`Book a table for ${s.before} at ${s.restaurant} on ${s.date.british}, ${s.time.clock}.`),
      ...pastCall(
        'book_table',
        { restaurant: s.restaurant, date: s.date.iso, time: s.time.clock, guests: s.before },
        { booking_id: s.booking, status: 'confirmed' },
      ),
      assistant(`Done, your table for ${s.before} at ${s.restaurant} is booked under ${s.booking}.`),
      user(
        `Sorry, we have just heard that we will be ${s.after}. Everything else stays. Can you change that?`,
      ),
    ],
    tools: () => [
      tool(
        'change_booking',
        'Changes an existing booking. Give only what changes.',
        {
          booking_id: text(),
          guests: whole(),
          date: text('YYYY-MM-DD'),
          time: text('HH:MM'),
        },
        ['booking_id'],
      ),
      tool('book_table', 'Makes a new booking.', {
        restaurant: text(),
        date: text('YYYY-MM-DD'),
        time: text('HH:MM'),
        guests: whole(),
      }),
    ],
    args: (s) => ({ booking_id: s.booking, guests: s.after }),
    expected: (s) => ({
      booking_id: s.booking,
      guests: s.after,
      date: orAbsent(s.date.iso),
      time: orAbsent(s.time.clock),
    }),
  }),

  callCase('coordinates-south-and-west-become-negative', {
    draw: (facts) => ({
      latitude: facts.decimal(11, 48, 3),
      longitude: facts.decimal(51, 79, 3),
      depth: facts.integer(120, 980),
      buoy: facts.code(),
    }),
    messages: (s) => [
      user(
        `Buoy ${s.buoy} has drifted: it now floats at ${s.latitude}° S, ${s.longitude}° W over a depth of ${s.depth} m. Update its position.`,
      ),
    ],
    tools: () => [
      tool('update_position', 'Stores the position of a buoy.', {
        buoy_id: text(),
        lat: number('Decimal degrees, north is positive'),
        lon: number('Decimal degrees, east is positive'),
        water_depth_m: number(),
      }),
    ],
    args: (s) => ({ buoy_id: s.buoy, lat: -s.latitude, lon: -s.longitude, water_depth_m: s.depth }),
    expected: (s) => ({
      buoy_id: s.buoy,
      lat: -s.latitude,
      lon: -s.longitude,
      water_depth_m: anyOf(s.depth, -s.depth),
    }),
  }),

  defineCase('arguments', 'two-rooms-with-their-own-temperatures-in-parallel', {
    draw: (facts) => ({
      rooms: facts.distinct(2, () => facts.pick(['nursery', 'study', 'kitchen', 'bathroom', 'hall'])),
      targets: [facts.decimal(17, 19, 1), facts.decimal(21, 24, 1)] as const,
    }),
    play: async (s, chat) => {
      const calls = callsOf(
        await chat({
          messages: [
            user(`Heat the ${s.rooms[0]} to ${s.targets[0]} °C and the ${s.rooms[1]} to ${s.targets[1]} °C.`),
          ],
          tools: [
            tool('set_thermostat', 'Sets the thermostat of one room.', { room: text(), celsius: number() }),
          ],
        }),
      );
      assertFields(
        calls.map((call) => given(call.args)),
        inAnyOrder(
          { room: s.rooms[0] as string, celsius: s.targets[0] },
          { room: s.rooms[1] as string, celsius: s.targets[1] },
        ),
      );
    },
    ideal: (s) => [
      uses(
        ['set_thermostat', { room: s.rooms[0], celsius: s.targets[0] }],
        ['set_thermostat', { room: s.rooms[1], celsius: s.targets[1] }],
      ),
    ],
  }),

  callCase('stock-count-lowered-by-breakage-and-raised-by-delivery', {
    draw: (facts) => ({
      article: facts.code(),
      other: facts.code(),
      count: facts.integer(12, 96),
      happened: facts.pick([
        ['bottles fell off the fork lift and broke', -1, 'damage'],
        ['bottles came back from customers unopened', 1, 'return'],
        ['bottles were found behind the rack which nobody had counted', 1, 'recount'],
      ] as const),
    }),
    messages: (s) => [
      system('You keep the stock of a warehouse. Book each incident once.'),
      user(
        `Article ${s.article}, which shares its rack with ${s.other}: ${s.count} ${s.happened[0]} this morning.`,
      ),
    ],
    tools: () => [
      tool('adjust_stock', 'Corrects the stock of an article.', {
        article: text(),
        change: whole('Positive if there are more pieces than before, negative if there are fewer'),
        reason: oneOf(['damage', 'return', 'recount']),
      }),
    ],
    args: (s) => ({ article: s.article, change: s.happened[1] * s.count, reason: s.happened[2] }),
  }),

  callCase('order-query-with-filters-sorting-and-limit', {
    draw: (facts) => ({
      amount: facts.integer(310, 990),
      limit: facts.integer(11, 40),
      country: facts.city(),
    }),
    messages: (s) => [
      system(
        'You translate questions about the table "orders" (columns: city, total, status, created_at) to queries.',
      ),
      user(
        `Show me at most ${s.limit} orders from ${s.country} with a total of more than ${s.amount}, the newest ones first.`,
      ),
    ],
    tools: () => [
      tool('query_orders', 'Reads rows of the table "orders".', {
        filters: listOf(
          record({
            column: oneOf(['city', 'total', 'status', 'created_at']),
            operator: oneOf(['=', '!=', '>', '>=', '<', '<=']),
            value: { type: ['string', 'number'] },
          }),
          'Conditions which must all hold',
        ),
        order_by: record({
          column: oneOf(['city', 'total', 'status', 'created_at']),
          direction: oneOf(['asc', 'desc']),
        }),
        limit: whole(),
      }),
    ],
    args: (s) => ({
      filters: [
        { column: 'city', operator: '=', value: s.country },
        { column: 'total', operator: '>', value: s.amount },
      ],
      order_by: { column: 'created_at', direction: 'desc' },
      limit: s.limit,
    }),
    expected: (s) => ({
      filters: inAnyOrder(
        { column: 'city', operator: '=', value: s.country },
        { column: 'total', operator: '>', value: anyOf(s.amount, `${s.amount}`) },
      ),
      order_by: { column: 'created_at', direction: 'desc' },
      limit: s.limit,
    }),
  }),

  callCase('commit-message-in-quotes-and-some-of-the-files', {
    draw: (facts) => ({
      files: [`src/${facts.slug()}.ts`, `src/${facts.slug()}.ts`] as const,
      left: `docs/${facts.slug()}.md`,
      message: `fix(${facts.slug()}): keep the ${facts.inventedWord()} header`,
      branch: `release/${facts.integer(2, 9)}.${facts.integer(10, 19)}`,
    }),
    messages: (s) => [
      system('You are a coding agent in a git repository.'),
      user(
        `I changed ${s.files[0]}, ${s.left} and ${s.files[1]}. Commit only the two TypeScript files to ${s.branch} with the message "${s.message}". Do not push yet.`,
      ),
    ],
    tools: () => [
      tool('git_commit', 'Commits files to a branch.', {
        branch: text(),
        paths: listOf(text(), 'Files to be committed'),
        message: text(),
        push: flag('Push after the commit'),
      }),
      tool('git_diff', 'Shows uncommitted changes.', { path: text() }),
    ],
    args: (s) => ({ branch: s.branch, paths: [...s.files], message: s.message, push: false }),
    expected: (s) => ({ branch: s.branch, paths: inAnyOrder(...s.files), message: s.message, push: false }),
  }),

  formCase('contact-of-the-sender-rather-than-of-others-in-the-mail', {
    draw: (facts) => ({
      sender: facts.name(),
      receiver: facts.givenName(),
      colleague: facts.name(),
      colleagueMail: facts.email(),
      email: facts.email(),
      company: facts.company(),
      role: facts.pick(['Head of Purchasing', 'Site Manager', 'Fleet Coordinator']),
      phone: `+44 20 ${facts.integer(7000, 7999)} ${facts.integer(1000, 6999)}`,
      site: `https://www.${facts.slug()}.example`,
    }),
    messages: (s) => [
      user(
        [
          'Extract the contact data of the author of this mail.',
          '',
          `Dear ${s.receiver},`,
          '',
          `while I am away, please turn to ${s.colleague} (${s.colleagueMail}).`,
          '',
          'Best wishes',
          '-- ',
          s.sender,
          `${s.role} | ${s.company}`,
          `T: ${s.phone} | E: ${s.email}`,
          s.site,
        ].join('\n'),
      ),
    ],
    schema: () => [
      'contact',
      record({
        name: text(),
        job_title: text(),
        company: text(),
        email: text(),
        phone: text(),
        mobile: nullable(text()),
        website: text(),
      }),
    ],
    reply: (s) => ({
      name: s.sender,
      job_title: s.role,
      company: s.company,
      email: s.email,
      phone: s.phone,
      mobile: null,
      website: s.site,
    }),
    expected: (s) => ({
      name: s.sender,
      job_title: s.role,
      company: s.company,
      email: s.email,
      phone: phone(s.phone),
      website: s.site,
    }),
  }),

  formCase('meter-readings-from-bullets-in-mixed-units', {
    draw: (facts) => ({
      tenant: facts.name(),
      flat: facts.integer(11, 60),
      power: facts.integer(10_001, 49_999),
      water: facts.decimal(200, 900, 2),
      gas: facts.integer(2001, 8999),
      date: facts.date(2025, 2027),
    }),
    messages: (s) => [
      system(
        'You read what tenants send to the energy supplier and return the readings in the order of the list.',
      ),
      user(
        [
          `Hi, ${s.tenant} from flat ${s.flat} here. Today (${s.date.british}) I read:`,
          `* electricity: ${s.power} kWh`,
          `* cold water: ${s.water} m³`,
          `* gas: ${s.gas} m³`,
        ].join('\n'),
      ),
    ],
    schema: () => [
      'readings',
      record({
        tenant: text(),
        read_on: text('YYYY-MM-DD'),
        readings: listOf(
          record({
            medium: oneOf(['gas', 'heat', 'power', 'water']),
            value: number(),
            unit: oneOf(['kWh', 'm3']),
          }),
        ),
      }),
    ],
    reply: (s) => ({
      tenant: s.tenant,
      read_on: s.date.iso,
      readings: [
        { medium: 'power', value: s.power, unit: 'kWh' },
        { medium: 'water', value: s.water, unit: 'm3' },
        { medium: 'gas', value: s.gas, unit: 'm3' },
      ],
    }),
  }),

  formCase('laboratory-values-with-reference-ranges', {
    draw: (facts) => ({
      patient: facts.code(),
      substances: facts.distinct(3, () => facts.inventedWord()),
      values: [facts.decimal(4, 6, 1), facts.decimal(30, 39, 1), facts.decimal(160, 190, 1)] as const,
      lows: [facts.decimal(2, 4, 1), facts.decimal(20, 29, 1), facts.decimal(100, 119, 1)] as const,
      highs: [facts.decimal(7, 9, 1), facts.decimal(41, 49, 1), facts.decimal(130, 149, 1)] as const,
    }),
    messages: (s) => [
      system('Structure the laboratory report. A value is abnormal if it lies outside its reference range.'),
      user(
        [
          `Patient ${s.patient}`,
          ...s.substances.map(
            (substance, index) =>
              `${substance}: ${s.values[index]} mmol/l (reference ${s.lows[index]} - ${s.highs[index]})`,
          ),
        ].join('\n'),
      ),
    ],
    schema: () => [
      'lab_report',
      record({
        patient_id: text(),
        results: listOf(
          record({
            substance: text(),
            value: number(),
            reference_low: number(),
            reference_high: number(),
            abnormal: flag(),
          }),
        ),
      }),
    ],
    reply: (s) => ({
      patient_id: s.patient,
      results: s.substances.map((substance, index) => ({
        substance,
        value: s.values[index],
        reference_low: s.lows[index],
        reference_high: s.highs[index],
        abnormal: index === 2,
      })),
    }),
  }),

  callCase('option-chosen-by-its-place-in-an-earlier-list', {
    draw: (facts) => ({
      options: facts
        .distinct(3, () => facts.inventedWord())
        .map((name) => ({
          name: `${name} Lodge`,
          id: facts.code(),
          price: facts.integer(70, 240),
        })),
      choice: facts.pick([
        ['the first one', 0],
        ['the second one', 1],
        ['the third one', 2],
      ] as const),
      stay: facts.stay(),
      city: facts.city(),
      guest: facts.name(),
    }),
    messages: (s) => [
      user(
        `Which places to stay are there in ${s.city} from ${s.stay.arrival.british} to ${s.stay.departure.british}?`,
      ),
      assistant(
        [
          'These are free:',
          ...s.options.map(
            (option, index) => `${index + 1}. ${option.name} (${option.id}), ${option.price} euros a night`,
          ),
          'Which one shall I book?',
        ].join('\n'),
      ),
      user(`I take ${s.choice[0]}. The booking is for ${s.guest}.`),
    ],
    tools: () => [
      tool('book_stay', 'Books accommodation.', {
        property_id: text(),
        check_in: text('YYYY-MM-DD'),
        check_out: text('YYYY-MM-DD'),
        guest_name: text(),
      }),
    ],
    args: (s) => ({
      property_id: s.options[s.choice[1]]?.id,
      check_in: s.stay.arrival.iso,
      check_out: s.stay.departure.iso,
      guest_name: s.guest,
    }),
    expected: (s) => ({
      property_id: s.options[s.choice[1]]?.id ?? '',
      check_in: s.stay.arrival.iso,
      check_out: s.stay.departure.iso,
      guest_name: s.guest,
    }),
  }),

  defineCase('arguments', 'ticket-opened-with-the-id-found-by-e-mail', {
    draw: (facts) => ({
      email: facts.email(),
      customer: facts.code(),
      ticket: facts.code(),
      product: facts.product(),
      urgency: facts.pick([
        ['It can wait, no hurry at all.', 'low'],
        ['This is an emergency, the whole shop is standing still.', 'urgent'],
      ] as const),
    }),
    play: async (s, chat) => {
      const loop = await runLoop(chat, {
        messages: [
          system(
            'You are the first line of support. Open a ticket for every problem and tell the customer its number.',
          ),
          user(`My ${s.product} does not switch on any more. You find me under ${s.email}. ${s.urgency[0]}`),
        ],
        tools: [
          tool('find_customer', 'Finds the customer number by e-mail address.', { email: text() }),
          tool('open_ticket', 'Opens a support ticket.', {
            customer_id: text('As found by find_customer'),
            product: text(),
            priority: oneOf(['low', 'normal', 'urgent']),
          }),
        ],
        limit: 3,
        run: (use) =>
          use.name === 'find_customer' ? { customer_id: s.customer } : { ticket: s.ticket, state: 'open' },
      });
      assert.deepEqual(namesOf(loop.uses), ['find_customer', 'open_ticket']);
      assertFields(loop.uses[0]?.args, { email: s.email });
      assertFields(loop.uses[1]?.args, {
        customer_id: s.customer,
        product: s.product,
        priority: s.urgency[1],
      });
      assertMentions(loop.answer, s.ticket);
    },
    ideal: (s) => [
      uses(['find_customer', { email: s.email }]),
      uses(['open_ticket', { customer_id: s.customer, product: s.product, priority: s.urgency[1] }]),
      says(`I have opened ticket ${s.ticket} for your ${s.product}.`),
    ],
  }),

  callCase('radius-in-metres-from-kilometres', {
    draw: (facts) => ({
      address: `${facts.integer(11, 90)} ${facts.street()}`,
      city: facts.city(),
      km: facts.decimal(2, 9, 1),
      kw: facts.pick([50, 150, 300]),
    }),
    messages: (s) => [
      user(
        `Find charging points with at least ${s.kw} kW that are no farther than ${s.km} km from ${s.address} in ${s.city}.`,
      ),
    ],
    tools: () => [
      tool(
        'find_chargers',
        'Finds charging points for electric cars.',
        {
          near: record({ street_address: text(), city: text() }),
          radius_m: whole('In metres'),
          min_power_kw: number(),
          connector: oneOf(['ccs', 'chademo', 'type2'], 'Only if the driver names a connector'),
        },
        ['near', 'radius_m'],
      ),
    ],
    args: (s) => ({
      near: { street_address: s.address, city: s.city },
      radius_m: Math.round(s.km * 1000),
      min_power_kw: s.kw,
    }),
  }),

  formCase('concert-announcement-to-event-record', {
    draw: (facts) => ({
      band: `The ${facts.inventedWord()} Quartet`,
      support: facts.inventedWord(),
      hall: `${facts.inventedWord()} Hall`,
      city: facts.city(),
      date: facts.date(2027, 2029),
      doors: facts.time(),
      advance: facts.integer(18, 29),
      evening: facts.integer(31, 45),
      kind: facts.pick([
        ['an evening of string music', 'concert'],
        ['a talk about the history of the string quartet', 'lecture'],
        ['a hands-on course for young string players', 'workshop'],
      ] as const),
    }),
    messages: (s) => [
      system('Turn announcements into event records.'),
      user(
        `${s.city} – ${s.band} invites to ${s.kind[0]} in the ${s.hall} on ${s.date.british}. Doors open at ${s.doors.clock}. Tickets cost ${s.advance} euros in advance and ${s.evening} euros at the door. The ${s.hall} can be reached with a wheelchair; dogs have to stay outside.`,
      ),
    ],
    schema: () => [
      'event',
      record({
        host: text('Who gives the event'),
        category: oneOf(['concert', 'lecture', 'workshop', 'exhibition']),
        venue: record({ name: text(), city: text(), wheelchair_access: flag(), dogs_allowed: flag() }),
        date: text('YYYY-MM-DD'),
        doors_open: text('HH:MM'),
        prices: record({ advance: number(), door: number(), reduced: nullable(number()) }),
      }),
    ],
    reply: (s) => ({
      host: s.band,
      category: s.kind[1],
      venue: { name: s.hall, city: s.city, wheelchair_access: true, dogs_allowed: false },
      date: s.date.iso,
      doors_open: s.doors.clock,
      prices: { advance: s.advance, door: s.evening, reduced: null },
    }),
    expected: (s) => ({
      host: anyOf(s.band, s.band.replace(/^The /, '')),
      category: s.kind[1],
      venue: { name: s.hall, city: s.city, wheelchair_access: true, dogs_allowed: false },
      date: s.date.iso,
      doors_open: s.doors.clock,
      prices: { advance: s.advance, door: s.evening },
    }),
  }),

  formCase('log-line-to-structured-record', {
    draw: (facts) => ({
      date: facts.date(2024, 2026),
      time: facts.time(),
      second: facts.integer(10, 59),
      service: `${facts.slug()}-api`,
      request: facts.slug(),
      status: facts.pick([502, 503, 504]),
      duration: facts.integer(1200, 9800),
      level: facts.pick([
        ['ERROR', 'error'],
        ['WARN', 'warning'],
      ] as const),
    }),
    messages: (s) => [
      user(
        `Parse this log line:\n\n${s.date.iso}T${s.time.clock}:${s.second}Z ${s.level[0]} [${s.service}] GET /v1/${s.request} -> ${s.status} in ${s.duration} ms`,
      ),
    ],
    schema: () => [
      'log_entry',
      record({
        timestamp: text('ISO 8601, UTC'),
        severity: oneOf(['debug', 'info', 'warning', 'error']),
        service: text(),
        method: oneOf(['GET', 'POST', 'PUT', 'DELETE']),
        path: text(),
        status_code: whole(),
        duration_ms: whole(),
      }),
    ],
    reply: (s) => ({
      timestamp: `${s.date.iso}T${s.time.clock}:${s.second}Z`,
      severity: s.level[1],
      service: s.service,
      method: 'GET',
      path: `/v1/${s.request}`,
      status_code: s.status,
      duration_ms: s.duration,
    }),
  }),

  callCase('pizza-with-and-without-toppings', {
    draw: (facts) => ({
      toppings: facts.distinct(4, () =>
        facts.pick(['onions', 'olives', 'mushrooms', 'capers', 'spinach', 'artichokes', 'peppers']),
      ),
      size: facts.pick([
        ['the biggest you have', 'large'],
        ['a little one', 'small'],
      ] as const),
      address: `${facts.integer(11, 90)} ${facts.street()}`,
      phone: `0${facts.integer(300, 699)} ${facts.integer(100_000, 999_999)}`,
    }),
    messages: (s) => [
      system('You take pizza orders. Place the order as soon as you have the address.'),
      user(
        `A pizza, ${s.size[0]}, with extra ${s.toppings[0]} and ${s.toppings[1]} but without ${s.toppings[2]} and ${s.toppings[3]}. Bring it to ${s.address}, my number is ${s.phone}.`,
      ),
    ],
    tools: () => [
      tool(
        'place_order',
        'Orders a pizza.',
        {
          size: oneOf(['small', 'medium', 'large']),
          extra_toppings: listOf(text()),
          left_out_toppings: listOf(text()),
          delivery: record(
            { address: text(), phone: text(), note: text('A note for the driver, if there is one') },
            ['address', 'phone'],
          ),
        },
        ['size', 'delivery'],
      ),
    ],
    args: (s) => ({
      size: s.size[1],
      extra_toppings: s.toppings.slice(0, 2),
      left_out_toppings: s.toppings.slice(2),
      delivery: { address: s.address, phone: s.phone },
    }),
    expected: (s) => ({
      size: s.size[1],
      extra_toppings: inAnyOrder(...s.toppings.slice(0, 2)),
      left_out_toppings: inAnyOrder(...s.toppings.slice(2)),
      delivery: { address: s.address, phone: phone(s.phone) },
    }),
  }),
];
