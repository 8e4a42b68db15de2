/** LangChain's front page for JavaScript, and its guides to structured output, tool calling and the Responses API. */
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { createAgent, tool, toolStrategy } from 'langchain';
import * as z from 'zod';
import { equal, facts, has } from '../harness.mjs';

export const framework = 'LangChain JavaScript';
export const packageName = 'langchain';

export const quickstarts = {
  async 'agent with a tool'() {
    const cities = [];
    const getWeather = tool(
      (input) => {
        cities.push(input.city);
        return `It's always sunny in ${input.city}!`;
      },
      {
        name: 'get_weather',
        description: 'Get the weather for a given city',
        schema: z.object({ city: z.string().describe('The city to get the weather for') }),
      },
    );
    const agent = createAgent({ model: new ChatOpenAI({ model: 'gpt-4.1' }), tools: [getWeather] });
    const { messages } = await agent.invoke({
      messages: [{ role: 'user', content: `What's the weather in ${facts.town}?` }],
    });
    equal(cities, [facts.town]);
    has(messages.at(-1).text, 'sunny', facts.town);
  },

  async 'structured output by a tool'() {
    const ContactInfo = z.object({ name: z.string(), email: z.string(), phone: z.string() });
    const agent = createAgent({
      model: new ChatOpenAI({ model: 'gpt-4.1' }),
      tools: [],
      responseFormat: toolStrategy(ContactInfo),
    });
    const { structuredResponse } = await agent.invoke({
      messages: [
        {
          role: 'user',
          content: `Extract contact info from: ${facts.fullName}, ${facts.email}, (555) 123-4567`,
        },
      ],
    });
    equal(structuredResponse, { name: facts.fullName, email: facts.email, phone: '(555) 123-4567' });
  },

  async 'JSON mode'() {
    const structured = new ChatOpenAI({ model: 'gpt-4o' }).withStructuredOutput(
      z.object({ setup: z.string(), punchline: z.string() }),
      { method: 'jsonMode' },
    );
    const joke = await structured.invoke(
      "Tell me a joke about cats. Respond in JSON with 'setup' and 'punchline' keys.",
    );
    equal(Object.keys(joke), ['setup', 'punchline']);
  },

  async calculator() {
    const calculatorTool = tool(async () => '', {
      name: 'calculator',
      description: 'Can perform mathematical operations.',
      schema: z.object({
        operation: z
          .enum(['add', 'subtract', 'multiply', 'divide'])
          .describe('The type of operation to execute.'),
        number1: z.number().describe('The first number to operate on.'),
        number2: z.number().describe('The second number to operate on.'),
      }),
    });
    const llmWithTools = new ChatOpenAI({ model: 'gpt-4o' }).bindTools([calculatorTool]);
    const res = await llmWithTools.invoke(`What is ${facts.age} * ${facts.otherAge}`);
    equal(
      res.tool_calls.map(({ args }) => args),
      [{ operation: 'multiply', number1: facts.age, number2: facts.otherAge }],
    );
  },

  async retrieval() {
    const texts = [
      `${facts.name} worked at ${facts.company}`,
      `${facts.otherName} likes to eat pizza`,
      'The powerhouse of the cell is the mitochondria',
    ];
    const question = `Where did ${facts.name} work?`;
    const embeddings = new OpenAIEmbeddings();
    const vectors = await embeddings.embedDocuments(texts);
    const wanted = await embeddings.embedQuery(question);
    const closeness = vectors.map((vector) =>
      vector.reduce((sum, value, index) => sum + value * wanted[index], 0),
    );
    equal(closeness.indexOf(Math.max(...closeness)), 0);
    const prompt = ChatPromptTemplate.fromMessages([
      ['system', 'Answer the question based only on the following context:\n{context}'],
      ['human', '{question}'],
    ]);
    const answer = await prompt
      .pipe(new ChatOpenAI({ model: 'gpt-4o' }))
      .invoke({ context: texts.join('\n\n'), question });
    has(answer.text, facts.company);
  },

  async 'agent with the Responses API'() {
    const cities = [];
    const getWeather = tool(
      (input) => {
        cities.push(input.city);
        return `It's always sunny in ${input.city}!`;
      },
      {
        name: 'get_weather',
        description: 'Get the weather for a given city',
        schema: z.object({ city: z.string().describe('The city to get the weather for') }),
      },
    );
    const model = new ChatOpenAI({ model: 'gpt-5.2', useResponsesApi: true });
    const agent = createAgent({ model, tools: [getWeather] });
    const { messages } = await agent.invoke({
      messages: [{ role: 'user', content: `What's the weather in ${facts.town}?` }],
    });
    equal(cities, [facts.town]);
    has(messages.at(-1).text, 'sunny', facts.town);
  },

  async 'stream of the Responses API'() {
    const llm = new ChatOpenAI({ model: 'gpt-5.2', useResponsesApi: true });
    const chunks = [];
    for await (const chunk of await llm.stream(`Say '${facts.code}'`)) chunks.push(chunk);
    has(chunks.map(({ text }) => text).join(''), facts.code);
    equal(chunks.at(-1).usage_metadata.output_tokens > 0, true);
  },

  async 'structured output of the Responses API'() {
    const llm = new ChatOpenAI({ model: 'gpt-5.2', useResponsesApi: true });
    const structured = llm.withStructuredOutput(z.object({ name: z.string(), age: z.number() }));
    const person = await structured.invoke(`${facts.name} is ${facts.age} years old.`);
    equal(person, { name: facts.name, age: facts.age });
  },

  async 'chained responses'() {
    const llm = new ChatOpenAI({ model: 'gpt-5.2', useResponsesApi: true });
    const first = await llm.invoke(`My name is ${facts.name}.`);
    const second = await llm.invoke('What is my name?', { previous_response_id: first.response_metadata.id });
    has(second.text, facts.name);
  },
};
