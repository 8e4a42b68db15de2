import type { TSchema } from 'typebox';
import { explain } from '../explain.ts';
import { withoutNulls } from '../nulls.ts';
import { isOptional, type Schema } from '../schema.ts';
import { JsonScan } from './json-scan.ts';

/** Collects the members of a query or a form according to their declared types. */
export interface Members {
  /** Everything added so far; has no prototype. */
  readonly values: Record<string, unknown>;
  /** Adds a member. Text is parsed as its declared type where possible; other values are stored unchanged. */
  add(name: string, value: unknown): void;
  /** The schema for a name: of the member, or of a list's items. Undefined if the name is not declared. */
  schemaOf(name: string): TSchema | undefined;
  /** Whether the name refers to an optional member. */
  isOptional(name: string): boolean;
}

/** What a name refers to: a member, an item of a list, or an entry of a map. */
interface Place {
  readonly base: string;
  readonly as: 'member' | 'item' | 'entry';
  readonly key: string;
  readonly found?: Schema;
  readonly isOptional: boolean;
}

/**
 * Numbers and booleans are parsed from their text, lists from repeated names (`a=1&a=2`) or `a[]`, and
 * objects from `name[key]=value` or from one member that contains JSON text. Text that does not parse as its
 * type stays text and fails validation. Empty text for an optional member means that it is not given, like
 * null in JSON, unless its schema accepts an empty string.
 *
 * @example
 * const members = createMembers(Type.Object({ n: Type.Integer() }));
 * members.add('n', '2');
 * members.values; // { n: 2 }
 */
export function createMembers(schema: TSchema): Members {
  const { properties = {} } = schema as Schema;
  const values: Record<string, unknown> = Object.create(null);

  const find = (name: string): Place => {
    const bracket = /^([^[\]]+)\[([^[\]]*)\]$/.exec(name);
    const base = bracket?.[1] ?? name;
    const key = bracket?.[2] ?? '';
    const declared = Object.hasOwn(properties, base) ? properties[base] : undefined;
    const list = declared && branchOf(declared, 'array');
    const map = bracket && declared && !(list && key === '') && branchOf(declared, 'object');
    if (map) {
      const inner = map.properties ?? {};
      const found = Object.hasOwn(inner, key) ? inner[key] : undefined;
      return { base, as: 'entry', key, ...(found && { found }), isOptional: isOptional(map, key) };
    }
    // A union of string and array (`stop`) is read as a list only if it is written with brackets.
    if (list && (declared.type === 'array' || (bracket && key === ''))) {
      const { items } = list;
      return { base, as: 'item', key, ...(items && { found: items }), isOptional: isOptional(schema, base) };
    }
    const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
    return {
      base: name,
      as: 'member',
      key,
      ...(own && { found: own }),
      isOptional: isOptional(schema, name),
    };
  };

  return {
    values,
    schemaOf: (name) => find(name).found as TSchema | undefined,
    isOptional: (name) => find(name).isOptional,
    add(name, value) {
      const { base, as, key, found, isOptional } = find(name);
      if (value === '' && isOptional && !takesEmpty(found)) return;
      const read = typeof value === 'string' ? fromText(value, found) : value;
      if (as === 'entry') {
        if (typeof values[base] !== 'object') values[base] = Object.create(null);
        (values[base] as Record<string, unknown>)[key] = read;
      } else if (as === 'item') {
        if (!Array.isArray(values[base])) values[base] = [];
        (values[base] as unknown[]).push(read);
      } else values[base] = read;
    },
  };
}

/** The schema itself, or the branch of its union, that has the given type. */
function branchOf(schema: Schema, type: string): Schema | undefined {
  return schema.type === type ? schema : schema.anyOf?.find((branch) => branch.type === type);
}

/** Whether a schema accepts empty text, which then does not mean "not given". */
export function takesEmpty(schema: object | undefined): boolean {
  return schema === undefined || explain(schema as Schema, '') === undefined;
}

function fromText(text: string, schema: Schema | undefined): unknown {
  if (schema === undefined) return text;
  const isOf = (type: string): boolean => branchOf(schema, type) !== undefined;
  const isShort = text.length <= LONGEST_NUMBER;
  if (isShort && (isOf('number') ? NUMBER.test(text) : isOf('integer') && DECIMAL.test(text)))
    return Number(text);
  if (isOf('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  if (isOf('object') && /^\s*\{/.test(text)) return withoutNulls(schema as TSchema, fromJson(text));
  return text;
}

const DECIMAL = /^-?\d+(\.\d+)?$/;
/** Programs write very small and very large numbers with an exponent. */
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** Characters. The largest number that is not infinite has 309 digits. */
const LONGEST_NUMBER = 400;

/** Maximum nesting and length of an object written as JSON text; no member needs more. */
const DEEPEST = 32;
const LONGEST = 65_536;

function fromJson(text: string): unknown {
  if (text.length > LONGEST) return text;
  try {
    new JsonScan(DEEPEST).read(Buffer.from(text));
    return JSON.parse(text);
  } catch {
    return text;
  }
}
