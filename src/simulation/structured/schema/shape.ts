import type { Effort } from '../../../engine/effort.ts';
import type { JsonSchema } from '../../../engine/request.ts';
import { matchesPattern } from '../pattern/match.ts';
import { patternOf } from '../pattern/pattern-of.ts';
import type { Choice, Choices } from './choices.ts';
import { JSON_TYPES, type JsonType } from './json-types.ts';
import { isObject, isSchema, own, resolveRef, type SchemaObject, schemasIn } from './resolve.ts';

/** The combined requirements of several schemas that apply to the same value. */
export interface Shape {
  /** No value can satisfy it. */
  impossible: boolean;
  /** In the order the schema names them; `number` is absent where only integers are allowed. */
  types: readonly JsonType[];
  /** True if at least one schema has a `type`. */
  typed: boolean;
  values: readonly unknown[] | undefined;
  low: number;
  high: number;
  above: number;
  below: number;
  multiples: number[];
  notMultiples: number[];
  minLength: number;
  maxLength: number;
  patterns: string[];
  notPatterns: string[];
  formats: string[];
  minItems: number;
  maxItems: number;
  unique: boolean;
  arrays: { readonly prefix: readonly JsonSchema[]; readonly rest: JsonSchema | undefined }[];
  contains: { readonly schema: JsonSchema; readonly least: number; readonly most: number }[];
  minProperties: number;
  maxProperties: number;
  required: Set<string>;
  /** Properties that become required when another property is present (`dependentRequired`). */
  dependents: Map<string, readonly string[]>;
  objects: SchemaObject[];
  nameRules: JsonSchema[];
  /** Properties that no schema describes are not allowed (`unevaluatedProperties: false`). */
  closed: boolean;
  choices: Choice[];
  /** Some keyword can only be verified on the finished value. */
  delicate: boolean;
  description: string;
  suggestions: unknown[];
  /** Every schema object that was merged into this shape. */
  members: SchemaObject[];
}

/** The context for reading shapes from one document. */
export interface Reading {
  readonly root: JsonSchema;
  readonly choices: Choices;
  readonly effort: Effort;
}

/**
 * Merges schemas that must all hold, including their references and `allOf`, into one shape. Choices in `settled` are
 * skipped: one of their options is already among the schemas.
 *
 * @example
 * shapeOf([{ type: 'string' }, { minLength: 3 }], reading, new Set()).minLength; // 3
 */
export function shapeOf(
  schemas: readonly JsonSchema[],
  { root, choices, effort }: Reading,
  settled: ReadonlySet<Choice>,
): Shape {
  const shape: Shape = {
    impossible: false,
    types: JSON_TYPES,
    typed: false,
    values: undefined,
    low: Number.NEGATIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
    above: Number.NEGATIVE_INFINITY,
    below: Number.POSITIVE_INFINITY,
    multiples: [],
    notMultiples: [],
    minLength: 0,
    maxLength: Number.POSITIVE_INFINITY,
    patterns: [],
    notPatterns: [],
    formats: [],
    minItems: 0,
    maxItems: Number.POSITIVE_INFINITY,
    unique: false,
    arrays: [],
    contains: [],
    minProperties: 0,
    maxProperties: Number.POSITIVE_INFINITY,
    required: new Set(),
    dependents: new Map(),
    objects: [],
    nameRules: [],
    choices: [],
    closed: false,
    delicate: false,
    description: '',
    suggestions: [],
    members: [],
  };
  const seen = new Set<JsonSchema>();
  const pending = schemas.toReversed();
  for (let schema = pending.pop(); schema !== undefined && seen.size < 1_000; schema = pending.pop()) {
    if (schema === true) continue;
    if (schema === false) {
      shape.impossible = true;
      continue;
    }
    if (!isObject(schema) || seen.has(schema)) continue;
    seen.add(schema);
    pending.push(...schemasIn(schema.allOf).toReversed());
    if (schema.$ref !== undefined) {
      const target = resolveRef(root, schema.$ref);
      if (target !== undefined) pending.push(target);
    }
    if (!effort.spend(sizeOf(schema))) break;
    constrain(shape, schema);
    for (const choice of choices.in(schema)) {
      if (choice.isPartial) effort.isUnsettled = true;
      const [only, ...others] = choice.options;
      if (only === undefined) shape.impossible = true;
      else if (others.length === 0) pending.push(only);
      else if (!settled.has(choice)) shape.choices.push(choice);
    }
  }
  effort.spend(20 + seen.size * 25 + shape.required.size + shape.dependents.size);
  if (seen.size >= 1_000) effort.isUnsettled = true;
  if (shape.types.length === 0 || shape.values?.length === 0) shape.impossible = true;
  return shape;
}

