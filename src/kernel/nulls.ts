import type { TSchema } from 'typebox';
import { explain } from './explain.ts';
import { isOptional, meantBranches, memberOf, type Schema, takesNull } from './schema.ts';
import { selectBranch, taggedOf } from './tagged.ts';

/**
 * Removes nulls that mean "not given": those of optional members whose schema does not accept null. Where the
 * schema accepts it (`Type.Optional(Nullable(X))`), null has a meaning of its own and is kept. Values that no
 * schema describes, such as metadata or a JSON schema inside a request, are left unchanged. The input is
 * never modified: it is returned as is if there is nothing to remove; otherwise only the changed parts are
 * copied.
 *
 * @example
 * withoutNulls(Type.Object({ n: Type.Optional(Type.Integer()) }), { n: null }); // {}
 */
export function withoutNulls(schema: TSchema, value: unknown): unknown {
  return strip(schema as Schema, value);
}

function strip(schema: Schema, value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (schema.anyOf) {
    const union = taggedOf(schema);
    if (!union) return stripUnion(schema.anyOf, value);
    const branch = selectBranch(union, value);
    return branch ? strip(branch, value) : value;
  }
  const stripped = (schema.allOf ?? []).reduce<unknown>((left, part) => strip(part, left), value);
  return Array.isArray(stripped)
    ? stripItems(schema, stripped)
    : stripMembers(schema, stripped as Record<string, unknown>);
}

function stripItems({ items }: Schema, value: readonly unknown[]): readonly unknown[] {
  if (!items) return value;
  let copy: unknown[] | undefined;
  for (let index = 0; index < value.length; index++) {
    const given = value[index];
    if (typeof given !== 'object') continue;
    const item = strip(items, given);
    if (item === given) continue;
    copy ??= [...value];
    copy[index] = item;
  }
  return copy ?? value;
}

function stripMembers(schema: Schema, value: Readonly<Record<string, unknown>>): object {
  let changes: Map<string, unknown> | undefined;
  for (const name of Object.keys(value)) {
    const given = value[name];
    if (typeof given !== 'object') continue;
    const member = memberOf(schema, name) ?? {};
    const isAbsent = given === null && isOptional(schema, name) && !takesNull(member);
    const stripped = isAbsent ? undefined : strip(member, given);
    if (stripped === given) continue;
    changes ??= new Map();
    changes.set(name, stripped);
  }
  if (!changes) return value;
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const member = changes.has(name) ? changes.get(name) : value[name];
    if (member === undefined) continue;
    if (name === '__proto__') Object.defineProperty(copy, name, { ...PLAIN, value: member });
    else copy[name] = member;
  }
  return copy;
}

/** Attributes of an ordinary member. Assigning to `__proto__` would set the prototype instead. */
const PLAIN = { enumerable: true, configurable: true, writable: true };

/**
 * Strips by the branch that the value's type or discriminator selects; of several, by the first that fits
 * after stripping.
 */
function stripUnion(branches: readonly Schema[], value: object): unknown {
  const [only, ...others] = meantBranches(branches, value);
  if (!only) return value;
  if (others.length === 0) return strip(only, value);
  const readings = [only, ...others].map((branch) => ({ branch, value: strip(branch, value) }));
  if (readings.every((reading) => reading.value === value)) return value;
  const fitting = readings.find((reading) => explain(reading.branch, reading.value) === undefined);
  return (fitting ?? readings[0])?.value;
}
