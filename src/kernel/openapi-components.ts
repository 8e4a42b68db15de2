import { childrenOf, type JsonSchema, mapChildren } from './subschemas.ts';

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

/** A reference to a small schema would be longer and harder to read than the schema itself. */
function isWorthNaming(schema: JsonSchema): boolean {
  return schema.properties !== undefined && Object.keys(schema.properties).length > 2;
}

function pascal(name: string): string {
  return name.replace(/(?:^|_)([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
