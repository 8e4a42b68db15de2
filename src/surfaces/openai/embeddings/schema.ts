import Type, { type Static } from 'typebox';
import { described } from '../../../kernel/described.ts';
import { embeddingExtras } from '../engine-extras/schema.ts';
import { Closed, Literals } from '../shapes.ts';

/** Maximum texts per request. */
const MOST_INPUTS = 2048;

const Text = Type.String({ minLength: 1 });

const Tokens = Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1 });

/** Specification: CreateEmbeddingRequest. */
export const EmbeddingRequest = Closed({
  model: described(Type.String({ minLength: 1, maxLength: 256 }), 'An embedding model.'),
  /**
   * One or several texts, as strings or token ids. A list of ids is one text, limited by the model's context
   * window: the API accepts more than the 2,048 ids that the specification allows, and its own examples send
   * them.
   */
  input: described(
    Type.Union([
      Text,
      Type.Array(Text, { minItems: 1, maxItems: MOST_INPUTS }),
      Tokens,
      Type.Array(Tokens, { minItems: 1, maxItems: MOST_INPUTS }),
    ]),
    "Each text fits the model's context window, and ids are tokens of the model.",
  ),
  encoding_format: Type.Optional(Literals('float', 'base64')),
  dimensions: described(
    Type.Optional(Type.Integer({ minimum: 1 })),
    "At most the length of the model's vectors. Not supported by all models.",
  ),
  user: Type.Optional(Type.String()),
  input_type: described(
    Type.Optional(Literals('query', 'passage')),
    "What the texts are for. Required by some of NVIDIA's retrieval models, and supported by them only.",
  ),
  truncate: described(
    Type.Optional(Literals('NONE', 'START', 'END')),
    "Which end of a text that is too long is cut off; `NONE` rejects the text. Supported by NVIDIA's retrieval models only.",
  ),
  ...embeddingExtras,
  truncate_prompt_tokens: described(
    embeddingExtras.truncate_prompt_tokens,
    'Only so many tokens of each text are read, the first ones; -1 stands for as many as fit the model. Not 0.',
  ),
});
export type EmbeddingRequest = Static<typeof EmbeddingRequest>;

/** Specification: CreateEmbeddingResponse. */
export const EmbeddingList = Type.Object({
  object: Type.Literal('list'),
  data: Type.Array(
    Type.Object({
      object: Type.Literal('embedding'),
      index: Type.Integer(),
      /** A string if base64 was requested. */
      embedding: Type.Union([Type.Array(Type.Number()), Type.String()]),
    }),
  ),
  model: Type.String(),
  usage: Type.Object({ prompt_tokens: Type.Integer(), total_tokens: Type.Integer() }),
});
export type EmbeddingList = Static<typeof EmbeddingList>;
