import type { Schema } from '../../src/kernel/schema.ts';

/** JSON Schema keywords that suggest a value. */
interface Suggesting {
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
}

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T00:00:00Z',
  date: '2026-01-01',
  time: '00:00:00Z',
  email: 'ada@example.com',
  hostname: 'example.com',
  ipv4: '127.0.0.1',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
};

/**
 * The smallest value of a schema: one that the schema states (`examples`, `default`, `const`, `enum`), or else a
 * minimal one of its type, with only the required members. Patterns are ignored, so the value may not fit.
 *
 * @example
 * leastOf(Type.Object({ n: Type.Integer({ minimum: 3 }), user: Type.Optional(Type.String()) })); // { n: 3 }
 */
export function leastOf(schema: object): unknown {
  const [stated] = statedBy(schema);
  if (stated !== undefined) return stated;
  const { anyOf, allOf } = schema as Schema;
  if (anyOf) return leastOf(anyOf.find(({ type }) => type !== 'null') ?? {});
  if (allOf) return Object.assign({}, ...allOf.map(leastOf));
  return leastOfType(schema);
}

/** The values that a schema states in its order of preference; none if it only describes them. */
export function statedBy(schema: object): readonly unknown[] {
  const { examples = [], default: usual, const: only, enum: choices = [] } = schema as Suggesting & Schema;
  return [...examples, usual, only, ...choices].filter((value) => value !== undefined);
}

function leastOfType(schema: Schema): unknown {
  switch (schema.type) {
    case 'string':
      return FORMATS[schema.format ?? ''] ?? 'a'.repeat(schema.minLength || 1);
    case 'integer':
    case 'number':
      return leastNumber(schema);
    case 'boolean':
      return false;
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => leastOf(schema.items ?? {}));
    case 'object': {
      const { properties = {}, required = [] } = schema;
      return Object.fromEntries(required.map((name) => [name, leastOf(properties[name] ?? {})]));
    }
    default:
      return null;
  }
}

/** 1 or the nearest number within the bounds: 0 often turns a feature off. */
function leastNumber({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Schema): number {
  const step = type === 'integer' ? 1 : 0.5;
  const low = exclusiveMinimum === undefined ? minimum : exclusiveMinimum + step;
  const high = exclusiveMaximum === undefined ? maximum : exclusiveMaximum - step;
  return Math.min(Math.max(1, low ?? 1), high ?? Number.POSITIVE_INFINITY);
}
