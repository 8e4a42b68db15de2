import type { AudioMeasure } from './measure-audio.ts';
import { afterId3 } from './measure-mp3.ts';

/** A frame is never shorter, nor are there more samples in one. */
const SHORTEST_FRAME = 10;
const MOST_SAMPLES = 65_535;

/**
 * Reads the sample count of a FLAC file from its STREAMINFO block. Undefined where the encoder left it out,
 * and where it exceeds what the bytes of the file could hold.
 */
export function measureFlac(bytes: Uint8Array): AudioMeasure | undefined {
  const at = afterId3(bytes);
  if (at + 42 > bytes.length) return;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, bytes.byteLength - at);
  if (view.getUint32(0) !== 0x664c6143 || (view.getUint8(4) & 0x7f) !== 0) return; // 'fLaC', STREAMINFO
  const rate = view.getUint32(18) >>> 12;
  const samples = (view.getUint8(21) & 15) * 2 ** 32 + view.getUint32(22);
  const possible = ((bytes.length - at) / SHORTEST_FRAME) * MOST_SAMPLES;
  if (rate === 0 || samples === 0 || samples > possible) return;
  return { format: 'flac', seconds: samples / rate };
}
