import type { FakeAI } from '../../src/fakeai.ts';
import { wavBase64 } from '../sdk/media.ts';
import { encodePng } from '../sdk/pictures.ts';

/**
 * A valid call of every operation. The walk fails for a row that has none here, so that a new one is not forgotten.
 */
export interface Example {
  /** What it shows, where an operation has several. */
  readonly name?: string;
  /** Makes what the call needs to find, and answers the values of the path's parameters. */
  readonly prepare?: (send: Send) => Promise<Record<string, string>> | Record<string, string>;
  /** Without the question mark. */
  readonly query?: string;
  readonly body?: Readonly<Record<string, unknown>>;
  /** In place of a body; lists become repeated members. */
  readonly form?: Readonly<Record<string, FormValue>>;
  /** What makes it a stream; null where it cannot be one. Default: `stream: true`. */
  readonly stream?: Readonly<Record<string, unknown>> | null;
}

export type FormValue = string | File | readonly (string | File)[];

export const KEY = 'sk-fakeai-1234567890abcdef';

export interface Sent {
  readonly body?: unknown;
  readonly key?: string | null;
  readonly headers?: Record<string, string>;
}

export type Send = (method: string, path: string, sent?: Sent) => Promise<Response>;

export function toSend(fake: FakeAI): Send {
  return (method, path, { body, key = KEY, headers } = {}) =>
    fake.fetch(`http://fakeai.test${path}`, {
      method,
      headers: {
        ...(key !== null && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && !(body instanceof FormData) && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && {
        body: typeof body === 'string' || body instanceof FormData ? body : JSON.stringify(body),
      }),
    });
}

/** A form as it is sent: lists by repeated members. */
export function toForm(values: Readonly<Record<string, unknown>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value)) for (const one of value) form.append(`${name}[]`, one as string);
    else if (value instanceof File) form.append(name, value);
    else form.append(name, String(value));
  }
  return form;
}

const ask = (content: string) => [{ role: 'user', content }];

const weather = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'Tell the weather at a place',
    parameters: { type: 'object', properties: { location: { type: 'string' } }, required: ['location'] },
  },
};

const person = {
  type: 'json_schema',
  json_schema: {
    name: 'person',
    schema: {
      type: 'object',
      properties: { name: { type: 'string' }, age: { type: 'integer' } },
      required: ['name', 'age'],
      additionalProperties: false,
    },
  },
};

const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** A completion that can be found again. */
const keepCompletion = async (send: Send): Promise<Record<string, string>> => {
  const body = { model: 'gpt-4o', messages: ask('Hello'), store: true, metadata: { team: 'blue' } };
  const reply = await send('POST', '/v1/chat/completions', { body });
  return { completion_id: ((await reply.json()) as { id: string }).id };
};

const chat: readonly Example[] = [
  { name: 'plain', body: { model: 'gpt-4o', messages: ask('Hello') } },
  {
    name: 'every role',
    body: {
      model: 'gpt-4o',
      messages: [
        { role: 'developer', content: 'Be brief.' },
        { role: 'system', content: [{ type: 'text', text: 'Be kind.' }], name: 'house' },
        { role: 'user', content: 'Weather in Oslo?', name: 'ada' },
        {
          role: 'assistant',
          content: null,
          tool_calls: [
            {
              id: 'call_1',
              type: 'function',
              function: { name: 'get_weather', arguments: '{"location":"Oslo"}' },
            },
          ],
        },
        { role: 'tool', tool_call_id: 'call_1', content: '{"celsius":-4}' },
      ],
      tools: [weather],
    },
  },
  {
    name: 'an image',
    body: {
      model: 'gpt-4o',
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: pixel, detail: 'low' } },
          ],
        },
      ],
    },
  },
  { name: 'several choices', body: { model: 'gpt-4o', messages: ask('Name a colour'), n: 3 } },
  {
    name: 'log probabilities',
    body: { model: 'gpt-4o', messages: ask('Hello'), logprobs: true, top_logprobs: 3 },
  },
  {
    name: 'a tool, called',
    body: { model: 'gpt-4o', messages: ask('Weather in Oslo?'), tools: [weather], tool_choice: 'required' },
  },
  {
    name: 'a custom tool, called',
    body: {
      model: 'gpt-5',
      messages: ask('Write it down'),
      tools: [{ type: 'custom', custom: { name: 'note', description: 'Write a note' } }],
      tool_choice: { type: 'custom', custom: { name: 'note' } },
    },
  },
  {
    name: 'a deprecated function, called',
    body: {
      model: 'gpt-4o',
      messages: ask('Weather in Oslo?'),
      functions: [weather.function],
      function_call: { name: 'get_weather' },
    },
  },
  {
    name: 'structured output',
    body: { model: 'gpt-4o', messages: ask('John is 30 years old'), response_format: person },
  },
  { name: 'reasoning', body: { model: 'gpt-5', messages: ask('Why is 7 prime?'), reasoning_effort: 'low' } },
  {
    name: 'reasoning that is shown',
    body: { model: 'deepseek-ai/DeepSeek-R1', messages: ask('Why is 7 prime?') },
  },
  {
    name: 'cut short',
    body: { model: 'gpt-4o', messages: ask('Tell me a story'), max_completion_tokens: 5 },
  },
  {
    name: 'web search',
    body: { model: 'gpt-4o-search-preview', messages: ask('News from Oslo'), web_search_options: {} },
  },
  {
    name: 'kept',
    body: { model: 'gpt-4o', messages: ask('Hello'), store: true, metadata: { team: 'blue' }, user: 'ada' },
  },
  {
    name: 'every other setting',
    body: {
      model: 'gpt-4o',
      messages: ask('Hello'),
      frequency_penalty: 0.5,
      presence_penalty: -0.5,
      logit_bias: { 100: -5 },
      temperature: 0.2,
      top_p: 0.9,
      seed: 7,
      stop: ['\n\n'],
      service_tier: 'flex',
      safety_identifier: 'ada',
      prompt_cache_key: 'house',
      prediction: { type: 'content', content: 'Hello there' },
      parallel_tool_calls: false,
      tools: [weather],
      tool_choice: 'none',
      modalities: ['text'],
      verbosity: 'medium',
    },
  },
];

