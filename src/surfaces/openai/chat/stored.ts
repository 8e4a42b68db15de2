import Type from 'typebox';
import type { ModelRegistry } from '../../../engine/models/registry.ts';
import { defineCollection } from '../../../kernel/collections.ts';
import { Fault } from '../../../kernel/fault.ts';
import type { Row } from '../../../kernel/operation.ts';
import { resource, subList } from '../../../kernel/resource.ts';
import type { Turns } from '../../../runtime/turns.ts';
import type { Collection, Store } from '../../../storage/store.ts';
import { oneOf } from '../../../storage/where.ts';
import { Metadata, NonEmpty, pageQuery } from '../shapes.ts';
import { isLonger, LARGEST_STORED } from '../storable.ts';
import {
  type ChatCompletion,
  ChatCompletionDeleted,
  type ChatCompletionRequest,
  type Message,
  StoredChatCompletion,
  StoredChatCompletionUpdate,
  StoredMessage,
} from './schema.ts';

/** A completion created with `store: true`, with its prompt. */
export interface StoredRecord {
  readonly id: string;
  readonly completion: StoredChatCompletion;
  readonly messages: readonly StoredMessage[];
}

export const storedCompletions = defineCollection<StoredRecord>({
  name: 'chat.completions',
  fields: {
    model: ({ completion }) => completion.model,
    metadata: ({ completion }) => completion.metadata,
  },
  maximum: ({ maxStored }) => maxStored,
  overflow: 'drop-oldest',
});

/** @throws Fault for a request that is too large to be stored */
export function checkStorable({ messages, tools, response_format: format }: ChatCompletionRequest): void {
  if (isLonger([messages, tools, format], LARGEST_STORED)) {
    throw new Fault({
      kind: 'invalid_value',
      param: 'store',
      message: `Invalid 'store': this request is too large to be stored. Its messages and tools may have at most ${LARGEST_STORED} characters.`,
      code: 'invalid_value',
    });
  }
}

export function toRecord(
  body: ChatCompletionRequest,
  completion: ChatCompletion,
  requestId: string,
): StoredRecord {
  return {
    id: completion.id,
    completion: {
      ...completion,
      request_id: requestId,
      tool_choice: body.tool_choice ?? null,
      tools: body.tools ?? null,
      response_format: body.response_format ?? null,
      seed: body.seed ?? 0,
      temperature: body.temperature ?? 1,
      top_p: body.top_p ?? 1,
      presence_penalty: body.presence_penalty ?? 0,
      frequency_penalty: body.frequency_penalty ?? 0,
      input_user: body.user ?? null,
      metadata: body.metadata ?? {},
    },
    messages: body.messages.map((message, index) => toStoredMessage(message, `${completion.id}-${index}`)),
  };
}

function toStoredMessage(message: Message, id: string): StoredMessage {
  const { content = null } = message;
  const isText = typeof content === 'string' || content === null;
  return {
    id,
    role: message.role,
    content: isText ? content : null,
    refusal: (message.role === 'assistant' ? message.refusal : null) ?? null,
    name: ('name' in message ? message.name : null) ?? null,
    content_parts: isText ? null : [...content],
    ...(message.role === 'tool' && { tool_call_id: message.tool_call_id }),
    ...(message.role === 'assistant' && message.tool_calls && { tool_calls: message.tool_calls }),
    ...(message.role === 'assistant' && message.function_call && { function_call: message.function_call }),
  };
}

/** The names that completions of a model are stored with: an alias finds those of the version it stands for too. */
function namesOf(id: string, { catalogue }: ModelRegistry): string[] {
  const snapshot = catalogue.find((card) => card.id === id)?.snapshot;
  return snapshot === undefined ? [id] : [id, snapshot];
}

/** Operations to list, retrieve, update and delete stored completions, and to list their messages. */
export function storedRows(
  { store, turns, models }: { readonly store: Store; readonly turns: Turns; readonly models: ModelRegistry },
  collection: Collection<StoredRecord>,
): Row[] {
  return resource({
    noun: 'chat completion',
    path: '/chat/completions',
    param: 'completion_id',
    store,
    turns,
    collection,
    item: StoredChatCompletion,
    toItem: ({ completion }) => completion,
    list: {
      id: 'listChatCompletions',
      query: { ...pageQuery, model: Type.Optional(NonEmpty), metadata: Type.Optional(Metadata) },
      filter: ({ model, metadata }) => ({
        where: { model: model && oneOf(namesOf(model, models)), metadata },
      }),
      defaultOrder: 'asc',
    },
    retrieve: { id: 'getChatCompletion' },
    update: {
      id: 'updateChatCompletion',
      body: StoredChatCompletionUpdate,
      example: { metadata: { topic: 'demo' } },
      change: (stored, { metadata }) => ({
        ...stored,
        completion: { ...stored.completion, metadata: metadata ?? {} },
      }),
    },
    lists: [
      subList({
        id: 'getChatCompletionMessages',
        name: 'messages',
        summary: 'List the messages of a stored chat completion',
        noun: 'message',
        item: StoredMessage,
        items: ({ messages }: StoredRecord) => messages,
        query: pageQuery,
        defaultOrder: 'asc',
      }),
    ],
    delete: { id: 'deleteChatCompletion', object: 'chat.completion.deleted', reply: ChatCompletionDeleted },
  });
}
