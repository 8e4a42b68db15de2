import Type from 'typebox';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { Abort } from '../runtime/abort.ts';
import type { Clock } from '../runtime/clock.ts';
import { until } from '../runtime/clock.ts';
import { PackageFileMissing } from '../runtime/package-file.ts';
import { toPieces } from '../runtime/pieces.ts';
import { play } from '../runtime/timeline.ts';
import { createTurns } from '../runtime/turns.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import type { Observation } from '../telemetry/observation.ts';
import { bytes, framesOf, incoming, KEYS, openRig, principalOf, row } from './dispatch.cases.ts';
import { Fault } from './fault.ts';
import type { Outgoing, Received } from './incoming.ts';
import type { Call, Operation } from './operation.ts';
import { lazyJson } from './parts-reply.ts';
import { content, json } from './reply.ts';
import { LazyArray } from './wire/lazy-json.ts';

const withTurns = (clock: Clock) => ({ clock, turns: createTurns(clock) });

const SECRET = 'a detail of the inside';

/** Rows that answer in every way there is; `seen` is what their handlers were given. */
function createRows() {
  const seen: Call[] = [];
  const frames = framesOf(['data: 1\n\n', 'data: 2\n\n', 'data: [DONE]\n\n']);
  const rows: Operation[] = [
    row({
      id: 'listThings',
      path: '/things',
      query: Type.Object(
        { limit: Type.Optional(Type.Integer({ minimum: 1 })) },
        { additionalProperties: false },
      ),
      handle: (call) => {
        seen.push(call as Call);
        return json({ name: 'né 😀' }, { headers: { 'x-own': 'yes' } });
      },
    }),
    row({
      id: 'createThing',
      method: 'POST',
      path: '/things',
      body: Type.Object(
        { name: Type.String(), extra: Type.Optional(Type.Unknown()) },
        { additionalProperties: false },
      ),
      handle: (call) => {
        seen.push(call as Call);
        return Promise.resolve(json((call as Call).body, { status: 201 }));
      },
    }),
    row({ id: 'deleteThing', method: 'DELETE', path: '/things/{thing_id}', handle: notFound }),
    row({ id: 'openPage', path: '/page', access: 'public', handle: () => content('text/html', '<p>') }),
    row({
      id: 'throwSync',
      path: '/throw-sync',
      handle: () => {
        throw new TypeError(SECRET);
      },
    }),
    row({ id: 'throwAsync', path: '/throw-async', handle: () => Promise.reject(new TypeError(SECRET)) }),
    row({ id: 'throwText', path: '/throw-text', handle: () => Promise.reject(SECRET) }),
    row({ id: 'faultAsync', path: '/fault-async', handle: () => Promise.reject(overloaded()) }),
    row({
      id: 'wait',
      path: '/wait',
      handle: async (call) => {
        await until(rig.clock, 5000, (call as Call).abort);
        return json({ waited: true });
      },
    }),
    row({
      id: 'stream',
      path: '/stream',
      handle: () => ({
        kind: 'stream',
        status: 200,
        contentType: 'text/event-stream',
        frames,
        farewell: () => 'bye',
      }),
    }),
    row({
      id: 'streamFailing',
      path: '/stream-failing',
      handle: () => ({
        kind: 'stream',
        status: 200,
        contentType: 'text/event-stream',
        frames: framesOf(['a', 'b'], { error: new Error(SECRET) }),
      }),
    }),
  ];
  const rig = openRig(rows);
  return { ...rig, seen, frames };
}

const notFound = (call: Call<never, never, never>): never => {
  throw new Fault({ kind: 'not_found', noun: 'thing', id: (call.params as { thing_id: string }).thing_id });
};
const overloaded = (): Fault => new Fault({ kind: 'overloaded', retryAfter: 7 });

function errorOf({ body }: Outgoing): unknown {
  return (JSON.parse(String(body)) as { error: unknown }).error;
}

const AUTHORIZED = { authorization: `Bearer ${KEYS[1]}` };

