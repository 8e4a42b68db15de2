import { form, lines, wav } from '../../test/loop/texts.ts';

/** Sends a request, and counts the answer by its status. */
export type Call = (
  method: string,
  path: string,
  body?: object | FormData,
  signal?: AbortSignal,
) => Promise<Response>;

/** One operation a user would do, with whatever it takes to leave nothing behind. */
export interface SoakOperation {
  readonly name: string;
  /** Relative frequency. */
  readonly weight: number;
  run(call: Call, index: number): Promise<unknown>;
}

/** Lines per batch. */
const BATCH = 200;

const CHAT = '/v1/chat/completions';

const tool = {
  type: 'function',
  function: {
    name: 'get_weather',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};

/** Every third prompt is one of a hundred that repeat. */
function chat(index: number, members: object = {}): object {
  const content = index % 3 === 0 ? `What is ${index % 100}?` : `Question ${index}: what are moons made of?`;
  return { model: 'gpt-4o-mini', max_tokens: 24, messages: [{ role: 'user', content }], ...members };
}

function simple(
  name: string,
  weight: number,
  path: string,
  body: (index: number) => object | FormData,
): SoakOperation {
  return { name, weight, run: async (call, index) => (await call('POST', path, body(index))).arrayBuffer() };
}

function listed(name: string, path: string): SoakOperation {
  return { name, weight: 2, run: async (call) => (await call('GET', path)).arrayBuffer() };
}

/** `onBatch` is told when a batch begins, and how it ended. */
export function soakOperations(onBatch: (status: string) => void): readonly SoakOperation[] {
  return [
    simple('chat', 30, CHAT, (index) => chat(index)),
    simple('chat, streamed', 25, CHAT, (index) => chat(index, { stream: true, max_tokens: 60 })),
    simple('chat with tools', 10, CHAT, (index) => chat(index, { tools: [tool] })),
    simple('chat with tools, streamed', 5, CHAT, (index) => chat(index, { tools: [tool], stream: true })),
    {
      name: 'chat, stored',
      weight: 10,
      async run(call, index) {
        const id = await idOf(await call('POST', CHAT, chat(index, { store: true })));
        await (await call('GET', `${CHAT}/${id}/messages`)).arrayBuffer();
        await (await call('DELETE', `${CHAT}/${id}`)).arrayBuffer();
      },
    },
    {
      name: 'a stream that is left',
      weight: 8,
      async run(call, index) {
        const leaving = new AbortController();
        const answer = await call(
          'POST',
          CHAT,
          chat(index, { stream: true, max_tokens: 500 }),
          leaving.signal,
        );
        await answer.body?.getReader().read();
        leaving.abort();
      },
    },
    simple('completion', 8, '/v1/completions', (index) => ({
      model: 'gpt-3.5-turbo-instruct',
      prompt: `Story ${index}`,
      max_tokens: 16,
    })),
    simple('embeddings', 10, '/v1/embeddings', (index) => ({
      model: 'text-embedding-3-small',
      input: [`Text ${index}`, 'moon'],
    })),
    simple('moderation', 6, '/v1/moderations', (index) => ({ input: `I like moon ${index}` })),
    simple('image', 1, '/v1/images/generations', (index) => ({
      model: 'dall-e-2',
      prompt: `A boat, no. ${index}`,
      size: '256x256',
    })),
    simple('speech', 1, '/v1/audio/speech', (index) => ({
      model: 'tts-1',
      voice: 'alloy',
      input: `Number ${index}.`,
    })),
    simple('transcription', 1, '/v1/audio/transcriptions', () =>
      form({ model: 'whisper-1', file: new File([wav(96_000)], 'a.wav') }),
    ),
    {
      name: 'file',
      weight: 4,
      async run(call, index) {
        const file = new File([`Note ${index}. `.repeat(1000)], 'notes.txt');
        const id = await idOf(await call('POST', '/v1/files', form({ purpose: 'user_data', file })));
        await (await call('GET', `/v1/files/${id}/content`)).arrayBuffer();
        await (await call('DELETE', `/v1/files/${id}`)).arrayBuffer();
      },
    },
    {
      name: 'upload',
      weight: 1,
      async run(call, index) {
        const part = `Part ${index}. `.repeat(1000);
        const begin = {
          filename: 'a.txt',
          purpose: 'user_data',
          bytes: part.length * 2,
          mime_type: 'text/plain',
        };
        const id = await idOf(await call('POST', '/v1/uploads', begin));
        const part_ids: string[] = [];
        for (let count = 0; count < 2; count++) {
          const data = new File([part], 'part');
          part_ids.push(await idOf(await call('POST', `/v1/uploads/${id}/parts`, form({ data }))));
        }
        const complete = await call('POST', `/v1/uploads/${id}/complete`, { part_ids });
        const { file } = (await complete.json()) as { file: { id: string } };
        await (await call('DELETE', `/v1/files/${file.id}`)).arrayBuffer();
      },
    },
    { name: 'batch', weight: 0.6, run: (call) => batch(call, onBatch) },
    listed('models', '/v1/models'),
    listed('files', '/v1/files?limit=20'),
    listed('batches', '/v1/batches?limit=20'),
    listed('stored completions', `${CHAT}?limit=20`),
  ];
}

async function batch(call: Call, onBatch: (status: string) => void): Promise<void> {
  const file = new File([lines(BATCH)], 'lines.jsonl');
  const input_file_id = await idOf(await call('POST', '/v1/files', form({ purpose: 'batch', file })));
  onBatch('created');
  const body = { input_file_id, endpoint: CHAT, completion_window: '24h' };
  const id = await idOf(await call('POST', '/v1/batches', body));
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const answer = await call('GET', `/v1/batches/${id}`);
    const { status, output_file_id, request_counts } = (await answer.json()) as {
      status: string;
      output_file_id?: string;
      request_counts: { completed: number };
    };
    if (!/completed|failed|expired|cancelled/.test(status)) continue;
    onBatch(status === 'completed' && request_counts.completed < BATCH ? 'incomplete' : status);
    for (const stored of [input_file_id, output_file_id]) await call('DELETE', `/v1/files/${stored}`);
    return;
  }
}

async function idOf(answer: Response): Promise<string> {
  const { id } = (await answer.json()) as { id?: string };
  if (id === undefined) throw new Error(`${answer.url} answered ${answer.status} without an id`);
  return id;
}
