import { Fault } from '../fault.ts';
import type { Head } from '../head.ts';
import { header } from '../incoming.ts';
import type { Step } from '../step.ts';
import { isLoopbackName, withoutPort } from './loopback.ts';

export interface HostOptions {
  readonly allowedHosts: readonly string[];
  /** Whether no key is required or a well-known one is accepted. */
  readonly hasPublicAccess: boolean;
}

/** The host machine's name inside Docker containers, which public DNS does not resolve. */
const DOCKER_HOST = 'host.docker.internal';

/** Maximum length of a refused name in the message. */
const LONGEST_NAME = 255;

/**
 * Protects a developer's server from DNS rebinding: a web page whose own host name resolves to 127.0.0.1 has
 * the same origin as this server, so CORS does not stop it, but its requests carry that name as `Host`. Only
 * applies if the server listens on loopback addresses alone and no secret key protects it.
 *
 * @throws Fault `forbidden`, code `host_not_allowed`
 */
export function checkHost(options: HostOptions): Step {
  const check = createHostCheck(options);
  return { name: 'host', on: () => check && { arrive: ({ request }) => check(request) } };
}

/** Undefined if every host is allowed. */
function createHostCheck({
  allowedHosts,
  hasPublicAccess,
}: HostOptions): ((request: Pick<Head, 'headers' | 'listener'>) => void) | undefined {
  if (!hasPublicAccess || allowedHosts.includes('*')) return undefined;
  const allowed = new Set([DOCKER_HOST, ...allowedHosts.map((host) => withoutPort(host).toLowerCase())]);
  /** Nearly all requests carry the same `Host`. */
  let lastAllowed: string | undefined;
  return (request) => {
    if (request.listener !== 'loopback') return;
    const host = header(request, 'host');
    // Optional in HTTP/1.0 only; browsers always send it.
    if (host === undefined || host === lastAllowed) return;
    const name = withoutPort(host);
    if (isLoopbackName(name) || allowed.has(name.toLowerCase())) {
      lastAllowed = host;
      return;
    }
    throw new Fault({
      kind: 'forbidden',
      code: 'host_not_allowed',
      message: `The host '${name.slice(0, LONGEST_NAME)}' is not allowed: this server listens on this machine only and answers to its local names. Allow other names with --allowed-hosts (option allowedHosts).`,
    });
  };
}
