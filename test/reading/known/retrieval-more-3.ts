import assert from 'node:assert/strict';
import {
  assertMentions,
  assertMentionsAny,
  assertOmits,
  assertShort,
  chooseOne,
  dateForms,
} from '../assertions.ts';
import { defineCase, type ReadingCase } from '../case.ts';
import { ask, assistant, pastCall, says, system, text, textOf, tool, user } from '../conversation.ts';

export const retrievalMore3: readonly ReadingCase[] = [
  defineCase('retrieval', 'question-and-answer-pairs-matched-by-a-paraphrase', {
    draw: (facts) => {
      const entries = facts
        .shuffle([
          {
            q: 'How do I change my password?',
            a: `Open Settings and press ${facts.inventedWord()}.`,
            asked: 'I want a new password, what should I do?',
          },
          {
            q: 'Which browsers are supported?',
            a: `Any browser based on ${facts.inventedWord()}.`,
            asked: 'Will your site work in my browser?',
          },
          {
            q: 'How can I close my account?',
            a: `Write to the ${facts.inventedWord()} team.`,
            asked: 'Please tell me how to get my account closed.',
          },
          {
            q: 'Where are my files stored?',
            a: `In a data centre in ${facts.city()}.`,
            asked: 'In what location do you keep my files?',
          },
        ])
        .map((entry) => ({
          ...entry,
          key:
            entry.a
              .split(' ')
              .find((word) => /^[A-Z]\w{5,}/.test(word) && word !== 'Settings')
              ?.replace('.', '') ?? '',
        }));
      return { entries, ...chooseOne(facts, entries) };
    },
    play: async ({ entries, target, others }, chat) => {
      const reply = await ask(
        chat,
        system(
          `Answer with the help of this FAQ.\n\n${entries.map(({ q, a }) => `Q: ${q}\nA: ${a}`).join('\n\n')}`,
        ),
        user(target.asked),
      );
      assertMentions(reply, target.key);
      assertOmits(reply, ...others.map(({ key }) => key));
      assert.doesNotMatch(reply, /^Q:/m);
    },
    ideal: ({ target }) => [says(target.a)],
  }),

  defineCase('retrieval', 'mail-thread-in-which-the-date-was-moved', {
    draw: (facts) => ({
      customer: facts.name(),
      seller: facts.name(),
      goods: facts.product(),
      first: facts.date(2026, 2027),
      second: facts.date(2028, 2029),
    }),
    play: async ({ customer, seller, goods, first, second }, chat) => {
      const reply = await ask(
        chat,
        system('Answer questions about the e-mail thread. One sentence.'),
        user(
          `From: ${customer}\nTo: ${seller}\nSubject: Re: Re: ${goods}\n\nUnderstood, the new date works for us.\n\n> From: ${seller}\n> To: ${customer}\n>\n> Our supplier is late, so we have to postpone the delivery of the ${goods} to ${second.british}.\n\n>> From: ${seller}\n>> To: ${customer}\n>>\n>> Thank you for your order. The ${goods} will be delivered on ${first.british}.\n\n---\nTo which date has the delivery been postponed?`,
        ),
      );
      assertMentionsAny(reply, dateForms(second));
      assertOmits(reply, '>>');
      assertShort(reply, 300);
    },
    ideal: ({ second }) => [says(`The delivery was postponed to ${second.british}.`)],
  }),

  defineCase('retrieval', 'refinement-keeps-the-answer-when-the-new-context-is-no-help', {
    draw: (facts) => ({
      volcano: facts.inventedWord(),
      year: facts.integer(1710, 1890),
      village: facts.city(),
      farmer: facts.name(),
      sheep: facts.integer(210, 990),
    }),
    play: async ({ volcano, year, village, farmer, sheep }, chat) => {
      const reply = await ask(
        chat,
        user(
          `The original query is as follows: When did ${volcano} last erupt?\nWe have provided an existing answer: ${volcano} last erupted in ${year}.\nWe have the opportunity to refine the existing answer (only if needed) with some more context below.\n------------\nThe village of ${village} lives on wool. ${farmer} alone keeps ${sheep} sheep.\n------------\nGiven the new context, refine the original answer to better answer the query. If the context isn't useful, return the original answer.\nRefined Answer: `,
        ),
      );
      assertMentions(reply, volcano, year);
      assertOmits(reply, farmer, sheep);
    },
    ideal: ({ volcano, year }) => [says(`${volcano} last erupted in ${year}.`)],
  }),

  defineCase('retrieval', 'final-answer-with-a-sources-line', {
    draw: (facts) => {
      const laws = [1, 2, 3].map(() => ({
        act: facts.inventedWord(),
        fine: facts.integer(310, 990),
        source: facts.slug(),
      }));
      return { laws, ...chooseOne(facts, laws) };
    },
    play: async ({ laws, target, others }, chat) => {
      const reply = await ask(
        chat,
        user(
          `Given the following extracted parts of a long document and a question, create a final answer with references ("SOURCES"). \nIf you don't know the answer, just say that you don't know. Don't try to make up an answer.\nALWAYS return a "SOURCES" part in your answer.\n\nQUESTION: What is the fine under the ${target.act} Act?\n=========\n${laws.map(({ act, fine, source }) => `Content: Whoever breaks the ${act} Act pays a fine of ${fine} euros.\nSource: ${source}`).join('\n')}\n=========\nFINAL ANSWER:`,
        ),
      );
      assertMentions(reply, target.fine, target.source);
      assert.match(reply, /SOURCES/i);
      assertOmits(reply, ...others.flatMap(({ fine, source }) => [fine, source]));
    },
    ideal: ({ target }) => [says(`The fine is ${target.fine} euros.\nSOURCES: ${target.source}`)],
  }),

  defineCase('retrieval', 'sql-query-and-rows-turned-into-an-answer', {
    draw: (facts) => ({ genre: facts.inventedWord(), artist: facts.name(), sold: facts.integer(2100, 9900) }),
    play: async ({ genre, artist, sold }, chat) => {
      const reply = await ask(
        chat,
        user(
          `Given the following user question, corresponding SQL query, and SQL result, answer the user question.\n\nQuestion: Which ${genre} artist sold the most records?\nSQL Query: SELECT artist, SUM(quantity) AS sold FROM sales WHERE genre = '${genre}' GROUP BY artist ORDER BY sold DESC LIMIT 1\nSQL Result: [('${artist}', ${sold})]\nAnswer: `,
        ),
      );
      assertMentions(reply, artist);
      assert.doesNotMatch(reply, /SELECT|GROUP BY|\[\(/);
    },
    ideal: ({ genre, artist, sold }) => [says(`${artist} sold the most ${genre} records, ${sold} in all.`)],
  }),

  defineCase('retrieval', 'remembered-facts-about-the-user-in-the-system-message', {
    draw: (facts) => ({
      user_: facts.givenName(),
      allergy: facts.pick(['peanuts', 'shellfish', 'sesame', 'lupin']),
      sister: facts.name(),
      car: facts.inventedWord(),
      gym: facts.city(),
    }),
    play: async ({ user_, allergy, sister, car, gym }, chat) => {
      const reply = await ask(
        chat,
        system(
          `You are a helpful AI. Answer the question based on query and memories.\nUser Memories:\n- Is called ${user_}\n- Drives a ${car}\n- Is allergic to ${allergy}\n- Trains at a gym in ${gym}\n- Has a sister named ${sister}`,
        ),
        user("I'm filling in a form for a cooking class. What allergy should I write down?"),
      );
      assertMentions(reply, allergy);
      assertOmits(reply, sister, car, gym);
    },
    ideal: ({ allergy }) => [says(`You are allergic to ${allergy}, so write that.`)],
  }),

  defineCase('retrieval', 'default-of-one-parameter-in-reference-docs', {
    draw: (facts) => {
      const parameters = [1, 2, 3, 4].map(() => ({
        name: `${facts.slug()}_ms`,
        value: facts.integer(110, 9900),
      }));
      return { fn: `open_${facts.slug()}`, parameters, ...chooseOne(facts, parameters) };
    },
    play: async ({ fn, parameters, target, others }, chat) => {
      const reply = await ask(
        chat,
        system(
          `You answer questions about our SDK.\n\n### \`${fn}(url, **options)\`\n\nOpens a connection.\n\n| Option | Type | Default |\n| --- | --- | --- |\n${parameters.map(({ name, value }) => `| \`${name}\` | int | \`${value}\` |`).join('\n')}`,
        ),
        user(`what's the default for ${target.name} if i don't pass it to ${fn}?`),
      );
      assertMentions(reply, target.value);
      assertOmits(reply, ...others.map(({ value }) => value));
    },
    ideal: ({ target }) => [says(`\`${target.name}\` defaults to \`${target.value}\`.`)],
  }),

  defineCase('retrieval', 'heaviest-of-several-listed-tents', {
    draw: (facts) => {
      const base = facts.integer(2, 4);
      const tents = facts.shuffle([1, 2, 3]).map((rank) => ({
        tent: facts.inventedWord(),
        grams: base * 100 + rank * 1000 + facts.integer(11, 89),
      }));
      const target = tents.reduce((a, b) => (a.grams > b.grams ? a : b));
      return { tents, target };
    },
    play: async ({ tents, target }, chat) => {
      const reply = await ask(
        chat,
        user(
          `Product sheet\n${tents.map(({ tent, grams }) => `* ${tent} tent, weight ${grams} g`).join('\n')}\n\nWhich tent is the heaviest? Just give me its name.`,
        ),
      );
      assertMentions(reply, target.tent);
      assertOmits(reply, ...tents.filter((tent) => tent !== target).map(({ tent }) => tent));
    },
    ideal: ({ target }) => [says(target.tent)],
  }),

  defineCase('retrieval', 'german-notice-and-german-question', {
    draw: (facts) => {
      const lines = [1, 2, 3].map(() => ({
        town: facts.city(),
        track: facts.integer(12, 39),
        time: facts.time(),
      }));
      return { lines, ...chooseOne(facts, lines) };
    },
    play: async ({ lines, target, others }, chat) => {
      const reply = await ask(
        chat,
        system(
          `Beantworte die Frage des Nutzers nur mit Hilfe des folgenden Kontexts.\n\nKontext:\n${lines.map(({ town, track, time }) => `Der Zug nach ${town} fährt um ${time.clock} Uhr von Gleis ${track} ab.`).join('\n')}`,
        ),
        user(`Von welchem Gleis fährt der Zug nach ${target.town}?`),
      );
      assertMentions(reply, target.track);
      assertOmits(reply, ...others.flatMap(({ town, time }) => [town, time.clock]));
    },
    ideal: ({ target }) => [says(`Der Zug nach ${target.town} fährt von Gleis ${target.track} ab.`)],
  }),

  defineCase('retrieval', 'figure-of-one-fiscal-year-among-several', {
    draw: (facts) => {
      const first = facts.integer(2012, 2019);
      const years = [0, 1, 2, 3].map((step) => ({ year: first + step, revenue: facts.decimal(12, 88, 1) }));
      return { company: facts.company(), years, ...chooseOne(facts, years) };
    },
    play: async ({ company, years, target, others }, chat) => {
      const chunks = years.map(
        ({ year, revenue }) =>
          `[chunk ${year - 2000}] In fiscal ${year}, ${company} booked revenue of ${revenue} million dollars.`,
      );
      const reply = await ask(
        chat,
        user(
          `Use the retrieved chunks to answer.\n\n<<<RETRIEVED>>>\n${chunks.join('\n---\n')}\n<<<END>>>\n\nHow high was the revenue of ${company} in ${target.year}?`,
        ),
      );
      assertMentions(reply, target.revenue);
      assertOmits(reply, ...others.map(({ revenue }) => revenue), '<<<RETRIEVED>>>');
    },
    ideal: ({ company, target }) => [
      says(`${company} had revenue of $${target.revenue} million in ${target.year}.`),
    ],
  }),

  defineCase('retrieval', 'crew-task-with-the-context-of-the-previous-agent', {
    draw: (facts) => {
      const rivals = [1, 2, 3].map(() => ({ company: facts.company(), product: facts.inventedWord() }));
      return { rivals, ...chooseOne(facts, rivals) };
    },
    play: async ({ rivals, target, others }, chat) => {
      const reply = await ask(
        chat,
        system(
          'You are Market Analyst. You know every competitor.\nYour personal goal is: Give precise answers from research\nTo give my best complete final answer to the task respond using the exact following format:\n\nThought: I now can give a great answer\nFinal Answer: Your final answer must be the great and the most complete as possible, it must be outcome described.\n\nI MUST use these formats, my job depends on it!',
        ),
        user(
          `\nCurrent Task: State which company launched ${target.product}.\n\nThis is the expected criteria for your final answer: The name of the company\nyou MUST return the actual complete content as the final answer, not a summary.\n\nThis is the context you're working with:\n${rivals.map(({ company, product }) => `${company} launched ${product} this quarter.`).join('\n')}\n\nBegin! This is VERY important to you, use the tools available and give your best Final Answer, your job depends on it!\n\nThought:`,
        ),
      );
      const answer = /Final Answer:\s*([\s\S]+)$/.exec(reply)?.[1];
      assert.ok(answer, `expected a final answer, got ${JSON.stringify(reply)}`);
      assertMentions(answer, target.company);
      assertOmits(answer, ...others.map(({ company }) => company), 'must be the great');
    },
    ideal: ({ target }) => [says(`I now can give a great answer\nFinal Answer: ${target.company}`)],
  }),

  defineCase('retrieval', 'web-search-results-with-links-from-a-tool', {
    draw: (facts) => {
      const hits = [1, 2, 3].map(() => ({
        title: facts.inventedWord(),
        url: `https://${facts.slug()}.example/${facts.slug()}`,
        metres: facts.integer(1100, 4900),
      }));
      return { hits, ...chooseOne(facts, hits) };
    },
    play: async ({ hits, target, others }, chat) => {
      const completion = await chat({
        messages: [
          system('Answer with web search. Name the URL of the page you relied on.'),
          user(`How high is Mount ${target.title}?`),
          ...pastCall(
            'web_search',
            { query: `Mount ${target.title} height` },
            {
              results: hits.map(({ title, url, metres }) => ({
                title: `Mount ${title}`,
                url,
                content: `Mount ${title} rises to ${metres} metres above the sea.`,
              })),
            },
          ),
        ],
        tools: [tool('web_search', 'Searches the web.', { query: text() })],
      });
      const reply = textOf(completion);
      assertMentions(reply, target.metres);
      assert.ok(reply.includes(target.url), `expected the address ${target.url} in ${JSON.stringify(reply)}`);
      assertOmits(reply, ...others.map(({ metres }) => metres));
      for (const { url } of others) assert.ok(!reply.includes(url));
    },
    ideal: ({ target }) => [says(`Mount ${target.title} is ${target.metres} metres high (${target.url}).`)],
  }),

  defineCase('retrieval', 'material-and-question-as-separate-content-parts', {
    draw: (facts) => {
      const beans = [1, 2, 3].map(() => ({
        coffee: facts.inventedWord(),
        grower: facts.name(),
        altitude: facts.integer(900, 2100),
      }));
      return { beans, ...chooseOne(facts, beans) };
    },
    play: async ({ beans, target, others }, chat) => {
      const completion = await chat({
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'These are the cards of our coffee tasting.' },
              ...beans.map(({ coffee, grower, altitude }) => ({
                type: 'text' as const,
                text: `${coffee}: grown by ${grower} at ${altitude} metres.`,
              })),
              { type: 'text', text: `Who grows ${target.coffee}?` },
            ],
          },
        ],
      });
      const reply = textOf(completion);
      assertMentions(reply, target.grower);
      assertOmits(reply, ...others.map(({ grower }) => grower));
    },
    ideal: ({ target }) => [says(`${target.coffee} is grown by ${target.grower}.`)],
  }),

  defineCase('retrieval', 'statement-corrected-in-a-later-turn', {
    draw: (facts) => ({
      event: facts.inventedWord(),
      wrong: facts.city(),
      right: facts.city(),
      guests: facts.integer(40, 190),
    }),
    play: async ({ event, wrong, right, guests }, chat) => {
      const reply = await ask(
        chat,
        system('You are an event planner. Keep answers to one sentence.'),
        user(`Our ${event} gala takes place in ${wrong} and we expect ${guests} guests.`),
        assistant('Noted!'),
        user(`Oops, I mixed that up. The ${event} gala takes place in ${right}, not in ${wrong}.`),
        assistant('Thanks, I have corrected the location.'),
        user('Where is the gala being held?'),
      );
      assertMentions(reply, right);
      assert.doesNotMatch(reply, new RegExp(`(?<!not in )${wrong}`));
    },
    ideal: ({ event, right }) => [says(`The ${event} gala is held in ${right}.`)],
  }),
];
