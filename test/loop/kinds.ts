import { gzipSync } from 'node:zlib';
import * as text from './texts.ts';

/**
 * The requests that take a server the longest, one of each kind. Each is sent at full size to a real server by
 * the bench (`bench/rows/stalls.ts`) and at a tenth of it to an instance in process by `loop.test.ts`.
 */
export interface Kind {
  readonly name: string;
  /** How many of what `body` counts: bytes, items, tokens or choices. */
  readonly size: number;
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  /** Stores what the request refers to; returns its id, which replaces `{id}` in the path. */
  readonly prepare?: (call: Call, size: number) => Promise<string>;
  readonly body?: (size: number, id: string) => Body;
  readonly headers?: Readonly<Record<string, string>>;
  /** Resolves when the work that the request started in the background is done. */
  readonly after?: (call: Call, answer: Response) => Promise<void>;
  /** Statuses that are right for any size. */
  readonly statuses: readonly number[];
  /** Turns of the event loop that a request of this size must take at least if it succeeds. Default: none. */
  readonly turns?: (size: number) => number;
  /** The work is not divided into turns yet; `loop.test.ts` skips it. */
}

export type Body = string | Uint8Array<ArrayBuffer> | FormData;

/** Calls the server with a key. The content type of a body is JSON unless it is a form. */
export type Call = (method: string, path: string, body?: Body) => Promise<Response>;

const MB = 1_000_000;

const CHAT = '/v1/chat/completions';
const COMPLETIONS = '/v1/completions';

const OK = [200];
const REFUSED = [400];
const ANY = [200, 400];

/** The largest units of work between two turns: of text in bytes, of a list in items, of an answer in tokens. */
const ofText = (bytes: number): number => bytes / 100_000;
const ofItems = (items: number): number => items / 1000;
const ofTokens = (tokens: number): number => tokens / 256;

/** A model with a window of a million tokens. */
const LARGE = 'gpt-4.1';

const ask = (content: unknown, members: object = {}): string =>
  JSON.stringify({ model: LARGE, messages: [{ role: 'user', content }], max_tokens: 16, ...members });

const ESSAY = 'Write a 10000 words essay about moons.';
const ESSAY_TOKENS = 10_000;
const essay = (members: object): string =>
  ask(ESSAY, { model: 'gpt-4o', max_tokens: undefined, max_completion_tokens: 16_384, ...members });
const WITH_LOGPROBS = { logprobs: true, top_logprobs: 20 };

