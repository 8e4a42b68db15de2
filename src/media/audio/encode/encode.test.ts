import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { finish } from '../../../runtime/steps.ts';
import { measureAudio as measureAudioInSteps } from '../measure-audio.ts';
import { createEncoderFactory, type EncodedFormat } from './create-encoder.ts';

const measureAudio = (...given: Parameters<typeof measureAudioInSteps>) =>
  finish(measureAudioInSteps(...given));

const RATE = 24_000;
const FORMATS: readonly EncodedFormat[] = ['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm'];
const create = createEncoderFactory();

/** Chords that fade in and out with rests between them, plus a little noise, so that encoding errors show. */
function music(length: number): Int16Array {
  let noise = 1;
  return Int16Array.from({ length }, (_, index) => {
    const time = index / RATE;
    noise = (Math.imul(noise, 1_103_515_245) + 12_345) | 0;
    const loud = Math.max(0, Math.sin(2 * Math.PI * 1.3 * (time - 0.06)));
    const chord = Math.sin(2 * Math.PI * 330 * time) + 0.5 * Math.sin(2 * Math.PI * 1170 * time);
    return 9000 * loud * chord + 60 * loud * (noise / 2 ** 31);
  });
}

function encodeAll(format: EncodedFormat, samples: Int16Array, piece = 7777): Buffer {
  const encoder = create(format, { rate: RATE, samples: samples.length });
  const parts: Uint8Array[] = [];
  for (let at = 0; at < samples.length; at += piece)
    parts.push(encoder.encode(samples.subarray(at, at + piece)));
  parts.push(encoder.finish());
  encoder.close();
  return Buffer.concat(parts);
}

const LENGTHS = [1, 575, 4096, 12_345, 48_000, 100_001];

describe.each(FORMATS)('%s', (format) => {
  /**
   * Seconds by which a file may be longer or shorter than its sound, because its frames cannot express the
   * exact length.
   */
  const slack = { mp3: (528 + 529 + 576) / RATE, aac: 1024 / RATE, opus: 0, flac: 0, wav: 0, pcm: 0 }[format];

  it.each(LENGTHS)('lasts as long as its %i samples', (length) => {
    const measure = measureAudio(encodeAll(format, music(length)), format === 'pcm' ? 'pcm16' : undefined);
    expect(measure?.format).toBe(format === 'pcm' ? 'pcm16' : format);
    expect(Math.abs((measure?.seconds ?? -1) - length / RATE)).toBeLessThanOrEqual(slack + 1e-9);
  });

  // Ogg pages end with whatever packets are ready, so that listeners need not wait; the page layout depends
  // on chunking.
  it.runIf(format !== 'opus')('produces the same bytes however the samples are chunked', () => {
    const samples = music(30_000);
    expect(encodeAll(format, samples, 1000)).toEqual(encodeAll(format, samples, 12_345));
  });

  it('emits output before all input has arrived', () => {
    const encoder = create(format, { rate: RATE, samples: 24_000 });
    expect(encoder.encode(music(12_000)).length).toBeGreaterThan(100);
    encoder.close();
  });

  it('handles silence and full-scale noise', () => {
    const loud = Int16Array.from({ length: 20_000 }, (_, index) =>
      (index * 7919) % 13 > 6 ? 32_767 : -32_768,
    );
    for (const samples of [new Int16Array(20_000), loud]) {
      const seconds = measureAudio(
        encodeAll(format, samples),
        format === 'pcm' ? 'pcm16' : undefined,
      )?.seconds;
      expect(Math.abs((seconds ?? -1) - 20_000 / RATE)).toBeLessThanOrEqual(slack + 1e-9);
    }
  });
});

describe('file sizes', () => {
  it('compressed formats are smaller', () => {
    const samples = music(96_000);
    const sizes = new Map(FORMATS.map((format) => [format, encodeAll(format, samples).length]));
    expect(sizes.get('pcm')).toBe(192_000);
    expect(sizes.get('wav')).toBe(192_044);
    expect(sizes.get('flac')).toBeLessThan(150_000);
    expect(sizes.get('mp3')).toBe(192 * (1 + Math.ceil((96_000 + 528 + 529) / 576)));
    expect(sizes.get('aac')).toBe(342 * Math.round(96_000 / 1024));
    expect(sizes.get('opus')).toBeLessThan(25_000);
  });
});

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;

function decode(format: EncodedFormat, bytes: Buffer): { samples: Int16Array; complaints: string } {
  const folder = mkdtempSync(join(tmpdir(), 'encode-'));
  const file = join(folder, 'sound');
  writeFileSync(file, bytes);
  const input = format === 'pcm' ? ['-f', 's16le', '-ar', String(RATE), '-ac', '1'] : [];
  const { stdout, stderr } = spawnSync(
    'ffmpeg',
    ['-v', 'warning', ...input, '-i', file, '-f', 's16le', '-ar', String(RATE), '-ac', '1', 'pipe:1'],
    { maxBuffer: 1 << 28 },
  );
  rmSync(folder, { recursive: true });
  return { samples: new Int16Array(Uint8Array.from(stdout).buffer), complaints: stderr.toString() };
}

/** Signal-to-noise ratio of the copy, in dB. */
function fidelity(original: Int16Array, copy: Int16Array): number {
  let [signal, difference] = [1e-9, 1e-9];
  // Skips the first frame, which AAC overlaps with its mirror image.
  for (let index = 1024; index < Math.min(original.length, copy.length); index++) {
    signal += (original[index] as number) ** 2;
    difference += ((original[index] as number) - (copy[index] as number)) ** 2;
  }
  return 10 * Math.log10(signal / difference);
}

describe.runIf(hasFfmpeg)('as ffmpeg decodes it', () => {
  it.each(FORMATS)('%s keeps the length and the sound', (format) => {
    for (const length of [12_345, 100_001]) {
      const original = music(length);
      const { samples, complaints } = decode(format, encodeAll(format, original));
      // Raw AAC has no stated duration; ffmpeg warns that it estimates one.
      expect(complaints.replace(/^.*(Estimating duration|Guessed Channel Layout).*\n/gm, '')).toBe('');
      if (format === 'aac') expect(Math.abs(samples.length - length)).toBeLessThanOrEqual(512);
      else expect(samples.length).toBe(length);
      const least = { mp3: 20, aac: 20, opus: 8, flac: 150, wav: 150, pcm: 150 }[format];
      expect(fidelity(original, samples)).toBeGreaterThan(least);
    }
  });
});
