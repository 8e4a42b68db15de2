import { compiledOf } from './compiled.ts';
import type { FaultDetail, ParamPath } from './fault.ts';
import {
  admitsType,
  constants,
  flatten,
  isOfType,
  meantBranches,
  memberOf,
  type Schema,
  taggedAs,
  tagOf,
} from './schema.ts';
import { selectBranch, type Tagged, taggedOf } from './tagged.ts';

/**
 * Explains why `value` does not fit `schema`: the first fault in document order, with its path. Undefined
 * when none is found. Compiled checks decide whether a value fits; this runs only after one has failed, so it
 * can take the time to work out which branch of a union the caller meant.
 */
export function explain(schema: unknown, value: unknown, path: ParamPath = ''): FaultDetail | undefined {
  return explainValue(schema as Schema, value, path === '' ? [] : [path]);
}

/**
 * Names and indexes from the root to the value being looked at. One list for the whole walk: a path as text for each of
 * many items would take most of the time, and only the path of the fault is needed.
 */
type Path = (string | number)[];

/** `['messages', 1, 'role']` becomes `messages[1].role`. */
function toParam(path: Path, name?: string): ParamPath {
  const steps = name === undefined ? path : [...path, name];
  return steps.reduce<string>((param, step) => {
    if (typeof step === 'number') return `${param}[${step}]`;
    return param === '' ? step : `${param}.${step}`;
  }, '');
}

function explainAt(
  step: string | number,
  schema: Schema,
  value: unknown,
  path: Path,
): FaultDetail | undefined {
  path.push(step);
  const fault = explainValue(schema, value, path);
  path.pop();
  return fault;
}

function explainValue(schema: Schema, value: unknown, path: Path): FaultDetail | undefined {
  if (schema.anyOf) {
    const union = taggedOf(schema);
    return union ? explainTagged(union, value, path) : explainUnion(schema.anyOf, value, path);
  }
  if (schema.allOf) {
    for (const part of schema.allOf) {
      const fault = explainValue(part, value, path);
      if (fault) return fault;
    }
  }
  if (schema.const !== undefined && value !== schema.const)
    return notAmong([schema.const], value, toParam(path));
  if (schema.enum && !schema.enum.includes(value as never))
    return notAmong(schema.enum, value, toParam(path));
  if (schema.type !== undefined && !isOfType(schema.type, value)) {
    return { kind: 'invalid_type', param: toParam(path), expected: typesOf(schema), given: typeName(value) };
  }
  if (typeof value === 'string') return explainString(schema, value, path);
  if (typeof value === 'number') return explainNumber(schema, value, path);
  if (Array.isArray(value)) return explainArray(schema, value, path);
  if (value !== null && typeof value === 'object')
    return explainObject(schema, value as Record<string, unknown>, path);
  return undefined;
}

function explainObject(schema: Schema, value: Record<string, unknown>, path: Path): FaultDetail | undefined {
  for (const name of schema.required ?? []) {
    if (!Object.hasOwn(value, name)) return { kind: 'missing_parameter', param: toParam(path, name) };
  }
  if (schema.maxProperties !== undefined) {
    const count = Object.keys(value).length;
    if (count > schema.maxProperties) {
      return {
        kind: 'wrong_length',
        param: toParam(path),
        of: 'object',
        side: 'above',
        bound: schema.maxProperties,
        given: count,
      };
    }
  }
  for (const name of Object.keys(value)) {
    const misnamed = schema.propertyNames && explainValue(schema.propertyNames, name, path);
    if (misnamed) return misnamed;
    const known = memberOf(schema, name);
    if (known === undefined) {
      const all = path.length === 0 ? { all: unknownMembers(schema, value) } : {};
      return { kind: 'unknown_parameter', param: toParam(path, name), ...all };
    }
    const fault = explainAt(name, known, value[name], path);
    if (fault) return fault;
  }
  return undefined;
}

/** Unknown members to name in one error. */
const MOST_UNKNOWN = 32;

function unknownMembers(schema: Schema, value: Record<string, unknown>): string[] {
  const unknown: string[] = [];
  for (const name in value) {
    if (memberOf(schema, name) !== undefined) continue;
    unknown.push(name);
    if (unknown.length === MOST_UNKNOWN) break;
  }
  return unknown;
}

function explainArray(schema: Schema, value: readonly unknown[], path: Path): FaultDetail | undefined {
  const fault = explainLength(value.length, 'array', schema.minItems, schema.maxItems, path);
  if (fault) return fault;
  if (!schema.items) return undefined;
  const fits = value.length > LONG ? compiledOf(schema.items) : undefined;
  for (let index = 0; index < value.length; index++) {
    if (fits?.(value[index])) continue;
    const found = explainAt(index, schema.items, value[index], path);
    if (found) return found;
  }
  return undefined;
}

/** Items of longer arrays are checked by compiled code, which is much faster, and only explained if they fail. */
const LONG = 1000;

function explainString(schema: Schema, value: string, path: Path): FaultDetail | undefined {
  const fault = explainLength(value.length, 'string', schema.minLength, schema.maxLength, path);
  if (fault) return fault;
  if (schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(value)) {
    return { kind: 'invalid_format', param: toParam(path), expected: schema.pattern, given: value };
  }
  return undefined;
}

function explainLength(
  given: number,
  of: 'string' | 'array',
  minimum: number | undefined,
  maximum: number | undefined,
  path: Path,
): FaultDetail | undefined {
  if (minimum !== undefined && given < minimum)
    return { kind: 'wrong_length', param: toParam(path), of, side: 'below', bound: minimum, given };
  if (maximum !== undefined && given > maximum)
    return { kind: 'wrong_length', param: toParam(path), of, side: 'above', bound: maximum, given };
  return undefined;
}

