import { Effort } from '../../../engine/effort.ts';
import type { JsonSchema } from '../../../engine/request.ts';
import { formatNamed } from '../json/formats.ts';
import { isObject, isSchema, own, resolveRef, type SchemaObject, schemasIn } from './resolve.ts';
import { matches } from './shape.ts';

/**
 * Whether a JSON value satisfies a schema. Covers all validation keywords that are composed for, and known formats.
 * Returns false if the check needs more effort than is left or recurses through more than 400 schemas.
 *
 * @example
 * conforms({ oneOf: [{ type: 'string' }, { minLength: 1 }] }, 'a', true); // false: both hold
 */
export function conforms(
  schema: JsonSchema,
  value: unknown,
  root: JsonSchema,
  effort = new Effort(),
): boolean {
  // An abandoned check counts as false, which a `not` would turn into true.
  const { doubts } = effort;
  return new Check(root, effort).holds(schema, value, 0) && effort.doubts === doubts;
}

/** Deep equality of JSON values; the order of properties does not matter. */
function sameJson(first: unknown, second: unknown): boolean {
  const scalar = typeof first !== 'object' || typeof second !== 'object' || first === null || second === null;
  return scalar ? first === second : canonical(first) === canonical(second);
}

/** A canonical text: equal for two JSON values exactly if the values are equal. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

class Check {
  readonly #root: JsonSchema;
  readonly #effort: Effort;

  constructor(root: JsonSchema, effort: Effort) {
    this.#root = root;
    this.#effort = effort;
  }

  holds(schema: JsonSchema, value: unknown, depth: number): boolean {
    if (!this.#effort.spend(8)) return false;
    if (depth > 400) {
      this.#effort.doubt();
      return false;
    }
    if (typeof schema === 'boolean') return schema;
    if (schema.$ref !== undefined) {
      this.#effort.spend(String(schema.$ref).length / 4);
      const target = resolveRef(this.#root, schema.$ref);
      if (target === undefined || !this.holds(target, value, depth + 1)) return false;
    }
    return (
      this.#combined(schema, value, depth) &&
      isOfType(schema, value, this.#effort) &&
      (typeof value !== 'number' || numberHolds(schema, value)) &&
      (typeof value !== 'string' || stringHolds(schema, value, this.#effort)) &&
      (!Array.isArray(value) || this.#array(schema, value, depth)) &&
      (!isObject(value) || this.#object(schema, value, depth))
    );
  }

  #combined(schema: SchemaObject, value: unknown, depth: number): boolean {
    const holds = (part: JsonSchema) => this.holds(part, value, depth + 1);
    if (!schemasIn(schema.allOf).every(holds)) return false;
    if (Array.isArray(schema.anyOf) && !schemasIn(schema.anyOf).some(holds)) return false;
    if (Array.isArray(schema.oneOf) && schemasIn(schema.oneOf).filter(holds).length !== 1) return false;
    if (isSchema(schema.not) && holds(schema.not)) return false;
    if (!isSchema(schema.if)) return true;
    const branch = holds(schema.if) ? schema.then : schema.else;
    return !isSchema(branch) || holds(branch);
  }

  #array(schema: SchemaObject, value: readonly unknown[], depth: number): boolean {
    if (value.length < least(schema.minItems) || value.length > most(schema.maxItems)) return false;
    if (schema.uniqueItems === true) {
      this.#effort.spend(sizeOf(value));
      if (new Set(value.map(canonical)).size < value.length) return false;
    }
    const listed = Array.isArray(schema.items);
    const prefix = schemasIn(listed ? schema.items : schema.prefixItems);
    const rest = listed ? schema.additionalItems : schema.items;
    const fits = value.every((item, index) => {
      const part = index < prefix.length ? prefix[index] : rest;
      return !isSchema(part) || this.holds(part, item, depth + 1);
    });
    if (!fits) return false;
    const contains = schema.contains;
    if (!isSchema(contains)) return true;
    const found = value.filter((item) => this.holds(contains, item, depth + 1)).length;
    return (
      found >= (schema.minContains === undefined ? 1 : least(schema.minContains)) &&
      found <= most(schema.maxContains)
    );
  }

  #object(schema: SchemaObject, value: SchemaObject, depth: number): boolean {
    const names = Object.keys(value);
    if (names.length < least(schema.minProperties) || names.length > most(schema.maxProperties)) return false;
    const required = namesIn(schema.required);
    this.#effort.spend(names.length * 5 + required.length);
    if (!required.every((name) => Object.hasOwn(value, name))) return false;
    for (const name of names) {
      if (!this.#property(schema, name, value[name], depth)) return false;
      const needed = isObject(schema.dependentRequired) ? own(schema.dependentRequired, name) : undefined;
      if (!namesIn(needed).every((other) => Object.hasOwn(value, other))) return false;
      const dependent = isObject(schema.dependentSchemas) ? own(schema.dependentSchemas, name) : undefined;
      if (isSchema(dependent) && !this.holds(dependent, value, depth + 1)) return false;
    }
    return true;
  }

  #property(schema: SchemaObject, name: string, value: unknown, depth: number): boolean {
    if (isSchema(schema.propertyNames) && !this.holds(schema.propertyNames, name, depth + 1)) return false;
    const parts: unknown[] = [];
    if (isObject(schema.properties)) parts.push(own(schema.properties, name));
    if (isObject(schema.patternProperties)) {
      for (const [pattern, part] of Object.entries(schema.patternProperties))
        if (matches(pattern, name, this.#effort)) parts.push(part);
    }
    const known = parts.filter(isSchema);
    if (known.length === 0 && isSchema(schema.additionalProperties)) known.push(schema.additionalProperties);
    return known.every((part) => this.holds(part, value, depth + 1));
  }
}

function isOfType(schema: SchemaObject, value: unknown, effort: Effort): boolean {
  if (Array.isArray(schema.enum) && !isAmong(schema.enum, value, effort)) return false;
  if (Object.hasOwn(schema, 'const') && !sameJson(schema.const, value)) return false;
  if (schema.type === undefined || (value === null && schema.nullable === true)) return true;
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  return types.some((type) => {
    if (type === 'null') return value === null;
    if (type === 'array') return Array.isArray(value);
    if (type === 'object') return isObject(value);
    if (type === 'integer') return Number.isInteger(value);
    return typeof value === type;
  });
}

function isAmong(values: readonly unknown[], value: unknown, effort: Effort): boolean {
  const marks = effort.once(values, () => {
    effort.spend(sizeOf(values));
    return new Set(values.map(canonical));
  });
  effort.spend(sizeOf(value));
  return marks.has(canonical(value));
}

/** Steps that `canonical` takes for a value. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return 2 + value.length / 8;
  if (typeof value !== 'object' || value === null) return 2;
  return Object.entries(value).reduce((sum, [, each]) => sum + 4 + sizeOf(each), 2);
}

function numberHolds(schema: SchemaObject, value: number): boolean {
  const low = schema.minimum;
  const high = schema.maximum;
  if (typeof low === 'number' && (value < low || (schema.exclusiveMinimum === true && value === low)))
    return false;
  if (typeof high === 'number' && (value > high || (schema.exclusiveMaximum === true && value === high)))
    return false;
  if (typeof schema.exclusiveMinimum === 'number' && value <= schema.exclusiveMinimum) return false;
  if (typeof schema.exclusiveMaximum === 'number' && value >= schema.exclusiveMaximum) return false;
  return typeof schema.multipleOf !== 'number' || isMultiple(value, schema.multipleOf);
}

/** Whether `value` is a multiple of `step`, allowing for floating point rounding. */
export function isMultiple(value: number, step: number): boolean {
  const quotient = value / step;
  return (
    Number.isFinite(quotient) &&
    Math.abs(quotient - Math.round(quotient)) <= 1e-9 * Math.max(1, Math.abs(quotient))
  );
}

function stringHolds(schema: SchemaObject, value: string, effort: Effort): boolean {
  if (schema.minLength !== undefined || schema.maxLength !== undefined) {
    effort.spend(value.length / 4);
    const length = Array.from(value).length;
    if (length < least(schema.minLength) || length > most(schema.maxLength)) return false;
  }
  if (typeof schema.format === 'string' && formatNamed(schema.format)?.accepts(value) === false) return false;
  return typeof schema.pattern !== 'string' || matches(schema.pattern, value, effort);
}

function namesIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

function least(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function most(value: unknown): number {
  return typeof value === 'number' ? value : Number.POSITIVE_INFINITY;
}
