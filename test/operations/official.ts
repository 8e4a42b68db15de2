import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Compile } from 'typebox/schema';

/**
 * OpenAI's own description of its API as a judge of ours. It is no part of the repository: `OPENAI_OPENAPI_SPEC` names the
 * file, and beside a checkout it may lie at `../shared/openai/openapi.json`.
 */
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

const FILE =
  process.env.OPENAI_OPENAPI_SPEC ?? resolve(import.meta.dirname, '../../../shared/openai/openapi.json');

/** Undefined where the specification is not at hand. A path that was asked for by variable must exist. */
export function loadOfficialSpec(): OfficialSpec | undefined {
  if (process.env.OPENAI_OPENAPI_SPEC === undefined && !existsSync(FILE)) return undefined;
  const document = JSON.parse(readFileSync(FILE, 'utf8')) as {
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
