import { describe, expect, it } from 'vitest';
import { createRandom } from '../../runtime/random.ts';
import { finish } from '../../runtime/steps.ts';
import { createSpeechIndex, type SpeechIndex } from './speech-index.ts';

const find = (speeches: SpeechIndex, bytes: Uint8Array) => finish(speeches.find(bytes));

/** Speech-like samples, 16 bits at 24 kHz: syllables of changing pitch and length, with pauses. */
function samples(seed: string, seconds = 4): Buffer {
  const random = createRandom(seed);
  const bytes = Buffer.alloc(Math.round(seconds * 24_000) * 2);
  let at = 0;
  while (at < bytes.length) {
    const pitch = 90 + random.int(80);
    const length = 2400 + random.int(4800);
    const isPause = random.chance(0.15);
    for (let index = 0; index < length && at < bytes.length; index++, at += 2) {
      const wave = Math.sin((index * pitch * 2 * Math.PI) / 24_000) + Math.sin(index * (0.05 + pitch / 900));
      bytes.writeInt16LE(isPause ? 0 : Math.round(wave * 8000), at);
    }
  }
  return bytes;
}
function wav(data: Buffer, size = data.length): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF----WAVEfmt ', 'latin1');
  head.writeUInt32LE(size + 36, 4);
  head.set([16, 0, 0, 0, 1, 0, 1, 0], 16);
  head.writeUInt32LE(24_000, 24);
  head.writeUInt32LE(48_000, 28);
  head.set([2, 0, 16, 0], 32);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(size, 40);
  return Buffer.concat([head, data]);
}
/** Packets of 40 to 200 bytes, each preceded by the header that `frame` returns, as in another container. */
function packed(data: Buffer, frame: (index: number, length: number) => number[]): Buffer {
  const random = createRandom('packets');
  const parts: Buffer[] = [];
  for (let at = 0, index = 0; at < data.length; index++) {
    const packet = data.subarray(at, at + 40 + random.int(160));
    parts.push(Buffer.from(frame(index, packet.length)), packet);
    at += packet.length;
  }
  return Buffer.concat(parts);
}
const noise = (seed: string, size: number) => {
  const random = createRandom(seed);
  return Buffer.from(Array.from({ length: size }, () => random.int(256)));
};

describe('spoken audio', () => {
  const speeches = createSpeechIndex();
  const texts = Array.from({ length: 20 }, (_, index) => `Sentence number ${index}.`);
  for (const text of texts) speeches.add(samples(text), text);

  it('is found from the same bytes', () => {
    for (const text of texts) expect(find(speeches, samples(text))).toBe(text);
  });

  it('is found from samples behind a header, and from a file without its header', () => {
    for (const text of texts) expect(find(speeches, wav(samples(text)))).toBe(text);
    const own = createSpeechIndex();
    own.add(wav(samples('a'), 0xffff_ff00), 'A.');
    expect(find(own, wav(samples('a')))).toBe('A.');
    expect(find(own, samples('a'))).toBe('A.');
  });

  it('is found from a copy trimmed anywhere', () => {
    const [text = ''] = texts;
    const whole = samples(text);
    expect(find(speeches, wav(whole.subarray(12_346)))).toBe(text);
    expect(find(speeches, wav(whole.subarray(0, whole.length * 0.8)))).toBe(text);
    expect(find(speeches, wav(whole.subarray(0, whole.length * 0.2)))).toBeUndefined();
  });

  it('is found from compressed frames in another container', () => {
    const own = createSpeechIndex();
    const frames = noise('frames', 6000);
    own.add(
      packed(frames, (_, length) => [0xff, 0xf1, 0x50, 0x80, length >> 3, (length & 7) << 5, 0xfc]),
      'In another box.',
    );
    expect(
      find(
        own,
        packed(frames, (index) => [0xa3, 0x81, 0, index, 0x80]),
      ),
    ).toBe('In another box.');
    expect(find(own, Buffer.concat([noise('tags', 300), frames, noise('more', 128)]))).toBe(
      'In another box.',
    );
    expect(find(own, noise('other', 6000))).toBeUndefined();
  });

  it('is distinguished from audio that shares part of it', () => {
    const own = createSpeechIndex();
    const [a, b, c] = [samples('a', 2), samples('b', 2), samples('c', 2)];
    own.add(Buffer.concat([a, b]), 'A. B.');
    own.add(Buffer.concat([a, b, c]), 'A. B. C.');
    own.add(a, 'A.');
    expect(find(own, wav(a))).toBe('A.');
    expect(find(own, wav(Buffer.concat([a, b])))).toBe('A. B.');
    expect(find(own, wav(Buffer.concat([a, b, c])))).toBe('A. B. C.');
    expect(find(own, wav(c))).toBeUndefined();
  });

  it('does not match other sounds, silence or noise', () => {
    expect(find(speeches, wav(samples('something else')))).toBeUndefined();
    expect(find(speeches, wav(Buffer.alloc(100_000)))).toBeUndefined();
    expect(find(speeches, noise('noise', 100_000))).toBeUndefined();
    expect(find(speeches, new Uint8Array(0))).toBeUndefined();
  });
});

describe('the index', () => {
  it('keeps the most recent sounds, each once', () => {
    const speeches = createSpeechIndex({ limit: 3 });
    for (const text of ['a', 'a', 'a', 'b', 'c', 'a']) speeches.add(noise(text, 500), text);
    expect(find(speeches, noise('a', 500))).toBe('a');
    speeches.add(noise('d', 500), 'd');
    expect(['a', 'b', 'c', 'd'].map((text) => find(speeches, noise(text, 500)))).toEqual([
      undefined,
      'b',
      'c',
      'd',
    ]);
  });

  it('records a sound in chunks and forgets an unfinished one', () => {
    const speeches = createSpeechIndex();
    const whole = noise('whole', 5000);
    const recording = speeches.record();
    for (let at = 0; at < whole.length; at += 7) recording.add(whole.subarray(at, at + 7));
    expect(find(speeches, whole)).toBeUndefined();
    recording.end('Whole.');
    expect(find(speeches, whole)).toBe('Whole.');
    expect(find(speeches, Buffer.concat([Buffer.from('header'), whole]))).toBe('Whole.');
  });

  it('tells long sounds with the same beginning apart by length', () => {
    const speeches = createSpeechIndex();
    const beginning = noise('beginning', 2 * 2 ** 20);
    const [short, long] = [noise('short', 1000), noise('long', 50_000)];
    speeches.add(Buffer.concat([beginning, short]), 'short');
    speeches.add(Buffer.concat([beginning, long]), 'long');
    const copy = (end: Buffer) => Buffer.concat([Buffer.from('header'), beginning, end]);
    expect(find(speeches, copy(short))).toBe('short');
    expect(find(speeches, copy(long))).toBe('long');
  });
});
