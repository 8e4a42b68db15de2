import Type from 'typebox';
import { describe, expect, it } from 'vitest';
import { toOperations } from './dispatch.cases.ts';
import { type OpenApiDocument, toOpenApi } from './openapi.ts';
import { operation, type Row, type Surface } from './operation.ts';
import { json } from './reply.ts';

const STATUS: Readonly<Record<string, number>> = {
  missing_credentials: 401,
  wrong_credentials: 401,
  not_found: 404,
  body_too_large: 413,
  overloaded: 503,
  internal: 500,
};

const surface: Surface = {
  name: 'acme',
  encodeFault: ({ detail: { kind } }) =>
    json(
      {},
      { status: STATUS[kind] ?? 400, ...(kind === 'overloaded' && { headers: { 'retry-after': '1' } }) },
    ),
  error: Type.Object({ message: Type.String() }),
  headers: () => ({}),
};

const base = {
  id: 'run',
  method: 'POST',
  path: '/run',
  tag: 'Runs',
  surface,
  summary: 'Run',
  handle: () => json({}),
} as const;

function documentOf(row: Row, transport?: Parameters<typeof toOpenApi>[1]['transport']) {
  const document = toOpenApi(toOperations([row]), {
    title: 'x',
    version: '1',
    ...(transport && { transport }),
  });
  return { document, responses: responsesOf(document) };
}

function responsesOf({ paths }: OpenApiDocument): Record<string, { content?: object; $ref?: string }> {
  const [item] = Object.values(paths);
  return (item as { post: { responses: Record<string, object> } }).post.responses;
}

describe('the documented responses', () => {
  it('have the statuses of all faults that can occur', () => {
    const open = documentOf(operation({ ...base, access: 'public' }));
    expect(Object.keys(open.responses)).toEqual(['200', '400', '500', '503']);
    const closed = documentOf(
      operation({ ...base, access: 'project', body: Type.Object({}), faults: ['not_found'] }),
    );
    expect(Object.keys(closed.responses)).toEqual(['200', '400', '401', '404', '413', '500', '503']);
    expect(closed.document.components.responses.AcmeError503).toMatchObject({
      headers: { 'retry-after': { schema: { type: 'string' } } },
    });
  });

  it('include refusals of the transport', () => {
    const error = Type.Object({ error: Type.String() });
    const { document, responses } = documentOf(operation({ ...base, access: 'public' }), {
      error,
      statuses: [400, 431],
    });
    expect(responses[431]).toEqual({ $ref: '#/components/responses/TransportError431' });
    const [acme, transport] = ['AcmeError', 'TransportError'].map((name) => ({
      $ref: `#/components/schemas/${name}`,
    }));
    expect(document.components.responses.AcmeErrorOrTransportError400).toMatchObject({
      content: { 'application/json': { schema: { anyOf: [acme, transport] } } },
    });
  });

  it('have all media types and statuses of the handler', () => {
    const { responses } = documentOf(
      operation({ ...base, access: 'public', media: ['audio/mpeg', 'text/plain'], statuses: [200, 206] }),
    );
    const content = { 'audio/mpeg': {}, 'text/plain': { schema: { type: 'string' } } };
    expect(responses).toMatchObject({ 200: { content }, 206: { content } });
  });

  it('describe a reply that shares its status with an error', () => {
    const { responses } = documentOf(
      operation({
        ...base,
        access: 'public',
        reply: Type.Object({ ok: Type.Boolean() }),
        statuses: [200, 503],
      }),
    );
    expect(responses[503]).toEqual({ $ref: '#/components/responses/AcmeErrorOrRunResponse503' });
  });

  it('describe the sentinel of a stream', () => {
    const event = Type.Object({ delta: Type.String() });
    const { responses } = documentOf(operation({ ...base, access: 'public', event, sentinel: '[DONE]' }));
    expect(responses[200]?.content).toMatchObject({
      'text/event-stream': {
        schema: {
          properties: { data: { anyOf: [{ const: '[DONE]' }, { contentMediaType: 'application/json' }] } },
        },
      },
    });
  });
});
