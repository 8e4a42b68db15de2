import assert from 'node:assert/strict';
import {
  assertAbstains,
  assertMentions,
  assertMentionsAny,
  assertOmits,
  assertShort,
  chooseOne,
  dateForms,
  timeForms,
} from '../assertions.ts';
import { defineCase, type ReadingCase } from '../case.ts';
import { ask, assistant, says, system, user } from '../conversation.ts';

/** The default prompt of a popular retrieval chain: the question stands before its context. */
const questionBeforeContext = defineCase('retrieval', 'rag-prompt-question-before-context', {
  draw: (f) => {
    const manuals = f.distinct(3, () => ({
      product: f.product(),
      uses: f.integer(20, 99),
      cable: f.integer(110, 190),
    }));
    return { manuals, pick: chooseOne(f, manuals) };
  },
  play: async (s, chat) => {
    const context = s.manuals
      .map(
        ({ product, uses, cable }) =>
          `The ${product} comes with a mains cable of ${cable} cm. Descale the ${product} after every ${uses} uses, otherwise its pump wears out.`,
      )
      .join('\n\n');
    const reply = await ask(
      chat,
      user(
        `You are an assistant for question-answering tasks. Use the following pieces of retrieved context to answer the question. If you don't know the answer, just say that you don't know. Use three sentences maximum and keep the answer concise.\nQuestion: How often do I have to descale the ${s.pick.target.product}? \nContext: ${context} \nAnswer:`,
      ),
    );
    assertMentions(reply, s.pick.target.uses);
    assertOmits(reply, ...s.pick.others.flatMap(({ uses, cable }) => [uses, cable]));
    assertShort(reply, 400);
  },
  ideal: ({ pick: { target } }) => [
    says(`You have to descale the ${target.product} after every ${target.uses} uses.`),
  ],
});

/** Three résumés between dashed rules; the answer is the name at the head of one of them. */
const whichCandidate = defineCase('retrieval', 'candidate-found-by-a-line-of-the-resume', {
  draw: (f) => {
    const people = f.distinct(3, () => ({
      name: f.name(),
      city: f.city(),
      employer: f.company(),
      earlier: f.company(),
      degree: f.pick(['BSc Physics', 'MA Linguistics', 'MSc Statistics', 'BEng Civil Engineering']),
    }));
    return { people, pick: chooseOne(f, people) };
  },
  play: async (s, chat) => {
    const resumes = s.people.map(
      ({ name, city, employer, earlier, degree }) =>
        `file_path: resumes/${name.toLowerCase().replace(' ', '_')}.pdf\n\n${name}\n${city}\n\nEXPERIENCE\n2021 - present  Data engineer, ${employer}\n2017 - 2021  Analyst, ${earlier}\n\nEDUCATION\n${degree}`,
    );
    const reply = await ask(
      chat,
      system(
        "You are an expert Q&A system that is trusted around the world.\nAlways answer the query using the provided context information, and not prior knowledge.\nSome rules to follow:\n1. Never directly reference the given context in your answer.\n2. Avoid statements like 'Based on the context, ...' or 'The context information ...' or anything along those lines.",
      ),
      user(
        `Context information is below.\n---------------------\n${resumes.join('\n\n')}\n---------------------\nGiven the context information and not prior knowledge, answer the query.\nQuery: Which of the candidates used to be an analyst at ${s.pick.target.earlier}?\nAnswer: `,
      ),
    );
    assertMentions(reply, s.pick.target.name);
    assertOmits(reply, ...s.pick.others.map(({ name }) => name));
  },
  ideal: ({ pick: { target } }) => [
    says(`${target.name} was an analyst at ${target.earlier} from 2017 to 2021.`),
  ],
});

