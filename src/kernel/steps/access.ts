import { createHash, timingSafeEqual } from 'node:crypto';
import { Fault } from '../fault.ts';
import { header, type Incoming } from '../incoming.ts';

export interface AccessOptions {
  readonly apiKeys: readonly string[];
  readonly requireApiKey: boolean;
}

/** Size of the comparison buffers in bytes, unless a valid key is longer. */
const KEY_BYTES = 512;

/**
 * Checks the caller's API key: `Authorization: Bearer KEY`, the password of `Authorization: Basic` with any
 * user name, or the surface's own key header, which takes precedence. Keys are padded to a fixed size and
 * compared with every valid key, so timing reveals neither a key, nor its length, nor which key matched.
 * Returns the id of the key; undefined if none is required.
 *
 * @throws Fault `missing_credentials`, `wrong_credentials`
 */
export function createAccess(
  options: AccessOptions,
): (incoming: Pick<Incoming, 'headers'>, keyHeader?: string) => string | undefined {
  if (!options.requireApiKey) return () => undefined;
  const room = Math.max(KEY_BYTES, ...options.apiKeys.map((key) => Buffer.byteLength(key)));
  const known = options.apiKeys.map((key) => padded(key, Buffer.alloc(room)));
  const ids = options.apiKeys.map(toKeyId);
  const given = Buffer.alloc(room);
  return (incoming, keyHeader) => {
    const own = keyHeader && header(incoming, keyHeader)?.trim();
    const key = own || keyIn(header(incoming, 'authorization'));
    if (key === undefined) throw new Fault({ kind: 'missing_credentials' });
    padded(key, given);
    let match = -1;
    for (let i = 0; i < known.length; i++)
      match = Math.max(match, (i + 1) * Number(timingSafeEqual(known[i] as Buffer, given)) - 1);
    if (match < 0 || key.length > room) throw new Fault({ kind: 'wrong_credentials', masked: mask(key) });
    return ids[match];
  };
}

/** Names a key without revealing it; the same for the same key in every process. */
function toKeyId(key: string): string {
  return `key_${createHash('sha256').update(key).digest('hex').slice(0, 24)}`;
}

/** Writes a key into a zeroed buffer. Keys contain no NUL, so different keys give different bytes. */
function padded(key: string, into: Buffer): Buffer {
  into.fill(0);
  into.write(key, 'utf8');
  return into;
}

function keyIn(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  const space = authorization.indexOf(' ');
  const credentials = authorization.slice(space + 1).trim();
  switch (authorization.slice(0, Math.max(space, 0)).toLowerCase()) {
    case 'bearer':
      return credentials || undefined;
    case 'basic':
      return passwordIn(credentials);
    default:
      return undefined;
  }
}

/**
 * The password of a base64-encoded `user:password` (RFC 7617, section 2). User names contain no colon;
 * passwords may.
 */
function passwordIn(credentials: string): string | undefined {
  const [, password] = /^[^:]*:(.+)$/s.exec(Buffer.from(credentials, 'base64').toString('utf8')) ?? [];
  return password;
}

/**
 * The first eight and last four characters with stars between, as OpenAI shows a wrong key. Short keys show
 * less.
 */
export function mask(key: string): string {
  if (key.length <= 12)
    return key.length <= 4
      ? '*'.repeat(key.length)
      : `${key.slice(0, 2)}${'*'.repeat(key.length - 4)}${key.slice(-2)}`;
  return `${key.slice(0, 8)}${'*'.repeat(Math.min(key.length - 12, 64))}${key.slice(-4)}`;
}
