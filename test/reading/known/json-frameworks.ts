import assert from 'node:assert/strict';
import {
  anyJson,
  asList,
  asRecord,
  asString,
  assertAnswers,
  assertMentions,
  assertOmits,
  assertSame,
  bareJson,
  chooseOne,
} from '../assertions.ts';
import { defineCase, type ReadingCase } from '../case.ts';
import { ask, only, says, saysJson, system, textOf, user } from '../conversation.ts';

const tourSchema = {
  title: 'Tour',
  type: 'object',
  properties: {
    guide: { title: 'Guide', type: 'string' },
    length_km: { title: 'Length Km', type: 'number' },
    stops: { title: 'Stops', type: 'array', items: { type: 'string' } },
  },
  required: ['guide', 'length_km', 'stops'],
};

const citiesSchema = {
  $defs: {
    City: {
      properties: {
        name: { title: 'Name', type: 'string' },
        river: { title: 'River', type: 'string' },
        population: { title: 'Population', type: 'integer' },
      },
      required: ['name', 'river', 'population'],
      title: 'City',
      type: 'object',
    },
  },
  properties: { cities: { items: { $ref: '#/$defs/City' }, title: 'Cities', type: 'array' } },
  required: ['cities'],
  title: 'CitiesData',
  type: 'object',
};

const gradingRules = `You are grading output according to a user-specified rubric. If the statement in the rubric is true, then the output passes the test. You respond with a JSON object with this structure: {reason: string, pass: boolean, score: number}

Examples:

<Output>Hello world</Output>
<Rubric>Content contains a greeting</Rubric>
{"reason": "the content contains the word 'Hello'", "score": 1.0, "pass": true}

<Output>Avast ye swabs, repel the invaders!</Output>
<Rubric>Does not speak like a pirate</Rubric>
{"reason": "'avast ye' is a common pirate term", "score": 0.0, "pass": false}`;

