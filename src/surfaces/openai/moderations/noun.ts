import { lazyHandlers } from '../../../kernel/lazy-handlers.ts';
import { defineNoun } from '../../../kernel/noun.ts';
import { operation, type Row } from '../../../kernel/operation.ts';
import type { ModerationServices } from './handlers.ts';
import { Moderation, ModerationRequest } from './schema.ts';

/** Moderations. Azure has none, but clients written for both providers call them there too. */
export const moderations = defineNoun({
  tag: 'Moderations',
  servedBy: { azure: 'resource' },
  rows: moderationRows,
});

function moderationRows(services: ModerationServices): Row[] {
  const handler = lazyHandlers(services.clock, async () =>
    (await import('./handlers.ts')).createModerationHandlers(services),
  );
  return [
    operation({
      id: 'createModeration',
      method: 'POST',
      path: '/moderations',
      access: 'project',
      summary: 'Create a moderation',
      body: ModerationRequest,
      example: { input: 'I want to hurt someone' },
      reply: Moderation,
      faults: ['unknown_model'],
      handle: handler('create'),
    }),
  ];
}
