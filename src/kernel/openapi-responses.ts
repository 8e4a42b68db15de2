import type { TSchema } from 'typebox';
import { Fault, type FaultDetail } from './fault.ts';
import { FAULT_EXAMPLES } from './fault-examples.ts';
import type { SchemaComponents } from './openapi-components.ts';
import type { Operation } from './operation.ts';
import type { JsonSchema } from './subschemas.ts';

/** The errors of requests that are not valid HTTP or arrive too slowly; no surface encodes them. */
export interface TransportErrors {
  readonly error: TSchema;
  readonly statuses: readonly number[];
}

/** The responses of one document. Those of errors are defined once and referenced everywhere else. */
export interface ResponseComponents {
  /** The Responses Object of an operation: what its handler replies, and every error that it can end with. */
  use(operation: Operation): Record<string, object>;
  /** The referenced responses by name. */
  toResponses(): Record<string, object>;
}

/**
 * The statuses and headers of errors are those that the operation's surface encodes its faults with.
 *
 * @example
 * const responses = createResponseComponents(components);
 * responses.use(createNote); // { 200: { … }, 400: { $ref: '#/components/responses/AcmeError400' }, … }
 */
export function createResponseComponents(
  components: SchemaComponents,
  transport: TransportErrors | undefined,
): ResponseComponents {
  const shared = new Map<string, SharedResponse>();

  return {
    use(operation) {
      const { reply, statuses = [200] } = operation;
      const errors = errorsOf(operation, transport);
      const replies: [number, object][] = [];
      for (const status of statuses) {
        const error = errors.get(status);
        if (error && reply) error.schemas.add(reply);
        else replies.push([status, toReply(operation, components)]);
      }
      const failures = [...errors].map(([status, { schemas, headers }]) => {
        const refs = [...schemas].map((schema) => components.use(schema));
        const name = `${refs.map(nameOf).join('Or')}${status}`;
        const known = shared.get(name);
        shared.set(name, { status, refs, headers: headers.union(known?.headers ?? new Set()) });
        return [status, { $ref: `#/components/responses/${name}` }] as const;
      });
      return Object.fromEntries([...failures, ...replies]);
    },
    toResponses: () =>
      Object.fromEntries(
        [...shared].map(([name, { status, refs, headers }]) => [name, toError(status, refs, [...headers])]),
      ),
  };
}

/** Operations with the same error schemas share a response, with the headers of all of them. */
interface SharedResponse {
  readonly status: number;
  readonly refs: readonly JsonSchema[];
  readonly headers: ReadonlySet<string>;
}

interface ErrorResponse {
  readonly schemas: Set<TSchema>;
  readonly headers: Set<string>;
}

function errorsOf(operation: Operation, transport: TransportErrors | undefined): Map<number, ErrorResponse> {
  const { surface } = operation;
  const errors = new Map<number, ErrorResponse>();
  const add = (status: number, schema: TSchema | undefined, headers: readonly string[]): void => {
    const known = errors.get(status) ?? { schemas: new Set(), headers: new Set() };
    errors.set(status, known);
    if (schema) known.schemas.add(schema);
    for (const header of headers) known.headers.add(header);
  };
  const kinds = new Set(kindsOf(operation));
  for (const detail of FAULT_EXAMPLES) {
    if (!kinds.has(detail.kind)) continue;
    const { status, headers = {} } = surface.encodeFault(new Fault(detail));
    add(status, surface.error, Object.keys(headers));
  }
  for (const status of transport?.statuses ?? []) add(status, transport?.error, []);
  return errors;
}

type Kind = FaultDetail['kind'];

/** The host name and the project are checked for every request. */
const OF_ALL: readonly Kind[] = ['forbidden', 'invalid_value', 'overloaded', 'internal'];

const OF_KEYS: readonly Kind[] = ['missing_credentials', 'wrong_credentials'];

/** Whatever an operation that needs a key does, it may need the store. */
const OF_STORE: readonly Kind[] = ['storage_unavailable', 'storage_full'];

const OF_VALUES: readonly Kind[] = [
  'missing_parameter',
  'unknown_parameter',
  'invalid_type',
  'invalid_choice',
  'out_of_range',
  'wrong_length',
  'invalid_format',
];

