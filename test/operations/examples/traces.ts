import type { Send } from '../example.ts';

const trace_id = 'trace_tides';
const span_id = 'span_tides';

/** Keeps a trace with a span; returns the path parameters to find both. */
export async function keepSpan(send: Send): Promise<{ trace_id: string; span_id: string }> {
  const span_data = { type: 'agent', name: 'Tides' };
  const data = [
    { object: 'trace', id: trace_id, workflow_name: 'Tides' },
    { object: 'trace.span', id: span_id, trace_id, started_at: '2026-11-17T09:00:00.000Z', span_data },
  ];
  await send('POST', '/v1/traces/ingest', { body: { data } });
  return { trace_id, span_id };
}

/** Keeps a trace; returns the path parameters to find it. */
export async function keepTrace(send: Send): Promise<{ trace_id: string }> {
  const { trace_id } = await keepSpan(send);
  return { trace_id };
}
