import type { AudioEncoder, AudioTarget } from './encoder.ts';
import { createPcmEncoder } from './pcm.ts';

const HEADER = 44;

/** 16-bit PCM in RIFF/WAVE. The complete header, sizes included, is emitted with the first samples. */
export function createWavEncoder({ rate, samples }: AudioTarget): AudioEncoder {
  const body = createPcmEncoder();
  let header: Uint8Array | undefined = waveHeader(rate, samples * 2);
  const withHeader = (bytes: Uint8Array<ArrayBuffer>) => {
    if (!header) return bytes;
    const whole = new Uint8Array(HEADER + bytes.length);
    whole.set(header);
    whole.set(bytes, HEADER);
    header = undefined;
    return whole;
  };
  return {
    encode: (piece) => withHeader(body.encode(piece)),
    finish: () => withHeader(body.finish()),
    close() {},
  };
}

function waveHeader(rate: number, size: number): Uint8Array {
  const bytes = new Uint8Array(HEADER);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x52494646); // RIFF
  view.setUint32(4, HEADER - 8 + size, true);
  view.setUint32(8, 0x57415645); // WAVE
  view.setUint32(12, 0x666d7420); // 'fmt '
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true); // mono
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true); // bytes per sample frame
  view.setUint16(34, 16, true); // bits per sample
  view.setUint32(36, 0x64617461); // data
  view.setUint32(40, size, true);
  return bytes;
}
