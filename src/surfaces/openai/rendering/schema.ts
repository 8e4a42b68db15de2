import Type, { type Static } from 'typebox';
import { described } from '../../../kernel/described.ts';
import { ChatCompletionRequest } from '../chat/schema.ts';
import { AnyObject, Closed, Nullable } from '../shapes.ts';

const Model = described(
  Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
  'Default: the first open model of the server.',
);

const { messages, tools, chat_template, chat_template_kwargs, continue_final_message, mm_processor_kwargs } =
  ChatCompletionRequest.properties;

export const TokenizeRequest = Closed({
  model: Model,
  prompt: described(
    Type.Optional(Type.String()),
    'A text, as completions read it. Either this or `messages` is required.',
  ),
  messages: Type.Optional(messages),
  tools: described(tools, 'Only with `messages`.'),
  add_generation_prompt: described(
    Type.Optional(Type.Boolean()),
    'Default true: the tokens that begin the answer are included, as in the prompts of chat completions.',
  ),
  add_special_tokens: described(
    Type.Optional(Type.Boolean()),
    'Has no effect: the vocabularies have no token that begins every prompt.',
  ),
  return_token_strs: described(Type.Optional(Type.Boolean()), 'Also return the text of each token.'),
  chat_template,
  chat_template_kwargs,
  continue_final_message,
  mm_processor_kwargs,
});
export type TokenizeRequest = Static<typeof TokenizeRequest>;

export const TokenizeReply = Type.Object({
  count: Type.Integer(),
  max_model_len: Type.Integer(),
  tokens: Type.Array(Type.Integer()),
  token_strs: Nullable(Type.Array(Type.String())),
});

export const DetokenizeRequest = Closed({
  model: Model,
  tokens: Type.Array(Type.Integer({ minimum: 0 })),
});
export type DetokenizeRequest = Static<typeof DetokenizeRequest>;

export const DetokenizeReply = Type.Object({ prompt: Type.String() });

/** A request as the engine gets it. */
export const RenderedRequest = Type.Object({
  request_id: Type.String(),
  model: Type.String(),
  token_ids: Type.Array(Type.Integer()),
  features: Type.Null(),
  sampling_params: AnyObject,
  stream: Type.Boolean(),
  cache_salt: Nullable(Type.String()),
});
export type RenderedRequest = Static<typeof RenderedRequest>;
