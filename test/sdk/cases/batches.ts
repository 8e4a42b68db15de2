import { BadRequestError, ConflictError, NotFoundError, type OpenAI, toFile } from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenWorld, World } from '../world.ts';

const chat = '/v1/chat/completions';

interface Answer {
  readonly custom_id: string;
  readonly response: { readonly status_code: number; readonly body: unknown } | null;
  readonly error: { readonly code: string } | null;
}

/** Batches created, polled and read with the official client. */
export function batchCases(open: OpenWorld): void {
  let world: World;
  let client: OpenAI;
  beforeAll(async () => {
    world = await open();
    ({ client } = world);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const upload = async (requests: readonly object[]): Promise<string> => {
    const text = requests.map((request) => JSON.stringify(request)).join('\n');
    const file = await toFile(Buffer.from(text), 'requests.jsonl');
    return (await client.files.create({ purpose: 'batch', file })).id;
  };

  const run = async (requests: readonly object[], endpoint: OpenAI.BatchCreateParams['endpoint'] = chat) => {
    const { id } = await client.batches.create({
      input_file_id: await upload(requests),
      endpoint,
      completion_window: '24h',
    });
    return await ended(id);
  };

  const ended = (id: string) => endedOf(client, id);

  const read = async (id: string | null | undefined): Promise<Answer[]> => {
    if (!id) return [];
    const text = await (await client.files.content(id)).text();
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Answer);
  };

  const ask = (customId: string, part: object = {}): object => ({
    custom_id: customId,
    method: 'POST',
    url: chat,
    body: { model: 'gpt-4o', seed: 1, messages: [{ role: 'user', content: `Hello, ${customId}` }], ...part },
  });

  it('runs requests and gives the same answers as the endpoint', async () => {
    const batch = await run([ask('a'), ask('b', { max_tokens: 3 }), ask('c', { temperature: 9 })]);
    expect(batch.status, JSON.stringify(batch.errors)).toBe('completed');
    expect(batch.request_counts).toEqual({ total: 3, completed: 2, failed: 1 });
    expect(batch.model).toBe('gpt-4o');

    const output = await read(batch.output_file_id);
    expect(output.map(({ custom_id: id }) => id).toSorted()).toEqual(['a', 'b']);
    const first = output.find(({ custom_id: id }) => id === 'a')?.response?.body as OpenAI.ChatCompletion;
    const direct = await client.chat.completions.create({
      model: 'gpt-4o',
      seed: 1,
      messages: [{ role: 'user', content: 'Hello, a' }],
    });
    expect(first).toEqual({ ...direct, id: expect.any(String), created: expect.any(Number) });

    const [failed] = await read(batch.error_file_id);
    expect(failed).toMatchObject({
      custom_id: 'c',
      response: {
        status_code: 400,
        body: { error: { param: 'temperature', code: 'decimal_above_max_value' } },
      },
      error: null,
    });
    const bodies = output.map(({ response }) => response?.body as OpenAI.ChatCompletion);
    const total = bodies.reduce((sum, { usage }) => sum + (usage?.total_tokens ?? 0), 0);
    expect(batch.usage?.total_tokens).toBe(total);
  });

  it.each([
    ['/v1/embeddings', { model: 'text-embedding-3-small', input: 'One', dimensions: 8 }],
    ['/v1/moderations', { input: 'One' }],
    ['/v1/completions', { model: 'gpt-3.5-turbo-instruct', prompt: 'One', max_tokens: 3 }],
    ['/v1/images/generations', { model: 'gpt-image-1', prompt: 'One', size: '1024x1024', quality: 'low' }],
  ] as const)('runs requests for %s', async (url, body) => {
    const batch = await run([{ custom_id: 'one', method: 'POST', url, body }], url);
    expect(batch.status, JSON.stringify(batch.errors)).toBe('completed');
    const [answer] = await read(batch.output_file_id);
    expect(answer).toMatchObject({ custom_id: 'one', response: { status_code: 200 }, error: null });
  });

  it('fails and lists the invalid lines', async () => {
    const batch = await run([ask('a'), ask('a'), ask('b', { model: 'gpt-4o-mini' })]);
    expect(batch.status).toBe('failed');
    expect(batch.errors?.data?.map(({ code, line }) => [code, line])).toEqual([
      ['duplicate_custom_id', 2],
      ['mismatched_model', 3],
    ]);
    expect(batch.output_file_id).toBeNull();
  });

  it('fails if the file does not exist', async () => {
    const { id } = await client.batches.create({
      input_file_id: 'file-none',
      endpoint: chat,
      completion_window: '24h',
    });
    const batch = await ended(id);
    expect(batch.status).toBe('failed');
    expect(batch.errors?.data?.[0]).toMatchObject({ code: 'invalid_request', param: 'file_id' });
  });

  it('cancels a running batch but not one that has ended', async () => {
    const slow = await open({ fast: false, ttft: '10m', batchStage: '20ms' });
    try {
      const file = await toFile(Buffer.from(JSON.stringify(ask('a'))), 'requests.jsonl');
      const { id: input } = await slow.client.files.create({ purpose: 'batch', file });
      const { batches } = slow.client;
      const { id } = await batches.create({ input_file_id: input, endpoint: chat, completion_window: '24h' });
      expect((await batches.cancel(id)).status).toBe('cancelling');
      expect((await endedOf(slow.client, id)).status).toBe('cancelled');
    } finally {
      await slow[Symbol.asyncDispose]();
    }
    const { id } = await run([ask('a')]);
    const refusal = await client.batches.cancel(id).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ConflictError);
    expect((refusal as ConflictError).message).toContain("Cannot cancel a batch with status 'completed'.");
  });

  it('pages through all batches', async () => {
    const other = await open();
    try {
      const { batches } = other.client;
      const made: string[] = [];
      for (let index = 0; index < 7; index++) {
        const input = { input_file_id: 'file-none', endpoint: chat, completion_window: '24h' } as const;
        made.unshift((await batches.create({ ...input, metadata: { index: String(index) } })).id);
      }
      const found: string[] = [];
      for await (const { id } of batches.list({ limit: 3 })) found.push(id);
      expect(found).toEqual(made);
    } finally {
      await other[Symbol.asyncDispose]();
    }
  });

  it('rejects invalid batches', async () => {
    const input = { input_file_id: 'file-none', completion_window: '24h' } as const;
    await expect(
      client.batches.create({ ...input, endpoint: '/v1/nothing' as never }),
    ).rejects.toBeInstanceOf(BadRequestError);
    await expect(client.batches.retrieve('batch_none')).rejects.toBeInstanceOf(NotFoundError);
  });
}

async function endedOf(client: OpenAI, id: string): Promise<OpenAI.Batch> {
  for (;;) {
    const batch = await client.batches.retrieve(id);
    if (['completed', 'failed', 'expired', 'cancelled'].includes(batch.status)) return batch;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
