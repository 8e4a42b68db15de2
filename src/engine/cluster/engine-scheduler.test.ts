import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NeverFits, QueueFull, Unavailable } from '../batching/refusals.ts';
import { toRouterOptions } from '../router/router-options.ts';
import { schedulerCases, sequenceOf } from '../scheduler/scheduler.cases.ts';
import type { Scheduled } from '../scheduler/scheduler.ts';
import type { EngineFigures } from './engine-figures.ts';
import { openEngines, promptOf, textOf } from './engine-scheduler.cases.ts';

/** The times of {@link PLAIN}: a pass with a prompt, and the first step after it. */
const prefillMs = (tokens: number): number => 25 + 7 + tokens * 0.04;

const ttftOf = (scheduled: Scheduled, arrivedAt = 1000): number => scheduled.dueOf(0) - arrivedAt;

const sumOf = ({ groups }: EngineFigures, of: (worker: EngineFigures['groups'][0]['workers'][0]) => number) =>
  groups.flatMap(({ workers }) => workers).reduce((sum, worker) => sum + of(worker), 0);

function expectIdle(figures: EngineFigures): void {
  for (const of of [
    ({ batch }) => batch.running,
    ({ batch }) => batch.waiting,
    ({ batch }) => batch.arriving,
    ({ batch }) => batch.handingOver,
    ({ batch }) => batch.usedBlocks,
    ({ load }) => load,
  ] satisfies Parameters<typeof sumOf>[1][]) {
    expect(sumOf(figures, of)).toBe(0);
  }
}

describe('an engine scheduler', () => {
  schedulerCases(
    () => openEngines(),
    () => textOf({ tokens: 20, text: 1 }),
  );
});

describe('an engine scheduler with prefill workers', () => {
  schedulerCases(
    () => openEngines({ workers: 3, prefillWorkers: 1 }),
    () => textOf({ tokens: 20, text: 1 }),
  );

  it('decodes on the other workers, and the first token comes after the transfer', () => {
    const { scheduler, run } = openEngines({ workers: 3, prefillWorkers: 1 });
    const scheduled = scheduler.admit(textOf({ tokens: 1000, text: 1 }));
    run();
    const transfer = (1000 * 128 * 1024) / 64e6 + 5;
    expect(ttftOf(scheduled)).toBeCloseTo(prefillMs(1000) + transfer + 7 + 0.04 + 0.00006 * 999, 6);
    const [group] = scheduler.figures.groups;
    expect(group?.workers.map(({ role, batch }) => [role, batch.counters.generatedTokens > 0])).toEqual(
      expect.arrayContaining([
        ['prefill', false],
        ['decode', true],
      ]),
    );
    expectIdle(scheduler.figures);
  });
});

