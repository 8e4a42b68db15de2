import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** A file that the program reads or starts at run time, in its two places. */
export interface PackageFile {
  /** In the published package: relative to the folder that holds the bundle. */
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
 * readFileSync(locatePackageFile({ built: 'wasm/codec.wasm', source: 'some-codec/codec.wasm' }));
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

function inSources(source: string, here: string): URL {
  if (source.startsWith('./')) return new URL(`../${source}`, here);
  return pathToFileURL(createRequire(here).resolve(source));
}