/** Material in XML, the question after it; every document states the same kinds of numbers. */
const xmlLeases = defineCase('retrieval', 'xml-documents-notice-period-of-one-lease', {
  draw: (f) => {
    const leases = f.distinct(3, () => ({
      address: `${f.integer(2, 99)} ${f.street()}`,
      tenant: f.name(),
      rent: f.integer(700, 1900),
      notice: f.integer(100, 280),
    }));
    return { leases, pick: chooseOne(f, leases) };
  },
  play: async (s, chat) => {
    const documents = s.leases
      .map(
        ({ address, tenant, rent, notice }, index) =>
          `<document index="${index + 1}">\n<source>lease-${index + 1}.docx</source>\n<document_content>\nThis agreement concerns the flat at ${address}, let to ${tenant} for a monthly rent of ${rent} euros. Either party may end it by giving written notice of ${notice} days.\n</document_content>\n</document>`,
      )
      .join('\n');
    const reply = await ask(
      chat,
      user(
        `<documents>\n${documents}\n</documents>\n\nHow much notice do I have to give if I want to move out of ${s.pick.target.address}?`,
      ),
    );
    assertMentions(reply, s.pick.target.notice);
    assertOmits(reply, ...s.pick.others.flatMap(({ notice, rent, tenant }) => [notice, rent, tenant]));
  },
  ideal: ({ pick: { target } }) => [says(`You have to give ${target.notice} days' written notice.`)],
});

/** The template wants the number of the source in brackets after the statement. */
const citedSource = defineCase('retrieval', 'numbered-sources-cited-in-brackets', {
  draw: (f) => {
    const finds = f.distinct(4, () => ({
      wreck: f.inventedWord(),
      depth: f.integer(21, 95),
      year: f.integer(1620, 1890),
    }));
    return { finds, pick: chooseOne(f, finds) };
  },
  play: async (s, chat) => {
    const sources = s.finds
      .map(
        ({ wreck, depth, year }, index) =>
          `Source ${index + 1}:\nThe wreck of the ${wreck}, which sank in ${year}, lies at a depth of ${depth} metres.`,
      )
      .join('\n\n');
    const reply = await ask(
      chat,
      user(
        `Please provide an answer based solely on the provided sources. When referencing information from a source, cite the appropriate source(s) using their corresponding numbers in square brackets, for example [7]. Every answer should include at least one source citation. Only cite a source when you are explicitly referencing it. If none of the sources are helpful, you should indicate that.\n\n------\n${sources}\n------\nQuery: How deep down is the wreck of the ${s.pick.target.wreck}?\nAnswer: `,
      ),
    );
    assertMentions(reply, s.pick.target.depth);
    assertOmits(reply, ...s.pick.others.flatMap(({ depth, year }) => [depth, year]));
    assert.deepEqual([...new Set(reply.match(/\[\d+\]/g))], [`[${s.pick.index + 1}]`]);
  },
  ideal: ({ pick: { target, index } }) => [
    says(`The wreck of the ${target.wreck} lies at a depth of ${target.depth} metres [${index + 1}].`),
  ],
});

/** The product is described, but not in the respect that is asked about. */
const similarIsNotEnough = defineCase('retrieval', 'abstains-when-only-other-properties-are-stated', {
  draw: (f) => ({
    product: f.product(),
    weight: f.integer(300, 900),
    price: f.integer(1000, 1999),
    colour: f.pick(['teal', 'ivory', 'maroon', 'charcoal']),
    other: f.product(),
    noise: f.integer(31, 79),
  }),
  play: async (s, chat) => {
    const askAbout = (product: string): Promise<string> =>
      ask(
        chat,
        user(
          `Given the following information, answer the question. If the answer is not contained within the documents, reply with "I don't know".\n\nContext:\n  The ${s.product} weighs ${s.weight} g and costs ${s.price} crowns. It is sold in ${s.colour}.\n  The ${s.other} reaches a noise level of ${s.noise} dB.\n\nQuestion: What is the noise level of the ${product}?\nAnswer:`,
        ),
      );
    const stated = await askAbout(s.other);
    assertMentions(stated, s.noise);
    assertOmits(stated, s.weight, s.price);
    const reply = await askAbout(s.product);
    assertAbstains(reply);
    assertOmits(reply, s.weight, s.price, s.noise, s.colour);
  },
  ideal: (s) => [says(`It reaches ${s.noise} dB.`), says("I don't know.")],
});

