import { DEFAULT_PROFILE, latencyProfiles } from '../latency/profiles.ts';
import type { ModelCard } from '../models/card.ts';

/** How fast one replica of a model is on its hardware, and what it holds in memory. */
export interface EngineProfile {
  /**
   * Median milliseconds of a request besides the model: HTTP, tokenising, templates, the way to the scheduler. It passes
   * before the request waits for the batch, and occupies nothing. `overheadSigma` is the σ of its lognormal distribution.
   */
  readonly overheadMs: number;
  readonly overheadSigma: number;
  /** Time of a prompt token that is not cached (a), and of attention to the tokens before (b), which adds b·n² in all. */
  readonly prefillUsPerToken: number;
  readonly prefillNsPerTokenSquared: number;
  /** Time of a decode step: t0, α for each sequence, β for each token of their contexts. */
  readonly stepMs: number;
  readonly stepMsPerSequence: number;
  readonly stepUsPerContextToken: number;
  /** Mixture of experts: `stepMs` reads the experts of one token; a step that reaches all of them takes `stepMsAll` instead. */
  readonly experts?: { readonly total: number; readonly active: number; readonly stepMsAll: number };
  /** Default size of the batch. */
  readonly maxSequences: number;
  /** Bytes of keys and values of one token, and on how many GPUs each of them is held. */
  readonly kvBytesPerToken: number;
  readonly kvCopies: number;
  readonly weightsBytes: number;
  /** As DCGM names it; memory in bytes of each. */
  readonly gpu: { readonly model: string; readonly count: number; readonly memoryBytes: number };
}

/** Share of the GPU memory for weights and KV blocks: vLLM's default. */
const MEMORY_SHARE = 0.9;

/**
 * Blocks of the KV pool: what the weights leave of 90 % of the memory of all GPUs.
 *
 * @throws RangeError if it is less than one block
 * @example
 * poolBlocks(profile, 16); // 29024 for an 8B model on an H100: 464,384 tokens
 */
export function poolBlocks(profile: EngineProfile, blockSize: number): number {
  const { gpu, weightsBytes, kvBytesPerToken, kvCopies } = profile;
  const bytes = MEMORY_SHARE * gpu.count * gpu.memoryBytes - weightsBytes;
  const blocks = Math.floor(bytes / (kvBytesPerToken * kvCopies * blockSize));
  if (blocks < 1) {
    throw new RangeError(
      `weightsBytes is ${weightsBytes}, which leaves no room for KV blocks. Allowed: below ${MEMORY_SHARE} of gpu.count × gpu.memoryBytes.`,
    );
  }
  return blocks;
}

const GB = 1e9;
const KIB = 1024;

function gpus(model: string, count: number, memoryMiB: number): EngineProfile['gpu'] {
  return { model, count, memoryBytes: memoryMiB * KIB * KIB };
}

const h100 = (count: number) => gpus('NVIDIA H100 80GB HBM3', count, 81_559);
const a100 = (count: number) => gpus('NVIDIA A100-SXM4-80GB', count, 81_920);
const h200 = (count: number) => gpus('NVIDIA H200', count, 143_771);

/**
 * Profiles by name. Times are fitted to measurements of 2025 and 2026: GPUStack's lab (Qwen3-8B and gpt-oss on one H100,
 * DeepSeek-R1 on eight H200), vLLM on A100, MLPerf's anchors; a row without measurements follows from the bytes that a step
 * reads and the operations of a prompt token. b is the work of attention, 2·layers·width operations for a pair of
 * tokens, at half of the peak rate. Bytes of keys and values are 2·layers·heads·size·2 as published for the
 * architecture (a latent of 576 values a layer for DeepSeek, held by each GPU). Hosted rows take published medians of
 * OpenAI's classes: their fleet is not observable, so they have no queue or growth with load, and their hardware is
 * an assumption.
 *
 * @example
 * engineProfiles.get('llama-8b-h100')?.stepMs; // 7.2
 */
