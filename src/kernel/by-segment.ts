import type { Operation } from './operation.ts';

/**
 * Divides rows by the first segment of their paths after `/v1` and returns what `build` makes of those that a request path can match;
 * undefined if there are none. Each part is built when the first request needs it: an instance in a test often serves
 * only one or two operations, and building a search tree over all rows takes longer than answering them.
 *
 * @example
 * const treeOf = bySegment(operations, toTree);
 * treeOf('/files/file-1')?.find('GET', '/files/file-1');
 */
export function bySegment<Built>(
  operations: readonly Operation[],
  build: (operations: readonly Operation[]) => Built,
): (path: string) => Built | undefined {
  const segments = new Set(operations.map(({ path }) => segmentOf(path)));
  // Keys are segments of rows only, so requests cannot add to it; undefined stands for all rows.
  const built = new Map<string | undefined, Built>();
  return (path) => {
    let segment = segmentOf(path);
    if (segment !== undefined && !segments.has(segment)) {
      if (!segments.has(undefined)) return undefined;
      segment = undefined;
    }
    let part = built.get(segment);
    if (part === undefined) {
      const fits = (own: string | undefined) => segment === undefined || own === undefined || own === segment;
      part = build(operations.filter((operation) => fits(segmentOf(operation.path))));
      built.set(segment, part);
    }
    return part;
  };
}

/** Undefined for what is not plain text: a parameter in a row's path, an escape in a request's. */
function segmentOf(path: string): string | undefined {
  if (!path.startsWith('/')) return undefined;
  const start = path.startsWith('/v1/') ? 4 : 1;
  const end = path.indexOf('/', start);
  const segment = path.slice(start, end === -1 ? undefined : end);
  return PLAIN.test(segment) ? segment : undefined;
}

const PLAIN = /^[\w.~-]*$/;
