import { ByteBudget } from '../runtime/byte-budget.ts';
import { createCollector } from '../runtime/garbage.ts';
import { createFetch, type FetchOptions } from './fetch.ts';
import { createNodeServer, type NodeServer, type NodeServerOptions } from './node.ts';

export type ListenerOptions = Omit<FetchOptions & NodeServerOptions, 'bodies'> & {
  readonly host: string;
  readonly port: number;
  /** Milliseconds. */
  readonly gracePeriod: number;
  /** Bytes of request bodies held at the same time; at least `bodyLimit` in any case. */
  readonly inFlightBodyLimit: number;
  /** Called when the port is open. */
  readonly onListening: () => void;
  /** Called once, when nothing is being answered any more. */
  readonly onClosed: () => Promise<void>;
};

/** The ways into an instance: a call in process, and a port. */
export interface Listener {
  readonly fetch: typeof fetch;
  listen(address?: { host?: string; port?: number }): Promise<{ url: string; host: string; port: number }>;
  close(options?: { graceMs?: number }): Promise<void>;
}

/** Serves a dispatcher by calls in process and, once it listens, at one port. Both share the memory for bodies. */
export function createListener({ onListening, onClosed, ...given }: ListenerOptions): Listener {
  const bodies = new ByteBudget(Math.max(given.inFlightBodyLimit, given.bodyLimit), createCollector());
  const options = { ...given, bodies };
  const call = createFetch(options);
  let server: NodeServer | undefined;
  let closed: Promise<void> | undefined;
  return {
    fetch: (input, init) =>
      closed ? Promise.reject(new TypeError('Cannot fetch: this instance is closed')) : call(input, init),
    listen({ host = given.host, port = given.port } = {}) {
      if (closed) return Promise.reject(new Error('Cannot listen: this instance is closed'));
      if (server) return Promise.reject(new Error('Cannot listen: this instance is already listening'));
      const opening = createNodeServer(options);
      server = opening;
      return opening.listen({ host, port }).then(
        (address) => {
          onListening();
          return address;
        },
        (error) => {
          server = undefined;
          throw error;
        },
      );
    },
    close({ graceMs = given.gracePeriod } = {}) {
      closed ??= (async () => {
        await server?.close({ graceMs });
        await onClosed();
      })();
      return closed;
    },
  };
}
