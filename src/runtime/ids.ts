import { randomFillSync } from 'node:crypto';
import { createRandom } from './random.ts';

/**
 * Generates the API's opaque identifiers: a prefix followed by characters that are either unguessable or, for
 * tests, reproducible.
 */
export interface Ids {
  /** `length` characters (at most 1,024) from `[A-Za-z0-9]` after `prefix`. */
  next(prefix: string, length?: number): string;
  /** `length` hexadecimal digits (an even number; default 48) after `prefix`. */
  hex(prefix: string, length?: number): string;
  /** A version 4 UUID after `prefix`. */
  uuid(prefix?: string): string;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Characters generated at a time: one system call and one conversion for about a hundred identifiers. */
const POOL_CHARACTERS = 4096;

/** Random bytes fetched at a time: a system call takes longer than everything else that an identifier needs. */
const POOL_BYTES = 4096;

/**
 * Identifiers from the operating system's entropy: unguessable, and unique across restarts of a persistent
 * store.
 */
export function createIds(): Ids {
  return fromBytes(pooled((bytes) => randomFillSync(bytes)));
}

/**
 * Identifiers that repeat in the same order for the same seed; used with virtual time, where output is
 * reproducible byte by byte.
 */
export function createSeededIds(seed: string | number): Ids {
  const random = createRandom(`ids:${seed}`);
  return fromBytes((bytes) => {
    for (let index = 0; index < bytes.length; index++) bytes[index] = random.int(256);
  });
}

/** Fills short arrays from bytes that were fetched together; none of them is used twice. */
function pooled(fill: (bytes: Uint8Array) => void): (bytes: Uint8Array) => void {
  const pool = new Uint8Array(POOL_BYTES);
  let offset = POOL_BYTES;
  return (bytes) => {
    if (bytes.length >= POOL_BYTES) {
      fill(bytes);
      return;
    }
    if (offset + bytes.length > POOL_BYTES) {
      fill(pool);
      offset = 0;
    }
    bytes.set(pool.subarray(offset, offset + bytes.length));
    offset += bytes.length;
  };
}

function fromBytes(fill: (bytes: Uint8Array) => void): Ids {
  const bytes = Buffer.alloc(POOL_CHARACTERS);
  let pool = '';
  let offset = 0;
  return {
    next(prefix, length = 24) {
      if (offset + length > pool.length) {
        pool = toCharacters(fill, bytes);
        offset = 0;
      }
      const start = offset;
      offset += length;
      return prefix + pool.slice(start, offset);
    },
    hex(prefix, length = 48) {
      const raw = Buffer.alloc(length / 2);
      fill(raw);
      return prefix + raw.toString('hex');
    },
    uuid(prefix = '') {
      const raw = new Uint8Array(16);
      fill(raw);
      raw[6] = ((raw[6] as number) & 0x0f) | 0x40;
      raw[8] = ((raw[8] as number) & 0x3f) | 0x80;
      const hex = Buffer.from(raw).toString('hex');
      return `${prefix}${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    },
  };
}

/**
 * 256 is not a multiple of 62, so the first eight characters are slightly more likely; for identifiers this
 * does not matter.
 */
function toCharacters(fill: (bytes: Uint8Array) => void, bytes: Buffer): string {
  fill(bytes);
  for (let index = 0; index < bytes.length; index++) {
    bytes[index] = ALPHABET.charCodeAt((bytes[index] as number) % ALPHABET.length);
  }
  return bytes.toString('latin1');
}
