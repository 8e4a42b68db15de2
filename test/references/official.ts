import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Compile } from 'typebox/schema';

/** OpenAI's specification of its API, the reference for ours. The document is not part of this repository. */
export interface OfficialSpec {
  readonly operations: ReadonlyMap<string, OfficialOperation>;
  /** The named schemas as plain JSON Schema, with references into `#/$defs/`. */
  readonly schemas: Readonly<Record<string, object>>;
  /** The properties of a plain schema, including those of the schemas it combines. */
  membersOf(schema: object): string[];
  /** The first validation errors of a value, as text; empty if it is valid. */
  problems(schema: object, value: unknown): string[];
}

export interface OfficialOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly query: readonly string[];
  readonly body?: object;
  /** The `multipart/form-data` body; files are strings. */
  readonly form?: object;
  readonly reply?: object;
  readonly event?: object;
}

type Json = { [name: string]: unknown };

/** Path of the document in a workspace that keeps it next to the checkout. */
const BESIDE = resolve(import.meta.dirname, '../../../shared/openai/openapi.json');

/**
 * Reads the document at `OPENAI_OPENAPI_SPEC`, or the one next to the checkout.
 *
 * @throws Error if it is missing: these suites must fail without it rather than pass unchecked
 */
export function loadOfficialSpec(): OfficialSpec {
  const file = process.env.OPENAI_OPENAPI_SPEC ?? BESIDE;
  if (!existsSync(file)) {
    throw new Error(
      "These tests need OpenAI's specification: set OPENAI_OPENAPI_SPEC to the path of its openapi.json.",
    );
  }
  const document = JSON.parse(readFileSync(file, 'utf8')) as {
    paths: Record<string, Record<string, Json>>;
    components: { schemas: Record<string, Json> };
  };
  const { schemas } = document.components;
  const defs = toPlainSchemas(schemas) as Record<string, object>;
  return {
    operations: readOperations(document.paths),
    schemas: defs,
    membersOf: (schema) => [...membersOf(schema, defs)].sort(),
    problems: createCheck(defs),
  };
}

/**
 * The schemas of what the official client sends and expects, from `sdk-operations.json` beside the specification.
 *
 * @throws Error if it is missing
 */
export function loadSdkSchemas(): Pick<OfficialSpec, 'schemas' | 'problems'> {
  const file = join(dirname(process.env.OPENAI_OPENAPI_SPEC ?? BESIDE), 'sdk-operations.json');
  const { schemas } = JSON.parse(readFileSync(file, 'utf8')) as { schemas: Json };
  const defs = toPlainSchemas(schemas) as Record<string, object>;
  return { schemas: defs, problems: createCheck(defs) };
}

function createCheck(defs: Readonly<Record<string, object>>): OfficialSpec['problems'] {
  interface Checked {
    Check(value: unknown): boolean;
    Errors(value: unknown): [boolean, { instancePath: string; message: string }[]];
  }
  const compiled = new Map<object, Checked>();
  return (schema, value) => {
    const check = compiled.get(schema) ?? (Compile({ ...schema, $defs: defs }) as unknown as Checked);
    compiled.set(schema, check);
    // Looking for errors takes much longer.
    if (check.Check(value)) return [];
    const [, errors] = check.Errors(value);
    return errors.slice(0, 8).map(({ instancePath, message }) => `${instancePath || '(root)'} ${message}`);
  };
}

function readOperations(paths: Record<string, Record<string, Json>>): Map<string, OfficialOperation> {
  const operations = new Map<string, OfficialOperation>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, row] of Object.entries(methods)) {
      const id = row.operationId;
      if (typeof id !== 'string') continue;
      const parameters = (row.parameters ?? []) as { in: string; name: string }[];
      const body = at(row, 'requestBody', 'content', 'application/json', 'schema');
      const form = at(row, 'requestBody', 'content', 'multipart/form-data', 'schema');
      const reply = at(row, 'responses', '200', 'content', 'application/json', 'schema');
      const event = at(row, 'responses', '200', 'content', 'text/event-stream', 'schema');
      operations.set(id, {
        id,
        method: method.toUpperCase(),
        path,
        query: parameters.filter((one) => one.in === 'query').map((one) => one.name.replace('[]', '')),
        ...(body && { body }),
        ...(form && { form }),
        ...(reply && { reply }),
        ...(event && { event }),
      });
    }
  }
  return operations;
}

/** The schema at this property path. */
function at(value: unknown, ...names: string[]): object | undefined {
  let found: unknown = value;
  for (const name of names) found = (found as Json | undefined)?.[name];
  return toPlainSchema(found) as object | undefined;
}

/** Keywords that only describe, or exist only in this dialect. */
const WITHOUT_MEANING = new Set(['nullable', 'discriminator', 'default', 'example', 'examples', 'format']);

/**
 * Converts the document's dialect to plain JSON Schema: references into `$defs`, `nullable` as a union, and `oneOf` as
 * `anyOf`, because its branches often differ only in prose. A recursive reference accepts anything.
 */
function toPlainSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(toPlainSchema);
  if (schema === null || typeof schema !== 'object') return schema;
  const plain: Json = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (WITHOUT_MEANING.has(keyword) || keyword.startsWith('x-') || keyword.startsWith('$recursive'))
      continue;
    if (keyword === '$ref') plain.$ref = String(value).replace(/^#\/(components\/)?schemas\//, '#/$defs/');
    else if (keyword === 'properties') plain.properties = toPlainSchemas(value as Json);
    else if (keyword === 'enum' || keyword === 'const' || keyword === 'required') plain[keyword] = value;
    else plain[keyword === 'oneOf' ? 'anyOf' : keyword] = toPlainSchema(value);
  }
  return (schema as Json).nullable === true ? { anyOf: [plain, { type: 'null' }] } : plain;
}

const toPlainSchemas = (schemas: Json): Json =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, toPlainSchema(schema)]));

interface PlainSchema {
  readonly $ref?: string;
  readonly properties?: object;
  readonly allOf?: readonly PlainSchema[];
}

function membersOf(
  schema: PlainSchema,
  defs: Record<string, PlainSchema>,
  names = new Set<string>(),
): Set<string> {
  const target = schema.$ref && defs[schema.$ref.replace('#/$defs/', '')];
  if (target) membersOf(target, defs, names);
  for (const name of Object.keys(schema.properties ?? {})) names.add(name);
  for (const part of schema.allOf ?? []) membersOf(part, defs, names);
  return names;
}
