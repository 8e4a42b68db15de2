import { describe, expect, it } from 'vitest';
import { Abort } from '../runtime/abort.ts';
import { toPieces } from '../runtime/pieces.ts';
import { createTurns, type Turns } from '../runtime/turns.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import { type Parts, partsReply } from './parts-reply.ts';
import type { Reply } from './reply.ts';

function countingTurns() {
  let pauses = 0;
  const turns: Turns = {
    pause() {
      pauses++;
      return undefined;
    },
    isOver: false,
    next: (resume) => resume(),
  };
  return { turns, pauses: () => pauses };
}

async function textOf(reply: Reply): Promise<string> {
  if (reply.kind === 'whole') return String(reply.body);
  let text = '';
  const clock = createVirtualClock();
  const time = { clock, turns: createTurns(clock) };
  for await (const piece of toPieces(time, reply.frames, new Abort())) text += piece;
  return text;
}

const LINE = 'x'.repeat(10_000);

function* lines(count: number, onClosed = (): void => {}): Parts {
  try {
    for (let index = 0; index < count; index++) {
      yield;
      yield `${index} ${LINE}\n`;
    }
  } finally {
    onClosed();
  }
}

describe('partsReply', () => {
  it.each([
    [0, 'whole'],
    [3, 'whole'],
    [100, 'whole'],
    [400, 'stream'],
  ])('of %i parts is a %s reply with all of them, and gives way in between', async (count, kind) => {
    const { turns, pauses } = countingTurns();
    const options = { turns, abort: new Abort(), headers: { 'x-a': 'b' } };
    const reply = await partsReply(lines(count), { ...options, contentType: 'text/plain' });
    expect(reply).toMatchObject({ kind, status: 200, contentType: 'text/plain', headers: { 'x-a': 'b' } });
    expect(await textOf(reply)).toBe(
      Array.from({ length: count }, (_, index) => `${index} ${LINE}\n`).join(''),
    );
    expect(pauses()).toBeGreaterThanOrEqual(2 * count - 16);
  });

  it('is made no further than it is read, and not to its end when its reader leaves', async () => {
    const { turns, pauses } = countingTurns();
    let isClosed = false;
    const parts = lines(10_000, () => {
      isClosed = true;
    });
    const reply = await partsReply(parts, { turns, abort: new Abort() });
    if (reply.kind !== 'stream') throw new Error('not a stream');
    await new Promise(setImmediate);
    expect(pauses()).toBeLessThan(300);
    reply.frames.cancel();
    await new Promise(setImmediate);
    expect(isClosed).toBe(true);
  });

  it('fails as a whole if the first parts fail', async () => {
    const { turns } = countingTurns();
    function* failing(): Parts {
      yield 'a';
      throw new RangeError('no');
    }
    await expect(partsReply(failing(), { turns, abort: new Abort() })).rejects.toThrow('no');
  });
});
