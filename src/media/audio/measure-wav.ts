import type { Steps } from '../../runtime/steps.ts';
import type { AudioMeasure } from './audio-measure.ts';

/** Format tags with fixed-size samples: PCM, float, A-law, µ-law, and the extensible form of these. */
const FIXED_SIZE = new Set([1, 3, 6, 7, 0xfffe]);

/** Chunks read in one step. */
const STEP = 8192;

/**
 * Walks the chunks of a RIFF/WAVE file in any order. A data chunk is measured by the bytes that are present:
 * streaming encoders write a size they could not know.
 */
export function* measureWav(bytes: Uint8Array): Steps<AudioMeasure | undefined> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || view.getUint32(8) !== 0x57415645) return;
  const riff = view.getUint32(0);
  if (riff !== 0x52494646 && riff !== 0x52463634) return; // RIFF, RF64

  let bytesPerSecond = 0;
  let sound: number | undefined;
  for (let at = 12, chunks = 1; at + 8 <= bytes.length; chunks++) {
    if (chunks % STEP === 0) yield;
    const id = view.getUint32(at);
    const declared = view.getUint32(at + 4, true);
    const size = Math.min(declared, bytes.length - at - 8);
    if (id === 0x666d7420 && size >= 16) bytesPerSecond = rate(view, at + 8); // 'fmt '
    if (id === 0x64617461) sound ??= size; // 'data'
    at += 8 + declared + (declared & 1);
  }
  if (sound === undefined || bytesPerSecond === 0) return;
  return { format: 'wav', seconds: sound / bytesPerSecond };
}

/** Computed from the fields that decoders use; the stated byte rate only matters for compressed samples. */
function rate(view: DataView, at: number): number {
  const channels = view.getUint16(at + 2, true);
  const samples = view.getUint32(at + 4, true);
  const bits = view.getUint16(at + 14, true);
  return FIXED_SIZE.has(view.getUint16(at, true))
    ? samples * channels * Math.ceil(bits / 8)
    : view.getUint32(at + 8, true);
}
