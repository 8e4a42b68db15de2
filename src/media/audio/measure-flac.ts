import type { Steps } from '../../runtime/steps.ts';
import type { AudioMeasure } from './audio-measure.ts';
import { afterId3 } from './measure-mp3.ts';

/**
 * Adds up the blocks of a FLAC file (RFC 9639) by their frame headers: streaming encoders cannot write the
 * total number of samples into the header, and a truncated file has fewer samples than its header states.
 * Undefined if there is no frame.
 */
export function* measureFlac(bytes: Uint8Array): Steps<AudioMeasure | undefined> {
  const start = afterId3(bytes);
  if (start + 42 > bytes.length) return;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(start) !== 0x664c6143 || (bytes[start + 4]! & 0x7f) !== 0) return; // 'fLaC', STREAMINFO
  const rate = view.getUint32(start + 18) >>> 12;
  if (rate === 0) return;
  const declared = (bytes[start + 21]! & 15) * 2 ** 32 + view.getUint32(start + 22);
  const found = yield* countSamples(bytes, yield* afterMetadata(view, start + 4));
  if (found === 0) return;
  // The last block may be shorter than its header states, so the declared total is an upper bound.
  return { format: 'flac', seconds: (declared === 0 ? found : Math.min(found, declared)) / rate };
}

/** Blocks of metadata, or possible frames, read in one step. */
const STEP = 4096;

function* afterMetadata(view: DataView, start: number): Steps<number> {
  let at = start;
  for (let blocks = 1; at + 4 <= view.byteLength; blocks++) {
    if (blocks % STEP === 0) yield;
    const head = view.getUint32(at);
    at += 4 + (head & 0xffffff);
    if (head >>> 31 === 1) break;
  }
  return at;
}

/**
 * Frames carry no length, so each one is searched for: a header counts if its checksum is right and its
 * number follows the previous frame's.
 */
function* countSamples(bytes: Uint8Array, start: number): Steps<number> {
  let samples = 0;
  let frames = 0;
  for (let at = bytes.indexOf(0xff, start), seen = 1; at >= 0 && at + 6 <= bytes.length; seen++) {
    if (seen % STEP === 0) yield;
    const frame = frameAt(bytes, at);
    if (frame && frame.number === (frame.countsSamples ? samples : frames)) {
      samples += frame.samples;
      frames++;
      at += frame.header;
    } else at++;
    at = bytes.indexOf(0xff, at);
  }
  return samples;
}

interface Frame {
  readonly samples: number;
  /** Frame number, or the number of its first sample if `countsSamples`. */
  readonly number: number;
  readonly countsSamples: boolean;
  /** Header size in bytes. */
  readonly header: number;
}

function frameAt(bytes: Uint8Array, start: number): Frame | undefined {
  const second = bytes[start + 1]!;
  if ((second & 0xfe) !== 0xf8) return;
  const block = bytes[start + 2]! >> 4;
  const rate = bytes[start + 2]! & 15;
  if (block === 0 || rate === 15 || (bytes[start + 3]! & 1) !== 0) return;
  // The number is coded like a UTF-8 character, of up to 36 bits.
  const lead = bytes[start + 4]!;
  const length = lead < 0x80 ? 1 : Math.clz32(~(lead << 24));
  if (length > 7 || (lead >= 0x80 && length < 2)) return;
  let number = lead < 0x80 ? lead : lead & (0x7f >> length);
  for (let index = 1; index < length; index++) number = number * 64 + (bytes[start + 4 + index]! & 0x3f);
  const at = start + 4 + length;
  const blockBytes = block === 6 ? 1 : block === 7 ? 2 : 0;
  const end = at + blockBytes + (rate === 12 ? 1 : rate === 13 || rate === 14 ? 2 : 0);
  if (end >= bytes.length || checksum(bytes, start, end) !== bytes[end]) return;
  return {
    samples: blockSize(block, bytes, at),
    number,
    countsSamples: (second & 1) === 1,
    header: end + 1 - start,
  };
}

function blockSize(code: number, bytes: Uint8Array, at: number): number {
  if (code === 1) return 192;
  if (code < 6) return 144 << code;
  if (code === 6) return bytes[at]! + 1;
  if (code === 7) return bytes[at]! * 256 + bytes[at + 1]! + 1;
  return 1 << code;
}

/** CRC-8 with the polynomial x⁸ + x² + x + 1. */
function checksum(bytes: Uint8Array, start: number, end: number): number {
  let sum = 0;
  for (let index = start; index < end; index++) sum = CHECKSUMS[sum ^ bytes[index]!]!;
  return sum;
}

const CHECKSUMS = Uint8Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = sum & 0x80 ? (sum << 1) ^ 0x07 : sum << 1;
  return sum;
});