const answers: readonly Kind[] = [
  {
    name: 'choices with log probabilities, too many for one answer',
    size: 128,
    path: CHAT,
    body: (n) => essay({ n, ...WITH_LOGPROBS }),
    statuses: REFUSED,
  },
  {
    name: 'choices with log probabilities',
    size: 2,
    path: CHAT,
    body: (n) => essay({ n, ...WITH_LOGPROBS }),
    statuses: OK,
    turns: (n) => ofTokens(n * ESSAY_TOKENS),
  },
  {
    name: 'many short choices with log probabilities',
    size: 128,
    path: CHAT,
    body: (n) => ask('Write a story.', { n, ...WITH_LOGPROBS, max_tokens: 32, ignore_eos: true }),
    statuses: OK,
    turns: (n) => ofTokens(n * 32),
  },
  ...[48, 128].map(
    (size): Kind => ({
      name: 'choices in a stream',
      size,
      path: CHAT,
      body: (n) => essay({ n, stream: true }),
      statuses: OK,
      turns: (n) => ofTokens(n * ESSAY_TOKENS),
    }),
  ),
  {
    name: 'choices with log probabilities in a stream',
    size: 8,
    path: CHAT,
    body: (n) => essay({ n, stream: true, ...WITH_LOGPROBS }),
    statuses: OK,
    turns: (n) => ofTokens(n * ESSAY_TOKENS),
  },
  {
    name: 'a stored completion with log probabilities',
    size: 1200,
    path: CHAT,
    body: (tokens) =>
      essay({ store: true, max_completion_tokens: tokens, ignore_eos: true, ...WITH_LOGPROBS }),
    statuses: OK,
    turns: ofTokens,
  },
  {
    name: 'retrieving a stored completion with log probabilities',
    size: 1200,
    method: 'GET',
    path: `${CHAT}/{id}`,
    prepare: storeCompletion,
    statuses: OK,
  },
  {
    name: 'prompts × 2,048 tokens with log probabilities',
    size: 2048,
    path: COMPLETIONS,
    body: (count) =>
      JSON.stringify({
        model: 'gpt-3.5-turbo-instruct',
        prompt: Array.from({ length: count }, (_, index) => `Story ${index}`),
        max_tokens: 2048,
        logprobs: 5,
      }),
    statuses: ANY,
    turns: (count) => count,
  },
  {
    name: 'completions of one prompt in a stream',
    size: 128,
    path: COMPLETIONS,
    body: (n) =>
      JSON.stringify({
        model: 'gpt-3.5-turbo-instruct',
        prompt: 'Write a long story.',
        max_tokens: 2048,
        ignore_eos: true,
        logprobs: 5,
        stream: true,
        n,
      }),
    statuses: ANY,
    turns: (n) => ofTokens(n * 2048),
  },
  ...(['float', 'base64'] as const).map(
    (encoding_format): Kind => ({
      name: `embeddings of 3,072 dimensions, ${encoding_format}`,
      size: 2048,
      path: '/v1/embeddings',
      body: (count) =>
        JSON.stringify({
          model: 'text-embedding-3-large',
          input: Array.from({ length: count }, (_, index) => `Text ${index}`),
          encoding_format,
        }),
      statuses: OK,
      turns: (count) => ofText(count * (encoding_format === 'float' ? 60_000 : 16_384)),
    }),
  ),
  {
    name: 'generated JSON of a large schema',
    size: 5000,
    path: CHAT,
    body: (count) =>
      ask('Fill it.', { max_tokens: 16_384, response_format: schemaOf(text.properties(count, true)) }),
    statuses: ANY,
    turns: ofItems,
  },
];

/** Prompts of one thing repeated, which split into few or very many pieces. */
const REPEATED = {
  'one letter': 'a',
  spaces: ' ',
  emoji: '😀',
  Chinese: '月',
  'line ends': '\n',
  punctuation: '!?',
  digits: '7',
  accents: 'é́',
  words: 'moon ',
};

const prompts: readonly Kind[] = [
  ...Object.entries(REPEATED).flatMap(([name, piece]) =>
    [30 * MB, 4 * MB].map(
      (size): Kind => ({
        name: `a prompt of ${name}`,
        size,
        path: CHAT,
        body: (bytes) => ask(text.repeated(piece, bytes)),
        statuses: ANY,
        turns: ofText,
      }),
    ),
  ),
  ...[20 * MB, 5 * MB].map(
    (size): Kind => ({
      name: 'a prediction',
      size,
      path: CHAT,
      body: (bytes) =>
        ask('Repeat.', { model: 'gpt-4o', prediction: { type: 'content', content: text.prose(bytes) } }),
      statuses: ANY,
      turns: ofText,
    }),
  ),
  {
    name: 'tokens of new text',
    size: 900_000,
    path: CHAT,
    body: (tokens) => ask(text.prose(tokens * 4)),
    statuses: OK,
    turns: (tokens) => ofText(tokens * 4),
  },
  {
    name: 'a compressed prompt',
    size: 30 * MB,
    path: CHAT,
    headers: { 'content-encoding': 'gzip' },
    body: (bytes) => new Uint8Array(gzipSync(ask(text.repeated('moon tide ', bytes)))),
    statuses: ANY,
    turns: ofText,
  },
  {
    name: 'messages',
    size: 500_000,
    path: CHAT,
    body: (count) =>
      JSON.stringify({
        model: LARGE,
        messages: Array(count).fill({ role: 'user', content: 'Hi' }),
        max_tokens: 16,
      }),
    statuses: ANY,
    turns: ofItems,
  },
  {
    name: 'content parts',
    size: 500_000,
    path: CHAT,
    body: (count) => ask(Array(count).fill({ type: 'text', text: 'Hi' })),
    statuses: ANY,
    turns: ofItems,
  },
  {
    name: 'a completions prompt',
    size: 30 * MB,
    path: COMPLETIONS,
    body: (bytes) => JSON.stringify({ model: 'my-model', prompt: text.prose(bytes), max_tokens: 16 }),
    statuses: ANY,
    turns: ofText,
  },
  {
    name: 'a completions prompt of token ids',
    size: 24 * MB,
    path: COMPLETIONS,
    body: (bytes) => JSON.stringify({ model: 'my-model', prompt: text.tokenIds(bytes), max_tokens: 16 }),
    statuses: ANY,
    turns: ofText,
  },
  {
    name: 'a prompt at Azure, filtered',
    size: 4 * MB,
    path: '/openai/deployments/gpt-4.1/chat/completions?api-version=2024-10-21',
    body: (bytes) => ask(text.prose(bytes)),
    statuses: ANY,
    turns: ofText,
  },
];

