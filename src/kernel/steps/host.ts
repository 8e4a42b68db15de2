import { Fault } from '../fault.ts';
import { header, type Incoming } from '../incoming.ts';
import { isLoopbackName, withoutPort } from './loopback.ts';

export interface HostOptions {
  readonly allowedHosts: readonly string[];
  /** Whether anyone can get in: no key is required, or a well-known one is accepted. */
  readonly hasPublicAccess: boolean;
}

/** The host's name in containers; not under anybody else's control. */
const DOCKER_HOST = 'host.docker.internal';

/** Characters of a refused name that are repeated in the message. */
const LONGEST_NAME = 255;

/**
 * Refuses names by which nobody on this machine would call it. A web page whose own name was made to resolve to
 * 127.0.0.1 (DNS rebinding) has the same origin as this server in the browser's eyes, so CORS does not apply to it;
 * its `Host` gives it away. Checked only where nothing else protects the server: it listens on loopback
 * addresses alone, and anyone can get in.
 *
 * @throws Fault `forbidden`, code `host_not_allowed`
 */
export function createHostCheck({
  allowedHosts,
  hasPublicAccess,
}: HostOptions): (incoming: Pick<Incoming, 'headers' | 'listener'>) => void {
  if (!hasPublicAccess || allowedHosts.includes('*')) return () => {};
  const allowed = new Set([DOCKER_HOST, ...allowedHosts.map((host) => withoutPort(host).toLowerCase())]);
  return (incoming) => {
    if (incoming.listener !== 'loopback') return;
    const host = header(incoming, 'host');
    // Only HTTP/1.0 may leave it out, and no browser does.
    if (host === undefined) return;
    const name = withoutPort(host);
    if (isLoopbackName(name) || allowed.has(name.toLowerCase())) return;
    throw new Fault({
      kind: 'forbidden',
      code: 'host_not_allowed',
      message: `The host '${name.slice(0, LONGEST_NAME)}' is not allowed: this server listens on this machine only and answers to its local names. Allow other names with --allowed-hosts (option allowedHosts).`,
    });
  };
}
