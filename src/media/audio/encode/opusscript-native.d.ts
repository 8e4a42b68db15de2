declare module 'opusscript/build/opusscript_native_wasm.js' {
  export interface OpusHandler {
    /**
     * `input` points to 16-bit samples stored one byte per 16-bit cell. Returns the packet length in bytes.
     */
    _encode(input: number, byteLength: number, output: number, frameSize: number): number;
    _encoder_ctl(request: number, value: number): number;
  }
  export interface OpusModule {
    readonly HEAPU8: Uint8Array;
    readonly HEAPU16: Uint16Array;
    _malloc(size: number): number;
    _free(pointer: number): void;
    readonly OpusScriptHandler: {
      new (rate: number, channels: number, application: number): OpusHandler;
      destroy_handler(handler: OpusHandler): void;
    };
  }
  export default function createModule(options: { wasmBinary: Uint8Array }): OpusModule;
}
