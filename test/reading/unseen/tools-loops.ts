import assert from 'node:assert/strict';
import {
  asString,
  assertAbstains,
  assertMentions,
  assertOmits,
  assertSame,
  assertShort,
  chooseOne,
} from '../assertions.ts';
import { defineCase, type ReadingCase, type Situation } from '../case.ts';
import { namesOf, only, runLoop, says, system, text, tool, user, uses, whole } from '../conversation.ts';

const tools = <S>(name: string, situation: Situation<S>): ReadingCase => defineCase('tools', name, situation);

/** Agent loops: what is called in which order, with whose results, and when the loop ends. */
export const toolsLoops: readonly ReadingCase[] = [
  tools('id-found-first-and-then-used', {
    draw: (facts) => ({
      customer: facts.name(),
      id: facts.code(),
      ticket: facts.code(),
      complaint: facts.inventedWord(),
      other: facts.code(),
    }),
    play: async ({ customer, id, ticket, complaint, other }, chat) => {
      const loop = await runLoop(chat, {
        messages: [
          system('You work for a help desk. Use the tools; do not ask back.'),
          user(`Open a ticket for the customer ${customer}: the ${complaint} module crashes.`),
        ],
        tools: [
          tool('create_ticket', 'Open a ticket. Needs the id of the customer, not the name.', {
            customer_id: text(),
            summary: text(),
          }),
          tool('find_customer', 'Find a customer by name.', { name: text() }),
        ],
        limit: 3,
        run: ({ name }) =>
          name === 'find_customer' ? { id, name: customer, last_ticket: other } : { ticket, status: 'open' },
      });
      assert.deepEqual(namesOf(loop.uses), ['find_customer', 'create_ticket']);
      const [find, create] = loop.uses;
      assertSame(find?.args.name, customer);
      assert.equal(create?.args.customer_id, id);
      assertMentions(asString(create?.args.summary), complaint);
      assertMentions(loop.answer, ticket);
      assertOmits(loop.answer, other);
    },
    ideal: ({ customer, id, ticket, complaint }) => [
      uses(['find_customer', { name: customer }]),
      uses(['create_ticket', { customer_id: id, summary: `The ${complaint} module crashes.` }]),
      says(`I opened ticket ${ticket} for ${customer}.`),
    ],
  }),

  // LangGraph's introductory example with arithmetic tools.
  tools('result-of-one-calculation-fed-into-the-next', {
    draw: (facts) => ({ a: facts.integer(12, 89), b: facts.integer(12, 89), factor: facts.integer(3, 9) }),
    play: async ({ a, b, factor }, chat) => {
      const operands = { a: whole('first number'), b: whole('second number') };
      const loop = await runLoop(chat, {
        messages: [
          system(
            'You are a helpful assistant tasked with performing arithmetic on a set of inputs. Make one call at a time.',
          ),
          user(`Add ${a} and ${b}. Multiply the output by ${factor}.`),
        ],
        tools: [
          tool('multiply', 'Multiply a and b.', operands),
          tool('add', 'Adds a and b.', operands),
          tool('divide', 'Divide a by b.', operands),
        ],
        limit: 3,
        run: ({ name, args }) =>
          String(
            name === 'add'
              ? Number(args.a) + Number(args.b)
              : name === 'multiply'
                ? Number(args.a) * Number(args.b)
                : Number(args.a) / Number(args.b),
          ),
      });
      assert.deepEqual(namesOf(loop.uses), ['add', 'multiply']);
      const [add, multiply] = loop.uses.map(({ args }) =>
        [Number(args.a), Number(args.b)].toSorted((one, other) => one - other),
      );
      assert.deepEqual(
        add,
        [a, b].toSorted((one, other) => one - other),
      );
      assert.deepEqual(multiply, [factor, a + b]);
      assertMentions(loop.answer, (a + b) * factor);
    },
    ideal: ({ a, b, factor }) => [
      uses(['add', { a, b }]),
      uses(['multiply', { a: a + b, b: factor }]),
      says(`The result is ${(a + b) * factor}.`),
    ],
  }),

  tools('answer-gathers-all-parallel-results', {
    draw: (facts) => ({
      shares: facts.distinct(3, () => ({ company: facts.company(), price: facts.decimal(110, 490, 2) })),
    }),
    play: async ({ shares }, chat) => {
      const loop = await runLoop(chat, {
        messages: [
          user(
            `What do shares of ${shares[0].company}, ${shares[1].company} and ${shares[2].company} cost right now?`,
          ),
        ],
        tools: [
          tool('get_share_price', 'Current price in euros of one share of a company.', {
            company: text('Name of the company'),
          }),
        ],
        limit: 2,
        run: ({ args }) =>
          shares.find(({ company }) => company === args.company) ?? { error: 'unknown company' },
      });
      assert.equal(loop.uses.length, 3, 'expected one call for each company');
      for (const { company, price } of shares) assertMentions(loop.answer, company, price);
    },
    ideal: ({ shares }) => [
      uses(...shares.map(({ company }) => ['get_share_price', { company }] as const)),
      says(shares.map(({ company, price }) => `${company}: ${price} euros`).join('\n')),
    ],
  }),

  tools('steps-in-the-stated-order', {
    draw: (facts) => ({
      folder: facts.inventedWord(),
      folderId: facts.code(),
      fileId: facts.code(),
      link: `https://${facts.slug()}.example/${facts.slug()}`,
      note: facts.inventedWord(),
      colleague: facts.email(),
    }),
    play: async ({ folder, folderId, fileId, link, note, colleague }, chat) => {
      const loop = await runLoop(chat, {
        messages: [
          system('Carry out requests with the tools, step by step.'),
          user(
            `First create a folder called ${folder}. Then write a file into it with the content "${note}". Finally share the file with ${colleague} and give me the link.`,
          ),
        ],
        tools: [
          tool('share_file', 'Share a file; returns the link.', { file_id: text(), email: text() }),
          tool('write_file', 'Write a text file into a folder; returns the file id.', {
            folder_id: text(),
            content: text(),
          }),
          tool('create_folder', 'Create a folder; returns its id.', { name: text() }),
        ],
        limit: 4,
        run: ({ name }) =>
          name === 'create_folder'
            ? { folder_id: folderId }
            : name === 'write_file'
              ? { file_id: fileId }
              : { link },
      });
      assert.deepEqual(
        loop.uses.map(({ name, args }) => [name, args]),
        [
          ['create_folder', { name: folder }],
          ['write_file', { folder_id: folderId, content: note }],
          ['share_file', { file_id: fileId, email: colleague }],
        ],
      );
      assert.ok(loop.answer.includes(link), 'expected the link');
    },
    ideal: ({ folder, folderId, fileId, link, note, colleague }) => [
      uses(['create_folder', { name: folder }]),
      uses(['write_file', { folder_id: folderId, content: note }]),
      uses(['share_file', { file_id: fileId, email: colleague }]),
      says(`Done. Here is the link: ${link}`),
    ],
  }),

  tools('cheapest-search-result-goes-into-the-cart', {
    draw: (facts) => {
      const offers = facts.distinct(3, () => ({
        sku: facts.code(),
        name: `${facts.inventedWord()} desk lamp`,
        price: facts.integer(32, 99),
      }));
      return {
        offers,
        cheapest: offers.reduce((best, offer) => (offer.price < best.price ? offer : best)),
        count: facts.integer(3, 9),
      };
    },
    play: async ({ offers, cheapest, count }, chat) => {
      const loop = await runLoop(chat, {
        messages: [
          system('You are a shopping assistant. Act without asking for confirmation.'),
          user(`Find desk lamps and put ${count} pieces of the cheapest one into my cart.`),
        ],
        tools: [
          tool('add_to_cart', 'Put a product into the cart.', { sku: text(), quantity: whole() }),
          tool('search_products', 'Search the catalogue.', { query: text() }),
        ],
        limit: 3,
        run: ({ name }) => (name === 'search_products' ? offers : { ok: true }),
      });
      assert.deepEqual(namesOf(loop.uses), ['search_products', 'add_to_cart']);
      assertMentions(asString(loop.uses[0]?.args.query).replace('lamps', 'lamp'), 'lamp');
      assert.deepEqual(loop.uses[1]?.args, { sku: cheapest.sku, quantity: count });
      assert.ok(
        loop.answer.includes(cheapest.name.split(' ')[0] ?? '') ||
          loop.answer.includes(String(cheapest.price)) ||
          loop.answer.includes(cheapest.sku),
        'expected the answer to say what was bought',
      );
    },
    ideal: ({ cheapest, count }) => [
      uses(['search_products', { query: 'desk lamp' }]),
      uses(['add_to_cart', { sku: cheapest.sku, quantity: count }]),
      says(`I put ${count} pieces of the ${cheapest.name} at ${cheapest.price} each into your cart.`),
    ],
  }),

  tools('error-is-reported-rather-than-repeated', {
    draw: (facts) => ({ parcel: facts.code(), company: facts.company() }),
    play: async ({ parcel, company }, chat) => {
      const loop = await runLoop(chat, {
        messages: [system(`You track parcels for ${company}.`), user(`Where is my parcel ${parcel}?`)],
        tools: [tool('track_parcel', 'Current position of a parcel.', { number: text('Parcel number') })],
        limit: 3,
        run: () => ({ error: 'not_found', message: 'There is no parcel with this number.' }),
      });
      assert.ok(
        loop.uses.length === 1 || loop.uses.length === 2,
        'expected a call and no more than one repetition',
      );
      for (const { args } of loop.uses) assert.deepEqual(args, { number: parcel });
      assert.match(loop.answer, /n['’]t|\bnot?\b|unable|unfortunately|sorry|invalid|error/i);
      assert.doesNotMatch(loop.answer, /on its way|out for delivery|has been delivered|in transit/i);
    },
    ideal: ({ parcel }) => [
      uses(['track_parcel', { number: parcel }]),
      says(`I could not find a parcel with the number ${parcel}. Please check the number.`),
    ],
  }),

  tools('error-names-the-value-to-use-instead', {
    draw: (facts) => ({
      warehouse: facts.city(),
      id: facts.code(),
      item: facts.inventedWord(),
      stock: facts.integer(110, 890),
    }),
    play: async ({ warehouse, id, item, stock }, chat) => {
      const loop = await runLoop(chat, {
        messages: [
          system('Use the tools. When a call fails, read the message, correct the arguments and call again.'),
          user(`How many ${item} are in the ${warehouse} warehouse?`),
        ],
        tools: [
          tool('count_stock', 'Count the stock of an item in a warehouse.', {
            item: text(),
            warehouse: text('Warehouse'),
          }),
        ],
        limit: 3,
        run: ({ args }) =>
          args.warehouse === id
            ? { stock }
            : `Error: unknown warehouse "${String(args.warehouse)}". Warehouses are given by id: the id of ${warehouse} is ${id}.`,
      });
      assert.equal(loop.uses.length, 2);
      assert.deepEqual(loop.uses[1]?.args, { item: loop.uses[0]?.args.item, warehouse: id });
      assertMentions(asString(loop.uses[1]?.args.item), item);
      assertMentions(loop.answer, stock);
    },
    ideal: ({ warehouse, id, item, stock }) => [
      uses(['count_stock', { item, warehouse }]),
      uses(['count_stock', { item, warehouse: id }]),
      says(`There are ${stock} ${item} in the ${warehouse} warehouse.`),
    ],
  }),

  // smolagents, tool-calling agent: text is no way out, only final_answer is.
  tools('final-answer-tool-ends-the-loop', {
    draw: (facts) => {
      const records = facts.distinct(2, () => ({
        river: facts.inventedWord(),
        length: facts.integer(110, 890),
      }));
      return {
        records,
        longest: records.reduce((best, record) => (record.length > best.length ? record : best)),
      };
    },
    play: async ({ records, longest }, chat) => {
      const loop = await runLoop(chat, {
        messages: [
          system(
            'You are an expert assistant who can solve any task using tool calls. To provide the final answer to the task, call the tool "final_answer". It is the only way to complete the task, else you will be stuck on a loop. Never re-do a tool call that you previously did with the exact same parameters.',
          ),
          user(`New task:\nWhich river is longer, the ${records[0].river} or the ${records[1].river}?`),
        ],
        tools: [
          tool('web_search', 'Performs a web search for a query and returns the top results as text.', {
            query: text('The search query to perform.'),
          }),
          tool('final_answer', 'Provides a final answer to the given problem.', {
            answer: { type: 'string', description: 'The final answer to the problem' },
          }),
        ],
        choice: 'required',
        terminal: 'final_answer',
        limit: 4,
        run: ({ args }) => {
          const found = records.filter(({ river }) => asString(args.query).includes(river));
          return (
            found.map(({ river, length }) => `The ${river} is a river of ${length} km.`).join('\n') ||
            'No results.'
          );
        },
      });
      const searches = loop.uses.filter(({ name }) => name === 'web_search');
      assert.ok(searches.length >= 1 && searches.length <= 3, 'expected a search for the rivers');
      const last = loop.uses.at(-1);
      assert.equal(last?.name, 'final_answer');
      assert.ok(last.turn > (searches.at(-1)?.turn ?? 0), 'expected the answer after the results');
      assertMentions(asString(last.args.answer), longest.river);
    },
    ideal: ({ records, longest }) => [
      uses(...records.map(({ river }) => ['web_search', { query: `length of the river ${river}` }] as const)),
      uses(['final_answer', { answer: longest.river }]),
    ],
  }),

  // Pydantic AI: the output type is a tool which ends the run.
  tools('structured-result-handed-in-by-tool', {
    draw: (facts) => ({
      customer: facts.integer(1100, 9800),
      name: facts.name(),
      balance: facts.decimal(110, 890, 2),
      card: facts.pick([true, false]),
    }),
    play: async ({ customer, name, balance, card }, chat) => {
      const loop = await runLoop(chat, {
        messages: [
          system(
            `You are a support agent in our bank, give the customer support and say whether the card is to be blocked. The customer's name is ${name}.`,
          ),
          user(
            `${card ? 'My card was stolen this morning, block it please!' : 'My card is fine, no need to block anything.'} What is my balance? My customer number is ${customer}.`,
          ),
        ],
        tools: [
          tool('customer_balance', "Returns the customer's current account balance.", {
            customer_id: whole(),
          }),
          tool('final_result', 'The final response which ends this conversation', {
            support_advice: text('Advice returned to the customer'),
            block_card: { type: 'boolean', description: "Whether to block the customer's card" },
          }),
        ],
        choice: 'required',
        terminal: 'final_result',
        limit: 2,
        run: () => `${balance} euros`,
      });
      assert.deepEqual(namesOf(loop.uses), ['customer_balance', 'final_result']);
      const [first, last] = loop.uses;
      assert.deepEqual(first?.args, { customer_id: customer });
      assert.equal(last?.args.block_card, card);
      assertMentions(asString(last.args.support_advice), balance);
    },
    ideal: ({ customer, name, balance, card }) => [
      uses(['customer_balance', { customer_id: customer }]),
      uses([
        'final_result',
        {
          support_advice: `Dear ${name}, your balance is ${balance} euros. ${card ? 'We have blocked your card.' : 'Your card stays active.'}`,
          block_card: card,
        },
      ]),
    ],
  }),

  tools('second-source-when-the-first-is-empty', {
    draw: (facts) => ({ employee: facts.name(), extension: facts.integer(1100, 9800) }),
    play: async ({ employee, extension }, chat) => {
      const query = { name: text('Name of the person') };
      const loop = await runLoop(chat, {
        messages: [
          system(
            'To find a phone extension, always ask the staff directory first. Only if it has no entry, ask the contractor directory.',
          ),
          user(`What is the extension of ${employee}?`),
        ],
        tools: [
          tool('contractor_directory', 'Phone extensions of contractors.', query),
          tool('staff_directory', 'Phone extensions of employees.', query),
        ],
        limit: 3,
        run: ({ name }) =>
          name === 'staff_directory' ? { results: [] } : { results: [{ name: employee, extension }] },
      });
      assert.deepEqual(namesOf(loop.uses), ['staff_directory', 'contractor_directory']);
      for (const { args } of loop.uses) assertSame(args.name, employee);
      assertMentions(loop.answer, extension);
    },
    ideal: ({ employee, extension }) => [
      uses(['staff_directory', { name: employee }]),
      uses(['contractor_directory', { name: employee }]),
      says(`The extension of ${employee} is ${extension}.`),
    ],
  }),

  tools('one-field-out-of-a-large-result', {
    draw: (facts) => ({
      flight: facts.code(),
      gate: facts.code(),
      seats: facts.integer(110, 390),
      pilot: facts.name(),
      origin: facts.city(),
      destination: facts.city(),
      departure: facts.time(),
    }),
    play: async ({ flight, gate, seats, pilot, origin, destination, departure }, chat) => {
      const loop = await runLoop(chat, {
        messages: [user(`Which gate do I have to go to for flight ${flight}? Just the gate, please.`)],
        tools: [tool('flight_details', 'All details of a flight.', { flight: text('Flight number') })],
        limit: 2,
        run: () => ({
          flight,
          aircraft: { seats, crew: { pilot } },
          route: { origin, destination },
          departure: { time: departure.clock, gate },
          cancelled: false,
        }),
      });
      assert.deepEqual(only(loop.uses).args, { flight });
      assertMentions(loop.answer, gate);
      assertOmits(loop.answer, seats, pilot, origin);
    },
    ideal: ({ flight, gate }) => [uses(['flight_details', { flight }]), says(`Gate ${gate}.`)],
  }),

  tools('reorder-only-below-the-threshold', {
    draw: (facts) => ({
      item: facts.inventedWord(),
      threshold: facts.integer(51, 79),
      low: facts.integer(11, 49),
      high: facts.integer(110, 190),
      amount: facts.integer(210, 490),
    }),
    play: async ({ item, threshold, low, high, amount }, chat) => {
      const withStock = (stock: number, limit: number) =>
        runLoop(chat, {
          messages: [
            system('Carry out the instruction with the tools; do not ask back.'),
            user(
              `Check the stock of ${item}. If there are fewer than ${threshold} pieces, order ${amount} more. Otherwise order nothing.`,
            ),
          ],
          tools: [
            tool('order_item', 'Order pieces of an item.', { item: text(), quantity: whole() }),
            tool('check_stock', 'Pieces of an item in stock.', { item: text() }),
          ],
          limit,
          run: ({ name }) => (name === 'check_stock' ? { item, stock } : { ordered: true }),
        });
      const scarce = await withStock(low, 3);
      assert.deepEqual(
        scarce.uses.map(({ name, args }) => [name, args]),
        [
          ['check_stock', { item }],
          ['order_item', { item, quantity: amount }],
        ],
      );
      const plenty = await withStock(high, 2);
      assert.deepEqual(
        plenty.uses.map(({ name, args }) => [name, args]),
        [['check_stock', { item }]],
      );
      assertMentions(plenty.answer, high);
    },
    ideal: ({ item, low, high, amount, threshold }) => [
      uses(['check_stock', { item }]),
      uses(['order_item', { item, quantity: amount }]),
      says(`There were only ${low} ${item}, so I ordered ${amount} more.`),
      uses(['check_stock', { item }]),
      says(`There are ${high} ${item} in stock, which is not below ${threshold}; I ordered nothing.`),
    ],
  }),

  tools('every-listed-file-is-read', {
    draw: (facts) => {
      const records = facts.distinct(3, () => ({
        file: `${facts.slug()}.txt`,
        recipe: facts.inventedWord(),
        herb: facts.inventedWord(),
      }));
      return { records, ...chooseOne(facts, records) };
    },
    play: async ({ records, target, others }, chat) => {
      const loop = await runLoop(chat, {
        messages: [
          system(
            'You answer questions about the files of a directory. List the directory first, then read all of its files before you answer.',
          ),
          user(`Which of my recipe files uses the herb ${target.herb}? Name only that file.`),
        ],
        tools: [
          tool('read_file', 'Contents of a text file.', { path: text('Path of the file') }),
          tool('list_files', 'Names of the files of the directory.', {}),
        ],
        limit: 5,
        run: ({ name, args }) => {
          if (name === 'list_files') return records.map(({ file }) => file);
          const found = records.find(({ file }) => asString(args.path).endsWith(file));
          return found
            ? `${found.recipe} soup\n\nAdd a spoonful of ${found.herb} at the end.`
            : 'Error: no such file';
        },
      });
      assert.equal(loop.uses[0]?.name, 'list_files');
      assert.deepEqual(
        loop.uses
          .slice(1)
          .map(({ args }) => args.path)
          .toSorted(),
        records.map(({ file }) => file).toSorted(),
      );
      assertMentions(loop.answer, target.file);
      assertOmits(loop.answer, ...others.map(({ file }) => file));
    },
    ideal: ({ records, target }) => [
      uses(['list_files', {}]),
      uses(...records.map(({ file }) => ['read_file', { path: file }] as const)),
      says(`The file ${target.file} uses ${target.herb}.`),
    ],
  }),

  // Vercel AI SDK, RAG guide: the knowledge base is a tool, and only its results count.
  tools('knowledge-base-with-and-without-a-hit', {
    draw: (facts) => ({
      user: facts.givenName(),
      dish: facts.inventedWord(),
      instrument: facts.inventedWord(),
    }),
    play: async ({ user: owner, dish }, chat) => {
      const question = (about: string, results: unknown) =>
        runLoop(chat, {
          messages: [
            system(
              'You are a helpful assistant. Check your knowledge base before answering any questions. Only respond to questions using information from tool calls. If no relevant information is found in the tool calls, respond, "Sorry, I don\'t know."',
            ),
            user(`What is ${owner}'s favourite ${about}?`),
          ],
          tools: [
            tool(
              'addResource',
              'Add a resource to your knowledge base. If the user provides a random piece of knowledge unprompted, use this tool without asking for confirmation.',
              { content: text('the content or resource to add to the knowledge base') },
            ),
            tool('getInformation', 'get information from your knowledge base to answer questions.', {
              question: text('the users question'),
            }),
          ],
          limit: 2,
          run: () => results,
        });
      const hit = await question('food', [
        { name: `${owner} says that ${dish} is the best food in the world.`, similarity: 0.82 },
      ]);
      assert.deepEqual(namesOf(hit.uses), ['getInformation']);
      assertMentions(asString(hit.uses[0]?.args.question).replace(/['’]s\b/g, ''), owner);
      assertMentions(hit.answer, dish);
      const miss = await question('instrument', []);
      assert.deepEqual(namesOf(miss.uses), ['getInformation']);
      assertAbstains(miss.answer);
      assertShort(miss.answer, 300);
    },
    ideal: ({ user: owner, dish }) => [
      uses(['getInformation', { question: `What is ${owner}'s favourite food?` }]),
      says(`${owner}'s favourite food is ${dish}.`),
      uses(['getInformation', { question: `What is ${owner}'s favourite instrument?` }]),
      says("Sorry, I don't know."),
    ],
  }),
];
