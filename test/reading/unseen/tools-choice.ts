import assert from 'node:assert/strict';
import type { ChatCompletionTool } from 'openai/resources/chat/completions';
import {
  asString,
  assertMentions,
  assertMentionsAny,
  assertOmits,
  assertSame,
  dateForms,
} from '../assertions.ts';
import { defineCase, type ReadingCase } from '../case.ts';
import {
  assistant,
  number,
  oneOf,
  onlyCallOf,
  pastCall,
  says,
  system,
  text,
  textOf,
  tool,
  user,
  uses,
} from '../conversation.ts';

const crypticNames = defineCase('tools', 'operations-with-meaningless-names', {
  draw: (facts) => {
    const [odometer, tyres, fuel, service] = facts.distinct(4, () => `op_${facts.integer(1000, 9999)}`);
    const [plate, code] = facts.distinct(2, () => facts.code());
    const names = { odometer, tyres, fuel, service };
    const wanted = facts.pick([
      { question: `How full is the tank of ${plate}?`, name: fuel },
      { question: `How far has ${plate} been driven in total?`, name: odometer },
      { question: `When does ${plate} have to go to the workshop next?`, name: service },
    ]);
    return { names, plate, code, wanted, order: facts.shuffle([0, 1, 2, 3]) };
  },
  play: async ({ names, plate, code, wanted, order }, chat) => {
    const offered: ChatCompletionTool[] = [
      tool(names.odometer, 'Returns the mileage of a vehicle', { registration: text('Number plate') }),
      tool(names.tyres, 'Returns the tyre pressures of a vehicle', { registration: text('Number plate') }),
      tool(names.fuel, 'Returns the fuel level of a vehicle in percent', {
        registration: text('Number plate'),
      }),
      tool(names.service, 'Returns the date of the next inspection of a vehicle', {
        registration: text('Number plate'),
      }),
    ];
    const use = onlyCallOf(
      await chat({
        messages: [system(`Fleet assistant of depot ${code}.`), user(wanted.question)],
        tools: order.map((index) => offered[index] as ChatCompletionTool),
      }),
    );
    assert.equal(use.name, wanted.name);
    assertSame(use.args.registration, plate);
  },
  ideal: ({ plate, wanted }) => [uses([wanted.name, { registration: plate }])],
});

const thanksAfterResult = defineCase('tools', 'thanks-after-the-work-is-done', {
  draw: (facts) => ({
    parcel: facts.code(),
    city: facts.city(),
    thanks: facts.pick([
      "Great, that's all I wanted to know. Thanks a lot!",
      'Perfect, thank you very much!',
      'Brilliant, thanks for your help!',
    ]),
  }),
  play: async ({ parcel, city, thanks }, chat) => {
    const reply = textOf(
      await chat({
        messages: [
          system('You are the assistant of a parcel service. Use the tools to help customers.'),
          user(`Where is parcel ${parcel}?`),
          ...pastCall('track_parcel', { code: parcel }, { location: city, status: 'in transit' }),
          assistant(`Your parcel ${parcel} is in transit and was last seen in ${city}.`),
          user(thanks),
        ],
        tools: [
          tool('track_parcel', 'Returns where a parcel is', { code: text() }),
          tool('redirect_parcel', 'Sends a parcel to another address', { code: text(), address: text() }),
        ],
      }),
    );
    assert.match(
      reply,
      /welcome|glad|happy|pleasure|any ?time|no problem|great|good|nice|need|help|further/i,
    );
  },
  ideal: () => [says("You're welcome! Have a nice day.")],
});

const alreadyStated = defineCase('tools', 'answer-already-given-by-the-user', {
  draw: (facts) => ({
    member: facts.code(),
    name: facts.name(),
    gym: facts.city(),
    date: facts.date(2020, 2025),
    others: facts.distinct(2, () => facts.code()),
  }),
  play: async ({ member, name, gym, date, others }, chat) => {
    const reply = textOf(
      await chat({
        messages: [
          system('You are the front desk of a chain of gyms.'),
          user(
            `Hello, I'm ${name}, membership ${member}, at the gym in ${gym} since ${date.british}. ` +
              `My locker is ${others[0]}.`,
          ),
          assistant(`Welcome, ${name}! What can I do for you?`),
          user('Before we start: which membership number did I just give you? I may have mistyped it.'),
        ],
        tools: [
          tool('freeze_membership', 'Pauses a membership for some months', {
            membership: text(),
            months: number(),
          }),
          tool('list_classes', 'Lists the fitness classes of a gym on a day', { gym: text(), day: text() }),
        ],
      }),
    );
    assertMentions(reply, member);
    assertOmits(reply, ...others);
  },
  ideal: ({ member }) => [says(`You gave me the membership number ${member}.`)],
});

