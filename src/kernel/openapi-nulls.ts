import { type JsonSchema, mapChildren } from './openapi-components.ts';
import { isOptional, takesNull } from './schema.ts';

/**
 * Makes the schemas of request bodies say that null may stand in place of an optional member, which is what validation takes
 * (`nulls.ts`). A schema that is met again gives the same object again, and one without optional members itself, so that shared
 * shapes stay shared.
 *
 * @example
 * const toDocumented = createNullTaking();
 * toDocumented(Type.Object({ n: Type.Optional(Type.Integer()) })).properties.n; // { anyOf: [{ type: 'integer' }, { type: 'null' }] }
 */
export function createNullTaking(): (schema: object) => JsonSchema {
  const done = new WeakMap<object, JsonSchema>();

  function toDocumented(schema: JsonSchema): JsonSchema {
    const known = done.get(schema);
    if (known) return known;
    let isChanged = false;
    const inner = mapChildren(schema, (child) => {
      const changed = toDocumented(child);
      isChanged ||= changed !== child;
      return changed;
    });
    const members = Object.entries(inner.properties ?? {}).map(([name, member]): [string, JsonSchema] => {
      if (!isOptional(schema, name) || takesNull(member)) return [name, member];
      isChanged = true;
      return [name, orNull(member)];
    });
    const documented = isChanged
      ? { ...inner, ...(inner.properties && { properties: Object.fromEntries(members) }) }
      : schema;
    done.set(schema, documented);
    return documented;
  }

  return (schema) => toDocumented(schema as JsonSchema);
}

function orNull(schema: JsonSchema): JsonSchema {
  const { anyOf, ...rest } = schema as { readonly anyOf?: readonly object[] };
  return anyOf ? { ...rest, anyOf: [...anyOf, NULL] } : { anyOf: [schema, NULL] };
}

const NULL = { type: 'null' };
