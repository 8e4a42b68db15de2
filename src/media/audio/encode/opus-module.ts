import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import createModule, { type OpusModule } from 'opusscript/build/opusscript_native_wasm.js';

export type { OpusModule };

/**
 * libopus as WebAssembly. The binary is next to the bundle, or in its package when running from source. Loads
 * and compiles synchronously in a few milliseconds; each worker does it once.
 */
export function loadOpusModule(): OpusModule {
  return createModule({ wasmBinary: readBinary() });
}

function readBinary(): Uint8Array {
  const beside = new URL('./wasm/opusscript_native_wasm.wasm', import.meta.url);
  if (existsSync(beside)) return readFileSync(beside);
  return readFileSync(createRequire(import.meta.url).resolve('opusscript/build/opusscript_native_wasm.wasm'));
}
