import type { Abort } from '../runtime/abort.ts';
import { createSystemClock } from '../runtime/system-clock.ts';
import { messagesIn } from './event-messages.ts';

/** A message of JSON-RPC. */
export type Message = Readonly<Record<string, unknown>>;

/** One request over HTTP, and what it is answered with. */
export interface Exchange {
  readonly method: 'POST' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Message;
  /** The answer is the message with this id; undefined if none is expected. */
  readonly id?: number;
  readonly abort: Abort | undefined;
}

export interface Answered {
  readonly status: number;
  readonly sessionId: string | undefined;
  /** Undefined if none was expected. */
  readonly message: Message | undefined;
}

/** A server that does not answer as it should. */
export class ServerFault extends Error {
  override readonly name = 'ServerFault';
  readonly kind: 'http' | 'protocol';
  readonly code: number;

  constructor(kind: 'http' | 'protocol', code: number, message: string) {
    super(message);
    this.kind = kind;
    this.code = code;
  }
}

/** Milliseconds for one exchange, in real time even if the instance uses simulated time. */
const TIMEOUT_MS = 30_000;
/** Bytes of one answer. */
const MOST_BYTES = 1024 ** 2;

/** Status codes for a server that cannot be reached, and for one that is too slow: those of a gateway. */
const UNREACHABLE = 502;
const TOO_SLOW = 504;
/** Of JSON-RPC: an answer that is no message. */
const PARSE_ERROR = -32_700;

/**
 * Sends a message and reads the answer, which is JSON or a stream of events. Redirects are not followed: only the address
 * that the operator allows is ever called.
 *
 * @throws ServerFault for a failure of the server or of the connection; the reason of `abort` if that fires first
 * @example
 * const { message } = await exchange({ method: 'POST', url, headers, body: { jsonrpc: '2.0', id: 1, method: 'ping' }, id: 1, abort });
 */
export async function exchange(
  { method, url, headers, body, id, abort }: Exchange,
  { timeoutMs = TIMEOUT_MS }: { timeoutMs?: number } = {},
): Promise<Answered> {
  const clock = createSystemClock();
  const controller = new AbortController();
  let isLate = false;
  const timer = clock.at(clock.now() + timeoutMs, () => {
    isLate = true;
    controller.abort();
  });
  const forget = abort?.onAbort((reason) => controller.abort(reason));
  try {
    const { signal } = controller;
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal,
      ...(body && { body: JSON.stringify(body) }),
    });
    return await readAnswer(response, id);
  } catch (error) {
    if (abort?.aborted) throw abort.reason;
    if (isLate) throw new ServerFault('http', TOO_SLOW, `No answer within ${timeoutMs} ms`);
    if (error instanceof ServerFault) throw error;
    throw new ServerFault('http', UNREACHABLE, 'The server cannot be reached');
  } finally {
    timer.cancel();
    forget?.();
  }
}

async function readAnswer(response: Response, id: number | undefined): Promise<Answered> {
  const { status, headers, body } = response;
  const sessionId = headers.get('mcp-session-id') ?? undefined;
  if (status >= 300) {
    const reason = status < 400 ? 'a redirect, which is not followed' : response.statusText;
    await body?.cancel();
    throw new ServerFault('http', status, `HTTP status ${status}${reason ? `: ${reason}` : ''}`);
  }
  if (id === undefined || body === null) {
    await body?.cancel();
    return { status, sessionId, message: undefined };
  }
  const isStream = headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  const texts = bounded(body);
  const messages = isStream ? messagesIn(texts) : wholeMessage(texts);
  for await (const text of messages) {
    const message = parsed(text).find((one) => one.id === id && !('method' in one));
    if (message) return { status, sessionId, message };
  }
  throw new ServerFault('protocol', PARSE_ERROR, 'The server has ended its answer without a result');
}

async function* bounded(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.byteLength;
    if (bytes > MOST_BYTES) {
      throw new ServerFault('protocol', PARSE_ERROR, `The answer has more than ${MOST_BYTES} bytes`);
    }
    yield decoder.decode(piece, { stream: true });
  }
  yield decoder.decode();
}

async function* wholeMessage(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let whole = '';
  for await (const text of texts) whole += text;
  yield whole;
}

/** The messages of a text: one, or a batch of them. */
function parsed(text: string): Message[] {
  try {
    const value: unknown = JSON.parse(text);
    const all: unknown[] = Array.isArray(value) ? value : [value];
    return all.filter((one): one is Message => typeof one === 'object' && one !== null);
  } catch {
    throw new ServerFault('protocol', PARSE_ERROR, 'The answer is not JSON');
  }
}
