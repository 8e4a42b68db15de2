import type { LatencyModel, Pace } from '../latency/model.ts';
import { createPaced } from './paced.ts';
import type { Gaps, Scheduler, SequencePace } from './scheduler.ts';

/**
 * A scheduler that lets no sequence wait for another: each has the pace that a latency model gives it.
 *
 * @example
 * const scheduler = createSoloScheduler(createFixedLatency({ ttft, itl }));
 * scheduler.admit(sequence).dueOf(0); // the arrival of the sequence plus the time to first token
 */
export function createSoloScheduler(latency: LatencyModel): Scheduler {
  return {
    admit: (sequence) =>
      createPaced(toSequencePace(latency.plan(sequence, sequence.random), sequence.outputTokens), sequence),
  };
}

/** Draws all gaps of a sequence of `tokens` tokens. */
function toSequencePace(pace: Pace, tokens: number): SequencePace {
  const { ttft, workScale = 1 } = pace;
  return { ttft, gaps: toGaps(pace, Math.max(0, tokens - 1)), workScale };
}

function toGaps(pace: Pace, length: number): Gaps {
  if (pace.steady !== undefined) return { each: pace.steady, length };
  const gaps = new Float32Array(length);
  for (let index = 0; index < length; index++) gaps[index] = pace.gap(index + 1);
  return gaps;
}