describe('time', () => {
  it('is that of the profile: overhead, prefill, steps', () => {
    const { scheduler, run } = openEngines();
    const scheduled = scheduler.admit(textOf({ tokens: 500, text: 1 }));
    expect(scheduled.dueOf(0)).toBe(Number.POSITIVE_INFINITY);
    run();
    expect(ttftOf(scheduled)).toBeCloseTo(prefillMs(500), 9);
    expect(scheduled.dueOf(1) - scheduled.dueOf(0)).toBeCloseTo(7 + 0.04 + 0.00006 * 500, 9);
  });

  it('is saved by the prefill of what is cached', () => {
    const { scheduler, run } = openEngines();
    const one = scheduler.admit(textOf({ tokens: 2000, text: 1 }));
    run();
    const again = scheduler.admit(textOf({ tokens: 2000, text: 1 }, { arrivedAt: 700_000 }));
    run();
    expect(one.cachedTokens).toBe(0);
    expect(again.cachedTokens).toBe(1984);
    expect(ttftOf(one) - ttftOf(again, 700_000)).toBeCloseTo(1984 * 0.04, 6);
  });

  it('is shared by all in a batch, and later ones wait for a place', () => {
    const { scheduler, run } = openEngines({ batch: { maxSequences: 4 } });
    const all = Array.from({ length: 8 }, (_, text) => scheduler.admit(textOf({ tokens: 100, text })));
    run();
    const ttfts = all.map((scheduled) => ttftOf(scheduled)).sort((a, b) => a - b);
    expect(ttfts[3]).toBeLessThan(60);
    expect(ttfts[4]).toBeGreaterThan(100);
  });

  it('does not depend on how late the timer is', () => {
    const dues = [1, 1000].map((stride) => {
      const { scheduler, clock } = openEngines();
      const scheduled = scheduler.admit(textOf({ tokens: 100, text: 1 }));
      for (let passed = 0; passed < 20_000; passed += stride) clock.advance(stride);
      return Array.from({ length: 10 }, (_, index) => scheduled.dueOf(index));
    });
    expect(dues[0]).toEqual(dues[1]);
  });

  it('is told in turns of the event loop, and the next step waits for the last of them', () => {
    const waiting: (() => void)[] = [];
    const turns = { isOver: true, pause: () => undefined, next: (go: () => void) => void waiting.push(go) };
    const { scheduler, clock } = openEngines({}, {}, turns);
    let told = 0;
    for (let text = 0; text < 100; text++) {
      scheduler.admit(textOf({ tokens: 20, text })).onReady(() => told++);
    }
    // All of their first tokens, and the time of the next ones has come too.
    clock.advance(300);
    const counts = [told];
    while (waiting.length > 0) {
      waiting.shift()?.();
      counts.push(told);
    }
    expect(counts.slice(0, 3)).toEqual([15, 30, 45]);
    clock.advance(300);
    while (waiting.length > 0) waiting.shift()?.();
    expect(told).toBe(100 * 10);
  });

  it('comes in runs with speculation', () => {
    const speculation = { acceptance: [1], cost: 1, costPerSequence: 0 };
    const { scheduler, run } = openEngines({ batch: { speculation } });
    const scheduled = scheduler.admit(textOf({ tokens: 100, text: 1 }));
    run();
    const dues = new Set(Array.from({ length: 10 }, (_, index) => scheduled.dueOf(index)));
    expect(dues.size).toBe(6);
  });

  it('is divided by the speedup, also that of hosted tools', () => {
    const { scheduler, run } = openEngines({ batch: { speedup: 10 } });
    const scheduled = scheduler.admit(textOf({ tokens: 500, text: 1 }));
    run();
    expect(ttftOf(scheduled)).toBeCloseTo(prefillMs(500) / 10, 9);
    expect(scheduled.workScale).toBe(0.1);
  });

  it('of an answer without tokens is one step', () => {
    const { scheduler, run } = openEngines();
    const sequence = textOf({ tokens: 100, text: 1 }, { outputTokens: 0, passTokens: 0, choices: [0] });
    const scheduled = scheduler.admit(sequence);
    let told = 0;
    scheduled.onReady(() => told++);
    run();
    expect(told).toBe(1);
    expect(scheduled.lastDue - 1000).toBeCloseTo(prefillMs(100), 9);
  });

  it('of other work is that of the solo scheduler', () => {
    const { scheduler } = openEngines();
    expect(scheduler.admit(sequenceOf()).dueOf(0)).toBe(1005);
    expect(scheduler.alone(sequenceOf()).dueOf(0)).toBe(1005);
  });

  it('sets no timer while nothing is to come', () => {
    const { scheduler, clock, run } = openEngines();
    expect(clock.pending).toBe(0);
    scheduler.admit(textOf({ tokens: 100, text: 1 }));
    expect(clock.pending).toBe(1);
    run();
    expect(clock.pending).toBe(0);
  });
});

