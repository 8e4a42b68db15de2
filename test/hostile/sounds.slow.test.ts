import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, expectManners, openWorld, type World } from './world.ts';

/** Invalid or falsely long audio, and unspeakable texts. Each is rejected or used, in bounded time. */

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
const FIXTURES = join(import.meta.dirname, '../fixtures/audio');
const fixture = (name: string): Buffer => readFileSync(join(FIXTURES, name));

function transcribe(bytes: Uint8Array): Promise<Answer> {
  const form = new FormData();
  form.append('model', 'whisper-1');
  form.append('response_format', 'verbose_json');
  form.append('file', new Blob([new Uint8Array(bytes)]), 'sound.mp3');
  return world.send('/v1/audio/transcriptions', form);
}

interface WavOptions {
  readonly rate?: number;
  readonly claimed?: number;
}

/** A WAV file with one byte per sample. */
function wav(data: Buffer, { rate = 8000, claimed = data.length }: WavOptions = {}): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + data.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(claimed, 40);
  return Buffer.concat([header, data]);
}

/** Nested MP4 boxes. */
function nestedBoxes(count: number): Buffer {
  const bytes = Buffer.alloc(24 + 8 * count);
  bytes.writeUInt32BE(24, 0);
  bytes.write('ftypM4A ', 4, 'latin1');
  for (let index = 0; index < count; index++) {
    bytes.writeUInt32BE(8 * (count - index), 24 + 8 * index);
    bytes.write('moov', 28 + 8 * index, 'latin1');
  }
  return bytes;
}

/** A fixture in which the 4 bytes that start `skip` bytes after `mark` are set to 0xff. */
function altered(name: string, mark: string, skip: number): Buffer {
  const bytes = fixture(name);
  const at = bytes.indexOf(mark, 0, 'latin1');
  expect(at).toBeGreaterThanOrEqual(0);
  bytes.writeUInt32BE(0xffffffff, at + mark.length + skip);
  return bytes;
}

describe('files without audio', () => {
  it.each<[string, () => Buffer]>([
    ['nothing', () => Buffer.alloc(0)],
    ['25 MB of zeros', () => Buffer.alloc(25 * MB)],
    ['25 MB of ones', () => Buffer.alloc(25 * MB, 0xff)],
    ['a text', () => Buffer.from('RIFF this, they said. '.repeat(1000))],
    ['samples without a rate', () => wav(Buffer.alloc(1000), { rate: 0 })],
    ['more samples declared than present', () => wav(Buffer.alloc(100), { claimed: 0xffffffff })],
    ['20 MB of empty Ogg pages', () => Buffer.alloc(20 * MB, `OggS${'\0'.repeat(23)}`, 'latin1')],
    ['200,000 nested boxes', () => nestedBoxes(200_000)],
    [
      '2 million empty boxes',
      () => Buffer.concat([nestedBoxes(1), Buffer.alloc(16 * MB, '\0\0\0\x08free', 'latin1')]),
    ],
    [
      'a tag with a false length',
      () => Buffer.concat([Buffer.from('ID3\x04\0\0\x7f\x7f\x7f\x7f', 'latin1'), Buffer.alloc(MB)]),
    ],
    [
      '20 MB of frame headers',
      () =>
        Buffer.concat([
          fixture('tone.flac').subarray(0, 42),
          Buffer.alloc(20 * MB, Buffer.from('fff8c9180000', 'hex')),
        ]),
    ],
    ['20 MB of pack headers', () => Buffer.alloc(20 * MB, Buffer.from('000001ba4400040004010003f8', 'hex'))],
  ])('%s', async (_, bytes) => {
    const answer = await transcribe(bytes());
    expect(answer.status).toBe(400);
    expectManners(answer);
  });

  it('more than 25 MB', async () => {
    expect((await transcribe(Buffer.alloc(27 * MB))).status).toBe(413);
  });
});

describe('files with false lengths', () => {
  it.each<[string, () => Buffer]>([
    ['a length in the header of a FLAC file', () => altered('tone.flac', 'fLaC', 18)],
    ['durations in an MP4 file', () => altered('tone.m4a', 'stts', 12)],
    ['a duration of the whole MP4 file', () => altered('tone.m4a', 'mvhd', 16)],
    ['sizes in a Matroska file', () => altered('tone.webm', '\x16\x54\xae\x6b', 0)],
  ])('%s', async (_, bytes) => {
    const answer = await transcribe(bytes());
    expectManners(answer);
    if (answer.status === 200) expect(JSON.parse(answer.text).duration).toBeLessThan(10);
  });

  it.each(['tone.mp3', 'tone.m4a', 'tone.webm', 'tone.flac', 'tone.ogg', 'fragmented.mp4', 'tone.mpeg'])(
    '%s truncated at several lengths',
    async (name) => {
      const bytes = fixture(name);
      for (let length = 0; length < bytes.length; length += Math.ceil(bytes.length / 12)) {
        const answer = await transcribe(bytes.subarray(0, length));
        expectManners(answer);
        if (answer.status === 200) expect(JSON.parse(answer.text).duration).toBeLessThan(3);
      }
    },
  );
});

describe('files that last for hours', () => {
  it.each<[string, () => Buffer]>([
    ['one sample per second', () => wav(Buffer.alloc(20 * MB), { rate: 1 })],
    [
      'eight kilobits per second',
      () => Buffer.alloc(25 * MB, Buffer.concat([Buffer.from('ffe318c4', 'hex'), Buffer.alloc(68)])),
    ],
    ['frames of seven bytes', () => Buffer.alloc(20 * MB, Buffer.from('fff1508000e0fc', 'hex'))],
  ])('%s', async (_, bytes) => {
    const answer = await transcribe(bytes());
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text).duration).toBeGreaterThan(20_000);
    // The length of the generated transcript is bounded.
    expect(answer.text.length).toBeLessThan(2 * MB);
  });
});

describe('texts that cannot be spoken', () => {
  it.each([
    ['spaces', ' '.repeat(4096)],
    ['punctuation', '. '.repeat(2048)],
    ['zero-width characters', '\u200b'.repeat(4096)],
    ['control characters', '\u0000\u001b[31m'.repeat(600)],
    ['lone surrogates', '\ud800'.repeat(4096)],
    ['accents', `e${'\u0301'.repeat(4095)}`],
    ['one letter', 'a'.repeat(4096)],
    ['markup', '<break time="9999s"/>'.repeat(190)],
  ])('%s', async (_, input) => {
    const answer = await world.send(
      '/v1/audio/speech',
      JSON.stringify({ model: 'tts-1', voice: 'alloy', input, response_format: 'mp3', speed: 4 }),
    );
    expect(answer.status).toBe(200);
    expect(answer.text.length).toBeGreaterThan(0);
  });
});
