import type { TSchema } from 'typebox';
import { isDeeperThan } from './parse.ts';

/** The keywords by which text is read. */
interface Schema {
  readonly type?: string;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** Collects the members of a query or a form, by the declared types of an object's members. */
export interface Members {
  /** All that was added, without a prototype. */
  readonly values: Record<string, unknown>;
  /** Adds one. A text is read as its declared type, where it reads as one; what is no text is kept. */
  add(name: string, value: unknown): void;
  /** The schema that a name stands for: of the member, or of the items of a list. Undefined when none is declared. */
  schemaOf(name: string): TSchema | undefined;
}

/**
 * Numbers and booleans are read from their text when it is one, lists from repeated names (`a=1&a=2`) or `a[]`, and objects
 * from `name[key]=value` or from one member that holds their JSON. What does not read as its type stays text, for validation to refuse.
 *
 * @example
 * const members = createMembers(Type.Object({ n: Type.Integer() }));
 * members.add('n', '2');
 * members.values; // { n: 2 }
 */
export function createMembers(schema: TSchema): Members {
  const { properties = {} } = schema as Schema;
  const values: Record<string, unknown> = Object.create(null);

  /** Where a name leads: a member, an item of a list, or an entry of a map. */
  const find = (
    name: string,
  ): { base: string; as: 'member' | 'item' | 'entry'; key: string; found?: Schema } => {
    const bracket = /^([^[\]]+)\[([^[\]]*)\]$/.exec(name);
    const base = bracket?.[1] ?? name;
    const key = bracket?.[2] ?? '';
    const declared = Object.hasOwn(properties, base) ? properties[base] : undefined;
    const map = bracket && key !== '' && declared && branchOf(declared, 'object');
    if (map) {
      const inner = map.properties ?? {};
      const found = Object.hasOwn(inner, key) ? inner[key] : undefined;
      return { base, as: 'entry', key, ...(found && { found }) };
    }
    // A union of a text and a list (`stop`) is a list only where it is written as one.
    const list = declared && branchOf(declared, 'array');
    if (list && (declared.type === 'array' || (bracket && key === ''))) {
      return { base, as: 'item', key, ...(list.items && { found: list.items }) };
    }
    const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
    return { base: name, as: 'member', key, ...(own && { found: own }) };
  };

  return {
    values,
    schemaOf: (name) => find(name).found as TSchema | undefined,
    add(name, value) {
      const { base, as, key, found } = find(name);
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

/** The schema, or the branch of a union, that is of a type. */
function branchOf(schema: Schema, type: string): Schema | undefined {
  return schema.type === type ? schema : schema.anyOf?.find((branch) => branch.type === type);
}

function fromText(text: string, schema: Schema | undefined): unknown {
  if (schema === undefined) return text;
  const isOf = (type: string): boolean => branchOf(schema, type) !== undefined;
  if ((isOf('integer') || isOf('number')) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (isOf('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  if (isOf('object') && /^\s*\{/.test(text)) return fromJson(text);
  return text;
}

/** Levels of an object that is written as JSON: more than any member has. */
const DEEPEST = 32;

function fromJson(text: string): unknown {
  if (isDeeperThan(text, DEEPEST)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
