import { mkdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { StoreUnavailable } from '../errors.ts';

const FILE_NAME = 'fakeai.sqlite';

/** Paths of a store on disk. */
export interface Location {
  readonly file: string;
  readonly blobs: string;
  /** The file of the {@link Disk} reserve. */
  readonly reserve: string;
}

/**
 * Resolves a location to the database file and the blob folder, and creates the folder of the file. The path
 * is made absolute, so that SQLite does not take it for a `file:` URI. The blob folder depends only on the
 * file, however the location was written.
 *
 * @throws StoreUnavailable if the folder cannot be created
 */
export function toLocation(location: string): Location {
  const path = resolve(location);
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    const isFolder = stats?.isDirectory() ?? (/[/\\]$/.test(location) || extname(basename(path)) === '');
    const file = isFolder ? join(path, FILE_NAME) : path;
    makeFolder(dirname(file));
    const blobs = basename(file) === FILE_NAME ? join(dirname(file), 'blobs') : `${file}-blobs`;
    return { file, blobs, reserve: `${file}-reserve` };
  } catch (error) {
    throw new StoreUnavailable(path, `its folder cannot be created (${(error as Error).message})`, {
      cause: error,
    });
  }
}

/**
 * Creates a folder and its missing parents. Node's recursive `mkdirSync` never returns where a file system
 * refuses a new folder with ENOENT, as `/proc` does.
 */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have created it meanwhile.
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST' && statSync(path).isDirectory();
    if (!isThere) throw error;
  }
}
