import Type, { type Static } from 'typebox';
import { tagged } from '../../../../kernel/tagged.ts';
import { Literals, Metadata, Nullable } from '../../shapes.ts';
import { StoredToolContent } from './content.ts';
import { Effort } from './item-parts.ts';
import { ListedItem, OutputItem } from './items.ts';
import { CacheLifetime } from './limits.ts';
import { TextFormat } from './text.ts';
import { RepliedTool, ToolChoice } from './tools.ts';

const ResponseStatus = Literals('completed', 'failed', 'in_progress', 'cancelled', 'queued', 'incomplete');

const count = Type.Integer();

const ResponseUsage = Type.Object({
  input_tokens: count,
  input_tokens_details: Type.Object({
    cached_tokens: count,
    cache_write_tokens: count,
    cache_write_tokens_details: Type.Optional(Type.Object({ ttl_30m_tokens: count, ttl_12h_tokens: count })),
  }),
  output_tokens: count,
  output_tokens_details: Type.Object({ reasoning_tokens: count }),
  total_tokens: count,
});

/** Why a response failed. */
const ResponseError = Type.Object({
  code: Literals(
    'server_error',
    'rate_limit_exceeded',
    'invalid_prompt',
    'data_residency_mismatch',
    'bio_policy',
    'misalignment_policy_violation',
    'vector_store_timeout',
    'invalid_image',
    'invalid_image_format',
    'invalid_base64_image',
    'invalid_image_url',
    'image_too_large',
    'image_too_small',
    'image_parse_error',
    'image_content_policy_violation',
    'invalid_image_mode',
    'image_file_too_large',
    'unsupported_image_media_type',
    'empty_image_file',
    'failed_to_download_image',
    'image_file_not_found',
  ),
  message: Type.String(),
  type: Type.Optional(Nullable(Type.String())),
  param: Type.Optional(Nullable(Type.String())),
});

/** Why a response is incomplete. */
const IncompleteDetails = Type.Object({
  reason: Literals('max_output_tokens', 'max_messages', 'content_filter', 'steered'),
});

const Scores = Type.Unsafe<Record<string, number>>({
  type: 'object',
  additionalProperties: { type: 'number' },
});
const Moderated = tagged('type', [
  Type.Object({
    type: Type.Literal('moderation_result'),
    model: Type.String(),
    flagged: Type.Boolean(),
    categories: Type.Record(Type.String(), Type.Boolean()),
    category_scores: Scores,
    category_applied_input_types: Type.Record(Type.String(), Type.Array(Literals('text', 'image'))),
  }),
  Type.Object({ type: Type.Literal('error'), code: Type.String(), message: Type.String() }),
]);

const CacheDiagnostics = tagged('type', [
  Type.Object({
    type: Type.Literal('cache_miss'),
    cache_missed_tokens: count,
    comparison_reusable_tokens: Type.Optional(count),
    reason: Literals(
      'model_changed',
      'prompt_cache_key_changed',
      'tools_changed',
      'text_format_changed',
      'reasoning_effort_changed',
      'verbosity_changed',
      'context_compacted',
      'input_changed',
      'service_tier_changed',
    ),
  }),
  Type.Object({ type: Literals('cache_hit', 'comparison_response_not_found', 'unavailable') }),
]);

const ByKind = Type.Object({ image_tokens: count, text_tokens: count });

const ToolUsage = Type.Object({
  image_gen: Type.Object({
    input_tokens: count,
    input_tokens_details: ByKind,
    output_tokens: count,
    output_tokens_details: Type.Optional(ByKind),
    total_tokens: count,
  }),
  web_search: Type.Object({ num_requests: count }),
});

/**
 * A response (specification: Response). Members that are not optional here are always present, because strict clients
 * refuse responses without them; where they do not apply they are null.
 */
