import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call } from '../../../kernel/operation.ts';
import { json } from '../../../kernel/reply.ts';
import { until } from '../../../runtime/clock.ts';
import { StoreUnavailable } from '../../../storage/errors.ts';
import { type Answer, linesOf, openProcess, openWorld, type World } from './rig.cases.ts';
import type { Batch } from './schema.ts';

type Process = ReturnType<typeof openProcess>;

/** Lines that take between 1 and 40 milliseconds, some of which fail. */
const answers =
  ({ clock }: World): Answer =>
  async (body, { abort }: Call) => {
    const number = Number((body.messages as [{ content: string }])[0].content.slice(2));
    await until(clock, clock.now() + 1 + ((number * 7919) % 40), abort);
    return json({ number }, { status: number % 7 === 0 ? 400 : 200 });
  };

async function expectEachOnce(process: Process, batch: Batch, count: number): Promise<void> {
  const output = await process.lines(batch.output_file_id);
  const errors = await process.lines(batch.error_file_id);
  const ids = [...output, ...errors].map(({ custom_id: id }) => id);
  expect(ids.toSorted()).toEqual(Array.from({ length: count }, (_, index) => `r-${index}`).toSorted());
  expect(batch.request_counts).toEqual({ total: count, completed: output.length, failed: errors.length });
}

