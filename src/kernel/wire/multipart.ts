import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import type { Abort } from '../../runtime/abort.ts';
import { Fault } from '../fault.ts';

/** A file among the parts of a form. What it says of itself is data; only the bytes are sure. */
export interface FilePart {
  readonly filename: string;
  readonly contentType: string;
  /** As they arrive: whoever takes them slowly slows the sender down. Throws when the form turns out to be refused. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

export interface PartsOptions {
  /** Of the request; it holds the boundary. */
  readonly contentType: string;
  /** Ends the reading with its reason. */
  readonly abort: Abort;
  /** Bytes about to be parsed. Whatever it throws refuses the form, as with the others. */
  onBytes(size: number): void;
  onText(name: string, text: string): void;
  /** Has to read the file to its end, and settles when it is done with it. */
  onFile(name: string, file: FilePart): Promise<void>;
}

/** Parts of one form, files and texts together: far more than any operation takes. */
const MOST_PARTS = 1000;

/** Bytes that are parsed in one go: parts without content cost the parser far more memory than they have bytes. */
const SLICE = 64 * 1024;

/**
 * Reads a `multipart/form-data` body (RFC 7578) part by part, to its end, and no faster than its files are taken. Settles when all that was begun
 * with them is over, in failure too.
 *
 * @throws Fault `malformed_form`; what `source`, `onBytes`, `onText` and `onFile` throw; the reason of `abort`
 */
export async function readParts(source: AsyncIterable<Uint8Array>, options: PartsOptions): Promise<void> {
  const parser = createParser(options.contentType);
  const pieces = source[Symbol.asyncIterator]();
  const failure = Promise.withResolvers<never>();
  const finished = Promise.withResolvers<void>();
  const open = new Set<Readable>();
  const files: Promise<void>[] = [];
  let isRefused = false;

  const fail = (error: unknown): void => {
    isRefused = true;
    failure.reject(error);
    for (const file of open) file.destroy(error as Error);
  };
  const refuse = (message: string): void => fail(new Fault({ kind: 'malformed_form', message }));

  parser.on('field', (name, text) => {
    if (isRefused) return;
    if (!name) return refuse(NAMELESS);
    try {
      options.onText(name, text);
    } catch (error) {
      fail(error);
    }
  });
  parser.on('file', (name, file, filename, _encoding, contentType) => {
    // Whoever reads it hears of its errors; this is for when nobody does any more.
    file.on('error', () => {});
    if (isRefused) return void file.resume();
    if (!name) return refuse(NAMELESS);
    open.add(file);
    file.on('close', () => open.delete(file));
    const keeping = receive(name, { filename: filename ?? '', contentType, bytes: file });
    keeping.catch(fail);
    files.push(keeping);
  });
  parser.on('partsLimit', () => refuse(`The form has more than ${MOST_PARTS} parts.`));
  parser.on('error', () => refuse('The form is malformed or cut short.'));
  parser.on('finish', () => finished.resolve());

  const forget = options.abort.onAbort(fail);
  try {
    const all = Promise.all([finished.promise, feed()]).then(() => Promise.all(files));
    await Promise.race([failure.promise, all]);
  } catch (error) {
    fail(error);
    Promise.resolve(pieces.return?.()).catch(() => {});
    await Promise.allSettled(files);
    throw error;
  } finally {
    forget();
  }

  async function receive(name: string, file: FilePart): Promise<void> {
    await options.onFile(name, file);
  }

  /** Goes no further once the form is refused, when the parser may never ask for more. */
  async function feed(): Promise<void> {
    for (;;) {
      const { done, value } = await pieces.next();
      if (isRefused) return;
      if (done) break;
      for (let at = 0; at < value.byteLength; at += SLICE) {
        const slice = value.subarray(at, at + SLICE);
        options.onBytes(slice.byteLength);
        await new Promise<unknown>((resolve) => parser.write(slice, resolve));
        if (isRefused) return;
      }
    }
    parser.end();
  }
}

const NAMELESS = 'A part of the form has no name.';

function createParser(contentType: string): InstanceType<typeof Busboy> {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      // The size of texts is bounded with that of the form.
      limits: { parts: MOST_PARTS, fieldSize: Number.POSITIVE_INFINITY, headerPairs: 20 },
    });
  } catch {
    throw new Fault({ kind: 'malformed_form', message: 'The form has no boundary.' });
  }
}
