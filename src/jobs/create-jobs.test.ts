import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Abort } from '../runtime/abort.ts';
import { createLog } from '../runtime/log.ts';
import { createSystemClock } from '../runtime/system-clock.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import { openSqliteStore } from '../storage/sqlite/store.ts';
import type { Store } from '../storage/store.ts';
import { createJobs, type Sharing } from './create-jobs.ts';
import type { JobDefinition, Jobs, NewJob, RunningJob } from './jobs.ts';
import { type JobRecord, openJobRecords } from './record.ts';

const START = Date.UTC(2025, 0, 1);

/** Lets promises and the store settle without advancing time. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setImmediate(resolve));
}

async function openRig({
  store,
  clock = createVirtualClock({ automatic: false }),
  sharing,
}: {
  store?: Store;
  clock?: ReturnType<typeof createVirtualClock>;
  sharing?: Omit<Sharing, 'clock'>;
} = {}) {
  const place = store ?? (await openSqliteStore());
  const lines: string[] = [];
  const log = createLog({ level: 'debug', format: 'json', clock, write: (line) => lines.push(line) });
  const jobs = createJobs({ clock, store: place, log, ...(sharing && { sharing: { ...sharing, clock } }) });
  onTestFinished(async () => {
    await jobs.stop();
    await place.close();
  });
  const add = async (...added: NewJob<unknown>[]) => {
    await place.commit(added.map((job) => jobs.adding(job)));
    jobs.wake();
    await settle();
  };
  const advance = async (milliseconds: number) => {
    clock.advance(milliseconds);
    await settle();
  };
  return { clock, store: place, jobs, lines, add, advance };
}

/** Defines a kind whose jobs run until the test ends them. */
function defineGated(jobs: Jobs, kind: string, options: Partial<JobDefinition<unknown>> = {}) {
  const begun: string[] = [];
  const running = new Map<string, { job: RunningJob<unknown>; end: () => void }>();
  jobs.define({
    kind,
    run: async (job) => {
      begun.push(job.id);
      await new Promise<void>((resolve, reject) => {
        job.abort.onAbort(reject);
        running.set(job.id, { job, end: resolve });
      }).finally(() => running.delete(job.id));
    },
    ...options,
  });
  return {
    begun,
    running,
    async end(id: string) {
      running.get(id)?.end();
      await settle();
    },
  };
}

