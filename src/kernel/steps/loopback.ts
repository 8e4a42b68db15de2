import { isIPv4 } from 'node:net';

/**
 * Whether a host name, written as in a URL without its port, always refers to the local machine: `localhost`,
 * `*.localhost` (RFC 6761), 127.0.0.0/8 or `[::1]`.
 */
export function isLoopbackName(name: string): boolean {
  const plain = name.toLowerCase().replace(/\.$/, '');
  return (
    plain === 'localhost' ||
    plain.endsWith('.localhost') ||
    plain === '[::1]' ||
    (plain.startsWith('127.') && isIPv4(plain))
  );
}

/** Strips the port from a `Host` header or from an origin without its scheme. */
export function withoutPort(host: string): string {
  return host.replace(/:\d*$/, '');
}
