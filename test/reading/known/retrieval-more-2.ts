import assert from 'node:assert/strict';
import {
  assertMentions,
  assertMentionsAny,
  assertOmits,
  assertShort,
  chooseOne,
  timeForms,
} from '../assertions.ts';
import { defineCase, type ReadingCase } from '../case.ts';
import { ask, assistant, says, system, text, textOf, tool, user, uses } from '../conversation.ts';

export const retrievalMore2: readonly ReadingCase[] = [
  defineCase('retrieval', 'csv-of-staff-looked-up-by-name', {
    draw: (facts) => {
      const staff = [1, 2, 3, 4].map(() => ({
        name: facts.name(),
        badge: facts.code(),
        office: facts.city(),
        extension: facts.integer(1000, 9999),
      }));
      return { staff, ...chooseOne(facts, staff) };
    },
    play: async ({ staff, target, others }, chat) => {
      const rows = staff
        .map(({ name, badge, office, extension }) => [name, badge, office, extension].join(','))
        .join('\n');
      const reply = await ask(
        chat,
        user(
          `staff.csv:\n\`\`\`csv\nname,badge,office,extension\n${rows}\n\`\`\`\nWhich extension do I dial to reach ${target.name}?`,
        ),
      );
      assertMentions(reply, target.extension);
      assertOmits(reply, ...others.flatMap(({ name, extension }) => [name, extension]));
    },
    ideal: ({ target }) => [says(`Dial ${target.extension} to reach ${target.name}.`)],
  }),

  defineCase('retrieval', 'opening-hours-out-of-scraped-html', {
    draw: (facts) => ({
      museum: facts.inventedWord(),
      weekday: facts.time(),
      saturday: facts.time(),
      sunday: facts.time(),
      fee: facts.integer(61, 95),
    }),
    play: async ({ museum, weekday, saturday, sunday, fee }, chat) => {
      const reply = await ask(
        chat,
        system('You answer questions about a web page. The page follows.'),
        user(
          `<html><head><title>${museum} Museum</title></head><body><nav><a href="/">Home</a> <a href="/shop">Shop</a></nav><main><h1>Plan a visit</h1><ul class="hours"><li><b>Monday to Friday</b>: doors open at ${weekday.clock}</li><li><b>Saturday</b>: doors open at ${saturday.clock}</li><li><b>Sunday</b>: doors open at ${sunday.clock}</li></ul><p>Admission: ${fee} EUR</p></main></body></html>\n\nWhen does the museum open on Saturdays?`,
        ),
      );
      assertMentionsAny(reply, timeForms(saturday));
      assertOmits(reply, weekday.clock, sunday.clock, fee);
      assert.doesNotMatch(reply, /<li>|<\/b>/);
    },
    ideal: ({ saturday }) => [says(`On Saturdays it opens at ${saturday.clock}.`)],
  }),

  defineCase('retrieval', 'meeting-transcript-who-took-the-task', {
    draw: (facts) => {
      const people = facts.distinct(3, facts.givenName);
      const tasks = facts.shuffle([
        { promise: "I'll rewrite the onboarding e-mail", question: 'rewriting the onboarding e-mail' },
        { promise: "I'll book the venue for the offsite", question: 'booking the venue' },
        { promise: "I'll clean up the sales dashboard", question: 'cleaning up the sales dashboard' },
      ]);
      const lines = people.map((person, index) => ({ person, task: tasks[index] as (typeof tasks)[number] }));
      return { lines, due: facts.date(2026, 2029), ...chooseOne(facts, lines) };
    },
    play: async ({ lines, due, target, others }, chat) => {
      const transcript = lines
        .map(({ person, task }, index) => `[00:0${index + 2}:14] ${person}: ${task.promise}.`)
        .join('\n');
      const reply = await ask(
        chat,
        user(
          `Transcript\n==========\n[00:01:02] Chair: Let us split the work. Everything is due on ${due.british}.\n${transcript}\n==========\n\nWho is responsible for ${target.task.question}?`,
        ),
      );
      assertMentions(reply, target.person);
      assertOmits(reply, ...others.map(({ person }) => person));
    },
    ideal: ({ target }) => [says(`${target.person} is responsible for that.`)],
  }),

  defineCase('retrieval', 'error-code-of-one-service-in-a-log', {
    draw: (facts) => {
      const services = [1, 2, 3].map(() => ({
        service: `${facts.slug()}-api`,
        code: facts.code(),
        time: facts.time(),
      }));
      return { services, ...chooseOne(facts, services) };
    },
    play: async ({ services, target, others }, chat) => {
      const log = services
        .flatMap(({ service, code, time }) => [
          `${time.clock}:03 INFO  ${service} handling request`,
          `${time.clock}:09 ERROR ${service} upstream failed with ${code}`,
        ])
        .join('\n');
      const reply = await ask(
        chat,
        system('You are an on-call assistant. Answer from the log excerpt which the engineer pastes.'),
        user(`\`\`\`\n${log}\n\`\`\`\nwhat error did ${target.service} run into?`),
      );
      assertMentions(reply, target.code);
      assertOmits(reply, ...others.flatMap(({ code, service }) => [code, service]));
    },
    ideal: ({ target }) => [says(`\`${target.service}\` failed with ${target.code}.`)],
  }),

  defineCase('retrieval', 'changelog-version-which-removed-a-flag', {
    draw: (facts) => {
      const releases = [1, 2, 3, 4].map((_, index) => ({
        version: `${9 - index}.${facts.integer(10, 99)}.0`,
        flag: `--${facts.slug()}`,
      }));
      return { releases, ...chooseOne(facts, releases) };
    },
    play: async ({ releases, target, others }, chat) => {
      const changelog = releases
        .map(
          ({ version, flag }) =>
            `## ${version}\n\n### Removed\n- The deprecated \`${flag}\` flag is gone.\n\n### Fixed\n- Small corrections.`,
        )
        .join('\n\n');
      const reply = await ask(
        chat,
        user(`# Changelog\n\n${changelog}`),
        assistant('Thanks, I have read the changelog. What would you like to know?'),
        user(`In which release was ${target.flag} dropped?`),
      );
      assertMentions(reply, target.version);
      assertOmits(reply, ...others.map(({ version }) => version));
    },
    ideal: ({ target }) => [says(`\`${target.flag}\` was removed in ${target.version}.`)],
  }),

  defineCase('retrieval', 'follow-up-condensed-to-a-standalone-question-known', {
    draw: (facts) => ({
      scholar: facts.name(),
      university: `${facts.inventedWord()} University`,
      other: facts.name(),
    }),
    play: async ({ scholar, university }, chat) => {
      const reply = await ask(
        chat,
        user(
          `Given the following conversation and a follow up question, rephrase the follow up question to be a standalone question, in its original language.\n\nChat History:\nHuman: Where does ${scholar} teach?\nAssistant: ${scholar} teaches geology at ${university}.\nFollow Up Input: When was it founded?\nStandalone question:`,
        ),
      );
      assertMentions(reply, university);
      assert.match(reply.trim(), /\?["']?$/);
      assert.match(reply, /found/i);
      assertShort(reply, 200);
    },
    ideal: ({ university }) => [says(`When was ${university} founded?`)],
  }),

  defineCase('retrieval', 'contract-clauses-with-the-clause-to-be-named', {
    draw: (facts) => {
      const clauses = facts.shuffle([
        {
          topic: 'Either party may terminate this agreement by giving written notice of',
          unit: 'days',
          ask: 'How much notice is needed to end the agreement',
        },
        {
          topic: 'Invoices are payable within',
          unit: 'days of receipt',
          ask: 'How long does the client have to pay an invoice',
        },
        {
          topic: 'Confidential records are to be kept for',
          unit: 'months',
          ask: 'For how long must confidential records be kept',
        },
        {
          topic: 'The liability of the supplier is capped at',
          unit: 'thousand dollars',
          ask: 'What is the upper limit of what the supplier is liable for',
        },
      ]);
      const numbered = clauses.map((clause, index) => ({
        ...clause,
        number: `${7 + index}.${facts.integer(10, 49)}`,
        amount: facts.integer(50, 99),
      }));
      return { numbered, ...chooseOne(facts, numbered) };
    },
    play: async ({ numbered, target, others }, chat) => {
      const contract = numbered
        .map(({ number, topic, amount, unit }) => `${number} ${topic} ${amount} ${unit}.`)
        .join('\n');
      const reply = await ask(
        chat,
        system(
          'You are a paralegal. Answer from the contract only and name the clause your answer rests on.',
        ),
        user(`CONTRACT\n\n${contract}\n\n${target.ask}?`),
      );
      assertMentions(reply, target.amount, target.number);
      assertOmits(reply, ...others.flatMap(({ amount, number }) => [amount, number]));
    },
    ideal: ({ target }) => [says(`Clause ${target.number}: ${target.amount} ${target.unit}.`)],
  }),

  defineCase('retrieval', 'price-quoted-by-the-assistant-in-an-earlier-turn', {
    draw: (facts) => ({
      kitchen: facts.integer(2100, 4900),
      bathroom: facts.integer(5100, 7900),
      hallway: facts.integer(1010, 1990),
      painter: facts.company(),
    }),
    play: async ({ kitchen, bathroom, hallway, painter }, chat) => {
      const reply = await ask(
        chat,
        system(`You are the estimator of ${painter}.`),
        user('What would you charge for painting my kitchen?'),
        assistant(`Painting the kitchen comes to $${kitchen}.`),
        user('And the bathroom? And the hallway?'),
        assistant(`The bathroom would be $${bathroom} and the hallway $${hallway}.`),
        user('Sorry, I lost my notes. What did you quote for the bathroom?'),
      );
      assertMentions(reply, bathroom);
      assertOmits(reply, kitchen, hallway);
    },
    ideal: ({ bathroom }) => [says(`I quoted $${bathroom} for the bathroom.`)],
  }),

  defineCase('retrieval', 'knowledge-base-tool-without-a-match-gives-the-fixed-apology', {
    draw: (facts) => ({
      wine: facts.inventedWord(),
      notes: [1, 2].map(() => ({
        name: `My aunt lives in ${facts.city()}.`,
        similarity: facts.decimal(0, 1, 3),
      })),
    }),
    play: async ({ wine, notes }, chat) => {
      const tools = [
        tool('getInformation', 'get information from your knowledge base to answer questions.', {
          question: text('the users question'),
        }),
      ];
      const messages = [
        system(
          'You are a helpful assistant. Check your knowledge base before answering any questions.\nOnly respond to questions using information from tool calls.\nif no relevant information is found in the tool calls, respond, "Sorry, I don\'t know."',
        ),
        user(`What is my favourite ${wine} vintage?`),
      ];
      const call = await chat({ messages, tools });
      const message = call.choices[0]?.message;
      const made = message?.tool_calls?.[0];
      assert.ok(made?.type === 'function', 'expected a look-up first');
      const reply = textOf(
        await chat({
          messages: [
            ...messages,
            { role: 'assistant', content: null, tool_calls: [made] },
            { role: 'tool', tool_call_id: made.id, content: JSON.stringify(notes) },
          ],
          tools,
        }),
      );
      assert.match(reply.replace('’', "'"), /sorry, i don't know/i);
      assertOmits(reply, ...notes.map(({ name }) => name.slice(17, -1)));
    },
    ideal: ({ wine }) => [
      uses(['getInformation', { question: `What is my favourite ${wine} vintage?` }]),
      says("Sorry, I don't know."),
    ],
  }),

  defineCase('retrieval', 'port-of-one-service-in-a-compose-file', {
    draw: (facts) => {
      const services = [1, 2, 3].map(() => ({ service: facts.slug(), port: facts.integer(3000, 9999) }));
      return { services, ...chooseOne(facts, services) };
    },
    play: async ({ services, target, others }, chat) => {
      const yaml = services
        .map(
          ({ service, port }) =>
            `  ${service}:\n    image: registry.example/${service}:latest\n    restart: always\n    ports:\n      - "${port}:80"`,
        )
        .join('\n');
      const reply = await ask(
        chat,
        user(
          `Here's our docker-compose.yml\n\nservices:\n${yaml}\n\nOn which host port can I open ${target.service}?`,
        ),
      );
      assertMentions(reply, target.port);
      assertOmits(reply, ...others.map(({ port }) => port));
    },
    ideal: ({ target }) => [says(`${target.service} is published on host port ${target.port}.`)],
  }),

  defineCase('retrieval', 'handbook-without-the-answer-and-a-prescribed-refusal', {
    draw: (facts) => ({
      company: facts.company(),
      holiday: facts.integer(21, 39),
      budget: facts.integer(410, 990),
      buddy: facts.name(),
    }),
    play: async ({ company, holiday, budget, buddy }, chat) => {
      const reply = await ask(
        chat,
        system(
          `You answer questions of new colleagues at ${company}.\n\nHANDBOOK\n* Everyone has ${holiday} days of holiday.\n* The yearly budget for books is ${budget} EUR.\n* ${buddy} shows new people around.\n\nIf the handbook does not cover a question, reply exactly: "That is not in the handbook, please ask HR."`,
        ),
        user('Can I bring my parrot to the office?'),
      );
      assert.match(reply, /That is not in the handbook, please ask HR/);
      assertOmits(reply, holiday, budget, buddy);
    },
    ideal: () => [says('That is not in the handbook, please ask HR.')],
  }),

  defineCase('retrieval', 'two-questions-answered-from-two-passages', {
    draw: (facts) => ({
      festival: facts.inventedWord(),
      start: facts.date(2026, 2029),
      price: facts.integer(41, 99),
      camp: facts.integer(110, 190),
      headliner: facts.name(),
      sponsor: facts.company(),
    }),
    play: async ({ festival, start, price, camp, headliner, sponsor }, chat) => {
      const reply = await ask(
        chat,
        user(
          `Passage A: The ${festival} festival begins on ${start.british}.\n\nPassage B: It is sponsored by ${sponsor}.\n\nPassage C: A day ticket costs ${price} dollars; a camping pitch costs ${camp} dollars.\n\nPassage D: The last concert is given by ${headliner}.\n\nWho closes the ${festival} festival, and how much is a day ticket?`,
        ),
      );
      assertMentions(reply, headliner, price);
      assertOmits(reply, sponsor, camp);
    },
    ideal: ({ headliner, price }) => [
      says(`${headliner} gives the last concert, and a day ticket costs $${price}.`),
    ],
  }),

  defineCase('retrieval', 'question-between-two-blocks-of-material', {
    draw: (facts) => {
      const mines = [1, 2, 3, 4].map(() => ({ mine: facts.inventedWord(), ore: facts.integer(1100, 9900) }));
      return { mines, ...chooseOne(facts, mines) };
    },
    play: async ({ mines, target, others }, chat) => {
      const lines = mines.map(
        ({ mine, ore }) => `The ${mine} mine yielded ${ore} tonnes of copper ore last year.`,
      );
      const reply = await ask(
        chat,
        user(
          `NOTES FROM THE FIRST REPORT\n${lines.slice(0, 2).join('\n')}\n\nMY QUESTION: how much ore came out of the ${target.mine} mine?\n\nNOTES FROM THE SECOND REPORT\n${lines.slice(2).join('\n')}`,
        ),
      );
      assertMentions(reply, target.ore);
      assertOmits(reply, ...others.map(({ ore }) => ore));
    },
    ideal: ({ target }) => [says(`${target.ore} tonnes came out of the ${target.mine} mine.`)],
  }),

  defineCase('retrieval', 'chat-over-company-files-cited-by-name-in-square-brackets', {
    draw: (facts) => {
      const plans = [1, 2, 3].map(() => ({
        file: `${facts.slug()}.pdf`,
        plan: facts.inventedWord(),
        deductible: facts.integer(510, 2900),
      }));
      return { plans, ...chooseOne(facts, plans) };
    },
    play: async ({ plans, target, others }, chat) => {
      const sources = plans
        .map(
          ({ file, plan, deductible }) =>
            `${file}: The ${plan} plan has a yearly deductible of $${deductible}.`,
        )
        .join('\n');
      const reply = await ask(
        chat,
        system(
          "Assistant helps the company employees with their healthcare plan questions. Be brief in your answers.\nAnswer ONLY with the facts listed in the list of sources below. If there isn't enough information below, say you don't know.\nEach source has a name followed by colon and the actual information, always include the source name for each fact you use in the response. Use square brackets to reference the source, for example [info1.txt]. Don't combine sources, list each source separately, for example [info1.txt][info2.pdf].",
        ),
        user(`What's the deductible of ${target.plan}?\n\nSources:\n${sources}`),
      );
      assertMentions(reply, target.deductible, `[${target.file}]`);
      assertOmits(reply, ...others.flatMap(({ file, deductible }) => [file, deductible]), 'info1.txt');
    },
    ideal: ({ target }) => [
      says(`The ${target.plan} plan has a yearly deductible of $${target.deductible} [${target.file}].`),
    ],
  }),
];
