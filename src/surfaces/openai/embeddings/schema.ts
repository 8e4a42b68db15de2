import Type, { type Static } from 'typebox';
import { Closed, Literals } from '../shapes.ts';

/** The most texts one request may bring. */
const MOST_INPUTS = 2048;

const Tokens = Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1 });

/** Specification: CreateEmbeddingRequest. */
export const EmbeddingRequest = Closed({
  model: Type.String({ minLength: 1, maxLength: 256 }),
  /**
   * One text or several, as strings or token ids. A list of ids is one text, bounded by the model's window: the API takes more
   * than the 2,048 that the specification names there, and its own examples send them.
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
  /** NVIDIA's retrieval models: which end of a text that is too long goes; `NONE` refuses it. */
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
      /** A string when base64 was asked for. */
      embedding: Type.Union([Type.Array(Type.Number()), Type.String()]),
    }),
  ),
  model: Type.String(),
  usage: Type.Object({ prompt_tokens: Type.Integer(), total_tokens: Type.Integer() }),
});
export type EmbeddingList = Static<typeof EmbeddingList>;