function explainNumber(schema: Schema, given: number, path: Path): FaultDetail | undefined {
  const number = schema.type === 'integer' ? 'integer' : 'decimal';
  const out = (side: 'below' | 'above', bound: number, exclusive: boolean): FaultDetail => ({
    kind: 'out_of_range',
    param: toParam(path),
    number,
    side,
    bound: schema.format === 'int64' ? INT64[side] : bound,
    exclusive,
    given,
  });
  if (schema.minimum !== undefined && given < schema.minimum) return out('below', schema.minimum, false);
  if (schema.maximum !== undefined && given > schema.maximum) return out('above', schema.maximum, false);
  if (schema.exclusiveMinimum !== undefined && given <= schema.exclusiveMinimum) {
    return out('below', schema.exclusiveMinimum, true);
  }
  if (schema.exclusiveMaximum !== undefined && given >= schema.exclusiveMaximum) {
    return out('above', schema.exclusiveMaximum, true);
  }
  return undefined;
}

/** The bounds of `format: int64` as text, because `minimum` and `maximum` hold them rounded to doubles. */
const INT64 = { below: '-9223372036854775808', above: '9223372036854775807' };

/** Reports the fault of the branch that a value of a tagged union selects, or that its tag selects none. */
function explainTagged(union: Tagged, value: unknown, path: Path): FaultDetail | undefined {
  if (!isOfType('object', value))
    return { kind: 'invalid_type', param: toParam(path), expected: ['object'], given: typeName(value) };
  const branch = selectBranch(union, value as object);
  if (branch) return explainValue(branch, value, path);

  const { tag, byTag, reported, elsewhere = [] } = union;
  const given = (value as Record<string, unknown>)[tag];
  const here = [...byTag.keys()] as string[];
  if (reported === 'object') {
    const tagged = typeof given === 'string' ? given : '';
    return { kind: 'invalid_choice', param: toParam(path), given: tagged, allowed: here };
  }
  if (given === undefined || given === null) return { kind: 'missing_parameter', param: toParam(path, tag) };
  if (elsewhere.includes(given as string))
    return { kind: 'invalid_choice', param: toParam(path), given, allowed: here };
  return notAmong([...new Set([...here, ...elsewhere])], given, toParam(path, tag));
}

/**
 * Reports the fault of the union branch the caller meant: the one its discriminator names, or the only one of
 * its type. If neither identifies a branch, reports that the value matches none of them.
 */
function explainUnion(branches: readonly Schema[], value: unknown, path: Path): FaultDetail | undefined {
  // Usually the value selects one branch, so that each part of a large value is looked at once.
  const [only, ...others] = value !== null && typeof value === 'object' ? meantBranches(branches, value) : [];
  if (only && others.length === 0) return explainValue(only, value, path);
  const flat = flatten(branches);
  if (flat.some((branch) => explainValue(branch, value, path) === undefined)) return undefined;

  const ofType = flat.filter((branch) => admitsType(branch, value));
  if (ofType.length === 1 && ofType[0]) return explainValue(ofType[0], value, path);
  if (ofType.length === 0) {
    const expected = [...new Set(flat.flatMap(typesOf))].filter((type) => type !== 'null');
    return { kind: 'invalid_type', param: toParam(path), expected, given: typeName(value) };
  }
  const allowed = ofType.flatMap((branch) => constants(branch));
  if (ofType.every((branch) => branch.const !== undefined || branch.enum !== undefined))
    return notAmong(allowed, value, toParam(path));
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    const byTag = explainByTag(ofType, value as Record<string, unknown>, path);
    if (byTag) return byTag;
  }
  return explainValue(ofType[0] as Schema, value, path);
}

/** Explains object branches that are distinguished by a constant member (`role`, `type`). */
function explainByTag(
  branches: readonly Schema[],
  value: Record<string, unknown>,
  path: Path,
): FaultDetail | undefined {
  const tag = tagOf(branches);
  if (tag === undefined) return undefined;
  if (!Object.hasOwn(value, tag)) return { kind: 'missing_parameter', param: toParam(path, tag) };
  const [meant] = taggedAs(branches, tag, value);
  if (meant) return explainValue(meant, value, path);
  if (typeof value[tag] !== 'string') {
    return {
      kind: 'invalid_type',
      param: toParam(path, tag),
      expected: ['string'],
      given: typeName(value[tag]),
    };
  }
  return notAmong(
    branches.flatMap((branch) => constants(branch.properties?.[tag] ?? {})),
    value[tag],
    toParam(path, tag),
  );
}

function notAmong(
  allowed: readonly (string | number | boolean)[],
  given: unknown,
  param: ParamPath,
): FaultDetail {
  const types = new Set(allowed.map((choice) => typeof choice));
  if (!types.has(typeof given as never)) {
    return { kind: 'invalid_type', param, expected: [...types], given: typeName(given) };
  }
  return { kind: 'invalid_choice', param, given, allowed: [...new Set(allowed)] };
}

/** The types a schema accepts. An array whose items all have one type includes it: `array of objects`. */
function typesOf(schema: Schema): string[] {
  if (schema.anyOf) return schema.anyOf.flatMap(typesOf);
  if (schema.type === undefined) return constants(schema).map((choice) => typeof choice);
  if (schema.type !== 'array' || !schema.items) return [schema.type];
  const [item, ...others] = new Set(typesOf(schema.items).map((type) => type.replace(/ of .*/, '')));
  return [item !== undefined && others.length === 0 ? `array of ${item}s` : 'array'];
}

/** The JSON type name of a value; `integer` and `decimal` are distinguished. */
function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'decimal';
  return typeof value;
}
