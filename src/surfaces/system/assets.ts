import { readPackageFile } from '../../runtime/package-file.ts';

/** A file that a documentation page loads. */
export interface Asset {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/**
 * Looks up an asset by its exact name; undefined for any other name. Rejects with `PackageFileMissing` if the
 * file is missing.
 */
export type Assets = (name: string) => Promise<Asset | undefined>;

interface AssetSource {
  /** Path of the file within `node_modules`. */
  readonly source: string;
  readonly contentType: string;
  /** A URL to remove from the file, so that the page loads nothing from third-party hosts. */
  readonly without?: string;
}

/** All assets. Names from requests are only looked up here, never used in file paths. */
const ASSETS: ReadonlyMap<string, AssetSource> = new Map<string, AssetSource>([
  [
    'swagger-ui-bundle.js',
    { source: 'swagger-ui-dist/swagger-ui-bundle.js', contentType: 'text/javascript; charset=utf-8' },
  ],
  ['swagger-ui.css', { source: 'swagger-ui-dist/swagger-ui.css', contentType: 'text/css; charset=utf-8' }],
  ['favicon-32x32.png', { source: 'swagger-ui-dist/favicon-32x32.png', contentType: 'image/png' }],
  [
    'redoc.standalone.js',
    {
      source: 'redoc/bundles/redoc.standalone.js',
      contentType: 'text/javascript; charset=utf-8',
      without: 'https://cdn.redoc.ly/redoc/logo-mini.svg',
    },
  ],
]);

/** Creates a lookup that reads each file once, on first request. */
export function createAssets(): Assets {
  const loaded = new Map<string, Asset>();
  return async (name) => {
    const known = ASSETS.get(name);
    if (!known) return undefined;
    const asset = loaded.get(name) ?? (await load(name, known));
    loaded.set(name, asset);
    return asset;
  };
}

async function load(name: string, { source, contentType, without }: AssetSource): Promise<Asset> {
  const bytes = await readPackageFile({ built: `assets/${name}.br`, source });
  if (without === undefined) return { contentType, bytes };
  return { contentType, bytes: Buffer.from(Buffer.from(bytes).toString().replaceAll(without, EMPTY_IMAGE)) };
}

const EMPTY_IMAGE = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=';