const factLookup = defineCase('tools', 'question-of-fact-goes-to-the-search', {
  draw: (facts) => ({
    person: facts.name(),
    body: `${facts.inventedWord()} Fisheries Board`,
    year: facts.integer(1951, 1989),
  }),
  play: async ({ person, body, year }, chat) => {
    const use = onlyCallOf(
      await chat({
        messages: [
          system(
            `You help ${person}, a historian. Today you have no documents at hand, but you do have tools. ` +
              'Check facts before you state them.',
          ),
          user(`Who presided over the ${body} in ${year}?`),
        ],
        tools: [
          tool('save_note', 'Saves a note in the notebook of the user', { title: text(), body: text() }),
          tool('translate_text', 'Translates a text', { text: text(), target_language: text() }),
          tool('web_search', 'Searches the web and returns the best results', {
            query: text('Search terms'),
          }),
        ],
      }),
    );
    assert.equal(use.name, 'web_search');
    assertMentions(asString(use.args.query), body, year);
  },
  ideal: ({ body, year }) => [uses(['web_search', { query: `president of the ${body} in ${year}` }])],
});

const languages = [
  {
    agent: 'transfer_to_italian_desk',
    name: 'Italian',
    write: (order: string, city: string) =>
      `Buongiorno, il mio ordine ${order} doveva arrivare a ${city} la settimana scorsa. Dove si trova adesso?`,
  },
  {
    agent: 'transfer_to_german_desk',
    name: 'German',
    write: (order: string, city: string) =>
      `Guten Tag, meine Bestellung ${order} sollte letzte Woche in ${city} ankommen. Wo ist sie denn jetzt?`,
  },
  {
    agent: 'transfer_to_portuguese_desk',
    name: 'Portuguese',
    write: (order: string, city: string) =>
      `Bom dia, a minha encomenda ${order} devia ter chegado a ${city} na semana passada. Onde é que ela está agora?`,
  },
  {
    agent: 'transfer_to_dutch_desk',
    name: 'Dutch',
    write: (order: string, city: string) =>
      `Goedemorgen, mijn bestelling ${order} had vorige week in ${city} moeten aankomen. Waar is het pakket nu?`,
  },
  {
    agent: 'transfer_to_english_desk',
    name: 'English',
    write: (order: string, city: string) =>
      `Good morning, my order ${order} was supposed to arrive in ${city} last week. Where is it now?`,
  },
];

const languageDesk = defineCase('tools', 'hand-off-by-the-language-of-the-message', {
  draw: (facts) => ({ order: facts.code(), city: facts.city(), language: facts.pick(languages) }),
  play: async ({ order, city, language }, chat) => {
    const use = onlyCallOf(
      await chat({
        messages: [
          system('Triage agent: hand off to the desk which speaks the language of the request.'),
          user(language.write(order, city)),
        ],
        tools: [
          tool('transfer_to_supervisor', 'Handoff to a supervisor, only for complaints about the staff.', {}),
          ...languages.map(({ agent, name }) =>
            tool(agent, `Handoff to the ${name} desk agent to handle the request.`, {}),
          ),
        ],
      }),
    );
    assert.equal(use.name, language.agent);
  },
  ideal: ({ language }) => [uses([language.agent, {}])],
});

const topicDesk = defineCase('tools', 'hand-off-by-topic-described-only', {
  draw: (facts) => ({
    flat: facts.code(),
    amount: facts.decimal(31, 290, 2),
    tenant: facts.name(),
    topic: facts.pick(['money', 'repair', 'noise'] as const),
  }),
  play: async ({ flat, amount, tenant, topic }, chat) => {
    const message = {
      money: `my account was debited ${amount} euros twice this month`,
      repair: 'the boiler has been dripping since yesterday and the kitchen floor is wet',
      noise: 'the people upstairs play the drums until two in the morning',
    }[topic];
    const use = onlyCallOf(
      await chat({
        messages: [
          system(
            'You are the first contact of a housing association. Route each tenant to one agent right away.',
          ),
          user(`${tenant}, flat ${flat}: ${message}.`),
        ],
        tools: [
          tool('transfer_to_agent_d', 'Handles new applications for flats', {}),
          tool('transfer_to_agent_a', 'Handles disputes between neighbours and the house rules', {}),
          tool('transfer_to_agent_b', 'Handles rent, direct debits and refunds', {}),
          tool('transfer_to_agent_c', 'Handles defects in flats and sends out plumbers and electricians', {}),
        ],
      }),
    );
    assert.equal(use.name, topicAgents[topic]);
  },
  ideal: ({ topic }) => [uses([topicAgents[topic], {}])],
});
const topicAgents = {
  money: 'transfer_to_agent_b',
  repair: 'transfer_to_agent_c',
  noise: 'transfer_to_agent_a',
};

