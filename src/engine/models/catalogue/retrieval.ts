import type { ModelCard } from '../card.ts';
import { family, type Traits, tiles, usd } from '../row.ts';

const embedding: Traits = {
  ownedBy: 'openai',
  kind: 'embedding',
  contextWindow: 8192,
  maxOutputTokens: 0,
  input: { image: false, audio: false, file: false },
  output: { audio: false },
  tools: false,
  knowledgeCutoff: '2021-09',
  tokenizer: 'cl100k_base',
  approximateTokens: false,
  latency: 'embedding',
  vision: tiles(85, 170),
  refuses: [],
};
const openEmbedding: Traits = { ...embedding, knowledgeCutoff: undefined, approximateTokens: true };
/** Trained on questions and the passages that answer them. */
const retrieval: Traits = { ...openEmbedding, ownedBy: 'nvidia' };
const ranking: Traits = { ...openEmbedding, ownedBy: 'nvidia', kind: 'ranking', latency: 'ranking' };
const moderation: Traits = {
  ...embedding,
  kind: 'moderation',
  contextWindow: 32_768,
  knowledgeCutoff: undefined,
  latency: 'moderation',
};

/** Models that read and do not write: embeddings, ranking, moderation. */
export const retrievalModels: readonly ModelCard[] = [
  ...family(
    embedding,
    [
      'text-embedding-3-small',
      '2024-01-22',
      { embedding: { dimensions: 1536, longest: 1536 }, price: usd(0.02, 0) },
    ],
    [
      'text-embedding-3-large',
      '2024-01-22',
      { embedding: { dimensions: 3072, longest: 3072 }, price: usd(0.13, 0) },
    ],
    ['text-embedding-ada-002', '2022-12-16', { embedding: { dimensions: 1536 }, price: usd(0.1, 0) }],
  ),
  ...family(
    openEmbedding,
    [
      'sentence-transformers/all-mpnet-base-v2',
      '2021-08-28',
      { ownedBy: 'sentence-transformers', embedding: { dimensions: 768 }, price: usd(0.1, 0) },
    ],
    [
      'nomic-ai/nomic-embed-text-v1.5',
      '2024-02-14',
      { ownedBy: 'nomic-ai', embedding: { dimensions: 768, longest: 768 }, price: usd(0.02, 0) },
    ],
    ['BAAI/bge-m3', '2024-01-30', { ownedBy: 'BAAI', embedding: { dimensions: 1024 }, price: usd(0.13, 0) }],
  ),
  ...family(
    retrieval,
    [
      'NV-Embed-QA',
      '2024-05-30',
      { contextWindow: 512, embedding: { dimensions: 1024, inputType: 'required' } },
    ],
    [
      'nvidia/nv-embedqa-e5-v5',
      '2024-07-26',
      { contextWindow: 512, embedding: { dimensions: 1024, inputType: 'required' } },
    ],
    [
      'nvidia/nv-embedqa-mistral-7b-v2',
      '2024-07-26',
      { contextWindow: 512, embedding: { dimensions: 4096, inputType: 'required' } },
    ],
    [
      'nvidia/llama-3.2-nv-embedqa-1b-v2',
      '2024-12-17',
      { embedding: { dimensions: 2048, longest: 2048, inputType: 'required' } },
    ],
  ),
  ...family(
    ranking,
    ['nvidia/nv-rerankqa-mistral-4b-v3', '2024-07-26', { contextWindow: 512 }],
    ['nv-rerank-qa-mistral-4b:1', '2024-05-30', { contextWindow: 512 }],
    ['nvidia/llama-3.2-nv-rerankqa-1b-v1', '2024-10-08'],
    ['nvidia/llama-3.2-nv-rerankqa-1b-v2', '2024-12-17'],
    ['nvidia/llama-nemotron-rerank-1b-v2', '2025-10-23'],
    ['nvidia/llama-nemotron-rerank-500m-v2', '2025-10-23'],
    [
      'nvidia/llama-nemotron-rerank-vl-1b-v2',
      '2026-01-06',
      { input: { image: true, audio: false, file: false } },
    ],
  ),
  ...family(
    { ...ranking, ownedBy: 'cohere' },
    ['rerank-v4.0-pro', '2025-12-11', { contextWindow: 32_768 }],
    ['rerank-v4.0-fast', '2025-12-11', { contextWindow: 32_768 }],
    ['rerank-v3.5', '2024-12-02', { contextWindow: 4096 }],
    ['rerank-english-v3.0', '2024-04-11', { contextWindow: 4096 }],
    ['rerank-multilingual-v3.0', '2024-04-11', { contextWindow: 4096 }],
  ),
  ...family(
    { ...ranking, ownedBy: 'jinaai' },
    ['jina-reranker-v3', '2025-10-03', { contextWindow: 131_072 }],
    ['jina-reranker-v2-base-multilingual', '2024-06-25', { contextWindow: 1024 }],
  ),
  ...family(
    { ...ranking, ownedBy: 'BAAI' },
    ['BAAI/bge-reranker-v2-m3', '2024-03-15'],
    ['BAAI/bge-reranker-large', '2023-09-12', { contextWindow: 512 }],
    ['BAAI/bge-reranker-base', '2023-09-11', { contextWindow: 512 }],
  ),
  ...family(
    moderation,
    ['omni-moderation-latest', '2024-11-15', { input: { image: true, audio: false, file: false } }],
    ['omni-moderation-2024-09-26', '2024-11-27', { input: { image: true, audio: false, file: false } }],
    ['text-moderation-latest', '2023-10-25'],
    ['text-moderation-stable', '2023-10-25'],
    ['text-moderation-007', '2023-10-25'],
  ),
];
