/**
 * The content type with which a file is downloaded: the one it was uploaded with if that is a valid media
 * type (RFC 9110, section 8.3.1) and not generic, otherwise the type of its file name extension.
 *
 * @example
 * toContentType('application/octet-stream', 'lines.jsonl'); // 'application/jsonl'
 */
export function toContentType(given: string, filename: string): string {
  const [essence = '', ...parameters] = given.toLowerCase().split(';', 8);
  const type = essence.trim();
  if (type.length > LONGEST_TYPE || !MEDIA_TYPE.test(type) || type === ANY) return byExtension(filename);
  const charset = parameters.map((parameter) => CHARSET.exec(parameter)?.[1]).find(Boolean);
  return charset === undefined ? type : `${type}; charset=${charset}`;
}

/** Syntax of RFC 6838, section 4.2. */
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;
const LONGEST_TYPE = 200;

const CHARSET = /^\s*charset="?([a-z0-9][a-z0-9_-]{0,40})"?\s*$/;

const ANY = 'application/octet-stream';

function byExtension(filename: string): string {
  const extension = /\.([a-z0-9]{1,8})$/i.exec(filename)?.[1]?.toLowerCase();
  return (extension && TYPES.get(extension)) || ANY;
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ['csv', 'text/csv'],
  ['doc', 'application/msword'],
  ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['gif', 'image/gif'],
  ['html', 'text/html'],
  ['jpeg', 'image/jpeg'],
  ['jpg', 'image/jpeg'],
  ['json', 'application/json'],
  ['jsonl', 'application/jsonl'],
  ['md', 'text/markdown'],
  ['mp3', 'audio/mpeg'],
  ['mp4', 'video/mp4'],
  ['pdf', 'application/pdf'],
  ['png', 'image/png'],
  ['pptx', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  ['txt', 'text/plain'],
  ['wav', 'audio/wav'],
  ['webp', 'image/webp'],
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['xml', 'application/xml'],
  ['zip', 'application/zip'],
]);

/**
 * The header that saves a file under its name (RFC 6266; RFC 8187 for non-ASCII names), whatever characters
 * the name contains.
 *
 * @example
 * toDisposition('naïve.txt'); // `attachment; filename="na_ve.txt"; filename*=UTF-8''na%C3%AFve.txt`
 */
export function toDisposition(filename: string): string {
  const plain = filename.replace(/[^ !#-$&-.0-9:-[\]-~]/gu, '_');
  if (plain === filename) return `attachment; filename="${plain}"`;
  const encoded = encodeURIComponent(filename.toWellFormed()).replace(/['()*]/g, toPercent);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

const toPercent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