const forcedTool = defineCase('tools', 'named-tool-choice-against-the-obvious-one', {
  draw: (facts) => ({ place: facts.place(), ticket: facts.code(), hours: facts.integer(3, 19) }),
  play: async ({ place, ticket, hours }, chat) => {
    const use = onlyCallOf(
      await chat({
        messages: [
          user(
            `I land in ${place.abbreviation} in ${hours} hours with ticket ${ticket}. ` +
              'Will I need an umbrella when I get there?',
          ),
        ],
        tools: [
          tool('get_weather', 'Current weather in a city', { city: text() }),
          tool('classify_request', 'Files the request of the user under a topic', {
            topic: oneOf(['baggage', 'refund', 'weather', 'seating']),
            ticket: text('Number of the ticket'),
          }),
        ],
        tool_choice: { type: 'function', function: { name: 'classify_request' } },
      }),
    );
    assert.equal(use.name, 'classify_request');
    assert.equal(use.args.topic, 'weather');
    assertSame(use.args.ticket, ticket);
  },
  ideal: ({ ticket }) => [uses(['classify_request', { topic: 'weather', ticket }])],
});

const toolChoiceNone = defineCase('tools', 'tool-choice-none-means-words', {
  draw: (facts) => ({
    ward: facts.code(),
    nurse: facts.name(),
    date: facts.date(2026, 2029),
    time: facts.time(),
  }),
  play: async ({ ward, nurse, date, time }, chat) => {
    const reply = textOf(
      await chat({
        messages: [
          system(
            'You plan shifts in a hospital. First repeat the request in one sentence, with the ward, the nurse and ' +
              'the date, so that the planner can confirm it.',
          ),
          user(`Put ${nurse} on ward ${ward} for ${date.american}, starting at ${time.clock}.`),
        ],
        tools: [
          tool('assign_shift', 'Assigns a nurse to a shift', {
            nurse: text(),
            ward: text(),
            date: text(),
            start: text(),
          }),
        ],
        tool_choice: 'none',
      }),
    );
    assertMentions(reply, ward, nurse);
    assertMentionsAny(reply, dateForms(date));
  },
  ideal: ({ ward, nurse, date, time }) => [
    says(`You want ${nurse} on ward ${ward} on ${date.american} from ${time.clock}. Is that right?`),
  ],
});

const writeVerbs = defineCase('tools', 'write-operation-by-synonym-of-its-verb', {
  draw: (facts) => ({
    rental: facts.code(),
    date: facts.date(2026, 2029),
    wish: facts.pick(['drop', 'move', 'inspect'] as const),
  }),
  play: async ({ rental, date, wish }, chat) => {
    const message = {
      drop: `Our plans fell through, so please call off rental ${rental}.`,
      move: `Rental ${rental} should begin on ${date.british} instead, nothing else changes.`,
      inspect: `What exactly did we agree on in rental ${rental}? Let me see it.`,
    }[wish];
    const use = onlyCallOf(
      await chat({
        messages: [
          system('Van rental service. The customer has been identified; act without asking back.'),
          user(message),
        ],
        tools: [
          tool('rentals_create', 'Books a van', { start_date: text(), size: oneOf(['small', 'large']) }),
          tool('rentals_retrieve', 'Retrieves the details of a booking', { rental_id: text() }),
          tool('rentals_update', 'Changes the start date of a booking', {
            rental_id: text(),
            start_date: text('YYYY-MM-DD'),
          }),
          tool('rentals_delete', 'Cancels a booking', { rental_id: text() }),
        ],
      }),
    );
    assert.equal(use.name, rentalTools[wish]);
    assertSame(use.args.rental_id, rental);
    if (wish === 'move') assertSame(use.args.start_date, date.iso);
  },
  ideal: ({ rental, date, wish }) => [
    uses([rentalTools[wish], { rental_id: rental, ...(wish === 'move' && { start_date: date.iso }) }]),
  ],
});
const rentalTools = { drop: 'rentals_delete', move: 'rentals_update', inspect: 'rentals_retrieve' };

