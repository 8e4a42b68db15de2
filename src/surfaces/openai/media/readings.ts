import type { ModelCard } from '../../../engine/models/card.ts';
import type { FileContent, Part as TurnPart } from '../../../engine/request.ts';
import type { ImageSize } from '../../../engine/tokenizer/vision.ts';
import { measureAudio } from '../../../media/audio/measure-audio.ts';
import type { SpeechIndex } from '../../../media/audio/speech-index.ts';
import { fromBase64 } from '../../../media/base64.ts';
import { measureVideoUri, type VideoMeasure } from '../../../media/measure-video.ts';
import { measureImageUri, readFileData } from '../../../media/part-measure.ts';
import type { Steps } from '../../../runtime/steps.ts';

/** A part of a message that is not text, as chat messages have it. Other APIs translate theirs. */
export type MediaPart =
  | {
      readonly type: 'image_url';
      readonly image_url: {
        readonly url: string;
        readonly detail?: 'auto' | 'low' | 'high' | 'original';
      };
    }
  | {
      readonly type: 'input_audio';
      readonly input_audio: { readonly data: string; readonly format: 'wav' | 'mp3' };
    }
  | { readonly type: 'video_url'; readonly video_url: { readonly url: string } }
  | {
      readonly type: 'file';
      readonly file: { readonly file_id?: string; readonly file_data?: string; readonly filename?: string };
    };

/** What a media part contains. Parts that cannot be read, or are not read by the model, have none. */
export type Reading =
  | { readonly kind: 'image'; readonly size: ImageSize }
  | { readonly kind: 'video'; readonly measure: VideoMeasure | undefined }
  | { readonly kind: 'audio'; readonly seconds: number; readonly transcript: string | undefined }
  | {
      readonly kind: 'file';
      readonly name: string | undefined;
      /** The same for files with the same content. */
      readonly digest: string;
      readonly content: FileContent;
      /** Present if it is an image. */
      readonly image?: ImageSize;
    };

/** The readings of a request, by the part object of its body. */
export type Readings = ReadonlyMap<object, Reading>;

export const NO_READINGS: Readings = new Map();

/**
 * Reads the media that came with a request, each once, in steps: there can be many, and any of them can have many
 * megabytes. Files by id are found in `stored`.
 */
export function* readMedia(
  parts: readonly MediaPart[],
  model: ModelCard,
  stored: ReadonlyMap<string, Reading>,
  speechIndex: SpeechIndex,
): Steps<Readings> {
  const readings = new Map<object, Reading>();
  for (const part of parts) {
    const reading = yield* read(part, model, stored, speechIndex);
    if (reading) readings.set(part, reading);
    yield;
  }
  return readings;
}

function* read(
  part: MediaPart,
  { input }: ModelCard,
  stored: ReadonlyMap<string, Reading>,
  speechIndex: SpeechIndex,
): Steps<Reading | undefined> {
  switch (part.type) {
    case 'image_url': {
      const size = input.image ? yield* measureImageUri(part.image_url.url) : undefined;
      return size && { kind: 'image', size };
    }
    case 'video_url': {
      const video = input.image ? yield* measureVideoUri(part.video_url.url) : undefined;
      return video && { kind: 'video', ...video };
    }
    case 'input_audio': {
      const { data, format } = part.input_audio;
      const bytes = input.audio ? yield* fromBase64(data) : undefined;
      const measured = bytes && (yield* measureAudio(bytes, format));
      if (!measured) return undefined;
      return { kind: 'audio', seconds: measured.seconds, transcript: yield* speechIndex.find(bytes) };
    }
    case 'file': {
      const { file_id: id, file_data: data, filename: name } = part.file;
      if (id !== undefined) return stored.get(id);
      const file = input.file && data !== undefined ? yield* readFileData(data) : undefined;
      return file && { kind: 'file', name, ...file };
    }
  }
}

/** The part of a turn that a media part becomes. `original` detail is priced like `high`. */
export function toMediaPart(part: MediaPart, reading: Reading | undefined): TurnPart {
  switch (part.type) {
    case 'image_url': {
      const { url, detail = 'auto' } = part.image_url;
      const size = reading?.kind === 'image' && { size: reading.size };
      return { kind: 'image', url, detail: detail === 'original' ? 'high' : detail, ...size };
    }
    case 'video_url': {
      const { url } = part.video_url;
      if (reading?.kind !== 'video' || reading.measure === undefined) return { kind: 'video', url };
      const { seconds, ...size } = reading.measure;
      return { kind: 'video', url, size, seconds };
    }
    case 'input_audio': {
      const { data, format } = part.input_audio;
      if (reading?.kind !== 'audio') return { kind: 'audio', data, format };
      return { kind: 'audio', data, format, seconds: reading.seconds, transcript: reading.transcript };
    }
    case 'file': {
      // The check rejects a file without a reading.
      if (reading?.kind !== 'file') throw new TypeError('A file must be read before it is decoded');
      const { name, digest, content, image } = reading;
      const { file_id: id } = part.file;
      return {
        kind: 'file',
        ...(name !== undefined && { name }),
        digest,
        content,
        ...(image && id !== undefined && { imageId: id }),
      };
    }
  }
}
