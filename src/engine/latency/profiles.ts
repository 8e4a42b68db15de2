/** The pace of one class of models without load. */
export interface LatencyProfile {
  /** Time to first token for a prompt of up to 100 tokens, mean and standard deviation in milliseconds. */
  readonly ttft: number;
  readonly ttftDeviation: number;
  /** Gap between two tokens, mean and standard deviation in milliseconds. */
  readonly itl: number;
  readonly itlDeviation: number;
  /** Prompt tokens read per second beyond the first 100. */
  readonly prefill: number;
  /** Billions of parameters, as published or commonly estimated. */
  readonly size: number;
  /** Name of a row of the engine profiles (`engine/batching/engine-profiles.ts`): what such a model runs on. */
  readonly engine: string;
}

/** The row for models whose profile is not in the table. */
export const DEFAULT_PROFILE = 'default';

/**
 * Latency profiles by name: the original FakeAI's table, and classes of hosted models and of small encoders from
 * published medians of 2025 and 2026. A new class of models is a new row.
 *
 * @example
 * latencyProfiles.get('gpt-4o')?.itl; // 15
 */
export const latencyProfiles: ReadonlyMap<string, LatencyProfile> = new Map([
  // name, ttft, deviation, itl, deviation, prefill tokens per second, billions of parameters, engine if not by size
  row(DEFAULT_PROFILE, 200, 40, 12, 2.5, 1200, 7),
  row('gpt-4', 800, 150, 35, 8, 500, 1760, 'hosted-large'),
  row('gpt-4-turbo', 400, 80, 20, 5, 800, 1760, 'hosted-large'),
  row('gpt-4-turbo-preview', 420, 85, 22, 5, 750, 1760, 'hosted-large'),
  row('gpt-4o', 250, 50, 15, 3, 1200, 200, 'hosted-large'),
  row('gpt-4o-mini', 180, 35, 10, 2, 1500, 8, 'hosted-small'),
  row('gpt-3.5-turbo', 200, 40, 10, 2, 1200, 175, 'hosted-small'),
  row('gpt-3.5-turbo-16k', 220, 45, 11, 2.5, 1100, 175, 'hosted-small'),
  row('gpt-oss-120b', 600, 120, 28, 6, 600, 120, 'gpt-oss-120b-h100'),
  row('gpt-oss-20b', 300, 60, 15, 3, 1000, 20, 'gpt-oss-20b-h100'),
  row('deepseek-671b', 700, 140, 30, 7, 550, 671, 'deepseek-671b-h200'),
  row('deepseek-r1-distill-qwen-32b', 350, 70, 16, 3.5, 900, 32),
  row('mixtral-8x7b', 380, 75, 18, 4, 850, 47, 'mixtral-8x7b-h100'),
  row('mixtral-8x22b', 550, 110, 25, 5.5, 650, 141, 'mixtral-8x7b-h100'),
  row('mistral-7b', 145, 30, 8, 1.5, 1850, 7),
  row('mistral-large', 480, 95, 25, 5, 720, 123),
  row('claude-3-opus', 850, 170, 38, 8.5, 480, 1000, 'hosted-large'),
  row('claude-3-sonnet', 450, 90, 22, 5, 750, 300, 'hosted-large'),
  row('claude-3-haiku', 220, 45, 12, 2.5, 1300, 30, 'hosted-small'),
  row('llama-2-7b', 150, 30, 8, 1.5, 1800, 7),
  row('llama-2-13b', 220, 45, 12, 2.5, 1400, 13),
  row('llama-2-70b', 500, 100, 24, 5, 700, 70),
  row('llama-3.1-8b', 140, 28, 7.5, 1.5, 1900, 8),
  row('llama-3.1-70b', 480, 95, 23, 5, 720, 70),
  row('llama-3.1-405b', 900, 180, 42, 9, 450, 405),
  row('gemini-pro', 350, 70, 17, 3.5, 900, 340, 'hosted-large'),
  row('gemini-pro-vision', 450, 90, 22, 4.5, 700, 340, 'hosted-large'),
  row('command-r', 320, 65, 16, 3, 950, 35),
  row('command-r-plus', 480, 95, 23, 5, 720, 104),
  row('nemotron-70b', 280, 55, 14, 3, 1100, 70),
  row('yi-34b', 360, 72, 17.5, 3.5, 880, 34),
  row('qwen2-7b', 155, 31, 8.5, 1.7, 1750, 7),
  row('qwen2-72b', 490, 98, 23.5, 5, 710, 72),
  row('phi-3-mini', 90, 18, 5, 1, 2500, 3.8),
  row('phi-3-medium', 190, 38, 10, 2, 1500, 14),
  // Hosted: deviations of lognormals with sigma 0.4, 0.45 and 0.5; reasoning adds tokens on top.
  row('hosted-small', 350, 146, 8, 2.4, 50_000, 30, 'hosted-small'),
  row('hosted-large', 450, 213, 9, 2.7, 33_000, 300, 'hosted-large'),
  row('hosted-reasoning', 700, 373, 8, 2.4, 33_000, 300, 'hosted-reasoning'),
  // Encoders answer in one step; their inter-token latency is only a lower bound.
  row('embedding', 8, 1.2, 1, 0, 333_000, 0.5, 'embedding'),
  row('ranking', 12, 1.8, 1, 0, 125_000, 1, 'ranking'),
  row('moderation', 60, 20, 1, 0, 200_000, 1, 'embedding'),
  // Image models: a gap is one denoising step.
  row('hosted-image', 1500, 500, 200, 40, 50_000, 30, 'hosted-large'),
  row('diffusion', 200, 40, 60, 6, 50_000, 3, 'llama-8b-h100'),
]);

/** Dense models that differ mostly in size. */
const SIZES = ['phi-3-mini', 'llama-3.1-8b', 'phi-3-medium', 'yi-34b', 'llama-3.1-70b', 'llama-3.1-405b'];

/**
 * The profile of the dense model nearest in size, by ratio. For models of which only the size is known.
 *
 * @param billions Parameters, in billions.
 *
 * @example
 * nearestProfile(65); // 'llama-3.1-70b'
 */
export function nearestProfile(billions: number): string {
  let nearest = DEFAULT_PROFILE;
  let least = Number.POSITIVE_INFINITY;
  for (const name of SIZES) {
    const distance = Math.abs(Math.log(billions / (latencyProfiles.get(name)?.size ?? 0)));
    if (distance < least) [nearest, least] = [name, distance];
  }
  return nearest;
}

function row(
  name: string,
  ttft: number,
  ttftDeviation: number,
  itl: number,
  itlDeviation: number,
  prefill: number,
  size: number,
  engine = denseEngine(size),
): readonly [string, LatencyProfile] {
  return [name, { ttft, ttftDeviation, itl, itlDeviation, prefill, size, engine }];
}

/** What dense models run on, by billions of parameters. */
function denseEngine(size: number): string {
  if (size <= 20) return 'llama-8b-h100';
  return size <= 150 ? 'llama-70b-h100' : 'llama-405b-h100';
}
