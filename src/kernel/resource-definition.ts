import type { Static, TProperties, TSchema, TUnknown } from 'typebox';
import type { Turns } from '../runtime/turns.ts';
import type { Collection, Document, Store, Write } from '../storage/store.ts';
import type { Fault } from './fault.ts';
import type { Operation } from './operation.ts';
import type { Access } from './principal.ts';
import type { ResourceCall } from './resource-call.ts';
import type { Includes, ListDefinition, ListedItem, SubListDefinition } from './resource-list-definition.ts';
import type { ParentDefinition, ScopeLevel } from './resource-scope.ts';

/**
 * A kind of stored object, declared once: where it is stored, how it is shown, which operations it has.
 * `resource()` creates the rows. Anything unusual about it is an ordinary operation next to these.
 */
export interface ResourceDefinition<
  Stored extends Document,
  Item extends TSchema,
  Body extends TSchema,
  Form extends TSchema,
  Update extends TSchema,
  Query extends TProperties,
  ListItem extends TSchema,
> {
  /** Human-readable name: `chat completion`. */
  readonly noun: string;
  /** Plural of `noun`. Default: the noun followed by `s`. */
  readonly nouns?: string;
  /** The path of the list. It names the parents: `/vector_stores/{vector_store_id}/files`. */
  readonly path: string;
  /** Name of the path parameter that holds the object's id. */
  readonly param: string;
  /** What the documentation says of it. Ids that do not exist are left to `missing`. Default: any string. */
  readonly paramSchema?: TSchema;
  readonly store: Store;
  /** Lists give way to other work if their objects are large. */
  readonly turns: Turns;
  readonly collection: Collection<Stored>;
  /** Who may call its operations. Default `project`. */
  readonly access?: Access;
  /** Who shares the objects. Default `project`. */
  readonly level?: ScopeLevel;
  /**
   * The resource to whose objects these belong. If the parent in the path does not exist, all operations answer with its
   * fault; writes check it in the same commit.
   */
  readonly parent?: ParentDefinition;
  readonly item: Item;
  readonly toItem: (stored: Stored, call: ResourceCall) => Static<Item> & { id: string };
  /** The fault for an object that does not exist. Default: kind `not_found` with noun and id. */
  readonly missing?: (id: string) => Fault;
  /** What queries of the list, of creation and of retrieval can add to items with `include[]`. */
  readonly include?: Includes<Stored, Static<Item> & { id: string }>;
  readonly list?: ListDefinition<Query> & ListedItem<Stored, ListItem>;
  readonly create?: CreateDefinition<Stored, Body, Form>;
  readonly retrieve?: { readonly id: string };
  readonly update?: UpdateDefinition<Stored, Update>;
  readonly archive?: ArchiveDefinition<Stored>;
  readonly delete?: DeleteDefinition<Stored>;
  /** Created with `action()`. */
  readonly actions?: readonly ActionDefinition<Stored, never>[];
  /** Lists of parts of an object. Created with `subList()`. */
  readonly lists?: readonly SubListDefinition<Stored, never, never, Document>[];
}

export interface CreateDefinition<Stored extends Document, Body extends TSchema, Form extends TSchema> {
  readonly id: string;
  /** Schema of a JSON body. A resource can take a JSON body, a form, or either. */
  readonly body?: Body;
  readonly form?: Form;
  readonly example?: unknown;
  /** Default 200. */
  readonly status?: number;
  /** Faults of `make`, for documentation; a parent may be missing in any case. */
  readonly faults?: Operation['faults'];
  /** Validates the request and builds the object; if it throws, nothing is stored. */
  readonly make: (
    call: ResourceCall<Content<Body> | Content<Form>>,
  ) => Creation<Stored> | Promise<Creation<Stored>>;
  /** Called after the object is stored, for instance to wake the job scheduler. */
  readonly done?: (stored: Stored) => void;
}

/** A schema that is not given infers as plain `TSchema`; it contributes nothing to the body's type. */
type Content<S extends TSchema> = TSchema extends S ? never : Static<S>;

/** A new object, and other writes in the same commit. */
export interface Creation<Stored extends Document> {
  readonly stored: Stored;
  /** Sort key of the list, in Unix milliseconds. */
  readonly createdAt: number;
  readonly also?: readonly Write<unknown>[];
}

export interface ChangeDefinition<Stored extends Document, Body> {
  /** Returns the changed object. Reading and writing are atomic; throwing a Fault rejects the change. */
  readonly change: (stored: Stored, body: Body, call: ResourceCall) => Stored;
  /** Other writes in the same commit. */
  readonly also?: (call: ResourceCall) => readonly Write<unknown>[];
  /** Called with the changed object after it is stored. */
  readonly done?: (stored: Stored) => void;
}

export interface UpdateDefinition<Stored extends Document, Body extends TSchema>
  extends ChangeDefinition<Stored, Static<Body>> {
  readonly id: string;
  /** Default `POST`. */
  readonly method?: 'POST' | 'PUT' | 'PATCH';
  readonly body: Body;
  readonly example?: unknown;
}

/**
 * Takes an object out of use: `POST path/{id}/archive`. It is retrieved, listed and deleted as before, but no longer
 * updated, and actions on it are refused. Archiving it again changes nothing. To refuse writes below it, see
 * {@link ParentDefinition.check}; to leave it out of the list, filter by a field.
 */
export interface ArchiveDefinition<Stored extends Document> {
  readonly id: string;
  readonly isArchived: (stored: Stored) => boolean;
  /** Returns the archived object. */
  readonly change: (stored: Stored, call: ResourceCall) => Stored;
}

export interface DeleteDefinition<Stored extends Document> {
  readonly id: string;
  /** The `object` member of the confirmation. */
  readonly object: string;
  readonly reply: TSchema;
  /** Throws a Fault to reject the deletion. */
  readonly check?: (stored: Stored, call: ResourceCall) => void;
  /** Other writes in the same commit. */
  readonly also?: (call: ResourceCall) => readonly Write<unknown>[];
  /** Builds the confirmation. Default: `{ object, id, deleted: true }`. */
  readonly toReply?: (id: string) => object;
  /** Called with the id after the object is deleted. */
  readonly done?: (id: string) => void;
}

/** An action on one object: `POST path/{id}/cancel`. The response is the changed object. */
export interface ActionDefinition<Stored extends Document, Body> extends ChangeDefinition<Stored, Body> {
  readonly id: string;
  /** The last segment of the path. */
  readonly name: string;
  readonly summary: string;
  readonly body?: TSchema;
  /** Faults of `change`, for documentation; the object may be missing in any case. */
  readonly faults?: Operation['faults'];
}

/** A resource with its schema types erased: the rows pass on validated input without knowing its type. */
export interface AnyResource<Stored extends Document>
  extends Omit<
    ResourceDefinition<Stored, TUnknown, TUnknown, TUnknown, TUnknown, TProperties, TUnknown>,
    'actions' | 'lists' | 'include'
  > {
  readonly include?: Includes<Stored, Document>;
  readonly actions?: readonly ActionDefinition<Stored, unknown>[];
  readonly lists?: readonly SubListDefinition<Stored, ResourceCall['query'], Document, Document>[];
}
