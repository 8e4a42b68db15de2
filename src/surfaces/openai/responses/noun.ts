import { Fault } from '../../../kernel/fault.ts';
import { lazyHandlers } from '../../../kernel/lazy-handlers.ts';
import { defineNoun } from '../../../kernel/noun.ts';
import { operation, type Row } from '../../../kernel/operation.ts';
import { action, resource, subList } from '../../../kernel/resource.ts';
import type { Collection, Document, Store } from '../../../storage/store.ts';
import { type FileRecord, fileCollection } from '../files/record.ts';
import { pageQuery } from '../shapes.ts';
import type { CreateServices } from './create.ts';
import { History } from './history.ts';
import { type ResponseRecord, responseCollection } from './record.ts';
import { ResponseStreamEvent } from './schema/events.ts';
import { ListedItem } from './schema/items.ts';
import { CreateResponseRequest } from './schema/request.ts';
import { ResponseDeleted, ResponseObject } from './schema/response.ts';

export type ResponseServices = Omit<
  CreateServices,
  'responses' | 'files' | 'history' | 'limit' | 'store' | 'options'
> & {
  readonly store: Store;
  readonly options: CreateServices['options'] & { readonly bodyLimit: number };
};

/** Responses: created, continued, retrieved and deleted; and the input items of each. */
export const responses = defineNoun({
  tag: 'Responses',
  servedBy: { azure: 'resource' },
  collections: { responses: responseCollection, files: fileCollection },
  rows: responseRows,
});

interface ResponseCollections {
  readonly responses: Collection<ResponseRecord>;
  readonly files: Collection<FileRecord>;
}

function responseRows(
  services: ResponseServices,
  { responses: collection, files }: ResponseCollections,
): Row[] {
  const { clock, store, turns, options } = services;
  const history = new History(collection, turns);
  const handler = lazyHandlers(clock, async () =>
    (await import('./create.ts')).createHandlers({
      ...services,
      responses: collection,
      files,
      history,
      limit: options.bodyLimit,
    }),
  );
  return [
    operation({
      id: 'createResponse',
      method: 'POST',
      path: '/responses',
      access: 'project',
      summary: 'Create a response',
      body: CreateResponseRequest,
      example: { model: 'gpt-4o', input: 'Hello' },
      reply: ResponseObject,
      event: ResponseStreamEvent,
      faults: ['unknown_model', 'not_found'],
      handle: handler('create'),
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
      missing: (id) => new Fault({ kind: 'not_found', noun: 'response', id }),
      retrieve: { id: 'getResponse' },
      delete: {
        id: 'deleteResponse',
        object: 'response',
        reply: ResponseDeleted,
        done: (id) => history.forget(id),
      },
      actions: [
        action<ResponseRecord>({
          id: 'cancelResponse',
          name: 'cancel',
          summary: 'Cancel a response in the background',
          faults: ['invalid_value'],
          change: (record) => {
            if (record.response.background) return record;
            throw new Fault({
              kind: 'invalid_value',
              param: null,
              message: 'Cannot cancel a synchronous response.',
              code: null,
            });
          },
        }),
      ],
      lists: [
        subList({
          id: 'listInputItems',
          name: 'input_items',
          summary: 'List the input items of a response',
          noun: 'input item',
          item: ListedItem,
          items: ({ input }: ResponseRecord) =>
            input.filter((item) => 'id' in item) as (ListedItem & Document)[],
          query: pageQuery,
          defaultOrder: 'desc',
        }),
      ],
    }),
  ];
}
