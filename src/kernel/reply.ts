import { fromPieces } from '../runtime/pieces.ts';
import type { Timeline } from '../runtime/timeline.ts';
import type { Socket } from './socket.ts';
import { EVENT_STREAM, EVENT_STREAM_HEADERS } from './wire/sse.ts';

/**
 * What a handler returns, as data: transports render it, and batch lines and tests read it directly. Handlers
 * never touch a socket.
 */
export type Reply = WholeReply | StreamReply;

export interface WholeReply {
  readonly kind: 'whole';
  readonly status: number;
  readonly contentType: string;
  readonly headers?: ReplyHeaders;
  /** A string is sent as UTF-8. */
  readonly body: string | Uint8Array;
  /** With status 101: called with the socket that the connection has become. */
  readonly open?: (socket: Socket) => void;
}

/**
 * A body that is produced over time. `frames` yields the pieces that are due, already in wire form (text or
 * bytes); pieces that are due when the headers are sent go out with them. If the headers include
 * `content-length`, the body is sent without chunked encoding.
 */
export interface StreamReply {
  readonly kind: 'stream';
  readonly status: number;
  readonly contentType: string;
  readonly headers?: ReplyHeaders;
  readonly frames: Timeline<string | Uint8Array>;
  /**
   * Makes the last frame when the server has to end the stream early, so that clients can tell it is
   * incomplete.
   */
  readonly farewell?: () => string;
  /** Makes the value whose JSON text the frames are, for wrappers that change it instead of sending the frames. */
  readonly toValue?: () => object;
  /**
   * Lets wrappers see and change the events of the stream before they become frames. To be called before the first frame
   * is taken; filters apply in the order in which they were added.
   */
  readonly addFilter?: (filter: EventFilter) => void;
}

/**
 * What becomes of the events of a stream that are due together: a filter may return them as they are, changed, fewer, or
 * with others between them. It is only called if there are events, and must not modify them.
 *
 * @example
 * if (reply.kind === 'stream') reply.addFilter?.((events) => events.map((event) => ({ ...event, seen: true })));
 */
export type EventFilter = (events: readonly object[]) => readonly object[];

export type ReplyHeaders = { readonly [name: string]: string };

/**
 * Returns the reply with additional headers.
 *
 * @example
 * withHeaders(json({}), { 'x-fakeai-note': 'strict is not checked' });
 */
export function withHeaders(reply: Reply, headers: ReplyHeaders): Reply {
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

/**
 * A JSON reply, by default with status 200. Members of `value` that are undefined are left out.
 *
 * @throws TypeError for a value that JSON cannot represent: a cycle, a bigint
 * @example
 * return json({ object: 'note', text: 'hello' }, { status: 201, headers: { location: '/v1/notes/1' } });
 */
export function json(value: unknown, options: { status?: number; headers?: ReplyHeaders } = {}): WholeReply {
  return content('application/json', JSON.stringify(value), options);
}

/** A JSON reply from text that is already serialised. */
export function jsonText(text: string): WholeReply {
  return content('application/json', text);
}

/**
 * The reply of a `socket` row that accepts the upgrade.
 *
 * @example
 * return acceptSocket((socket) => socket.send(['{"type":"hello"}']));
 */
export function acceptSocket(open: (socket: Socket) => void): WholeReply {
  return { kind: 'whole', status: 101, contentType: '', body: '', open };
}

/**
 * A stream of server-sent events, each already encoded ({@link toEvent}). `farewell` makes the last one if the server has
 * to end the stream early; without it, the connection is cut.
 *
 * @example
 * async function* count() {
 *   for (const number of [1, 2, 3]) yield toEvent({ number });
 * }
 * return eventStream(await fromPieces(count()), () => toEvent({ error: 'The server is closing.' }));
 */
export function eventStream(
  frames: Timeline<string>,
  farewell: (() => string) | undefined,
  addFilter?: StreamReply['addFilter'],
): StreamReply {
  return {
    kind: 'stream',
    status: 200,
    contentType: EVENT_STREAM,
    headers: EVENT_STREAM_HEADERS,
    frames,
    ...(farewell && { farewell }),
    ...(addFilter && { addFilter }),
  };
}

/**
 * A reply with the given content type, by default with status 200: a page, a document, bytes.
 *
 * @example
 * return content('text/csv; charset=utf-8', 'id,text\n1,hello\n');
 */
export function content(
  contentType: string,
  body: string | Uint8Array,
  options: { status?: number; headers?: ReplyHeaders } = {},
): WholeReply {
  return {
    kind: 'whole',
    status: options.status ?? 200,
    contentType,
    ...(options.headers && { headers: options.headers }),
    body,
  };
}

/**
 * A body of known length, streamed piece by piece so that memory use does not depend on its size: the content
 * of a stored file, or a range of it. The source is read only slightly ahead of the client and is closed when
 * the client disconnects. If it fails, or yields a different number of bytes than `length`, after the
 * response has started, the connection is closed.
 *
 * @throws what the source throws before its first piece
 * @example
 * return bytesReply({ contentType: 'application/octet-stream', length: blob.bytes, source: store.blobs.read(blob.id) });
 */
export async function bytesReply(options: {
  contentType: string;
  /** Number of bytes that `source` yields. */
  length: number;
  source: AsyncIterable<Uint8Array>;
  headers?: ReplyHeaders;
  status?: number;
}): Promise<StreamReply> {
  const { contentType, length, source, headers, status = 200 } = options;
  return {
    kind: 'stream',
    status,
    contentType,
    headers: { ...headers, 'content-length': String(length) },
    frames: await fromPieces(exactly(length, source)),
  };
}

/**
 * A body that does not match its `Content-Length` would make the client misread every later response on the
 * connection.
 */
async function* exactly(length: number, source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const piece of source) {
    size += piece.byteLength;
    if (size > length) break;
    yield piece;
  }
  if (size !== length) throw new Error(`A source of ${length} bytes yielded ${size}`);
}
