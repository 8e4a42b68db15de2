import type { Static, TProperties, TSchema } from 'typebox';
import type { Clock } from '../runtime/clock.ts';
import type { Collection, Document, Store, Where, Write } from '../storage/store.ts';
import type { Fault } from './fault.ts';
import type { Call, Operation, Surface } from './operation.ts';
import type { PageDialect } from './page.ts';
import { actionRow, createRow, deleteRow, listRow, retrieveRow, updateRow } from './resource-rows.ts';

/**
 * A kind of stored object, declared once: where it lives, how it is shown, what may be asked of it.
 * {@link resource} makes the rows. Whatever is unusual about it is an ordinary operation beside these.
 */
export interface ResourceDefinition<
  Stored extends Document,
  Item extends TSchema,
  Body extends TSchema,
  Form extends TSchema,
  Update extends TSchema,
> {
  /** For people: `chat completion`. */
  readonly noun: string;
  /** More than one of them. Default: the noun with an s behind. */
  readonly nouns?: string;
  readonly tag: string;
  readonly surface: Surface;
  /**
   * The path of the list. That of a nested resource names its parents:
   * `/vector_stores/{vector_store_id}/files`.
   */
  readonly path: string;
  /** The path parameter's name. */
  readonly param: string;
  readonly store: Store;
  readonly collection: Collection<Stored>;
  /**
   * Whose objects a call is about. Default: the caller's project. A nested resource names its parent as well,
   * and rejects with a Fault when there is no such parent.
   */
  readonly scope?: (call: ResourceCall) => string | Promise<string>;
  readonly item: Item;
  readonly toItem: (stored: Stored, call: ResourceCall) => Static<Item> & { id: string };
  /** What is said of an object that is not there. Default: the kind `not_found` with noun and id. */
  readonly missing?: (id: string) => Fault;
  /**
   * Objects that end by themselves. From the moment on when one `isGone` (`now` in Unix milliseconds), it is
   * not found, in no list, and cannot be changed. It is still stored: whoever makes such objects has them
   * removed, by a job that is due when they end.
   */
  readonly expiry?: { readonly clock: Clock; readonly isGone: (stored: Stored, now: number) => boolean };
  readonly list?: ListDefinition;
  readonly create?: CreateDefinition<Stored, Body, Form>;
  readonly retrieve?: { readonly id: string };
  readonly update?: {
    readonly id: string;
    readonly body: Update;
    readonly example?: unknown;
  } & ChangeDefinition<Stored, Static<Update>>;
  readonly delete?: DeleteDefinition<Stored>;
  /** Made by {@link action}. */
  readonly actions?: readonly ActionDefinition<Stored>[];
}

/** A call of one of a resource's rows. */
export type ResourceCall<Body = unknown> = Call<
  { readonly [name: string]: string },
  { readonly [name: string]: unknown },
  Body
>;

export interface ListDefinition {
  readonly id: string;
  /** The page's shape, which has to be that of the dialect. */
  readonly reply: TSchema;
  /** What it takes: of {@link PageQuery} what it knows, with the largest `limit`, and its filters. */
  readonly query: TProperties;
  /** What of the query filters. */
  readonly where?: (query: Record<string, unknown>) => Where;
  readonly defaultOrder: 'asc' | 'desc';
  /** Default 20. */
  readonly defaultLimit?: number;
  /** Default `ids`. */
  readonly dialect?: PageDialect;
}

export interface CreateDefinition<Stored extends Document, Body extends TSchema, Form extends TSchema> {
  readonly id: string;
  /** A JSON body, a form, or either of them. */
  readonly body?: Body;
  readonly form?: Form;
  readonly example?: unknown;
  /** Default 200. */
  readonly status?: number;
  /** Checks and makes; nothing is stored when it throws. */
  readonly make: (
    call: ResourceCall<Content<Body> | Content<Form>>,
  ) => Creation<Stored> | Promise<Creation<Stored>>;
  /** Called once it is stored: to wake the jobs, for instance. */
  readonly done?: (stored: Stored) => void;
}

