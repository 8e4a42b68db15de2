import { describe, expect, it } from 'vitest';
import { Abort } from './abort.ts';
import { fromPieces, toPieces } from './pieces.ts';
import { play } from './timeline.ts';
import { createVirtualClock } from './virtual-clock.ts';

/** A source whose pieces the test produces one by one. */
function createSource() {
  const asked: { resolve(result: IteratorResult<string>): void; reject(error: unknown): void }[] = [];
  let ended = 0;
  const source: AsyncIterable<string> = {
    [Symbol.asyncIterator]: () => ({
      next: () => new Promise((resolve, reject) => asked.push({ resolve, reject })),
      return: async () => {
        ended++;
        return { done: true, value: undefined };
      },
    }),
  };
  let answered = 0;
  return {
    source,
    get asked() {
      return asked.length;
    },
    get ended() {
      return ended;
    },
    async make(piece: string) {
      asked[answered++]?.resolve({ done: false, value: piece });
      await settle();
    },
    async end() {
      asked[answered++]?.resolve({ done: true, value: undefined });
      await settle();
    },
    async fail(error: unknown) {
      asked[answered++]?.reject(error);
      await settle();
    },
  };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

async function open() {
  const maker = createSource();
  const opening = fromPieces(maker.source);
  await maker.make('a');
  const timeline = await opening;
  const heard: unknown[] = [];
  let takes = true;
  const listen = () =>
    play(createVirtualClock(), timeline, {
      write: (piece) => {
        heard.push(piece);
        return takes;
      },
      end: () => heard.push('end'),
      fail: (error) => heard.push(['fail', error]),
    });
  return { maker, timeline, heard, listen, stopTaking: () => (takes = false) };
}

describe('pieces of an asynchronous source', () => {
  it('are delivered as they are produced, followed by the end', async () => {
    const { maker, heard, listen } = await open();
    listen();
    expect(heard).toEqual(['a']);
    await maker.make('b');
    expect(heard).toEqual(['a', 'b']);
    await maker.make('c');
    await maker.end();
    expect(heard).toEqual(['a', 'b', 'c', 'end']);
  });

  it('are delivered immediately if available, and end within take', async () => {
    const { maker, timeline } = await open();
    await maker.make('b');
    const seen = [timeline.take(0), timeline.take(0)];
    await maker.end();
    expect(timeline.nextAt).toBe(Number.NEGATIVE_INFINITY);
    expect([...seen, timeline.take(0)]).toEqual(['a', 'b', undefined]);
    expect(timeline.nextAt).toBeUndefined();
  });

  it('may be empty', async () => {
    const maker = createSource();
    const opening = fromPieces(maker.source);
    await maker.end();
    const timeline = await opening;
    expect(timeline.take(0)).toBeUndefined();
    expect(timeline.nextAt).toBeUndefined();
  });

  it('are produced only a little ahead of a stalled reader', async () => {
    const { maker, heard, listen, stopTaking } = await open();
    stopTaking();
    const playback = listen();
    for (const piece of ['b', 'c', 'd', 'e', 'f']) await maker.make(piece);
    expect(heard).toEqual(['a']);
    expect(maker.asked).toBeLessThanOrEqual(4);
    playback.resume();
    expect(heard).toEqual(['a', 'b']);
  });

  it('reject the opening before the first piece, and fail the stream after it', async () => {
    const early = createSource();
    const opening = fromPieces(early.source);
    const refused = expect(opening).rejects.toThrow('no voice');
    await early.fail(new Error('no voice'));
    await refused;
    const { maker, heard, listen } = await open();
    listen();
    const hoarse = new Error('hoarse');
    await maker.fail(hoarse);
    expect(heard).toEqual(['a', ['fail', hoarse]]);
  });

  it('fail instead of hanging if a wrapper does not forward onReady', async () => {
    const { timeline, heard } = await open();
    const wrapped = {
      get nextAt() {
        return timeline.nextAt;
      },
      take: (now: number) => timeline.take(now),
      cancel: (reason: unknown) => timeline.cancel(reason),
    };
    play(createVirtualClock(), wrapped, {
      write: (piece) => heard.push(piece) > 0,
      end: () => heard.push('end'),
      fail: (error) => heard.push(error),
    });
    expect(heard).toEqual(['a', expect.any(TypeError)]);
  });

  it('end their source when cancelled, and are then over', async () => {
    const { maker, timeline, heard, listen } = await open();
    const playback = listen();
    playback.stop();
    expect(maker.ended).toBe(1);
    await maker.make('b');
    expect(heard).toEqual(['a']);
    expect(timeline.nextAt).toBeUndefined();
    timeline.cancel();
    expect(maker.ended).toBe(1);
  });
});

describe('toPieces', () => {
  async function openReverse() {
    const maker = createSource();
    const opening = fromPieces(maker.source);
    await maker.make('a');
    const abort = new Abort();
    const pieces = toPieces(createVirtualClock(), await opening, abort);
    return { maker, abort, pieces };
  }

  it('yields the pieces of a timeline, and takes none ahead of its reader', async () => {
    const { maker, pieces } = await openReverse();
    expect(await pieces.next()).toEqual({ done: false, value: 'a' });
    await maker.make('b');
    await maker.make('c');
    const { asked } = maker;
    await settle();
    expect(maker.asked).toBe(asked);
    expect((await pieces.next()).value).toBe('b');
    expect((await pieces.next()).value).toBe('c');
    const last = pieces.next();
    await maker.end();
    expect(await last).toEqual({ done: true, value: undefined });
  });

  it('throws the error of the timeline', async () => {
    const { maker, pieces } = await openReverse();
    await pieces.next();
    const next = pieces.next();
    const failed = expect(next).rejects.toThrow('broken');
    await maker.fail(new Error('broken'));
    await failed;
  });

  it('cancels the timeline when its reader leaves', async () => {
    const { maker, pieces } = await openReverse();
    await pieces.next();
    await pieces.return(undefined);
    expect(maker.ended).toBe(1);
  });

  it('cancels the timeline when aborted, and throws the reason', async () => {
    const { maker, abort, pieces } = await openReverse();
    await pieces.next();
    const next = pieces.next();
    const failed = expect(next).rejects.toThrow('enough');
    abort.abort(new Error('enough'));
    await failed;
    expect(maker.ended).toBe(1);
  });
});
