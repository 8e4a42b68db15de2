import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureAudio } from './measure-audio.ts';

const ascii = (text: string) => Buffer.from(text, 'latin1');
const low32 = (value: number) => Buffer.from(Uint32Array.of(value).buffer);
const low16 = (...values: number[]) => Buffer.from(Uint16Array.from(values).buffer);

function chunk(id: string, body: Buffer, size = body.length): Buffer {
  return Buffer.concat([ascii(id), low32(size), body, Buffer.alloc(body.length % 2)]);
}
function fmt(tag: number, channels: number, rate: number, bits: number): Buffer {
  const align = (channels * bits) / 8;
  return chunk(
    'fmt ',
    Buffer.concat([low16(tag, channels), low32(rate), low32(rate * align), low16(align, bits)]),
  );
}
function wav(...chunks: Buffer[]): Buffer {
  const body = Buffer.concat(chunks);
  return Buffer.concat([ascii('RIFF'), low32(body.length + 4), ascii('WAVE'), body]);
}

/** MPEG-1 Layer III at 44.1 kHz, stereo; bitrate by index, 9 being 128 kbit/s. */
function frame(index = 9, content = ''): Buffer {
  const kbits = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320][index]!;
  const bytes = Buffer.alloc(Math.floor((144_000 * kbits) / 44_100));
  bytes.set([0xff, 0xfb, index << 4, 0]);
  bytes.write(content, 36, 'latin1');
  return bytes;
}
const frames = (count: number, index?: number) => Array.from({ length: count }, () => frame(index));
const id3 = (length: number) =>
  Buffer.concat([
    ascii('ID3\x04\0\0'),
    Buffer.of(0, 0, length >> 7, length & 127),
    Buffer.alloc(length, 0xff),
  ]);

function flac(rate: number, samples: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.write('fLaC', 'latin1');
  bytes.set([0x80, 0, 0, 34], 4);
  bytes.writeUInt32BE(((rate << 12) | (1 << 9) | (15 << 4) | Math.floor(samples / 2 ** 32)) >>> 0, 18);
  bytes.writeUInt32BE(samples >>> 0, 22);
  return bytes;
}

function page(granule: bigint, packets: Buffer[], serial = 7): Buffer {
  const head = Buffer.alloc(27);
  head.write('OggS', 'latin1');
  head.writeBigInt64LE(granule, 6);
  head.writeUInt32LE(serial, 14);
  head[26] = packets.length;
  return Buffer.concat([head, Buffer.from(packets.map((packet) => packet.length)), ...packets]);
}
const opusHead = Buffer.concat([
  ascii('OpusHead\x01\x01'),
  low16(312),
  low32(24_000),
  low16(0),
  Buffer.alloc(1),
]);
const vorbisHead = Buffer.concat([
  ascii('\x01vorbis'),
  low32(0),
  Buffer.of(2),
  low32(22_050),
  Buffer.alloc(14),
]);
const packets = (count: number) => Array.from({ length: count }, () => Buffer.alloc(20, 1));
const opus = (granule: bigint) =>
  Buffer.concat([
    page(0n, [opusHead]),
    page(-1n, packets(25)),
    page(999n, packets(2), 8),
    page(granule, packets(25)),
  ]);

describe('wav', () => {
  const second = chunk('data', Buffer.alloc(32_000));
  it.each([
    ['16-bit PCM', wav(fmt(1, 1, 16_000, 16), second), 1],
    ['stereo float', wav(fmt(3, 2, 8000, 32), second), 0.5],
    ['24-bit extensible', wav(fmt(0xfffe, 1, 8000, 24), second), 32_000 / 24_000],
    ['µ-law', wav(fmt(7, 1, 8000, 8), second), 4],
    [
      'data before its format, odd chunks between',
      wav(chunk('LIST', Buffer.alloc(3)), second, chunk('junk', Buffer.alloc(1)), fmt(1, 1, 16_000, 16)),
      1,
    ],
    [
      'a data size unknown to its writer',
      wav(fmt(1, 1, 16_000, 16), chunk('data', Buffer.alloc(32_000), 0xffff_ffff)),
      1,
    ],
    ['a file cut short', wav(fmt(1, 1, 16_000, 16), second).subarray(0, 44 + 16_000), 0.5],
    ['no sound', wav(fmt(1, 1, 16_000, 16), chunk('data', Buffer.alloc(0))), 0],
  ])('measures %s', (_, bytes, seconds) => {
    expect(measureAudio(bytes)).toEqual({ format: 'wav', seconds });
  });

  it.each([
    ['without a format', wav(second)],
    ['without sound', wav(fmt(1, 1, 16_000, 16))],
    ['without channels', wav(fmt(1, 0, 16_000, 16), second)],
    ['without a rate', wav(fmt(1, 1, 0, 16), second)],
  ])('refuses a file %s', (_, bytes) => {
    expect(measureAudio(bytes)).toBeUndefined();
  });
});

