import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { afterAll, describe, expect, it } from 'vitest';
import { type Operation, pathsOnlyUnderPrefix, toPublicPath } from '../../src/kernel/operation.ts';
import { queryPairsOf } from '../../src/kernel/query-pairs.ts';
import { createRouter } from '../../src/kernel/router.ts';
import { isUploadField } from '../../src/kernel/upload.ts';
import type { Example } from './example.ts';
import { EXAMPLES } from './examples.ts';
import { leastOf } from './least.ts';
import { expectAbout, type Refusal, readRefusal } from './refusal.ts';
import {
  branchFor,
  expectFit,
  expectSuccess,
  type MemberSchema,
  type ObjectSchema,
  openTable,
  readEvents,
  successOf,
} from './table.ts';

/** Checks the rules that apply to every row of the operation table. Behaviour of single operations is tested beside them. */

const table = openTable();
const { fake, rows, sockets, send, run, examplesOf, exampleOf, anyPath, anyCall } = table;
afterAll(() => table[Symbol.asyncDispose]());

/** Statuses for requests that do not match their schema. */
const UNFIT = [400, 422];

const JSON_TYPE = 'application/json';
const EVENTS = 'text/event-stream; charset=utf-8';

/** Operations that report unknown parameters in the wording of OpenAI's oldest endpoints. */
const UNRECOGNIZES = new Set([
  'createChatCompletion',
  'azureCreateChatCompletion',
  'azureDeploymentCreateChatCompletion',
  'createCompletion',
  'azureCreateCompletion',
  'azureDeploymentCreateCompletion',
]);

