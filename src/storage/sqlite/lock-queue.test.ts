import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '../../runtime/virtual-clock.ts';
import { StoreUnavailable } from '../errors.ts';
import { LOCK_DEADLINE_MS, LockQueue } from './lock-queue.ts';

function setUp() {
  const clock = createVirtualClock({ automatic: false });
  const late: StoreUnavailable[] = [];
  const queue = new LockQueue(clock, '/data/x.db', (error) => late.push(error));
  const lock = { isTaken: false, attempts: 0 };
  const done: string[] = [];
  const write = (name: string) =>
    queue.run(() => {
      lock.attempts++;
      if (lock.isTaken) throw new StoreUnavailable('/data/x.db', 'it is locked', { reason: 'busy' });
      if (name === 'impossible') throw new RangeError(name);
      done.push(name);
      return name;
    });
  return { clock, queue, lock, late, done, write };
}

const busy = { name: 'StoreUnavailable', reason: 'busy' };

describe('LockQueue', () => {
  it('writes at once, and sets no timer, while the lock is free', async () => {
    const { clock, done, write } = setUp();
    const result = write('a');
    expect(done).toEqual(['a']);
    expect(await result).toBe('a');
    await expect(write('impossible')).rejects.toThrow(RangeError);
    expect(clock.pending).toBe(0);
  });

  it('keeps the order of writes that wait, and of those that come while others wait', async () => {
    const { clock, lock, queue, done, write } = setUp();
    lock.isTaken = true;
    const waiting = [write('a'), write('b')];
    clock.advance(1000);
    lock.isTaken = false;
    waiting.push(write('c'));
    expect(done).toEqual([]);
    expect(queue.isWaiting).toBe(true);
    clock.advance(50);
    expect(await Promise.all(waiting)).toEqual(['a', 'b', 'c']);
    expect(done).toEqual(['a', 'b', 'c']);
    expect(clock.pending).toBe(0);
    expect(queue.isWaiting).toBe(false);
  });

  it('tries one write at a time, and ever more rarely', async () => {
    const { clock, lock, write } = setUp();
    lock.isTaken = true;
    const waiting = Array.from({ length: 100 }, (_, index) => write(`${index}`));
    clock.advance(1000);
    expect(lock.attempts).toBeGreaterThan(15);
    expect(lock.attempts).toBeLessThan(30);
    lock.isTaken = false;
    clock.advance(100);
    await Promise.all(waiting);
  });

  it('fails each write at its own deadline', async () => {
    const { clock, lock, late, done, write } = setUp();
    lock.isTaken = true;
    const first = expect(write('a')).rejects.toMatchObject(busy);
    clock.advance(3000);
    const second = write('b');
    clock.advance(LOCK_DEADLINE_MS - 3000 + 50);
    await first;
    expect(late).toMatchObject([busy]);
    lock.isTaken = false;
    clock.advance(50);
    expect(await second).toBe('b');
    expect(done).toEqual(['b']);
  });

  it('is not held up by a write that fails for another reason', async () => {
    const { clock, lock, write } = setUp();
    lock.isTaken = true;
    const impossible = expect(write('impossible')).rejects.toThrow(RangeError);
    const next = write('a');
    lock.isTaken = false;
    clock.advance(50);
    await impossible;
    expect(await next).toBe('a');
  });

  it('takes a limited number of writes, and carries out a limited number of them in one turn', async () => {
    const { clock, lock, done, write } = setUp();
    lock.isTaken = true;
    const waiting = Array.from({ length: 1000 }, (_, index) => write(`${index}`));
    await expect(write('one more')).rejects.toMatchObject(busy);
    lock.isTaken = false;
    clock.advance(2);
    expect(done.length).toBeGreaterThan(0);
    expect(done.length).toBeLessThan(100);
    clock.advance(1000);
    await Promise.all(waiting);
    expect(done).toHaveLength(1000);
  });
});
