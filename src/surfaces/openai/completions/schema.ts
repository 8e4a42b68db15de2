import Type, { type Static } from 'typebox';
import { ChatCompletionRequest, CompletionUsage } from '../chat/schema.ts';
import { Closed, Literals, Nullable } from '../shapes.ts';

/** The most prompts one request may bring. */
const MOST_PROMPTS = 2048;

const Tokens = Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1 });

/** What it has in common with a chat completion, the members that engines of open models take beside OpenAI's among them. */
const {
  frequency_penalty,
  logit_bias,
  n,
  presence_penalty,
  prompt_cache_key,
  seed,
  stop,
  stream,
  stream_options,
  temperature,
  top_p,
  user,
  ignore_eos,
  min_tokens,
  top_k,
  min_p,
  repetition_penalty,
  length_penalty,
  use_beam_search,
  skip_special_tokens,
  spaces_between_special_tokens,
  add_special_tokens,
  priority,
  cache_salt,
  kv_transfer_params,
  nvext,
} = ChatCompletionRequest.properties;

/** `POST /completions` (specification: CreateCompletionRequest). */
export const CompletionRequest = Closed({
  model: Type.String({ minLength: 1, maxLength: 256 }),
  /** Without one the model begins a new document, though the specification demands one. */
  prompt: Type.Optional(
    Type.Union([
      Type.String(),
      Type.Array(Type.String(), { minItems: 1, maxItems: MOST_PROMPTS }),
      Tokens,
      Type.Array(Tokens, { minItems: 1, maxItems: MOST_PROMPTS }),
    ]),
  ),
  best_of: Type.Optional(Type.Integer({ minimum: 0, maximum: 20 })),
  echo: Type.Optional(Type.Boolean()),
  logprobs: Type.Optional(Type.Integer({ minimum: 0, maximum: 5 })),
  max_tokens: Type.Optional(Type.Integer({ minimum: 0 })),
  suffix: Type.Optional(Type.String()),
  frequency_penalty,
  logit_bias,
  n,
  presence_penalty,
  prompt_cache_key,
  seed,
  stop,
  stream,
  stream_options,
  temperature,
  top_p,
  user,
  ignore_eos,
  min_tokens,
  top_k,
  min_p,
  repetition_penalty,
  length_penalty,
  use_beam_search,
  skip_special_tokens,
  spaces_between_special_tokens,
  add_special_tokens,
  priority,
  cache_salt,
  kv_transfer_params,
  nvext,
});
export type CompletionRequest = Static<typeof CompletionRequest>;

/** Four lists of one length, an entry for each token. The first token of an echoed prompt follows nothing: it has no probability. */
const Logprobs = Type.Object({
  tokens: Type.Array(Type.String()),
  token_logprobs: Type.Array(Nullable(Type.Number({ maximum: 0 }))),
  /** By token, the chosen one among them. */
  top_logprobs: Type.Array(
    Nullable(
      Type.Unsafe<Record<string, number>>({
        type: 'object',
        additionalProperties: { type: 'number', maximum: 0 },
      }),
    ),
  ),
  /** Where each token begins, in characters from the beginning of the prompt. */
  text_offset: Type.Array(Type.Integer({ minimum: 0 })),
});
export type Logprobs = Static<typeof Logprobs>;

const FinishReason = Literals('stop', 'length', 'content_filter');

const head = {
  id: Type.String(),
  object: Type.Literal('text_completion'),
  created: Type.Integer(),
  model: Type.String(),
  system_fingerprint: Type.String(),
};

const choice = { index: Type.Integer(), text: Type.String(), logprobs: Nullable(Logprobs) };

/** Specification: CreateCompletionResponse. */
export const Completion = Type.Object({
  ...head,
  choices: Type.Array(Type.Object({ ...choice, finish_reason: FinishReason })),
  usage: CompletionUsage,
});
export type Completion = Static<typeof Completion>;

/** The same, as far as it has come: choices end one by one, and the usage is known last. */
export const CompletionChunk = Type.Object({
  ...head,
  choices: Type.Array(Type.Object({ ...choice, finish_reason: Nullable(FinishReason) })),
  usage: Type.Optional(Nullable(CompletionUsage)),
  obfuscation: Type.Optional(Type.String()),
});
export type CompletionChunk = Static<typeof CompletionChunk>;
