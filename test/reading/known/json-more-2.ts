import assert from 'node:assert/strict';
import {
  anyJson,
  asList,
  asRecord,
  asString,
  assertAnswers,
  assertDate,
  assertItems,
  assertMentions,
  assertOmits,
  assertSame,
  assertShort,
  bareJson,
  chooseOne,
} from '../assertions.ts';
import { defineCase, type ReadingCase } from '../case.ts';
import { ask, says, saysJson, system, textOf, user } from '../conversation.ts';

export const jsonMore2: readonly ReadingCase[] = [
  defineCase('json', 'filled-in-like-a-sample-object-with-dots', {
    draw: (facts) => ({
      patient: facts.name(),
      born: facts.date(2011, 2020),
      drug: facts.inventedWord(),
      dose: facts.integer(30, 480),
      clinic: facts.city(),
    }),
    play: async ({ patient, born, drug, dose, clinic }, chat) => {
      const reply = await ask(
        chat,
        user(
          `Turn the referral into JSON of this shape (no explanation, no code fence):\n{"patient": "...", "birth_date": "YYYY-MM-DD", "medication": {"name": "...", "dose_mg": 0}}\n\nReferral: We saw ${patient} (born ${born.british}) at the ${clinic} clinic. Treatment with ${drug}, ${dose} mg daily, was begun.`,
        ),
      );
      const data = asRecord(bareJson(reply));
      assertSame(data.patient, patient);
      assertDate(data.birth_date, born);
      assert.deepEqual(data.medication, { name: drug, dose_mg: dose });
    },
    ideal: ({ patient, born, drug, dose }) => [
      saysJson({ patient, birth_date: born.iso, medication: { name: drug, dose_mg: dose } }),
    ],
  }),

  defineCase('json', 'code-agent-answers-with-a-code-block', {
    draw: (facts) => ({ metal: facts.inventedWord(), grams: facts.integer(110, 890) }),
    play: async ({ metal, grams }, chat) => {
      const completion = await chat({
        stop: ['Observation:', 'Calling tools:'],
        messages: [
          system(
            'You are an expert assistant who can solve any task using code blobs. You will be given a task to solve as best you can.\nTo do so, you have been given access to a list of tools: these tools are basically Python functions which you can call with code.\nTo solve the task, you must plan forward to proceed in a series of steps, in a cycle of Thought, Code, and Observation sequences.\n\nAt each step, in the \'Thought:\' sequence, you should first explain your reasoning towards solving the task and the tools that you want to use.\nThen in the Code sequence you should write the code in simple Python. The code sequence must be opened with \'<code>\', and closed with \'</code>\'.\nIn the end you have to return a final answer using the `final_answer` tool.\n\nOn top of performing computations in the Python code snippets that you create, you only have access to these tools, behaving like regular python functions:\n<code>\ndef metal_price(name: str) -> float:\n    """Current price of a metal per gram.\n\n    Args:\n        name: Name of the metal.\n    """\n\ndef final_answer(answer: any) -> any:\n    """Provides a final answer to the given problem.\n\n    Args:\n        answer: The final answer to the problem\n    """\n</code>\n\nNow Begin!',
          ),
          user(`New task:\nWhat are ${grams} grams of ${metal} worth?`),
        ],
      });
      const reply = textOf(completion);
      const code = /<code>\n?([\s\S]*?)(?:<\/code>|$)/.exec(reply)?.[1] ?? '';
      assert.match(code, /metal_price\(/);
      assertMentions(code.replace(/["'()]/g, ' '), metal);
      assert.doesNotMatch(code, /def metal_price|def final_answer/);
      assert.doesNotMatch(reply, /Observation:\s*\S/);
    },
    ideal: ({ metal, grams }) => [
      says(
        `Thought: I will look up the price and multiply it.\n<code>\nprice = metal_price(name="${metal}")\nfinal_answer(price * ${grams})\n</code>`,
      ),
    ],
  }),

  defineCase('json', 'numbered-list-of-an-exact-length', {
    draw: (facts) => {
      const herbs = facts.distinct(7, facts.inventedWord);
      return { herbs, count: facts.integer(3, 6) };
    },
    play: async ({ herbs, count }, chat) => {
      const reply = await ask(
        chat,
        user(
          `Our nursery grows these herbs: ${herbs.join(', ')}.\n\nName exactly ${count} of them as a numbered list, one herb a line, the bare name and nothing else.`,
        ),
      );
      const lines = reply.trim().split(/\n+/);
      assert.equal(lines.length, count);
      const named = lines.map((line, index) => {
        const match = /^(\d+)[.)] +(.+?)\.?$/.exec(line.trim());
        assert.equal(match?.[1], String(index + 1));
        return (match[2] as string).replace(/\*/g, '');
      });
      for (const herb of named) assert.ok(herbs.includes(herb), `${herb} is not among the herbs`);
      assert.equal(new Set(named).size, count);
    },
    ideal: ({ herbs, count }) => [
      says(
        herbs
          .slice(0, count)
          .map((herb, index) => `${index + 1}. ${herb}`)
          .join('\n'),
      ),
    ],
  }),

  defineCase('json', 'selector-returns-the-index-of-a-choice', {
    draw: (facts) => {
      const product = facts.inventedWord();
      const choices = facts.shuffle([
        {
          about: `Useful for questions about the price plans and invoices of ${product}`,
          query: `What does ${product} charge per month?`,
        },
        {
          about: `Useful for questions about installing ${product} on a server`,
          query: `Which steps set up ${product} on a fresh server?`,
        },
        {
          about: `Useful for questions about the people who founded ${product}`,
          query: `Who started ${product}?`,
        },
      ]);
      return { choices, ...chooseOne(facts, choices) };
    },
    play: async ({ choices, target, index }, chat) => {
      const list = choices.map(({ about }, position) => `(${position + 1}) ${about}`).join('\n\n');
      const reply = await ask(
        chat,
        user(
          `Some choices are given below. It is provided in a numbered list (1 to ${choices.length}), where each item in the list corresponds to a summary.\n---------------------\n${list}\n---------------------\nUsing only the choices above and not prior knowledge, return the choice that is most relevant to the question: '${target.query}'\n\n\nThe output should be ONLY JSON formatted as a JSON instance.\n\nHere is an example:\n[\n    {\n        choice: 1,\n        reason: "<insert reason for choice>"\n    },\n    ...\n]\n`,
        ),
      );
      const parsed = asList(anyJson(reply));
      assert.equal(parsed.length, 1);
      const data = asRecord(parsed[0]);
      assert.equal(data.choice, index + 1);
      assertAnswers(data.reason, 'insert reason for choice');
    },
    ideal: ({ index }) => [
      saysJson([{ choice: index + 1, reason: 'It covers the subject of the question.' }]),
    ],
  }),

  defineCase('json', 'genius-expert-schema-with-definitions-and-a-list', {
    draw: (facts) => ({
      farm: facts.company(),
      fields: [1, 2].map(() => ({ crop: facts.inventedWord(), hectares: facts.decimal(12, 88, 1) })),
    }),
    play: async ({ farm, fields }, chat) => {
      const schema = {
        $defs: {
          Field: {
            properties: {
              crop: { title: 'Crop', type: 'string' },
              hectares: { title: 'Hectares', type: 'number' },
            },
            required: ['crop', 'hectares'],
            title: 'Field',
            type: 'object',
          },
        },
        properties: {
          farm: { title: 'Farm', type: 'string' },
          fields: { items: { $ref: '#/$defs/Field' }, title: 'Fields', type: 'array' },
        },
        required: ['farm', 'fields'],
        title: 'Farm',
        type: 'object',
      };
      const completion = await chat({
        response_format: { type: 'json_object' },
        messages: [
          system(
            `\nAs a genius expert, your task is to understand the content and provide\nthe parsed objects in json that match the following json_schema:\n\n\n${JSON.stringify(schema, null, 2)}\n\nMake sure to return an instance of the JSON, not the schema itself\n`,
          ),
          user(
            `${farm} has sown ${fields.map(({ crop, hectares }) => `${crop} on ${hectares} hectares`).join(' and ')} this spring.`,
          ),
        ],
      });
      assert.deepEqual(bareJson(textOf(completion)), { farm, fields });
    },
    ideal: ({ farm, fields }) => [saysJson({ farm, fields })],
  }),

  defineCase('json', 'array-of-records-from-a-shopping-note', {
    draw: (facts) => ({
      goods: [1, 2, 3].map(() => ({ sku: facts.code(), quantity: facts.integer(12, 96) })),
      buyer: facts.name(),
    }),
    play: async ({ goods, buyer }, chat) => {
      const reply = await ask(
        chat,
        system(
          'Parse purchase notes. Output a JSON array; each element is an object with "sku" (string) and "quantity" (integer). Output the array only.',
        ),
        user(
          `Hi, ${buyer} here. Please send us ${goods.map(({ sku, quantity }) => `${quantity} pieces of ${sku}`).join(', ')}. Thanks!`,
        ),
      );
      assert.deepEqual(bareJson(reply), goods);
    },
    ideal: ({ goods }) => [saysJson(goods)],
  }),

  defineCase('json', 'grading-rubric-gives-reason-pass-and-score', {
    draw: (facts) => {
      const [wanted, other] = [facts.city(), facts.city()];
      const good = facts.pick([true, false]);
      return { wanted, shown: good ? wanted : other, good };
    },
    play: async ({ wanted, shown, good }, chat) => {
      const reply = await ask(
        chat,
        system(
          'You are grading output according to a user-specified rubric. If the statement in the rubric is true, then the output passes the test. You respond with a JSON object with this structure: {reason: string, pass: boolean, score: number}\n\nExamples:\n\n<Output>Hello world</Output>\n<Rubric>Content contains a greeting</Rubric>\n{"reason": "the content contains the word \'Hello\'", "pass": true, "score": 1.0}\n\n<Output>Avast ye swabs, repel the invaders!</Output>\n<Rubric>Does not speak like a pirate</Rubric>\n{"reason": "\'avast ye\' is a common pirate term", "pass": false, "score": 0.0}',
        ),
        user(
          `<Output>The conference takes place in ${shown} this year.</Output>\n<Rubric>Mentions ${wanted}</Rubric>`,
        ),
      );
      const data = asRecord(anyJson(reply));
      assert.equal(data.pass, good);
      assert.equal(typeof data.score, 'number');
      assert.equal((data.score as number) >= 0.5, good);
      assertAnswers(
        data.reason,
        "the content contains the word 'Hello'",
        "'avast ye' is a common pirate term",
      );
    },
    ideal: ({ wanted, good }) => [
      saysJson({
        reason: `The output ${good ? 'mentions' : 'does not mention'} ${wanted}.`,
        pass: good,
        score: good ? 1 : 0,
      }),
    ],
  }),

  defineCase('json', 'personal-facts-collected-with-few-shot-examples', {
    draw: (facts) => ({ name: facts.givenName(), town: facts.city(), pet: facts.inventedWord() }),
    play: async ({ name, town, pet }, chat) => {
      const completion = await chat({
        response_format: { type: 'json_object' },
        messages: [
          system(
            'You are a Personal Information Organizer, specialized in accurately storing facts, user memories, and preferences. Extract relevant pieces of information from conversations and organize them into distinct, manageable facts.\n\nHere are some few shot examples:\n\nInput: Hi.\nOutput: {"facts" : []}\n\nInput: There are branches in trees.\nOutput: {"facts" : []}\n\nInput: Hi, my name is John. I am a software engineer.\nOutput: {"facts" : ["Name is John", "Is a Software engineer"]}\n\nReturn the facts and preferences in a json format as shown above.',
          ),
          user(
            `Following is a conversation between the user and the assistant. You have to extract the relevant facts and preferences about the user, if any, from the conversation and return them in the json format as shown above.\n\nInput:\nuser: Hello! My name is ${name}. I live in ${town}. My dog is called ${pet}.\n`,
          ),
        ],
      });
      const data = asRecord(bareJson(textOf(completion)));
      const found = asList(data.facts).map(asString);
      assert.ok(found.length >= 2 && found.length <= 5, JSON.stringify(found));
      assertMentions(found.join('\n'), name, town, pet);
      assertOmits(found.join('\n'), 'John', 'Software engineer');
    },
    ideal: ({ name, town, pet }) => [
      saysJson({ facts: [`Name is ${name}`, `Lives in ${town}`, `Dog is called ${pet}`] }),
    ],
  }),

  defineCase('json', 'null-for-what-the-advert-does-not-state', {
    draw: (facts) => {
      const advert = {
        street: facts.street(),
        rent: facts.integer(610, 1990),
        rooms: facts.integer(2, 6),
        deposit: facts.integer(2100, 4900),
      };
      return { ...advert, silent: facts.pick(['rooms', 'deposit'] as const) };
    },
    play: async ({ street, rent, rooms, deposit, silent }, chat) => {
      const reply = await ask(
        chat,
        user(
          `Extract from the advert: street (string), rent (number), rooms (number or null), deposit (number or null). Use null for anything the advert does not state. Return only a JSON object.\n\nAdvert:\nBright flat in ${street}, freshly painted. The rent is ${rent} EUR a month.${silent === 'rooms' ? ` Deposit: ${deposit} EUR.` : ` It has ${rooms} rooms.`}`,
        ),
      );
      const data = asRecord(anyJson(reply));
      assertMentions(asString(data.street), street);
      assert.equal(data.rent, rent);
      assert.equal(data.rooms, silent === 'rooms' ? null : rooms);
      assert.equal(data.deposit, silent === 'deposit' ? null : deposit);
    },
    ideal: ({ street, rent, rooms, deposit, silent }) => [
      saysJson({
        street,
        rent,
        rooms: silent === 'rooms' ? null : rooms,
        deposit: silent === 'deposit' ? null : deposit,
      }),
    ],
  }),

  defineCase('json', 'few-shot-lines-whose-last-label-is-blank', {
    draw: (facts) => {
      const item = facts.product();
      const review = facts.pick([
        { text: `The ${item} is wonderful, best purchase in years!`, label: 'positive' },
        { text: `The ${item} broke after one day. A terrible waste of money.`, label: 'negative' },
      ]);
      return { ...review, first: facts.product(), second: facts.product() };
    },
    play: async ({ text, label, first, second }, chat) => {
      const reply = await ask(
        chat,
        user(
          `Classify each review as positive or negative.\n\nReview: I love my new ${first}, it works perfectly.\nSentiment: positive\n\nReview: Sadly the ${second} is awful and I want a refund.\nSentiment: negative\n\nReview: ${text}\nSentiment:`,
        ),
      );
      assert.equal(
        reply
          .trim()
          .toLowerCase()
          .replace(/^sentiment: /, '')
          .replace(/\.$/, ''),
        label,
      );
    },
    ideal: ({ label }) => [says(label)],
  }),

  defineCase('json', 'single-line-of-comma-separated-values', {
    draw: (facts) => ({
      guest: facts.name(),
      room: facts.integer(110, 790),
      stay: facts.stay(),
    }),
    play: async ({ guest, room, stay }, chat) => {
      const reply = await ask(
        chat,
        system(
          'Convert booking messages to one CSV line without a header, in the order: guest,room,arrival,departure. Dates as YYYY-MM-DD. No other output.',
        ),
        user(
          `${guest} will stay in room ${room}, arriving on ${stay.arrival.american} and leaving on ${stay.departure.american}.`,
        ),
      );
      const cells = reply
        .trim()
        .split(/, ?/)
        .map((cell) => cell.replace(/^"|"$/g, ''));
      assert.deepEqual(cells, [guest, String(room), stay.arrival.iso, stay.departure.iso]);
    },
    ideal: ({ guest, room, stay }) => [says([guest, room, stay.arrival.iso, stay.departure.iso].join(','))],
  }),

  defineCase('json', 'dspy-json-fields-with-a-list-and-a-literal', {
    draw: (facts) => ({
      ministers: facts.distinct(2, facts.name),
      treaty: facts.inventedWord(),
      town: facts.city(),
    }),
    play: async ({ ministers, treaty, town }, chat) => {
      const completion = await chat({
        response_format: { type: 'json_object' },
        messages: [
          system(
            'Your input fields are:\n1. `article` (str)\nYour output fields are:\n1. `people` (list[str]): all people named in the article\n2. `place` (str): where it happened\n3. `language` (Literal[\'english\', \'french\', \'german\'])\nAll interactions will be structured in the following way, with the appropriate values filled in.\n\nInputs will have the following structure:\n\n[[ ## article ## ]]\n{article}\n\nOutputs will be a JSON object with the following fields.\n\n{\n  "people": "{people}        # note: the value you produce must adhere to the JSON schema: {\\"type\\": \\"array\\", \\"items\\": {\\"type\\": \\"string\\"}}",\n  "place": "{place}",\n  "language": "{language}        # note: the value you produce must exactly match (no extra characters) one of: english; french; german"\n}\nIn adhering to this structure, your objective is: \n        Extract names from news.',
          ),
          user(
            `[[ ## article ## ]]\nThe ministers ${ministers[0]} and ${ministers[1]} signed the ${treaty} treaty in ${town} on Monday.\n\nRespond with a JSON object in the following order of fields: \`people\`, then \`place\`, then \`language\` (must be formatted as a valid Python Literal['english', 'french', 'german']).`,
          ),
        ],
      });
      const data = asRecord(bareJson(textOf(completion)));
      assertItems(data.people, ministers);
      assertSame(data.place, town);
      assert.equal(data.language, 'english');
      assertShort(JSON.stringify(data), 300);
    },
    ideal: ({ ministers, town }) => [saysJson({ people: ministers, place: town, language: 'english' })],
  }),
];
