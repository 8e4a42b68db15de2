import { createAacEncoder } from './aac.ts';
import type { AudioEncoder, AudioTarget } from './encoder.ts';
import { createFlacEncoder } from './flac.ts';
import { createMp3Encoder } from './mp3.ts';
import { createOpusEncoder } from './opus.ts';
import { loadOpusModule, type OpusModule } from './opus-module.ts';
import { createPcmEncoder } from './pcm.ts';
import { createWavEncoder } from './wav.ts';

/** The files that sound is written to: mp3, Opus in Ogg, AAC in ADTS, FLAC, WAV, or bare 16-bit samples. */
export type EncodedFormat = 'mp3' | 'opus' | 'aac' | 'flac' | 'wav' | 'pcm';

/** Makes encoders of any format; the WebAssembly that Opus needs is loaded once, for the first of them. */
export type EncoderFactory = (format: EncodedFormat, target: AudioTarget) => AudioEncoder;

/**
 * Encoding takes processor time: this belongs in a worker.
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
