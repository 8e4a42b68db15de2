import { header, type Incoming } from '../incoming.ts';

/** Adds what a browser needs to see the answer. */
export type Cors = (incoming: Incoming, headers: Record<string, string>) => void;

const EXPOSED =
  'x-request-id, openai-processing-ms, openai-version, openai-organization, retry-after, x-fakeai-note';

/**
 * Cross-origin headers for the allowed origins; `*` allows every one. A preflight is answered with the methods and headers it asks
 * for: access is decided by the key, never by the origin.
 */
export function createCors(origins: readonly string[]): Cors {
  const anyone = origins.includes('*');
  const allowed = new Set(origins);
  return (incoming, headers) => {
    const origin = header(incoming, 'origin');
    if (origin === undefined) return;
    if (!anyone) {
      headers.vary = 'origin';
      if (!allowed.has(origin)) return;
    }
    headers['access-control-allow-origin'] = anyone ? '*' : origin;
    headers['access-control-expose-headers'] = EXPOSED;
    if (incoming.method !== 'OPTIONS') return;
    headers['access-control-allow-methods'] = 'GET, HEAD, POST, DELETE, OPTIONS';
    headers['access-control-allow-headers'] =
      header(incoming, 'access-control-request-headers') ?? 'authorization, content-type';
    headers['access-control-max-age'] = '86400';
  };
}
