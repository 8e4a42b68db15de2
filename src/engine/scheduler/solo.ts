import type { LatencyModel } from '../latency/model.ts';
import { createPaced, createSteady } from './paced.ts';
import type { Scheduled, Scheduler, Sequence } from './scheduler.ts';

/**
 * A scheduler that lets no sequence wait for another: each has the pace that a latency model gives it.
 *
 * @example
 * const scheduler = createSoloScheduler(createFixedLatency({ ttft, itl }));
 * scheduler.admit(sequence).dueOf(0); // the arrival of the sequence plus the time to first token
 */
export function createSoloScheduler(latency: LatencyModel): Scheduler {
  function admit(sequence: Sequence): Scheduled {
    const pace = latency.plan(sequence, sequence.random);
    const { ttft, steady: each, workScale = 1 } = pace;
    const length = Math.max(0, sequence.outputTokens - 1);
    if (each !== undefined) return createSteady({ ttft, each, length, workScale }, sequence);
    const gaps = new Float32Array(length);
    for (let index = 0; index < length; index++) gaps[index] = pace.gap(index + 1);
    return createPaced({ ttft, gaps, workScale }, sequence);
  }

  return { readsPrompts: false, admit, alone: admit };
}