describe('jobs', () => {
  it('run when due, earliest first, and are removed when they resolve', async () => {
    const { jobs, add, advance, clock } = await openRig();
    const ran: [string, number][] = [];
    jobs.define({
      kind: 'note',
      concurrency: 1,
      run: async ({ payload }) => void ran.push([String(payload), clock.epoch() - START]),
    });
    jobs.start();
    await add(
      { kind: 'note', id: 'late', payload: 'late', dueAt: START + 5000 },
      { kind: 'note', id: 'early', payload: 'early', dueAt: START + 1000.4 },
      { kind: 'note', id: 'now', payload: 'now' },
    );
    expect(ran).toEqual([['now', 0]]);
    await advance(1000);
    expect(ran).toHaveLength(1);
    await advance(60_000);
    expect(ran.slice(1)).toEqual([
      ['early', 61_000],
      ['late', 61_000],
    ]);
    expect(clock.pending).toBe(0);
    await add({ kind: 'note', id: 'now', payload: 'the id is free again' });
    expect(ran).toHaveLength(4);
  });

  it('run at exactly their due time', async () => {
    const clock = createVirtualClock();
    const { jobs, add } = await openRig({ clock });
    const ran: number[] = [];
    jobs.define({ kind: 'note', run: async () => void ran.push(clock.epoch() - START) });
    jobs.start();
    await add(
      { kind: 'note', id: 'a', payload: null, dueAt: START + 0.7 },
      { kind: 'note', id: 'b', payload: null, dueAt: START + 86_400_000 },
    );
    expect(ran).toEqual([1, 86_400_000]);
  });

  it('run concurrently up to the limit of their kind, independently of other kinds', async () => {
    const { jobs, add } = await openRig();
    const twos = defineGated(jobs, 'two', { concurrency: 2 });
    const others = defineGated(jobs, 'other');
    jobs.start();
    await add(...['a', 'b', 'c', 'd'].map((id) => ({ kind: 'two', id, payload: null })));
    await add({ kind: 'other', id: 'a', payload: null });
    expect(twos.begun).toEqual(['a', 'b']);
    expect(others.begun).toEqual(['a']);
    await twos.end('b');
    expect(twos.begun).toEqual(['a', 'b', 'c']);
    await twos.end('a');
    expect(twos.begun).toEqual(['a', 'b', 'c', 'd']);
    expect(twos.running.size).toBe(2);
  });

  it('run once each, however often they are polled', async () => {
    const { jobs, store } = await openRig();
    const ran: string[] = [];
    jobs.define({
      kind: 'note',
      concurrency: 3,
      run: async ({ id }) => {
        ran.push(id);
        jobs.wake();
      },
    });
    jobs.start();
    const ids = Array.from({ length: 100 }, (_, index) => `job-${index}`);
    for (const id of ids) {
      await store.commit([jobs.adding({ kind: 'note', id, payload: null })]);
      jobs.wake();
    }
    await settle();
    await settle();
    expect(ran).toEqual(ids);
  });

  it('added while another runs start alongside it', async () => {
    const { jobs, store } = await openRig();
    const ran: string[] = [];
    jobs.define({
      kind: 'note',
      run: async ({ id }) => {
        ran.push(id);
        if (id !== 'first') return;
        await store.commit([jobs.adding({ kind: 'note', id: 'second', payload: null })]);
        jobs.wake();
        await settle();
        ran.push('first ends');
      },
    });
    jobs.start();
    await store.commit([jobs.adding({ kind: 'note', id: 'first', payload: null })]);
    jobs.wake();
    await settle();
    await settle();
    expect(ran).toEqual(['first', 'second', 'first ends']);
  });

  it('are retried with growing backoff, which a success resets', async () => {
    const { jobs, add, advance, clock, lines } = await openRig();
    const ran: number[] = [];
    jobs.define({
      kind: 'note',
      run: async () => {
        ran.push(clock.epoch() - START);
        if (ran.length === 4) return { again: clock.epoch() + 10_000 };
        throw new Error('no such luck');
      },
    });
    jobs.start();
    await add({ kind: 'note', id: 'a', payload: null });
    for (const wait of [1000, 2000, 4000, 10_000, 1000]) {
      await advance(wait - 1);
      const count = ran.length;
      await advance(1);
      expect(ran).toHaveLength(count + 1);
    }
    expect(ran).toEqual([0, 1000, 3000, 7000, 17_000, 18_000]);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'error',
      message: 'job failed',
      kind: 'note',
      id: 'a',
      failures: 1,
      retry_ms: 1000,
      error: 'Error: no such luck',
    });
  });

  it('wait at most five minutes between retries', async () => {
    const { jobs, add, advance, clock } = await openRig();
    const ran: number[] = [];
    jobs.define({
      kind: 'note',
      run: () => {
        ran.push(clock.epoch());
        throw new Error('at once');
      },
    });
    jobs.start();
    await add({ kind: 'note', id: 'a', payload: null });
    for (let round = 0; round < 20; round++) await advance(300_000);
    expect(ran).toHaveLength(21);
    await advance(299_999);
    expect(ran).toHaveLength(21);
  });

  it('run again on request, with the new payload', async () => {
    const clock = createVirtualClock();
    const { jobs, add } = await openRig({ clock });
    const ran: [unknown, number][] = [];
    jobs.define<number>({
      kind: 'count',
      run: async ({ payload }) => {
        ran.push([payload, clock.epoch() - START]);
        if (payload < 2) return { again: clock.epoch() + 60_000, payload: payload + 1 };
        // Requesting the current moment must not stop time from advancing.
        if (ran.length < 6) return { again: clock.epoch() };
        return undefined;
      },
    });
    jobs.start();
    await add({ kind: 'count', id: 'a', payload: 0 });
    await settle();
    expect(ran).toEqual([
      [0, 0],
      [1, 60_000],
      [2, 120_000],
      [2, 120_001],
      [2, 120_002],
      [2, 120_003],
    ]);
    expect(clock.pending).toBe(0);
  });

  it('are notified by their id, and no others are', async () => {
    const { jobs, add } = await openRig();
    const notified: string[] = [];
    const gated = defineGated(jobs, 'note');
    jobs.start();
    await add({ kind: 'note', id: 'a', payload: null }, { kind: 'note', id: 'b', payload: null });
    for (const [id, { job }] of gated.running) job.onNotify(() => notified.push(id));
    jobs.notify('note', 'a');
    jobs.notify('note', 'a');
    jobs.notify('note', 'nothing');
    jobs.notify('nothing', 'a');
    expect(notified).toEqual(['a', 'a']);
  });

  it('are left for the next start when stopped, without a remaining timer', async () => {
    const { jobs, add, store, clock } = await openRig({ sharing: {} });
    const gated = defineGated(jobs, 'note', { concurrency: 1 });
    defineGated(jobs, 'later');
    jobs.start();
    await add(
      { kind: 'later', id: 'a', payload: null, dueAt: START + 1000 },
      { kind: 'note', id: 'a', payload: 'what it is about' },
      { kind: 'note', id: 'b', payload: null },
      { kind: 'note', id: 'c', payload: null, dueAt: START + 1000 },
    );
    expect(clock.pending).toBeGreaterThan(0);
    await jobs.stop();
    expect(gated.running.size).toBe(0);
    expect(clock.pending).toBe(0);
    jobs.wake();
    await settle();
    expect(gated.begun).toEqual(['a']);

    const next = await openRig({ store, clock });
    const payloads: unknown[] = [];
    next.jobs.define({ kind: 'note', run: async ({ id, payload }) => void payloads.push([id, payload]) });
    next.jobs.start();
    await next.advance(1000);
    await settle();
    expect(payloads).toEqual([
      ['a', 'what it is about'],
      ['b', null],
      ['c', null],
    ]);
  });

  it('that resolve after an abort count as done', async () => {
    const { jobs, add, store } = await openRig();
    jobs.define({
      kind: 'note',
      run: ({ abort }) => new Promise<void>((resolve) => abort.onAbort(() => resolve())),
    });
    jobs.start();
    await add({ kind: 'note', id: 'a', payload: null });
    await jobs.stop();
    await store.commit([jobs.adding({ kind: 'note', id: 'a', payload: null })]);
  });

  it('of an undefined kind are left unchanged', async () => {
    const { jobs, add, store, clock, advance } = await openRig();
    defineGated(jobs, 'known');
    jobs.start();
    await add({ kind: 'unknown', id: 'a', payload: 'kept' });
    await advance(86_400_000);
    await jobs.stop();
    const next = await openRig({ store, clock });
    const payloads: unknown[] = [];
    next.jobs.define({ kind: 'unknown', run: async ({ payload }) => void payloads.push(payload) });
    next.jobs.start();
    await settle();
    expect(payloads).toEqual(['kept']);
  });

  it('need no timer while none is waiting', async () => {
    const { jobs, add, clock } = await openRig();
    defineGated(jobs, 'note');
    jobs.start();
    await settle();
    expect(clock.pending).toBe(0);
    await add({ kind: 'note', id: 'a', payload: null });
    expect(clock.pending).toBe(0);
  });

  it('that are patient set no timer, and run when the scheduler next wakes up', async () => {
    const clock = createVirtualClock();
    const { jobs, add } = await openRig({ clock });
    const tidied: number[] = [];
    jobs.define({ kind: 'tidy', patient: true, run: async () => void tidied.push(clock.now()) });
    jobs.define({ kind: 'note', run: async () => {} });
    jobs.start();
    await add({ kind: 'tidy', id: 'a', payload: null, dueAt: START + 5000 });
    expect([clock.now(), clock.pending]).toEqual([0, 0]);
    await add({ kind: 'note', id: 'a', payload: null, dueAt: START + 6000 });
    expect(clock.now()).toBe(6000);
    expect(tidied).toEqual([]);
    await add({ kind: 'note', id: 'b', payload: null });
    expect(tidied).toEqual([6000]);
  });

  it('must be defined once, before the start', async () => {
    const { jobs } = await openRig();
    defineGated(jobs, 'note');
    expect(() => defineGated(jobs, 'note')).toThrow(TypeError);
    expect(() => defineGated(jobs, 'other', { concurrency: 0 })).toThrow(RangeError);
    jobs.start();
    expect(() => defineGated(jobs, 'late')).toThrow(TypeError);
    await jobs.stop();
    expect(() => jobs.start()).toThrow(TypeError);
  });
});

