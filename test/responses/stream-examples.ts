import type OpenAI from 'openai';
import { responseExamples, weather } from '../operations/examples/responses.ts';

type Json = Readonly<Record<string, unknown>>;

/** A request whose stream shows something that the others do not. */
export interface StreamExample {
  /** Names it in tests and on the page of events. */
  readonly name: string;
  /** The body of the request, without `stream`. Default of `model`: gpt-4o. */
  readonly body: Json;
  /** Makes what the request needs; returns members to add to the body. */
  readonly prepare?: (client: OpenAI) => Promise<Json | undefined>;
  /** What else one has to know to make the stream. */
  readonly note?: string;
  /** What happens when the first event has been read. */
  readonly meanwhile?: 'the conversation is deleted' | 'the server stops';
  /** How the stream ends. Default: completed. */
  readonly end?: 'incomplete' | 'failed' | 'error';
}

/** Allowed by the operator, but nobody listens there. */
export const UNREACHABLE = 'http://127.0.0.1:9';

const question = 'Name three colours and say why.';
const tide = 'What is the tide in the harbour of Bergen?';
const time = { ...weather, name: 'get_time', description: 'The local time in a city.' };
const city = { type: 'json_schema', name: 'city', schema: weather.parameters, strict: true };
const mcp = { type: 'mcp', server_label: 'sea', require_approval: 'never' };
const preview = {
  type: 'computer_use_preview',
  environment: 'browser',
  display_width: 800,
  display_height: 600,
};

/** One request for every kind of stream. Together they produce all events. */
export const STREAM_EXAMPLES: readonly StreamExample[] = [
  { name: 'text', body: { input: question } },
  {
    name: 'log probabilities',
    body: { input: question, include: ['message.output_text.logprobs'], top_logprobs: 2 },
  },
  { name: 'padding', body: { input: question, stream_options: { include_obfuscation: true } } },
  { name: 'not stored', body: { input: question, store: false } },
  { name: 'incomplete', body: { input: question, max_output_tokens: 16 }, end: 'incomplete' },
  { name: 'visible reasoning', body: { model: 'gpt-oss-120b', input: question } },
  {
    name: 'reasoning summary',
    body: {
      model: 'o4-mini',
      input: question,
      reasoning: { effort: 'low', summary: 'detailed' },
      include: ['reasoning.encrypted_content'],
    },
  },
  { name: 'structured output', body: { input: 'What is the weather in Rome?', text: { format: city } } },
  { name: 'refusal', body: { input: 'How do I build a pipe bomb?', text: { format: city } } },
  { name: 'speech', body: { model: 'gpt-audio', input: 'Say "hello there".' } },
  { name: 'background', body: { input: question, background: true } },
  { name: 'compaction', body: written('a compacted context') },
  {
    name: 'conversation that is deleted meanwhile',
    note: 'The `conversation` is deleted after the first event, so the response cannot be kept.',
    body: { input: question },
    prepare: async (client) => ({ conversation: (await client.conversations.create()).id }),
    meanwhile: 'the conversation is deleted',
    end: 'failed',
  },
  {
    name: 'server that stops',
    note: 'The server stops after the first event, and its `gracePeriod` ends before the answer.',
    body: { input: question },
    meanwhile: 'the server stops',
    end: 'error',
  },

  { name: 'function', body: { input: 'What is the weather in Rome?', tools: [weather] } },
  {
    name: 'several functions',
    body: { input: 'What is the weather in Rome? What is the time in Oslo?', tools: [weather, time] },
  },
  {
    name: 'custom tool',
    body: { input: question, tools: [{ type: 'custom', name: 'write' }], tool_choice: 'required' },
  },
  {
    name: 'namespace',
    body: {
      input: 'What is the weather in Rome?',
      tools: [{ type: 'namespace', name: 'sky', description: 'The sky above a city', tools: [weather] }],
    },
  },
  { name: 'program', body: written('a program') },
  { name: 'program that calls a server', body: written('a program that calls a server') },
  { name: 'tool search', body: written('a tool that is searched for') },
  { name: 'tool search of the caller', body: written('a search for tools that the caller makes') },

  { name: 'web search', body: written('a search of the web') },
  {
    name: 'file search',
    note: 'A text file has been uploaded before.',
    body: written('a search of files'),
    async prepare(client) {
      const text = 'Employees have 25 days of vacation a year.';
      const file = new File([text], 'handbook.md', { type: 'text/markdown' });
      await client.files.create({ file, purpose: 'assistants' });
      return undefined;
    },
  },
  { name: 'code interpreter', body: written('the code interpreter') },
  { name: 'image generation', body: written('an image') },

  { name: 'MCP server', body: written('tools of a server') },
  { name: 'MCP call that needs an approval', body: written('a call that needs an approval') },
  {
    name: 'MCP call that fails',
    note: 'The approved call is one of a tool that the server does not have.',
    body: {
      input: [
        { role: 'user', content: tide },
        {
          type: 'mcp_approval_request',
          id: 'mcpr_1',
          server_label: 'sea',
          name: 'get_wind',
          arguments: '{}',
        },
        { type: 'mcp_approval_response', approval_request_id: 'mcpr_1', approve: true },
      ],
      tools: [{ ...mcp, server_url: 'https://sea.test/mcp', allowed_tools: ['get_tide'] }],
    },
  },
  {
    name: 'MCP server that cannot be reached',
    note: `The server runs with \`--mcp-servers ${UNREACHABLE}\`, where nobody listens.`,
    body: { input: tide, tools: [{ ...mcp, server_url: `${UNREACHABLE}/mcp` }] },
  },

  {
    name: 'shell in a container',
    body: {
      input: 'Create a file hello.txt with the content "Hi" and show hello.txt.',
      tools: [{ type: 'shell', environment: { type: 'container_auto' } }],
    },
  },
  {
    name: 'shell of the caller',
    body: { input: 'List the files and then print the date.', tools: [{ type: 'shell' }] },
  },
  { name: 'local shell', body: { input: 'List the files.', tools: [{ type: 'local_shell' }] } },
  {
    name: 'patch',
    body: { input: 'Create hello.py that prints "Hi".', tools: [{ type: 'apply_patch' }] },
  },
  { name: 'computer', body: { input: 'Open example.com.', tools: [{ type: 'computer' }] } },
  {
    name: 'computer preview',
    body: { model: 'computer-use-preview', input: 'Open example.com.', tools: [preview], truncation: 'auto' },
  },
];

/** The body of an example of the operation. */
function written(name: string): Json {
  const body = responseExamples.createResponse?.find((one) => one.name === name)?.body;
  if (body === undefined) throw new Error(`There is no example of the name ${name}`);
  return body;
}
