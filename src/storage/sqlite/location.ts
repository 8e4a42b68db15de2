import { mkdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { StoreUnavailable } from '../errors.ts';

const FILE_NAME = 'fakeai.sqlite';

/** Where the parts of a store on disk are. */
export interface Location {
  readonly file: string;
  readonly blobs: string;
}

/**
 * The file and the folder of blobs that a location means; the file's folder is made. It is resolved to an
 * absolute path, so that no name is taken for one of SQLite's `file:` addresses. The folder follows from the
 * file alone, however that was named.
 *
 * @throws StoreUnavailable when the folder cannot be made
 */
export function toLocation(location: string): Location {
  const path = resolve(location);
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    const isFolder = stats?.isDirectory() ?? (/[/\\]$/.test(location) || extname(basename(path)) === '');
    const file = isFolder ? join(path, FILE_NAME) : path;
    mkdirSync(dirname(file), { recursive: true });
    return { file, blobs: basename(file) === FILE_NAME ? join(dirname(file), 'blobs') : `${file}-blobs` };
  } catch (error) {
    throw new StoreUnavailable(path, `its folder cannot be made (${(error as Error).message})`, {
      cause: error,
    });
  }
}
