import Type from 'typebox';
import { Fault } from '../../../kernel/fault.ts';
import { lazyHandlers } from '../../../kernel/lazy-handlers.ts';
import { defineNoun } from '../../../kernel/noun.ts';
import { operation, type Row } from '../../../kernel/operation.ts';
import { action, resource, subList } from '../../../kernel/resource.ts';
import type { Collection } from '../../../storage/store.ts';
import { type FileRecord, fileCollection } from '../files/record.ts';
import { pageQuery } from '../shapes.ts';
import { openaiText } from '../surface.ts';
import type { CreateServices } from './create.ts';
import { History } from './history.ts';
import { readItems } from './media.ts';
import { type ResponseRecord, responseCollection } from './record.ts';
import { CreateResponseRequest } from './schema/request.ts';
import { DeletedResponse, ListedInputItem, ResponseObject } from './schema/response.ts';
import { ResponseStreamEvent } from './schema/events.ts';
import { createSealer } from './seal.ts';
import { toTurns } from './turns.ts';

export type ResponseServices = Omit<CreateServices, 'responses' | 'files' | 'history' | 'sealer' | 'limit' | 'options'> & {
  readonly options: CreateServices['options'] & { readonly bodyLimit: number; readonly seed: string | number };
};

/** Responses: create, retrieve, delete, cancel, and the input items of each. */
export const responses = defineNoun({
  tag: 'Responses',
  servedBy: { azure: 'v1' },
  collections: { responses: responseCollection, files: fileCollection },
  rows: responseRows,
});

interface ResponseCollections {
  readonly responses: Collection<ResponseRecord>;
  readonly files: Collection<FileRecord>;
}

function responseRows(services: ResponseServices, { responses: collection, files }: ResponseCollections): Row[] {
  const { clock, store, turns, models, options } = services;
  const media = { ...services, files, limit: options.bodyLimit };
  const history: History = new History({
    responses: collection,
    turns,
    toTurns: (items, response, call) => {
      const model = models.catalogue.find(({ id }) => id === response.model);
    },
  });
  return [];
}