describe('jobs on a failing store', () => {
  /** The same store, except that the named calls fail while enabled. */
  function failing(store: Store) {
    const failingCalls = new Set<string>();
    const guard = <T extends object>(target: T): T =>
      new Proxy(target, {
        get(_, name) {
          const value = Reflect.get(target, name);
          if (typeof value !== 'function') return value;
          return (...args: unknown[]) => {
            if (failingCalls.has(String(name))) return Promise.reject(new Error('the disk is gone'));
            const result = Reflect.apply(value, target, args);
            return name === 'collection' || name === 'in' ? guard(result) : result;
          };
        },
      });
    return { failingCalls, wrapped: guard(store) };
  }

  it('are polled again with growing backoff, then only on request', async () => {
    const { failingCalls, wrapped } = failing(await openSqliteStore());
    const { jobs, add, advance, clock, lines } = await openRig({ store: wrapped });
    const gated = defineGated(jobs, 'note');
    failingCalls.add('page');
    jobs.start();
    await add({ kind: 'note', id: 'a', payload: null });
    for (let round = 0; round < 15; round++) await advance(300_000);
    expect(lines.length).toBeGreaterThan(5);
    expect(clock.pending).toBe(0);
    failingCalls.clear();
    jobs.wake();
    await settle();
    expect(gated.begun).toEqual(['a']);
  });

  it('are not run again because their outcome could not be stored', async () => {
    const { failingCalls, wrapped } = failing(await openSqliteStore());
    const { jobs, add, advance } = await openRig({ store: wrapped });
    const gated = defineGated(jobs, 'note');
    jobs.start();
    await add({ kind: 'note', id: 'a', payload: null });
    failingCalls.add('delete');
    await gated.end('a');
    jobs.wake();
    await advance(1000);
    failingCalls.clear();
    await advance(2000);
    await add({ kind: 'note', id: 'a', payload: null });
    expect(gated.begun).toEqual(['a', 'a']);
  });
});

