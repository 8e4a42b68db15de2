import Type, { type TSchema } from 'typebox';
import type { Document } from '../storage/store.ts';
import { Fault } from './fault.ts';
import type { Row } from './operation.ts';
import type { Access } from './principal.ts';
import type { ResourceCall } from './resource-call.ts';
import type { AnyResource } from './resource-definition.ts';
import { checkParents, locate, type ParentDefinition, type Place, parentsOf } from './resource-scope.ts';

type RowOfResource = Omit<Row, 'access' | 'params' | 'handle'> & {
  readonly handle: (call: ResourceCall) => ReturnType<Row['handle']>;
};

/** What the rows of a resource have in common. */
interface RowsOf {
  readonly access?: Access;
  readonly param?: string;
  readonly paramSchema?: TSchema;
  readonly parent?: ParentDefinition;
}

/** A row whose path parameters follow from its path. */
export function row(about: RowsOf, part: RowOfResource): Row {
  const { access = 'project' } = about;
  const declared = new Map(
    [about, ...parentsOf(about)].map(({ param, paramSchema }) => [param, paramSchema]),
  );
  const params = paramsOf(part.path).map((name) => [name, declared.get(name) ?? Type.String()] as const);
  return { access, ...(params.length > 0 && { params: Type.Object(Object.fromEntries(params)) }), ...part };
}

/** The names of the parameters in a path. */
function paramsOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
}

/**
 * @param isParentNeeded whether an operation has to know the parent, since it addresses no object by its id
 * @throws TypeError if a path does not name exactly the parents with a parameter, the outermost first, or not the parent
 * that is needed
 */
export function checkPath(
  { path, parent }: { readonly path: string; readonly parent?: ParentDefinition },
  isParentNeeded: boolean,
): void {
  const parents = parentsOf({ ...(parent && { parent }) }).flatMap(({ param }) => param ?? []);
  if (paramsOf(path).join() !== parents.join())
    throw new TypeError(`The parents of ${path} are not those in its path: ${parents.join(', ') || 'none'}`);
  if (isParentNeeded && parent && parent.param === undefined)
    throw new TypeError(
      `An operation of ${path} needs the id of its ${parent.noun}, which is not in its path`,
    );
}

/** The path of one object. */
export function pathOfOne<Stored extends Document>({ path, param }: AnyResource<Stored>): string {
  return `${path}/{${param}}`;
}

/** The id of the object that a call names. */
export function idOf<Stored extends Document>({ param }: AnyResource<Stored>, call: ResourceCall): string {
  return call.params[param] as string;
}

/** Where the object that a call names has to be. */
export function placeOfOne<Stored extends Document>(
  about: AnyResource<Stored>,
  call: ResourceCall,
): Promise<Place<Stored>> {
  return locate(about, call, { id: idOf(about, call), missing: () => missing(about, call) });
}

/**
 * Reads the object that a call names.
 *
 * @throws Fault if it does not exist, or one of its parents
 */
export async function find<Stored extends Document>(
  about: AnyResource<Stored>,
  call: ResourceCall,
): Promise<Stored> {
  const place = await placeOfOne(about, call);
  await checkParents(place);
  const stored = await place.documents.get(idOf(about, call));
  if (!stored) throw missing(about, call);
  return stored;
}

/** The fault for an object that does not exist. */
export function missing<Stored extends Document>(about: AnyResource<Stored>, call: ResourceCall): Fault {
  const id = idOf(about, call);
  return about.missing?.(id) ?? new Fault({ kind: 'not_found', noun: about.noun, id });
}