const keys: readonly Kind[] = [
  ...[2 * MB, 200_000].map(
    (size): Kind => ({
      name: 'unknown keys',
      size,
      path: CHAT,
      body: (count) => `{${text.members(count)}}`,
      statuses: REFUSED,
    }),
  ),
  ...(['metadata', 'logit_bias'] as const).map(
    (field): Kind => ({
      name: `keys of ${field}`,
      size: 2 * MB,
      path: CHAT,
      body: (count) =>
        `{"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}],"${field}":{${text.members(count)}}}`,
      statuses: REFUSED,
    }),
  ),
  {
    name: 'nested arrays',
    size: 10 * MB,
    path: CHAT,
    body: (depth) => `{"model":"gpt-4o","messages":${'['.repeat(depth)}${']'.repeat(depth)}}`,
    statuses: REFUSED,
  },
  {
    name: 'arrays side by side',
    size: 10 * MB,
    path: CHAT,
    body: (count) => `{"model":"gpt-4o","messages":[${text.repeated('[],', count * 3)}[]]}`,
    statuses: REFUSED,
  },
  {
    name: 'line ends between tokens',
    size: 30 * MB,
    path: CHAT,
    body: (bytes) => `{"model":"gpt-4o",${'\n'.repeat(bytes)}"messages":[{"role":"user","content":"Hi"}]}`,
    statuses: ANY,
  },
  ...['model', 'user', 'stop', 'safety_identifier', 'reasoning_effort'].map(
    (field): Kind => ({
      name: `a long ${field}`,
      size: 30 * MB,
      path: CHAT,
      body: (bytes) => ask('Hi', { [field]: text.repeated('a', bytes) }),
      statuses: [200, 400, 404],
    }),
  ),
];

