import Type, { type Static } from 'typebox';
import { tagged } from '../../../../kernel/tagged.ts';
import { Literals, Nullable } from '../../shapes.ts';
import { StoredContent, StoredInputContent } from './content.ts';
import { conversationItems, inputItems } from './input-items.ts';
import { ItemStatus, Phase } from './item-parts.ts';
import { ConfigurationUpdateItem, OutputMessage, outputItems } from './output-items.ts';

/** Any item of an input (specification: InputItem). */
export const InputItem = tagged('type', inputItems, { reported: 'object', usual: 'message' });
export type InputItem = Static<typeof InputItem>;

/** An item that a conversation can be given: any of an input that is not an instruction to compact it. */
export const AddedItem = tagged('type', conversationItems, { reported: 'object', usual: 'message' });
export type AddedItem = Static<typeof AddedItem>;

/** Any item of an answer (specification: OutputItem). */
export const OutputItem = tagged('type', [OutputMessage, ...outputItems]);
export type OutputItem = Static<typeof OutputItem>;

/** A message of an input, as it is kept (specification: InputMessageResource). */
const ListedMessage = Type.Object({
  id: Type.String(),
  type: Type.Literal('message'),
  role: Literals('user', 'system', 'developer'),
  status: ItemStatus,
  content: Type.Array(StoredInputContent),
});

/** An item of a response's input, as it is listed (specification: ItemResource). */
export const ListedItem = tagged('type', [
  tagged('role', [OutputMessage, ListedMessage]),
  ConfigurationUpdateItem,
  ...outputItems,
]);
export type ListedItem = Static<typeof ListedItem>;

/** A message of a conversation (specification: Message). */
const ConversationMessage = Type.Object({
  id: Type.String(),
  type: Type.Literal('message'),
  role: Literals('user', 'assistant', 'system', 'developer'),
  status: ItemStatus,
  content: Type.Array(StoredContent),
  phase: Type.Optional(Nullable(Phase)),
});

/** An item of a conversation (specification: ConversationItem). */
export const ConversationItem = tagged('type', [
  ConversationMessage,
  ConfigurationUpdateItem,
  ...outputItems,
]);
export type ConversationItem = Static<typeof ConversationItem>;
