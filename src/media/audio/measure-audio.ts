import { measureAdts } from './measure-adts.ts';
import { measureFlac } from './measure-flac.ts';
import { measureMatroska } from './measure-matroska.ts';
import { measureMp3 } from './measure-mp3.ts';
import { measureMp4 } from './measure-mp4.ts';
import { measureOgg } from './measure-ogg.ts';
import { measureProgramStream } from './measure-program-stream.ts';
import { measureWav } from './measure-wav.ts';

/** What a sound file holds. */
export interface AudioMeasure {
  readonly format: AudioFormat;
  /** Playing time, at least 0. */
  readonly seconds: number;
}

/**
 * Named for the container, except in Ogg, where the codec tells more. `mpga` is MPEG audio of Layers I and II, `mpeg` a program
 * stream of it, `aac` bare AAC frames (ADTS), `webm` any Matroska file.
 */
export type AudioFormat =
  | 'wav'
  | 'mp3'
  | 'mpga'
  | 'mpeg'
  | 'aac'
  | 'mp4'
  | 'webm'
  | 'flac'
  | 'opus'
  | 'vorbis'
  | 'pcm16';

/** Samples a second of raw `pcm16`, mono, as the API takes and gives it. */
const PCM16_RATE = 24_000;

/**
 * The playing time of a sound file, from the frames, blocks or samples that are really there; nothing is decoded. The
 * bytes decide the format, not `hint`, except for `pcm16` (also `pcm`): raw 16-bit samples have no header,
 * and are read as 24 kHz mono. Undefined for other formats, damaged headers, and headers that promise more
 * than the bytes can hold. Takes time linear in the size of the file; a file of 25 MB takes a few milliseconds.
 *
 * @example
 * measureAudio(wavBytes); // { format: 'wav', seconds: 1.5 }
 * measureAudio(new Uint8Array(48_000), 'pcm16'); // { format: 'pcm16', seconds: 1 }
 */
export function measureAudio(bytes: Uint8Array, hint?: string): AudioMeasure | undefined {
  if (hint === 'pcm16' || hint === 'pcm') {
    return { format: 'pcm16', seconds: Math.floor(bytes.length / 2) / PCM16_RATE };
  }
  for (const measure of READERS) {
    const found = measure(bytes);
    if (found) return found;
  }
  return undefined;
}

/** Those with a magic number come first; MPEG frames are searched for, and so come last. */
const READERS: readonly ((bytes: Uint8Array) => AudioMeasure | undefined)[] = [
  measureWav,
  measureFlac,
  measureOgg,
  measureMp4,
  measureMatroska,
  measureProgramStream,
  measureAdts,
  measureMp3,
];