const square = (colour: number): File =>
  new File([new Uint8Array(encodePng(256, 256, (x) => [colour, x, 90, 255]))], 'square.png', {
    type: 'image/png',
  });
const hole = new File(
  [
    new Uint8Array(
      encodePng(256, 256, (x, y) => [0, 0, 0, x > 80 && y > 80 && x < 180 && y < 180 ? 0 : 255]),
    ),
  ],
  'mask.png',
  { type: 'image/png' },
);
const sound = new File([Buffer.from(wavBase64(3), 'base64')], 'sound.wav', { type: 'audio/wav' });
const drawn = { model: 'gpt-image-1-mini', prompt: 'A red square', quality: 'low' };

const completions: readonly Example[] = [
  { name: 'one text', body: { model: 'gpt-3.5-turbo-instruct', prompt: 'The tide' } },
  {
    name: 'several, echoed',
    body: {
      model: 'gpt-3.5-turbo-instruct',
      prompt: ['One', 'Two'],
      n: 2,
      echo: true,
      logprobs: 2,
      max_tokens: 3,
    },
  },
  {
    name: 'tokens',
    body: { model: 'davinci-002', prompt: [[1, 2], [3]], stop: ['.'], seed: 7, user: 'ada' },
  },
  { name: 'a gap', body: { model: 'gpt-3.5-turbo-instruct', prompt: 'It begins', suffix: 'and ends.' } },
];

const embeddings: readonly Example[] = [
  { name: 'one text', body: { model: 'text-embedding-3-small', input: 'Hello' } },
  {
    name: 'several, shortened',
    body: { model: 'text-embedding-3-large', input: ['a', 'b'], dimensions: 8, user: 'ada' },
  },
  { name: 'tokens', body: { model: 'text-embedding-ada-002', input: [[15339], [1917, 0]] } },
];

const moderations: readonly Example[] = [
  { name: 'one text', body: { input: 'I want to hurt someone' } },
  { name: 'several', body: { model: 'omni-moderation-latest', input: ['Hello', 'I will kill you'] } },
  {
    name: 'text and picture',
    body: {
      input: [
        { type: 'text', text: 'Look' },
        { type: 'image_url', image_url: { url: pixel } },
      ],
    },
  },
];

const images: readonly Example[] = [
  { name: 'encoded', body: { ...drawn, output_format: 'webp', background: 'transparent' } },
  { name: 'in parts', body: { ...drawn, stream: true, partial_images: 1 }, stream: null },
  {
    name: 'by address',
    body: { model: 'dall-e-2', prompt: 'A blue boat', size: '256x256', n: 2, response_format: 'url' },
    stream: null,
  },
  {
    name: 'revised',
    body: {
      model: 'dall-e-3',
      prompt: 'A cat',
      style: 'natural',
      quality: 'standard',
      response_format: 'b64_json',
    },
    stream: null,
  },
];

const edits: readonly Example[] = [
  {
    name: 'a form',
    form: { model: 'gpt-image-1-mini', prompt: 'A hat', quality: 'low', image: [square(10), square(200)] },
  },
  {
    name: 'with a mask',
    form: { model: 'dall-e-2', prompt: 'A hat', size: '256x256', image: square(10), mask: hole },
    stream: null,
  },
  { name: 'JSON', body: { ...drawn, images: [{ image_url: pixel }] } },
];

