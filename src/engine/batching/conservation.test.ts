import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BlockPool, createBlockPool } from '../cache/block-pool.ts';
import { type Asked, ask, openRig, PLAIN, type Rig, type Story } from './batching.cases.ts';
import { NeverFits, QueueFull } from './refusals.ts';

/** One request of a random load. */
interface Drawn {
  readonly wait: number;
  readonly promptTokens: number;
  readonly outputTokens: readonly number[];
  readonly priority: number;
  readonly text: number;
  /** Cancelled after so many milliseconds. */
  readonly patience: number | undefined;
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  wait: fc.integer({ min: 0, max: 40 }),
  promptTokens: fc.integer({ min: 1, max: 300 }),
  outputTokens: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 250 }).map((tokens) => [tokens]) },
    fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 3 }),
  ),
  priority: fc.integer({ min: -1, max: 1 }),
  text: fc.integer({ min: 1, max: 4 }),
  patience: fc.option(fc.integer({ min: 0, max: 2500 }), { nil: undefined, freq: 3 }),
});

const settings = fc.record({
  capacity: fc.integer({ min: 40, max: 120 }),
  maxSequences: fc.integer({ min: 3, max: 12 }),
  maxBatchedTokens: fc.integer({ min: 64, max: 512 }),
  maxWaiting: fc.integer({ min: 0, max: 30 }),
  chunkedPrefill: fc.boolean(),
  prefixCaching: fc.boolean(),
  stepNoise: fc.constantFrom(0, 0.05),
  speculates: fc.boolean(),
  role: fc.constantFrom('aggregated' as const, 'prefill' as const, 'decode' as const),
});

interface Outcome {
  readonly rig: Rig;
  readonly pool: BlockPool;
  readonly told: readonly {
    readonly sequence: Asked;
    readonly story: Story;
    readonly isCancelled: boolean;
  }[];
  readonly refused: number;
}

/** Plays a load to its end. After each step the counts of the pool have to agree. */
function play(
  load: readonly Drawn[],
  {
    capacity,
    speculates,
    ...options
  }: Parameters<typeof settings.map>[0] extends (value: infer T) => unknown ? T : never,
): Outcome {
  const pool = createBlockPool({ capacity });
  const speculation = speculates ? { acceptance: [0.8, 0.5], cost: 1.1, costPerSequence: 0.01 } : undefined;
  const rig = openRig({ ...options, speculation }, { pool, profile: { ...PLAIN, overheadSigma: 0.3 } });
  const told: { sequence: Asked; story: Story; isCancelled: boolean }[] = [];
  const cancels: { at: number; index: number }[] = [];
  let refused = 0;
  let now = 0;

  function runTo(time: number): void {
    for (;;) {
      const next = Math.min(
        rig.worker.nextAt ?? Number.POSITIVE_INFINITY,
        cancels[0]?.at ?? Number.POSITIVE_INFINITY,
      );
      if (next > time || next === Number.POSITIVE_INFINITY) break;
      rig.run(next);
      expect(pool.used + pool.cached + pool.free).toBe(capacity);
      const { running, waiting, arriving, handingOver, counters } = rig.worker.figures;
      expect(running).toBeLessThanOrEqual(options.maxSequences);
      const here = told.filter(({ story, isCancelled }) => !isCancelled && !isOver(story)).length;
      expect(counters.admitted - counters.finished - counters.handedOver - counters.cancelled).toBe(here);
      expect(waiting + arriving + handingOver).toBeLessThanOrEqual(here);
      while (cancels[0] && cancels[0].at <= next) {
        const entry = told[(cancels.shift() as { index: number }).index] as (typeof told)[number];
        entry.isCancelled = rig.worker.cancel(entry.sequence, rig.now);
      }
    }
  }

  for (const request of load) {
    now += request.wait;
    runTo(now);
    const isPrefilled = options.role === 'decode';
    const sequence = ask(request.promptTokens, request.outputTokens, {
      priority: request.priority,
      text: request.text,
      prefilled: isPrefilled,
      shared: 2,
    });
    try {
      const story = rig.admit(sequence, now);
      if (request.patience !== undefined) {
        cancels.push({ at: now + request.patience, index: told.length });
        cancels.sort((a, b) => a.at - b.at);
      }
      told.push({ sequence, story, isCancelled: false });
    } catch (error) {
      if (!(error instanceof QueueFull)) throw error;
      refused++;
    }
  }
  runTo(Number.POSITIVE_INFINITY);
  return { rig, pool, told, refused };
}

