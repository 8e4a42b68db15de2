import assert from 'node:assert/strict';
import { anyJson, asRecord, asString, assertMentions, assertOmits, chooseOne } from '../assertions.ts';
import { defineCase, type ReadingCase, type Situation } from '../case.ts';
import { ask, assistant, says, system, textOf, user } from '../conversation.ts';

const json = <S>(name: string, situation: Situation<S>): ReadingCase => defineCase('json', name, situation);

/** The fields of a reply in DSPy's chat format. */
const dspyFields = (answer: string): Record<string, string> => {
  const parts = answer.split(/^\[\[ ## (\w+) ## \]\]/m);
  const fields: Record<string, string> = {};
  for (let index = 1; index < parts.length; index += 2)
    fields[parts[index] ?? ''] = (parts[index + 1] ?? '').trim();
  return fields;
};

const reactAction = (answer: string): { readonly action: string; readonly input: string } => {
  const match = /^Action\s*:\s*(.+?)\s*\n+\s*Action\s*Input\s*:\s*(.*)/m.exec(answer);
  assert.ok(match, `expected an action and its input, got ${JSON.stringify(answer)}`);
  return { action: match[1] ?? '', input: match[2] ?? '' };
};

/** Text protocols with markers of their own, and answers of one token. */
export const jsonProtocols: readonly ReadingCase[] = [
  json('dspy-question-answering', {
    draw: (facts) => {
      const records = facts.distinct(3, () => ({
        observatory: facts.inventedWord(),
        mirror: facts.integer(110, 890),
      }));
      return { records, ...chooseOne(facts, records) };
    },
    play: async ({ records, target, others }, chat) => {
      const context = records.map(
        ({ observatory, mirror }, position) =>
          `[${position + 1}] «The main mirror of the ${observatory} Observatory measures ${mirror} centimetres.»`,
      );
      const answer = await ask(
        chat,
        system(
          'Your input fields are:\n1. `context` (list[str]): may contain relevant facts\n2. `question` (str):\nYour output fields are:\n1. `reasoning` (str):\n2. `answer` (str): often between 1 and 5 words\nAll interactions will be structured in the following way, with the appropriate values filled in.\n\n[[ ## context ## ]]\n{context}\n\n[[ ## question ## ]]\n{question}\n\n[[ ## reasoning ## ]]\n{reasoning}\n\n[[ ## answer ## ]]\n{answer}\n\n[[ ## completed ## ]]\nIn adhering to this structure, your objective is: \n        Answer questions with short factoid answers.',
        ),
        user(
          `[[ ## context ## ]]\n${context.join('\n')}\n\n[[ ## question ## ]]\nHow large is the main mirror of the ${target.observatory} Observatory?\n\nRespond with the corresponding output fields, starting with the field \`[[ ## reasoning ## ]]\`, then \`[[ ## answer ## ]]\`, and then ending with the marker for \`[[ ## completed ## ]]\`.`,
        ),
      );
      const fields = dspyFields(answer);
      assert.deepEqual(Object.keys(fields), ['reasoning', 'answer', 'completed']);
      assert.ok(fields.reasoning && !fields.reasoning.includes('{reasoning}'), 'expected some reasoning');
      assertMentions(fields.answer ?? '', target.mirror);
      assertOmits(fields.answer ?? '', ...others.map(({ mirror }) => mirror));
    },
    ideal: ({ target }) => [
      says(
        `[[ ## reasoning ## ]]\nThe context states the size of the mirror of the ${target.observatory} Observatory.\n\n[[ ## answer ## ]]\n${target.mirror} centimetres\n\n[[ ## completed ## ]]`,
      ),
    ],
  }),

  json('dspy-typed-outputs', {
    draw: (facts) => ({
      host: facts.name(),
      guests: facts.distinct(3, () => facts.givenName()),
      tables: facts.integer(21, 79),
      vegan: facts.pick([true, false]),
    }),
    play: async ({ host, guests, tables, vegan }, chat) => {
      const answer = await ask(
        chat,
        system(
          `Your input fields are:\n1. \`message\` (str):\nYour output fields are:\n1. \`speakers\` (list[str]): given names in the order of the message\n2. \`tables\` (int):\n3. \`vegan\` (bool): whether vegan food is asked for\nAll interactions will be structured in the following way, with the appropriate values filled in.\n\n[[ ## message ## ]]\n{message}\n\n[[ ## speakers ## ]]\n{speakers}        # note: the value you produce must adhere to the JSON schema: {"type": "array", "items": {"type": "string"}}\n\n[[ ## tables ## ]]\n{tables}        # note: the value you produce must be a single int value\n\n[[ ## vegan ## ]]\n{vegan}        # note: the value you produce must be True or False\n\n[[ ## completed ## ]]\nIn adhering to this structure, your objective is: \n        Read the request for an event.`,
        ),
        user(
          `[[ ## message ## ]]\nWe need ${tables} tables. ${guests[0]}, ${guests[1]} and ${guests[2]} will speak. ${vegan ? 'All food must be vegan.' : 'Nobody wants vegan food.'} Regards, ${host}\n\nRespond with the corresponding output fields, starting with the field \`[[ ## speakers ## ]]\` (must be formatted as a valid Python list[str]), then \`[[ ## tables ## ]]\` (must be formatted as a valid Python int), then \`[[ ## vegan ## ]]\` (must be formatted as a valid Python bool), and then ending with the marker for \`[[ ## completed ## ]]\`.`,
        ),
      );
      const fields = dspyFields(answer);
      assert.deepEqual(Object.keys(fields), ['speakers', 'tables', 'vegan', 'completed']);
      assert.deepEqual(JSON.parse((fields.speakers ?? '').replaceAll("'", '"')), [...guests]);
      assert.equal(fields.tables, String(tables));
      assert.equal(fields.vegan?.toLowerCase(), String(vegan));
    },
    ideal: ({ guests, tables, vegan }) => [
      says(
        `[[ ## speakers ## ]]\n${JSON.stringify(guests)}\n\n[[ ## tables ## ]]\n${tables}\n\n[[ ## vegan ## ]]\n${vegan ? 'True' : 'False'}\n\n[[ ## completed ## ]]`,
      ),
    ],
  }),

  // LangChain, ReAct: everything is one user message which grows with each step.
  json('react-thought-action-and-final-answer', {
    draw: (facts) => ({ person: facts.name(), birthplace: facts.city() }),
    play: async ({ person, birthplace }, chat) => {
      const prompt = `Answer the following questions as best you can. You have access to the following tools:\n\npeople_search(query: str) -> str - Looks up facts about people by their name.\nunit_converter(expression: str) -> str - Converts between metric and imperial units.\n\nUse the following format:\n\nQuestion: the input question you must answer\nThought: you should always think about what to do\nAction: the action to take, should be one of [people_search, unit_converter]\nAction Input: the input to the action\nObservation: the result of the action\n... (this Thought/Action/Action Input/Observation can repeat N times)\nThought: I now know the final answer\nFinal Answer: the final answer to the original input question\n\nBegin!\n\nQuestion: In which town was ${person} born?\nThought:`;
      const stop = ['\nObservation'];
      const first = textOf(await chat({ messages: [user(prompt)], stop }));
      const { action, input } = reactAction(first);
      assert.equal(action, 'people_search');
      assertMentions(input, person);
      assert.doesNotMatch(first, /Observation|Final Answer/);
      const second = textOf(
        await chat({
          messages: [
            user(
              `${prompt} ${first.trim()}\nObservation: ${person} was born in ${birthplace} and left as a child.\nThought:`,
            ),
          ],
          stop,
        }),
      );
      const final = /Final Answer:\s*([\s\S]+)/.exec(second)?.[1];
      assert.ok(final, `expected a final answer, got ${JSON.stringify(second)}`);
      assertMentions(final, birthplace);
    },
    ideal: ({ person, birthplace }) => [
      says(
        ` I need to look up where ${person} was born.\nAction: people_search\nAction Input: birthplace of ${person}`,
      ),
      says(` I now know the final answer\nFinal Answer: ${person} was born in ${birthplace}.`),
    ],
  }),

  // LangChain, structured chat agent: the action is a JSON blob in a fence.
  json('structured-chat-action-blob', {
    draw: (facts) => ({ room: facts.inventedWord(), degrees: facts.integer(16, 29) }),
    play: async ({ room, degrees }, chat) => {
      const instructions = `Respond to the human as helpfully and accurately as possible. You have access to the following tools:\n\nset_thermostat(room: str, degrees: int) - Sets the temperature of a room, args: {"room": {"type": "string"}, "degrees": {"type": "integer"}}\nread_mail(folder: str) - Lists the mails of a folder, args: {"folder": {"type": "string"}}\n\nUse a json blob to specify a tool by providing an action key (tool name) and an action_input key (tool input).\n\nValid "action" values: "Final Answer" or set_thermostat, read_mail\n\nProvide only ONE action per $JSON_BLOB, as shown:\n\n\`\`\`\n{\n  "action": $TOOL_NAME,\n  "action_input": $INPUT\n}\n\`\`\`\n\nFollow this format:\n\nQuestion: input question to answer\nThought: consider previous and subsequent steps\nAction:\n\`\`\`\n$JSON_BLOB\n\`\`\`\nObservation: action result\n... (repeat Thought/Action/Observation N times)\nThought: I know what to respond\nAction:\n\`\`\`\n{\n  "action": "Final Answer",\n  "action_input": "Final response to human"\n}\n\`\`\`\n\nBegin! Reminder to ALWAYS respond with a valid json blob of a single action. Use tools if necessary. Respond directly if appropriate. Format is Action:\`\`\`$JSON_BLOB\`\`\`then Observation:.`;
      const request = `Please set the ${room} room to ${degrees} degrees.`;
      const stop = ['\nObservation'];
      const first = textOf(
        await chat({
          messages: [
            system(instructions),
            user(`${request}\n\n(reminder to respond in a JSON blob no matter what)`),
          ],
          stop,
        }),
      );
      assert.deepEqual(blobOf(first).action, 'set_thermostat');
      const input = asRecord(blobOf(first).action_input);
      assertMentions(asString(input.room), room);
      assert.equal(input.degrees, degrees);
      const second = textOf(
        await chat({
          messages: [
            system(instructions),
            user(
              `${request}\n\nThis was your previous work (but I haven't seen any of it! I only see what you return as final answer):\n${first}\nObservation: OK, the ${room} room is now set to ${degrees} degrees.\nThought:\n(reminder to respond in a JSON blob no matter what)`,
            ),
          ],
          stop,
        }),
      );
      assert.equal(blobOf(second).action, 'Final Answer');
      assertMentions(asString(blobOf(second).action_input), degrees);
    },
    ideal: ({ room, degrees }) => [
      says(
        `Thought: I set the thermostat.\nAction:\n\`\`\`\n${JSON.stringify({ action: 'set_thermostat', action_input: { room, degrees } }, null, 2)}\n\`\`\``,
      ),
      says(
        `Thought: I know what to respond\nAction:\n\`\`\`\n${JSON.stringify({ action: 'Final Answer', action_input: `The ${room} room is now set to ${degrees} degrees.` }, null, 2)}\n\`\`\``,
      ),
    ],
  }),

  // smolagents, code agent: tools are Python functions, called inside <code>.
  json('code-agent-calls-a-function', {
    draw: (facts) => ({ lighthouse: facts.inventedWord(), height: facts.integer(32, 97) }),
    play: async ({ lighthouse, height }, chat) => {
      const instructions = system(
        `You are an expert assistant who can solve any task using code blobs. At each step, first write a 'Thought:' sequence, then the code in Python between '<code>' and '</code>'. Use print() to save whatever the next step needs; it comes back as 'Observation:'. In the end, return the answer with the final_answer tool.\n\nHere is an example using notional tools:\n---\nTask: "What is the result of 5 + 3?"\n\nThought: I will compute it and return it.\n<code>\nresult = 5 + 3\nfinal_answer(result)\n</code>\n---\nThe tools above are only examples. You have access to these tools, behaving like regular python functions:\n<code>\ndef lighthouse_lookup(name: str) -> str:\n    """Returns what is known about a lighthouse.\n\n    Args:\n        name: The name of the lighthouse.\n    """\n\ndef final_answer(answer: any) -> any:\n    """Provides a final answer to the given problem.\n\n    Args:\n        answer: The final answer to the problem\n    """\n</code>\n\nAlways write a 'Thought:' and a '<code>' sequence ending with '</code>'. Never chain calls whose output you have not seen: print it first. Now Begin!`,
      );
      const task = user(`How tall is the ${lighthouse} lighthouse?`);
      const first = textOf(
        await chat({ messages: [instructions, task], stop: ['Observation:', 'Calling tools:'] }),
      );
      const code = /<code>\s*\n?([\s\S]*?)(?:<\/code>|$)/.exec(first)?.[1] ?? '';
      assert.match(code, /lighthouse_lookup\(/);
      assertMentions(code, lighthouse);
      assert.doesNotMatch(code, /5 \+ 3/);
      const second = textOf(
        await chat({
          messages: [
            instructions,
            task,
            assistant(first),
            user(
              `Observation:\nExecution logs:\nThe ${lighthouse} lighthouse is ${height} metres tall.\nLast output from code snippet:\nNone`,
            ),
          ],
          stop: ['Observation:', 'Calling tools:'],
        }),
      );
      const closing = /<code>\s*\n?([\s\S]*?)(?:<\/code>|$)/.exec(second)?.[1] ?? '';
      assert.match(closing, /final_answer\(/);
      assertMentions(closing, height);
    },
    ideal: ({ lighthouse, height }) => [
      says(
        `Thought: I look up the lighthouse.\n<code>\nresult = lighthouse_lookup(name="${lighthouse}")\nprint(result)\n</code>`,
      ),
      says(`Thought: Now I know the height.\n<code>\nfinal_answer("${height} metres")\n</code>`),
    ],
  }),

  // Aider, edit blocks: the file is in the chat, and the reply must apply to it.
  json('search-replace-block-edits-one-constant', {
    draw: (facts) => ({
      file: `src/${facts.slug()}.py`,
      before: facts.integer(11, 49),
      after: facts.integer(51, 99),
      name: facts.slug().toUpperCase(),
      other: facts.slug().toUpperCase(),
      kept: facts.integer(110, 190),
    }),
    play: async ({ file, before, after, name, other, kept }, chat) => {
      const source = `import time\n\n${other}_LIMIT = ${kept}\n${name}_LIMIT = ${before}\n\n\ndef wait():\n    time.sleep(${name}_LIMIT)\n`;
      const answer = await ask(
        chat,
        system(
          'Act as an expert software developer.\nDescribe each change with a *SEARCH/REPLACE block*: the full file path alone on a line, an opening fence with the language, `<<<<<<< SEARCH`, the lines to find exactly as they are, `=======`, the lines to put in their place, `>>>>>>> REPLACE`, and the closing fence.\nONLY EVER RETURN CODE IN A *SEARCH/REPLACE BLOCK*!',
        ),
        user('Change the greeting to hello.'),
        assistant(
          'greet.py\n```python\n<<<<<<< SEARCH\nprint("hi")\n=======\nprint("hello")\n>>>>>>> REPLACE\n```',
        ),
        user(
          "I switched to a new code base. Please don't consider the above files or try to edit them any longer.",
        ),
        assistant('Ok.'),
        user(
          `I have *added these files to the chat* so you can go ahead and edit them.\n\n${file}\n\`\`\`python\n${source}\`\`\``,
        ),
        assistant('Ok, any changes I propose will be to those files.'),
        user(`Raise ${name}_LIMIT to ${after}.`),
      );
      const blocks = [
        ...answer.matchAll(
          /^(\S+)\s*\n```\w*\n<{5,9} SEARCH\n([\s\S]*?)\n={5,9}\n([\s\S]*?)\n>{5,9} REPLACE/gm,
        ),
      ];
      assert.equal(blocks.length, 1, `expected one block, got ${JSON.stringify(answer)}`);
      const [, path, search, replacement] = blocks[0] ?? [];
      assert.equal(path, file);
      assert.ok(source.includes(search ?? ''), 'expected the searched lines to stand in the file');
      assert.equal(
        source.replace(search ?? '', replacement ?? ''),
        source.replace(`${name}_LIMIT = ${before}`, `${name}_LIMIT = ${after}`),
      );
    },
    ideal: ({ file, before, after, name }) => [
      says(
        `${file}\n\`\`\`python\n<<<<<<< SEARCH\n${name}_LIMIT = ${before}\n=======\n${name}_LIMIT = ${after}\n>>>>>>> REPLACE\n\`\`\``,
      ),
    ],
  }),

  json('nothing-but-a-number', {
    draw: (facts) => ({
      school: facts.inventedWord(),
      pupils: facts.integer(210, 890),
      teachers: facts.integer(32, 98),
      year: facts.date().year,
    }),
    play: async ({ school, pupils, teachers, year }, chat) => {
      const answer = await ask(
        chat,
        system('Reply with only a number, no words, no unit.'),
        user(
          `In ${year}, the ${school} School had ${pupils} pupils and ${teachers} teachers. How many teachers worked there?`,
        ),
      );
      assert.equal(answer.trim(), String(teachers));
    },
    ideal: ({ teachers }) => [says(String(teachers))],
  }),

  json('one-letter-of-a-multiple-choice', {
    draw: (facts) => {
      const records = facts.distinct(4, () => facts.inventedWord());
      return {
        records,
        ...chooseOne(facts, records),
        metal: facts.inventedWord(),
        length: facts.integer(32, 98),
      };
    },
    play: async ({ records, target, index, metal, length }, chat) => {
      const options = records.map((record, position) => `${'ABCD'.charAt(position)}. ${record}`);
      const answer = await ask(
        chat,
        user(
          `Passage: After ${length} trials the alloy called ${metal} proved strongest when a little ${target} was added to the melt.\n\nQuestion: What has to be added to make ${metal} strongest?\n${options.join('\n')}\n\nAnswer with the letter of the correct option only.\nAnswer:`,
        ),
      );
      assert.equal(answer.trim().replace(/^\(?([A-D])[).]?$/, '$1'), 'ABCD'.charAt(index));
    },
    ideal: ({ index }) => [says('ABCD'.charAt(index))],
  }),

  json('yes-or-no-about-a-rule', {
    draw: (facts) => ({
      lift: facts.inventedWord(),
      limit: facts.integer(110, 190),
      light: facts.integer(32, 89),
      heavy: facts.integer(210, 390),
      company: facts.company(),
      questions: facts.shuffle(['light', 'heavy'] as const),
    }),
    play: async ({ lift, limit, light, heavy, company, questions }, chat) => {
      const question = (weight: number) =>
        user(
          `${company} runs the ${lift} lift. It carries loads of up to ${limit} kg and nothing heavier.\n\nMay I send up a crate of ${weight} kg? Answer yes or no.`,
        );
      for (const weight of questions)
        assert.match(
          await ask(chat, question(weight === 'light' ? light : heavy)),
          weight === 'light' ? /^yes\b/i : /^no\b/i,
        );
    },
    ideal: ({ questions }) => questions.map((weight) => says(weight === 'light' ? 'Yes.' : 'No.')),
  }),

  json('numbered-list-of-a-stated-length', {
    draw: (facts) => ({
      count: facts.integer(4, 8),
      brand: facts.inventedWord(),
      drink: facts.pick(['lemonade', 'iced tea', 'coffee', 'cider']),
    }),
    play: async ({ count, brand, drink }, chat) => {
      const answer = await ask(
        chat,
        user(
          `Write exactly ${count} short advertising slogans for a ${drink} called ${brand}. Every slogan must contain the name ${brand}. Number them 1. to ${count}. and write nothing else.`,
        ),
      );
      const lines = answer
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
      assert.equal(lines.length, count);
      for (const [position, line] of lines.entries()) {
        assert.ok(
          line.replace(/^\*+/, '').startsWith(`${position + 1}.`),
          `expected number ${position + 1}, got ${line}`,
        );
        assertMentions(line.replace(/['’]s\b/g, ''), brand);
      }
      assert.equal(
        new Set(lines.map((line) => line.replace(/^\S+\s*/, ''))).size,
        count,
        'expected slogans which differ',
      );
    },
    ideal: ({ count, brand }) => [
      says(
        Array.from({ length: count }, (_, index) => `${index + 1}. ${brand}: ${slogans[index]}`).join('\n'),
      ),
    ],
  }),

  json('label-among-invented-queues', {
    draw: (facts) => {
      const records = facts
        .shuffle(queues)
        .map((queue) => ({ ...queue, label: `Q_${facts.inventedWord().toUpperCase()}` }));
      return { records, ...chooseOne(facts, records), order: facts.code() };
    },
    play: async ({ records, target, order }, chat) => {
      const list = records.map(({ label, about }) => `- ${label}: ${about}`);
      const answer = await ask(
        chat,
        system(
          `Sort the mail into one of these queues:\n${list.join('\n')}\n\nReply with the name of the queue and nothing else.`,
        ),
        user(target.mail.replace('ORDER', order)),
      );
      assert.equal(answer.trim().replace(/[.`"*]/g, ''), target.label);
    },
    ideal: ({ target }) => [says(target.label)],
  }),

  json('reply-between-xml-tags', {
    draw: (facts) => ({
      sender: facts.name(),
      amount: facts.integer(110, 980),
      reference: facts.code(),
      account: facts.integer(10_000, 99_000),
    }),
    play: async ({ sender, amount, reference, account }, chat) => {
      const answer = await ask(
        chat,
        user(
          `<note>\nPayment of ${amount} euros received from ${sender}, reference ${reference}, booked to account ${account}.\n</note>\n\nRead the note. Write the name of the payer inside <payer></payer> tags, then the amount, digits only, inside <amount></amount> tags, then the reference inside <reference></reference> tags. Do not write anything outside the tags.`,
        ),
      );
      const match =
        /^\s*<payer>([\s\S]*?)<\/payer>\s*<amount>([\s\S]*?)<\/amount>\s*<reference>([\s\S]*?)<\/reference>\s*$/.exec(
          answer,
        );
      assert.ok(match, `expected three tags, got ${JSON.stringify(answer)}`);
      assert.deepEqual(
        match.slice(1).map((value) => value.trim()),
        [sender, String(amount), reference],
      );
    },
    ideal: ({ sender, amount, reference }) => [
      says(`<payer>${sender}</payer>\n<amount>${amount}</amount>\n<reference>${reference}</reference>`),
    ],
  }),
];

/** The last fenced blob of a structured chat reply. */
const blobOf = (answer: string): Record<string, unknown> => {
  const blob = /```(?:json)?\s*\n([\s\S]*?)\n\s*```/.exec(answer)?.[1] ?? answer;
  return asRecord(anyJson(blob));
};

const slogans = [
  'a sip of summer.',
  'pure refreshment.',
  'taste the day.',
  'made for good friends.',
  'cool to the last drop.',
  'simply better.',
  'the break you deserve.',
  'fresh since the first glass.',
];

const queues: readonly { readonly about: string; readonly mail: string }[] = [
  {
    about: 'refunds, invoices and double payments',
    mail: 'You charged my card twice for ORDER. I want one payment back.',
  },
  {
    about: 'parcels which are late, lost or damaged in transit',
    mail: 'ORDER should have arrived last week, and the courier cannot tell me where the parcel is.',
  },
  {
    about: 'passwords and access to the account',
    mail: 'I forgot my password and the reset link does not work, so I cannot log in to see ORDER.',
  },
  {
    about: 'job applications',
    mail: 'I would like to apply for the post of driver; my CV is attached. My application number is ORDER.',
  },
];
