import createModule, { type OpusModule } from 'opusscript/build/opusscript_native_wasm.js';
import { readPackageFileSync } from '../../../runtime/package-file.ts';

export type { OpusModule };

/**
 * libopus as WebAssembly. Loads and compiles synchronously in a few milliseconds; each worker does it once.
 *
 * @throws PackageFileMissing
 */
export function loadOpusModule(): OpusModule {
  return createModule({ wasmBinary: readPackageFileSync(BINARY) });
}

const BINARY = {
  built: 'wasm/opusscript_native_wasm.wasm.br',
  source: 'opusscript/build/opusscript_native_wasm.wasm',
};
