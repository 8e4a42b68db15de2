import Type from 'typebox';
import { describe, expect, it } from 'vitest';
import { Abort } from '../runtime/abort.ts';
import { StoreFull, type StoreProblem, StoreUnavailable } from '../storage/errors.ts';
import { bytes, incoming, KEYS, openRig, row } from './dispatch.cases.ts';
import { createFakeBlobs } from './fake-blobs.cases.ts';
import { Fault } from './fault.ts';
import type { Incoming, Outgoing } from './incoming.ts';
import { json } from './reply.ts';
import { type StoredUpload, StoredUploadField } from './upload.ts';

const MAX = 100_000;

/** A dispatcher with a row that stores a file, and the store to inspect. */
function open({ fail, blobs = createFakeBlobs() }: { fail?: Error; blobs?: typeof store } = {}) {
  const bodies: Record<string, unknown>[] = [];
  const rows = [
    row({
      id: 'createFile',
      method: 'POST',
      path: '/files',
      form: Type.Object(
        {
          file: StoredUploadField({ maxBytes: MAX }),
          purpose: Type.Union([Type.Literal('batch'), Type.Literal('evals')]),
        },
        { additionalProperties: false },
      ),
      handle: (call) => {
        bodies.push((call as { body: Record<string, unknown> }).body);
        if (fail) throw fail;
        return json({ ok: true });
      },
    }),
    row({ id: 'listFiles', path: '/files', handle: () => json([]) }),
  ];
  const rig = openRig(rows, { blobs });
  const post = (
    parts: string | Iterable<string | Uint8Array> | AsyncIterable<Uint8Array>,
    more: Partial<Incoming> = {},
  ): Promise<Outgoing> => Promise.resolve(rig.dispatch(streamed(parts, more)));
  return { ...rig, rows, blobs, bodies, post };
}

const store = createFakeBlobs();

const TYPE = 'multipart/form-data; boundary=x';
const HEADERS = { authorization: `Bearer ${KEYS[0]}`, 'content-type': TYPE };

/** A request whose body arrives piece by piece. */
function streamed(
  parts: string | Iterable<string | Uint8Array> | AsyncIterable<Uint8Array>,
  more: Partial<Incoming> = {},
): Incoming {
  async function* stream(): AsyncGenerator<Uint8Array> {
    for await (const part of typeof parts === 'string' ? [parts] : parts)
      yield typeof part === 'string' ? bytes(part) : part;
  }
  return incoming({
    method: 'POST',
    path: '/v1/files',
    headers: HEADERS,
    body: undefined,
    stream: stream(),
    ...more,
  });
}

const file = (content: string, name = 'file'): string =>
  `--x\r\ncontent-disposition: form-data; name="${name}"; filename="../a b.jsonl"\r\ncontent-type: application/jsonl\r\n\r\n${content}\r\n`;
