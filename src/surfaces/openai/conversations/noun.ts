import Type, { type Static } from 'typebox';
import { described } from '../../../kernel/described.ts';
import { Fault } from '../../../kernel/fault.ts';
import { defineNoun } from '../../../kernel/noun.ts';
import { operation, type Row } from '../../../kernel/operation.ts';
import { toPage } from '../../../kernel/page-dialect.ts';
import { json } from '../../../kernel/reply.ts';
import { resource } from '../../../kernel/resource.ts';
import { scopeBelow } from '../../../kernel/resource-scope.ts';
import { type Clock, unixSeconds } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Turns } from '../../../runtime/turns.ts';
import { DuplicateDocument, MissingDocument } from '../../../storage/errors.ts';
import type { Collection, Store } from '../../../storage/store.ts';
import { INCLUDES, withIncluded, withoutIncludable } from '../responses/include.ts';
import { type ResponseRecord, responseCollection } from '../responses/record.ts';
import {
  Conversation,
  ConversationDeleted,
  ConversationItemList,
  CreateConversationItemsRequest,
  CreateConversationRequest,
  UpdateConversationRequest,
} from '../responses/schema/conversation.ts';
import { type AddedItem, ConversationItem } from '../responses/schema/items.ts';
import { Include } from '../responses/schema/request.ts';
import { pageQuery } from '../shapes.ts';
import { duplicate, toAdded } from './add-items.ts';
import {
  appendItems,
  type ConversationCollections,
  type ConversationItemRecord,
  conversationCollection,
  conversationItemCollection,
  missingConversation,
  toConversation,
} from './record.ts';

export interface ConversationServices {
  readonly clock: Clock;
  readonly turns: Turns;
  readonly ids: Ids;
  readonly store: Store;
}

const ConversationId = described(
  Type.String(),
  'Begins with `conv`. Consists of letters, digits, underscores and dashes.',
);

/** Conversations: histories that responses read and continue. */
export const conversations = defineNoun({
  tag: 'Conversations',
  servedBy: { azure: 'resource' },
  collections: {
    conversations: conversationCollection,
    conversationItems: conversationItemCollection,
    responses: responseCollection,
  },
  rows: conversationRows,
});

function conversationRows(
  { clock, turns, ids, store }: ConversationServices,
  collections: ConversationCollections & { readonly responses: Collection<ResponseRecord> },
): Row[] {
  const { conversations, conversationItems, responses } = collections;
  const added = (given: readonly AddedItem[], project: string) =>
    toAdded(given, project, { clock, ids, conversationItems, responses });

  const ofConversations = resource({
    noun: 'conversation',
    path: '/conversations',
    param: 'conversation_id',
    paramSchema: ConversationId,
    store,
    turns,
    collection: conversations,
    item: Conversation,
    toItem: toConversation,
    missing: missingConversation,
    create: {
      id: 'createConversation',
      body: CreateConversationRequest,
      example: { metadata: { topic: 'demo' }, items: [{ role: 'user', content: 'Hello!' }] },
      // Items may refer to others.
      faults: ['not_found'],
      make: async ({ body: { items = [], metadata = {} }, principal: { project } }) => {
        const stored = { id: ids.hex('conv_'), createdAt: unixSeconds(clock), metadata };
        const also = appendItems(collections, project, stored.id, await added(items, project));
        return { stored, createdAt: clock.epoch(), also };
      },
    },
    retrieve: { id: 'getConversation' },
    update: {
      id: 'updateConversation',
      body: UpdateConversationRequest,
      example: { metadata: { topic: 'demo' } },
      change: (conversation, { metadata }) => ({ ...conversation, metadata: metadata ?? {} }),
    },
    delete: {
      id: 'deleteConversation',
      object: 'conversation.deleted',
      reply: ConversationDeleted,
    },
  });

  const params = Type.Object({ conversation_id: ConversationId });
  const parent = {
    noun: 'conversation',
    param: 'conversation_id',
    paramSchema: ConversationId,
    collection: conversations,
    missing: missingConversation,
  };
  const missingItem = (id: string): Fault => new Fault({ kind: 'not_found', noun: 'item', id });

  const createItems = operation({
    id: 'createConversationItems',
    method: 'POST',
    path: '/conversations/{conversation_id}/items',
    access: 'project',
    summary: 'Add items to a conversation',
    params,
    query: Type.Object({ include: Type.Optional(Include) }),
    body: CreateConversationItemsRequest,
    example: { items: [{ role: 'user', content: 'How are you?' }] },
    reply: ConversationItemList,
    faults: ['not_found'],
    handle: async ({ params: { conversation_id: id }, query, body, principal: { project } }) => {
      const items = await added(body.items, project);
      try {
        await store.commit(appendItems(collections, project, id, items));
      } catch (error) {
        if (error instanceof MissingDocument) throw missingConversation(id);
        throw error instanceof DuplicateDocument ? duplicate(error.id) : error;
      }
      const data = items.map((item) => withIncluded(item, query.include));
      return json(toPage('ids', { items: data, hasMore: false }));
    },
  });

  const ofItems = resource({
    noun: 'item',
    path: '/conversations/{conversation_id}/items',
    param: 'item_id',
    store,
    turns,
    collection: conversationItems,
    parent,
    item: ConversationItem,
    toItem: ({ item }) => withoutIncludable(item) as ItemShown,
    missing: missingItem,
    include: INCLUDES_OF_RECORDS,
    list: { id: 'listConversationItems', query: pageQuery, defaultOrder: 'desc' },
    retrieve: { id: 'getConversationItem' },
  });

  const deleteItem = operation({
    id: 'deleteConversationItem',
    method: 'DELETE',
    path: '/conversations/{conversation_id}/items/{item_id}',
    access: 'project',
    summary: 'Delete an item of a conversation',
    params: Type.Object({ conversation_id: ConversationId, item_id: Type.String() }),
    reply: Conversation,
    faults: ['not_found'],
    handle: async ({ params: { conversation_id: id, item_id: itemId }, principal: { project } }) => {
      const conversation = await conversations.in(project).get(id);
      if (!conversation) throw missingConversation(id);
      const isDeleted = await conversationItems.in(scopeBelow(project, id)).delete(itemId);
      if (!isDeleted) throw missingItem(itemId);
      return json(toConversation(conversation));
    },
  });

  return [...ofConversations, createItems, ...ofItems, deleteItem];
}

/** Items of several agents are shown as they are, though only the beta of responses describes them. */
type ItemShown = Static<typeof ConversationItem>;

/** What `include` adds to an item, from its record. */
const INCLUDES_OF_RECORDS = Object.fromEntries(
  Object.entries(INCLUDES).map(([value, add]) => [
    value,
    (shown: ItemShown, { item }: ConversationItemRecord) => add(shown, item) as ItemShown,
  ]),
);
