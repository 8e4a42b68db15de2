import { lazyHandlers } from '../../../kernel/lazy-handlers.ts';
import { defineNoun } from '../../../kernel/noun.ts';
import { operation, type Row } from '../../../kernel/operation.ts';
import { SENTINEL } from '../../../kernel/wire/sse.ts';
import { openaiText } from '../surface.ts';
import type { CompletionServices } from './handlers.ts';
import { Completion, CompletionChunk, CompletionRequest } from './schema.ts';

/** Completions. */
export const completions = defineNoun({ tag: 'Completions', rows: completionRows });

function completionRows(services: CompletionServices): Row[] {
  const handler = lazyHandlers(services.clock, async () =>
    (await import('./handlers.ts')).createCompletionHandlers(services),
  );
  return [
    operation({
      id: 'createCompletion',
      method: 'POST',
      path: '/completions',
      access: 'project',
      surface: openaiText,
      servedBy: { azure: 'completion' },
      summary: 'Create a completion',
      body: CompletionRequest,
      example: { model: 'gpt-3.5-turbo-instruct', prompt: 'Once upon a time', max_tokens: 32 },
      reply: Completion,
      event: CompletionChunk,
      sentinel: SENTINEL,
      faults: ['unknown_model', 'unsuited_model', 'forbidden'],
      handle: handler('create'),
    }),
  ];
}
