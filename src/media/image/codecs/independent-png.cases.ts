import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import decode, { init } from '@jsquash/png/decode.js';
import type { Raster } from '../raster/raster.ts';

/** Decodes a PNG with a decoder that shares no code with this project's own. */
export async function decodeIndependently(bytes: Uint8Array): Promise<Raster> {
  const file = createRequire(import.meta.url).resolve('@jsquash/png/codec/pkg/squoosh_png_bg.wasm');
  await (init as (source: unknown) => Promise<unknown>)(readFileSync(file));
  return (await decode(new Uint8Array(bytes).buffer)) as unknown as Raster;
}
