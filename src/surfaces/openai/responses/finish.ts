import type { JobDefinition } from '../../../jobs/jobs.ts';
import type { Collection, Store } from '../../../storage/store.ts';
import type { Webhooks } from '../../../webhooks/webhooks.ts';
import type { ResponseRecord } from './record.ts';

export const KIND = 'response.finish';

export interface FinishPayload {
  readonly project: string;
}

/**
 * Announces the end of a response in the background. Its state needs no work: it follows from the clock. A deleted or
 * cancelled response has no such end.
 */
export function finishResponse({
  store,
  webhooks,
  responses,
}: {
  readonly store: Store;
  readonly webhooks: Webhooks;
  readonly responses: Collection<ResponseRecord>;
}): JobDefinition<FinishPayload> {
  return {
    kind: KIND,
    async run({ id, payload: { project } }) {
      const record = await responses.in(project).get(id);
      if (record?.background === undefined || record.background.cancelledAt !== null) return;
      const type = `response.${record.response.status}`;
      await store.commit(webhooks.announcing({ type, data: { id }, project }));
    },
  };
}
