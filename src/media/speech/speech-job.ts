import type { EncodedFormat } from '../audio/encode/create-encoder.ts';
import type { Utterance } from './utterance.ts';

/** Output formats: MP3, Opus in Ogg, AAC in ADTS, FLAC, WAV, or raw 16-bit samples. */
export type SpeechFormat = EncodedFormat;

/** An utterance and the format to encode it in. */
export interface SpeechJob extends Utterance {
  readonly format: SpeechFormat;
}
