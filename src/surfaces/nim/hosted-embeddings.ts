import type { Api } from '../../kernel/api.ts';

/**
 * The embeddings of an API, at the address where NVIDIA hosts `NV-Embed-QA`; the body names the model.
 *
 * @example
 * mount(platform, [openaiApi, hostedEmbeddingsOf(openaiApi)]);
 * platform.inside.find('POST', '/v1/retrieval/nvidia/embeddings')?.id; // 'createHostedEmbedding'
 */
export function hostedEmbeddingsOf<Needs>(api: Api<Needs>): Api<Needs> {
  return {
    open: ({ operationsOf }) =>
      operationsOf(api)
        .filter(({ servedBy }) => servedBy?.nim === 'hosted')
        .map((row) => ({
          ...row,
          id: 'createHostedEmbedding',
          path: '/retrieval/nvidia/embeddings',
          summary: `${row.summary}, at NVIDIA's hosted address`,
          example: { model: 'NV-Embed-QA', input: 'What is machine learning?', input_type: 'query' },
        })),
  };
}
