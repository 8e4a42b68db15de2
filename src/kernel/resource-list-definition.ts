import type { Static, TObject, TProperties, TSchema } from 'typebox';
import type { Document, PageRequest } from '../storage/store.ts';
import type { PageDialect } from './page-dialect.ts';
import type { ResourceCall } from './resource-call.ts';

/** How a list pages. */
export interface Paging<Query extends TProperties> {
  readonly id: string;
  /**
   * Query parameters: the supported members of {@link PageQuery}, with the maximum `limit`, and the list's
   * filters.
   */
  readonly query: Query;
  readonly defaultOrder: 'asc' | 'desc';
  /** Default 20, or all if the format has no cursor. */
  readonly defaultLimit?: number;
  /** The format of its pages, which also names the query parameter of the cursor. Default `ids`. */
  readonly dialect?: PageDialect;
}

/** The list of a resource's objects. */
export interface ListDefinition<Query extends TProperties> extends Paging<Query> {
  /** Which documents the query asks for, and by which field they are ordered. Default: all, by creation. */
  readonly filter?: (query: Static<TObject<Query>>) => ListFilter;
}

/** How the list shows an object. Default: like the other operations. */
export type ListedItem<Stored extends Document, ListItem extends TSchema> =
  | { readonly item?: undefined; readonly toItem?: undefined }
  | {
      readonly item: ListItem;
      readonly toItem: (stored: Stored, call: ResourceCall) => Static<ListItem> & { id: string };
    };

/**
 * What a list's query selects from the collection. `createdAt` is in the unit in which objects are created.
 *
 * @example
 * ({ status, from, order_by }) => ({ where: { status: oneOf(status) }, createdAt: range({ gte: from }), orderBy: order_by })
 */
export type ListFilter = Pick<PageRequest, 'where' | 'createdAt' | 'orderBy'>;

/**
 * The list of a part of an object: `GET path/{id}/messages`. Declared with `subList()`. `Given` are the items that its
 * `include` receives.
 */
export interface SubListDefinition<Stored extends Document, Query, Given, Shown extends Document>
  extends Paging<TProperties> {
  /** The last segment of the path. */
  readonly name: string;
  readonly summary: string;
  /** What it lists, for errors: `message`. */
  readonly noun: string;
  readonly item: TSchema;
  /** All items that the query asks for, in ascending order. */
  readonly items: (stored: Stored, query: Query) => readonly Shown[];
  readonly include?: Includes<Stored, Given, Shown>;
}

/**
 * What a query can ask for with `include[]`: for each value, the item with what the value adds to it. Other values are
 * refused.
 *
 * @example
 * { 'message.logprobs': (item, { logprobs }) => ({ ...item, logprobs }) }
 */
export interface Includes<Stored extends Document, Given, Shown = Given> {
  readonly [value: string]: (item: Given, stored: Stored, call: ResourceCall) => Shown;
}
