import { Busboy } from '@fastify/busboy';
import type { TSchema } from 'typebox';
import { Fault } from '../fault.ts';
import { header, type Incoming } from '../incoming.ts';
import { isUploadField, type Upload } from '../upload.ts';
import { createMembers, type Members } from './members.ts';

/** Parts of one form, files and texts together: far more than any operation takes. */
const MOST_PARTS = 1000;

/** Bytes that are parsed in one go. */
const SLICE = 64 * 1024;

/** A form as it is to be handled, and as its schema is checked: there a file is a text, since schemas know no bytes. */
export interface Form {
  readonly value: Record<string, unknown>;
  readonly checked: Record<string, unknown>;
}

/** Whether a request says that its body is a form. */
export function isForm(incoming: Incoming): boolean {
  return /^\s*multipart\/form-data\b/i.test(header(incoming, 'content-type') ?? '');
}

/**
 * A `multipart/form-data` body (RFC 7578) as an object: texts are read by the declared types of their members, files become
 * {@link Upload}s. File names are data and lead nowhere.
 *
 * @throws Fault `unsupported_media_type`, `body_too_large`, `malformed_form`, and `invalid_type` for a file in place of
 * a text or the reverse
 */
export async function parseForm(
  incoming: Incoming,
  schema: TSchema,
  limits: { bodyLimit: number },
): Promise<Form> {
  if (!isForm(incoming)) {
    const given = header(incoming, 'content-type') ?? 'none';
    throw new Fault({ kind: 'unsupported_media_type', given, expected: 'multipart/form-data' });
  }
  if (incoming.body === undefined) throw new Fault({ kind: 'body_too_large', limit: limits.bodyLimit });
  const value = createMembers(schema);
  const checked = createMembers(schema);
  await readParts(incoming, incoming.body, (name, part) => {
    const isFile = typeof part !== 'string';
    const field = value.schemaOf(name);
    if (field && isFile !== isUploadField(field)) throw misplaced(name, field, isFile);
    value.add(name, part);
    checked.add(name, isFile ? part.filename : part);
  });
  return { value: value.values, checked: checked.values };
}

function misplaced(param: string, field: ReturnType<Members['schemaOf']>, isFile: boolean): Fault {
  const type = (field as { type?: string }).type ?? 'text';
  return new Fault({
    kind: 'invalid_type',
    param,
    expected: [isFile ? type : 'file'],
    given: isFile ? 'file' : 'string',
  });
}

function readParts(
  incoming: Incoming,
  body: Uint8Array,
  onPart: (name: string, part: string | Upload) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let isRefused = false;
    const fail = (error: unknown): void => {
      isRefused = true;
      reject(error);
    };
    const refuse = (message: string): void => fail(new Fault({ kind: 'malformed_form', message }));
    let parser: InstanceType<typeof Busboy>;
    try {
      parser = new Busboy({
        headers: { 'content-type': header(incoming, 'content-type') as string },
        limits: { parts: MOST_PARTS, fieldSize: body.byteLength, headerPairs: 20 },
      });
    } catch {
      refuse('The form has no boundary.');
      return;
    }
    const add = (name: string | undefined, part: string | Upload): void => {
      if (name === undefined || name === '') {
        refuse('A part of the form has no name.');
        return;
      }
      try {
        onPart(name, part);
      } catch (error) {
        fail(error);
      }
    };
    parser.on('field', (name, text) => add(name, text));
    parser.on('file', (name, stream, filename, _encoding, contentType) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', () => refuse('A file of the form is cut short.'));
      stream.on('end', () => {
        add(name, { filename: filename ?? '', contentType, bytes: new Uint8Array(Buffer.concat(chunks)) });
      });
    });
    parser.on('partsLimit', () => refuse(`The form has more than ${MOST_PARTS} parts.`));
    parser.on('error', () => refuse('The form is malformed or cut short.'));
    parser.on('finish', () => resolve());
    feed(parser, body, () => isRefused);
  });
}

/**
 * Slice by slice, and no further once the form is refused: parts without content cost the parser far more memory than they have bytes.
 */
function feed(parser: InstanceType<typeof Busboy>, body: Uint8Array, isRefused: () => boolean): void {
  let at = 0;
  const next = (): void => {
    if (isRefused()) return;
    const slice = body.subarray(at, at + SLICE);
    at += SLICE;
    if (at < body.byteLength) parser.write(slice, next);
    else parser.end(slice);
  };
  next();
}
