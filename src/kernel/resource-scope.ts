import type { TSchema } from 'typebox';
import { MissingDocument } from '../storage/errors.ts';
import type { Collection, Document, Documents, Store, Write } from '../storage/store.ts';
import { Fault } from './fault.ts';
import type { ResourceCall } from './resource-call.ts';

/**
 * Who shares the objects of a resource: the callers of one project, those of one organization, or all. Each level is
 * a property of the caller, so objects of others are never found.
 */
export type ScopeLevel = 'project' | 'organization' | 'everyone';

/**
 * The resource to whose objects those of another belong: the vector stores of vector store files. It is itself at the
 * level of the child and, if it has one, below its own parent.
 *
 * @example
 * { noun: 'run', param: 'run_id', collection: runs, parent: { noun: 'thread', param: 'thread_id', collection: threads } }
 */
export interface ParentDefinition {
  readonly noun: string;
  /**
   * Name of the path parameter that holds its id. Without it, the path does not name the parent: what comes next in
   * the path is found by its own id, among what the caller shares, and is missing if its parent is. Objects
   * whose own parent is not named can be neither created nor listed.
   */
  readonly param?: string;
  /** What the documentation says of the parameter. Default: any string. */
  readonly paramSchema?: TSchema;
  readonly collection: Collection<Document>;
  /** The fault for a parent that does not exist. Default: kind `not_found` with noun and id. */
  readonly missing?: (id: string) => Fault;
  /**
   * Throws a Fault to reject a write below this parent, for instance because it is archived. A method, so that its
   * parameter can have the type of the collection's documents.
   */
  check?(parent: Document, call: ResourceCall): void;
  readonly parent?: ParentDefinition;
}

/** Where a resource has its objects. */
export interface Scoped {
  readonly store: Store;
  /** Default `project`. */
  readonly level?: ScopeLevel;
  readonly parent?: ParentDefinition;
}

/**
 * The scope of the objects that belong to a parent: for operations beside the resource's own.
 *
 * @param scope of the parent
 * @example
 * messages.in(scopeBelow(principal.project, threadId));
 */
export function scopeBelow(scope: string, parentId: string): string {
  // Encoded, an id contains no separator, so two parents never have the same scope.
  return `${scope}/${encodeURIComponent(parentId.toWellFormed())}`;
}

/**
 * The parent whose objects are in a scope of {@link scopeBelow}: for a collection, to declare that its documents are
 * deleted with it.
 *
 * @example
 * defineCollection<Message>({ …, owner: (_, scope) => ({ collection: 'threads', ...parentIn(scope) }) });
 */
export function parentIn(scope: string): { readonly scope: string; readonly id: string } {
  const end = scope.lastIndexOf('/');
  return { scope: scope.slice(0, end), id: decodeURIComponent(scope.slice(end + 1)) };
}

/** A parent of what a call names, and where it should be. */
interface Ancestor {
  readonly definition: ParentDefinition;
  readonly id: string;
  readonly documents: Documents<Document>;
  /** The fault if it does not exist. */
  readonly missing: () => Fault;
}

/** Where the objects are that a call addresses, whether or not their parents exist: {@link commitBelow} checks that. */
export interface Place<Stored extends Document> {
  readonly documents: Documents<Stored>;
  readonly ancestors: readonly Ancestor[];
}

/** Something that a path names. */
interface Named {
  readonly collection: Collection<Document>;
  readonly id: string;
  /** The fault if it does not exist. */
  readonly missing: () => Fault;
}

/** The parents, the outermost first. */
export function parentsOf({ parent }: { readonly parent?: ParentDefinition }): ParentDefinition[] {
  return parent ? [...parentsOf(parent), parent] : [];
}

/**
 * Finds out where the objects are that a call addresses.
 *
 * @param object the one that the call names, if any
 * @throws Fault for what is not found below parents that the path does not name
 */
export async function locate<Stored extends Document>(
  about: Scoped & { readonly collection: Collection<Stored> },
  call: ResourceCall,
  object?: Omit<Named, 'collection'>,
): Promise<Place<Stored>> {
  let scope = scopeOf(about.level, call);
  const ancestors: Ancestor[] = [];
  const enter = (definition: ParentDefinition, id: string, missing: () => Fault): void => {
    ancestors.push({ definition, id, documents: definition.collection.in(scope), missing });
    scope = scopeBelow(scope, id);
  };
  const unnamed: ParentDefinition[] = [];
  const enterUnnamed = async (next: Named): Promise<void> => {
    if (unnamed.length === 0) return;
    const ids = await parentIdsOf(next, scope);
    if (ids?.length !== unnamed.length) throw next.missing();
    for (const [index, definition] of unnamed.entries())
      enter(definition, ids[index] as string, next.missing);
    unnamed.length = 0;
  };
  for (const definition of parentsOf(about)) {
    if (definition.param === undefined) {
      unnamed.push(definition);
      continue;
    }
    const id = call.params[definition.param] as string;
    const missing = () => missingParent(definition, id);
    await enterUnnamed({ collection: definition.collection, id, missing });
    enter(definition, id, missing);
  }
  if (object) await enterUnnamed({ collection: about.collection, ...object });
  return { documents: about.collection.in(scope), ancestors };
}

/** The ids of the parents between a scope and what is found below it, the outermost first. */
async function parentIdsOf({ collection, id }: Named, scope: string): Promise<string[] | undefined> {
  const found = await collection.find(id, { within: [scope] });
  if (!found || found.scope === scope) return undefined;
  return found.scope
    .slice(scope.length + 1)
    .split('/')
    .map(decodeURIComponent);
}

function scopeOf(level: ScopeLevel = 'project', { principal }: ResourceCall): string {
  return level === 'everyone' ? level : principal[level];
}

/** @throws Fault for the outermost parent that does not exist */
export async function checkParents({ ancestors }: Place<Document>): Promise<void> {
  for (const { documents, id, missing } of ancestors) if (!(await documents.get(id))) throw missing();
}

/**
 * Commits writes on the condition that all parents exist and pass their `check`.
 *
 * @throws Fault for the outermost parent that does not exist
 */
export async function commitBelow(
  { ancestors }: Place<Document>,
  { store }: Scoped,
  call: ResourceCall,
  writes: readonly Write<unknown>[],
): Promise<void> {
  let found = 0;
  // Writing a document back unchanged costs no more than reading it, and is possible in a full store.
  const checks = ancestors.map(({ definition, id, documents }) => {
    const check = (parent: Document) => {
      found++;
      definition.check?.(parent, call);
      return parent;
    };
    return documents.updating(id, check, { isRelief: true });
  });
  try {
    await store.commit([...checks, ...writes]);
  } catch (error) {
    const next = ancestors[found];
    if (error instanceof MissingDocument && next) throw next.missing();
    throw error;
  }
}

function missingParent({ noun, missing }: ParentDefinition, id: string): Fault {
  return missing?.(id) ?? new Fault({ kind: 'not_found', noun, id });
}
