import { pipeline, type Transform } from 'node:stream';
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';
import { Aborted } from '../../runtime/abort.ts';
import { Fault } from '../fault.ts';

/** Bytes that are decoded in one go. */
const CHUNK = { chunkSize: 64 * 1024 };

/** Bytes that a zstd frame may ask a reader to remember, as a power of two: 8 MB, as RFC 9659 has it for HTTP. */
const ZSTD_WINDOW = { [constants.ZSTD_d_windowLogMax]: 23 };

const openGunzip = (): Transform => createGunzip(CHUNK);

/** Opens a decoder for data that begins with `first`. */
const DECODERS: Readonly<Record<string, (first: Uint8Array) => Transform>> = {
  gzip: openGunzip,
  'x-gzip': openGunzip,
  // Means the zlib format (RFC 9110, 8.4.1.2), but there are senders that leave its header out.
  deflate: ([byte = 0]) => ((byte & 0x0f) === 8 ? createInflate(CHUNK) : createInflateRaw(CHUNK)),
  br: () => createBrotliDecompress(CHUNK),
  zstd: () => createZstdDecompress({ ...CHUNK, params: ZSTD_WINDOW }),
};

/** The codings that are read, by the names to announce. */
const SUPPORTED = Object.keys(DECODERS).filter((name) => name !== 'x-gzip');

/** How many codings may lie one upon another. */
const MOST_CODINGS = 3;

/**
 * The codings that a `Content-Encoding` names, in the order in which they were applied; `identity` is none.
 *
 * @throws Fault `unsupported_coding`
 */
export function readCodings(contentEncoding: string): string[] {
  const codings = contentEncoding
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  const stranger = codings.find((name) => !Object.hasOwn(DECODERS, name));
  if (stranger === undefined && codings.length <= MOST_CODINGS) return codings;
  throw new Fault({
    kind: 'unsupported_coding',
    given: stranger ?? contentEncoding,
    supported: SUPPORTED,
    most: MOST_CODINGS,
  });
}

/**
 * The bytes that `source` was before `codings` were applied, decoded outside the event loop and no faster than they are taken.
 *
 * @throws Fault `damaged_body`; `body_too_large` when one of the codings comes to more than `limit` bytes; what `source` throws
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
  // Its errors come out of the decoder too.
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

/** The first piece with anything in it: nothing at all is nothing in every coding. */
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