const prefixedServers = defineCase('tools', 'same-verb-on-several-prefixed-servers', {
  draw: (facts) => ({
    channel: facts.slug(),
    version: facts.code(),
    colleague: facts.email(),
    target: facts.pick(['slack', 'gmail', 'notion'] as const),
  }),
  play: async ({ channel, version, colleague, target }, chat) => {
    const message = {
      slack: `Tell everybody in #${channel} that release ${version} is out.`,
      gmail: `Let ${colleague} know by mail that release ${version} is out.`,
      notion: `Add a line to our ${channel} page in Notion: release ${version} is out.`,
    }[target];
    const use = onlyCallOf(
      await chat({
        messages: [system('Release assistant. Act at once and do not ask for confirmation.'), user(message)],
        tools: [
          tool('mcp__gmail__send_message', 'Send an e-mail', { to: text(), subject: text(), body: text() }),
          tool('mcp__notion__append_to_page', 'Append text to a page', {
            page: text('Title of the page'),
            text: text(),
          }),
          tool('mcp__slack__send_message', 'Send a message to a channel', { channel: text(), text: text() }),
          tool('mcp__slack__list_channels', 'List the channels of the workspace', {}),
        ],
      }),
    );
    const { name, key } = serverTools[target];
    assert.equal(use.name, name);
    const { [key]: address, ...content } = use.args;
    assertMentions(asString(address), target === 'gmail' ? colleague : channel);
    assertMentions(Object.values(content).map(asString).join('\n'), version);
  },
  ideal: ({ channel, version, colleague, target }) => {
    const news = `Release ${version} is out.`;
    const { name, key } = serverTools[target];
    return [
      uses([
        name,
        target === 'gmail'
          ? { [key]: colleague, subject: `Release ${version}`, body: news }
          : { [key]: target === 'slack' ? `#${channel}` : channel, text: news },
      ]),
    ];
  },
});
const serverTools = {
  slack: { name: 'mcp__slack__send_message', key: 'channel' },
  gmail: { name: 'mcp__gmail__send_message', key: 'to' },
  notion: { name: 'mcp__notion__append_to_page', key: 'page' },
};

const missingDetail = defineCase('tools', 'asks-for-the-number-nobody-stated', {
  draw: (facts) => ({ product: facts.product(), customer: facts.name() }),
  play: async ({ product, customer }, chat) => {
    const reply = textOf(
      await chat({
        messages: [
          system(
            'You handle warranty claims. open_claim needs the serial number. If the customer has not stated it, ' +
              'do not call any tool; ask for the serial number instead. Never make one up.',
          ),
          user(
            `Hi, ${customer} speaking. My ${product} stopped working after a week. I want to make a claim.`,
          ),
        ],
        tools: [
          tool('open_claim', 'Opens a warranty claim', {
            serial_number: text(),
            customer: text(),
            defect: text(),
          }),
        ],
      }),
    );
    assert.match(reply, /serial/i);
  },
  ideal: ({ product }) => [says(`I'm sorry to hear that. What is the serial number of your ${product}?`)],
});

const queryEngines = defineCase('tools', 'query-engine-of-the-named-company', {
  draw: (facts) => {
    const companies = facts.distinct(3, () => facts.company());
    return { companies, asked: facts.pick([0, 1, 2]), year: facts.integer(2015, 2024) };
  },
  play: async ({ companies, asked, year }, chat) => {
    const company = companies[asked] as string;
    const use = onlyCallOf(
      await chat({
        messages: [
          system(
            'You are an agent designed to answer queries over a set of annual reports. ' +
              'Always use the tools provided; do not rely on prior knowledge.',
          ),
          user(`What risks did ${company} see in its supply chain in ${year}?`),
        ],
        tools: companies.map((entry, index) =>
          tool(`query_engine_${index + 1}`, `Provides information about the annual reports of ${entry}`, {
            input: text('A detailed plain text question'),
          }),
        ),
      }),
    );
    assert.equal(use.name, `query_engine_${asked + 1}`);
    const question = asString(use.args.input);
    assert.match(question, /risk|supply/i);
    assertOmits(question, ...companies.filter((entry) => entry !== company));
  },
  ideal: ({ companies, asked, year }) => [
    uses([
      `query_engine_${asked + 1}`,
      { input: `What risks did ${companies[asked]} see in its supply chain in ${year}?` },
    ]),
  ],
});