export const ResponseObject = Type.Object({
  id: Type.String(),
  object: Type.Literal('response'),
  created_at: Type.Integer(),
  completed_at: Nullable(Type.Integer()),
  status: ResponseStatus,
  access_programs: Nullable(Type.Object({ cyber: Literals('standard', 'daybreak_blue', 'daybreak_red') })),
  background: Type.Boolean(),
  conversation: Nullable(Type.Object({ id: Type.String() })),
  error: Nullable(ResponseError),
  frequency_penalty: Type.Number(),
  image: Type.Optional(Type.Object({ context_compression: Literals('enabled', 'disabled') })),
  incomplete_details: Nullable(IncompleteDetails),
  input_transformations: Type.Optional(
    Type.Array(
      Type.Object({
        id: Type.String(),
        type: Type.Literal('reasoning'),
        action: Type.Literal('removed'),
        reason: Literals(
          'organization_mismatch',
          'end_user_mismatch',
          'model_mismatch',
          'prefix_mismatch',
          'turn_boundary',
        ),
      }),
    ),
  ),
  instructions: Nullable(Type.Union([Type.String(), Type.Array(ListedItem)])),
  max_output_tokens: Nullable(Type.Integer()),
  max_tool_calls: Nullable(Type.Integer()),
  metadata: Metadata,
  model: Type.String(),
  moderation: Nullable(Type.Object({ input: Moderated, output: Moderated })),
  output: Type.Array(OutputItem),
  parallel_tool_calls: Type.Boolean(),
  presence_penalty: Type.Number(),
  previous_response_id: Nullable(Type.String()),
  prompt: Nullable(
    Type.Object({
      id: Type.String(),
      version: Nullable(Type.String()),
      variables: Nullable(Type.Record(Type.String(), Type.Union([Type.String(), StoredToolContent]))),
    }),
  ),
  prompt_cache_diagnostics: Type.Optional(CacheDiagnostics),
  prompt_cache_key: Nullable(Type.String()),
  prompt_cache_options: Type.Optional(
    Type.Object({
      mode: Literals('implicit', 'explicit'),
      ttl: CacheLifetime,
      comparison_response_id: Type.Optional(Nullable(Type.String())),
    }),
  ),
  prompt_cache_retention: Nullable(Literals('in_memory', '24h')),
  reasoning: Nullable(
    Type.Object({
      effort: Nullable(Effort),
      summary: Nullable(Literals('auto', 'concise', 'detailed')),
      context: Type.Optional(Nullable(Literals('auto', 'current_turn', 'all_turns'))),
      mode: Type.Optional(Literals('standard', 'pro')),
    }),
  ),
  safety_identifier: Nullable(Type.String()),
  service_tier: Literals('auto', 'default', 'flex', 'scale', 'priority', 'fast', 'ultrafast'),
  store: Type.Boolean(),
  temperature: Type.Number({ minimum: 0, maximum: 2 }),
  text: Type.Object({ format: TextFormat, verbosity: Nullable(Literals('low', 'medium', 'high')) }),
  tool_choice: ToolChoice,
  tool_usage: Type.Optional(ToolUsage),
  tools: Type.Array(RepliedTool),
  top_logprobs: Type.Integer({ minimum: 0, maximum: 20 }),
  top_p: Type.Number({ minimum: 0, maximum: 1 }),
  truncation: Literals('auto', 'disabled'),
  usage: Nullable(ResponseUsage),
  user: Type.Optional(Type.String()),
});
export type ResponseObject = Static<typeof ResponseObject>;

/** The tokens of an input (specification: TokenCountsResource). */
export const InputTokens = Type.Object({
  object: Type.Literal('response.input_tokens'),
  input_tokens: Type.Integer(),
});
export type InputTokens = Static<typeof InputTokens>;

/** A compacted history: the messages of users, and one item that stands for the rest (specification: CompactResource). */
export const CompactedResponse = Type.Object({
  id: Type.String(),
  object: Type.Literal('response.compaction'),
  created_at: Type.Integer(),
  output: Type.Array(ListedItem),
  usage: ResponseUsage,
  image: Type.Optional(Type.Object({ context_compression: Literals('enabled', 'disabled') })),
});
export type CompactedResponse = Static<typeof CompactedResponse>;

/** The confirmation of a deletion. */
export const ResponseDeleted = Type.Object({
  id: Type.String(),
  object: Type.Literal('response'),
  deleted: Type.Literal(true),
});
