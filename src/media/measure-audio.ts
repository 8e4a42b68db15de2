import { measureFlac } from './measure-flac.ts';
import { measureMp3 } from './measure-mp3.ts';
import { measureOgg } from './measure-ogg.ts';
import { measureWav } from './measure-wav.ts';

/** What a sound file holds. */
export interface AudioMeasure {
  readonly format: 'wav' | 'mp3' | 'flac' | 'opus' | 'vorbis' | 'pcm16';
  /** Playing time, at least 0. */
  readonly seconds: number;
}

/** Samples a second of raw `pcm16`, mono, as the API takes and gives it. */
const PCM16_RATE = 24_000;

/**
 * The playing time of a sound file, from the frames or bytes that are really there; nothing is decoded. The
 * bytes decide the format, not `hint`, except for `pcm16` (also `pcm`): raw 16-bit samples have no header,
 * and are read as 24 kHz mono. Undefined for other formats, damaged headers, and headers that promise more
 * than the bytes can hold.
 *
 * @example
 * measureAudio(wavBytes); // { format: 'wav', seconds: 1.5 }
 * measureAudio(new Uint8Array(48_000), 'pcm16'); // { format: 'pcm16', seconds: 1 }
 */
export function measureAudio(bytes: Uint8Array, hint?: string): AudioMeasure | undefined {
  if (hint === 'pcm16' || hint === 'pcm') {
    return { format: 'pcm16', seconds: Math.floor(bytes.length / 2) / PCM16_RATE };
  }
  return measureWav(bytes) ?? measureFlac(bytes) ?? measureOgg(bytes) ?? measureMp3(bytes);
}
