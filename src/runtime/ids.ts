import { randomFillSync } from 'node:crypto';
import { createRandom } from './random.ts';

/** Makes the API's opaque identifiers: a prefix and characters nobody can guess or that a test can repeat. */
export interface Ids {
  /** `length` characters from `[A-Za-z0-9]` behind `prefix`. */
  next(prefix: string, length?: number): string;
  /** A UUID of version 4 behind `prefix`. */
  uuid(prefix?: string): string;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Identifiers from the operating system's entropy: unguessable, and distinct across restarts of a durable store. */
export function createIds(): Ids {
  // Entropy is drawn by the page, because one system call per identifier would cost more than the identifier.
  const pool = new Uint8Array(4096);
  let offset = pool.length;
  return fromBytes((count) => {
    if (offset + count > pool.length) {
      randomFillSync(pool);
      offset = 0;
    }
    const start = offset;
    offset += count;
    return pool.subarray(start, offset);
  });
}

/** The same identifiers in the same order for the same seed: for virtual time, where every byte repeats. */
export function createSeededIds(seed: string | number): Ids {
  const random = createRandom(`ids:${seed}`);
  return fromBytes((count) => Uint8Array.from({ length: count }, () => random.int(256)));
}

function fromBytes(bytes: (count: number) => Uint8Array): Ids {
  return {
    next(prefix, length = 24) {
      let id = prefix;
      // 256 is not a multiple of 62: the first eight characters are slightly likelier, which no identifier minds.
      for (const byte of bytes(length)) id += ALPHABET[byte % ALPHABET.length];
      return id;
    },
    uuid(prefix = '') {
      const raw = Uint8Array.from(bytes(16));
      raw[6] = ((raw[6] as number) & 0x0f) | 0x40;
      raw[8] = ((raw[8] as number) & 0x3f) | 0x80;
      const hex = Buffer.from(raw).toString('hex');
      return `${prefix}${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    },
  };
}
