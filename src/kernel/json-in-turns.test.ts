import { describe, expect, it } from 'vitest';
import { Abort } from '../runtime/abort.ts';
import { toPieces } from '../runtime/pieces.ts';
import type { Steps } from '../runtime/steps.ts';
import { createTurns, type Turns } from '../runtime/turns.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import { itemSteps, jsonInTurns } from './json-in-turns.ts';
import type { Reply } from './reply.ts';
import { LazyArray, type STEP } from './wire/lazy-json.ts';

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

const clock = createVirtualClock();
const services = { clock, turns: createTurns(clock) };

async function textOf(reply: Reply): Promise<string> {
  if (reply.kind === 'whole') return String(reply.body);
  let text = '';
  for await (const piece of toPieces(services, reply.frames, new Abort())) text += piece;
  return text;
}

const LINE = 'x'.repeat(10_000);
const lineOf = (index: number): string => `${index} ${LINE}`;

function* lines(count: number, onClosed = (): void => {}): Generator<string | typeof STEP> {
  function* make(index: number): Steps<string> {
    yield;
    return lineOf(index);
  }
  try {
    for (let index = 0; index < count; index++) yield yield* itemSteps(make(index));
  } finally {
    onClosed();
  }
}

describe('jsonInTurns', () => {
  it.each([
    [0, 'whole'],
    [3, 'whole'],
    [100, 'whole'],
    [400, 'stream'],
  ])('of %i lines is a %s reply with all of them, and gives way in between', async (count, kind) => {
    const { turns, pauses } = countingTurns();
    const value = { object: 'list', data: new LazyArray(lines(count)) };
    const reply = await jsonInTurns(value, { turns, abort: new Abort(), headers: { 'x-a': 'b' } });
    expect(reply).toMatchObject({
      kind,
      status: 200,
      contentType: 'application/json',
      headers: { 'x-a': 'b' },
    });
    const data = Array.from({ length: count }, (_, index) => lineOf(index));
    expect(JSON.parse(await textOf(reply))).toEqual({ object: 'list', data });
    expect(pauses()).toBeGreaterThanOrEqual(count);
  });

  it('is made no further than it is read, and not to its end when its reader leaves', async () => {
    const { turns, pauses } = countingTurns();
    let isClosed = false;
    const items = lines(10_000, () => {
      isClosed = true;
    });
    const reply = await jsonInTurns(new LazyArray(items), { turns, abort: new Abort() });
    if (reply.kind !== 'stream') throw new Error('not a stream');
    await new Promise(setImmediate);
    expect(pauses()).toBeLessThan(300);
    reply.frames.cancel();
    await new Promise(setImmediate);
    expect(isClosed).toBe(true);
  });

  it('fails as a whole if its beginning fails', async () => {
    const { turns } = countingTurns();
    function* failing(): Generator<string> {
      yield 'a';
      throw new RangeError('no');
    }
    const value = new LazyArray(failing());
    await expect(jsonInTurns(value, { turns, abort: new Abort() })).rejects.toThrow('no');
  });
});
