import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../../runtime/steps.ts';
import { measureAudio as measureAudioInSteps } from './measure-audio.ts';

const measureAudio = (...given: Parameters<typeof measureAudioInSteps>) =>
  finish(measureAudioInSteps(...given));

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

/** MPEG-1 Layer III at 44.1 kHz, stereo; `index` selects the bit rate, 9 being 128 kbit/s. */
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

/** A FLAC header followed by empty frames of 4,096 samples. */
function flac(rate: number, samples: number, frames: number): Buffer {
  const head = Buffer.alloc(42);
  head.write('fLaC', 'latin1');
  head.set([0x80, 0, 0, 34], 4);
  head.writeUInt32BE(((rate << 12) | (1 << 9) | (15 << 4) | Math.floor(samples / 2 ** 32)) >>> 0, 18);
  head.writeUInt32BE(samples >>> 0, 22);
  return Buffer.concat([head, ...Array.from({ length: frames }, (_, index) => flacFrame(index))]);
}
function flacFrame(number: number): Buffer {
  const coded = number < 0x80 ? [number] : [0xc0 | (number >> 6), 0x80 | (number & 0x3f)];
  const frame = Buffer.of(0xff, 0xf8, 0xc0, 0x08, ...coded, 0, 0xff, 0xf8, 1, 2, 3);
  const end = 4 + coded.length;
  let sum = 0;
  for (let bit = 0; bit < end * 8; bit++) {
    const top = (sum >> 7) ^ ((frame[bit >> 3]! >> (7 - (bit & 7))) & 1);
    sum = ((sum << 1) & 0xff) ^ (top ? 0x07 : 0);
  }
  frame[end] = sum;
  return frame;
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

  it('stops searching for a first frame', () => {
    expect(measureAudio(Buffer.concat([Buffer.alloc(100_000), ...frames(10)]))).toBeUndefined();
    expect(measureAudio(Buffer.alloc(1_000_000, 0xff))).toBeUndefined();
  });
});

describe('flac and ogg', () => {
  it('adds up the FLAC frames, whatever the header says', () => {
    const frames = (count: number): number => (count * 4096) / 44_100;
    expect(measureAudio(flac(44_100, 0, 200))).toEqual({ format: 'flac', seconds: frames(200) });
    expect(measureAudio(Buffer.concat([id3(40), flac(44_100, 4000, 1)]))?.seconds).toBe(4000 / 44_100);
    expect(measureAudio(flac(44_100, 2 ** 35, 3))?.seconds).toBe(frames(3));
    expect(measureAudio(flac(44_100, 44_100, 0))).toBeUndefined();
    expect(measureAudio(flac(0, 88_200, 3))).toBeUndefined();
  });

  it('reads the last position of the first Ogg stream unless it exceeds what the packets can hold', () => {
    expect(measureAudio(opus(48_312n))).toEqual({ format: 'opus', seconds: 1 });
    expect(measureAudio(opus(2n ** 60n))).toBeUndefined();
    const vorbis = Buffer.concat([page(0n, [vorbisHead]), page(44_100n, packets(50))]);
    expect(measureAudio(vorbis)).toEqual({ format: 'vorbis', seconds: 2 });
    expect(measureAudio(page(0n, [ascii('something else entirely, and long enough')]))).toBeUndefined();
  });
});

const fixture = (name: string) =>
  readFileSync(new URL(`../../../test/fixtures/audio/${name}`, import.meta.url));

describe('files from another encoder', () => {
  // Durations reported by the encoder's own decoder; encoded frames are longer than the original sound.
  it.each([
    ['tone.mp3', 'mp3', 1.3],
    ['tone.mpga', 'mpga', 1.368],
    ['tone.mpeg', 'mpeg', 1.368],
    ['tone.aac', 'aac', 1.408],
    ['tone.m4a', 'mp4', 1.3],
    ['fragmented.mp4', 'mp4', 1.364],
    ['video.mp4', 'mp4', 1.3],
    ['tone.webm', 'webm', 1.3],
    ['live.webm', 'webm', 1.3],
    ['tone.opus', 'opus', 1.3],
    ['tone.ogg', 'vorbis', 1.3],
    ['silence.oga', 'flac', 1.3],
    ['tone.flac', 'flac', 1.3],
  ])('%s is %s of %d s', (name, format, seconds) => {
    const found = measureAudio(fixture(name));
    expect(found?.format).toBe(format);
    expect(Math.abs((found?.seconds ?? 0) - seconds)).toBeLessThan(0.01);
  });

  it.each(['tone.mp3', 'tone.mpga', 'tone.aac', 'live.webm', 'tone.flac', 'fragmented.mp4'])(
    '%s cut in half has about half the duration',
    (name) => {
      const whole = fixture(name);
      const seconds = measureAudio(whole.subarray(0, whole.length * 0.55))?.seconds ?? 0;
      expect(seconds).toBeGreaterThan(0.3);
      expect(seconds).toBeLessThan(0.9);
    },
  );

  it('rejects an MP4 with truncated audio or an overstated sample table', () => {
    const whole = fixture('tone.m4a');
    expect(measureAudio(whole.subarray(0, 2000))).toBeUndefined();
    const boastful = Buffer.from(whole);
    const table = boastful.indexOf('stts');
    boastful.writeUInt32BE(0xffff_ffff, table + 12);
    expect(measureAudio(boastful)).toBeUndefined();
    boastful.writeUInt32BE(1, table + 12);
    boastful.writeUInt32BE(0xffff_ffff, table + 16);
    expect(measureAudio(boastful)).toBeUndefined();
  });

  it('rejects a WebM whose blocks are implausibly far apart', () => {
    const boastful = Buffer.from(fixture('live.webm'));
    const cluster = boastful.indexOf(Buffer.from('1f43b675', 'hex'));
    const time = boastful.indexOf(0xe7, cluster);
    boastful.fill(0xff, time + 2, time + 2 + (boastful[time + 1]! & 0x0f));
    const seconds = measureAudio(boastful)?.seconds ?? 0;
    expect(seconds).toBeLessThan(2);
  });

  it('survives any damage and returns only finite durations', () => {
    const names = [
      'tone.m4a',
      'fragmented.mp4',
      'tone.webm',
      'tone.mpeg',
      'tone.aac',
      'tone.flac',
      'tone.mpga',
    ];
    const damaged = fc
      .tuple(
        fc.constantFrom(...names),
        fc.array(fc.tuple(fc.nat(5000), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 12 }),
        fc.nat(5000),
      )
      .map(([name, changes, length]) => {
        const bytes = Buffer.from(fixture(name));
        for (const [at, value] of changes) bytes[at % Math.min(bytes.length, 900)] = value;
        return bytes.subarray(0, 40 + length);
      });
    fc.assert(
      fc.property(damaged, (bytes) => {
        const seconds = measureAudio(bytes)?.seconds ?? 0;
        expect(Number.isFinite(seconds) && seconds >= 0).toBe(true);
      }),
      { numRuns: 3000, seed: 1 },
    );
  });
});