describe('an interrupted batch', () => {
  it('resumes in the next process, whenever the previous one ends', { timeout: 60_000 }, async () => {
    const stop = fc.record({
      /** Simulated milliseconds. */
      after: fc.integer({ min: 0, max: 1500 }),
      /** Event loop turns without any simulated time. */
      turns: fc.integer({ min: 0, max: 30 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(stop, { minLength: 1, maxLength: 6 }), async (stops) => {
        const world = openWorld();
        const open = (): Process =>
          openProcess(world, { answer: answers(world), batchConcurrency: 4, batchStage: 300 });
        let process = open();
        const { id } = await process.create(await process.addFile(linesOf(200)));
        for (const { after, turns } of stops) {
          await until(world.clock, world.clock.now() + after);
          for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
          await process.close();
          process = open();
        }
        const batch = await process.ended(id);
        expect(batch.status).toBe('completed');
        await expectEachOnce(process, batch, 200);
        expect(await process.events()).toEqual([{ type: 'batch.completed', data: { id } }]);
        await process.close();
      }),
      { numRuns: 60, seed: 4 },
    );
  });

  it('keeps finished lines and runs only the rest', async () => {
    const world = openWorld();
    const first = openProcess(world, { answer: answers(world) });
    const { id } = await first.create(await first.addFile(linesOf(1000)));
    const before = await first.when(id, ({ request_counts: { completed } }) => completed > 300);
    await first.close();

    let calls = 0;
    const second = openProcess(world, {
      answer: (body, call) => {
        calls++;
        return answers(world)(body, call);
      },
    });
    const batch = await second.ended(id);
    await expectEachOnce(second, batch, 1000);
    expect(batch.in_progress_at).toBe(before.in_progress_at);
    expect(calls).toBeLessThanOrEqual(1000 - before.request_counts.completed - before.request_counts.failed);
    await second.close();
  });

  it('ends as cancelled if it was cancelled before', async () => {
    const world = openWorld();
    const first = openProcess(world, { answer: answers(world) });
    const { id } = await first.create(await first.addFile(linesOf(1000)));
    await first.when(id, ({ request_counts: { completed } }) => completed > 300);
    await first.jobs.stop();
    const { request_counts: counts } = await first.cancel(id);
    await first.close();

    const second = openProcess(world, { answer: answers(world) });
    expect(await second.ended(id)).toMatchObject({ status: 'cancelled', request_counts: counts });
    await second.close();
  });

  it('expires while no process runs it', async () => {
    const world = openWorld();
    const first = openProcess(world, { answer: answers(world), batchWindow: 2000 });
    const { id } = await first.create(await first.addFile(linesOf(1000)));
    await first.when(id, ({ request_counts: { completed } }) => completed > 100);
    await first.close();
    await until(world.clock, world.clock.now() + 60_000);

    const second = openProcess(world, { answer: answers(world) });
    const batch = await second.ended(id);
    expect(batch.status).toBe('expired');
    await expectEachOnce(second, batch, 1000);
    await second.close();
  });
});

describe('a cancelled batch', () => {
  it('has each line at most once, whenever it is cancelled', async () => {
    const moment = fc.integer({ min: 0, max: 2500 });
    await fc.assert(
      fc.asyncProperty(moment, fc.array(moment, { maxLength: 3 }), async (cancelAt, stops) => {
        const world = openWorld();
        const open = (): Process =>
          openProcess(world, { answer: answers(world), batchConcurrency: 4, batchStage: 300 });
        let process = open();
        const { id } = await process.create(await process.addFile(linesOf(300)));
        const moments = [...stops, cancelAt].toSorted((one, other) => one - other);
        let now = 0;
        for (const next of moments) {
          await until(world.clock, world.clock.now() + next - now);
          now = next;
          if (next === cancelAt) await process.cancel(id);
          if (!stops.includes(next)) continue;
          await process.close();
          process = open();
        }
        const batch = await process.ended(id);
        const lines = [
          ...(await process.lines(batch.output_file_id)),
          ...(await process.lines(batch.error_file_id)),
        ];
        const { completed, failed } = batch.request_counts;
        expect(new Set(lines.map(({ custom_id: customId }) => customId)).size).toBe(lines.length);
        expect(lines).toHaveLength(completed + failed);
        expect(batch.status).toBe(batch.cancelling_at === null ? 'completed' : 'cancelled');
        expect(await process.events()).toEqual([{ type: `batch.${batch.status}`, data: { id } }]);
        await process.close();
      }),
      { numRuns: 60, seed: 4 },
    );
  });
});

describe('a failing store', () => {
  it('delays a batch but neither loses nor repeats a line', async () => {
    const fate = fc.constantFrom('well', 'well', 'well', 'before', 'after' as const);
    await fc.assert(
      fc.asyncProperty(fc.array(fate, { minLength: 4, maxLength: 12 }), async (fates) => {
        fc.pre(fates.includes('well'));
        const world = openWorld();
        const process = openProcess(world, { answer: answers(world), batchConcurrency: 4, batchStage: 300 });
        const { id } = await process.create(await process.addFile(linesOf(200)));
        let writes = 0;
        /** The write may or may not be applied, and the caller cannot tell. */
        const failing = async <T>(write: () => Promise<T>): Promise<T> => {
          const next = fates[writes++];
          // Lines continue in the meantime.
          await until(world.clock, world.clock.now() + 50);
          if (next === 'before') throw new StoreUnavailable('test', 'unplugged');
          const result = await write();
          if (next === 'after') throw new StoreUnavailable('test', 'unplugged');
          return result;
        };
        const { commit, blobs } = world.store;
        Object.assign(world.store, {
          commit: (list: Parameters<typeof commit>[0]) => failing(() => commit(list)),
          blobs: {
            write: (...given: Parameters<typeof blobs.write>) => failing(() => blobs.write(...given)),
            read: (...given: Parameters<typeof blobs.read>) => blobs.read(...given),
            check: (blob: string) => blobs.check(blob),
            discard: (blob: string) => blobs.discard(blob),
          },
        });
        const batch = await process.ended(id);
        expect(batch.status).toBe('completed');
        await expectEachOnce(process, batch, 200);
        expect(await process.events()).toEqual([{ type: 'batch.completed', data: { id } }]);
        await process.close();
      }),
      { numRuns: 60, seed: 4 },
    );
  });
});

describe('a batch run by two processes', () => {
  it('still has each line once', async () => {
    const world = openWorld();
    // Neither knows the other's lease, as if one of them had been suspended beyond the end of its own.
    const [one, other] = [0, 1].map(() =>
      openProcess(world, { answer: answers(world), batchConcurrency: 4, batchStage: 100 }),
    ) as [Process, Process];
    const { id } = await one.create(await one.addFile(linesOf(400)));
    other.jobs.wake();
    const batch = await other.ended(id);
    expect(batch.status).toBe('completed');
    await expectEachOnce(other, batch, 400);
    expect(await one.events()).toEqual([{ type: 'batch.completed', data: { id } }]);
    await Promise.all([one.close(), other.close()]);
  });
});
