import { type AudioMeasure, measureAudio } from './audio/measure-audio.ts';
import { fromBase64 } from './base64.ts';
import { fromDataUri } from './data-uri.ts';
import { type ImageMeasure, measureImage } from './measure-image.ts';

/** Textual media types other than `text/*`. */
const TEXT_TYPE =
  /^application\/(?:json|jsonl|xml|yaml|x-yaml|toml|javascript|typescript|sql|csv)$|\+(?:json|xml|yaml)$/;

/**
 * Measures the media parts of a conversation from the bytes they carry. Nothing is fetched; anything that is
 * not a `data:` URI, not base64, or in an unknown format is undefined.
 *
 * @example
 * partMeasure.image('data:image/png;base64,iVBORw0KGgo…'); // { format: 'png', width: 640, height: 480 }
 */
export const partMeasure = {
  image(url: string): ImageMeasure | undefined {
    const data = fromDataUri(url);
    return data && measureImage(data.bytes);
  },

  audio(data: string, format: string): AudioMeasure | undefined {
    const bytes = fromBase64(data);
    return bytes && measureAudio(bytes, format);
  },

  /**
   * The text of a file if its media type is textual, or unspecific and the bytes are valid UTF-8; otherwise
   * its size. `data` is a `data:` URI or plain base64. Undefined if there is no readable data.
   */
  file({ data }: { readonly data?: string }): { text: string } | { bytes: number } | undefined {
    if (data === undefined) return undefined;
    const uri = fromDataUri(data);
    const bytes = uri?.bytes ?? fromBase64(data);
    if (!bytes) return undefined;
    const type = uri?.mediaType ?? '';
    if (type.startsWith('text/') || TEXT_TYPE.test(type)) return { text: new TextDecoder().decode(bytes) };
    const text = type === '' || type === 'application/octet-stream' ? utf8(bytes) : undefined;
    return text === undefined ? { bytes: bytes.length } : { text };
  },
};

function utf8(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