const schemas: readonly Kind[] = [
  {
    name: 'a schema description',
    size: 20 * MB,
    path: CHAT,
    body: (bytes) =>
      ask('Hi', { response_format: schemaOf({ a: { type: 'string', description: text.prose(bytes) } }) }),
    statuses: ANY,
    turns: ofText,
  },
  {
    name: 'schema properties',
    size: 300_000,
    path: CHAT,
    body: (count) => ask('Hi', { response_format: schemaOf(text.properties(count, false)) }),
    statuses: ANY,
    turns: ofItems,
  },
  {
    name: 'enum values',
    size: 1 * MB,
    path: CHAT,
    body: (count) =>
      ask('Hi', {
        response_format: schemaOf({
          a: { type: 'string', enum: Array.from({ length: count }, (_, index) => `v${index}`) },
        }),
      }),
    statuses: ANY,
    turns: ofItems,
  },
  {
    name: 'tools',
    size: 10_000,
    path: CHAT,
    body: (count) =>
      ask('Hi', {
        tools: Array.from({ length: count }, (_, index) => ({
          type: 'function',
          function: {
            name: `f${index}`,
            parameters: { type: 'object', properties: { a: { type: 'string' } } },
          },
        })),
      }),
    statuses: ANY,
    turns: ofItems,
  },
  {
    name: 'a tool whose parameters have many properties',
    size: 100_000,
    path: CHAT,
    body: (count) =>
      ask('Hi', {
        tools: [
          {
            type: 'function',
            function: {
              name: 'f',
              parameters: { type: 'object', properties: text.properties(count, false) },
            },
          },
        ],
      }),
    statuses: ANY,
    turns: ofItems,
  },
  {
    name: 'a grammar',
    size: 4 * MB,
    path: CHAT,
    body: (bytes) =>
      ask('Hi', {
        model: 'gpt-5',
        max_tokens: undefined,
        tools: [
          {
            type: 'custom',
            custom: {
              name: 'f',
              format: {
                type: 'grammar',
                grammar: { syntax: 'lark', definition: `start: "${text.repeated('a', bytes)}"` },
              },
            },
          },
        ],
      }),
    statuses: ANY,
    turns: ofText,
  },
];

const texts: readonly Kind[] = [
  ...(['one letter', 'emoji', 'words'] as const).map(
    (name): Kind => ({
      name: `moderation of ${name}`,
      size: 30 * MB,
      path: '/v1/moderations',
      body: (bytes) => JSON.stringify({ input: text.repeated(REPEATED[name], bytes) }),
      statuses: ANY,
      turns: ofText,
    }),
  ),
  {
    name: 'moderation of texts',
    size: 100_000,
    path: '/v1/moderations',
    body: (count) => JSON.stringify({ input: Array(count).fill('I will hurt you') }),
    statuses: ANY,
    turns: ofItems,
  },
  {
    name: 'embedding of token ids',
    size: 24 * MB,
    path: '/v1/embeddings',
    body: (bytes) => JSON.stringify({ model: 'my-model', input: text.tokenIds(bytes) }),
    statuses: ANY,
    turns: ofText,
  },
  {
    name: 'embedding of one text',
    size: 30 * MB,
    path: '/v1/embeddings',
    body: (bytes) => JSON.stringify({ model: 'my-model', input: text.prose(bytes) }),
    statuses: ANY,
    turns: ofText,
  },
  {
    name: 'rerank of texts of 2,000 characters',
    size: 1000,
    path: '/v2/rerank',
    body: (count) =>
      JSON.stringify({
        model: 'rerank-v3.5',
        query: 'What are moons?',
        documents: Array.from({ length: count }, (_, index) => `${index} ${text.prose(2000)}`),
      }),
    statuses: OK,
    turns: (count) => ofText(count * 2000),
  },
  {
    name: 'ranking of passages of 8,000 characters',
    size: 512,
    path: '/v1/ranking',
    body: (count) =>
      JSON.stringify({
        model: 'nvidia/nv-rerankqa-mistral-4b-v3',
        query: { text: 'What are moons?' },
        passages: Array.from({ length: count }, (_, index) => ({ text: `${index} ${text.prose(8000)}` })),
        truncate: 'END',
      }),
    statuses: OK,
    turns: (count) => ofText(count * 8000),
  },
  ...['/v1/images/generations', '/v1/audio/speech'].map(
    (path): Kind => ({
      name: `a prompt for ${path}`,
      size: 30 * MB,
      path,
      body: (bytes) =>
        JSON.stringify(
          path.endsWith('speech')
            ? { model: 'gpt-4o-mini-tts', voice: 'alloy', input: text.prose(bytes) }
            : { model: 'gpt-image-1', prompt: text.prose(bytes) },
        ),
      statuses: REFUSED,
    }),
  ),
];

