import { spawnSync } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { Abort } from '../runtime/abort.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import { ImageUnreadable } from './image/unreadable.ts';
import {
  createWorkerPool,
  WorkerLost,
  type WorkerPool,
  WorkerPoolBusy,
  type WorkerPoolOptions,
} from './worker-pool.ts';

/** A worker program with a task for each behaviour under test. */
const PROGRAM = new URL(
  `data:text/javascript,${encodeURIComponent(`
  import { parentPort, threadId } from 'node:worker_threads';
  parentPort.on('message', ({ task, input }) => {
    if (task === 'hang') for (;;);
    if (task === 'crash') { setImmediate(() => { throw new TypeError('boom'); }); return; }
    if (task === 'exit') process.exit(3);
    if (task === 'wait') { Atomics.wait(new Int32Array(input), 0, 0); }
    parentPort.postMessage({ ok: true, value: { task, thread: threadId, bytes: input?.byteLength } });
  });
`)}`,
);

const pools: WorkerPool[] = [];

function poolOf(options: WorkerPoolOptions = {}): WorkerPool {
  const pool = createWorkerPool({ program: PROGRAM, size: 1, ...options });
  pools.push(pool);
  return pool;
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

/** Creates a gate for the `wait` task, which blocks until `open` is called. */
function gate(): { buffer: SharedArrayBuffer; open(): void } {
  const buffer = new SharedArrayBuffer(4);
  const view = new Int32Array(buffer);
  return {
    buffer,
    open() {
      view[0] = 1;
      Atomics.notify(view, 0);
    },
  };
}

describe('createWorkerPool', () => {
  it('reuses threads, and starts no more than its size', async () => {
    const pool = poolOf({ size: 2 });
    const door = gate();
    const first = pool.run<{ thread: number }>('wait', door.buffer);
    const others = [1, 2, 3].map(() => pool.run<{ thread: number }>('echo', undefined));
    const threads = new Set((await Promise.all(others)).map(({ thread }) => thread));
    expect(threads.size).toBe(1);
    door.open();
    expect(threads.has((await first).thread)).toBe(false);
  });

  it('transfers the given buffers', async () => {
    const buffer = new ArrayBuffer(1000);
    const { bytes } = await poolOf().run<{ bytes: number }>('echo', buffer, { transfer: [buffer] });
    expect(bytes).toBe(1000);
    expect(buffer.byteLength).toBe(0);
  });

  it('replaces a thread that crashes, exits or hangs, and continues with the queue', async () => {
    const clock = createVirtualClock({ automatic: false });
    const pool = poolOf({ clock, timeLimit: 5000 });
    const crash = pool.run('crash', undefined);
    const exit = pool.run('exit', undefined);
    const hang = pool.run('hang', undefined);
    const after = pool.run<{ task: string }>('echo', undefined);
    await expect(crash).rejects.toMatchObject({ name: 'WorkerLost', cause: { message: 'boom' } });
    await expect(exit).rejects.toBeInstanceOf(WorkerLost);
    clock.advance(5000);
    await expect(hang).rejects.toThrow('longer than 5000 ms');
    expect((await after).task).toBe('echo');
    expect(clock.pending).toBe(0);
  });

  it('rejects jobs above the queue limit', async () => {
    const pool = poolOf({ queueLimit: 1 });
    const door = gate();
    const jobs = [pool.run('wait', door.buffer), pool.run('echo', undefined)];
    await expect(pool.run('echo', undefined)).rejects.toBeInstanceOf(WorkerPoolBusy);
    door.open();
    await Promise.all(jobs);
    await expect(pool.run('echo', undefined)).resolves.toBeDefined();
  });

  it('drops a queued job when it is aborted', async () => {
    const pool = poolOf({ queueLimit: 1 });
    const door = gate();
    const running = pool.run('wait', door.buffer);
    const abort = new Abort();
    const waiting = pool.run('echo', undefined, { abort });
    abort.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    const next = pool.run('echo', undefined);
    door.open();
    await Promise.all([running, next]);
    await expect(pool.run('echo', undefined, { abort })).rejects.toThrow('gone');
  });

  it('rejects running and queued jobs when it is closed', async () => {
    const pool = poolOf();
    const jobs = [pool.run('hang', undefined), pool.run('echo', undefined)];
    const settled = Promise.allSettled(jobs);
    await pool.close();
    for (const result of await settled) expect(result).toMatchObject({ reason: { name: 'WorkerLost' } });
    await expect(pool.run('echo', undefined)).rejects.toBeInstanceOf(WorkerLost);
  });

  it('rejects input that cannot be cloned, and stays usable', async () => {
    const pool = poolOf();
    await expect(pool.run('echo', () => {})).rejects.toThrow('could not be cloned');
    await expect(pool.run('echo', undefined)).resolves.toBeDefined();
  });

  it('runs registered tasks, whose errors keep their class', async () => {
    const pool = createWorkerPool({ size: 1 });
    pools.push(pool);
    const vary = pool.run('image.vary', {
      image: Buffer.from('GIF89a'),
      seed: 1,
      width: 8,
      height: 8,
      output: { format: 'png' },
    });
    const error = await vary.catch((error: unknown) => error);
    expect(error).toBeInstanceOf(ImageUnreadable);
    expect(error).toMatchObject({ reason: 'format' });
    await expect(pool.run('constructor', {})).rejects.toMatchObject({ name: 'RangeError' });
  });

  it('does not keep the process alive once idle', () => {
    const script = `
      const { createWorkerPool } = await import(${JSON.stringify(new URL('./worker-pool.ts', import.meta.url).href)});
      await createWorkerPool({ size: 1 }).run('none', {}).catch((error) => console.log(error.message));`;
    const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect(stdout).toContain('Unknown worker task');
    expect(status).toBe(0);
  });

  it('runs jobs together only within its memory limit', async () => {
    const pool = poolOf({ size: 2, memoryLimit: 100 });
    const door = gate();
    const order: string[] = [];
    const note = (name: string) => () => order.push(name);
    const first = pool.run('wait', door.buffer, { bytes: 60 }).then(note('first'));
    const second = pool.run('echo', undefined, { bytes: 60 }).then(note('second'));
    const third = pool.run('echo', undefined, { bytes: 1 }).then(note('third'));
    const huge = pool.run('echo', undefined, { bytes: 1000 }).then(note('huge'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(order).toEqual([]);
    door.open();
    await Promise.all([first, second, third, huge]);
    expect(order[0]).toBe('first');
    expect(order.at(-1)).toBe('huge');
  });

  it('gives a job whose caller has left one more second', async () => {
    const clock = createVirtualClock({ automatic: false });
    const pool = poolOf({ clock });
    const abort = new Abort();
    const hanging = pool.run('hang', undefined, { abort });
    abort.abort(new Error('left'));
    await expect(hanging).rejects.toThrow('left');
    const next = pool.run('echo', undefined);
    clock.advance(1000);
    await next;
  });
});
