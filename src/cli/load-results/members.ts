/** An object of a parsed file, of which nothing is known yet. */
export type Members = { readonly [name: string]: unknown };

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The value at a path of members; undefined if a part of it is missing.
 *
 * @example
 * at({ metrics: { ttft: { value: 12 } } }, 'metrics', 'ttft', 'value'); // 12
 */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce(
    (found, name) => (isMembers(found) && Object.hasOwn(found, name) ? found[name] : undefined),
    value,
  );
}

/** The finite number at a path; undefined if there is none. */
export function numberAt(value: unknown, ...path: readonly string[]): number | undefined {
  const found = at(value, ...path);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

/** The array at a path; empty if there is none. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}
