import createFindMyWay, { type HTTPMethod } from 'find-my-way';
import { bySegment } from './by-segment.ts';
import { type Match, METHODS, type Operation, type Surface } from './operation.ts';
import { type QueryPair, queryPairsOf } from './query-pairs.ts';

export interface Router {
  /**
   * The row for a method, a path without query, and a query without question mark; undefined if there is none. Of
   * several rows with this method and path, it is the one with the most required query pairs that are all given.
   */
  find(method: string, path: string, query?: string): Match | undefined;
  /** The methods that the path supports; empty if no row matches it. */
  allowed(path: string): readonly string[];
  /** The surface whose root is a prefix of the path, whether or not a row matches. */
  surfaceOf(path: string): Surface | undefined;
}

/**
 * Creates a router over the rows. Absolute paths match exactly. All others match below the prefix of their surface,
 * and without it unless the row of another surface that comes before has the same path; rows of a surface without a
 * prefix match below each prefix too. `HEAD` is treated as `GET`; trailing slashes are ignored. Search trees are built when a request needs them
 * ({@link bySegment}). Throws if two rows have the same method
 * and path and require the same query pairs. A path that a row states without parameters has only the methods of such
 * rows: `GET /responses/compact` does not retrieve an object named `compact`.
 */
export function createRouter(operations: readonly Operation[]): Router {
  refuseDuplicates(operations);
  const plain = createTrees(operations.filter(({ path }) => verbOf(path) === undefined));
  const verbs = createVerbTrees(operations);
  const rooted = [...new Set(operations.map(({ surface }) => surface))].filter(
    ({ root }) => root !== undefined,
  );

  const find = (method: string, path: string, query = ''): Match | undefined => {
    const verb = (method === 'HEAD' ? 'GET' : method) as HTTPMethod;
    const found = (verbs.size > 0 && findVerb(verbs, verb, path)) || plain(verb, path);
    if (!found) return undefined;
    const operation = choose(found.store as readonly Choice[], query);
    return { operation, params: toParams(operation, found.params) };
  };
  return {
    find,
    allowed(path) {
      const methods: string[] = METHODS.filter((method) => find(method, path) !== undefined);
      return methods.includes('GET') ? [...methods, 'HEAD'] : methods;
    },
    surfaceOf: (path) => rooted.find(({ root }) => path.startsWith(root as string)),
  };
}

type Find = ReturnType<typeof createFindMyWay>['find'];
type Tree = { readonly find: Find };

function createTrees(operations: readonly Operation[]): Find {
  const absolute = bySegment(
    operations.filter((row) => row.absolute),
    toTree,
  );
  const relative = operations.filter((row) => !row.absolute);
  const groups = [...Map.groupBy(relative, ({ surface }) => surface.prefix ?? '')].map(([prefix, rows]) => ({
    prefix,
    treeOf: bySegment(rows, toTree),
  }));
  // The longest prefix that fits comes first.
  const prefixed = groups
    .filter(({ prefix }) => prefix !== '')
    .sort((one, other) => other.prefix.length - one.prefix.length);
  const bare = groups.find(({ prefix }) => prefix === '');
  return (method, path) => {
    const exact = absolute(path)?.find(method, path);
    if (exact) return exact;
    for (const { prefix, treeOf } of prefixed) {
      if (!path.startsWith(prefix) || path[prefix.length] !== '/') continue;
      const rest = path.slice(prefix.length);
      const found = treeOf(rest)?.find(method, rest) ?? bare?.treeOf(rest)?.find(method, rest);
      if (found) return found;
    }
    for (const { treeOf } of groups) {
      const found = treeOf(path)?.find(method, path);
      if (found) return found;
    }
    return null;
  };
}

/** One of the rows with the same method and path. */
interface Choice {
  readonly operation: Operation;
  readonly pairs: readonly QueryPair[];
}

