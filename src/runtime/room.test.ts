import { describe, expect, it } from 'vitest';
import { Abort } from './abort.ts';
import { createRoom, NoRoom } from './room.ts';
import { createVirtualClock } from './virtual-clock.ts';

const never = new Abort();
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a room', () => {
  it('lets requests in as others leave, first come, first served', async () => {
    const room = createRoom(10, createVirtualClock({ automatic: false }));
    const inside: string[] = [];
    const enter = (name: string, bytes: number) =>
      room.enter(bytes, never).then((leave) => {
        inside.push(name);
        return leave;
      });
    const leaveA = await enter('a', 8);
    const large = enter('b', 5);
    const small = enter('c', 1);
    await settled();
    expect(inside).toEqual(['a']);
    leaveA();
    // Leaving twice gives back once.
    leaveA();
    await large;
    await small;
    expect(inside).toEqual(['a', 'b', 'c']);
    let isIn = false;
    room.enter(5, never).then(() => {
      isIn = true;
    });
    await settled();
    expect(isIn).toBe(false);
  });

  it('is entered alone by a request for more than the limit', async () => {
    const room = createRoom(10, createVirtualClock({ automatic: false }));
    const leave = await room.enter(1000, never);
    const next = room.enter(1, never);
    leave();
    await next;
  });

  it('rejects as busy after ten seconds', async () => {
    const clock = createVirtualClock({ automatic: false });
    const room = createRoom(10, clock);
    await room.enter(10, never);
    const waiting = room.enter(1, never);
    clock.advance(9_999);
    const outcome = waiting.catch((error: unknown) => error);
    await settled();
    clock.advance(1);
    expect(await outcome).toBeInstanceOf(NoRoom);
  });

  it('forgets callers who have left', async () => {
    const clock = createVirtualClock({ automatic: false });
    const room = createRoom(10, clock);
    const leave = await room.enter(10, never);
    const abort = new Abort();
    const gone = room.enter(10, abort);
    const next = room.enter(10, never);
    abort.abort(new Error('left'));
    await expect(gone).rejects.toThrow('left');
    leave();
    await next;
    expect(clock.pending).toBe(0);
    await expect(room.enter(1, abort)).rejects.toThrow('left');
  });
});
