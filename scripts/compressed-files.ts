import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Rolldown } from 'tsdown';

export interface FilesToCompress {
  /** Relative to the repository. */
  readonly from: readonly string[];
  /** Folder beside the bundle. */
  readonly to: string;
}

/** Ships files compressed with Brotli, as `name.br`; `readPackageFile` reads them. */
export function compressedFiles(folders: readonly FilesToCompress[]): Rolldown.Plugin {
  return {
    name: 'compressed-files',
    async generateBundle() {
      for (const { from, to } of folders)
        for (const file of from) {
          const source = await compress(await readFile(file), PARAMS);
          this.emitFile({ type: 'asset', fileName: `${to}/${basename(file)}.br`, source });
        }
    },
  };
}

const compress = promisify(brotliCompress);

/** Three seconds for 77 kB less than quality 9; the highest quality takes six for another 22 kB. */
const PARAMS = { params: { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_LGWIN]: 24 } };
