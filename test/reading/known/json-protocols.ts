import assert from 'node:assert/strict';
import {
  anyJson,
  asList,
  asRecord,
  asString,
  assertAnswers,
  assertMentions,
  assertMentionsAny,
  assertOmits,
  assertSame,
  bareJson,
  chooseOne,
  dateForms,
} from '../assertions.ts';
import { defineCase, type ReadingCase } from '../case.ts';
import { ask, assistant, says, saysJson, system, textOf, user } from '../conversation.ts';

/** The content of an XML element of the reply. */
const element = (reply: string, name: string): string => {
  const inner = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(reply)?.[1];
  assert.ok(inner !== undefined, `expected <${name}> in ${JSON.stringify(reply)}`);
  return inner.trim();
};

/** The Python of a code agent's reply; the closing tag may have been cut off by a stop sequence. */
const codeOf = (reply: string): string => {
  const inner = /<code>\s*([\s\S]*?)\s*(?:<\/code>|$)/.exec(reply)?.[1];
  assert.ok(inner, `expected a <code> block in ${JSON.stringify(reply)}`);
  return inner;
};

const codeAgent = `You are an expert assistant who can solve any task using code blobs. You will be given a task to solve as best you can.
To do so, you have been given access to a list of tools: these tools are basically Python functions which you can call with code.
To solve the task, you must plan forward to proceed in a series of steps, in a cycle of Thought, Code, and Observation sequences.

At each step, in the 'Thought:' sequence, you should first explain your reasoning towards solving the task and the tools that you want to use.
Then in the Code sequence you should write the code in simple Python. The code sequence must be opened with '<code>', and closed with '</code>'.
During each intermediate step, you can use 'print()' to save whatever important information you will then need.
These print outputs will then appear in the 'Observation:' field, which will be available as input for the next step.
In the end you have to return a final answer using the \`final_answer\` tool.

Here is an example using notional tools:
---
Task: "What is the result of the following operation: 5 + 3 + 1294.678?"

Thought: I will use Python code to compute the result of the operation and then return the final answer using the \`final_answer\` tool.
<code>
result = 5 + 3 + 1294.678
final_answer(result)
</code>
---

On top of performing computations in the Python code snippets that you create, you only have access to these tools, behaving like regular python functions:
<code>
def stock_level(sku: str) -> int:
    """Returns how many pieces of an article are in the warehouse.

    Args:
        sku: Identifier of the article
    """

def final_answer(answer: Any) -> Any:
    """Provides a final answer to the given problem.

    Args:
        answer: The final answer to the problem
    """
</code>

Now Begin!`;

const editRules = `Act as an expert software developer.
Take requests for changes to the supplied code.

Describe each change with a *SEARCH/REPLACE block* per the examples below.
All changes to files must use this *SEARCH/REPLACE block* format.
ONLY EVER RETURN CODE IN A *SEARCH/REPLACE BLOCK*!

Every *SEARCH/REPLACE block* must use this format:
1. The *FULL* file path alone on a line, verbatim.
2. The opening fence and code language, eg: \`\`\`python
3. The start of search block: <<<<<<< SEARCH
4. A contiguous chunk of lines to search for in the existing source code
5. The dividing line: =======
6. The lines to replace into the source code
7. The end of the replace block: >>>>>>> REPLACE
8. The closing fence: \`\`\`

Every *SEARCH* section must *EXACTLY MATCH* the existing file content, character for character.`;

const memoryRules = `You are a Personal Information Organizer, specialized in accurately storing facts, user memories, and preferences. Your primary role is to extract relevant pieces of information from conversations and organize them into distinct, manageable facts.

Here are some few shot examples:

Input: Hi.
Output: {"facts" : []}

Input: There are branches in trees.
Output: {"facts" : []}

Input: Hi, I am looking for a restaurant in San Francisco.
Output: {"facts" : ["Looking for a restaurant in San Francisco"]}

Input: Hi, my name is John. I am a software engineer.
Output: {"facts" : ["Name is John", "Is a Software engineer"]}

Return the facts and preferences in a json format as shown above.

Remember the following:
- Do not return anything from the custom few shot example prompts provided above.
- If you do not find anything relevant in the below conversation, you can return an empty list corresponding to the "facts" key.
- Make sure to return the response in the format mentioned in the examples. The response should be in json with a key as "facts" and corresponding value will be a list of strings.

Following is a conversation between the user and the assistant. You have to extract the relevant facts and preferences about the user, if any, from the conversation and return them in the json format as shown above.`;

