import Type, { type Static } from 'typebox';
import { described } from '../../../kernel/described.ts';
import { tagged } from '../../../kernel/tagged.ts';
import { AnyObject, Nullable } from '../shapes.ts';

/** Traces and spans of one request; the SDKs send 128. */
const MOST_ITEMS = 1000;

/** The SDKs write `trace_` and `span_`, and programs choose ids of their own. */
const Id = Type.String({ pattern: '^[A-Za-z0-9_.:-]{1,128}$' });
/** Times are kept as they are written: in ISO 8601. */
const Time = Type.Optional(Type.String({ maxLength: 64 }));

/** A trace as the Agents SDKs send it. Other members are ignored. */
const SentTrace = Type.Object({
  object: Type.Literal('trace'),
  id: Id,
  workflow_name: Type.Optional(Type.String({ maxLength: 1000 })),
  group_id: Type.Optional(Type.String({ maxLength: 1000 })),
  metadata: Type.Optional(AnyObject),
});
export type SentTrace = Static<typeof SentTrace>;

const SentSpan = Type.Object({
  object: Type.Literal('trace.span'),
  id: Id,
  trace_id: Id,
  parent_id: Type.Optional(Id),
  started_at: Time,
  ended_at: Time,
  span_data: AnyObject,
  error: Type.Optional(AnyObject),
  metadata: Type.Optional(AnyObject),
});
export type SentSpan = Static<typeof SentSpan>;

/** `POST /traces/ingest` */
export const IngestRequest = Type.Object({
  data: described(
    Type.Array(tagged('object', [SentTrace, SentSpan]), { maxItems: MOST_ITEMS }),
    'Each has at most 262144 characters of text.',
  ),
});
export type IngestRequest = Static<typeof IngestRequest>;

const trace = {
  id: Type.String(),
  object: Type.Literal('trace'),
  created_at: Type.Integer(),
  workflow_name: Nullable(Type.String()),
  group_id: Nullable(Type.String()),
  metadata: Nullable(AnyObject),
};

/** A trace in the list. */
export const Trace = Type.Object(trace);
export type Trace = Static<typeof Trace>;

const span = {
  id: Type.String(),
  parent_id: Nullable(Type.String()),
  started_at: Nullable(Type.String()),
  ended_at: Nullable(Type.String()),
  error: Nullable(AnyObject),
};

/** A span in the outline of its trace. */
const OutlinedSpan = Type.Object({
  ...span,
  type: described(Nullable(Type.String()), 'Of the work: `agent`, `function`, `response` and others.'),
  name: Nullable(Type.String()),
  depth: described(Type.Integer(), '0 for spans without a parent.'),
});
export type OutlinedSpan = Static<typeof OutlinedSpan>;

/** A trace with what happened in it, each span followed by those below it. */
export const OutlinedTrace = Type.Object({ ...trace, spans: Type.Array(OutlinedSpan) });
export type OutlinedTrace = Static<typeof OutlinedTrace>;

/** A span as it was sent. */
export const Span = Type.Object({
  ...span,
  object: Type.Literal('trace.span'),
  trace_id: Type.String(),
  span_data: AnyObject,
  metadata: Nullable(AnyObject),
});
export type Span = Static<typeof Span>;

export const TraceParams = Type.Object({ trace_id: Type.String() });

/** The query of the list, besides that of pages. */
export const traceFilters = {
  group_id: Type.Optional(Type.String({ minLength: 1 })),
  workflow_name: Type.Optional(Type.String({ minLength: 1 })),
};
