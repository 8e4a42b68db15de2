import { describe, expect, it } from 'vitest';
import { locatePackageFile, PackageFileMissing } from './package-file.ts';

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
