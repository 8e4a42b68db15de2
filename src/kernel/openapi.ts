import type { TSchema } from 'typebox';
import { createSchemaComponents, type JsonSchema, type SchemaComponents } from './openapi-components.ts';
import { createNullTaking } from './openapi-nulls.ts';
import { type Operation, pathsOnlyUnderVersion, toPublicPath } from './operation.ts';

export interface OpenApiOptions {
  readonly title: string;
  readonly version: string;
  /** Where the operations are served. Default: `/`, the place the document itself comes from. */
  readonly serverUrl?: string;
  /** A key to try things with, for the description of the authorization. */
  readonly exampleKey?: string;
}

/** An OpenAPI document, as far as this program looks into it. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly securitySchemes: object;
  };
  readonly [member: string]: unknown;
}

/**
 * The OpenAPI 3.1 document of a table of operations (OpenAPI Specification 3.1.1). Schemas are the rows' own: those of
 * bodies, answers and events, and those that several places share, become components. Operations that need a key stand under
 * `/v1`, and are served without it too, unless their path is absolute.
 *
 * @example
 * toOpenApi(operations, { title: 'FakeAI', version: '1.0.0' }).openapi; // '3.1.1'
 */
export function toOpenApi(operations: readonly Operation[], options: OpenApiOptions): OpenApiDocument {
  const components = createSchemaComponents();
  const takingNulls = createNullTaking();
  const documented = operations.map(
    (row): Operation => (row.body ? { ...row, body: takingNulls(row.body) as TSchema } : row),
  );
  for (const { id, body, form, reply, event, surface } of documented) {
    const name = pascal(id);
    if (body) components.add(body, `${name}Request`);
    if (form) components.add(form, `${name}Form`);
    if (reply) components.add(reply, `${name}Response`);
    if (event) components.add(event, `${name}Event`);
    if (surface.error) components.add(surface.error, `${pascal(surface.name)}Error`);
  }
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of documented) {
    const path = toPath(operation);
    paths[path] ??= {};
    paths[path][operation.method.toLowerCase()] = toOperationObject(operation, components);
  }
  const keyHeaders = new Set(operations.flatMap(({ surface: { keyHeader } }) => keyHeader ?? []));
  const tags = [...new Set(operations.map(({ tag }) => tag))];
  return {
    openapi: '3.1.1',
    info: {
      title: options.title,
      version: options.version,
      description: `A simulation of the OpenAI platform: answers of the right shape, at the right pace, with the right bookkeeping, and no model behind them. ${describePaths(operations)}`,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: options.serverUrl ?? '/' }],
    tags: tags.map((name) => ({ name })),
    paths,
    components: {
      schemas: components.toSchemas(),
      securitySchemes: {
        [BEARER]: { type: 'http', scheme: 'bearer', description: describeKey(options) },
        ...Object.fromEntries(
          [...keyHeaders].map((name) => [
            name,
            { type: 'apiKey', in: 'header', name, description: describeKey(options) },
          ]),
        ),
      },
    },
  };
}

const BEARER = 'bearer';

function describeKey({ exampleKey }: OpenApiOptions): string {
  const example =
    exampleKey === undefined ? '' : ` Unless it was started with keys of its own, \`${exampleKey}\` is one.`;
  return `A key that the server lets in.${example}`;
}

function describePaths(operations: readonly Operation[]): string {
  const exceptions = pathsOnlyUnderVersion(operations).map((path) => `\`${path}\``);
  const except = exceptions.length > 0 ? `, except ${exceptions.join(', ')}` : '';
  return `Paths under \`/v1\` also work without it${except}.`;
}

function toPath(operation: Operation): string {
  return toPublicPath(operation).replace(/\{(\w+)\*\}/, '{$1}');
}

/** Either of several ways to give the key. */
function toSecurity({ access, surface: { keyHeader } }: Operation): object[] {
  if (access === 'public') return [];
  return [{ [BEARER]: [] }, ...(keyHeader === undefined ? [] : [{ [keyHeader]: [] }])];
}

function toOperationObject(operation: Operation, components: SchemaComponents): object {
  const { id, summary, tag, body, form, example, surface } = operation;
  const parameters = [
    ...toPathParameters(operation, components),
    ...toQueryParameters(operation, components),
  ];
  return {
    operationId: id,
    summary,
    tags: [tag],
    ...(parameters.length > 0 && { parameters }),
    ...((body ?? form) && {
      requestBody: {
        required: true,
        content: {
          ...(body && {
            'application/json': { schema: components.use(body), ...(example !== undefined && { example }) },
          }),
          ...(form && { 'multipart/form-data': { schema: components.use(form) } }),
        },
      },
    }),
    responses: {
      200: toAnswer(operation, components),
      ...(surface.error && {
        default: {
          description: 'What went wrong.',
          content: { 'application/json': { schema: components.use(surface.error) } },
        },
      }),
    },
    security: toSecurity(operation),
  };
}

function toAnswer({ reply, event }: Operation, components: SchemaComponents): object {
  const content = {
    ...(reply && { 'application/json': { schema: components.use(reply) } }),
    // OpenAPI 3.1 has no word for a stream: the schema is that of one event's data.
    ...(event && { 'text/event-stream': { schema: components.use(event) } }),
  };
  const description = event ? 'The answer, or the events of its stream.' : 'The answer.';
  return Object.keys(content).length > 0 ? { description, content } : { description };
}

function toPathParameters({ path, params }: Operation, components: SchemaComponents): object[] {
  const declared = propertiesOf(params);
  return [...path.matchAll(/\{(\w+)\*?\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    ...toExample(declared[name]),
    schema: declared[name] ? components.use(declared[name]) : { type: 'string' },
  }));
}

function toQueryParameters({ query }: Operation, components: SchemaComponents): object[] {
  const required: readonly string[] = (query as { required?: string[] } | undefined)?.required ?? [];
  return Object.entries(propertiesOf(query)).map(([name, schema]) => {
    const isList = schema.type === 'array';
    return {
      // Lists are sent the way the API's clients send them: `include[]=a&include[]=b`.
      name: isList ? `${name}[]` : name,
      in: 'query',
      ...(required.includes(name) && { required: true }),
      ...toExample(schema),
      // Viewers would otherwise fill in an object of invented members.
      ...(schema.type === 'object' && { style: 'deepObject', explode: true, example: {} }),
      schema: components.use(schema),
    };
  });
}

/** Viewers fill in a parameter from its own `example`, not from the `examples` of its schema. */
function toExample(schema: JsonSchema | undefined): { readonly example?: unknown } {
  const [example] = (schema?.examples ?? []) as readonly unknown[];
  return example === undefined ? {} : { example };
}

function propertiesOf(schema: TSchema | undefined): Readonly<Record<string, JsonSchema>> {
  return (schema as JsonSchema | undefined)?.properties ?? {};
}

function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
