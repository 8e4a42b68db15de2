import type { Static, TSchema } from 'typebox';
import type { Abort } from '../runtime/abort.ts';
import type { Observation } from '../telemetry/observation.ts';
import type { Fault, FaultDetail } from './fault.ts';
import type { Memo } from './memo.ts';
import type { Access, Principal } from './principal.ts';
import type { Reply } from './reply.ts';
import type { RequestHeaders } from './request-headers.ts';

/** The methods of rows, in the order in which `Allow` lists them. `HEAD` and `OPTIONS` are answered from the rows. */
export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/**
 * One row of the operations table: everything about one operation. The router, the validator, the OpenAPI
 * document, the docs pages, the metric labels and table-driven tests all read the same row; no route exists
 * outside the table.
 */
export interface Operation {
  /** The provider's operation id: `createChatCompletion`. Unique among all APIs. */
  readonly id: string;
  readonly method: (typeof METHODS)[number];
  /**
   * Path without the surface's prefix, unless `absolute` is set. `{name}` is a parameter; `{name*}` at the end
   * matches several segments. The path may end in a verb, `/models/{model}:countTokens`: what follows the last
   * colon of the last segment, so the parameter before it may contain colons.
   */
  readonly path: string;
  /**
   * The path matches exactly as written, without a variant with or without a prefix, and takes precedence over
   * such a variant of another row.
   */
  readonly absolute?: boolean;
  /**
   * Knowing the path grants access to the content, so logs show the row's path pattern instead of the
   * requested path.
   */
  readonly secretPath?: boolean;
  /** Who may call it. */
  readonly access: Access;
  /** One-line description. */
  readonly summary: string;
  /** Rules that the schemas cannot express and that belong to no single field; Markdown. */
  readonly description?: string;
  /** Groups the operation in the documentation: the API's noun. */
  readonly tag: string;
  readonly surface: Surface;
  /**
   * How APIs that are made of the rows of this one serve it, by the name of the API: `{ azure: 'deployment' }`. An API
   * that is not named leaves the row out.
   */
  readonly servedBy?: Readonly<Record<string, string>> | undefined;
  /** Path parameters, as decoded strings. */
  readonly params?: TSchema;
  /**
   * Values are parsed from text according to their declared type. Undeclared parameters are ignored. Rows with the
   * same method and path are told apart by their required literals: one that requires `Type.Literal(true)` for
   * `beta` gets the requests with `?beta=true`, one that requires nothing gets the others.
   */
  readonly query?: TSchema;
  /**
   * Request headers that callers may have to send, with values, for documentation: `{ 'x-acme-beta': 'notes=v1' }`. The
   * handler checks them.
   */
  readonly headers?: Readonly<Record<string, string>>;
  /** Schema of a JSON body. Without `body`, `form` and `raw`, a request body is ignored. */
  readonly body?: TSchema;
  /**
   * Schema of a `multipart/form-data` body. If the row accepts several kinds of bodies, the request's content type
   * selects one.
   */
  readonly form?: TSchema;
  /**
   * Media types of bodies that the handler receives as bytes, in lower case and without parameters:
   * `application/sdp`. Such a body is complete, at most `bodyLimit` bytes long, and may be empty.
   */
  readonly raw?: readonly string[];
  /**
   * The row opens a WebSocket. A plain request to it is answered 426, whatever its parameters are. Declared with
   * {@link socket}.
   */
  readonly socket?: true;
  /** An example body for the documentation. */
  readonly example?: unknown;
  /** Schema of a JSON response. */
  readonly reply?: TSchema;
  /** Schema of the JSON data of one event of a streamed response. */
  readonly event?: TSchema;
  /** Data of the event that ends such a stream, if it is not JSON: `[DONE]`. */
  readonly sentinel?: string;
  /** Media types of other responses: sound, files, text. Ranges are allowed: `image/*`. */
  readonly media?: readonly string[];
  /** All statuses of these responses. Default: 200. */
  readonly statuses?: readonly number[];
  /**
   * Faults that the handler throws, for documentation. Invalid values, missing keys and failing storage are
   * documented anyway, as far as they can occur.
   */
  readonly faults?: readonly FaultDetail['kind'][];
  readonly handle: (call: Call<never, never, never>) => Reply | Promise<Reply>;
}

