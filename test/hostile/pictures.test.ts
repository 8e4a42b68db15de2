import { crc32, deflateSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { encodePng } from '../sdk/pictures.ts';
import { type Answer, expectManners, KEY, openWorld, type World } from './world.ts';

/** Pictures that are none, or more than they seem. Each is refused or used, and whatever else is under way goes on. */

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world.isWell();
  expect(world.log.filter((line) => line.includes('unexpected failure'))).toEqual([]);
});
afterAll(() => world[Symbol.asyncDispose]());

const MB = 1_000_000;
const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

interface PngOptions {
  readonly depth?: number;
  readonly type?: number;
  readonly interlaced?: boolean;
  /** Compressed pixels; by default what the header promises, all zeros. */
  readonly pixels?: Buffer;
  readonly before?: readonly Buffer[];
}

function png(width: number, height: number, options: PngOptions = {}): Buffer {
  const { depth = 8, type = 6, interlaced = false, before = [] } = options;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, type, 0, 0, interlaced ? 1 : 0], 8);
  const pixels = options.pixels ?? deflateSync(Buffer.alloc(height * (1 + width * 4)));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    ...before,
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** 50 kB that become 50 MB. */
const bomb = deflateSync(Buffer.alloc(50 * MB));
const few = deflateSync(Buffer.alloc(1000));
const good = png(64, 64);

const asFile = (bytes: Uint8Array): Blob => new Blob([new Uint8Array(bytes)], { type: 'image/png' });

function edit(images: readonly Uint8Array[], mask?: Uint8Array, others: object = {}): Promise<Answer> {
  const form = new FormData();
  const members = { model: 'gpt-image-1-mini', prompt: 'A hat', quality: 'low', size: '1024x1024' };
  for (const [name, value] of Object.entries({ ...members, ...others })) form.append(name, String(value));
  for (const image of images) form.append('image[]', asFile(image), 'a.png');
  if (mask) form.append('mask', asFile(mask), 'mask.png');
  return world.send('/v1/images/edits', form);
}

describe('pictures that cannot be shown', () => {
  it.each<[string, () => Buffer]>([
    ['nothing', () => Buffer.alloc(0)],
    ['10 MB of nothing', () => Buffer.alloc(10 * MB)],
    ['larger than any', () => png(0x7fffffff, 0x7fffffff, { pixels: few })],
    ['60,000 pixels wide and high', () => png(60_000, 60_000, { pixels: few })],
    ['one pixel wide and 60,000 high', () => png(1, 60_000)],
    ['of no width', () => png(0, 1, { pixels: few })],
    ['of a kind that does not exist', () => png(64, 64, { depth: 3, type: 5 })],
    ['without its palette', () => png(64, 64, { type: 3 })],
    ['fewer pixels than its header says', () => png(4096, 4096, { pixels: few })],
    ['more pixels than its header says', () => png(64, 64, { pixels: bomb })],
    ['pixels that do not inflate', () => png(64, 64, { pixels: Buffer.alloc(1000, 7) })],
    ['a header alone', () => good.subarray(0, 33)],
    ['half of it', () => good.subarray(0, good.length - 40)],
    ['a wrong checksum', () => Buffer.concat([good.subarray(0, 30), Buffer.alloc(3), good.subarray(33)])],
    ['a chunk longer than the file', () => Buffer.concat([good.subarray(0, 33), Buffer.alloc(8, 0x7f)])],
    ['a JPEG of markers', () => Buffer.alloc(5 * MB, Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 2]))],
    ['a JPEG of scans', () => jpegOfScans(100_000)],
    ['a WebP larger than any', () => webp(16_383, 16_383)],
    ['a WebP of nothing', () => webp(4096, 4096)],
    ['a GIF', () => Buffer.from('R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=', 'base64')],
  ])('%s', async (_, bytes) => {
    const answer = await edit([bytes()]);
    expectManners(answer);
    expect(answer.error?.code).toBe('invalid_image_file');
    expect((await edit([good], bytes())).status).toBe(400);
    const { error } = await world.send(
      '/v1/images/edits',
      JSON.stringify({
        model: 'gpt-image-1-mini',
        prompt: 'A hat',
        images: [{ image_url: `data:image/png;base64,${bytes().toString('base64')}` }],
      }),
    );
    expect(error?.type).toBe('invalid_request_error');
  });

  it('every beginning of a picture', async () => {
    const picture = encodePng(16, 16, (x, y) => [x * 16, y * 16, 90, 255]);
    for (let length = 0; length < picture.length - 12; length += 7) {
      const answer = await edit([picture.subarray(0, length)]);
      expect(answer.status, `${length} bytes`).toBe(400);
    }
  });

  it('every damaged byte of a picture', async () => {
    const picture = encodePng(16, 16, (x, y) => [x * 16, y * 16, 90, 255]);
    for (let at = 0; at < picture.length; at += 11) {
      const damaged = Buffer.from(picture);
      damaged[at] = (damaged[at] as number) ^ 0xff;
      expectManners(await edit([damaged]));
    }
  });

  it.each([
    ['other machines', 'https://169.254.169.254/latest/meta-data/'],
    ['this machine', 'http://127.0.0.1:22/'],
    ['a file', 'file:///etc/passwd'],
    ['a picture that this server never made', '/v1/images/files/img-none.png'],
    ['a path out of it', 'ORIGIN/v1/images/files/../../../etc/passwd'],
    ['no base64', 'data:image/png;base64,%%%%'],
    ['a type without end', `data:${'image/png;'.repeat(100_000)}base64,AAAA`],
  ])('an address of %s', async (_, url) => {
    const images = [{ image_url: url.replace('ORIGIN', world.url) }];
    const body = JSON.stringify({ model: 'gpt-image-1-mini', prompt: 'A hat', images });
    const answer = await world.send('/v1/images/edits', body);
    expect(answer.status).toBe(400);
    expectManners(answer);
  });
});

