import type { ImageFormat } from '../../../media/image/renderer.ts';

/** The path that images are downloaded from. */
export const FILES = '/images/files';

const UNDER_VERSION = `/v1${FILES}/`;

/** The URL of the image that is stored under `id`. */
export function toFileUrl(origin: string, id: string, format: ImageFormat): string {
  return `${origin}${UNDER_VERSION}${id}.${format}`;
}

/** The id in the last part of such a URL. The extension only serves clients that save the file. */
export function idOfFile(file: string): string {
  return file.replace(/\.[a-z]{1,5}$/, '');
}

/** The id in a URL made by {@link toFileUrl}; undefined for any other URL. */
export function idOfUrl(url: string, origin: string): string | undefined {
  const start = origin + UNDER_VERSION;
  return url.startsWith(start) ? idOfFile(url.slice(start.length)) : undefined;
}
