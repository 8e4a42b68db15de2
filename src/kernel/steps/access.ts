import { hash, timingSafeEqual } from 'node:crypto';
import { Fault } from '../fault.ts';
import { header, type Incoming } from '../incoming.ts';

export interface AccessOptions {
  readonly apiKeys: readonly string[];
  readonly requireApiKey: boolean;
}

/**
 * The check of the caller's key: `Authorization: Bearer KEY`. Digests of equal length are compared, every one of them, so
 * the time taken tells nothing of a key or of which key it was.
 *
 * @throws Fault `missing_credentials`, `wrong_credentials`
 */
export function createAccess(options: AccessOptions): (incoming: Incoming) => void {
  if (!options.requireApiKey) return () => {};
  const digests = options.apiKeys.map(digest);
  return (incoming) => {
    const key = bearer(header(incoming, 'authorization'));
    if (key === undefined) throw new Fault({ kind: 'missing_credentials' });
    const given = digest(key);
    let matches = 0;
    for (const known of digests) matches += timingSafeEqual(known, given) ? 1 : 0;
    if (matches === 0) throw new Fault({ kind: 'wrong_credentials', masked: mask(key) });
  };
}

const digest = (key: string): Buffer => hash('sha256', key, 'buffer');

function bearer(value: string | undefined): string | undefined {
  if (value === undefined || value.slice(0, 7).toLowerCase() !== 'bearer ') return undefined;
  return value.slice(7).trim() || undefined;
}

/** The first eight and last four characters, stars between: what OpenAI shows of a wrong key. Short keys show less. */
export function mask(key: string): string {
  if (key.length <= 12) return key.length <= 4 ? '*'.repeat(key.length) : `${key.slice(0, 2)}${'*'.repeat(key.length - 4)}${key.slice(-2)}`;
  return `${key.slice(0, 8)}${'*'.repeat(Math.min(key.length - 12, 64))}${key.slice(-4)}`;
}
