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
import { ask, assistant, says, system, user } from '../conversation.ts';

/** Constants of a module; the question uses none of their words. */
const codeConstant = defineCase('retrieval', 'constant-in-code-asked-for-in-other-words', {
  draw: (f) => ({
    retries: f.integer(4, 19),
    timeout: f.integer(20, 90),
    pool: f.integer(100, 400),
    module: f.slug(),
    url: f.slug(),
    asked: f.pick(['retries', 'timeout'] as const),
  }),
  play: async (s, chat) => {
    const question =
      s.asked === 'retries'
        ? 'How often does this client try again after a failed request?'
        : 'After how many seconds does this client give up waiting for a reply?';
    const reply = await ask(
      chat,
      system('You explain code to new colleagues. Keep it to one or two sentences.'),
      user(
        `\`\`\`python\n# ${s.module}/client.py\nimport httpx\n\nBASE_URL = "https://${s.url}.example/v2"\nMAX_RETRIES = ${s.retries}\nTIMEOUT_SECONDS = ${s.timeout}\nPOOL_SIZE = ${s.pool}\n\n\ndef fetch(path: str) -> dict:\n    transport = httpx.HTTPTransport(retries=MAX_RETRIES)\n    with httpx.Client(transport=transport, timeout=TIMEOUT_SECONDS) as client:\n        return client.get(BASE_URL + path).json()\n\`\`\`\n\n${question}`,
      ),
    );
    const [right, wrong] = s.asked === 'retries' ? [s.retries, s.timeout] : [s.timeout, s.retries];
    assertMentions(reply, right);
    assertOmits(reply, wrong, s.pool);
  },
  ideal: (s) => [
    says(
      s.asked === 'retries'
        ? `It retries a failed request up to ${s.retries} times.`
        : `It gives up after ${s.timeout} seconds.`,
    ),
  ],
});

/** A page in HTML: the label stands in one element, its value in the next. */
const htmlPage = defineCase('retrieval', 'html-contact-page-value-beside-its-label', {
  draw: (f) => {
    const departments = f.distinct(3, () => ({
      person: f.name(),
      mail: f.email(),
      extension: f.integer(200, 990),
    }));
    const names = f
      .shuffle(['Admissions', 'Alumni relations', 'Student housing', 'Examinations'])
      .slice(0, 3);
    return { departments, names, pick: chooseOne(f, departments), university: f.inventedWord() };
  },
  play: async (s, chat) => {
    const page = s.departments
      .map(
        ({ person, mail, extension }, index) =>
          `<section>\n  <h2>${s.names[index]}</h2>\n  <dl>\n    <dt>Head of office</dt><dd>${person}</dd>\n    <dt>E-mail</dt><dd><a href="mailto:${mail}">${mail}</a></dd>\n    <dt>Extension</dt><dd>${extension}</dd>\n  </dl>\n</section>`,
      )
      .join('\n');
    const reply = await ask(
      chat,
      system(
        `You are the chatbot of ${s.university} University. The page the visitor is looking at:\n\n<main>\n<h1>Contact</h1>\n${page}\n</main>`,
      ),
      user(`To which address do I write if I have a question for ${s.names[s.pick.index]}?`),
    );
    assertMentions(reply, s.pick.target.mail);
    assertOmits(reply, ...s.pick.others.flatMap(({ mail, person, extension }) => [mail, person, extension]));
    assertOmits(reply, '<dd>');
  },
  ideal: ({ pick: { target } }) => [says(`Please write to ${target.mail}.`)],
});

/** A CSV export between two rules, the question above it, only the value wanted. */
const csvValue = defineCase('retrieval', 'csv-row-only-the-value', {
  draw: (f) => {
    const rows = f.distinct(5, () => ({
      parcel: f.code(),
      sent: f.date(2024, 2026),
      to: f.city(),
      kilos: f.decimal(2, 60, 1),
      driver: f.surname(),
    }));
    return { rows, pick: chooseOne(f, rows), column: f.pick(['to', 'driver'] as const) };
  },
  play: async (s, chat) => {
    const reply = await ask(
      chat,
      user(
        `${s.column === 'to' ? 'To which town was' : 'Who transported'} parcel ${s.pick.target.parcel}${s.column === 'to' ? ' sent' : ''}? Reply with just the name, no sentence.\n\n\`\`\`csv\nparcel,date,destination,weight_kg,driver\n${s.rows.map(({ parcel, sent, to, kilos, driver }) => [parcel, sent.iso, to, kilos, driver].join(',')).join('\n')}\n\`\`\``,
      ),
    );
    assert.equal(reply.trim().replace(/\.$/, ''), s.pick.target[s.column]);
  },
  ideal: ({ pick: { target }, column }) => [says(target[column])],
});

