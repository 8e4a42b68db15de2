import type { Steps } from '../../runtime/steps.ts';
import type { AudioMeasure } from './audio-measure.ts';
import { measureAdts } from './measure-adts.ts';
import { measureFlac } from './measure-flac.ts';
import { measureMatroska } from './measure-matroska.ts';
import { measureMp3 } from './measure-mp3.ts';
import { measureMp4 } from './measure-mp4.ts';
import { measureOgg } from './measure-ogg.ts';
import { measureProgramStream } from './measure-program-stream.ts';
import { measureWav } from './measure-wav.ts';

/** Sampling rate in Hz of raw mono `pcm16`, as the API accepts and returns it. */
const PCM16_RATE = 24_000;

/**
 * Measures the duration of an audio file from the frames, blocks or samples it actually contains; nothing is
 * decoded. The bytes determine the format, not `hint`, except for `pcm16` (also `pcm`): raw 16-bit samples
 * have no header and are read as 24 kHz mono. Undefined for other formats, damaged headers, and headers that
 * claim more than the bytes can hold. In steps: a file of many
 * megabytes can have millions of frames.
 *
 * @example
 * finish(measureAudio(wavBytes)); // { format: 'wav', seconds: 1.5 }
 * finish(measureAudio(new Uint8Array(48_000), 'pcm16')); // { format: 'pcm16', seconds: 1 }
 */
export function* measureAudio(bytes: Uint8Array, hint?: string): Steps<AudioMeasure | undefined> {
  if (hint === 'pcm16' || hint === 'pcm') {
    return { format: 'pcm16', seconds: Math.floor(bytes.length / 2) / PCM16_RATE };
  }
  for (const measure of READERS) {
    const found = yield* measure(bytes);
    if (found) return found;
  }
  return undefined;
}

/** Formats with a magic number come first. MPEG frames have to be searched for, so they come last. */
const READERS: readonly ((bytes: Uint8Array) => Steps<AudioMeasure | undefined>)[] = [
  measureWav,
  measureFlac,
  measureOgg,
  measureMp4,
  measureMatroska,
  measureProgramStream,
  measureAdts,
  measureMp3,
];
