import { UnknownCursor } from '../storage/errors.ts';
import type { Page } from '../storage/store.ts';
import { Fault } from './fault.ts';

/** What a list's query says of the page it wants. */
export interface PageQuery {
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly limit?: number | undefined;
  readonly order?: 'asc' | 'desc' | undefined;
}

/** A page told by its first and last ids: the dialect of most of OpenAI's lists. */
export interface CursorPage<T> {
  readonly object: 'list';
  readonly data: readonly T[];
  readonly first_id: string | null;
  readonly last_id: string | null;
  readonly has_more: boolean;
}

export function toCursorPage<T extends { readonly id: string }>({ items, hasMore }: Page<T>): CursorPage<T> {
  return {
    object: 'list',
    data: items,
    first_id: items[0]?.id ?? null,
    last_id: items.at(-1)?.id ?? null,
    has_more: hasMore,
  };
}

/**
 * Runs a page request, telling an unknown cursor in the caller's terms.
 *
 * @throws Fault `not_found` with the cursor's parameter
 */
export function withCursor<T>(query: PageQuery, noun: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnknownCursor)) throw error;
    const param = query.after === undefined ? 'before' : 'after';
    throw new Fault({ kind: 'not_found', noun, id: query[param] ?? '', param });
  }
}

/** A page of a list that is at hand as a whole. */
export function pageOf<T extends { readonly id: string }>(
  all: readonly T[],
  query: PageQuery,
  limit: number,
): Page<T> {
  const ordered = query.order === 'desc' ? all.toReversed() : all;
  const start = query.after === undefined ? 0 : ordered.findIndex(({ id }) => id === query.after) + 1;
  if (query.after !== undefined && start === 0) throw new UnknownCursor('list', query.after);
  const items = ordered.slice(start, start + limit);
  return { items, hasMore: start + limit < ordered.length };
}
