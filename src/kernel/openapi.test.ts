import Type from 'typebox';
import { describe, expect, it } from 'vitest';
import { toOperations } from './dispatch.cases.ts';
import { type OpenApiDocument, toOpenApi } from './openapi.ts';
import { METHODS, type Operation, operation, type Surface, socket } from './operation.ts';
import { acceptSocket, content, json } from './reply.ts';
import { StoredUploadField, UploadField } from './upload.ts';

const surface: Surface = {
  name: 'acme',
  encodeFault: () => json({}, { status: 500 }),
  error: Type.Object({ message: Type.String() }),
  prefix: '/v1',
  headers: () => ({}),
};

const Author = Type.Object({ id: Type.String(), name: Type.String(), born: Type.Integer() });
const Note = Type.Object({ id: Type.String(), author: Author, reviewer: Type.Union([Author, Type.Null()]) });
const NoteList = Type.Object({ data: Type.Array(Note) });
const NewNote = Type.Object({ text: Type.String() }, { additionalProperties: false });

const shared = { access: 'project', tag: 'Notes', surface } as const;
const operations: Operation[] = toOperations([
  operation({
    ...shared,
    id: 'listNotes',
    method: 'GET',
    path: '/notes',
    summary: 'List notes',
    query: Type.Object({
      limit: Type.Integer({ maximum: 100 }),
      include: Type.Optional(Type.Array(Type.String())),
      metadata: Type.Optional(Type.Unsafe<Record<string, string>>({ type: 'object' })),
    }),
    reply: NoteList,
    handle: () => json({}),
  }),
  operation({
    ...shared,
    id: 'createNote',
    method: 'POST',
    path: '/notes',
    summary: 'Create a note',
    body: NewNote,
    example: { text: 'Hello' },
    reply: Note,
    event: Type.Object({ delta: Type.String() }),
    handle: () => json({}),
  }),
  operation({
    ...shared,
    id: 'getNote',
    method: 'GET',
    path: '/notes/{note_id*}',
    summary: 'Retrieve note',
    params: Type.Object({ note_id: Type.String({ minLength: 1, examples: ['note-1'] }) }),
    reply: Note,
    handle: () => json({}),
  }),
  operation({
    id: 'getPage',
    method: 'GET',
    path: '/page',
    access: 'public',
    tag: 'Pages',
    surface: { ...surface, name: 'plain', prefix: '' },
    summary: 'A page',
    handle: () => content('text/html', ''),
  }),
]);

const acme: Surface = {
  name: 'acme',
  encodeFault: () => json({}),
  headers: () => ({}),
  keyHeader: 'acme-key',
};

const document = toOpenApi(operations, { title: 'Notes', version: '1.2.3', exampleKey: 'key-1' });