function isOver({ finished, handedOver }: Story): boolean {
  return finished !== undefined || handedOver !== undefined;
}

describe('whatever is asked of a worker', () => {
  const loads = fc.array(drawn, { minLength: 1, maxLength: 60 });

  it('gives each sequence its tokens, each once, and holds nothing in the end', () => {
    fc.assert(
      fc.property(loads, settings, (load, setting) => {
        const { rig, pool, told, refused } = play(load, setting);
        expect(told.length + refused).toBe(load.length);
        let generated = 0;
        for (const { sequence, story, isCancelled } of told) {
          const longest = setting.role === 'prefill' ? 0 : Math.max(...sequence.outputTokens);
          if (isCancelled) {
            expect(isOver(story)).toBe(false);
            expect(story.tokens.length).toBeLessThanOrEqual(longest);
          } else {
            expect(isOver(story)).toBe(true);
            expect(story.tokens).toHaveLength(longest);
          }
          const emitted = story.tokens.length;
          generated += sequence.outputTokens.reduce((sum, tokens) => sum + Math.min(tokens, emitted), 0);
          expect(story.tokens).toEqual([...story.tokens].sort((a, b) => a - b));
          if (longest > 0 && !isCancelled) expect(story.tokens[0]).toBe(story.first);
        }
        const { counters, ...figures } = rig.worker.figures;
        expect(counters.generatedTokens).toBe(generated);
        expect(counters.preempted).toBe(told.reduce((sum, { story }) => sum + story.preempted, 0));
        expect(figures).toMatchObject({
          running: 0,
          waiting: 0,
          waitingTokens: 0,
          arriving: 0,
          handingOver: 0,
          usedBlocks: 0,
        });
        expect(pool).toMatchObject({ used: 0 });
        expect(pool.cached + pool.free).toBe(setting.capacity);
        expect(rig.worker.nextAt).toBeUndefined();
      }),
      { numRuns: 150, seed: 14 },
    );
  });

  it('is admitted only if the pool can hold it, and then completes alone without losing blocks', () => {
    fc.assert(
      fc.property(drawn, fc.boolean(), (request, speculates) => {
        for (let capacity = 1; ; capacity++) {
          const speculation = speculates
            ? { acceptance: [1, 0.5, 1], cost: 1, costPerSequence: 0 }
            : undefined;
          const rig = openRig({ speculation }, { pool: createBlockPool({ capacity }) });
          const sequence = ask(request.promptTokens, request.outputTokens);
          try {
            rig.admit(sequence);
          } catch (error) {
            expect(error).toBeInstanceOf(NeverFits);
            continue;
          }
          rig.run();
          const { counters } = rig.worker.figures;
          expect(counters).toMatchObject({ finished: 1, preempted: 0 });
          break;
        }
      }),
      { numRuns: 200, seed: 14 },
    );
  });

  it('says the same for the same seed', () => {
    const load = fc.sample(drawn, { seed: 3, numRuns: 50 });
    const setting = { ...(fc.sample(settings, { seed: 3, numRuns: 1 })[0] as never as object) } as never;
    const told = (): unknown =>
      play(load, setting).rig.events.map(({ type, at, sequence }) => [type, at, sequence.promptTokens]);
    expect(told()).toEqual(told());
  });

  it('lets those of a low priority through while higher ones keep coming', () => {
    const rig = openRig({ maxSequences: 2, priorityAge: 1000 });
    rig.admit(ask(50, 50));
    rig.admit(ask(50, 50));
    const low = rig.admit(ask(50, 50, { priority: -2 }), 10);
    for (let time = 20; time < 20_000; time += 180) rig.admit(ask(50, 50, { priority: 1 }), time);
    expect(low.finished).toBeDefined();
    expect(low.scheduled).toBeGreaterThan(2000);
  });
});
