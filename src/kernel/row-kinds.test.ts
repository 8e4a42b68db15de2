import { gzipSync } from 'node:zlib';
import Type from 'typebox';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { bytes, incoming, KEYS, openRig, row, toOperations } from './dispatch.cases.ts';
import type { Incoming, WholeOutgoing } from './incoming.ts';
import { METHODS, operation, socket } from './operation.ts';
import { acceptSocket, content, json } from './reply.ts';
import { createRouter } from './router.ts';
import { UploadField } from './upload.ts';

const AUTHORIZED = { authorization: `Bearer ${KEYS[0]}` };

/** A dispatcher over a few rows of each kind. The handlers answer with what they receive. */
function open() {
  const note = Type.Object({ text: Type.String() });
  const beta = Type.Object({ beta: Type.Literal(true), limit: Type.Optional(Type.Integer()) });
  const { surface, access, tag, summary } = row({ id: 'x', path: '/', handle: () => json(null) });
  const base = { surface, access, tag, summary } as const;
  const bytesOf = (body: unknown) =>
    body instanceof Uint8Array ? content('text/plain', Buffer.from(body).toString('latin1')) : json(body);
  const rig = openRig([
    row({ id: 'getNote', path: '/notes/{id}', handle: () => json({ id: 'GET' }) }),
    ...(['PUT', 'PATCH'] as const).map((method) =>
      operation({
        ...base,
        id: `${method}Note`,
        method,
        path: '/notes/{id}',
        params: Type.Object({ id: Type.String() }),
        body: note,
        handle: ({ params, body }) => json({ method, ...params, ...body }),
      }),
    ),
    operation({ ...base, id: 'plain', method: 'POST', path: '/messages', handle: () => json('plain') }),
    operation({
      ...base,
      id: 'beta',
      method: 'POST',
      path: '/messages',
      query: beta,
      handle: ({ query }) => json(query),
    }),
    ...['generateContent', 'countTokens'].map((verb) =>
      operation({
        ...base,
        id: verb,
        method: 'POST',
        path: `/models/{model*}:${verb}`,
        params: Type.Object({ model: Type.String() }),
        handle: ({ params }) => json([verb, params.model]),
      }),
    ),
    operation({
      ...base,
      id: 'offer',
      method: 'POST',
      path: '/offers',
      raw: ['application/sdp', 'application/octet-stream'],
      handle: ({ body }) => {
        expectTypeOf(body).toEqualTypeOf<Uint8Array>();
        return bytesOf(body);
      },
    }),
    operation({
      ...base,
      id: 'call',
      method: 'POST',
      path: '/calls',
      raw: ['application/sdp'],
      form: Type.Object({ sdp: Type.String() }),
      handle: ({ body }) => {
        expectTypeOf(body).toEqualTypeOf<Uint8Array | { sdp: string }>();
        return bytesOf(body);
      },
    }),
    operation({
      ...base,
      id: 'either',
      method: 'PUT',
      path: '/either',
      raw: ['application/octet-stream'],
      body: note,
      form: Type.Object({ file: UploadField }),
      handle: ({ body }) => bytesOf(body),
    }),
    socket({
      ...base,
      id: 'openRealtime',
      path: '/realtime',
      query: Type.Object({ model: Type.String() }),
      handle: ({ query }) => {
        expectTypeOf(query).toEqualTypeOf<{ model: string }>();
        return acceptSocket((opened) => opened.send([query.model]));
      },
    }),
  ]);
  const send = async (part: Partial<Incoming> & { json?: unknown }) => {
    const { status, headers, body } = await rig.dispatch(incoming(part));
    return { status, headers, body: String(body) };
  };
  const sendRaw = (path: string, type: string | undefined, body: Uint8Array | undefined, more = {}) =>
    send({
      method: 'POST',
      path,
      headers: { ...AUTHORIZED, ...(type !== undefined && { 'content-type': type }), ...more },
      body,
    });
  return { ...rig, send, sendRaw };
}

const errorOf = ({ body }: { body: string }) => JSON.parse(body).error;

