import Type, { type Static, type TProperties } from 'typebox';
import { described } from '../../kernel/described.ts';

export const Version = Type.Object({ version: Type.String({ description: 'Of FakeAI.' }) });

export const Load = Type.Object({ server_load: Type.Integer() });

export const Sleeping = Type.Object({ is_sleeping: Type.Boolean() });

const Text = Type.Union([Type.String(), Type.Null()]);

export const ServerInfo = Type.Object({
  server: Type.Literal('FakeAI'),
  version: Type.String(),
  model_path: Text,
  served_model_name: Text,
  tokenizer_path: Text,
  context_length: Type.Union([Type.Integer(), Type.Null()]),
  random_seed: Type.Union([Type.String(), Type.Number()]),
  vllm_config: Type.Unsafe<object>({ type: 'object' }),
  internal_states: Type.Array(Type.Unsafe<object>({ type: 'object' })),
});

export const TokenizerInfo = Type.Object({
  tokenizer_class: Type.String({ description: 'The vocabulary that tokens are counted in.' }),
  model: Type.String(),
  model_max_length: Type.Integer(),
  is_approximate: Type.Boolean({ description: "Whether it stands for the model's own vocabulary." }),
  chat_template: Type.Null(),
});

const closed = <P extends TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

const Model = described(
  Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
  'Default: the first model of the server that does such work.',
);

// Adapters

export const LoadAdapterRequest = closed({
  lora_name: described(
    Type.String({ minLength: 1, maxLength: 256 }),
    'The model that answers with the adapter.',
  ),
  lora_path: described(
    Type.String({ minLength: 1, maxLength: 4096 }),
    'Told by /v1/models. Nothing is read from it.',
  ),
  base_model_name: described(
    Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
    'The model that the adapter changes. Default: the first open one.',
  ),
  load_inplace: described(Type.Optional(Type.Boolean()), 'Replace a loaded adapter of this name.'),
});

export const UnloadAdapterRequest = closed({
  lora_name: Type.String({ minLength: 1, maxLength: 256 }),
  lora_int_id: described(Type.Optional(Type.Integer()), 'Has no effect: the name is enough.'),
});

// Pooling models

/** Texts of a request. */
const MOST_TEXTS = 2048;

const TextPart = Type.Object({ type: Type.Literal('text'), text: Type.String() });

const Scored = Type.Union([Type.String(), Type.Object({ content: Type.Array(TextPart, { minItems: 1 }) })]);
export type Scored = Static<typeof Scored>;

const OneOrMore = Type.Optional(
  Type.Union([Scored, Type.Array(Scored, { minItems: 1, maxItems: MOST_TEXTS })]),
);

const pooling = {
  model: Model,
  truncate_prompt_tokens: described(
    Type.Optional(Type.Integer({ minimum: -1 })),
    'Only so many tokens are read, the first ones; -1 stands for as many as fit the model. Not 0.',
  ),
  use_activation: described(Type.Optional(Type.Boolean()), 'Default true: probabilities rather than logits.'),
  priority: described(Type.Optional(Type.Integer()), 'Has no effect.'),
  user: Type.Optional(Type.String()),
};

const usage = Type.Object({ prompt_tokens: Type.Integer(), total_tokens: Type.Integer() });

const head = {
  id: Type.String(),
  object: Type.Literal('list'),
  created: Type.Integer(),
  model: Type.String(),
  usage,
};

export const ScoreRequest = closed({
  ...pooling,
  text_1: described(
    OneOrMore,
    'One text for all of `text_2`, or as many. `data_1` and `data_2`, `queries` and `documents`, and `queries` and `items` are other names of the pair. Only text is scored.',
  ),
  text_2: OneOrMore,
  data_1: OneOrMore,
  data_2: OneOrMore,
  queries: OneOrMore,
  documents: OneOrMore,
  items: OneOrMore,
});
export type ScoreRequest = Static<typeof ScoreRequest>;

export const ScoreReply = Type.Object({
  ...head,
  data: Type.Array(
    Type.Object({ index: Type.Integer(), object: Type.Literal('score'), score: Type.Number() }),
  ),
});

const Input = Type.Union([
  Type.String({ minLength: 1 }),
  Type.Array(Type.String({ minLength: 1 }), { minItems: 1, maxItems: MOST_TEXTS }),
]);

export const ClassifyRequest = closed({ ...pooling, input: Input });
export type ClassifyRequest = Static<typeof ClassifyRequest>;

export const ClassifyReply = Type.Object({
  ...head,
  data: Type.Array(
    Type.Object({
      index: Type.Integer(),
      label: Type.String(),
      probs: Type.Array(Type.Number()),
      num_classes: Type.Integer(),
    }),
  ),
});

export const PoolingRequest = closed({
  ...pooling,
  input: Input,
  encoding_format: Type.Optional(
    Type.Unsafe<'float' | 'base64'>({ type: 'string', enum: ['float', 'base64'] }),
  ),
  dimensions: described(
    Type.Optional(Type.Integer({ minimum: 1, maximum: 8192 })),
    "At most the length of the model's vectors.",
  ),
});
export type PoolingRequest = Static<typeof PoolingRequest>;

export const PoolingReply = Type.Object({
  ...head,
  data: Type.Array(
    Type.Object({
      index: Type.Integer(),
      object: Type.Literal('pooling'),
      data: Type.Union([Type.Array(Type.Number()), Type.String()]),
    }),
  ),
});