describe('a sequence', () => {
  it('with several prompts is due when all of them have the token', () => {
    const { scheduler, run } = openEngines({ batch: { maxBatchedTokens: 512 } });
    const prompts = [promptOf({ tokens: 100, text: 1 }), promptOf({ tokens: 3000, text: 2 })];
    const choices = [10, 4];
    const scheduled = scheduler.admit(textOf({ tokens: 3100, text: 1 }, { prompts, choices }));
    run();
    expect(ttftOf(scheduled)).toBeGreaterThan(3000 * 0.04);
    expect(scheduled.lastDue).toBe(scheduled.dueOf(9));
    expect(sumOf(scheduler.figures, ({ batch }) => batch.counters.generatedTokens)).toBe(14);
    expectIdle(scheduler.figures);
  });

  it('is admitted with all prompts or with none', () => {
    const { scheduler, run } = openEngines({ batch: { maxSequences: 1, maxWaiting: 1 } });
    const prompts = [1, 2, 3].map((text) => promptOf({ tokens: 100, text }));
    const sequence = textOf({ tokens: 300, text: 1 }, { prompts, choices: [10, 10, 10] });
    expect(() => scheduler.admit(sequence)).toThrow(QueueFull);
    expectIdle(scheduler.figures);
    run();
  });

  it('with several choices takes a place for each', () => {
    const { scheduler, clock, run } = openEngines();
    scheduler.admit(textOf({ tokens: 100, text: 1 }, { choices: [10, 10, 10] }));
    clock.advance(40);
    expect(sumOf(scheduler.figures, ({ batch }) => batch.running)).toBe(3);
    run();
  });

  it('finds what its earlier passes have written in the cache', () => {
    const { scheduler, run } = openEngines();
    const first = scheduler.admit(textOf({ tokens: 160, text: 1 }, { passTokens: 64, choices: [64] }));
    run();
    first.release();
    const arrivedAt = first.lastDue + 10;
    const later = first.resume({ arrivedAt, promptTokens: 400, cachedTokens: 0, passTokens: 6, before: 64 });
    run();
    // Of 160 + 64 tokens, the last one was not computed.
    expect(later.cachedTokens).toBe(208);
    expect(ttftOf(later, arrivedAt)).toBeCloseTo(prefillMs(400 - 208), 6);
    later.release();
    expectIdle(scheduler.figures);
  });

  it('is never refused once its answer has begun', () => {
    const { scheduler, run, clock } = openEngines({ batch: { maxSequences: 1, maxWaiting: 0 } });
    const first = scheduler.admit(textOf({ tokens: 160, text: 1 }));
    run();
    first.release();
    const arrivedAt = clock.now();
    scheduler.admit(textOf({ tokens: 160, text: 2 }, { arrivedAt }));
    expect(() => scheduler.admit(textOf({ tokens: 160, text: 3 }, { arrivedAt }))).toThrow(QueueFull);
    const later = first.resume({ arrivedAt, promptTokens: 400, cachedTokens: 0, passTokens: 6, before: 10 });
    run();
    expect(later.lastDue).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  it('that is recorded takes no place, and has the pace of an idle engine', () => {
    const { scheduler, run } = openEngines({ batch: { maxSequences: 1, maxWaiting: 0 } });
    const alone = scheduler.alone(textOf({ tokens: 500, text: 1 }));
    expect(alone.pace?.ttft).toBeCloseTo(prefillMs(500), 9);
    expect(ttftOf(alone)).toBeCloseTo(prefillMs(500), 9);
    const there = scheduler.admit(textOf({ tokens: 500, text: 1 }));
    run();
    expect(alone.lastDue).toBeCloseTo(there.lastDue, 0);
    expect(scheduler.alone(textOf({ tokens: 500, text: 1 })).cachedTokens).toBe(496);
  });
});

describe('a refusal', () => {
  it('says that a request can never fit', () => {
    const { scheduler } = openEngines({ blocks: 10 });
    expect(() => scheduler.admit(textOf({ tokens: 200, text: 1 }))).toThrow(NeverFits);
    expect(() => scheduler.alone(textOf({ tokens: 200, text: 1 }))).toThrow(NeverFits);
    expectIdle(scheduler.figures);
  });

  it('comes when the queues of all workers are full', () => {
    const { scheduler } = openEngines({
      workers: 2,
      router: toRouterOptions({ mode: 'random' }),
      batch: { maxSequences: 1, maxWaiting: 1 },
    });
    for (let text = 0; text < 4; text++) scheduler.admit(textOf({ tokens: 100, text }));
    expect(() => scheduler.admit(textOf({ tokens: 100, text: 5 }))).toThrow(QueueFull);
  });

  it('comes from workers that sleep, until they wake', () => {
    const { scheduler, run, clock } = openEngines();
    scheduler.admit(textOf({ tokens: 100, text: 1 }));
    run();
    scheduler.sleep(1);
    expect(() => scheduler.admit(textOf({ tokens: 100, text: 1 }))).toThrow(Unavailable);
    scheduler.wake();
    run();
    expect(ttftOf(scheduler.admit(textOf({ tokens: 100, text: 1 }, { arrivedAt: clock.now() })))).toBe(
      Number.POSITIVE_INFINITY,
    );
    run();
    expectIdle(scheduler.figures);
  });

  it('comes from workers that sleep before they are made', () => {
    const { scheduler } = openEngines();
    scheduler.sleep(2);
    expect(() => scheduler.admit(textOf({ tokens: 100, text: 1 }))).toThrow(Unavailable);
  });

  it('ends answers whose worker fails', () => {
    const { scheduler, clock, run } = openEngines();
    const scheduled = scheduler.admit(textOf({ tokens: 100, text: 1 }));
    clock.advance(45);
    let told = 0;
    scheduled.onReady(() => told++);
    expect(scheduled.dueOf(0)).toBeLessThan(1045);
    scheduler.fail();
    expect(told).toBe(1);
    expect(scheduled.dueOf(0)).toBeLessThan(1045);
    expect(() => scheduled.dueOf(9)).toThrow(Unavailable);
    expect(() => scheduler.admit(textOf({ tokens: 100, text: 2 }))).toThrow(Unavailable);
    scheduled.release();
    expectIdle(scheduler.figures);
    scheduler.restart();
    run();
    scheduler.admit(textOf({ tokens: 100, text: 2 }, { arrivedAt: clock.now() }));
  });
});

it('leaves nothing behind, whatever is released when', () => {
  const request = fc.record({
    wait: fc.integer({ min: 0, max: 60 }),
    tokens: fc.integer({ min: 1, max: 900 }),
    choices: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 3 }),
    patience: fc.option(fc.integer({ min: 0, max: 400 }), { nil: undefined }),
    text: fc.integer({ min: 0, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(request, { maxLength: 25 }), fc.boolean(), (requests, isApart) => {
      const { scheduler, clock, run } = openEngines({
        workers: 3,
        prefillWorkers: isApart ? 1 : 0,
        blocks: 100,
        batch: { maxSequences: 4, maxWaiting: 5 },
      });
      const all: Scheduled[] = [];
      for (const { wait, tokens, choices, patience, text } of requests) {
        clock.advance(wait);
        const most = Math.max(...choices);
        const sequence = textOf(
          { tokens, text },
          { choices, arrivedAt: clock.now(), outputTokens: most, passTokens: most },
        );
        try {
          const scheduled = scheduler.admit(sequence);
          if (patience === undefined) all.push(scheduled);
          else clock.at(clock.now() + patience, () => scheduled.release());
        } catch (error) {
          if (!(error instanceof QueueFull)) throw error;
        }
      }
      run();
      expectIdle(scheduler.figures);
      for (const scheduled of all) expect(scheduled.lastDue).toBeLessThan(Number.POSITIVE_INFINITY);
    }),
    { numRuns: 60, seed: 7 },
  );
});