/** Several passages answer together, and those which do not are left out. */
const listAll = defineCase('retrieval', 'list-of-all-who-meet-a-condition', {
  draw: (f) => {
    const languages = f.distinct(3, () =>
      f.pick(['Portuguese', 'Finnish', 'Korean', 'Turkish', 'Hungarian']),
    );
    const people = f.distinct(6, () => ({ name: f.name(), desk: f.integer(100, 400) }));
    const speaks = f.shuffle([0, 0, 0, 1, 1, 2]).map((index) => languages[index] as string);
    return { people, speaks, language: languages[0] };
  },
  play: async (s, chat) => {
    const profiles = s.people.map(
      ({ name, desk }, index) =>
        `${name} sits at desk ${desk}. Besides English, ${name} speaks ${s.speaks[index]}.`,
    );
    const reply = await ask(
      chat,
      system(`Use these staff profiles to answer:\n\n${profiles.join('\n\n')}`),
      user(`A customer only speaks ${s.language}. Which colleagues could talk to them?`),
    );
    s.people.forEach(({ name }, index) => {
      if (s.speaks[index] === s.language) assertMentions(reply, name);
      else assertOmits(reply, name);
    });
  },
  ideal: (s) => [
    says(
      `These colleagues speak ${s.language}: ${s.people
        .filter((_, index) => s.speaks[index] === s.language)
        .map(({ name }) => name)
        .join(', ')}.`,
    ),
  ],
});

/** A transcript with speakers; the number which the customer gave is not the first one. */
const callTranscript = defineCase('retrieval', 'call-transcript-what-the-customer-stated', {
  draw: (f) => ({
    agent: f.givenName(),
    customer: f.name(),
    reference: f.code(),
    complaint: f.code(),
    city: f.city(),
    refund: f.integer(30, 300),
    days: f.integer(5, 29),
  }),
  play: async (s, chat) => {
    const reply = await ask(
      chat,
      system('You help supervisors of a call centre to check calls.'),
      user(
        `[00:01] Agent: Thank you for calling, this is ${s.agent}. How may I help?\n[00:06] Customer: Hi, my name is ${s.customer}, I'm calling from ${s.city}. My washing machine came with a dent.\n[00:15] Agent: I'm sorry to hear that. Do you have the number of the delivery?\n[00:21] Customer: Yes, it's ${s.reference}.\n[00:30] Agent: Thanks. I have opened complaint ${s.complaint} for you, and we can offer you ${s.refund} euros.\n[00:41] Customer: All right. When will I get it?\n[00:44] Agent: Within ${s.days} days.\n\nWhich delivery number did the customer give, and how much money was the customer offered?`,
      ),
    );
    assertMentions(reply, s.reference, s.refund);
    assertOmits(reply, s.complaint, s.days);
  },
  ideal: (s) => [
    says(`The customer gave the delivery number ${s.reference} and was offered ${s.refund} euros.`),
  ],
});

/** Material in English, the question in another language: the stated fact is the answer in any case. */
const foreignQuestion = defineCase('retrieval', 'question-in-another-language-than-the-material', {
  draw: (f) => ({
    museum: f.inventedWord(),
    adult: f.integer(12, 29),
    pupil: f.integer(3, 9),
    parking: f.integer(30, 50),
    language: f.pick(['spanish', 'german'] as const),
  }),
  play: async (s, chat) => {
    const questions = {
      spanish: '¿Cuánto cuesta el aparcamiento para todo el día?',
      german: 'Wie viel kostet der Parkplatz für den ganzen Tag?',
    };
    const reply = await ask(
      chat,
      system(
        `You answer visitors of the ${s.museum} Museum in their own language, using the information below.\n\nTickets: adults ${s.adult} euros, pupils ${s.pupil} euros.\nParking: ${s.parking} euros for the whole day.`,
      ),
      user(questions[s.language]),
    );
    assertMentions(reply, s.parking);
    assertOmits(reply, s.adult, s.pupil);
  },
  ideal: (s) => [
    says(
      s.language === 'spanish'
        ? `El aparcamiento cuesta ${s.parking} euros para todo el día.`
        : `Der Parkplatz kostet ${s.parking} Euro für den ganzen Tag.`,
    ),
  ],
});

