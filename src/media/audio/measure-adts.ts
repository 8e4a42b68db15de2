import type { Steps } from '../../runtime/steps.ts';
import type { AudioMeasure } from './audio-measure.ts';
import { afterId3 } from './measure-mp3.ts';

const RATES = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350,
];
const SAMPLES_PER_BLOCK = 1024;
const HEADER = 7;

/** Frames read in one step. */
const STEP = 4096;

/**
 * Walks the frames of a raw AAC stream (ADTS, ISO/IEC 14496-3 annex 1.A) and adds up their samples, up to the
 * first byte that is not a complete frame of the same kind. A truncated last frame does not count. ID3v2 tags
 * are skipped.
 */
export function* measureAdts(bytes: Uint8Array): Steps<AudioMeasure | undefined> {
  let at = afterId3(bytes);
  let seconds = 0;
  let kind: number | undefined;
  for (let frames = 1; at + HEADER <= bytes.length; frames++) {
    if (frames % STEP === 0) yield;
    if (bytes[at] !== 0xff || (bytes[at + 1]! & 0xf6) !== 0xf0) break;
    const rate = RATES[(bytes[at + 2]! >> 2) & 15];
    const length = ((bytes[at + 3]! & 3) << 11) | (bytes[at + 4]! << 3) | (bytes[at + 5]! >> 5);
    if (rate === undefined || length < HEADER || at + length > bytes.length) break;
    // Profile, rate and channel count are the same in every frame of a stream.
    const own = (bytes[at + 1]! << 16) | ((bytes[at + 2]! & 0xfd) << 8) | (bytes[at + 3]! & 0xc0);
    kind ??= own;
    if (own !== kind) break;
    seconds += (SAMPLES_PER_BLOCK * ((bytes[at + 6]! & 3) + 1)) / rate;
    at += length;
  }
  if (kind === undefined || seconds === 0) return;
  return { format: 'aac', seconds };
}
