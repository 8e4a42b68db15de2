import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliDecompress, brotliDecompressSync } from 'node:zlib';

/** A file that the program reads or starts at run time, in its two places. */
export interface PackageFile {
  /** In the published package: relative to the folder that holds the bundle. With `.br` at the end it is compressed. */
  readonly built: string;
  /** When the sources run: relative to `src/` if it starts with `./`, otherwise a file of an installed package. */
  readonly source: string;
}

/** A file of this package is not where the package keeps it, most often because a bundler copied the code without its files. */
export class PackageFileMissing extends Error {
  override readonly name = 'PackageFileMissing';
  /** Relative to the folder of the package's bundle. */
  readonly file: string;
  /** Where it was looked for; undefined when the code itself has no place on disk. */
  readonly path: string | undefined;

  constructor(file: string, path?: string) {
    super(
      `FakeAI cannot find its file '${file}'. If your program is bundled, keep FakeAI out of the bundle (esbuild: external: ['fakeai']) and install it beside the program.`,
    );
    this.file = file;
    this.path = path;
  }
}

/**
 * Finds a file of this package. Everything that is read or started from beside the code is found here, so a missing file
 * is the same error everywhere.
 *
 * @throws PackageFileMissing
 * @example
 * new Worker(locatePackageFile({ built: 'fakeai-worker.js', source: './media/worker.ts' }));
 */
export function locatePackageFile({ built, source }: PackageFile): URL {
  // Undefined in a CommonJS bundle, whatever the types say; no file where code is loaded from memory.
  const here: string | undefined = import.meta.url;
  if (!here?.startsWith('file:')) throw new PackageFileMissing(built);
  const isSource = here.endsWith('.ts');
  const url = isSource ? inSources(source, here) : new URL(built, here);
  if (!existsSync(url)) throw new PackageFileMissing(built, fileURLToPath(url));
  return url;
}

/**
 * The content of a file of this package, read and decompressed outside the event loop.
 *
 * @throws PackageFileMissing
 * @example
 * await readPackageFile({ built: 'assets/page.css.br', source: 'some-package/page.css' });
 */
export async function readPackageFile(file: PackageFile): Promise<Uint8Array> {
  const url = locatePackageFile(file);
  const bytes = await readFile(url);
  return isCompressed(url) ? decompress(bytes) : bytes;
}

/**
 * Like {@link readPackageFile}, for worker threads: it blocks the thread for up to ten milliseconds.
 *
 * @throws PackageFileMissing
 */
export function readPackageFileSync(file: PackageFile): Uint8Array {
  const url = locatePackageFile(file);
  const bytes = readFileSync(url);
  return isCompressed(url) ? brotliDecompressSync(bytes) : bytes;
}

const decompress = promisify(brotliDecompress);

function isCompressed(url: URL): boolean {
  return url.pathname.endsWith('.br');
}

function inSources(source: string, here: string): URL {
  if (source.startsWith('./')) return new URL(`../${source}`, here);
  return pathToFileURL(createRequire(here).resolve(source));
}