/** The schemas that apply to the property of this name, or undefined if the property is not allowed. */
export function schemasForProperty(
  shape: Shape,
  name: string,
  effort: Effort,
): readonly JsonSchema[] | undefined {
  const schemas: JsonSchema[] = [];
  effort.spend(shape.objects.length * 2);
  for (const member of shape.objects) {
    const before = schemas.length;
    const properties = member.properties;
    const named = isObject(properties) ? own(properties, name) : undefined;
    if (isSchema(named)) schemas.push(named);
    const patterns = member.patternProperties;
    if (isObject(patterns)) {
      for (const [pattern, schema] of Object.entries(patterns)) {
        if (!effort.spend(3)) return undefined;
        if (isSchema(schema) && matches(pattern, name, effort)) schemas.push(schema);
      }
    }
    const open = member.additionalProperties;
    if (schemas.length === before && isSchema(open)) schemas.push(open);
  }
  if (shape.closed && schemas.length === 0) return undefined;
  return schemas.includes(false) ? undefined : schemas;
}

export function schemasForItem(shape: Shape, index: number): readonly JsonSchema[] {
  const schemas: JsonSchema[] = [];
  for (const { prefix, rest } of shape.arrays) {
    const schema = index < prefix.length ? prefix[index] : rest;
    if (schema !== undefined) schemas.push(schema);
  }
  return schemas;
}

export function matches(pattern: string, text: string, effort: Effort): boolean {
  const parsed = patternOf(pattern, effort);
  return parsed !== undefined && matchesPattern(parsed, text, effort);
}

/** Number of list entries and reference characters that have to be read one by one. */
function sizeOf({ $ref, enum: values, required, oneOf, anyOf, allOf }: SchemaObject): number {
  let size = typeof $ref === 'string' ? $ref.length / 4 : 0;
  if (Array.isArray(values)) size += values.length;
  for (const list of [required, oneOf, anyOf, allOf]) if (Array.isArray(list)) size += list.length;
  return size;
}

/** Keywords that can only be verified on the finished value. */
const DELICATE = ['oneOf', 'not', 'if', 'dependentSchemas', 'unevaluatedProperties', 'maxContains'];

function constrain(shape: Shape, schema: SchemaObject): void {
  shape.members.push(schema);
  constrainTypes(shape, schema);
  constrainNumber(shape, schema);
  constrainString(shape, schema);
  constrainArray(shape, schema);
  constrainObject(shape, schema);
  shape.delicate ||= DELICATE.some((keyword) => schema[keyword] !== undefined);
  if (isObject(schema.not)) {
    if (typeof schema.not.pattern === 'string' && schema.type === 'string')
      shape.notPatterns.push(schema.not.pattern);
    const step = finite(schema.not.multipleOf);
    if (step !== undefined && schema.type === 'number') shape.notMultiples.push(step);
  }
  if (shape.description === '' && typeof schema.description === 'string') {
    shape.description = schema.description.slice(0, 1_000);
  }
  if (schema.default !== undefined) shape.suggestions.push(schema.default);
  if (Array.isArray(schema.examples)) shape.suggestions.push(...schema.examples.slice(0, 8));
  else if (schema.example !== undefined) shape.suggestions.push(schema.example);
}

function constrainTypes(shape: Shape, schema: SchemaObject): void {
  if (schema.enum !== undefined && Array.isArray(schema.enum)) narrow(shape, schema.enum);
  if (Object.hasOwn(schema, 'const')) narrow(shape, [schema.const]);
  const named = typeof schema.type === 'string' ? [schema.type] : schema.type;
  if (!Array.isArray(named)) return;
  const types = named.filter((type): type is JsonType => JSON_TYPES.includes(type));
  if (schema.nullable === true && !types.includes('null')) types.push('null');
  const kept: JsonType[] = [];
  for (const type of shape.typed ? shape.types : types) {
    const other = shape.typed ? types : shape.types;
    if (other.includes(type)) kept.push(type);
    else if (type === 'integer' && other.includes('number')) kept.push('integer');
    else if (type === 'number' && other.includes('integer') && !kept.includes('integer'))
      kept.push('integer');
  }
  // `number` includes every integer, so both together mean `number`.
  shape.types = kept.includes('number') ? kept.filter((type) => type !== 'integer') : kept;
  shape.typed = true;
}