const OF_BODIES: readonly Kind[] = ['malformed_body', 'nested_too_deep', 'unsupported_media_type'];

const OF_BYTES: readonly Kind[] = ['body_too_large', 'unsupported_coding', 'damaged_body'];

/** All faults an operation can end with: those of the steps that dispatch runs for it, and its own. */
function kindsOf({ access, params, query, body, form, raw, socket, faults = [] }: Operation): Kind[] {
  return [
    ...OF_ALL,
    ...(access !== 'public' ? [...OF_KEYS, ...OF_STORE] : []),
    ...(params || query || body || form ? OF_VALUES : []),
    ...(body || form || raw ? OF_BYTES : []),
    ...(body || form ? OF_BODIES : []),
    ...(raw && !body ? (['unsupported_body_type'] as const) : []),
    ...(socket ? (['upgrade_required'] as const) : []),
    ...(form ? (['malformed_form'] as const) : []),
    ...faults,
  ];
}

function toError(status: number, schemas: readonly JsonSchema[], headers: readonly string[]): object {
  const [first] = schemas;
  return {
    description: DESCRIPTIONS[status] ?? 'An error.',
    ...(headers.length > 0 && {
      headers: Object.fromEntries(headers.map((name) => [name, { schema: { type: 'string' } }])),
    }),
    ...(first && {
      content: { 'application/json': { schema: schemas.length > 1 ? { anyOf: schemas } : first } },
    }),
  };
}

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: 'The request is invalid.',
  401: 'The API key is missing or wrong.',
  403: 'The request is not allowed.',
  404: 'The model, or an object that the request names, does not exist.',
  408: 'The request took too long to arrive.',
  409: 'The state of the object does not allow this.',
  413: 'The request body is too large.',
  415: 'The content coding, or the content type, of the request body is not supported.',
  416: 'The requested range is not satisfiable.',
  417: 'The expectation is not supported.',
  422: 'The request is invalid.',
  424: 'The model failed, or is of another kind.',
  426: 'The endpoint only accepts WebSocket connections.',
  429: 'The server is overloaded. Try again later.',
  431: 'The request headers, or the URL, are too long.',
  500: 'The server failed.',
  503: 'The server is overloaded, or cannot store anything at present. Try again later.',
};

/** The Media Type Objects of content that is not JSON. */
export function toMediaTypes(types: readonly string[]): Record<string, object> {
  return Object.fromEntries(
    types.map((type) => [type, type.startsWith('text/') ? { schema: { type: 'string' } } : {}]),
  );
}

function toReply(operation: Operation, components: SchemaComponents): object {
  const { reply, event, media = [], socket } = operation;
  if (socket) return { description: 'The connection becomes a WebSocket.' };
  const content = {
    ...(reply && { 'application/json': { schema: components.use(reply) } }),
    ...(event && { 'text/event-stream': { schema: toEventSchema(event, operation, components) } }),
    ...toMediaTypes(media),
  };
  const description = event ? 'The response, or the events of the stream.' : 'The response.';
  return Object.keys(content).length > 0 ? { description, content } : { description };
}

/**
 * OpenAPI 3.1 does not say what the schema of a stream describes. Here it describes each of its events, in the form
 * in which OpenAPI 3.2 describes them ("Special Considerations for `text/event-stream` Content").
 */
function toEventSchema(
  event: TSchema,
  { surface: { error }, sentinel }: Operation,
  components: SchemaComponents,
): JsonSchema {
  const payload = components.use(event);
  const schemas = error ? { anyOf: [payload, components.use(error)] } : payload;
  const json = { type: 'string', contentMediaType: 'application/json', contentSchema: schemas };
  return {
    type: 'object',
    description: `One event. Its data is a ${nameOf(payload)} as JSON${error ? ', or the error that ended the stream' : ''}${sentinel === undefined ? '' : `; the last event's data is \`${sentinel}\``}.`,
    properties: { data: sentinel === undefined ? json : { anyOf: [{ const: sentinel }, json] } },
    required: ['data'],
  };
}

function nameOf({ $ref }: JsonSchema): string {
  return String($ref).replace(/^.*\//, '');
}
