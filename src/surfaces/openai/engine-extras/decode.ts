import type { ModelCard } from '../../../engine/models/card.ts';
import type { GenerationRequest, Limits } from '../../../engine/request.ts';

interface StopMembers {
  readonly stop?: string | readonly string[] | undefined;
  readonly stop_token_ids?: readonly number[] | undefined;
  readonly include_stop_str_in_output?: boolean | undefined;
  readonly no_stop_trim?: boolean | undefined;
}

/** What ends an answer. Every property is always set, so that all results have the same object shape. */
export function decodeStops(
  body: StopMembers,
): Required<Pick<Limits, 'stop' | 'includesStop' | 'stopTokens'>> {
  return {
    stop: typeof body.stop === 'string' ? [body.stop] : (body.stop ?? NOTHING),
    includesStop: body.include_stop_str_in_output ?? body.no_stop_trim ?? false,
    stopTokens: body.stop_token_ids ?? NOTHING,
  };
}

const NOTHING: readonly never[] = [];

interface ToldMembers {
  readonly truncate_prompt_tokens?: number | undefined;
  readonly prompt_logprobs?: number | undefined;
  readonly return_token_ids?: boolean | undefined;
}

/** What is read of a prompt, and what is told about tokens. */
export function decodeTold(
  body: ToldMembers,
  maxTokens: number | undefined,
  model: ModelCard,
): Pick<GenerationRequest, 'truncation' | 'promptLogprobs' | 'tokenIds'> {
  return {
    truncation: truncationOf(body.truncate_prompt_tokens, maxTokens, model),
    promptLogprobs: body.prompt_logprobs,
    tokenIds: body.return_token_ids,
  };
}

/**
 * How many tokens of a prompt are read; undefined if it must fit. -1 stands for as many as leave room for the answer, or
 * for one token of it if it has no limit.
 */
export function truncationOf(
  asked: number | undefined,
  maxTokens: number | undefined,
  { contextWindow }: ModelCard,
): number | undefined {
  if (asked === undefined) return undefined;
  return asked === -1 ? Math.max(1, contextWindow - Math.max(1, maxTokens ?? 1)) : asked;
}