describe('the table', () => {
  it('has an example of every operation, and no written ones of others', () => {
    const ids = rows.map(({ id }) => id);
    expect(rows.flatMap(({ id, row }) => (examplesOf(row).length === 0 ? [id] : []))).toEqual([]);
    expect(Object.keys(EXAMPLES).filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('has a unique id, and a unique method and path, for every operation', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const called = ({ row }: { row: Operation }) => `${row.method} ${anyPath(row)} ${queryPairsOf(row)}`;
    expect(new Set(rows.map(called)).size).toBe(rows.length);
  });

  it('also serves each row without /v1, except absolute paths', () => {
    const router = createRouter(fake.operations);
    const exceptions = pathsOnlyUnderPrefix(fake.operations);
    for (const { row } of rows) {
      const path = toPublicPath(row);
      if (!path.startsWith('/v1/')) continue;
      const bare = path.slice('/v1'.length).replace(/[{}*]/g, '');
      const query = new URLSearchParams(queryPairsOf(row).map((pair) => [...pair])).toString();
      expect(router.find(row.method, bare, query)?.operation === row, path).toBe(!exceptions.includes(path));
    }
  });

  it('returns 404 at other paths', async () => {
    const { surface } = fake.operations[0] as Operation;
    for (const path of ['/nothing', '/v1/nothing', '/v1', '/v1/chat', '/v1/v1/models', '/v2/models']) {
      const refusal = await readRefusal(await send('GET', path), surface, [404]);
      expect(refusal).toMatchObject({ message: `Invalid URL (GET ${path})`, param: null });
    }
  });
});

describe.each(sockets)('$id', ({ row }) => {
  it('is found, guarded, and opened by nothing but an upgrade', async () => {
    for (const path of [anyPath(row), `${anyPath(row)}/`]) {
      expect((await send('GET', path, { key: null })).status).toBe(401);
      const refused = await send('GET', path);
      expect([refused.status, refused.headers.get('upgrade')]).toEqual([426, 'websocket']);
      const { code } = await readRefusal(refused, row.surface, [426]);
      expect(code).toBe('upgrade_required');
    }
    expect((await send('DELETE', anyPath(row))).status).toBe(405);
  });
});

describe.each(rows)('$id', ({ row }) => {
  const { method, surface } = row;
  const refusal = (reply: Response, statuses = UNFIT): Promise<Refusal> =>
    readRefusal(reply, surface, statuses);

  it('is found with and without the version prefix, and with a trailing slash', async () => {
    // Another operation may occupy the path without the version.
    const isTaken = rows.some(({ row: other }) => other.absolute && other.path === row.path && other !== row);
    for (const prefix of isTaken ? ['/v1'] : ['/v1', '']) {
      await expectSuccess(row, await run(row, exampleOf(row), { prefix }));
    }
    if (row.path === '/' || row.path.endsWith('*}')) return;
    const reply = await send(method, `${anyPath(row)}/`, { key: null });
    expect(reply.status).toBe(row.access !== 'public' ? 401 : row.path.includes('{') ? 404 : 200);
  });

  it(`${row.access !== 'public' ? 'needs' : 'does not need'} a key`, async () => {
    const missing = await send(method, anyCall(row), { key: null });
    const wrong = await send(method, anyCall(row), { key: 'sk-nobody-knows-this-key-9876' });
    if (row.access === 'public') {
      expect([200, 404]).toContain(missing.status);
      expect(wrong.status).toBe(missing.status);
      return;
    }
    const [unsaid, unknown] = [await refusal(missing, [401]), await refusal(wrong, [401])];
    expect(unknown.message).not.toContain('knows-this-key');
    if (!unsaid.isOpenAI) return;
    expect(unsaid.message).toMatch(/^You didn't provide an API key/);
    expect(unknown.code).toBe('invalid_api_key');
    expect(unknown.message).toMatch(/^Incorrect API key provided: sk-nobod\*+9876\./);
  });

  it('rejects other methods and lists the allowed ones', async () => {
    const path = anyPath(row);
    const there = [...rows, ...sockets]
      .filter(({ row: other }) => anyPath(other) === path)
      .map(({ row: other }) => other.method);
    const allow = [...new Set(there)];
    for (const other of ['GET', 'POST', 'DELETE', 'PUT', 'PATCH'].filter(
      (one) => !allow.includes(one as never),
    )) {
      const reply = await send(other, path);
      const named = reply.headers.get('allow')?.split(', ').sort();
      expect(named).toEqual([...allow, ...(allow.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort());
      expect(reply.status).toBe(405);
      expect(reply.headers.get('content-type')).toBe(JSON_TYPE);
    }
    const options = await send('OPTIONS', path, { key: null });
    expect(options.status).toBe(204);
    expect(options.headers.get('allow')).toContain(method);
  });

  it('sends the request id and version headers', async () => {
    const reply = await run(row, exampleOf(row));
    expect(reply.headers.get('x-request-id')).toMatch(/^req_\w{32}$/);
    if (surface.name !== 'openai') return;
    expect(reply.headers.get('openai-version')).toBe('2020-10-01');
    expect(reply.headers.get('openai-organization')).toBe('org-fakeai');
    expect(reply.headers.get('openai-processing-ms')).toMatch(/^\d+$/);
  });

  if (method === 'GET')
    it('answers HEAD with the headers of a GET and no body', async () => {
      const path = await table.pathOf(row, exampleOf(row));
      const [whole, head] = [await send('GET', path), await send('HEAD', path)];
      expect(head.status).toBe(200);
      expect(await head.text()).toBe('');
      expect(head.headers.get('content-type')).toBe(whole.headers.get('content-type'));
      expect(Number(head.headers.get('content-length'))).toBeGreaterThan(0);
    });

  if (
    row.query &&
    Object.keys((row.query as ObjectSchema).properties ?? {}).length > queryPairsOf(row).length
  )
    describe('its query', () => {
      const { properties = {} } = row.query as ObjectSchema;
      const example = exampleOf(row);
      const withQuery = (name: string, value: unknown): Promise<Response> => {
        const query = new URLSearchParams(example.query);
        query.set(name, String(value));
        return run(row, { ...example, query: query.toString() });
      };

      const apart = queryPairsOf(row).map(([name]) => name);
      const limited = Object.entries(properties).filter(
        ([name, schema]) => !takesAnyText(schema) && !apart.includes(name),
      );
      it.each(limited)('rejects a wrong %s', async (name) => {
        const wrong = await refusal(await withQuery(name, '@@'), [400, 404]);
        // Other dialects may not name the parameter.
        if (!wrong.isOpenAI) return;
        expectAbout(wrong, name);
        expect(['invalid_type', 'invalid_value']).toContain(wrong.code);
      });

      const { limit: page } = properties;
      if (page)
        it('enforces the bounds of the page size', async () => {
          const { maximum } = page as unknown as { readonly maximum: number };
          for (const [limit, code] of [
            [0, 'integer_below_min_value'],
            [maximum + 1, 'integer_above_max_value'],
            [1.5, 'invalid_type'],
          ]) {
            expect(await refusal(await withQuery('limit', limit))).toMatchObject({ param: 'limit', code });
          }
        });

      if (properties.after)
        it('rejects an unknown cursor', async () => {
          expect(await refusal(await withQuery('after', 'nowhere'), [404])).toMatchObject({ param: 'after' });
        });
    });

  if (row.body)
    describe('its body', () => {
      const example = examplesOf(row).find(({ body }) => body) as Example;
      const {
        properties = {},
        required = [],
        additionalProperties,
      } = branchFor(row.body as TSchema, example.body);
      const withBody = (body: unknown, headers = {}): Promise<Response> =>
        send(method, anyCall(row), { body, headers });

      it('must be JSON', async () => {
        const broken = await refusal(await withBody('{"a":'));
        if (broken.isOpenAI) expect(broken.message).toMatch(/^We could not parse the JSON body/);
        const other = await withBody('a=1', { 'content-type': 'application/x-www-form-urlencoded' });
        const { message, isOpenAI } = await refusal(other);
        if (isOpenAI) expect(message).toContain('application/x-www-form-urlencoded');
      });

      it.each([[[]], ['text'], [1], [null], [true]])('must be an object, not %j', async (body) => {
        const wrong = await refusal(await withBody(JSON.stringify(body)));
        if (wrong.isOpenAI) expect(wrong).toMatchObject({ param: null, code: 'invalid_type' });
      });

      it(`${additionalProperties === false ? 'rejects' : 'ignores'} an unknown parameter`, async () => {
        const reply = await run(row, example, { extra: { no_such_parameter: 1 } });
        if (additionalProperties !== false) {
          expect(reply.status).toBe(successOf(row));
          return;
        }
        const unknown = await refusal(reply);
        if (UNRECOGNIZES.has(row.id)) {
          const message = 'Unrecognized request argument supplied: no_such_parameter';
          expect(unknown).toMatchObject({ message, param: null, code: null });
          return;
        }
        expectAbout(unknown, 'no_such_parameter');
        if (!unknown.isOpenAI) return;
        expect(unknown.message).toBe("Unknown parameter: 'no_such_parameter'.");
        expect(unknown.code).toBe('unknown_parameter');
      });

      it.each([...required])('requires %s', async (name) => {
        const { [name]: _, ...rest } = example.body as Record<string, unknown>;
        const missing = await refusal(await run(row, { ...example, body: rest }));
        expectAbout(missing, name);
        if (!missing.isOpenAI) return;
        expect(missing.message).toBe(`Missing required parameter: '${name}'.`);
        expect(missing.code).toBe('missing_required_parameter');
      });

      it.each(Object.entries(properties).filter(([, schema]) => unfit(schema).length > 0))(
        'rejects every wrong %s',
        async (name, schema) => {
          for (const value of unfit(schema)) {
            const wrong = await refusal(await run(row, example, { extra: { [name]: value } }));
            expectAbout(wrong, name, JSON.stringify(value));
            if (wrong.isOpenAI) expect(wrong.code, JSON.stringify(value)).not.toBeNull();
          }
        },
      );
    });

  if (row.form)
    describe('its form', () => {
      const example = examplesOf(row).find(({ form }) => form) as Example;
      const { properties = {}, required = [] } = row.form as ObjectSchema;
      const [files, texts] = [true, false].map((wanted) =>
        Object.entries(properties).filter(([, schema]) => isFile(schema) === wanted),
      ) as [[string, MemberSchema][], [string, MemberSchema][]];

      it('must be multipart and complete', async () => {
        const other = await send(method, anyCall(row), {
          body: 'a=1',
          headers: { 'content-type': 'text/plain' },
        });
        expect((await refusal(other)).code).toBe('unsupported_content_type');
        const headers = { 'content-type': 'multipart/form-data; boundary=x' };
        const broken = await send(method, anyCall(row), { body: '--x\r\n', headers });
        expect((await refusal(broken)).message).toMatch(/^Could not parse multipart form/);
      });

      it('rejects an unknown field', async () => {
        const unknown = await refusal(await run(row, example, { extra: { no_such_member: '1' } }));
        expect(unknown).toMatchObject({ param: 'no_such_member', code: 'unknown_parameter' });
      });

      it.each([...required])('requires %s', async (name) => {
        const { [name]: _, ...rest } = example.form ?? {};
        const missing = await refusal(await run(row, { ...example, form: rest }));
        expect(missing).toMatchObject({ param: name, code: 'missing_required_parameter' });
      });

      it.each(files)('rejects text in place of the file %s', async (name) => {
        const misplaced = await refusal(await run(row, example, { extra: { [name]: 'text' } }));
        expect(misplaced).toMatchObject({ param: name, code: 'invalid_type' });
      });

      it.each(texts)('rejects a file in place of %s', async (name) => {
        const file = new File(['x'], 'x');
        const misplaced = await refusal(await run(row, example, { extra: { [name]: file } }));
        expect(misplaced).toMatchObject({ param: name, code: 'invalid_type' });
      });

      const objects = texts.flatMap(([name, schema]) => {
        const object = [schema as ObjectSchema, ...((schema as ObjectSchema).anyOf ?? [])].find(
          (one) => one.properties,
        );
        return object ? [{ name, value: leastOf(object) as object }] : [];
      });
      it.each(objects)('accepts $name as separate fields and as JSON', async ({ name, value }) => {
        const members = Object.entries(value).map(([key, each]) => [`${name}[${key}]`, String(each)]);
        const json = { [name]: JSON.stringify(value) };
        for (const extra of [Object.fromEntries(members), json]) {
          const reply = await run(row, example, { extra });
          expect(reply.status, await reply.text()).toBe(200);
        }
      });

      it.each(texts.filter(([, schema]) => !takesAnyText(schema)))(
        'rejects a wrong %s',
        async (name, schema) => {
          const value = schema.type === 'array' ? ['@@'] : '@@';
          const wrong = await refusal(await run(row, example, { extra: { [name]: value } }));
          expectAbout(wrong, name);
          expect(['invalid_type', 'invalid_value']).toContain(wrong.code);
        },
      );
    });

  const named = examplesOf(row).map((example) => ({ name: example.name ?? 'its example', example }));
  describe.each(named)('answering $name', ({ example }) => {
    it('matches its schema and content type', async () => {
      const reply = await run(row, example);
      const bytes = Buffer.from(await reply.arrayBuffer());
      const told = bytes.toString('utf8', 0, 500);
      expect(reply.status, told).toBe(successOf(row));
      if (reply.status === 204) {
        expect(bytes.length).toBe(0);
        return;
      }
      const type = example.answer ?? JSON_TYPE;
      expect(reply.headers.get('content-type'), told).toBe(type);
      expect(bytes.length).toBeGreaterThan(0);
      if (type === JSON_TYPE && row.reply) expectFit(row.reply, JSON.parse(bytes.toString()));
    });

    if (row.event && example.stream !== null)
      it('matches the event schema in every event of a stream', async () => {
        const reply = await table.stream(row, example);
        const text = await reply.text();
        expect(reply.headers.get('content-type'), text.slice(0, 500)).toBe(EVENTS);
        const events = readEvents(row, text);
        expect(events.length).toBeGreaterThan(0);
        for (const event of events) expectFit(row.event as TSchema, event);
      });
  });
});

/** Values of all types that the schema does not accept. */
function unfit(schema: TSchema): unknown[] {
  const check = Compile(schema);
  return [-0.5, 'no such value \u0000', true, [], {}, [[1]], [{}], [null]].filter(
    (value) => !check.Check(value),
  );
}

/** Whether the schema describes one or more files. */
function isFile(schema: MemberSchema): boolean {
  return isUploadField(schema) || isUploadField((schema as { items?: object }).items);
}

function takesAnyText(schema: MemberSchema): boolean {
  const check = Compile(schema);
  return check.Check('@@') || check.Check(['@@']);
}
