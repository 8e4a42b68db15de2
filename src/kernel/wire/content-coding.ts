import { pipeline, type Transform } from 'node:stream';
import zlib from 'node:zlib';
import { Aborted } from '../../runtime/abort.ts';
import { Fault } from '../fault.ts';

/** Output buffer size of a decoder, in bytes. */
const CHUNK = { chunkSize: 64 * 1024 };

/** Maximum window of a zstd frame, as a power of two: 8 MB, the limit that RFC 9659 sets for HTTP. */
const ZSTD_WINDOW = { [zlib.constants.ZSTD_d_windowLogMax]: 23 };

const openGunzip = (): Transform => zlib.createGunzip(CHUNK);

/** Creates a decoder for data that begins with `first`. */
const DECODERS: Readonly<Record<string, (first: Uint8Array) => Transform>> = {
  gzip: openGunzip,
  'x-gzip': openGunzip,
  // `deflate` means the zlib format (RFC 9110, 8.4.1.2), but some senders omit the zlib header.
  deflate: ([byte = 0]) => ((byte & 0x0f) === 8 ? zlib.createInflate(CHUNK) : zlib.createInflateRaw(CHUNK)),
  br: () => zlib.createBrotliDecompress(CHUNK),
  zstd: () => zlib.createZstdDecompress({ ...CHUNK, params: ZSTD_WINDOW }),
};

/** The supported codings, as announced in `Accept-Encoding`. */
const SUPPORTED = Object.keys(DECODERS).filter((name) => name !== 'x-gzip');

/** Maximum number of codings applied to one body. */
const MOST_CODINGS = 3;

/**
 * Parses `Content-Encoding` into the codings, in the order in which they were applied; `identity` is dropped.
 *
 * @throws Fault `unsupported_coding`
 */
export function readCodings(contentEncoding: string): string[] {
  const codings = contentEncoding
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  const unknown = codings.find((name) => !Object.hasOwn(DECODERS, name));
  if (unknown === undefined && codings.length <= MOST_CODINGS) return codings;
  throw new Fault({
    kind: 'unsupported_coding',
    given: unknown ?? contentEncoding,
    supported: SUPPORTED,
    most: MOST_CODINGS,
  });
}

/**
 * Undoes `codings`: yields the bytes of `source` decoded, outside the event loop and no faster than they are
 * consumed.
 *
 * @throws Fault `damaged_body`; `body_too_large` if the output of any coding exceeds `limit` bytes; whatever
 * `source` throws
 * @example
 * for await (const piece of decode(body, readCodings('gzip, br'), 2 ** 20)) console.log(piece.byteLength);
 */
export function decode(
  source: AsyncIterable<Uint8Array>,
  codings: readonly string[],
  limit: number,
): AsyncIterable<Uint8Array> {
  return codings.reduceRight((inner, coding) => decodeOne(inner, coding, limit), source);
}

async function* decodeOne(
  source: AsyncIterable<Uint8Array>,
  coding: string,
  limit: number,
): AsyncGenerator<Uint8Array> {
  const pieces = source[Symbol.asyncIterator]();
  const first = await firstOf(pieces);
  if (!first) return;
  const decoder = (DECODERS[coding] as (first: Uint8Array) => Transform)(first);
  // The decoder re-emits errors of its input, so they are handled below.
  pipeline(from(first, pieces), decoder, () => {});
  let room = limit;
  try {
    for await (const piece of decoder as AsyncIterable<Uint8Array>) {
      room -= piece.byteLength;
      if (room < 0) throw new Fault({ kind: 'body_too_large', limit });
      yield piece;
    }
  } catch (error) {
    if (error instanceof Fault || error instanceof Aborted) throw error;
    throw new Fault({ kind: 'damaged_body', coding });
  }
}

/** The first non-empty piece. An empty body is valid, and empty, in every coding. */
async function firstOf(pieces: AsyncIterator<Uint8Array>): Promise<Uint8Array | undefined> {
  for (;;) {
    const { done, value } = await pieces.next();
    if (done) return undefined;
    if (value.byteLength > 0) return value;
  }
}

async function* from(first: Uint8Array, pieces: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    for (;;) {
      const { done, value } = await pieces.next();
      if (done) return;
      yield value;
    }
  } finally {
    await pieces.return?.();
  }
}
