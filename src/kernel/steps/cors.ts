import { Fault } from '../fault.ts';
import { header, type Incoming } from '../incoming.ts';
import { isLoopbackName, withoutPort } from './loopback.ts';

export interface CorsOptions {
  /** Undefined: all, except where {@link hasPublicAccess} matters. */
  readonly corsOrigins?: readonly string[] | undefined;
  /**
   * Whether anyone can get in: no key is required, or a well-known one is accepted. By default, web pages from
   * elsewhere may then not read the answers of a server that listens on loopback addresses alone.
   */
  readonly hasPublicAccess: boolean;
}

/** What a browser needs to let a web page of another origin see an answer. */
export interface Cors {
  /** @throws Fault `forbidden`, code `origin_not_allowed`, for the preflight of an origin that is not allowed */
  checkPreflight(incoming: Incoming): void;
  /** Returns whether the answer is for an origin that is not allowed; its headers then say how to allow it. */
  addHeaders(incoming: Incoming, headers: Record<string, string>): boolean;
}

const EXPOSED =
  'x-request-id, openai-processing-ms, openai-version, openai-organization, retry-after, x-fakeai-note';

/** For whoever looks at a refused answer in the browser's developer tools. */
export const CORS_NOTE =
  'Web pages of this origin may not read the answers of this server. Allow origins with --cors-origins (option corsOrigins).';

/**
 * Cross-origin headers for the allowed origins; `*` allows all. A preflight is answered with the methods and headers it asks for: access
 * is decided by the key, never by the origin.
 */
export function createCors({ corsOrigins, hasPublicAccess }: CorsOptions): Cors {
  const allowsAll = corsOrigins?.includes('*') ?? false;
  const allowed = new Set(corsOrigins);
  const isForAll = ({ listener }: Incoming): boolean =>
    corsOrigins ? allowsAll : !(hasPublicAccess && listener === 'loopback');
  const isAllowed = (origin: string): boolean =>
    corsOrigins ? allowed.has(origin) : isLoopbackOrigin(origin);

  return {
    checkPreflight(incoming) {
      if (incoming.method !== 'OPTIONS' || isForAll(incoming)) return;
      const origin = header(incoming, 'origin');
      if (origin === undefined || isAllowed(origin)) return;
      if (header(incoming, 'access-control-request-method') === undefined) return;
      throw new Fault({ kind: 'forbidden', code: 'origin_not_allowed', message: CORS_NOTE });
    },
    addHeaders(incoming, headers) {
      const origin = header(incoming, 'origin');
      if (origin === undefined) return false;
      const anyone = isForAll(incoming);
      if (!anyone) {
        headers.vary = 'origin';
        if (!isAllowed(origin)) {
          headers['x-fakeai-note'] ??= CORS_NOTE;
          return true;
        }
      }
      headers['access-control-allow-origin'] = anyone ? '*' : origin;
      headers['access-control-expose-headers'] = EXPOSED;
      if (incoming.method !== 'OPTIONS') return false;
      headers['access-control-allow-methods'] = 'GET, HEAD, POST, DELETE, OPTIONS';
      headers['access-control-allow-headers'] =
        header(incoming, 'access-control-request-headers') ?? 'authorization, content-type';
      headers['access-control-max-age'] = '86400';
      return false;
    },
  };
}

function isLoopbackOrigin(origin: string): boolean {
  const [, host] = /^https?:\/\/([^/]+)$/i.exec(origin) ?? [];
  return host !== undefined && isLoopbackName(withoutPort(host));
}
