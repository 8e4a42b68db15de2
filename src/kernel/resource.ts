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
 * Expands a resource definition into its operation rows.
 *
 * @example
 * resource({
 *   noun: 'note', path: '/notes', param: 'note_id', store, turns, collection,
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
