import { isOptional, takesNull } from './schema.ts';
import { takesEmpty } from './steps/members.ts';
import { type JsonSchema, mapChildren } from './subschemas.ts';

/** Adds the values that mean "not given" to the documented schemas of requests, because validation accepts them. */
export interface NotGiven {
  /** Null for optional members of a JSON body, at every depth (`nulls.ts`). */
  inBody(schema: object): JsonSchema;
  /** Empty text for optional members of a form (`steps/members.ts`), and null inside members sent as JSON. */
  inForm(schema: object): JsonSchema;
}

/**
 * Results are memoised per schema object, and schemas without optional members are returned unchanged, so shared
 * schemas stay shared.
 *
 * @example
 * const notGiven = createNotGiven();
 * notGiven.inBody(Type.Object({ n: Type.Optional(Type.Integer()) })).properties.n; // { anyOf: [{ type: 'integer' }, { type: 'null' }] }
 */
export function createNotGiven(): NotGiven {
  const done = new WeakMap<object, JsonSchema>();
  const forms = new WeakMap<object, JsonSchema>();

  function inBody(schema: JsonSchema): JsonSchema {
    const known = done.get(schema);
    if (known) return known;
    let isChanged = false;
    const inner = mapChildren(schema, (child) => {
      const changed = inBody(child);
      isChanged ||= changed !== child;
      return changed;
    });
    const members = Object.entries(inner.properties ?? {}).map(([name, member]): [string, JsonSchema] => {
      if (!isOptional(schema, name) || takesNull(member)) return [name, member];
      isChanged = true;
      return [name, or(member, NULL)];
    });
    const documented = isChanged
      ? { ...inner, ...(inner.properties && { properties: Object.fromEntries(members) }) }
      : schema;
    done.set(schema, documented);
    return documented;
  }

  function inForm(schema: JsonSchema): JsonSchema {
    const known = forms.get(schema);
    if (known) return known;
    const members = Object.entries(schema.properties ?? {}).map(([name, member]): [string, JsonSchema] => {
      const documented = inBody(member);
      return [name, isOptional(schema, name) ? orEmpty(documented) : documented];
    });
    const documented = { ...schema, properties: Object.fromEntries(members) };
    forms.set(schema, documented);
    return documented;
  }

  return {
    inBody: (schema) => inBody(schema as JsonSchema),
    inForm: (schema) => inForm(schema as JsonSchema),
  };
}

/** An empty item of a list is left out like an empty member. */
function orEmpty(schema: JsonSchema): JsonSchema {
  if (schema.type === 'array') return { ...schema, items: orEmpty(schema.items as JsonSchema) };
  return takesEmpty(schema) ? schema : or(schema, EMPTY);
}

function or(schema: JsonSchema, other: JsonSchema): JsonSchema {
  const { description, ...bare } = schema as { readonly description?: string };
  const { anyOf, type } = bare as { readonly anyOf?: readonly object[]; readonly type?: string };
  const described = description === undefined ? {} : { description };
  // The type of a tagged union would exclude the other.
  return anyOf && type === undefined
    ? { ...bare, ...described, anyOf: [...anyOf, other] }
    : { ...described, anyOf: [description === undefined ? schema : bare, other] };
}

const NULL = { type: 'null' };
const EMPTY = { const: '' };