/** One part of a long document at a time: the relevant sentence is wanted as it stands. */
const verbatim = defineCase('retrieval', 'map-step-returns-the-relevant-text-verbatim', {
  draw: (f) => ({
    lake: f.inventedWord(),
    species: f.inventedWord().toLowerCase(),
    depth: f.integer(50, 300),
    villages: f.integer(4, 19),
    bishop: f.name(),
    tonnes: f.integer(301, 900),
  }),
  play: async (s, chat) => {
    const sentence = `At its deepest point Lake ${s.lake} measures ${s.depth} metres, which makes it the deepest lake of the region.`;
    const reply = await ask(
      chat,
      user(
        `Use the following portion of a long document to see if any of the text is relevant to answer the question. \nReturn any relevant text verbatim.\nThe shores of Lake ${s.lake} have been settled for centuries and count ${s.villages} villages today. ${sentence} Fishermen land about ${s.tonnes} tonnes of ${s.species} a year. The chapel on the island was consecrated by Bishop ${s.bishop}.\nQuestion: How deep is Lake ${s.lake}?\nRelevant text, if any:`,
      ),
    );
    assert.ok(
      mentions(reply, sentence.replace(/\.$/, '')),
      `expected the sentence itself, got ${JSON.stringify(reply)}`,
    );
    assertOmits(reply, s.tonnes, s.bishop);
  },
  ideal: (s) => [
    says(
      `At its deepest point Lake ${s.lake} measures ${s.depth} metres, which makes it the deepest lake of the region.`,
    ),
  ],
});

/** A follow-up with a pronoun: the chat says who is meant, the context says the rest. */
const pronoun = defineCase('retrieval', 'follow-up-pronoun-resolved-from-the-chat', {
  draw: (f) => {
    const artists = f.distinct(3, () => ({
      name: f.name(),
      born: f.city(),
      painting: f.inventedWord(),
      year: f.integer(1700, 1880),
    }));
    return { artists, pick: chooseOne(f, artists) };
  },
  play: async (s, chat) => {
    const { target, others } = s.pick;
    const reply = await ask(
      chat,
      system(
        `Answer the user's questions based on the below context:\n\n<context>\n${s.artists.map(({ name, born, painting, year }) => `${name} grew up in ${born}. The painting "${painting}" was finished by ${name} in ${year}.`).join('\n\n')}\n</context>`,
      ),
      user(`Who painted "${target.painting}"?`),
      assistant(`"${target.painting}" was painted by ${target.name}.`),
      user('And where did the artist grow up?'),
    );
    assertMentions(reply, target.born);
    assertOmits(reply, ...others.flatMap(({ born, name, painting }) => [born, name, painting]));
  },
  ideal: ({ pick: { target } }) => [says(`${target.name} grew up in ${target.born}.`)],
});

/** Dates in different notations are compared. */
const firstToExpire = defineCase('retrieval', 'comparison-of-dates-in-several-notations', {
  draw: (f) => {
    const contracts = f.distinct(3, () => ({
      supplier: f.company(),
      ends: f.date(2027, 2029),
      value: f.integer(10_000, 90_000),
    }));
    return { contracts, first: f.pick([true, false]) };
  },
  play: async (s, chat) => {
    const [a, b, c] = s.contracts;
    const reply = await ask(
      chat,
      user(
        `<contracts>\n  <contract supplier="${a.supplier}" value="${a.value}">The contract ends on ${a.ends.iso}.</contract>\n  <contract supplier="${b.supplier}" value="${b.value}">The contract ends on ${b.ends.british}.</contract>\n  <contract supplier="${c.supplier}" value="${c.value}">The contract ends on ${c.ends.american}.</contract>\n</contracts>\n\nWhich of these suppliers' contracts ends ${s.first ? 'first' : 'last'}? Name the supplier and the date.`,
      ),
    );
    const [right, ...rest] = byEnd(s);
    assert.ok(right);
    assertMentions(reply, right.supplier);
    assertMentionsAny(reply, dateForms(right.ends));
    assertOmits(reply, ...rest.map(({ supplier }) => supplier));
    assertShort(reply, 300);
  },
  ideal: (s) => [
    says(`The contract with ${byEnd(s)[0]?.supplier}; it ends on ${byEnd(s)[0]?.ends.british}.`),
  ],
});
const byEnd = <C extends { readonly ends: { readonly iso: string } }>(s: {
  readonly contracts: readonly C[];
  readonly first: boolean;
}): C[] => [...s.contracts].sort((a, b) => (a.ends.iso < b.ends.iso === s.first ? -1 : 1));

export const retrievalDev3: readonly ReadingCase[] = [
  codeConstant,
  htmlPage,
  csvValue,
  listAll,
  callTranscript,
  foreignQuestion,
  verbatim,
  pronoun,
  firstToExpire,
];