const media: readonly Kind[] = [
  {
    name: 'a picture in a message',
    size: 20 * MB,
    path: CHAT,
    body: (bytes) =>
      ask([{ type: 'image_url', image_url: { url: `data:image/png;base64,${base64(bytes, text.PNG)}` } }]),
    statuses: ANY,
  },
  {
    name: 'a recording in a message',
    size: 20 * MB,
    path: CHAT,
    body: (bytes) =>
      ask(
        [{ type: 'input_audio', input_audio: { format: 'wav', data: base64(bytes, text.wavHead(bytes)) } }],
        {
          model: 'gpt-4o-audio-preview',
        },
      ),
    statuses: ANY,
  },
  {
    name: 'a file in a message',
    size: 20 * MB,
    path: CHAT,
    body: (bytes) =>
      ask([
        {
          type: 'file',
          file: {
            filename: 'a.pdf',
            file_data: `data:application/pdf;base64,${base64(bytes, '%PDF-1.7\n')}`,
          },
        },
      ]),
    statuses: ANY,
    turns: ofText,
  },
  {
    name: 'a picture to edit, in JSON',
    size: 20 * MB,
    path: '/v1/images/edits',
    body: (bytes) =>
      JSON.stringify({
        model: 'gpt-image-1',
        prompt: 'A hat',
        images: [{ image_url: `data:image/png;base64,${base64(bytes, text.PNG)}` }],
      }),
    statuses: REFUSED,
  },
  {
    name: 'a WebM recording of empty elements',
    size: 20 * MB,
    path: '/v1/audio/transcriptions',
    body: (bytes) => text.form({ model: 'whisper-1', file: new File([text.webm(bytes)], 'a.webm') }),
    statuses: ANY,
    turns: ofText,
  },
  {
    name: 'a long field of a form',
    size: 4 * MB,
    path: '/v1/audio/transcriptions',
    body: (bytes) =>
      text.form({
        model: 'whisper-1',
        prompt: text.prose(bytes),
        file: new File([text.wav(48_000)], 'a.wav'),
      }),
    statuses: ANY,
  },
];

const RESPONSES = '/v1/responses';

const respond = (input: unknown, members: object = {}): string =>
  JSON.stringify({ model: LARGE, input, max_output_tokens: 64, store: false, ...members });

const SHELL = { type: 'shell', environment: { type: 'container_reference', container_id: 'cntr_1' } };
const CODE = { type: 'code_interpreter', container: { type: 'auto' } };

/** A function call and its result, as items. */
const callOf = (index: number): object[] => [
  { type: 'function_call', call_id: `call_${index}`, name: 'f', arguments: `{"a":${index}}` },
  { type: 'function_call_output', call_id: `call_${index}`, output: `Result ${index}` },
];
const user = (content: string): object => ({ role: 'user', content });

