import type { Static, TObject, TProperties, TSchema } from 'typebox';
import type { Document } from '../storage/store.ts';
import type { Row } from './operation.ts';
import type { ActionDefinition, AnyResource, ResourceDefinition } from './resource-definition.ts';
import type { SubListDefinition } from './resource-list-definition.ts';
import { listRow, subListRow } from './resource-list-rows.ts';
import { checkPath } from './resource-row.ts';
import { actionRow, archiveRow, createRow, deleteRow, retrieveRow, updateRow } from './resource-rows.ts';

/**
 * Declares an action with a typed body; an array of actions cannot carry each one's body type.
 *
 * @example
 * action({ id: 'cancelBatch', name: 'cancel', summary: 'Cancel one batch', change: (batch: Batch) => ({ ...batch }) })
 */
export function action<Stored extends Document, Body extends TSchema = never>(
  definition: ActionDefinition<Stored, [Body] extends [never] ? undefined : Static<Body>> & {
    readonly body?: Body;
  },
): ActionDefinition<Stored, never> {
  return definition;
}

/**
 * Declares the list of a part of an object, for the same reason.
 *
 * @example
 * subList({
 *   id: 'listNoteLines', name: 'lines', summary: 'List the lines of a note', noun: 'line', item: Line, query: pageQuery,
 *   items: (note: Note) => note.lines, defaultOrder: 'asc',
 * })
 */
export function subList<Stored extends Document, Item extends TSchema, Query extends TProperties>(
  definition: SubListDefinition<
    Stored,
    Static<TObject<Query>>,
    Static<Item> & Document,
    Static<Item> & Document
  > & { readonly item: Item; readonly query: Query },
): SubListDefinition<Stored, never, never, Document> {
  return definition;
}

/**
 * Expands a resource definition into its operation rows: one for each of `list`, `create`, `retrieve`, `update` and
 * `delete` that it has, one to archive, and one for each action and each list of a part. They see only what callers of
 * the same project stored, or those of its `level`. An object that does not exist is a `not_found` fault.
 *
 * @throws TypeError if the path does not name exactly the parents that have a parameter, or not the one that `list` and
 * `create` need
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
  Query extends TProperties,
  ListItem extends TSchema,
>(definition: ResourceDefinition<Stored, Item, Body, Form, Update, Query, ListItem>): Row[] {
  // The one place where the types of the schemas are erased: the rows handle only validated input.
  const about = definition as unknown as AnyResource<Stored>;
  checkPath(about, Boolean(about.list ?? about.create));
  const { list, create, retrieve, update, delete: deletion, archive, actions = [], lists = [] } = about;
  return [
    ...(list ? [listRow(about, list)] : []),
    ...(create ? [createRow(about, create)] : []),
    ...(retrieve ? [retrieveRow(about, retrieve)] : []),
    ...(update ? [updateRow(about, update)] : []),
    ...(deletion ? [deleteRow(about, deletion)] : []),
    ...(archive ? [archiveRow(about, archive)] : []),
    ...actions.map((each) => actionRow(about, each)),
    ...lists.map((each) => subListRow(about, each)),
  ];
}
