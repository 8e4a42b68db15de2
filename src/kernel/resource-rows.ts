import Type, { type TUnknown } from 'typebox';
import { MissingDocument } from '../storage/errors.ts';
import type { Document, Documents, UpdateOptions, Write } from '../storage/store.ts';
import { Fault } from './fault.ts';
import type { Row } from './operation.ts';
import { json } from './reply.ts';
import type { ResourceCall } from './resource-call.ts';
import type {
  ActionDefinition,
  AnyResource,
  ArchiveDefinition,
  ChangeDefinition,
  CreateDefinition,
  DeleteDefinition,
  UpdateDefinition,
} from './resource-definition.ts';
import { included, includeQuery } from './resource-include.ts';
import { find, idOf, missing, pathOfOne, placeOfOne, row } from './resource-row.ts';
import { checkParents, commitBelow, locate } from './resource-scope.ts';

/** Row that creates an object; the object and its additional writes go into one commit. */
export function createRow<Stored extends Document>(
  about: AnyResource<Stored>,
  create: CreateDefinition<Stored, TUnknown, TUnknown>,
): Row {
  const { id, body, form, example, status = 200, faults = [] } = create;
  return row(about, {
    id,
    method: 'POST',
    path: about.path,
    summary: `Create a ${about.noun}`,
    ...(body && { body }),
    ...(form && { form }),
    ...(example !== undefined && { example }),
    reply: about.item,
    ...includeRow(about),
    statuses: [status],
    faults: about.parent ? ['not_found', ...faults] : faults,
    handle: async (call) => {
      // Before the object is made, which can take long; and again when it is stored.
      const place = await locate(about, call);
      await checkParents(place);
      const { stored, createdAt, also = [] } = await create.make(call);
      await commitBelow(place, about, call, [place.documents.inserting(stored, { createdAt }), ...also]);
      create.done?.(stored);
      return json(shown(about, stored, call), { status });
    },
  });
}

/** Row that retrieves an object. */
export function retrieveRow<Stored extends Document>(
  about: AnyResource<Stored>,
  { id }: { readonly id: string },
): Row {
  return row(about, {
    id,
    method: 'GET',
    path: pathOfOne(about),
    summary: `Retrieve a ${about.noun}`,
    ...includeRow(about),
    reply: about.item,
    faults: ['not_found'],
    handle: async (call) => json(shown(about, await find(about, call), call)),
  });
}

/** Row that updates an object from the request body. */
export function updateRow<Stored extends Document>(
  about: AnyResource<Stored>,
  update: UpdateDefinition<Stored, TUnknown>,
): Row {
  const { example, method = 'POST' } = update;
  return row(about, {
    id: update.id,
    method,
    path: pathOfOne(about),
    summary: `Update a ${about.noun}`,
    body: update.body,
    ...(example !== undefined && { example }),
    reply: about.item,
    faults: changeFaults(about),
    handle: async (call) => json(about.toItem(await change(about, call, update), call)),
  });
}

/** Row that runs an action on an object. */
export function actionRow<Stored extends Document>(
  about: AnyResource<Stored>,
  action: ActionDefinition<Stored, unknown>,
): Row {
  const { id, name, summary, body, faults = [] } = action;
  return row(about, {
    id,
    method: 'POST',
    path: `${pathOfOne(about)}/${name}`,
    summary,
    ...(body && { body }),
    reply: about.item,
    faults: [...changeFaults(about), ...faults],
    handle: async (call) => json(about.toItem(await change(about, call, action), call)),
  });
}

/** Row that takes an object out of use. */
export function archiveRow<Stored extends Document>(
  about: AnyResource<Stored>,
  { id, isArchived, change }: ArchiveDefinition<Stored>,
): Row {
  return row(about, {
    id,
    method: 'POST',
    path: `${pathOfOne(about)}/archive`,
    summary: `Archive a ${about.noun}`,
    reply: about.item,
    faults: ['not_found'],
    handle: async (call) => {
      const toArchived = (stored: Stored) => (isArchived(stored) ? stored : change(stored, call));
      return json(about.toItem(await commitOne(about, call, toArchived), call));
    },
  });
}

/** Row that deletes an object, unless its `check` throws. */
export function deleteRow<Stored extends Document>(
  about: AnyResource<Stored>,
  deletion: DeleteDefinition<Stored>,
): Row {
  const { object } = deletion;
  const toReply = deletion.toReply ?? ((id) => ({ object, id, deleted: true }));
  return row(about, {
    id: deletion.id,
    method: 'DELETE',
    path: pathOfOne(about),
    summary: `Delete a ${about.noun}`,
    reply: deletion.reply,
    faults: ['not_found'],
    handle: async (call) => {
      const id = idOf(about, call);
      const check = (stored: Stored) => {
        deletion.check?.(stored, call);
        return stored;
      };
      const also = (documents: Documents<Stored>) => [
        documents.deleting(id),
        ...(deletion.also?.(call) ?? []),
      ];
      await commitOne(about, call, check, also, { isRelief: true });
      deletion.done?.(id);
      return json(toReply(id));
    },
  });
}

async function change<Stored extends Document>(
  about: AnyResource<Stored>,
  call: ResourceCall,
  definition: ChangeDefinition<Stored, unknown>,
): Promise<Stored> {
  const changed = await commitOne(
    about,
    call,
    (stored) => {
      checkInUse(about, stored);
      return definition.change(stored, call.body, call);
    },
    () => definition.also?.(call) ?? [],
  );
  definition.done?.(changed);
  return changed;
}

function checkInUse<Stored extends Document>({ archive, noun }: AnyResource<Stored>, stored: Stored): void {
  if (!archive?.isArchived(stored)) return;
  throw new Fault({ kind: 'conflict', message: `The ${noun} '${stored.id}' is archived.` });
}

function changeFaults<Stored extends Document>({ archive }: AnyResource<Stored>): NonNullable<Row['faults']> {
  return archive ? ['not_found', 'conflict'] : ['not_found'];
}

/** The query of a row that shows one object. */
function includeRow<Stored extends Document>({ include }: AnyResource<Stored>): Pick<Row, 'query'> {
  return include ? { query: Type.Object(includeQuery(include)) } : {};
}

function shown<Stored extends Document>(
  about: AnyResource<Stored>,
  stored: Stored,
  call: ResourceCall,
): Document {
  return included(about.include, about.toItem(stored, call), stored, call);
}

/**
 * Updates the object the call names, together with additional writes, in one commit. Throws the resource's
 * `missing` fault if the object does not exist.
 */
async function commitOne<Stored extends Document>(
  about: AnyResource<Stored>,
  call: ResourceCall,
  toNext: (stored: Stored) => Stored,
  also: (documents: Documents<Stored>) => readonly Write<unknown>[] = () => [],
  options?: UpdateOptions,
): Promise<Stored> {
  let next: Stored | undefined;
  let isThere = false;
  const toKnownNext = (stored: Stored) => {
    isThere = true;
    next = toNext(stored);
    return next;
  };
  const place = await placeOfOne(about, call);
  const write = place.documents.updating(idOf(about, call), toKnownNext, options);
  try {
    await commitBelow(place, about, call, [write, ...also(place.documents)]);
    return next as Stored;
  } catch (error) {
    // If the object exists, one of the additional writes failed: a defect, which the caller should not see as
    // 404.
    if (error instanceof MissingDocument && !isThere) throw missing(about, call);
    throw error;
  }
}
