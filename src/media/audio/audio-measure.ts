/** Format and duration of an audio file. */
export interface AudioMeasure {
  readonly format: AudioFormat;
  /** Duration, at least 0. */
  readonly seconds: number;
}

/**
 * Named after the container, except for Ogg, where the codec is more useful. `mpga` is MPEG audio Layer I or
 * II, `mpeg` an MPEG program stream, `aac` raw AAC frames (ADTS), `webm` any Matroska file.
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
