/**
 * Histogram bucket bounds. These are vLLM's, so that dashboards and alerts made for it keep their resolution,
 * with finer steps at the lower end: a simulator without latency responds faster than any GPU.
 */

/** Seconds from arrival to the end of the response. */
export const DURATION_BOUNDS = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50,
  60, 120, 240, 480, 960, 1920, 7680,
] as const;

/** Seconds from arrival to the first token. */
export const FIRST_TOKEN_BOUNDS = [
  0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160, 640,
  2560,
] as const;

/** Seconds between two tokens. */
export const TOKEN_GAP_BOUNDS = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20,
  40, 80,
] as const;

/** Tokens per prompt or per completion. */
export const TOKEN_COUNT_BOUNDS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000,
  1_000_000,
] as const;

/** Seconds that a write is later than due: timers of Node.js are about a millisecond late. */
export const LATENESS_BOUNDS = [
  0.0005, 0.001, 0.0015, 0.002, 0.003, 0.004, 0.005, 0.0075, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10,
] as const;
