import Type, { type TUnknown } from 'typebox';
import { MissingDocument } from '../storage/errors.ts';
import type { Document, UpdateOptions, Write } from '../storage/store.ts';
import { Fault } from './fault.ts';
import type { Row } from './operation.ts';
import { type PageQuery, pageInTurns, withCursor } from './page.ts';
import { PAGE_DIALECTS, pageSchema, toPage } from './page-dialect.ts';
import { lazyJson } from './parts-reply.ts';
import { json } from './reply.ts';
import type { ResourceCall } from './resource-call.ts';
import type {
  ActionDefinition,
  AnyResource,
  ChangeDefinition,
  CreateDefinition,
  DeleteDefinition,
} from './resource-definition.ts';
import { checkParents, commitBelow, documentsOf } from './resource-scope.ts';
import { LazyArray } from './wire/lazy-json.ts';

const DEFAULT_LIMIT = 20;

/** Row that lists objects. */
export function listRow<Stored extends Document>(
  about: AnyResource<Stored>,
  list: NonNullable<AnyResource<Stored>['list']>,
): Row {
  const { noun, nouns = `${noun}s`, turns } = about;
  const { dialect = 'ids' } = list;
  const { item, toItem } = list.item ? list : about;
  const { cursor } = PAGE_DIALECTS[dialect];
  const defaultLimit = list.defaultLimit ?? (cursor ? DEFAULT_LIMIT : Number.MAX_SAFE_INTEGER);
  return row(about, {
    id: list.id,
    method: 'GET',
    path: about.path,
    summary: `List ${nouns}`,
    query: Type.Object(list.query),
    reply: pageSchema(dialect, item),
    faults: ['not_found'],
    handle: async (call) => {
      const query: PageQuery = call.query;
      const { before, limit = defaultLimit, order = list.defaultOrder } = query;
      const after = cursor && query[cursor];
      const { abort } = call;
      await checkParents(about, call);
      const documents = documentsOf(about, call);
      const request = { ...list.filter?.(call.query), order, limit, after, before };
      const page = await withCursor(
        { after, before },
        noun,
        () => pageInTurns(documents, request, { turns, abort }),
        { name: cursor },
      );
      const items = page.items.map((stored) => toItem(stored, call));
      const answer = toPage(dialect, { items, hasMore: page.hasMore });
      // Object by object: they may be large.
      return lazyJson(() => ({ ...answer, data: new LazyArray(answer.data) }), { turns, abort });
    },
  });
}

/** Row that creates an object; the object and its additional writes go into one commit. */
export function createRow<Stored extends Document>(
  about: AnyResource<Stored>,
  create: CreateDefinition<Stored, TUnknown, TUnknown>,
): Row {
  const { id, body, form, example, status = 200 } = create;
  return row(about, {
    id,
    method: 'POST',
    path: about.path,
    summary: `Create a ${about.noun}`,
    ...(body && { body }),
    ...(form && { form }),
    ...(example !== undefined && { example }),
    reply: about.item,
    statuses: [status],
    handle: async (call) => {
      // Before the object is made, which can take long; and again when it is stored.
      await checkParents(about, call);
      const { stored, createdAt, also = [] } = await create.make(call);
      await commitBelow(about, call, [documentsOf(about, call).inserting(stored, { createdAt }), ...also]);
      create.done?.(stored);
      return json(about.toItem(stored, call), { status });
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
    reply: about.item,
    faults: ['not_found'],
    handle: async (call) => {
      await checkParents(about, call);
      const stored = await documentsOf(about, call).get(idOf(about, call));
      if (!stored) throw missing(about, call);
      return json(about.toItem(stored, call));
    },
  });
}

/** Row that updates an object from the request body. */
export function updateRow<Stored extends Document>(
  about: AnyResource<Stored>,
  update: NonNullable<AnyResource<Stored>['update']>,
): Row {
  const { example } = update;
  return row(about, {
    id: update.id,
    method: 'POST',
    path: pathOfOne(about),
    summary: `Update a ${about.noun}`,
    body: update.body,
    ...(example !== undefined && { example }),
    reply: about.item,
    faults: ['not_found'],
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
    faults: ['not_found', ...faults],
    handle: async (call) => json(about.toItem(await change(about, call, action), call)),
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
      const also = [documentsOf(about, call).deleting(id), ...(deletion.also?.(call) ?? [])];
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
    (stored) => definition.change(stored, call.body, call),
    definition.also?.(call) ?? [],
  );
  definition.done?.(changed);
  return changed;
}

/**
 * Updates the object the call names, together with additional writes, in one commit. Throws the resource's
 * `missing` fault if the object does not exist.
 */
async function commitOne<Stored extends Document>(
  about: AnyResource<Stored>,
  call: ResourceCall,
  toNext: (stored: Stored) => Stored,
  also: readonly Write<unknown>[],
  options?: UpdateOptions,
): Promise<Stored> {
  let next: Stored | undefined;
  let isThere = false;
  const toKnownNext = (stored: Stored) => {
    isThere = true;
    next = toNext(stored);
    return next;
  };
  const write = documentsOf(about, call).updating(idOf(about, call), toKnownNext, options);
  try {
    await commitBelow(about, call, [write, ...also]);
    return next as Stored;
  } catch (error) {
    // If the object exists, one of the additional writes failed: a defect, which the caller should not see as
    // 404.
    if (error instanceof MissingDocument && !isThere) throw missing(about, call);
    throw error;
  }
}

function row<Stored extends Document>(
  { access = 'project' }: AnyResource<Stored>,
  part: Omit<Row, 'access' | 'params' | 'handle'> & { readonly handle: Handle },
): Row {
  const names = paramsOf(part.path);
  const params = Type.Object(Object.fromEntries(names.map((name) => [name, Type.String()])));
  return { access, ...(names.length > 0 && { params }), ...part };
}

/** The names of the parameters in a path. */
export function paramsOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
}

type Handle = (call: ResourceCall) => ReturnType<Row['handle']>;

function pathOfOne<Stored extends Document>({ path, param }: AnyResource<Stored>): string {
  return `${path}/{${param}}`;
}

function idOf<Stored extends Document>({ param }: AnyResource<Stored>, call: ResourceCall): string {
  return call.params[param] as string;
}

function missing<Stored extends Document>(about: AnyResource<Stored>, call: ResourceCall): Fault {
  const id = idOf(about, call);
  return about.missing?.(id) ?? new Fault({ kind: 'not_found', noun: about.noun, id });
}
