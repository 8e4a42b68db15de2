import Type, { type Static, type TProperties, type TSchema } from 'typebox';
import type { Collection, Document, Where } from '../storage/store.ts';
import { Fault } from './fault.ts';
import { type Operation, operation, type Surface } from './operation.ts';
import { type CursorPage, type PageQuery, toCursorPage, withCursor } from './page.ts';
import { json } from './reply.ts';

/**
 * A kind of stored object, declared once: where it lives, how it is shown, what may be asked of it. {@link resource} makes the rows.
 * Whatever is unusual about it is an ordinary operation beside these.
 */
export interface ResourceDefinition<Stored extends Document, Item extends TSchema, Update extends TSchema> {
  /** For people: `chat completion`. */
  readonly noun: string;
  readonly tag: string;
  readonly surface: Surface;
  readonly path: string;
  /** The path parameter's name. */
  readonly param: string;
  readonly collection: Collection<Stored>;
  readonly item: Item;
  readonly toItem: (stored: Stored) => Static<Item> & { id: string };
  readonly list?: {
    readonly id: string;
    /** The page's shape; pages are told by first and last ids. */
    readonly reply: TSchema;
    readonly query: TProperties;
    /** What of the query filters. */
    readonly where: (query: Record<string, unknown>) => Where;
    readonly defaultOrder: 'asc' | 'desc';
  };
  readonly retrieve?: { readonly id: string };
  readonly update?: {
    readonly id: string;
    readonly body: Update;
    readonly change: (stored: Stored, body: Static<Update>) => Stored;
  };
  /** `object` is what the confirmation calls itself. */
  readonly delete?: { readonly id: string; readonly object: string; readonly reply: TSchema };
}

const DEFAULT_LIMIT = 20;

/**
 * The rows of one resource.
 *
 * @example
 * resource({
 *   noun: 'note', tag: 'Notes', surface: openai, path: '/notes', param: 'note_id', collection, item: Note,
 *   toItem: (note) => note, retrieve: { id: 'getNote' },
 * });
 */
export function resource<Stored extends Document, Item extends TSchema, Update extends TSchema>(
  definition: ResourceDefinition<Stored, Item, Update>,
): Operation[] {
  const { noun, tag, surface, path, param, collection, item, toItem } = definition;
  const one = `${path}/{${param}}`;
  const params = Type.Object({ [param]: Type.String() });
  const shared = { tag, surface, access: 'project' } as const;
  const idOf = (values: unknown): string => (values as Record<string, string>)[param] as string;
  const missing = (id: string): Fault => new Fault({ kind: 'not_found', noun, id });
  const rows: Operation[] = [];

  const { list } = definition;
  if (list) {
    const row = operation({
      ...shared,
      id: list.id,
      method: 'GET',
      path,
      summary: `List ${noun}s`,
      query: Type.Object(list.query, { additionalProperties: false }),
      reply: list.reply,
      handle: ({ query, project }) => {
        const { after, before, limit = DEFAULT_LIMIT, order = list.defaultOrder } = query as PageQuery;
        const page = withCursor(query as PageQuery, noun, () =>
          collection.in(project).page({ order, limit, after, before, where: list.where(query) }),
        );
        const items = { items: page.items.map(toItem), hasMore: page.hasMore };
        return json(toCursorPage(items) satisfies CursorPage<unknown>);
      },
    });
    rows.push(row);
  }
  if (definition.retrieve) {
    const row = operation({
      ...shared,
      id: definition.retrieve.id,
      method: 'GET',
      path: one,
      summary: `Retrieve one ${noun}`,
      params,
      reply: item,
      handle: ({ params: values, project }) => {
        const stored = collection.in(project).get(idOf(values));
        if (!stored) throw missing(idOf(values));
        return json(toItem(stored));
      },
    });
    rows.push(row);
  }
  const { update } = definition;
  if (update) {
    const row = operation({
      ...shared,
      id: update.id,
      method: 'POST',
      path: one,
      summary: `Change one ${noun}`,
      params,
      body: update.body as TSchema,
      reply: item,
      handle: ({ params: values, body, project }) => {
        const changed = collection
          .in(project)
          .update(idOf(values), (stored) => update.change(stored, body as Static<Update>));
        if (!changed) throw missing(idOf(values));
        return json(toItem(changed));
      },
    });
    rows.push(row);
  }
  const { delete: deletion } = definition;
  if (deletion) {
    const row = operation({
      ...shared,
      id: deletion.id,
      method: 'DELETE',
      path: one,
      summary: `Delete one ${noun}`,
      params,
      reply: deletion.reply,
      handle: ({ params: values, project }) => {
        const id = idOf(values);
        if (!collection.in(project).delete(id)) throw missing(id);
        return json({ object: deletion.object, id, deleted: true });
      },
    });
    rows.push(row);
  }
  return rows;
}