/**
 * The path of a row as documented.
 *
 * @example
 * toPublicPath(createChatCompletion); // '/v1/chat/completions'
 */
export function toPublicPath({ path, surface, absolute }: Operation): string {
  return absolute ? path : `${surface.prefix ?? ''}${path}`;
}

/** The prefixes of rows, each once. Requests may leave them out. */
export function prefixesOf(operations: readonly Operation[]): string[] {
  return [...new Set(operations.flatMap(({ surface, absolute }) => (absolute ? [] : surface.prefix || [])))];
}

/**
 * The public paths under a prefix that either do not exist without it or belong to a different operation there.
 *
 * @example
 * pathsOnlyUnderPrefix(operations); // ['/v1/health/live', '/v1/rerank']
 */
export function pathsOnlyUnderPrefix(operations: readonly Operation[]): string[] {
  const absolute = new Set(operations.filter((row) => row.absolute).map(({ path }) => path));
  const rows = operations.filter((row) => row.absolute || absolute.has(row.path));
  const prefixes = prefixesOf(operations);
  const isUnderPrefix = (path: string): boolean => prefixes.some((prefix) => path.startsWith(`${prefix}/`));
  return [...new Set(rows.map(toPublicPath).filter(isUnderPrefix))];
}

/** The row that answers a request, with the parameters in its path. */
export interface Match {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * A provider's dialect: the prefix of its paths, how callers describe themselves, how faults are encoded, and
 * which headers responses carry.
 *
 * @example
 * const acme: Surface = {
 *   name: 'acme',
 *   prefix: '/acme/v2',
 *   root: '/acme/',
 *   keyHeader: 'x-acme-key',
 *   encodeFault: ({ detail }) => json({ problem: detail.kind }, { status: detail.kind === 'not_found' ? 404 : 400 }),
 *   headers: ({ requestId }) => ({ 'x-acme-trace': requestId }),
 * };
 */
export interface Surface {
  readonly name: string;
  /** Must depend on the fault alone, and accept every kind of fault: the documentation calls it with examples. */
  readonly encodeFault: (fault: Fault) => Reply;
  /** Schema of the body that {@link encodeFault} produces, for documentation. */
  readonly error?: TSchema;
  /** A header, in lower case, that can carry the API key instead of `Authorization: Bearer`. */
  readonly keyHeader?: string;
  /** Which headers describe the caller. Default: those of the instance's main surface. */
  readonly callers?: CallerHeaders;
  /** The documented paths of rows that are not `absolute` begin with it: `/v1`. Requests may leave it out. */
  readonly prefix?: string;
  /**
   * Path prefix owned by the surface: requests below it that match no row get this surface's error format.
   */
  readonly root?: string;
  /** Headers for every response of the surface. Must return a new object on each call. */
  readonly headers: (call: {
    requestId: string;
    processingMs: number;
    organization: string;
  }) => Record<string, string>;
}

/** Request headers, with names in lower case, in which callers say more about themselves than their key. */
export interface CallerHeaders {
  /** The project. Error messages call the header by its `title`. */
  readonly project: { readonly name: string; readonly title: string };
  /** The caller's own id of the request, for logs. Ids that are not valid are ignored. */
  readonly requestId: { readonly name: string; readonly isValid: (id: string) => boolean };
}

/** One call of an operation: the validated input, and what a handler may need to know about its caller. */
export interface Call<Params = unknown, Query = unknown, Body = unknown> {
  readonly params: Params;
  readonly query: Query;
  /** The validated JSON body or form, or the bytes of a raw body. */
  readonly body: Body;
  /** Keeps what is derived from the body, if the same body is expected again. */
  readonly memo: Memo | undefined;
  readonly requestId: string;
  /** Who calls. What it stores is in the scope of its project. */
  readonly principal: Principal;
  /** Scheme, host and port at which the caller reaches this server: `http://127.0.0.1:8000`. */
  readonly origin: string;
  /** Request headers. Read one with {@link header}, or by its lower-case name. */
  readonly headers: RequestHeaders;
  /** Arrival time on the clock's `now()` scale. */
  readonly receivedAt: number;
  /** Fires when the caller disconnects. */
  readonly abort: Abort;
  /** What the program itself hands over with a call from within. Always undefined for calls from outside. */
  readonly context?: unknown;
  /**
   * What has been recorded about the call so far, for metrics and the log; the handler adds what only it
   * knows.
   */
  readonly observation: Observation;
}

/** An operation as a noun declares it: the noun's tag and the API's dialect are filled in when it is mounted. */
export type Row = Omit<Operation, 'tag' | 'surface'> & Partial<Pick<Operation, 'tag' | 'surface'>>;

/** Fills in what a row leaves to its noun and its API. */
export function completed(row: Row, defaults: Pick<Operation, 'tag' | 'surface' | 'servedBy'>): Operation {
  return { ...defaults, ...row };
}

type Value<S extends TSchema | undefined> = S extends TSchema ? Static<S> : undefined;

/** Type of the body: a union where a row accepts several kinds of bodies. */
type Content<
  B extends TSchema | undefined,
  F extends TSchema | undefined,
  R extends readonly string[] | undefined,
> =
  | (B extends TSchema ? Static<B> : never)
  | (F extends TSchema ? Static<F> : never)
  | (R extends readonly string[] ? Uint8Array : never)
  | ([B, F, R] extends [undefined, undefined, undefined] ? undefined : never);

/**
 * Declares an operation; the handler's types are inferred from the schemas. The handler runs only for a caller that may
 * call it, with input that passed validation. It returns a reply or throws a {@link Fault}; any other error is logged
 * and answered with status 500. The rows of a table are checked when they are mounted.
 *
 * @example
 * operation({
 *   id: 'createGreeting', method: 'POST', path: '/greetings', access: 'project', summary: 'Greet somebody',
 *   body: Type.Object({ name: Type.String() }),
 *   reply: Type.Object({ text: Type.String() }),
 *   handle: ({ body }) => json({ text: `Hello, ${body.name}!` }),
 * });
 */
export function operation<
  P extends TSchema | undefined = undefined,
  Q extends TSchema | undefined = undefined,
  B extends TSchema | undefined = undefined,
  F extends TSchema | undefined = undefined,
  R extends readonly string[] | undefined = undefined,
>(
  row: Omit<Row, 'params' | 'query' | 'body' | 'form' | 'raw' | 'socket' | 'handle'> & {
    readonly params?: P;
    readonly query?: Q;
    readonly body?: B;
    readonly form?: F;
    readonly raw?: R;
    readonly handle: (call: Call<Value<P>, Value<Q>, Content<B, F, R>>) => Reply | Promise<Reply>;
  },
): Row {
  return row as unknown as Row;
}

/**
 * Declares an operation that opens a WebSocket. It is found, guarded and documented like any other; a request that
 * is not an upgrade gets the fault `upgrade_required`. The handler runs while the request is still plain HTTP: it throws a
 * {@link Fault} to refuse the upgrade, or returns {@link acceptSocket}. `call.abort` fires when the socket is closed. No
 * `GET` row can have the same path.
 *
 * @example
 * socket({
 *   id: 'openEcho', path: '/echo', access: 'project', summary: 'Hear what is said',
 *   handle: () =>
 *     acceptSocket((socket) => {
 *       socket.onMessage(({ bytes, release }) => {
 *         socket.send([new TextDecoder().decode(bytes)]);
 *         release();
 *       });
 *     }),
 * });
 */
export function socket<P extends TSchema | undefined = undefined, Q extends TSchema | undefined = undefined>(
  row: Pick<
    Row,
    | 'id'
    | 'path'
    | 'absolute'
    | 'secretPath'
    | 'access'
    | 'summary'
    | 'description'
    | 'tag'
    | 'surface'
    | 'servedBy'
    | 'faults'
  > & {
    readonly params?: P;
    readonly query?: Q;
    readonly handle: (call: Call<Value<P>, Value<Q>, undefined>) => Reply | Promise<Reply>;
  },
): Row {
  return { ...row, method: 'GET', socket: true, statuses: [101] } as unknown as Row;
}
