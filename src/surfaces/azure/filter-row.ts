import { lazyHandlers } from '../../kernel/lazy-handlers.ts';
import type { Operation } from '../../kernel/operation.ts';
import type { FilterServices } from './filter-handlers.ts';
import { filteredContents } from './filtered-content.ts';
import { toFilteredEvent, toFilteredReply } from './schema.ts';

/** Adds the content filter to a row whose operation is filtered; returns any other row unchanged. */
export function toFilteredRow(row: Operation, services: FilterServices): Operation {
  const content = filteredContents[row.servedBy?.azure ?? ''];
  if (!content) return row;
  const handler = lazyHandlers(services.clock, async () =>
    (await import('./filter-handlers.ts')).createFilterHandlers(
      row.handle,
      content,
      services,
      await services.moderator(),
    ),
  );
  return {
    ...row,
    ...(row.reply && { reply: toFilteredReply(row.reply) }),
    ...(row.event && { event: toFilteredEvent(row.event) }),
    handle: handler('filtered'),
  };
}
