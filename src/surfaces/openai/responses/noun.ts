import type { Static } from 'typebox';
import { lazyHandlers } from '../../../kernel/lazy-handlers.ts';
import { defineNoun } from '../../../kernel/noun.ts';
import { operation, type Row, socket } from '../../../kernel/operation.ts';
import { resource, subList } from '../../../kernel/resource.ts';
import type { Collection, Document } from '../../../storage/store.ts';
import {
  type ConversationCollections,
  conversationCollection,
  conversationItemCollection,
} from '../conversations/record.ts';
import type { FileIndexServices } from '../files/file-index.ts';
import { type FileRecord, fileCollection } from '../files/record.ts';
import { createImageAccess } from '../images/image-access.ts';
import { createServedPictures, type ServedPicture, servedCollection } from '../images/served-pictures.ts';
import { pageQuery } from '../shapes.ts';
import { betaRows } from './beta/beta-rows.ts';
import type { ConnectServices } from './connection/connect.ts';
import type { CreateServices } from './create.ts';
import { finishResponse } from './finish.ts';
import { History } from './history.ts';
import { INCLUDES, withoutIncludable } from './include.ts';
import { ConversationLocks } from './locks.ts';
import { type ResponseRecord, responseCollection } from './record.ts';
import type { RetrieveServices } from './retrieve.ts';
import { ResponseStreamEvent } from './schema/events.ts';
import { type ConversationItem, ListedItem } from './schema/items.ts';
import {
  CompactRequest,
  CreateResponseRequest,
  InputTokensRequest,
  ResponseParams,
  RetrieveQuery,
} from './schema/request.ts';
import { CompactedResponse, InputTokens, ResponseDeleted, ResponseObject } from './schema/response.ts';
import { Streams } from './streams.ts';

export type ResponseServices = Omit<
  CreateServices & RetrieveServices & ConnectServices & FileIndexServices,
  | 'responses'
  | 'files'
  | 'conversations'
  | 'conversationItems'
  | 'history'
  | 'fileIndex'
  | 'imageAccess'
  | 'streams'
  | 'locks'
  | 'limit'
  | 'options'
> & {
  readonly options: CreateServices['options'] & ConnectServices['options'] & { readonly bodyLimit: number };
};

/** Responses: created, continued, made in the background, retrieved and deleted; and the input items of each. */
export const responses = defineNoun({
  tag: 'Responses',
  servedBy: { azure: 'resource' },
  collections: {
    responses: responseCollection,
    files: fileCollection,
    servedPictures: servedCollection,
    conversations: conversationCollection,
    conversationItems: conversationItemCollection,
  },
  jobs: ({ store, webhooks }: ResponseServices, { files: _, servedPictures: __, ...collections }) => [
    finishResponse({ store, webhooks, ...collections }),
  ],
  rows: responseRows,
});

interface ResponseCollections extends ConversationCollections {
  readonly responses: Collection<ResponseRecord>;
  readonly files: Collection<FileRecord>;
  readonly servedPictures: Collection<ServedPicture>;
}

function responseRows(services: ResponseServices, collections: ResponseCollections): Row[] {
  const { responses: collection, files, servedPictures: pictures } = collections;
  const { clock, ids, store, turns, options } = services;
  const history = new History(collection, clock, turns);
  const streams = new Streams();
  const locks = new ConversationLocks();
  const handler = lazyHandlers(clock, async () => {
    const [{ createHandlers }, { retrieveHandlers }, { connectHandlers }, { createFileIndex }] =
      await Promise.all([
        import('./create.ts'),
        import('./retrieve.ts'),
        import('./connection/connect.ts'),
        import('../files/file-index.ts'),
      ]);
    const served = createServedPictures({ store, clock, ids, pictures });
    const imageAccess = createImageAccess({ store, turns, served, files });
    const fileIndex = createFileIndex({ ...services, ...collections });
    const limit = options.bodyLimit;
    const own = { imageAccess, ...services, ...collections, history, streams, locks, fileIndex, limit };
    return { ...createHandlers(own), ...retrieveHandlers(own), ...connectHandlers(own) };
  });
  const path = '/responses/{response_id}';
  const rows = [
    operation({
      id: 'createResponse',
      method: 'POST',
      path: '/responses',
      access: 'project',
      summary: 'Create a response',
      description: RULES,
      body: CreateResponseRequest,
      example: { model: 'gpt-4o', input: 'Hello' },
      reply: ResponseObject,
      event: ResponseStreamEvent,
      faults: ['unknown_model', 'not_found'],
      handle: handler('create'),
    }),
    socket({
      id: 'connectResponses',
      path: '/responses',
      access: 'project',
      summary: 'Make responses over a WebSocket',
      description: CONNECTION,
      handle: handler('connect'),
    }),
    operation({
      id: 'Getinputtokencounts',
      method: 'POST',
      path: '/responses/input_tokens',
      access: 'project',
      summary: 'Count the tokens of an input',
      description: RULES,
      body: InputTokensRequest,
      example: { model: 'gpt-4o', input: 'Hello' },
      reply: InputTokens,
      faults: ['unknown_model', 'context_exceeded'],
      handle: handler('countInput'),
    }),
    operation({
      id: 'Compactconversation',
      method: 'POST',
      path: '/responses/compact',
      access: 'project',
      summary: 'Compact a conversation',
      description: RULES,
      body: CompactRequest,
      example: { model: 'gpt-4o', input: [{ role: 'user', content: 'Hello' }] },
      reply: CompactedResponse,
      faults: ['unknown_model', 'context_exceeded'],
      handle: handler('compact'),
    }),
    operation({
      id: 'getResponse',
      method: 'GET',
      path,
      access: 'project',
      summary: 'Retrieve a response',
      params: ResponseParams,
      query: RetrieveQuery,
      reply: ResponseObject,
      event: ResponseStreamEvent,
      faults: ['not_found'],
      handle: handler('retrieve'),
    }),
    operation({
      id: 'cancelResponse',
      method: 'POST',
      path: `${path}/cancel`,
      access: 'project',
      summary: 'Cancel a response that is made in the background',
      params: ResponseParams,
      reply: ResponseObject,
      faults: ['not_found', 'invalid_value'],
      handle: handler('cancel'),
    }),
    ...resource({
      noun: 'response',
      path: '/responses',
      param: 'response_id',
      store,
      turns,
      collection,
      item: ResponseObject,
      toItem: ({ response }) => response,
      delete: {
        id: 'deleteResponse',
        object: 'response',
        reply: ResponseDeleted,
        done: (id) => history.forget(id),
      },
      lists: [
        subList({
          id: 'listInputItems',
          name: 'input_items',
          summary: 'List the input items of a response',
          noun: 'input item',
          item: ListedItem,
          items: ({ input }: ResponseRecord) => input.map(toShown),
          include: INCLUDES_OF_INPUT,
          query: pageQuery,
          defaultOrder: 'desc',
        }),
      ],
    }),
  ];
  return [...rows, ...betaRows(rows)];
}

