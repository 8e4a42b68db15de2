/** LangGraph's quick start for JavaScript: a calculator agent as a graph, with tools as its own nodes. */
import { SystemMessage, ToolMessage } from '@langchain/core/messages';
import { END, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';
import { ChatOpenAI } from '@langchain/openai';
import { tool } from 'langchain';
import { z } from 'zod';
import { equal, facts, has } from '../harness.mjs';

export const framework = 'LangGraph JavaScript';
export const packageName = '@langchain/langgraph';

const schema = z.object({ a: z.number().describe('First number'), b: z.number().describe('Second number') });
const tools = {
  add: tool(({ a, b }) => a + b, { name: 'add', description: 'Add two numbers', schema }),
  multiply: tool(({ a, b }) => a * b, { name: 'multiply', description: 'Multiply two numbers', schema }),
  divide: tool(({ a, b }) => a / b, { name: 'divide', description: 'Divide two numbers', schema }),
};

const modelWithTools = new ChatOpenAI({ model: 'gpt-4.1' }).bindTools(Object.values(tools));

const agent = new StateGraph(MessagesAnnotation)
  .addNode('llmCall', async (state) => ({
    messages: [
      await modelWithTools.invoke([
        new SystemMessage(
          'You are a helpful assistant tasked with performing arithmetic on a set of inputs.',
        ),
        ...state.messages,
      ]),
    ],
  }))
  .addNode('toolNode', async (state) => ({
    messages: await Promise.all(
      state.messages
        .at(-1)
        .tool_calls.map(
          async ({ name, args, id }) =>
            new ToolMessage({ name, content: String(await tools[name].invoke(args)), tool_call_id: id }),
        ),
    ),
  }))
  .addEdge(START, 'llmCall')
  .addConditionalEdges('llmCall', (state) => (state.messages.at(-1).tool_calls?.length ? 'toolNode' : END), [
    'toolNode',
    END,
  ])
  .addEdge('toolNode', 'llmCall')
  .compile();

async function ask(content) {
  const { messages } = await agent.invoke({ messages: [{ role: 'user', content }] });
  return {
    text: messages.at(-1).text,
    calls: messages.flatMap(({ tool_calls }) => tool_calls ?? []).map(({ name, args }) => [name, args]),
  };
}

export const quickstarts = {
  async calculator() {
    const { age: a, otherAge: b } = facts;
    const { text, calls } = await ask(`Add ${a} and ${b}.`);
    equal(calls, [['add', { a, b }]]);
    has(text, a + b);
  },

  async 'calculator in two steps'() {
    const { age: a, otherAge: b } = facts;
    const { text, calls } = await ask(`Add ${a} and ${b}. Multiply the output by 2.`);
    equal(calls, [
      ['add', { a, b }],
      ['multiply', { a: a + b, b: 2 }],
    ]);
    has(text, (a + b) * 2);
  },
};
