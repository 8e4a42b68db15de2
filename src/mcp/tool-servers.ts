import type { DeclaredServer, ToolServer, ToolServers } from '../engine/ports/tool-server.ts';
import type { Clock } from '../runtime/clock.ts';
import { openRemoteServer } from './remote-server.ts';

export interface ToolServersOptions {
  /** Addresses that may be called: an origin, or the exact address of a server. */
  readonly allowed: readonly string[];
  /** Stands for all other servers. */
  readonly simulate: (declared: DeclaredServer) => ToolServer;
  readonly clock: Pick<Clock, 'now'>;
  /** Of the program. */
  readonly version: string;
}

/**
 * Opens servers: really those whose address the operator allows. All others are simulated, so that no request can make
 * the platform call any other address.
 *
 * @example
 * const servers = createToolServers({ allowed: ['http://127.0.0.1:9000'], simulate, clock, version });
 * servers.open({ label: 'wiki', url: 'http://127.0.0.1:9000/mcp', headers: {}, tools: [] }); // is called
 */
export function createToolServers({ allowed, simulate, clock, version }: ToolServersOptions): ToolServers {
  return {
    open(declared) {
      const { url, headers } = declared;
      return url !== undefined && allowed.some((address) => covers(address, url))
        ? openRemoteServer({ url, headers, version }, clock)
        : simulate(declared);
    },
  };
}

/** An address without a path covers all of its origin, any other only itself. */
function covers(address: string, url: string): boolean {
  const wanted = URL.parse(url);
  const own = URL.parse(address);
  if (wanted === null || own === null || wanted.origin !== own.origin) return false;
  const isOrigin = own.pathname === '/' && own.search === '';
  return isOrigin || (own.pathname === wanted.pathname && own.search === wanted.search);
}
