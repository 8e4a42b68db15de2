import { type FileHandle, mkdir, open, opendir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type StoreProblem, StoreUnavailable, UnknownBlob } from '../errors.ts';
import { type BlobPlace, PIECE_BYTES } from './blob-place.ts';
import { gather } from './gather.ts';

/** Size of one write to the file, and thereby the memory a blob takes while it is written. */
const BLOCK_BYTES = 1024 * 1024;

/**
 * The format of store identifiers: none can lead out of the folder or have a special meaning to a file
 * system.
 */
const NAME = /^[0-9a-z][0-9a-z-]{1,127}$/;

/**
 * Blobs as files, in folders named after the first two characters so that no folder grows large. All file
 * access is asynchronous. A blob and its directory entry are synced to disk before its write resolves, so
 * that a document that refers to it is never more durable than the blob itself.
 *
 * The folder is created with the first blob.
 *
 * @example
 * const place = createBlobFolder('/data/blobs');
 * await place.write('3f2a', createReadStream('picture.png'));
 */
export function createBlobFolder(folder: string): BlobPlace {
  // Keeps a reference to every open handle, so that an abandoned read or write stays open until the place is
  // closed: Node throws when an open file handle is garbage-collected.
  const handles = new Set<FileHandle>();
  const openFile = async (path: string, flags: 'r' | 'wx'): Promise<FileHandle> => {
    const handle = await open(path, flags);
    handles.add(handle);
    return handle;
  };
  const closeFile = async (handle: FileHandle): Promise<void> => {
    if (handles.delete(handle)) await handle.close();
  };
  const toPath = (id: string): string => {
    if (!NAME.test(id)) throw new UnknownBlob(id);
    return join(folder, id.slice(0, 2), id);
  };
  const guarded = async <R>(work: Promise<R>): Promise<R> => {
    try {
      return await work;
    } catch (error) {
      throw toStoreError(folder, error as NodeJS.ErrnoException);
    }
  };

  const found = async <R>(id: string, work: Promise<R>): Promise<R> => {
    try {
      return await work;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw code === 'ENOENT' ? new UnknownBlob(id) : toStoreError(folder, error as NodeJS.ErrnoException);
    }
  };

  async function fill(handle: FileHandle, source: Parameters<BlobPlace['write']>[1]): Promise<number> {
    let bytes = 0;
    for await (const block of gather(source, BLOCK_BYTES, { isKept: false })) {
      for (let written = 0; written < block.byteLength; ) {
        const step = handle.write(block, written, block.byteLength - written, bytes + written);
        written += (await guarded(step)).bytesWritten;
      }
      bytes += block.byteLength;
    }
    await guarded(handle.sync());
    return bytes;
  }

  return {
    async write(id, source) {
      const path = toPath(id);
      const parent = dirname(path);
      const made = await guarded(mkdir(parent, { recursive: true }));
      const handle = await guarded(openFile(path, 'wx'));
      try {
        const bytes = await fill(handle, source);
        await guarded(closeFile(handle));
        await guarded(syncFolders(parent, made === undefined ? parent : dirname(made)));
        return bytes;
      } catch (error) {
        await closeFile(handle).catch(() => {});
        // If removal fails, the sweep on the next open removes the file, since nothing refers to it.
        await rm(path, { force: true }).catch(() => {});
        throw error;
      }
    },

    async *read(id, start, end) {
      const handle = await found(id, openFile(toPath(id), 'r'));
      try {
        for (let offset = start; offset < end; ) {
          const piece = new Uint8Array(Math.min(PIECE_BYTES, end - offset));
          const { bytesRead } = await guarded(handle.read(piece, 0, piece.byteLength, offset));
          if (bytesRead === 0)
            throw new StoreUnavailable(folder, `the blob ${id} is cut short`, { reason: 'damaged' });
          offset += bytesRead;
          yield piece.subarray(0, bytesRead);
        }
      } finally {
        await closeFile(handle);
      }
    },

    async size(id) {
      return (await found(id, stat(toPath(id)))).size;
    },

    async delete(id) {
      await guarded(rm(toPath(id), { force: true }));
    },

    async *list() {
      for await (const group of entries(folder)) {
        if (!/^[0-9a-z][0-9a-z-]$/.test(group)) continue;
        for await (const name of entries(join(folder, group))) {
          if (NAME.test(name) && name.startsWith(group)) yield name;
        }
      }
    },

    async close() {
      await Promise.allSettled([...handles].map(closeFile));
    },
  };
}

async function* entries(folder: string): AsyncGenerator<string> {
  try {
    for await (const { name } of await opendir(folder)) yield name;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw toStoreError(folder, error as NodeJS.ErrnoException);
  }
}

/** Syncs the directory entries of what was created: from `folder` up to `top`. */
async function syncFolders(folder: string, top: string): Promise<void> {
  // Windows persists directory entries by itself and cannot open folders.
  if (process.platform === 'win32') return;
  for (let path = folder; ; path = dirname(path)) {
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (path === top || path === dirname(path)) return;
  }
}

const REASONS: { readonly [code: string]: StoreProblem } = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  EROFS: 'read-only',
};

function toStoreError(folder: string, error: NodeJS.ErrnoException): StoreUnavailable {
  const { [error.code ?? '']: reason = 'failed' } = REASONS;
  const problem = reason === 'full' ? 'the disk is full' : `its blobs cannot be used (${error.message})`;
  return new StoreUnavailable(folder, problem, { cause: error, reason });
}
