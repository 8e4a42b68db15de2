import type { Call } from '../../../kernel/operation.ts';
import { content, type Reply } from '../../../kernel/reply.ts';
import { scopeBelow } from '../../../kernel/resource-scope.ts';
import { type Clock, unixSeconds } from '../../../runtime/clock.ts';
import type { Turns } from '../../../runtime/turns.ts';
import { DuplicateDocument, MissingDocument } from '../../../storage/errors.ts';
import { invalid } from '../invalid.ts';
import { isLonger } from '../storable.ts';
import type { TraceCollections } from './record.ts';
import type { IngestRequest, SentSpan, SentTrace, Span, Trace } from './schema.ts';

export interface IngestServices {
  readonly clock: Clock;
  readonly turns: Turns;
}

/** Characters of all strings in a trace or span. The SDKs cut what they send well below it. */
const LONGEST_ITEM = 262_144;

/**
 * Keeps the traces and spans that an exporter sends. They come in any order, and again if the exporter has not seen the
 * answer: a later one takes the place of an earlier one with its id.
 */
export function createIngest({ clock, turns }: IngestServices, { traces, spans }: TraceCollections) {
  return async function ingest(call: Call<unknown, unknown, IngestRequest>): Promise<Reply> {
    const { body, principal, abort } = call;
    const { project } = principal;
    checkSizes(body);
    for (const item of body.data) {
      const pause = turns.pause(abort);
      if (pause) await pause;
      if (item.object === 'trace') await keepTrace(item, project);
      else await keepSpan(item, project);
    }
    return content('text/plain', '', { status: 204 });
  };

  async function keepTrace(sent: SentTrace, project: string): Promise<void> {
    const trace = toTrace(sent, unixSeconds(clock));
    const kept = await traces.in(project).update(sent.id, (before) => ({
      ...trace,
      created_at: before.created_at,
    }));
    if (kept === undefined) await traces.in(project).put(trace, { createdAt: clock.epoch() });
  }

  async function keepSpan(sent: SentSpan, project: string): Promise<void> {
    const below = spans.in(scopeBelow(project, sent.trace_id));
    const keep = () => below.put(toSpan(sent), { createdAt: clock.epoch() });
    try {
      await keep();
    } catch (error) {
      if (!(error instanceof MissingDocument)) throw error;
      await beginTrace(sent.trace_id, project);
      // Where no traces are kept, it is gone again.
      await keep().catch(unless(MissingDocument));
    }
  }

  /** Of a span that comes before its trace. */
  async function beginTrace(id: string, project: string): Promise<void> {
    const trace = toTrace({ object: 'trace', id }, unixSeconds(clock));
    const inserted = traces.in(project).insert(trace, { createdAt: clock.epoch() });
    await inserted.catch(unless(DuplicateDocument));
  }
}

function unless(expected: new (...given: never[]) => Error): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof expected)) throw error;
  };
}

function checkSizes({ data }: IngestRequest): void {
  for (const [index, item] of data.entries()) {
    if (!isLonger(item, LONGEST_ITEM)) continue;
    throw invalid(
      `data[${index}]`,
      `Invalid 'data[${index}]': too long. Expected at most ${LONGEST_ITEM} characters of text in a trace or span. Shorten its input and output.`,
      'string_above_max_length',
    );
  }
}

function toTrace({ id, workflow_name, group_id, metadata }: SentTrace, created_at: number): Trace {
  return {
    id,
    object: 'trace',
    created_at,
    workflow_name: workflow_name ?? null,
    group_id: group_id ?? null,
    metadata: metadata ?? null,
  };
}

function toSpan(sent: SentSpan): Span {
  return {
    id: sent.id,
    object: 'trace.span',
    trace_id: sent.trace_id,
    parent_id: sent.parent_id ?? null,
    started_at: sent.started_at ?? null,
    ended_at: sent.ended_at ?? null,
    span_data: sent.span_data,
    error: sent.error ?? null,
    metadata: sent.metadata ?? null,
  };
}