describe('PUT and PATCH', () => {
  it.each(['PUT', 'PATCH'])('have a validated body: %s', async (method) => {
    const { send, ended } = open();
    const path = '/v1/notes/n1';
    const good = await send({ method, path, json: { text: 'a' } });
    expect([good.status, JSON.parse(good.body)]).toEqual([200, { method, id: 'n1', text: 'a' }]);
    const wrong = await send({ method, path, json: { text: 1 } });
    expect([wrong.status, errorOf(wrong)]).toMatchObject([400, { param: 'text', code: 'invalid_type' }]);
    expect((await send({ method, path, json: '{' })).status).toBe(400);
    const large = { method, path, body: undefined, headers: { ...AUTHORIZED } };
    expect((await send(large)).status).toBe(413);
    expect(ended[0]).toMatchObject({ method, endpoint: '/v1/notes/{id}', status: 200 });
  });

  it('are listed where they are supported, and refused elsewhere', async () => {
    const { send } = open();
    const options = await send({
      method: 'OPTIONS',
      path: '/notes/a',
      headers: { origin: 'https://a.example' },
    });
    expect(options).toMatchObject({ status: 204, headers: { allow: 'GET, PUT, PATCH, HEAD, OPTIONS' } });
    const granted = options.headers['access-control-allow-methods']?.split(', ');
    expect(granted).toEqual([...METHODS, 'HEAD', 'OPTIONS']);
    for (const method of ['PUT', 'PATCH']) {
      const refused = await send({ method, path: '/messages', json: {} });
      expect([refused.status, refused.headers.allow]).toEqual([405, 'POST, OPTIONS']);
    }
    const refused = await send({ method: 'DELETE', path: '/notes/a' });
    expect([refused.status, refused.headers.allow]).toEqual([405, 'GET, PUT, PATCH, HEAD, OPTIONS']);
    expect((await send({ method: 'HEAD', path: '/notes/a' })).body).toBe('');
  });
});

describe('rows told apart by their query', () => {
  it('are called with the query that names them', async () => {
    const { send, ended } = open();
    const call = async (query: string) =>
      JSON.parse((await send({ json: {}, path: '/messages', query })).body);
    expect(await call('')).toBe('plain');
    expect(await call('beta=false')).toBe('plain');
    expect(await call('limit=3&beta=true')).toEqual({ beta: true, limit: 3 });
    expect(await call('limit=x&beta=true')).toMatchObject({ error: { param: 'limit' } });
    expect(ended.map((one) => one.operation)).toEqual(['plain', 'plain', 'beta', 'beta']);
  });

  it('are the same for admission, and share their methods', async () => {
    const { dispatcher, send } = open();
    const head = { method: 'POST', path: '/v1/messages', headers: AUTHORIZED };
    expect(dispatcher.arrive({ ...head, receivedAt: 0, query: '' }).match?.operation.id).toBe('plain');
    expect(dispatcher.arrive({ ...head, receivedAt: 0, query: 'beta=true' }).match?.operation.id).toBe(
      'beta',
    );
    for (const query of ['', 'beta=true']) {
      const refused = await send({ method: 'GET', path: '/messages', query });
      expect([refused.status, refused.headers.allow]).toEqual([405, 'POST, OPTIONS']);
    }
  });
});

describe('paths that end in a verb', () => {
  it.each([
    ['/v1/models/m:generateContent', ['generateContent', 'm']],
    ['/models/org/m:8b:countTokens', ['countTokens', 'org/m:8b']],
  ])('call %s', async (path, answer) => {
    const { send } = open();
    expect(JSON.parse((await send({ json: {}, path })).body)).toEqual(answer);
  });

  it('are unknown with another verb, and refuse other methods', async () => {
    const { send, ended } = open();
    expect((await send({ json: {}, path: '/models/m:stream' })).status).toBe(404);
    const refused = await send({ path: '/models/m:countTokens' });
    expect([refused.status, refused.headers.allow]).toEqual([405, 'POST, OPTIONS']);
    expect((await send({ method: 'OPTIONS', path: '/models/m:countTokens' })).status).toBe(204);
    await send({ json: {}, path: '/models/m:countTokens' });
    expect(ended.at(-1)?.endpoint).toBe('/v1/models/{model*}:countTokens');
  });
});

