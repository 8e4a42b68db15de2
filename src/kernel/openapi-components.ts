/** A JSON Schema, limited to the parts this program reads. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly [keyword: string]: unknown;
}

/** The schemas of one document: each is defined once and referenced everywhere else. */
export interface SchemaComponents {
  /**
   * Registers a schema as a component under this name, or with a number appended if the name is taken. If the
   * schema already has a name, that name is kept.
   */
  add(schema: object, name: string): void;
  /**
   * Returns a reference if the schema is a component, otherwise a copy whose nested schemas are replaced
   * likewise.
   */
  use(schema: object): JsonSchema;
  /** All components by name, including the schemas that several of them share. */
  toSchemas(): Record<string, JsonSchema>;
}

/**
 * Schemas are identified by object identity: a shape declared once is documented once.
 *
 * @example
 * const components = createSchemaComponents();
 * components.add(Model, 'Model');
 * components.use(Model); // { $ref: '#/components/schemas/Model' }
 */
export function createSchemaComponents(): SchemaComponents {
  const names = new Map<object, string>();
  const taken = new Set<string>();
  const places = new Map<object, Place>();

  function name(schema: object, wanted: string, owner = ''): void {
    if (names.has(schema)) return;
    const short = wanted.replace(/[^\w.-]/g, '_');
    const plain = taken.has(short) ? owner + short : short;
    let free = plain;
    for (let number = 2; taken.has(free); number++) free = `${plain}${number}`;
    taken.add(free);
    names.set(schema, free);
  }

  /**
   * Turns a schema that occurs a second time into a component, named after the member of its first
   * occurrence.
   */
  function visit(schema: JsonSchema, place: Place): void {
    const earlier = places.get(schema);
    if (earlier !== undefined) {
      if (isWorthNaming(schema)) name(schema, earlier.member, earlier.owner);
      return;
    }
    places.set(schema, place);
    for (const [child, member] of childrenOf(schema)) {
      visit(child, member === undefined ? place : { owner: place.owner, member: pascal(member) });
    }
  }

  const use = (schema: JsonSchema): JsonSchema => {
    const known = names.get(schema);
    return known === undefined ? mapChildren(schema, use) : { $ref: `#/components/schemas/${known}` };
  };

  return {
    add(schema, wanted) {
      name(schema, wanted);
      visit(schema as JsonSchema, { owner: wanted, member: wanted });
    },
    use: (schema) => use(schema as JsonSchema),
    toSchemas: () =>
      Object.fromEntries(
        [...names].map(([schema, key]) => [key, mapChildren(schema as JsonSchema, use)] as const),
      ),
  };
}

/** The first occurrence of a schema: the component and the member it belongs to. */
interface Place {
  readonly owner: string;
  readonly member: string;
}

/**
 * Keywords whose value is a schema, a list of schemas, or a map of schemas (JSON Schema 2020-12,
 * applicators).
 */
const SINGLE = ['items', 'additionalProperties', 'propertyNames', 'contains', 'not', 'if', 'then', 'else'];
const LISTS = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];
const MAPS = ['properties', 'patternProperties', '$defs', 'dependentSchemas'];

function* childrenOf(schema: JsonSchema): Generator<[child: JsonSchema, member?: string]> {
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

/** A reference to a small schema would be longer and harder to read than the schema itself. */
function isWorthNaming(schema: JsonSchema): boolean {
  return schema.properties !== undefined && Object.keys(schema.properties).length > 2;
}

function pascal(name: string): string {
  return name.replace(/(?:^|_)([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
