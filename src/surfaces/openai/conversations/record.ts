import { defineCollection } from '../../../kernel/collections.ts';
import { Fault } from '../../../kernel/fault.ts';
import { parentIn, scopeBelow } from '../../../kernel/resource-scope.ts';
import type { Collection, Write } from '../../../storage/store.ts';
import { malformedId } from '../object-id.ts';
import type { Conversation } from '../responses/schema/conversation.ts';
import type { ConversationItem } from '../responses/schema/items.ts';

export interface ConversationRecord {
  readonly id: string;
  /** Unix seconds. */
  readonly createdAt: number;
  readonly metadata: Readonly<Record<string, string>>;
  /** The response in the background that is being made for it. */
  readonly heldBy?: string | undefined;
}

export const conversationCollection = defineCollection<ConversationRecord>({
  name: 'conversations',
  maximum: ({ maxObjects }) => maxObjects,
  overflow: 'refuse',
});

/** An item, in the scope below its conversation. */
export interface ConversationItemRecord {
  readonly id: string;
  readonly item: ConversationItem;
}

export const conversationItemCollection = defineCollection<ConversationItemRecord>({
  name: 'conversation.items',
  owner: (_, scope) => ({ collection: 'conversations', ...parentIn(scope) }),
  maximum: ({ maxObjects }) => maxObjects,
  overflow: 'refuse',
});

export interface ConversationCollections {
  readonly conversations: Collection<ConversationRecord>;
  readonly conversationItems: Collection<ConversationItemRecord>;
}

export function toConversation({ id, createdAt, metadata }: ConversationRecord): Conversation {
  return { id, object: 'conversation', created_at: createdAt, metadata };
}

/** The fault for a conversation that does not exist, or cannot: `param` names where its id was given. */
export function missingConversation(id: string, param = 'conversation_id'): Fault {
  return malformedId(param, id, 'conv') ?? new Fault({ kind: 'not_found', noun: 'conversation', id });
}

/** The write that ends the hold of a response on a conversation. */
export function releasing(
  { conversations }: Pick<ConversationCollections, 'conversations'>,
  { project, conversation, response }: { project: string; conversation: string; response: string },
): Write<unknown> {
  return conversations
    .in(project)
    .updating(conversation, (record) =>
      record.heldBy === response ? { ...record, heldBy: undefined } : record,
    );
}

/** All items of a conversation are equally old: their order is that of appending. */
const ORDERED_BY_APPENDING = 0;

/**
 * Writes that append items to a conversation, in their order. The commit fails with {@link MissingDocument} if there is no
 * such conversation, and with {@link DuplicateDocument} if it has an item with one of the ids.
 *
 * @param project of the conversation
 * @example
 * await store.commit([...appendItems(collections, project, conversationId, items), ...others]);
 */
export function appendItems(
  { conversations, conversationItems }: ConversationCollections,
  project: string,
  conversationId: string,
  items: readonly ConversationItem[],
): Write<unknown>[] {
  const below = conversationItems.in(scopeBelow(project, conversationId));
  return [
    conversations.in(project).checking(conversationId),
    ...items.map((item) => below.inserting({ id: item.id, item }, { createdAt: ORDERED_BY_APPENDING })),
  ];
}