function narrow(shape: Shape, values: readonly unknown[]): void {
  if (shape.values === undefined) {
    shape.values = values;
    return;
  }
  const allowed = new Set(values.slice(0, 5_000).map((value) => JSON.stringify(value)));
  shape.values = shape.values.filter((value) => allowed.has(JSON.stringify(value)));
}

function constrainNumber(shape: Shape, schema: SchemaObject): void {
  const low = finite(schema.minimum);
  const high = finite(schema.maximum);
  // In draft 4, exclusive bounds were a boolean flag on the inclusive bound.
  if (low !== undefined) {
    if (schema.exclusiveMinimum === true) shape.above = Math.max(shape.above, low);
    else shape.low = Math.max(shape.low, low);
  }
  if (high !== undefined) {
    if (schema.exclusiveMaximum === true) shape.below = Math.min(shape.below, high);
    else shape.high = Math.min(shape.high, high);
  }
  shape.above = Math.max(shape.above, finite(schema.exclusiveMinimum) ?? Number.NEGATIVE_INFINITY);
  shape.below = Math.min(shape.below, finite(schema.exclusiveMaximum) ?? Number.POSITIVE_INFINITY);
  const multiple = finite(schema.multipleOf);
  if (multiple !== undefined && multiple > 0 && !shape.multiples.includes(multiple))
    shape.multiples.push(multiple);
}

function constrainString(shape: Shape, schema: SchemaObject): void {
  shape.minLength = Math.max(shape.minLength, count(schema.minLength) ?? 0);
  shape.maxLength = Math.min(shape.maxLength, count(schema.maxLength) ?? Number.POSITIVE_INFINITY);
  if (typeof schema.pattern === 'string' && !shape.patterns.includes(schema.pattern)) {
    shape.patterns.push(schema.pattern);
  }
  if (typeof schema.format === 'string' && !shape.formats.includes(schema.format))
    shape.formats.push(schema.format);
}

function constrainArray(shape: Shape, schema: SchemaObject): void {
  shape.minItems = Math.max(shape.minItems, count(schema.minItems) ?? 0);
  shape.maxItems = Math.min(shape.maxItems, count(schema.maxItems) ?? Number.POSITIVE_INFINITY);
  shape.unique ||= schema.uniqueItems === true;
  const listed = Array.isArray(schema.items);
  const prefix = schemasIn(listed ? schema.items : schema.prefixItems);
  const rest = listed ? schema.additionalItems : (schema.items ?? schema.unevaluatedItems);
  if (prefix.length > 0 || isSchema(rest))
    shape.arrays.push({ prefix, rest: isSchema(rest) ? rest : undefined });
  if (isSchema(schema.contains)) {
    shape.contains.push({
      schema: schema.contains,
      least: count(schema.minContains) ?? 1,
      most: count(schema.maxContains) ?? Number.POSITIVE_INFINITY,
    });
  }
}

function constrainObject(shape: Shape, schema: SchemaObject): void {
  shape.minProperties = Math.max(shape.minProperties, count(schema.minProperties) ?? 0);
  shape.maxProperties = Math.min(
    shape.maxProperties,
    count(schema.maxProperties) ?? Number.POSITIVE_INFINITY,
  );
  if (Array.isArray(schema.required)) {
    for (const name of schema.required) if (typeof name === 'string') shape.required.add(name);
  }
  if (isObject(schema.dependentRequired)) {
    for (const [name, names] of Object.entries(schema.dependentRequired)) {
      if (!Array.isArray(names)) continue;
      const others = names.filter((other) => typeof other === 'string');
      shape.dependents.set(name, [...(shape.dependents.get(name) ?? []), ...others]);
    }
  }
  if (
    isObject(schema.properties) ||
    isObject(schema.patternProperties) ||
    isSchema(schema.additionalProperties)
  ) {
    shape.objects.push(schema);
  }
  if (isSchema(schema.propertyNames)) shape.nameRules.push(schema.propertyNames);
  shape.closed ||= schema.unevaluatedProperties === false;
}

function finite(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 ? Math.ceil(value) : undefined;
}
