import Type, { type Static, type TProperties } from 'typebox';
import { described } from '../../kernel/described.ts';

/** Maximum number of documents per request. */
const MOST_DOCUMENTS = 10_000;

const Model = described(Type.String({ minLength: 1, maxLength: 256 }), 'A ranking model.');

const Document = Type.Union([Type.String(), Type.Unsafe<Record<string, unknown>>({ type: 'object' })]);

const documents = {
  query: Type.String({ minLength: 1 }),
  /** Strings or objects. `rank_fields` selects the fields of objects that are ranked; default `text`. */
  documents: Type.Array(Document, { minItems: 1, maxItems: MOST_DOCUMENTS }),
  rank_fields: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1, maxItems: 100 })),
  return_documents: Type.Optional(Type.Boolean()),
  /** Maximum number of tokens read of each document; default 4,096. */
  max_tokens_per_doc: Type.Optional(Type.Integer({ minimum: 1 })),
} satisfies TProperties;

/**
 * Cohere v1 and Jina. Unknown members are ignored, because servers with this API have their own extensions.
 */
export const RerankRequest = Type.Object({
  model: Type.Optional(Model),
  ...documents,
  /** Number of results to return; all if absent or 0. */
  top_n: Type.Optional(Type.Integer({ minimum: 0 })),
  /** Maximum number of chunks read of each document. */
  max_chunks_per_doc: Type.Optional(Type.Integer({ minimum: 1 })),
});
export type RerankRequest = Static<typeof RerankRequest>;

/** The same at `/rerank`, where a body with `texts` belongs to a different API. */
export const RerankDocumentsRequest = Type.Object({
  ...RerankRequest.properties,
  texts: Type.Optional(Type.Null()),
});
export type RerankDocumentsRequest = Static<typeof RerankDocumentsRequest>;

/** Cohere v2, which rejects unknown members. */
export const RerankV2Request = Type.Object(
  {
    model: Model,
    ...documents,
    /** Number of results to return; all if absent. */
    top_n: Type.Optional(Type.Integer({ minimum: 1 })),
    /** Accepted without effect: requests are not queued. */
    priority: Type.Optional(Type.Integer({ minimum: 0, maximum: 999 })),
  },
  { additionalProperties: false },
);
export type RerankV2Request = Static<typeof RerankV2Request>;

/** Text Embeddings Inference. */
export const RerankTextsRequest = Type.Object({
  query: Type.String(),
  /** The maximum is the default of such servers. */
  texts: described(
    Type.Array(Type.String(), { minItems: 1, maxItems: 32 }),
    'Unless they are truncated, each has to fit the model together with the query.',
  ),
  /** Return logits instead of probabilities. */
  raw_scores: Type.Optional(Type.Boolean()),
  return_text: Type.Optional(Type.Boolean()),
  /** Truncate texts that do not fit instead of rejecting them. */
  truncate: Type.Optional(Type.Boolean()),
  /** Which end to truncate. */
  truncation_direction: Type.Optional(
    Type.Unsafe<'left' | 'right' | 'Left' | 'Right'>({
      type: 'string',
      enum: ['left', 'right', 'Left', 'Right'],
    }),
  ),
  /** Extension: such a server runs a single model, but here a request can select one. */
  model: Type.Optional(Model),
});
export type RerankTextsRequest = Static<typeof RerankTextsRequest>;

const Result = Type.Object({
  index: Type.Integer(),
  /** From 0 to 1. */
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

const texts = Type.Array(Type.String(), { minItems: 1, maxItems: MOST_DOCUMENTS });

/** Voyage. Documents that are too long are truncated; `truncation: false` rejects them. */
export const VoyageRerankRequest = Type.Object({
  query: Type.String({ minLength: 1 }),
  documents: described(texts, 'Without `truncation`, each has to fit the model together with the query.'),
  model: Model,
  /** Number of results to return; all if absent. */
  top_k: Type.Optional(Type.Integer({ minimum: 1 })),
  return_documents: Type.Optional(Type.Boolean()),
  truncation: Type.Optional(Type.Boolean()),
});
export type VoyageRerankRequest = Static<typeof VoyageRerankRequest>;

export const VoyageRerankReply = Type.Object({
  object: Type.Literal('list'),
  data: Type.Array(
    Type.Object({
      relevance_score: Type.Number(),
      index: Type.Integer(),
      document: Type.Optional(Type.String()),
    }),
  ),
  model: Type.String(),
  usage: Type.Object({ total_tokens: Type.Integer() }),
});

/** Infinity. */
export const InfinityRerankRequest = Type.Object({
  query: Type.String({ minLength: 1 }),
  documents: texts,
  model: Type.Optional(Model),
  /** Number of results to return; all if absent. */
  top_n: Type.Optional(Type.Integer({ minimum: 1 })),
  return_documents: Type.Optional(Type.Boolean()),
  /** Return logits instead of probabilities. */
  raw_scores: Type.Optional(Type.Boolean()),
});
export type InfinityRerankRequest = Static<typeof InfinityRerankRequest>;

export const InfinityRerankReply = Type.Object({
  object: Type.Literal('rerank'),
  results: Type.Array(
    Type.Object({
      relevance_score: Type.Number(),
      index: Type.Integer(),
      document: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
  model: Type.String(),
  usage: Type.Object({ prompt_tokens: Type.Integer(), total_tokens: Type.Integer() }),
  id: Type.String(),
  created: Type.Integer(),
});

/** DeepInfra: one query for all documents, or one for each. */
export const DeepInfraRerankRequest = Type.Object({
  queries: described(texts, 'One for all documents, or one for each.'),
  documents: texts,
});
export type DeepInfraRerankRequest = Static<typeof DeepInfraRerankRequest>;

export const DeepInfraRerankReply = Type.Object({
  /** In the order of the documents. */
  scores: Type.Array(Type.Number()),
  input_tokens: Type.Integer(),
  request_id: Type.String(),
  inference_status: Type.Object({
    status: Type.Literal('succeeded'),
    runtime_ms: Type.Integer(),
    cost: Type.Number(),
    tokens_generated: Type.Integer(),
    tokens_input: Type.Integer(),
  }),
});
