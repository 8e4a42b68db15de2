import type { AudioEncoder } from './encoder.ts';

/** Raw samples, little-endian. */
export function createPcmEncoder(): AudioEncoder {
  return {
    encode(samples) {
      const bytes = new Uint8Array(samples.length * 2);
      const view = new DataView(bytes.buffer);
      for (let index = 0; index < samples.length; index++) {
        view.setInt16(index * 2, samples[index] as number, true);
      }
      return bytes;
    },
    finish: () => new Uint8Array(0),
    close() {},
  };
}
