import {
  assertAbstains,
  assertMentions,
  assertMentionsAny,
  assertOmits,
  assertShort,
  chooseOne,
  dateForms,
} from '../assertions.ts';
import { defineCase, type ReadingCase } from '../case.ts';
import { ask, assistant, pastCall, says, system, textOf, tool, user, whole } from '../conversation.ts';

export const retrievalMore1: readonly ReadingCase[] = [
  defineCase('retrieval', 'assistant-for-question-answering-tasks-guarantee-of-one-product', {
    draw: (facts) => {
      const items = [1, 2, 3, 4].map(() => ({ product: facts.product(), months: facts.integer(13, 97) }));
      return { items, ...chooseOne(facts, items) };
    },
    play: async ({ items, target, others }, chat) => {
      const context = items
        .map(
          ({ product, months }) => `${product}: covered against faults for ${months} months from purchase.`,
        )
        .join('\n\n');
      const reply = await ask(
        chat,
        user(
          `You are an assistant for question-answering tasks. Use the following pieces of retrieved context to answer the question. If you don't know the answer, just say that you don't know. Use three sentences maximum and keep the answer concise.\nQuestion: How long is the guarantee on the ${target.product}? \nContext: ${context} \nAnswer:`,
        ),
      );
      assertMentions(reply, target.months);
      assertOmits(reply, ...others.map(({ months }) => months));
    },
    ideal: ({ target }) => [says(`The ${target.product} is guaranteed for ${target.months} months.`)],
  }),

  defineCase('retrieval', 'query-after-context-information-with-file-metadata', {
    draw: (facts) => {
      const sites = [1, 2, 3].map(() => ({
        town: facts.city(),
        head: facts.name(),
        turbines: facts.integer(20, 90),
        page: facts.integer(100, 400),
      }));
      return { sites, ...chooseOne(facts, sites) };
    },
    play: async ({ sites, target, others }, chat) => {
      const nodes = sites
        .map(
          ({ town, head, turbines, page }) =>
            `page_label: ${page}\nfile_path: data/annual-report.pdf\n\nThe wind farm near ${town} runs ${turbines} turbines. Day-to-day operations there are led by ${head}.`,
        )
        .join('\n\n');
      const reply = await ask(
        chat,
        system(
          "You are an expert Q&A system that is trusted around the world.\nAlways answer the query using the provided context information, and not prior knowledge.\nSome rules to follow:\n1. Never directly reference the given context in your answer.\n2. Avoid statements like 'Based on the context, ...' or 'The context information ...' or anything along those lines.",
        ),
        user(
          `Context information is below.\n---------------------\n${nodes}\n---------------------\nGiven the context information and not prior knowledge, answer the query.\nQuery: Who is in charge of operations at the ${target.town} wind farm?\nAnswer: `,
        ),
      );
      assertMentions(reply, target.head);
      assertOmits(reply, ...others.map(({ head }) => head), 'annual-report.pdf');
    },
    ideal: ({ target }) => [says(`${target.head} leads operations there.`)],
  }),

  defineCase('retrieval', 'haystack-template-with-documents-in-a-loop', {
    draw: (facts) => {
      const animals = facts.shuffle(['otter', 'badger', 'heron', 'lynx']).map((animal) => ({
        animal,
        nickname: facts.inventedWord(),
        born: facts.date(),
      }));
      return { animals, ...chooseOne(facts, animals) };
    },
    play: async ({ animals, target, others }, chat) => {
      const documents = animals
        .map(
          ({ animal, nickname, born }) =>
            `    The ${animal} of our sanctuary answers to the name ${nickname} and was born on ${born.british}.`,
        )
        .join('\n');
      const reply = await ask(
        chat,
        user(
          `\nGiven the following information, answer the question.\n\nContext:\n${documents}\n\nQuestion: When was ${target.nickname} born?\nAnswer:\n`,
        ),
      );
      assertMentionsAny(reply, dateForms(target.born));
      for (const { born } of others) assertOmits(reply, born.british, born.american, born.iso);
    },
    ideal: ({ target }) => [says(`${target.nickname} was born on ${target.born.american}.`)],
  }),

  defineCase('retrieval', 'xml-documents-with-index-and-source', {
    draw: (facts) => {
      const trials = [1, 2, 3].map(() => ({
        drug: facts.inventedWord(),
        patients: facts.integer(210, 990),
        effect: facts.pick(['headache', 'dizziness', 'nausea', 'fatigue']),
        report: facts.code(),
      }));
      return { trials, ...chooseOne(facts, trials) };
    },
    play: async ({ trials, target, others }, chat) => {
      const documents = trials
        .map(
          ({ drug, patients, effect, report }, index) =>
            `<document index="${index + 1}">\n<source>${report}.txt</source>\n<document_content>\nThe trial of ${drug} enrolled ${patients} patients. The most common complaint was ${effect}.\n</document_content>\n</document>`,
        )
        .join('\n');
      const reply = await ask(
        chat,
        user(
          `<documents>\n${documents}\n</documents>\n\nUsing only the documents above: how many people took part in the study of ${target.drug}?`,
        ),
      );
      assertMentions(reply, target.patients);
      assertOmits(reply, ...others.map(({ patients }) => patients), '<document_content>');
    },
    ideal: ({ target }) => [says(`${target.patients} patients took part in the ${target.drug} trial.`)],
  }),

  defineCase('retrieval', 'citation-query-engine-cites-the-right-source-number', {
    draw: (facts) => {
      const bridges = [1, 2, 3, 4].map(() => ({
        river: facts.inventedWord(),
        length: facts.integer(310, 980),
      }));
      return { bridges, ...chooseOne(facts, bridges) };
    },
    play: async ({ bridges, target, others, index }, chat) => {
      const sources = bridges
        .map(
          ({ river, length }, position) =>
            `Source ${position + 1}:\nThe bridge across the ${river} measures ${length} metres from bank to bank.`,
        )
        .join('\n\n');
      const reply = await ask(
        chat,
        user(
          `Please provide an answer based solely on the provided sources. When referencing information from a source, cite the appropriate source(s) using their corresponding numbers. Every answer should include at least one source citation. Only cite a source when you are explicitly referencing it. If none of the sources are helpful, you should indicate that. For example:\nSource 1:\nThe sky is red in the evening and blue in the morning.\nSource 2:\nWater is wet when the sky is red.\nQuery: When is water wet?\nAnswer: Water will be wet when the sky is red [2], which occurs in the evening [1].\nNow it's your turn. Below are several numbered sources of information:\n------\n${sources}\n------\nQuery: How long is the bridge over the ${target.river}?\nAnswer: `,
        ),
      );
      assertMentions(reply, target.length, `[${index + 1}]`);
      assertOmits(reply, ...others.map(({ length }) => length), 'sky is red', 'when is water wet');
      for (const other of [1, 2, 3, 4]) if (other !== index + 1) assertOmits(reply, `[${other}]`);
    },
    ideal: ({ target, index }) => [
      says(`The bridge over the ${target.river} is ${target.length} metres long [${index + 1}].`),
    ],
  }),

  defineCase('retrieval', 'help-desk-articles-under-headings-in-the-system-message', {
    draw: (facts) => ({
      company: facts.company(),
      refund: facts.integer(11, 39),
      returnStreet: facts.street(),
      phone: `0800 ${facts.integer(1000, 9999)} ${facts.integer(100, 999)}`,
      points: facts.integer(150, 890),
    }),
    play: async ({ company, refund, returnStreet, phone, points }, chat) => {
      const reply = await ask(
        chat,
        system(
          `You are Robin, the friendly support agent of ${company}. Answer customers from the help centre below. Be brief.\n\n# Help centre\n\n## Refunds\nMoney is back on the customer's card within ${refund} working days after we receive the parcel.\n\n## Sending things back\nParcels go to our warehouse at 4 ${returnStreet}.\n\n## Phone line\nCall ${phone}, weekdays only.\n\n## Loyalty\nA voucher is issued at ${points} points.`,
        ),
        user('hey, i sent my shoes back yesterday. when will i see my money again??'),
      );
      assertMentions(reply, refund);
      assertOmits(reply, points, '# Help centre');
    },
    ideal: ({ refund }) => [
      says(`Hi! Your refund reaches your card within ${refund} working days of the parcel arriving.`),
    ],
  }),

  defineCase('retrieval', 'detail-from-an-earlier-user-turn-asked-for-later', {
    draw: (facts) => ({
      boat: facts.inventedWord(),
      harbour: facts.city(),
      previous: facts.city(),
      length: facts.decimal(8, 19, 1),
      engine: facts.inventedWord(),
    }),
    play: async ({ boat, harbour, previous, length, engine }, chat) => {
      const reply = await ask(
        chat,
        system('You are a helpful assistant.'),
        user(
          `Just bought a sailing boat called ${boat}! She is ${length} metres long, used to lie in ${previous} and now has a berth in ${harbour}.`,
        ),
        assistant('Congratulations! What are your plans for her?'),
        user(`First I need to swap the old ${engine} motor.`),
        assistant('Good idea. Check the mounts as well.'),
        user("For the insurance form: what's her length, and in which harbour is she moored these days?"),
      );
      assertMentions(reply, length, harbour);
      assertOmits(reply, engine);
    },
    ideal: ({ boat, harbour, length }) => [
      says(`${boat} is ${length} metres long and moored in ${harbour}.`),
    ],
  }),

  defineCase('retrieval', 'tool-result-with-a-list-of-orders', {
    draw: (facts) => {
      const orders = [1, 2, 3].map(() => ({
        order_number: facts.code(),
        item: facts.product(),
        carrier: facts.company(),
        eta: facts.date(2026, 2030),
      }));
      return { orders, ...chooseOne(facts, orders) };
    },
    play: async ({ orders, target, others }, chat) => {
      const completion = await chat({
        messages: [
          system('You help shoppers with their orders.'),
          user(`When will my ${target.item} get here?`),
          ...pastCall(
            'list_open_orders',
            { limit: 10 },
            { orders: orders.map((order) => ({ ...order, eta: order.eta.iso })) },
          ),
        ],
        tools: [
          tool('list_open_orders', 'Lists the open orders of the signed-in shopper.', { limit: whole() }),
        ],
      });
      const reply = textOf(completion);
      assertMentionsAny(reply, dateForms(target.eta));
      assertOmits(reply, ...others.flatMap(({ order_number, eta }) => [order_number, eta.iso, eta.british]));
    },
    ideal: ({ target }) => [says(`Your ${target.item} should arrive on ${target.eta.american}.`)],
  }),

  defineCase('retrieval', 'no-passage-answers-so-the-reply-says-it-does-not-know', {
    draw: (facts) => ({
      asked: facts.city(),
      towns: facts.distinct(3, facts.city),
      mayors: [facts.name(), facts.name(), facts.name()],
    }),
    play: async ({ asked, towns, mayors }, chat) => {
      const context = towns
        .map((town, index) => `${town} elected ${mayors[index]} as mayor in the spring.`)
        .join('\n\n');
      const reply = await ask(
        chat,
        system(
          `Use the following pieces of context to answer the user's question. \nIf you don't know the answer, just say that you don't know, don't try to make up an answer.\n----------------\n${context}`,
        ),
        user(`Who is the mayor of ${asked}?`),
      );
      assertAbstains(reply);
      assertOmits(reply, ...mayors);
    },
    ideal: ({ asked }) => [says(`I don't know who the mayor of ${asked} is.`)],
  }),

  defineCase('retrieval', 'question-first-then-house-rules-of-a-hotel', {
    draw: (facts) => ({
      hotel: facts.inventedWord(),
      petFee: facts.integer(12, 48),
      parkingFee: facts.integer(12, 48),
      spaFee: facts.integer(12, 48),
      breakfast: facts.time(),
    }),
    play: async ({ hotel, petFee, parkingFee, spaFee, breakfast }, chat) => {
      const reply = await ask(
        chat,
        user(
          `What would it cost per night to bring my dog?\n\nAnswer from these house rules of Hotel ${hotel}:\n- Breakfast starts at ${breakfast.clock}.\n- A garage space is ${parkingFee} EUR per night.\n- Pets are welcome for a supplement of ${petFee} EUR per night.\n- Entrance to the spa is ${spaFee} EUR per person.`,
        ),
      );
      assertMentions(reply, petFee);
      assertOmits(reply, parkingFee, spaFee, breakfast.clock);
    },
    ideal: ({ petFee }) => [says(`Bringing your dog costs ${petFee} EUR per night.`)],
  }),

  defineCase('retrieval', 'cell-of-a-markdown-table-by-row-and-column', {
    draw: (facts) => {
      const rows = [1, 2, 3, 4].map(() => ({
        region: facts.inventedWord(),
        letter: facts.decimal(2, 9, 2),
        parcel: facts.decimal(11, 29, 2),
        pallet: facts.decimal(110, 290, 2),
      }));
      const column = facts.pick(['letter', 'parcel', 'pallet'] as const);
      return { rows, column, ...chooseOne(facts, rows) };
    },
    play: async ({ rows, column, target }, chat) => {
      const table = rows
        .map(({ region, letter, parcel, pallet }) => `| ${region} | ${letter} | ${parcel} | ${pallet} |`)
        .join('\n');
      const reply = await ask(
        chat,
        system(`Freight rates in USD:\n\n| Region | Letter | Parcel | Pallet |\n|---|---|---|---|\n${table}`),
        user(`What do you charge for a ${column} to ${target.region}?`),
      );
      assertMentions(reply, target[column]);
      const wrong = rows.flatMap(({ letter, parcel, pallet }) => [letter, parcel, pallet]);
      assertOmits(reply, ...wrong.filter((price) => price !== target[column]));
    },
    ideal: ({ column, target }) => [
      says(`A ${column} to ${target.region} costs $${target[column].toFixed(2)}.`),
    ],
  }),

  defineCase('retrieval', 'inline-citation-with-source-ids-in-tags', {
    draw: (facts) => {
      const soils = [1, 2, 3].map(() => ({ plant: facts.inventedWord(), acidity: facts.decimal(4, 8, 1) }));
      return { soils, ...chooseOne(facts, soils) };
    },
    play: async ({ soils, target, others, index }, chat) => {
      const sources = soils
        .map(
          ({ plant, acidity }, position) =>
            `<source id="${position + 1}" name="garden-${position + 1}.md">${plant} thrives in soil with a pH of about ${acidity}.</source>`,
        )
        .join('\n');
      const reply = await ask(
        chat,
        user(
          `### Task:\nRespond to the user query using the provided context, incorporating inline citations in the format [id] **only when the <source> tag includes an explicit id attribute** (e.g., <source id="1">).\n\n### Guidelines:\n- If you don't know the answer, clearly state that.\n- If uncertain, ask the user for clarification.\n- Respond in the same language as the user's query.\n- Do not use XML tags in your response.\n- Ensure citations are concise and directly related to the information provided.\n\n### Output:\nProvide a clear and direct response to the user's query, including inline citations in the format [id] only when the <source> tag with id attribute is present in the context.\n\n<context>\n${sources}\n</context>`,
        ),
        user(`Which soil pH does ${target.plant} like?`),
      );
      assertMentions(reply, target.acidity, `[${index + 1}]`);
      assertOmits(reply, ...others.map(({ acidity }) => acidity), '<source', '### Task');
      assertShort(reply, 500);
    },
    ideal: ({ target, index }) => [
      says(`${target.plant} likes a soil pH of about ${target.acidity} [${index + 1}].`),
    ],
  }),
];
