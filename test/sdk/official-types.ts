import type OpenAI from 'openai';
import type { Static } from 'typebox';
import type { PageIn } from '../../src/kernel/page-dialect.ts';
import type {
  AnswerMessage,
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionDeleted,
  ChatCompletionRequest,
  StoredChatCompletion,
  StoredChatCompletionUpdate,
  StoredMessage,
} from '../../src/surfaces/openai/chat/schema.ts';
import type { CompletionUsage } from '../../src/surfaces/openai/completion-usage.ts';
import type { EmbeddingList, EmbeddingRequest } from '../../src/surfaces/openai/embeddings/schema.ts';
import type { errorBody } from '../../src/surfaces/openai/errors.ts';
import type { Model, ModelDeleted, ModelList } from '../../src/surfaces/openai/models/schema.ts';
import type { Moderation, ModerationRequest } from '../../src/surfaces/openai/moderations/schema.ts';
import type { Conversation } from '../../src/surfaces/openai/responses/schema/conversation.ts';
import type {
  ConversationItem,
  InputItem,
  ListedItem,
  OutputItem,
} from '../../src/surfaces/openai/responses/schema/items.ts';
import type { ResponseObject } from '../../src/surfaces/openai/responses/schema/response.ts';
import type { Tool } from '../../src/surfaces/openai/responses/schema/tools.ts';

/**
 * Checks our schemas against the types of the official package: this file compiles only if our responses match the
 * client's response types and the client's request types match our requests. `tsc` is the test; nothing here runs.
 */

/** Our responses, as the official client's types. */
export const sent = {
  completion: (ours: ChatCompletion): OpenAI.Chat.ChatCompletion => ours,
  choice: (ours: ChatCompletion['choices'][number]): OpenAI.Chat.ChatCompletion.Choice => ours,
  message: (ours: AnswerMessage): OpenAI.Chat.ChatCompletionMessage => ours,
  usage: (ours: CompletionUsage): OpenAI.CompletionUsage => ours,
  chunk: (ours: Static<typeof ChatCompletionChunk>): OpenAI.Chat.ChatCompletionChunk => ours,
  stored: (ours: StoredChatCompletion): OpenAI.Chat.ChatCompletion => ours,
  storedPage: (ours: PageIn<'ids', StoredChatCompletion>): CursorPage<OpenAI.Chat.ChatCompletion> => ours,
  storedMessage: (ours: StoredMessage): StoredPromptMessage => ours,
  storedMessagePage: (ours: PageIn<'ids', StoredMessage>): CursorPage<StoredPromptMessage> => ours,
  embeddings: (ours: EmbeddingList): Omit<OpenAI.CreateEmbeddingResponse, 'data'> => ours,
  moderation: (ours: Moderation): OpenAI.ModerationCreateResponse => ours,
  deleted: (ours: Static<typeof ChatCompletionDeleted>): OpenAI.Chat.ChatCompletionDeleted => ours,
  model: (ours: Static<typeof Model>): OpenAI.Model => ours,
  models: (ours: Static<typeof ModelList>): { data: OpenAI.Model[]; object: string } => ours,
  error: (ours: ReturnType<typeof errorBody>): OpenAI.ErrorObject => ours,
  response: (
    ours: ResponseObject,
  ): Omit<OpenAI.Responses.Response, 'output_text' | 'usage' | 'user' | 'tool_choice' | 'instructions'> =>
    ours,
  output: (ours: Static<typeof OutputItem>): OpenAI.Responses.ResponseOutputItem => ours,
  listed: (ours: Exclude<Static<typeof ListedItem>, { type: 'message' }>): OpenAI.Responses.ResponseItem =>
    ours,
  conversation: (ours: Conversation): OpenAI.Conversations.Conversation => ours,
  conversationItem: (
    ours: Exclude<Static<typeof ConversationItem>, { type: 'message' }>,
  ): OpenAI.Conversations.ConversationItem => ours,
  modelDeleted: (ours: Static<typeof ModelDeleted>): OpenAI.ModelDeleted => ours,
};

/** A request as handlers see it: null for an optional property has been removed. */
type Given<T> = T extends string
  ? T
  : T extends readonly (infer Item)[]
    ? Given<Item>[]
    : T extends object
      ? { [Name in keyof T]: undefined extends T[Name] ? Given<Exclude<T[Name], null>> : Given<T[Name]> }
      : T;

/**
 * The official client's request types, as our requests. Two properties are typed too loosely in the client:
 * `moderation` is an interface that does not fit a record type (we reject every value of it), and an allowed tool may
 * be any object there, although only one that names a tool is valid.
 */
export const taken = {
  request: (
    theirs: Given<Omit<Params, 'moderation' | 'tool_choice' | 'instructions'>>,
  ): ChatCompletionRequest => theirs,
  toolChoice: (
    theirs: Exclude<Params['tool_choice'], OpenAI.Chat.ChatCompletionAllowedToolChoice>,
  ): ChatCompletionRequest['tool_choice'] => theirs,
  message: (
    theirs: Given<OpenAI.Chat.ChatCompletionMessageParam>,
  ): ChatCompletionRequest['messages'][number] => theirs,
  moderation: (theirs: OpenAI.ModerationCreateParams): ModerationRequest => theirs,
  embedding: (theirs: OpenAI.EmbeddingCreateParams): EmbeddingRequest => theirs,
  input: (theirs: Given<Exclude<OpenAI.Responses.ResponseInputItem, { type?: Looser | null }>>): InputItem =>
    theirs,
  tool: (
    theirs: Given<
      Exclude<OpenAI.Responses.Tool, { type: 'function' | 'file_search' | 'namespace' | 'tool_search' }>
    >,
  ): Tool => theirs,
  update: (theirs: OpenAI.Chat.ChatCompletionUpdateParams): Static<typeof StoredChatCompletionUpdate> =>
    theirs,
};

/**
 * Items that the client types in another way: with members that are required but may be null, which here means that they
 * are not given, schemas that may be anything, and messages of any role with any content.
 */
type Looser =
  | 'mcp_list_tools'
  | 'additional_tools'
  | 'tool_search_call'
  | 'tool_search_output'
  | 'computer_call'
  | 'message';

type Params = OpenAI.Chat.ChatCompletionCreateParams;

/**
 * The package types stored messages as responses, with `role: 'assistant'` and text and image parts. In fact they are
 * prompt messages, with any role and any content part that a prompt may have.
 */
type StoredPromptMessage = Omit<OpenAI.Chat.ChatCompletionStoreMessage, 'role' | 'content_parts'>;

/** The fields of a page that the client's paginator reads. */
interface CursorPage<T> {
  data: readonly T[];
  has_more: boolean;
}
