import type { ReadingCase } from '../case.ts';
import { assistant, number, oneOf, system, text, tool, user, whole } from '../conversation.ts';
import { callCase, flag, formCase, inWords, listOf, orAbsent, phone, record } from '../fields.ts';

const moneyNames = [
  ['euros', 'EUR'],
  ['US dollars', 'USD'],
  ['pounds sterling', 'GBP'],
  ['Swiss francs', 'CHF'],
] as const;

const leaveReasons = [
  ['they will stay at home with their newborn child', 'L3'],
  ['they caught the flu and were told by their doctor to stay in bed', 'L2'],
  ['they have booked a few days at the seaside', 'L1'],
] as const;

const rhythms = [
  ['every month', 'monthly'],
  ['once a year', 'yearly'],
  ['every three months', 'quarterly'],
  ['just this one time', 'once'],
] as const;

const comparisons = [
  ['drops below', 'lt'],
  ['rises above', 'gt'],
] as const;

export const argumentsMore1: readonly ReadingCase[] = [
  callCase('bank-transfer-names-the-receiving-account-first', {
    draw: (facts) => {
      const [currencyWords, currency] = facts.pick(moneyNames);
      return {
        to: facts.code(),
        from: facts.code(),
        amount: facts.decimal(110, 940, 2),
        reference: facts.inventedWord(),
        currencyWords,
        currency,
      };
    },
    messages: (s) => [
      system('You are the assistant of a bank. Carry out what the customer asks for with the tools.'),
      user(
        `Account ${s.to} should receive ${s.amount} ${s.currencyWords} from my account ${s.from}, please. Put "${s.reference}" as the reference.`,
      ),
    ],
    tools: () => [
      tool('make_transfer', 'Transfers money between two accounts.', {
        source_account: text('The account which is debited'),
        target_account: text('The account which is credited'),
        amount: number('The amount, in units of the currency'),
        currency: oneOf(moneyNames.map(([, code]) => code)),
        reference: text('The text shown on the statement'),
      }),
      tool('get_balance', 'Tells the balance of an account.', { account: text() }),
    ],
    args: (s) => ({
      source_account: s.from,
      target_account: s.to,
      amount: s.amount,
      currency: s.currency,
      reference: s.reference,
    }),
  }),

  callCase('clinic-appointment-leaves-unstated-options-out', {
    draw: (facts) => ({
      patient: facts.name(),
      doctor: facts.surname(),
      date: facts.date(2027, 2029),
      time: facts.time(),
    }),
    messages: (s) => [
      user(
        `Hello, this is ${s.patient}. Could I see Dr. ${s.doctor} on ${s.date.british} at ${s.time.clock}? It is my first visit to your clinic.`,
      ),
    ],
    tools: () => [
      tool(
        'book_appointment',
        'Books a slot with one of the doctors of the clinic.',
        {
          patient_name: text('Full name of the patient'),
          doctor_surname: text('Surname of the doctor, without title'),
          date: text('YYYY-MM-DD'),
          time: text('HH:MM, 24 hours'),
          new_patient: flag('Whether the patient was never here before'),
          interpreter_language: text('Only if the patient asks for an interpreter'),
          insurance_number: text('Only if the patient states it'),
        },
        ['patient_name', 'doctor_surname', 'date', 'time', 'new_patient'],
      ),
    ],
    args: (s) => ({
      patient_name: s.patient,
      doctor_surname: s.doctor,
      date: s.date.iso,
      time: s.time.clock,
      new_patient: true,
    }),
  }),

  callCase('parcel-dimensions-in-another-order-than-the-schema', {
    draw: (facts) => ({
      height: facts.integer(11, 29),
      width: facts.integer(31, 49),
      length: facts.integer(51, 99),
      weight: facts.decimal(2, 9, 1),
      city: facts.city(),
      recipient: facts.name(),
    }),
    messages: (s) => [
      user(
        `What does it cost to send a box to ${s.recipient} in ${s.city}? It is ${s.height} cm high, ${s.width} cm wide and ${s.length} cm long and weighs ${s.weight} kg.`,
      ),
    ],
    tools: () => [
      tool('quote_shipment', 'Calculates the price of a shipment.', {
        destination: record({ recipient: text(), city: text() }),
        parcel: record({
          length_cm: whole(),
          width_cm: whole(),
          height_cm: whole(),
          weight_kg: number(),
        }),
      }),
    ],
    args: (s) => ({
      destination: { recipient: s.recipient, city: s.city },
      parcel: { length_cm: s.length, width_cm: s.width, height_cm: s.height, weight_kg: s.weight },
    }),
  }),

  callCase('leave-code-explained-only-in-the-description', {
    draw: (facts) => {
      const [reason, code] = facts.pick(leaveReasons);
      return {
        employee: facts.name(),
        staffNumber: facts.integer(20_000, 89_999),
        stay: facts.stay(),
        reason,
        code,
      };
    },
    messages: (s) => [
      system('You register absences for the HR department.'),
      user(
        `Please enter an absence for ${s.employee} (staff number ${s.staffNumber}) from ${s.stay.arrival.american} until ${s.stay.departure.american}: ${s.reason}.`,
      ),
    ],
    tools: () => [
      tool('register_absence', 'Registers the absence of an employee.', {
        staff_number: whole(),
        leave_code: oneOf(['L1', 'L2', 'L3'], 'L1 = holiday, L2 = illness, L3 = parental leave'),
        first_day: { type: 'string', format: 'date' },
        last_day: { type: 'string', format: 'date' },
      }),
    ],
    args: (s) => ({
      staff_number: s.staffNumber,
      leave_code: s.code,
      first_day: s.stay.arrival.iso,
      last_day: s.stay.departure.iso,
    }),
  }),

  callCase('restaurant-order-with-counts-in-words', {
    draw: (facts) => {
      const counts = facts.distinct(3, () => facts.pick([2, 3, 4, 5, 6]));
      return {
        counts,
        dishes: [
          `${facts.inventedWord()} soup`,
          `${facts.inventedWord()} curry`,
          `${facts.inventedWord()} tart`,
        ] as const,
        table: facts.integer(11, 48),
      };
    },
    messages: (s) => [
      system('You take orders for the kitchen. Send each order once.'),
      user(
        `Table ${s.table} would like ${inWords(s.counts[0])} ${s.dishes[0]}, ${inWords(s.counts[1])} ${s.dishes[1]} and ${inWords(s.counts[2])} ${s.dishes[2]}.`,
      ),
    ],
    tools: () => [
      tool('send_order', 'Sends the order of a table to the kitchen.', {
        table: whole('Number of the table'),
        items: listOf(record({ dish: text(), quantity: whole() })),
      }),
    ],
    args: (s) => ({
      table: s.table,
      items: s.dishes.map((dish, index) => ({ dish, quantity: s.counts[index] })),
    }),
  }),

  callCase('freezer-target-below-zero-in-words', {
    draw: (facts) => ({
      room: facts.inventedWord(),
      target: facts.integer(14, 27),
      now: facts.integer(3, 9),
    }),
    messages: (s) => [
      user(
        `The cold room "${s.room}" is at minus ${s.now} degrees right now, which is far too warm for the ice cream. Bring it down to minus ${s.target} degrees Celsius.`,
      ),
    ],
    tools: () => [
      tool('set_room_temperature', 'Sets the target temperature of a cold room.', {
        room: text(),
        target_celsius: number('May be negative'),
      }),
      tool('read_room_temperature', 'Reads the present temperature of a cold room.', { room: text() }),
    ],
    args: (s) => ({ room: s.room, target_celsius: -s.target }),
  }),

  callCase('flat-search-with-range-limit-and-features', {
    draw: (facts) => ({
      city: facts.city(),
      least: facts.integer(51, 69),
      most: facts.integer(81, 119),
      rent: facts.integer(901, 1890),
      rooms: facts.pick([2, 3, 4]),
    }),
    messages: (s) => [
      user(
        `I am looking for a flat in ${s.city}: ${inWords(s.rooms)} rooms, between ${s.least} and ${s.most} square metres, not more than ${s.rent} euros a month. It must have a balcony, and it should come without furniture.`,
      ),
    ],
    tools: () => [
      tool(
        'search_flats',
        'Searches flats to let.',
        {
          city: text(),
          rooms: whole('Number of rooms'),
          min_area_m2: number(),
          max_area_m2: number(),
          min_rent: number('Lowest monthly rent'),
          max_rent: number('Highest monthly rent'),
          balcony: flag(),
          furnished: flag(),
        },
        ['city'],
      ),
    ],
    args: (s) => ({
      city: s.city,
      rooms: s.rooms,
      min_area_m2: s.least,
      max_area_m2: s.most,
      max_rent: s.rent,
      balcony: true,
      furnished: false,
    }),
    expected: (s) => ({
      city: s.city,
      rooms: s.rooms,
      min_area_m2: s.least,
      max_area_m2: s.most,
      min_rent: orAbsent(0),
      max_rent: s.rent,
      balcony: true,
      furnished: false,
    }),
  }),

  callCase('quantity-corrected-within-the-sentence', {
    draw: (facts) => ({
      wrong: facts.integer(13, 39),
      right: facts.integer(41, 89),
      plant: facts.inventedWord(),
      bed: facts.integer(2, 9),
    }),
    messages: (s) => [
      user(
        `Order ${s.wrong} seedlings of the variety ${s.plant} for bed ${s.bed} – no, wait, make that ${s.right}, the bed is larger than I thought.`,
      ),
    ],
    tools: () => [
      tool('order_seedlings', 'Orders seedlings from the nursery.', {
        variety: text(),
        quantity: whole(),
        bed: whole('Number of the bed they are for'),
      }),
    ],
    args: (s) => ({ variety: s.plant, quantity: s.right, bed: s.bed }),
  }),

  callCase('match-result-told-from-the-side-of-the-guests', {
    draw: (facts) => ({
      home: `${facts.city()} Rovers`,
      away: `${facts.city()} Wanderers`,
      more: facts.integer(4, 7),
      fewer: facts.integer(1, 3),
      spectators: facts.integer(2100, 9800),
    }),
    messages: (s) => [
      system('You keep the table of a football league up to date.'),
      user(
        `${s.away} were the visitors at ${s.home} today and lost: they scored ${s.fewer} while ${s.home} scored ${s.more}. ${s.spectators} people watched.`,
      ),
    ],
    tools: () => [
      tool('record_result', 'Stores the final score of a match.', {
        home_team: text(),
        away_team: text(),
        home_goals: whole(),
        away_goals: whole(),
        attendance: whole('Number of spectators'),
      }),
    ],
    args: (s) => ({
      home_team: s.home,
      away_team: s.away,
      home_goals: s.more,
      away_goals: s.fewer,
      attendance: s.spectators,
    }),
  }),

  callCase('museum-tickets-counted-by-category', {
    draw: (facts) => ({
      date: facts.date(2027, 2029),
      adults: facts.integer(2, 5),
      children: facts.integer(6, 12),
      exhibition: facts.inventedWord(),
      email: facts.email(),
    }),
    messages: (s) => [
      user(
        `We would like to visit the "${s.exhibition}" exhibition on ${s.date.ordinal}. We are ${inWords(s.adults)} grown-ups and ${inWords(s.children)} kids, nobody over 65. Send the tickets to ${s.email}; we do not need an audio guide.`,
      ),
    ],
    tools: () => [
      tool('reserve_tickets', 'Reserves tickets for an exhibition.', {
        exhibition: text(),
        visit_date: text('ISO 8601 date'),
        adults: whole('Visitors from 18 to 65'),
        children: whole('Visitors under 18'),
        seniors: whole('Visitors over 65'),
        audio_guide: flag(),
        email: { type: 'string', format: 'email' },
      }),
    ],
    args: (s) => ({
      exhibition: s.exhibition,
      visit_date: s.date.iso,
      adults: s.adults,
      children: s.children,
      seniors: 0,
      audio_guide: false,
      email: s.email,
    }),
  }),

  callCase('order-number-given-two-turns-earlier', {
    draw: (facts) => ({
      order: facts.code(),
      product: facts.product(),
      days: facts.integer(5, 9),
      reason: facts.pick([
        ['I found the same thing cheaper elsewhere', 'better_price'],
        ['I clicked on it by accident', 'ordered_by_mistake'],
        ['that takes far too long', 'slow_delivery'],
      ] as const),
    }),
    messages: (s) => [
      system('You are the support assistant of an online shop.'),
      user(`Hi, my order ${s.order} with the ${s.product} has not been sent yet. When will it leave?`),
      assistant(
        `Your ${s.product} will leave our warehouse in ${s.days} days. Can I do anything else for you?`,
      ),
      user(`Then cancel it, please: ${s.reason[0]}.`),
    ],
    tools: () => [
      tool('cancel_order', 'Cancels an order which has not been shipped.', {
        order_id: text(),
        reason: oneOf(['better_price', 'ordered_by_mistake', 'slow_delivery', 'other']),
      }),
      tool('track_order', 'Tells where an order is.', { order_id: text() }),
    ],
    args: (s) => ({ order_id: s.order, reason: s.reason[1] }),
  }),

  formCase('invoice-fields-from-a-mail-of-the-supplier', {
    draw: (facts) => {
      const prices = facts.distinct(2, () => facts.decimal(12, 90, 2));
      return {
        supplier: facts.company(),
        clerk: facts.name(),
        number: facts.code(),
        order: facts.code(),
        issued: facts.date(2026, 2028),
        items: [facts.product(), facts.product()] as const,
        counts: [facts.integer(2, 9), facts.integer(11, 30)] as const,
        prices,
        total: facts.decimal(1200, 4800, 2),
      };
    },
    messages: (s) => [
      system('Extract the invoice from the mail.'),
      user(
        [
          `From: ${s.clerk}`,
          `Subject: Your order ${s.order}`,
          '',
          'Good morning,',
          '',
          `thank you for your order ${s.order}. Today, ${s.issued.british}, we issued invoice ${s.number}:`,
          '',
          `- ${s.counts[0]} x ${s.items[0]} at ${s.prices[0]} EUR each`,
          `- ${s.counts[1]} x ${s.items[1]} at ${s.prices[1]} EUR each`,
          '',
          `With shipping and tax this makes ${s.total} EUR in total.`,
          '',
          'Kind regards',
          s.clerk,
          s.supplier,
        ].join('\n'),
      ),
    ],
    schema: () => [
      'invoice',
      record({
        supplier: text('Name of the company which sent the invoice'),
        invoice_number: text(),
        issue_date: text('YYYY-MM-DD'),
        lines: listOf(record({ description: text(), quantity: whole(), unit_price: number() })),
        total: number(),
        currency: text('ISO 4217'),
      }),
    ],
    reply: (s) => ({
      supplier: s.supplier,
      invoice_number: s.number,
      issue_date: s.issued.iso,
      lines: s.items.map((description, index) => ({
        description,
        quantity: s.counts[index],
        unit_price: s.prices[index],
      })),
      total: s.total,
      currency: 'EUR',
    }),
  }),

  callCase('file-moved-between-two-paths-without-overwriting', {
    draw: (facts) => ({
      from: `/srv/${facts.slug()}/${facts.slug()}.csv`,
      to: `/mnt/archive/${facts.slug()}/${facts.slug()}-${facts.integer(2019, 2025)}.csv`,
    }),
    messages: (s) => [
      system('You are an agent with access to the file system.'),
      user(
        `Move ${s.from} to ${s.to}, creating missing folders, but without overwriting anything that is already there.`,
      ),
    ],
    tools: () => [
      tool('move_file', 'Moves or renames a file.', {
        source: text('Absolute path'),
        destination: text('Absolute path'),
        create_parents: flag('Create missing folders'),
        overwrite: flag('Replace an existing file'),
      }),
      tool('delete_file', 'Deletes a file.', { path: text() }),
    ],
    args: (s) => ({ source: s.from, destination: s.to, create_parents: true, overwrite: false }),
  }),

  callCase('contact-card-with-phone-and-postal-address', {
    draw: (facts) => ({
      name: facts.name(),
      phone: `+49 ${facts.integer(151, 179)} ${facts.integer(1_000_000, 9_999_999)}`,
      email: facts.email(),
      street: facts.street(),
      house: facts.integer(11, 98),
      postcode: facts.integer(10_000, 98_999),
      city: facts.city(),
    }),
    messages: (s) => [
      user(
        `Save a new contact: ${s.name}, mobile ${s.phone}, ${s.email}. Lives at ${s.house} ${s.street}, ${s.postcode} ${s.city}.`,
      ),
    ],
    tools: () => [
      tool('create_contact', 'Adds an entry to the address book.', {
        full_name: text(),
        phone: text(),
        email: text(),
        address: record({ street: text(), house_number: text(), postal_code: text(), city: text() }),
      }),
    ],
    args: (s) => ({
      full_name: s.name,
      phone: s.phone,
      email: s.email,
      address: { street: s.street, house_number: `${s.house}`, postal_code: `${s.postcode}`, city: s.city },
    }),
    expected: (s) => ({
      full_name: s.name,
      phone: phone(s.phone),
      email: s.email,
      address: { street: s.street, house_number: `${s.house}`, postal_code: `${s.postcode}`, city: s.city },
    }),
  }),

  callCase('quoted-message-passed-on-to-the-right-person', {
    draw: (facts) => ({
      recipient: facts.givenName(),
      third: facts.givenName(),
      key: facts.inventedWord(),
      place: facts.street(),
      time: facts.time(),
    }),
    messages: (s) => [
      system('You send short messages for your owner, word for word.'),
      user(
        `Text ${s.recipient}: "The keys of the ${s.key} are with ${s.third} in ${s.place}, pick them up before ${s.time.clock}."`,
      ),
    ],
    tools: () => [
      tool('send_sms', 'Sends a text message to somebody in the address book.', {
        recipient: text('Name of the person'),
        body: text('The text of the message'),
      }),
      tool('call_person', 'Starts a phone call.', { person: text() }),
    ],
    args: (s) => ({
      recipient: s.recipient,
      body: `The keys of the ${s.key} are with ${s.third} in ${s.place}, pick them up before ${s.time.clock}.`,
    }),
  }),

  callCase('donation-rhythm-and-anonymity', {
    draw: (facts) => {
      const [words, rhythm] = facts.pick(rhythms);
      return {
        charity: `${facts.inventedWord()} Animal Shelter`,
        amount: facts.integer(15, 95),
        words,
        rhythm,
      };
    },
    messages: (s) => [
      user(
        `I want to give ${s.amount} euros to the ${s.charity}, ${s.words}. My name must not appear anywhere.`,
      ),
    ],
    tools: () => [
      tool(
        'donate',
        'Sets up a donation.',
        {
          organisation: text(),
          amount_eur: number(),
          frequency: oneOf(['once', 'monthly', 'quarterly', 'yearly']),
          anonymous: flag(),
          dedication: text('A dedication, if the donor states one'),
        },
        ['organisation', 'amount_eur', 'frequency', 'anonymous'],
      ),
    ],
    args: (s) => ({ organisation: s.charity, amount_eur: s.amount, frequency: s.rhythm, anonymous: true }),
  }),

  callCase('alarm-rule-with-operator-from-the-verb', {
    draw: (facts) => {
      const [verb, operator] = facts.pick(comparisons);
      return {
        sensor: facts.code(),
        verb,
        operator,
        limit: facts.decimal(5, 40, 1),
        minutes: facts.integer(2, 4),
        email: facts.email(),
      };
    },
    messages: (s) => [
      user(
        `Warn ${s.email} if the reading of sensor ${s.sensor} ${s.verb} ${s.limit} °C for more than ${s.minutes} minutes.`,
      ),
    ],
    tools: () => [
      tool('create_alarm', 'Creates an alarm rule.', {
        condition: record({
          sensor_id: text(),
          operator: oneOf(['lt', 'gt', 'eq'], 'How the reading compares with the threshold'),
          threshold: number(),
        }),
        hold_minutes: number('How long the condition must last'),
        notify: listOf(text('E-mail address')),
      }),
    ],
    args: (s) => ({
      condition: { sensor_id: s.sensor, operator: s.operator, threshold: s.limit },
      hold_minutes: s.minutes,
      notify: [s.email],
    }),
  }),
];
