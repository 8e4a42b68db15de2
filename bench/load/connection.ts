import { connect, type Socket } from 'node:net';
import { ResponseReader } from './reader.ts';

/** A keep-alive connection with one request in flight at a time. */
export interface Connection {
  readonly socket: Socket;
  readonly reader: ResponseReader;
}

export interface ConnectionEvents {
  onConnect(connection: Connection): void;
  /** Called when bytes arrive; `done` is true if they complete the response. */
  onRead(connection: Connection, done: boolean): void;
  onError(connection: Connection, error: Error): void;
}

/**
 * Opens a connection. All connections read into one buffer and bypass the stream machinery (`onread`),
 * because a load generator that costs more than the server would measure itself.
 */
export function openConnection(port: number, events: ConnectionEvents): Connection {
  const reader = new ResponseReader();
  const socket = connect({
    port,
    host: '127.0.0.1',
    noDelay: true,
    onread: {
      buffer: BUFFER,
      callback: (length) => {
        events.onRead(connection, reader.feed(BUFFER, length));
        return true;
      },
    },
  });
  const connection: Connection = { socket, reader };
  let failed = false;
  const fail = (error: Error) => {
    if (!failed) events.onError(connection, error);
    failed = true;
  };
  socket.on('connect', () => events.onConnect(connection));
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the server closed the connection')));
  return connection;
}

/** Closes connections and suppresses the errors this would report. */
export function closeConnections(connections: readonly Connection[]): void {
  for (const { socket } of connections) {
    socket.removeAllListeners('close');
    socket.destroy();
  }
}

const BUFFER = Buffer.allocUnsafeSlow(256 * 1024);
