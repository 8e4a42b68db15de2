import { chooseOne } from '../assertions.ts';
import type { ReadingCase } from '../case.ts';
import { assistant, pastCall, system, user } from '../conversation.ts';
import { exactly, matches, retrieval } from './retrieval.ts';

export const retrievalSituations: readonly ReadingCase[] = [
  retrieval('known-resume-employer-before', (facts) => {
    const [name, first, second, third] = [facts.name(), facts.company(), facts.company(), facts.company()];
    const [a, b, c, d] = [2009, 2013, 2018, 2024];
    const university = `University of ${facts.city()}`;
    return {
      messages: [
        user(
          `Here is the CV of an applicant:\n\n${name}\n${facts.email()} | ${facts.city()}\n\nEXPERIENCE\n\nSenior Engineer, ${third} (${c} - ${d})\n- Led a team of ${facts.integer(11, 30)} people\n\nEngineer, ${second} (${b} - ${c})\n- Built the billing system\n\nIntern, ${first} (${a} - ${b})\n\nEDUCATION\n\nMSc in Physics, ${university}, ${a}\n\nSKILLS\n\nPython, Go, SQL\n\nWhich company did the applicant work for as an intern?`,
        ),
      ],
      has: [first],
      omits: [second, third],
      ideal: `${first}.`,
    };
  }),
  retrieval('known-resume-university', (facts) => {
    const name = facts.name();
    const university = `University of ${facts.city()}`;
    const [one, two] = [facts.company(), facts.company()];
    return {
      messages: [
        system('You answer questions of recruiters about the résumé below. Keep it brief.'),
        user(
          `Résumé\n======\n${name}\n\nWork experience\n* ${one}, Data Analyst, 2019–2023\n* ${two}, Consultant, 2016–2019\n\nEducation\n* BSc Economics, ${university}, 2016\n\nLanguages\n* Finnish (native), Korean (fluent)\n\nWhere did ${name} study?`,
        ),
      ],
      has: [university],
      omits: [one, two],
      ideal: `${name} studied at ${university}.`,
    };
  }),
  retrieval('known-exception-unless', (facts) => {
    const [days, fee, max] = [facts.integer(11, 29), facts.integer(31, 60), facts.integer(100, 400)];
    return {
      messages: [
        system(
          `Library rules\n- Books may be borrowed for ${days} days.\n- Loans can be renewed once unless another reader has reserved the book.\n- Late books cost ${fee} cents per day, up to ${max} cents.`,
        ),
        user('Can I renew my loan if somebody else has reserved the book?'),
      ],
      has: [],
      omits: [fee, max],
      also: matches(/^no\b|cannot|can't|not|unless/i),
      ideal: 'No, a loan cannot be renewed once another reader has reserved the book.',
    };
  }),
  retrieval('known-age-brackets', (facts) => {
    const town = facts.city();
    const prices = facts.distinct(4, () => facts.integer(3, 60)) as number[];
    const age = facts.integer(66, 80);
    return {
      messages: [
        user(
          `Tickets for the ${town} museum:\n- Children under 6: ${prices[0]} crowns\n- Ages 6 to 17: ${prices[1]} crowns\n- Adults (18-64): ${prices[2]} crowns\n- Seniors (65 and over): ${prices[3]} crowns\n\nHow much does a visitor aged ${age} pay?`,
        ),
      ],
      has: [prices[3]!],
      omits: [prices[0]!, prices[1]!, prices[2]!].filter((price) => price !== prices[3]),
      ideal: `${prices[3]} crowns.`,
    };
  }),
  retrieval('known-age-within-a-range', (facts) => {
    const [a, b, c] = [facts.integer(101, 200), facts.integer(201, 300), facts.integer(301, 400)];
    return {
      messages: [
        system(
          `Shipping: parcels up to 2 kg cost ${a} crowns, parcels from 2 to 10 kg cost ${b} crowns, and heavier parcels cost ${c} crowns.`,
        ),
        user('What does it cost to send a parcel of 7 kg?'),
      ],
      has: [b],
      omits: [],
      ideal: `It costs ${b} crowns.`,
    };
  }),
  retrieval('known-minimum-order', (facts) => {
    const [fee, least] = [facts.integer(5, 19), facts.integer(40, 90)];
    return {
      messages: [
        user(
          `Policy: Delivery costs ${fee} euros. Orders above ${least} euros are delivered free of charge.\n\nQuestion: My order is ${least + 25} euros. Do I have to pay for delivery?\nAnswer:`,
        ),
      ],
      has: ['free'],
      omits: [],
      most: 110,
      also: matches(/\bno\b|free/i),
      ideal: `No, orders above ${least} euros are delivered free of charge.`,
    };
  }),
  retrieval('known-two-hops-department', (facts) => {
    const people = [0, 1, 2].map(() => ({
      name: facts.name(),
      dept: facts.inventedWord(),
      floor: facts.integer(2, 40),
    }));
    const { target, others } = chooseOne(facts, people);
    return {
      messages: [
        user(
          `<documents>\n${people.map(({ name, dept }) => `<doc>${name} works in the ${dept} department.</doc>`).join('\n')}\n${people.map(({ dept, floor }) => `<doc>The ${dept} department is on floor ${floor}.</doc>`).join('\n')}\n</documents>\n\nOn which floor does ${target.name} work?`,
        ),
      ],
      has: [target.floor],
      omits: others.map(({ floor }) => floor),
      ideal: `On floor ${target.floor}.`,
    };
  }),
  retrieval('known-paraphrased-question', (facts) => {
    const [year, town, boats] = [facts.integer(1801, 1899), facts.city(), facts.integer(12, 90)];
    return {
      messages: [
        user(
          `Context:\nThe lighthouse of ${town} was completed in ${year}. Its keeper watches over ${boats} boats. Visitors can climb it on Sundays.\n\nQuestion: When did they finish building the lighthouse?\n\nAnswer:`,
        ),
      ],
      has: [year],
      omits: [boats],
      ideal: `It was completed in ${year}.`,
    };
  }),
  retrieval('known-paraphrased-responsibility', (facts) => {
    const [one, two, three] = [facts.name(), facts.name(), facts.name()];
    return {
      messages: [
        user(
          `Notes:\n${one} looks after the budget of the festival. ${two} takes care of the catering. ${three} handles the press.\n\nWhom should I ask about food and drinks?`,
        ),
      ],
      has: [two],
      omits: [one, three],
      ideal: `${two} takes care of the catering.`,
    };
  }),
  retrieval('known-who-is-single-names', (facts) => {
    const [a, b, c] = [facts.inventedWord(), facts.inventedWord(), facts.inventedWord()];
    const [x, y, z] = [facts.city(), facts.city(), facts.city()];
    return {
      messages: [
        user(
          `${a} keeps bees in ${x}. ${b} keeps goats in ${y}. ${c} keeps ducks in ${z}. Who keeps goats? Answer with just the name.`,
        ),
      ],
      has: [b],
      omits: [a, c],
      also: exactly(b),
      ideal: b,
    };
  }),
  retrieval('known-answer-in-spanish', (facts) => {
    const [name, town, year] = [facts.name(), facts.city(), facts.integer(1901, 1999)];
    return {
      messages: [
        system('Always answer in Spanish.'),
        user(
          `Text: The theatre of ${town} was designed by ${name} and opened in ${year}.\n\nWho designed the theatre?`,
        ),
      ],
      has: [name],
      omits: [year],
      ideal: `El teatro fue diseñado por ${name}.`,
    };
  }),
  retrieval('known-sum-of-an-invoice', (facts) => {
    const items = [0, 1, 2].map(() => ({ product: facts.product(), price: facts.integer(11, 90) }));
    const total = items.reduce((sum, { price }) => sum + price, 0);
    return {
      messages: [
        user(
          `Invoice ${facts.code()}\n\n| Item | Price (EUR) |\n| --- | --- |\n${items.map(({ product, price }) => `| ${product} | ${price} |`).join('\n')}\n\nWhat is the total price of all items?`,
        ),
      ],
      has: [total],
      omits: [],
      ideal: `${total} EUR in total.`,
    };
  }),
  retrieval('known-count-with-condition', (facts) => {
    const rows = Array.from({ length: 8 }, () => ({
      name: facts.name(),
      dept: facts.pick(['Sales', 'Legal', 'Sales', 'Finance']),
    }));
    const count = rows.filter(({ dept }) => dept === 'Sales').length;
    return {
      messages: [
        user(
          `Employees (CSV):\nname,department\n${rows.map(({ name, dept }) => `${name},${dept}`).join('\n')}\n\nHow many employees work in Sales? Answer with a single number.`,
        ),
      ],
      has: [count],
      omits: [],
      also: exactly(count),
      ideal: String(count),
    };
  }),
  retrieval('known-cell-by-row-and-column', (facts) => {
    const towns = [facts.city(), facts.city(), facts.city()];
    const table = towns.map((town) => ({ town, q: [1, 2, 3].map(() => facts.integer(100, 999)) }));
    const { target, others } = chooseOne(facts, table);
    return {
      messages: [
        user(
          `Sales by branch:\n\n| Branch | Q1 | Q2 | Q3 |\n|---|---|---|---|\n${table.map(({ town, q }) => `| ${town} | ${q.join(' | ')} |`).join('\n')}\n\nWhat were the sales of ${target.town} in Q2?`,
        ),
      ],
      has: [target.q[1]!],
      omits: [...others.flatMap(({ q }) => q), target.q[0]!, target.q[2]!],
      ideal: `${target.q[1]}.`,
    };
  }),
  retrieval('known-release-notes-version-of-change', (facts) => {
    const versions = ['4.2.0', '4.1.0', '4.0.0'];
    const dates = versions.map(() => facts.date().iso);
    const words = versions.map(() => facts.slug());
    const at = facts.integer(0, 2);
    return {
      messages: [
        user(
          `CHANGELOG.md\n\n${versions.map((version, index) => `## [${version}] - ${dates[index]}\n### Added\n- \`${words[index]}\` setting\n### Fixed\n- A memory leak`).join('\n\n')}\n\nWhen was the \`${words[at]}\` setting released?`,
        ),
      ],
      has: [dates[at]!],
      omits: dates.filter((_, index) => index !== at),
      ideal: `On ${dates[at]}, with ${versions[at]}.`,
    };
  }),
  retrieval('known-policy-with-an-exception', (facts) => {
    const [days, other, brand] = [facts.integer(20, 60), facts.integer(5, 19), facts.inventedWord()];
    return {
      messages: [
        system(
          `You are a support agent. Policy:\nItems can be returned within ${days} days of purchase. Exception: ${brand} products must be returned within ${other} days. Gift cards cannot be returned.`,
        ),
        user(`How long do I have to return a ${brand} product?`),
      ],
      has: [other],
      omits: [],
      ideal: `${other} days.`,
    };
  }),
  retrieval('known-minutes-who-does-what', (facts) => {
    const people = [0, 1, 2].map(() => ({
      name: facts.givenName(),
      task: facts.pick(['draft the budget', 'call the printer', 'book the venue']),
      due: facts.date().british,
    }));
    people[0] = { ...people[0]!, task: 'draft the budget' };
    people[1] = { ...people[1]!, task: 'call the printer' };
    people[2] = { ...people[2]!, task: 'book the venue' };
    const { target, others } = chooseOne(facts, people);
    return {
      messages: [
        user(
          `Minutes of the planning meeting\n\nAction items:\n${people.map(({ name, task, due }) => `- ${name} to ${task} by ${due}`).join('\n')}\n\nBy when does ${target.name} have to ${target.task}?`,
        ),
      ],
      has: [target.due],
      omits: others.map(({ due }) => due),
      ideal: `By ${target.due}.`,
    };
  }),
  retrieval('known-minutes-who-is-to-do', (facts) => {
    const people = [facts.givenName(), facts.givenName(), facts.givenName()];
    const tasks = ['update the website', 'order new badges', 'contact the sponsors'];
    const at = facts.integer(0, 2);
    return {
      messages: [
        user(
          `Summary of the call:\n${people.map((name, index) => `* ${name} will ${tasks[index]} by ${facts.date().american}.`).join('\n')}\n\nWho is supposed to ${tasks[at]}?`,
        ),
      ],
      has: [people[at]!],
      omits: people.filter((_, index) => index !== at),
      ideal: `${people[at]}.`,
    };
  }),
  retrieval('known-mails-latest-price-wins', (facts) => {
    const [a, b] = [facts.integer(1000, 1999), facts.integer(2000, 2999)];
    const [one, two] = [facts.name(), facts.name()];
    return {
      messages: [
        user(
          `From: ${one}\nDate: 3 May 2027\nWe can offer the machine for ${a} euros.\n\nFrom: ${two}\nDate: 4 May 2027\nThat is fine, but we need the longer cable.\n\nFrom: ${one}\nDate: 6 May 2027\nWith the longer cable the price is ${b} euros.\n\nWhat is the final price of the machine?`,
        ),
      ],
      has: [b],
      omits: [a],
      ideal: `${b} euros.`,
    };
  }),
  retrieval('known-constant-in-python', (facts) => {
    const [a, b, c] = [facts.integer(10, 99), facts.integer(100, 999), facts.integer(1000, 9999)];
    return {
      messages: [
        user(
          `\`\`\`python\nclass Worker:\n    POLL_INTERVAL = ${a}  # seconds\n    BATCH_SIZE = ${b}\n\n    def __init__(self, queue, timeout=${c}):\n        self.queue = queue\n        self.timeout = timeout\n\`\`\`\n\nHow many seconds does the worker wait between polls? Only the number please.`,
        ),
      ],
      has: [a],
      omits: [b, c],
      also: exactly(a),
      ideal: String(a),
    };
  }),
  retrieval('known-compare-two-plans', (facts) => {
    const plans = [0, 1, 2].map(() => ({
      name: facts.inventedWord(),
      price: facts.integer(5, 90),
      storage: facts.integer(100, 999),
    }));
    const most = plans.toSorted((one, other) => other.storage - one.storage)[0]!;
    return {
      messages: [
        user(
          `${JSON.stringify(
            plans.map(({ name, price, storage }) => ({ plan: name, price_eur: price, storage_gb: storage })),
            null,
            2,
          )}\n\nWhich plan has the most storage?`,
        ),
      ],
      has: [most.name],
      omits: plans.filter((each) => each !== most).map(({ name }) => name),
      ideal: `The ${most.name} plan.`,
    };
  }),
  retrieval('known-superlative-in-prose', (facts) => {
    const lakes = [0, 1, 2].map(() => ({
      name: `Lake ${facts.inventedWord()}`,
      depth: facts.integer(20, 400),
    }));
    const deepest = lakes.toSorted((one, other) => other.depth - one.depth)[0]!;
    return {
      messages: [
        user(
          `Context: ${lakes.map(({ name, depth }) => `${name} reaches a depth of ${depth} metres.`).join(' ')}\n\nQuestion: Which of the lakes is the deepest?`,
        ),
      ],
      has: [deepest.name],
      omits: lakes.filter((each) => each !== deepest).map(({ name }) => name),
      ideal: `${deepest.name}.`,
    };
  }),
  retrieval('known-list-all-that', (facts) => {
    const people = [0, 1, 2, 3, 4].map((index) => ({ name: facts.name(), vegetarian: index % 2 === 0 }));
    const mixed = facts.shuffle(people);
    const asked = mixed.filter(({ vegetarian }) => vegetarian).map(({ name }) => name);
    return {
      messages: [
        user(
          `Guests:\n${mixed.map(({ name, vegetarian }) => `- ${name}: ${vegetarian ? 'vegetarian' : 'eats everything'}`).join('\n')}\n\nList all guests who are vegetarian.`,
        ),
      ],
      has: asked,
      omits: mixed.filter(({ vegetarian }) => !vegetarian).map(({ name }) => name),
      ideal: `${asked.join(', ')}.`,
    };
  }),
  retrieval('known-list-from-several-passages', (facts) => {
    const town = facts.city();
    const firms = [0, 1, 2, 3].map((index) => ({
      name: facts.company(),
      town: index < 2 ? town : facts.city(),
    }));
    const mixed = facts.shuffle(firms);
    const asked = mixed.filter((each) => each.town === town).map(({ name }) => name);
    return {
      messages: [
        user(
          `Context:\n${mixed.map(({ name, town: seat }, index) => `[${index + 1}] ${name} is based in ${seat}.`).join('\n')}\n\nQuestion: Which companies are based in ${town}?`,
        ),
      ],
      has: asked,
      omits: mixed.filter((each) => each.town !== town).map(({ name }) => name),
      ideal: `${asked.join(' and ')}.`,
    };
  }),
  retrieval('known-two-part-question', (facts) => {
    const [name, year, street, price] = [
      facts.name(),
      facts.integer(1901, 1999),
      facts.street(),
      facts.integer(5, 40),
    ];
    return {
      messages: [
        user(
          `The city museum was founded in ${year} by ${name}. It is on ${street}. A ticket costs ${price} euros.\n\nWho founded the museum, and how much is a ticket?`,
        ),
      ],
      has: [name, price],
      omits: [street],
      ideal: `${name} founded it, and a ticket costs ${price} euros.`,
    };
  }),
  retrieval('known-two-questions', (facts) => {
    const [company, name, year, street, town] = [
      facts.company(),
      facts.name(),
      facts.integer(1901, 1999),
      facts.street(),
      facts.city(),
    ];
    return {
      messages: [
        user(
          `Context:\n${company} was founded in ${year}. The chief executive is ${name}. Its office is on ${street} in ${town}. It makes lamps.\n\nQuestion: When was ${company} founded? And who runs it?`,
        ),
      ],
      has: [year, name],
      omits: [street],
      ideal: `It was founded in ${year}, and ${name} runs it.`,
    };
  }),
  retrieval('known-abstains-on-other-year', (facts) => {
    const company = facts.company();
    const [revenue, year] = [facts.integer(100, 900), facts.integer(2015, 2019)];
    return {
      messages: [
        user(
          `Context: In ${year}, ${company} had a revenue of ${revenue} million euros.\n\nQuestion: What was the revenue of ${company} in ${year + 3}?\n\nIf the context does not contain the answer, reply with "NOT FOUND".`,
        ),
      ],
      has: [],
      omits: [revenue],
      also: exactly('NOT FOUND'),
      ideal: 'NOT FOUND',
    };
  }),
  retrieval('known-footnote-citation', (facts) => {
    const docs = [0, 1, 2].map(() => ({
      file: `${facts.slug()}.pdf`,
      name: facts.name(),
      bridge: facts.inventedWord(),
    }));
    const { target, others } = chooseOne(facts, docs);
    return {
      messages: [
        system(
          'Answer from the sources. After each statement give the file name of its source in parentheses, e.g. (report.pdf).',
        ),
        user(
          `${docs.map(({ file, name, bridge }) => `Source: ${file}\nThe ${bridge} Bridge was designed by ${name}.`).join('\n\n')}\n\nWho designed the ${target.bridge} Bridge?`,
        ),
      ],
      has: [target.name],
      omits: others.map(({ name }) => name),
      also: matches(new RegExp(`\\(${target.file.replace('.', '\\.')}\\)`)),
      ideal: `${target.name} designed it (${target.file}).`,
    };
  }),
  retrieval('known-yaml-setting', (facts) => {
    const [a, b, c] = [facts.integer(1000, 1999), facts.integer(2000, 2999), facts.integer(3000, 3999)];
    const [host] = [facts.slug()];
    return {
      messages: [
        user(
          `\`\`\`yaml\nservices:\n  web:\n    image: ${host}/web:2.1\n    port: ${a}\n    replicas: 3\n  worker:\n    port: ${b}\n  cache:\n    port: ${c}\n\`\`\`\nWhich port does the worker use? Reply with nothing but the number.`,
        ),
      ],
      has: [b],
      omits: [a, c],
      also: exactly(b),
      ideal: String(b),
    };
  }),
  retrieval('known-html-page', (facts) => {
    const [phone, mail, street] = [
      `+41 ${facts.integer(100, 999)} ${facts.integer(1000, 9999)}`,
      facts.email(),
      facts.street(),
    ];
    return {
      messages: [
        user(
          `<html><body><h1>${facts.company()}</h1><p>Visit us at <b>${street} 12</b>.</p><ul><li>Phone: ${phone}</li><li>E-mail: <a href="mailto:${mail}">${mail}</a></li></ul></body></html>\n\nWhat is the phone number on this page?`,
        ),
      ],
      has: [phone],
      omits: [mail],
      ideal: phone,
    };
  }),
  retrieval('known-html-table', (facts) => {
    const rows = [0, 1, 2].map(() => ({ city: facts.city(), mayor: facts.name() }));
    const { target, others } = chooseOne(facts, rows);
    return {
      messages: [
        user(
          `<table>\n<tr><th>City</th><th>Mayor</th></tr>\n${rows.map(({ city, mayor }) => `<tr><td>${city}</td><td>${mayor}</td></tr>`).join('\n')}\n</table>\n\nWho is the mayor of ${target.city}?`,
        ),
      ],
      has: [target.mayor],
      omits: others.map(({ mayor }) => mayor),
      ideal: target.mayor,
    };
  }),
  retrieval('known-chat-memory-of-an-attribute', (facts) => {
    const [dog, town, car] = [facts.inventedWord(), facts.city(), facts.inventedWord()];
    return {
      messages: [
        user(`Hi! I just moved to ${town} with my dog ${dog}.`),
        assistant('How nice! How do you like it there?'),
        user(`A lot. I drive a ${car} now.`),
        assistant('Great.'),
        user('What did I say my dog is called?'),
      ],
      has: [dog],
      omits: [town, car],
      ideal: `Your dog is called ${dog}.`,
    };
  }),
  retrieval('known-chat-memory-of-a-correction', (facts) => {
    const [a, b] = [facts.integer(11, 40), facts.integer(41, 90)];
    return {
      messages: [
        user(`We will be ${a} people at the dinner.`),
        assistant('Noted.'),
        user(`Actually, make that ${b} people.`),
        assistant('All right.'),
        user('How many people are we going to be at the dinner?'),
      ],
      has: [b],
      omits: [a],
      ideal: `${b} people.`,
    };
  }),
  retrieval('known-condense-question', (facts) => {
    const [company, name] = [facts.company(), facts.name()];
    return {
      messages: [
        system(
          'Given a chat history and the latest user question which might reference context in the chat history, formulate a standalone question which can be understood without the chat history. Do NOT answer the question, just reformulate it if needed and otherwise return it as is.',
        ),
        user(`Who is the chief executive of ${company}?`),
        assistant(`${name} is the chief executive of ${company}.`),
        user('How old is she?'),
      ],
      has: [name, 'old'],
      omits: [],
      most: 120,
      also: matches(/\?$/),
      ideal: `How old is ${name}?`,
    };
  }),
  retrieval('known-map-step', (facts) => {
    const [town, year, people] = [facts.city(), facts.integer(1801, 1899), facts.integer(1000, 9000)];
    return {
      messages: [
        user(
          `Use the following portion of a long document to see if any of the text is relevant to answer the question. Return any relevant text verbatim.\n\n${town} has a brewery since ${year}. ${people} people live in ${town}. The river is navigable.\n\nQuestion: How many people live in ${town}?\nRelevant text, if any:`,
        ),
      ],
      has: [people],
      omits: [year],
      also: matches(new RegExp(`${people} people live in ${town}`)),
      ideal: `${people} people live in ${town}.`,
    };
  }),
  retrieval('known-reduce-step', (facts) => {
    const [town, people] = [facts.city(), facts.integer(1000, 9000)];
    return {
      messages: [
        user(
          `Given the following answers extracted from parts of a long document and a question, create a final answer.\nIf you don't know the answer, just say that you don't know.\n\nQUESTION: How many people live in ${town}?\n=========\nThere is no relevant text.\n\n${town} has ${people} inhabitants.\n\nNo relevant information.\n=========\nFINAL ANSWER:`,
        ),
      ],
      has: [people],
      omits: [],
      ideal: `${town} has ${people} inhabitants.`,
    };
  }),
  retrieval('known-routing-choice', (facts) => {
    const names = [facts.slug(), facts.slug(), facts.slug()];
    return {
      messages: [
        system(
          `You route questions to one of these data sources. Reply with the name of the source only.\n- ${names[0]}: invoices, payments and refunds\n- ${names[1]}: holidays, sick leave and salaries of employees\n- ${names[2]}: servers, deployments and outages`,
        ),
        user('How many days of sick leave did I take this year?'),
      ],
      has: [names[1]!],
      omits: [names[0]!, names[2]!],
      also: exactly(names[1]!),
      ideal: names[1]!,
    };
  }),
  retrieval('known-sum-of-tool-results', (facts) => {
    const [a, b] = [facts.code(), facts.code()];
    const [x, y] = [facts.integer(100, 400), facts.integer(500, 900)];
    return {
      messages: [
        user(`What do orders ${a} and ${b} cost together?`),
        {
          role: 'assistant',
          content: null,
          tool_calls: [
            {
              id: 'call_a',
              type: 'function',
              function: { name: 'get_order', arguments: JSON.stringify({ order_id: a }) },
            },
            {
              id: 'call_b',
              type: 'function',
              function: { name: 'get_order', arguments: JSON.stringify({ order_id: b }) },
            },
          ],
        },
        {
          role: 'tool',
          tool_call_id: 'call_a',
          content: JSON.stringify({ order_id: a, total: x, currency: 'EUR' }),
        },
        {
          role: 'tool',
          tool_call_id: 'call_b',
          content: JSON.stringify({ order_id: b, total: y, currency: 'EUR' }),
        },
      ],
      has: [x + y],
      omits: [],
      ideal: `Together they cost ${x + y} EUR.`,
    };
  }),
  retrieval('known-two-tool-results', (facts) => {
    const [a, b] = [facts.city(), facts.city()];
    const [x, y] = [facts.integer(1, 15), facts.integer(16, 38)];
    return {
      messages: [
        user(`Which is warmer today, ${a} or ${b}?`),
        ...pastCall('get_weather', { city: a }, { city: a, temperature: x, humidity: 40 }),
        ...pastCall('get_weather', { city: b }, { city: b, temperature: y, humidity: 80 }),
      ],
      has: [b],
      omits: [],
      also: matches(/^[^{}]+$/),
      ideal: `${b} is warmer, at ${y} degrees.`,
    };
  }),
  retrieval('known-difference-in-prose', (facts) => {
    const [a, b] = [facts.company(), facts.company()];
    const [x, y] = [facts.integer(100, 400), facts.integer(500, 900)];
    return {
      messages: [
        user(
          `Context:\n${a} employs ${x} people. ${b} employs ${y} people.\n\nQuestion: How many more people does ${b} employ than ${a}?`,
        ),
      ],
      has: [y - x],
      omits: [],
      ideal: `${y - x} more.`,
    };
  }),
  retrieval('known-opening-hours-on-a-day', (facts) => {
    const [a, b, c, d] = [9, 17, 10, 14];
    const town = facts.city();
    return {
      messages: [
        user(
          `${town} Library\nMonday to Friday: ${a}:00-${b}:00\nSaturday: ${c}:00-${d}:00\nSunday: closed\n\nWhat are the opening hours on Saturday?`,
        ),
      ],
      has: [`${c}:00`, `${d}:00`],
      omits: ['17:00'],
      ideal: `On Saturday it is open from ${c}:00 to ${d}:00.`,
    };
  }),
  retrieval('known-tool-error-said', (facts) => {
    const city = facts.city();
    return {
      messages: [
        user(`How is the weather in ${city}?`),
        ...pastCall('get_weather', { city }, 'Error: service unavailable (HTTP 503)'),
      ],
      has: [],
      omits: [],
      also: matches(/^[^{]*(?:unavailable|could not|error|failed)[^{]*$/i),
      ideal: 'The weather service is unavailable at the moment.',
    };
  }),
  retrieval('known-json-array-records-filter', (facts) => {
    const flights = [0, 1, 2, 3].map(() => ({
      flight: facts.code(),
      to: facts.city(),
      gate: facts.integer(1, 60),
    }));
    const { target, others } = chooseOne(facts, flights);
    return {
      messages: [
        user(`From which gate does the flight to ${target.to} leave?`),
        ...pastCall(
          'departures',
          { airport: facts.city() },
          { departures: flights, updated: '2027-03-02T10:00:00Z' },
        ),
      ],
      has: [target.gate],
      omits: others.map(({ flight }) => flight),
      ideal: `Gate ${target.gate}.`,
    };
  }),
];
