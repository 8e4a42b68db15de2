import { rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createRandom } from '../../runtime/random.ts';
import { StoreUnavailable } from '../errors.ts';
import type { Location } from './location.ts';

/** Upper limit of the reserve in bytes: about what SQLite's log grows to between two checkpoints. */
const LARGEST_RESERVE = 4 * 1024 ** 2;

/** SQLite's default page size. */
const PAGE_BYTES = 4096;
const FEWEST_PAGES = 16;

/** On a small disk, the reserve is this share of it. */
const SHARE_OF_DISK = 16;

const FULL = new Set(['ENOSPC', 'EDQUOT']);

/**
 * The disk under a store, and a reserve on it: a file that is deleted when the disk is full, because SQLite
 * needs room even for a deletion. While the reserve is missing, only operations that free space are allowed;
 * it is created again as soon as it fits.
 */
export class Disk {
  readonly #file: string;
  readonly #reserve: string;
  readonly #inode: number;
  /** Size of the reserve in bytes. */
  readonly reserveBytes: number;
  #hasReserve = false;

  /** The database file must exist; the reserve is not created yet. */
  constructor({ file, reserve }: Location) {
    this.#file = file;
    this.#reserve = reserve;
    this.#inode = statSync(file).ino;
    const { blocks, bsize } = statfsSync(dirname(file));
    this.reserveBytes = Math.min(LARGEST_RESERVE, Math.floor((blocks * bsize) / SHARE_OF_DISK));
  }

  /**
   * Throws `StoreUnavailable` if the database file was removed or replaced since it was opened. The operating
   * system would still accept writes to it, and lose them when the store is closed.
   */
  assertPresent(): void {
    if (statSync(this.#file, { throwIfNoEntry: false })?.ino === this.#inode) return;
    throw new StoreUnavailable(this.#file, 'it was removed or replaced while it was open', {
      reason: 'lost',
    });
  }

  /** Whether the disk has at least `bytes` available. */
  hasRoom(bytes: number): boolean {
    return hasRoom(this.#file, bytes);
  }

  /** The reserve in pages of a database, at least a few. */
  get reservePages(): number {
    return Math.max(FEWEST_PAGES, Math.floor(this.reserveBytes / PAGE_BYTES));
  }

  get hasReserve(): boolean {
    return this.#hasReserve;
  }

  /** Creates the reserve unless it exists. Returns false if it does not fit. */
  restoreReserve(): boolean {
    if (this.#hasReserve) return true;
    const bytes = statSync(this.#reserve, { throwIfNoEntry: false })?.size ?? 0;
    if (bytes !== this.reserveBytes) {
      if (!this.hasRoom(this.reserveBytes - bytes)) return false;
      try {
        writeFileSync(this.#reserve, incompressible(this.reserveBytes));
      } catch (error) {
        rmSync(this.#reserve, { force: true });
        // Where the file cannot be created for another reason, the store works without it.
        if (FULL.has((error as NodeJS.ErrnoException).code ?? '')) return false;
      }
    }
    this.#hasReserve = true;
    return true;
  }

  /** Deletes the reserve, so that its room can be used. */
  releaseReserve(): void {
    releaseReserve(this.#reserve);
    this.#hasReserve = false;
  }
}

/** Whether the disk of a file has at least `bytes` available. */
export function hasRoom(file: string, bytes: number): boolean {
  const { bavail, bsize } = statfsSync(dirname(file));
  return bavail * bsize >= bytes;
}

/** Deletes the reserve of a store that cannot even be opened on its full disk. */
export function releaseReserve(path: string): void {
  rmSync(path, { force: true });
}

/** Bytes that take their full size even in a file system that compresses, whose records are smaller than a block. */
function incompressible(bytes: number): Uint8Array {
  const random = createRandom('reserve');
  const block = new Uint32Array(BLOCK_BYTES / 4);
  for (let index = 0; index < block.length; index++) block[index] = random.int(2 ** 32);
  return Buffer.alloc(bytes, new Uint8Array(block.buffer));
}

const BLOCK_BYTES = 256 * 1024;