export const engineProfiles: ReadonlyMap<string, EngineProfile> = new Map([
  // 8 billion parameters, BF16. Measured alone: TTFT 28 to 59 ms, 7.3 ms a token; full: 10,500 to 12,500 tokens/s.
  row('llama-8b-h100', [25, 0.2], [40, 0.4], [7.2, 0.04, 0.06], 256, [128 * KIB, 16.1 * GB], h100(1)),
  row('llama-8b-a100', [35, 0.2], [110, 1.2], [12.5, 0.08, 0.1], 256, [128 * KIB, 16.1 * GB], a100(1)),
  row('llama-70b-h100', [50, 0.2], [60, 0.55], [12, 0.1, 0.04], 256, [320 * KIB, 70.6 * GB], h100(4)),
  row('llama-70b-a100', [80, 0.2], [140, 1.1], [20, 0.15, 0.03], 256, [320 * KIB, 141 * GB], a100(8)),
  row('llama-405b-h100', [120, 0.2], [200, 0.85], [28, 0.25, 0.04], 128, [504 * KIB, 406 * GB], h100(8)),
  // All 8 experts are read from about 16 tokens a step on.
  row('mixtral-8x7b-h100', [35, 0.2], [45, 0.35], [9, 0.1, 0.04], 256, [128 * KIB, 93.4 * GB], h100(2), {
    experts: { total: 8, active: 2, stepMsAll: 20 },
  }),
  // MXFP4. Half of the layers attend to 128 tokens only. Measured when full: 7,800 and 2,900 tokens/s.
  row('gpt-oss-20b-h100', [20, 0.2], [20, 0.25], [4, 0.08, 0.02], 256, [48 * KIB, 13.8 * GB], h100(1)),
  row('gpt-oss-120b-h100', [30, 0.2], [30, 0.4], [6, 0.2, 0.03], 256, [72 * KIB, 65.3 * GB], h100(1)),
  // 671 billion parameters of which 37 are active, FP8. Measured when full: 2,600 to 3,200 tokens/s.
  row('deepseek-671b-h200', [80, 0.25], [120, 0.6], [20, 0.2, 0.02], 256, [70_272, 689 * GB], h200(8), {
    kvCopies: 8,
  }),
  row('hosted-small', [350, 0.4], [20, 0], [8, 0, 0], 4096, [32 * KIB, 16.1 * GB], h100(8)),
  row('hosted-large', [450, 0.45], [30, 0], [9, 0, 0], 4096, [64 * KIB, 200 * GB], h200(8)),
  row('hosted-reasoning', [700, 0.5], [30, 0], [8, 0, 0], 4096, [64 * KIB, 200 * GB], h200(8)),
  // Encoders of up to a billion parameters read all at once; a token, should one be asked for, takes 1 ms.
  row('embedding', [8, 0.15], [3, 0], [0, 1, 0], 256, [96 * KIB, 1.2 * GB], h100(1)),
  row('ranking', [12, 0.15], [8, 0], [0, 1, 0], 256, [128 * KIB, 2.5 * GB], h100(1)),
]);

/**
 * The name of the profile that a model has by default: its latency profile names it, by the model's class or size.
 *
 * @example
 * engineNameOf({ latency: 'llama-3.1-70b' }); // 'llama-70b-h100'
 */
export function engineNameOf({ latency }: Pick<ModelCard, 'latency'>): string {
  const row = latencyProfiles.get(latency) ?? latencyProfiles.get(DEFAULT_PROFILE);
  if (!row) throw new RangeError(`The latency profile ${latency} is missing`);
  return row.engine;
}

/** The profile of a model of which nothing is known. */
export function usualProfile(): EngineProfile {
  return engineProfiles.get(engineNameOf({ latency: DEFAULT_PROFILE })) as EngineProfile;
}

function row(
  name: string,
  [overheadMs, overheadSigma]: readonly [number, number],
  [prefillUsPerToken, prefillNsPerTokenSquared]: readonly [number, number],
  [stepMs, stepMsPerSequence, stepUsPerContextToken]: readonly [number, number, number],
  maxSequences: number,
  [kvBytesPerToken, weightsBytes]: readonly [number, number],
  gpu: EngineProfile['gpu'],
  more: Partial<EngineProfile> = {},
): readonly [string, EngineProfile] {
  return [
    name,
    {
      overheadMs,
      overheadSigma,
      prefillUsPerToken,
      prefillNsPerTokenSquared,
      stepMs,
      stepMsPerSequence,
      stepUsPerContextToken,
      maxSequences,
      kvBytesPerToken,
      kvCopies: 1,
      weightsBytes,
      gpu,
      ...more,
    },
  ];
}