describe('measureAudio', () => {
  it('reads raw samples only when the hint says so', () => {
    expect(measureAudio(Buffer.alloc(48_001), 'pcm16')).toEqual({ format: 'pcm16', seconds: 1 });
    expect(measureAudio(Buffer.alloc(48_000))).toBeUndefined();
    expect(measureAudio(wav(fmt(1, 1, 16_000, 16), chunk('data', Buffer.alloc(32_000))), 'mp3')?.format).toBe(
      'wav',
    );
  });

  it('survives arbitrary input and returns only finite durations', () => {
    const wholes = [
      wav(fmt(1, 1, 16_000, 16), chunk('data', Buffer.alloc(100))),
      Buffer.concat(frames(2)),
      Buffer.concat([id3(20), frame()]),
      flac(44_100, 4410, 2),
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

describe('a file of a million bytes', () => {
  const size = 1_000_000;
  /** Repeats a unit after a head, up to the size. */
  const filled = (head: readonly number[], unit: readonly number[]): Uint8Array => {
    const bytes = new Uint8Array(size);
    bytes.set(head);
    for (let at = head.length; at + unit.length <= size; at += unit.length) bytes.set(unit, at);
    return bytes;
  };
  const box = (type: string, length = 8) => [0, 0, 0, length, ...ascii(type)];
  const long = (type: string, length: number) => [
    ...[24, 16, 8, 0].map((shift) => (length >> shift) & 255),
    ...ascii(type),
  ];

  // The elements that a format allows to be smallest, and at most how many of them are read in one step.
  it.each<[string, Uint8Array, number]>([
    [
      'WAV chunks',
      filled([...ascii('RIFF'), 0, 0, 0, 0, ...ascii('WAVE')], [0, 0, 0, 0, 0, 0, 0, 0]),
      8192 * 8,
    ],
    ['Ogg pages', filled([], [...ascii('OggS'), ...Array<number>(23).fill(0)]), 256 * 27],
    ['WebM elements', filled([0x1a, 0x45, 0xdf, 0xa3, 0x80], [0xec, 0x80]), 4096 * 2],
    ['WebM masters', filled([0x1a, 0x45, 0xdf, 0xa3, 0x80], [0xa0, 0x80]), 4096 * 2],
    ['MP4 boxes', filled(box('ftyp'), box('free')), 1024 * 8],
    ['MP4 tracks', filled([...box('ftyp'), ...long('moov', size - 8)], box('trak')), 1000 * 8],
    ['FLAC frames', filled([...flac(8000, 0, 0)], [0xff, 0xf8]), 4096 * 2],
    [
      'FLAC metadata',
      filled([...ascii('fLaC'), 0, 0, 0, 34, ...Array<number>(34).fill(1)], [1, 0, 0, 0]),
      4096 * 4,
    ],
    ['program stream packets', filled([], [0, 0, 1, 0xba, ...Array<number>(8).fill(0)]), 4096 * 12],
    ['ADTS frames', filled([], [0xff, 0xf1, 0x50, 0x80, 0, 0xe0, 0]), 4096 * 7],
    ['MP3 frames', filled([], [0xff, 0xf3, 0x18, 0xc0, ...Array<number>(20).fill(0)]), 8192 * 72],
    ['MP3 frames and noise', filled([...frame(), ...frame(), ...frame()], [0xff, 0x00]), 8192],
  ])('of %s is read in steps', (_, bytes, perStep) => {
    let steps = 1;
    for (const reading = measureAudioInSteps(bytes); !reading.next().done; ) steps++;
    const isCapped = perStep === 1000 * 8;
    expect(steps).toBeGreaterThanOrEqual(isCapped ? 1000 : Math.floor(size / perStep));
  });
});
