import type { ImageFormat } from '../../../media/image/studio.ts';

/** Where pictures are handed out. */
export const FILES = '/images/files';

const UNDER_VERSION = `/v1${FILES}/`;

/** The URL of a picture that is kept under `id`. */
export function toFileUrl(origin: string, id: string, format: ImageFormat): string {
  return `${origin}${UNDER_VERSION}${id}.${format}`;
}

/** What the last part of such a URL stands for; the extension is for those who save it. */
export function idOfFile(file: string): string {
  return file.replace(/\.[a-z]{1,5}$/, '');
}

/** The identifier in a URL of {@link toFileUrl}; undefined for any other URL. */
export function idOfUrl(url: string, origin: string): string | undefined {
  const start = origin + UNDER_VERSION;
  return url.startsWith(start) ? idOfFile(url.slice(start.length)) : undefined;
}
