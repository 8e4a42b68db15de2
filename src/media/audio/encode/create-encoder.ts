import { createAacEncoder } from './aac.ts';
import type { AudioEncoder, AudioTarget } from './encoder.ts';
import { createFlacEncoder } from './flac.ts';
import { createMp3Encoder } from './mp3.ts';
import { createOpusEncoder } from './opus.ts';
import { loadOpusModule, type OpusModule } from './opus-module.ts';
import { createPcmEncoder } from './pcm.ts';
import { createWavEncoder } from './wav.ts';

/** Output formats: MP3, Opus in Ogg, AAC in ADTS, FLAC, WAV, or raw 16-bit samples. */
export type EncodedFormat = 'mp3' | 'opus' | 'aac' | 'flac' | 'wav' | 'pcm';

/** Creates an encoder for any format. The WebAssembly module for Opus is loaded on first use. */
export type EncoderFactory = (format: EncodedFormat, target: AudioTarget) => AudioEncoder;

/**
 * Encoding is CPU-bound: run it in a worker.
 *
 * @example
 * const create = createEncoderFactory();
 * const encoder = create('flac', { rate: 24_000, samples: 48_000 });
 * const file = [encoder.encode(twoSeconds), encoder.finish()];
 * encoder.close();
 */
export function createEncoderFactory(): EncoderFactory {
  let opus: OpusModule | undefined;
  const makers: Readonly<Record<EncodedFormat, (target: AudioTarget) => AudioEncoder>> = {
    mp3: createMp3Encoder,
    opus: (target) => {
      opus ??= loadOpusModule();
      return createOpusEncoder(target, opus);
    },
    aac: createAacEncoder,
    flac: createFlacEncoder,
    wav: createWavEncoder,
    pcm: createPcmEncoder,
  };
  return (format, target) => makers[format](target);
}
