import { crc32, deflateSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { encodePng } from '../sdk/pictures.ts';
import { type Answer, expectManners, KEY, openWorld, type World } from './world.ts';

/** Invalid and malicious images. Each is rejected or used, and does not block other requests. */

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
  /** Compressed pixel data; by default as many zeros as the header declares. */
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

/** 50 kB that decompress to 50 MB. */
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

describe('invalid images', () => {
  it.each<[string, () => Buffer]>([
    ['nothing', () => Buffer.alloc(0)],
    ['10 MB of zeros', () => Buffer.alloc(10 * MB)],
    ['impossibly large', () => png(0x7fffffff, 0x7fffffff, { pixels: few })],
    ['60,000 pixels wide and high', () => png(60_000, 60_000, { pixels: few })],
    ['one pixel wide and 60,000 high', () => png(1, 60_000)],
    ['zero width', () => png(0, 1, { pixels: few })],
    ['an invalid colour type', () => png(64, 64, { depth: 3, type: 5 })],
    ['a missing palette', () => png(64, 64, { type: 3 })],
    ['fewer pixels than declared', () => png(4096, 4096, { pixels: few })],
    ['more pixels than declared', () => png(64, 64, { pixels: bomb })],
    ['pixel data that does not decompress', () => png(64, 64, { pixels: Buffer.alloc(1000, 7) })],
    ['only a header', () => good.subarray(0, 33)],
    ['a truncated file', () => good.subarray(0, good.length - 40)],
    ['a wrong checksum', () => Buffer.concat([good.subarray(0, 30), Buffer.alloc(3), good.subarray(33)])],
    ['a chunk longer than the file', () => Buffer.concat([good.subarray(0, 33), Buffer.alloc(8, 0x7f)])],
    ['a JPEG of only markers', () => Buffer.alloc(5 * MB, Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 2]))],
    ['a JPEG with 100,000 scans', () => jpegOfScans(100_000)],
    ['a WebP of the maximum size', () => webp(16_383, 16_383)],
    ['a WebP without content', () => webp(4096, 4096)],
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

  it('images truncated at any length', async () => {
    const picture = encodePng(16, 16, (x, y) => [x * 16, y * 16, 90, 255]);
    for (let length = 0; length < picture.length - 12; length += 7) {
      const answer = await edit([picture.subarray(0, length)]);
      expect(answer.status, `${length} bytes`).toBe(400);
    }
  });

  it('images with a damaged byte at any position', async () => {
    const picture = encodePng(16, 16, (x, y) => [x * 16, y * 16, 90, 255]);
    for (let at = 0; at < picture.length; at += 11) {
      const damaged = Buffer.from(picture);
      damaged[at] = (damaged[at] as number) ^ 0xff;
      expectManners(await edit([damaged]));
    }
  });

  it.each([
    ['another machine', 'https://169.254.169.254/latest/meta-data/'],
    ['this machine', 'http://127.0.0.1:22/'],
    ['a file', 'file:///etc/passwd'],
    ['an image that does not exist', '/v1/images/files/img-none.png'],
    ['a path traversal', 'ORIGIN/v1/images/files/../../../etc/passwd'],
    ['invalid base64', 'data:image/png;base64,%%%%'],
    ['an endless media type', `data:${'image/png;'.repeat(100_000)}base64,AAAA`],
  ])('a URL with %s', async (_, url) => {
    const images = [{ image_url: url.replace('ORIGIN', world.url) }];
    const body = JSON.stringify({ model: 'gpt-image-1-mini', prompt: 'A hat', images });
    const answer = await world.send('/v1/images/edits', body);
    expect(answer.status).toBe(400);
    expectManners(answer);
  });
});

describe('images with unexpected content', () => {
  it.each<[string, () => Buffer]>([
    ['a colour profile that is a decompression bomb', () => png(64, 64, { before: [compressed('iCCP')] })],
    [
      'text chunks that are decompression bombs',
      () => png(64, 64, { before: Array.from({ length: 40 }, () => compressed('zTXt')) }),
    ],
    [
      '100,000 empty chunks',
      () => png(64, 64, { before: Array(100_000).fill(chunk('tEXt', Buffer.alloc(0))) }),
    ],
    ['one pixel wide and 16,383 high', () => png(1, 16_383)],
    ['the maximum size', () => png(4096, 4096)],
    ['5 MB after its end', () => Buffer.concat([good, Buffer.alloc(5 * MB, 0xff)])],
  ])('%s', async (_, bytes) => {
    const answer = await edit([bytes()]);
    expect(answer.status).toBe(200);
  });

  it('are rejected if the model accepts only smaller files', async () => {
    const form = new FormData();
    form.append('image', asFile(Buffer.concat([good, Buffer.alloc(5 * MB)])), 'a.png');
    const { status, error } = await world.send('/v1/images/variations', form);
    expect(status).toBe(400);
    expect(error?.code).toBe('invalid_image_file');
  });

  it('are limited to 16', async () => {
    const answer = await edit(Array.from({ length: 17 }, () => good));
    expect(answer.status).toBe(400);
    expect(answer.error?.param).toBe('image');
  });
});

it.each([
  ['one word', 'transparent '.repeat(2600)],
  ['spaces', `no ${' '.repeat(31_000)}x`],
  ['family emoji', '👩‍👩‍👧‍👦'.repeat(2500)],
  ['accents', `e${'\u0301'.repeat(31_000)}`],
  ['lone surrogates', '\ud800'.repeat(1000)],
  ['control characters and text direction marks', '\u202e\u0000\u001b[31m\u2066'.repeat(1000)],
])('generates an image for a prompt of %s', async (_, prompt) => {
  const body = {
    model: 'gpt-image-1-mini',
    prompt,
    quality: 'low',
    size: '1024x1024',
    output_format: 'jpeg',
  };
  expect((await world.send('/v1/images/generations', JSON.stringify(body))).status).toBe(200);
});

it('keeps streams flowing while large images are processed', async () => {
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
  // Many events arrived while the image was processed.
  expect(received - before).toBeGreaterThan(5000);
  expect(isOver).toBe(false);
  leaving.abort();
  await reading.catch(() => {});
});

function compressed(type: 'iCCP' | 'zTXt'): Buffer {
  return chunk(type, Buffer.concat([Buffer.from('name\0\0', 'latin1'), bomb]));
}

/** A progressive JPEG of 4,096 × 4,096 pixels; decoding each scan would take a pass over all of them. */
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

/** A lossless WebP without image data. */
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
