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

/** The branches of a union, those of a union inside it among them. */
export function flatten(branches: readonly Schema[]): Schema[] {
  return branches.flatMap((branch) => branch.anyOf ?? [branch]);
}

/** Whether a branch takes values of the type that `value` has. */
export function admitsType(schema: Schema, value: unknown): boolean {
  if (schema.type !== undefined) return isOfType(schema.type, value);
  const choices = constants(schema);
  return choices.length === 0 || choices.some((choice) => typeof choice === typeof value);
}

/** The member that tells object branches apart by a constant: `type` or `role`. Undefined when none does. */
export function tagOf(branches: readonly Schema[]): string | undefined {
  return ['type', 'role'].find((name) =>
    branches.every((branch) => constants(branch.properties?.[name] ?? {}).length > 0),
  );
}

/** The branches whose constant is the value's. */
export function taggedAs(
  branches: readonly Schema[],
  tag: string,
  value: Readonly<Record<string, unknown>>,
): Schema[] {
  return branches.filter((branch) => constants(branch.properties?.[tag] ?? {}).includes(value[tag] as never));
}

/** The values that a schema lists. */
export function constants(schema: Schema): (string | number | boolean)[] {
  if (schema.const !== undefined) return [schema.const];
  if (schema.enum) return [...schema.enum];
  return (schema.anyOf ?? []).flatMap(constants);
}

/** The schema of an object's member, by its name, a pattern, or as one of the others; undefined when it may not be there. */
export function memberOf(schema: Schema, name: string): Schema | undefined {
  const { properties = {}, patternProperties = {}, additionalProperties } = schema;
  if (Object.hasOwn(properties, name)) return properties[name];
  for (const [pattern, found] of Object.entries(patternProperties)) {
    if (new RegExp(pattern, 'u').test(name)) return found;
  }
  if (additionalProperties === false) return undefined;
  return typeof additionalProperties === 'object' ? additionalProperties : {};
}

/** Whether a declared member need not be there. */
export function isOptional(schema: object, name: string): boolean {
  const { properties = {}, required = [] } = schema as Schema;
  return Object.hasOwn(properties, name) && !required.includes(name);
}

/** Whether null is one of the values that a schema takes. */
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