const responses: readonly Kind[] = [
  {
    name: 'a history of calls',
    size: 6_000,
    path: RESPONSES,
    body: (count) =>
      respond([user('Go on.'), ...Array.from({ length: count }, (_, index) => callOf(index)).flat()]),
    statuses: ANY,
    turns: ofItems,
  },
  {
    name: 'a history of the calls of a program',
    size: 6_000,
    path: RESPONSES,
    body: (count) => {
      const program = { type: 'program', id: 'p_1', call_id: 'p_1', code: 'text("");', fingerprint: 'f' };
      const ended = { type: 'program_output', id: 'po_1', call_id: 'p_1', result: '', status: 'completed' };
      const caller = { type: 'program', caller_id: 'p_1' };
      const calls = Array.from({ length: count }, (_, index) => callOf(index)).flat();
      return respond([user('Go on.'), program, ...calls.map((item) => ({ ...item, caller })), ended]);
    },
    statuses: ANY,
    turns: ofItems,
  },
  {
    name: 'a compacted history',
    size: 19_000,
    path: `${RESPONSES}/compact`,
    body: (count) =>
      JSON.stringify({
        model: LARGE,
        input: Array.from({ length: count }, (_, index) => user(`Message ${index}`)),
      }),
    statuses: ANY,
    turns: ofItems,
  },
  {
    name: 'a history that is compacted at a threshold',
    size: 19_000,
    path: RESPONSES,
    body: (count) =>
      respond(
        Array.from({ length: count }, (_, index) => user(`Message ${index}`)),
        { context_management: [{ type: 'compaction', compact_threshold: 1000 }] },
      ),
    statuses: ANY,
    turns: ofItems,
  },
  {
    name: 'a table for the code interpreter',
    size: 170_000,
    path: RESPONSES,
    body: (rows) =>
      respond(
        `What is the mean of price?\nname,price\n${Array.from({ length: rows }, (_, row) => `n${row},${row % 97}`).join('\n')}`,
        { tools: [CODE], tool_choice: 'required' },
      ),
    statuses: ANY,
    turns: (rows) => ofText(rows * 9),
  },
  {
    name: 'commands of a container that are run again',
    size: 50,
    path: RESPONSES,
    body: (count) =>
      respond(
        [
          user('Run it.'),
          {
            type: 'shell_call',
            call_id: 'call_1',
            status: 'completed',
            action: { commands: Array(count).fill('seq 20000 > n; '.repeat(20)) },
            environment: SHELL.environment,
          },
          {
            type: 'shell_call_output',
            call_id: 'call_1',
            output: [{ stdout: '', stderr: '', outcome: { type: 'exit', exit_code: 0 } }],
          },
          user('Run `ls`'),
        ],
        { tools: [SHELL], tool_choice: 'required' },
      ),
    statuses: OK,
    turns: (count) => count,
  },
  {
    name: 'a search for tools',
    size: 5000,
    path: RESPONSES,
    body: (count) =>
      respond('Find the order 7.', {
        model: 'gpt-5.4',
        tools: [
          { type: 'tool_search' },
          ...Array.from({ length: count }, (_, index) => ({
            type: 'function',
            name: `find_order_${index}`,
            description: 'Finds an order.',
            defer_loading: true,
            parameters: { type: 'object', properties: { id: { type: 'string' } } },
          })),
        ],
        tool_choice: 'required',
      }),
    statuses: ANY,
    turns: ofItems,
  },
  {
    name: 'a list of the tools of a server',
    size: 500,
    path: RESPONSES,
    body: (count) =>
      respond('Find the order 7.', {
        tools: [
          {
            type: 'mcp',
            server_label: 'a',
            server_url: 'https://mcp.test',
            require_approval: 'never',
            allowed_tools: Array.from({ length: count }, (_, index) => `find_order_${index}`),
          },
        ],
      }),
    statuses: OK,
  },
  ...(['web_search', 'image_generation', 'shell', 'apply_patch', 'computer'] as const).map(
    (type): Kind => ({
      name: `a prompt for the tool ${type}`,
      size: 4 * MB,
      path: RESPONSES,
      body: (bytes) =>
        respond(text.prose(bytes), {
          model: type === 'web_search' || type === 'image_generation' ? LARGE : 'gpt-5.4',
          tools: [type === 'shell' ? { type, environment: { type: 'local' } } : { type }],
          tool_choice: 'required',
        }),
      statuses: ANY,
      turns: ofText,
    }),
  ),
  {
    name: 'items of traces',
    size: 1000,
    path: '/v1/traces/ingest',
    body: (count) =>
      JSON.stringify({
        data: Array.from({ length: count }, (_, index) => ({
          object: 'trace.span',
          id: `span_${String(index).padStart(24, '0')}`,
          trace_id: `trace_${'a'.repeat(32)}`,
          started_at: '2026-01-01T00:00:00Z',
          span_data: { type: 'custom', name: 'a', data: { text: text.prose(5000) } },
        })),
      }),
    statuses: [200, 204],
    turns: (count) => ofText(count * 5000),
  },
];