describe('mp3', () => {
  const length = 1152 / 44_100;
  it.each([
    ['constant bit rate', frames(100), 100],
    ['variable bit rate behind a Xing table', [frame(9, 'Xing'), ...frames(10, 5), ...frames(10, 14)], 20],
    ['a table of VBRI', [frame(9, 'VBRI'), ...frames(20)], 20],
    ['an ID3 tag that looks like sound', [id3(3000), ...frames(10)], 10],
    [
      'junk in the middle and a tag at the end',
      [...frames(10), Buffer.alloc(77, 0xff), ...frames(10), ascii('TAG'), Buffer.alloc(125)],
      20,
    ],
    ['a last frame cut short', [...frames(10), frame().subarray(0, 100)], 10],
    ['a single frame', frames(1), 1],
  ])('measures %s', (_, parts, count) => {
    const found = measureAudio(Buffer.concat(parts));
    expect(found?.format).toBe('mp3');
    expect(found?.seconds).toBeCloseTo(count * length, 9);
  });

  it('measures the lower sampling rates', () => {
    // MPEG-2, 64 kbit/s, 24 kHz, mono: 576 samples in 192 bytes.
    const one = Buffer.alloc(192);
    one.set([0xff, 0xf3, 0x84, 0xc0]);
    expect(measureAudio(Buffer.concat(Array.from({ length: 50 }, () => one)))?.seconds).toBeCloseTo(1.2, 9);
  });

  it('does not look for sound for ever', () => {
    expect(measureAudio(Buffer.concat([Buffer.alloc(100_000), ...frames(10)]))).toBeUndefined();
    expect(measureAudio(Buffer.alloc(1_000_000, 0xff))).toBeUndefined();
  });
});

describe('flac and ogg', () => {
  it('reads the sample count of FLAC, unless the file cannot hold it', () => {
    expect(measureAudio(flac(44_100, 88_200, 5000))).toEqual({ format: 'flac', seconds: 2 });
    expect(measureAudio(Buffer.concat([id3(40), flac(48_000, 24_000, 5000)]))?.seconds).toBe(0.5);
    expect(measureAudio(flac(44_100, 0, 5000))).toBeUndefined();
    expect(measureAudio(flac(44_100, 2 ** 35, 5000))).toBeUndefined();
    expect(measureAudio(flac(0, 88_200, 5000))).toBeUndefined();
  });

  it('reads the last position of the first Ogg stream, unless its packets cannot hold it', () => {
    expect(measureAudio(opus(48_312n))).toEqual({ format: 'opus', seconds: 1 });
    expect(measureAudio(opus(2n ** 60n))).toBeUndefined();
    const vorbis = Buffer.concat([page(0n, [vorbisHead]), page(44_100n, packets(50))]);
    expect(measureAudio(vorbis)).toEqual({ format: 'vorbis', seconds: 2 });
    expect(measureAudio(page(0n, [ascii('something else entirely, and long enough')]))).toBeUndefined();
  });
});

describe('measureAudio', () => {
  it('reads raw samples only when told so', () => {
    expect(measureAudio(Buffer.alloc(48_001), 'pcm16')).toEqual({ format: 'pcm16', seconds: 1 });
    expect(measureAudio(Buffer.alloc(48_000))).toBeUndefined();
    expect(measureAudio(wav(fmt(1, 1, 16_000, 16), chunk('data', Buffer.alloc(32_000))), 'mp3')?.format).toBe(
      'wav',
    );
  });

  it('survives anything, and gives only finite times', () => {
    const wholes = [
      wav(fmt(1, 1, 16_000, 16), chunk('data', Buffer.alloc(100))),
      Buffer.concat(frames(2)),
      Buffer.concat([id3(20), frame()]),
      flac(44_100, 4410, 100),
      opus(4800n),
    ];
    const damaged = fc
      .tuple(fc.constantFrom(...wholes), fc.nat(120), fc.uint8Array({ maxLength: 60 }), fc.nat(700))
      .map(([whole, from, noise, rest]) =>
        Buffer.concat([whole.subarray(0, from), noise, whole.subarray(from, from + rest)]),
      );
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        const seconds = measureAudio(bytes)?.seconds ?? 0;
        expect(Number.isFinite(seconds) && seconds >= 0).toBe(true);
      }),
      { numRuns: 3000, seed: 1 },
    );
  });
});
