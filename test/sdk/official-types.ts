import type OpenAI from 'openai';
import type { Static } from 'typebox';
import type {
  AnswerMessage,
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionDeleted,
  ChatCompletionRequest,
  CompletionUsage,
  StoredChatCompletion,
  StoredChatCompletionPage,
  StoredChatCompletionUpdate,
  StoredMessage,
  StoredMessagePage,
} from '../../src/surfaces/openai/chat/schema.ts';
import type { EmbeddingList, EmbeddingRequest } from '../../src/surfaces/openai/embeddings/schema.ts';
import type { errorBody } from '../../src/surfaces/openai/errors.ts';
import type { Model, ModelDeleted, ModelList } from '../../src/surfaces/openai/models/schema.ts';
import type { Moderation, ModerationRequest } from '../../src/surfaces/openai/moderations/schema.ts';

/**
 * The official package's types judge our schemas: this file compiles only while what we send fits what its readers expect and what
 * its callers may send fits what we take. `tsc` is the test; nothing here runs.
 */

/** What we send, read by the official client. */
export const sent = {
  completion: (ours: ChatCompletion): OpenAI.Chat.ChatCompletion => ours,
  choice: (ours: ChatCompletion['choices'][number]): OpenAI.Chat.ChatCompletion.Choice => ours,
  message: (ours: AnswerMessage): OpenAI.Chat.ChatCompletionMessage => ours,
  usage: (ours: CompletionUsage): OpenAI.CompletionUsage => ours,
  chunk: (ours: Static<typeof ChatCompletionChunk>): OpenAI.Chat.ChatCompletionChunk => ours,
  stored: (ours: StoredChatCompletion): OpenAI.Chat.ChatCompletion => ours,
  storedPage: (ours: Static<typeof StoredChatCompletionPage>): CursorPage<OpenAI.Chat.ChatCompletion> => ours,
  storedMessage: (ours: StoredMessage): StoredPromptMessage => ours,
  storedMessagePage: (ours: Static<typeof StoredMessagePage>): CursorPage<StoredPromptMessage> => ours,
  embeddings: (ours: EmbeddingList): Omit<OpenAI.CreateEmbeddingResponse, 'data'> => ours,
  moderation: (ours: Moderation): OpenAI.ModerationCreateResponse => ours,
  deleted: (ours: Static<typeof ChatCompletionDeleted>): OpenAI.Chat.ChatCompletionDeleted => ours,
  model: (ours: Static<typeof Model>): OpenAI.Model => ours,
  models: (ours: Static<typeof ModelList>): { data: OpenAI.Model[]; object: string } => ours,
  error: (ours: ReturnType<typeof errorBody>): OpenAI.ErrorObject => ours,
  modelDeleted: (ours: Static<typeof ModelDeleted>): OpenAI.ModelDeleted => ours,
};

/** A request as handlers see it: null in place of an optional member has become absence. */
type Given<T> = T extends string
  ? T
  : T extends readonly (infer Item)[]
    ? Given<Item>[]
    : T extends object
      ? { [Name in keyof T]: undefined extends T[Name] ? Given<Exclude<T[Name], null>> : Given<T[Name]> }
      : T;

/**
 * What the official client's callers may write, taken by us. Two members are looser there than what can be meant: `moderation` is an
 * interface that no record takes (every value of it is refused anyway), and an allowed tool may be any object, where only one that
 * names a tool can choose it.
 */
export const taken = {
  request: (theirs: Given<Omit<Params, 'moderation' | 'tool_choice'>>): ChatCompletionRequest => theirs,
  toolChoice: (
    theirs: Exclude<Params['tool_choice'], OpenAI.Chat.ChatCompletionAllowedToolChoice>,
  ): ChatCompletionRequest['tool_choice'] => theirs,
  message: (
    theirs: Given<OpenAI.Chat.ChatCompletionMessageParam>,
  ): ChatCompletionRequest['messages'][number] => theirs,
  moderation: (theirs: OpenAI.ModerationCreateParams): ModerationRequest => theirs,
  embedding: (theirs: OpenAI.EmbeddingCreateParams): EmbeddingRequest => theirs,
  update: (theirs: OpenAI.Chat.ChatCompletionUpdateParams): Static<typeof StoredChatCompletionUpdate> =>
    theirs,
};

type Params = OpenAI.Chat.ChatCompletionCreateParams;

/**
 * The package types a stored message as an answer, `role: 'assistant'` with parts of text and images; but these are the messages of a
 * prompt, of every role and with every part that a prompt may have.
 */
type StoredPromptMessage = Omit<OpenAI.Chat.ChatCompletionStoreMessage, 'role' | 'content_parts'>;

/** The members of a page that the client's paginator reads. */
interface CursorPage<T> {
  data: T[];
  has_more: boolean;
}
