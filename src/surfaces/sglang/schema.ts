import Type, { type Static, type TProperties } from 'typebox';
import { described } from '../../kernel/described.ts';

const closed = <P extends TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
const none = <S extends Parameters<typeof described>[0]>(schema: S) =>
  described(Type.Optional(schema), 'Has no effect.');

/** Maximum prompts per request. */
const MOST_PROMPTS = 1024;

const Tokens = Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1 });

const AnyObject = Type.Unsafe<object>({ type: 'object' });

const Definition = Type.Optional(Type.String({ minLength: 1, maxLength: 50_000 }));

const Media = Type.Union([Type.String(), Type.Array(Type.Unknown()), AnyObject]);

/** The sampling parameters of SGLang. */
export const SamplingParams = closed({
  max_new_tokens: described(Type.Optional(Type.Integer({ minimum: 0 })), 'Default 128.'),
  min_new_tokens: described(Type.Optional(Type.Integer({ minimum: 0 })), 'At most `max_new_tokens`.'),
  temperature: Type.Optional(Type.Number({ minimum: 0, maximum: 2 })),
  top_p: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  frequency_penalty: Type.Optional(Type.Number({ minimum: -2, maximum: 2 })),
  presence_penalty: Type.Optional(Type.Number({ minimum: -2, maximum: 2 })),
  stop: Type.Optional(Type.Union([Type.String(), Type.Array(Type.String(), { minItems: 1, maxItems: 16 })])),
  stop_token_ids: Type.Optional(Type.Array(Type.Integer({ minimum: 0 }), { maxItems: 1024 })),
  no_stop_trim: described(Type.Optional(Type.Boolean()), 'The stop string is part of the text.'),
  ignore_eos: Type.Optional(Type.Boolean()),
  n: Type.Optional(Type.Integer({ minimum: 1, maximum: 128 })),
  sampling_seed: Type.Optional(Type.Integer()),
  json_schema: described(Definition, 'The JSON text of a schema. Only one form of answer can be asked for.'),
  regex: Definition,
  ebnf: Definition,
  top_k: none(Type.Integer()),
  min_p: none(Type.Number({ minimum: 0, maximum: 1 })),
  repetition_penalty: none(Type.Number({ minimum: 0 })),
  skip_special_tokens: none(Type.Boolean()),
  spaces_between_special_tokens: none(Type.Boolean()),
  custom_params: none(AnyObject),
});
export type SamplingParams = Static<typeof SamplingParams>;

export const GenerateRequest = closed({
  model: described(
    Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
    'A model that continues texts. SGLang serves one; default here: the first open one.',
  ),
  text: described(
    Type.Optional(
      Type.Union([Type.String(), Type.Array(Type.String(), { minItems: 1, maxItems: MOST_PROMPTS })]),
    ),
    'One prompt, or several. Either this or `input_ids` is required.',
  ),
  input_ids: described(
    Type.Optional(Type.Union([Tokens, Type.Array(Tokens, { minItems: 1, maxItems: MOST_PROMPTS })])),
    'The same as tokens of the model.',
  ),
  sampling_params: described(
    Type.Optional(
      Type.Union([SamplingParams, Type.Array(SamplingParams, { minItems: 1, maxItems: MOST_PROMPTS })]),
    ),
    'For all prompts, or for each. The `n` of several is the same.',
  ),
  stream: Type.Optional(Type.Boolean()),
  return_logprob: Type.Optional(Type.Boolean()),
  top_logprobs_num: described(
    Type.Optional(Type.Integer({ minimum: 0, maximum: 20 })),
    'Only with `return_logprob`.',
  ),
  logprob_start_len: described(
    Type.Optional(Type.Integer({ minimum: -1 })),
    'Log probabilities are those of the answer: only -1, or the length of the prompt and more, is supported.',
  ),
  return_text_in_logprobs: Type.Optional(Type.Boolean()),
  rid: described(
    Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    'The id of the answer. Only with one prompt.',
  ),
  lora_path: described(
    Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
    'The name of an adapter that was loaded with /v1/load_lora_adapter. Not with `model`.',
  ),
  image_data: described(Type.Optional(Media), 'Not supported: use chat completions.'),
  audio_data: described(Type.Optional(Media), 'Not supported: use chat completions.'),
  video_data: described(Type.Optional(Media), 'Not supported: use chat completions.'),
  priority: none(Type.Integer()),
  data_parallel_rank: none(Type.Integer()),
  log_metrics: none(Type.Boolean()),
  background: none(Type.Boolean()),
  return_routed_experts: none(Type.Boolean()),
});
export type GenerateRequest = Static<typeof GenerateRequest>;

/** The log probability, the id and, if asked for, the text of a token. */
const LogprobTuple = Type.Unsafe<readonly [number, number, string | null]>({
  type: 'array',
  items: { type: ['number', 'string', 'null'] },
  minItems: 3,
  maxItems: 3,
});
export type LogprobTuple = Static<typeof LogprobTuple>;

const FinishReason = Type.Union([
  Type.Object({ type: Type.Literal('stop'), matched: Type.Null() }),
  Type.Object({ type: Type.Literal('length'), length: Type.Integer() }),
]);

export const Generated = Type.Object({
  text: Type.String(),
  output_ids: Type.Array(Type.Integer()),
  meta_info: Type.Object({
    id: Type.String(),
    finish_reason: Type.Union([FinishReason, Type.Null()]),
    prompt_tokens: Type.Integer(),
    completion_tokens: Type.Integer(),
    cached_tokens: Type.Optional(Type.Integer({ description: 'If there is one prompt.' })),
    weight_version: Type.String(),
    e2e_latency: Type.Optional(Type.Number({ description: 'Seconds.' })),
    output_token_logprobs: Type.Optional(Type.Array(LogprobTuple)),
    output_top_logprobs: Type.Optional(Type.Array(Type.Array(LogprobTuple))),
  }),
  index: Type.Optional(Type.Integer({ description: 'In streams with several texts.' })),
});
export type Generated = Static<typeof Generated>;

export const GenerateReply = Type.Union([Generated, Type.Array(Generated)]);

export const ModelInfo = Type.Object({
  model_path: Type.String(),
  tokenizer_path: Type.String(),
  is_generation: Type.Boolean(),
  preferred_sampling_params: Type.Null(),
  weight_version: Type.String(),
  has_image_understanding: Type.Boolean(),
  has_audio_understanding: Type.Boolean(),
});

/** Of the weights that a server starts with. */
export const WEIGHT_VERSION = 'default';
