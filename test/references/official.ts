import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Compile } from 'typebox/schema';

/** OpenAI's own description of its API, used to judge ours. The document is not part of this repository. */
export interface OfficialSpec {
  readonly operations: ReadonlyMap<string, OfficialOperation>;
  /** The named schemas, in plain JSON Schema whose references point into `#/$defs/`. */
  readonly schemas: Readonly<Record<string, object>>;
  /** Members that a plain schema knows, those of the schemas it is put together from included. */
  membersOf(schema: object): string[];
  /** The first things wrong with a value of a plain schema, as text; none when it fits. */
  problems(schema: object, value: unknown): string[];
}

export interface OfficialOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly query: readonly string[];
  readonly body?: object;
  /** A body of `multipart/form-data`, in which a file is a text. */
  readonly form?: object;
  readonly reply?: object;
  readonly event?: object;
}

type Json = { [name: string]: unknown };

/** Where the document lies in a workspace that keeps one beside the checkout. */
const BESIDE = resolve(import.meta.dirname, '../../../shared/openai/openapi.json');

/**
 * Reads the document that `OPENAI_OPENAPI_SPEC` names, or the one beside the checkout.
 *
 * @throws Error when there is none: these suites fail without it, so that they are never reported as passed
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
  const defs = toPlainSchemas(schemas);
  const compiled = new Map<
    object,
    { Errors(value: unknown): [boolean, { instancePath: string; message: string }[]] }
  >();
  return {
    operations: readOperations(document.paths),
    schemas: defs as Record<string, object>,
    membersOf: (schema) => [...membersOf(schema, defs as Record<string, PlainSchema>)].sort(),
    problems(schema, value) {
      let check = compiled.get(schema);
      if (!check) {
        check = Compile({ ...schema, $defs: defs }) as never;
        compiled.set(schema, check as never);
      }
      const [fits, errors] = (check as NonNullable<typeof check>).Errors(value);
      if (fits) return [];
      return errors.slice(0, 8).map(({ instancePath, message }) => `${instancePath || '(root)'} ${message}`);
    },
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

/** The schema at the end of these members. */
function at(value: unknown, ...names: string[]): object | undefined {
  let found: unknown = value;
  for (const name of names) found = (found as Json | undefined)?.[name];
  return toPlainSchema(found) as object | undefined;
}

/** Keywords that describe or that only this dialect has. */
const WITHOUT_MEANING = new Set(['nullable', 'discriminator', 'default', 'example', 'examples', 'format']);

/**
 * The document's dialect in plain JSON Schema: references into `$defs`, `nullable` as a union, and `oneOf` as `anyOf`, because
 * its branches tell each other apart by prose more often than by their members. A recursive reference takes anything.
 */
function toPlainSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(toPlainSchema);
  if (schema === null || typeof schema !== 'object') return schema;
  const plain: Json = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (WITHOUT_MEANING.has(keyword) || keyword.startsWith('x-') || keyword.startsWith('$recursive'))
      continue;
    if (keyword === '$ref') plain.$ref = String(value).replace('#/components/schemas/', '#/$defs/');
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
