import fc from 'fast-check';

/** The JSON Schema keywords that the specification's request schemas use. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface ArbitraryOptions {
  /** Targets of references of the form `#/$defs/name`. */
  readonly defs: Readonly<Record<string, object>>;
  /** Generators to use instead of the schema's, by property path: `messages[].role`. */
  readonly instead?: Readonly<Record<string, fc.Arbitrary<unknown>>>;
}

/** Below this depth only required properties are generated. */
const DEPTH = 8;

/**
 * Generates values that match a JSON Schema in types, properties and bounds. Formats and patterns are ignored, so a
 * receiver may still reject the values.
 */
export function fromSchema(schema: object, { defs, instead = {} }: ArbitraryOptions): fc.Arbitrary<unknown> {
  return fitting(schema as Schema, '', 0);

  function fitting(one: Schema, path: string, depth: number): fc.Arbitrary<unknown> {
    const better = instead[path];
    if (better) return better;
    if (one.$ref !== undefined) {
      return fitting((defs[one.$ref.replace('#/$defs/', '')] ?? {}) as Schema, path, depth);
    }
    if (one.const !== undefined) return fc.constant(one.const);
    if (one.enum) return fc.constantFrom(...one.enum);
    if (one.anyOf) {
      const branches = depth > DEPTH ? one.anyOf.slice(0, 1) : one.anyOf;
      return fc.oneof(...branches.map((branch) => fitting(branch, path, depth + 1)));
    }
    if (one.allOf) return fitting(one.allOf.map(resolved).reduce(merged, one), path, depth);
    if (Array.isArray(one.type)) {
      return fc.oneof(...one.type.map((type) => fitting({ ...one, type }, path, depth + 1)));
    }
    return ofType(one, path, depth);
  }

  function ofType(one: Schema, path: string, depth: number): fc.Arbitrary<unknown> {
    const { minimum = -10, maximum = Math.max(minimum, 20) } = one;
    switch (one.type) {
      case 'string':
        return fc.string({
          unit: 'grapheme',
          minLength: one.minLength ?? 1,
          maxLength: Math.min(one.maxLength ?? 12, 12),
        });
      case 'integer':
        return fc.integer({ min: Math.max(minimum, -1e9), max: Math.min(maximum, 1e9) });
      case 'number':
        return fc.double({ min: minimum, max: maximum, noNaN: true });
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      case 'array': {
        const minLength = one.minItems ?? 0;
        const maxLength = depth > DEPTH ? minLength : Math.max(minLength, Math.min(one.maxItems ?? 2, 2));
        return fc.array(fitting(one.items ?? {}, `${path}[]`, depth + 1), { minLength, maxLength });
      }
      default:
        return one.type === 'object' || one.properties
          ? ofObject(one, path, depth)
          : fc.constantFrom('any', 1, null);
    }
  }

  function ofObject(one: Schema, path: string, depth: number): fc.Arbitrary<unknown> {
    const { properties = {}, required = [] } = one;
    const names = Object.keys(properties).filter((name) => depth <= DEPTH || required.includes(name));
    const members = names.map((name) => {
      const value = fitting(properties[name] as Schema, path === '' ? name : `${path}.${name}`, depth + 1);
      const isThere = required.includes(name) ? fc.constant(true) : fc.nat(9).map((chance) => chance === 0);
      return fc.tuple(isThere, value).map(([there, made]) => (there ? [[name, made]] : []));
    });
    return fc.tuple(...members).map((made) => Object.fromEntries(made.flat()));
  }

  function resolved(one: Schema): Schema {
    if (one.$ref !== undefined) return resolved((defs[one.$ref.replace('#/$defs/', '')] ?? {}) as Schema);
    return one.allOf ? one.allOf.map(resolved).reduce(merged, one) : one;
  }
}

function merged(one: Schema, other: Schema): Schema {
  const { allOf: _, ...rest } = one;
  return {
    ...rest,
    ...other,
    properties: { ...rest.properties, ...other.properties },
    required: [...(rest.required ?? []), ...(other.required ?? [])],
  };
}
