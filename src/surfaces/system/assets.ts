import { readFile } from 'node:fs/promises';
import { locatePackageFile } from '../../runtime/package-file.ts';

/** A file that a documentation page loads. */
export interface Asset {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** Finds assets by their exact names; undefined for any other name. Rejects with `PackageFileMissing` when the file is not there. */
export type Assets = (name: string) => Promise<Asset | undefined>;

interface AssetSource {
  /** The file of a package it comes from. */
  readonly source: string;
  readonly contentType: string;
  /** An address in it from which it would load something: a foreign host learns nothing from these pages. */
  readonly without?: string;
}

/** Everything there is to load. No part of a request becomes part of a file name. */
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

/** Reads each file once, when it is first asked for. */
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
  const bytes = await readFile(locatePackageFile({ built: `assets/${name}`, source }));
  if (without === undefined) return { contentType, bytes };
  return { contentType, bytes: Buffer.from(bytes.toString().replaceAll(without, EMPTY_IMAGE)) };
}

const EMPTY_IMAGE = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=';