/** A table in Markdown: the row is named by the branch, the column by the day. */
const tableCell = defineCase('retrieval', 'markdown-table-cell-by-row-and-column', {
  draw: (f) => {
    const branches = f.distinct(4, () => ({
      city: f.city(),
      weekdays: f.time(),
      saturday: f.time(),
      sunday: f.time(),
    }));
    return { branches, pick: chooseOne(f, branches), day: f.pick(['Saturday', 'Sunday'] as const) };
  },
  play: async (s, chat) => {
    const rows = s.branches.map(
      ({ city, weekdays, saturday, sunday }) =>
        `| ${city} | ${weekdays.clock} | ${saturday.clock} | ${sunday.clock} |`,
    );
    const reply = await ask(
      chat,
      system(
        `You answer questions of library visitors. Use only this table of closing times.\n\n| Branch | Mon-Fri | Saturday | Sunday |\n|---|---|---|---|\n${rows.join('\n')}`,
      ),
      user(`Until when is the ${s.pick.target.city} branch open on ${s.day}s?`),
    );
    const { target } = s.pick;
    const [right, wrong] =
      s.day === 'Saturday' ? [target.saturday, target.sunday] : [target.sunday, target.saturday];
    assertMentionsAny(reply, timeForms(right));
    assertOmits(
      reply,
      wrong.clock,
      target.weekdays.clock,
      ...s.pick.others.flatMap((other) => [other.saturday.clock, other.sunday.clock]),
    );
  },
  ideal: ({ pick: { target }, day }) => [
    says(
      `The ${target.city} branch is open until ${(day === 'Saturday' ? target.saturday : target.sunday).clock}.`,
    ),
  ],
});

/** The general rule has an exception, and the customer is the exception. */
const policyException = defineCase('retrieval', 'policy-exception-applies-to-the-customer', {
  draw: (f) => ({
    company: f.company(),
    sealed: f.integer(40, 60),
    opened: f.integer(10, 20),
    member: f.integer(70, 95),
    product: f.product(),
    opening: f.pick([true, false]),
  }),
  play: async (s, chat) => {
    const reply = await ask(
      chat,
      system(
        `You are a support agent of ${s.company}. Answer from the policy below.\n\n# Returns\nGoods in sealed packaging can be returned within ${s.sealed} days of delivery. Once the packaging has been opened, the period is ${s.opened} days. Members of the loyalty programme have ${s.member} days in either case.`,
      ),
      user(
        s.opening
          ? `I already opened the box of my ${s.product}. I am not in your loyalty programme. How many days do I have to return it?`
          : `The ${s.product} is still in its sealed packaging and I am not a loyalty member. How many days do I have to return it?`,
      ),
    );
    const [right, wrong] = s.opening ? [s.opened, s.sealed] : [s.sealed, s.opened];
    assertMentions(reply, right);
    assertOmits(reply, wrong, s.member);
  },
  ideal: (s) => [says(`You have ${s.opening ? s.opened : s.sealed} days from delivery to return it.`)],
});

