import assert from 'node:assert/strict';
import {
  assertMentions,
  assertMentionsAny,
  assertOmits,
  assertShort,
  chooseOne,
  timeForms,
} from '../assertions.ts';
import { defineCase, type ReadingCase, type Situation } from '../case.ts';
import { ask, assistant, pastCall, says, system, text, textOf, tool, user } from '../conversation.ts';

const retrieval = <S>(name: string, situation: Situation<S>): ReadingCase =>
  defineCase('retrieval', name, situation);

/** Questions over material of many kinds, and over the conversation itself. */
export const retrievalMaterials: readonly ReadingCase[] = [
  retrieval('name-given-in-an-earlier-turn', {
    draw: (facts) => ({ name: facts.givenName(), town: facts.city(), dish: facts.inventedWord() }),
    play: async ({ name, town, dish }, chat) => {
      const answer = await ask(
        chat,
        system('You are a helpful assistant.'),
        user(`Hi, I'm ${name} and I live in ${town}.`),
        assistant(`Nice to meet you, ${name}! How can I help you today?`),
        user(`How do I pronounce ${dish}?`),
        assistant('Stress the first syllable and keep the last one short.'),
        user("What's my name?"),
      );
      assertMentions(answer, name);
      assertOmits(answer, dish);
      assertShort(answer, 200);
    },
    ideal: ({ name }) => [says(`Your name is ${name}.`)],
  }),

  retrieval('corrected-number-from-a-long-chat', {
    draw: (facts) => ({
      street: facts.street(),
      first: facts.integer(32, 59),
      second: facts.integer(61, 98),
      party: facts.inventedWord(),
      caterer: facts.company(),
    }),
    play: async ({ street, first, second, party, caterer }, chat) => {
      const answer = await ask(
        chat,
        user(`I'm planning the ${party} reunion at ${street}. We expect ${first} guests.`),
        assistant(`Noted: ${first} guests at ${street}.`),
        user(`The food comes from ${caterer}.`),
        assistant(`Good, ${caterer} does the food.`),
        user(`Sorry, I miscounted. It's ${second} guests in total.`),
        assistant('Thanks, I have corrected the number.'),
        user('Do we need a permit for music in the garden?'),
        assistant('Ask the town hall; usually music is allowed until ten in the evening.'),
        user('Remind me, how many guests are we expecting?'),
      );
      assertMentions(answer, second);
      assertOmits(answer, caterer);
    },
    ideal: ({ second }) => [says(`You are expecting ${second} guests in total.`)],
  }),

  retrieval('array-of-json-documents', {
    draw: (facts) => {
      const records = facts.distinct(4, () => ({
        id: facts.code(),
        drug: facts.inventedWord(),
        temperature: facts.integer(32, 98),
      }));
      return { records, ...chooseOne(facts, records) };
    },
    play: async ({ records, target, others }, chat) => {
      const documents = records.map(({ id, drug, temperature }) => ({
        id,
        title: `${drug} leaflet`,
        score: 0.8,
        text: `${drug} tablets keep for two years if they are never warmer than ${temperature} degrees Fahrenheit.`,
      }));
      const answer = await ask(
        chat,
        system('Answer from the documents only.'),
        user(
          `Documents:\n${JSON.stringify(documents, null, 2)}\n\nQuestion: What is the highest temperature at which I may store ${target.drug}?`,
        ),
      );
      assertMentions(answer, target.temperature);
      assertOmits(answer, ...others.flatMap(({ drug, temperature }) => [drug, temperature]));
    },
    ideal: ({ target }) => [
      says(`Store ${target.drug} at no more than ${target.temperature} degrees Fahrenheit.`),
    ],
  }),

  retrieval('row-and-column-of-a-markdown-table', {
    draw: (facts) => {
      const towns = facts.distinct(3, () => facts.city());
      const rows = facts.distinct(4, () => ({
        item: facts.inventedWord(),
        stock: facts.distinct(3, () => facts.integer(110, 990)),
      }));
      return { towns, rows, row: facts.pick(rows), column: facts.pick([0, 1, 2] as const) };
    },
    play: async ({ towns, rows, row, column }, chat) => {
      const table = [
        `| Item | ${towns.join(' | ')} |`,
        '| --- | --- | --- | --- |',
        ...rows.map(({ item, stock }) => `| ${item} | ${stock.join(' | ')} |`),
      ];
      const answer = await ask(
        chat,
        user(
          `Here is our stock by warehouse:\n\n${table.join('\n')}\n\nHow many ${row.item} do we have in ${towns[column]}?`,
        ),
      );
      assertMentions(answer, row.stock[column]);
      assertOmits(
        answer,
        ...rows.flatMap(({ stock }) => stock).filter((amount) => amount !== row.stock[column]),
      );
    },
    ideal: ({ towns, row, column }) => [
      says(`There are ${row.stock[column]} ${row.item} in ${towns[column]}.`),
    ],
  }),

  // A search tool has already run: only the answer is missing.
  retrieval('passages-in-a-tool-result', {
    draw: (facts) => {
      const records = facts.distinct(3, () => ({
        lake: facts.inventedWord(),
        depth: facts.integer(110, 890),
        url: `https://${facts.slug()}.example/lakes`,
      }));
      return { records, ...chooseOne(facts, records) };
    },
    play: async ({ records, target, others }, chat) => {
      const snippets = [
        (lake: string, depth: number) => `At its deepest point Lake ${lake} measures ${depth} metres.`,
        (lake: string, depth: number) =>
          `Divers have never seen the bottom of Lake ${lake}, which lies at a depth of ${depth} metres.`,
        (lake: string, depth: number) =>
          `Lake ${lake}: depth ${depth} m, fed by two streams, frozen from December to March.`,
      ];
      const results = records.map(({ lake, depth, url }, position) => ({
        title: `Lake ${lake}`,
        url,
        snippet: snippets[position]?.(lake, depth),
      }));
      const answer = textOf(
        await chat({
          messages: [
            user(`How deep is Lake ${target.lake}?`),
            ...pastCall('web_search', { query: `depth of Lake ${target.lake}` }, { results }),
          ],
          tools: [tool('web_search', 'Search the web.', { query: text('What to search for') })],
        }),
      );
      assertMentions(answer, target.depth);
      assertOmits(answer, ...others.map(({ depth }) => depth));
    },
    ideal: ({ target }) => [says(`Lake ${target.lake} is ${target.depth} metres deep.`)],
  }),

  retrieval('last-word-of-an-email-thread', {
    draw: (facts) => ({
      chair: facts.name(),
      guest: facts.name(),
      times: facts.distinct(3, () => facts.time()),
      room: facts.inventedWord(),
      contract: facts.code(),
    }),
    play: async ({ chair, guest, times, room, contract }, chat) => {
      const [proposed, refused, agreed] = times;
      const thread = [
        `From: ${chair}\nSubject: Contract ${contract}\n\nDear all, I propose that we meet at ${proposed.clock} in the ${room} room.`,
        `From: ${guest}\nSubject: Re: Contract ${contract}\n\nI am on the train at ${proposed.clock}. Could we do ${refused.clock} instead?`,
        `From: ${chair}\nSubject: Re: Re: Contract ${contract}\n\nThe room is taken then. Let us make it ${agreed.clock}, that is final and confirmed by everyone.`,
      ];
      const answer = await ask(
        chat,
        user(
          `${thread.join('\n\n---\n\n')}\n\nAt what time does the meeting about contract ${contract} take place in the end? Reply with the time only.`,
        ),
      );
      assertMentionsAny(answer, timeForms(agreed));
      assertOmits(answer, proposed.clock, refused.clock);
    },
    ideal: ({ times }) => [says(times[2].clock)],
  }),

  retrieval('commitment-in-a-meeting-transcript', {
    draw: (facts) => {
      const speakers = facts.distinct(3, () => ({
        name: facts.givenName(),
        task: facts.inventedWord(),
        weekday: '',
      }));
      const weekdays = facts.shuffle(['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']);
      const records = speakers.map((speaker, position) => ({
        ...speaker,
        weekday: weekdays[position] ?? 'Friday',
      }));
      return { records, ...chooseOne(facts, records) };
    },
    play: async ({ records, target, others }, chat) => {
      const lines = records.flatMap(({ name, task, weekday }) => [
        `${name}: I'll take the ${task} report.`,
        `${name}: You'll have it by ${weekday}.`,
      ]);
      const answer = await ask(
        chat,
        system('You summarise meetings and answer questions about them.'),
        user(
          `Transcript:\n\n${lines.join('\n')}\n\nWho will write the ${target.task} report, and by what day?`,
        ),
      );
      assertMentions(answer, target.name, target.weekday);
      assertOmits(answer, ...others.flatMap(({ name, weekday }) => [name, weekday]));
    },
    ideal: ({ target }) => [
      says(`${target.name} will write the ${target.task} report by ${target.weekday}.`),
    ],
  }),

  // The material itself consists of questions; only the last line is the user's.
  retrieval('question-answered-by-a-list-of-faqs', {
    draw: (facts) => ({
      shop: facts.company(),
      days: facts.integer(32, 95),
      address: facts.email(),
      fee: facts.decimal(3, 9, 2),
      minimum: facts.integer(110, 290),
    }),
    play: async ({ shop, days, address, fee, minimum }, chat) => {
      const faqs = [
        `Q: How do I reach a human?\nA: Write to ${address}.`,
        `Q: What does shipping cost?\nA: Parcels cost ${fee} euros; from ${minimum} euros on they are free.`,
        `Q: How long can I send things back?\nA: Returns are accepted within ${days} days of delivery.`,
        'Q: Do you sell gift cards?\nA: Yes, at the till and online.',
      ];
      const answer = await ask(
        chat,
        system(`You are the chatbot of ${shop}. Use this FAQ:\n\n${faqs.join('\n\n')}`),
        user("The shoes I ordered don't fit. Until when may I return them?"),
      );
      assertMentions(answer, days);
      assertOmits(answer, fee, minimum);
    },
    ideal: ({ days }) => [says(`You may return them within ${days} days of delivery.`)],
  }),

  retrieval('clause-of-a-contract', {
    draw: (facts) => ({
      landlord: facts.company(),
      tenant: facts.name(),
      rent: facts.integer(610, 1900),
      notice: facts.integer(32, 88),
      deposit: facts.integer(2100, 4900),
      first: facts.integer(11, 20),
    }),
    play: async ({ landlord, tenant, rent, notice, deposit, first }, chat) => {
      const clauses = [
        `§ ${first} Parties. ${landlord} lets the premises to ${tenant}.`,
        `§ ${first + 1} Rent. The monthly rent is ${rent} euros, due on the third working day.`,
        `§ ${first + 2} Deposit. The tenant pays a deposit of ${deposit} euros.`,
        `§ ${first + 3} Termination. Either party may end this lease with ${notice} days' written notice.`,
      ];
      const answer = await ask(
        chat,
        user(
          `LEASE AGREEMENT\n\n${clauses.join('\n\n')}\n\n---\nWhich paragraph tells me how to get out of this lease, and how much notice do I have to give?`,
        ),
      );
      assertMentions(answer, first + 3, notice);
      assertOmits(answer, rent, deposit);
    },
    ideal: ({ first, notice }) => [
      says(`§ ${first + 3}: you may end the lease with ${notice} days' written notice.`),
    ],
  }),

  retrieval('version-in-a-changelog', {
    draw: (facts) => {
      const major = facts.integer(3, 9);
      const minors = facts.distinct(4, () => facts.integer(11, 59)).toSorted((one, other) => other - one);
      const flags = facts.distinct(4, () => `--${facts.slug()}`);
      const records = minors.map((minor, position) => ({
        version: `${major}.${minor}.0`,
        flag: flags[position] ?? '',
      }));
      return { records, ...chooseOne(facts, records), tool: facts.slug() };
    },
    play: async ({ records, target, others, tool: program }, chat) => {
      const entries = records.map(
        ({ version, flag }) =>
          `## ${version}\n\n- Added the \`${flag}\` option to ${program}.\n- Fixed a crash on empty input.`,
      );
      const answer = await ask(
        chat,
        user(
          `# Changelog\n\n${entries.join('\n\n')}\n\nWhich release of ${program} do I need at least if I want to use ${target.flag}?`,
        ),
      );
      assertMentions(answer, target.version);
      assertOmits(answer, ...others.map(({ version }) => version));
    },
    ideal: ({ target }) => [
      says(`You need at least version ${target.version}, which added \`${target.flag}\`.`),
    ],
  }),

  retrieval('sentence-quoted-word-for-word', {
    draw: (facts) => {
      const records = facts.distinct(3, () => ({
        ship: facts.inventedWord(),
        cargo: facts.inventedWord(),
        tons: facts.integer(110, 990),
      }));
      return { records, ...chooseOne(facts, records), port: facts.city() };
    },
    play: async ({ records, target, others, port }, chat) => {
      const sentence = ({ ship, cargo, tons }: (typeof records)[number]) =>
        `The ${ship} unloaded ${tons} tons of ${cargo} before noon.`;
      const answer = await ask(
        chat,
        user(
          `Text: "Three ships called at ${port} that day. ${records.map(sentence).join(' ')} By evening the quay was empty."\n\nQuote, word for word and without any addition, the one sentence which says what the ${target.ship} brought.`,
        ),
      );
      assert.equal(answer.trim().replace(/^["“]|["”]$/g, ''), sentence(target));
      assertOmits(answer, ...others.map(({ ship }) => ship));
    },
    ideal: ({ target }) => [
      says(`The ${target.ship} unloaded ${target.tons} tons of ${target.cargo} before noon.`),
    ],
  }),

  retrieval('newest-of-two-conflicting-notices', {
    draw: (facts) => {
      const [one, other] = facts.distinct(2, () => facts.date().iso);
      const [old, recent] = one < other ? [one, other] : [other, one];
      return {
        old,
        recent,
        pool: facts.inventedWord(),
        oldFee: facts.decimal(3, 9, 2),
        fee: facts.decimal(11, 19, 2),
        recentFirst: facts.pick([true, false]),
      };
    },
    play: async ({ old, recent, pool, oldFee, fee, recentFirst }, chat) => {
      const notices = [
        `[published ${old}] Admission to the ${pool} Baths: ${oldFee} euros.`,
        `[published ${recent}] Admission to the ${pool} Baths: ${fee} euros.`,
      ];
      const answer = await ask(
        chat,
        system(
          'Answer from the notices. If notices contradict each other, the most recently published one is valid. Name only the valid value.',
        ),
        user(
          `Notices:\n${(recentFirst ? notices.toReversed() : notices).join('\n')}\n\nWhat does admission to the ${pool} Baths cost?`,
        ),
      );
      assertMentions(answer, fee);
      assertOmits(answer, oldFee);
    },
    ideal: ({ pool, fee }) => [says(`Admission to the ${pool} Baths costs ${fee} euros.`)],
  }),

  // The document and the question are two text parts of one message.
  retrieval('document-and-question-as-content-parts', {
    draw: (facts) => ({
      machine: facts.inventedWord(),
      code: facts.code(),
      other: facts.code(),
      part: facts.inventedWord(),
      otherPart: facts.inventedWord(),
    }),
    play: async ({ machine, code, other, part, otherPart }, chat) => {
      const answer = await ask(chat, {
        role: 'user',
        content: [
          {
            type: 'text',
            text: `File: ${machine}-errors.txt\n\n${other}: the ${otherPart} is blocked. Remove the cover and clean it.\n${code}: the ${part} is worn out. Order a new one.\n`,
          },
          { type: 'text', text: `My ${machine} shows ${code}. Which part is to blame?` },
        ],
      });
      assertMentions(answer, part);
      assertOmits(answer, otherPart, other);
    },
    ideal: ({ part }) => [says(`The ${part} is worn out; order a new one.`)],
  }),

  retrieval('default-value-in-source-code', {
    draw: (facts) => {
      const records = facts.distinct(3, () => ({
        name: `fetch_${facts.slug()}`,
        timeout: facts.integer(110, 990),
        retries: facts.integer(21, 99),
      }));
      return { records, ...chooseOne(facts, records) };
    },
    play: async ({ records, target, others }, chat) => {
      const functions = records.map(
        ({ name, timeout, retries }) =>
          `def ${name}(url, timeout=${timeout}, retries=${retries}):\n    """Fetch the page and parse it."""\n    return _load(url, timeout, retries)`,
      );
      const answer = await ask(
        chat,
        user(
          `\`\`\`python\n${functions.join('\n\n\n')}\n\`\`\`\n\nWhat timeout does ${target.name} use if I don't pass one?`,
        ),
      );
      assertMentions(answer, target.timeout);
      assertOmits(answer, target.retries, ...others.flatMap(({ timeout, retries }) => [timeout, retries]));
    },
    ideal: ({ target }) => [says(`\`${target.name}\` uses a timeout of ${target.timeout} by default.`)],
  }),

  retrieval('german-question-about-german-material', {
    draw: (facts) => {
      const records = facts.distinct(3, () => ({
        verein: facts.inventedWord(),
        vorsitz: facts.name(),
        datum: facts.date(),
      }));
      return { records, ...chooseOne(facts, records) };
    },
    play: async ({ records, target, others }, chat) => {
      const passages = records.map(
        ({ verein, vorsitz, datum }) =>
          `Der Verein ${verein} wurde am ${datum.day}.${datum.month}.${datum.year} gegründet. Den Vorsitz hat zurzeit ${vorsitz}.`,
      );
      const answer = await ask(
        chat,
        system(
          `Beantworte die Frage nur anhand der folgenden Texte. Wenn die Antwort nicht darin steht, sage, dass du es nicht weißt.\n\n${passages.join('\n\n')}`,
        ),
        user(`Wer leitet den Verein ${target.verein}?`),
      );
      assertMentions(answer, target.vorsitz);
      assertOmits(answer, ...others.map(({ vorsitz }) => vorsitz));
      assert.doesNotMatch(answer, /\b(?:the|chair|currently)\b/i);
    },
    ideal: ({ target }) => [says(`Den Vorsitz des Vereins ${target.verein} hat zurzeit ${target.vorsitz}.`)],
  }),
];
