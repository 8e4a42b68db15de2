import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureImage } from './measure-image.ts';

const u16 = (value: number) => [value >> 8, value & 255];
const u32 = (value: number) => [...u16(value >>> 16), ...u16(value & 0xffff)];
const low16 = (value: number) => u16(value).reverse();
const low24 = (value: number) => [value & 255, (value >> 8) & 255, value >> 16];
const ascii = (text: string) => [...Buffer.from(text, 'latin1')];

const png = (width: number, height: number) =>
  Uint8Array.of(
    0x89,
    ...ascii('PNG\r\n\x1a\n'),
    ...u32(13),
    ...ascii('IHDR'),
    ...u32(width),
    ...u32(height),
    8,
    6,
    0,
    0,
    0,
  );
const gif = (width: number, height: number) =>
  Uint8Array.of(...ascii('GIF89a'), ...low16(width), ...low16(height), 0, 0, 0);
const webp = (chunk: string, body: number[]) =>
  Uint8Array.of(...ascii('RIFF'), 0, 0, 0, 0, ...ascii(`WEBP${chunk}`), 10, 0, 0, 0, ...body);
const segment = (marker: number, body: number[]) => [0xff, marker, ...u16(body.length + 2), ...body];
const frame = (marker: number, width: number, height: number) =>
  segment(marker, [8, ...u16(height), ...u16(width), 3, 1, 0x22, 0]);
const jpeg = (...segments: number[][]) => Uint8Array.from([0xff, 0xd8, ...segments.flat()]);

// This EXIF segment contains a preview image with its own size.
const exif = segment(0xe1, [...ascii('Exif\0\0'), ...jpeg(frame(0xc0, 160, 120))]);
const samples: [string, Uint8Array, string, number, number][] = [
  ['PNG', png(640, 480), 'png', 640, 480],
  ['GIF', gif(320, 65_535), 'gif', 320, 65_535],
  ['baseline JPEG', jpeg(segment(0xe0, ascii('JFIF\0')), frame(0xc0, 4032, 3024)), 'jpeg', 4032, 3024],
  [
    'progressive JPEG behind EXIF and tables',
    jpeg(exif, segment(0xc4, [0, 1]), [0xff, 0xff], frame(0xc2, 800, 600)),
    'jpeg',
    800,
    600,
  ],
  [
    'lossy WebP',
    webp('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a, ...low16(0x4000 | 550), ...low16(368)]),
    'webp',
    550,
    368,
  ],
  ['lossless WebP', webp('VP8L', [0x2f, ...u32(385 | (394 << 14)).reverse()]), 'webp', 386, 395],
  ['extended WebP', webp('VP8X', [0, 0, 0, 0, ...low24(16_000), ...low24(70_000)]), 'webp', 16_001, 70_001],
];

describe('measureImage', () => {
  it.each(samples)('reads %s', (_, bytes, format, width, height) => {
    expect(measureImage(bytes)).toEqual({ format, width, height });
  });

  it.each(samples)('reads %s from a view into a larger buffer', (_, bytes, format, width, height) => {
    const larger = Buffer.concat([Buffer.from('RIFF'), bytes, Buffer.from('tail')]);
    expect(measureImage(larger.subarray(4, 4 + bytes.length))).toEqual({ format, width, height });
  });

  it.each(samples)(
    'returns the right size or nothing for a truncated %s',
    (_, bytes, format, width, height) => {
      for (let length = 0; length < bytes.length; length++) {
        const found = measureImage(bytes.subarray(0, length));
        if (found) expect(found).toEqual({ format, width, height });
      }
      expect(measureImage(bytes.subarray(0, 9))).toBeUndefined();
    },
  );

  it.each([
    ['a PNG without width', png(0, 5)],
    ['a PNG of impossible width', png(2 ** 31, 5)],
    ['a GIF without height', gif(5, 0)],
    ['a JPEG without a frame', jpeg([0xff, 0xda, 0, 2], frame(0xc0, 1, 1))],
    ['a JPEG whose segment has no length', jpeg([0xff, 0xe0, 0, 0], frame(0xc0, 1, 1))],
    ['text', Buffer.from('hello, this is not an image at all, not even a small one')],
  ])('refuses %s', (_, bytes) => {
    expect(measureImage(bytes)).toBeUndefined();
  });

  it('survives arbitrary input', () => {
    const heads = samples.map(([, bytes]) => bytes);
    const damaged = fc
      .tuple(fc.constantFrom(...heads), fc.nat(20), fc.uint8Array({ maxLength: 80 }))
      .map(([head, length, noise]) => Buffer.concat([head.subarray(0, length), noise]));
    fc.assert(
      fc.property(damaged, (bytes) => {
        const found = measureImage(bytes);
        if (found) expect(Math.min(found.width, found.height)).toBeGreaterThan(0);
      }),
      { numRuns: 3000, seed: 1 },
    );
  });
});

it('looks for the size of a JPEG in a limited number of segments', () => {
  const header = [0xff, 0xc0, 0, 17, 8, 0, 2, 0, 3, 1];
  const jpeg = (segments: number) =>
    Uint8Array.from([
      0xff,
      0xd8,
      ...Array.from({ length: segments }, () => [0xff, 0xe1, 0, 2]).flat(),
      ...header,
    ]);
  expect(measureImage(jpeg(1000))).toMatchObject({ width: 3, height: 2 });
  expect(measureImage(jpeg(10_000))).toBeUndefined();
});