describe('jobs of several processes on one store', () => {
  const sharing = { leaseMs: 10_000, pollMs: 1000 };

  async function openTwo() {
    const location = await mkdtemp(join(tmpdir(), 'fakeai-jobs-'));
    const clock = createVirtualClock({ automatic: false });
    const first = await openRig({ store: await openSqliteStore({ location }), clock, sharing });
    const second = await openRig({ store: await openSqliteStore({ location }), clock, sharing });
    onTestFinished(() => rm(location, { recursive: true }));
    return { clock, first, second };
  }

  it('are found by all processes and run by one', async () => {
    const { first, second, clock } = await openTwo();
    const one = defineGated(first.jobs, 'note', { concurrency: 2 });
    const other = defineGated(second.jobs, 'note', { concurrency: 2 });
    first.jobs.start();
    second.jobs.start();
    const ids = ['a', 'b', 'c', 'd', 'e'];
    await first.add(...ids.map((id) => ({ kind: 'note', id, payload: null })));
    expect(one.begun).toEqual(['a', 'b']);
    await first.advance(1000);
    expect(other.begun).toEqual(['c', 'd']);
    for (let round = 0; round < 60; round++) await first.advance(1000);
    expect([one.running.size, other.running.size]).toEqual([2, 2]);
    await one.end('a');
    expect(one.begun).toEqual(['a', 'b', 'e']);
    for (const id of ids) for (const { end } of [one, other]) await end(id);
    await first.advance(1000);
    expect([...one.begun, ...other.begun].sort()).toEqual(ids);
    await Promise.all([first.jobs.stop(), second.jobs.stop()]);
    expect(clock.pending).toBe(0);
  });

  it('are taken over when their process does not renew its lease', async () => {
    const { first, second } = await openTwo();
    const one = defineGated(first.jobs, 'note');
    const other = defineGated(second.jobs, 'note');
    first.jobs.start();
    second.jobs.start();
    await first.add({ kind: 'note', id: 'a', payload: null });
    expect(one.begun).toEqual(['a']);
    // The first process is suspended: its leases are not renewed.
    const take = first.store.leases.take;
    first.store.leases.take = () => new Promise(() => {});
    await second.advance(9000);
    expect(other.begun).toEqual([]);
    await second.advance(2000);
    expect(other.begun).toEqual(['a']);
    expect(one.running.size).toBe(1);
    first.store.leases.take = take;
    await second.advance(1000);
    await other.end('a');
  });

  it('are aborted where the lease was lost, and left to its new holder', async () => {
    const { first, second, clock } = await openTwo();
    const aborts: Abort[] = [];
    first.jobs.define({
      kind: 'note',
      run: ({ abort }) => {
        aborts.push(abort);
        return new Promise<void>((resolve) => abort.onAbort(() => resolve()));
      },
    });
    const other = defineGated(second.jobs, 'note');
    first.jobs.start();
    await first.add({ kind: 'note', id: 'a', payload: null });
    first.store.leases.release('job/note/a');
    await settle();
    second.jobs.start();
    await settle();
    expect(other.begun).toEqual(['a']);
    for (let round = 0; round < 10; round++) await first.advance(1000);
    expect(aborts.map(({ aborted }) => aborted)).toEqual([true]);
    expect(other.running.size).toBe(1);
    await second.jobs.stop();
    // Still stored, although the first process's run resolved.
    const third = await openRig({ store: second.store, clock });
    const again = defineGated(third.jobs, 'note');
    third.jobs.start();
    await settle();
    expect(again.begun).toEqual(['a']);
  });

  it('are released if another process rescheduled them meanwhile', async () => {
    const { first } = await openTwo();
    const gated = defineGated(first.jobs, 'note');
    const records = openJobRecords(first.store);
    const take = first.store.leases.take;
    let takes = 0;
    first.store.leases.take = async (name, term) => {
      const [record] = (await records.page({ order: 'asc', limit: 1 })).items as [JobRecord];
      if (takes++ === 0) {
        const later = { ...record, dueAt: START + 5000 };
        await first.store.commit([
          records.deleting(record.id),
          records.inserting(later, { createdAt: later.dueAt }),
        ]);
      }
      return take(name, term);
    };
    first.jobs.start();
    await first.add({ kind: 'note', id: 'a', payload: null });
    expect([takes, gated.begun]).toEqual([1, []]);
    await first.advance(5000);
    expect(gated.begun).toEqual(['a']);
  });

  it('require leases that can be renewed in time', async () => {
    await expect(openRig({ sharing: { leaseMs: 1000, pollMs: 500 } })).rejects.toThrow(RangeError);
    await expect(openRig({ sharing: { pollMs: 0 } })).rejects.toThrow(RangeError);
  });
});

