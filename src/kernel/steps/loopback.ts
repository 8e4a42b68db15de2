import { isIPv4 } from 'node:net';

/**
 * Whether a name, as it stands in an URL or a `Host` header without its port, always means the machine it is used
 * on: `localhost`, `*.localhost` (RFC 6761), 127.0.0.0/8 or `[::1]`.
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

/** A `Host` header or the rest of an origin, without its port. */
export function withoutPort(host: string): string {
  return host.replace(/:\d*$/, '');
}
