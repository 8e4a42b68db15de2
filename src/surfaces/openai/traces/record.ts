import { defineCollection } from '../../../kernel/collections.ts';
import { parentIn } from '../../../kernel/resource-scope.ts';
import type { Collection } from '../../../storage/store.ts';
import type { Span, Trace } from './schema.ts';

/** Spans of one trace that are kept. */
export const MOST_SPANS = 2000;

/** The traces of a project. The oldest are dropped, with their spans, to make room. */
export const traceCollection = defineCollection<Trace>({
  name: 'traces',
  fields: {
    group_id: ({ group_id }) => group_id,
    workflow_name: ({ workflow_name }) => workflow_name,
  },
  maximum: ({ maxStored }) => maxStored,
  overflow: 'drop-oldest',
});

/** Spans, in the scope below their trace. */
export const spanCollection = defineCollection<Span>({
  name: 'trace.spans',
  owner: (_, scope) => ({ collection: 'traces', ...parentIn(scope) }),
  maximum: MOST_SPANS,
  overflow: 'drop-oldest',
});

export interface TraceCollections {
  readonly traces: Collection<Trace>;
  readonly spans: Collection<Span>;
}
