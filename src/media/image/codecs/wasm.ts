import { readPackageFileSync } from '../../../runtime/package-file.ts';

/** Available in Node, but typed only in the DOM library. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => WasmModule;
  readonly Instance: new (module: WasmModule, imports: object) => WasmInstance;
};

type WasmModule = object;

interface WasmInstance {
  readonly exports: object;
}

/** The part of Emscripten's module options that is used here. */
interface GlueOptions {
  readonly noInitialRun: boolean;
  readonly instantiateWasm: (imports: object, done: (instance: WasmInstance) => void) => object;
  readonly print: (line: string) => void;
  readonly printErr: (line: string) => void;
}

export type Glue = (options: GlueOptions) => Promise<unknown>;

/** A ready codec instance. Must not be reused after a failure or a huge image. */
export interface Instance<T> {
  readonly codec: T;
  /** Lines printed since it was created or last released. */
  readonly said: readonly string[];
}

/**
 * Provides instances of a WebAssembly codec, whose file is next to the bundle or in its package. The compiled
 * module is cached; an instance is reused only if returned with {@link CodecSource.release}.
 */
export interface CodecSource<T> {
  take(): Promise<Instance<T>>;
  release(instance: Instance<T>): void;
}

/** @param file Path within its package, for instance `@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm` */
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
  const built = `wasm/${file.slice(file.lastIndexOf('/') + 1)}.br`;
  return readPackageFileSync({ built, source: file });
}

/** The decoders return pixels as the browser's `ImageData`, which Node lacks. */
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