export const jsonProtocols: readonly ReadingCase[] = [
  defineCase('json', 'react-acts-and-then-answers', {
    draw: (facts) => ({
      ...facts.pick([
        { action: 'warehouse_search', ask: 'On which shelf does', ending: 'lie', found: 'shelf' },
        { action: 'customs_register', ask: 'Which customs tariff applies to', ending: '', found: 'tariff' },
      ]),
      code: facts.code(),
      value: facts.integer(101, 999),
    }),
    play: async (s, chat) => {
      const question = `${s.ask} item ${s.code}${s.ending && ` ${s.ending}`}?`;
      const prompt = `Answer the following questions as best you can. You have access to the following tools:

customs_register(query: str) -> str - Looks up tariffs and duties of an item number
warehouse_search(query: str) -> str - Finds where an item number is stored

Use the following format:

Question: the input question you must answer
Thought: you should always think about what to do
Action: the action to take, should be one of [customs_register, warehouse_search]
Action Input: the input to the action
Observation: the result of the action
... (this Thought/Action/Action Input/Observation can repeat N times)
Thought: I now know the final answer
Final Answer: the final answer to the original input question

Begin!

Question: ${question}
Thought:`;
      const step = textOf(await chat({ messages: [user(prompt)], stop: ['\nObservation'] }));
      const action = /^\s*Action\s*:\s*(.+?)\s*\n\s*Action Input\s*:\s*(.+)/m.exec(step);
      assert.ok(action, `expected an action, got ${JSON.stringify(step)}`);
      assert.equal(action[1], s.action);
      assertMentions(asString(action[2]), s.code);
      assert.doesNotMatch(step, /Final Answer:/);

      const scratchpad = `${step.trim()}\nObservation: ${s.code}: ${s.found} ${s.value}\nThought: `;
      const end = textOf(
        await chat({ messages: [user(`${prompt} ${scratchpad}`)], stop: ['\nObservation'] }),
      );
      const answer = /Final Answer:\s*([\s\S]+)/.exec(end)?.[1];
      assert.ok(answer, `expected a final answer, got ${JSON.stringify(end)}`);
      assertMentions(answer, s.value);
      assert.doesNotMatch(end, /^\s*Action\s*:/m);
    },
    ideal: (s) => [
      says(` I should look the item up.\nAction: ${s.action}\nAction Input: ${s.code}`),
      says(`I now know the final answer\nFinal Answer: ${s.value}`),
    ],
  }),

  defineCase('json', 'structured-chat-answers-with-an-action-blob', {
    draw: (facts) => ({
      city: facts.city(),
      other: facts.city(),
      degrees: facts.integer(3, 34),
      wind: facts.integer(35, 90),
    }),
    play: async (s, chat) => {
      const reply = await ask(
        chat,
        system(`Respond to the human as helpfully and accurately as possible. You have access to the following tools:

forecast(city: str) -> str - weather of a city, args: {"city": {"type": "string"}}

Use a json blob to specify a tool by providing an action key (tool name) and an action_input key (tool input).

Valid "action" values: "Final Answer" or forecast

Provide only ONE action per $JSON_BLOB, as shown:

\`\`\`
{
  "action": $TOOL_NAME,
  "action_input": $INPUT
}
\`\`\`

Follow this format:

Question: input question to answer
Thought: consider previous and subsequent steps
Action:
\`\`\`
$JSON_BLOB
\`\`\`
Observation: action result
... (repeat Thought/Action/Observation N times)
Thought: I know what to respond
Action:
\`\`\`
{
  "action": "Final Answer",
  "action_input": "Final response to human"
}
\`\`\`

Begin! Reminder to ALWAYS respond with a valid json blob of a single action. Format is Action:\`\`\`$JSON_BLOB\`\`\`then Observation`),
        user(`How warm will it be in ${s.city} tomorrow?

Thought: I have to ask for the forecast.
Action:
\`\`\`
{
  "action": "forecast",
  "action_input": {"city": "${s.city}"}
}
\`\`\`
Observation: ${s.city} tomorrow: ${s.degrees} °C, wind ${s.wind} km/h
Thought: 
 (reminder to respond in a JSON blob no matter what)`),
      );
      const action = asRecord(anyJson(reply));
      assert.equal(action.action, 'Final Answer');
      assertMentions(asString(action.action_input), s.degrees);
    },
    ideal: (s) => [
      says(
        `I know what to respond\nAction:\n\`\`\`\n${JSON.stringify({ action: 'Final Answer', action_input: `Tomorrow it will be ${s.degrees} °C in ${s.city}.` }, null, 2)}\n\`\`\``,
      ),
    ],
  }),

  defineCase('json', 'code-agent-calls-a-function-and-gives-the-final-answer', {
    draw: (facts) => ({ sku: facts.code(), count: facts.integer(40, 900), city: facts.city() }),
    play: async (s, chat) => {
      const task = user(`New task:\nHow many pieces of article ${s.sku} are in our warehouse in ${s.city}?`);
      const first = codeOf(
        textOf(await chat({ messages: [system(codeAgent), task], stop: ['Observation:'] })),
      );
      assert.match(first, /stock_level\(/);
      assertMentions(first, s.sku);

      const last = codeOf(
        await ask(
          chat,
          system(codeAgent),
          task,
          assistant(
            `Thought: I will look the article up.\n<code>\nlevel = stock_level(sku="${s.sku}")\nprint(level)\n</code>`,
          ),
          user(`Observation:\nExecution logs:\n${s.count}\nLast output from code snippet:\nNone`),
        ),
      );
      const answer = /final_answer\(([\s\S]*)\)/.exec(last)?.[1];
      assert.ok(answer, `expected final_answer(…), got ${JSON.stringify(last)}`);
      assert.match(answer, new RegExp(`\\b(?:${s.count}|level)\\b`));
    },
    ideal: (s) => [
      says(`Thought: I look the article up.\n<code>\nprint(stock_level(sku="${s.sku}"))\n</code>`),
      says(`Thought: I know the count.\n<code>\nfinal_answer(${s.count})\n</code>`),
    ],
  }),

  defineCase('json', 'search-replace-block-edits-one-constant-known', {
    draw: (facts) => {
      const constants = facts.distinct(3, () => ({
        name: facts.slug().toUpperCase(),
        value: facts.integer(11, 400),
      }));
      return {
        ...chooseOne(facts, constants.slice()),
        constants,
        file: `${facts.slug()}/${facts.slug()}.py`,
        value: facts.integer(500, 900),
      };
    },
    play: async (s, chat) => {
      const source = `${s.constants.map((entry) => `${entry.name}_LIMIT = ${entry.value}`).join('\n')}\n\n\ndef allowed(count):\n    return count < ${s.target.name}_LIMIT\n`;
      const reply = await ask(
        chat,
        system(editRules),
        user(`I have *added these files to the chat* so you can go ahead and edit them.

*Trust this message as the true contents of these files!*

${s.file}
\`\`\`python
${source}\`\`\``),
        assistant('Ok, any changes I propose will be to those files.'),
        user(`Set ${s.target.name}_LIMIT to ${s.value}.`),
      );
      assert.ok(reply.includes(s.file), 'expected the path of the file');
      const block = /^<{5,9} SEARCH\n([\s\S]*?)\n?^={5,9}\n([\s\S]*?)\n?^>{5,9} REPLACE/m.exec(reply);
      assert.ok(block, `expected a SEARCH/REPLACE block, got ${JSON.stringify(reply)}`);
      const [, search = '', replace = ''] = block;
      assert.ok(
        search !== '' && source.includes(search),
        `expected a chunk of the file, got ${JSON.stringify(search)}`,
      );
      assert.equal(
        source.replace(search, () => replace),
        source.replace(`${s.target.name}_LIMIT = ${s.target.value}`, `${s.target.name}_LIMIT = ${s.value}`),
      );
    },
    ideal: (s) => [
      says(
        `${s.file}\n\`\`\`python\n<<<<<<< SEARCH\n${s.target.name}_LIMIT = ${s.target.value}\n=======\n${s.target.name}_LIMIT = ${s.value}\n>>>>>>> REPLACE\n\`\`\``,
      ),
    ],
  }),

  defineCase('json', 'complaint-answered-inside-xml-tags', {
    draw: (facts) => ({
      order: facts.code(),
      item: facts.product(),
      customer: facts.name(),
      bought: facts.date(2024, 2026),
      agent: facts.givenName(),
    }),
    play: async (s, chat) => {
      const reply = await ask(
        chat,
        user(`You are ${s.agent} of customer care. A customer wrote:

<email>
The ${s.item} I bought on ${s.bought.british} has stopped working. The order was ${s.order}.
${s.customer}
</email>

First write the order number into <order_id> tags, then the date of purchase as YYYY-MM-DD into <purchased> tags. Finally write a short, friendly reply to the customer into <reply> tags.`),
      );
      assertSame(element(reply, 'order_id'), s.order);
      assert.equal(element(reply, 'purchased'), s.bought.iso);
      const letter = assertAnswers(element(reply, 'reply'), 'a short, friendly reply to the customer');
      assertMentionsAny(letter, [s.item, s.item.split(' ')[1] ?? s.item, s.order]);
    },
    ideal: (s) => [
      says(
        `<order_id>${s.order}</order_id>\n<purchased>${s.bought.iso}</purchased>\n<reply>Dear ${s.customer}, I am sorry about your ${s.item}. We will repair it.\n${s.agent}</reply>`,
      ),
    ],
  }),

  defineCase('json', 'yes-or-no-about-what-a-policy-covers', {
    draw: (facts) => {
      const things = facts.distinct(4, () =>
        facts.pick(['theft', 'flooding', 'fire', 'glass breakage', 'storm damage', 'vandalism']),
      );
      const questions = facts
        .shuffle([1, 2, 3])
        .map((index) => ({ thing: things[index], covered: index < 2 }));
      return {
        things,
        questions,
        policy: facts.code(),
        insurer: facts.company(),
        years: facts.integer(2, 9),
      };
    },
    play: async (s, chat) => {
      const [first, second, third, fourth] = s.things;
      for (const { thing, covered } of s.questions) {
        const reply = await ask(
          chat,
          user(`Context:
Policy ${s.policy} by ${s.insurer} runs for ${s.years} years. It covers ${first} and ${second}. It does not cover ${third} or ${fourth}.

Based on the context, does policy ${s.policy} cover ${thing}? Answer with yes or no only.`),
        );
        assertSame(reply, covered ? 'yes' : 'no');
      }
    },
    ideal: (s) => s.questions.map(({ covered }) => says(covered ? 'Yes' : 'No')),
  }),

  defineCase('json', 'numbered-list-of-exactly-the-matching-items', {
    draw: (facts) => {
      const shops = facts.distinct(5, () => ({ name: facts.company(), street: facts.street() }));
      return { shops, open: facts.shuffle([0, 1, 2, 3, 4]).slice(0, 3).sort(), city: facts.city() };
    },
    play: async (s, chat) => {
      const lines = s.shops.map((shop, index) =>
        s.open.includes(index)
          ? `${shop.name}, ${shop.street}: open on Sundays`
          : `${shop.name}, ${shop.street}: closed on Sundays`,
      );
      const reply = await ask(
        chat,
        user(`Shops in ${s.city}:
${lines.join('\n')}

List the 3 shops which are open on Sundays as a numbered list, one per line. Names only, no introduction.`),
      );
      const items = reply.trim().split(/\n+/);
      assert.equal(items.length, 3, `expected three lines, got ${JSON.stringify(reply)}`);
      for (const [position, index] of s.open.entries()) {
        assert.match(items[position] ?? '', new RegExp(`^${position + 1}[.)] `));
        assertMentions(items[position] ?? '', s.shops[index]?.name ?? '');
      }
      for (const [index, shop] of s.shops.entries())
        if (!s.open.includes(index)) assertOmits(reply, shop.name);
    },
    ideal: (s) => [
      says(s.open.map((index, position) => `${position + 1}. ${s.shops[index]?.name}`).join('\n')),
    ],
  }),

  defineCase('json', 'memory-layer-keeps-the-facts-about-the-user', {
    draw: (facts) => ({
      name: facts.name(),
      city: facts.city(),
      employer: facts.company(),
      moved: facts.date(2021, 2025),
    }),
    play: async (s, chat) => {
      const reply = textOf(
        await chat({
          response_format: { type: 'json_object' },
          messages: [
            system(memoryRules),
            user(
              `Input:\nuser: Hello! I am ${s.name} and I have been living in ${s.city} since ${s.moved.british}. I work for ${s.employer}.\nassistant: Nice to meet you!\n`,
            ),
          ],
        }),
      );
      const memory = asList(asRecord(bareJson(reply)).facts).map(asString);
      assert.ok(memory.length >= 2, `expected distinct facts, got ${reply}`);
      const all = memory.join('\n');
      assertMentions(all, s.name, s.city, s.employer);
      assertOmits(all, 'John', 'San Francisco', 'restaurant');
    },
    ideal: (s) => [
      saysJson({
        facts: [
          `Name is ${s.name}`,
          `Lives in ${s.city} since ${s.moved.british}`,
          `Works for ${s.employer}`,
        ],
      }),
    ],
  }),

  defineCase('json', 'memory-layer-keeps-nothing-of-small-talk', {
    draw: (facts) => ({
      greeting: facts.pick(['Hey, how is it going?', 'Good morning!', 'Hello there, are you well?']),
      back: facts.pick(['Fine, thanks. And you?', 'Hello! What can I do for you?']),
    }),
    play: async (s, chat) => {
      const reply = textOf(
        await chat({
          response_format: { type: 'json_object' },
          messages: [system(memoryRules), user(`Input:\nuser: ${s.greeting}\nassistant: ${s.back}\n`)],
        }),
      );
      assert.deepEqual(bareJson(reply), { facts: [] });
    },
    ideal: () => [saysJson({ facts: [] })],
  }),

  defineCase('json', 'comma-separated-names-out-of-prose', {
    draw: (facts) => ({
      firms: facts.distinct(3, () => facts.company()),
      city: facts.city(),
      loser: facts.company(),
      signed: facts.date(),
    }),
    play: async (s, chat) => {
      const [first, second, third] = s.firms;
      const reply = await ask(
        chat,
        user(`Which companies won a contract according to the notice?

Notice: On ${s.signed.british} the town of ${s.city} signed contracts with ${first}, ${second} and ${third}. The offer of ${s.loser} was turned down.

Your response should be a list of comma separated values, eg: \`foo, bar, baz\` or \`foo,bar,baz\``),
      );
      const values = reply
        .trim()
        .replace(/^`|`$|\.$/g, '')
        .split(/\s*,\s*/);
      assert.equal(values.length, 3, `expected three values, got ${JSON.stringify(reply)}`);
      for (const [index, firm] of s.firms.entries()) assertSame(values[index], firm);
    },
    ideal: (s) => [says(s.firms.join(', '))],
  }),

  defineCase('json', 'one-of-several-example-formats-applies', {
    draw: (facts) => {
      const [code, person, day] = [facts.code(), facts.name(), facts.date(2027, 2029)];
      return facts.pick([
        {
          message: `Hello, please tell me whether booking ${code} is confirmed.`,
          reply: { intent: 'status', booking: code },
        },
        {
          message: `I would like to move my booking ${code} to ${day.british}.`,
          reply: { intent: 'reschedule', booking: code, date: day.iso },
        },
        {
          message: `Let me talk to ${person}, I do not want to write with a machine.`,
          reply: { intent: 'handover', colleague: person },
        },
      ] as { message: string; reply: Record<string, string> }[]);
    },
    play: async (s, chat) => {
      const reply = await ask(
        chat,
        system(`You sort the messages to a hotel. Answer with JSON in exactly one of these formats, and nothing else:

To ask for the state of a booking: {"intent": "status", "booking": "AB-1234-C"}
To move a booking to another day: {"intent": "reschedule", "booking": "AB-1234-C", "date": "2030-01-31"}
To talk to a person: {"intent": "handover", "colleague": "Jane Roe"}`),
        user(s.message),
      );
      assert.deepEqual(anyJson(reply), s.reply);
    },
    ideal: (s) => [saysJson(s.reply)],
  }),

  defineCase('json', 'yaml-asked-for-instead-of-json', {
    draw: (facts) => ({
      service: facts.slug(),
      port: facts.integer(3000, 9000),
      owner: facts.email(),
      region: facts.city(),
      review: facts.date(),
    }),
    play: async (s, chat) => {
      const reply = await ask(
        chat,
        user(`Turn the note into YAML with the keys service, port, owner and reviewed. Put the YAML between lines of three dashes.

Note: ${s.owner} looks after ${s.service}, which listens on ${s.port} in ${s.region}. It was last reviewed on ${s.review.american}.`),
      );
      const body = /^\s*(?:```\w*\n)?---\n([\s\S]+?)\n---/.exec(reply)?.[1];
      assert.ok(body, `expected YAML between dashes, got ${JSON.stringify(reply)}`);
      const fields = Object.fromEntries(
        body
          .trim()
          .split(/\n+/)
          .map((line) => {
            const [key = '', ...rest] = line.split(':');
            return [
              key.trim(),
              rest
                .join(':')
                .trim()
                .replace(/^(["'])(.*)\1$/, '$2'),
            ];
          }),
      );
      assert.deepEqual(Object.keys(fields), ['service', 'port', 'owner', 'reviewed']);
      assertSame(fields.service, s.service);
      assert.equal(fields.port, String(s.port));
      assertSame(fields.owner, s.owner);
      assertMentionsAny(asString(fields.reviewed), dateForms(s.review));
    },
    ideal: (s) => [
      says(`---\nservice: ${s.service}\nport: ${s.port}\nowner: ${s.owner}\nreviewed: ${s.review.iso}\n---`),
    ],
  }),
];
