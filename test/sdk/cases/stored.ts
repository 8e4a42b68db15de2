import { NotFoundError, type OpenAI } from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pngUri } from '../media.ts';
import { ask, weatherTool } from '../requests.ts';
import type { OpenWorld, World } from '../world.ts';

const COUNT = 23;

export function storedCases(open: OpenWorld): void {
  let world: World;
  const ids: string[] = [];

  beforeAll(async () => {
    world = await open();
    for (let index = 0; index < COUNT; index++) {
      const { id } = await world.client.chat.completions.create({
        model: index % 2 === 0 ? 'gpt-4o' : 'gpt-4o-mini',
        store: true,
        metadata: { index: String(index), third: String(index % 3) },
        messages: ask(`Number ${index}`),
      });
      ids.push(id);
    }
    await world.client.chat.completions.create({ model: 'gpt-4o', messages: ask('Not to be kept') });
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const listed = async (query: OpenAI.Chat.ChatCompletionListParams): Promise<string[]> => {
    const found: string[] = [];
    for await (const { id } of world.client.chat.completions.list(query)) found.push(id);
    return found;
  };

  it.each([1, 4, 5, 23, 100])('pages through all completions by %i', async (limit) => {
    expect(await listed({ limit })).toEqual(ids);
    expect(await listed({ limit, order: 'desc' })).toEqual(ids.toReversed());
  });

  it('filters by model and metadata', async () => {
    expect(await listed({ model: 'gpt-4o-mini', limit: 5 })).toEqual(
      ids.filter((_, index) => index % 2 === 1),
    );
    expect(await listed({ metadata: { third: '2' }, limit: 3 })).toEqual(ids.filter((_, i) => i % 3 === 2));
    expect(await listed({ model: 'gpt-4o', metadata: { third: '2', index: '8' } })).toEqual([ids[8]]);
    expect(await listed({ metadata: { index: 'none' } })).toEqual([]);
  });

  it('retrieves, updates and deletes a completion', async () => {
    const { chat } = world.client;
    const created = await chat.completions.create({
      model: 'gpt-4o',
      store: true,
      seed: 5,
      metadata: { a: '1' },
      tools: [weatherTool],
      messages: ask('Hello'),
    });
    const read = await chat.completions.retrieve(created.id);
    expect(read).toMatchObject({ ...created, metadata: { a: '1' }, seed: 5, tools: [weatherTool] });

    const changed = await chat.completions.update(created.id, { metadata: { b: '2' } });
    expect(changed).toEqual({ ...read, metadata: { b: '2' } });
    expect(await chat.completions.retrieve(created.id)).toEqual(changed);

    expect(await chat.completions.delete(created.id)).toEqual({
      object: 'chat.completion.deleted',
      id: created.id,
      deleted: true,
    });
    await expect(chat.completions.retrieve(created.id)).rejects.toBeInstanceOf(NotFoundError);
    await expect(chat.completions.delete(created.id)).rejects.toBeInstanceOf(NotFoundError);
  });

  it('keeps the messages of the prompt', async () => {
    const parts = [
      { type: 'text' as const, text: 'Look at this' },
      { type: 'image_url' as const, image_url: { url: pngUri(8, 8) } },
    ];
    const { id } = await world.client.chat.completions.create({
      model: 'gpt-4o',
      store: true,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: parts },
        { role: 'assistant', content: 'A square.' },
        { role: 'user', content: 'Sure?' },
      ],
    });
    const found = [];
    for await (const message of world.client.chat.completions.messages.list(id, { limit: 3 }))
      found.push(message);
    expect(found).toMatchObject([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: null, content_parts: parts },
      { role: 'assistant', content: 'A square.' },
      { role: 'user', content: 'Sure?' },
    ]);
    expect(new Set(found.map((message) => message.id)).size).toBe(4);
    await world.client.chat.completions.delete(id);
  });

  it('stores streamed completions in the same form as plain ones', async () => {
    const stream = world.client.chat.completions.stream({
      model: 'gpt-4o',
      store: true,
      metadata: { streamed: 'yes' },
      messages: ask('Keep this stream.'),
    });
    const { id, choices } = await stream.finalChatCompletion();
    const stored = await world.client.chat.completions.retrieve(id);
    expect(stored.choices[0]?.message.content).toBe(choices[0]?.message.content);
    await world.client.chat.completions.delete(id);
  });

  it('isolates projects', async () => {
    const other = world.connect({ project: 'proj_other' });
    const page = await other.chat.completions.list();
    expect(page.data).toEqual([]);
    await expect(other.chat.completions.retrieve(ids[0]!)).rejects.toBeInstanceOf(NotFoundError);
  });

  it('rejects an unknown cursor', async () => {
    const page = world.client.chat.completions.list({ after: 'chatcmpl-never' });
    await expect(page).rejects.toMatchObject({ status: 404, param: 'after' });
  });
}