describe('raw bodies', () => {
  const sdp = Buffer.from('v=0\r\n\xff\x00', 'latin1');

  it.each([
    ['/offers', 'application/sdp'],
    ['/offers', 'Application/SDP; charset=utf-8'],
    ['/offers', 'application/octet-stream'],
    ['/calls', 'application/sdp'],
  ])('reach the handler of %s unchanged: %s', async (path, type) => {
    const { sendRaw } = open();
    expect(await sendRaw(path, type, sdp)).toMatchObject({ status: 200, body: 'v=0\r\n\xff\x00' });
    expect(await sendRaw(path, type, new Uint8Array(0))).toMatchObject({ status: 200, body: '' });
  });

  it.each([
    ['/offers', 'application/json', 'application/sdp, application/octet-stream'],
    ['/offers', 'application/sdpx', 'application/sdp, application/octet-stream'],
    ['/offers', undefined, 'application/sdp, application/octet-stream'],
    ['/offers', 'multipart/form-data; boundary=x', 'application/sdp, application/octet-stream'],
    ['/calls', 'application/octet-stream', 'application/sdp, multipart/form-data'],
  ])('of %s are refused with the type %s', async (path, type, accept) => {
    const { sendRaw } = open();
    const refused = await sendRaw(path, type, sdp);
    expect([refused.status, refused.headers.accept]).toEqual([415, accept]);
    expect(errorOf(refused)).toMatchObject({
      code: 'unsupported_content_type',
      message: expect.stringContaining(`'${type ?? 'none'}'`),
    });
  });

  it('are chosen by their type beside JSON and forms', async () => {
    const { send } = open();
    const put = (type: string, body: string) =>
      send({
        method: 'PUT',
        path: '/either',
        headers: { ...AUTHORIZED, 'content-type': type },
        body: bytes(body),
      });
    expect((await put('application/octet-stream', '{"text":1}')).body).toBe('{"text":1}');
    expect(JSON.parse((await put('application/json', '{"text":"a"}')).body)).toEqual({ text: 'a' });
    expect((await put('application/json', '{"text":1}')).status).toBe(400);
    const part = '--x\r\ncontent-disposition: form-data; name="file"; filename="f"\r\n\r\nabc\r\n--x--\r\n';
    expect(JSON.parse((await put('multipart/form-data; boundary=x', part)).body)).toHaveProperty('file');
    // As for other rows with a JSON body.
    expect((await put('text/plain', 'abc')).status).toBe(400);
  });

  it('are bounded, also when they are compressed', async () => {
    const { sendRaw } = open();
    expect((await sendRaw('/offers', 'application/sdp', undefined)).status).toBe(413);
    const gzip = { 'content-encoding': 'gzip' };
    const small = await sendRaw('/offers', 'application/sdp', gzipSync(sdp), gzip);
    expect(small).toMatchObject({ status: 200, body: 'v=0\r\n\xff\x00' });
    const large = gzipSync(Buffer.alloc(1001));
    expect((await sendRaw('/offers', 'application/sdp', large, gzip)).status).toBe(413);
    expect((await sendRaw('/offers', 'application/sdp', sdp, gzip)).status).toBe(400);
  });

  it('are refused for access before their type', async () => {
    const { send, sendRaw } = open();
    const refused = await send({ method: 'POST', path: '/offers', headers: {}, body: sdp });
    expect(refused.status).toBe(401);
    expect((await sendRaw('/offers', 'application/sdp', sdp, { 'openai-project': 'a b' })).status).toBe(400);
  });
});

describe('sockets', () => {
  it.each(['GET', 'HEAD'])('refuse a plain %s, whatever its parameters are', async (method) => {
    const { send } = open();
    for (const query of ['', 'model=gpt-realtime']) {
      const refused = await send({ method, path: '/v1/realtime', query });
      expect(refused).toMatchObject({
        status: 426,
        headers: { upgrade: 'websocket', connection: 'upgrade', 'content-type': 'application/json' },
      });
      if (method === 'HEAD') expect(refused.body).toBe('');
      else
        expect(errorOf(refused)).toMatchObject({ type: 'invalid_request_error', code: 'upgrade_required' });
    }
  });

  it('need a key, and only take GET', async () => {
    const { send } = open();
    expect((await send({ path: '/realtime', headers: {} })).status).toBe(401);
    const refused = await send({ method: 'POST', path: '/realtime' });
    expect([refused.status, refused.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
    const options = await send({ method: 'OPTIONS', path: '/realtime', headers: {} });
    expect([options.status, options.headers.allow]).toEqual([204, 'GET, HEAD, OPTIONS']);
  });

  it('are opened by an upgrade, and end when they are closed', async () => {
    const { dispatch, ended } = open();
    const upgrade = { path: '/realtime', query: 'model=gpt-realtime', upgrade: 'websocket' } as const;
    const { status, headers, socket } = (await dispatch(incoming(upgrade))) as WholeOutgoing;
    expect([status, headers['content-type'], headers['content-length']]).toEqual([101, undefined, undefined]);
    expect(headers['x-request-id']).toMatch(/^req_/);
    const sent: unknown[] = [];
    socket?.open({ send: (messages: string[]) => sent.push(...messages) } as never);
    expect(sent).toEqual(['gpt-realtime']);
    expect(ended).toEqual([]);
    socket?.end('aborted');
    expect(ended).toMatchObject([{ operation: 'openRealtime', status: 101, outcome: 'aborted' }]);
  });

  it('are refused for what is wrong with an upgrade', async () => {
    const { send, ended } = open();
    const upgrade = { path: '/realtime', upgrade: 'websocket' } as const;
    expect((await send({ ...upgrade, headers: {} })).status).toBe(401);
    const wrong = await send(upgrade);
    expect([wrong.status, errorOf(wrong)]).toMatchObject([400, { param: 'model' }]);
    expect((await send({ ...upgrade, path: '/notes/a' })).status).toBe(200);
    expect((await send({ ...upgrade, path: '/unknown' })).status).toBe(404);
    expect(ended.map(({ status }) => status)).toEqual([401, 400, 200, 404]);
  });

  it('are found by the router as what they are', () => {
    const { surface } = row({ id: 'x', path: '/', handle: () => json(null) });
    const handle = () => acceptSocket(() => {});
    const open = { access: 'project', tag: 'x', summary: 'x', surface, handle } as const;
    const router = createRouter(toOperations([socket({ ...open, id: 'a', path: '/realtime/{id}' })]));
    expect(router.find('GET', '/v1/realtime/r1')).toMatchObject({
      operation: { id: 'a', socket: true },
      params: { id: 'r1' },
    });
  });
});