/** Action items at the end of the minutes: the person and the date belong to one task. */
const minutes = defineCase('retrieval', 'minutes-who-does-the-task-and-by-when', {
  draw: (f) => {
    const tasks = [
      'renew the TLS certificate',
      'book the venue for the offsite',
      'draft the budget for next year',
      'interview the two candidates for the design role',
    ];
    const items = f.shuffle(tasks).map((task) => ({ task, who: f.givenName(), by: f.date(2027, 2028) }));
    return { items, chair: f.name(), pick: chooseOne(f, items) };
  },
  play: async (s, chat) => {
    const reply = await ask(
      chat,
      user(
        `Minutes of the weekly meeting\nChair: ${s.chair}\nPresent: ${s.items.map(({ who }) => who).join(', ')}\n\nThe team went through the open points. The roadmap was approved without changes.\n\nAction items:\n${s.items.map(({ task, who, by }) => `- ${who} to ${task} by ${by.american}`).join('\n')}\n\nWho has to ${s.pick.target.task}, and what is the deadline?`,
      ),
    );
    assertMentions(reply, s.pick.target.who);
    assertMentionsAny(reply, dateForms(s.pick.target.by));
    assertOmits(reply, s.chair, ...s.pick.others.flatMap(({ who, by }) => [who, by.american]));
  },
  ideal: ({ pick: { target } }) => [says(`${target.who} has to ${target.task} by ${target.by.american}.`)],
});

/** A thread of e-mails in which the place changes; the last message counts. */
const latestMail = defineCase('retrieval', 'email-thread-latest-message-wins', {
  draw: (f) => ({
    people: f.distinct(2, () => f.name()),
    rooms: f.distinct(3, () => `${f.inventedWord()} Room`),
    times: f.distinct(2, () => f.time()),
    subject: f.inventedWord(),
  }),
  play: async (s, chat) => {
    const [writer, answerer] = s.people;
    const [first, second, third] = s.rooms;
    const reply = await ask(
      chat,
      system('Answer questions about the e-mails of the user as briefly as possible.'),
      user(
        `From: ${writer}\nSent: Monday, 9:02\nSubject: ${s.subject} workshop\n\nHi, the ${s.subject} workshop is going to be held in the ${first} at ${s.times[0].clock}.\n\nFrom: ${answerer}\nSent: Monday, 11:40\nSubject: Re: ${s.subject} workshop\n\nThe ${first} is taken. Shall we use the ${second}? By the way, lunch is at ${s.times[1].clock}.\n\nFrom: ${writer}\nSent: Tuesday, 8:15\nSubject: Re: Re: ${s.subject} workshop\n\nThe ${second} has no projector, so I have moved the workshop to the ${third}. Please all come there.\n\n---\nIn which room will the ${s.subject} workshop be held? Reply with the name of the room only.`,
      ),
    );
    assertMentions(reply, third);
    assertOmits(reply, first, second);
    assertShort(reply, 120);
  },
  ideal: (s) => [says(s.rooms[2])],
});

/** What the user said of themselves is the material, and the user corrected it. */
const correctedMemory = defineCase('retrieval', 'chat-memory-corrected-fact', {
  draw: (f) => ({
    badges: f.distinct(2, () => f.code()),
    dog: f.inventedWord(),
    name: f.givenName(),
    city: f.city(),
  }),
  play: async (s, chat) => {
    const [wrong, right] = s.badges;
    const reply = await ask(
      chat,
      system('You are a helpful assistant.'),
      user(`Hi! I'm ${s.name} from ${s.city}. My badge number is ${wrong}.`),
      assistant(`Nice to meet you, ${s.name}! I've noted your badge number ${wrong}.`),
      user(`Sorry, I misread that: my badge number is ${right}. My dog ${s.dog} distracted me.`),
      assistant('No problem, dogs do that.'),
      user('What can I cook with lentils and carrots?'),
      assistant('A stew: simmer both with onions and stock for half an hour.'),
      user("Sounds good. By the way, what's my badge number again?"),
    );
    assertMentions(reply, right);
    assertOmits(reply, wrong, s.dog, s.city);
  },
  ideal: (s) => [says(`Your badge number is ${s.badges[1]}.`)],
});

export const retrievalDev1: readonly ReadingCase[] = [
  questionBeforeContext,
  whichCandidate,
  xmlLeases,
  citedSource,
  similarIsNotEnough,
  tableCell,
  policyException,
  minutes,
  latestMail,
  correctedMemory,
];