const stored: readonly Kind[] = [
  {
    name: 'listing files',
    size: 3000,
    method: 'GET',
    path: '/v1/files?limit=10000',
    prepare: async (call, count) => {
      for (let index = 0; index < count; index++) await upload(call, 'user_data', `${index}`);
      return '';
    },
    statuses: OK,
  },
  {
    name: 'a search of files',
    size: MB,
    path: '/v1/responses',
    prepare: (call, bytes) => upload(call, 'user_data', text.prose(bytes)),
    body: () =>
      JSON.stringify({
        model: 'gpt-4o',
        input: 'How far away is the moon?',
        tools: [{ type: 'file_search', vector_store_ids: ['vs_1'], max_num_results: 50 }],
        tool_choice: 'required',
      }),
    statuses: OK,
    // A passage has at most 1,200 characters.
    turns: (bytes) => bytes / 1200,
  },
  {
    name: 'listing stored completions with log probabilities',
    size: 8,
    method: 'GET',
    path: `${CHAT}?limit=100`,
    prepare: async (call, count) => {
      for (let index = 0; index < count; index++) await storeCompletion(call, 1200);
      return '';
    },
    statuses: OK,
  },
  {
    name: 'uploading lines of a batch',
    size: 50_000,
    path: '/v1/files',
    body: (count) => text.form({ purpose: 'batch', file: new File([text.lines(count)], 'lines.jsonl') }),
    statuses: OK,
  },
  {
    name: 'a batch with one long line',
    size: 16 * MB,
    path: '/v1/batches',
    prepare: (call, bytes) => upload(call, 'batch', lineOf(ask(text.prose(bytes)))),
    body: (_, id) => batchOf(id),
    after: untilBatchEnded,
    statuses: OK,
    turns: ofText,
  },
  {
    name: 'a batch of lines',
    size: 5000,
    path: '/v1/batches',
    prepare: (call, count) => upload(call, 'batch', text.lines(count)),
    body: (_, id) => batchOf(id),
    after: untilBatchEnded,
    statuses: OK,
    turns: ofItems,
  },
];

/** All kinds. */
export const KINDS: readonly Kind[] = [
  ...answers,
  ...prompts,
  ...keys,
  ...schemas,
  ...texts,
  ...media,
  ...responses,
  ...stored,
];

function schemaOf(properties: object): object {
  const required = Object.keys(properties);
  const schema = { type: 'object', properties, required, additionalProperties: false };
  return { type: 'json_schema', json_schema: { name: 'a', strict: true, schema } };
}

/** A file of this size that starts with `head` and continues with zeros, as base64. */
function base64(bytes: number, head: string | Uint8Array): string {
  const content = Buffer.alloc(Math.floor((bytes * 3) / 4));
  content.set(Buffer.from(head));
  return content.toString('base64');
}

async function storeCompletion(call: Call, tokens: number): Promise<string> {
  const body = essay({ store: true, max_completion_tokens: tokens, ignore_eos: true, ...WITH_LOGPROBS });
  return idOf(await call('POST', CHAT, body));
}

async function upload(call: Call, purpose: string, content: string): Promise<string> {
  return idOf(await call('POST', '/v1/files', text.form({ purpose, file: new File([content], 'a.jsonl') })));
}

function lineOf(body: string): string {
  return `{"custom_id":"a","method":"POST","url":"${CHAT}","body":${body}}`;
}

function batchOf(id: string): string {
  return JSON.stringify({ input_file_id: id, endpoint: CHAT, completion_window: '24h' });
}

async function untilBatchEnded(call: Call, answer: Response): Promise<void> {
  const id = await idOf(answer);
  for (;;) {
    const { status } = (await (await call('GET', `/v1/batches/${id}`)).json()) as { status: string };
    if (status === 'completed') return;
    if (/failed|expired|cancelled/.test(status)) throw new Error(`the batch is ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function idOf(answer: Response): Promise<string> {
  const { id } = (await answer.json()) as { id?: string };
  if (id === undefined) throw new Error(`${answer.url} answered ${answer.status} without an id`);
  return id;
}
