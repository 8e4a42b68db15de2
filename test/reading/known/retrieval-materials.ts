import { chooseOne } from '../assertions.ts';
import type { ReadingCase } from '../case.ts';
import { assistant, pastCall, system, user } from '../conversation.ts';
import { exactly, matches, retrieval } from './retrieval.ts';

export const retrievalMaterials: readonly ReadingCase[] = [
  retrieval('known-cell-of-a-table', (facts) => {
    const rows = [0, 1, 2, 3].map(() => ({
      product: facts.product(),
      price: facts.decimal(20, 400, 2),
      stock: facts.integer(3, 90),
    }));
    const { target, others } = chooseOne(facts, rows);
    return {
      messages: [
        user(
          `| Product | Price (EUR) | In stock |\n|---|---:|---:|\n${rows.map(({ product, price, stock }) => `| ${product} | ${price} | ${stock} |`).join('\n')}\n\nHow much is the ${target.product}?`,
        ),
      ],
      has: [target.price],
      omits: others.map(({ price }) => price),
      ideal: `It costs ${target.price} EUR.`,
    };
  }),

  retrieval('known-documents-as-json', (facts) => {
    const documents = [0, 1, 2].map((index) => ({
      id: `doc-${index + 1}`,
      title: `${facts.city()} office`,
      content: `The office opens at ${facts.time().clock}. Its manager is ${facts.name()}.`,
    }));
    const { target, others } = chooseOne(facts, documents);
    const [manager] = /(?<=manager is ).*(?=\.)/.exec(target.content)!;
    return {
      messages: [
        system(
          'Answer from the documents in the message and name the id of the document you used in square brackets.',
        ),
        user(
          `Documents:\n${JSON.stringify(documents, null, 2)}\n\nQuestion: Who is the manager of the ${target.title}?`,
        ),
      ],
      has: [manager, target.id],
      omits: others.map(({ id }) => id),
      ideal: `The manager is ${manager} [${target.id}].`,
    };
  }),

  retrieval('known-record-of-keys-and-values', (facts) => {
    const records = [0, 1, 2].map(() => ({
      name: facts.name(),
      email: facts.email(),
      desk: facts.code(),
      town: facts.city(),
    }));
    const { target, others } = chooseOne(facts, records);
    return {
      messages: [
        user(
          `Here are our contacts.\n\n${records.map(({ name, email, desk, town }) => `Name: ${name}\nE-mail: ${email}\nDesk: ${desk}\nTown: ${town}`).join('\n\n')}\n\nWhat is the e-mail address of ${target.name}?`,
        ),
      ],
      has: [target.email],
      omits: others.map(({ email }) => email),
      ideal: target.email,
    };
  }),

  retrieval('known-frequently-asked-questions', (facts) => {
    const [days, fee, hours] = [facts.integer(11, 90), facts.integer(100, 900), facts.integer(2, 9)];
    return {
      messages: [
        system(
          `You are the support bot of ${facts.company()}.\n\nFAQ\nQ: How long can I return an item?\nA: Within ${days} days of delivery, with the receipt.\n\nQ: What does express delivery cost?\nA: A flat fee of ${fee} crowns.\n\nQ: When will support reply?\nA: Usually within ${hours} hours.`,
        ),
        user('what do I pay for express delivery?'),
      ],
      has: [fee],
      omits: [days, hours],
      ideal: `Express delivery costs ${fee} crowns.`,
    };
  }),

  retrieval('known-thread-of-e-mails', (facts) => {
    const [ann, bob] = [facts.name(), facts.name()];
    const [first, second] = [facts.time().clock, facts.time().clock];
    const room = facts.code();
    return {
      messages: [
        user(
          `From: ${ann}\nTo: ${bob}\nSubject: Review meeting\n\nHi, the review meeting starts at ${first} in room ${room}.\n\n---\n\nFrom: ${bob}\nTo: ${ann}\nSubject: Re: Review meeting\n\nSorry, I can't make that. Could we move it?\n\n---\n\nFrom: ${ann}\nTo: ${bob}\nSubject: Re: Re: Review meeting\n\nNo problem, the review meeting now starts at ${second}.\n\nWhen does the review meeting start?`,
        ),
      ],
      has: [second],
      omits: [first],
      ideal: `The review meeting starts at ${second}.`,
    };
  }),

  retrieval('known-transcript-of-a-meeting', (facts) => {
    const people = [facts.givenName(), facts.givenName(), facts.givenName()] as const;
    const [cake, tents] = [facts.integer(12, 90), facts.integer(200, 900)];
    return {
      messages: [
        user(
          `Transcript:\n${people[0]}: Welcome everybody. Let us plan the summer party.\n${people[1]}: I will bring ${cake} chairs from the hall.\n${people[2]}: And I can order ${tents} paper cups.\n${people[0]}: Great, then I book the band.\n\nWho will order the paper cups?`,
        ),
      ],
      has: [people[2]],
      omits: [people[0], people[1]],
      ideal: `${people[2]} will order them.`,
    };
  }),

  retrieval('known-changelog', (facts) => {
    const versions = [3, 2, 1].map((major) => `${major}.${facts.integer(1, 99)}.0`);
    const flags = versions.map(() => facts.slug());
    const at = facts.integer(0, 2);
    return {
      messages: [
        user(
          `# Changelog\n\n${versions.map((version, index) => `## ${version}\n\n- Added the option \`--${flags[index]}\`.\n- Fixed a crash on empty input.`).join('\n\n')}\n\nWhich version added the option --${flags[at]}?`,
        ),
      ],
      has: [versions[at]!],
      omits: versions.filter((_, index) => index !== at),
      ideal: `Version ${versions[at]} added it.`,
    };
  }),

  retrieval('known-constant-in-code', (facts) => {
    const [retries, timeout, port] = [
      facts.integer(3, 60),
      facts.integer(1000, 4000),
      facts.integer(5000, 9000),
    ];
    return {
      messages: [
        user(
          `\`\`\`ts\nexport const MAX_RETRIES = ${retries};\nexport const TIMEOUT_MS = ${timeout};\n\nexport function connect(host: string, port = ${port}) {\n  return open(host, port);\n}\n\`\`\`\n\nWhat is the maximum number of retries in this code? Reply with the number only.`,
        ),
      ],
      has: [retries],
      omits: [timeout, port],
      also: exactly(retries),
      ideal: String(retries),
    };
  }),

  retrieval('known-clause-of-a-contract', (facts) => {
    const [notice, rent, deposit] = [
      facts.integer(21, 99),
      facts.integer(600, 999),
      facts.integer(1000, 4000),
    ];
    return {
      messages: [
        user(
          `CONTRACT\n\n1. Rent. The tenant pays a rent of ${rent} dollars on the first day of each month.\n\n2. Deposit. A deposit of ${deposit} dollars is due when the contract is signed.\n\n3. Termination. Either party may terminate the contract with ${notice} days' written notice.\n\nBased on the contract above, how many days of notice are required to end it by termination?`,
        ),
      ],
      has: [notice],
      omits: [rent, deposit],
      ideal: `${notice} days' written notice.`,
    };
  }),

  retrieval('known-only-the-number-from-triple-quotes', (facts) => {
    const [bridge, length, year, arches] = [
      facts.city(),
      facts.integer(300, 990),
      facts.integer(1801, 1899),
      facts.integer(5, 29),
    ];
    return {
      messages: [
        user(
          `Answer using the text delimited by triple quotes. Give only a number.\n\n"""The bridge of ${bridge} was opened in ${year}. It is ${length} metres long and stands on ${arches} arches."""\n\nQuestion: How long is the bridge in metres?`,
        ),
      ],
      has: [length],
      omits: [year, arches],
      also: exactly(length),
      ideal: String(length),
    };
  }),

  retrieval('known-content-parts-of-one-message', (facts) => {
    const people = [0, 1, 2].map(() => ({ name: facts.name(), town: facts.city() }));
    const { target, others } = chooseOne(facts, people);
    return {
      messages: [
        {
          role: 'user',
          content: [
            ...people.map(({ name, town }) => ({
              type: 'text' as const,
              text: `${name} grew up in ${town}.`,
            })),
            { type: 'text' as const, text: `Where did ${target.name} grow up?` },
          ],
        },
      ],
      has: [target.town],
      omits: others.map(({ town }) => town),
      ideal: `In ${target.town}.`,
    };
  }),

  retrieval('known-cheapest-of-a-tool-result', (facts) => {
    const offers = [0, 1, 2, 3].map(() => ({
      hotel: `Hotel ${facts.inventedWord()}`,
      price: facts.integer(60, 300),
      rating: facts.decimal(3, 5, 1),
    }));
    const cheapest = offers.toSorted((one, other) => one.price - other.price)[0]!;
    const question = `Which of the hotels in ${facts.city()} is the cheapest?`;
    return {
      messages: [user(question), ...pastCall('find_hotels', { query: question }, { offers, page: 1 })],
      has: [cheapest.hotel],
      omits: offers.filter((each) => each !== cheapest).map(({ hotel }) => hotel),
      ideal: `${cheapest.hotel} is the cheapest.`,
    };
  }),

  retrieval('known-field-of-a-large-result', (facts) => {
    const order = facts.code();
    const [carrier, city, street, total] = [
      facts.company(),
      facts.city(),
      facts.street(),
      facts.decimal(30, 90, 2),
    ];
    return {
      messages: [
        user(`Which carrier delivers order ${order}?`),
        ...pastCall(
          'get_order',
          { order_id: order },
          {
            order_id: order,
            total,
            currency: 'EUR',
            customer: { name: facts.name(), address: { street, city } },
            shipment: { carrier, tracking_number: facts.code(), status: 'in transit' },
          },
        ),
      ],
      has: [carrier],
      omits: [street, total],
      ideal: `Order ${order} is delivered by ${carrier}.`,
    };
  }),

  retrieval('known-which-is-taller', (facts) => {
    const towers = [0, 1, 2].map(() => ({
      name: `${facts.inventedWord()} Tower`,
      height: facts.integer(60, 300),
    }));
    const [one, two] = [towers[0]!, towers[1]!];
    const taller = one.height > two.height ? one : two;
    return {
      messages: [
        user(
          `Context:\n${towers.map(({ name, height }) => `The ${name} is ${height} metres high.`).join(' ')}\n\nQuestion: Which is taller, the ${one.name} or the ${two.name}? Answer with the name only.`,
        ),
      ],
      has: [taller.name],
      omits: [towers[2]!.name, ...(taller === one ? [two.name] : [one.name])],
      ideal: taller.name,
    };
  }),

  retrieval('known-two-facts-combined', (facts) => {
    const people = [0, 1, 2].map(() => ({ name: facts.name(), town: facts.city(), firm: facts.company() }));
    const { target, others } = chooseOne(facts, people);
    return {
      messages: [
        user(
          `Context:\n${people.map(({ name, firm }) => `${firm} was founded by ${name}.`).join('\n')}\n${people.map(({ name, town }) => `${name} was born in ${town}.`).join('\n')}\n\nQuestion: Where was the founder of ${target.firm} born?`,
        ),
      ],
      has: [target.town],
      omits: others.map(({ town }) => town),
      ideal: `${target.name}, the founder, was born in ${target.town}.`,
    };
  }),

  retrieval('known-count-of-records', (facts) => {
    const tickets = Array.from({ length: 9 }, () => ({
      id: facts.code(),
      status: facts.pick(['open', 'closed', 'open', 'pending']),
    }));
    const open = tickets.filter(({ status }) => status === 'open').length;
    return {
      messages: [
        user(
          `Ticket list:\n${tickets.map(({ id, status }) => `- ${id}: ${status}`).join('\n')}\n\nHow many tickets are open? Just the number.`,
        ),
      ],
      has: [open],
      omits: [],
      also: exactly(open),
      ideal: String(open),
    };
  }),

  retrieval('known-corrected-fact', (facts) => {
    const [old, current] = [facts.city(), facts.city()];
    const colleague = facts.name();
    return {
      messages: [
        user(`My colleague ${colleague} lives in ${old}.`),
        assistant('Thanks, noted.'),
        user(`Sorry, I got that wrong: ${colleague} lives in ${current}.`),
        assistant('Got it.'),
        user(`Where does ${colleague} live?`),
      ],
      has: [current],
      omits: [old],
      ideal: `${colleague} lives in ${current}.`,
    };
  }),

  retrieval('known-german-question', (facts) => {
    const towns = [0, 1, 2].map(() => ({ town: facts.city(), mayor: facts.name() }));
    const { target, others } = chooseOne(facts, towns);
    return {
      messages: [
        user(
          `Kontext:\n${towns.map(({ town, mayor }) => `Die Bürgermeisterin von ${town} heißt ${mayor}.`).join('\n')}\n\nFrage: Wie heißt die Bürgermeisterin von ${target.town}?\nAntwort:`,
        ),
      ],
      has: [target.mayor],
      omits: others.map(({ mayor }) => mayor),
      ideal: `Die Bürgermeisterin heißt ${target.mayor}.`,
    };
  }),

  retrieval('known-quoted-word-for-word', (facts) => {
    const [one, two, three] = [facts.name(), facts.name(), facts.product()];
    const sentence = `Every ${three} is checked by ${one} before it leaves the works.`;
    return {
      messages: [
        user(
          `Article:\nThe works run day and night. ${sentence} Orders are taken by ${two}.\n\nQuote, word for word, the sentence that says who checks the ${three}.`,
        ),
      ],
      has: [one],
      omits: [two],
      also: matches(new RegExp(sentence.replace(/[.]/g, '\\.'))),
      ideal: `"${sentence}"`,
    };
  }),

  retrieval('known-what-the-assistant-said', (facts) => {
    const [code, other] = [facts.code(), facts.code()];
    const company = facts.company();
    return {
      messages: [
        user(`Please book a table at ${company} for two.`),
        assistant(`Done! Your booking reference is ${code}. You can cancel with the PIN ${other}.`),
        user('Thank you!'),
        assistant('You are welcome.'),
        user('What was the booking reference again?'),
      ],
      has: [code],
      omits: [other],
      ideal: `Your booking reference is ${code}.`,
    };
  }),

  retrieval('known-error-of-a-tool', (facts) => {
    const [order, total] = [facts.code(), facts.decimal(30, 90, 2)];
    return {
      messages: [
        user(`What is the total of order ${order}?`),
        ...pastCall(
          'get_order',
          { order_id: order },
          { error: 'order not found', code: `E-${facts.integer(100, 900)}` },
        ),
      ],
      has: ['not found'],
      omits: [total],
      // In words, not as the tool gave it.
      also: matches(/^[^{}]+$/),
      ideal: `I could not look that up: order not found.`,
    };
  }),
];
