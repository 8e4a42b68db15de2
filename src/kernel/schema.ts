/** The JSON Schema keywords that request schemas use. */
export interface Schema {
  readonly type?: string;
  readonly const?: string | number | boolean;
  readonly enum?: readonly (string | number | boolean)[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  readonly propertyNames?: Schema;
  readonly pattern?: string;
  readonly format?: string;
}

/** The branches of a union, with nested unions expanded one level. A tagged union, which has a type, is one branch. */
export function flatten(branches: readonly Schema[]): Schema[] {
  return branches.flatMap((branch) => (branch.type === undefined && branch.anyOf) || [branch]);
}

/** Whether a branch accepts values of the same type as `value`. */
export function admitsType(schema: Schema, value: unknown): boolean {
  if (schema.type !== undefined) return isOfType(schema.type, value);
  const choices = constants(schema);
  return choices.length === 0 || choices.some((choice) => typeof choice === typeof value);
}

/**
 * The discriminator of object branches: `type` or `role`. Undefined if neither is a constant in every branch.
 */
export function tagOf(branches: readonly Schema[]): string | undefined {
  return ['type', 'role'].find((name) =>
    branches.every((branch) => constants(branch.properties?.[name] ?? {}).length > 0),
  );
}

/** The branches whose discriminator constant equals the value's. */
export function taggedAs(
  branches: readonly Schema[],
  tag: string,
  value: Readonly<Record<string, unknown>>,
): Schema[] {
  return branches.filter((branch) => constants(branch.properties?.[tag] ?? {}).includes(value[tag] as never));
}

/** The constants a schema allows. */
export function constants(schema: Schema): (string | number | boolean)[] {
  if (schema.const !== undefined) return [schema.const];
  if (schema.enum) return [...schema.enum];
  return (schema.anyOf ?? []).flatMap(constants);
}

/** The branches of a union, grouped by value type and discriminator. */
interface Branches {
  readonly arrays: readonly Schema[];
  readonly objects: readonly Schema[];
  readonly tag: string | undefined;
  readonly byTag: Map<unknown, readonly Schema[]>;
}

/** Module-level cache: derived only from immutable schemas, so all instances in a process can share it. */
const known = new WeakMap<readonly Schema[], Branches>();

/** The branches of a union that an object or array can fit: by its type and, for objects, its discriminator. */
export function meantBranches(branches: readonly Schema[], value: object): readonly Schema[] {
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

/**
 * The schema of an object's member: by name, by pattern, or from `additionalProperties`. Undefined if the
 * member is not allowed.
 */
export function memberOf(schema: Schema, name: string): Schema | undefined {
  const { properties = {}, patternProperties = {}, additionalProperties } = schema;
  if (Object.hasOwn(properties, name)) return properties[name];
  for (const [pattern, found] of Object.entries(patternProperties)) {
    if (new RegExp(pattern, 'u').test(name)) return found;
  }
  if (additionalProperties === false) return undefined;
  return typeof additionalProperties === 'object' ? additionalProperties : {};
}

/** Whether a declared member is optional. */
export function isOptional(schema: object, name: string): boolean {
  const { properties = {}, required = [] } = schema as Schema;
  return Object.hasOwn(properties, name) && !required.includes(name);
}

/** Whether a schema accepts null. */
export function takesNull(schema: object): boolean {
  const { anyOf, allOf, type, const: only, enum: choices } = schema as Schema;
  if (anyOf) return anyOf.some(takesNull);
  if (allOf) return allOf.every(takesNull);
  return type === undefined ? only === undefined && choices === undefined : type === 'null';
}

export function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'array':
      return Array.isArray(value);
    case 'object':
      return value !== null && typeof value === 'object' && !Array.isArray(value);
    case 'null':
      return value === null;
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
