import type { Usage } from '../../../engine/event.ts';
import type { ModelCard } from '../../../engine/models/card.ts';
import type { AnswerItem } from './answer-items.ts';
import { toRepliedTool } from './kept-item.ts';
import type { CreateResponseRequest } from './schema/request.ts';
import type { ResponseObject } from './schema/response.ts';

export type { ResponseObject };

/** Where a response stands: what changes while it is made. */
export interface Progress {
  readonly status: 'queued' | 'in_progress' | 'completed' | 'incomplete' | 'failed' | 'cancelled';
  readonly output?: readonly AnswerItem[];
  /** Seconds since the epoch. */
  readonly completedAt?: number | null;
  readonly incomplete?: 'max_output_tokens' | 'content_filter';
  readonly error?: { readonly code: string; readonly message: string };
  readonly usage?: Usage | undefined;
}

/** Makes the response object at a point of its progress. */
export type ResponseHead = (progress: Progress) => ResponseObject;

export interface HeadInput {
  readonly id: string;
  /** Seconds since the epoch. */
  readonly createdAt: number;
  readonly body: CreateResponseRequest;
  readonly model: ModelCard;
  /** What the response names as its model. */
  readonly modelName: string;
  readonly conversation: string | undefined;
}

/** The object that answers a request, with every member that clients may look for, at each point of its progress. */
export function createHead({ id, createdAt, body, model, modelName, conversation }: HeadInput): ResponseHead {
  const { reasoning, text = {}, service_tier: tier = 'auto' } = body;
  const efforts = model.reasoning;
  const effort = efforts && (reasoning?.effort ?? efforts.defaultEffort);
  const first = { id, object: 'response' as const, created_at: createdAt };
  const after = {
    frequency_penalty: 0,
    presence_penalty: 0,
    parallel_tool_calls: body.parallel_tool_calls ?? true,
    previous_response_id: body.previous_response_id ?? null,
    prompt: body.prompt ?? null,
    prompt_cache_key: body.prompt_cache_key ?? null,
    prompt_cache_retention: body.prompt_cache_retention ?? null,
    reasoning: { effort: effort ?? null, summary: reasoning?.summary ?? reasoning?.generate_summary ?? null },
    safety_identifier: body.safety_identifier ?? null,
    service_tier: tier === 'auto' ? 'default' : tier,
    store: body.store ?? true,
    temperature: body.temperature ?? 1,
    text: { format: text.format ?? { type: 'text' }, verbosity: text.verbosity ?? 'medium' },
    tool_choice: body.tool_choice ?? 'auto',
    tools: (body.tools ?? []).map(toRepliedTool),
    top_logprobs: body.top_logprobs ?? 0,
    top_p: body.top_p ?? 1,
    truncation: body.truncation ?? 'disabled',
  };
  return ({ status, output = [], completedAt = null, incomplete, error, usage }) =>
    ({
      ...first,
      status,
      background: body.background ?? false,
      completed_at: completedAt,
      access_programs: body.access_programs?.cyber ? { cyber: body.access_programs.cyber } : null,
      moderation: null,
      conversation: conversation === undefined ? null : { id: conversation },
      error: error ?? null,
      incomplete_details: incomplete === undefined ? null : { reason: incomplete },
      instructions: body.instructions ?? null,
      max_output_tokens: body.max_output_tokens ?? null,
      max_tool_calls: body.max_tool_calls ?? null,
      model: modelName,
      output: [...output],
      ...after,
      usage: usage ? toUsage(usage) : null,
      ...(body.user !== undefined && { user: body.user }),
      metadata: body.metadata ?? {},
    }) as ResponseObject;
}

export function toUsage({ promptTokens, cachedTokens, completionTokens, reasoningTokens }: Usage) {
  return {
    input_tokens: promptTokens,
    input_tokens_details: { cached_tokens: cachedTokens, cache_write_tokens: 0 },
    output_tokens: completionTokens,
    output_tokens_details: { reasoning_tokens: reasoningTokens },
    total_tokens: promptTokens + completionTokens,
  };
}
