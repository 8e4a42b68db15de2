import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Turns } from '../../../runtime/turns.ts';
import { type Line, LineError, readLines } from './lines.ts';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) {
    const piece = Uint8Array.from(bytes.subarray(start, start + size));
    yield piece;
    // The owner of a piece may reuse its memory.
    piece.fill(0x78);
  }
}

async function read(
  bytes: Uint8Array | string,
  { size = 7, maxBytes = 1000 }: { size?: number; maxBytes?: number } = {},
): Promise<{ lines: Line[]; error?: LineError }> {
  const lines: Line[] = [];
  try {
    for await (const some of readLines(inPieces(Buffer.from(bytes as string), size), { maxBytes })) {
      expect(some.length).toBeGreaterThan(0);
      lines.push(...some);
    }
  } catch (error) {
    expect(error).toBeInstanceOf(LineError);
    return { lines, error: error as LineError };
  }
  return { lines };
}

const line = (number: number, text: string): Line => ({ number, text });

describe('readLines', () => {
  it('handles both line endings, a byte order mark, blank lines, and a last line without a line ending', async () => {
    const text = '\ufeffone\r\n\n  \t\r\n two \nthree\r\r\nfour';
    for (let size = 1; size < 30; size++) {
      expect(await read(text, { size })).toEqual({
        lines: [line(1, 'one'), line(4, ' two '), line(5, 'three\r'), line(6, 'four')],
      });
    }
  });

  it('keeps a byte order mark that is not at the start', async () => {
    expect((await read('a\n\ufeffb\n')).lines).toEqual([line(1, 'a'), line(2, '\ufeffb')]);
  });

  it('returns no lines for an empty text', async () => {
    for (const text of ['', '\n', '\r\n\r\n', '\ufeff', '\ufeff\n'])
      expect(await read(text)).toEqual({ lines: [] });
  });

  it('returns the same lines however the text is divided into pieces', async () => {
    const text = fc.array(
      fc.constantFrom('a', '{"ä":1}', '\n', '\r\n', '\n\n', ' ', '\t', '€', '😀', '\r', '\ufeff'),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 20 }), async (parts, size) => {
        const whole = parts.join('');
        const expected = whole
          .replace(/^\ufeff/, '')
          .split('\n')
          .map((text, index) => line(index + 1, text.replace(/\r$/, '')))
          .filter(({ text }) => !/^[ \t\r]*$/.test(text));
        expect(await read(whole, { size })).toEqual({ lines: expected });
      }),
    );
  });

  it('rejects a line that is too long, after the lines before it', async () => {
    for (let size = 1; size < 30; size++) {
      const limits = { size, maxBytes: 5 };
      expect((await read('12345\r\nxxxxx\n12345', limits)).lines).toHaveLength(3);
      for (const text of ['12345\n\n123456\nx', '12345\n\n123456', '12345\r\n\r\n123456\r\nx']) {
        expect(await read(text, limits)).toMatchObject({
          lines: [line(1, '12345')],
          error: { number: 3, reason: 'too_long' },
        });
      }
    }
  });

  it('limits the memory for an endless line', async () => {
    let taken = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        taken += 1000;
        yield new Uint8Array(1000).fill(0x61);
      }
    }
    await expect(readLines(endless(), { maxBytes: 10_000 }).next()).rejects.toMatchObject({ number: 1 });
    expect(taken).toBeLessThanOrEqual(11_000);
  });

  it('names the line that is not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('ä\n\nö\n'), Buffer.from([0xe2, 0x82]), Buffer.from('\nü\n')]);
    for (let size = 1; size < 12; size++) {
      expect(await read(bytes, { size })).toMatchObject({
        lines: [line(1, 'ä'), line(3, 'ö')],
        error: { number: 4, reason: 'invalid_utf8' },
      });
    }
  });

  it('gives way to other work, whatever the lines are', async () => {
    for (const unit of ['\n', '{}\n', 'a', `${'a'.repeat(1000)}\n`]) {
      const bytes = Buffer.from(unit.repeat(1_000_000 / unit.length));
      let pauses = 0;
      const turns: Turns = {
        pause() {
          pauses++;
          return undefined;
        },
        isOver: false,
        next: (resume) => resume(),
      };
      for await (const _ of readLines(inPieces(bytes, 250_000), { maxBytes: 2_000_000, turns }));
      expect(pauses).toBeGreaterThanOrEqual(bytes.length / 20_000);
    }
  });
});
