/** A JSON Schema, as far as this program looks into it. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly [keyword: string]: unknown;
}

/** The schemas of one document: each is stated once, and referred to from everywhere else. */
export interface SchemaComponents {
  /** Makes a component of it under that name, or the next free one like it; the first name given stays. */
  add(schema: object, name: string): void;
  /** What stands in the place of a schema: a reference if it is a component, else a copy with references inside. */
  use(schema: object): JsonSchema;
  /** All components by name. Schemas that several of them contain have become components too. */
  toSchemas(): Record<string, JsonSchema>;
}

/**
 * Schemas are the same when they are the same object: a shape that is declared once is documented once.
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

  /** Names what is met a second time, after the member it stood under the first time. */
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

/** Where a schema was met first: the component it belongs to, and the member it stands under. */
interface Place {
  readonly owner: string;
  readonly member: string;
}

/** Keywords whose value is a schema, a list of schemas, or schemas by name (JSON Schema 2020-12, applicators). */
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

/** A copy of a schema with each schema directly inside it changed. */
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

/** `true` and `false` are schemas too, but there is nothing to refer to. */
function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A reference to something small is longer, and harder to read, than the thing. */
function isWorthNaming(schema: JsonSchema): boolean {
  return schema.properties !== undefined && Object.keys(schema.properties).length > 2;
}

function pascal(name: string): string {
  return name.replace(/(?:^|_)([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
