import { randomBytes } from 'node:crypto';
import {
  brotliCompressSync,
  constants,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
  zstdDecompressSync,
} from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Aborted } from '../../runtime/abort.ts';
import { decode, readCodings } from './content-coding.ts';
import { collect, once } from './pieces.ts';

const TEXT = Buffer.from('{"messages":[{"role":"user","content":"Hello"}]}\n'.repeat(5000));
const LIMIT = 2 ** 20;

const ENCODED: [name: string, header: string, body: Buffer][] = [
  ['gzip', 'gzip', gzipSync(TEXT)],
  ['gzip by its old name', 'x-gzip', gzipSync(TEXT)],
  [
    'gzip of two members',
    'gzip',
    Buffer.concat([gzipSync(TEXT.subarray(0, 99)), gzipSync(TEXT.subarray(99))]),
  ],
  ['zlib', 'deflate', deflateSync(TEXT)],
  ['raw deflate', 'deflate', deflateRawSync(TEXT)],
  ['stored raw deflate', 'deflate', deflateRawSync(TEXT, { level: 0 })],
  ['brotli', 'br', brotliCompressSync(TEXT)],
  ['zstd', 'zstd', zstdCompressSync(TEXT)],
  ['brotli over gzip', 'gzip, BR', brotliCompressSync(gzipSync(TEXT))],
  ['three codings', 'zstd,deflate ,gzip', gzipSync(deflateSync(zstdCompressSync(TEXT)))],
  ['identity', 'identity', TEXT],
  ['nothing', '', TEXT],
];

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
}

const decoded = (source: AsyncIterable<Uint8Array>, header: string, limit = LIMIT): Promise<Uint8Array> =>
  collect(decode(source, readCodings(header), limit));

const detailOf = (action: Promise<unknown>): Promise<unknown> =>
  action.then(
    () => 'accepted',
    (error) => error.detail ?? error,
  );

describe('content codings', () => {
  it.each(ENCODED)('are decoded: %s', async (_, header, body) => {
    for (const size of [body.byteLength, 1000, body.byteLength < 5000 ? 1 : 999]) {
      expect(Buffer.compare(await decoded(inPieces(body, size), header), TEXT)).toBe(0);
    }
  });

  it.each(ENCODED)('of nothing are nothing: %s', async (_, header) => {
    expect(await decoded(once(new Uint8Array(0)), header)).toHaveLength(0);
  });

  it.each(ENCODED.filter(([, header]) => !['', 'identity'].includes(header)))(
    'that are cut short or something else are damaged: %s',
    async (_, header, body) => {
      const damaged = { kind: 'damaged_body', coding: expect.any(String) };
      const cut = body.subarray(0, Math.floor(body.length / 2));
      expect(await detailOf(decoded(once(cut), header))).toEqual(damaged);
      expect(await detailOf(decoded(once(Buffer.from('{"a": "plain"}')), header))).toEqual(damaged);
    },
  );

  it.each(['compress', 'gzip, compress', 'gzip, gzip, gzip, gzip', 'constructor', 'gzip;q=1', 'gzip br'])(
    'are refused when unknown or too many: %s',
    (header) => {
      expect(() => readCodings(header)).toThrow(
        expect.objectContaining({ detail: expect.objectContaining({ kind: 'unsupported_coding' }) }),
      );
    },
  );

  it.each([
    ['gzip', gzipSync(Buffer.alloc(50 * LIMIT))],
    ['br', brotliCompressSync(Buffer.alloc(50 * LIMIT), { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
    ['zstd', zstdCompressSync(Buffer.alloc(50 * LIMIT))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(50 * LIMIT)))],
    // What is large between two codings may be small again behind the second.
    ['gzip, gzip', gzipSync(Buffer.concat(Array(LIMIT / 16).fill(gzipSync(''))))],
  ])('that come to too much are given up at the limit: %s', async (header, body) => {
    let bytes = 0;
    const read = async (): Promise<void> => {
      for await (const piece of decode(once(body), readCodings(header), LIMIT)) bytes += piece.byteLength;
    };
    expect(await detailOf(read())).toEqual({ kind: 'body_too_large', limit: LIMIT });
    expect(bytes).toBeLessThanOrEqual(LIMIT);
  });

  it('do not let a zstd frame ask for more memory than HTTP allows', async () => {
    const params = { [constants.ZSTD_c_windowLog]: 27, [constants.ZSTD_c_contentSizeFlag]: 0 };
    const body = zstdCompressSync(randomBytes(1000), { params });
    const wide = Buffer.from(body);
    // The window descriptor behind the frame's descriptor (RFC 8878, 3.1.1.1.2): 2 ** 27 bytes.
    wide[4] = 0;
    wide[5] = 17 << 3;
    expect(zstdDecompressSync(wide)).toHaveLength(1000);
    expect(await detailOf(decoded(once(wide), 'zstd'))).toMatchObject({ kind: 'damaged_body' });
  });

  it('take no more than they are asked for', async () => {
    let taken = 0;
    async function* source(): AsyncGenerator<Uint8Array> {
      const body = gzipSync(randomBytes(8 * LIMIT));
      for await (const piece of inPieces(body, 10_000)) {
        taken += piece.byteLength;
        yield piece;
      }
    }
    const pieces = decode(source(), ['gzip'], 10 * LIMIT)[Symbol.asyncIterator]();
    await pieces.next();
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    expect(taken).toBeLessThan(LIMIT);
    await pieces.return?.();
  });

  it('end their source when they are given up', async () => {
    let isEnded = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        yield* inPieces(gzipSync(randomBytes(LIMIT)), 1000);
      } finally {
        isEnded = true;
      }
    }
    for await (const _ of decode(source(), ['gzip'], LIMIT)) break;
    await expect.poll(() => isEnded).toBe(true);
  });

  it('pass on that the sender has left', async () => {
    async function* source(): AsyncGenerator<Uint8Array> {
      yield gzipSync(TEXT).subarray(0, 100);
      throw new Aborted();
    }
    expect(await detailOf(decoded(source(), 'gzip'))).toBeInstanceOf(Aborted);
  });
});
