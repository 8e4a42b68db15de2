import type { TSchema } from 'typebox';
import type { Clock } from '../../runtime/clock.ts';
import type { Turns } from '../../runtime/turns.ts';
import type { Blobs } from '../../storage/blobs.ts';
import { Fault } from '../fault.ts';
import { header, type Incoming } from '../incoming.ts';
import { isUploadField, type StoredUpload, storedBytesIn, storedBytesOf, type Upload } from '../upload.ts';
import { readParts } from '../wire/multipart.ts';
import { collect, once } from '../wire/pieces.ts';
import { createMembers, type Members } from './members.ts';

/**
 * A parsed form. `value` goes to the handler. `checked` is validated against the schema; it has file names in
 * place of files, because schemas describe a file as a string.
 */
export interface Form {
  readonly value: Record<string, unknown>;
  readonly checked: Record<string, unknown>;
}

export interface FormOptions {
  /** Maximum size in bytes of a body that is buffered in memory. */
  readonly bodyLimit: number;
  readonly blobs: Pick<Blobs, 'write' | 'discard'>;
  readonly clock: Pick<Clock, 'hold'>;
  readonly turns: Turns;
}

/**
 * Bytes of a streamed form that are not stored files: text fields, part headers, and data still on its way to
 * the store.
 */
const ROOM = 2 * 2 ** 20;

/** Whether a request's content type is a form. */
export function isForm(incoming: Pick<Incoming, 'headers'>): boolean {
  return /^\s*multipart\/form-data\b/i.test(header(incoming, 'content-type') ?? '');
}

/**
 * Parses a `multipart/form-data` body (RFC 7578) and passes it to `use`. Text fields are parsed according to
 * their declared types. Files become {@link Upload}s or, where the schema says so, {@link StoredUpload}s,
 * whose bytes are written to the store while they arrive. If parsing or `use` fails, or `use` never calls `handOver`,
 * everything stored for the form is discarded. File names are treated as data and never used as paths.
 *
 * @throws Fault `unsupported_media_type`, `body_too_large`, `malformed_form`, `unknown_parameter` for an
 * undeclared file, `invalid_type` for a file in place of text or vice versa; whatever the store and `use`
 * throw
 */
export async function withForm<T>(
  incoming: Incoming,
  schema: TSchema,
  options: FormOptions,
  use: (form: Form, handOver: () => void) => T | Promise<T>,
): Promise<T> {
  const stored: string[] = [];
  let isHandedOver = false;
  const handOver = (): void => {
    isHandedOver = true;
  };
  // Blobs that cannot be discarded now are removed when the store is next opened.
  const discard = () => Promise.allSettled(stored.map((id) => options.blobs.discard(id)));
  try {
    const result = await use(await parseForm(incoming, schema, options, stored), handOver);
    if (!isHandedOver) await discard();
    return result;
  } catch (error) {
    await discard();
    throw error;
  }
}

/** Adds the id of each blob it writes to `stored`. */
async function parseForm(
  incoming: Incoming,
  schema: TSchema,
  { bodyLimit, blobs, clock, turns }: FormOptions,
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
  /** In the order of the parts in the body, regardless of when each file completes. */
  const parts: { readonly name: string; part: string | Upload | StoredUpload }[] = [];
  const limit = stream ? ROOM : bodyLimit;
  let room = limit;

  await readParts(stream ?? once(body as Uint8Array), {
    contentType: firstOf(contentType),
    abort: incoming.abort,
    clock,
    turns,
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

/** Maximum size in bytes of a whole streamed form. */
export function mostBytesOf(schema: TSchema | undefined): number {
  return storedBytesIn(schema) + ROOM;
}

/** Rejects a form whose `Content-Length` exceeds the maximum before its body is received. */
function checkAnnounced(incoming: Incoming, schema: TSchema): void {
  const limit = storedBytesIn(schema);
  if (Number(header(incoming, 'content-length')) > mostBytesOf(schema))
    throw new Fault({ kind: 'body_too_large', limit });
}

/** A second stored file for a single-valued member would leave the first one orphaned. */
function checkSingle(name: string, schema: TSchema, before: readonly { readonly name: string }[]): void {
  const isSingle = storedBytesOf((schema as Closable).properties?.[name]) !== undefined;
  if (isSingle && before.some((part) => part.name === name))
    throw new Fault({ kind: 'malformed_form', message: `The form has more than one file '${name}'.` });
}

/** A header that was sent twice arrives as a comma-separated list. */
function firstOf(contentType: string): string {
  const next = contentType.search(/,\s*multipart\/form-data\b/i);
  return next === -1 ? contentType : contentType.slice(0, next);
}

/** What browsers send for a file input without a selected file. */
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
