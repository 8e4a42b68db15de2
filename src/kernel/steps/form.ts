import type { TSchema } from 'typebox';
import type { Blobs } from '../../storage/blobs.ts';
import { Fault } from '../fault.ts';
import { header, type Incoming } from '../incoming.ts';
import { isUploadField, type StoredUpload, storedBytesIn, storedBytesOf, type Upload } from '../upload.ts';
import { readParts } from '../wire/multipart.ts';
import { collect, once } from '../wire/pieces.ts';
import { createMembers, type Members } from './members.ts';

/** A form as it is to be handled, and as its schema is checked: there a file is a text, since schemas know no bytes. */
export interface Form {
  readonly value: Record<string, unknown>;
  readonly checked: Record<string, unknown>;
}

export interface FormOptions {
  /** Bytes of a body that is held in memory. */
  readonly bodyLimit: number;
  readonly blobs: Pick<Blobs, 'write' | 'discard'>;
}

/** Bytes of a streamed form beside its stored files: texts, headers of parts, and what is still on its way to the store. */
const ROOM = 2 * 2 ** 20;

/** Whether a request says that its body is a form. */
export function isForm(incoming: Pick<Incoming, 'headers'>): boolean {
  return /^\s*multipart\/form-data\b/i.test(header(incoming, 'content-type') ?? '');
}

/**
 * Reads a `multipart/form-data` body (RFC 7578) and hands it to `use`: texts are read by the declared types of their members, files become
 * {@link Upload}s or, where the schema says so, {@link StoredUpload}s, whose bytes go to the store while they arrive. Whatever goes
 * wrong, in the form or in `use`, nothing that was stored for it stays. File names are data and lead nowhere.
 *
 * @throws Fault `unsupported_media_type`, `body_too_large`, `malformed_form`, `unknown_parameter` for a file that nobody takes, and
 * `invalid_type` for a file in place of a text or the reverse; what the store and `use` throw
 */
export async function withForm<T>(
  incoming: Incoming,
  schema: TSchema,
  options: FormOptions,
  use: (form: Form) => T | Promise<T>,
): Promise<T> {
  const stored: string[] = [];
  try {
    return await use(await parseForm(incoming, schema, options, stored));
  } catch (error) {
    // What cannot be discarded now is what the store removes when it is next opened.
    await Promise.allSettled(stored.map((id) => options.blobs.discard(id)));
    throw error;
  }
}

/** The names of what it puts into the store are added to `stored` as they become known. */
async function parseForm(
  incoming: Incoming,
  schema: TSchema,
  { bodyLimit, blobs }: FormOptions,
  stored: string[],
): Promise<Form> {
  const contentType = header(incoming, 'content-type') ?? 'none';
  if (!isForm(incoming))
    throw new Fault({ kind: 'unsupported_media_type', given: contentType, expected: 'multipart/form-data' });
  const { body, stream } = incoming;
  if (stream) checkAnnounced(incoming, schema);
  else if (!body) throw new Fault({ kind: 'body_too_large', limit: bodyLimit });
  const value = createMembers(schema);
  const checked = createMembers(schema);
  /** In the order in which they stand, wherever a file ends. */
  const parts: { readonly name: string; part: string | Upload | StoredUpload }[] = [];
  const limit = stream ? ROOM : bodyLimit;
  let room = limit;

  await readParts(stream ?? once(body as Uint8Array), {
    contentType: firstOf(contentType),
    abort: incoming.abort,
    onBytes(size) {
      room -= size;
      if (room < 0) throw new Fault({ kind: 'body_too_large', limit });
    },
    onText(name, text) {
      const field = value.schemaOf(name);
      if (field && isUploadField(field)) {
        if (text === '' && value.isOptional(name)) return;
        throw misplaced(name, field, false);
      }
      parts.push({ name, part: text });
    },
    async onFile(name, { filename, contentType, bytes }) {
      const field = value.schemaOf(name);
      if (!field && (schema as Closable).additionalProperties === false)
        throw new Fault({ kind: 'unknown_parameter', param: name });
      if (field && !isUploadField(field)) throw misplaced(name, field, true);
      const most = storedBytesOf(field);
      const place = { name, part: filename as string | Upload | StoredUpload };
      if (most !== undefined) checkSingle(name, schema, parts);
      parts.push(place);
      if (most === undefined) {
        place.part = { filename, contentType, bytes: await collect(bytes) };
        return;
      }
      const blob = await blobs.write(
        tapped(bytes, (size) => {
          room += size;
        }),
        { limit: most },
      );
      stored.push(blob.id);
      place.part = { filename, contentType, blob };
    },
  });
  for (const { name, part } of parts) {
    if (isUnchosen(part) && value.isOptional(name)) continue;
    value.add(name, part);
    checked.add(name, typeof part === 'string' ? part : part.filename);
  }
  return { value: value.values, checked: checked.values };
}

interface Closable {
  readonly additionalProperties?: unknown;
  readonly properties?: Readonly<Record<string, object>>;
}

/** Bytes of a whole form that is read as it arrives. */
export function mostBytesOf(schema: TSchema | undefined): number {
  return storedBytesIn(schema) + ROOM;
}

/** What is announced to be larger than anything the form may hold need not be received to be refused. */
function checkAnnounced(incoming: Incoming, schema: TSchema): void {
  const limit = storedBytesIn(schema);
  if (Number(header(incoming, 'content-length')) > mostBytesOf(schema))
    throw new Fault({ kind: 'body_too_large', limit });
}

/** Of two stored files for one place, the first would be lost. */
function checkSingle(name: string, schema: TSchema, before: readonly { readonly name: string }[]): void {
  const isSingle = storedBytesOf((schema as Closable).properties?.[name]) !== undefined;
  if (isSingle && before.some((part) => part.name === name))
    throw new Fault({ kind: 'malformed_form', message: `The form has more than one file '${name}'.` });
}

/** A header that was sent twice arrives as a list. */
function firstOf(contentType: string): string {
  const next = contentType.search(/,\s*multipart\/form-data\b/i);
  return next === -1 ? contentType : contentType.slice(0, next);
}

/** What a browser sends for a file that its user did not choose. */
function isUnchosen(part: string | Upload | StoredUpload): boolean {
  return typeof part !== 'string' && 'bytes' in part && part.filename === '' && part.bytes.byteLength === 0;
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

async function* tapped(
  bytes: AsyncIterable<Uint8Array>,
  tap: (size: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    tap(piece.byteLength);
    yield piece;
  }
}
