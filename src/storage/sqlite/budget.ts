import { StoreFull } from '../errors.ts';
import type { Database } from './database.ts';

/** The bytes a store may have: what its documents take in the database, and its blobs. */
export class Budget {
  readonly #database: Database;
  readonly #maximumBytes: number;
  readonly #reserve: number;
  readonly #pageSize: number;
  #maximumPages = 0;
  /** Bytes of blobs that are being written. */
  #pending = 0;

  constructor(database: Database, maximumBytes: number) {
    this.#database = database;
    this.#maximumBytes = maximumBytes;
    this.#reserve = Math.min(maximumBytes / 16, LARGEST_RESERVE);
    this.#pageSize = database.get<{ page_size: number }>('PRAGMA page_size')?.page_size ?? 4096;
  }

  /**
   * Has SQLite refuse what would make documents and blobs together too large. What is there already stays.
   */
  limitDocuments(options: { isRelief: boolean }): void {
    const taken = this.#blobBytes() + this.#pending + (options.isRelief ? 0 : this.#reserve);
    const room = this.#maximumBytes - taken;
    const pages = Math.max(1, Math.floor(room / this.#pageSize));
    if (pages === this.#maximumPages) return;
    this.#database.execute(`PRAGMA max_page_count = ${pages}`);
    this.#maximumPages = pages;
  }

  /** Room for bytes of a blob that are about to be kept. Throws {@link StoreFull}. */
  reserve(bytes: number): void {
    const room = () =>
      this.#maximumBytes - this.#reserve - this.#blobBytes() - this.#pending - this.#documentBytes();
    if (bytes > room()) {
      // Space of deleted documents, a little of it at a time: giving back a large file would hold up
      // everything else.
      this.#database.execute(`PRAGMA incremental_vacuum(${SPARE_PAGES + Math.ceil(bytes / this.#pageSize)})`);
      if (bytes > room())
        throw new StoreFull(
          `The store has no room for ${bytes} more bytes: it may have ${this.#maximumBytes}`,
        );
    }
    this.#pending += bytes;
  }

  /** The bytes are kept and counted, or given up. */
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
const SPARE_PAGES = 256;