describe('toOpenApi', () => {
  it('is a well-formed OpenAPI 3.1 document', () => {
    expect(problemsOf(document)).toEqual([]);
    expect(document).toMatchObject({
      openapi: '3.1.1',
      info: { title: 'Notes', version: '1.2.3' },
      servers: [{ url: '/' }],
      tags: [{ name: 'Notes' }, { name: 'Pages' }],
    });
  });

  it('lists operations under the prefix of their surface, with bearer security if they need a key', () => {
    expect(Object.keys(document.paths)).toEqual(['/v1/notes', '/v1/notes/{note_id}', '/page']);
    expect(document.paths['/v1/notes']?.post).toMatchObject({ security: [{ bearer: [] }] });
    expect(document.paths['/page']?.get).toMatchObject({ security: [] });
    expect(JSON.stringify(document.components.securitySchemes)).toContain('`key-1`');
  });

  it('documents absolute paths unchanged, and the key header of their surface', () => {
    const row = operation({
      ...shared,
      absolute: true,
      surface: acme,
      id: 'listAcme',
      method: 'GET',
      path: '/acme/notes',
      summary: 'List',
      handle: () => json({}),
    });
    const { paths, components } = toOpenApi(toOperations([row]), { title: 'Acme', version: '1' });
    expect(paths['/acme/notes']?.get).toMatchObject({ security: [{ bearer: [] }, { 'acme-key': [] }] });
    expect(components.securitySchemes).toMatchObject({
      bearer: { type: 'http' },
      'acme-key': { type: 'apiKey', in: 'header', name: 'acme-key' },
    });
  });

  it('documents a streamed file like any other file', () => {
    const form = Type.Object({ small: UploadField, large: StoredUploadField({ maxBytes: 10 }) });
    const row = operation({
      ...shared,
      id: 'createFile',
      method: 'POST',
      path: '/files',
      summary: 'Create',
      form,
      handle: () => json({}),
    });
    const { components } = toOpenApi(toOperations([row]), { title: 'Files', version: '1' });
    const { small, large } = components.schemas.CreateFileForm?.properties ?? {};
    expect(small).toEqual({ type: 'string', contentMediaType: 'application/octet-stream' });
    expect(large).toStrictEqual(small);
  });

  it('describes parameters in the format in which they are sent', () => {
    expect(document.paths['/v1/notes']?.get).toMatchObject({
      parameters: [
        { name: 'limit', in: 'query', required: true, schema: { type: 'integer', maximum: 100 } },
        { name: 'include[]', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
        {
          name: 'metadata',
          in: 'query',
          style: 'deepObject',
          explode: true,
          example: {},
          schema: { type: 'object' },
        },
      ],
    });
    expect(document.paths['/v1/notes/{note_id}']?.get).toMatchObject({
      parameters: [
        {
          name: 'note_id',
          in: 'path',
          required: true,
          example: 'note-1',
          schema: { type: 'string', minLength: 1 },
        },
      ],
    });
  });

  it('references bodies, responses, events and errors as components', () => {
    expect(document.paths['/v1/notes']?.post).toMatchObject({
      operationId: 'createNote',
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/CreateNoteRequest' },
            example: { text: 'Hello' },
          },
        },
      },
      responses: {
        200: {
          content: {
            'application/json': { schema: { $ref: '#/components/schemas/CreateNoteResponse' } },
            'text/event-stream': {
              schema: {
                properties: {
                  data: {
                    contentMediaType: 'application/json',
                    contentSchema: {
                      anyOf: [
                        { $ref: '#/components/schemas/CreateNoteEvent' },
                        { $ref: '#/components/schemas/AcmeError' },
                      ],
                    },
                  },
                },
              },
            },
          },
        },
        500: { $ref: '#/components/responses/AcmeError500' },
      },
    });
    expect(document.components.responses.AcmeError500).toMatchObject({
      content: { 'application/json': { schema: { $ref: '#/components/schemas/AcmeError' } } },
    });
    expect(document.paths['/page']?.get).toMatchObject({
      responses: { 200: { description: 'The response.' } },
    });
  });

  it('defines a shared schema only once', () => {
    const { schemas } = document.components;
    const note = { $ref: '#/components/schemas/CreateNoteResponse' };
    const author = { $ref: '#/components/schemas/Author' };
    expect(schemas.ListNotesResponse).toMatchObject({ properties: { data: { items: note } } });
    expect(document.paths['/v1/notes/{note_id}']?.get).toMatchObject({
      responses: { 200: { content: { 'application/json': { schema: note } } } },
    });
    expect(schemas.CreateNoteResponse).toMatchObject({
      properties: { author, reviewer: { anyOf: [author, { type: 'null' }] } },
    });
    expect(schemas.Author).toEqual(JSON.parse(JSON.stringify(Author)));
    expect(schemas.CreateNoteRequest).toEqual(JSON.parse(JSON.stringify(NewNote)));
  });
});

