import createFindMyWay, { type HTTPMethod } from 'find-my-way';
import { bySegment } from './by-segment.ts';
import type { Incoming } from './incoming.ts';
import { type Match, type Operation, prefixesOf, type Surface } from './operation.ts';
import { isForm } from './steps/form.ts';
import { storedBytesIn } from './upload.ts';

export interface Router {
  /** The row for a method and a path without query; undefined if there is none. */
  find(method: string, path: string): Match | undefined;
  /** The methods that the path supports; empty if no row matches it. */
  allowed(path: string): readonly string[];
  /**
   * Whether the request body should be streamed to the handler instead of buffered: it is a form with files
   * that go to the store.
   */
  takesStream(request: Pick<Incoming, 'method' | 'path' | 'headers'>): boolean;
  /** The surface whose root is a prefix of the path, whether or not a row matches. */
  surfaceOf(path: string): Surface | undefined;
}

const METHODS: readonly HTTPMethod[] = ['GET', 'POST', 'DELETE'];

/**
 * Creates a router over the rows. Absolute paths match exactly; all others match with and without a
 * prefix. `HEAD` is treated as `GET`; trailing slashes are ignored. Search trees are built when a request needs them
 * ({@link bySegment}). Throws if two rows have the same method and path.
 */
export function createRouter(operations: readonly Operation[]): Router {
  refuseDuplicates(operations);
  const absolute = bySegment(
    operations.filter((operation) => operation.absolute),
    toTree,
  );
  const prefixed = bySegment(
    operations.filter((operation) => !operation.absolute),
    toTree,
  );
  const prefixes = prefixesOf(operations);
  const streamed = new Set<Operation | undefined>(
    operations.filter(({ form }) => form && storedBytesIn(form) > 0),
  );
  const rooted = [...new Set(operations.map(({ surface }) => surface))].filter(
    ({ root }) => root !== undefined,
  );

  const find = (method: string, path: string): Match | undefined => {
    const verb = (method === 'HEAD' ? 'GET' : method) as HTTPMethod;
    const own = withoutPrefix(path, prefixes);
    const found = absolute(path)?.find(verb, path) ?? prefixed(own)?.find(verb, own);
    if (!found) return undefined;
    const operation = found.store as Operation;
    return { operation, params: toParams(operation, found.params) };
  };
  return {
    find,
    allowed(path) {
      const methods = METHODS.filter((method) => find(method, path) !== undefined);
      return methods.includes('GET') ? [...methods, 'HEAD'] : methods;
    },
    takesStream: ({ method, path, headers }) =>
      streamed.size > 0 && isForm({ headers }) && streamed.has(find(method, path)?.operation),
    surfaceOf: (path) => rooted.find(({ root }) => path.startsWith(root as string)),
  };
}

function refuseDuplicates(operations: readonly Operation[]): void {
  const seen = new Map<string, string>();
  for (const { id, method, path, absolute = false } of operations) {
    const key = `${absolute} ${method} ${toPattern(path).replace(/:\w+/g, ':')}`;
    const other = seen.get(key);
    if (other !== undefined)
      throw new Error(`${other} and ${id} have the same method and path: ${method} ${path}`);
    seen.set(key, id);
  }
}

function toTree(operations: readonly Operation[]): ReturnType<typeof createFindMyWay> {
  const tree = createFindMyWay({ ignoreTrailingSlash: true, maxParamLength: 512 });
  for (const operation of operations)
    tree.on(operation.method, toPattern(operation.path), () => operation, operation);
  return tree;
}

/** `/v1/models` and `/models` are the same path; `/v1` alone and `/v1x` are left unchanged. */
function withoutPrefix(path: string, prefixes: readonly string[]): string {
  for (const prefix of prefixes)
    if (path.startsWith(prefix) && path[prefix.length] === '/') return path.slice(prefix.length);
  return path;
}

function toPattern(path: string): string {
  return path.replace(/\{\w+\*\}$/, '*').replace(/\{(\w+)\}/g, ':$1');
}

function toParams(operation: Operation, params: Record<string, string | undefined>): Record<string, string> {
  const rest = /\{(\w+)\*\}$/.exec(operation.path)?.[1];
  if (rest === undefined) return params as Record<string, string>;
  const { '*': value = '', ...others } = params;
  return { ...(others as Record<string, string>), [rest]: value };
}
