import { describe, expect, it } from 'vitest';
import { Abort } from './abort.ts';
import { createMemoryLimit, MemoryLimitReached } from './memory-limit.ts';
import { createVirtualClock } from './virtual-clock.ts';

const never = new Abort();
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a memory limit', () => {
  it('gives bytes to requests as others release them, first come, first served', async () => {
    const memory = createMemoryLimit(10, createVirtualClock({ automatic: false }));
    const admitted: string[] = [];
    const reserve = (name: string, bytes: number) =>
      memory.reserve(bytes, never).then((release) => {
        admitted.push(name);
        return release;
      });
    const releaseA = await reserve('a', 8);
    const large = reserve('b', 5);
    const small = reserve('c', 1);
    await settled();
    expect(admitted).toEqual(['a']);
    releaseA();
    // Releasing twice releases once.
    releaseA();
    await large;
    await small;
    expect(admitted).toEqual(['a', 'b', 'c']);
    let isAdmitted = false;
    memory.reserve(5, never).then(() => {
      isAdmitted = true;
    });
    await settled();
    expect(isAdmitted).toBe(false);
  });

  it('is reserved whole by a request for more than the limit', async () => {
    const memory = createMemoryLimit(10, createVirtualClock({ automatic: false }));
    const release = await memory.reserve(1000, never);
    const next = memory.reserve(1, never);
    release();
    await next;
  });

  it('rejects as busy after ten seconds', async () => {
    const clock = createVirtualClock({ automatic: false });
    const memory = createMemoryLimit(10, clock);
    await memory.reserve(10, never);
    const waiting = memory.reserve(1, never);
    clock.advance(9_999);
    const outcome = waiting.catch((error: unknown) => error);
    await settled();
    clock.advance(1);
    expect(await outcome).toBeInstanceOf(MemoryLimitReached);
  });

  it('forgets callers who have left', async () => {
    const clock = createVirtualClock({ automatic: false });
    const memory = createMemoryLimit(10, clock);
    const release = await memory.reserve(10, never);
    const abort = new Abort();
    const gone = memory.reserve(10, abort);
    const next = memory.reserve(10, never);
    abort.abort(new Error('left'));
    await expect(gone).rejects.toThrow('left');
    release();
    await next;
    expect(clock.pending).toBe(0);
    await expect(memory.reserve(1, abort)).rejects.toThrow('left');
  });
});
