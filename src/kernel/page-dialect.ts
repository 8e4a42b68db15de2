import Type, { type Static, type TObject, type TSchema } from 'typebox';
import type { Page } from '../storage/store.ts';

type WithId = { readonly id: string };

const Cursor = Type.Union([Type.String(), Type.Null()]);

/** The members that a page can have besides `object` and `data`. */
const MEMBERS = {
  first_id: { schema: Cursor, of: ({ items }: Page<WithId>) => items[0]?.id ?? null },
  last_id: { schema: Cursor, of: ({ items }: Page<WithId>) => items.at(-1)?.id ?? null },
  has_more: { schema: Type.Boolean(), of: ({ hasMore }: Page<WithId>) => hasMore },
  next: { schema: Cursor, of: nextOf },
  next_page: { schema: Cursor, of: nextOf },
} as const;

function nextOf({ items, hasMore }: Page<WithId>): string | null {
  return hasMore ? (items.at(-1)?.id ?? null) : null;
}

/**
 * The formats of lists: the `object` and further members of a page, and the query parameter that takes the cursor.
 * A list without cursor has one page.
 */
export const PAGE_DIALECTS = {
  /** Most lists. */
  ids: { object: 'list', members: ['first_id', 'last_id', 'has_more'], cursor: 'after' },
  /** Clients take the cursor from the last item. */
  plain: { object: 'list', members: ['has_more'], cursor: 'after' },
  /** Groups and roles. */
  next: { object: 'list', members: ['has_more', 'next'], cursor: 'after' },
  /** Usage and costs. */
  next_page: { object: 'page', members: ['has_more', 'next_page'], cursor: 'page' },
  /** Files of environments. */
  token: { object: 'list', members: ['first_id', 'last_id', 'has_more', 'next'], cursor: 'page' },
  /** All items at once. */
  whole: { object: 'list', members: [], cursor: undefined },
} as const;

/** The format of a list. */
export type PageDialect = keyof typeof PAGE_DIALECTS;

/** A page as clients receive it. */
export type PageIn<Dialect extends PageDialect, Item> = {
  readonly object: (typeof PAGE_DIALECTS)[Dialect]['object'];
  readonly data: readonly Item[];
} & {
  readonly [Name in (typeof PAGE_DIALECTS)[Dialect]['members'][number]]: Static<
    (typeof MEMBERS)[Name]['schema']
  >;
};

/**
 * Writes a page in the format of its list.
 *
 * @example
 * toPage('next', { items: [{ id: 'a' }], hasMore: true }); // { object: 'list', data: [{ id: 'a' }], has_more: true, next: 'a' }
 */
export function toPage<const Dialect extends PageDialect, Item extends WithId>(
  dialect: Dialect,
  page: Page<Item>,
): PageIn<Dialect, Item> {
  const { object, members } = PAGE_DIALECTS[dialect];
  const entries = members.map((name) => [name, MEMBERS[name].of(page)] as const);
  return { object, data: page.items, ...Object.fromEntries(entries) } as PageIn<Dialect, Item>;
}

/** The schema of such a page. */
export function pageSchema(dialect: PageDialect, item: TSchema): TObject {
  const { object, members } = PAGE_DIALECTS[dialect];
  return Type.Object({
    object: Type.Literal(object),
    data: Type.Array(item),
    ...Object.fromEntries(members.map((name) => [name, MEMBERS[name].schema])),
  });
}
