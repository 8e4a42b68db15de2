import { readFileSync } from 'node:fs';
import { locatePackageFile } from '../../../runtime/package-file.ts';

/** The runtime has it; the types that come without a browser's do not. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => WasmModule;
  readonly Instance: new (module: WasmModule, imports: object) => WasmInstance;
};

type WasmModule = object;

interface WasmInstance {
  readonly exports: object;
}

/** What Emscripten's glue code takes, of which only this much is needed. */
interface GlueOptions {
  readonly noInitialRun: boolean;
  readonly instantiateWasm: (imports: object, done: (instance: WasmInstance) => void) => object;
  readonly print: (line: string) => void;
  readonly printErr: (line: string) => void;
}

export type Glue = (options: GlueOptions) => Promise<unknown>;

/** A codec, ready; a failed or a huge picture makes it unfit for the next. */
export interface Instance<T> {
  readonly codec: T;
  /** What it has said since it was made. */
  readonly said: readonly string[];
}

/**
 * Makes instances of a WebAssembly codec, whose file lies beside the bundle or in its package. The compiled module is
 * kept, the instance only as long as {@link CodecSource.release} gives it back.
 */
export interface CodecSource<T> {
  take(): Promise<Instance<T>>;
  release(instance: Instance<T>): void;
}

/** @param file within its package, for instance `@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm` */
export function createCodecSource<T>(file: string, loadGlue: () => Promise<Glue>): CodecSource<T> {
  let module: WasmModule | undefined;
  let spare: Instance<T> | undefined;
  return {
    async take() {
      if (spare) {
        const instance = spare;
        spare = undefined;
        return instance;
      }
      const glue = await loadGlue();
      module ??= new WebAssembly.Module(readWasm(file));
      return instantiate<T>(glue, module);
    },
    release(instance) {
      (instance.said as string[]).length = 0;
      spare = instance;
    },
  };
}

async function instantiate<T>(glue: Glue, module: WasmModule): Promise<Instance<T>> {
  const said: string[] = [];
  const say = (line: string) => {
    if (said.length < 100) said.push(String(line));
  };
  provideImageData();
  const codec = (await glue({
    noInitialRun: true,
    instantiateWasm: (imports, done) => {
      const instance = new WebAssembly.Instance(module, imports);
      done(instance);
      return instance.exports;
    },
    print: say,
    printErr: say,
  })) as T;
  return { codec, said };
}

function readWasm(file: string): Uint8Array {
  const built = `wasm/${file.slice(file.lastIndexOf('/') + 1)}`;
  return readFileSync(locatePackageFile({ built, source: file }));
}

/** The decoders hand out their pixels in the browser's class of this name. */
function provideImageData(): void {
  const globals = globalThis as { ImageData?: unknown };
  globals.ImageData ??= class {
    readonly data: Uint8ClampedArray;
    readonly width: number;
    readonly height: number;

    constructor(data: Uint8ClampedArray, width: number, height: number) {
      this.data = data;
      this.width = width;
      this.height = height;
    }
  };
}
