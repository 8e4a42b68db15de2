import { describe, expect, it, onTestFinished } from 'vitest';
import { createVirtualClock } from '../../../runtime/virtual-clock.ts';
import { KEY, openRig } from '../../rig.cases.ts';
import { only } from '../api.ts';
import { traces } from './noun.ts';

const TRACE = 'trace_3f1c0a5b7d924e8fa1b2c3d4e5f60718';

function open(options: { maxStored?: number } = {}) {
  const rig = openRig([only(traces)], { clock: createVirtualClock(), ...options });
  onTestFinished(() => rig.platform.close());
  const send = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
    const reply = await rig.fetch(`http://x/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    return { status: reply.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const ingest = (...data: object[]) =>
    send('POST', '/traces/ingest', { data }, { 'openai-beta': 'traces=v1' });
  const get = async (path: string) => (await send('GET', path)).body;
  return { ...rig, send, ingest, get };
}

const span = (
  id: string,
  parent_id: string | null,
  second: number,
  span_data: object,
  more: object = {},
) => ({
  object: 'trace.span',
  id: `span_${id}`,
  trace_id: TRACE,
  parent_id: parent_id && `span_${parent_id}`,
  started_at: `2026-11-17T09:00:0${second}.000Z`,
  ended_at: `2026-11-17T09:00:0${second + 1}.000Z`,
  span_data,
  error: null,
  ...more,
});

/** As the exporter for JavaScript sends a run: the trace when it begins, spans when they end, unset members left out. */
const fromJavaScript = [
  { object: 'trace', id: TRACE, workflow_name: 'Agent workflow', group_id: null, metadata: {} },
  span('resp', 'turn', 2, { type: 'response', response_id: 'resp_1' }),
  span('turn', 'agent', 1, {
    type: 'custom',
    name: 'turn',
    data: { sdk_span_type: 'turn', turn: 1, agent_name: 'Triage' },
  }),
  span('agent', 'task', 0, { type: 'agent', name: 'Triage', handoffs: ['Tides'], tools: [] }),
  span('task', null, 0, {
    type: 'custom',
    name: 'task',
    data: { sdk_span_type: 'task', name: 'Agent workflow', usage: { requests: 1, total_tokens: 12 } },
  }),
];

/** As the exporter for Python sends spans: all members, times with microseconds and an offset. */
const fromPython = [
  span(
    'tool',
    'agent',
    3,
    { type: 'function', name: 'tides', input: '{"city":"Oslo"}', output: '14:30', mcp_data: null },
    {
      started_at: '2026-11-17T09:00:03.000123+00:00',
      error: { message: 'Error running tool', data: { tool_name: 'tides' } },
      metadata: { agent_harness_id: 'h_1' },
    },
  ),
];

describe('traces', () => {
  it('are kept as the Agents SDKs send them, and outlined', async () => {
    const { ingest, get } = open();
    expect(await ingest(...fromJavaScript)).toEqual({ status: 204, body: undefined });
    expect((await ingest(...fromPython)).status).toBe(204);
    expect(await get(`/traces/${TRACE}`)).toEqual({
      id: TRACE,
      object: 'trace',
      created_at: expect.any(Number),
      workflow_name: 'Agent workflow',
      group_id: null,
      metadata: {},
      spans: [
        expect.objectContaining({ id: 'span_task', depth: 0, type: 'task', name: 'Agent workflow' }),
        expect.objectContaining({ id: 'span_agent', depth: 1, type: 'agent', name: 'Triage' }),
        expect.objectContaining({ id: 'span_turn', depth: 2, type: 'turn', name: 'turn' }),
        expect.objectContaining({ id: 'span_resp', depth: 3, type: 'response', name: null }),
        {
          id: 'span_tool',
          parent_id: 'span_agent',
          depth: 2,
          type: 'function',
          name: 'tides',
          started_at: '2026-11-17T09:00:03.000123+00:00',
          ended_at: '2026-11-17T09:00:04.000Z',
          error: { message: 'Error running tool', data: { tool_name: 'tides' } },
        },
      ],
    });
  });

  it('show their spans whole, in pages', async () => {
    const { ingest, get } = open();
    await ingest(...fromJavaScript, ...fromPython);
    expect(await get(`/traces/${TRACE}/spans/span_tool`)).toEqual(fromPython[0]);
    const page = await get(`/traces/${TRACE}/spans?limit=2&after=span_resp`);
    expect(page).toMatchObject({
      object: 'list',
      first_id: 'span_turn',
      last_id: 'span_agent',
      has_more: true,
    });
  });

  it('are listed newest first, in pages, and by group', async () => {
    const { ingest, get, clock } = open();
    for (let index = 0; index < 3; index++) {
      await ingest({ object: 'trace', id: `trace_${index}`, workflow_name: 'w', group_id: `g${index % 2}` });
      clock.advance(10);
    }
    const ids = async (query: string) =>
      (await get(`/traces${query}`)).data.map(({ id }: { id: string }) => id);
    expect(await ids('')).toEqual(['trace_2', 'trace_1', 'trace_0']);
    expect(await ids('?limit=1&after=trace_2')).toEqual(['trace_1']);
    expect(await ids('?group_id=g0')).toEqual(['trace_2', 'trace_0']);
    expect(await ids('?workflow_name=other')).toEqual([]);
  });

  it('take what comes again or before its trace', async () => {
    const { ingest, get, clock } = open();
    const [trace, ...spans] = fromJavaScript as [object, ...object[]];
    await ingest(...spans);
    const { created_at, ...early } = await get(`/traces/${TRACE}`);
    expect(early).toMatchObject({ workflow_name: null, spans: { length: 4 } });
    clock.advance(60_000);
    await ingest(trace, ...spans);
    await ingest(span('agent', null, 0, { type: 'agent', name: 'Renamed' }));
    const late = await get(`/traces/${TRACE}`);
    expect(late).toMatchObject({ created_at, workflow_name: 'Agent workflow', spans: { length: 4 } });
    expect(late.spans.map(({ name }: { name: string }) => name)).toContain('Renamed');
  });

  it('outline spans whose parents are missing or below them', async () => {
    const { ingest, get } = open();
    const data = { type: 'custom', name: 'x', data: {} };
    await ingest(span('a', 'b', 1, data), span('b', 'a', 2, data), span('c', 'lost', 3, data));
    const { spans } = await get(`/traces/${TRACE}`);
    expect(spans.map(({ id, depth }: { id: string; depth: number }) => [id, depth])).toEqual([
      ['span_c', 0],
      ['span_a', 0],
      ['span_b', 1],
    ]);
  });

  it('are dropped with their spans to make room', async () => {
    const { ingest, send } = open({ maxStored: 1 });
    await ingest(...fromJavaScript);
    await ingest({ object: 'trace', id: 'trace_2' });
    expect((await send('GET', `/traces/${TRACE}`)).status).toBe(404);
    await ingest({ object: 'trace', id: TRACE });
    expect((await send('GET', `/traces/${TRACE}`)).body).toMatchObject({ spans: [] });
  });

  it('belong to their project', async () => {
    const { ingest, send } = open();
    await ingest(...fromJavaScript);
    const other = { 'openai-project': 'other' };
    expect((await send('GET', '/traces', undefined, other)).body.data).toEqual([]);
    for (const path of [`/traces/${TRACE}`, `/traces/${TRACE}/spans`]) {
      expect(await send('GET', path, undefined, other)).toMatchObject({
        status: 404,
        body: { error: { message: `No trace found with id '${TRACE}'.` } },
      });
    }
  });

  it.each<[string, object, string]>([
    ['another object', { object: 'trace.event', id: 'a' }, 'data[0].object'],
    ['a span without its trace', { object: 'trace.span', id: 'a', span_data: {} }, 'data[0].trace_id'],
    ['an id with a slash', { object: 'trace', id: 'a/b' }, 'data[0].id'],
    [
      'a long span',
      span('a', null, 0, {
        type: 'function',
        name: 'f',
        input: 'x'.repeat(200_000),
        output: 'y'.repeat(100_000),
      }),
      'data[0]',
    ],
  ])('refuse %s', async (_, item, param) => {
    const { ingest } = open();
    expect(await ingest(item)).toMatchObject({ status: 400, body: { error: { param } } });
  });

  it('refuse too many items at once, and take none', async () => {
    const { ingest } = open();
    const many = Array.from({ length: 1001 }, (_, index) => ({ object: 'trace', id: `t${index}` }));
    expect(await ingest(...many)).toMatchObject({ status: 400, body: { error: { param: 'data' } } });
    expect((await ingest()).status).toBe(204);
  });
});
