import { fromPieces } from '../runtime/pieces.ts';
import type { Timeline } from '../runtime/timeline.ts';

/**
 * What a handler answers, as data: transports render it, and a batch line or a test reads it. A handler never sees a socket.
 */
export type Reply = WholeReply | StreamReply;

export interface WholeReply {
  readonly kind: 'whole';
  readonly status: number;
  readonly contentType: string;
  readonly headers?: ReplyHeaders;
  /** Text is sent as UTF-8. */
  readonly body: string | Uint8Array;
}

/**
 * A body that appears over time. `frames` yields what is due, already in wire form (text or bytes); what is due when the
 * headers are sent leaves with them. With a `content-length` among its headers the bytes are sent as they are, without chunks.
 */
export interface StreamReply {
  readonly kind: 'stream';
  readonly status: number;
  readonly contentType: string;
  readonly headers?: ReplyHeaders;
  readonly frames: Timeline<string | Uint8Array>;
  /** Sent as the last frame when the server has to end the stream early, so that nobody takes it for complete. */
  readonly farewell?: string;
}

export type ReplyHeaders = { readonly [name: string]: string };

/**
 * The reply with more headers.
 *
 * @example
 * withHeaders(json({}), { 'x-fakeai-note': 'strict is not checked' });
 */
export function withHeaders(reply: Reply, headers: ReplyHeaders): Reply {
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

/** A JSON reply. `value` must be serialisable; members that are undefined are left out. */
export function json(value: unknown, options: { status?: number; headers?: ReplyHeaders } = {}): WholeReply {
  return content('application/json', JSON.stringify(value), options);
}

/** A JSON reply whose text is made already. */
export function jsonText(text: string): WholeReply {
  return content('application/json', text);
}

/** A reply of a given content type: a page, a document, bytes. */
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
 * Bytes of a known length that come piece by piece, so that their size costs no memory: the content of a stored file, or a range of it. The source
 * is asked only a little ahead of the reader, and ended when the reader leaves. When it fails, or yields other than `length` bytes, after
 * the answer has begun, the connection is cut.
 *
 * @throws what the source throws before its first piece
 * @example
 * return bytesReply({ contentType: 'application/octet-stream', length: blob.bytes, source: store.blobs.read(blob.id) });
 */
export async function bytesReply(options: {
  contentType: string;
  /** Bytes that `source` yields. */
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

/** A length that was announced and is not kept puts the reader out of step with everything after it. */
async function* exactly(length: number, source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const piece of source) {
    size += piece.byteLength;
    if (size > length) break;
    yield piece;
  }
  if (size !== length) throw new Error(`A source of ${length} bytes yielded ${size}`);
}