describe('rows of each kind', () => {
  const row = { ...shared, summary: 'x', handle: () => json({}) };
  const beta = Type.Object({ beta: Type.Literal(true), limit: Type.Optional(Type.Integer()) });
  const rows = [
    ...METHODS.map((method) => operation({ ...row, id: `do${method}`, method, path: '/notes/{note_id}' })),
    operation({ ...row, id: 'plain', method: 'POST', path: '/messages', body: NewNote }),
    operation({ ...row, id: 'beta', method: 'POST', path: '/messages', body: NewNote, query: beta }),
    operation({ ...row, id: 'alone', method: 'GET', path: '/alone', query: beta }),
    operation({ ...row, id: 'generate', method: 'POST', path: '/models/{model}:generate' }),
    operation({ ...row, id: 'count', method: 'POST', path: '/models/{name*}:count' }),
    operation({
      ...row,
      id: 'offer',
      method: 'POST',
      path: '/offers',
      raw: ['application/sdp', 'text/x-sdp'],
    }),
    operation({
      ...row,
      id: 'call',
      method: 'POST',
      path: '/calls',
      raw: ['application/sdp'],
      form: Type.Object({ sdp: Type.String() }),
    }),
    socket({
      ...shared,
      id: 'open',
      path: '/realtime',
      summary: 'x',
      query: Type.Object({ m: Type.String() }),
      handle: () => acceptSocket(() => {}),
    }),
  ];
  // Statuses that no other fault has, so that it shows where each is documented.
  const own: Readonly<Record<string, number>> = {
    unsupported_body_type: 415,
    unsupported_coding: 415,
    upgrade_required: 426,
    body_too_large: 413,
    malformed_body: 422,
  };
  const headers: Readonly<Record<string, Record<string, string>>> = {
    unsupported_body_type: { accept: 'x' },
    unsupported_coding: { 'accept-encoding': 'x' },
  };
  const acme: Surface = {
    ...surface,
    encodeFault: ({ detail: { kind } }) =>
      json({}, { status: own[kind] ?? 400, ...(headers[kind] && { headers: headers[kind] }) }),
  };
  const document = toOpenApi(toOperations(rows.map((one) => ({ ...one, surface: acme }))), {
    title: 'Kinds',
    version: '1',
  });
  const { paths } = document;
  const statusesOf = (path: string, method: string): string[] => {
    const { responses = {} } = (paths[path]?.[method] ?? {}) as { responses?: object };
    return Object.keys(responses);
  };

  it('make a well-formed document, in which each is once', () => {
    expect(problemsOf(document)).toEqual([]);
    const ids = Object.values(paths).flatMap((item) => Object.values(item as object));
    expect(ids.map(({ operationId }) => operationId).toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
  });

  it('have their methods', () => {
    expect(Object.keys(paths['/v1/notes/{note_id}'] as object)).toEqual([
      'get',
      'post',
      'put',
      'patch',
      'delete',
    ]);
  });

  it('have the query that tells them apart in their path, and only there', () => {
    expect(paths['/v1/messages']?.post).toMatchObject({ operationId: 'plain' });
    expect(paths['/v1/messages?beta=true']?.post).toMatchObject({
      operationId: 'beta',
      parameters: [{ name: 'limit', in: 'query' }],
    });
    expect(paths['/v1/alone']?.get).toMatchObject({
      parameters: [{ name: 'beta', required: true, schema: { const: true } }, { name: 'limit' }],
    });
  });

  it('have their verbs', () => {
    expect(paths['/v1/models/{model}:generate']?.post).toMatchObject({ parameters: [{ name: 'model' }] });
    expect(paths['/v1/models/{name}:count']?.post).toMatchObject({ parameters: [{ name: 'name' }] });
  });

  it('have their media types', () => {
    expect(paths['/v1/offers']?.post).toMatchObject({
      requestBody: {
        required: true,
        content: { 'application/sdp': {}, 'text/x-sdp': { schema: { type: 'string' } } },
      },
    });
    expect(paths['/v1/calls']?.post).toMatchObject({
      requestBody: { content: { 'multipart/form-data': {}, 'application/sdp': {} } },
    });
    expect(statusesOf('/v1/offers', 'post')).toEqual(['200', '400', '413', '415']);
    expect(statusesOf('/v1/calls', 'post')).toEqual(['200', '400', '413', '415', '422']);
    expect(document.components.responses.AcmeError415).toMatchObject({
      headers: { accept: {}, 'accept-encoding': {} },
    });
  });

  it('have the answers of a socket', () => {
    expect(statusesOf('/v1/realtime', 'get')).toEqual(['101', '400', '426']);
    expect(paths['/v1/realtime']?.get).toMatchObject({ parameters: [{ name: 'm', required: true }] });
    expect(JSON.stringify(paths['/v1/offers'])).not.toContain('426');
  });
});

/** Violations of the specification (OpenAPI 3.1.1) that an operations table could cause. */
function problemsOf(whole: OpenApiDocument): string[] {
  interface Response {
    readonly $ref?: string;
    readonly description?: string;
  }
  const problems: string[] = [];
  const resolve = (response: Response): Response =>
    response.$ref === undefined
      ? response
      : (whole.components.responses[response.$ref.replace('#/components/responses/', '')] ?? {});
  const ids = new Set<string>();
  for (const [path, item] of Object.entries(whole.paths)) {
    if (!path.startsWith('/')) problems.push(`${path}: not a path`);
    const expected = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name).toSorted();
    for (const [method, value] of Object.entries(item)) {
      const {
        operationId,
        parameters = [],
        responses,
      } = value as {
        operationId: string;
        parameters?: { name: string; in: string; required?: boolean }[];
        responses: Record<string, Response>;
      };
      if (!METHODS.some((known) => known.toLowerCase() === method))
        problems.push(`${path}: ${method} is no method`);
      if (ids.has(operationId)) problems.push(`${operationId}: not unique`);
      ids.add(operationId);
      const given = parameters.filter((one) => one.in === 'path');
      if (String(given.map(({ name }) => name).toSorted()) !== String(expected)) {
        problems.push(`${operationId}: path parameters do not match`);
      }
      if (given.some(({ required }) => !required)) problems.push(`${operationId}: optional path parameter`);
      for (const [status, response] of Object.entries(responses)) {
        const { description } = resolve(response);
        if (!/^[1-5]\d\d$/.test(status)) problems.push(`${operationId}: ${status} is no status`);
        if (typeof description !== 'string') problems.push(`${operationId} ${status}: no description`);
      }
    }
  }
  for (const name of Object.keys(whole.components.schemas)) {
    if (!/^[\w.-]+$/.test(name)) problems.push(`${name}: not a component name`);
  }
  for (const [, pointer = ''] of JSON.stringify(whole).matchAll(/"\$ref":"([^"]*)"/g)) {
    const [, kind = '', name = ''] = /^#\/components\/(schemas|responses)\/(.+)$/.exec(pointer) ?? [];
    if (!Object.hasOwn(whole.components[kind as 'schemas'] ?? {}, name))
      problems.push(`${pointer}: leads nowhere`);
  }
  return problems;
}
