import type { Example } from './example.ts';
import { audioExamples } from './examples/audio.ts';
import { batchExamples } from './examples/batches.ts';
import { chatExamples } from './examples/chat.ts';
import { completionExamples } from './examples/completions.ts';
import { conversationExamples } from './examples/conversations.ts';
import { embeddingExamples } from './examples/embeddings.ts';
import { engineExamples } from './examples/engines.ts';
import { imageExamples } from './examples/images.ts';
import { modelExamples, systemExamples } from './examples/models.ts';
import { moderationExamples } from './examples/moderations.ts';
import { rankingExamples } from './examples/ranking.ts';
import { responseExamples } from './examples/responses.ts';
import { storedFileExamples } from './examples/stored-files.ts';
import { uploadExamples } from './examples/uploads.ts';

/**
 * Calls that cannot be derived from the rows, or that show more than the least one. A list replaces the derived example
 * of its operation, but what its entries leave out is derived: `{}` is the whole derived call. Azure's operations use the
 * examples of OpenAI's.
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
  ...responseExamples,
  ...uploadExamples,
  ...conversationExamples,
  ...modelExamples,
  ...systemExamples,
  ...engineExamples,
  listWebhookDeliveries: [{ query: 'limit=5&state=delivered' }],
};
