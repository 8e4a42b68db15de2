import { describe, expect, it } from 'vitest';
import { lazy } from './lazy.ts';
import { createVirtualClock } from './virtual-clock.ts';

describe('lazy', () => {
  it('loads once, at the first call, and then returns the part itself', async () => {
    let loads = 0;
    const part = lazy(createVirtualClock(), async () => ({ number: ++loads }));
    expect(loads).toBe(0);
    const [one, other] = await Promise.all([part(), part()]);
    expect(loads).toBe(1);
    expect(other).toBe(one);
    expect(part()).toBe(one);
  });

  it('loads again after a failure', async () => {
    let loads = 0;
    const part = lazy(createVirtualClock(), async () => {
      if (++loads === 1) throw new Error('cannot be read');
      return { loads };
    });
    await expect(part()).rejects.toThrow('cannot be read');
    expect(await part()).toEqual({ loads: 2 });
  });

  it('lets no virtual time pass while it loads', async () => {
    const clock = createVirtualClock();
    const load = Promise.withResolvers<object>();
    const part = lazy(clock, () => load.promise);
    let isDue = false;
    clock.at(1000, () => {
      isDue = true;
    });
    const loaded = part();
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
    expect({ isDue, now: clock.now() }).toEqual({ isDue: false, now: 0 });
    load.resolve({});
    await loaded;
    expect(clock.now()).toBe(0);
    await new Promise<void>((resolve) => clock.at(1000, resolve));
    expect({ isDue, now: clock.now() }).toEqual({ isDue: true, now: 1000 });
  });

  it('lets virtual time pass again after a failure', async () => {
    const clock = createVirtualClock();
    const part = lazy(clock, () => Promise.reject(new Error('cannot be read')));
    await expect(part()).rejects.toThrow('cannot be read');
    await new Promise<void>((resolve) => clock.at(1000, resolve));
    expect(clock.now()).toBe(1000);
  });
});
