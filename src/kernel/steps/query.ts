import type { TSchema } from 'typebox';
import { createMembers } from './members.ts';

/**
 * Parses a query string into an object, according to the declared types of its members ({@link
 * createMembers}).
 */
export function parseQuery(query: string, schema: TSchema): Record<string, unknown> {
  const members = createMembers(schema);
  for (const [name, text] of new URLSearchParams(query)) members.add(name, text);
  return members.values;
}
