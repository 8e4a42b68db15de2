declare module 'ws' {
  import type { IncomingMessage } from 'node:http';
  import type { Socket } from 'node:net';

  export class WebSocket {
    constructor(url: string, options?: { headers?: Record<string, string>; maxPayload?: number });
    readonly readyState: number;
    on(event: 'open', listener: () => void): this;
    on(event: 'message', listener: (data: Buffer, isBinary: boolean) => void): this;
    on(event: 'pong', listener: (data: Buffer) => void): this;
    on(event: 'close', listener: (code: number, reason: Buffer) => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    on(event: 'unexpected-response', listener: (request: unknown, response: IncomingMessage) => void): this;
    send(data: string | Uint8Array): void;
    ping(data: undefined, mask: undefined, done: (error?: Error) => void): void;
    pause(): void;
    resume(): void;
    close(code?: number, reason?: string): void;
    terminate(): void;
  }

  export class WebSocketServer {
    constructor(options: {
      noServer: true;
      perMessageDeflate: false;
      clientTracking: false;
      maxPayload: number;
      /** Milliseconds until a connection is cut off whose peer does not answer the close frame. */
      closeTimeout: number;
    });
    on(event: 'headers', listener: (lines: string[], request: IncomingMessage) => void): this;
    handleUpgrade(
      request: IncomingMessage,
      socket: Socket,
      head: Buffer,
      done: (socket: WebSocket) => void,
    ): void;
  }
}
