import { digestInSteps } from '../runtime/digest.ts';
import { finish, type Steps } from '../runtime/steps.ts';
import { fromBase64 } from './base64.ts';
import { fromDataUri } from './data-uri.ts';
import { type ImageMeasure, measureImage } from './measure-image.ts';

/** Textual media types other than `text/*`. */
const TEXT_TYPE =
  /^application\/(?:json|jsonl|xml|yaml|x-yaml|toml|javascript|typescript|sql|csv)$|\+(?:json|xml|yaml)$/;

/** Measures images for surfaces that accept them in JSON. */
export interface PartMeasure {
  image(url: string): ImageMeasure | undefined;
}

/**
 * Measures an image in a `data:` URI. Nothing is fetched; any other URL, or an unknown format, is undefined.
 *
 * @example
 * partMeasure.image('data:image/png;base64,iVBORw0KGgo…'); // { format: 'png', width: 640, height: 480 }
 */
export const partMeasure: PartMeasure = {
  image: (url) => finish(measureImageUri(url)),
};

/** The same in steps, for images of many megabytes. */
export function* measureImageUri(uri: string): Steps<ImageMeasure | undefined> {
  const data = yield* fromDataUri(uri);
  return data && measureImage(data.bytes);
}

/**
 * The text of a file if its media type is textual, or unspecific and the bytes are valid UTF-8; otherwise its
 * size. `data` is a `data:` URI or plain base64; undefined if it is neither.
 *
 * @example
 * finish(readFileData('aGk='))?.content; // { text: 'hi' }
 */
export function* readFileData(data: string): Steps<FileReading | undefined> {
  const uri = yield* fromDataUri(data);
  const bytes = uri ? uri.bytes : yield* fromBase64(data);
  return bytes && (yield* readFileBytes(bytes, uri?.mediaType ?? ''));
}

/** Like {@link readFileData}, for bytes of a media type, which is empty if unknown. */
export function* readFileBytes(bytes: Uint8Array, mediaType: string): Steps<FileReading> {
  const digest = yield* digestInSteps('sha256', bytes, 'base64');
  const image = measureImage(bytes);
  return { digest, content: contentOf(bytes, mediaType), ...(image && { image }) };
}

export interface FileReading {
  /** The same for files with the same bytes. */
  readonly digest: string;
  readonly content: { readonly text: string } | { readonly bytes: number };
  /** Present if it is an image. */
  readonly image?: ImageMeasure;
}

/** Whether bytes of a media type are or may be text. */
export function isTextual(mediaType: string): boolean {
  return isText(mediaType) || UNSPECIFIC.has(mediaType);
}

/** The text of bytes of a media type, which is empty if unknown; undefined if they are no text. */
export function textOfBytes(bytes: Uint8Array, mediaType: string): string | undefined {
  if (isText(mediaType)) return new TextDecoder().decode(bytes);
  return UNSPECIFIC.has(mediaType) ? utf8(bytes) : undefined;
}

const UNSPECIFIC: ReadonlySet<string> = new Set(['', 'application/octet-stream']);

function isText(mediaType: string): boolean {
  return mediaType.startsWith('text/') || TEXT_TYPE.test(mediaType);
}

function contentOf(bytes: Uint8Array, mediaType: string): { text: string } | { bytes: number } {
  const text = textOfBytes(bytes, mediaType);
  return text === undefined ? { bytes: bytes.length } : { text };
}

function utf8(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