const text = (name: string, value: string): string =>
  `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const END = '--x--\r\n';

const codeOf = ({ status, body }: Outgoing): unknown => [
  status,
  (JSON.parse(String(body)) as { error: { code: unknown } }).error.code,
];

describe('a file that is stored while it arrives', () => {
  it.each([
    ['before', file('one\r\ntwo') + text('purpose', 'batch') + END],
    ['after', text('purpose', 'batch') + file('one\r\ntwo') + END],
  ])('is available to the handler, %s the other parts', async (_, form) => {
    const { post, bodies, blobs } = open();
    expect(await post(Array.from(form))).toMatchObject({ status: 200 });
    const { file: stored, purpose } = bodies[0] as { file: StoredUpload; purpose: string };
    expect(purpose).toBe('batch');
    expect(stored).toEqual({
      filename: 'a b.jsonl',
      contentType: 'application/jsonl',
      blob: { id: expect.any(String), bytes: 8 },
    });
    expect(String(blobs.kept.get(stored.blob.id))).toBe('one\r\ntwo');
  });

  it('can come in a form that is already buffered', async () => {
    const { post, blobs } = open();
    const form = bytes(file('one') + text('purpose', 'batch') + END);
    expect(await post('', { body: form, stream: undefined })).toMatchObject({ status: 200 });
    expect([...blobs.kept.values()].map(String)).toEqual(['one']);
  });

  it('can be as large as its limit, which exceeds the limit for buffered bodies', async () => {
    const { post, blobs } = open();
    const form = (size: number) => [file('x'.repeat(size)), text('purpose', 'batch'), END];
    expect(await post(form(MAX))).toMatchObject({ status: 200 });
    expect(blobs.kept.size).toBe(1);
    expect(codeOf(await post(form(MAX + 1)))).toEqual([413, 'request_too_large']);
    expect(blobs.kept.size).toBe(1);
  });

  it('is received no faster than it is stored, and no further than its limit', async () => {
    let sent = 0;
    const { post, blobs } = open();
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      yield bytes(file('').slice(0, -2));
      for (;;) {
        sent += 10_000;
        yield new Uint8Array(10_000);
      }
    };
    expect(codeOf(await post(endless()))).toEqual([413, 'request_too_large']);
    expect(sent).toBeLessThan(MAX + 300_000);
    expect([blobs.kept.size, blobs.writing]).toEqual([0, 0]);
  });

  it('is rejected before it is received if its Content-Length is too large', async () => {
    const { post } = open();
    let isRead = false;
    const unread = async function* (): AsyncGenerator<Uint8Array> {
      isRead = true;
      yield bytes(END);
    };
    const headers = { ...HEADERS, 'content-length': '50000000' };
    expect(codeOf(await post(unread(), { headers }))).toEqual([413, 'request_too_large']);
    expect(isRead).toBe(false);
  });

  it('does not raise the limit for the other parts of the form', async () => {
    const { post, blobs } = open();
    const texts = [file('kept for a moment'), text('purpose', 'x'.repeat(3_000_000)), END];
    expect(codeOf(await post(texts))).toEqual([413, 'request_too_large']);
    const junk = async function* (): AsyncGenerator<Uint8Array> {
      for (;;) yield new Uint8Array(10_000);
    };
    expect(codeOf(await post(junk()))).toEqual([413, 'request_too_large']);
    expect(blobs.kept.size).toBe(0);
  });

  it('is not read from an unauthenticated request', async () => {
    const { post } = open();
    let isRead = false;
    const unread = async function* (): AsyncGenerator<Uint8Array> {
      isRead = true;
      yield bytes(END);
    };
    expect(await post(unread(), { headers: { 'content-type': TYPE } })).toMatchObject({ status: 401 });
    expect(isRead).toBe(false);
  });
});

describe('nothing is kept of a form', () => {
  it.each([
    ['that its schema rejects', [file('x'), text('purpose', 'else'), END], 400],
    ['that lacks a part', [file('x'), END], 400],
    ['with two files for one member', [file('x'), file('y'), text('purpose', 'batch'), END], 400],
    ['with text in place of a file', [file('x'), text('file', 'y'), END], 400],
    ['with an undeclared file', [file('x'), file('y', 'other'), text('purpose', 'batch'), END], 400],
    ['that is cut short', [file('x'), text('purpose', 'ba').slice(0, -2)], 400],
    ['whose file is cut short', [text('purpose', 'batch'), file('x'.repeat(50_000)).slice(0, -2)], 400],
    ['with too many parts', [file('x'), text('purpose', 'batch').repeat(1101), END], 400],
    ['with a nameless part', [file('x'), '--x\r\ncontent-disposition: form-data\r\n\r\n1\r\n', END], 400],
  ])('%s', async (_, form, status) => {
    const { post, blobs, bodies } = open();
    expect((await post(form)).status).toBe(status);
    expect(bodies).toEqual([]);
    expect([blobs.kept.size, blobs.writing]).toEqual([0, 0]);
  });

  it.each([
    ['a fault', new Fault({ kind: 'invalid_value', param: 'file', message: 'no' }), 400],
    ['a defect', new TypeError('of the handler'), 500],
    ['that the store is full', new StoreFull('The store is full'), 400],
  ])('whose handler throws %s', async (_, fail, status) => {
    const { post, blobs, bodies } = open({ fail });
    expect((await post([file('x'), text('purpose', 'batch'), END])).status).toBe(status);
    expect(bodies).toHaveLength(1);
    expect(blobs.kept.size).toBe(0);
  });

  it.each([
    ['in the middle of its file', file('x'.repeat(1000)).slice(0, -2)],
    ['after its file', `${file('x'.repeat(1000))}--x\r\n`],
  ])('whose sender disconnects %s', async (_, start) => {
    const { post, blobs, ended, bodies } = open();
    const abort = new Abort();
    const stuck = async function* (): AsyncGenerator<Uint8Array> {
      yield bytes(start);
      await new Promise(() => {});
    };
    const answer = post(stuck(), { abort });
    await expect.poll(() => blobs.taken).toBeGreaterThan(0);
    abort.abort();
    expect((await answer).status).toBe(499);
    expect([blobs.kept.size, blobs.writing, bodies.length]).toEqual([0, 0, 0]);
    expect(ended).toMatchObject([{ outcome: 'aborted' }]);
  });

  it('whose source fails', async () => {
    const { post, blobs } = open();
    const breaking = async function* (): AsyncGenerator<Uint8Array> {
      yield bytes(file('x'.repeat(1000)).slice(0, -2));
      throw new Error('of the source');
    };
    expect((await post(breaking())).status).toBe(500);
    expect([blobs.kept.size, blobs.writing]).toEqual([0, 0]);
  });
});

describe('a store that rejects writes', () => {
  const unavailable = (reason: StoreProblem) => new StoreUnavailable('/data/x.db', 'it fails', { reason });

  it.each([
    ['full', new StoreFull('Cannot write to the store at "/data/x.db": it is full'), [400, null]],
    ['locked', unavailable('busy'), [503, 'overloaded']],
    ['on a full disk', unavailable('full'), [503, 'storage_full']],
    ['read-only', unavailable('read-only'), [503, 'storage_unavailable']],
    ['lost', unavailable('lost'), [503, 'storage_unavailable']],
    ['failing', unavailable('failed'), [503, 'storage_unavailable']],
    ['damaged', unavailable('damaged'), [500, 'internal_error']],
  ])('because it is %s is reported as such', async (_, error, code) => {
    const blobs = { ...createFakeBlobs(), write: () => Promise.reject(error) };
    const { post, lines } = open({ blobs });
    const answer = await post([file('x'.repeat(90_000)), text('purpose', 'batch'), END]);
    expect(codeOf(answer)).toEqual(code);
    expect(answer.headers['retry-after'] !== undefined).toBe(answer.status === 503);
    expect(String(answer.body)).not.toContain('/data');
    expect(lines.filter(({ level }) => level === 'error')).toMatchObject([{ error: error.message }]);
  });
});

describe('admission', () => {
  it('knows which bodies are streamed to the handler', () => {
    const { dispatcher } = open();
    const bodyOf = (method: string, path: string, headers = HEADERS) =>
      dispatcher.arrive({ method, path, query: '', headers, receivedAt: 0 }).body;
    expect([bodyOf('POST', '/v1/files'), bodyOf('POST', '/files')]).toEqual(['stream', 'stream']);
    expect([bodyOf('GET', '/v1/files'), bodyOf('POST', '/v1/other')]).toEqual(['whole', 'unwanted']);
    const json = { ...HEADERS, 'content-type': 'application/json' };
    expect(bodyOf('POST', '/v1/files', json)).toBe('whole');
  });
});
