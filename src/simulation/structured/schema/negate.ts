import type { JsonSchema } from '../../../engine/request.ts';
import { JSON_TYPES } from './json-types.ts';
import { isObject, isSchema, resolveRef, type SchemaObject, schemasIn } from './resolve.ts';

/**
 * The negation of a schema as alternatives: a value that satisfies one of them does not satisfy the schema. An empty
 * list means that every value satisfies the schema. Keywords without an opposite stay in a `not` of their own.
 *
 * @example
 * negate({ type: 'string', minLength: 3 }, root);
 * // [{ type: ['object', 'array', 'number', …] }, { type: 'string', maxLength: 2 }]
 */
export function negate(schema: JsonSchema, root: JsonSchema): readonly JsonSchema[] {
  if (typeof schema === 'boolean') return schema ? [] : [true];
  const ways: JsonSchema[] = [];
  for (const [keyword, value] of Object.entries(schema)) {
    const turn = Object.hasOwn(TURNS, keyword) ? TURNS[keyword] : undefined;
    if (turn !== undefined) ways.push(...turn(value, schema, root));
  }
  return ways;
}

type Turn = (value: unknown, schema: SchemaObject, root: JsonSchema) => readonly JsonSchema[];

const not = (schema: JsonSchema): JsonSchema => ({ not: schema });
/** A keyword without an opposite: it stays in a `not`, for values of the type it applies to. */
const kept =
  (keyword: string, type?: string): Turn =>
  (value) => [{ ...(type !== undefined && { type }), not: { [keyword]: value } }];
/** A bound whose opposite is another bound, such as `minLength` and `maxLength`. */
const bound =
  (type: string, opposite: string, by = 0): Turn =>
  (value) => {
    if (typeof value !== 'number') return [];
    const turned = value + by;
    return turned < 0 && type !== 'number' ? [] : [{ type, [opposite]: turned }];
  };
const numeric = (opposite: string): Turn => bound('number', opposite);
/** In draft 4, exclusive bounds were a boolean flag on the inclusive bound. */
const inclusive =
  (exclusive: string, same: string, opposite: string): Turn =>
  (value, schema) =>
    typeof value === 'number'
      ? [{ type: 'number', [schema[exclusive] === true ? same : opposite]: value }]
      : [];

const TURNS: Readonly<Record<string, Turn>> = {
  $ref: (value, _, root) => {
    const target = resolveRef(root, value);
    return target === undefined ? [] : [not(target)];
  },
  type: (value, { nullable }) => {
    const types = Array.isArray(value) ? [...value] : [value];
    if (nullable === true) types.push('null');
    const others = JSON_TYPES.filter(
      (type) =>
        !types.includes(type) && type !== 'integer' && !(type === 'number' && types.includes('integer')),
    );
    const ways: JsonSchema[] = others.length > 0 ? [{ type: others }] : [];
    const isWhole = types.includes('integer') && !types.includes('number');
    return isWhole ? [...ways, { type: 'number', not: { multipleOf: 1 } }] : ways;
  },
  enum: kept('enum'),
  const: kept('const'),
  not: (value) => (isSchema(value) ? [value] : []),
  allOf: (value) => schemasIn(value).map(not),
  anyOf: (value) => [{ allOf: schemasIn(value).map(not) }],
  oneOf: (value) => {
    const options = schemasIn(value);
    const pairs = options
      .slice(0, 6)
      .flatMap((one, index) => options.slice(index + 1, 6).map((other) => ({ allOf: [one, other] })));
    return [{ allOf: options.map(not) }, ...pairs];
  },
  if: (value, schema) => {
    if (!isSchema(value)) return [];
    const ways: JsonSchema[] = [];
    if (isSchema(schema.then)) ways.push({ allOf: [value, not(schema.then)] });
    if (isSchema(schema.else)) ways.push({ allOf: [not(value), not(schema.else)] });
    return ways;
  },
  minimum: inclusive('exclusiveMinimum', 'maximum', 'exclusiveMaximum'),
  maximum: inclusive('exclusiveMaximum', 'minimum', 'exclusiveMinimum'),
  exclusiveMinimum: numeric('maximum'),
  exclusiveMaximum: numeric('minimum'),
  multipleOf: kept('multipleOf', 'number'),
  minLength: bound('string', 'maxLength', -1),
  maxLength: bound('string', 'minLength', 1),
  pattern: kept('pattern', 'string'),
  format: kept('format', 'string'),
  minItems: bound('array', 'maxItems', -1),
  maxItems: bound('array', 'minItems', 1),
  uniqueItems: (value) =>
    value === true ? [{ type: 'array', minItems: 2, not: { uniqueItems: true } }] : [],
  items: (value, { prefixItems }) => {
    if (!isSchema(value)) return [];
    if (prefixItems === undefined) return [{ type: 'array', contains: not(value) }];
    const places = schemasIn(prefixItems).length;
    return [{ type: 'array', minItems: places + 1, prefixItems: [...Array(places).fill(true), not(value)] }];
  },
  prefixItems: (value) =>
    schemasIn(value).map((item, index) => ({
      type: 'array',
      minItems: index + 1,
      prefixItems: [...Array(index).fill(true), not(item)],
    })),
  contains: (value, { minContains, maxContains }) => {
    if (!isSchema(value)) return [];
    const least = typeof minContains === 'number' ? minContains : 1;
    const ways: JsonSchema[] = [];
    if (least === 1) ways.push({ type: 'array', items: not(value) });
    else if (least > 1) ways.push({ type: 'array', contains: value, minContains: 0, maxContains: least - 1 });
    if (typeof maxContains === 'number')
      ways.push({ type: 'array', contains: value, minContains: maxContains + 1 });
    return ways;
  },
  required: (value) => (Array.isArray(value) ? value.map(absent) : []),
  properties: (value) =>
    isObject(value)
      ? Object.entries(value).flatMap(([name, part]) => (isSchema(part) ? [present(name, not(part))] : []))
      : [],
  patternProperties: kept('patternProperties', 'object'),
  additionalProperties: (value, { properties }) => {
    if (!isSchema(value)) return [];
    const known = isObject(properties) ? properties : {};
    return SPARE_NAMES.filter((name) => !Object.hasOwn(known, name)).map((name) => present(name, not(value)));
  },
  propertyNames: (value) =>
    isSchema(value) ? [{ type: 'object', minProperties: 1, not: { propertyNames: value } }] : [],
  minProperties: bound('object', 'maxProperties', -1),
  maxProperties: bound('object', 'minProperties', 1),
  dependentRequired: (value) =>
    isObject(value)
      ? Object.entries(value).flatMap(([name, others]) =>
          Array.isArray(others)
            ? others.map((other) => ({ allOf: [present(name, true), absent(other)] }))
            : [],
        )
      : [],
  dependentSchemas: (value) =>
    isObject(value)
      ? Object.entries(value).flatMap(([name, part]) =>
          isSchema(part) ? [{ allOf: [present(name, true), not(part)] }] : [],
        )
      : [],
};

/** Names to use for properties that a schema does not declare. */
const SPARE_NAMES = ['extra', 'other', 'more'];

function present(name: string, schema: JsonSchema): JsonSchema {
  return { type: 'object', required: [name], properties: named(name, schema) };
}

/** Values without the property; those that are not objects satisfy it too. */
export function absent(name: string): JsonSchema {
  return { type: 'object', properties: named(name, false) };
}

function named(name: string, schema: JsonSchema): SchemaObject {
  return Object.fromEntries([[name, schema]]);
}
