import { describe, expect, it } from 'vitest';
import { KEY, openRig } from '../../rig.cases.ts';
import { only } from '../api.ts';
import { itemExamples } from '../responses/schema/item-examples.cases.ts';
import type { Tool } from '../responses/schema/tools.ts';
import { shownServer } from '../responses/tools/mcp-shown.ts';
import { conversations } from './noun.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are read like by a client without types
type Json = any;

function open() {
  const { fetch, clock } = openRig([only(conversations)], { maxObjects: 50 });
  const send = async (method: string, path: string, body?: object, key = KEY) => {
    const reply = await fetch(`http://localhost/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: reply.status, json: (await reply.json()) as Json };
  };
  const begin = async (body: object = {}): Promise<string> =>
    (await send('POST', '/conversations', body)).json.id;
  const add = (id: string, items: readonly object[], query = '') =>
    send('POST', `/conversations/${id}/items${query}`, { items });
  const listed = async (id: string, query = '?order=asc'): Promise<Json[]> =>
    (await send('GET', `/conversations/${id}/items${query}`)).json.data;
  return { send, begin, add, listed, clock };
}

const user = (content: string) => ({ role: 'user', content });
const textsOf = (items: Json[]): string[] => items.map(({ content }) => content[0].text);

describe('a conversation', () => {
  it('is created, retrieved, updated and deleted', async () => {
    const { send, clock } = open();
    const { json: created } = await send('POST', '/conversations', { metadata: { topic: 'tides' } });
    expect(created).toEqual({
      id: expect.stringMatching(/^conv_[0-9a-f]{48}$/),
      object: 'conversation',
      created_at: Math.floor(clock.epoch() / 1000),
      metadata: { topic: 'tides' },
    });
    const path = `/conversations/${created.id}`;
    expect((await send('GET', path)).json).toEqual(created);
    const changed = { ...created, metadata: { topic: 'moons' } };
    expect((await send('POST', path, { metadata: { topic: 'moons' } })).json).toEqual(changed);
    expect((await send('GET', path)).json).toEqual(changed);
    expect((await send('POST', path, { metadata: null })).json.metadata).toEqual({});
    expect((await send('DELETE', path)).json).toEqual({
      id: created.id,
      object: 'conversation.deleted',
      deleted: true,
    });
    expect((await send('GET', path)).status).toBe(404);
  });

  it('may begin with items', async () => {
    const { begin, listed } = open();
    const id = await begin({ items: [user('a'), user('b')] });
    expect(textsOf(await listed(id))).toEqual(['a', 'b']);
  });

  it('takes its items with it', async () => {
    const { begin, send, add } = open();
    const id = await begin();
    const { json } = await add(id, [user('a')]);
    await send('DELETE', `/conversations/${id}`);
    const other = await begin();
    const { status, json: refused } = await add(other, [{ type: 'item_reference', id: json.first_id }]);
    expect(status).toBe(404);
    expect(refused.error.message).toBe(`Item with id '${json.first_id}' not found.`);
  });

  it('is not created with items that cannot be added', async () => {
    const { send } = open();
    const items = [user('a'), { type: 'item_reference', id: 'msg_none' }];
    expect((await send('POST', '/conversations', { items })).status).toBe(404);
    const twice = { ...user('a'), type: 'message', id: 'msg_same' };
    const { status, json } = await send('POST', '/conversations', { items: [twice, twice] });
    expect([status, json.error.param, json.error.message]).toEqual([
      400,
      'items',
      'Duplicate item found with id msg_same. Remove duplicate items from your input and try again.',
    ]);
  });
});

/** An item as it is shown: servers without what may be secret. */
function withoutSecrets<Item extends { readonly type?: string }>(item: Item): Item {
  if (item.type !== 'additional_tools' && item.type !== 'tool_search_output') return item;
  const { tools } = item as unknown as { readonly tools: readonly Tool[] };
  return { ...item, tools: tools.map((tool) => (tool.type === 'mcp' ? shownServer(tool) : tool)) };
}

describe('the items of a conversation', () => {
  it('are listed in the order of appending, the newest first unless asked otherwise', async () => {
    const { begin, add, listed, send } = open();
    const id = await begin({ items: [user('1')] });
    await add(id, [user('2'), user('3'), user('4')]);
    await add(id, [user('5')]);
    expect(textsOf(await listed(id))).toEqual(['1', '2', '3', '4', '5']);
    expect(textsOf(await listed(id, ''))).toEqual(['5', '4', '3', '2', '1']);
    const { json: page } = await send('GET', `/conversations/${id}/items?limit=2`);
    expect(page).toMatchObject({
      object: 'list',
      first_id: page.data[0].id,
      last_id: page.data[1].id,
      has_more: true,
    });
    expect(textsOf(await listed(id, `?limit=2&after=${page.last_id}`))).toEqual(['3', '2']);
    expect(textsOf(await listed(id, `?order=asc&after=${page.last_id}`))).toEqual(['5']);
  });

  it('are appended as a list', async () => {
    const { begin, add } = open();
    const { json } = await add(await begin(), [user('a'), { role: 'assistant', content: 'b' }]);
    expect(json).toEqual({
      object: 'list',
      data: [
        {
          id: expect.stringMatching(/^msg_[0-9a-f]{48}$/),
          type: 'message',
          role: 'user',
          status: 'completed',
          content: [{ type: 'input_text', text: 'a' }],
        },
        {
          id: expect.stringMatching(/^msg_/),
          type: 'message',
          role: 'assistant',
          status: 'completed',
          content: [{ type: 'output_text', text: 'b', annotations: [], logprobs: [] }],
        },
      ],
      first_id: json.data[0].id,
      last_id: json.data[1].id,
      has_more: false,
    });
  });

  it('are retrieved and deleted one by one', async () => {
    const { begin, add, listed, send } = open();
    const id = await begin({ metadata: { topic: 'tides' } });
    const { json } = await add(id, [user('a'), user('b')]);
    const path = `/conversations/${id}/items/${json.first_id}`;
    expect((await send('GET', path)).json).toEqual(json.data[0]);
    expect((await send('DELETE', path)).json).toMatchObject({
      id,
      object: 'conversation',
      metadata: { topic: 'tides' },
    });
    expect((await send('DELETE', path)).json.error.message).toBe(
      `Item with id '${json.first_id}' not found.`,
    );
    expect(textsOf(await listed(id))).toEqual(['b']);
  });

  const kept = Object.entries(itemExamples).filter(([name]) => !/reference|trigger/.test(name));
  it.each(kept)('keep a %s as it is given, and complete the least of it', async (_, { full, least }) => {
    const { begin, add, send } = open();
    const id = await begin();
    const whole = withoutSecrets(full);
    expect((await add(id, [full], everything)).json.data).toEqual([whole]);
    expect((await send('GET', `/conversations/${id}/items/${full.id}${everything}`)).json).toEqual(whole);
    const { json } = await add(await begin(), [least], everything);
    expect(json.data).toEqual([expect.objectContaining({ id: expect.any(String), type: full.type })]);
    // What is shown can be given again.
    expect((await add(await begin(), json.data, everything)).json.data).toEqual(json.data);
  });

  it('show what has to be asked for only if it is', async () => {
    const { begin, add, send } = open();
    const id = await begin();
    const { json } = await add(id, [
      { type: 'reasoning', summary: [], encrypted_content: 'abc' },
      { role: 'user', content: [{ type: 'input_image', image_url: 'https://example.com/a.png' }] },
    ]);
    expect(json.data[0]).not.toHaveProperty('encrypted_content');
    expect(json.data[1].content).toEqual([
      { type: 'input_image', image_url: null, file_id: null, detail: 'auto' },
    ]);
    const path = `/conversations/${id}/items/${json.first_id}`;
    const { json: shown } = await send('GET', `${path}?include[]=reasoning.encrypted_content`);
    expect(shown.encrypted_content).toBe('abc');
    const { json: page } = await send(
      'GET',
      `/conversations/${id}/items?include=message.input_image.image_url`,
    );
    expect(page.data[0].content[0].image_url).toBe('https://example.com/a.png');
    expect(page.data[1]).not.toHaveProperty('encrypted_content');
  });

  it('may refer to items of other conversations of the project', async () => {
    const { begin, add, listed } = open();
    const { json } = await add(await begin(), [user('a')]);
    const id = await begin();
    await add(id, [{ id: json.first_id }]);
    expect(await listed(id)).toEqual(json.data);
  });
});

const everything = `?${[
  'file_search_call.results',
  'web_search_call.action.sources',
  'message.input_image.image_url',
  'computer_call_output.output.image_url',
  'code_interpreter_call.outputs',
  'reasoning.encrypted_content',
  'message.output_text.logprobs',
]
  .map((value) => `include[]=${value}`)
  .join('&')}`;

describe('refused are', () => {
  const CONVERSATION = 'conv_0000';
  it.each<[string, string, string, object | undefined, number, string | null, string]>([
    [
      'a malformed id',
      'GET',
      '/conversations/abc',
      undefined,
      400,
      'conversation_id',
      "Invalid 'conversation_id': 'abc'. Expected an ID that begins with 'conv'.",
    ],
    [
      'a malformed id of a parent',
      'GET',
      '/conversations/abc/items',
      undefined,
      400,
      'conversation_id',
      "Invalid 'conversation_id': 'abc'. Expected an ID that begins with 'conv'.",
    ],
    [
      'a malformed id in the way of items',
      'POST',
      '/conversations/abc/items',
      { items: [] },
      400,
      'conversation_id',
      "Invalid 'conversation_id': 'abc'. Expected an ID that begins with 'conv'.",
    ],
    [
      'other characters',
      'DELETE',
      '/conversations/conv_%F0%9F%8C%8A',
      undefined,
      400,
      'conversation_id',
      "Invalid 'conversation_id': 'conv_🌊'. Expected an ID that contains letters, numbers, underscores, or dashes, but this value contained additional characters.",
    ],
    [
      'an unknown conversation',
      'GET',
      `/conversations/${CONVERSATION}`,
      undefined,
      404,
      null,
      `Conversation with id '${CONVERSATION}' not found.`,
    ],
    [
      'items of an unknown one',
      'GET',
      `/conversations/${CONVERSATION}/items`,
      undefined,
      404,
      null,
      `Conversation with id '${CONVERSATION}' not found.`,
    ],
    [
      'an item of an unknown one',
      'DELETE',
      `/conversations/${CONVERSATION}/items/msg_1`,
      undefined,
      404,
      null,
      `Conversation with id '${CONVERSATION}' not found.`,
    ],
    [
      'items for an unknown one',
      'POST',
      `/conversations/${CONVERSATION}/items`,
      { items: [user('a')] },
      404,
      null,
      `Conversation with id '${CONVERSATION}' not found.`,
    ],
    [
      'no items',
      'POST',
      `/conversations/${CONVERSATION}/items`,
      {},
      400,
      'items',
      "Missing required parameter: 'items'.",
    ],
    [
      '21 items',
      'POST',
      '/conversations',
      { items: Array.from({ length: 21 }, () => user('a')) },
      400,
      'items',
      "Invalid 'items': array too long. Expected an array with maximum length 20, but got an array with length 21 instead.",
    ],
    [
      'no metadata',
      'POST',
      `/conversations/${CONVERSATION}`,
      {},
      400,
      'metadata',
      "Missing required parameter: 'metadata'.",
    ],
    [
      'a wrong include',
      'GET',
      `/conversations/${CONVERSATION}/items?include=all`,
      undefined,
      400,
      'include[0]',
      "Invalid value: 'all'. Supported values are:",
    ],
    [
      'an id of another kind',
      'POST',
      '/conversations',
      { items: [{ ...user('a'), id: 'item_1' }] },
      400,
      'items[0].id',
      "Invalid 'items[0].id': 'item_1'. Expected an ID that begins with 'msg'.",
    ],
    [
      'an instruction to compact',
      'POST',
      '/conversations',
      { items: [{ type: 'compaction_trigger' }] },
      400,
      'items[0]',
      "Invalid value: 'compaction_trigger'. Supported values are:",
    ],
    [
      'an unknown member',
      'POST',
      '/conversations',
      { items: [{ ...user('a'), name: 'x' }] },
      400,
      'items[0].name',
      "Unknown parameter: 'items[0].name'.",
    ],
  ])('%s', async (_, method, path, body, status, param, message) => {
    const { send } = open();
    const { status: given, json } = await send(method, path, body);
    expect([given, json.error.param]).toEqual([status, param]);
    expect(json.error.message).toContain(message);
  });

  it('an item that the conversation already has', async () => {
    const { begin, add, listed } = open();
    const id = await begin();
    const { json } = await add(id, [user('a')]);
    const again = await add(id, [user('b'), ...json.data]);
    expect([again.status, again.json.error.param]).toEqual([400, 'items']);
    expect(textsOf(await listed(id))).toEqual(['a']);
  });

  it('an item that is too large to be stored', async () => {
    const { add, begin } = open();
    const { status, json } = await add(await begin(), [user('a'.repeat(8 * 2 ** 20 + 1))]);
    expect([status, json.error.param]).toEqual([400, 'items[0]']);
  });

  it('more items than an instance keeps', async () => {
    const { add, begin } = open();
    const id = await begin();
    const twenty = Array.from({ length: 20 }, () => user('a'));
    expect((await add(id, twenty)).status).toBe(200);
    expect((await add(id, twenty)).status).toBe(200);
    expect((await add(id, twenty)).status).toBe(400);
  });
});
