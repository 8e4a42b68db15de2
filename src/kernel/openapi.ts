import type { TSchema } from 'typebox';
import { createSchemaComponents, type SchemaComponents } from './openapi-components.ts';
import { createNotGiven } from './openapi-not-given.ts';
import {
  createResponseComponents,
  type ResponseComponents,
  type TransportErrors,
  toMediaTypes,
} from './openapi-responses.ts';
import { type Operation, pathsOnlyUnderPrefix, prefixesOf, toPublicPath } from './operation.ts';
import { type QueryPair, queryPairsOf } from './query-pairs.ts';
import { takesEmpty } from './steps/members.ts';
import type { JsonSchema } from './subschemas.ts';

export interface OpenApiOptions {
  readonly title: string;
  readonly version: string;
  /** Base URL of the operations. Default: `/`, relative to the document itself. */
  readonly serverUrl?: string;
  /** A key to try the API with, shown in the description of the security schemes. */
  readonly exampleKey?: string;
  readonly transport?: TransportErrors;
}

/** An OpenAPI document, limited to the parts this program reads. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly responses: Readonly<Record<string, object>>;
    readonly securitySchemes: object;
  };
  readonly [member: string]: unknown;
}

/**
 * Builds the OpenAPI 3.1 document of a table of operations (OpenAPI Specification 3.1.1). Schemas are taken
 * from the rows; those of bodies, responses and events, and those that occur in several places, become
 * components. Operations are listed under the prefix of their surface; they also work without the prefix, unless
 * their path is absolute. Rows that their query tells apart are listed under paths with that query.
 *
 * @example
 * toOpenApi(operations, { title: 'FakeAI', version: '1.0.0' }).openapi; // '3.1.1'
 */
export function toOpenApi(operations: readonly Operation[], options: OpenApiOptions): OpenApiDocument {
  const components = createSchemaComponents();
  const responses = createResponseComponents(components, options.transport);
  const notGiven = createNotGiven();
  const documented = operations.map(
    (row): Operation => ({
      ...row,
      ...(row.body && { body: notGiven.inBody(row.body) as TSchema }),
      ...(row.form && { form: notGiven.inForm(row.form) as TSchema }),
    }),
  );
  for (const { id, body, form, reply, event, surface } of documented) {
    const name = pascal(id);
    if (body) components.add(body, `${name}Request`);
    if (form) components.add(form, `${name}Form`);
    if (reply) components.add(reply, `${name}Response`);
    if (event) components.add(event, `${name}Event`);
    if (surface.error) components.add(surface.error, `${pascal(surface.name)}Error`);
  }
  if (options.transport) components.add(options.transport.error, 'TransportError');
  const paths: Record<string, Record<string, object>> = {};
  const alike = Map.groupBy(documented, (row) => `${row.method} ${toPublicPath(row)}`);
  for (const operation of documented) {
    const isAlone = alike.get(`${operation.method} ${toPublicPath(operation)}`)?.length === 1;
    const pairs = isAlone ? [] : queryPairsOf(operation);
    const path = toPath(operation, pairs);
    paths[path] ??= {};
    paths[path][operation.method.toLowerCase()] = toOperationObject(operation, pairs, components, responses);
  }
  const keyHeaders = new Set(operations.flatMap(({ surface: { keyHeader } }) => keyHeader ?? []));
  const tags = [...new Set(operations.map(({ tag }) => tag))];
  return {
    openapi: '3.1.1',
    info: {
      title: options.title,
      version: options.version,
      description: `A simulator of the OpenAI API: realistic responses, timing and usage, with no model behind them.${describePaths(operations)}`,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: options.serverUrl ?? '/' }],
    tags: tags.map((name) => ({ name })),
    paths,
    components: {
      schemas: components.toSchemas(),
      responses: responses.toResponses(),
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
  const example = exampleKey === undefined ? '' : ` \`${exampleKey}\` is accepted.`;
  return `An API key that the server accepts.${example}`;
}

function describePaths(operations: readonly Operation[]): string {
  const exceptions = pathsOnlyUnderPrefix(operations).map((path) => `\`${path}\``);
  const except = exceptions.length > 0 ? `, except ${exceptions.join(', ')}` : '';
  const prefixes = prefixesOf(operations).map((prefix) => `\`${prefix}\``);
  return prefixes.length > 0 ? ` Paths under ${prefixes.join(', ')} also work without it${except}.` : '';
}

/**
 * Paths with the query pairs that tell rows with the same method and path apart, because a path has only one
 * operation per method. They are then no parameters: the URL made from the path is complete.
 */
function toPath(operation: Operation, pairs: readonly QueryPair[]): string {
  const path = toPublicPath(operation).replace(/\{(\w+)\*\}/, '{$1}');
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs.map((pair) => [...pair]))}`;
}

/** The alternative ways to pass the key. */
function toSecurity({ access, surface: { keyHeader } }: Operation): object[] {
  if (access === 'public') return [];
  return [{ [BEARER]: [] }, ...(keyHeader === undefined ? [] : [{ [keyHeader]: [] }])];
}

function toOperationObject(
  operation: Operation,
  pairs: readonly QueryPair[],
  components: SchemaComponents,
  responses: ResponseComponents,
): object {
  const { id, summary, description, tag, body, form, raw, example } = operation;
  const parameters = [
    ...toPathParameters(operation, components),
    ...toQueryParameters(operation, pairs, components),
    ...toHeaderParameters(operation),
  ];
  return {
    operationId: id,
    summary,
    ...(description !== undefined && { description }),
    tags: [tag],
    ...(parameters.length > 0 && { parameters }),
    ...((body ?? form ?? raw) && {
      requestBody: {
        required: true,
        content: {
          ...(body && {
            'application/json': { schema: components.use(body), ...(example !== undefined && { example }) },
          }),
          ...(form && { 'multipart/form-data': { schema: components.use(form) } }),
          ...(raw && toMediaTypes(raw)),
        },
      },
    }),
    responses: responses.use(operation),
    security: toSecurity(operation),
  };
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

function toQueryParameters(
  { query }: Operation,
  pairs: readonly QueryPair[],
  components: SchemaComponents,
): object[] {
  const inPath = new Set(pairs.map(([name]) => name));
  const required: readonly string[] = (query as { required?: string[] } | undefined)?.required ?? [];
  const others = Object.entries(propertiesOf(query)).filter(([name]) => !inPath.has(name));
  return others.map(([name, schema]) => {
    const isList = schema.type === 'array';
    return {
      // Lists use the format that API clients send: `include[]=a&include[]=b`.
      name: isList ? `${name}[]` : name,
      in: 'query',
      // Empty text means "not given" (`steps/members.ts`).
      ...(required.includes(name) ? { required: true } : !takesEmpty(schema) && { allowEmptyValue: true }),
      ...toExample(schema),
      // Without an example, viewers fill in an object of made-up members.
      ...(schema.type === 'object' && { style: 'deepObject', explode: true, example: {} }),
      schema: components.use(schema),
    };
  });
}

function toHeaderParameters({ headers = {} }: Operation): object[] {
  return Object.entries(headers).map(([name, value]) => ({
    name,
    in: 'header',
    example: value,
    schema: { type: 'string' },
  }));
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
