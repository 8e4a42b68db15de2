import { BadRequestError, NotFoundError, type OpenAI } from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenWorld, World } from '../world.ts';

const COUNT = 45;

export function conversationCases(open: OpenWorld): void {
  let world: World;
  let conversations: OpenAI['conversations'];

  beforeAll(async () => {
    world = await open();
    conversations = world.client.conversations;
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const textOf = (item: OpenAI.Conversations.ConversationItem): string | undefined => {
    const part = item.type === 'message' ? item.content[0] : undefined;
    return part && 'text' in part ? part.text : undefined;
  };

  it('creates, retrieves, updates and deletes a conversation', async () => {
    const created = await conversations.create({ metadata: { topic: 'tides' } });
    expect(created).toMatchObject({ object: 'conversation', metadata: { topic: 'tides' } });
    expect(await conversations.retrieve(created.id)).toEqual(created);
    const updated = await conversations.update(created.id, { metadata: { topic: 'moons' } });
    expect(updated).toEqual({ ...created, metadata: { topic: 'moons' } });
    expect(await conversations.delete(created.id)).toEqual({
      id: created.id,
      object: 'conversation.deleted',
      deleted: true,
    });
    await expect(conversations.retrieve(created.id)).rejects.toThrow(NotFoundError);
  });

  it('pages through items in both orders', async () => {
    const texts = Array.from({ length: COUNT }, (_, index) => `Number ${index}`);
    const { id } = await conversations.create({ items: [] });
    for (let start = 0; start < COUNT; start += 20) {
      const items = texts.slice(start, start + 20).map((content) => ({ role: 'user', content }) as const);
      const page = await conversations.items.create(id, { items });
      expect(page.data.map(textOf)).toEqual(items.map(({ content }) => content));
    }
    const listed = async (query: OpenAI.Conversations.ItemListParams) => {
      const found: (string | undefined)[] = [];
      for await (const item of conversations.items.list(id, query)) found.push(textOf(item));
      return found;
    };
    expect(await listed({ limit: 7, order: 'asc' })).toEqual(texts);
    expect(await listed({ limit: 20 })).toEqual(texts.toReversed());
  });

  it('keeps what an agent did', async () => {
    const { id } = await conversations.create({
      items: [
        { role: 'user', content: [{ type: 'input_text', text: 'When is high tide?' }] },
        { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'abc' },
        { type: 'function_call', call_id: 'call_1', name: 'tides', arguments: '{}' },
        { type: 'function_call_output', call_id: 'call_1', output: 'At noon.' },
        { role: 'assistant', content: 'At noon.' },
      ],
    });
    const { data } = await conversations.items.list(id, {
      order: 'asc',
      include: ['reasoning.encrypted_content'],
    });
    expect(data.map(({ type }) => type)).toEqual([
      'message',
      'reasoning',
      'function_call',
      'function_call_output',
      'message',
    ]);
    expect(data[1]).toMatchObject({ id: 'rs_1', encrypted_content: 'abc' });
    // Its own items are accepted again.
    const again = await conversations.create({ items: data as OpenAI.Responses.ResponseInputItem[] });
    const copied = await conversations.items.list(again.id, {
      order: 'asc',
      include: ['reasoning.encrypted_content'],
    });
    expect(copied.data).toEqual(data);
  });

  it('retrieves and deletes an item', async () => {
    const conversation = await conversations.create({ metadata: { topic: 'tides' } });
    const { data } = await conversations.items.create(conversation.id, {
      items: [{ role: 'user', content: 'Hello' }],
    });
    const [item] = data as [OpenAI.Conversations.ConversationItem];
    const params = { conversation_id: conversation.id };
    expect(await conversations.items.retrieve(item.id as string, params)).toEqual(item);
    expect(await conversations.items.delete(item.id as string, params)).toEqual(conversation);
    await expect(conversations.items.retrieve(item.id as string, params)).rejects.toThrow(NotFoundError);
  });

  it('refuses ids of other kinds of objects', async () => {
    const refused = await conversations.retrieve('resp_1').catch((error) => error);
    expect(refused).toBeInstanceOf(BadRequestError);
    expect(refused).toMatchObject({ param: 'conversation_id', code: 'invalid_value' });
  });
}