describe('pictures that are more than they seem', () => {
  it.each<[string, () => Buffer]>([
    ['a colour profile that inflates', () => png(64, 64, { before: [compressed('iCCP')] })],
    [
      'texts that inflate',
      () => png(64, 64, { before: Array.from({ length: 40 }, () => compressed('zTXt')) }),
    ],
    [
      '100,000 empty chunks',
      () => png(64, 64, { before: Array(100_000).fill(chunk('tEXt', Buffer.alloc(0))) }),
    ],
    ['one pixel wide and 16,383 high', () => png(1, 16_383)],
    ['as large as it may be', () => png(4096, 4096)],
    ['whatever comes behind its end', () => Buffer.concat([good, Buffer.alloc(5 * MB, 0xff)])],
  ])('%s', async (_, bytes) => {
    const answer = await edit([bytes()]);
    expect(answer.status).toBe(200);
  });

  it('are refused where the model takes small ones alone', async () => {
    const form = new FormData();
    form.append('image', asFile(Buffer.concat([good, Buffer.alloc(5 * MB)])), 'a.png');
    const { status, error } = await world.send('/v1/images/variations', form);
    expect(status).toBe(400);
    expect(error?.code).toBe('invalid_image_file');
  });

  it('are no more than 16', async () => {
    const answer = await edit(Array.from({ length: 17 }, () => good));
    expect(answer.status).toBe(400);
    expect(answer.error?.param).toBe('image');
  });
});

it.each([
  ['one word', 'transparent '.repeat(2600)],
  ['spaces', `no ${' '.repeat(31_000)}x`],
  ['families', '👩‍👩‍👧‍👦'.repeat(2500)],
  ['accents', `e${'\u0301'.repeat(31_000)}`],
  ['halves of characters', '\ud800'.repeat(1000)],
  ['directions and controls', '\u202e\u0000\u001b[31m\u2066'.repeat(1000)],
])('a prompt of %s is painted', async (_, prompt) => {
  const body = {
    model: 'gpt-image-1-mini',
    prompt,
    quality: 'low',
    size: '1024x1024',
    output_format: 'jpeg',
  };
  expect((await world.send('/v1/images/generations', JSON.stringify(body))).status).toBe(200);
});

it('streams go on while bombs are looked at', async () => {
  await using paced = await openWorld({ fast: false, ttft: '5ms', itl: '5ms' });
  const leaving = new AbortController();
  const { body } = await fetch(`${paced.url}/v1/chat/completions`, {
    method: 'POST',
    signal: leaving.signal,
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'gpt-4o',
      messages: [{ role: 'user', content: 'Tell me a long story' }],
      max_completion_tokens: 4000,
      ignore_eos: true,
      stream: true,
    }),
  });
  let received = 0;
  let isOver = false;
  const reading = (async () => {
    for await (const bytes of body ?? []) received += bytes.length;
    isOver = true;
  })();
  const form = new FormData();
  for (const [name, value] of Object.entries({ model: 'dall-e-2', size: '256x256', n: '2' }))
    form.append(name, value);
  form.append('image', asFile(png(4096, 4096)), 'a.png');
  await paced.send('/v1/images/variations', new FormData());
  const before = received;
  expect((await paced.send('/v1/images/variations', form)).status).toBe(200);
  // Many events came in the time of one answer.
  expect(received - before).toBeGreaterThan(5000);
  expect(isOver).toBe(false);
  leaving.abort();
  await reading.catch(() => {});
});

function compressed(type: 'iCCP' | 'zTXt'): Buffer {
  return chunk(type, Buffer.concat([Buffer.from('name\0\0', 'latin1'), bomb]));
}

/** A progressive picture of 4,096 × 4,096 pixels; each of its scans would be a pass over all of them. */
function jpegOfScans(count: number): Buffer {
  const segment = (marker: number, ...content: number[]): Buffer =>
    Buffer.from([0xff, marker, 0, content.length + 2, ...content]);
  const codes = [1, ...Array<number>(15).fill(0), 0];
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xdb, 0, ...Array<number>(64).fill(1)),
    segment(0xc2, 8, 16, 0, 16, 0, 3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0),
    segment(0xc4, 0, ...codes),
    segment(0xc4, 0x10, ...codes),
    segment(0xda, 3, 1, 0, 2, 0, 3, 0, 0, 0, 0),
    Buffer.alloc(10),
    ...Array<Buffer>(count).fill(segment(0xda, 1, 1, 0, 1, 63, 0)),
    Buffer.from([0xff, 0xd9]),
  ]);
}

/** A lossless WebP whose content is none. */
function webp(width: number, height: number): Buffer {
  const file = Buffer.alloc(60);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(52, 4);
  file.write('WEBPVP8L', 8, 'latin1');
  file.writeUInt32LE(40, 16);
  file[20] = 0x2f;
  file.writeUInt32LE((width - 1) | ((height - 1) << 14), 21);
  return file;
}
