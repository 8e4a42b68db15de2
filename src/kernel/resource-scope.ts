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
  /** Name of the path parameter that holds its id. */
  readonly param: string;
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

/** A parent that a call names, and where it should be. */
interface Ancestor {
  readonly definition: ParentDefinition;
  readonly id: string;
  readonly documents: Documents<Document>;
}

/** The parents, the outermost first. */
export function parentsOf({ parent }: { readonly parent?: ParentDefinition }): ParentDefinition[] {
  return parent ? [...parentsOf(parent), parent] : [];
}

function locate(about: Scoped, call: ResourceCall): { scope: string; ancestors: Ancestor[] } {
  let scope = scopeOf(about.level, call);
  const ancestors = parentsOf(about).map((definition): Ancestor => {
    const id = call.params[definition.param] as string;
    const documents = definition.collection.in(scope);
    scope = scopeBelow(scope, id);
    return { definition, id, documents };
  });
  return { scope, ancestors };
}

function scopeOf(level: ScopeLevel = 'project', { principal }: ResourceCall): string {
  return level === 'everyone' ? level : principal[level];
}

/** The objects that a call addresses, whether or not their parents exist: {@link commitBelow} checks that. */
export function documentsOf<Stored extends Document>(
  about: Scoped & { readonly collection: Collection<Stored> },
  call: ResourceCall,
): Documents<Stored> {
  return about.collection.in(locate(about, call).scope);
}

/** @throws Fault for the outermost parent that does not exist */
export async function checkParents(about: Scoped, call: ResourceCall): Promise<void> {
  for (const ancestor of locate(about, call).ancestors) {
    if (!(await ancestor.documents.get(ancestor.id))) throw missingParent(ancestor);
  }
}

/**
 * Commits writes on the condition that all parents exist and pass their `check`.
 *
 * @throws Fault for the outermost parent that does not exist
 */
export async function commitBelow(
  about: Scoped,
  call: ResourceCall,
  writes: readonly Write<unknown>[],
): Promise<void> {
  const { ancestors } = locate(about, call);
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
    await about.store.commit([...checks, ...writes]);
  } catch (error) {
    const next = ancestors[found];
    if (error instanceof MissingDocument && next) throw missingParent(next);
    throw error;
  }
}

function missingParent({ definition: { noun, missing }, id }: Ancestor): Fault {
  return missing?.(id) ?? new Fault({ kind: 'not_found', noun, id });
}
