import type { Static, TSchema } from 'typebox';
import { DuplicateDocument, MissingDocument } from '../storage/errors.ts';
import type { Collection, Document } from '../storage/store.ts';
import type { Row } from './operation.ts';
import type { Access } from './principal.ts';
import { json } from './reply.ts';
import type { ResourceCall } from './resource-call.ts';
import type { DeleteDefinition, UpdateDefinition } from './resource-definition.ts';
import { checkPath, row } from './resource-row.ts';
import { checkParents, commitBelow, locate, type Scoped } from './resource-scope.ts';

/** An object that there is exactly one of in its scope, stored when it is changed for the first time: settings. */
export interface SingletonDefinition<Stored extends Document, Item extends TSchema, Update extends TSchema>
  extends Scoped {
  /** Human-readable name: `data retention`. */
  readonly noun: string;
  /** It names the parents: `/projects/{project_id}/settings`. */
  readonly path: string;
  /** Who may call its operations. Default `project`. */
  readonly access?: Access;
  readonly collection: Collection<Stored>;
  /** The value while nothing is stored. Its id has to be the same each time. */
  readonly initial: (call: ResourceCall) => Stored;
  readonly item: Item;
  /** Throws a Fault if there is nothing to show, for instance because a limit is not set. */
  readonly toItem: (stored: Stored, call: ResourceCall) => Static<Item>;
  readonly retrieve?: { readonly id: string };
  readonly update?: Omit<UpdateDefinition<Stored, Update>, 'also'>;
  /** Brings back the initial value. The reply `{ object, deleted }` says whether anything was stored. */
  readonly delete?: Pick<DeleteDefinition<Stored>, 'id' | 'object' | 'reply'>;
}

/**
 * Expands the definition of a singleton into its rows: `GET` retrieves it, `POST`, or the method of the update,
 * changes it, `DELETE` brings back its initial value. None has an id in its path.
 *
 * @throws TypeError if the path does not name exactly the parents
 * @example
 * singleton({
 *   noun: 'theme', path: '/theme', store, collection: themes,
 *   initial: () => ({ id: 'theme', colour: 'blue' }),
 *   item: Type.Object({ colour: Type.String() }), toItem: ({ colour }) => ({ colour }),
 *   retrieve: { id: 'retrieveTheme' },
 *   update: { id: 'updateTheme', body: Type.Object({ colour: Type.String() }), change: (theme, body) => ({ ...theme, ...body }) },
 * });
 */
export function singleton<Stored extends Document, Item extends TSchema, Update extends TSchema>(
  about: SingletonDefinition<Stored, Item, Update>,
): Row[] {
  checkPath(about, true);
  const { path, noun, item, toItem, retrieve, update, delete: deletion } = about;
  const part = { path, ...(about.parent && { faults: ['not_found'] as const }) };
  const rows: Row[] = [];
  if (retrieve)
    rows.push(
      row(about, {
        ...part,
        id: retrieve.id,
        method: 'GET',
        summary: `Retrieve the ${noun}`,
        reply: item,
        handle: async (call) => {
          const place = await locate(about, call);
          await checkParents(place);
          const initial = about.initial(call);
          const stored = await place.documents.get(initial.id);
          return json(toItem(stored ?? initial, call));
        },
      }),
    );
  if (update)
    rows.push(
      row(about, {
        ...part,
        id: update.id,
        method: update.method ?? 'POST',
        summary: `Update the ${noun}`,
        body: update.body,
        ...(update.example !== undefined && { example: update.example }),
        reply: item,
        handle: async (call) => {
          const change = (stored: Stored) => update.change(stored, call.body as Static<Update>, call);
          const changed = await changeOrInsert(about, call, change);
          update.done?.(changed);
          return json(toItem(changed, call));
        },
      }),
    );
  if (deletion)
    rows.push(
      row(about, {
        ...part,
        id: deletion.id,
        method: 'DELETE',
        summary: `Delete the ${noun}`,
        reply: deletion.reply,
        handle: async (call) => json({ object: deletion.object, deleted: await remove(about, call) }),
      }),
    );
  return rows;
}

/** What the functions below need of a definition. */
type Located<Stored extends Document> = Scoped &
  Pick<SingletonDefinition<Stored, TSchema, TSchema>, 'collection' | 'initial'>;

/** Returns whether anything was stored. */
async function remove<Stored extends Document>(about: Located<Stored>, call: ResourceCall): Promise<boolean> {
  const place = await locate(about, call);
  try {
    await commitBelow(place, about, call, [place.documents.deleting(about.initial(call).id)]);
    return true;
  } catch (error) {
    if (error instanceof MissingDocument) return false;
    throw error;
  }
}

/** Changes what is stored, or the initial value if there is nothing; of several such calls, none undoes another. */
async function changeOrInsert<Stored extends Document>(
  about: Located<Stored>,
  call: ResourceCall,
  change: (stored: Stored) => Stored,
): Promise<Stored> {
  const place = await locate(about, call);
  const { documents } = place;
  const initial = about.initial(call);
  let changed = initial;
  const toChanged = (stored: Stored): Stored => {
    changed = change(stored);
    return changed;
  };
  try {
    await commitBelow(place, about, call, [documents.updating(initial.id, toChanged)]);
    return changed;
  } catch (error) {
    if (!(error instanceof MissingDocument)) throw error;
  }
  try {
    await commitBelow(place, about, call, [documents.inserting(toChanged(initial), { createdAt: 0 })]);
    return changed;
  } catch (error) {
    // Another call has inserted it meanwhile.
    if (error instanceof DuplicateDocument) return changeOrInsert(about, call, change);
    throw error;
  }
}
