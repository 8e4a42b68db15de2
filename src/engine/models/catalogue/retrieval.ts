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
const ranking: Traits = { ...openEmbedding, ownedBy: 'nvidia', kind: 'ranking', latency: 'ranking' };
const moderation: Traits = {
  ...embedding,
  kind: 'moderation',
  contextWindow: 32_768,
  knowledgeCutoff: undefined,
  latency: 'hosted-small',
};

/** Models that read and do not write: embeddings, ranking, moderation. */
export const retrievalModels: readonly ModelCard[] = [
  ...family(
    embedding,
    ['text-embedding-3-small', '2024-01-22', { price: usd(0.02, 0) }],
    ['text-embedding-3-large', '2024-01-22', { price: usd(0.13, 0) }],
    ['text-embedding-ada-002', '2022-12-16', { price: usd(0.1, 0) }],
  ),
  ...family(
    openEmbedding,
    [
      'sentence-transformers/all-mpnet-base-v2',
      '2021-08-28',
      { ownedBy: 'sentence-transformers', price: usd(0.1, 0) },
    ],
    ['nomic-ai/nomic-embed-text-v1.5', '2024-02-14', { ownedBy: 'nomic-ai', price: usd(0.02, 0) }],
    ['BAAI/bge-m3', '2024-01-30', { ownedBy: 'BAAI', price: usd(0.13, 0) }],
  ),
  ...family(
    ranking,
    ['nvidia/nv-rerankqa-mistral-4b-v3', '2024-07-26', { contextWindow: 512 }],
    ['nvidia/llama-3.2-nv-rerankqa-1b-v2', '2024-12-17'],
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
