import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { wavBase64 } from '../sdk/media.ts';
import { type Answer, expectManners, openWorld, type World } from './world.ts';

/** Malicious forms. Each is accepted or rejected, and does not affect the next request. */

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world.isWell();
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(world.log.filter((line) => line.includes('unexpected failure'))).toEqual([]);
});
afterAll(() => world[Symbol.asyncDispose]());

const MB = 1_000_000;
const END = '--x--\r\n';

/** One part, by its disposition and content. */
const part = (disposition: string, content = '', headers = ''): string =>
  `--x\r\ncontent-disposition: form-data; ${disposition}\r\n${headers}\r\n${content}\r\n`;
const sound = Buffer.from(wavBase64(1), 'base64').toString('latin1');
const file = part('name="file"; filename="a.wav"', sound);
const model = part('name="model"', 'whisper-1');

const send = (body: string | Uint8Array, type = 'multipart/form-data; boundary=x'): Promise<Answer> =>
  world.send('/v1/audio/transcriptions', typeof body === 'string' ? Buffer.from(body, 'latin1') : body, {
    'content-type': type,
  });

it('accepts a hand-written form', async () => {
  expect((await send(file + model + END)).status).toBe(200);
  expect((await send(file + model + END, 'Multipart/Form-Data; charset=x; BOUNDARY="x"')).status).toBe(200);
});

describe('form boundaries', () => {
  it.each([
    ['no boundary', 'multipart/form-data'],
    ['an empty boundary', 'multipart/form-data; boundary='],
    ['an empty boundary in quotes', 'multipart/form-data; boundary=""'],
    ['another boundary', 'multipart/form-data; boundary=y'],
    ['a boundary that is a regular expression', 'multipart/form-data; boundary=(a+)+$'],
    ['an endless boundary', `multipart/form-data; boundary=${'a'.repeat(7000)}`],
    ['a boundary of escapes', `multipart/form-data; boundary="${'\\"'.repeat(3000)}`],
    ['many parameters and no boundary', `multipart/form-data; ${'a=b; '.repeat(1000)}`],
  ])('%s', async (_, type) => {
    const { status, error } = await send(file + model + END, type);
    expect(status).toBe(400);
    expect(error?.message).toMatch(/^Could not parse multipart form/);
  });

  it.each(['multipart/mixed; boundary=x', 'application/x-www-form-urlencoded', 'text/plain', 'form-data'])(
    'another type: %s',
    async (type) => {
      const { status, error } = await send(file + model + END, type);
      expect(status).toBe(400);
      expect(error?.message).toMatch(/^Unsupported content type/);
    },
  );

  it.each([
    ['nothing', ''],
    ['only a start boundary', '--x\r\n'],
    ['only a header', '--x\r\ncontent-disposition: form-data; name="model"'],
    ['an unterminated part', part('name="model"', 'whisper-1').slice(0, -4)],
    ['an unterminated file', model + file.slice(0, -100)],
    ['a missing end boundary', file + model],
    ['a part without a name', `${file}--x\r\ncontent-disposition: form-data\r\n\r\na\r\n${END}`],
    ['a part with an empty name', file + part('name=""', 'a') + END],
  ])('%s', async (_, body) => {
    const { status, error } = await send(body);
    expect(status).toBe(400);
    expect(error?.message).toMatch(/^Could not parse multipart form/);
  });
});

describe('large forms', () => {
  it('accepts a thousand parts and rejects more', async () => {
    const keyword = part('name="keywords[]"', 'a');
    const unread = await send(file + keyword.repeat(1000) + END);
    expect(unread.error?.message).toBe("Missing required parameter: 'model'.");
    const refused = await send(file + keyword.repeat(1100) + END);
    expect(refused.error?.message).toMatch(/more than 1100 parts/);
  });

  it.each<[string, () => string | Uint8Array]>([
    ['300,000 parts', () => part('name="a"').repeat(300_000) + END],
    ['6 million start boundaries', () => '--x\r\n'.repeat(6 * MB)],
    ['a million headers', () => `--x\r\n${'a: b\r\n'.repeat(MB)}\r\n\r\n${END}`],
    ['a header of 30 MB', () => `--x\r\na: ${'b'.repeat(30 * MB)}\r\n\r\n${END}`],
    ['a name of 30 MB', () => part(`name="${'a'.repeat(30 * MB)}"`, 'a') + END],
    ['a text of 30 MB', () => file + model + part('name="language"', 'a'.repeat(30 * MB)) + END],
    ['a number of 30 MB', () => file + model + part('name="temperature"', '1'.repeat(30 * MB)) + END],
    ['30 MB before the first part', () => Buffer.alloc(30 * MB, '-')],
    ['30 MB of line breaks', () => Buffer.alloc(30 * MB, '\r\n')],
    ['30 MB of almost boundaries', () => Buffer.alloc(30 * MB, '\r\n-')],
    ['a thousand files', () => model + part('name="file"; filename="a"', 'a').repeat(999) + END],
    ['a disposition of quotes', () => part(`name="${'\\"'.repeat(50_000)}`, 'a') + END],
    ['a disposition of names', () => part(`${'name="a"; '.repeat(10_000)}`, 'a') + END],
    ['a name of brackets', () => file + model + part(`name="${'['.repeat(100_000)}"`, 'a') + END],
  ])('%s', async (_, body) => {
    const answer = await send(body());
    expect(answer.status).toBe(400);
    expectManners(answer);
  });

  it('rejects a form above the limit', async () => {
    const answer = await send(Buffer.alloc(34 * MB));
    expect(answer.status).toBe(413);
  });
});

describe('names of parts', () => {
  it.each([
    '__proto__',
    '__proto__[polluted]',
    'constructor',
    'constructor[prototype]',
    'toString',
    'file[__proto__]',
    'model[__proto__]',
    'include[constructor]',
    'chunking_strategy[__proto__]',
    'chunking_strategy[constructor]',
    'keywords[][]',
    'a[b][c]',
    '[]',
    '\u00ff\u00fe',
  ])('%s is rejected', async (name) => {
    const answer = await send(file + model + part(`name="${name}"`, 'polluted') + END);
    expect(answer.status).toBe(400);
    expectManners(answer);
  });

  it.each([
    'filename="../../../etc/passwd"',
    'filename="C:\\\\boot.ini"',
    'filename="a\u0000.wav"',
    'filename=""',
    `filename="${'a'.repeat(10_000)}.wav"`,
    "filename*=utf-8''%ff%fe%00",
    "filename*=utf-7''+ADw-.wav",
    "filename*=no-such''a",
  ])('accepts or rejects a file named %s', async (name) => {
    expectManners(await send(model + part(`name="file"; ${name}`, sound) + END));
  });

  it.each([
    ['a charset that does not exist', 'content-type: text/plain; charset=no-such\r\n'],
    ['UTF-16 text', 'content-type: text/plain; charset=utf-16\r\n'],
    ['a transfer encoding', 'content-transfer-encoding: base64\r\n'],
    ['a type of quotes', `content-type: ${';a="'.repeat(10_000)}\r\n`],
    ['a nested form', 'content-type: multipart/mixed; boundary=y\r\n'],
  ])('a part with %s', async (_, headers) => {
    expectManners(await send(file + part('name="model"', 'whisper-1', headers) + END), [404]);
  });
});
