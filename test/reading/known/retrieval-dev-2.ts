import assert from 'node:assert/strict';
import {
  assertMentions,
  assertMentionsAny,
  assertOmits,
  assertShort,
  chooseOne,
  dateForms,
  mentions,
} from '../assertions.ts';
import { defineCase, type ReadingCase } from '../case.ts';
import { ask, pastCall, says, system, text, textOf, tool, user } from '../conversation.ts';

/** A refining prompt: new context either completes the answer so far or has nothing to do with it. */
const refine = defineCase('retrieval', 'refine-prompt-keeps-or-completes-the-answer', {
  draw: (f) => ({
    lighthouse: f.inventedWord(),
    year: f.integer(1780, 1910),
    architect: f.name(),
    useful: f.pick([true, false]),
    other: f.inventedWord(),
    otherArchitect: f.name(),
  }),
  play: async (s, chat) => {
    const context = s.useful
      ? `The plans of the ${s.lighthouse} lighthouse were drawn by ${s.architect}.`
      : `The plans of the ${s.other} opera house were drawn by ${s.otherArchitect}.`;
    const reply = await ask(
      chat,
      user(
        `The original query is as follows: When was the ${s.lighthouse} lighthouse built and who designed it?\nWe have provided an existing answer: The ${s.lighthouse} lighthouse was built in ${s.year}.\nWe have the opportunity to refine the existing answer (only if needed) with some more context below.\n------------\n${context}\n------------\nGiven the new context, refine the original answer to better answer the query. If the context isn't useful, return the original answer.\nRefined Answer: `,
      ),
    );
    assertMentions(reply, s.year);
    if (s.useful) assertMentions(reply, s.architect);
    else assertOmits(reply, s.otherArchitect);
  },
  ideal: (s) => [
    says(
      `The ${s.lighthouse} lighthouse was built in ${s.year}${s.useful ? ` and designed by ${s.architect}` : ''}.`,
    ),
  ],
});