/** What is sent over a connection. */
const CONNECTION =
  'Each message is a JSON object. Clients send `response.create`, with the members of the body of `POST /responses` and optionally `stream_id` and `generate`, and `response.steer`. The server sends the events of streamed responses, `error`, and `response.steer.accepted`, `response.steer.pending` and `response.steer.failed`.';

/** The rules that relate members to each other, to the model, or to what is simulated. */
const RULES = [
  '`model` is one that chats.',
  '`prompt` names a template of the server and fills in its variables; without one, `model` is required.',
  '`moderation` names a moderation model; its `policy` can block the `input` or the output. `image` is not simulated.',
  '`tools` are functions, custom tools and hosted tools, of which each name or `server_label` is used once; `tool_choice` names one of them. A server has one of `server_url`, `connector_id` and `tunnel_id`, `headers` that can be sent, and no `authorization` beside a header of that name. `defer_loading` needs the search for tools. `allowed_callers` without `direct` need the tool `programmatic_tool_calling`, a hosted tool, function or custom tool, and a `require_approval` of never. `allowed_domains` are at most 100 domains without scheme and path, `country` has two letters, and `search_content_types` has text. `vector_store_ids` has at least one id, which begins with `vs_`; of the weights in `hybrid_search` none is negative, and one is not 0. A `container_id` begins with `cntr_`, containers have no `skills` and no `allowlist`, and a display has 1 to 32768 pixels each way. A `container` is the id of one, or its `file_ids` are ids of files of the project. `background` needs `store`, `background_options` needs `background`, its `completion_window` the usual `service_tier` without `stream`, and there is no `continuation_id`; `personality` is not supported; `stream_options` needs `stream`.',
  'An image generation tool names an image `model`, which decides about `size`, `quality`, `background`, `moderation`, `input_fidelity`, `output_format`, `output_compression` and `partial_images`; `gif`, `svg`, `complexity`, `frame_count` and `frame_duration_ms` are not simulated. An `input_image_mask` has an `image_url` or a `file_id`, and it and the `action` edit need an image in the conversation.',
  'A program goes on only with that tool, and with the `code` and the `fingerprint` that it was received with; the `caller_id` of a call or result, and the `call_id` of what a program ends with, name a program of the conversation. Each `approval_request_id` answers a request of the conversation once, and all requests are answered; items add functions, custom tools and namespaces only. `compaction_trigger` is not simulated.',
  'Only one of `previous_response_id` and `conversation` can be given. Calls in the `input` need results, and results need calls, and `acknowledged_safety_checks` if there were checks; with JSON as the format of `text`, the input contains the word.',
  'The model decides about `reasoning`, `temperature`, `top_p`, `top_logprobs`, `parallel_tool_calls`, `max_output_tokens` and media.',
].join(' ');

type InputItemShown = Static<typeof ListedItem> & Document;

function toShown(item: ListedItem): InputItemShown {
  return withoutIncludable(item as ConversationItem) as InputItemShown;
}

/** What `include` adds to an item of an input, from the item as it is kept. */
const INCLUDES_OF_INPUT = Object.fromEntries(
  Object.entries(INCLUDES).map(([value, add]) => [
    value,
    (shown: InputItemShown, { input }: ResponseRecord): InputItemShown => {
      const kept = input.find((item) => 'id' in item && item.id === shown.id) as ConversationItem;
      return add(shown as ConversationItem, kept) as InputItemShown;
    },
  ]),
);
