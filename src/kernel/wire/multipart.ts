import type { Readable } from 'node:stream';
import type { Busboy } from '@fastify/busboy';
import type { Abort } from '../../runtime/abort.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Turns } from '../../runtime/turns.ts';
import { Fault } from '../fault.ts';

/** A file in a form. Name and type are what the sender claims; neither is verified. */
export interface FilePart {
  readonly filename: string;
  readonly contentType: string;
  /**
   * The bytes as they arrive: a slow reader slows the sender down. Throws if the form turns out to be
   * invalid.
   */
  readonly bytes: AsyncIterable<Uint8Array>;
}

export interface PartsOptions {
  /** The request's content type, which contains the boundary. */
  readonly contentType: string;
  /** Stops reading and rejects with the abort reason. */
  readonly abort: Abort;
  /** Stands still while the parser is loaded, for the first form. */
  readonly clock: Pick<Clock, 'hold'>;
  readonly turns: Turns;
  /**
   * Called with the number of bytes about to be parsed. Throwing here or in the other callbacks rejects the
   * form.
   */
  onBytes(size: number): void;
  onText(name: string, text: string): void;
  /** Must read the file to its end; settles when the file has been handled. */
  onFile(name: string, file: FilePart): Promise<void>;
}

/** Maximum number of parts of a form, files and texts together: more than any operation needs. */
const MOST_PARTS = 1100;

/** Bytes parsed at a time. Small, because empty parts cost the parser far more memory than their own size. */
const SLICE = 64 * 1024;

/**
 * Reads a `multipart/form-data` body (RFC 7578) part by part, to its end, no faster than its files are
 * consumed. Settles only after all file handlers have settled, including on failure.
 *
 * @throws Fault `malformed_form`; whatever `source`, `onBytes`, `onText` and `onFile` throw; the reason of
 * `abort`
 */
export async function readParts(source: AsyncIterable<Uint8Array>, options: PartsOptions): Promise<void> {
  const held = options.clock.hold();
  const { Busboy } = await import('@fastify/busboy').finally(() => held.cancel());
  const parser = createParser(Busboy, options.contentType);
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
    // The reader sees the file's errors; this handler is for when nothing reads it any more.
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

  /** Stops once the form is rejected, because the parser may then never call back. */
  async function feed(): Promise<void> {
    for (;;) {
      const { done, value } = await pieces.next();
      if (isRefused) return;
      if (done) break;
      for (let at = 0; at < value.byteLength; at += SLICE) {
        if (at > 0) await options.turns.pause();
        if (isRefused) return;
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

function createParser(Parser: typeof Busboy, contentType: string): InstanceType<typeof Busboy> {
  try {
    return new Parser({
      headers: { 'content-type': contentType },
      // Text size is already bounded by the size of the form.
      limits: { parts: MOST_PARTS, fieldSize: Number.POSITIVE_INFINITY, headerPairs: 20 },
    });
  } catch {
    throw new Fault({ kind: 'malformed_form', message: 'The form has no boundary.' });
  }
}