/** Not an answer is wanted but the question, with the pronoun resolved. */
const standaloneQuestion = defineCase('retrieval', 'condense-follow-up-into-standalone-question', {
  draw: (f) => ({
    product: f.product(),
    other: f.product(),
    price: f.integer(100, 900),
    battery: f.integer(10, 40),
  }),
  play: async (s, chat) => {
    const reply = await ask(
      chat,
      user(
        `Given the following conversation and a follow up question, rephrase the follow up question to be a standalone question, in its original language.\n\nChat History:\nHuman: What does the ${s.other} cost?\nAssistant: The ${s.other} costs ${s.price} dollars.\nHuman: And do you sell the ${s.product}, too?\nAssistant: Yes, the ${s.product} is in stock.\nFollow Up Input: How long is its warranty?\nStandalone question:`,
      ),
    );
    assertMentions(reply, s.product, 'warranty');
    assertOmits(reply, s.other, s.price);
    assert.match(reply.trim(), /\?["']?$/);
    assertShort(reply, 200);
  },
  ideal: (s) => [says(`How long is the warranty of the ${s.product}?`)],
});

/** One field of a large record, named in other words than its key. */
const fieldOfResult = defineCase('retrieval', 'tool-result-one-field-of-a-large-record', {
  draw: (f) => ({
    reference: f.code(),
    guest: f.name(),
    hotel: f.inventedWord(),
    floor: f.integer(11, 29),
    room: f.integer(300, 990),
    nightly: f.decimal(80, 300, 2),
    deposit: f.decimal(301, 500, 2),
    arrival: f.date(2026, 2027),
    checkIn: f.time(),
  }),
  play: async (s, chat) => {
    const reply = textOf(
      await chat({
        messages: [
          user(`My booking is ${s.reference}. How much do I have to pay for each night?`),
          ...pastCall(
            'get_booking',
            { reference: s.reference },
            {
              reference: s.reference,
              guest: { full_name: s.guest, loyalty: null },
              property: { name: `Hotel ${s.hotel}`, floor: s.floor, room: s.room },
              arrival_date: s.arrival.iso,
              check_in_from: s.checkIn.clock,
              payment: { currency: 'EUR', rate_per_night: s.nightly, deposit: s.deposit, paid: false },
            },
          ),
        ],
        tools: [tool('get_booking', 'Returns a booking.', { reference: text() })],
      }),
    );
    assertMentions(reply, s.nightly);
    assertOmits(reply, s.deposit, s.room, s.floor, s.checkIn.clock);
  },
  ideal: (s) => [says(`The rate is ${s.nightly} EUR per night.`)],
});

/** Counting over records: two conditions hold at once. */
const countOpenTickets = defineCase('retrieval', 'count-of-records-under-two-conditions', {
  draw: (f) => {
    const people = f.distinct(3, () => f.givenName());
    const tickets = Array.from({ length: 9 }, () => ({
      id: f.code(),
      owner: f.pick(people),
      state: f.pick(['open', 'closed']),
    }));
    return { tickets, person: f.pick(people) };
  },
  play: async (s, chat) => {
    const reply = await ask(
      chat,
      user(
        `Here are the tickets of this sprint:\n\n${s.tickets.map(({ id, owner, state }) => `- ${id}: ${state}, assigned to ${owner}`).join('\n')}\n\nHow many open tickets are assigned to ${s.person}? Answer with the number only.`,
      ),
    );
    const count = s.tickets.filter(({ owner, state }) => owner === s.person && state === 'open').length;
    assert.equal(reply.trim().replace(/\.$/, ''), String(count));
  },
  ideal: (s) => [
    says(String(s.tickets.filter(({ owner, state }) => owner === s.person && state === 'open').length)),
  ],
});

/** The sum of some of the amounts, chosen by the column beside them. */
const sumOfCategory = defineCase('retrieval', 'sum-of-the-amounts-of-one-category', {
  draw: (f) => {
    const categories = ['travel', 'meals', 'software'];
    const lines = f.shuffle(categories.flatMap((category) => [1, 2].map(() => category))).map((category) => ({
      category,
      vendor: f.company(),
      amount: f.integer(21, 480),
    }));
    return { lines, person: f.name(), category: f.pick(categories) };
  },
  play: async (s, chat) => {
    const reply = await ask(
      chat,
      system('You are an assistant in the accounts department. Answer briefly.'),
      user(
        `Expense report of ${s.person}\n\ncategory;vendor;amount (EUR)\n${s.lines.map(({ category, vendor, amount }) => `${category};${vendor};${amount}`).join('\n')}\n\nHow much did ${s.person} spend on ${s.category} in total?`,
      ),
    );
    assertMentions(reply, total(s.lines.filter(({ category }) => category === s.category)));
    assertOmits(
      reply,
      ...s.lines.filter(({ category }) => category !== s.category).map(({ vendor }) => vendor),
    );
  },
  ideal: (s) => [
    says(
      `${s.person} spent ${total(s.lines.filter(({ category }) => category === s.category))} EUR on ${s.category}.`,
    ),
  ],
});
const total = (lines: readonly { readonly amount: number }[]): number =>
  lines.reduce((sum, { amount }) => sum + amount, 0);

/** The record with the largest value, among sentences that each also state another number. */
const largest = defineCase('retrieval', 'superlative-over-several-passages', {
  draw: (f) => {
    const depots = f.distinct(4, () => ({
      city: f.city(),
      pallets: f.integer(1200, 9800),
      docks: f.integer(10, 60),
    }));
    return { depots, most: f.pick([true, false]) };
  },
  play: async (s, chat) => {
    const reply = await ask(
      chat,
      user(
        `Context:\n${s.depots.map(({ city, pallets, docks }) => `The warehouse in ${city} has room for ${pallets} pallets and has ${docks} loading docks.`).join('\n')}\n\nQuestion: Which warehouse has room for the ${s.most ? 'most' : 'fewest'} pallets?`,
      ),
    );
    const [best, ...rest] = byPallets(s);
    assertMentions(reply, best?.city ?? '');
    assertOmits(reply, ...rest.map(({ city }) => city));
  },
  ideal: (s) => [
    says(`The warehouse in ${byPallets(s)[0]?.city}, with room for ${byPallets(s)[0]?.pallets} pallets.`),
  ],
});
const byPallets = <D extends { readonly pallets: number }>(s: {
  readonly depots: readonly D[];
  readonly most: boolean;
}): D[] => [...s.depots].sort((a, b) => (s.most ? b.pallets - a.pallets : a.pallets - b.pallets));

/** Prices by age: the number in the question falls between two stated limits. */
const ageLimits = defineCase('retrieval', 'price-for-an-age-between-stated-limits', {
  draw: (f) => {
    const prices = f.distinct(3, () => f.integer(70, 190));
    const group = f.pick([0, 1, 2] as const);
    const age = [f.integer(7, 13), f.integer(20, 50), f.integer(66, 69)][group] as number;
    return { prices, group, age, ferry: f.inventedWord() };
  },
  play: async (s, chat) => {
    const [child, adult, senior] = s.prices;
    const reply = await ask(
      chat,
      system(
        `You sell tickets for the ${s.ferry} ferry. Fares per crossing: passengers aged 6 to 14 pay ${child} crowns, passengers aged 15 to 64 pay ${adult} crowns, and passengers of 65 and over pay ${senior} crowns. Children under 6 travel free of charge.`,
      ),
      user(`I'm ${s.age} years old. What does a crossing cost for me?`),
    );
    assertMentions(reply, s.prices[s.group]);
    assertOmits(reply, ...s.prices.filter((price) => price !== s.prices[s.group]));
  },
  ideal: (s) => [says(`A crossing costs ${s.prices[s.group]} crowns for you.`)],
});

/** The answer takes two statements: service to team, team to person. */
const twoSteps = defineCase('retrieval', 'answer-found-in-two-steps', {
  draw: (f) => {
    const teams = f.distinct(3, () => ({ team: f.inventedWord(), lead: f.name(), service: f.slug() }));
    return { teams, order: f.shuffle([0, 1, 2]), pick: chooseOne(f, teams) };
  },
  play: async (s, chat) => {
    const leads = s.order
      .map((index) => s.teams[index])
      .map((team) => `${team?.lead} leads team ${team?.team}.`);
    const reply = await ask(
      chat,
      system('Answer the question of the user from the wiki pages.'),
      user(
        `## Services\n\n${s.teams.map(({ team, service }) => `- \`${service}\` is run by team ${team}`).join('\n')}\n\n## Teams\n\n${leads.join('\n')}\n\nWho leads the team that runs ${s.pick.target.service}?`,
      ),
    );
    assertMentions(reply, s.pick.target.lead);
    assertOmits(reply, ...s.pick.others.flatMap(({ lead, team }) => [lead, team]));
  },
  ideal: ({ pick: { target } }) => [
    says(`${target.lead} leads team ${target.team}, which runs ${target.service}.`),
  ],
});

