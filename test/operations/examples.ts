import type { Example } from './example.ts';
import { audioExamples } from './examples/audio.ts';
import { batchExamples } from './examples/batches.ts';
import { chatExamples } from './examples/chat.ts';
import { completionExamples } from './examples/completions.ts';
import { embeddingExamples } from './examples/embeddings.ts';
import { imageExamples } from './examples/images.ts';
import { modelExamples, systemExamples } from './examples/models.ts';
import { moderationExamples } from './examples/moderations.ts';
import { rankingExamples } from './examples/ranking.ts';
import { storedFileExamples } from './examples/stored-files.ts';
import { uploadExamples } from './examples/uploads.ts';

/**
 * Valid calls of every operation, except Azure's, which are derived from these. The walk test fails for an operation
 * without an example, so that new operations are not forgotten.
 */
export const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  ...chatExamples,
  ...completionExamples,
  ...embeddingExamples,
  ...moderationExamples,
  ...imageExamples,
  ...audioExamples,
  ...rankingExamples,
  ...storedFileExamples,
  ...batchExamples,
  ...uploadExamples,
  ...modelExamples,
  ...systemExamples,
  listWebhookDeliveries: [{ query: 'limit=5&state=delivered' }],
  createTextGeneration: [{ body: { model: 'gpt-4o', input: 'Hi', max_output_tokens: 5 } }],
};
