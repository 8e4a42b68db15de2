import type { Example, Send } from '../example.ts';

const message = { role: 'user', content: 'Where do the tides come from?' };

/** Creates a conversation; returns the path parameters to find it. */
export async function beginConversation(send: Send): Promise<{ conversation_id: string }> {
  const reply = await send('POST', '/v1/conversations', { body: { metadata: { topic: 'tides' } } });
  const { id } = (await reply.json()) as { id: string };
  return { conversation_id: id };
}

/** Creates a conversation of one item; returns the path parameters to find that. */
export async function beginWithItem(send: Send): Promise<{ conversation_id: string; item_id: string }> {
  const { conversation_id } = await beginConversation(send);
  const path = `/v1/conversations/${conversation_id}/items`;
  const reply = await send('POST', path, { body: { items: [message] } });
  const { first_id } = (await reply.json()) as { first_id: string };
  return { conversation_id, item_id: first_id };
}

/** Items of several kinds, as an agent sends them. */
const items = [
  message,
  {
    type: 'reasoning',
    id: 'rs_tides',
    summary: [{ type: 'summary_text', text: 'The moon.' }],
    encrypted_content: 'abc',
  },
  { type: 'function_call', call_id: 'call_1', name: 'tides', arguments: '{}' },
  {
    type: 'function_call_output',
    call_id: 'call_1',
    output: [{ type: 'input_text', text: 'High at noon.' }],
  },
  {
    type: 'web_search_call',
    id: 'ws_tides',
    status: 'completed',
    action: { type: 'search', query: 'tides', sources: [{ type: 'url', url: 'https://example.com/' }] },
  },
  { role: 'assistant', content: 'From the moon, mostly.', phase: 'final_answer' },
];

export const conversationExamples: Readonly<Record<string, readonly Example[]>> = {
  createConversation: [
    { name: 'with items', body: { items, metadata: { topic: 'tides' } } },
    { name: 'empty', body: {} },
  ],
  updateConversation: [{ body: { metadata: { topic: 'moons' } } }, { body: { metadata: null } }],
  createConversationItems: [
    { name: 'several', body: { items } },
    { name: 'shown whole', body: { items }, query: 'include[]=reasoning.encrypted_content' },
  ],
  listConversationItems: [{ prepare: beginWithItem }, { prepare: beginWithItem, query: 'order=asc&limit=1' }],
};
