import { ByteBudget } from '../runtime/byte-budget.ts';
import { createCollector } from '../runtime/garbage.ts';
import { below } from './below.ts';
import { createFetch, type FetchOptions } from './fetch.ts';
import { createNodeServer, type NodeServer, type NodeServerOptions } from './node.ts';

export type ListenerOptions = Omit<FetchOptions & NodeServerOptions, 'bodies'> & {
  readonly host: string;
  readonly port: number;
  /** Milliseconds. */
  readonly gracePeriod: number;
  /** Bytes of request bodies held at the same time; at least `bodyLimit` in any case. */
  readonly inFlightBodyLimit: number;
  /** A second port, at which the paths are those below `prefix`. */
  readonly second?: { readonly port: number; readonly prefix: string } | undefined;
  /** Called when the port is open. */
  readonly onListening: () => void;
  /** Called once, when nothing is being answered any more. */
  readonly onClosed: () => Promise<void>;
};

/** The ways into an instance: a call in process, and a port. */
export interface Listener {
  readonly fetch: typeof fetch;
  listen(address?: { host?: string; port?: number }): Promise<ListenAddress>;
  close(options?: { graceMs?: number }): Promise<void>;
}

/** Where a server listens. */
export interface ListenAddress {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** The address of the second port, if there is one. */
  readonly secondUrl?: string;
}

/** Serves a dispatcher by calls in process and, once it listens, at one port or two. All share the memory for bodies. */
export function createListener({ onListening, onClosed, ...given }: ListenerOptions): Listener {
  const bodies = new ByteBudget(Math.max(given.inFlightBodyLimit, given.bodyLimit), createCollector());
  const options = { ...given, bodies };
  const call = createFetch(options);
  let servers: readonly NodeServer[] = [];
  let closed: Promise<void> | undefined;
  return {
    fetch: (input, init) =>
      closed ? Promise.reject(new TypeError('Cannot fetch: this instance is closed')) : call(input, init),
    async listen({ host = given.host, port = given.port } = {}) {
      if (closed) throw new Error('Cannot listen: this instance is closed');
      if (servers.length > 0) throw new Error('Cannot listen: this instance is already listening');
      const { second } = given;
      const main = createNodeServer(options);
      const other =
        second && createNodeServer({ ...options, dispatcher: below(second.prefix, options.dispatcher) });
      servers = other ? [main, other] : [main];
      try {
        const address = await main.listen({ host, port });
        if (!second || !other) {
          onListening();
          return address;
        }
        try {
          const { url: secondUrl } = await other.listen({ host, port: second.port });
          onListening();
          return { ...address, secondUrl };
        } catch (error) {
          await main.close({ graceMs: 0 });
          throw error;
        }
      } catch (error) {
        servers = [];
        throw error;
      }
    },
    close({ graceMs = given.gracePeriod } = {}) {
      closed ??= (async () => {
        await Promise.all(servers.map((server) => server.close({ graceMs })));
        await onClosed();
      })();
      return closed;
    },
  };
}
