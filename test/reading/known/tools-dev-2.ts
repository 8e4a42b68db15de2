import assert from 'node:assert/strict';
import { assertMentions, assertMentionsAny, assertOmits, assertSame, timeForms } from '../assertions.ts';
import { defineCase, type ReadingCase } from '../case.ts';
import {
  assistant,
  given,
  namesOf,
  only,
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

/** Hand-offs whose names say a language: the language of the message decides, not a word in it. */
const triageByLanguage = defineCase('tools', 'choice-hand-off-by-language-of-the-message', {
  draw: (f) => ({
    language: f.pick(['spanish', 'french', 'german'] as const),
    parcel: f.code(),
    city: f.city(),
  }),
  play: async (s, chat) => {
    const messages = {
      spanish: `Hola, ¿me puede decir dónde está mi paquete ${s.parcel}? Debía llegar ayer a ${s.city}.`,
      french: `Bonjour, pouvez-vous me dire où se trouve mon colis ${s.parcel} ? Il devait arriver hier à ${s.city}.`,
      german: `Guten Tag, können Sie mir sagen, wo mein Paket ${s.parcel} ist? Es sollte gestern in ${s.city} ankommen.`,
    };
    const call = onlyCallOf(
      await chat({
        messages: [
          system('Handoff to the appropriate agent based on the language of the request.'),
          user(messages[s.language]),
        ],
        tools: ['English', 'Spanish', 'French', 'German'].map((language) =>
          tool(
            `transfer_to_${language.toLowerCase()}_agent`,
            `Handoff to the ${language} agent to handle the request. You only speak ${language}.`,
            {},
          ),
        ),
      }),
    );
    assert.equal(call.name, `transfer_to_${s.language}_agent`);
  },
  ideal: (s) => [uses([`transfer_to_${s.language}_agent`, {}])],
});

/** A result from earlier in the conversation holds the answer, so that no call is needed. */
const alreadyKnown = defineCase('tools', 'choice-earlier-result-answers-without-a-call', {
  draw: (f) => ({
    train: f.code(),
    departure: f.time(),
    arrival: f.time(),
    platform: f.integer(60, 99),
    cities: f.distinct(2, () => f.city()),
  }),
  play: async (s, chat) => {
    const [origin, destination] = s.cities;
    const reply = textOf(
      await chat({
        messages: [
          user(`When does the next train from ${origin} to ${destination} leave?`),
          ...pastCall(
            'next_train',
            { origin, destination },
            {
              train: s.train,
              departure: s.departure.clock,
              arrival: s.arrival.clock,
              platform: s.platform,
            },
          ),
          assistant(`The next train is ${s.train}; it leaves at ${s.departure.clock}.`),
          user('Thanks. From which platform does it leave?'),
        ],
        tools: [
          tool('next_train', 'Finds the next train between two stations.', {
            origin: text(),
            destination: text(),
          }),
        ],
      }),
    );
    assertMentions(reply, s.platform);
    assertOmits(reply, s.arrival.clock);
  },
  ideal: (s) => [says(`It leaves from platform ${s.platform}.`)],
});

/** Two servers offer the same verbs; the user names the place where the item belongs. */
const prefixedServers = defineCase('tools', 'choice-same-verb-on-two-servers', {
  draw: (f) => ({
    tracker: f.pick(['jira', 'github'] as const),
    title: `${f.inventedWord()} export drops the last row`,
    owner: f.slug(),
    repo: f.slug(),
    project: f.inventedWord().slice(0, 4).toUpperCase(),
  }),
  play: async (s, chat) => {
    const request =
      s.tracker === 'jira'
        ? `Please file a Jira ticket in the project ${s.project} with the title "${s.title}".`
        : `Please open a GitHub issue in ${s.owner}/${s.repo} with the title "${s.title}".`;
    const call = onlyCallOf(
      await chat({
        messages: [system('You are an engineering assistant.'), user(request)],
        tools: [
          tool('github__search_issues', 'Search issues in a GitHub repository.', { query: text() }),
          tool('jira__search_issues', 'Search Jira issues with JQL.', { jql: text() }),
          tool(
            'github__create_issue',
            'Create a new issue in a GitHub repository.',
            { owner: text(), repo: text(), title: text(), body: text() },
            ['owner', 'repo', 'title'],
          ),
          tool(
            'jira__create_issue',
            'Create a Jira issue.',
            { project_key: text(), summary: text(), description: text() },
            ['project_key', 'summary'],
          ),
        ],
      }),
    );
    assert.equal(call.name, `${s.tracker}__create_issue`);
    if (s.tracker === 'jira') {
      assertSame(call.args.project_key, s.project);
      assertSame(call.args.summary, s.title);
    } else {
      assert.equal(call.args.owner, s.owner);
      assert.equal(call.args.repo, s.repo);
      assertSame(call.args.title, s.title);
    }
  },
  ideal: (s) => [
    s.tracker === 'jira'
      ? uses(['jira__create_issue', { project_key: s.project, summary: s.title }])
      : uses(['github__create_issue', { owner: s.owner, repo: s.repo, title: s.title }]),
  ],
});

/** A coding agent is asked what a file says: it reads, and neither writes nor runs anything. */
const readsTheFile = defineCase('tools', 'choice-read-rather-than-write-file', {
  draw: (f) => ({ folder: f.slug(), file: `${f.slug()}.py`, constant: f.slug().toUpperCase() }),
  play: async (s, chat) => {
    const path = `src/${s.folder}/${s.file}`;
    const call = onlyCallOf(
      await chat({
        messages: [
          system(
            'You are a coding agent working in a checked-out repository. Use your tools to look at code; do not guess.',
          ),
          user(`What value does ${s.constant} have in ${path}?`),
        ],
        tools: [
          tool('write_file', 'Write a file, replacing its content.', { path: text(), content: text() }),
          tool('execute_command', 'Run a command in the shell.', { command: text() }),
          tool('read_file', 'Read the content of a file.', { path: text('Path relative to the repository') }),
          tool('delete_file', 'Delete a file.', { path: text() }),
        ],
      }),
    );
    assert.equal(call.name, 'read_file');
    assert.equal(call.args.path, path);
  },
  ideal: (s) => [uses(['read_file', { path: `src/${s.folder}/${s.file}` }])],
});

/** The tool needs a number that nobody stated, and the assistant is told to ask rather than to invent it. */
const asksForMissing = defineCase('tools', 'choice-asks-back-for-a-missing-argument', {
  draw: (f) => ({ company: f.company(), product: f.product() }),
  play: async (s, chat) => {
    const reply = textOf(
      await chat({
        messages: [
          system(
            `You are the service assistant of ${s.company}. Never make up values for the parameters of a tool. If the user has not stated a required one, ask for it first.`,
          ),
          user(`I'd like to know where my ${s.product} is. I ordered it last week.`),
        ],
        tools: [
          tool('track_order', 'Returns the position of a parcel.', {
            order_number: text('The eight-digit order number from the confirmation mail'),
          }),
        ],
      }),
    );
    assert.match(reply, /order (?:number|no|id|reference)|confirmation/i);
    assert.match(reply, /\?|please|could you|need/i);
  },
  ideal: (s) => [says(`Could you please tell me the order number of your ${s.product}?`)],
});

/** The first source has nothing; the system message says where to look then. */
const secondSource = defineCase('tools', 'loop-second-source-when-the-first-is-empty', {
  draw: (f) => ({
    festival: f.inventedWord(),
    city: f.city(),
    visitors: f.integer(2000, 9000),
    stages: f.integer(11, 30),
  }),
  play: async (s, chat) => {
    const loop = await runLoop(chat, {
      messages: [
        system(
          'You answer questions about culture. Look in the internal archive first. If the archive has nothing on it, search the web.',
        ),
        user(`How many people came to the ${s.festival} Festival in ${s.city} last year?`),
      ],
      tools: [
        tool('search_web', 'Searches the web.', { query: text() }),
        tool('search_archive', 'Searches the internal archive of articles.', { query: text() }),
      ],
      limit: 3,
      run: ({ name, args }) => {
        assertMentions(String(args.query), s.festival);
        return name === 'search_archive'
          ? { results: [] }
          : {
              results: [
                {
                  title: `${s.festival} Festival`,
                  snippet: `Last year the festival in ${s.city} had ${s.stages} stages and drew ${s.visitors} people.`,
                },
              ],
            };
      },
    });
    assert.deepEqual(namesOf(loop.uses), ['search_archive', 'search_web']);
    assertMentions(loop.answer, s.visitors);
  },
  ideal: (s) => [
    uses(['search_archive', { query: `${s.festival} Festival visitors` }]),
    uses(['search_web', { query: `${s.festival} Festival ${s.city} visitors last year` }]),
    says(`${s.visitors} people came to the ${s.festival} Festival last year.`),
  ],
});

/** The error of the first call says which value would have been right. */
const errorNamesTheValue = defineCase('tools', 'loop-retry-with-the-value-named-by-the-error', {
  draw: (f) => {
    const city = f.city();
    return {
      city,
      station: `${city} ${f.pick(['Harbour', 'North', 'Central'])}`,
      minutes: f.integer(21, 59),
      line: f.integer(100, 400),
    };
  },
  play: async (s, chat) => {
    const loop = await runLoop(chat, {
      messages: [user(`How many minutes until the next tram leaves from ${s.city}?`)],
      tools: [
        tool('next_departure', 'Returns the next departure from a tram stop.', {
          stop: text('Name of the stop'),
        }),
      ],
      limit: 3,
      run: ({ args }) =>
        args.stop === s.station
          ? { stop: s.station, line: s.line, minutes: s.minutes }
          : { error: `There is no stop called "${String(args.stop)}". Did you mean "${s.station}"?` },
    });
    assert.equal(loop.uses.length, 2);
    assertSame(loop.uses[0]?.args.stop, s.city);
    assert.equal(loop.uses[1]?.args.stop, s.station);
    assertMentions(loop.answer, s.minutes);
  },
  ideal: (s) => [
    uses(['next_departure', { stop: s.city }]),
    uses(['next_departure', { stop: s.station }]),
    says(`The next tram leaves ${s.station} in ${s.minutes} minutes.`),
  ],
});

/** The path to read comes out of a listing; the other files are none of the question's business. */
const pathFromListing = defineCase('tools', 'loop-path-comes-from-a-listing', {
  draw: (f) => ({
    folder: f.slug(),
    stage: f.pick(['production', 'staging'] as const),
    replicas: f.integer(3, 40),
    memory: f.integer(256, 999),
    extra: f.slug(),
  }),
  play: async (s, chat) => {
    const files = ['development', 'production', 'staging', s.extra].map((name) => `${s.folder}/${name}.yaml`);
    const loop = await runLoop(chat, {
      messages: [
        system('You are a deployment assistant with access to the file system.'),
        user(
          `Look into the folder ${s.folder} and tell me how many replicas the ${s.stage} configuration asks for.`,
        ),
      ],
      tools: [
        tool('read_file', 'Returns the content of a file.', { path: text() }),
        tool('list_directory', 'Lists the files of a directory.', { path: text() }),
      ],
      limit: 3,
      run: ({ name, args }) => {
        if (name === 'list_directory') return files.join('\n');
        assert.equal(args.path, `${s.folder}/${s.stage}.yaml`);
        return `service: ${s.extra}\nreplicas: ${s.replicas}\nresources:\n  memory: ${s.memory}Mi\n`;
      },
    });
    assert.deepEqual(namesOf(loop.uses), ['list_directory', 'read_file']);
    assertMentions(loop.answer, s.replicas);
    assertOmits(loop.answer, s.memory);
  },
  ideal: (s) => [
    uses(['list_directory', { path: s.folder }]),
    uses(['read_file', { path: `${s.folder}/${s.stage}.yaml` }]),
    says(`The ${s.stage} configuration asks for ${s.replicas} replicas.`),
  ],
});

/** The tools of a SQL agent: tables, then the schema of the right one, then a query. */
const sqlAgent = defineCase('tools', 'loop-sql-tables-schema-query', {
  draw: (f) => ({ city: f.city(), count: f.integer(100, 900), database: f.slug() }),
  play: async (s, chat) => {
    const loop = await runLoop(chat, {
      messages: [
        system(
          'You are an agent designed to interact with a SQL database. Given an input question, create a syntactically correct sqlite query to run, then look at the results of the query and return the answer.\n\nTo start you should ALWAYS look at the tables in the database to see what you can query. Do NOT skip this step. Then you should query the schema of the most relevant tables.',
        ),
        user(`How many shipments have the origin ${s.city}?`),
      ],
      tools: [
        tool(
          'sql_db_query',
          'Input to this tool is a detailed and correct SQL query, output is a result from the database.',
          {
            query: text('A detailed and correct SQL query.'),
          },
        ),
        tool(
          'sql_db_schema',
          'Input to this tool is a comma-separated list of tables, output is the schema and sample rows for those tables.',
          {
            table_names: text("A comma-separated list of the table names. Example input: 'table1, table2'"),
          },
        ),
        tool('sql_db_list_tables', 'Returns a comma-separated list of tables in the database.', {}),
      ],
      limit: 4,
      run: ({ name, args }) => {
        if (name === 'sql_db_list_tables') return `depots, drivers, shipments, ${s.database}_log`;
        if (name === 'sql_db_schema') {
          assertMentions(String(args.table_names), 'shipments');
          return 'CREATE TABLE shipments (\n\tid INTEGER NOT NULL,\n\torigin TEXT,\n\tdestination TEXT,\n\tdriver_id INTEGER\n)';
        }
        const query = String(args.query);
        assert.match(query, /^\s*select\b[\s\S]*\bfrom\s+["`[]?shipments\b/i);
        assertMentions(query, s.city);
        return `[(${s.count},)]`;
      },
    });
    assert.deepEqual(namesOf(loop.uses), ['sql_db_list_tables', 'sql_db_schema', 'sql_db_query']);
    assertMentions(loop.answer, s.count);
  },
  ideal: (s) => [
    uses(['sql_db_list_tables', {}]),
    uses(['sql_db_schema', { table_names: 'shipments' }]),
    uses(['sql_db_query', { query: `SELECT COUNT(*) FROM shipments WHERE origin = '${s.city}'` }]),
    says(`There are ${s.count} shipments from ${s.city}.`),
  ],
});

/** The cheapest of several results is booked, by its id and for the named passenger. */
const cheapestFlight = defineCase('tools', 'loop-cheapest-result-is-booked', {
  draw: (f) => {
    const flights = f.distinct(4, () => ({
      flight_id: f.code(),
      price: f.integer(90, 700),
      departs: f.time(),
    }));
    const cheapest = flights.reduce((best, flight) => (flight.price < best.price ? flight : best));
    return {
      flights,
      cheapest,
      passenger: f.name(),
      cities: f.distinct(2, () => f.city()),
      date: f.date(2027, 2029),
    };
  },
  play: async (s, chat) => {
    const [origin, destination] = s.cities;
    const loop = await runLoop(chat, {
      messages: [
        system('You are a travel agent. Book without asking for confirmation.'),
        user(
          `Find flights from ${origin} to ${destination} on ${s.date.american} and book the cheapest one for ${s.passenger}. What does it cost and when does it leave?`,
        ),
      ],
      tools: [
        tool('book_flight', 'Books a seat on a flight.', { flight_id: text(), passenger: text('Full name') }),
        tool('search_flights', 'Searches flights.', {
          origin: text(),
          destination: text(),
          date: text('YYYY-MM-DD'),
        }),
        tool('search_hotels', 'Searches hotels.', { city: text() }),
      ],
      limit: 3,
      run: ({ name, args }) => {
        if (name === 'search_flights') {
          assert.deepEqual([args.origin, args.destination, args.date], [origin, destination, s.date.iso]);
          return { flights: s.flights.map((flight) => ({ ...flight, departs: flight.departs.clock })) };
        }
        return { status: 'confirmed', ...args };
      },
    });
    assert.deepEqual(namesOf(loop.uses), ['search_flights', 'book_flight']);
    const booking = only(loop.uses.slice(1));
    assert.deepEqual(given(booking.args), { flight_id: s.cheapest.flight_id, passenger: s.passenger });
    assertMentions(loop.answer, s.cheapest.price);
    assertMentionsAny(loop.answer, timeForms(s.cheapest.departs));
    assertOmits(
      loop.answer,
      ...s.flights.filter((flight) => flight !== s.cheapest).map(({ flight_id }) => flight_id),
    );
  },
  ideal: (s) => [
    uses(['search_flights', { origin: s.cities[0], destination: s.cities[1], date: s.date.iso }]),
    uses(['book_flight', { flight_id: s.cheapest.flight_id, passenger: s.passenger }]),
    says(
      `I booked flight ${s.cheapest.flight_id} for ${s.passenger}: it costs ${s.cheapest.price} and leaves at ${s.cheapest.departs.clock}.`,
    ),
  ],
});

export const toolsDev2: readonly ReadingCase[] = [
  triageByLanguage,
  alreadyKnown,
  prefixedServers,
  readsTheFile,
  asksForMissing,
  secondSource,
  errorNamesTheValue,
  pathFromListing,
  sqlAgent,
  cheapestFlight,
];
