import type { Log } from '../../runtime/log.ts';
import { Fault } from '../fault.ts';
import type { Head } from '../head.ts';
import { header } from '../incoming.ts';
import { METHODS } from '../operation.ts';
import type { Moments, Step } from '../step.ts';
import { isLoopbackName, withoutPort } from './loopback.ts';

export interface CorsOptions {
  /** Undefined: all origins, or only loopback origins as described for {@link hasPublicAccess}. */
  readonly corsOrigins?: readonly string[] | undefined;
  /**
   * Whether no key is required or a well-known one is accepted. A server that listens on loopback addresses
   * alone then allows only loopback origins by default.
   */
  readonly hasPublicAccess: boolean;
}

/** Cross-origin resource sharing: lets browsers show answers to web pages of other origins. */
export interface Cors {
  /**
   * Browsers open sockets to any origin, without a preflight.
   *
   * @throws Fault `forbidden`, code `origin_not_allowed`, for an upgrade from an origin that is not allowed
   */
  checkUpgrade(incoming: Head): void;
  /**
   * @throws Fault `forbidden`, code `origin_not_allowed`, for the preflight of an origin that is not allowed
   */
  checkPreflight(incoming: Head): void;
  /**
   * Adds to the headers of the surface, which pages may read. Returns true if the request's origin is not
   * allowed; a header then names the option that allows it.
   */
  addHeaders(incoming: Head, headers: Record<string, string>): boolean;
}

/** What pages may read in answers of every surface. */
const EXPOSED = ['retry-after', 'x-fakeai-note'];

const ALLOWED_METHODS = [...METHODS, 'HEAD', 'OPTIONS'].join(', ');

/** Shown in the browser's developer tools and once in the log. */
export const CORS_NOTE =
  'Web pages of this origin may not read the answers of this server. Allow origins with --cors-origins (option corsOrigins).';

/**
 * Adds CORS headers for allowed origins; `*` allows all. An allowed preflight is granted any headers it asks
 * for: access depends on the API key, not on the origin.
 */
export function createCors({ corsOrigins, hasPublicAccess }: CorsOptions): Cors {
  const allowsAll = corsOrigins?.includes('*') ?? false;
  const allowed = new Set(corsOrigins);
  const isForAll = ({ listener }: Head): boolean =>
    corsOrigins ? allowsAll : !(hasPublicAccess && listener === 'loopback');
  const isAllowed = (origin: string): boolean =>
    corsOrigins ? allowed.has(origin) : isLoopbackOrigin(origin);

  const refuse = (): never => {
    throw new Fault({ kind: 'forbidden', code: 'origin_not_allowed', message: CORS_NOTE });
  };

  return {
    checkUpgrade(incoming) {
      const origin = header(incoming, 'origin');
      if (incoming.upgrade && origin !== undefined && !isForAll(incoming) && !isAllowed(origin)) refuse();
    },
    checkPreflight(incoming) {
      if (incoming.method !== 'OPTIONS' || isForAll(incoming)) return;
      const origin = header(incoming, 'origin');
      if (origin === undefined || isAllowed(origin)) return;
      if (header(incoming, 'access-control-request-method') === undefined) return;
      refuse();
    },
    addHeaders(incoming, headers) {
      const origin = header(incoming, 'origin');
      if (origin === undefined) return false;
      const exposed = [...Object.keys(headers), ...EXPOSED].join(', ');
      const anyone = isForAll(incoming);
      if (!anyone) {
        headers.vary = 'origin';
        if (!isAllowed(origin)) {
          headers['x-fakeai-note'] = CORS_NOTE;
          return true;
        }
      }
      headers['access-control-allow-origin'] = anyone ? '*' : origin;
      headers['access-control-expose-headers'] = exposed;
      if (incoming.method !== 'OPTIONS') return false;
      headers['access-control-allow-methods'] = ALLOWED_METHODS;
      headers['access-control-allow-headers'] =
        header(incoming, 'access-control-request-headers') ?? 'authorization, content-type';
      headers['access-control-max-age'] = '86400';
      return false;
    },
  };
}

/** Checks preflights and adds CORS headers ({@link createCors}). Origins that are not allowed are logged once. */
export function allowOrigins(options: CorsOptions & { readonly log: Log }): Step {
  const cors = createCors(options);
  let isLogged = false;
  const arrive: Moments['arrive'] = ({ request }) => cors.checkPreflight(request);
  const answer: Moments['answer'] = ({ request, notes, observation }, reply) => {
    if (!cors.addHeaders(request, notes) || isLogged) return reply;
    isLogged = true;
    options.log.warn(CORS_NOTE, { requestId: observation.requestId, origin: header(request, 'origin') });
    return reply;
  };
  return {
    name: 'CORS',
    // No row has the method OPTIONS, so only requests without a row can be preflights.
    on: (operation) => {
      if (operation?.socket) return { arrive: ({ request }) => cors.checkUpgrade(request), answer };
      return operation ? { answer } : { arrive, answer };
    },
  };
}

function isLoopbackOrigin(origin: string): boolean {
  const [, host] = /^https?:\/\/([^/]+)$/i.exec(origin) ?? [];
  return host !== undefined && isLoopbackName(withoutPort(host));
}