/** A question with two parts whose answers stand in different passages. */
const twoParts = defineCase('retrieval', 'two-questions-in-one-answered-from-two-passages', {
  draw: (f) => ({
    inventor: f.name(),
    city: f.city(),
    born: f.date(1850, 1900),
    device: f.inventedWord(),
    year: f.integer(1901, 1940),
    rival: f.name(),
    rivalCity: f.city(),
    rivalYear: f.integer(1941, 1960),
  }),
  play: async (s, chat) => {
    const reply = await ask(
      chat,
      user(
        `Use the following pieces of context to answer the question at the end. If you don't know the answer, just say that you don't know, don't try to make up an answer.\n\n${s.rival} patented an improved version in ${s.rivalYear} and lived in ${s.rivalCity} all his life.\n\nThe ${s.device} apparatus was patented by ${s.inventor} in ${s.year}.\n\n${s.inventor} was born in ${s.city} on ${s.born.british} as the child of a baker.\n\nQuestion: Where was ${s.inventor} born, and in which year did ${s.inventor} patent the ${s.device} apparatus?\nHelpful Answer:`,
      ),
    );
    assertMentions(reply, s.city, s.year);
    assertOmits(reply, s.rivalCity, s.rivalYear);
  },
  ideal: (s) => [
    says(`${s.inventor} was born in ${s.city} and patented the ${s.device} apparatus in ${s.year}.`),
  ],
});

/** A changelog: the version is the heading above the entry. */
const changelog = defineCase('retrieval', 'changelog-version-which-added-a-flag', {
  draw: (f) => {
    const major = f.integer(2, 9);
    const releases = f.distinct(4, () => ({
      version: `${major}.${f.integer(10, 60)}.0`,
      date: f.date(2021, 2025),
      flag: `--${f.slug()}`,
      fix: f.slug(),
    }));
    return { releases, tool: f.slug(), pick: chooseOne(f, releases) };
  },
  play: async (s, chat) => {
    const entries = s.releases.map(
      ({ version, date, flag, fix }) =>
        `## [${version}] - ${date.iso}\n\n### Added\n\n- The option \`${flag}\`.\n\n### Fixed\n\n- A crash of the \`${fix}\` command.`,
    );
    const reply = await ask(
      chat,
      user(
        `In which version of ${s.tool} was the option ${s.pick.target.flag} added, and when was that released? Here is its changelog:\n\n# Changelog\n\n${entries.join('\n\n')}`,
      ),
    );
    assertMentions(reply, s.pick.target.version);
    assertMentionsAny(reply, dateForms(s.pick.target.date));
    assertOmits(reply, ...s.pick.others.flatMap(({ version, date }) => [version, date.iso]));
    assert.ok(!mentions(reply, s.pick.target.fix), 'expected nothing about the fixes');
  },
  ideal: ({ pick: { target } }) => [
    says(`The option ${target.flag} was added in version ${target.version}, released on ${target.date.iso}.`),
  ],
});

export const retrievalDev2: readonly ReadingCase[] = [
  refine,
  standaloneQuestion,
  fieldOfResult,
  countOpenTickets,
  sumOfCategory,
  largest,
  ageLimits,
  twoSteps,
  twoParts,
  changelog,
];
