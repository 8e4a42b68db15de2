import type { TSchema } from 'typebox';
import { explain } from './explain.ts';
import {
  admitsType,
  flatten,
  isOfType,
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
    const item = strip(items, value[index]);
    if (item === value[index]) continue;
    copy ??= [...value];
    copy[index] = item;
  }
  return copy ?? value;
}

function stripMembers(schema: Schema, value: Readonly<Record<string, unknown>>): object {
  const members: [name: string, value: unknown][] = [];
  let isChanged = false;
  for (const [name, given] of Object.entries(value)) {
    const member = memberOf(schema, name) ?? {};
    if (given === null && isOptional(schema, name) && !takesNull(member)) {
      isChanged = true;
      continue;
    }
    const stripped = strip(member, given);
    isChanged ||= stripped !== given;
    members.push([name, stripped]);
  }
  return isChanged ? Object.fromEntries(members) : value;
}

/** As the first branch has it that then fits; failing that, as the first branch of the value's type or tag has it. */
function stripUnion(branches: readonly Schema[], value: object): unknown {
  const readings = meant(flatten(branches), value).map((branch) => ({ branch, value: strip(branch, value) }));
  if (readings.every((reading) => reading.value === value)) return value;
  const fitting = readings.find((reading) => explain(reading.branch, reading.value) === undefined);
  return (fitting ?? readings[0])?.value;
}

function meant(branches: readonly Schema[], value: object): readonly Schema[] {
  const ofType = branches.filter((branch) => admitsType(branch, value));
  const tag = isOfType('object', value) && ofType.length > 1 ? tagOf(ofType) : undefined;
  return tag === undefined ? ofType : taggedAs(ofType, tag, value as Record<string, unknown>);
}