function toTree(operations: readonly Operation[]): Tree {
  const tree = createFindMyWay({ ignoreTrailingSlash: true, maxParamLength: 512 });
  const rows = Map.groupBy(operations, ({ method, path }) => `${method} ${path}`);
  for (const same of rows.values()) {
    const choices = same.map((operation): Choice => ({ operation, pairs: queryPairsOf(operation) }));
    choices.sort((one, other) => other.pairs.length - one.pairs.length);
    const { method, path } = same[0] as Operation;
    tree.on(method, toPattern(path), () => {}, choices);
  }
  const fixed = new Set(operations.map(({ path }) => path).filter((path) => !path.includes('{')));
  if (fixed.size === operations.length) return tree;
  return {
    find(method, path) {
      const found = tree.find(method, path);
      // A path that is a row's own is no id of an object: it has only the methods of such rows.
      const isShadowed = found !== null && !isEmpty(found.params) && fixed.has(withoutSlash(path));
      return isShadowed ? null : found;
    },
  };
}

function isEmpty(params: object): boolean {
  for (const _ in params) return false;
  return true;
}

const withoutSlash = (path: string): string => (path.endsWith('/') ? path.slice(0, -1) : path);

function refuseDuplicates(operations: readonly Operation[]): void {
  const seen = new Map<string, string>();
  for (const row of operations) {
    const { id, method, path, absolute, surface } = row;
    const pairs = JSON.stringify(queryPairsOf(row).sort());
    const place = absolute ? undefined : (surface.prefix ?? '');
    const key = JSON.stringify([place, method, path.replace(/\{\w+/g, '{'), pairs]);
    const other = seen.get(key);
    if (other !== undefined)
      throw new Error(`${other} and ${id} have the same method, path and required query: ${method} ${path}`);
    seen.set(key, id);
  }
}

/** If none fits, the least specific row: its validation names the parameter that is missing or wrong. */
function choose(choices: readonly Choice[], query: string): Operation {
  const last = choices[choices.length - 1] as Choice;
  if (choices.length === 1) return last.operation;
  const given = new URLSearchParams(query);
  const fits = ({ pairs }: Choice): boolean => pairs.every(([name, value]) => given.has(name, value));
  return (choices.find(fits) ?? last).operation;
}

/** Rows whose path ends in a verb, by verb. The tree of a verb has their paths without it. */
function createVerbTrees(operations: readonly Operation[]): ReadonlyMap<string, Find> {
  const rows = Map.groupBy(operations, ({ path }) => verbOf(path));
  rows.delete(undefined);
  return new Map([...rows].map(([verb, same]) => [verb as string, createTrees(same)]));
}

function findVerb(verbs: ReadonlyMap<string, Find>, method: HTTPMethod, path: string): ReturnType<Find> {
  const given = withoutSlash(path);
  const verb = verbOf(given);
  return (verb !== undefined && verbs.get(verb)?.(method, withoutVerb(given))) || null;
}

/** What follows the last colon of the last segment, if anything precedes it there. */
function verbOf(path: string): string | undefined {
  const colon = path.lastIndexOf(':');
  const slash = path.lastIndexOf('/');
  return colon > slash + 1 ? path.slice(colon + 1) : undefined;
}

function withoutVerb(path: string): string {
  return path.slice(0, path.lastIndexOf(':'));
}

/** The path of a row, without its verb, in the router's notation. */
function toPattern(path: string): string {
  const named = verbOf(path) === undefined ? path : withoutVerb(path);
  return named
    .replaceAll(':', '::')
    .replace(REST, '*')
    .replace(/\{(\w+)\}/g, ':$1');
}

const REST = /\{(\w+)\*\}/;

function toParams(operation: Operation, params: Record<string, string | undefined>): Record<string, string> {
  const rest = REST.exec(operation.path)?.[1];
  if (rest === undefined) return params as Record<string, string>;
  const { '*': value = '', ...others } = params;
  return { ...(others as Record<string, string>), [rest]: value };
}