const summaryOrPassage = defineCase('tools', 'whole-document-or-single-passage', {
  draw: (facts) => ({
    treaty: facts.city(),
    clause: facts.integer(11, 97),
    broad: facts.pick([true, false]),
  }),
  play: async ({ treaty, clause, broad }, chat) => {
    const use = onlyCallOf(
      await chat({
        messages: [
          user(
            broad
              ? `Give me the gist of the whole charter of ${treaty} in a few lines.`
              : `Which deadline does clause ${clause} of the charter of ${treaty} set?`,
          ),
        ],
        tools: [
          tool('vector_tool', `Useful for retrieving specific facts from the charter of ${treaty}`, {
            query: text(),
          }),
          tool('summary_tool', `Useful for summarization questions about the charter of ${treaty}`, {
            query: text(),
          }),
        ],
        tool_choice: 'required',
      }),
    );
    assert.equal(use.name, broad ? 'summary_tool' : 'vector_tool');
    assertMentions(asString(use.args.query), ...(broad ? [] : [clause]));
  },
  ideal: ({ treaty, clause, broad }) => [
    broad
      ? uses(['summary_tool', { query: `Summarise the charter of ${treaty}` }])
      : uses(['vector_tool', { query: `Deadline in clause ${clause}` }]),
  ],
});

const memory = defineCase('tools', 'memory-is-written-or-read', {
  draw: (facts) => ({ food: facts.slug(), store: facts.pick([true, false]) }),
  play: async ({ food, store }, chat) => {
    const use = onlyCallOf(
      await chat({
        messages: [
          system(
            'You are a travel companion with a long-term memory. Store lasting preferences of the user, ' +
              'and look them up when a question depends on them. The memory is the only thing you know about the user.',
          ),
          user(
            store
              ? `For all future trips: I can't stand ${food} on a plane.`
              : `Which kind of meal with ${food} do I usually ask for on a plane?`,
          ),
        ],
        tools: [
          tool('search_memories', 'Searches the stored memories about the user', { query: text() }),
          tool('delete_memories', 'Deletes every stored memory about the user', {}),
          tool('add_memory', 'Stores a memory about the user', { memory: text('What to remember') }),
        ],
      }),
    );
    assert.equal(use.name, store ? 'add_memory' : 'search_memories');
    assertMentions(asString(store ? use.args.memory : use.args.query), food);
  },
  ideal: ({ food, store }) => [
    store
      ? uses(['add_memory', { memory: `Dislikes ${food} on planes` }])
      : uses(['search_memories', { query: `meal with ${food} on a plane` }]),
  ],
});

const excludedByDescription = defineCase('tools', 'tool-which-excludes-the-request-itself', {
  draw: (facts) => ({
    mill: facts.company(),
    batch: facts.code(),
    past: facts.pick([true, false]),
    days: facts.integer(3, 9),
  }),
  play: async ({ mill, batch, past, days }, chat) => {
    const use = onlyCallOf(
      await chat({
        messages: [
          system(`Energy desk of ${mill}.`),
          user(
            past
              ? `How much power did line ${batch} draw over the last ${days} days?`
              : `How much power will line ${batch} draw over the next ${days} days?`,
          ),
        ],
        tools: [
          tool(
            'line_power',
            'Power of a production line as measured. Only for the past; do not use it for the future.',
            { line: text(), days: number() },
          ),
          tool(
            'line_power_outlook',
            'Power of a production line as predicted. Do not use it for measured values.',
            { line: text(), days: number() },
          ),
        ],
      }),
    );
    assert.equal(use.name, past ? 'line_power' : 'line_power_outlook');
    assertSame(use.args.line, batch);
    assert.equal(Number(use.args.days), days);
  },
  ideal: ({ batch, past, days }) => [
    uses([past ? 'line_power' : 'line_power_outlook', { line: batch, days }]),
  ],
});

export const toolChoiceCases: readonly ReadingCase[] = [
  crypticNames,
  thanksAfterResult,
  alreadyStated,
  factLookup,
  languageDesk,
  topicDesk,
  forcedTool,
  toolChoiceNone,
  writeVerbs,
  prefixedServers,
  missingDetail,
  queryEngines,
  summaryOrPassage,
  memory,
  excludedByDescription,
];
