/** A JSON Schema, limited to the parts this program reads. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly [keyword: string]: unknown;
}

/**
 * Keywords whose value is a schema, a list of schemas, or a map of schemas (JSON Schema 2020-12,
 * applicators).
 */
const SINGLE = ['items', 'additionalProperties', 'propertyNames', 'contains', 'not', 'if', 'then', 'else'];
const LISTS = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];
const MAPS = ['properties', 'patternProperties', '$defs', 'dependentSchemas'];

/** The direct subschemas, with the name of the member if they are properties. */
export function* childrenOf(schema: JsonSchema): Generator<[child: JsonSchema, member?: string]> {
  for (const [keyword, value] of Object.entries(schema)) {
    if (SINGLE.includes(keyword) && isSchema(value)) yield [value];
    else if (LISTS.includes(keyword)) for (const one of (value as unknown[]).filter(isSchema)) yield [one];
    else if (MAPS.includes(keyword)) {
      for (const [member, one] of Object.entries(value as object)) if (isSchema(one)) yield [one, member];
    }
  }
}

/** Returns a copy of a schema with `change` applied to each direct subschema. */
export function mapChildren(schema: JsonSchema, change: (child: JsonSchema) => JsonSchema): JsonSchema {
  const maybe = (value: unknown): unknown => (isSchema(value) ? change(value) : value);
  const copy = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if (SINGLE.includes(keyword)) return [keyword, maybe(value)];
    if (LISTS.includes(keyword)) return [keyword, (value as unknown[]).map(maybe)];
    if (!MAPS.includes(keyword)) return [keyword, value];
    return [
      keyword,
      Object.fromEntries(Object.entries(value as object).map(([name, one]) => [name, maybe(one)])),
    ];
  });
  return Object.fromEntries(copy);
}

/** `true` and `false` are schemas too, but are never made components. */
function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
