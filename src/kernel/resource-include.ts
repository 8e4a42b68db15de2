import Type, { type TProperties } from 'typebox';
import type { Document } from '../storage/store.ts';
import type { ResourceCall } from './resource-call.ts';
import type { Includes } from './resource-list-definition.ts';

/** The query parameter of the values that can be included; none if there are none. */
export function includeQuery(includes: object | undefined): TProperties {
  if (!includes) return {};
  const value = Type.Unsafe<string>({ type: 'string', enum: Object.keys(includes) });
  return { include: Type.Optional(Type.Array(value)) };
}

/** Adds to an item what the query asks for, each value once. */
export function included<Stored extends Document>(
  includes: Includes<Stored, Document> | undefined,
  item: Document,
  stored: Stored,
  call: ResourceCall,
): Document {
  // Only the rows that can include something have the query.
  const include: unknown = includes && call.query.include;
  if (!includes || !Array.isArray(include)) return item;
  return [...new Set<string>(include)].reduce(
    (shown, value) => includes[value]?.(shown, stored, call) ?? shown,
    item,
  );
}
