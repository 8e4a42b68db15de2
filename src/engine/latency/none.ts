import type { LatencyModel, Pace } from './model.ts';

/**
 * Everything is due at once: for unit tests and for measuring the server itself.
 *
 * @example
 * createNoLatency().plan(work, random).ttft; // 0
 */
export function createNoLatency(): LatencyModel {
  const pace: Pace = { ttft: 0, gap: () => 0, steady: 0, workScale: 0 };
  return { plan: () => pace };
}
