/**
 * Bucket bounds of other servers' histograms, in seconds or tokens: dashboards and alerts depend on them. Sources: the
 * metrics definitions of vLLM (V1), SGLang, TensorRT-LLM and Dynamo as of 2026.
 */

/** 1, 2, 5, 10, … up to a million: the context of the largest models. */
const ONE_TWO_FIVE = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000,
  1_000_000,
] as const;

const VLLM_FIRST_TOKEN = [
  0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160, 640,
  2560,
] as const;

export const VLLM = {
  tokens: ONE_TWO_FIVE,
  choices: [1, 2, 5, 10, 20],
  iteration: [1, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16_384],
  firstToken: VLLM_FIRST_TOKEN,
  gap: [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80],
  latency: [0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680],
  http: [0.1, 0.5, 1],
} as const;

const SGLANG_FIRST_TOKEN = [
  0.1, 0.2, 0.4, 0.6, 0.8, 1, 2, 4, 6, 8, 10, 20, 40, 60, 80, 100, 200, 400,
] as const;

export const SGLANG = {
  firstToken: SGLANG_FIRST_TOKEN,
  gap: [
    0.002, 0.004, 0.006, 0.008, 0.01, 0.015, 0.02, 0.025, 0.03, 0.035, 0.04, 0.06, 0.08, 0.1, 0.2, 0.4, 0.6,
    0.8, 1, 2, 4, 6, 8,
  ],
  perToken: [
    0.002, 0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.8, 1,
    2,
  ],
  latency: [...SGLANG_FIRST_TOKEN, 600, 1200, 1800, 2400],
  queue: [
    0, 0.1, 0.2, 0.5, 1, 2, 3, 4, 5, 10, 15, 20, 30, 40, 50, 60, 70, 80, 90, 100, 200, 300, 400, 500, 600,
    700, 800, 900, 1000, 1200, 1400, 1600, 1800, 2000, 2500, 3000,
  ],
} as const;

export const TRTLLM = {
  firstToken: VLLM_FIRST_TOKEN,
  gap: VLLM.gap,
  latency: VLLM.latency,
  prefill: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 160, 640, 2560],
} as const;

/** Rounded to two digits, in steps of equal ratio, after a leading zero. */
export const DYNAMO = {
  latency: [0, 1.9, 3.4, 6.3, 12, 22, 40, 75, 140, 260],
  firstToken: [
    0, 0.0022, 0.0047, 0.01, 0.022, 0.047, 0.1, 0.22, 0.47, 1, 2.2, 4.7, 10, 22, 48, 100, 220, 480,
  ],
  gap: [0, 0.0019, 0.0035, 0.0067, 0.013, 0.024, 0.045, 0.084, 0.16, 0.3, 0.56, 1.1, 2],
  input: [0, 100, 210, 430, 870, 1800, 3600, 7400, 15_000, 31_000, 63_000, 130_000],
  output: [0, 100, 210, 430, 880, 1800, 3700, 7600, 16_000, 32_000],
  share: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
  component: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
} as const;
