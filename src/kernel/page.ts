import type { Abort } from '../runtime/abort.ts';
import type { Turns } from '../runtime/turns.ts';
import { UnknownCursor } from '../storage/errors.ts';
import type { Documents, Page, PageRequest } from '../storage/store.ts';
import { Fault } from './fault.ts';

/** Pagination parameters of a list query. Each list declares the ones it supports. */
export interface PageQuery {
  readonly after?: string | undefined;
  /** Some dialects' name for `after`. */
  readonly page?: string | undefined;
  readonly before?: string | undefined;
  readonly limit?: number | undefined;
  readonly order?: 'asc' | 'desc' | undefined;
}

/**
 * Runs a page request and reports an unknown cursor as a fault that names the query parameter.
 *
 * @param name the list's name for the cursor parameter `after`
 * @throws Fault `not_found` with the cursor's parameter
 */
export async function withCursor<T>(
  query: Pick<PageQuery, 'after' | 'before'>,
  noun: string,
  read: () => T | Promise<T>,
  { name = 'after' }: { name?: string } = {},
): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof UnknownCursor)) throw error;
    const isBefore = error.cursor !== query.after;
    const id = (isBefore ? query.before : query.after) ?? '';
    throw new Fault({ kind: 'not_found', noun, id, param: isBefore ? 'before' : name });
  }
}

/** Cuts a page from a list that is completely in memory, like a page of the store. */
export function pageOf<T extends { readonly id: string }>(
  all: readonly T[],
  { after, before, order }: PageQuery,
  limit: number,
): Page<T> {
  const ordered = order === 'desc' ? all.toReversed() : all;
  const indexOf = (cursor: string): number => {
    const index = ordered.findIndex(({ id }) => id === cursor);
    if (index < 0) throw new UnknownCursor('list', cursor);
    return index;
  };
  const start = after === undefined ? 0 : indexOf(after) + 1;
  const end = before === undefined ? ordered.length : indexOf(before);
  const between = ordered.slice(start, Math.max(start, end));
  const isBackwards = before !== undefined && after === undefined;
  const first = isBackwards ? Math.max(0, between.length - limit) : 0;
  return { items: between.slice(first, first + limit), hasMore: between.length > limit };
}

/**
 * Reads a page in several pieces, and gives way to other work between documents if they are large: the store reads
 * each piece at once. With `limit: 0`, only `hasMore` says something: whether there is any document.
 */
export async function pageInTurns<T extends { readonly id: string }>(
  documents: Pick<Documents<T & { readonly id: string }>, 'page'>,
  request: PageRequest,
  { turns, abort }: { readonly turns: Turns; readonly abort: Abort },
): Promise<Page<T>> {
  if (request.limit === 0) {
    const { items } = await documents.page({ ...request, limit: 1 });
    return { items: [], hasMore: items.length > 0 };
  }
  const backwards = request.before !== undefined && request.after === undefined;
  const items: T[] = [];
  let cursor = backwards ? request.before : request.after;
  // Large documents are read one by one, small ones together.
  let together = 0;
  let hasMore = true;
  while (hasMore && items.length < request.limit) {
    const pause = turns.pause(abort);
    if (pause) await pause;
    together = pause || together === 0 ? 1 : together * 4;
    const from = backwards ? { before: cursor } : { after: cursor };
    const limit = Math.min(together, request.limit - items.length);
    const page = await documents.page({ ...request, ...from, limit });
    if (backwards) items.unshift(...page.items);
    else items.push(...page.items);
    cursor = (backwards ? page.items[0] : page.items.at(-1))?.id ?? cursor;
    ({ hasMore } = page);
  }
  return { items, hasMore };
}
