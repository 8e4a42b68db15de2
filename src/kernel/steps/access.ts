import { timingSafeEqual } from 'node:crypto';
import { Fault } from '../fault.ts';
import { header, type Incoming } from '../incoming.ts';

export interface AccessOptions {
  readonly apiKeys: readonly string[];
  readonly requireApiKey: boolean;
}

/** Room for a key, unless a valid one is longer. */
const KEY_BYTES = 512;

/**
 * The check of the caller's key: `Authorization: Bearer KEY`, the password of `Authorization: Basic` with any user name, or the key
 * alone in a header that the surface has for it, which goes first. Keys are compared at one fixed size, each with all of the valid ones, so the time taken tells nothing of a key, of its
 * length or of which key it was.
 *
 * @throws Fault `missing_credentials`, `wrong_credentials`
 */
export function createAccess(
  options: AccessOptions,
): (incoming: Pick<Incoming, 'headers'>, keyHeader?: string) => void {
  if (!options.requireApiKey) return () => {};
  const room = Math.max(KEY_BYTES, ...options.apiKeys.map((key) => Buffer.byteLength(key)));
  const known = options.apiKeys.map((key) => padded(key, Buffer.alloc(room)));
  const given = Buffer.alloc(room);
  return (incoming, keyHeader) => {
    const own = keyHeader && header(incoming, keyHeader)?.trim();
    const key = own || keyIn(header(incoming, 'authorization'));
    if (key === undefined) throw new Fault({ kind: 'missing_credentials' });
    padded(key, given);
    let matches = 0;
    for (const one of known) matches += timingSafeEqual(one, given) ? 1 : 0;
    if (matches === 0 || key.length > room) throw new Fault({ kind: 'wrong_credentials', masked: mask(key) });
  };
}

/** A key at the start of a zeroed buffer. Keys hold no NUL, so two keys are the same bytes only when they are the same. */
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

/** The password of `user:password` in base64 (RFC 7617, section 2). User names hold no colon, passwords may. */
function passwordIn(credentials: string): string | undefined {
  const [, password] = /^[^:]*:(.+)$/s.exec(Buffer.from(credentials, 'base64').toString('utf8')) ?? [];
  return password;
}

/** The first eight and last four characters, stars between: what OpenAI shows of a wrong key. Short keys show less. */
export function mask(key: string): string {
  if (key.length <= 12)
    return key.length <= 4
      ? '*'.repeat(key.length)
      : `${key.slice(0, 2)}${'*'.repeat(key.length - 4)}${key.slice(-2)}`;
  return `${key.slice(0, 8)}${'*'.repeat(Math.min(key.length - 12, 64))}${key.slice(-4)}`;
}
