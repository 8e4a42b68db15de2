import type { JobDefinition } from '../../../jobs/jobs.ts';
import { DuplicateDocument, MissingDocument } from '../../../storage/errors.ts';
import type { Collection, Store, Write } from '../../../storage/store.ts';
import type { Webhooks } from '../../../webhooks/webhooks.ts';
import { appendItems, type ConversationCollections, releasing } from '../conversations/record.ts';
import type { ResponseRecord } from './record.ts';
import type { ConversationItem } from './schema/items.ts';

export const KIND = 'response.finish';

export interface FinishPayload {
  readonly project: string;
  /** The conversation that it holds. */
  readonly conversation: string | undefined;
}

export interface FinishServices extends ConversationCollections {
  readonly store: Store;
  readonly webhooks: Webhooks;
  readonly responses: Collection<ResponseRecord>;
}

/**
 * Announces the end of a response in the background, and appends its items to its conversation. Its state needs no work: it
 * follows from the clock. A response that was deleted or cancelled has no such end.
 */
export function finishResponse({
  store,
  webhooks,
  responses,
  ...collections
}: FinishServices): JobDefinition<FinishPayload> {
  return {
    kind: KIND,
    async run({ id, payload: { project, conversation } }) {
      const record = await responses.in(project).get(id);
      const release = conversation ? [releasing(collections, { project, conversation, response: id })] : [];
      if (record?.background === undefined || record.background.cancelledAt !== null) {
        await commit(release).catch(unlessMissing);
        return;
      }
      const { response } = record;
      const announcing = webhooks.announcing({ type: `response.${response.status}`, data: { id }, project });
      const items = [...record.input, ...response.output] as ConversationItem[];
      const appending = conversation ? appendItems(collections, project, conversation, items) : [];
      await commit([...announcing, ...appending, ...release]).catch((error: unknown) => {
        // The conversation is gone, or an earlier run of this job has appended the items.
        if (error instanceof MissingDocument) return commit(announcing);
        if (error instanceof DuplicateDocument) return commit([...announcing, ...release]);
        throw error;
      });
    },
  };

  function unlessMissing(error: unknown): void {
    if (!(error instanceof MissingDocument)) throw error;
  }

  async function commit(writes: readonly Write<unknown>[]): Promise<void> {
    if (writes.length > 0) await store.commit(writes);
  }
}
