import type { Operation } from '../../kernel/operation.ts';

/**
 * Of the given rows the one that makes embeddings, at the address where NVIDIA hosts `NV-Embed-QA`; the body names the model.
 *
 * @example
 * hostedEmbeddingOperations(embeddingOperations(services)).map(({ path }) => path); // ['/retrieval/nvidia/embeddings']
 */
export function hostedEmbeddingOperations(rows: readonly Operation[]): Operation[] {
  return rows
    .filter(({ id }) => id === 'createEmbedding')
    .map((row) => ({
      ...row,
      id: 'createHostedEmbedding',
      path: '/retrieval/nvidia/embeddings',
      summary: `${row.summary}, at the address where NVIDIA hosts them`,
      example: { model: 'NV-Embed-QA', input: 'What is machine learning?', input_type: 'query' },
    }));
}
