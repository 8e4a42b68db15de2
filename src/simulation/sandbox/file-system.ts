/** A file: its text, or only its size if it is no text. */
export type Content = { readonly text: string } | { readonly bytes: number };

/** What went wrong, in the words of the programs. */
export class FileError extends Error {}

/** Characters of all files together, and how many files and directories there may be. */
const MOST_CHARACTERS = 1_000_000;
const MOST_ENTRIES = 500;
/** Characters of a name. */
export const LONGEST_NAME = 255;
/** Characters of a path. */
const LONGEST_PATH = 4096;
/** What it costs to look at an entry for a list, in characters. */
const COST_OF_LISTING = 20;

/**
 * Files and directories in memory, by absolute path.
 *
 * @example
 * const files = new FileSystem(() => {});
 * files.write('/tmp/a.txt', { text: 'hi' });
 * files.list('/tmp'); // ['a.txt']
 */
export class FileSystem {
  readonly #entries = new Map<string, Content | 'directory'>([['/', 'directory']]);
  #size = 0;
  readonly #spend: (characters: number) => void;

  /** @param spend counts the work of lists; what it throws ends them */
  constructor(spend: (characters: number) => void) {
    this.#spend = spend;
  }

  kind(path: string): 'file' | 'directory' | undefined {
    const entry = this.#entries.get(path);
    return entry === undefined ? undefined : entry === 'directory' ? entry : 'file';
  }

  /** @throws FileError if there is no such file */
  read(path: string): Content {
    const entry = this.#entries.get(path);
    if (entry === undefined) throw new FileError('No such file or directory');
    if (entry === 'directory') throw new FileError('Is a directory');
    return entry;
  }

  /** @throws FileError if the path cannot be a file, or no space is left */
  write(path: string, content: Content): void {
    checkLength(path);
    if (this.kind(path) === 'directory') throw new FileError('Is a directory');
    if (this.kind(parentOf(path)) !== 'directory') throw new FileError('No such file or directory');
    const size = this.#size - sizeInMemory(this.#entries.get(path)) + sizeInMemory(content);
    if (size > MOST_CHARACTERS || this.#entries.size >= MOST_ENTRIES)
      throw new FileError('No space left on device');
    this.#size = size;
    this.#entries.set(path, content);
  }

  /** @throws FileError if the path is taken, or its parent does not exist */
  makeDirectory(path: string): void {
    checkLength(path);
    if (this.#entries.has(path)) throw new FileError('File exists');
    if (this.kind(parentOf(path)) !== 'directory') throw new FileError('No such file or directory');
    if (this.#entries.size >= MOST_ENTRIES) throw new FileError('No space left on device');
    this.#entries.set(path, 'directory');
  }

  /** Removes a file, or a directory with all that it holds. */
  remove(path: string): void {
    for (const each of this.below(path)) {
      this.#size -= sizeInMemory(this.#entries.get(each));
      this.#entries.delete(each);
    }
  }

  /** The names in a directory, in order. */
  list(path: string): string[] {
    const start = path === '/' ? path : `${path}/`;
    const inside = this.below(path).filter(
      (each) => each !== path && !each.slice(start.length).includes('/'),
    );
    return inside.map((each) => each.slice(start.length));
  }

  /** A path and all paths below it, in order. */
  below(path: string): string[] {
    const start = path === '/' ? path : `${path}/`;
    this.#spend(this.#entries.size * COST_OF_LISTING);
    return [...this.#entries.keys()].filter((each) => each === path || each.startsWith(start)).sort();
  }
}

/** @throws FileError for a path that no file can have */
export function checkLength(path: string): void {
  if (path.length > LONGEST_PATH || path.length - path.lastIndexOf('/') - 1 > LONGEST_NAME)
    throw new FileError('File name too long');
}

function sizeInMemory(entry: Content | 'directory' | undefined): number {
  return typeof entry === 'object' && 'text' in entry ? entry.text.length : 0;
}

/** @throws FileError for a file that is no text */
export function textOf(content: Content): string {
  if ('text' in content) return content.text;
  throw new FileError('cannot read a binary file');
}

/** The size of a file in bytes. */
export function sizeOf(content: Content): number {
  return 'text' in content ? Buffer.byteLength(content.text) : content.bytes;
}

/** The directory that a path is in. */
export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

/**
 * An absolute path without `.` and `..`.
 *
 * @example
 * absolute('../b.txt', '/mnt/data'); // '/mnt/b.txt'
 */
export function absolute(path: string, from: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${from}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