describe('jobs when the wall clock is stepped', () => {
  const HOUR = 3_600_000;

  async function openSteppable({ concurrency = 4, isShared = false } = {}) {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const base = START - performance.now();
    let offset = 0;
    const clock = createSystemClock({ wallClock: () => Math.floor(base + offset + performance.now()) });
    const store = await openSqliteStore();
    const log = createLog({ level: 'silent', format: 'json', clock, write: () => {} });
    const sharing = { clock, leaseMs: 8000, pollMs: 500 };
    const jobs = createJobs({ clock, store, log, ...(isShared && { sharing }) });
    onTestFinished(async () => {
      await jobs.stop();
      await store.close();
    });
    const ran: string[] = [];
    jobs.define({ kind: 'note', concurrency, run: async ({ id }) => void ran.push(id) });
    return {
      jobs,
      ran,
      store,
      add: async (...added: NewJob<unknown>[]) => {
        await store.commit(added.map((job) => jobs.adding(job)));
        jobs.wake();
        await settle();
      },
      step: (milliseconds: number) => {
        offset += milliseconds;
      },
      advance: async (milliseconds: number) => {
        vi.advanceTimersByTime(milliseconds);
        await settle();
      },
    };
  }

  it('run within seconds of a step past their due time', async () => {
    const { jobs, ran, add, step, advance } = await openSteppable();
    jobs.start();
    await add({ kind: 'note', id: 'a', payload: null, dueAt: START + 24 * HOUR });
    await advance(5000);
    expect(ran).toEqual([]);
    step(24 * HOUR);
    await advance(1100);
    expect(ran).toEqual(['a']);
  });

  it('that are due at once do not wait for the old time when the clock is set back', async () => {
    const { jobs, ran, add, step } = await openSteppable({ concurrency: 1 });
    await add({ kind: 'note', id: 'a', payload: null }, { kind: 'note', id: 'b', payload: null });
    step(-48 * HOUR);
    jobs.start();
    await settle();
    expect(ran).toEqual(['a', 'b']);
  });

  it('renew a lease that a clock set back left far in the future', async () => {
    const { jobs, add, store, step, advance } = await openSteppable({ isShared: true });
    defineGated(jobs, 'long');
    jobs.start();
    const terms: { now: number; until: number }[] = [];
    const { take } = store.leases;
    store.leases.take = (name, term) => {
      terms.push(term);
      return take(name, term);
    };
    await add({ kind: 'long', id: 'a', payload: null });
    step(-HOUR);
    await advance(600);
    const last = terms.at(-1);
    expect(last?.now).toBeLessThan(START);
    expect((last?.until ?? 0) - (last?.now ?? 0)).toBe(8000);
  });
});
