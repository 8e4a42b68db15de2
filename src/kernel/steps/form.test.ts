import Type from 'typebox';
import { describe, expect, it, vi } from 'vitest';
import { createTurns } from '../../runtime/turns.ts';
import { createVirtualClock } from '../../runtime/virtual-clock.ts';
import { incoming } from '../dispatch.cases.ts';
import { createFakeBlobs } from '../fake-blobs.cases.ts';
import { Fault } from '../fault.ts';
import type { Incoming } from '../incoming.ts';
import { UploadField } from '../upload.ts';
import { withForm } from './form.ts';

const schema = Type.Object({
  file: UploadField,
  images: Type.Optional(Type.Array(UploadField)),
  image: Type.Optional(Type.Union([UploadField, Type.Array(UploadField)])),
  model: Type.Optional(Type.String()),
  n: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
  stream: Type.Optional(Type.Boolean()),
  include: Type.Optional(Type.Array(Type.String())),
  chunking: Type.Optional(
    Type.Union([Type.Literal('auto'), Type.Object({ type: Type.String(), threshold: Type.Number() })]),
  ),
});

/** The parsed form, with a `use` that accepts everything. */
const clock = createVirtualClock();
const parseForm = (request: Incoming, turns = createTurns(clock)) =>
  withForm(request, schema, { bodyLimit: 1_000_000, blobs: createFakeBlobs(), clock, turns }, (form) => form);

/** A form as a browser encodes it. */
async function encoded(form: FormData): Promise<Parameters<typeof incoming>[0]> {
  const response = new Response(form);
  return {
    method: 'POST',
    headers: { 'content-type': response.headers.get('content-type') as string },
    body: new Uint8Array(await response.arrayBuffer()),
  };
}

/** A form as raw bytes. */
function raw(
  body: string | Uint8Array,
  contentType = 'multipart/form-data; boundary=x',
): Parameters<typeof incoming>[0] {
  return { method: 'POST', headers: { 'content-type': contentType }, body: Buffer.from(body) };
}

async function kindOf(request: Parameters<typeof incoming>[0]): Promise<string> {
  const error = await parseForm(incoming(request)).then(
    () => undefined,
    (reason) => reason,
  );
  return error instanceof Fault ? error.detail.kind : String(error);
}

describe('a form', () => {
  it('omits optional members that are empty', async () => {
    const form = new FormData();
    form.append('file', new File(['x'], 'x'));
    for (const name of ['n', 'stream', 'images[]']) form.append(name, '');
    const { value, checked } = await parseForm(incoming(await encoded(form)));
    expect(Object.keys(value)).toEqual(['file']);
    expect(Object.keys(checked)).toEqual(['file']);
  });

  it('can have its content type twice', async () => {
    const body = '--x\r\ncontent-disposition: form-data; name="model"\r\n\r\nm\r\n--x--\r\n';
    const type = 'multipart/form-data; boundary=x';
    const { value } = await parseForm(incoming(raw(body, `${type}, ${type}`)));
    expect(value.model).toBe('m');
  });

  it('omits a file input without a selected file, and accepts an empty file that has a name', async () => {
    const form = new FormData();
    form.append('file', new File(['x'], 'x'));
    form.append('images[]', new File([], ''));
    form.append('image[]', new File([], 'empty.png'));
    const { value } = await parseForm(incoming(await encoded(form)));
    expect(Object.keys(value)).toEqual(['file', 'image']);
  });

  it('parses text by its declared type and keeps files byte for byte', async () => {
    const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7) & 255);
    const form = new FormData();
    form.append('file', new File([bytes], 'ütf 8.bin', { type: 'audio/wav' }));
    form.append('model', '5');
    form.append('n', '2');
    form.append('stream', 'true');
    form.append('include[]', 'a');
    form.append('include[]', 'b');
    form.append('chunking[type]', 'server_vad');
    form.append('chunking[threshold]', '0.5');
    form.append('image[]', new File(['1'], 'one.png'));
    form.append('image[]', new File(['2'], 'two.png'));
    const { value } = await parseForm(incoming(await encoded(form)));
    expect(value).toMatchObject({
      model: '5',
      n: 2,
      stream: true,
      include: ['a', 'b'],
      image: [{ filename: 'one.png' }, { filename: 'two.png' }],
    });
    expect({ ...(value.chunking as object) }).toEqual({ type: 'server_vad', threshold: 0.5 });
    const file = value.file as { filename: string; contentType: string; bytes: Uint8Array };
    expect([file.filename, file.contentType]).toEqual(['ütf 8.bin', 'audio/wav']);
    expect(Buffer.compare(file.bytes, bytes)).toBe(0);
  });

  it('keeps empty files, and file names that look like paths, unchanged', async () => {
    const body =
      '--x\r\ncontent-disposition: form-data; name="file"; filename="../../etc/passwd"\r\n\r\n\r\n--x--\r\n';
    const { value } = await parseForm(incoming(raw(body)));
    expect(value.file).toMatchObject({ bytes: new Uint8Array(0) });
  });

  it('cannot pollute a prototype', async () => {
    const form = new FormData();
    form.append('__proto__[polluted]', 'yes');
    form.append('constructor[prototype]', 'yes');
    form.append('chunking[__proto__]', 'yes');
    await parseForm(incoming(await encoded(form)));
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each([
    ['text in place of a file', 'file', 'text'],
    ['a file in place of text', 'model', new File(['x'], 'x')],
  ])('refuses %s', async (_, name, part) => {
    const form = new FormData();
    form.append(name, part as string);
    expect(await kindOf(await encoded(form))).toBe('invalid_type');
  });

  it.each([
    ['no boundary', raw('', 'multipart/form-data')],
    ['an empty body', raw('')],
    ['no end', raw('--x\r\ncontent-disposition: form-data; name="model"\r\n\r\nwhisper')],
    [
      'a file that is cut off',
      raw('--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nabc'),
    ],
    ['a part without name', raw('--x\r\ncontent-disposition: form-data\r\n\r\n1\r\n--x--\r\n')],
    [
      'too many parts',
      raw(`${'--x\r\ncontent-disposition: form-data; name="n"\r\n\r\n1\r\n'.repeat(2000)}--x--\r\n`),
    ],
  ])('refuses %s', async (_, request) => {
    expect(await kindOf(request)).toBe('malformed_form');
  });

  it('rejects bodies that are not forms or are too large', async () => {
    expect(await kindOf({ json: {} })).toBe('unsupported_media_type');
    expect(await kindOf({ ...raw(''), body: undefined })).toBe('body_too_large');
  });

  it('of a megabyte is read in turns', async () => {
    const form = new FormData();
    form.set('model', 'x'.repeat(900_000));
    form.set('file', new File(['x'], 'a'));
    const turns = createTurns(createVirtualClock());
    const pause = vi.spyOn(turns, 'pause');
    const { value } = await parseForm(incoming(await encoded(form)), turns);
    expect(value.model).toHaveLength(900_000);
    expect(pause.mock.calls.length).toBeGreaterThanOrEqual(13);
  });

  it('reads no number of thousands of digits', async () => {
    const form = new FormData();
    form.set('n', '1'.repeat(401));
    form.set('file', new File(['x'], 'a'));
    const { value } = await parseForm(incoming(await encoded(form)));
    expect(value.n).toBe('1'.repeat(401));
  });
});
