import { describe, expect, it } from 'vitest';
import { createBlockPool } from '../cache/block-pool.ts';
import type { BatchEvent } from './batch-sequence.ts';
import {
  type Asked,
  ask,
  gapsOf,
  mean,
  openRig,
  PLAIN,
  type Rig,
  type Story,
  ttftOf,
} from './batching.cases.ts';
import { NeverFits, QueueFull, Unavailable } from './refusals.ts';

/** Keeps `concurrency` requests in the worker until `count` are finished. */
function closedLoop(rig: Rig, concurrency: number, count: number, prompt: number, output: number): Story[] {
  const stories: Story[] = [];
  const begin = () => stories.push(rig.admit(ask(prompt, output)));
  while (stories.length < Math.min(concurrency, count)) begin();
  let finished = 0;
  while (finished < count) {
    rig.run(rig.worker.nextAt ?? rig.now);
    const done = stories.filter((story) => story.finished !== undefined).length;
    for (; finished < done; finished++) if (stories.length < count) begin();
  }
  rig.run();
  return stories;
}

function tpotOf({ tokens }: Story): number {
  return ((tokens.at(-1) ?? 0) - (tokens[0] ?? 0)) / (tokens.length - 1);
}

describe('one request', () => {
  it('takes its overhead, the prefill and a step to the first token, then a step for each', () => {
    const rig = openRig();
    const story = rig.admit(ask(500, 4), 1000);
    rig.run();
    expect(story.queued).toBe(1025);
    expect(ttftOf(story)).toBeCloseTo(25 + 7 + 0.04 * 500, 9);
    expect(gapsOf(story).map((gap) => Number(gap.toFixed(6)))).toEqual([
      7 + 0.04 + 0.00006 * 500,
      7 + 0.04 + 0.00006 * 501,
      7 + 0.04 + 0.00006 * 502,
    ]);
    expect(story.finished).toBe(story.tokens.at(-1));
    expect(rig.worker.nextAt).toBeUndefined();
    expect(rig.worker.figures).toMatchObject({ running: 0, waiting: 0, usedBlocks: 0 });
  });

  it('has no cached token at first, and when repeated all but those of the last block', () => {
    for (const tokens of [15, 16, 17, 160, 161, 1000]) {
      const rig = openRig();
      const first = rig.admit(ask(tokens, 2, { text: 7 }));
      rig.run();
      const again = rig.admit(ask(tokens, 2, { text: 7 }));
      rig.run();
      expect(first.cached).toBe(0);
      expect(again.cached).toBe(16 * Math.floor((tokens - 1) / 16));
      expect(ttftOf(first) - ttftOf(again)).toBeCloseTo(0.04 * again.cached, 9);
      expect(rig.worker.figures.counters.cachedTokens).toBe(again.cached);
    }
  });

  it('caches what it has said, too, so that the next turn reads little', () => {
    const rig = openRig();
    rig.admit(ask(100, 61, { text: 3 }));
    rig.run();
    const next = rig.admit(ask(200, 2, { text: 3 }));
    rig.run();
    expect(next.cached).toBe(160);
  });

  it('reads only, if it has no tokens to say', () => {
    const rig = openRig();
    const story = rig.admit(ask(100, 0));
    rig.run();
    expect(story).toMatchObject({ first: 25 + 7 + 4, finished: 25 + 7 + 4, tokens: [] });
    expect(rig.worker.figures.counters.generatedTokens).toBe(0);
  });

  it('is not cached when prefix caching is off', () => {
    const rig = openRig({ prefixCaching: false });
    rig.admit(ask(500, 2, { text: 7 }));
    rig.run();
    const again = rig.admit(ask(500, 2, { text: 7 }));
    rig.run();
    expect(again.cached).toBe(0);
    expect(rig.pool.cached).toBe(0);
  });

  it('takes a fraction of the time when the worker is sped up', () => {
    const [usual, fast] = [1, 10].map((speedup) => {
      const rig = openRig({ speedup });
      const story = rig.admit(ask(500, 10));
      rig.run();
      return story.finished as number;
    });
    expect((usual as number) / (fast as number)).toBeCloseTo(10, 9);
  });
});

