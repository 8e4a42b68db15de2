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
 * headers are sent leaves with them.
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
