import type { Usage } from '../../../engine/event.ts';
import type { AnswerItem } from './answer-items.ts';
import type { ResponseObject } from './schema/response.ts';
import type { ToolUsage } from './tools/tool-usage.ts';

export type { ResponseObject };

/** Where a response stands: what changes while it is made. */
export interface Progress {
  readonly status: 'queued' | 'in_progress' | 'completed' | 'incomplete' | 'failed' | 'cancelled';
  readonly output?: readonly AnswerItem[];
  /** Seconds since the epoch. */
  readonly completedAt?: number | null;
  readonly incomplete?: 'max_output_tokens' | 'content_filter' | 'steered';
  readonly error?: { readonly code: string; readonly message: string };
  readonly usage?: Usage | undefined;
  /** Known when the response has ended. */
  readonly moderation?: ResponseObject['moderation'] | undefined;
  readonly toolUsage?: ToolUsage;
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
