import type { TSchema } from 'typebox';
import { createMembers } from './members.ts';

/** A query string as an object, read by the declared types of its members ({@link createMembers}). */
export function parseQuery(query: string, schema: TSchema): Record<string, unknown> {
  const members = createMembers(schema);
  for (const [name, text] of new URLSearchParams(query)) members.add(name, text);
  return members.values;
}
