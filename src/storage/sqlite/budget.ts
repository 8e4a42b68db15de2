import { StoreFull } from '../errors.ts';
import type { Database } from './database.ts';

/** Enforces the byte limit of a store: documents in the database plus blobs. */
export class Budget {
  readonly #database: Database;
  readonly #maximumBytes: number;
  readonly #reserve: number;
  readonly #pageSize: number;
  #maximumPages = 0;
  /** Bytes of blobs being written. */
  #pending = 0;

  constructor(database: Database, maximumBytes: number) {
    this.#database = database;
    this.#maximumBytes = maximumBytes;
    this.#reserve = Math.min(maximumBytes / 16, LARGEST_RESERVE);
    this.#pageSize = database.get<{ page_size: number }>('PRAGMA page_size')?.page_size ?? 4096;
  }

  /**
   * Sets SQLite's page limit so that documents and blobs together stay within the budget. Existing data are kept.
   */
  limitDocuments(options: { isRelief: boolean }): void {
    const taken = this.#blobBytes() + this.#pending + (options.isRelief ? 0 : this.#reserve);
    const room = this.#maximumBytes - taken;
    const pages = Math.max(1, Math.floor(room / this.#pageSize));
    if (pages === this.#maximumPages) return;
    this.#database.execute(`PRAGMA max_page_count = ${pages}`);
    this.#maximumPages = pages;
  }

  /** Reserves space for bytes of a blob about to be written. Throws {@link StoreFull}. */
  reserve(bytes: number): void {
    const room = () =>
      this.#maximumBytes - this.#reserve - this.#blobBytes() - this.#pending - this.#documentBytes();
    if (bytes > room()) {
      this.reclaim(SPARE_BYTES + bytes);
      if (bytes > room())
        throw new StoreFull(
          `The store has no room for ${bytes} more bytes: it may have ${this.#maximumBytes}`,
        );
    }
    this.#pending += bytes;
  }

  /**
   * Removes pages that deleted documents occupied from the file, about `bytes` of them: shrinking a large file
   * at once would block everything else.
   */
  reclaim(bytes: number): void {
    this.#database.execute(`PRAGMA incremental_vacuum(${Math.ceil(bytes / this.#pageSize)})`);
  }

  /** Ends a reservation, once the bytes are either counted as part of a stored blob or discarded. */
  settle(bytes: number): void {
    this.#pending -= bytes;
  }

  #blobBytes(): number {
    return this.#database.get<{ blob_bytes: number }>('SELECT blob_bytes FROM usage')?.blob_bytes ?? 0;
  }

  #documentBytes(): number {
    return (
      (this.#database.get<{ page_count: number }>('PRAGMA page_count')?.page_count ?? 0) * this.#pageSize
    );
  }
}

const LARGEST_RESERVE = 1024 ** 2;
const SPARE_BYTES = 1024 ** 2;
