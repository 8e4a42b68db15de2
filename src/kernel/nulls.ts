import type { TSchema } from 'typebox';
import { explain } from './explain.ts';
import {
  admitsType,
  flatten,
  isOptional,
  memberOf,
  type Schema,
  taggedAs,
  tagOf,
  takesNull,
} from './schema.ts';

/**
 * A value without the nulls that mean "not given": those of optional members whose schema does not take null. A schema that
 * does take it (`Type.Optional(Nullable(X))`) gives null a meaning of its own, and keeps it. What no schema describes, such as
 * metadata or a JSON schema inside a request, is left alone. The value itself is never changed: it is returned when there is
 * nothing to remove, else a copy of what differs.
 *
 * @example
 * withoutNulls(Type.Object({ n: Type.Optional(Type.Integer()) }), { n: null }); // {}
 */
export function withoutNulls(schema: TSchema, value: unknown): unknown {
  return strip(schema as Schema, value);
}

function strip(schema: Schema, value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (schema.anyOf) return stripUnion(schema.anyOf, value);
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
  const members = Object.entries({ ...value, ...Object.fromEntries(changes) });
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}

/** Strips as the branch that the value's type or tag selects; among several, as the first one that then fits. */
function stripUnion(branches: readonly Schema[], value: object): unknown {
  const [only, ...others] = meant(branches, value);
  if (!only) return value;
  if (others.length === 0) return strip(only, value);
  const readings = [only, ...others].map((branch) => ({ branch, value: strip(branch, value) }));
  if (readings.every((reading) => reading.value === value)) return value;
  const fitting = readings.find((reading) => explain(reading.branch, reading.value) === undefined);
  return (fitting ?? readings[0])?.value;
}

/** The branches of a union by what selects among them. */
interface Branches {
  readonly arrays: readonly Schema[];
  readonly objects: readonly Schema[];
  readonly tag: string | undefined;
  readonly byTag: Map<unknown, readonly Schema[]>;
}

/** Derived from schemas alone, which never change, so all instances of a process can share it. */
const known = new WeakMap<readonly Schema[], Branches>();

function meant(branches: readonly Schema[], value: object): readonly Schema[] {
  let union = known.get(branches);
  if (!union) {
    const flat = flatten(branches);
    const objects = flat.filter((branch) => admitsType(branch, {}));
    union = {
      arrays: flat.filter((branch) => admitsType(branch, [])),
      objects,
      tag: objects.length > 1 ? tagOf(objects) : undefined,
      byTag: new Map(),
    };
    known.set(branches, union);
  }
  const { arrays, objects, tag, byTag } = union;
  if (Array.isArray(value)) return arrays;
  if (tag === undefined) return objects;
  const members = value as Record<string, unknown>;
  const selected = byTag.get(members[tag]) ?? taggedAs(objects, tag, members);
  if (selected.length > 0) byTag.set(members[tag], selected);
  return selected;
}
