import { lazyHandlers } from '../../../kernel/lazy-handlers.ts';
import { defineNoun } from '../../../kernel/noun.ts';
import { operation, type Row } from '../../../kernel/operation.ts';
import type { EmbeddingServices } from './handlers.ts';
import { EmbeddingList, EmbeddingRequest } from './schema.ts';
import { openaiEmbeddings } from './surface.ts';

/** Embeddings. */
export const embeddings = defineNoun({ tag: 'Embeddings', rows: embeddingRows });

function embeddingRows(services: EmbeddingServices): Row[] {
  const handler = lazyHandlers(services.clock, async () =>
    (await import('./handlers.ts')).createEmbeddingHandlers(services),
  );
  return [
    operation({
      id: 'createEmbedding',
      method: 'POST',
      path: '/embeddings',
      access: 'project',
      surface: openaiEmbeddings,
      servedBy: { azure: 'deployment', nim: 'hosted' },
      summary: 'Create embeddings',
      body: EmbeddingRequest,
      example: { model: 'text-embedding-3-small', input: 'The quick brown fox jumps over the lazy dog.' },
      reply: EmbeddingList,
      faults: ['unknown_model', 'forbidden', 'too_many_tokens'],
      handle: handler('create'),
    }),
  ];
}
