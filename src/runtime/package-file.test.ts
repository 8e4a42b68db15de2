import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  locatePackageFile,
  PackageFileMissing,
  readPackageFile,
  readPackageFileSync,
} from './package-file.ts';

describe('locatePackageFile', () => {
  it.each([
    [
      './engine/tokenizer/vocabularies/o200k_base.bin',
      /src\/engine\/tokenizer\/vocabularies\/o200k_base\.bin$/,
    ],
    ['swagger-ui-dist/swagger-ui.css', /swagger-ui-dist\/swagger-ui\.css$/],
  ])('finds %s when the sources run', (source, path) => {
    expect(locatePackageFile({ built: 'unused', source }).pathname).toMatch(path);
  });

  it('names the missing file and the cure', () => {
    const locate = () => locatePackageFile({ built: 'wasm/none.wasm', source: './none.wasm' });
    expect(locate).toThrow(PackageFileMissing);
    expect(locate).toThrow(/'wasm\/none\.wasm'.*external: \['fakeai'\]/);
  });
});

describe('reading a file of the package', () => {
  const css = { built: 'unused', source: 'swagger-ui-dist/swagger-ui.css' };
  const expected = readFileSync(locatePackageFile(css));

  it('returns its content', async () => {
    expect(await readPackageFile(css)).toEqual(expected);
    expect(readPackageFileSync(css)).toEqual(expected);
  });

  it('decompresses it if its name ends in .br', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fakeai-file-'));
    try {
      const path = join(folder, 'a.css.br');
      await writeFile(path, brotliCompressSync(expected));
      // A path that is relative to `src/`, as those of this package's own files are.
      const source = `./${relative(join(import.meta.dirname, '..'), path)}`;
      expect(await readPackageFile({ built: 'unused', source })).toEqual(expected);
      expect(readPackageFileSync({ built: 'unused', source })).toEqual(expected);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('rejects if it is missing', async () => {
    const missing = { built: 'wasm/none.wasm.br', source: './none.wasm' };
    await expect(readPackageFile(missing)).rejects.toThrow(PackageFileMissing);
    expect(() => readPackageFileSync(missing)).toThrow(PackageFileMissing);
  });
});
