import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ESCAPED, PAIRS, QUADS } from './aac-codebooks.ts';
import { createBitWriter } from './bit-writer.ts';
import { finestStep } from './finest-step.ts';
import { createCodebook } from './huffman.ts';
import { createMdct } from './mdct.ts';
import { LARGE, MIDDLE, SMALL } from './mp3-codebooks.ts';
import { mp3InfoFrame } from './mp3-info.ts';
import { createOggWriter } from './ogg.ts';

describe('createBitWriter', () => {
  it('writes arbitrary numbers in sequence', () => {
    const field = fc
      .integer({ min: 0, max: 32 })
      .chain((count) =>
        fc.record({ count: fc.constant(count), value: fc.integer({ min: 0, max: 2 ** count - 1 }) }),
      );
    fc.assert(
      fc.property(fc.array(field, { maxLength: 400 }), (fields) => {
        const bits = createBitWriter();
        for (const { value, count } of fields) bits.write(value, count);
        const expected = fields
          .map(({ value, count }) => (count ? value.toString(2).padStart(count, '0') : ''))
          .join('');
        expect(bits.length).toBe(expected.length);
        const found = Array.from(bits.bytes(), (byte) => byte.toString(2).padStart(8, '0')).join('');
        expect(found.slice(0, expected.length)).toBe(expected);
        expect(Number(found.slice(expected.length) || 0)).toBe(0);
        bits.align();
        expect(bits.length % 8).toBe(0);
      }),
    );
  });
});

describe('codebooks', () => {
  it('assigns codewords in order', () => {
    expect(createCodebook('1 0 2', '1 2*2')).toEqual({
      codes: Uint32Array.of(2, 0, 3),
      lengths: Uint8Array.of(2, 1, 2),
    });
  });

  it.each([
    ['AAC 2', QUADS, 81],
    ['AAC 8', PAIRS, 64],
    ['AAC 11', ESCAPED, 289],
    ['MP3 7', SMALL, 36],
    ['MP3 13', MIDDLE, 256],
    ['MP3 24', LARGE, 256],
  ])('has a complete, prefix-free table %s', (_, { codes, lengths }, entries) => {
    expect(codes).toHaveLength(entries);
    const words = Array.from(codes, (code, entry) =>
      code.toString(2).padStart(lengths[entry] as number, '0'),
    ).sort();
    expect(words.some((word, index) => words[index + 1]?.startsWith(word))).toBe(false);
    expect(lengths.reduce((sum, length) => sum + 2 ** -length, 0)).toBe(1);
  });
});

describe('finestStep', () => {
  it('finds the boundary from any guess in few probes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: -50, max: 400 }), (border, guess) => {
        let questions = 0;
        const found = finestStep(100, 255, guess, (step) => {
          questions++;
          return step >= border;
        });
        expect(found).toBe(Math.min(255, Math.max(100, border)));
        expect(questions).toBeLessThan(18);
      }),
    );
  });
});

describe('createMdct', () => {
  it('matches the formula', () => {
    const half = 32;
    const input = Float64Array.from({ length: 2 * half }, (_, index) => Math.sin(index * index));
    const output = new Float64Array(half);
    createMdct(half)(input, output);
    output.forEach((value, line) => {
      const direct = input.reduce(
        (sum, sample, index) =>
          sum + sample * Math.cos((Math.PI / half) * (index + 0.5 + half / 2) * (line + 0.5)),
        0,
      );
      expect(value).toBeCloseTo(direct, 9);
    });
  });
});

describe('mp3InfoFrame', () => {
  it('is a silent frame that states length, delay and padding', () => {
    const frame = mp3InfoFrame({ rate: 24_000, kbits: 64, frames: 100, delay: 528, padding: 1001 });
    const view = new DataView(frame.buffer);
    expect(frame).toHaveLength(192);
    expect(Buffer.from(frame.subarray(13, 17)).toString()).toBe('Info');
    expect(view.getUint32(21)).toBe(100);
    expect(view.getUint32(25)).toBe(101 * 192);
    const delays = (frame[154] as number) * 65_536 + (frame[155] as number) * 256 + (frame[156] as number);
    expect([delays >> 12, delays & 4095]).toEqual([528, 1001]);
  });

  it('rejects rates that MPEG-2 does not have', () => {
    const info = { frames: 1, delay: 0, padding: 0 };
    expect(() => mp3InfoFrame({ ...info, rate: 44_100, kbits: 64 })).toThrow(RangeError);
    expect(() => mp3InfoFrame({ ...info, rate: 24_000, kbits: 320 })).toThrow(RangeError);
  });
});

describe('createOggWriter', () => {
  it('numbers pages and laces packets of any length', () => {
    const ogg = createOggWriter(7);
    const [first, second] = [ogg.page([new Uint8Array(510)], 0), ogg.page([new Uint8Array(3)], 960, true)];
    expect([first[5], second[5]]).toEqual([2, 4]);
    expect([first[18], second[18]]).toEqual([0, 1]);
    expect([...first.subarray(26, 30)]).toEqual([3, 255, 255, 0]);
    expect(() => ogg.page([new Uint8Array(70_000)], 0)).toThrow(RangeError);
  });
});
