import Type, { type Static } from 'typebox';
import { described } from '../../../kernel/described.ts';
import { ChatCompletionRequest } from '../chat/schema.ts';
import { CompletionUsage } from '../completion-usage.ts';
import { textExtras } from '../engine-extras/schema.ts';
import { PromptLogprobs } from '../engine-extras/told-tokens.ts';
import { Closed, Literals, Nullable } from '../shapes.ts';

/** Maximum prompts per request. */
const MOST_PROMPTS = 2048;

const Tokens = Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1 });

/** Parameters shared with chat completions. */
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
} = ChatCompletionRequest.properties;

/** `POST /completions` (specification: CreateCompletionRequest). */
export const CompletionRequest = Closed({
  model: described(Type.String({ minLength: 1, maxLength: 256 }), 'A completion model, not a chat model.'),
  /** The specification requires it. */
  prompt: described(
    Type.Optional(
      Type.Union([
        Type.String(),
        Type.Array(Type.String(), { minItems: 1, maxItems: MOST_PROMPTS }),
        Tokens,
        Type.Array(Tokens, { minItems: 1, maxItems: MOST_PROMPTS }),
      ]),
    ),
    'Ids are tokens of the model. With several completions per prompt, fewer prompts are allowed. Without a prompt, the model starts a new document.',
  ),
  best_of: described(Type.Optional(Type.Integer({ minimum: 0, maximum: 20 })), 'At least `n`.'),
  echo: Type.Optional(Type.Boolean()),
  logprobs: Type.Optional(Type.Integer({ minimum: 0, maximum: 5 })),
  max_tokens: described(
    Type.Optional(Type.Integer({ minimum: 0 })),
    'At most what the model supports, together with the prompt.',
  ),
  suffix: described(Type.Optional(Type.String()), 'Needs a model that supports insertion.'),
  frequency_penalty,
  logit_bias,
  n,
  presence_penalty,
  prompt_cache_key,
  seed,
  stop,
  stream: described(stream, 'Not if `best_of` is greater than `n`.'),
  stream_options,
  temperature,
  top_p,
  user,
  ...textExtras,
});
export type CompletionRequest = Static<typeof CompletionRequest>;

/**
 * Four parallel lists with one entry per token. The first token of an echoed prompt has no probability,
 * because nothing precedes it.
 */
const Logprobs = Type.Object({
  tokens: Type.Array(Type.String()),
  token_logprobs: Type.Array(Nullable(Type.Number({ maximum: 0 }))),
  /** By token, including the chosen one. */
  top_logprobs: Type.Array(
    Nullable(
      Type.Unsafe<Record<string, number>>({
        type: 'object',
        additionalProperties: { type: 'number', maximum: 0 },
      }),
    ),
  ),
  /** Where each token starts, in characters from the start of the prompt. */
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

const TokenIds = Type.Optional(Type.Array(Type.Integer()));

const choice = {
  index: Type.Integer(),
  text: Type.String(),
  logprobs: Nullable(Logprobs),
  token_ids: TokenIds,
  prompt_token_ids: TokenIds,
};

/** Specification: CreateCompletionResponse. */
export const Completion = Type.Object({
  ...head,
  choices: Type.Array(
    Type.Object({ ...choice, finish_reason: FinishReason, prompt_logprobs: Type.Optional(PromptLogprobs) }),
  ),
  usage: CompletionUsage,
});
export type Completion = Static<typeof Completion>;

/** A chunk of a streamed completion. Choices end one by one, and usage comes last. */
export const CompletionChunk = Type.Object({
  ...head,
  choices: Type.Array(Type.Object({ ...choice, finish_reason: Nullable(FinishReason) })),
  usage: Type.Optional(Nullable(CompletionUsage)),
  obfuscation: Type.Optional(Type.String()),
});
export type CompletionChunk = Static<typeof CompletionChunk>;
