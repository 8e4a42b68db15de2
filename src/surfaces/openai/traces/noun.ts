import { Fault } from '../../../kernel/fault.ts';
import { defineNoun } from '../../../kernel/noun.ts';
import { operation, type Row } from '../../../kernel/operation.ts';
import { pageInTurns } from '../../../kernel/page.ts';
import { json } from '../../../kernel/reply.ts';
import { resource } from '../../../kernel/resource.ts';
import { scopeBelow } from '../../../kernel/resource-scope.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Turns } from '../../../runtime/turns.ts';
import type { Store } from '../../../storage/store.ts';
import { pageQuery } from '../shapes.ts';
import { createIngest } from './ingest.ts';
import { type BriefSpan, brief, outline } from './outline.ts';
import { MOST_SPANS, spanCollection, type TraceCollections, traceCollection } from './record.ts';
import { IngestRequest, OutlinedTrace, Span, Trace, TraceParams, traceFilters } from './schema.ts';

export interface TraceServices {
  readonly clock: Clock;
  readonly turns: Turns;
  readonly store: Store;
}

/** Traces that the Agents SDKs send, kept so that they can be looked at. */
export const traces = defineNoun({
  tag: 'Traces',
  collections: { traces: traceCollection, spans: spanCollection },
  rows: traceRows,
});

/** Spans that are read at a time. */
const PAGE = 100;

function traceRows(services: TraceServices, collections: TraceCollections): Row[] {
  const { store, turns } = services;
  const { traces, spans } = collections;
  return [
    operation({
      id: 'ingestTraces',
      method: 'POST',
      path: '/traces/ingest',
      access: 'project',
      summary: 'Keep traces and spans',
      body: IngestRequest,
      example: {
        data: [
          { object: 'trace', id: 'trace_0123456789abcdef0123456789abcdef', workflow_name: 'Agent workflow' },
          {
            object: 'trace.span',
            id: 'span_0123456789abcdef01234567',
            trace_id: 'trace_0123456789abcdef0123456789abcdef',
            started_at: '2026-11-17T09:00:00.000Z',
            ended_at: '2026-11-17T09:00:01.000Z',
            span_data: { type: 'agent', name: 'Assistant' },
          },
        ],
      },
      statuses: [204],
      handle: createIngest(services, collections),
    }),
    operation({
      id: 'getTrace',
      method: 'GET',
      path: '/traces/{trace_id}',
      access: 'project',
      summary: 'Retrieve a trace with an outline of its spans',
      params: TraceParams,
      reply: OutlinedTrace,
      faults: ['not_found'],
      handle: async ({ params: { trace_id: id }, principal: { project }, abort }) => {
        const trace = await traces.in(project).get(id);
        if (trace === undefined) throw new Fault({ kind: 'not_found', noun: 'trace', id });
        const documents = spans.in(scopeBelow(project, id));
        const found: BriefSpan[] = [];
        let after: string | undefined;
        for (let hasMore = true; hasMore && found.length < MOST_SPANS; ) {
          const request = { order: 'asc' as const, limit: PAGE, after };
          const page = await pageInTurns(documents, request, { turns, abort });
          found.push(...page.items.map(brief));
          after = page.items.at(-1)?.id;
          ({ hasMore } = page);
        }
        return json({ ...trace, spans: outline(found) });
      },
    }),
    ...resource({
      noun: 'trace',
      path: '/traces',
      param: 'trace_id',
      store,
      turns,
      collection: traces,
      item: Trace,
      toItem: (trace) => trace,
      list: {
        id: 'listTraces',
        query: { ...pageQuery, ...traceFilters },
        filter: ({ group_id, workflow_name }) => ({ where: { group_id, workflow_name } }),
        defaultOrder: 'desc',
      },
    }),
    ...resource({
      noun: 'span',
      path: '/traces/{trace_id}/spans',
      param: 'span_id',
      store,
      turns,
      collection: spans,
      parent: { noun: 'trace', param: 'trace_id', collection: traces },
      item: Span,
      toItem: (span) => span,
      list: { id: 'listSpans', query: pageQuery, defaultOrder: 'asc' },
      retrieve: { id: 'getSpan' },
    }),
  ];
}
