import assert from 'node:assert/strict';
import {
  assertAbstains,
  assertMentions,
  assertMentionsAny,
  assertOmits,
  assertShort,
  chooseOne,
  dateForms,
  mentions,
} from '../assertions.ts';
import { defineCase, type ReadingCase, type Situation } from '../case.ts';
import { ask, assistant, says, system, user } from '../conversation.ts';

const retrieval = <S>(name: string, situation: Situation<S>): ReadingCase =>
  defineCase('retrieval', name, situation);

/** Questions over passages, laid out by the default prompts of retrieval frameworks. */
export const retrievalTemplates: readonly ReadingCase[] = [
  // LangChain, RetrievalQA "stuff".
  retrieval('stuffed-context-with-question-last', {
    draw: (facts) => {
      const records = facts.distinct(3, () => ({ product: facts.product(), months: facts.integer(13, 71) }));
      return { records, ...chooseOne(facts, records) };
    },
    play: async ({ records, target, others }, chat) => {
      const context = records.map(
        ({ product, months }) =>
          `The ${product} is delivered with a printed manual. Its guarantee covers ${months} months from the day of purchase, wear parts excluded.`,
      );
      const answer = await ask(
        chat,
        user(
          `Use the following pieces of context to answer the question at the end. If you don't know the answer, just say that you don't know, don't try to make up an answer.\n\n${context.join('\n\n')}\n\nQuestion: How many months is the ${target.product} under guarantee?\nHelpful Answer:`,
        ),
      );
      assertMentions(answer, target.months);
      assertOmits(answer, ...others.map(({ months }) => months));
    },
    ideal: ({ target }) => [says(`The ${target.product} is under guarantee for ${target.months} months.`)],
  }),

  // LangChain hub, rlm/rag-prompt.
  retrieval('question-before-the-context', {
    draw: (facts) => ({
      festival: facts.inventedWord(),
      founder: facts.name(),
      town: facts.city(),
      sponsor: facts.company(),
      director: facts.name(),
    }),
    play: async ({ festival, founder, town, sponsor, director }, chat) => {
      const answer = await ask(
        chat,
        user(
          `You are an assistant for question-answering tasks. Use the following pieces of retrieved context to answer the question. If you don't know the answer, just say that you don't know. Use three sentences maximum and keep the answer concise.\nQuestion: Who founded the ${festival} Festival? \nContext: Since last year, ${sponsor} has paid for the stage of the ${festival} Festival.\n\nThe ${festival} Festival takes place every autumn in ${town}. It was founded by ${founder}, a retired organ builder.\n\nThe present director of the ${festival} Festival, ${director}, also runs a puppet theatre. \nAnswer:`,
        ),
      );
      assertMentions(answer, founder);
      assertOmits(answer, director, sponsor);
      assertShort(answer, 400);
    },
    ideal: ({ festival, founder }) => [says(`The ${festival} Festival was founded by ${founder}.`)],
  }),

  // LlamaIndex, text QA with node metadata in front of each chunk.
  retrieval('chunks-with-file-metadata', {
    draw: (facts) => {
      const records = facts.distinct(3, () => ({
        valve: facts.inventedWord(),
        pressure: facts.integer(110, 980),
        page: facts.integer(11, 99),
        file: `${facts.slug()}.pdf`,
      }));
      return { records, ...chooseOne(facts, records) };
    },
    play: async ({ records, target, others }, chat) => {
      const sentences = [
        (valve: string, pressure: number) =>
          `The ${valve} valve opens by itself as soon as the pressure in the line exceeds ${pressure} kPa and closes again when it falls.`,
        (valve: string, pressure: number) =>
          `Pressure relief. ${pressure} kPa is the value at which the ${valve} valve opens. Inspect its seat once a year.`,
        (valve: string, pressure: number) =>
          `Fitted behind the boiler, the ${valve} valve stays shut up to ${pressure} kPa; beyond that it opens and steam escapes.`,
      ];
      const context = records.map(
        ({ valve, pressure, page, file }, position) =>
          `page_label: ${page}\nfile_path: manuals/${file}\n\n${sentences[position]?.(valve, pressure)}`,
      );
      const answer = await ask(
        chat,
        user(
          `Context information is below.\n---------------------\n${context.join('\n\n')}\n---------------------\nGiven the context information and not prior knowledge, answer the query.\nQuery: At what pressure does the ${target.valve} valve open?\nAnswer: `,
        ),
      );
      assertMentions(answer, target.pressure);
      assertOmits(answer, ...others.map(({ pressure }) => pressure));
    },
    ideal: ({ target }) => [
      says(`The ${target.valve} valve opens when the pressure exceeds ${target.pressure} kPa.`),
    ],
  }),

  // LlamaIndex, citation query engine: the prompt holds an example of its own.
  retrieval('numbered-sources-after-an-example', {
    draw: (facts) => {
      const records = facts.distinct(4, () => ({
        bridge: facts.inventedWord(),
        length: facts.integer(120, 990),
      }));
      return { records, ...chooseOne(facts, records) };
    },
    play: async ({ records, target, others, index }, chat) => {
      const sentences = [
        (bridge: string, length: number) =>
          `The ${bridge} Bridge carries two lanes and a cycle path and measures ${length} metres from bank to bank.`,
        (bridge: string, length: number) =>
          `With a length of ${length} metres, the ${bridge} Bridge is the pride of the valley.`,
        (bridge: string, length: number) =>
          `Only pedestrians may cross the ${bridge} Bridge, which spans ${length} metres of water.`,
        (bridge: string, length: number) =>
          `The ${bridge} Bridge, ${length} metres long, was repainted in green last spring.`,
      ];
      const sources = records.map(
        ({ bridge, length }, position) =>
          `Source ${position + 1}:\n${sentences[position]?.(bridge, length)}\n`,
      );
      const answer = await ask(
        chat,
        user(
          `Please provide an answer based solely on the provided sources. When referencing information from a source, cite the appropriate source(s) using their corresponding numbers. Every answer should include at least one source citation. If none of the sources are helpful, you should indicate that. For example:\nSource 1:\nThe sky is red in the evening and blue in the morning.\nSource 2:\nWater is wet when the sky is red.\nQuery: When is water wet?\nAnswer: Water will be wet when the sky is red [2], which occurs in the evening [1].\nNow it's your turn. Below are several numbered sources of information:\n------\n${sources.join('\n')}\n------\nQuery: How long is the ${target.bridge} Bridge?\nAnswer: `,
        ),
      );
      assertMentions(answer, target.length);
      assertOmits(answer, 'water', ...others.map(({ length }) => length));
      const cited = [...answer.matchAll(/\[(?:source )?(\d+)\]/gi)].map(([, mark]) => Number(mark));
      assert.deepEqual([...new Set(cited)], [index + 1]);
    },
    ideal: ({ target, index }) => [
      says(`The ${target.bridge} Bridge is ${target.length} metres long [${index + 1}].`),
    ],
  }),

  // Open WebUI: sources with an id attribute, cited as [id].
  retrieval('two-facts-cited-from-two-sources', {
    draw: (facts) => ({
      festival: facts.inventedWord(),
      town: facts.city(),
      guests: facts.integer(2100, 9800),
      painter: facts.name(),
      order: facts.shuffle(['place', 'guests', 'poster']),
    }),
    play: async ({ festival, town, guests, painter, order }, chat) => {
      const passages: Record<string, string> = {
        place: `The ${festival} choir meeting is held in the old brewery of ${town}.`,
        guests: `At the last ${festival} choir meeting the organisers counted ${guests} visitors.`,
        poster: `The poster of the ${festival} choir meeting was painted by ${painter}.`,
      };
      const context = order.map(
        (key, position) => `<source id="${position + 1}" name="${key}.txt">${passages[key]}</source>`,
      );
      const answer = await ask(
        chat,
        user(
          `### Task:\nRespond to the user query using the provided context, incorporating inline citations in the format [id] **only when the <source> tag includes an explicit id attribute** (e.g. <source id="1">).\n\n### Guidelines:\n- If you don't know the answer, clearly state that.\n- Do not use XML tags in your response.\n- Only cite the sources you actually use.\n\n<context>\n${context.join('\n')}\n</context>\n\nIn which town is the ${festival} choir meeting held, and how many visitors came last time?`,
        ),
      );
      assertMentions(answer, town, guests);
      assertOmits(answer, painter);
      assert.doesNotMatch(answer, /<\/?(?:source|context)/);
      for (const key of ['place', 'guests'])
        assert.ok(
          answer.includes(`[${order.indexOf(key) + 1}]`),
          `expected a citation of the source on ${key}`,
        );
      assert.ok(
        !answer.includes(`[${order.indexOf('poster') + 1}]`),
        'expected no citation of the source on the poster',
      );
    },
    ideal: ({ festival, town, guests, order }) => [
      says(
        `The ${festival} choir meeting is held in ${town} [${order.indexOf('place') + 1}]. Last time, ${guests} visitors came [${order.indexOf('guests') + 1}].`,
      ),
    ],
  }),

  // Anthropic's advice for long documents, used with any model.
  retrieval('indexed-xml-documents', {
    draw: (facts) => {
      const records = facts.distinct(3, () => ({
        species: facts.inventedWord(),
        valley: facts.inventedWord(),
        altitude: facts.integer(1100, 3900),
      }));
      return { records, ...chooseOne(facts, records) };
    },
    play: async ({ records, target, others }, chat) => {
      const notes = [
        (species: string, valley: string, altitude: number) =>
          `The ${species} orchid blooms only in the ${valley} Valley. Botanists have never recorded it above ${altitude} metres.`,
        (species: string, valley: string, altitude: number) =>
          `Below ${altitude} metres, walkers in the ${valley} Valley may come across the ${species} orchid in May; it grows nowhere else.`,
        (species: string, valley: string, altitude: number) =>
          `Seeds of the ${species} orchid were sown at ${altitude} metres without success. In the wild it flowers in the ${valley} Valley.`,
      ];
      const documents = records.map(
        ({ species, valley, altitude }, position) =>
          `  <document index="${position + 1}">\n    <source>field-notes-${position + 1}.md</source>\n    <document_content>\n${notes[position]?.(species, valley, altitude)}\n    </document_content>\n  </document>`,
      );
      const answer = await ask(
        chat,
        user(
          `<documents>\n${documents.join('\n')}\n</documents>\n\nIn which valley can I see the ${target.species} orchid in bloom?`,
        ),
      );
      assertMentions(answer, target.valley);
      assertOmits(answer, ...others.flatMap(({ species, valley }) => [species, valley]));
      assert.doesNotMatch(answer, /<\/?document/);
    },
    ideal: ({ target }) => [says(`The ${target.species} orchid blooms only in the ${target.valley} Valley.`)],
  }),

  // LangChain, create_stuff_documents_chain: the context is the end of the system message.
  retrieval('two-passages-to-combine', {
    draw: (facts) => {
      const records = facts.distinct(3, () => ({
        project: facts.inventedWord(),
        lead: facts.name(),
        room: facts.code(),
      }));
      return { records, ...chooseOne(facts, records), order: facts.shuffle([0, 1, 2]) };
    },
    play: async ({ records, target, others, order }, chat) => {
      const leads = records.map(({ project, lead }) => `The ${project} project is led by ${lead}.`);
      const rooms = order
        .map((position) => records[position])
        .map((record) => `${record?.lead} works in office ${record?.room}.`);
      const answer = await ask(
        chat,
        system(
          `Answer the user's questions based on the below context:\n\n<context>\n${[...leads, ...rooms].join('\n\n')}\n</context>`,
        ),
        user(`In which office do I find the person who leads the ${target.project} project?`),
      );
      assertMentions(answer, target.room);
      assertOmits(answer, ...others.map(({ room }) => room));
    },
    ideal: ({ target }) => [
      says(`${target.lead}, who leads the ${target.project} project, works in office ${target.room}.`),
    ],
  }),

  // LlamaIndex, context chat engine: documents in the system message, then the chat.
  retrieval('follow-up-with-a-pronoun', {
    draw: (facts) => {
      const records = facts.distinct(2, () => ({
        hostel: facts.inventedWord(),
        beds: facts.integer(32, 99),
        price: facts.integer(110, 380),
      }));
      return { records, ...chooseOne(facts, records) };
    },
    play: async ({ records, target, others }, chat) => {
      const context = records.map(
        ({ hostel, beds, price }) =>
          `The ${hostel} hut has ${beds} beds. A night in the ${hostel} hut costs ${price} crowns, breakfast included.`,
      );
      const answer = await ask(
        chat,
        system(
          `The following is a friendly conversation between a user and an AI assistant. The assistant answers from the documents below; if it does not know the answer, it says so.\n\nHere are the relevant documents for the context:\n\n${context.join('\n\n')}\n\nInstruction: Based on the above documents, provide a detailed answer for the user question below.`,
        ),
        user(`How many beds does the ${target.hostel} hut have?`),
        assistant(`The ${target.hostel} hut has ${target.beds} beds.`),
        user('And what do they charge for a night there?'),
      );
      assertMentions(answer, target.price);
      assertOmits(answer, ...others.flatMap(({ hostel, price }) => [hostel, price]));
    },
    ideal: ({ target }) => [
      says(`A night in the ${target.hostel} hut costs ${target.price} crowns, breakfast included.`),
    ],
  }),

  // AnythingLLM: bracketed context blocks under a system prompt.
  retrieval('question-the-context-does-not-answer', {
    draw: (facts) => ({ ferry: facts.inventedWord(), cars: facts.integer(32, 98), captain: facts.name() }),
    play: async ({ ferry, cars, captain }, chat) => {
      const prompt = system(
        `Given the following conversation, relevant context, and a follow up question, reply with an answer to the current question the user is asking. If the context does not contain the answer, say that you don't know.\nContext:\n    [CONTEXT 0]:\nThe ferry ${ferry} takes up to ${cars} cars on its lower deck.\n[END CONTEXT 0]\n\n    [CONTEXT 1]:\n${captain} has been captain of the ferry ${ferry} since spring.\n[END CONTEXT 1]\n`,
      );
      const unknown = await ask(chat, prompt, user(`In which year was the ferry ${ferry} built?`));
      assertAbstains(unknown);
      assertShort(unknown, 300);
      assertOmits(unknown, cars);
      const known = await ask(chat, prompt, user(`Who is captain of the ferry ${ferry}?`));
      assertMentions(known, captain);
    },
    ideal: ({ ferry, captain }) => [
      says(`I don't know in which year the ${ferry} was built; the context does not say.`),
      says(`${captain} is the captain of the ferry ${ferry}.`),
    ],
  }),

  // Haystack, PromptBuilder loop over documents, with a sentinel for unanswerable questions.
  retrieval('sentinel-when-the-documents-are-silent', {
    draw: (facts) => ({
      sentinel: `NO_ANSWER_${facts.inventedWord().toUpperCase()}`,
      museum: facts.inventedWord(),
      fee: facts.integer(32, 95),
      architect: facts.name(),
      weekday: facts.pick(['Monday', 'Tuesday', 'Wednesday']),
    }),
    play: async ({ sentinel, museum, fee, architect, weekday }, chat) => {
      const prompt = (question: string) =>
        user(
          `Given the following information, answer the question. If the information is not sufficient, reply with exactly ${sentinel} and nothing else.\n\nContext:\n\n    Admission to the ${museum} Museum costs ${fee} kroner.\n\n    The ${museum} Museum was designed by ${architect}.\n\n    The ${museum} Museum is closed every ${weekday}.\n\n\nQuestion: ${question}\nAnswer:`,
        );
      const silent = await ask(chat, prompt(`How many paintings does the ${museum} Museum own?`));
      assert.equal(silent.trim().replace(/[.`"]/g, ''), sentinel);
      const answered = await ask(chat, prompt(`On which day is the ${museum} Museum closed?`));
      assertMentions(answered, weekday);
      assert.ok(!answered.includes(sentinel), 'expected an answer, not the sentinel');
    },
    ideal: ({ sentinel, museum, weekday }) => [
      says(sentinel),
      says(`The ${museum} Museum is closed every ${weekday}.`),
    ],
  }),

  // LlamaIndex, refine: an answer so far and one more chunk.
  retrieval('existing-answer-refined-by-new-context', {
    draw: (facts) => ({
      tower: facts.inventedWord(),
      height: facts.integer(110, 480),
      builder: facts.company(),
      opened: facts.date(),
    }),
    play: async ({ tower, height, builder, opened }, chat) => {
      const answer = await ask(
        chat,
        user(
          `The original query is as follows: Which company built the ${tower} Tower, and how tall is it?\nWe have provided an existing answer: The ${tower} Tower is ${height} metres tall. The company which built it is not mentioned.\nWe have the opportunity to refine the existing answer (only if needed) with some more context below.\n------------\nThe ${tower} Tower was built by ${builder} and opened on ${opened.british}.\n------------\nGiven the new context, refine the original answer to better answer the query. If the context isn't useful, return the original answer.\nRefined Answer: `,
        ),
      );
      assertMentions(answer, builder, height);
      assert.doesNotMatch(answer, /not mentioned/i);
    },
    ideal: ({ tower, height, builder }) => [
      says(`The ${tower} Tower was built by ${builder} and is ${height} metres tall.`),
    ],
  }),

  // LangChain, conversational retrieval: the follow-up is to be rephrased, not answered.
  retrieval('follow-up-condensed-to-a-standalone-question', {
    draw: (facts) => ({ printer: `${facts.inventedWord()} printer`, sheets: facts.integer(150, 950) }),
    play: async ({ printer, sheets }, chat) => {
      const answer = await ask(
        chat,
        user(
          `Given the following conversation and a follow up question, rephrase the follow up question to be a standalone question, in its original language.\n\nChat History:\n\nHuman: Which of your devices would you recommend for a small office?\nAssistant: The ${printer} suits a small office; it holds ${sheets} sheets.\nFollow Up Input: How much does it weigh?\nStandalone question:`,
        ),
      );
      assertMentions(answer, printer);
      assert.match(answer, /\?\s*"?\s*$/);
      assert.match(answer, /weigh/i);
      assertShort(answer, 200);
    },
    ideal: ({ printer }) => [says(`How much does the ${printer} weigh?`)],
  }),

  // LangChain, QA with sources: the reply ends in a line of source ids.
  retrieval('sources-line-at-the-end', {
    draw: (facts) => {
      const records = facts.distinct(3, () => ({
        island: facts.inventedWord(),
        governor: facts.name(),
        source: facts.code(),
      }));
      return { records, ...chooseOne(facts, records) };
    },
    play: async ({ records, target, others }, chat) => {
      const summaries = records.map(
        ({ island, governor, source }) =>
          `Content: ${governor} was sworn in as governor of ${island} Island in front of the customs house.\nSource: ${source}`,
      );
      const answer = await ask(
        chat,
        user(
          `Given the following extracted parts of a long document and a question, create a final answer with references ("SOURCES"). \nIf you don't know the answer, just say that you don't know. Don't try to make up an answer.\nALWAYS return a "SOURCES" part in your answer.\n\nQUESTION: Which state/country's law governs the interpretation of the contract?\n=========\nContent: This Agreement is governed by English law and the parties submit to the courts of England.\nSource: 28-pl\n=========\nFINAL ANSWER: This Agreement is governed by English law.\nSOURCES: 28-pl\n\nQUESTION: Who is governor of ${target.island} Island?\n=========\n${summaries.join('\n')}\n=========\nFINAL ANSWER:`,
        ),
      );
      const [statement, ...rest] = answer.split(/SOURCES?:/i);
      assertMentions(statement ?? '', target.governor);
      assert.equal(rest.length, 1, 'expected one line of sources');
      assertMentions(rest[0] ?? '', target.source);
      assertOmits(answer, '28-pl', ...others.flatMap(({ governor, source }) => [governor, source]));
    },
    ideal: ({ target }) => [
      says(`The governor of ${target.island} Island is ${target.governor}.\nSOURCES: ${target.source}`),
    ],
  }),

  // Chat applications of the OpenAI cookbook: article sections in triple quotes, question at the end.
  retrieval('articles-in-triple-quotes', {
    draw: (facts) => {
      const records = facts.distinct(3, () => ({
        team: facts.city(),
        coach: facts.name(),
        date: facts.date(),
      }));
      return { records, ...chooseOne(facts, records) };
    },
    play: async ({ records, target, others }, chat) => {
      const articles = records.map(
        ({ team, coach, date }) =>
          `"""\n${team} signed a new handball coach. ${coach} takes over on ${date.british}, the club announced.\n"""`,
      );
      const answer = await ask(
        chat,
        system('You answer questions about handball clubs.'),
        user(
          `Use the articles below, each in triple quotes, to answer the question. If the answer cannot be found, write "I don't know."\n\n${articles.join('\n\n')}\n\nQuestion: When does the new coach of ${target.team} take over?`,
        ),
      );
      assertMentionsAny(answer, dateForms(target.date));
      for (const { date } of others)
        assert.ok(
          !mentions(answer, date.british) && !mentions(answer, date.american),
          'expected only the date of the team asked for',
        );
      assertOmits(answer, ...others.map(({ coach }) => coach));
    },
    ideal: ({ target }) => [says(`${target.coach} takes over on ${target.date.british}.`)],
  }),

  // Custom GPTs and help desks: the handbook lives in the system message under headings.
  retrieval('handbook-in-the-system-message', {
    draw: (facts) => ({
      company: facts.company(),
      parental: facts.integer(32, 58),
      sick: facts.integer(61, 88),
      allowance: facts.integer(210, 790),
      hr: facts.email(),
    }),
    play: async ({ company, parental, sick, allowance, hr }, chat) => {
      const answer = await ask(
        chat,
        system(
          `You are the help desk of ${company}. Answer employees only from the handbook.\n\n# Handbook\n\n## Parental leave\nEvery parent may take ${parental} weeks of paid leave within two years of the birth.\n\n## Sick leave\nFrom day ${sick} on, the health insurance pays instead of the company.\n\n## Home office\nOn request, the company contributes ${allowance} euros to a desk and a chair at home. Requests go to ${hr}.`,
        ),
        user(
          'hey, i work from home now and need a proper chair. does the company pay something towards that?',
        ),
      );
      assertMentions(answer, allowance);
      assertOmits(answer, parental, sick);
    },
    ideal: ({ allowance, hr }) => [
      says(
        `Yes, on request the company contributes ${allowance} euros to a desk and a chair at home. Write to ${hr}.`,
      ),
    ],
  }),
];