describe('dispatch', () => {
  it('answers with the handler’s reply, the surface’s headers and the true length', async () => {
    const { dispatch, seen } = createRows();
    const request = incoming({
      path: '/v1/things',
      query: 'limit=5',
      headers: { ...AUTHORIZED, accept: 'application/json', 'openai-project': 'proj_1' },
      receivedAt: 0,
    });
    const answer = await dispatch(request);
    expect(answer.status).toBe(200);
    expect(JSON.parse(String(answer.body))).toEqual({ name: 'né 😀' });
    expect(answer.headers).toEqual({
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(String(answer.body))),
      'x-request-id': expect.stringMatching(/^req_[A-Za-z0-9]{32}$/),
      'openai-processing-ms': '0',
      'openai-version': '2020-10-01',
      'openai-organization': 'org-test',
      'x-own': 'yes',
    });
    expect(seen).toMatchObject([
      {
        query: { limit: 5 },
        principal: { project: 'proj_1', organization: 'org-test', kind: 'open' },
        headers: { accept: 'application/json' },
        requestId: answer.headers['x-request-id'],
      },
    ]);
  });

  it('tells no path that is itself a key', async () => {
    const handle = () => content('text/plain', 'there');
    const hidden = row({
      id: 'getHidden',
      path: '/files/{file}',
      access: 'public',
      secretPath: true,
      handle,
    });
    const { dispatch, ended, started } = openRig([hidden]);
    expect(await dispatch(incoming({ path: '/files/unguessable' }))).toMatchObject({ status: 200 });
    expect(ended[0]?.path).toBe('/v1/files/{file}');
    expect(JSON.stringify([started, ended])).not.toContain('unguessable');
  });

  it('is synchronous where the handler is', () => {
    const { dispatch } = createRows();
    expect(dispatch(incoming())).not.toBeInstanceOf(Promise);
  });

  it('gives each request an id of its own', async () => {
    const { dispatch } = createRows();
    const ids = await Promise.all(
      Array.from({ length: 100 }, async () => (await dispatch(incoming())).headers['x-request-id']),
    );
    expect(new Set(ids).size).toBe(100);
  });

  it('tells how long it took', async () => {
    const { dispatch } = createRows();
    expect((await dispatch(incoming({ path: '/wait' }))).headers['openai-processing-ms']).toBe('5000');
  });

  it('refuses an invalid project after the key, and never falls back to the shared one', async () => {
    const { dispatch, seen } = createRows();
    for (const project of ['../etc', '', 'a b', 'x'.repeat(129), '\u0000', ['a', 'b']]) {
      const headers = { ...AUTHORIZED, 'openai-project': project };
      expect(await dispatch(incoming({ headers }))).toMatchObject({ status: 400 });
      expect(await dispatch(incoming({ headers: { 'openai-project': project } }))).toMatchObject({
        status: 401,
      });
    }
    expect(seen).toEqual([]);
  });

  describe('the program’s own call', () => {
    const own = { 'openai-project': 'proj_of_header' };

    it('needs no key, has its project, and is told to its caller too', async () => {
      const { dispatch, seen, ended } = createRows();
      const told: Observation[] = [];
      const internal = {
        principal: principalOf('proj_2'),
        onStart: (observation: Observation) => told.push(observation),
      };
      const answer = await dispatch(
        incoming({ method: 'POST', headers: own, json: { name: 'a' }, internal }),
      );
      expect(answer.status).toBe(201);
      expect(seen).toMatchObject([{ principal: principalOf('proj_2') }]);
      expect(told).toMatchObject([
        { operation: 'createThing', status: 201, internal: true, requestId: answer.headers['x-request-id'] },
      ]);
      expect(ended).toEqual(told);
    });

    it('is told once when it is refused', async () => {
      const { dispatch } = createRows();
      const told: Observation[] = [];
      const internal = {
        principal: principalOf('p'),
        onStart: (observation: Observation) => told.push(observation),
      };
      await dispatch(incoming({ json: { nmae: 1 }, headers: {}, internal }));
      expect(told).toMatchObject([{ status: 400, outcome: 'error', fault: expect.any(String) }]);
    });

    it('is nothing that a transport can make', () => {
      expectTypeOf<Received['internal']>().toEqualTypeOf<undefined>();
    });
  });

  describe('access', () => {
    it('is refused in OpenAI’s words', async () => {
      const { dispatch, ended } = createRows();
      const none = await dispatch(incoming({ headers: {} }));
      expect([none.status, errorOf(none)]).toMatchObject([
        401,
        {
          message: expect.stringMatching(/^You didn't provide an API key\. You need to provide your API key/),
          type: 'invalid_request_error',
          param: null,
          code: null,
        },
      ]);
      const wrong = await dispatch(
        incoming({ headers: { authorization: 'Bearer sk-wrong-1234567890abcd' } }),
      );
      expect([wrong.status, errorOf(wrong)]).toEqual([
        401,
        {
          message:
            'Incorrect API key provided: sk-wrong***********abcd. You can find your API key at https://platform.openai.com/account/api-keys. FakeAI accepts the keys that --api-keys lists, or any with --no-require-api-key.',
          type: 'invalid_request_error',
          param: null,
          code: 'invalid_api_key',
        },
      ]);
      expect(ended.map(({ fault, status }) => [fault, status])).toEqual([
        ['missing_credentials', 401],
        ['wrong_credentials', 401],
      ]);
    });

    it('comes before the body and everything else of a row', async () => {
      const { dispatch, seen } = createRows();
      const answer = await dispatch(incoming({ method: 'POST', headers: {}, body: bytes('{') }));
      expect(answer.status).toBe(401);
      expect(seen).toEqual([]);
    });

    it('is not asked for public rows', async () => {
      const { dispatch } = createRows();
      const answer = await dispatch(incoming({ path: '/page', headers: {} }));
      expect([answer.status, answer.body, answer.headers['content-type']]).toEqual([200, '<p>', 'text/html']);
    });
  });

  describe('what no row takes', () => {
    it('is unknown, or known with other methods', async () => {
      const { dispatch, ended } = createRows();
      const unknown = await dispatch(incoming({ path: '/v1/nothing' }));
      expect([unknown.status, errorOf(unknown)]).toEqual([
        404,
        {
          message: 'Invalid URL (GET /v1/nothing)',
          type: 'invalid_request_error',
          param: null,
          code: null,
        },
      ]);
      expect(unknown.headers['x-request-id']).toMatch(/^req_/);

      const wrong = await dispatch(incoming({ method: 'PUT', path: '/v1/things' }));
      expect([wrong.status, wrong.headers.allow]).toEqual([405, 'GET, POST, HEAD, OPTIONS']);
      expect(errorOf(wrong)).toMatchObject({ code: 'method_not_supported', type: 'invalid_request_error' });
      expect(ended.map(({ endpoint, operation, status }) => [endpoint, operation, status])).toEqual([
        ['unknown', 'unknown', 404],
        ['unknown', 'unknown', 405],
      ]);
    });

    it('is answered to OPTIONS with its methods, without a key', async () => {
      const { dispatch } = createRows();
      const headers = {
        origin: 'https://app.example',
        'access-control-request-headers': 'authorization,x-a',
      };
      const answer = await dispatch(incoming({ method: 'OPTIONS', path: '/v1/things', headers }));
      expect(answer).toMatchObject({
        status: 204,
        body: '',
        headers: {
          allow: 'GET, POST, HEAD, OPTIONS',
          'access-control-allow-origin': '*',
          'access-control-allow-headers': 'authorization,x-a',
          'access-control-allow-methods': expect.stringContaining('DELETE'),
        },
      });
      expect(answer.headers).not.toHaveProperty('content-length');
      expect((await dispatch(incoming({ method: 'OPTIONS', path: '/nothing' }))).status).toBe(404);
    });
  });

  it('answers HEAD as GET, without the body', async () => {
    const { dispatch } = createRows();
    const get = await dispatch(incoming());
    const head = await dispatch(incoming({ method: 'HEAD' }));
    expect(head.status).toBe(200);
    expect(head.body).toBe('');
    expect(head.headers['content-length']).toBe(get.headers['content-length']);
    const missing = await dispatch(incoming({ method: 'HEAD', path: '/nothing' }));
    expect([missing.status, missing.body]).toEqual([404, '']);
  });

  it('lets browsers read errors too', async () => {
    const { dispatch } = createRows();
    const headers = { origin: 'https://app.example' };
    const answer = await dispatch(incoming({ headers }));
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([401, '*']);
  });

  describe('a body', () => {
    const post = (body: string | Uint8Array | undefined, contentType = 'application/json') => {
      const { dispatch, seen, ended } = createRows();
      const answer = dispatch(
        incoming({
          method: 'POST',
          headers: { ...AUTHORIZED, 'content-type': contentType },
          body: typeof body === 'string' ? bytes(body) : body,
        }),
      );
      return Promise.resolve(answer).then((settled) => ({ answer: settled, seen, ended }));
    };

    it('reaches the handler as a value', async () => {
      const { answer, seen } = await post('{"name":"x"}');
      expect(answer.status).toBe(201);
      expect(seen).toMatchObject([{ body: { name: 'x' } }]);
    });

    it.each([
      ['malformed', '{"name":', 400, null],
      ['empty', '', 400, null],
      ['nested too deep', `{"name":"x","extra":${'['.repeat(1_000_000)}`, 400, 'invalid_value'],
      ['of the wrong type', '{"name":1}', 400, 'invalid_type'],
      ['with an unknown member', '{"name":"x","nope":1}', 400, 'unknown_parameter'],
      ['with a prototype', '{"name":"x","__proto__":{"admin":true}}', 400, 'unknown_parameter'],
      ['no object', '[]', 400, 'invalid_type'],
      ['nothing but space', ' '.repeat(1_000_000), 400, null],
    ])('that is %s is refused before the handler', async (_, body, status, code) => {
      const { answer, seen, ended } = await post(body);
      expect(answer.status).toBe(status);
      expect(errorOf(answer)).toMatchObject({ code, type: 'invalid_request_error' });
      expect(seen).toEqual([]);
      expect(ended).toHaveLength(1);
    });

    it('that was too large is refused with 413, one of another type with 400', async () => {
      const { answer } = await post(undefined);
      expect([answer.status, errorOf(answer)]).toMatchObject([413, { code: 'request_too_large' }]);
      const typed = await post('name=x', 'application/x-www-form-urlencoded');
      expect([typed.answer.status, errorOf(typed.answer)]).toMatchObject([
        400,
        { code: 'unsupported_content_type' },
      ]);
    });

    it('may hold lone surrogates, and its echo is still UTF-8', async () => {
      const { answer } = await post('{"name":"\\ud800x"}');
      const sent = Buffer.from(String(answer.body), 'utf8');
      expect(answer.headers['content-length']).toBe(String(sent.byteLength));
      expect(JSON.parse(sent.toString('utf8'))).toEqual({ name: '\ud800x' });
    });
  });

  it('refuses a query by its schema', async () => {
    const { dispatch } = createRows();
    const cases = [
      ['limit=0', 'limit', 'integer_below_min_value'],
      ['limit=x', 'limit', 'invalid_type'],
      ['nope=1', 'nope', 'unknown_parameter'],
      ['__proto__=1', '__proto__', 'unknown_parameter'],
    ];
    for (const [query, param, code] of cases) {
      const answer = await dispatch(incoming({ query: query as string }));
      expect([answer.status, errorOf(answer)]).toMatchObject([400, { param, code }]);
    }
  });

  it.each(['/throw-sync', '/throw-async', '/throw-text'])(
    'tells an unexpected failure of %s as one, without its details, and logs it once with them',
    async (path) => {
      const { dispatch, lines, ended } = createRows();
      const answer = await dispatch(incoming({ path }));
      expect(answer.status).toBe(500);
      expect(JSON.stringify(answer)).not.toContain(SECRET);
      expect(errorOf(answer)).toMatchObject({ type: 'server_error' });
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatchObject({ level: 'error', requestId: answer.headers['x-request-id'] });
      expect(lines[0]?.error).toContain(SECRET);
      expect(ended).toMatchObject([{ fault: 'internal', status: 500, outcome: 'error' }]);
    },
  );

  it('tells how to get in with each refused key, and logs it once', async () => {
    const accessHelp = { note: 'The key is sk-public.', log: 'Keys are printed at startup.' };
    const rows = [row({ id: 'one', path: '/one', handle: () => json({}) })];
    const { dispatch, lines } = openRig(rows, { accessHelp });
    for (const headers of [{}, { authorization: 'Bearer sk-wrong' }]) {
      const answer = await dispatch(incoming({ path: '/one', headers }));
      expect([answer.status, answer.headers['x-fakeai-note']]).toEqual([401, accessHelp.note]);
    }
    expect(lines).toMatchObject([{ level: 'warn', message: accessHelp.log }]);
    expect((await dispatch(incoming({ path: '/one' }))).headers).not.toHaveProperty('x-fakeai-note');
    expect((await dispatch(incoming({ path: '/two' }))).headers).not.toHaveProperty('x-fakeai-note');
  });

  it('tells nothing of keys that an operator chose', async () => {
    const { dispatch, lines } = openRig([row({ id: 'one', path: '/one', handle: () => json({}) })]);
    const answer = await dispatch(incoming({ path: '/one', headers: {} }));
    expect(answer.status).toBe(401);
    expect(answer.headers).not.toHaveProperty('x-fakeai-note');
    expect(lines).toEqual([]);
  });

  it('tells a missing file of the package with its cure each time, and reports each file once', async () => {
    const missing: string[] = [];
    const rows = ['one', 'two'].map((name) =>
      row({
        id: name,
        path: `/${name}`,
        handle: () => Promise.reject(new PackageFileMissing(`${name}.bin`, `/srv/inside/${name}.bin`)),
      }),
    );
    const { dispatch, lines } = openRig(rows, { onMissingFile: ({ file }) => missing.push(file) });
    for (const path of ['/one', '/one', '/two', '/one']) {
      const answer = await dispatch(incoming({ path }));
      expect(answer.status).toBe(500);
      expect(errorOf(answer)).toMatchObject({
        message: expect.stringContaining(`'${path.slice(1)}.bin'`),
        code: 'internal_error',
      });
      expect(JSON.stringify(answer)).not.toContain('/srv/inside');
    }
    expect(missing).toEqual(['one.bin', 'two.bin']);
    expect(lines).toEqual([]);
  });

  it('does not log faults, which are answers', async () => {
    const { dispatch, lines } = createRows();
    const missing = await dispatch(incoming({ method: 'DELETE', path: '/things/t-1' }));
    expect(missing.status).toBe(404);
    const busy = await dispatch(incoming({ path: '/fault-async' }));
    expect([busy.status, busy.headers['retry-after']]).toEqual([503, '7']);
    expect(lines).toEqual([]);
  });

  describe('the observation', () => {
    it('is one for each call that is answered whole', async () => {
      const { dispatch, started, ended } = createRows();
      await dispatch(
        incoming({ path: '/wait', headers: { ...AUTHORIZED, 'x-client-request-id': 'mine-1' } }),
      );
      expect(started).toHaveLength(1);
      expect(ended).toEqual([
        {
          requestId: expect.stringMatching(/^req_/),
          clientRequestId: 'mine-1',
          operation: 'wait',
          method: 'GET',
          endpoint: '/v1/wait',
          path: '/wait',
          startedAt: 0,
          endedAt: 5000,
          status: 200,
          outcome: 'ok',
          streamed: false,
        },
      ]);
    });

    it('has no client id that is not printable', async () => {
      const { dispatch, ended } = createRows();
      for (const id of ['', 'x'.repeat(513), 'a\tb', 'é']) {
        await dispatch(incoming({ headers: { ...AUTHORIZED, 'x-client-request-id': id } }));
      }
      expect(ended).toHaveLength(4);
      for (const observation of ended) expect(observation.clientRequestId).toBeUndefined();
    });

    it('is one for a call whose caller leaves, which then costs nothing more', async () => {
      const { dispatch, ended, clock, lines } = createRows();
      const abort = new Abort();
      const answering = dispatch(incoming({ path: '/wait', abort }));
      abort.abort();
      expect(await answering).toEqual({ status: 499, headers: {}, body: '' });
      expect(ended).toMatchObject([{ outcome: 'aborted', status: 499 }]);
      expect(lines).toEqual([]);
      expect(clock.pending).toBe(0);
    });

    it('of a stream ends with the stream', async () => {
      const { dispatch, ended, clock } = createRows();
      const answer = await dispatch(incoming({ path: '/stream' }));
      expect(answer).toMatchObject({
        status: 200,
        farewell: expect.any(Function),
        headers: { 'content-type': 'text/event-stream' },
      });
      expect(answer.headers).not.toHaveProperty('content-length');
      expect(ended).toEqual([]);
      if (!answer.frames) throw new Error('not a stream');
      const over = Promise.withResolvers<string[]>();
      const written: string[] = [];
      const write = (text: string): boolean => written.push(text) > 0;
      play(withTurns(clock), answer.frames, { write, end: () => over.resolve(written), fail: over.reject });
      expect(await over.promise).toEqual(['data: 1\n\n', 'data: 2\n\n', 'data: [DONE]\n\n']);
      answer.frames.cancel();
      expect(ended).toMatchObject([{ outcome: 'ok', streamed: true, endedAt: 20 }]);
    });

    it('of long JSON is no stream', async () => {
      const clock = createVirtualClock();
      const rows = [
        row({
          id: 'long',
          path: '/long',
          handle: ({ abort }) => {
            const data = new LazyArray(Array.from({ length: 20_000 }, () => 'x'.repeat(100)));
            return lazyJson(() => ({ data }), { turns: createTurns(clock), abort });
          },
        }),
      ];
      const { dispatch, ended } = openRig(rows, { clock });
      const { frames } = await dispatch(incoming({ method: 'GET', path: '/long' }));
      if (!frames) throw new Error('not sent in parts');
      for await (const _ of toPieces({ clock, turns: createTurns(clock) }, frames, new Abort()));
      expect(ended).toMatchObject([{ outcome: 'ok', streamed: false }]);
    });

    it('of a stream whose reader leaves ends there, once', async () => {
      const { dispatch, ended, frames } = createRows();
      const answer = await dispatch(incoming({ path: '/stream' }));
      answer.frames?.take(0);
      answer.frames?.cancel();
      answer.frames?.cancel();
      expect(frames.cancelled).toBeGreaterThan(0);
      expect(ended).toMatchObject([{ outcome: 'aborted', status: 200 }]);
    });

    it('of a stream that breaks says so, once', async () => {
      const { dispatch, ended, clock } = createRows();
      const answer = await dispatch(incoming({ path: '/stream-failing' }));
      if (!answer.frames) throw new Error('not a stream');
      const over = Promise.withResolvers<void>();
      play(withTurns(clock), answer.frames, { write: () => true, end: over.resolve, fail: over.reject });
      await expect(over.promise).rejects.toThrow(SECRET);
      expect(ended).toMatchObject([{ outcome: 'error' }]);
      expect(ended).toHaveLength(1);
    });

    it('of a stream asked for by HEAD ends at once', async () => {
      const { dispatch, ended, frames } = createRows();
      const answer = await dispatch(incoming({ method: 'HEAD', path: '/stream' }));
      expect([answer.status, answer.body, answer.frames]).toEqual([200, '', undefined]);
      expect(frames.cancelled).toBe(1);
      expect(ended).toHaveLength(1);
    });
  });
});
