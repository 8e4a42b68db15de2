import Type, { type Static, type TProperties } from 'typebox';

/** The most documents one request may bring. */
const MOST_DOCUMENTS = 10_000;

const Document = Type.Union([Type.String(), Type.Unsafe<Record<string, unknown>>({ type: 'object' })]);

const documents = {
  query: Type.String({ minLength: 1 }),
  /** Texts, or objects: what is read of those, `rank_fields` says; by default their `text`. */
  documents: Type.Array(Document, { minItems: 1, maxItems: MOST_DOCUMENTS }),
  rank_fields: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1, maxItems: 100 })),
  return_documents: Type.Optional(Type.Boolean()),
  /** Tokens of each document that are read; 4,096 by default. */
  max_tokens_per_doc: Type.Optional(Type.Integer({ minimum: 1 })),
} satisfies TProperties;

/** Cohere's first version, and Jina's: what is unknown is ignored, since servers that speak it have extras of their own. */
export const RerankRequest = Type.Object({
  model: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
  ...documents,
  /** How many of the best to answer; all of them when absent or 0. */
  top_n: Type.Optional(Type.Integer({ minimum: 0 })),
  /** Chunks of each document that are read. */
  max_chunks_per_doc: Type.Optional(Type.Integer({ minimum: 1 })),
});
export type RerankRequest = Static<typeof RerankRequest>;

/** The same where texts would be another interface's request. */
export const RerankDocumentsRequest = Type.Object({
  ...RerankRequest.properties,
  texts: Type.Optional(Type.Null()),
});
export type RerankDocumentsRequest = Static<typeof RerankDocumentsRequest>;

/** Cohere's second version, which refuses what it does not know. */
export const RerankV2Request = Type.Object(
  {
    model: Type.String({ minLength: 1, maxLength: 256 }),
    ...documents,
    /** How many of the best to answer; all of them when absent. */
    top_n: Type.Optional(Type.Integer({ minimum: 1 })),
    /** Taken, and without effect: nothing waits behind anything here. */
    priority: Type.Optional(Type.Integer({ minimum: 0, maximum: 999 })),
  },
  { additionalProperties: false },
);
export type RerankV2Request = Static<typeof RerankV2Request>;

/** Text Embeddings Inference. */
export const RerankTextsRequest = Type.Object({
  query: Type.String(),
  texts: Type.Array(Type.String(), { minItems: 1 }),
  /** Logits in place of probabilities. */
  raw_scores: Type.Optional(Type.Boolean()),
  return_text: Type.Optional(Type.Boolean()),
  /** Cut a text that does not fit; otherwise it is refused. */
  truncate: Type.Optional(Type.Boolean()),
  /** Which end of it goes. */
  truncation_direction: Type.Optional(
    Type.Unsafe<'left' | 'right' | 'Left' | 'Right'>({
      type: 'string',
      enum: ['left', 'right', 'Left', 'Right'],
    }),
  ),
  /** A server of that kind runs one model; here it may be named. */
  model: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
});
export type RerankTextsRequest = Static<typeof RerankTextsRequest>;

const Result = Type.Object({
  index: Type.Integer(),
  /** 0 to 1. */
  relevance_score: Type.Number(),
  document: Type.Optional(Type.Unsafe<Record<string, unknown>>({ type: 'object' })),
});

const BilledUnits = Type.Object({ search_units: Type.Integer() });

export const RerankReply = Type.Object({
  id: Type.String(),
  object: Type.Literal('list'),
  model: Type.String(),
  results: Type.Array(Result),
  meta: Type.Object({
    api_version: Type.Object({ version: Type.Literal('1') }),
    billed_units: BilledUnits,
  }),
  usage: Type.Object({ prompt_tokens: Type.Integer(), total_tokens: Type.Integer() }),
});

export const RerankV2Reply = Type.Object({
  id: Type.String(),
  results: Type.Array(Result),
  meta: Type.Object({
    api_version: Type.Object({ version: Type.Literal('2'), is_experimental: Type.Boolean() }),
    billed_units: BilledUnits,
  }),
});

export const RerankTextsReply = Type.Array(
  Type.Object({ index: Type.Integer(), text: Type.Optional(Type.String()), score: Type.Number() }),
);
