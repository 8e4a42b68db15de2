import { connect, type Socket } from 'node:net';
import { ResponseReader } from './reader.ts';

/** A keep-alive connection that carries one request at a time. */
export interface Connection {
  readonly socket: Socket;
  readonly reader: ResponseReader;
}

export interface ConnectionEvents {
  onConnect(connection: Connection): void;
  /** Bytes came in; `done` when they complete the response. */
  onRead(connection: Connection, done: boolean): void;
  onError(connection: Connection, error: Error): void;
}

/**
 * Opens a connection. All connections read into one buffer and past the stream machinery (`onread`),
 * since a load generator dearer than its server would measure itself.
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

/** Ends connections without the errors that their ends would report. */
export function closeConnections(connections: readonly Connection[]): void {
  for (const { socket } of connections) {
    socket.removeAllListeners('close');
    socket.destroy();
  }
}

const BUFFER = Buffer.allocUnsafeSlow(256 * 1024);
