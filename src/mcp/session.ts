import type { Abort } from '../runtime/abort.ts';
import { exchange, type Message, ServerFault } from './exchange.ts';

/** The version that is proposed, and those whose messages are the same as far as they are used here. */
const PROPOSED = '2025-11-25';
const UNDERSTOOD: ReadonlySet<unknown> = new Set([PROPOSED, '2025-06-18', '2025-03-26']);

/** Of JSON-RPC: an answer that has neither result nor error. */
const INVALID_ANSWER = -32_600;

export interface SessionOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of the program. */
  readonly version: string;
}

/**
 * A session with a server over Streamable HTTP. It begins with the first request.
 *
 * @example
 * const session = new Session({ url: 'http://127.0.0.1:9000/mcp', headers: {}, version: '1.0.0' });
 * const { tools } = await session.request('tools/list', {}, abort);
 * session.end();
 */
export class Session {
  readonly #options: SessionOptions;
  #begun: Promise<void> | undefined;
  #protocol: string | undefined;
  #sessionId: string | undefined;
  #nextId = 0;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** @throws ServerFault, or the reason of `abort` */
  async request(method: string, params: Message, abort: Abort | undefined): Promise<Message> {
    this.#begun ??= this.#begin(abort);
    await this.#begun;
    return this.#send(method, params, abort);
  }

  /** Tells the server that the session is over, without waiting. */
  end(): void {
    if (this.#sessionId === undefined) return;
    const { url } = this.#options;
    const headers = this.#headers();
    this.#sessionId = undefined;
    // Servers need not support this.
    exchange({ method: 'DELETE', url, headers, abort: undefined }).catch(() => {});
  }

  async #begin(abort: Abort | undefined): Promise<void> {
    const clientInfo = { name: 'fakeai', version: this.#options.version };
    const params = { protocolVersion: PROPOSED, capabilities: {}, clientInfo };
    const { protocolVersion } = await this.#send('initialize', params, abort);
    if (!UNDERSTOOD.has(protocolVersion)) {
      const version = typeof protocolVersion === 'string' ? protocolVersion.slice(0, 40) : 'unknown';
      throw new ServerFault(
        'protocol',
        INVALID_ANSWER,
        `The server has another version of the protocol: ${version}`,
      );
    }
    this.#protocol = protocolVersion as string;
    const { url } = this.#options;
    const body = { jsonrpc: '2.0', method: 'notifications/initialized' };
    await exchange({ method: 'POST', url, headers: this.#headers(), body, abort });
  }

  async #send(method: string, params: Message, abort: Abort | undefined): Promise<Message> {
    const id = this.#nextId++;
    const { url } = this.#options;
    const body = { jsonrpc: '2.0', id, method, params };
    const answered = await exchange({ method: 'POST', url, headers: this.#headers(), body, id, abort });
    this.#sessionId = answered.sessionId ?? this.#sessionId;
    const { result, error } = answered.message ?? {};
    if (isObject(error)) {
      const { code, message } = error;
      throw new ServerFault(
        'protocol',
        Number.isInteger(code) ? (code as number) : INVALID_ANSWER,
        typeof message === 'string' ? message.slice(0, 2_000) : 'The server reports an error',
      );
    }
    if (isObject(result)) return result;
    throw new ServerFault('protocol', INVALID_ANSWER, 'The server has answered without a result');
  }

  /** Those of the protocol prevail over those of the caller. */
  #headers(): Record<string, string> {
    const { headers } = this.#options;
    return {
      ...headers,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(this.#protocol && { 'mcp-protocol-version': this.#protocol }),
      ...(this.#sessionId && { 'mcp-session-id': this.#sessionId }),
    };
  }
}

function isObject(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
