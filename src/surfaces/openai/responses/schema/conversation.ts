import Type, { type Static } from 'typebox';
import { described } from '../../../../kernel/described.ts';
import { Closed, Metadata, Nullable } from '../../shapes.ts';
import { AddedItem, ConversationItem } from './items.ts';

/** Items that one request can add. */
const MOST_ITEMS = 20;

const Items = Type.Array(AddedItem, { maxItems: MOST_ITEMS });

const RULES =
  'In the order in which they are appended. Ids are optional, are those of their kind (`msg_…`, `rs_…`, `fc_…`), and no two items of a conversation have the same one. A reference stands for an item of another conversation of the project.';

/** `POST /conversations` (specification: CreateConversationBody). */
export const CreateConversationRequest = Closed({
  items: described(Type.Optional(Items), RULES),
  metadata: Type.Optional(Metadata),
});
export type CreateConversationRequest = Static<typeof CreateConversationRequest>;

/** `POST /conversations/{conversation_id}` (specification: UpdateConversationBody). */
export const UpdateConversationRequest = Closed({ metadata: Nullable(Metadata) });
export type UpdateConversationRequest = Static<typeof UpdateConversationRequest>;

/** `POST /conversations/{conversation_id}/items`. */
export const CreateConversationItemsRequest = Closed({
  items: described(Items, RULES),
});
export type CreateConversationItemsRequest = Static<typeof CreateConversationItemsRequest>;

/** Specification: ConversationResource. */
export const Conversation = Type.Object({
  id: Type.String(),
  object: Type.Literal('conversation'),
  created_at: Type.Integer(),
  metadata: Metadata,
});
export type Conversation = Static<typeof Conversation>;

/** Specification: DeletedConversationResource. */
export const ConversationDeleted = Type.Object({
  id: Type.String(),
  object: Type.Literal('conversation.deleted'),
  deleted: Type.Boolean(),
});

/** Items of a conversation (specification: ConversationItemList). */
export const ConversationItemList = Type.Object({
  object: Type.Literal('list'),
  data: Type.Array(ConversationItem),
  first_id: Nullable(Type.String()),
  last_id: Nullable(Type.String()),
  has_more: Type.Boolean(),
});
export type ConversationItemList = Static<typeof ConversationItemList>;
