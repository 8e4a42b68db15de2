import type { Sampling } from '../../engine/request.ts';

/** The sampling parameters shared by all text generation endpoints. */
export interface SamplingMembers {
  readonly seed?: number | undefined;
  readonly temperature?: number | undefined;
  readonly top_p?: number | undefined;
  readonly frequency_penalty?: number | undefined;
  readonly presence_penalty?: number | undefined;
  readonly logit_bias?: Readonly<Record<string, number>> | undefined;
}

/**
 * Maps sampling parameters to the engine's, with OpenAI's defaults. Every property is always set, so that all
 * results have the same object shape.
 */
export function decodeSampling(body: SamplingMembers): Sampling {
  return {
    seed: body.seed ?? undefined,
    temperature: body.temperature ?? 1,
    topP: body.top_p ?? 1,
    frequencyPenalty: body.frequency_penalty ?? 0,
    presencePenalty: body.presence_penalty ?? 0,
    logitBias: decodeLogitBias(body.logit_bias),
  };
}

const NO_BIAS: ReadonlyMap<number, number> = new Map();

function decodeLogitBias(bias: SamplingMembers['logit_bias']): ReadonlyMap<number, number> {
  if (!bias) return NO_BIAS;
  return new Map(Object.entries(bias).map(([token, value]) => [Number(token), value]));
}