const transcriptions: readonly Example[] = [
  { name: 'plain', form: { model: 'gpt-4o-transcribe', file: sound, include: ['logprobs'], language: 'en' } },
  {
    name: 'timed',
    form: {
      model: 'whisper-1',
      file: sound,
      response_format: 'verbose_json',
      timestamp_granularities: ['word', 'segment'],
    },
    stream: null,
  },
  { name: 'subtitles', form: { model: 'whisper-1', file: sound, response_format: 'srt' }, stream: null },
  {
    name: 'speakers',
    form: {
      model: 'gpt-4o-transcribe-diarize',
      file: sound,
      response_format: 'diarized_json',
      chunking_strategy: 'auto',
    },
  },
];

const passages = {
  query: 'What is machine learning?',
  documents: ['It learns from data.', 'The bus is late.'],
};

let tuned = 0;

export const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  createChatCompletion: chat,
  listChatCompletions: [
    { name: 'all', prepare: keepCompletion },
    {
      name: 'filtered',
      prepare: keepCompletion,
      query: 'model=gpt-4o&metadata[team]=blue&limit=1&order=desc',
    },
  ],
  getChatCompletion: [{ prepare: keepCompletion }],
  updateChatCompletion: [{ prepare: keepCompletion, body: { metadata: { team: 'red' } } }],
  deleteChatCompletion: [{ prepare: keepCompletion }],
  getChatCompletionMessages: [{ prepare: keepCompletion, query: 'limit=5&order=asc' }],

  createCompletion: completions,
  createEmbedding: embeddings,
  createModeration: moderations,
  createImage: images,
  createImageEdit: edits,
  createImageVariation: [{ form: { image: square(40), size: '256x256', n: '2' } }],
  getImageFile: [
    {
      prepare: async (send) => {
        const body = { model: 'dall-e-2', prompt: 'A dot', size: '256x256', response_format: 'url' };
        const { data } = (await (await send('POST', '/v1/images/generations', { body })).json()) as {
          data: { url: string }[];
        };
        return { file: data[0]?.url.split('/').at(-1) as string };
      },
    },
  ],
  createSpeech: [
    {
      name: 'a file',
      body: {
        model: 'gpt-4o-mini-tts',
        input: 'Hello there.',
        voice: 'alloy',
        response_format: 'wav',
        speed: 1.5,
      },
      stream: { stream_format: 'sse' },
    },
  ],
  createTranscription: transcriptions,
  createTranslation: [
    { name: 'plain', form: { model: 'whisper-1', file: sound } },
    { name: 'timed', form: { model: 'whisper-1', file: sound, response_format: 'verbose_json' } },
  ],
  createTextGeneration: [{ body: { model: 'gpt-4o', input: 'Hi', max_output_tokens: 5 } }],

  createRanking: [
    {
      body: {
        model: 'nvidia/nv-rerankqa-mistral-4b-v3',
        query: { text: passages.query },
        passages: passages.documents.map((text) => ({ text })),
        truncate: 'END',
      },
    },
  ],
  createHostedRanking: [
    {
      prepare: () => ({ publisher: 'nvidia', name: 'nv-rerankqa-mistral-4b-v3' }),
      body: {
        model: 'nvidia/nv-rerankqa-mistral-4b-v3',
        query: { text: passages.query },
        passages: passages.documents.map((text) => ({ text })),
      },
    },
  ],
  createRerank: [{ body: { model: 'rerank-v3.5', ...passages, top_n: 1, return_documents: true } }],
  createRerankV2: [{ body: { model: 'rerank-v3.5', ...passages } }],
  rerankTexts: [{ body: { query: passages.query, texts: passages.documents, raw_scores: true } }],
  getLiveness: [{}],
  getReadiness: [{}],
  getVersion: [{}],
  getMetadata: [{}],
  getManifest: [{}],
  getLicense: [{}],

  listModels: [{}],
  retrieveModel: [
    { name: 'plain', prepare: () => ({ model: 'gpt-4o' }) },
    { name: 'with a slash', prepare: () => ({ model: 'openai/gpt-oss-120b' }) },
  ],
  deleteModel: [
    {
      prepare: async (send) => {
        // A deleted model never comes back.
        const model = `ft:gpt-4o-mini:acme::tuned${tuned++}`;
        await send('POST', '/v1/chat/completions', { body: { model, messages: ask('Hello') } });
        return { model };
      },
    },
  ],

  getStart: [{}],
  getHealth: [{}],
  getDetailedHealth: [{}],
  getMetrics: [{}],
  getPrometheusMetrics: [{}],
  getOpenApi: [{}],
  getDocs: [{}],
  getRedoc: [{}],
  getDocsAsset: [{ prepare: () => ({ file: 'swagger-ui.css' }) }],
};
