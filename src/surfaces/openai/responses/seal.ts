import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';

/** Makes text opaque to clients, and reads it back. */
export interface Sealer {
  readonly seal: (text: string) => string;
  /** Undefined for what was not sealed with the same secret. */
  readonly open: (sealed: string) => string | undefined;
}

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals text with AES-256-GCM. The nonce is derived from the text, so equal texts have equal seals and answers repeat.
 *
 * @example
 * const { seal, open } = createSealer('secret');
 * open(seal('Think first.')); // 'Think first.'
 */
export function createSealer(secret: string): Sealer {
  const key = createHash('sha256').update(secret).digest();
  return {
    seal(text) {
      const nonce = createHmac('sha256', key).update(text).digest().subarray(0, NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
      const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      try {
        return (
          decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
        );
      } catch {
        return undefined;
      }
    },
  };
}
