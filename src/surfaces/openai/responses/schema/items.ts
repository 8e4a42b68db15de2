import Type, { type Static } from 'typebox';
import { tagged } from '../../../../kernel/tagged.ts';
import { Literals, Nullable } from '../../shapes.ts';
import type { Agent, AnsweredAgentItem, GivenAgentItem } from './agent-items.ts';
import { StoredContent, StoredInputContent } from './content.ts';
import { conversationItems, inputItems } from './input-items.ts';
import { ItemStatus, Phase } from './item-parts.ts';
import { ConfigurationUpdateItem, OutputMessage, outputItems } from './output-items.ts';

/** Items that name their agent, and those that only agents make: the beta has them beside the others. */
type AmongAgents<Item, OfAgents> = (Item & { readonly agent?: Agent | undefined }) | OfAgents;

/** Any item of an input (specification: InputItem). */
export const InputItem = tagged('type', inputItems, { reported: 'object', usual: 'message' });
export type InputItem = AmongAgents<Static<typeof InputItem>, GivenAgentItem>;

/** An item that a conversation can be given: any of an input that is not an instruction to compact it. */
export const AddedItem = tagged('type', conversationItems, { reported: 'object', usual: 'message' });
export type AddedItem = AmongAgents<Static<typeof AddedItem>, GivenAgentItem>;

/** Any item of an answer (specification: OutputItem). */
export const OutputItem = tagged('type', [OutputMessage, ...outputItems]);
export type OutputItem = AmongAgents<Static<typeof OutputItem>, AnsweredAgentItem>;

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
export type ListedItem = AmongAgents<Static<typeof ListedItem>, AnsweredAgentItem>;

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
export type ConversationItem = AmongAgents<Static<typeof ConversationItem>, AnsweredAgentItem>;
