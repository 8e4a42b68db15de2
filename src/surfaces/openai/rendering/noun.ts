import Type from 'typebox';
import { lazyHandlers } from '../../../kernel/lazy-handlers.ts';
import { defineNoun } from '../../../kernel/noun.ts';
import { operation, type Row } from '../../../kernel/operation.ts';
import type { Collection } from '../../../storage/store.ts';
import { type Remembered, spokenAnswers } from '../chat/audio.ts';
import { ChatCompletionRequest } from '../chat/schema.ts';
import { CompletionRequest } from '../completions/schema.ts';
import { type FileRecord, fileCollection } from '../files/record.ts';
import type { RenderingServices } from './handlers.ts';
import {
  DetokenizeReply,
  DetokenizeRequest,
  RenderedRequest,
  TokenizeReply,
  TokenizeRequest,
} from './schema.ts';

/**
 * What the engine reads of requests: their tokens. It reads them as chat completions and completions do, and is served in
 * vLLM's dialect.
 */
export const rendering = defineNoun({
  tag: 'Tokens',
  collections: { files: fileCollection, spoken: spokenAnswers },
  rows: renderingRows,
});

const shared = {
  method: 'POST',
  access: 'project',
  faults: ['unknown_model', 'context_exceeded', 'not_found', 'unsuited_model', 'forbidden'],
} as const;

function renderingRows(
  services: RenderingServices,
  { files, spoken }: { readonly files: Collection<FileRecord>; readonly spoken: Collection<Remembered> },
): Row[] {
  const handler = lazyHandlers(services.clock, async () =>
    (await import('./handlers.ts')).createRenderingHandlers(services, files, spoken),
  );
  return [
    operation({
      ...shared,
      absolute: true,
      id: 'tokenize',
      path: '/tokenize',
      summary: 'Get the tokens of a text or of messages',
      body: TokenizeRequest,
      example: { model: 'openai/gpt-oss-20b', prompt: 'Hello, world!', return_token_strs: true },
      reply: TokenizeReply,
      handle: handler('tokenize'),
    }),
    operation({
      ...shared,
      absolute: true,
      id: 'detokenize',
      path: '/detokenize',
      summary: 'Get the text of tokens',
      description: '`tokens` are ids of the vocabulary of the model.',
      body: DetokenizeRequest,
      example: { model: 'openai/gpt-oss-20b', tokens: [13225, 11, 2375, 0] },
      reply: DetokenizeReply,
      handle: handler('detokenize'),
    }),
    operation({
      ...shared,
      id: 'renderChatCompletion',
      path: '/chat/completions/render',
      summary: 'Get a chat completion as the engine would get it, without running it',
      body: ChatCompletionRequest,
      example: { model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: 'Hello' }] },
      reply: RenderedRequest,
      handle: handler('renderChat'),
    }),
    operation({
      ...shared,
      id: 'renderCompletion',
      path: '/completions/render',
      summary: 'Get the prompts of a completion as the engine would get them, without running it',
      description: 'What a completion refuses is refused here, too. The `model` continues texts.',
      body: CompletionRequest,
      example: { model: 'openai/gpt-oss-20b', prompt: 'Once upon a time', max_tokens: 32 },
      reply: Type.Array(RenderedRequest),
      handle: handler('renderCompletion'),
    }),
  ];
}
