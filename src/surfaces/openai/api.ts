import { type Api, defineApi, type NeedsOf } from '../../kernel/api.ts';
import type { Noun } from '../../kernel/noun.ts';
import { audio } from './audio/noun.ts';
import { batches } from './batches/noun.ts';
import { chat } from './chat/noun.ts';
import { completions } from './completions/noun.ts';
import { conversations } from './conversations/noun.ts';
import { embeddings } from './embeddings/noun.ts';
import { files } from './files/noun.ts';
import { images } from './images/noun.ts';
import { models } from './models/noun.ts';
import { moderations } from './moderations/noun.ts';
import { responses } from './responses/noun.ts';
import { openai } from './surface.ts';
import { traces } from './traces/noun.ts';
import { uploads } from './uploads/noun.ts';
import { webhooks } from './webhooks/noun.ts';

/** OpenAI's API. */
export const openaiApi = only(
  chat,
  completions,
  embeddings,
  moderations,
  images,
  audio,
  models,
  files,
  uploads,
  batches,
  responses,
  conversations,
  traces,
  webhooks,
);

/**
 * Some nouns of OpenAI's API.
 *
 * @example
 * mount(openPlatform({ fast: true }), [only(chat)]);
 */
export function only<const Nouns extends readonly Noun<never>[]>(...nouns: Nouns): Api<NeedsOf<Nouns>> {
  return defineApi({ dialect: openai, nouns });
}
