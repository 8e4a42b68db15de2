import Type, { type Static } from 'typebox';
import { Closed, Literals } from '../shapes.ts';

/** Maximum texts per request. */
const MOST_INPUTS = 2048;

const Tokens = Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1 });

/** Specification: CreateEmbeddingRequest. */
export const EmbeddingRequest = Closed({
  model: Type.String({ minLength: 1, maxLength: 256 }),
  /**
   * One or several texts, as strings or token ids. A list of ids is one text, limited by the model's context
   * window: the API accepts more than the 2,048 ids that the specification allows, and its own examples send
   * them.
   */
  input: Type.Union([
    Type.String(),
    Type.Array(Type.String(), { minItems: 1, maxItems: MOST_INPUTS }),
    Tokens,
    Type.Array(Tokens, { minItems: 1, maxItems: MOST_INPUTS }),
  ]),
  encoding_format: Type.Optional(Literals('float', 'base64')),
  dimensions: Type.Optional(Type.Integer({ minimum: 1 })),
  user: Type.Optional(Type.String()),
  /** NVIDIA's retrieval models: what the texts are for. */
  input_type: Type.Optional(Literals('query', 'passage')),
  /** NVIDIA's retrieval models: which end of a text that is too long is cut off; `NONE` rejects the text. */
  truncate: Type.Optional(Literals('NONE', 'START', 'END')),
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
