import type { Sampling } from '../../engine/request.ts';

/** The members by which every endpoint that writes is told how to sample. */
export interface SamplingMembers {
  readonly seed?: number | undefined;
  readonly temperature?: number | undefined;
  readonly top_p?: number | undefined;
  readonly frequency_penalty?: number | undefined;
  readonly presence_penalty?: number | undefined;
  readonly logit_bias?: Readonly<Record<string, number>> | undefined;
}

/** Sampling in the engine's words, with OpenAI's defaults. Every member is always set, so that all have one shape. */
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
