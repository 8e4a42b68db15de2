import Type, { type TProperties, type TSchema } from 'typebox';
import type { Document, Page } from '../storage/store.ts';
import type { Row } from './operation.ts';
import { type PageQuery, pageInTurns, pageOf, withCursor } from './page.ts';
import { PAGE_DIALECTS, pageSchema, toPage } from './page-dialect.ts';
import { lazyJson } from './parts-reply.ts';
import type { Reply } from './reply.ts';
import type { ResourceCall } from './resource-call.ts';
import type { AnyResource } from './resource-definition.ts';
import { included, includeQuery } from './resource-include.ts';
import type { Paging } from './resource-list-definition.ts';
import { find, pathOfOne, row } from './resource-row.ts';
import { checkParents, locate } from './resource-scope.ts';
import { LazyArray } from './wire/lazy-json.ts';

const DEFAULT_LIMIT = 20;

/** Row that lists objects. */
export function listRow<Stored extends Document>(
  about: AnyResource<Stored>,
  list: NonNullable<AnyResource<Stored>['list']>,
): Row {
  const { noun, nouns = `${noun}s`, turns } = about;
  const { item, toItem, include } = list.item ? { ...list, include: undefined } : about;
  return row(about, {
    ...pagedRow(list, { item, include }),
    path: about.path,
    summary: `List ${nouns}`,
    handle: async (call) => {
      const place = await locate(about, call);
      await checkParents(place);
      const filter = list.filter?.(call.query);
      const { items, hasMore } = await readPage(list, call, noun, (request) =>
        pageInTurns(place.documents, { ...filter, ...request }, { turns, abort: call.abort }),
      );
      const shown = items.map((stored) => included(include, toItem(stored, call), stored, call));
      return pageReply(about, list, call, { items: shown, hasMore });
    },
  });
}

/** Row that lists a part of an object. */
export function subListRow<Stored extends Document>(
  about: AnyResource<Stored>,
  list: NonNullable<AnyResource<Stored>['lists']>[number],
): Row {
  const { name, summary, noun, include } = list;
  return row(about, {
    ...pagedRow(list, list),
    path: `${pathOfOne(about)}/${name}`,
    summary,
    handle: async (call) => {
      const stored = await find(about, call);
      const all = list.items(stored, call.query);
      const { items, hasMore } = await readPage(list, call, noun, (request) =>
        pageOf(all, request, request.limit),
      );
      const shown = items.map((item) => included(include, item, stored, call));
      return pageReply(about, list, call, { items: shown, hasMore });
    },
  });
}

function pagedRow(
  { id, query, dialect = 'ids' }: Paging<TProperties>,
  { item, include }: { readonly item: TSchema; readonly include?: object | undefined },
) {
  return {
    id,
    method: 'GET',
    query: Type.Object({ ...query, ...includeQuery(include) }),
    reply: pageSchema(dialect, item),
    faults: ['not_found'],
  } as const;
}

/** Reads the page that the query asks for. */
function readPage<T>(
  { dialect = 'ids', defaultOrder, defaultLimit }: Paging<TProperties>,
  call: ResourceCall,
  noun: string,
  read: (request: PageQuery & { order: 'asc' | 'desc'; limit: number }) => Page<T> | Promise<Page<T>>,
): Promise<Page<T>> {
  const { cursor } = PAGE_DIALECTS[dialect];
  const most = cursor ? DEFAULT_LIMIT : Number.MAX_SAFE_INTEGER;
  const query: PageQuery = call.query;
  const { before, limit = defaultLimit ?? most, order = defaultOrder } = query;
  const after = cursor && query[cursor];
  return withCursor({ after, before }, noun, () => read({ order, limit, after, before }), { name: cursor });
}

/** Writes a page object by object: they may be large. */
function pageReply<Stored extends Document>(
  { turns }: AnyResource<Stored>,
  { dialect = 'ids' }: Paging<TProperties>,
  { abort }: ResourceCall,
  page: Page<Document>,
): Reply | Promise<Reply> {
  const answer = toPage(dialect, page);
  return lazyJson(() => ({ ...answer, data: new LazyArray(answer.data) }), { turns, abort });
}
