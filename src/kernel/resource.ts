import type { Static, TSchema } from 'typebox';
import type { Document } from '../storage/store.ts';
import type { Row } from './operation.ts';
import type {
  ActionDefinition,
  AnyResource,
  ChangeDefinition,
  ResourceDefinition,
} from './resource-definition.ts';
import { actionRow, createRow, deleteRow, listRow, retrieveRow, updateRow } from './resource-rows.ts';

/**
 * Declares an action with a typed body; an array of actions cannot carry each one's body type.
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
 * Expands a resource definition into its operation rows: one for each of `list`, `create`, `retrieve`, `update` and
 * `delete` that it has, and one for each action. All require a project's key, and see only what the caller's project
 * stored. An object that does not exist is a `not_found` fault.
 *
 * @example
 * resource({
 *   noun: 'note', path: '/notes', param: 'note_id', store, turns, collection: notes,
 *   item: Type.Object({ id: Type.String(), object: Type.Literal('note'), text: Type.String() }),
 *   toItem: ({ id, text }) => ({ id, object: 'note' as const, text }),
 *   create: {
 *     id: 'createNote', body: Type.Object({ text: Type.String() }),
 *     make: ({ body }) => ({ stored: { id: ids.next('note_', 22), text: body.text }, createdAt: clock.epoch() }),
 *   },
 *   retrieve: { id: 'retrieveNote' },
 * });
 */
export function resource<
  Stored extends Document,
  Item extends TSchema,
  Body extends TSchema,
  Form extends TSchema,
  Update extends TSchema,
>(definition: ResourceDefinition<Stored, Item, Body, Form, Update>): Row[] {
  const { list, create, retrieve, update, delete: deletion, actions = [] } = definition;
  // The rows handle only validated input, so they do not need the precise types.
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