/**
 * A schema that is not given leaves its parameter at `TSchema`, and has nothing to add to the body's type.
 */
type Content<S extends TSchema> = TSchema extends S ? never : Static<S>;

/** A new object, and what else is written in the same commit. */
export interface Creation<Stored extends Document> {
  readonly stored: Stored;
  /** Its place in the order of the list; Unix milliseconds. */
  readonly createdAt: number;
  readonly also?: readonly Write<unknown>[];
}

export interface ChangeDefinition<Stored extends Document, Body> {
  /**
   * What becomes of the object. Nothing comes between reading and writing; a Fault that it throws refuses the
   * change.
   */
  readonly change: (stored: Stored, body: Body, call: ResourceCall) => Stored;
  /** What else is written in the same commit. */
  readonly also?: (call: ResourceCall) => readonly Write<unknown>[];
  /** Called with the changed object once it is stored. */
  readonly done?: (stored: Stored) => void;
}

export interface DeleteDefinition<Stored extends Document> {
  readonly id: string;
  /** What the confirmation calls itself. */
  readonly object: string;
  readonly reply: TSchema;
  /** Throws a Fault to keep the object. */
  readonly check?: (stored: Stored, call: ResourceCall) => void;
  /** What else is written in the same commit. */
  readonly also?: (call: ResourceCall) => readonly Write<unknown>[];
  /** The confirmation, where it is not `{ object, id, deleted }`. */
  readonly toReply?: (id: string) => object;
  /** Called with the id once it is deleted. */
  readonly done?: (id: string) => void;
}

/** Something that can be done to one object: `POST path/{id}/cancel`. Answered with the changed object. */
export interface ActionDefinition<Stored extends Document> extends ChangeDefinition<Stored, never> {
  readonly id: string;
  /** The last part of the path. */
  readonly name: string;
  readonly summary: string;
  readonly body?: TSchema;
}

/**
 * An action with its body's type, which a list of several cannot hold.
 *
 * @example
 * action({ id: 'cancelBatch', name: 'cancel', summary: 'Cancel one batch', change: (batch: Batch) => ({ ...batch }) })
 */
export function action<Stored extends Document, Body extends TSchema = never>(
  definition: Omit<ActionDefinition<Stored>, 'change' | 'body'> & { readonly body?: Body } & Pick<
      ChangeDefinition<Stored, [Body] extends [never] ? undefined : Static<Body>>,
      'change'
    >,
): ActionDefinition<Stored> {
  return definition as ActionDefinition<Stored>;
}

/**
 * The rows of one resource.
 *
 * @example
 * resource({
 *   noun: 'note', tag: 'Notes', surface: openai, path: '/notes', param: 'note_id', store, collection,
 *   item: Note,
 *   toItem: (note) => note, retrieve: { id: 'getNote' },
 * });
 */
export function resource<
  Stored extends Document,
  Item extends TSchema,
  Body extends TSchema,
  Form extends TSchema,
  Update extends TSchema,
>(definition: ResourceDefinition<Stored, Item, Body, Form, Update>): Operation[] {
  const { list, create, retrieve, update, delete: deletion, actions = [] } = definition;
  // The rows know the shapes only as what was validated by them.
  const about = definition as unknown as AnyResource<Stored>;
  return [
    ...(list ? [listRow(about, list)] : []),
    ...(create ? [createRow(about, create as unknown as NonNullable<AnyResource<Stored>['create']>)] : []),
    ...(retrieve ? [retrieveRow(about, retrieve)] : []),
    ...(update ? [updateRow(about, update as unknown as NonNullable<AnyResource<Stored>['update']>)] : []),
    ...(deletion ? [deleteRow(about, deletion)] : []),
    ...actions.map((each) => actionRow(about, each)),
  ];
}

/** A resource whose schemas have done their work. */
export type AnyResource<Stored extends Document> = ResourceDefinition<
  Stored,
  TSchema,
  TSchema,
  TSchema,
  TSchema
>;