describe('choices of one request', () => {
  it('come together, share the blocks of the prompt and take a place each until they end', () => {
    const rig = openRig();
    const story = rig.admit(ask(100, [3, 40, 40]));
    rig.run(25 + 7 + 4);
    // 6 complete blocks of the prompt are shared; the seventh and what follows is of each choice.
    expect(rig.worker.figures).toMatchObject({ running: 3, usedBlocks: 6 + 3 });
    rig.run(story.tokens[0] as number);
    rig.run(36 + 7.2 * 3);
    expect(rig.worker.figures.running).toBe(2);
    rig.run();
    expect(story.tokens).toHaveLength(40);
    expect(rig.worker.figures.counters.generatedTokens).toBe(83);
    expect(rig.pool.used).toBe(0);
  });

  it('are refused if the batch has not as many places', () => {
    const rig = openRig({ maxSequences: 4 });
    expect(() => rig.admit(ask(10, [1, 1, 1, 1, 1]))).toThrow(NeverFits);
  });
});

describe('a batch', () => {
  it('gives every sequence of a pass its token at the same moment', () => {
    const rig = openRig({ stepNoise: 0.05 });
    const stories = [10, 20, 30].map((tokens) => rig.admit(ask(tokens, 50)));
    rig.run();
    const [first, ...others] = stories.map(({ tokens }) => tokens);
    for (const other of others) expect(other).toEqual(first);
    const gaps = gapsOf(stories[0] as Story);
    const middle = mean(gaps);
    const variation = Math.sqrt(mean(gaps.map((gap) => (gap - middle) ** 2))) / middle;
    expect(variation).toBeGreaterThan(0.03);
    expect(variation).toBeLessThan(0.07);
  });

  it('is full at its limit: further ones wait for a place, in order', () => {
    const rig = openRig({ maxSequences: 2 });
    const stories = [1, 2, 3, 4, 5].map(() => rig.admit(ask(10, 20)));
    rig.run(60);
    expect(rig.worker.figures).toMatchObject({ running: 2, waiting: 3 });
    rig.run();
    const [a, b, c, d, e] = stories.map(({ scheduled }) => scheduled as number) as [
      number,
      number,
      number,
      number,
      number,
    ];
    expect(a).toBe(b);
    expect(c).toBe(stories[0]?.finished);
    expect([c, d, e]).toEqual([c, c, stories[2]?.finished]);
  });

  it('takes those of a higher priority first, but lets nobody wait forever', () => {
    const rig = openRig({ maxSequences: 1, priorityAge: 100 });
    rig.admit(ask(10, 20));
    rig.run(26);
    const usual = rig.admit(ask(10, 20), 30);
    const urgent = rig.admit(ask(10, 20, { priority: 1 }), 40);
    const late = rig.admit(ask(10, 20, { priority: 1 }), 135);
    rig.run();
    expect(urgent.scheduled).toBeLessThan(usual.scheduled as number);
    expect(usual.scheduled).toBeLessThan(late.scheduled as number);
  });

  it('refuses when the queue is full, and says when a place will be free', () => {
    const rig = openRig({ maxSequences: 1, maxWaiting: 2 });
    const running = rig.admit(ask(10, 100));
    rig.run(100);
    rig.admit(ask(10, 10));
    rig.admit(ask(10, 10));
    let refusal: unknown;
    try {
      rig.admit(ask(10, 10));
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(QueueFull);
    const { limit, retryAfter } = refusal as QueueFull;
    expect(limit).toBe(2);
    rig.run();
    expect(Math.abs(100 + retryAfter - (running.finished as number))).toBeLessThan(10);
  });

  it('refuses what the pool could never hold', () => {
    const rig = openRig({}, { pool: createBlockPool({ capacity: 10 }) });
    const fits = rig.admit(ask(100, 61));
    expect(() => rig.admit(ask(100, 62))).toThrow(new NeverFits('blocks', 11, 10));
    rig.run();
    expect(fits.tokens).toHaveLength(61);
  });

  it('is exact however late it is called', () => {
    const [prompt, late] = [false, true].map((isLate) => {
      const rig = openRig({ stepNoise: 0.03 });
      const stories = [0, 40, 200].map((at) => ask(100 + at, 30)).map((sequence) => rig.admit(sequence));
      if (isLate) {
        const times: number[] = [];
        let result = rig.worker.step(1e6);
        while (rig.worker.nextAt !== undefined) {
          for (let index = 0; index < result.count; index++) times.push(result.at);
          result = rig.worker.step(1e6);
        }
        for (let index = 0; index < result.count; index++) times.push(result.at);
        return times;
      }
      rig.run();
      return stories.flatMap(({ tokens }) => tokens).sort((a, b) => a - b);
    });
    expect(late).toEqual(prompt);
  });
});

describe('under load', () => {
  it('has a throughput that grows up to its limit, and a pace that slows; then requests wait', () => {
    let [throughput, pace] = [0, 0];
    for (const concurrency of [1, 2, 4, 8, 16, 32]) {
      const rig = openRig({ maxSequences: 32 });
      const stories = closedLoop(rig, concurrency, concurrency * 4, 200, 100);
      const rate = (stories.length * 100) / rig.now;
      const tpot = mean(stories.map(tpotOf));
      expect(rate).toBeGreaterThan(throughput);
      expect(tpot).toBeGreaterThanOrEqual(pace);
      expect(
        Math.max(...stories.map(({ queued, scheduled }) => (scheduled ?? 0) - (queued ?? 0))),
      ).toBeLessThan(30);
      [throughput, pace] = [rate, tpot];
    }
    const full = openRig({ maxSequences: 32 });
    for (let index = 0; index < 64; index++) full.admit(ask(200, 100));
    full.run(200);
    expect(full.worker.figures).toMatchObject({ running: 32, waiting: 32 });
  });

  it('reaches the throughput that was measured for an 8B model on an H100', () => {
    const rig = openRig({ maxSequences: 256 }, { profile: { ...PLAIN, stepMs: 7.2 } });
    for (let index = 0; index < 256; index++) rig.admit(ask(400, 400));
    rig.run(5000);
    rig.run(rig.worker.nextAt as number);
    const { decodeSequences, ms } = rig.worker.figures.lastPass;
    expect(decodeSequences).toBe(256);
    expect(decodeSequences / ms).toBeGreaterThan(10);
    expect(decodeSequences / ms).toBeLessThan(11);
  });

  it('reads a prompt in a time affine in its length, and slightly quadratic for long ones', () => {
    const curve = [128, 512, 2048, 8192, 32_768].map((tokens) => {
      const rig = openRig({}, { profile: { ...PLAIN, prefillNsPerTokenSquared: 0.4 } });
      const story = rig.admit(ask(tokens, 1));
      rig.run();
      return { tokens, each: (ttftOf(story) - 25 - 7 * Math.ceil(tokens / 8192)) / tokens };
    });
    for (const [index, { tokens, each }] of curve.entries()) {
      expect(each).toBeCloseTo(0.04 + 0.4e-6 * tokens, 9);
      expect(each).toBeGreaterThan(curve[index - 1]?.each ?? 0);
    }
  });

  it('stalls others by a chunk at most, and by a whole prompt without chunks', () => {
    const stalls = ([true, false] as const).map((chunkedPrefill) => {
      const rig = openRig({ chunkedPrefill, maxBatchedTokens: 2048, maxSequences: 64 });
      const steady = rig.admit(ask(10, 300));
      rig.admit(ask(20_000, 5), 200);
      rig.run();
      return Math.max(...gapsOf(steady));
    });
    expect(stalls[0]).toBeLessThanOrEqual(7 + 0.1 + 0.04 * 2048);
    expect(stalls[0]).toBeGreaterThan(0.04 * 2047);
    expect(stalls[1]).toBeGreaterThan(0.04 * 20_000);
  });

  it('lets a prompt that the budget does not hold block those behind it, without chunks', () => {
    const [chunked, whole] = ([true, false] as const).map((chunkedPrefill) => {
      const rig = openRig({ chunkedPrefill, maxBatchedTokens: 1024, maxSequences: 64 });
      rig.admit(ask(600, 5));
      const large = rig.admit(ask(600, 5));
      const small = rig.admit(ask(100, 5));
      rig.run();
      return { large: large.scheduled as number, small: small.scheduled as number };
    });
    expect(chunked?.large).toBe(25);
    expect(whole?.large).toBeGreaterThan(25);
    expect(whole?.small).toBe(whole?.large);
  });
});

describe('the pool', () => {
  it('takes blocks from the newest when it is exhausted; that one still completes, with its own tokens once', () => {
    const pool = createBlockPool({ capacity: 40 });
    const rig = openRig({}, { pool });
    const stories = [1, 2, 3].map(() => rig.admit(ask(160, 200)));
    rig.run();
    expect(rig.worker.figures.counters.preempted).toBeGreaterThan(0);
    expect(stories[0]?.preempted).toBe(0);
    expect(stories[2]?.preempted).toBeGreaterThan(0);
    for (const story of stories) {
      expect(story.tokens).toHaveLength(200);
      expect(story.finished).toBeDefined();
      expect(story.tokens).toEqual([...story.tokens].sort((a, b) => a - b));
    }
    expect(pool).toMatchObject({ used: 0 });
    expect(pool.evicted).toBeGreaterThan(0);
  });

  it('preempts the lowest priority first', () => {
    const rig = openRig({}, { pool: createBlockPool({ capacity: 40 }) });
    const low = rig.admit(ask(160, 200, { priority: -1 }));
    rig.run(60);
    const others = [1, 2].map(() => rig.admit(ask(160, 200)));
    rig.run();
    expect(low.preempted).toBeGreaterThan(0);
    expect(others[0]?.preempted).toBe(0);
    expect(low.tokens).toHaveLength(200);
  });

  it('keeps some blocks free of newcomers, unless the batch is empty', () => {
    const pool = createBlockPool({ capacity: 100 });
    const rig = openRig({ watermark: 0.2 }, { pool });
    const large = rig.admit(ask(1500, 2));
    const small = rig.admit(ask(10, 2));
    rig.run();
    expect(large.scheduled).toBe(25);
    expect(small.scheduled).toBe(large.finished);
  });

  it('brings blocks back from host memory, which takes time but no computing', () => {
    const pool = createBlockPool({ capacity: 20, hostCapacity: 100 });
    const rig = openRig({ hostBandwidth: 1e9 }, { pool });
    rig.admit(ask(200, 2, { text: 9 }));
    rig.run();
    // Takes the 8 free blocks, and evicts all but the first of the 12 complete ones.
    rig.admit(ask(300, 2));
    rig.run();
    const again = rig.admit(ask(200, 2, { text: 9 }));
    rig.run();
    const { sequence: _, ...scheduled } = rig.events.filter(
      ({ type }) => type === 'scheduled',
    )[2] as BatchEvent<Asked>;
    expect(scheduled).toMatchObject({ cachedTokens: 192, hostTokens: 176 });
    const copied = (176 * PLAIN.kvBytesPerToken) / 1e6;
    expect(ttftOf(again)).toBeCloseTo(25 + copied + 7 + 0.04 * 8, 6);
  });
});

describe('speculative decoding', () => {
  it('emits several tokens in a step, as many as are accepted on average', () => {
    const speculation = { acceptance: [0.85, 0.3], cost: 1.1, costPerSequence: 0.005 };
    const rig = openRig({ speculation });
    const story = rig.admit(ask(100, 2001));
    rig.run();
    expect(story.tokens).toHaveLength(2001);
    const steps = new Set(story.tokens).size - 1;
    expect(2000 / steps).toBeCloseTo(1 + 0.85 + 0.85 * 0.3, 1);
    const plain = openRig();
    const slow = plain.admit(ask(100, 2001));
    plain.run();
    expect(tpotOf(slow) / tpotOf(story)).toBeCloseTo(2.105 / 1.1, 1);
  });

  it('needs room for the drafts of a choice that ends before the others', () => {
    const speculation = { acceptance: [0.5, 0.5], cost: 1, costPerSequence: 0 };
    const outputs = [12, 40];
    expect(() =>
      openRig({ speculation }, { pool: createBlockPool({ capacity: 10 }) }).admit(ask(100, outputs)),
    ).toThrow(new NeverFits('blocks', 11, 10));
    const rig = openRig({ speculation }, { pool: createBlockPool({ capacity: 11 }) });
    const story = rig.admit(ask(100, outputs));
    rig.run();
    expect(story).toMatchObject({ preempted: 0, finished: expect.any(Number) });
  });

  it('gains less in a large batch, and loses in a full one', () => {
    const gain = (count: number) => {
      const [without, using] = [
        undefined,
        { acceptance: [0.85, 0.3], cost: 1.1, costPerSequence: 0.005 },
      ].map((speculation) => {
        const rig = openRig({ speculation });
        for (let index = 0; index < count; index++) rig.admit(ask(16, 200));
        rig.run();
        return rig.now;
      }) as [number, number];
      return without / using;
    };
    expect(gain(1)).toBeGreaterThan(1.5);
    expect(gain(64)).toBeLessThan(gain(1));
    expect(gain(250)).toBeLessThan(1);
  });
});

describe('prefill and decode on workers of their own', () => {
  it('hands over after the transfer, and the first token comes with the first decode step', () => {
    const prefill = openRig({ role: 'prefill', transferBandwidth: 64e9, handOver: 5 });
    const read = prefill.admit(ask(2000, 50, { text: 5 }));
    prefill.run();
    const transfer = (2000 * 128 * 1024) / 64e6;
    expect(read.handedOver).toBeCloseTo(25 + 7 + 80 + transfer + 5, 9);
    expect(read.tokens).toEqual([]);
    expect(prefill.worker.figures.counters).toMatchObject({ handedOver: 1, finished: 0 });
    expect(prefill.pool.used).toBe(0);

    const decode = openRig({ role: 'decode' }, { profile: { ...PLAIN, overheadMs: 0 } });
    const said = decode.admit(ask(2000, 50, { text: 5, prefilled: true }), read.handedOver as number);
    decode.run();
    expect(ttftOf(said)).toBeCloseTo(7 + 0.04 + 0.00006 * 1999, 9);
    expect(said.tokens).toHaveLength(50);
    expect(decode.worker.figures.counters.promptTokens).toBe(0);
  });

  it('keeps prompts from stalling others', () => {
    const stall = (apart: boolean) => {
      const rig = openRig({ role: apart ? 'decode' : 'aggregated' });
      const steady = rig.admit(ask(100, 400, { prefilled: apart }));
      for (let index = 0; index < 20; index++) {
        rig.admit(ask(4000, 10, { prefilled: apart }), 200 + 100 * index);
      }
      rig.run();
      const gaps = gapsOf(steady).sort((a, b) => a - b);
      return (gaps[Math.floor(gaps.length * 0.99)] as number) / (gaps[gaps.length >> 1] as number);
    };
    expect(stall(false)).toBeGreaterThan(3);
    expect(stall(true)).toBeLessThan(1.5);
  });

  it('computes a prompt again where it decodes if it loses its blocks there', () => {
    const pool = createBlockPool({ capacity: 40 });
    const rig = openRig({ role: 'decode' }, { pool });
    const stories = [1, 2, 3].map(() => rig.admit(ask(160, 200, { prefilled: true })));
    rig.run();
    expect(rig.worker.figures.counters.preempted).toBeGreaterThan(0);
    expect(rig.worker.figures.counters.promptTokens).toBeGreaterThan(0);
    for (const { tokens } of stories) expect(tokens).toHaveLength(200);
    expect(pool.used).toBe(0);
  });
});

describe('a cancelled sequence', () => {
  it.each([
    ['that arrives', 10],
    ['that is read', 30],
    ['that is decoded', 200],
  ])('%s leaves nothing behind', (_phase, time) => {
    const rig = openRig({ maxBatchedTokens: 512, maxSequences: 8 });
    const sequence = ask(2000, 500);
    rig.admit(sequence);
    rig.run(time);
    expect(rig.worker.cancel(sequence, rig.now)).toBe(true);
    expect(rig.worker.cancel(sequence, rig.now)).toBe(false);
    expect(rig.worker.figures).toMatchObject({ running: 0, waiting: 0, arriving: 0, usedBlocks: 0 });
    rig.run();
    expect(rig.events.some(({ type }) => type === 'finished')).toBe(false);
    expect(rig.worker.nextAt).toBeUndefined();
    const next = rig.admit(ask(10, 5));
    rig.run();
    expect(next.tokens).toHaveLength(5);
  });

  it('that waits or is handed over leaves nothing behind', () => {
    const rig = openRig({ maxSequences: 1 });
    rig.admit(ask(10, 50));
    const waiting = ask(10, 5);
    rig.admit(waiting);
    rig.run(60);
    expect(rig.worker.figures).toMatchObject({ waiting: 1, waitingTokens: 10 });
    rig.worker.cancel(waiting, rig.now);
    expect(rig.worker.figures).toMatchObject({ waiting: 0, waitingTokens: 0 });

    const prefill = openRig({ role: 'prefill', handOver: 1000 });
    const leaving = ask(100, 5);
    prefill.admit(leaving);
    prefill.run(100);
    expect(prefill.worker.figures).toMatchObject({ handingOver: 1, running: 0, usedBlocks: 7 });
    prefill.worker.cancel(leaving, prefill.now);
    expect(prefill.worker.figures).toMatchObject({ handingOver: 0, usedBlocks: 0 });
    expect(prefill.worker.nextAt).toBeUndefined();
  });
});

describe('a worker that waits for blocks', () => {
  it('goes on when they are given back, not before', () => {
    const rig = openRig({ role: 'prefill', handOver: 10_000 }, { pool: createBlockPool({ capacity: 10 }) });
    const leaving = ask(150, 5);
    rig.admit(leaving);
    const blocked = rig.admit(ask(150, 5));
    rig.run(500);
    expect(blocked.scheduled).toBeUndefined();
    rig.worker.cancel(leaving, 500);
    rig.run();
    expect(blocked.scheduled).toBe(500);
  });
});

describe('sleep', () => {
  it('lets the running ones finish and empties the cache; waking takes the time to load the weights', () => {
    const rig = openRig();
    const story = rig.admit(ask(100, 20, { text: 4 }));
    rig.run(50);
    rig.worker.sleep(1);
    expect(rig.worker.state).toBe('falling asleep');
    expect(() => rig.admit(ask(10, 1))).toThrow(Unavailable);
    rig.run();
    expect(story.tokens).toHaveLength(20);
    expect(rig.worker.state).toBe('asleep');
    expect(rig.pool.cached).toBe(0);
    rig.worker.wake(1000);
    expect(rig.worker.state).toBe('waking');
    rig.run();
    expect(rig.worker.state).toBe('awake');
    expect(rig.now).toBeCloseTo(1000 + 16.1e9 / 50e6, 6);
    const again = rig.admit(ask(100, 2, { text: 4 }));
    rig.run();
    expect(again.cached).toBe(0);
  });

  it('lets requests wait, if told so', () => {
    const rig = openRig({ whileAsleep: 'wait' });
    rig.worker.sleep(2);
    const story = rig.admit(ask(100, 2));
    rig.run();
    expect([rig.worker.state, story.first]).toEqual(['asleep', undefined]);
    rig.worker.wake(500);
    rig.run();
    expect(story.scheduled).toBeCloseTo(500 + 16.1e9 / 5e6, 6);
    expect(story.tokens).toHaveLength(2);
  });

  it('ends before it has begun, if woken in between', () => {
    const rig = openRig();
    rig.admit(ask(100, 20));
    rig.run(50);
    rig.worker.sleep(1);
    rig.worker.wake(60);
    expect(rig.worker.state).toBe('awake');
    rig.run();
    expect(rig.worker.figures.counters.finished).toBe(1);
  });
});

describe('a failure', () => {
  it('tells which sequences are lost, loses the cache, and ends with a restart', () => {
    const rig = openRig({ maxSequences: 1 });
    const sequences = [ask(100, 50, { text: 6 }), ask(100, 50), ask(100, 50)];
    for (const sequence of sequences) rig.admit(sequence);
    rig.run(60);
    expect(new Set(rig.worker.fail())).toEqual(new Set(sequences));
    expect(rig.worker.figures).toMatchObject({
      running: 0,
      waiting: 0,
      usedBlocks: 0,
      counters: { failed: 3 },
    });
    expect(rig.pool.cached).toBe(0);
    expect(rig.worker.nextAt).toBeUndefined();
    expect(() => rig.worker.admit(ask(10, 1), 70)).toThrow(new Unavailable('failed'));
    rig.worker.restart(100);
    expect(() => rig.worker.admit(ask(10, 1), 100)).toThrow(Unavailable);
    rig.run();
    const story = rig.admit(ask(100, 5, { text: 6 }));
    rig.run();
    expect(story).toMatchObject({ cached: 0 });
    expect(story.tokens).toHaveLength(5);
  });
});
