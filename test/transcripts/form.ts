import { readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';

/** Folder of the files that transcripts upload. */
const FIXTURES = join(import.meta.dirname, '../fixtures');

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.mp3': 'audio/mpeg',
  '.png': 'image/png',
  '.wav': 'audio/wav',
  '.webm': 'audio/webm',
};

const BOUNDARY = 'form-of-a-transcript';

export interface FormBody {
  readonly contentType: string;
  readonly body: Buffer<ArrayBuffer>;
}

/**
 * Creates a form from its fields, one per line, as described in README.md here: `name: text` or `name: @file`.
 *
 * @example
 * toFormBody('model: whisper-1\nfile: @audio/tone.mp3').contentType; // 'multipart/form-data; boundary=…'
 */
export function toFormBody(members: string): FormBody {
  const parts = members
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const colon = line.indexOf(': ');
      return toPart(line.slice(0, colon), line.slice(colon + 2));
    });
  return {
    contentType: `multipart/form-data; boundary=${BOUNDARY}`,
    body: Buffer.concat([...parts.flat(), Buffer.from(`--${BOUNDARY}--\r\n`)]),
  };
}

function toPart(name: string, value: string): Buffer[] {
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"`;
  const end = Buffer.from('\r\n');
  if (!value.startsWith('@')) return [Buffer.from(`${head}\r\n\r\n${value}`), end];
  const file = value.slice(1);
  const type = MEDIA_TYPES[extname(file)] ?? 'application/octet-stream';
  const headers = `${head}; filename="${basename(file)}"\r\ncontent-type: ${type}\r\n\r\n`;
  return [Buffer.from(headers), readFileSync(join(FIXTURES, file)), end];
}