export const jsonFrameworks: readonly ReadingCase[] = [
  defineCase('json', 'llamaindex-program-fills-a-schema-below-the-text', {
    draw: (facts) => ({
      guide: facts.name(),
      stops: facts.distinct(4, () => facts.city()),
      length: facts.decimal(9, 60, 1),
      price: facts.integer(61, 200),
    }),
    play: async (s, chat) => {
      const [first, second, third, last] = s.stops;
      const reply = await ask(
        chat,
        user(`Describe the tour announced here: ${s.guide} leads you from ${first} by way of ${second} and ${third} to ${last}. You walk ${s.length} km and pay ${s.price} euros.


Here's a JSON schema to follow:
${JSON.stringify(tourSchema)}

Output a valid JSON object but do not repeat the schema.
`),
      );
      const tour = asRecord(anyJson(reply));
      assertSame(tour.guide, s.guide);
      assert.equal(tour.length_km, s.length);
      assert.deepEqual(tour.stops, s.stops);
    },
    ideal: (s) => [saysJson({ guide: s.guide, length_km: s.length, stops: s.stops })],
  }),

  defineCase('json', 'haystack-loop-corrects-an-invalid-reply', {
    draw: (facts) => ({
      cities: facts.distinct(2, () => ({
        name: facts.city(),
        river: facts.inventedWord(),
        population: facts.integer(20_000, 900_000),
      })),
    }),
    play: async (s, chat) => {
      const [first, second] = s.cities;
      const invalid = {
        cities: [
          { name: first.name, river: first.river },
          { name: second.name, river: second.river },
        ],
      };
      const reply = await ask(
        chat,
        user(`Create a JSON object from the information present in this passage: ${first.name} lies on the ${first.river} and has ${first.population} inhabitants. The ${second.population} people of ${second.name} live on both banks of the ${second.river}.
Only use information that is present in the passage. Follow this JSON schema, but only return the actual instances without any additional schema definition:
${JSON.stringify(citiesSchema)}
Make sure your response is a dict and not a list.
You already created the following output in a previous attempt: ${JSON.stringify(invalid)}
However, this doesn't comply with the format requirements from above and triggered this Python exception: 2 validation errors for CitiesData: cities.0.population Field required; cities.1.population Field required
Correct the output and try again. Just return the corrected output without any extra explanations.`),
      );
      assert.deepEqual(anyJson(reply), { cities: s.cities });
    },
    ideal: (s) => [saysJson({ cities: s.cities })],
  }),

  defineCase('json', 'promptfoo-rubric-passes-or-fails', {
    draw: (facts) => {
      const [promised, wrong] = facts.distinct(2, () => facts.code());
      return {
        promised,
        wrong,
        verdicts: facts.shuffle([true, false]),
        customer: facts.name(),
        day: facts.date(),
      };
    },
    play: async (s, chat) => {
      for (const passes of s.verdicts) {
        const reply = await ask(
          chat,
          system(gradingRules),
          user(`<Output>
Dear ${s.customer}, your parcel ${passes ? s.promised : s.wrong} will be with you on ${s.day.british}.
</Output>
<Rubric>
Names the parcel ${s.promised}
</Rubric>`),
        );
        const grade = asRecord(anyJson(reply));
        assert.equal(grade.pass, passes);
        assert.equal(grade.score, passes ? 1 : 0);
        assertAnswers(
          grade.reason,
          "the content contains the word 'Hello'",
          "'avast ye' is a common pirate term",
        );
        assertOmits(asString(grade.reason), 'Hello', 'pirate');
      }
    },
    ideal: (s) =>
      s.verdicts.map((pass) =>
        saysJson({
          reason: pass ? `The output names ${s.promised}.` : `The output names ${s.wrong} instead.`,
          score: pass ? 1 : 0,
          pass,
        }),
      ),
  }),

  defineCase('json', 'llamaindex-router-selects-one-choice', {
    draw: (facts) => {
      const company = facts.company();
      const choices = facts.shuffle([
        {
          summary: `Travel policy of ${company}: limits for hotels, flights and meals`,
          question: 'What may a hotel room cost on a business trip?',
        },
        {
          summary: `Parental leave and holidays at ${company}`,
          question: 'How many holidays do I get a year?',
        },
        {
          summary: `Setting up laptops, printers and VPN at ${company}`,
          question: 'How do I connect to the VPN from home?',
        },
        {
          summary: `Payroll calendar of ${company}: when salaries and bonuses are paid`,
          question: 'On which day are the bonuses paid?',
        },
      ]);
      return { choices, ...chooseOne(facts, choices) };
    },
    play: async (s, chat) => {
      const reply = await ask(
        chat,
        user(`Some choices are given below. It is provided in a numbered list (1 to ${s.choices.length}), where each item in the list corresponds to a summary.
---------------------
${s.choices.map((choice, index) => `(${index + 1}) ${choice.summary}`).join('\n\n')}
---------------------
Using only the choices above and not prior knowledge, return the choice that is most relevant to the question: '${s.target.question}'


The output should be ONLY JSON formatted as a JSON instance.

Here is an example:
[
    {
        choice: 1,
        reason: "<insert reason for choice>"
    },
    ...
]
`),
      );
      const selection = asRecord(only(asList(anyJson(reply))));
      assert.equal(Number(selection.choice), s.index + 1);
      assertAnswers(selection.reason, 'insert reason for choice');
    },
    ideal: (s) => [
      saysJson([{ choice: s.index + 1, reason: 'Its summary names the topic of the question.' }]),
    ],
  }),

  defineCase('json', 'supervisor-picks-the-next-worker-and-finishes', {
    draw: (facts) => {
      const [firm, founder, values] = [
        facts.company(),
        facts.name(),
        facts.distinct(3, () => facts.integer(20, 90)),
      ];
      return facts.shuffle([
        {
          worker: 'researcher',
          request: `Find out on the web who founded ${firm}.`,
          result: `According to its website, ${firm} was founded by ${founder}.`,
        },
        {
          worker: 'coder',
          request: `Run a Python script that computes the sum of ${values.join(', ')}.`,
          result: `I ran the script. The sum is ${values.reduce((sum, value) => sum + value, 0)}.`,
        },
      ]);
    },
    play: async (s, chat) => {
      const next = async (request: string, ...rest: Parameters<typeof ask>[1][]): Promise<unknown> => {
        const reply = textOf(
          await chat({
            messages: [
              system(
                `You are a supervisor tasked with managing a conversation between the following workers: coder, researcher. The coder writes and runs Python; the researcher searches the web. Given the following user request, respond with the worker to act next. Each worker will perform a task and respond with their results and status. When finished, respond with FINISH.`,
              ),
              user(request),
              ...rest,
            ],
            response_format: {
              type: 'json_schema',
              json_schema: {
                name: 'Router',
                strict: true,
                schema: {
                  title: 'Router',
                  description: 'Worker to route to next. If no workers needed, route to FINISH.',
                  type: 'object',
                  properties: { next: { type: 'string', enum: ['coder', 'researcher', 'FINISH'] } },
                  required: ['next'],
                  additionalProperties: false,
                },
              },
            },
          }),
        );
        return asRecord(bareJson(reply)).next;
      };
      for (const { worker, request, result } of s) {
        assert.equal(await next(request), worker);
        assert.equal(await next(request, { role: 'user', name: worker, content: result }), 'FINISH');
      }
    },
    ideal: (s) => s.flatMap(({ worker }) => [saysJson({ next: worker }), saysJson({ next: 'FINISH' })]),
  }),

  defineCase('json', 'question-rephrased-three-times-one-a-line', {
    draw: (facts) => ({ name: facts.product(), maker: facts.company() }),
    play: async (s, chat) => {
      const question = `How do I reset the ${s.name} made by ${s.maker}?`;
      const reply = await ask(
        chat,
        user(`You are an AI language model assistant. Your task is 
    to generate 3 different versions of the given user 
    question to retrieve relevant documents from a vector  database. 
    By generating multiple perspectives on the user question, 
    your goal is to help the user overcome some of the limitations 
    of distance-based similarity search. Provide these alternative 
    questions separated by newlines. Original question: ${question}`),
      );
      const lines = reply
        .trim()
        .split(/\n+/)
        .map((line) => line.replace(/^\s*(?:\d[.)]|[-*])\s*/, ''));
      assert.equal(lines.length, 3, `expected three lines, got ${JSON.stringify(reply)}`);
      assert.equal(new Set(lines).size, 3, 'expected three different questions');
      for (const line of lines) assertMentions(line, s.name.split(' ')[0] ?? s.name);
    },
    ideal: (s) => [
      says(
        `What are the steps to reset the ${s.name}?\nHow can the ${s.name} by ${s.maker} be put back to its factory settings?\nWhat is the reset procedure of the ${s.maker} ${s.name}?`,
      ),
    ],
  }),

  defineCase('json', 'crew-task-reports-on-the-context-of-an-earlier-task', {
    draw: (facts) => ({
      venue: facts.inventedWord(),
      city: facts.city(),
      seats: facts.integer(120, 900),
      fee: facts.integer(1000, 9000),
      manager: facts.name(),
      rejected: { venue: facts.inventedWord(), seats: facts.integer(30, 99) },
    }),
    play: async (s, chat) => {
      const reply = await ask(
        chat,
        system(`You are Venue Coordinator. You book halls for conferences and keep the paperwork tidy.
Your personal goal is: Report the venue that was booked
To give my best complete final answer to the task respond using the exact following format:

Thought: I now can give a great answer
Final Answer: Your final answer must be the great and the most complete as possible, it must be outcome described.

I MUST use these formats, my job depends on it!`),
        user(`
Current Task: Report the venue that was booked.

This is the expected criteria for your final answer: The details of the booked venue
you MUST return the actual complete content as the final answer, not a summary.
Ensure your final answer contains only the content in the following format: {
  "name": str,
  "city": str,
  "seats": int,
  "manager": str
}

Ensure the final output does not include any code block markers like \`\`\`json or \`\`\`python.

This is the context you're working with:
We looked at two halls. The ${s.rejected.venue} with its ${s.rejected.seats} seats was too small. We booked the ${s.venue} in ${s.city}, which has ${s.seats} seats and costs ${s.fee} a day; its manager is ${s.manager}.

Begin! This is VERY important to you, use the tools available and give your best Final Answer, your job depends on it!

Thought:`),
      );
      const answer = /Final Answer:\s*([\s\S]+)/.exec(reply)?.[1];
      assert.ok(answer, `expected a final answer, got ${JSON.stringify(reply)}`);
      assert.doesNotMatch(answer, /```/);
      const { name, ...rest } = asRecord(anyJson(answer));
      assertMentions(asString(name), s.venue);
      assert.deepEqual(rest, { city: s.city, seats: s.seats, manager: s.manager });
    },
    ideal: (s) => [
      says(
        `Thought: I now can give a great answer\nFinal Answer: ${JSON.stringify({ name: s.venue, city: s.city, seats: s.seats, manager: s.manager })}`,
      ),
    ],
  }),

  defineCase('json', 'retrieved-document-graded-yes-or-no', {
    draw: (facts) => {
      return {
        asked: facts.product(),
        verdicts: facts.shuffle([true, false]),
        hours: facts.integer(3, 30),
        herb: facts.inventedWord(),
        city: facts.city(),
      };
    },
    play: async (s, chat) => {
      for (const relevant of s.verdicts) {
        const document = relevant
          ? `The battery of the ${s.asked} is full after ${s.hours} hours on the charger.`
          : `The weekly market of ${s.city} sells ${s.herb} and other herbs from ${s.hours} stalls.`;
        const reply = textOf(
          await chat({
            messages: [
              system(`You are a grader assessing relevance of a retrieved document to a user question. 
If the document contains keyword(s) or semantic meaning related to the user question, grade it as relevant. 
It does not need to be a stringent test. The goal is to filter out erroneous retrievals. 
Give a binary score 'yes' or 'no' score to indicate whether the document is relevant to the question.`),
              user(
                `Retrieved document: \n\n ${document} \n\n User question: How long does the battery of the ${s.asked} take to charge?`,
              ),
            ],
            response_format: {
              type: 'json_schema',
              json_schema: {
                name: 'GradeDocuments',
                strict: true,
                schema: {
                  type: 'object',
                  properties: {
                    binary_score: {
                      type: 'string',
                      description: "Documents are relevant to the question, 'yes' or 'no'",
                    },
                  },
                  required: ['binary_score'],
                  additionalProperties: false,
                },
              },
            },
          }),
        );
        assertSame(asRecord(bareJson(reply)).binary_score, relevant ? 'yes' : 'no');
      }
    },
    ideal: (s) => s.verdicts.map((relevant) => saysJson({ binary_score: relevant ? 'yes' : 'no' })),
  }),
];
