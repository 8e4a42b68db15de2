import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../runtime/clock.ts';
import { play } from '../runtime/timeline.ts';
import { createTurns } from '../runtime/turns.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import { bytesReply } from './reply.ts';

const withTurns = (clock: Clock) => ({ clock, turns: createTurns(clock) });

/** A source of pieces with the given sizes that counts how many were requested. */
function source(...sizes: number[]) {
  const state = { made: 0, isEnded: false };
  async function* pieces(): AsyncGenerator<Uint8Array> {
    try {
      for (const size of sizes) {
        state.made++;
        yield new Uint8Array(size).fill(state.made);
      }
    } finally {
      state.isEnded = true;
    }
  }
  return { state, pieces: pieces() };
}

const reply = (length: number, pieces: AsyncIterable<Uint8Array>) =>
  bytesReply({ contentType: 'text/plain', length, source: pieces, headers: { 'x-own': 'yes' }, status: 206 });

/** All bytes of a reply, or the error it failed with. */
async function read({ frames }: Awaited<ReturnType<typeof reply>>): Promise<string> {
  const bytes: number[] = [];
  return new Promise((resolve) => {
    play(withTurns(createVirtualClock()), frames, {
      write(piece) {
        bytes.push(...Buffer.from(piece));
        return true;
      },
      end: () => resolve(bytes.join('')),
      fail: (error) => resolve(`${bytes.join('')} and ${(error as Error).message}`),
    });
  });
}

describe('a reply streamed from a source of bytes', () => {
  it('has a Content-Length and all bytes', async () => {
    const made = await reply(6, source(3, 0, 2, 1).pieces);
    expect(made).toMatchObject({
      kind: 'stream',
      status: 206,
      contentType: 'text/plain',
      headers: { 'x-own': 'yes', 'content-length': '6' },
    });
    expect(await read(made)).toBe('111334');
  });

  it('can be empty', async () => {
    const made = await reply(0, source().pieces);
    expect(made.headers?.['content-length']).toBe('0');
    expect(await read(made)).toBe('');
  });

  it.each([
    [5, '11 and A source of 5 bytes yielded 4'],
    [3, '11 and A source of 3 bytes yielded 4'],
  ])('fails if the source does not match the length %i, and never exceeds it', async (length, outcome) => {
    const { pieces, state } = source(2, 2);
    const expected = length === 5 ? outcome.replace('11', '1122') : outcome;
    expect(await read(await reply(length, pieces))).toBe(expected);
    expect(state.isEnded).toBe(true);
  });

  it('rejects if the source fails before its first piece', async () => {
    const broken = Readable.from([]).destroy(new RangeError('of the source'));
    await expect(reply(5, broken)).rejects.toThrow('of the source');
  });

  it('closes its source when it is cancelled', async () => {
    const { pieces, state } = source(...Array(100).fill(1));
    const { frames } = await reply(100, pieces);
    frames.cancel();
    await expect.poll(() => state.isEnded).toBe(true);
    expect(state.made).toBeLessThan(5);
  });
});
