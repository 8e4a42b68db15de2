import type { Clock } from '../runtime/clock.ts';
import type { Ids } from '../runtime/ids.ts';

/** Bytes, and what they are. */
export interface Blob {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** Bytes that are kept in memory for a while, under identifiers that nobody can guess. */
export interface TransientBlobs {
  /**
   * Keeps `blob` and answers its identifier. What came first goes when there is no room.
   *
   * @throws RangeError when it alone is larger than everything may be together
   */
  put(blob: Blob): string;
  /** The blob, until it has expired or had to go. */
  get(id: string): Blob | undefined;
  /** How many are kept, and their bytes together. */
  readonly count: number;
  readonly size: number;
}

export interface TransientBlobsOptions {
  readonly clock: Clock;
  readonly ids: Ids;
  /** In front of each identifier. Default `blob_`. */
  readonly prefix?: string;
  /** How long one is kept, in milliseconds. Default one hour. */
  readonly lifetime?: number;
  /** Bytes of all together. Default 128 MiB. */
  readonly maxBytes?: number;
  /** How many at most. Default 1,000. */
  readonly maxCount?: number;
}

/** Random characters of an identifier: 238 bits, which nobody finds by trying. */
const ID_LENGTH = 40;

const HOUR = 3_600_000;

/**
 * Keeps blobs within bounds. Nothing waits on the clock: what has expired is unreachable at once, and its memory is
 * released when the next one comes.
 *
 * @example
 * const blobs = createTransientBlobs({ clock, ids });
 * const id = blobs.put({ contentType: 'image/png', bytes });
 * blobs.get(id)?.contentType; // 'image/png', for an hour
 */
export function createTransientBlobs(options: TransientBlobsOptions): TransientBlobs {
  return new Blobs(options);
}

interface Entry {
  readonly blob: Blob;
  readonly expiresAt: number;
}

class Blobs implements TransientBlobs {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #prefix: string;
  readonly #lifetime: number;
  readonly #maxBytes: number;
  readonly #maxCount: number;
  /** In the order they came, which is that of their expiry. */
  readonly #entries = new Map<string, Entry>();
  #size = 0;

  constructor(options: TransientBlobsOptions) {
    this.#clock = options.clock;
    this.#ids = options.ids;
    this.#prefix = options.prefix ?? 'blob_';
    this.#lifetime = options.lifetime ?? HOUR;
    this.#maxBytes = options.maxBytes ?? 128 * 2 ** 20;
    this.#maxCount = options.maxCount ?? 1000;
  }

  get count(): number {
    return this.#entries.size;
  }

  get size(): number {
    return this.#size;
  }

  put(blob: Blob): string {
    const { byteLength } = blob.bytes;
    if (byteLength > this.#maxBytes) {
      throw new RangeError(`A blob has ${byteLength} bytes, and all together may have ${this.#maxBytes}`);
    }
    const now = this.#clock.now();
    for (const [id, entry] of this.#entries) {
      const fits = this.#size + byteLength <= this.#maxBytes && this.#entries.size < this.#maxCount;
      if (fits && entry.expiresAt > now) break;
      this.#entries.delete(id);
      this.#size -= entry.blob.bytes.byteLength;
    }
    const id = this.#ids.next(this.#prefix, ID_LENGTH);
    this.#entries.set(id, { blob, expiresAt: now + this.#lifetime });
    this.#size += byteLength;
    return id;
  }

  get(id: string): Blob | undefined {
    const entry = this.#entries.get(id);
    return entry && entry.expiresAt > this.#clock.now() ? entry.blob : undefined;
  }
}
