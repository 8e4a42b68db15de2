import { afterAll, describe, expect, it } from 'vitest';
import { createFakeAI } from '../../src/fakeai.ts';
import { isUploadField } from '../../src/kernel/upload.ts';
import { paramsOf } from './derived.ts';
import { toForm, toSend } from './example.ts';
import { fileFor } from './examples/files.ts';
import { STORED } from './stored.ts';

/** What `/docs` sends when an operation is tried without changes; `swaggerPage` describes what is prefilled. */

interface Schema {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly example?: unknown;
  readonly schema: Schema;
}

interface DocumentedOperation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, unknown>>;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema; readonly example?: unknown }>>;
  };
}

/** Path parameters that identify stored objects, which only the caller can know. */
const STORED_IDS = new Set(Object.keys(STORED).flatMap(paramsOf));

/** Other rows that need something stored: it is named in the body, or by a parameter that other rows can do without. */
const NEEDS_STORED =
  /^(deleteModel|azureDeleteModel|azureResourceDeleteModel|getImageFile|createBatch|azureCreateBatch|azureResourceCreateBatch)$/;

const fake = createFakeAI({ fast: true });
const send = toSend(fake);
afterAll(() => fake.close());

const { paths, components } = fake.openapi() as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

const resolve = (schema: Schema): Schema =>
  schema.$ref ? (components.schemas[schema.$ref.split('/').at(-1) as string] as Schema) : schema;

const calls = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods)
    // Pages cannot open sockets.
    .filter(([, { responses }]) => responses[101] === undefined)
    .map(([method, operation]) => ({
      id: operation.operationId,
      method: method.toUpperCase(),
      path,
      operation,
    })),
);

describe.each(calls)('$id as prefilled by the page', ({ id, method, path, operation }) => {
  const { parameters = [], requestBody } = operation;
  const missing = parameters.filter((one) => one.required && one.example === undefined);
  const needsStored = NEEDS_STORED.test(id) || missing.some(({ name }) => STORED_IDS.has(name));

  it('leaves only the ids of stored objects empty', () => {
    if (!NEEDS_STORED.test(id)) expect(missing.filter(({ name }) => !STORED_IDS.has(name))).toEqual([]);
  });

  const types = requestBody ? Object.keys(requestBody.content) : ['no body'];
  it.each(types)('succeeds (%s)', async (type) => {
    const content = requestBody?.content[type];
    const url = toUrl(path, parameters);
    const body =
      content &&
      (type === 'multipart/form-data' ? toPrefilledForm(content.schema, fileFor(path)) : content.example);
    if (content) expect(body, 'a body to start from').toBeDefined();
    const named = parameters.filter((one) => one.in === 'header');
    const headers = Object.fromEntries(named.map((one) => [one.name, String(one.example)]));
    const reply = await send(method, url, { headers, ...(body !== undefined && { body }) });
    const text = await reply.text();
    if (needsStored) expect([200, 400, 404], text).toContain(reply.status);
    else expect(reply.status, text).toBeLessThan(400);
  });
});

function toUrl(path: string, parameters: readonly Parameter[]): string {
  const named = new Map(parameters.map((parameter) => [parameter.name, parameter.example]));
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => String(named.get(name) ?? 'unknown'));
  const query = new URLSearchParams();
  for (const { in: place, name, example } of parameters) {
    if (place !== 'query' || example === undefined) continue;
    // An empty object adds nothing to the query.
    if (typeof example !== 'object') query.append(name, String(example));
  }
  return query.size > 0 ? `${filled}?${query}` : filled;
}

/** Only the required fields, with a file where one is needed. */
function toPrefilledForm(schema: Schema, file: File): FormData {
  const { properties = {}, required = [] } = resolve(schema);
  return toForm(
    Object.fromEntries(required.map((name) => [name, toSample(resolve(properties[name] as Schema), file)])),
  );
}

function toSample(schema: Schema, file: File): unknown {
  if (isUploadField(schema)) return file;
  if (schema.type === 'array') return [toSample(resolve(schema.items as Schema), file)];
  return schema.examples?.[0] ?? schema.enum?.[0] ?? 'string';
}
