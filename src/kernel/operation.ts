import type { Static, TSchema } from 'typebox';
import type { Abort } from '../runtime/abort.ts';
import type { Observation } from '../telemetry/observation.ts';
import type { Fault } from './fault.ts';
import type { RequestHeaders } from './incoming.ts';
import type { Reply } from './reply.ts';

/**
 * One row of the table: everything about one operation. The router, the validator, the OpenAPI document, the docs pages,
 * the metric labels and the tests that walk the table all read the same row; no route exists outside it.
 */
export interface Operation {
  /** The provider's name for it: `createChatCompletion`. Unique. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Without the `/v1` prefix, unless it is absolute; `{name}` is a parameter, and `{name*}` at the end one that may contain slashes. */
  readonly path: string;
  /** The path stands as it is: it has no second form with or without `/v1`, and goes before such a form of another row. */
  readonly absolute?: boolean;
  /** Whoever knows the path may have what is there: logs show the row's path in place of the one that was asked for. */
  readonly secretPath?: boolean;
  /** `project`: needs a key. `public`: anyone may call it. */
  readonly access: 'project' | 'public';
  /** One line for people. */
  readonly summary: string;
  /** The API's noun, under which documents group it. */
  readonly tag: string;
  readonly surface: Surface;
  /** Strings as they stand in the path. */
  readonly params?: TSchema;
  /** Values are read from text by their declared type. Parameters that it does not name are ignored. */
  readonly query?: TSchema;
  /** A JSON body. Absent, and no form: a body is ignored. */
  readonly body?: TSchema;
  /** A body of `multipart/form-data`; beside `body`, the content type of the request says which of the two it is. */
  readonly form?: TSchema;
  /** A body to try it with, for documents. */
  readonly example?: unknown;
  /** What a 200 answer holds; absent for documents and pages. */
  readonly reply?: TSchema;
  /** One event of the streamed answer, where there is one. */
  readonly event?: TSchema;
  readonly handle: (call: Call<never, never, never>) => Reply | Promise<Reply>;
}

/**
 * The path of a row as people know it.
 *
 * @example
 * toPublicPath(createChatCompletion); // '/v1/chat/completions'
 */
export function toPublicPath({ path, access, absolute }: Operation): string {
  return access === 'project' && !absolute ? `/v1${path}` : path;
}

/**
 * The public paths under `/v1` that are not found without it, or are another operation's there.
 *
 * @example
 * pathsOnlyUnderVersion(operations); // ['/v1/health/live', '/v1/rerank']
 */
export function pathsOnlyUnderVersion(operations: readonly Operation[]): string[] {
  const absolute = new Set(operations.filter((row) => row.absolute).map(({ path }) => path));
  const rows = operations.filter((row) => row.absolute || absolute.has(row.path));
  return [...new Set(rows.map(toPublicPath).filter((path) => path.startsWith('/v1/')))];
}

/** One provider's dialect: how faults are worded. */
export interface Surface {
  readonly name: string;
  readonly encodeFault: (fault: Fault) => Reply;
  /** The shape of what {@link encodeFault} answers, for documents. */
  readonly error?: TSchema;
  /** A header, in lower case, that may hold the caller's key in place of `Authorization: Bearer`. */
  readonly keyHeader?: string;
  /** Paths that start with this are the surface's own: what matches no row there is refused in its words. */
  readonly root?: string;
  /** Headers every answer of the surface carries, in an object of their own. */
  readonly headers: (call: {
    requestId: string;
    processingMs: number;
    organization: string;
  }) => Record<string, string>;
}

/** One call of an operation: validated input, and what the handler may need to know of its caller. */
export interface Call<Params = unknown, Query = unknown, Body = unknown> {
  readonly params: Params;
  readonly query: Query;
  /** What came as JSON or as a form. */
  readonly body: Body;
  /** The same body gives this very object again, so what is derived from it may be kept under it. */
  readonly bodyKept: boolean;
  readonly requestId: string;
  /** The scope of everything the caller stores. */
  readonly project: string;
  /** Scheme, host and port by which the caller reaches this server: `http://127.0.0.1:8000`. */
  readonly origin: string;
  /** The request's headers; read one with {@link header}, or by its name in lower case. */
  readonly headers: RequestHeaders;
  /** When the request arrived, on the clock's `now()` scale. */
  readonly receivedAt: number;
  /** Fires when the caller goes away. */
  readonly abort: Abort;
  /** What is known of the call so far; a handler fills in what only it knows. */
  readonly observation: Observation;
}

type Value<S extends TSchema | undefined> = S extends TSchema ? Static<S> : undefined;

/** What a body holds: either of the two, where a row takes both. */
type Content<B extends TSchema | undefined, F extends TSchema | undefined> =
  | (B extends TSchema ? Static<B> : never)
  | (F extends TSchema ? Static<F> : never)
  | ([B, F] extends [undefined, undefined] ? undefined : never);

/**
 * Declares an operation with its handler typed by its schemas.
 *
 * @example
 * operation({
 *   id: 'listModels', method: 'GET', path: '/models', access: 'project', tag: 'Models', surface: openai,
 *   summary: 'List the models', reply: ModelList,
 *   handle: () => json({ object: 'list', data: [] }),
 * });
 */
export function operation<
  P extends TSchema | undefined = undefined,
  Q extends TSchema | undefined = undefined,
  B extends TSchema | undefined = undefined,
  F extends TSchema | undefined = undefined,
>(
  row: Omit<Operation, 'params' | 'query' | 'body' | 'form' | 'handle'> & {
    readonly params?: P;
    readonly query?: Q;
    readonly body?: B;
    readonly form?: F;
    readonly handle: (call: Call<Value<P>, Value<Q>, Content<B, F>>) => Reply | Promise<Reply>;
  },
): Operation {
  return row as unknown as Operation;
}
