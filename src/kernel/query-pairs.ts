import type { Operation } from './operation.ts';

/** A query parameter and the text of its value: `['beta', 'true']`. */
export type QueryPair = readonly [name: string, value: string];

interface QuerySchema {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, { readonly const?: unknown }>>;
}

/**
 * The query pairs that a row requires: its required parameters that have only one value. They tell rows with the
 * same method and path apart.
 *
 * @example
 * queryPairsOf(operation({ query: Type.Object({ beta: Type.Literal(true) }), … })); // [['beta', 'true']]
 */
export function queryPairsOf({ query }: Pick<Operation, 'query'>): QueryPair[] {
  const { required = [], properties = {} } = (query ?? {}) as QuerySchema;
  return required.flatMap((name): QueryPair[] => {
    const value = properties[name]?.const;
    return value === undefined ? [] : [[name, String(value)]];
  });
}
