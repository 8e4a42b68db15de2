import assert from 'node:assert/strict';
import {
  asList,
  asRecord,
  asString,
  assertAnswers,
  assertDate,
  assertItems,
  assertMentions,
  assertOmits,
  assertSame,
  bareJson,
  chooseOne,
} from '../assertions.ts';
import { defineCase, type ReadingCase } from '../case.ts';
import { ask, assistant, only, says, saysJson, system, textOf, user } from '../conversation.ts';

const nullable = (type: string): Record<string, unknown> => ({ anyOf: [{ type }, { type: 'null' }] });

export const jsonExtraction: readonly ReadingCase[] = [
  defineCase('json', 'vercel-generate-object-in-json-mode', {
    draw: (facts) => ({
      dish: facts.inventedWord(),
      minutes: facts.integer(15, 90),
      ingredients: facts
        .distinct(3, () => ({
          name: facts.pick(['flour', 'butter', 'sugar', 'almonds', 'milk', 'honey']),
        }))
        .map((entry) => ({ ...entry, grams: facts.integer(100, 600) })),
      vegetarian: facts.pick([true, false]),
    }),
    play: async (s, chat) => {
      const reply = textOf(
        await chat({
          response_format: { type: 'json_object' },
          messages: [
            system(`JSON schema:
${JSON.stringify({
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  properties: {
    recipe: {
      type: 'object',
      properties: {
        name: { type: 'string' },
        minutes: { type: 'integer' },
        vegetarian: { type: 'boolean' },
        ingredients: {
          type: 'array',
          items: {
            type: 'object',
            properties: { name: { type: 'string' }, grams: { type: 'number' } },
            required: ['name', 'grams'],
            additionalProperties: false,
          },
        },
      },
      required: ['name', 'minutes', 'vegetarian', 'ingredients'],
      additionalProperties: false,
    },
  },
  required: ['recipe'],
  additionalProperties: false,
})}
You MUST answer with a JSON object that matches the JSON schema above.`),
            user(
              `Grandmother's ${s.dish}, ${s.vegetarian ? 'which is vegetarian' : 'which is not vegetarian because of the bacon'}, bakes for ${s.minutes} minutes. Weigh only ${s.ingredients.map((entry) => `${entry.grams} g of ${entry.name}`).join(', ')}; leave everything else out of the list.`,
            ),
          ],
        }),
      );
      const recipe = asRecord(asRecord(bareJson(reply)).recipe);
      assertMentions(asString(recipe.name), s.dish);
      assert.equal(recipe.minutes, s.minutes);
      assert.equal(recipe.vegetarian, s.vegetarian);
      assert.deepEqual(recipe.ingredients, s.ingredients);
    },
    ideal: (s) => [
      saysJson({
        recipe: { name: s.dish, minutes: s.minutes, vegetarian: s.vegetarian, ingredients: s.ingredients },
      }),
    ],
  }),

  defineCase('json', 'null-for-what-the-text-does-not-state', {
    draw: (facts) => ({
      name: facts.name(),
      email: facts.email(),
      employer: facts.company(),
      city: facts.city(),
      visit: facts.date(),
      missing: facts.pick(['email', 'employer', 'city']),
    }),
    play: async (s, chat) => {
      const clauses = [
        s.missing !== 'employer' && `works at ${s.employer}`,
        s.missing !== 'city' && `lives in ${s.city}`,
        s.missing !== 'email' && `can be reached at ${s.email}`,
      ].filter((clause) => clause !== false);
      const reply = textOf(
        await chat({
          response_format: { type: 'json_object' },
          messages: [
            user(`Extract the following fields from the note as JSON: "name", "email", "employer", "city", "visited_on" (ISO date). Use null for every field the note does not state. Do not guess.

Note: ${s.name} ${clauses.join(' and ')}. The visit was on ${s.visit.ordinal}.`),
          ],
        }),
      );
      const expected: Record<string, string | null> = {
        name: s.name,
        email: s.email,
        employer: s.employer,
        city: s.city,
      };
      expected[s.missing] = null;
      const { visited_on, ...rest } = asRecord(bareJson(reply));
      assert.deepEqual(rest, expected);
      assertDate(visited_on, s.visit);
    },
    ideal: (s) => [
      saysJson({
        name: s.name,
        email: s.email,
        employer: s.employer,
        city: s.city,
        visited_on: s.visit.iso,
        [s.missing]: null,
      }),
    ],
  }),

  defineCase('json', 'answer-field-with-the-source-it-came-from', {
    draw: (facts) => {
      const notes = facts.distinct(3, () => ({
        id: facts.code(),
        device: facts.product(),
        warranty: facts.integer(12, 99),
      }));
      return { notes, ...chooseOne(facts, notes.slice()) };
    },
    play: async (s, chat) => {
      const question = `How long is the warranty of the ${s.target.device}?`;
      const reply = textOf(
        await chat({
          messages: [
            system(
              `Answer the question from the notes and name the note you used.\n\n${s.notes.map((note) => `<note id="${note.id}">The ${note.device} comes with a warranty of ${note.warranty} months.</note>`).join('\n')}`,
            ),
            user(question),
          ],
          response_format: {
            type: 'json_schema',
            json_schema: {
              name: 'QuestionAnswer',
              strict: true,
              schema: {
                type: 'object',
                properties: {
                  question: { type: 'string', description: 'The question that was asked' },
                  answer: { type: 'string', description: 'The answer in one full sentence' },
                  source_ids: {
                    type: 'array',
                    items: { type: 'string' },
                    description: 'Identifiers of the notes used',
                  },
                },
                required: ['question', 'answer', 'source_ids'],
                additionalProperties: false,
              },
            },
          },
        }),
      );
      const result = asRecord(bareJson(reply));
      assertMentions(asString(result.question), s.target.device);
      const answer = assertAnswers(result.answer, 'The answer in one full sentence', question);
      assertMentions(answer, s.target.warranty);
      assertOmits(answer, ...s.others.map((note) => note.warranty));
      assertItems(result.source_ids, [s.target.id]);
    },
    ideal: (s) => [
      saysJson({
        question: `How long is the warranty of the ${s.target.device}?`,
        answer: `The warranty of the ${s.target.device} lasts ${s.target.warranty} months.`,
        source_ids: [s.target.id],
      }),
    ],
  }),

  defineCase('json', 'knowledge-triplets-in-parentheses', {
    draw: (facts) => ({
      person: facts.name(),
      firm: facts.company(),
      owner: facts.company(),
      town: facts.city(),
    }),
    play: async (s, chat) => {
      const reply = await ask(
        chat,
        user(`Some text is provided below. Given the text, extract up to 3 knowledge triplets in the form of (subject, predicate, object). Avoid stopwords.
---------------------
Example:
Text: Alice is Bob's mother.
Triplets:
(Alice, is mother of, Bob)
Text: Philz is a coffee shop founded in Berkeley in 1982.
Triplets:
(Philz, is, coffee shop)
(Philz, founded in, Berkeley)
(Philz, founded in, 1982)
---------------------
Text: ${s.person} founded ${s.firm}. ${s.firm} is located in ${s.town}. ${s.owner} owns ${s.firm}.
Triplets:
`),
      );
      const triplets = [...reply.matchAll(/\(([^,()]+),\s*([^,()]+),\s*([^,()]+)\)/g)].map(
        ([, subject = '', predicate = '', object = '']) => ({ subject, predicate, object }),
      );
      assert.equal(triplets.length, 3, `expected three triplets, got ${JSON.stringify(reply)}`);
      for (const [subject, predicate, object] of [
        [s.person, /found/i, s.firm],
        [s.firm, /locat|in\b/i, s.town],
        [s.owner, /own/i, s.firm],
      ] as const) {
        const found = triplets.some(
          (triplet) =>
            triplet.subject.trim() === subject &&
            predicate.test(triplet.predicate) &&
            triplet.object.trim() === object,
        );
        assert.ok(found, `expected (${subject}, ${predicate}, ${object}) in ${JSON.stringify(reply)}`);
      }
      assertOmits(reply, 'Philz', 'Alice');
    },
    ideal: (s) => [
      says(
        `(${s.person}, founded, ${s.firm})\n(${s.firm}, is located in, ${s.town})\n(${s.owner}, owns, ${s.firm})`,
      ),
    ],
  }),

  defineCase('json', 'resume-with-references-and-optional-fields', {
    draw: (facts) => ({
      name: facts.name(),
      email: facts.email(),
      jobs: facts.distinct(2, () => ({
        employer: facts.company(),
        title: facts.pick(['welder', 'nurse', 'surveyor', 'bookkeeper']),
      })),
      years: [facts.integer(2003, 2008), facts.integer(2009, 2015), facts.integer(2016, 2019)] as const,
      city: facts.city(),
    }),
    play: async (s, chat) => {
      const [past, present] = s.jobs;
      const reply = textOf(
        await chat({
          messages: [
            system('Extract the résumé. Jobs which have not ended have null as end_year.'),
            user(
              `${s.name}, ${s.city}\n${s.email}\n\nExperience\n${s.years[2]} to the present: ${present.title} at ${present.employer}\n${s.years[0]} to ${s.years[1]}: ${past.title} at ${past.employer}`,
            ),
          ],
          response_format: {
            type: 'json_schema',
            json_schema: {
              name: 'Resume',
              strict: true,
              schema: {
                $defs: {
                  Job: {
                    type: 'object',
                    properties: {
                      employer: { type: 'string' },
                      title: { type: 'string' },
                      start_year: { type: 'integer' },
                      end_year: nullable('integer'),
                    },
                    required: ['employer', 'title', 'start_year', 'end_year'],
                    additionalProperties: false,
                  },
                },
                type: 'object',
                properties: {
                  name: { type: 'string' },
                  email: { type: 'string' },
                  phone: nullable('string'),
                  jobs: { type: 'array', items: { $ref: '#/$defs/Job' } },
                },
                required: ['name', 'email', 'phone', 'jobs'],
                additionalProperties: false,
              },
            },
          },
        }),
      );
      const resume = asRecord(bareJson(reply));
      assertSame(resume.name, s.name);
      assertSame(resume.email, s.email);
      assert.equal(resume.phone, null);
      const jobs = asList(resume.jobs).map(asRecord);
      assert.equal(jobs.length, 2);
      for (const [job, start, end] of [
        [present, s.years[2], null],
        [past, s.years[0], s.years[1]],
      ] as const) {
        const found = only(jobs.filter((entry) => entry.employer === job.employer));
        assertSame(found.title, job.title);
        assert.equal(found.start_year, start);
        assert.equal(found.end_year, end);
      }
    },
    ideal: (s) => [
      saysJson({
        name: s.name,
        email: s.email,
        phone: null,
        jobs: [
          { ...s.jobs[1], start_year: s.years[2], end_year: null },
          { ...s.jobs[0], start_year: s.years[0], end_year: s.years[1] },
        ],
      }),
    ],
  }),

  defineCase('json', 'earlier-json-corrected-by-the-user', {
    draw: (facts) => {
      const order = {
        article: facts.code(),
        quantity: facts.integer(2, 30),
        deliver_to: facts.city(),
        contact: facts.name(),
      };
      const correction = facts.pick([
        { key: 'quantity', value: facts.integer(31, 80), words: 'Sorry, we need' },
        { key: 'deliver_to', value: facts.city(), words: 'Wait, it has to be delivered to' },
        { key: 'contact', value: facts.name(), words: 'Please make the contact' },
      ]);
      return { order, correction };
    },
    play: async (s, chat) => {
      const reply = await ask(
        chat,
        system(
          'Keep the order form as JSON with the keys article, quantity, deliver_to and contact. Reply to every message with the current form as bare JSON.',
        ),
        user(
          `Order ${s.order.quantity} pieces of ${s.order.article} for our branch in ${s.order.deliver_to}. ${s.order.contact} is the contact.`,
        ),
        assistant(JSON.stringify(s.order)),
        user(
          `${s.correction.words} ${s.correction.value}${s.correction.key === 'quantity' ? ' pieces' : ''}. Everything else stays.`,
        ),
      );
      assert.deepEqual(bareJson(reply), { ...s.order, [s.correction.key]: s.correction.value });
    },
    ideal: (s) => [saysJson({ ...s.order, [s.correction.key]: s.correction.value })],
  }),
];
